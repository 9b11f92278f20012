//! `foureyes roster enrol` and `roster admit`: a key shows that somebody holds it (semantics 7.5.1).

use std::path::PathBuf;

use clap::Args;
use foureyes::id::PrincipalId;
use foureyes::roster::{RosterDocument, Scheme, Status};
use foureyes::statement::{Enrolled, Enrolment};
use foureyes::time::{Span, Timestamp};

use super::people;
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::keygen;
use crate::output::{self, plain, shown};
use crate::sign::nonce;
use crate::sign::pen::Pen;
use crate::sign::unusable;

/// For how long an enrolment is taken in.
const FRESH: Span = Span::from_days(30);

/// Whose key it shall be.
#[derive(Args, Clone, Debug)]
pub(crate) struct EnrolArgs {
    /// Whose key it shall be, by the id in the roster
    #[arg(long = "as", value_name = "ID")]
    principal: PrincipalId,
    /// The roster
    #[arg(long, value_name = "FILE", default_value = ".foureyes/roster.toml")]
    roster_file: PathBuf,
    /// The private key, as `foureyes keygen` writes it
    #[arg(long, value_name = "FILE", required_unless_present = "ssh_key")]
    key: Option<PathBuf>,
    /// A key of OpenSSH, by its public or private file
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    ssh_key: Option<PathBuf>,
    /// Where the enrolment is written
    #[arg(long, value_name = "FILE", default_value = "enrolment.json")]
    output: PathBuf,
}

/// Which enrolment.
#[derive(Args, Clone, Debug)]
pub(crate) struct AdmitArgs {
    /// What `foureyes roster enrol` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The roster
    #[arg(long, value_name = "FILE", default_value = ".foureyes/roster.toml")]
    roster_file: PathBuf,
}

/// Lets the key sign whose it shall be.
pub(crate) fn enrol(args: &EnrolArgs) -> Result<Exit, CliError> {
    let document = people(&args.roster_file)?.roster.whole();
    let pen = Pen::open(args.key.as_deref(), args.ssh_key.as_deref())?;
    let scheme = match pen {
        Pen::File(_) => Scheme::Ed25519,
        Pen::Ssh { .. } => Scheme::Sshsig,
    };
    let enrolment = Enrolment::new(
        document.id.clone(),
        args.principal.clone(),
        pen.public().clone(),
        scheme,
        clock::now()?,
        nonce()?,
    );
    fits(&document, &enrolment)?;
    let signature = pen.sign_bytes(Enrolment::NAMESPACE, &enrolment.message())?;
    let envelope = enrolment.envelope(&signature).map_err(unusable)?;
    output::write(&args.output, &format!("{envelope}\n"))?;
    output::say(&format!(
        "Wrote {}: {} shall be a key of {} in the roster `{}`.\nHand it to whoever writes the roster; \
         it is taken in for 30 days.",
        shown(&args.output),
        enrolment.public.fingerprint(),
        enrolment.principal,
        enrolment.roster
    ))?;
    Ok(Exit::Allow)
}

/// Checks an enrolment, and shows the lines for the roster.
pub(crate) fn admit(args: &AdmitArgs) -> Result<Exit, CliError> {
    let roster = people(&args.roster_file)?.roster;
    let bytes = output::read(&args.file)?;
    let proven = Enrolment::prove(&bytes);
    let Enrolled {
        enrolment,
        assurance,
        ..
    } = proven.map_err(|error| CliError::document(&shown(&args.file), error.problem()))?;
    fits(&roster.whole(), &enrolment)?;
    let now = clock::now()?;
    is_fresh(enrolment.issued, now)?;
    let scheme = match enrolment.scheme {
        Scheme::Ed25519 => "ed25519",
        _ => "sshsig",
    };
    let lines = keygen::key_lines(&enrolment.public.to_string(), scheme, Some(now));
    output::say(&format!(
        "Whoever wrote {} holds the key {} ({assurance}) and says that it is a key of {}.\n\
         Ask {} in person whether that is so. Then, below `[[principal]]` `{}`:\n\n{lines}",
        shown(&args.file),
        enrolment.public.fingerprint(),
        enrolment.principal,
        enrolment.principal,
        enrolment.principal,
        assurance = assurance.word(),
    ))?;
    Ok(Exit::Allow)
}

/// The roster is the one that is meant, has the principal, and has the key for nobody yet.
fn fits(document: &RosterDocument, enrolment: &Enrolment) -> Result<(), CliError> {
    if document.id != enrolment.roster {
        return Err(CliError::usage(format!(
            "the enrolment is for the roster `{}`, and this is `{}`",
            enrolment.roster, document.id
        )));
    }
    let mut principals = document.principals.iter();
    let found = principals.find(|one| one.id == enrolment.principal);
    if found.is_none_or(|one| one.status != Status::Active) {
        return Err(CliError::usage(format!(
            "`{}` is nobody of the roster, or has left",
            plain(enrolment.principal.as_str())
        )));
    }
    let holds = |key: &foureyes::roster::Key| key.public.point() == enrolment.public.point();
    let mut all = document.principals.iter();
    match all.find(|one| one.keys.iter().any(holds)) {
        Some(owner) => Err(CliError::usage(format!(
            "the key is one of `{}` already",
            owner.id
        ))),
        None => Ok(()),
    }
}

fn is_fresh(issued: Timestamp, now: Timestamp) -> Result<(), CliError> {
    if issued > now.plus(Span::from_minutes(2)) || issued.plus(FRESH) <= now {
        return Err(CliError::usage(format!(
            "the enrolment was signed at {issued}: it is taken in for 30 days"
        )));
    }
    Ok(())
}
