//! Commits that tell by their signature who wrote them (semantics 7.2).

use foureyes::change::{Basis, CommitSignature, ParticipantRole};
use foureyes::fact::Listed;
use serde_json::json;

use super::policy::{applies, goes, open, when};
use super::policy_authorship::sign_by;
use crate::case::{Case, commit, participant};
use crate::keys;
use crate::roster::Key;
use crate::sshsig::SshSig;

const MESSAGE: &str = "Fix the cart\n";

fn dave() -> SshSig {
    SshSig::plain("dave", "git")
}

/// A further key of somebody signs the commit `c1`; her statements stay as they are.
pub(super) fn sign_apart(c: &mut Case, person: &str) {
    let name = format!("{person}-commits");
    let mut key = Key::of(&name);
    key.scheme = "sshsig";
    c.roster.of(person).keys.push(key);
    let signed = format!("tree {}\n\n{MESSAGE}", "a".repeat(40)).into_bytes();
    c.change.live.commit_signatures.push(CommitSignature {
        commit: commit("c1"),
        signature: SshSig::plain(&name, "git").sign(&signed),
        signed,
    });
}

/// A rule asks for more wherever the author may be below senior; the header of the commit names Dave, a senior.
pub(super) fn cases() -> Vec<Case> {
    let ask = |id: &str, title: &str, is_applying: bool, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["7.2", "7.3"]);
        case.policy = open(&when("author = { below = \"senior\" }"));
        let mut author = participant(
            "email:dave@example.org",
            ParticipantRole::Author,
            Basis::Asserted,
        );
        author.commits.push(commit("c1"));
        case.change.live.participants = Listed::Whole(vec![author]);
        edit(&mut case);
        if is_applying {
            applies(&mut case);
        } else {
            goes(&mut case);
        }
        case
    };
    let revoked = |id: &str, title: &str| {
        ask(id, title, true, |c| {
            sign_by(c, "dave", MESSAGE, &dave());
            c.revocations = Some(json!({
                "revocations": "foureyes/revocations/v1",
                "revoked": [{ "key": keys::public("dave").fingerprint(), "at": "2026-01-01T00:00:00Z" }],
            }));
        })
    };
    let made_by = |id: &str, title: &str, edit: fn(&mut Case)| {
        let mut case = ask(id, title, true, edit);
        case.missing(&["frank"]);
        case
    };
    let signer = made_by(
        "signer-of-a-commit-took-part",
        "Whoever signs a commit has made it, whoever stands in its header",
        |c| sign_by(c, "carol", MESSAGE, &SshSig::plain("carol", "git")),
    );
    let revoked_signer = made_by(
        "signer-of-a-commit-stays-one",
        "To revoke the key of a signed commit makes nobody a stranger to it",
        |c| {
            sign_by(c, "carol", MESSAGE, &SshSig::plain("carol", "git"));
            let key = c.roster.key("carol");
            key.revoked = Some(("2026-01-01T00:00:00Z", "compromised"));
            c.roster.of("carol").keys.push(Key::of("carol-new"));
        },
    );
    let mut machine = ask(
        "signer-of-a-commit-acted",
        "A service that has signed a commit took part in it, whoever stands in its header",
        true,
        |c| {
            c.policy = open(&when("acted = \"service\""));
            sign_apart(c, "ci");
        },
    );
    machine.missing(&["carol"]);
    vec![
        machine,
        ask(
            "author-by-signed-commit",
            "A commit that a key of the roster has signed was made by whose key it is",
            false,
            |c| sign_by(c, "dave", MESSAGE, &dave()),
        ),
        ask(
            "author-by-commit-with-a-touch",
            "A security key that was touched tells who somebody is",
            false,
            |c| sign_by(c, "dave", MESSAGE, &SshSig::hardware("dave", "git", 1)),
        ),
        ask(
            "author-by-commit-without-a-touch",
            "A security key that was not touched tells nothing",
            true,
            |c| sign_by(c, "dave", MESSAGE, &SshSig::hardware("dave", "git", 0)),
        ),
        ask(
            "author-by-commit-of-another",
            "Who signs a commit says nothing of whom its header names",
            true,
            |c| sign_by(c, "bob", MESSAGE, &SshSig::plain("bob", "git")),
        ),
        ask(
            "author-by-commit-for-another-purpose",
            "What was signed as a statement is no commit",
            true,
            |c| {
                sign_by(
                    c,
                    "dave",
                    MESSAGE,
                    &SshSig::plain("dave", "approve@foureyes"),
                )
            },
        ),
        ask(
            "author-by-commit-in-other-bytes",
            "The signature has to be of these bytes",
            true,
            |c| {
                sign_by(c, "dave", MESSAGE, &dave());
                for one in &mut c.change.live.commit_signatures {
                    one.signed.push(b'\n');
                }
            },
        ),
        ask(
            "author-by-one-of-two-commits",
            "Who wrote two commits and has signed one of them is not known to have written the other",
            true,
            |c| {
                c.change.exact.commits = Listed::Whole(vec![commit("c1"), commit("c2")]);
                let authors = c.change.live.participants.clone();
                let mut authors = authors.known().to_vec();
                for author in &mut authors {
                    author.commits.push(commit("c2"));
                }
                c.change.live.participants = Listed::Whole(authors);
                sign_by(c, "dave", MESSAGE, &dave());
            },
        ),
        ask(
            "author-by-commit-of-no-list",
            "An author of the whole change is not known by the signature of one commit",
            true,
            |c| {
                c.change.live.participants = Listed::Whole(vec![participant(
                    "email:dave@example.org",
                    ParticipantRole::Author,
                    Basis::Asserted,
                )]);
                sign_by(c, "dave", MESSAGE, &dave());
            },
        ),
        revoked(
            "author-by-commit-under-a-revoked-key",
            "A key that is revoked tells nobody who wrote something",
        ),
        signer,
        revoked_signer,
    ]
}
