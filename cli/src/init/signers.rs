//! Keys from files of allowed signers, as `ssh-keygen -Y verify` reads them.

use std::collections::BTreeSet;

use foureyes::Timestamp;
use foureyes::roster::PublicKey;

use super::people::{Found, People};

/// A key that somebody may sign with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SignerKey {
    pub(super) public: PublicKey,
    pub(super) since: Option<Timestamp>,
    pub(super) retired: Option<Timestamp>,
    /// What the reader should know of it.
    pub(super) remarks: Vec<String>,
}

/// Gives every key of a file to its person; returns the lines that could not be used, with the reason.
pub(super) fn add(people: &mut People, file: &str, text: &str) -> Vec<String> {
    let mut known: BTreeSet<[u8; 32]> = people
        .humans
        .iter()
        .flat_map(|person| person.keys.iter().map(|key| *key.public.point()))
        .collect();
    let mut notes = Vec::new();
    for (number, line) in (1_u32..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let result = read(line).and_then(|entry| give(people, &mut known, file, entry));
        if let Err(why) = result {
            notes.push(format!("{file}:{number}: {why}: {line}"));
        }
    }
    notes
}

/// One line, taken apart.
struct Entry {
    principals: Vec<String>,
    key: SignerKey,
}

fn give(
    people: &mut People,
    known: &mut BTreeSet<[u8; 32]>,
    file: &str,
    entry: Entry,
) -> Result<(), String> {
    let [email] = entry.principals.as_slice() else {
        return Err("names several people, and a key belongs to one".to_owned());
    };
    if email.contains(['*', '?', '!']) {
        return Err("names people by a pattern".to_owned());
    }
    if known.contains(entry.key.public.point()) {
        return Err("the same key stands above".to_owned());
    }
    let person = people
        .with_email(email, Found::Signers)
        .ok_or("names no e-mail address of a person")?;
    known.insert(*entry.key.public.point());
    let mut key = entry.key;
    key.remarks.insert(0, format!("from {file}"));
    person.keys.push(key);
    Ok(())
}

/// Reads `principals [options] type base64 [comment]`.
fn read(line: &str) -> Result<Entry, String> {
    let mut words = words(line)?.into_iter();
    let principals = words.next().unwrap_or_default();
    let principals = principals.split(',').map(str::to_owned).collect();
    let mut word = words.next().ok_or("is not finished")?;
    let mut options = String::new();
    if !is_key_type(&word) {
        options = word;
        word = words.next().ok_or("is not finished")?;
    }
    let blob = words.next().ok_or("is not finished")?;
    let public = format!("{word} {blob}")
        .parse::<PublicKey>()
        .map_err(|_| "is no Ed25519 key, and others are not supported")?;
    let mut key = SignerKey {
        public,
        since: None,
        retired: None,
        remarks: Vec::new(),
    };
    for option in split_options(&options) {
        let (name, value) = option.split_once('=').unwrap_or((option.as_str(), ""));
        let mut instant = || {
            let (at, is_utc) = instant(value).ok_or(format!("`{name}` is no instant"))?;
            if !is_utc {
                key.remarks
                    .push(format!("{name} has no time zone and is taken as UTC"));
            }
            Ok::<_, String>(at)
        };
        match name.to_ascii_lowercase().as_str() {
            "valid-after" => key.since = Some(instant()?),
            "valid-before" => key.retired = Some(instant()?),
            "namespaces" => key
                .remarks
                .push(format!("there it is meant for {value} only")),
            "cert-authority" => return Err("is the key of a certificate authority".to_owned()),
            _ => return Err(format!("has the unknown option `{name}`")),
        }
    }
    Ok(Entry { principals, key })
}

fn is_key_type(word: &str) -> bool {
    ["ssh-", "sk-", "ecdsa-"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// Splits at white space outside of quotes, and takes the quotes away.
fn words(line: &str) -> Result<Vec<String>, String> {
    split(line, char::is_whitespace)
}

fn split_options(options: &str) -> Vec<String> {
    // The quotes are gone, and no value that is read here holds a comma; a list of namespaces may.
    let mut parts: Vec<String> = Vec::new();
    for part in options.split(',') {
        let is_option = [
            "namespaces",
            "valid-after",
            "valid-before",
            "cert-authority",
        ]
        .iter()
        .any(|name| part.to_ascii_lowercase().starts_with(name));
        match parts.last_mut() {
            Some(last) if !is_option && last.starts_with("namespaces") => {
                last.push(',');
                last.push_str(part);
            }
            _ if part.is_empty() => {}
            _ => parts.push(part.to_owned()),
        }
    }
    parts
}

fn split(line: &str, is_gap: impl Fn(char) -> bool) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            _ if is_gap(c) && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(c),
        }
    }
    if quoted {
        return Err("has a quote that does not end".to_owned());
    }
    if !word.is_empty() {
        words.push(word);
    }
    Ok(words)
}

/// Reads `YYYYMMDD[HHMM[SS]][Z]`; also says whether it names UTC.
fn instant(text: &str) -> Option<(Timestamp, bool)> {
    let digits = text.strip_suffix('Z').unwrap_or(text);
    let padded = match digits.len() {
        8 => format!("{digits}000000"),
        12 => format!("{digits}00"),
        14 => digits.to_owned(),
        _ => return None,
    };
    let part = |from: usize, to: usize| padded.get(from..to);
    let form = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    );
    Some((form.parse().ok()?, digits.len() < text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    #[test]
    fn lines_and_their_options() {
        let plain = read(&format!("carol@example.org {KEY} carol@laptop")).unwrap();
        assert_eq!(plain.principals, ["carol@example.org"]);
        assert_eq!(plain.key.since, None);
        let options =
            "namespaces=\"git,file\",valid-after=\"20260102\",valid-before=\"202701020304Z\"";
        let full = read(&format!("\"a@x.org,b@x.org\" {options} {KEY}")).unwrap();
        assert_eq!(full.principals.len(), 2);
        assert_eq!(full.key.since.unwrap().to_string(), "2026-01-02T00:00:00Z");
        assert_eq!(
            full.key.retired.unwrap().to_string(),
            "2027-01-02T03:04:00Z"
        );
        assert_eq!(
            full.key.remarks,
            [
                "there it is meant for git,file only",
                "valid-after has no time zone and is taken as UTC"
            ]
        );
        for bad in [
            "carol@example.org",
            "carol@example.org ssh-ed25519",
            "carol@example.org ssh-rsa AAAA",
            &format!("carol@example.org cert-authority {KEY}"),
            &format!("carol@example.org verify-required {KEY}"),
            &format!("carol@example.org valid-after=\"2026\" {KEY}"),
            &format!("\"carol@example.org {KEY}"),
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_key_goes_to_one_person() {
        let mut people = People::default();
        let text = format!(
            "# keys\n\ncarol@example.org {KEY}\nCAROL@example.org {KEY}\n*@example.org {KEY}\ncarol {KEY}\n"
        );
        let notes = add(&mut people, "allowed_signers", &text);
        assert_eq!(people.humans.len(), 1);
        assert_eq!(people.humans[0].keys.len(), 1);
        let why: Vec<_> = notes
            .iter()
            .map(|note| note.split(": ").nth(1).unwrap())
            .collect();
        assert_eq!(
            why,
            [
                "the same key stands above",
                "names people by a pattern",
                "the same key stands above"
            ]
        );
        assert!(notes[0].starts_with("allowed_signers:4: "), "{notes:?}");
    }
}
