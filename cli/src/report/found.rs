//! Everything that a report says, before it is shown.

use std::collections::{BTreeMap, BTreeSet};

use foureyes::decision::Status;
use foureyes::id::PrincipalId;
use foureyes::provenance::Involvement;
use foureyes::{Change, Timestamp, Verdict};
use serde::Serialize;

use super::judge::Judged;
use super::read::Title;
use crate::detect::{self, Shares, one};
use crate::output::plain;

/// How many columns a plot over time has at most.
const COLUMNS: i64 = 26;
const DAY: i64 = 86_400;

/// How many changes, how many with AI, and how many of those that a senior would have had to sign.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Count {
    pub(super) changes: u64,
    pub(super) ai: u64,
    pub(super) needs_senior: u64,
}

/// One change.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    pub(super) commit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<Timestamp>,
    pub(super) title: String,
    pub(super) verdict: Verdict,
    pub(super) involvement: Involvement,
    pub(super) tools: Vec<String>,
    pub(super) models: Vec<String>,
    /// The rules that ask for what nobody has signed yet.
    pub(super) rules: BTreeSet<String>,
    pub(super) needs_senior: bool,
    /// Who could have signed for that.
    pub(super) could_release: Vec<PrincipalId>,
}

/// A change that nothing can be said of.
#[derive(Debug, Serialize)]
pub(super) struct PassedOver {
    pub(super) commit: String,
    /// The code of the error.
    pub(super) code: &'static str,
}

/// The report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    report: &'static str,
    pub(super) from: Timestamp,
    pub(super) now: Timestamp,
    /// What is taken for true without anybody's word.
    pub(super) assumptions: Vec<String>,
    pub(super) has_roster: bool,
    pub(super) is_shallow: bool,
    pub(super) has_more: bool,
    pub(super) total: Count,
    /// Commits, those included that a merge brought in.
    pub(super) commits: u64,
    pub(super) by_verdict: Shares,
    pub(super) by_rule: Shares,
    pub(super) by_involvement: Shares,
    pub(super) by_tool: Shares,
    pub(super) by_model: Shares,
    pub(super) by_path: BTreeMap<String, Count>,
    /// By the day on which a stretch of time begins.
    pub(super) over_time: BTreeMap<Timestamp, Count>,
    /// How many of the changes that need a senior each person could have released.
    pub(super) could_release: Shares,
    /// How many nobody could have released. Absent without a roster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nobody_could: Option<u64>,
    pub(super) changes: Vec<Row>,
    pub(super) passed_over: Vec<PassedOver>,
}

impl Report {
    /// Returns a report in which nothing stands yet.
    pub(super) fn new(from: Timestamp, now: Timestamp) -> Self {
        let mut report = Self {
            report: "foureyes/report/v1",
            from,
            now,
            assumptions: Vec::new(),
            has_roster: false,
            is_shallow: false,
            has_more: false,
            total: Count::default(),
            commits: 0,
            by_verdict: Shares::new(),
            by_rule: Shares::new(),
            by_involvement: Shares::new(),
            by_tool: Shares::new(),
            by_model: Shares::new(),
            by_path: BTreeMap::new(),
            over_time: BTreeMap::new(),
            could_release: Shares::new(),
            nobody_could: None,
            changes: Vec::new(),
            passed_over: Vec::new(),
        };
        if from < now {
            let mut at = from.unix();
            while at < now.unix() {
                let begin = report.column(at);
                report.over_time.entry(begin).or_default();
                at = at.saturating_add(report.width());
            }
        }
        report
    }

    /// Says what is assumed, under the roster of this name or under none.
    pub(super) fn assume(&mut self, roster: Option<&str>) {
        self.has_roster = roster.is_some();
        self.nobody_could = roster.map(|_| 0);
        self.assumptions = vec![
            match roster {
                Some(name) => format!("people are who `{}` says they are now", plain(name)),
                None => "there is no roster: every author is taken as below senior".to_owned(),
            },
            "a commit that claims nothing is taken as made without AI (presume = none)".to_owned(),
            "authors are believed as git has them (authorIdentity = asserted)".to_owned(),
            "every change is taken as going to production, and nobody as having signed".to_owned(),
            "nobody says what destroys something: not known is the strict case".to_owned(),
            "a change is what a commit of the line of first parents brought in".to_owned(),
        ];
    }

    /// Adds a change and what the gate says of it.
    pub(super) fn add(&mut self, id: &str, title: Title, change: &Change, judged: Judged) {
        let record = judged.decision.record();
        let profile = record.profile.as_ref();
        let involvement = profile.map_or(Involvement::None, |profile| profile.involvement.floor);
        let is_ai = involvement > Involvement::None;
        let count = |count: &mut Count| {
            one(&mut count.changes);
            if is_ai {
                one(&mut count.ai);
            }
            if judged.needs_senior {
                one(&mut count.needs_senior);
            }
        };
        count(&mut self.total);
        let commits = change.exact().commits.known().len();
        let commits = u64::try_from(commits).unwrap_or(u64::MAX);
        self.commits = self.commits.saturating_add(commits);
        let paths = change.exact().paths.known().iter();
        let folders: BTreeSet<_> = paths
            .map(|path| detect::folder(path.path.as_bytes()))
            .collect();
        for folder in folders {
            count(self.by_path.entry(folder).or_default());
        }
        if let Some(date) = title.date {
            let column = self.column(date.unix().min(self.now.unix().saturating_sub(1)));
            count(self.over_time.entry(column).or_default());
        }
        one(self
            .by_verdict
            .entry(record.verdict.word().to_owned())
            .or_default());
        if is_ai {
            let word = involvement.word().to_owned();
            one(self.by_involvement.entry(word).or_default());
        }
        let names = |of: Option<&Vec<String>>| of.filter(|_| is_ai).cloned().unwrap_or_default();
        let tools = names(profile.map(|profile| &profile.tools));
        let models = names(profile.map(|profile| &profile.models));
        for tool in &tools {
            one(self.by_tool.entry(tool.clone()).or_default());
        }
        for model in &models {
            one(self.by_model.entry(model.clone()).or_default());
        }
        let asking = record.requirements.iter();
        let rules: BTreeSet<_> = asking
            .filter(|one| one.status != Status::Met)
            .map(|one| one.rule.to_string())
            .collect();
        for rule in &rules {
            one(self.by_rule.entry(rule.clone()).or_default());
        }
        for person in &judged.could {
            one(self.could_release.entry(person.to_string()).or_default());
        }
        if judged.needs_senior && judged.could.is_empty() {
            self.nobody_could.iter_mut().for_each(one);
        }
        self.changes.push(Row {
            commit: id.to_owned(),
            date: title.date,
            title: title.text,
            verdict: record.verdict,
            involvement,
            tools,
            models,
            rules,
            needs_senior: judged.needs_senior,
            could_release: judged.could,
        });
    }

    /// Adds a change that nothing can be said of, so that it is not lost.
    pub(super) fn pass_over(&mut self, id: &str, code: &'static str) {
        self.passed_over.push(PassedOver {
            commit: id.to_owned(),
            code,
        });
    }

    /// How long a column of a plot over time is: whole days.
    fn width(&self) -> i64 {
        let span = self.now.unix().saturating_sub(self.from.unix());
        let days = span
            .div_euclid(DAY.saturating_mul(COLUMNS))
            .saturating_add(1);
        days.saturating_mul(DAY)
    }

    fn column(&self, at: i64) -> Timestamp {
        let past = at.saturating_sub(self.from.unix()).max(0);
        let begin = past.saturating_sub(past.rem_euclid(self.width()));
        Timestamp::from_unix(self.from.unix().saturating_add(begin)).unwrap_or(self.from)
    }
}
