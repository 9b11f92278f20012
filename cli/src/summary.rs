//! The decision for other tools: a SLSA Verification Summary under the key of the gate.

use std::path::PathBuf;

use clap::Args;
use foureyes::Decision;
use foureyes::decision::SummaryAsk;

use crate::error::CliError;
use crate::{keyfile, output};

/// Where a summary goes, and who vouches for it.
#[derive(Args, Debug)]
pub(crate) struct SummaryArgs {
    /// Writes the decision as a SLSA Verification Summary in a DSSE envelope, whatever the verdict
    #[arg(long, value_name = "FILE", requires_all = ["gate_key", "verifier"])]
    pub(crate) vsa: Option<PathBuf>,
    /// The private key of this gate: Ed25519, PKCS#8, PEM. Nobody approves with it
    #[arg(long, value_name = "FILE", requires = "vsa")]
    pub(crate) gate_key: Option<PathBuf>,
    /// The URI of this gate, under which readers know its key
    #[arg(long, value_name = "URI", requires = "vsa")]
    pub(crate) verifier: Option<String>,
    /// A level that an allow is to carry beside those of the gate, such as SLSA_SOURCE_LEVEL_3; may be repeated
    #[arg(long, value_name = "LEVEL", requires = "vsa")]
    pub(crate) level: Vec<String>,
}

/// Writes the summary, where one is asked for.
pub(crate) fn write(args: &SummaryArgs, decision: &Decision) -> Result<(), CliError> {
    let (Some(path), Some(key), Some(verifier)) = (&args.vsa, &args.gate_key, &args.verifier)
    else {
        return Ok(());
    };
    let key = keyfile::read(key)?;
    let mut ask = SummaryAsk::new(verifier);
    ask.levels.clone_from(&args.level);
    let payload = decision
        .summary(&ask)
        .map_err(|error| CliError::Documents(vec![error.problem().clone()]))?;
    output::write(path, &format!("{}\n", key.seal(payload.as_bytes())))
}
