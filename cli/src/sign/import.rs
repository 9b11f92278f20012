//! `foureyes import`: a statement whose signature was made elsewhere, by `ssh-keygen -Y sign` or anything else.

use std::path::{Path, PathBuf};

use clap::Args;
use foureyes::signature::{PAYLOAD_TYPE, pae};
use foureyes::statement::{Draft, Statement};

use super::args::GroundArgs;
use super::store::Store;
use super::{Ground, keep, show, tell_warnings, unusable};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output;

/// What was signed, and the signature.
#[derive(Args, Clone, Debug)]
pub(crate) struct ImportArgs {
    #[command(flatten)]
    pub(crate) ground: GroundArgs,
    /// The bytes that were signed, as `--message` wrote them
    #[arg(long, value_name = "FILE")]
    pub(crate) message: PathBuf,
    /// The signature: what `ssh-keygen -Y sign` wrote, or 64 bytes [default: the file of the message with `.sig`]
    #[arg(long, value_name = "FILE")]
    pub(crate) signature: Option<PathBuf>,
}

/// Takes the statement in, if the gate takes it.
pub(crate) fn run(args: &ImportArgs) -> Result<Exit, CliError> {
    let draft = draft(&args.message)?;
    let signature = output::read(&signature_file(args))?;
    let envelope = draft
        .envelope(&with_line_feeds(signature))
        .map_err(unusable)?;
    let signer = draft.statement().signer();
    let ground = Ground::of(&args.ground, &signer.key, Some(&signer.id))?;
    let store = Store::of(&args.ground, &ground.subject)?;
    store.tell(&show::draft(&draft, &ground))?;
    tell_warnings(&ground, draft.statement());
    let signed = keep(&ground, &draft, envelope, &store)?;
    store.tell(&show::signed(&signed))?;
    Ok(Exit::Allow)
}

/// The statement in a message.
fn draft(file: &Path) -> Result<Draft, CliError> {
    let message = output::read(file)?;
    let name = output::shown(file);
    let unreadable = |detail: String| CliError::NotAMessage { name, detail };
    let payload = payload(&message)
        .ok_or_else(|| unreadable("it does not begin as `--message` writes it".to_owned()));
    let payload = payload?;
    let statement = Statement::from_payload(payload);
    let name = output::shown(file);
    let unreadable = |detail: String| CliError::NotAMessage { name, detail };
    let draft = match statement {
        Ok(statement) => Draft::new(statement).map_err(unusable)?,
        Err(error) => return Err(unreadable(output::plain(&error.to_string()))),
    };
    if draft.payload() == payload {
        Ok(draft)
    } else {
        Err(unreadable(
            "this version would write the same statement in other bytes".to_owned(),
        ))
    }
}

/// The payload in the bytes that are signed for it.
fn payload(message: &[u8]) -> Option<&[u8]> {
    let head = format!("DSSEv1 {} {PAYLOAD_TYPE} ", PAYLOAD_TYPE.len());
    let rest = message.strip_prefix(head.as_bytes())?;
    let space = rest.iter().position(|byte| *byte == b' ')?;
    let payload = rest.get(space.checked_add(1)?..)?;
    (pae(PAYLOAD_TYPE, payload) == message).then_some(payload)
}

fn signature_file(args: &ImportArgs) -> PathBuf {
    args.signature.clone().unwrap_or_else(|| {
        let mut name = args.message.clone().into_os_string();
        name.push(".sig");
        name.into()
    })
}

/// Text that came through a system with other line ends.
fn with_line_feeds(bytes: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&bytes) {
        Ok(text) if text.starts_with("-----BEGIN") => text.replace("\r\n", "\n").into_bytes(),
        _ => bytes,
    }
}
