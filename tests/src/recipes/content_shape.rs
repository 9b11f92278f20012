//! Who vouches for a fact, and what the shape of a change says.

use crate::case::{self, Case, PEER, TWO, policy_with};
use crate::is;
use foureyes::change::{Basis, ParticipantRole, PathAction};
use foureyes::fact::{Fact, Listed};

use super::content::{PEER_COUNT, database, edit_path};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vouched();
    cases.extend(shape());
    cases
}

const DESTRUCTION: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]

[[rule]]
id = "destruction"
why = "What destroys takes two."
when = { destructive = true }
require = [{ approvals = 2 }]
"#;

const PRODUCTION: &str = r#"
[[rule]]
id = "production"
why = "Production takes somebody else."
when = { environment = "production" }
require = [{ approvals = 1 }]
"#;

const DOCS: &str = r#"
[[rule]]
id = "docs"
why = "Nothing but the documentation."
require = [{ must = { touches = "docs" } }]
"#;

/// Who vouches for a fact decides what it can do (5.3).
fn vouched() -> Vec<Case> {
    let destructive = |id, title, fact, two: bool| {
        let mut case = Case::new(id, title, &["5.3"]);
        case.rules(DESTRUCTION);
        case.change.seen.destructive = fact;
        case.approve("carol");
        if two {
            case.hold(&["hold approvals_missing acme/destruction/approvals:2"]);
            case.counted(&[
                ("acme/destruction/approvals:2", "carol"),
                (PEER_COUNT, "carol"),
            ]);
            case.missing(&["frank"]);
        } else {
            case.allow();
            case.counted(&[(PEER_COUNT, "carol")]);
        }
        case
    };
    let mut declared = Case::new(
        "declared-staging-is-not-believed",
        "Who takes part cannot say that it is not production",
        &["5.3", "9.2"],
    );
    declared.policy = policy_with("unmatched = \"allow\"", PRODUCTION);
    declared.change.exact.environment = Fact::Declared(is("staging"));
    declared.hold(&["hold approvals_missing acme/production/approvals:1"]);
    declared.missing(&["carol"]);
    declared.recheck_by("2026-03-10T12:15:00Z");
    let mut collected = declared.clone().renamed(
        "collected-staging-is-believed",
        "What the embedding system has found out can free a change",
    );
    collected.change.exact.environment = Fact::Collected(is("staging"));
    collected.allow();
    collected.expect.reasons.clear();
    collected.expect.because = Some("no_rule".to_owned());
    collected.missing(&[]);
    collected.recheck_by("2026-03-11T12:00:00Z");
    vec![
        destructive(
            "declared-harmless-is-not-believed",
            "A declared value cannot switch a rule off",
            Fact::Declared(false),
            true,
        ),
        destructive(
            "declared-destructive-is-believed",
            "A declared value can switch a rule on",
            Fact::Declared(true),
            true,
        ),
        destructive(
            "collected-harmless-is-believed",
            "A collected value can switch a rule off",
            Fact::Collected(false),
            false,
        ),
        destructive(
            "unknown-is-the-strict-case",
            "What is not known could be so",
            Fact::Unknown,
            true,
        ),
        declared,
        collected,
    ]
}

/// What the shape of a change says, whoever has signed (5.7).
fn shape() -> Vec<Case> {
    let held = |id, title, clauses: &[&str], reason: &str, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, clauses);
        edit(&mut case);
        case.approve("carol");
        case.hold(&[reason]);
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let mut declared = Case::new(
        "s43-empty-and-says-so",
        "A change without content that says so can be approved",
        &["5.7"],
    );
    declared.change.exact.paths = Listed::Whole(Vec::new());
    declared.change.exact.empty = true;
    declared.approve("carol");
    declared.allow();
    declared.counted(&[(PEER_COUNT, "carol")]);
    let mut nothing = Case::new(
        "s43-all-of-nothing-is-false",
        "A change without content is not all documentation",
        &["5.7", "9.2"],
    );
    nothing.policy = policy_with("paths = { docs = [\"docs/**\"] }", DOCS);
    nothing.change.exact.paths = Listed::Whole(Vec::new());
    nothing.change.exact.empty = true;
    nothing.hold(&["hold must_not_met acme/docs/must"]);
    let unattributed = format!("hold commit_unattributed {}", case::object("c2"));
    let mut author = held(
        "s10-commit-without-an-author",
        "A commit that nobody is said to have written holds",
        &["5.7"],
        &unattributed,
        |case| {
            case.change.exact.commits = Listed::Whole(vec![case::commit("c1"), case::commit("c2")]);
            case.authors(&["login:bob"]);
            let mut bob =
                case::participant("login:bob", ParticipantRole::Author, Basis::Authenticated);
            bob.commits = vec![case::commit("c1")];
            let mut pusher =
                case::participant("login:bob", ParticipantRole::Pusher, Basis::Authenticated);
            pusher.commits = vec![case::commit("c2")];
            case.change.live.participants = Listed::Whole(vec![bob, pusher]);
        },
    );
    author.rules(PEER);
    let mut deletions = Case::new(
        "s42-deletions-only",
        "A change that only deletes is not empty",
        &["5.5", "5.7"],
    );
    edit_path(&mut deletions, |entry| {
        entry.action = PathAction::Deleted;
        entry.digest = None;
    });
    deletions.approve("carol");
    deletions.allow();
    deletions.counted(&[(PEER_COUNT, "carol")]);
    let mut two = held(
        "s44-truncated-paths",
        "A list of paths that was cut holds, whatever it shows",
        &["5.7"],
        "hold list_partial exact.paths",
        |case| {
            case.change.exact.paths = Listed::Partial(vec![case::path("checkout/cart.rs")]);
        },
    );
    two.rules(TWO);
    two.approve("frank");
    two.counted(&[
        ("acme/two/approvals:2", "carol"),
        ("acme/two/approvals:2", "frank"),
    ]);
    vec![
        held(
            "content-weak-digest",
            "SHA-1 alone names nothing: no approval of it is enough",
            &["5.1"],
            "hold weak_digest",
            |case| case.change.exact.subjects = vec![case::commit_subject("c1")],
        ),
        held(
            "s43-empty-without-a-word",
            "A change without content that does not say so holds",
            &["5.7"],
            "hold empty_change",
            |case| case.change.exact.paths = Listed::Whole(Vec::new()),
        ),
        declared,
        nothing,
        two,
        held(
            "s44-no-paths-known",
            "Paths that are not known are not no paths",
            &["5.7"],
            "hold list_partial exact.paths",
            |case| case.change.exact.paths = Listed::Absent,
        ),
        held(
            "s44-truncated-commits",
            "A list of commits that was cut holds",
            &["5.7"],
            "hold list_partial exact.commits",
            |case| case.change.exact.commits = Listed::Partial(vec![case::commit("c1")]),
        ),
        held(
            "s44-truncated-resources",
            "A plan that was cut holds",
            &["5.7"],
            "hold list_partial exact.resources",
            |case| case.change.exact.resources = Listed::Partial(vec![database()]),
        ),
        held(
            "s20-truncated-participants",
            "A list of people that was cut holds: one of them could be the signer",
            &["5.7", "7.4"],
            "hold list_partial live.participants",
            |case| {
                let known = case.change.live.participants.known().to_vec();
                case.change.live.participants = Listed::Partial(known);
            },
        ),
        held(
            "s10-nobody-took-part",
            "A change in which nobody took part holds",
            &["5.7"],
            "hold commit_unattributed example.org/shop#7",
            |case| {
                case.change.exact.commits = Listed::Whole(Vec::new());
                case.change.live.participants = Listed::Whole(Vec::new());
            },
        ),
        author,
        deletions,
    ]
}
