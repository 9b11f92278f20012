//! Law 9, `signed_bytes_are_what_counts`, bit by bit: no flipped bit of an envelope, of the text of a signature or of
//! the bytes within makes a statement count that does not, and none changes what one that counts says or shows.
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests: a broken assumption should stop the test"
)]

use foureyes::policy::Assurance;
use foureyes::roster::PublicKey;
use foureyes::signature::SshSignature;
use foureyes::statement::{Signer, Statement, names};
use foureyes::{Change, Gate, Request, Submitted};
use foureyes_tests::case::Case;
use foureyes_tests::sshsig::{SshSig, armor};
use foureyes_tests::{is, keys};

const APPROVE: &str = names::APPROVE_NAMESPACE;

struct World {
    gate: Gate,
    change: Change,
    now: foureyes::Timestamp,
    /// The statement, without a signature.
    statement: Statement,
}

/// What of an envelope counts: its payload, and what is shown of the person.
type Counted = Option<(Vec<u8>, Assurance)>;

impl World {
    /// Carol has an SSH key, perhaps in a security key, and says this.
    fn of(is_hardware: bool) -> Self {
        let mut case = Case::new("flipped", "Flipped bits", &["8.9"]);
        let key = case.roster.key("carol");
        key.scheme = "sshsig";
        if is_hardware {
            key.public = keys::hardware("carol");
        }
        let public: PublicKey = is(&key.public);
        let mut approval = case.approval("carol");
        approval.signer = Signer {
            id: is("carol"),
            key: public.fingerprint().clone(),
        };
        Self {
            gate: case.gate(),
            change: case.subject(),
            now: case.now,
            statement: Statement::Approve(approval),
        }
    }

    fn message(&self) -> Vec<u8> {
        Statement::message(&self.statement.to_payload())
    }

    fn envelope(&self, armor: &[u8]) -> Vec<u8> {
        let keyid = self.statement.signer().key.clone();
        Statement::envelope(self.statement.to_payload(), keyid, armor.to_vec()).into_bytes()
    }

    fn counted(&self, envelope: &[u8]) -> Counted {
        let set = self.gate.verify(&[Submitted::new(envelope)]);
        let verified = set.verified().first()?;
        let request = Request::new(&self.change, &set, self.now);
        let decision = self.gate.evaluate(&request);
        let requirement = decision.record().requirements.first()?;
        let counted = requirement.counted.first()?;
        Some((verified.statement.to_payload(), counted.assurance))
    }

    /// Flips every `step`th bit of each of the three; returns in how many cases.
    fn flip(&self, how: &SshSig, counts: Option<Assurance>, step: usize) -> usize {
        let blob = how.blob(&self.message());
        let text = armor(&blob).into_bytes();
        let whole = self.envelope(&text);
        let before = self.counted(&whole);
        assert_eq!(before.as_ref().map(|(_, shown)| *shown), counts, "{how:?}");
        let mut cases = 0;
        let mut check = |part: &str, bit: usize, envelope: &[u8]| {
            let after = self.counted(envelope);
            assert!(
                after.is_none() || after == before,
                "{how:?}: bit {bit} of {part}"
            );
            cases += 1;
        };
        for bit in 0..blob.len() * 8 {
            let flipped = flipped(&blob, bit);
            check(
                "the signature",
                bit,
                &self.envelope(armor(&flipped).as_bytes()),
            );
        }
        for bit in (0..text.len() * 8).step_by(step) {
            check("its text", bit, &self.envelope(&flipped(&text, bit)));
        }
        for bit in (0..whole.len() * 8).step_by(step * 2) {
            check("the envelope", bit, &flipped(&whole, bit));
        }
        cases
    }
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut other = bytes.to_vec();
    other[bit / 8] ^= 1 << (bit % 8);
    other
}

#[test]
fn no_flipped_bit_of_an_ssh_signature_makes_a_statement_count() {
    let (software, hardware) = (World::of(false), World::of(true));
    let plain = || SshSig::plain("carol", APPROVE);
    let touched = |flags| SshSig::hardware("carol", APPROVE, flags);
    let signed = Some(Assurance::Signed);
    // Those that count stay what they are or count no more.
    let mut cases = software.flip(&plain(), signed, 40);
    cases += hardware.flip(&touched(1), Some(Assurance::Touched), 40);
    cases += hardware.flip(&touched(5), Some(Assurance::Verified), 40);
    // Those that nobody made to count never do.
    cases += hardware.flip(&touched(0), None, 12);
    cases += hardware.flip(&touched(4), None, 40);
    for namespace in ["git", names::REJECT_NAMESPACE, "approvf@foureyes"] {
        cases += software.flip(&SshSig::plain("carol", namespace), None, 40);
    }
    cases += software.flip(&SshSig::plain("mallory", APPROVE), None, 40);
    let reserved = SshSig {
        reserved: b"x",
        ..plain()
    };
    cases += software.flip(&reserved, None, 40);
    assert!(cases >= 10_000, "{cases}");
}

#[test]
fn a_signature_that_is_cut_or_wrapped_otherwise_is_none() {
    let blob = SshSig::hardware("carol", APPROVE, 1).blob(b"message");
    let text = armor(&blob);
    assert!(SshSignature::from_armor(text.as_bytes()).is_ok());
    assert!(SshSignature::from_armor(text.trim_end().as_bytes()).is_ok());
    for length in 0..blob.len() {
        let cut = armor(&blob[..length]);
        assert!(
            SshSignature::from_armor(cut.as_bytes()).is_err(),
            "{length}"
        );
    }
    for other in [
        text.replace('\n', "\r\n"),
        format!(" {text}"),
        format!("{text}\n"),
        text.replacen("U1NIU0lH", "U1NIU0lH\n\n", 1),
        text.replacen("U1NIU0lH", "U1NI U0lH", 1),
        text.replace("SSH SIGNATURE", "PGP SIGNATURE"),
        format!("{}{}", text, "A".repeat(5_000)),
    ] {
        assert!(
            SshSignature::from_armor(other.as_bytes()).is_err(),
            "{other}"
        );
    }
}
