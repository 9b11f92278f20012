//! SSH signatures as they are read: what is at a bound and past it, and of whom they speak.

use foureyes::roster::PublicKey;
use foureyes::signature::{CheckedKey, Presence, SshSignature};
use foureyes_tests::sshsig::{SshSig, armor};
use foureyes_tests::{is, keys};

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----\n";
const END: &str = "-----END SSH SIGNATURE-----\n";

fn read(text: &str) -> Result<SshSignature, String> {
    SshSignature::from_armor(text.as_bytes()).map_err(|error| format!("{error:?}"))
}

/// The text between the first and the last line.
fn letters(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("-----"))
        .collect()
}

fn in_lines(letters: &str, length: usize) -> String {
    let lines: Vec<String> = letters
        .as_bytes()
        .chunks(length)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    format!("{BEGIN}{}\n{END}", lines.join("\n"))
}

#[test]
fn a_line_has_76_letters_at_most() {
    let letters = letters(&SshSig::plain("carol", "n").sign(b"m"));
    assert!(read(&in_lines(&letters, 76)).is_ok());
    assert_eq!(read(&in_lines(&letters, 77)), Err("Armor".to_owned()));
}

#[test]
fn the_whole_has_4096_bytes_at_most() {
    // Lines of 64 letters, so many that it is just short enough, and then with one line more.
    let lines = (4_096 - BEGIN.len() - END.len()) / 65;
    let rest = (4_096 - BEGIN.len() - END.len()) % 65;
    let text = |lines: usize, rest: usize| {
        let rest = "A".repeat(rest.saturating_sub(1));
        format!(
            "{BEGIN}{}{rest}\n{END}",
            format!("{}\n", "A".repeat(64)).repeat(lines)
        )
    };
    let most = text(lines - 1, rest + 65 - (rest + 64) % 4);
    assert!(most.len() > 4_092 && most.len() <= 4_096);
    assert_ne!(read(&most), Err("Armor".to_owned()));
    assert_eq!(read(&text(lines + 4, rest)), Err("Armor".to_owned()));
}

#[test]
fn the_letters_are_those_of_the_standard_alphabet() {
    let letters = (0..64_u8)
        .map(|nonce| letters(&SshSig::plain("carol", "n").sign(&[nonce])))
        .find(|letters| letters.contains('+') && letters.contains('/'));
    let letters = letters.unwrap_or_default();
    assert!(read(&in_lines(&letters, 70)).is_ok());
    let other = letters.replace('+', "-").replace('/', "_");
    assert_eq!(read(&in_lines(&other, 70)), Err("Armor".to_owned()));
}

#[test]
fn it_is_for_a_namespace() {
    let made = SshSig::plain("carol", "approve@example.org").sign(b"m");
    let read_back = read(&made).map(|it| it.namespace().to_owned());
    assert_eq!(read_back, Ok("approve@example.org".to_owned()));
    let nowhere = armor(&SshSig::plain("carol", "").blob(b"m"));
    assert_eq!(read(&nowhere), Err("Malformed".to_owned()));
}

#[test]
fn a_security_key_counts() {
    let counter = |how: SshSig| read(&how.sign(b"m")).map(|it| it.counter());
    assert_eq!(counter(SshSig::hardware("carol", "n", 1)), Ok(Some(7)));
    assert_eq!(counter(SshSig::plain("carol", "n")), Ok(None));
}

/// It has to name the key, and the checked key has to be that key.
#[test]
fn it_is_of_one_key() {
    let carol = keys::public("carol");
    let dave = keys::public("dave");
    let checked = |key: &PublicKey| CheckedKey::new(key.point());
    let (of_carol, of_dave) = (checked(&carol), checked(&dave));
    let (Ok(of_carol), Ok(of_dave)) = (of_carol, of_dave) else {
        panic!("good keys");
    };
    let Ok(made) = read(&SshSig::plain("carol", "n").sign(b"m")) else {
        panic!("a signature");
    };
    assert!(made.names(&carol) && !made.names(&dave));
    let shown = |public: &PublicKey, checked| made.verify(public, checked, "n", b"m");
    assert_eq!(shown(&carol, &of_carol), Some(Presence::Software));
    assert_eq!(shown(&dave, &of_dave), None);
    assert_eq!(shown(&dave, &of_carol), None);
    assert_eq!(shown(&carol, &of_dave), None);
    // It names Carol's key, and Dave has signed it.
    let mut blob = SshSig::plain("dave", "n").blob(b"m");
    let (named, instead) = (dave.point(), carol.point());
    let at = blob.windows(32).position(|part| part == named);
    let Some(place) = at.and_then(|at| blob.get_mut(at..at + 32)) else {
        panic!("the key stands in it");
    };
    place.copy_from_slice(instead);
    let Ok(borrowed) = read(&armor(&blob)) else {
        panic!("a signature");
    };
    assert!(borrowed.names(&carol));
    assert_eq!(borrowed.verify(&carol, &of_dave, "n", b"m"), None);
    let hardware: PublicKey = is(&keys::hardware("carol"));
    assert!(!made.names(&hardware));
}
