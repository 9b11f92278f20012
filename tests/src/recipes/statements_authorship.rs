//! Signed words on how the content was made (semantics 6.2.2).

use foureyes::change::{Basis, ParticipantRole};
use foureyes::fact::Listed;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::case;
use super::policy::{RULE_COUNT, applies, goes, when};
use crate::case::{Case, commit, commit_subject, image, participant, policy_with};

use Involvement::{Advised, Assisted, Generated, None as Without};

/// A rule asks for one person where an AI may have written, and the policy counts the word of people so far.
fn asking(how_far: &str, id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["6.2"], &[], |c| {
        let members =
            format!("unmatched = \"allow\"\nprovenance = {{ humanClaim = \"{how_far}\" }}");
        let rule = when("involvement = { atLeast = \"generated\" }");
        c.policy = policy_with(&members, &rule);
        edit(c);
    })
}

/// Bob's word, which brings nothing down.
fn in_vain(
    how_far: &str,
    id: &str,
    title: &str,
    ignored: &[(&str, &str)],
    edit: impl FnOnce(&mut Case),
) -> Case {
    asking(how_far, id, title, |c| {
        edit(c);
        applies(c);
        c.ignored(ignored);
    })
}

fn noted(c: &mut Case, notes: &[&str]) {
    goes(c);
    c.notes(notes);
}

fn claims(c: &mut Case, rungs: &[Involvement]) {
    let claim = |rung: &Involvement| Claim::new(*rung, ClaimBasis::Declared);
    c.change.live.claims = Listed::Whole(rungs.iter().map(claim).collect());
}

/// Bob has made one commit, and Erin the other.
fn two_commits(c: &mut Case) {
    c.change.exact.commits = Listed::Whole(vec![commit("c1"), commit("c2")]);
    c.change.exact.subjects = vec![commit_subject("c2"), image("shop")];
    let made = |who: &str, what: &str| {
        let mut one = participant(who, ParticipantRole::Author, Basis::Authenticated);
        one.commits = vec![commit(what)];
        one
    };
    c.change.live.participants =
        Listed::Whole(vec![made("login:bob", "c1"), made("login:erin", "c2")]);
}

const BOB: &str = "authorship_counts bob";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = counting();
    cases.extend(not_counting());
    cases.extend(countersigned());
    cases.extend(heard());
    cases
}

fn counting() -> Vec<Case> {
    vec![
        asking(
            "counts",
            "declared-by-the-author",
            "The author signs that an AI assisted, and a rule for what an AI wrote does not apply",
            |c| {
                c.declare("bob", Assisted);
                noted(c, &[BOB]);
            },
        ),
        asking(
            "counts",
            "declared-as-claimed",
            "A claim of as much contradicts nothing",
            |c| {
                claims(c, &[Advised, Assisted]);
                c.declare("bob", Assisted);
                noted(c, &[BOB]);
            },
        ),
        asking(
            "counts",
            "declared-by-every-author",
            "Each author speaks of what she made, and each of them has",
            |c| {
                two_commits(c);
                c.declare("bob", Without);
                c.declare("erin", Assisted);
                noted(c, &[BOB, "authorship_counts erin"]);
            },
        ),
        asking(
            "counts",
            "declared-before-the-approval",
            "An approval names what the author has signed, and counts with it",
            |c| {
                let rule = when("involvement = { atLeast = \"assisted\" }");
                let members = "provenance = { humanClaim = \"counts\" }";
                c.policy = policy_with(members, &rule);
                c.declare("bob", Assisted);
                c.approve_with("carol", |approval| {
                    approval.seen.involvement.floor = Assisted;
                    approval.seen.involvement.claimed.insert(Assisted);
                });
                c.allow();
                c.notes(&[BOB]);
                c.counted(&[(RULE_COUNT, "carol")]);
            },
        ),
    ]
}

fn not_counting() -> Vec<Case> {
    vec![
        in_vain(
            "off",
            "declared-where-nobody-asks",
            "By default the word of an author brings nothing down",
            &[("authorship_off", "bob")],
            |c| {
                c.declare("bob", Without);
            },
        ),
        in_vain(
            "counts",
            "declared-against-a-claim",
            "A word counts for nothing where anybody says more",
            &[("contradicted", "bob")],
            |c| {
                claims(c, &[Generated]);
                c.declare("bob", Assisted);
            },
        ),
        in_vain(
            "counts",
            "declared-by-one-of-two",
            "Every author has to have signed",
            &[("authorship_incomplete", "bob")],
            |c| {
                let role = ParticipantRole::CoAuthor;
                c.took_part("login:erin", role, Basis::Authenticated);
                c.declare("bob", Without);
            },
        ),
        in_vain(
            "counts",
            "declared-by-no-author",
            "Somebody who made nothing settles nothing",
            &[("not_eligible", "carol")],
            |c| {
                c.declare("carol", Without);
            },
        ),
        in_vain(
            "counts",
            "declared-where-nobody-looked",
            "Where nobody has looked for claims, nothing is settled",
            &[("authorship_incomplete", "bob")],
            |c| {
                c.change.live.claims = Listed::Partial(Vec::new());
                c.declare("bob", Without);
            },
        ),
        in_vain(
            "counts",
            "declared-for-other-content",
            "A word names exactly one content",
            &[("other_content", "bob")],
            |c| {
                let subjects = c.change.exact.subjects.clone();
                c.change.exact.subjects.pop();
                c.declare("bob", Without);
                c.change.exact.subjects = subjects;
            },
        ),
        in_vain(
            "counts",
            "declared-and-withdrawn",
            "A word that is taken back brings nothing down any more",
            &[("withdrawn", "bob")],
            |c| {
                let word = c.declare("bob", Without);
                c.withdraw("bob", |w| w.names = vec![word]);
            },
        ),
        in_vain(
            "counts",
            "declared-before-withdrawing-all",
            "Withdrawing everything takes a word back as well",
            &[("after_withdrawal", "bob")],
            |c| {
                c.declare("bob", Without);
                c.withdraw("bob", |w| w.all = "example.org/shop#7".parse().ok());
            },
        ),
        in_vain(
            "counts",
            "declared-under-a-compromised-key",
            "A word brings something down: under a compromised key it does not",
            &[("key_revoked", "bob")],
            |c| {
                c.declare("bob", Without);
                c.roster.key("bob").revoked = Some(("2026-03-10T11:59:00Z", "compromised"));
            },
        ),
        in_vain(
            "counts",
            "declared-in-the-future",
            "A word is not issued later than now",
            &[("not_yet_issued", "bob")],
            |c| {
                let issued = c.now.plus(foureyes::time::Span::from_minutes(5));
                c.declare_with("bob", Without, |word| word.issued = issued);
                c.recheck_by("2026-03-10T12:03:00Z");
            },
        ),
        in_vain(
            "counts",
            "declared-with-an-unknown-condition",
            "A word that asks for more than a verifier understands counts for nothing",
            &[("unknown_critical", "bob")],
            |c| {
                c.declare_with("bob", Without, |word| {
                    word.critical = vec!["paths".to_owned()];
                });
            },
        ),
    ]
}

fn countersigned() -> Vec<Case> {
    vec![
        asking(
            "countersigned",
            "declared-and-countersigned",
            "Somebody who took no part says the same",
            |c| {
                c.declare("bob", Assisted);
                c.declare("carol", Assisted);
                noted(c, &[BOB, "authorship_counts carol"]);
            },
        ),
        in_vain(
            "countersigned",
            "declared-and-not-countersigned",
            "The author alone is not enough where the policy asks for another",
            &[("authorship_incomplete", "bob")],
            |c| {
                c.declare("bob", Assisted);
            },
        ),
        in_vain(
            "countersigned",
            "countersigned-by-a-participant",
            "Nobody who took part countersigns",
            &[("authorship_incomplete", "bob"), ("participant", "erin")],
            |c| {
                c.took_part("login:erin", ParticipantRole::Pusher, Basis::Authenticated);
                c.declare("bob", Assisted);
                c.declare("erin", Assisted);
            },
        ),
        in_vain(
            "countersigned",
            "countersigned-to-less",
            "Whoever says less than the author confirms nothing",
            &[("authorship_incomplete", "bob"), ("contradicted", "carol")],
            |c| {
                c.declare("bob", Assisted);
                c.declare("carol", Without);
                c.notes(&[]);
            },
        ),
        in_vain(
            "countersigned",
            "countersigned-to-more",
            "Whoever says more than the author contradicts her",
            &[("authorship_incomplete", "carol"), ("contradicted", "bob")],
            |c| {
                c.declare("bob", Assisted);
                c.declare("carol", Generated);
            },
        ),
    ]
}

/// As a claim a word is heard from anybody, whatever became of it.
fn heard() -> Vec<Case> {
    let heard = |id: &str, title: &str, edit: fn(&mut Case)| {
        asking("off", id, title, |c| {
            c.policy = policy_with(
                "unmatched = \"allow\"\nprovenance = { presume = \"none\" }",
                &when("involvement = { atLeast = \"generated\" }"),
            );
            edit(c);
            applies(c);
            c.notes(&["presumed"]);
        })
    };
    vec![
        heard(
            "declared-more-than-presumed",
            "An author who says that an AI wrote it is heard, whatever the policy presumes or counts",
            |c| {
                c.declare("bob", Generated);
                c.ignored(&[("authorship_off", "bob")]);
            },
        ),
        heard(
            "declared-more-and-withdrawn",
            "What was once said of an AI stays said: taking it back lets nothing through",
            |c| {
                let word = c.declare("bob", Generated);
                c.withdraw("bob", |w| w.names = vec![word]);
                c.ignored(&[("withdrawn", "bob")]);
            },
        ),
        heard(
            "declared-more-before-a-push",
            "What was said of an AI stays said of the change, whatever is pushed to it",
            |c| {
                let subjects = c.change.exact.subjects.clone();
                c.change.exact.subjects.pop();
                c.declare("bob", Generated);
                c.change.exact.subjects = subjects;
                c.ignored(&[("other_content", "bob")]);
            },
        ),
        heard(
            "declared-more-by-another",
            "Anybody of the roster may say that more AI was involved",
            |c| {
                c.declare("dave", Generated);
                c.ignored(&[("authorship_off", "dave")]);
            },
        ),
    ]
}
