//! Ranges of involvement.

use crate::case::{Case, policy_with};
use foureyes::change::{Basis, ParticipantRole};
use foureyes::fact::Listed;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::policy::{applies, goes, when};

fn claims(rungs: &[Involvement]) -> Listed<Claim> {
    let claim = |rung: &Involvement| Claim::new(*rung, ClaimBasis::Declared);
    Listed::Whole(rungs.iter().map(claim).collect())
}

/// Ranges of involvement (6.1, 6.2).
pub(super) fn cases() -> Vec<Case> {
    let ask = |id: &str,
               title: &str,
               members: &str,
               asked: &str,
               is_applying: bool,
               edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["6.1", "6.2"]);
        case.policy = policy_with(
            &format!("unmatched = \"allow\"\n{members}"),
            &when(&format!("involvement = {{ {asked} }}")),
        );
        edit(&mut case);
        if is_applying {
            applies(&mut case);
        } else {
            goes(&mut case);
        }
        if members.contains("presume") {
            case.notes(&["presumed"]);
        }
        case
    };
    let none = "provenance = { presume = \"none\" }";
    let assisted = "provenance = { presume = \"assisted\" }";
    let mut conflict = ask(
        "involvement-contradiction",
        "A claim of none beside a claim of AI is told, and the stricter wins",
        "",
        "atLeast = \"assisted\"",
        true,
        |case| {
            case.change.live.claims = claims(&[Involvement::None, Involvement::Assisted]);
        },
    );
    conflict.notes(&["provenance_conflict"]);
    let mut outsider = ask(
        "involvement-of-somebody-unknown",
        "What somebody did whom nobody knows could be autonomous",
        "",
        "atLeast = \"autonomous\"",
        true,
        |case| {
            case.took_part(
                "email:m@elsewhere.example",
                ParticipantRole::CoAuthor,
                Basis::Asserted,
            );
        },
    );
    outsider.missing(&["carol", "frank"]);
    outsider.notes(&["unresolved email:m@elsewhere.example"]);
    vec![
        ask(
            "involvement-silence-is-not-none",
            "That nobody claims AI does not say that there was none",
            "",
            "atLeast = \"advised\"",
            true,
            |_| {},
        ),
        ask(
            "involvement-people-submit",
            "What people whose identity is checked have submitted is not autonomous",
            "",
            "atLeast = \"autonomous\"",
            false,
            |_| {},
        ),
        ask(
            "involvement-claimed-none",
            "An unsigned claim of none lowers nothing",
            "",
            "atLeast = \"advised\"",
            true,
            |case| case.change.live.claims = claims(&[Involvement::None]),
        ),
        ask(
            "involvement-at-least-is-a-ladder",
            "A higher rung reaches the lower ones",
            none,
            "atLeast = \"assisted\"",
            true,
            |case| case.change.live.claims = claims(&[Involvement::Generated]),
        ),
        ask(
            "involvement-at-least-stops",
            "A lower rung does not reach a higher one, where a presumption settles it",
            none,
            "atLeast = \"generated\"",
            false,
            |case| case.change.live.claims = claims(&[Involvement::Assisted]),
        ),
        ask(
            "involvement-includes-is-a-set",
            "A further claim does not hide an earlier one",
            none,
            "includes = \"advised\"",
            true,
            |case| {
                case.change.live.claims = claims(&[Involvement::Advised, Involvement::Generated]);
            },
        ),
        ask(
            "involvement-includes-is-no-ladder",
            "A higher rung is not a lower one, where a presumption settles it",
            none,
            "includes = \"advised\"",
            false,
            |case| case.change.live.claims = claims(&[Involvement::Generated]),
        ),
        ask(
            "involvement-presume-none",
            "A policy may presume that silence means none, and the decision says so",
            none,
            "atLeast = \"advised\"",
            false,
            |_| {},
        ),
        ask(
            "involvement-presume-assisted",
            "A policy may presume that silence means assisted",
            assisted,
            "atLeast = \"generated\"",
            false,
            |_| {},
        ),
        ask(
            "involvement-presume-assisted-applies",
            "What is presumed is presumed for rules that ask for it too",
            assisted,
            "atLeast = \"assisted\"",
            true,
            |_| {},
        ),
        ask(
            "involvement-nobody-has-looked",
            "Where nobody has looked for claims, there is no silence to presume from",
            none,
            "atLeast = \"advised\"",
            true,
            |case| case.change.live.claims = Listed::Absent,
        ),
        ask(
            "involvement-somebody-has-looked-in-part",
            "Nor where somebody has looked in part",
            none,
            "atLeast = \"advised\"",
            true,
            |case| case.change.live.claims = Listed::Partial(Vec::new()),
        ),
        ask(
            "involvement-of-a-service",
            "A service of the roster is deterministic: what it alone did involves no AI",
            "",
            "atLeast = \"advised\"",
            false,
            |case| case.authors(&["login:ci"]),
        ),
        conflict,
        outsider,
    ]
}
