//! SSH signatures and security keys (semantics 7.5, 8.0, 8.7).

use foureyes::roster::PublicKey;
use foureyes::statement::{Authority, Delegation, DelegationScope, Signer, Statement, names};

use super::statements_envelope::ignored;
use super::{HELD, PEERS, case};
use crate::case::{Case, policy};
use crate::roster::Key;
use crate::sshsig::SshSig;
use crate::{is, keys};

pub(super) fn cases() -> Vec<Case> {
    [plain(), ill_made(), hardware(), asked(), lent()].concat()
}

const APPROVE: &str = names::APPROVE_NAMESPACE;

/// Lets the key of somebody sign by SSH from now on.
fn by_ssh(c: &mut Case, name: &str) {
    c.roster.key(name).scheme = "sshsig";
}

/// Puts the key of somebody into a security key.
pub(super) fn in_hardware(c: &mut Case, name: &str) {
    let key = c.roster.key(name);
    key.public = keys::hardware(name);
    key.scheme = "sshsig";
}

/// Returns somebody with the first key of the roster.
pub(super) fn signer(c: &mut Case, name: &str) -> Signer {
    let public: PublicKey = is(&c.roster.key(name).public);
    Signer {
        id: is(name),
        key: public.fingerprint().clone(),
    }
}

/// Hands in a statement with an SSH signature.
pub(super) fn submit(c: &mut Case, statement: &Statement, how: &SshSig) {
    let payload = statement.to_payload();
    let armor = how.sign(&Statement::message(&payload));
    let keyid = statement.signer().key.clone();
    c.submit(Statement::envelope(payload, keyid, armor.into_bytes()));
}

/// Lets somebody approve with an SSH signature.
fn approve(c: &mut Case, how: &SshSig) {
    let mut approval = c.approval(&how.name);
    approval.signer = signer(c, &how.name);
    submit(c, &Statement::Approve(approval), how);
}

fn counts(id: &str, title: &str, clauses: &[&str], build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, clauses, &[], |c| {
        build(c);
        c.allow();
        c.counted(&[(PEERS, "carol")]);
    })
}

fn plain() -> Vec<Case> {
    vec![
        counts(
            "ssh-signature",
            "An approval signed with the SSH key that a person has counts",
            &["8.0", "8.7"],
            |c| {
                by_ssh(c, "carol");
                approve(c, &SshSig::plain("carol", APPROVE));
            },
        ),
        counts(
            "ssh-signature-sha256",
            "The message may be hashed with SHA-256",
            &["8.0"],
            |c| {
                by_ssh(c, "carol");
                let how = SshSig::plain("carol", APPROVE);
                approve(
                    c,
                    &SshSig {
                        hash: "sha256",
                        ..how
                    },
                );
            },
        ),
        ignored(
            "ssh-signature-of-a-raw-key",
            "The scheme of a key stands in the roster: an SSH signature of a raw key does not count",
            &["7.5", "8.0"],
            &["S79"],
            ("signature_invalid", "carol"),
            |c| approve(c, &SshSig::plain("carol", APPROVE)),
        ),
    ]
}

fn ill_made() -> Vec<Case> {
    let invalid = |id: &str, title: &str, edit: fn(&mut SshSig)| {
        let code = ("signature_invalid", "carol");
        ignored(id, title, &["8.0"], &["S69"], code, |c| {
            by_ssh(c, "carol");
            let mut how = SshSig::plain("carol", APPROVE);
            edit(&mut how);
            approve(c, &how);
        })
    };
    vec![
        invalid(
            "ssh-signature-for-another-purpose",
            "A signature made for a reject is none for an approval",
            |how| how.namespace = names::REJECT_NAMESPACE.to_owned(),
        ),
        invalid(
            "ssh-signature-for-git",
            "A signature made for a commit is none for an approval",
            |how| how.namespace = "git".to_owned(),
        ),
        invalid(
            "ssh-signature-without-purpose",
            "A signature names its purpose",
            |how| how.namespace.clear(),
        ),
        invalid(
            "ssh-signature-version-0",
            "There is one version, and OpenSSH takes an older one too",
            |how| how.version = 0,
        ),
        invalid("ssh-signature-version-2", "There is one version", |how| {
            how.version = 2;
        }),
        invalid(
            "ssh-signature-reserved",
            "What is reserved is empty, also where it is signed",
            |how| how.reserved = b"x",
        ),
        invalid(
            "ssh-signature-reserved-unsigned",
            "What is reserved is empty, and OpenSSH does not look",
            |how| how.reserved_unsigned = b"x",
        ),
        invalid(
            "ssh-signature-with-more-behind",
            "A signature with anything behind it is none",
            |how| how.behind = b"\0",
        ),
        invalid(
            "ssh-signature-sha1",
            "Neither SHA-1 nor any other hash than SHA-256 and SHA-512",
            |how| how.hash = "sha1",
        ),
        invalid(
            "ssh-signature-of-another-kind",
            "The kind of the signature is that of the key",
            |how| how.kind = b"sk-ssh-ed25519@openssh.com",
        ),
        invalid(
            "ssh-signature-of-another-key",
            "The signature is of the key that the roster has, whatever key it brings along",
            |how| how.report = Some((5, 1)),
        ),
        ignored(
            "ssh-signature-by-another-person",
            "Somebody else's SSH signature under a person's key id is none of hers",
            &["8.0", "8.2"],
            &["S69"],
            ("signature_invalid", "carol"),
            |c| {
                by_ssh(c, "carol");
                let approval = c.approval("carol");
                let how = SshSig::plain("mallory", APPROVE);
                submit(c, &Statement::Approve(approval), &how);
            },
        ),
    ]
}

fn hardware() -> Vec<Case> {
    let touched = |id: &str, title: &str, flags: u8| {
        counts(id, title, &["7.5", "8.7"], |c| {
            in_hardware(c, "carol");
            approve(c, &SshSig::hardware("carol", APPROVE, flags));
        })
    };
    let not = |id: &str, title: &str, code: &str, flags: u8| {
        ignored(id, title, &["7.5", "8.7"], &[], (code, "carol"), |c| {
            in_hardware(c, "carol");
            approve(c, &SshSig::hardware("carol", APPROVE, flags));
        })
    };
    vec![
        touched(
            "hardware-touched",
            "A security key that was touched counts",
            1,
        ),
        touched(
            "hardware-touched-with-pin",
            "A security key that was touched and checked a PIN counts",
            5,
        ),
        not(
            "hardware-not-touched",
            "A security key that was not touched never counts, though OpenSSH takes it",
            "not_touched",
            0,
        ),
        not(
            "hardware-pin-without-touch",
            "A PIN that a program may have typed is no touch",
            "not_touched",
            4,
        ),
        not(
            "hardware-with-unknown-flags",
            "A flag that speaks of bytes that are not there is not passed over",
            "signature_invalid",
            0x81,
        ),
        case(
            "hardware-reject-without-touch",
            "A reject stops the change whether the security key was touched or not",
            &["7.5", "8.4"],
            &[],
            |c| {
                c.approve("dave");
                in_hardware(c, "carol");
                let (change, issued) = (c.subject(), c.just_now());
                let reason = "not before the restore is tested".to_owned();
                let signer = signer(c, "carol");
                let reject = foureyes::statement::Reject::of(
                    &change,
                    signer,
                    reason,
                    issued,
                    "n9".to_owned(),
                );
                let how = SshSig::hardware("carol", names::REJECT_NAMESPACE, 0);
                submit(c, &Statement::Reject(reject), &how);
                c.deny(&["deny vetoed carol"]);
                c.counted(&[(PEERS, "dave")]);
            },
        ),
        case(
            "hardware-touched-and-not",
            "Of two signatures of one statement the one that was touched counts, in whatever order they come",
            &["8.0", "8.7"],
            &[],
            |c| {
                in_hardware(c, "carol");
                for flags in [0, 1, 0] {
                    let mut approval = c.approval("carol");
                    approval.signer = signer(c, "carol");
                    "same".clone_into(&mut approval.nonce);
                    let how = SshSig::hardware("carol", APPROVE, flags);
                    submit(c, &Statement::Approve(approval), &how);
                }
                c.allow();
                c.counted(&[(PEERS, "carol")]);
                c.ignored(&[]);
            },
        ),
    ]
}

/// One other person, whose signature is like this.
fn with(assurance: &str) -> String {
    format!(
        "[[rule]]\nid = \"peer\"\nwhy = \"somebody else has to look\"\n\
         require = [{{ approvals = 1, with = {{ assurance = \"{assurance}\" }} }}]\n"
    )
}

fn asked() -> Vec<Case> {
    let short = |id: &str, title: &str, asked: &str, flags: Option<u8>| {
        case(id, title, &["8.7", "9.3"], &[], |c| {
            c.policy = policy(&with(asked));
            by_ssh(c, "carol");
            let how = match flags {
                None => SshSig::plain("carol", APPROVE),
                Some(flags) => {
                    in_hardware(c, "carol");
                    SshSig::hardware("carol", APPROVE, flags)
                }
            };
            approve(c, &how);
            c.ignored(&[("not_eligible", "carol")]);
            if flags.is_some() {
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            } else {
                // Nobody here has a key that could be touched.
                c.hold(&[HELD, "hold unsatisfiable acme/peer/approvals:1"]);
            }
        })
    };
    let suggested = |id: &str, title: &str, edit: fn(&mut Case)| {
        case(id, title, &["4.1", "9.3"], &[], |c| {
            c.policy = policy(&with("touched"));
            for name in ["carol", "frank"] {
                in_hardware(c, name);
            }
            edit(c);
            c.hold(&[HELD]);
        })
    };
    let mut held = suggested(
        "touch-asked-of-whoever-can",
        "Where a touch is asked for, those are suggested who have a security key",
        |_| {},
    );
    held.missing(&["carol"]);
    let mut lost = suggested(
        "touch-asked-beside-a-lost-key",
        "Whoever has lost her security key is not suggested for another key that she has",
        |c| {
            c.roster.key("carol").revoked = Some(("2026-03-01T00:00:00Z", "compromised"));
            let carol = c.roster.of("carol");
            carol.keys.push(Key::of("carol-new"));
        },
    );
    lost.missing(&["frank"]);
    vec![
        held,
        lost,
        short(
            "touch-asked-of-software",
            "Where a touch is asked for, a key in software does not do",
            "touched",
            None,
        ),
        short(
            "pin-asked-and-touched-only",
            "Where a PIN is asked for, a touch does not do",
            "verified",
            Some(1),
        ),
        counts(
            "touch-asked-and-given",
            "A touch that is asked for, and given",
            &["8.7", "9.3"],
            |c| {
                c.policy = policy(&with("touched"));
                in_hardware(c, "carol");
                approve(c, &SshSig::hardware("carol", APPROVE, 1));
            },
        ),
        counts(
            "pin-asked-and-given",
            "A PIN that is asked for, and given",
            &["8.7", "9.3"],
            |c| {
                c.policy = policy(&with("verified"));
                in_hardware(c, "carol");
                approve(c, &SshSig::hardware("carol", APPROVE, 5));
            },
        ),
    ]
}

/// Erin acts for Carol, with a touch that is asked for.
fn for_carol(id: &str, title: &str, delegation: Option<u8>, edit: fn(&mut Case)) -> Case {
    case(id, title, &["7.8", "8.7"], &[], |c| {
        c.policy = policy(&with("touched"));
        in_hardware(c, "erin");
        if delegation.is_some() {
            in_hardware(c, "carol");
        }
        let (issued, scope) = (c.now.minus(is("1d")), DelegationScope::default());
        let scope = DelegationScope {
            level: Some(is("senior")),
            ..scope
        };
        let repository = c.change.exact.repository.clone();
        let (signer_of_it, expires, nonce) = (signer(c, "carol"), issued.plus(is("7d")), c.nonce());
        let word = Delegation::new(
            repository,
            is("erin"),
            scope,
            signer_of_it,
            issued,
            expires,
            nonce,
        );
        let word = Statement::Delegate(word);
        match delegation {
            Some(flags) => submit(
                c,
                &word,
                &SshSig::hardware("carol", names::DELEGATE_NAMESPACE, flags),
            ),
            None => {
                c.sign("carol", word);
            }
        }
        let mut approval = c.approval("erin");
        approval.signer = signer(c, "erin");
        approval.authority = Authority::OnBehalfOf(is("carol"));
        let how = SshSig::hardware("erin", APPROVE, 1);
        submit(c, &Statement::Approve(approval), &how);
        edit(c);
    })
}

fn lent() -> Vec<Case> {
    vec![
        for_carol(
            "touch-asked-of-who-lends-too",
            "Where a touch is asked for, it is asked of the delegation too",
            None,
            |c| {
                c.hold(&[HELD]);
                c.missing(&["erin"]);
                c.ignored(&[("not_eligible", "erin")]);
            },
        ),
        for_carol(
            "touch-asked-and-given-by-both",
            "A touch of whoever lends, and one of whoever acts",
            Some(1),
            |c| {
                c.allow();
                c.counted(&[(PEERS, "erin")]);
            },
        ),
    ]
}
