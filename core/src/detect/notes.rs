//! Notes of git-ai, `authorship/3.0.0`: which lines of a commit which session made.
//!
//! Tolerant of what real notes hold: ranges in any order, keys that lead nowhere, keys of other lengths, other commits.
//! An entry under a key that is not a person's says that an AI made the lines, whether the key leads anywhere or not.

use std::collections::BTreeSet;

use serde_json::Value;

use super::attribution::{Attribution, Origin, Record, model, tool};
use super::foreign::{self, read, text};
use super::identity;
use super::table::Agents;
use crate::error::InputError;
use crate::id::Account;
use crate::provenance::{ClaimBasis, Involvement};

const SCHEMA: &str = "authorship/3.0.0";
const ATTESTED: &str = "note of git-ai";
const METADATA: &str = "metadata of git-ai";

impl Agents {
    /// Reads a git-ai note, as `refs/notes/ai` has it.
    ///
    /// # Errors
    /// Too many bytes. Everything else that is wrong with a note is a diagnostic, and the rest of it is read.
    pub fn note(&self, bytes: &[u8]) -> Result<Attribution, InputError> {
        let mut record = Record::default();
        foreign::fits("note", bytes)?;
        let (lines, metadata) = halves(bytes);
        let metadata = match read("note", metadata, &mut record.diagnostics) {
            Ok(metadata) => metadata,
            Err(_) => {
                record.diagnostics.add("unreadable_metadata", "");
                Value::Null
            }
        };
        if text(&metadata, "/schema_version") != Some(SCHEMA) {
            record.diagnostics.add("unknown_schema", "/schema_version");
        }
        let base = text(&metadata, "/base_commit_sha").and_then(|id| id.parse().ok());
        record.commits.extend(base);
        self.attested(&mut record, lines, &metadata);
        self.listed(&mut record, &metadata);
        Ok(record.finish())
    }

    /// Reads the entries: a path, and below it keys with ranges.
    fn attested(&self, record: &mut Record, lines: &[u8], metadata: &Value) {
        let mut path: Option<&[u8]> = None;
        for (number, line) in lines.split(|byte| *byte == b'\n').enumerate() {
            let place = format!("line {}", number.saturating_add(1));
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let entry = line.trim_ascii_start();
            if entry.is_empty() {
                continue;
            }
            if entry.len() == line.len() {
                let bare = line
                    .strip_prefix(b"\"")
                    .and_then(|rest| rest.strip_suffix(b"\""));
                path = Some(bare.unwrap_or(line));
                continue;
            }
            let entry = String::from_utf8_lossy(entry);
            let (key, ranges) = entry.split_once(' ').unwrap_or((entry.as_ref(), ""));
            let (origin, operator) = self.origin(record, key, metadata, &place);
            record.claim(&origin, ClaimBasis::Declared, operator, ATTESTED);
            let Some(path) = path else {
                record.diagnostics.add("missing_path", place);
                continue;
            };
            for range in ranges.split(',') {
                match span(range.trim()) {
                    Some((first, last)) => record.lines(path, &origin, first, last, &place),
                    None => record.diagnostics.add("unreadable_range", place.as_str()),
                }
            }
        }
    }

    /// Returns what a key stands for.
    fn origin(
        &self,
        record: &mut Record,
        key: &str,
        metadata: &Value,
        place: &str,
    ) -> (Origin, Option<Account>) {
        let of = |list: &str, key: &str| metadata.get(list).and_then(|list| list.get(key));
        if key.starts_with("h_") {
            let known = of("humans", key).is_some();
            if !known {
                record.diagnostics.add("dangling_key", place);
            }
            let involvement = known.then_some(Involvement::None);
            let origin = Origin {
                involvement,
                tool: None,
                model: None,
            };
            return (origin, None);
        }
        let session = key.split("::").next().unwrap_or(key);
        let found = if session.starts_with("s_") {
            of("sessions", session)
        } else {
            of("prompts", key)
        };
        if found.is_none() {
            record.diagnostics.add("dangling_key", place);
        }
        self.session(found.unwrap_or(&Value::Null), Involvement::Generated)
    }

    /// Sessions that have no lines left have taken part all the same.
    fn listed(&self, record: &mut Record, metadata: &Value) {
        let attested: BTreeSet<_> = record
            .claims
            .iter()
            .map(|claim| (claim.tool.clone(), claim.model.clone()))
            .collect();
        for list in ["prompts", "sessions"] {
            let Some(all) = metadata.get(list).and_then(Value::as_object) else {
                continue;
            };
            for session in all.values() {
                let (origin, operator) = self.session(session, Involvement::Assisted);
                if !attested.contains(&(origin.tool.clone(), origin.model.clone())) {
                    record.claim(&origin, ClaimBasis::Heuristic, operator, METADATA);
                }
            }
        }
    }

    fn session(&self, session: &Value, involvement: Involvement) -> (Origin, Option<Account>) {
        let human = text(session, "/human_author").and_then(identity::parse);
        let operator = human.and_then(|human| format!("email:{}", human.email).parse().ok());
        let origin = Origin {
            involvement: Some(involvement),
            tool: tool(self, session, "/agent_id/tool"),
            model: model(session, "/agent_id/model"),
        };
        (origin, operator)
    }
}

/// Splits a note at its line `---`. Without one, it is metadata if it looks like JSON, else entries.
fn halves(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at: usize = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let next = at.saturating_add(line.len());
        if line.trim_ascii_end() == b"---" {
            let (entries, rest) = (bytes.get(..at), bytes.get(next..));
            return (entries.unwrap_or_default(), rest.unwrap_or_default());
        }
        at = next;
    }
    if bytes.trim_ascii_start().starts_with(b"{") {
        (&[], bytes)
    } else {
        (bytes, &[])
    }
}

/// Reads `7` or `7-9`.
fn span(text: &str) -> Option<(u64, u64)> {
    match text.split_once('-') {
        Some((first, last)) => Some((first.parse().ok()?, last.parse().ok()?)),
        None => text.parse().ok().map(|line| (line, line)),
    }
}
