//! What changes if one waits: how the decision would be at the next instants that it depends on.

use super::{Reason, Verdict, sentence};
use crate::id::PrincipalId;
use crate::time::Timestamp;

/// An instant at which the decision is another one, if nothing happens until then.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The verdict from then on.
    pub verdict: Verdict,
    /// The reasons that hold or refuse no more.
    pub ends: Vec<Reason>,
    /// The reasons that hold or refuse from then on.
    pub begins: Vec<Reason>,
    /// Those who count no more.
    pub leaves: Vec<PrincipalId>,
}

impl Moment {
    /// Returns what is different from then on, in sentences, without a full stop.
    pub fn sentences(&self) -> Vec<String> {
        let ends = self
            .ends
            .iter()
            .map(|one| ("no longer: ", sentence::of(one)));
        let begins = self
            .begins
            .iter()
            .map(|one| ("from then on: ", sentence::of(one)));
        let leaves = self.leaves.iter();
        let leaves = leaves.map(|person| ("", format!("{person} counts no more")));
        ends.chain(leaves)
            .chain(begins)
            .map(|(lead, text)| format!("{lead}{text}"))
            .collect()
    }

    /// Returns the lines that say for a terminal what changes if one waits; none where nothing does.
    pub fn explain(moments: &[Self]) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, moment) in moments.iter().enumerate() {
            let lead = if index == 0 { "If one waits" } else { "" };
            let verdict = moment.verdict.word().to_uppercase();
            let mut sentences = moment.sentences().into_iter();
            let first = sentences.next().unwrap_or_default();
            let line = format!("  {lead:<13}{}  {verdict:<5}  {first}", moment.at);
            lines.push(line.trim_end().to_owned());
            lines.extend(sentences.map(|text| format!("{:44}{text}", "")));
        }
        lines
    }
}
