//! `foureyes keygen`: a new key, and the lines that put it into the roster.

use std::path::{Path, PathBuf};

use clap::Args;
use foureyes::Timestamp;
use foureyes::roster::PublicKey;

use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::keyfile;
use crate::output;
use crate::toml_text;

/// Where the key goes.
#[derive(Args, Debug)]
pub(crate) struct KeygenArgs {
    /// The file to write the private key to; one that is there is never overwritten
    #[arg(long, value_name = "FILE", default_value = "foureyes.key")]
    output: PathBuf,
    /// A word behind the public key, such as `carol@laptop`
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
}

/// Writes the key and says what to do with it.
pub(crate) fn run(args: &KeygenArgs) -> Result<Exit, CliError> {
    let comment = args.comment.as_deref().unwrap_or_default();
    let key = keyfile::generate()?;
    let line = public_line(key.public(), comment)?;
    keyfile::write(&key, &args.output)?;
    let file = output::shown(&args.output);
    let mut lines = vec![
        format!("Wrote the private key to {file}, for your eyes only."),
        String::new(),
        line.clone(),
        key.public().fingerprint().to_string(),
        String::new(),
        "Lines for the roster, below your `[[principal]]`:".to_owned(),
        String::new(),
        roster_lines(&line, Some(clock::now()?)),
    ];
    if is_in_work_tree(&args.output) {
        lines.push(String::new());
        lines.push(format!(
            "Note: {file} lies in a git work tree. Keep it out of the repository."
        ));
    }
    output::say(&lines.join("\n"))?;
    Ok(Exit::Allow)
}

/// The public key with its comment, if a reader of the roster takes it.
fn public_line(public: &PublicKey, comment: &str) -> Result<String, CliError> {
    let line = format!("{public} {comment}").trim_end().to_owned();
    let same = line
        .parse::<PublicKey>()
        .is_ok_and(|parsed| parsed == *public);
    if same && comment.len() <= 256 {
        Ok(line)
    } else {
        Err(CliError::usage(
            "`--comment` takes one line of at most 256 printable characters",
        ))
    }
}

/// The lines of a roster for a key that signs by scheme `ed25519`.
pub(crate) fn roster_lines(public: &str, since: Option<Timestamp>) -> String {
    key_lines(public, "ed25519", since)
}

/// The lines of a roster for a key.
pub(crate) fn key_lines(public: &str, scheme: &str, since: Option<Timestamp>) -> String {
    let since = since.map_or_else(String::new, |since| format!("\nsince  = \"{since}\""));
    format!(
        "[[principal.key]]\npublic = {}\nscheme = \"{scheme}\"{since}",
        toml_text::string(public)
    )
}

/// Reports whether a file lies where `git add` would find it.
fn is_in_work_tree(file: &Path) -> bool {
    let Ok(path) = file.canonicalize() else {
        return false;
    };
    path.ancestors()
        .skip(1)
        .any(|folder| folder.join(".git").exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_one_printable_line() {
        let key = keyfile::generate().unwrap();
        for good in ["", "carol@laptop", "two words \"quoted\""] {
            let line = public_line(key.public(), good).unwrap();
            assert!(line.starts_with("ssh-ed25519 ") && line.ends_with(good));
        }
        for bad in ["a\nb", "a\u{202e}b", &"x".repeat(300)] {
            assert!(public_line(key.public(), bad).is_err(), "{bad}");
        }
    }
}
