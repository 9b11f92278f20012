//! Rosters that include others under a prefix (semantics 7.9).

use foureyes::decision::Verdict;
use foureyes::statement::{Approval, Signer, Statement, Submitted};
use foureyes::{Gate, Policy, Request, Roster};
use foureyes_tests::case::Case;
use foureyes_tests::{is, keys};

const MAIN: &str = r#"
roster  = "foureyes/roster/v1"
id      = "acme"
version = 3
levels  = ["mid", "senior"]

[[include]]
roster = "payments"
prefix = "pay"
digest = "DIGEST"

[[principal]]
id       = "bob"
kind     = "human"
level    = "mid"
accounts = ["login:bob"]

[[service]]
id          = "checkout"
tier        = 2
paths       = ["checkout/**"]
ownerTeams  = ["pay.reviewers"]
"#;

const PART: &str = r#"
roster  = "foureyes/roster/v1"
id      = "payments"
version = 8
levels  = ["senior"]

[[team]]
id = "reviewers"

[[principal]]
id       = "carol"
kind     = "human"
level    = "senior"
teams    = ["reviewers"]
roles    = ["policy_owner"]
accounts = ["login:carol"]
[[principal.key]]
public = "KEY"
scheme = "ed25519"
"#;

const POLICY: &str = r#"
policy  = "foureyes/policy/v1"
id      = "acme"
version = 1

[[rule]]
id      = "owners"
why     = "An owner has looked."
require = [{ approvals = 1, from = { owns = "service", level = { atLeast = "senior" } } }]
"#;

fn part(edit: impl Fn(String) -> String) -> Roster {
    let text = PART.replace("KEY", &keys::public("carol").to_string());
    foureyes_tests::must(Roster::from_toml(&edit(text)))
}

fn main_of(part: &Roster, edit: impl Fn(String) -> String) -> Roster {
    let text = edit(MAIN.replace("DIGEST", &part.digest().to_string()));
    foureyes_tests::must(Roster::from_toml(&text))
}

fn same(text: String) -> String {
    text
}

fn compile(roster: &Roster) -> Result<Gate, Vec<(String, String, bool)>> {
    let policy = foureyes_tests::must(Policy::from_toml(POLICY));
    Gate::compile(&policy, roster).map_err(|error| {
        let problems = error.problems().iter();
        let of = |one: &foureyes::error::Problem| {
            let at = format!("{} {}", one.at.document, one.at.path);
            (one.code.to_owned(), at, one.at.position.is_some())
        };
        problems.map(of).collect()
    })
}

#[test]
fn people_of_a_part_sign_under_their_prefix() {
    let part = part(same);
    let roster = main_of(&part, same);
    assert_eq!(roster.missing_parts().len(), 1);
    let roster = roster.with_parts(vec![part.clone()]);
    assert!(roster.missing_parts().is_empty());
    let gate = compile(&roster).unwrap();
    let case = Case::new("composed", "A part signs", &["7.9"]);
    let change = case.subject();
    let sign = |id: &str| {
        let signer = Signer {
            id: is(id),
            key: keys::public("carol").fingerprint().clone(),
        };
        let seen = gate.seen(&change, case.now);
        let (issued, expires) = (case.just_now(), case.now.plus(is("1d")));
        let approval = Approval::of(&change, seen, signer, issued, expires, "n".to_owned());
        let payload = Statement::Approve(approval).to_payload();
        let statements = gate.verify(&[Submitted::new(keys::envelope("carol", &payload))]);
        gate.evaluate(&Request::new(&change, &statements, case.now))
    };
    let allowed = sign("pay.carol");
    assert_eq!(allowed.verdict(), Verdict::Allow, "{}", allowed.explain());
    let rosters = &allowed.record().inputs.rosters;
    assert_eq!(rosters.get("acme@3"), Some(roster.digest()));
    assert_eq!(rosters.get("pay=payments@8"), Some(part.digest()));
    // She is nobody without it.
    assert_eq!(sign("carol").verdict(), Verdict::Hold);
}

#[test]
fn what_cannot_be_put_together_is_told_where_it_stands() {
    let good = part(same);
    let include = |member: &str| format!("roster acme include[0].{member}");
    let found = |roster: &Roster| compile(roster).unwrap_err();
    let missing = found(&main_of(&good, same));
    assert!(missing.contains(&("unknown_document".to_owned(), include("roster"), true)));
    let newer = part(|text| text.replace("version = 8", "version = 9"));
    let other = found(&main_of(&good, same).with_parts(vec![newer]));
    assert!(other.contains(&("digest_differs".to_owned(), include("digest"), true)));
    let naming = part(|text| text.replace("[[team]]", "[authority]\nthreshold = 1\n\n[[team]]"));
    let part_of = found(&main_of(&naming, same).with_parts(vec![naming.clone()]));
    assert!(part_of.contains(&("not_a_part".to_owned(), include("roster"), true)));
    let level = part(|text| text.replace("\"senior\"", "\"staff\""));
    let ranked = found(&main_of(&level, same).with_parts(vec![level.clone()]));
    assert!(
        ranked.iter().any(|(code, ..)| code == "unknown_level"),
        "{ranked:?}"
    );
    let long = main_of(&good, |text| {
        text.replace("\"pay\"", &format!("\"{}\"", "p".repeat(60)))
    });
    let long = found(&long.with_parts(vec![good.clone()]));
    assert!(
        long.iter()
            .any(|(code, at, _)| code == "invalid_value" && *at == include("prefix"))
    );
    // A fault inside of a part stands in the part, with its line.
    let faulty = part(|text| text.replace("teams    = [\"reviewers\"]", "teams    = [\"nobody\"]"));
    let inside = found(&main_of(&faulty, same).with_parts(vec![faulty.clone()]));
    let at = "roster payments principal[0].teams[0]".to_owned();
    assert!(
        inside.contains(&("unknown_team".to_owned(), at, true)),
        "{inside:?}"
    );
}

/// A part gives nobody a role of the whole: who owns the policy is said where the policy is.
#[test]
fn a_part_gives_no_role_of_the_whole() {
    let part = part(same);
    let whole = main_of(&part, same).with_parts(vec![part.clone()]).whole();
    let carol = whole
        .principals
        .iter()
        .find(|one| one.id.as_str() == "pay.carol");
    let roles: Vec<_> = carol
        .unwrap()
        .roles
        .iter()
        .map(|held| held.is.as_str())
        .collect();
    assert_eq!(roles, ["pay.policy_owner"]);
}
