//! Keys for the people of cases, each from its name. They protect nothing: no roster but that of a case has them.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256, Sha512};

use crate::digest::Digest;
use crate::id::PrincipalId;
use crate::roster::{Key, Principal, PublicKey, RosterDocument, Scheme};
use crate::signature::SecretKey;
use crate::ssh_wire::push;

const HARDWARE: &[u8] = b"sk-ssh-ed25519@openssh.com";
const APPLICATION: &[u8] = b"ssh:";
/// Touched; and touched with a PIN.
const FLAGS: [u8; 2] = [0x01, 0x05];

fn secret(sort: &str, person: &PrincipalId) -> SecretKey {
    let seed = Digest::of(format!("foureyes case key, {sort}, {person}").as_bytes());
    SecretKey::from_seed(seed.as_bytes())
}

/// Returns the key in software.
pub(super) fn software(person: &PrincipalId) -> SecretKey {
    secret("software", person)
}

/// Returns the public half of the security key.
#[expect(clippy::expect_used, reason = "the wire is written two lines above")]
pub(super) fn hardware(person: &PrincipalId) -> PublicKey {
    PublicKey::from_wire(&wire(&secret("hardware", person))).expect("a key on the wire")
}

fn wire(secret: &SecretKey) -> Vec<u8> {
    let mut wire = Vec::new();
    for part in [HARDWARE, secret.public().point().as_slice(), APPLICATION] {
        push(&mut wire, part);
    }
    wire
}

/// Returns the SSH signature that a person's security key makes of a message.
pub(super) fn touch(
    person: &PrincipalId,
    namespace: &str,
    message: &[u8],
    is_verified: bool,
) -> String {
    let secret = secret("hardware", person);
    let flags = if is_verified { FLAGS[1] } else { FLAGS[0] };
    let counter = 1_u32.to_be_bytes();
    let mut asked = b"SSHSIG".to_vec();
    for part in [
        namespace.as_bytes(),
        b"",
        b"sha512",
        &Sha512::digest(message),
    ] {
        push(&mut asked, part);
    }
    let mut signed = Sha256::digest(APPLICATION).to_vec();
    signed.push(flags);
    signed.extend(counter);
    signed.extend(Sha256::digest(&asked));
    let mut signature = Vec::new();
    push(&mut signature, HARDWARE);
    push(&mut signature, &secret.sign(&signed));
    signature.push(flags);
    signature.extend(counter);
    let mut blob = b"SSHSIG".to_vec();
    blob.extend(1_u32.to_be_bytes());
    for part in [
        &wire(&secret),
        namespace.as_bytes(),
        b"",
        b"sha512",
        &signature,
    ] {
        push(&mut blob, part);
    }
    let mut lines = String::new();
    for (index, character) in Base64::encode_string(&blob).chars().enumerate() {
        if index > 0 && index.is_multiple_of(70) {
            lines.push('\n');
        }
        lines.push(character);
    }
    format!("-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n")
}

/// Gives everybody the keys of cases. What a roster says of the first own key of somebody, since when it is hers and
/// until when, is said of both.
pub(super) fn give(roster: &mut RosterDocument) {
    for person in &mut roster.principals {
        let Principal { id, keys, .. } = person;
        let mut given = [
            Key::new(software(id).public().clone(), Scheme::Ed25519),
            Key::new(hardware(id), Scheme::Sshsig),
        ];
        if let Some(first) = keys.first() {
            for key in &mut given {
                (key.since, key.revoked) = (first.since, first.revoked);
            }
        }
        *keys = given.to_vec();
    }
}
