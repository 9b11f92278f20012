//! Commits whose author has signed that no AI took part (semantics 6.2).

use foureyes::change::{Basis, CommitSignature, ParticipantRole};
use foureyes::fact::Listed;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};
use serde_json::json;

use super::policy::{applies, goes, open, when};
use crate::case::{Case, commit};
use crate::keys;
use crate::sshsig::SshSig;

pub(super) const DENIAL: &str = "Fix the cart\n\nAssisted-by: none\n";

/// Bob signs his commit with this message.
pub(super) fn sign(c: &mut Case, message: &str, how: &SshSig) {
    sign_by(c, "bob", message, how);
}

/// Somebody signs the commit with this message.
pub(super) fn sign_by(c: &mut Case, person: &str, message: &str, how: &SshSig) {
    let key = c.roster.key(person);
    key.scheme = "sshsig";
    if how.report.is_some() {
        key.public = keys::hardware(person);
    }
    let (first, rest) = person.split_at(1);
    let name = format!("{}{rest}", first.to_uppercase());
    let who = format!("{name} <{person}@example.org> 1772300000 +0000");
    let tree = "a".repeat(40);
    let signed = format!("tree {tree}\nauthor {who}\ncommitter {who}\n\n{message}").into_bytes();
    c.change.live.commit_signatures.push(CommitSignature {
        commit: commit("c1"),
        signature: how.sign(&signed),
        signed,
    });
}

pub(super) fn bob() -> SshSig {
    SshSig::plain("bob", "git")
}

/// A rule asks for more wherever an AI may have advised.
pub(super) fn cases() -> Vec<Case> {
    let ask = |id: &str, title: &str, is_applying: bool, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["6.1", "6.2"]);
        case.policy = open(&when("involvement = { atLeast = \"advised\" }"));
        edit(&mut case);
        if is_applying {
            applies(&mut case);
        } else {
            goes(&mut case);
        }
        case
    };
    let mut contradicted = ask(
        "commit-signed-and-contradicted",
        "Whoever says that an AI took part is heard, whatever the author has signed",
        true,
        |c| {
            sign(c, DENIAL, &bob());
            let claim = |rung| Claim::new(rung, ClaimBasis::Declared);
            let rungs = [Involvement::None, Involvement::Assisted];
            c.change.live.claims = Listed::Whole(rungs.map(claim).to_vec());
        },
    );
    contradicted.notes(&["provenance_conflict"]);
    vec![
        ask(
            "commit-signed-without-ai",
            "A commit that its author has signed, saying that no AI took part, took none",
            false,
            |c| sign(c, DENIAL, &bob()),
        ),
        ask(
            "commit-signed-with-a-touch",
            "A security key that was touched signs a commit as well",
            false,
            |c| sign(c, DENIAL, &SshSig::hardware("bob", "git", 1)),
        ),
        ask(
            "commit-signed-without-a-touch",
            "What a security key signed without a touch settles nothing",
            true,
            |c| sign(c, DENIAL, &SshSig::hardware("bob", "git", 0)),
        ),
        ask(
            "commit-signed-and-silent",
            "A signature alone says nothing of an AI",
            true,
            |c| sign(c, "Fix the cart\n", &bob()),
        ),
        ask(
            "commit-signed-in-prose",
            "What stands in no trailer is said by nobody",
            true,
            |c| {
                sign(
                    c,
                    "Fix the cart\n\nAssisted-by: none\nor so they say.\n",
                    &bob(),
                )
            },
        ),
        ask(
            "commit-signed-with-co-author",
            "Where the signed message names a further author, one of two has signed",
            true,
            |c| {
                let message = "Fix\n\nAssisted-by: none\nCo-authored-by: Erin <erin@example.org>\n";
                sign(c, message, &bob());
            },
        ),
        ask(
            "commit-signed-by-one-of-two",
            "Every author has to have signed",
            true,
            |c| {
                sign(c, DENIAL, &bob());
                c.took_part(
                    "login:erin",
                    ParticipantRole::CoAuthor,
                    Basis::Authenticated,
                );
            },
        ),
        ask(
            "commit-signed-by-another-key",
            "The key has to be the author's",
            true,
            |c| sign(c, DENIAL, &SshSig::plain("mallory", "git")),
        ),
        ask(
            "commit-signed-for-another-purpose",
            "A signature for a statement is none of a commit",
            true,
            |c| sign(c, DENIAL, &SshSig::plain("bob", "approve@foureyes")),
        ),
        ask(
            "commit-signed-in-other-bytes",
            "The signature has to be of the commit",
            true,
            |c| {
                sign(c, DENIAL, &bob());
                for one in &mut c.change.live.commit_signatures {
                    one.signed.extend_from_slice(b"\n");
                }
            },
        ),
        ask(
            "commit-signed-by-a-raw-key",
            "A key that signs by another scheme signs no commits",
            true,
            |c| {
                sign(c, DENIAL, &bob());
                c.roster.key("bob").scheme = "ed25519";
            },
        ),
        ask(
            "commit-signed-by-a-revoked-key",
            "A key that is revoked settles nothing, whenever it signed",
            true,
            |c| {
                sign(c, DENIAL, &bob());
                let public = keys::public("bob");
                c.revocations = Some(json!({
                    "revocations": "foureyes/revocations/v1",
                    "revoked": [{"key": public.fingerprint(), "at": "2026-01-01T00:00:00Z", "reason": "retired"}],
                }));
            },
        ),
        ask(
            "commit-signed-where-nobody-looked",
            "Where nobody has looked for claims, nothing is settled",
            true,
            |c| {
                sign(c, DENIAL, &bob());
                c.change.live.claims = Listed::Partial(Vec::new());
            },
        ),
        contradicted,
    ]
}
