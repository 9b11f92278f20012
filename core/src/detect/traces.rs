//! Agent Trace records, version 0.1.0: which lines came out of which conversation.
//!
//! Tolerant of what its own writers produce: versions of another form, pseudo paths, missing ranges. The revision that a
//! trace names is mostly the one before, so a claim names no commit.

use serde_json::Value;

use super::attribution::{Attribution, Origin, Record, model, tool};
use super::foreign::{self, Diagnostics, list, number, text};
use super::table::Agents;
use crate::error::InputError;
use crate::provenance::{ClaimBasis, Involvement};

const PLACE: &str = "agent trace";

/// What the reference writer calls things that are no paths.
const PSEUDO: [&str; 3] = [".sessions", ".shell-history", ".unknown"];

impl Agents {
    /// Reads Agent Trace records: one JSON value, or one on each line.
    ///
    /// # Errors
    /// Too many bytes. Everything else that is wrong is a diagnostic, and the rest is read.
    pub fn traces(&self, bytes: &[u8]) -> Result<Attribution, InputError> {
        let mut record = Record::default();
        foreign::fits("trace", bytes)?;
        let mut of_one = Diagnostics::default();
        let one = foreign::read("trace", bytes, &mut of_one);
        if one.is_ok() {
            record.diagnostics = of_one;
        }
        match one {
            Ok(Value::Array(all)) => {
                for (position, one) in all.iter().enumerate() {
                    self.trace(&mut record, one, &format!("/{position}"));
                }
            }
            Ok(one) => self.trace(&mut record, &one, ""),
            Err(_) => {
                for (position, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
                    let place = format!("line {}", position.saturating_add(1));
                    if line.trim_ascii().is_empty() {
                        continue;
                    }
                    match foreign::read("trace", line, &mut record.diagnostics) {
                        Ok(one) => self.trace(&mut record, &one, &place),
                        Err(_) => record.diagnostics.add("unreadable_trace", place),
                    }
                }
            }
        }
        Ok(record.finish())
    }

    fn trace(&self, record: &mut Record, trace: &Value, place: &str) {
        if !trace.get("files").is_some_and(Value::is_array) {
            record.diagnostics.add("missing_files", place);
        }
        let revision = text(trace, "/vcs/revision").and_then(|id| id.parse().ok());
        record.commits.extend(revision);
        let tool = tool(self, trace, "/tool/name");
        for (position, file) in list(trace, "/files").iter().enumerate() {
            let place = format!("{place}/files/{position}");
            let path = text(file, "/path");
            if path.is_none_or(|path| PSEUDO.contains(&path)) {
                record.diagnostics.add("no_path", place.as_str());
            }
            let path = path.filter(|path| !PSEUDO.contains(path));
            for conversation in list(file, "/conversations") {
                conversation_of(record, conversation, path, tool.as_ref(), &place);
            }
        }
    }
}

fn conversation_of(
    record: &mut Record,
    value: &Value,
    path: Option<&str>,
    tool: Option<&String>,
    place: &str,
) {
    let origin = |contributor: &Value, outer: Option<&Origin>| {
        let model = model(contributor, "/model_id");
        Origin {
            involvement: match text(contributor, "/type") {
                Some("ai" | "mixed") => Some(Involvement::Generated),
                Some("human") => Some(Involvement::None),
                _ => None,
            },
            tool: tool.cloned(),
            model: model.or_else(|| outer?.model.clone()),
        }
    };
    let outer = origin(value.get("contributor").unwrap_or(&Value::Null), None);
    claim(record, &outer);
    let ranges = list(value, "/ranges");
    if ranges.is_empty() {
        record.diagnostics.add("missing_ranges", place);
    }
    for range in ranges {
        let own = range
            .get("contributor")
            .map(|one| origin(one, Some(&outer)));
        if let Some(own) = &own {
            claim(record, own);
        }
        let made_by = own.as_ref().unwrap_or(&outer);
        match (
            path,
            number(range, "/start_line"),
            number(range, "/end_line"),
        ) {
            (Some(path), Some(first), Some(last)) => {
                record.lines(path.as_bytes(), made_by, first, last, place);
            }
            (Some(_), ..) => record.diagnostics.add("unreadable_range", place),
            (None, ..) => {}
        }
    }
}

/// A conversation in which nobody says who wrote was still one with an AI.
fn claim(record: &mut Record, origin: &Origin) {
    if origin.involvement.is_some() {
        return record.claim(origin, ClaimBasis::Declared, None, PLACE);
    }
    let assisted = Origin {
        involvement: Some(Involvement::Assisted),
        ..origin.clone()
    };
    record.claim(&assisted, ClaimBasis::Heuristic, None, PLACE);
}
