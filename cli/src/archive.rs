//! Everything that a decision was made from, in a folder: `check --archive` writes it, `explain --inputs` decides again.

use std::fs;
use std::path::{Path, PathBuf};

use foureyes::authority::{History, Signed, State};
use foureyes::decision::DecisionRecord;
use foureyes::digest::Digest;
use foureyes::error::{CompileError, InputError};
use foureyes::gate::LastSeen;
use foureyes::roster::{Duty, Revocations};
use foureyes::{Change, Decision, Format, Gate, Policy, Request, Roster, Submitted, Timestamp};
use serde::{Deserialize, Serialize};

use crate::documents::{self, Place};
use crate::error::CliError;
use crate::explain;
use crate::output::{self, shown};
use crate::statements;

const FRAME: &str = "archive.json";
const CHANGE: &str = "change.json";
const DECISION: &str = "decision.json";
const STORED: &str = "stored.json";
const STATEMENTS: &str = "statements";
const STATES: &str = "states";
const CANDIDATE: &str = "candidate";
const BASES: &str = "bases";
const PARTS: &str = "parts";
const REVOCATIONS: &str = "revocations.json";
const DUTY: &str = "duty.json";

/// The version of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ArchiveFormat {
    #[serde(rename = "foureyes/archive/v1")]
    V1,
}

/// What stands in no document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Frame {
    archive: ArchiveFormat,
    now: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<Digest>,
    simulated: bool,
    report_only: bool,
}

/// What a decision is made from.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    pub(crate) change: Change,
    pub(crate) envelopes: Vec<Submitted>,
    /// How policy and roster came to be what they are.
    pub(crate) states: Vec<State>,
    /// Policy and roster as the change leaves them, where it touches what controls the gate.
    pub(crate) candidate: Option<State>,
    pub(crate) revocations: Option<Revocations>,
    pub(crate) duty: Option<Duty>,
    pub(crate) anchor: Option<Digest>,
    pub(crate) last_seen: Option<LastSeen>,
    pub(crate) now: Timestamp,
    pub(crate) simulated: bool,
    pub(crate) report_only: bool,
    /// A decision on record that this one was held against.
    pub(crate) stored: Option<DecisionRecord>,
}

impl Inputs {
    /// Decides.
    pub(crate) fn decide(&self) -> Result<Decision, CompileError> {
        let gate = self.compile(&self.states)?;
        let statements = gate.verify(&self.envelopes);
        let mut request = Request::new(&self.change, &statements, self.now);
        request.revocations = self.revocations.as_ref();
        request.duty = self.duty.as_ref();
        request.last_seen = self.last_seen;
        request.simulated = self.simulated;
        let mut decision = match &self.candidate {
            None => gate.evaluate(&request),
            Some(candidate) => {
                let mut states = self.states.clone();
                states.push(candidate.clone());
                let next = self.compile(&states);
                gate.evaluate_transition(next.as_ref(), &request)
            }
        };
        if let Some(stored) = &self.stored {
            decision = decision.recheck(stored);
        }
        if self.report_only {
            decision = decision.report_only();
        }
        Ok(decision)
    }

    fn compile(&self, states: &[State]) -> Result<Gate, CompileError> {
        let mut history = History::new(states, self.now);
        if let Some(anchor) = self.anchor {
            history = history.anchor(anchor);
        }
        if let Some(revocations) = &self.revocations {
            history = history.revocations(revocations);
        }
        Gate::compile_signed(&history)
    }

    /// Writes everything, and the decision, into a folder that is not there yet, or is empty.
    pub(crate) fn write(&self, folder: &Path, decision: &DecisionRecord) -> Result<(), CliError> {
        make(folder)?;
        let mut entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
        if entries.next().is_some() {
            return Err(CliError::NotEmpty {
                name: shown(folder),
            });
        }
        let text = |name: &str, text: &str| output::write(&folder.join(name), text);
        let frame = Frame {
            archive: ArchiveFormat::V1,
            now: self.now,
            last_seen: self.last_seen.map(|seen| (seen.policy, seen.roster)),
            anchor: self.anchor,
            simulated: self.simulated,
            report_only: self.report_only,
        };
        text(FRAME, &output::json(&frame)?)?;
        text(CHANGE, &self.change.to_json())?;
        text(DECISION, &decision.to_json())?;
        if let Some(stored) = &self.stored {
            text(STORED, &stored.to_json())?;
        }
        if let Some(revocations) = &self.revocations {
            text(REVOCATIONS, &output::json(revocations)?)?;
        }
        if let Some(duty) = &self.duty {
            text(DUTY, &output::json(duty)?)?;
        }
        let place = folder.join(STATEMENTS);
        make(&place)?;
        for (number, one) in self.envelopes.iter().enumerate() {
            output::write_bytes(&place.join(format!("{number:06}.json")), &one.bytes)?;
        }
        for (number, state) in self.states.iter().enumerate() {
            write_state(&folder.join(STATES).join(format!("{number:06}")), state)?;
        }
        match &self.candidate {
            Some(candidate) => write_state(&folder.join(CANDIDATE), candidate),
            None => Ok(()),
        }
    }

    /// Reads what `write` wrote.
    pub(crate) fn read(folder: &Path) -> Result<Self, CliError> {
        let at = |name: &str| folder.join(name);
        let frame = output::read(&at(FRAME))?;
        let frame: Frame = serde_json::from_slice(&frame).map_err(|error| CliError::File {
            name: shown(&at(FRAME)),
            detail: output::plain(&error.to_string()),
        })?;
        let change = Change::from_json(&output::read(&at(CHANGE))?)
            .map_err(|error| CliError::document(&shown(&at(CHANGE)), error.problem()))?;
        let stored = at(STORED).is_file().then(|| explain::read(&at(STORED)));
        let candidate = at(CANDIDATE).is_dir().then(|| read_state(&at(CANDIDATE)));
        let mut states = Vec::new();
        for place in sorted(&at(STATES))? {
            states.push(read_state(&place)?);
        }
        Ok(Self {
            change,
            envelopes: statements::from_files(&at(STATEMENTS))?,
            states,
            candidate: candidate.transpose()?,
            revocations: optional(&at(REVOCATIONS), Revocations::read)?,
            duty: optional(&at(DUTY), Duty::read)?,
            anchor: frame.anchor,
            last_seen: frame
                .last_seen
                .map(|(policy, roster)| LastSeen::new(policy, roster)),
            now: frame.now,
            simulated: frame.simulated,
            report_only: frame.report_only,
            stored: stored.transpose()?,
        })
    }
}

fn failed(path: &Path, error: &std::io::Error) -> CliError {
    CliError::file(&shown(path), error)
}

fn make(folder: &Path) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))
}

/// What is in a folder, by name.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, CliError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        paths.push(entry.map_err(|error| failed(folder, &error))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The name of a document, whose ending says how it is written.
fn name(stem: &str, text: &str) -> String {
    let ending = match Format::of(text) {
        Format::Json => "json",
        Format::Toml => "toml",
    };
    format!("{stem}.{ending}")
}

fn write_state(folder: &Path, state: &State) -> Result<(), CliError> {
    make(folder)?;
    let put = |stem: &str, text: &str, signatures: Option<&Vec<u8>>| {
        let file = folder.join(name(stem, text));
        output::write(&file, text)?;
        match signatures {
            Some(bytes) => output::write_bytes(&documents::beside(&file), bytes),
            None => Ok(()),
        }
    };
    let (policy, roster) = (&state.policy, &state.roster);
    put("policy", policy.document.text(), policy.signatures.as_ref())?;
    put("roster", roster.document.text(), roster.signatures.as_ref())?;
    let parts = folder.join(PARTS);
    for part in roster.document.parts() {
        make(&parts)?;
        let file = parts.join(name(part.document().id.as_str(), part.text()));
        output::write(&file, part.text())?;
    }
    let bases = folder.join(BASES);
    for base in policy.document.bases() {
        make(&bases)?;
        let file = bases.join(name(base.document().id.as_str(), base.text()));
        output::write(&file, base.text())?;
    }
    Ok(())
}

fn read_state(folder: &Path) -> Result<State, CliError> {
    let (policy, policy_signatures) = signed(folder, "policy", Policy::read)?;
    let (roster, roster_signatures) = signed(folder, "roster", Roster::read)?;
    let bases = all(&folder.join(BASES), Policy::read)?;
    let parts = all(&folder.join(PARTS), Roster::read)?;
    Ok(State {
        policy: Signed {
            document: policy.with_bases(bases),
            signatures: policy_signatures,
        },
        roster: Signed {
            document: roster.with_parts(parts),
            signatures: roster_signatures,
        },
    })
}

/// Every document of a folder; none where it is not there.
fn all<T>(
    folder: &Path,
    read: impl Fn(&str, Format) -> Result<T, InputError>,
) -> Result<Vec<T>, CliError> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for file in sorted(folder)? {
            found.push(document(&file, &read)?);
        }
    }
    Ok(found)
}

fn signed<T>(
    folder: &Path,
    stem: &str,
    read: impl Fn(&str, Format) -> Result<T, InputError>,
) -> Result<(T, Option<Vec<u8>>), CliError> {
    let json = folder.join(format!("{stem}.json"));
    let file = if json.is_file() {
        json
    } else {
        folder.join(format!("{stem}.toml"))
    };
    let signatures = documents::fetch_signatures(&Place::OnDisk(file.clone()), None)?;
    Ok((document(&file, read)?, signatures))
}

fn document<T>(
    file: &Path,
    read: impl Fn(&str, Format) -> Result<T, InputError>,
) -> Result<T, CliError> {
    let source = documents::fetch(&Place::OnDisk(file.to_owned()), None)?;
    let source = source.ok_or_else(|| CliError::usage(format!("{} is not there", shown(file))))?;
    let value = source.read(read);
    value.map_err(|error| CliError::document(&source.name, error.problem()))
}

fn optional<T>(
    file: &Path,
    read: impl Fn(&str, Format) -> Result<T, InputError>,
) -> Result<Option<T>, CliError> {
    file.is_file().then(|| document(file, read)).transpose()
}

/// Returns in what two decisions differ, a line each; nothing where their bytes are the same.
pub(crate) fn differences(stored: &DecisionRecord, again: &DecisionRecord) -> Vec<String> {
    let (before, after) = (named(stored), named(again));
    let mut found: Vec<String> = before
        .into_iter()
        .zip(after)
        .filter(|((_, one), (_, other))| one != other)
        .map(|((what, one), (_, other))| {
            let one = output::plain(&one);
            format!(
                "{what}: it says {one}, the inputs give {}",
                output::plain(&other)
            )
        })
        .collect();
    if found.is_empty() && stored.to_json() != again.to_json() {
        found.push(
            "the bytes: every input that it names is the same, and it says something else"
                .to_owned(),
        );
    }
    found
}

/// What a decision names of its inputs, and the verdict.
fn named(record: &DecisionRecord) -> [(&'static str, String); 8] {
    let inputs = &record.inputs;
    let digest = record.about.as_ref().map(|about| about.change_digest);
    let list = |documents: &std::collections::BTreeMap<String, Digest>| {
        let all = documents
            .iter()
            .map(|(name, digest)| format!("{name} {digest}"));
        all.collect::<Vec<_>>().join(", ")
    };
    let counted: Vec<_> = inputs.statements.iter().map(Digest::to_string).collect();
    [
        (
            "change",
            digest.map_or_else(|| "none".to_owned(), |digest| digest.to_string()),
        ),
        ("instant", record.evaluated_at.to_string()),
        ("policies", list(&inputs.policies)),
        ("rosters", list(&inputs.rosters)),
        ("statements that counted", counted.join(", ")),
        ("version of the semantics", inputs.semantics.to_string()),
        ("table of agents", inputs.agents.to_string()),
        ("verdict", record.verdict.word().to_owned()),
    ]
}
