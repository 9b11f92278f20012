//! `foureyes roster`: what other tools have to know of the people.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use foureyes::authority::DocumentKind;
use foureyes::roster::{Key, Principal, PrincipalKind, RevocationReason, Scheme, Status};
use foureyes::statement::names;
use foureyes::time::{Span, Timestamp};

use crate::error::CliError;
use crate::exit::Exit;
use crate::output;
use crate::signed;

/// What to do with the roster.
#[derive(Args, Debug)]
pub(crate) struct RosterArgs {
    #[command(subcommand)]
    command: RosterCommand,
}

#[derive(Debug, Subcommand)]
enum RosterCommand {
    /// Prints the people's SSH keys as `ssh-keygen -Y verify` and git read them
    AllowedSigners {
        /// The roster
        #[arg(long, value_name = "FILE", default_value = ".foureyes/roster.toml")]
        roster_file: PathBuf,
    },
    /// Lets a key sign that it shall be somebody's, for whoever writes the roster
    Enrol(signed::enrol::EnrolArgs),
    /// Checks such an enrolment, and shows the lines for the roster
    Admit(signed::enrol::AdmitArgs),
    #[command(flatten)]
    Signed(signed::Command),
}

/// Prints it.
pub(crate) fn run(args: &RosterArgs) -> Result<Exit, CliError> {
    let roster_file = match &args.command {
        RosterCommand::AllowedSigners { roster_file } => roster_file,
        RosterCommand::Enrol(args) => return signed::enrol::enrol(args),
        RosterCommand::Admit(args) => return signed::enrol::admit(args),
        RosterCommand::Signed(command) => return signed::roster(command),
    };
    let roster = signed::people(roster_file)?.roster.whole();
    let lines: Vec<_> = roster
        .principals
        .iter()
        .flat_map(|one| one.keys.iter().map(|key| line(one, key)))
        .collect();
    output::say(&lines.join("\n"))?;
    Ok(Exit::Allow)
}

/// The line of a key, or a comment that says why it has none.
fn line(person: &Principal, key: &Key) -> String {
    let id = &person.id;
    let without = |why: &str| format!("# {id} {}: {why}", key.public.fingerprint());
    if person.kind != PrincipalKind::Human {
        return without("not a person");
    }
    if person.status != Status::Active {
        return without("has left");
    }
    if key.scheme != Scheme::Sshsig {
        return without("does not sign by SSH");
    }
    let namespaces = [
        names::APPROVE_NAMESPACE,
        names::REJECT_NAMESPACE,
        names::WITHDRAW_NAMESPACE,
        names::LIFT_NAMESPACE,
        names::AUTHORSHIP_NAMESPACE,
        names::DELEGATE_NAMESPACE,
        names::EVIDENCE_NAMESPACE,
        names::BREAK_GLASS_NAMESPACE,
        names::REVOKE_NAMESPACE,
        names::ENROL_NAMESPACE,
        DocumentKind::Policy.namespace(),
        DocumentKind::Roster.namespace(),
    ];
    let mut options = vec![format!("namespaces=\"{}\"", namespaces.join(","))];
    if let Some(since) = key.since {
        options.push(format!("valid-after=\"{}\"", instant(since)));
    }
    match key.revoked {
        Some(revoked) if revoked.reason == RevocationReason::Compromised => {
            return without("compromised");
        }
        // Here a key ends at the instant, there it is still good at it.
        Some(revoked) => options.push(format!(
            "valid-before=\"{}\"",
            instant(revoked.at.minus(Span::from_seconds(1)))
        )),
        None => {}
    }
    format!("{id} {} {}", options.join(","), key.public)
}

/// An instant as OpenSSH writes it, in UTC: `20260102030405Z`.
fn instant(at: Timestamp) -> String {
    at.to_string()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .filter(|c| *c != 'T')
        .collect()
}
