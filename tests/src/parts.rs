//! What recipes are made of: a policy, a change, and the pieces of both.

use foureyes::change::{
    Action, Basis, Blast, ChangeFacts, Exact, Kind, Participant, ParticipantRole, PathAction,
    PathChange, Rollout, Subject, Who,
};
use foureyes::digest::{Algorithm, Digest, DigestSet};
use foureyes::fact::{Fact, Listed};
use foureyes::id::CommitId;

use crate::vector::Document;
use crate::{is, must};

/// The instant of most vectors.
pub const NOW: &str = "2026-03-10T12:00:00Z";

/// Everybody's change takes one other person.
pub const PEER: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]
"#;

/// Everybody's change takes a senior.
pub const SENIOR: &str = r#"
[[rule]]
id = "senior"
why = "A senior has looked."
require = [{ approvals = 1, from = { level = { atLeast = "senior" } } }]
"#;

/// Everybody's change takes two people.
pub const TWO: &str = r#"
[[rule]]
id = "two"
why = "Two others have looked."
require = [{ approvals = 2 }]
"#;

/// Returns a policy of rules, with the words of the vectors.
pub fn policy(rules: &str) -> Document {
    policy_with("", rules)
}

/// Returns a policy of rules, with further members of the document.
pub fn policy_with(members: &str, rules: &str) -> Document {
    Document::Toml(format!(
        r#"policy = "foureyes/policy/v1"
id = "acme"
version = 3
{members}
[vocabulary]
environments = ["production", "staging"]
environmentAliases = {{ prod = "production" }}
evidence = ["tests", "backup_verified"]
marks = ["frozen"]
{rules}"#
    ))
}

/// Returns a made-up id of a git object.
pub fn object(name: &str) -> String {
    must(Digest::of(name.as_bytes()).hex().get(..40).ok_or(name)).to_owned()
}

/// Returns a made-up commit.
pub fn commit(name: &str) -> CommitId {
    is(&object(name))
}

/// Returns a made-up tree.
pub fn tree(name: &str) -> DigestSet {
    must(DigestSet::of(Algorithm::GitTree, &object(name)))
}

/// Returns a subject of that name with a made-up SHA-256 digest.
pub fn image(name: &str) -> Subject {
    let hex = Digest::of(name.as_bytes()).hex();
    Subject {
        name: name.to_owned(),
        digest: must(DigestSet::of(Algorithm::Sha256, &hex)),
    }
}

/// Returns the commit as a subject.
pub fn commit_subject(name: &str) -> Subject {
    Subject {
        name: "commit".to_owned(),
        digest: must(DigestSet::of(Algorithm::GitCommit, &object(name))),
    }
}

/// Returns a modified path.
pub fn path(text: &str) -> PathChange {
    let mut path = PathChange::new(is(text), PathAction::Modified);
    path.digest = Some(Digest::of(text.as_bytes()));
    path.added = Some(3);
    path.removed = Some(1);
    path
}

/// Returns a participant with the account `who`, in all commits.
pub fn participant(who: &str, role: ParticipantRole, basis: Basis) -> Participant {
    Participant {
        who: Who::Account(is(who)),
        role,
        basis,
        commits: Vec::new(),
    }
}

/// Returns the change that most vectors are about: Bob changes one path of `checkout`, for production.
pub fn default_change() -> ChangeFacts {
    let mut exact = Exact::new(
        is("example.org/shop#7"),
        is("https://example.org/shop"),
        is("refs/heads/main"),
        Action::Deploy,
        vec![commit_subject("c1"), image("shop")],
    );
    exact.environment = Fact::Collected(is("production"));
    exact.from = Some(tree("base"));
    exact.result = Some(tree("result"));
    exact.commits = Listed::Whole(vec![commit("c1")]);
    exact.paths = Listed::Whole(vec![path("checkout/cart.rs")]);
    let mut facts = ChangeFacts::new(exact);
    facts.seen.kinds = Listed::Whole(vec![Kind::Code]);
    facts.seen.destructive = Fact::Collected(false);
    facts.seen.reversible = Fact::Collected(true);
    facts.seen.rollout = Fact::Collected(Rollout::Staged);
    facts.seen.blast = Fact::Collected(Blast::Cell);
    facts.live.participants = Listed::Whole(vec![participant(
        "login:bob",
        ParticipantRole::Author,
        Basis::Authenticated,
    )]);
    facts.live.claims = Listed::Whole(Vec::new());
    facts.live.evidence = Listed::Whole(Vec::new());
    facts.live.marks = Listed::Whole(Vec::new());
    facts
}
