//! What a fuzzer starts from: our own vectors, taken apart; signatures and worlds; and the files in `fuzz/seeds`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use base64ct::{Base64, Encoding as _};
use foureyes::signature::{Envelope, SecretKey};
use serde_json::Value;

use super::signed;
use crate::differential::numbers;
use crate::sshsig::SshSig;
use crate::vector::{ChangeInput, Document, Input, Vector};
use crate::{keys, store};

/// How many worlds the gate and the model start from.
const WORLDS: u64 = 64;
/// What is longer slows a fuzzer down more than it helps.
const LONGEST: usize = 16 << 10;
/// A word of a dictionary is a name or a code, not a sentence.
const LONGEST_WORD: usize = 48;

/// Seeds by the name of their target.
type Seeds = BTreeMap<String, BTreeSet<Vec<u8>>>;

/// Returns the folder of the seeds that are written by hand and of what was found, a folder for each target.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds")
}

/// Returns every seed by the name of its target.
///
/// # Errors
/// A folder or a file cannot be read.
pub fn seeds() -> io::Result<Seeds> {
    let mut all = Seeds::new();
    let mut add = |target: &str, bytes: Vec<u8>| {
        if bytes.len() <= LONGEST {
            all.entry(target.to_owned()).or_default().insert(bytes);
        }
    };
    for vector in store::stored()?.into_values() {
        take_apart(&vector.map_err(io::Error::other)?, &mut add);
    }
    for submitted in signed::seeds() {
        add("envelope", submitted.bytes);
    }
    for seed in 0..WORLDS {
        let bytes = numbers(seed)
            .into_iter()
            .map(|number| number.to_be_bytes()[0]);
        add("model", bytes.collect());
    }
    ssh(&mut add);
    for target in fs::read_dir(folder())? {
        let target = target?;
        for file in fs::read_dir(target.path())? {
            add(
                &target.file_name().to_string_lossy(),
                fs::read(file?.path())?,
            );
        }
    }
    Ok(all)
}

fn take_apart(vector: &Vector, add: &mut impl FnMut(&str, Vec<u8>)) {
    let input = &vector.input;
    add("policy", text(&input.policy));
    add("roster", text(&input.roster));
    match &input.change {
        ChangeInput::Raw { raw } => add("change", raw.clone().into_bytes()),
        ChangeInput::RawBase64 { raw_base64 } => {
            add("change", Base64::decode_vec(raw_base64).unwrap_or_default());
        }
        ChangeInput::Document(value) => add("change", value.to_string().into_bytes()),
    }
    for envelope in input
        .statements
        .iter()
        .filter_map(|one| one.envelope.as_ref())
    {
        if let Ok(read) = Envelope::from_json(envelope.as_bytes()) {
            add("payload", read.payload);
        }
        add("envelope", envelope.clone().into_bytes());
    }
    if let Some(decision) = &vector.expect.decision {
        add("payload", decision.clone().into_bytes());
    }
    for pattern in patterns(input) {
        for path in ["src/pay/a.rs", ".github/workflows/x.yml", "a"] {
            add("pattern", format!("{pattern}\n{path}").into_bytes());
        }
    }
}

fn text(document: &Document) -> Vec<u8> {
    match document {
        Document::Json(text) | Document::Toml(text) => text.clone().into_bytes(),
        Document::JsonBase64(text) => Base64::decode_vec(text).unwrap_or_default(),
        Document::Profile(name) => {
            let policy = foureyes::Policy::profile(name);
            policy.map_or_else(|_| Vec::new(), |policy| policy.text().into())
        }
    }
}

/// Every string of a policy with a star in it.
fn patterns(input: &Input) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(&text(&input.policy)).into_owned();
    let strings = text.split('"').filter(|one| one.contains('*'));
    strings.map(str::to_owned).collect()
}

fn ssh(add: &mut impl FnMut(&str, Vec<u8>)) {
    let message = b"message";
    for signature in [
        SshSig::plain("bob", "git"),
        SshSig::hardware("bob", "foureyes-approve", 1),
        SshSig::hardware("ann", "foureyes-approve", 5),
        SshSig {
            hash: "sha256",
            ..SshSig::plain("ann", "git")
        },
    ] {
        add("ssh", signature.sign(message).into_bytes());
    }
    add("ssh", keys::public("bob").to_string().into_bytes());
    add("ssh", keys::public("bob").to_wire());
    add("ssh", keys::hardware("bob").into_bytes());
    let secret = SecretKey::from_seed(&[7; 32]);
    add("ssh", secret.to_pem().as_bytes().to_vec());
}

/// Returns the words that the documents among the seeds are made of: names of members and short strings.
pub fn words(seeds: &Seeds) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for bytes in seeds.values().flatten() {
        if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
            collect(&value, &mut found);
        }
    }
    let is_word = |word: &String| {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
        (2..=LONGEST_WORD).contains(&word.len()) && word.bytes().all(is_plain)
    };
    found.retain(is_word);
    found
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            for (name, value) in members {
                found.insert(name.clone());
                collect(value, found);
            }
        }
        Value::String(text) => {
            found.insert(text.clone());
        }
        _ => {}
    }
}
