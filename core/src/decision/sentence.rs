//! One sentence for each reason, made of our words; what comes from outside is quoted (semantics 10.1).

use super::{Counted, Detail, IgnoredRecord, Lack, LackKind, NotCounted, Reason, ReasonCode};
use crate::text::plain;

/// Quotes a text of unknown origin.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", plain(text, 120).replace('`', "'"))
}

fn detail(reason: &Reason, name: &str) -> String {
    match reason.details.get(name) {
        Some(Detail::Number(number)) => number.to_string(),
        Some(Detail::Text(text)) => plain(text, 200),
        Some(Detail::Texts(texts)) => texts
            .iter()
            .map(|text| plain(text, 60))
            .collect::<Vec<_>>()
            .join(", "),
        None => String::new(),
    }
}

/// What a reject says, and enough of its digest to withdraw or lift it by.
fn rejected(reason: &Reason) -> String {
    let statement = detail(reason, "statement");
    let digits = statement.strip_prefix("sha256:").unwrap_or(&statement);
    let digits = digits.get(..12).unwrap_or(digits);
    format!("{} (statement {digits})", quoted(&detail(reason, "reason")))
}

/// What keeps a document from being in force.
fn fault_meaning(reason: &Reason) -> String {
    let code = detail(reason, "fault");
    let mut faults = crate::authority::AuthorityFault::ALL.iter();
    let fault = faults.find(|fault| fault.code() == code);
    fault.map_or(code.clone(), |fault| {
        let meaning = fault.meaning().trim_end_matches('.');
        let mut letters = meaning.chars();
        letters.next().map_or(String::new(), |first| {
            first.to_lowercase().chain(letters).collect()
        })
    })
}

/// The last part of `document/rule`.
pub(super) fn short(rule: &str) -> &str {
    rule.rsplit('/').next().unwrap_or(rule)
}

/// Returns one sentence for a reason.
pub(super) fn of(reason: &Reason) -> String {
    let subject = reason.subject.as_deref().map(quoted).unwrap_or_default();
    let name = reason
        .name
        .as_deref()
        .map(|name| plain(name, 80))
        .unwrap_or_default();
    let rule = reason
        .rule
        .as_deref()
        .map(|rule| plain(short(rule), 80))
        .unwrap_or_default();
    let facts = || detail(reason, "facts");
    match reason.code {
        ReasonCode::AgentNotGranted => {
            let whose = detail(reason, "grants");
            match reason.effect {
                super::Effect::Hold => format!("the agent {subject} may take part in what is granted, and the roster grants {whose} nothing"),
                _ => format!("the agent {subject} took part in what the roster does not grant {whose}"),
            }
        }
        ReasonCode::ApprovalsMissing => {
            format!("{rule} needs {} to sign, {} did", people(&detail(reason, "need")), detail(reason, "have"))
        }
        ReasonCode::AssignmentLimit => format!("{rule} has more ways to be met than are tried"),
        ReasonCode::AuthorityUnsigned => {
            format!("the {subject} is not in force: {}", fault_meaning(reason))
        }
        ReasonCode::AuthorityRollback => format!(
            "the {subject} is version {}, version {} was seen before",
            detail(reason, "version"),
            detail(reason, "lastSeen")
        ),
        ReasonCode::AuthorshipCounts => {
            let word = detail(reason, "involvement");
            format!("{subject} has signed how far an AI was involved: {word} (provenance.humanClaim)")
        }
        ReasonCode::BadInput => format!("the input cannot be used: {subject}"),
        ReasonCode::BreakGlass => format!(
            "{subject} let the change go because of {}: {}",
            quoted(&detail(reason, "incident")),
            quoted(&detail(reason, "reason"))
        ),
        ReasonCode::BreakGlassNotEnough => {
            "an emergency was declared, and does not stand in for everything that is missing".to_owned()
        }
        ReasonCode::CandidateInvalid => {
            format!("the policy or roster that the change brings in is not valid: {}", detail(reason, "problems"))
        }
        ReasonCode::CandidateVersion => format!(
            "the {subject} that the change brings in must be the next version: {} follows {}",
            detail(reason, "new"),
            detail(reason, "old")
        ),
        ReasonCode::CommitUnattributed => format!("nobody is said to have written {subject}"),
        ReasonCode::CredentialNotIssued => {
            format!("the agent {subject} acts with a credential that was issued for something else")
        }
        ReasonCode::DecisionSuperseded => {
            format!("the decision on record does not hold for this; it differs in: {}", detail(reason, "differs"))
        }
        ReasonCode::EmptyChange => "the change holds nothing, and does not say that it is empty".to_owned(),
        ReasonCode::EnvelopeApplies => format!("the standing approval {subject} covers the change"),
        ReasonCode::EnvelopeNotMet => {
            format!("the standing approval {subject} does not cover the change: {}", detail(reason, "because"))
        }
        ReasonCode::EvidenceMissing => format!("{rule} needs the check {subject} to have passed; it is {}", detail(reason, "state")),
        ReasonCode::FactNeeded if reason.details.contains_key("fact") => {
            format!("it is not known whom the agent {subject} works for")
        }
        ReasonCode::FactNeeded if reason.rule.is_none() => {
            format!("it is not known whether the agent {subject} may take part here; not known: {}", facts())
        }
        ReasonCode::FactNeeded => format!("{rule} refuses ({name}) unless this is known: {}", facts()),
        ReasonCode::Forbidden => {
            let who = if subject.is_empty() { String::new() } else { format!(", because of {subject}") };
            format!("{rule} refuses: {name}{who}")
        }
        ReasonCode::IdentityAsserted => "authors are believed as git has them (trust.authorIdentity = asserted)".to_owned(),
        ReasonCode::ListPartial => format!("the list {subject} is not whole"),
        ReasonCode::MustNotMet if reason.details.contains_key("facts") => {
            format!("{rule} needs {name} to be known to hold; not known: {}", facts())
        }
        ReasonCode::MustNotMet => format!("{rule} needs {name} to hold, and it does not"),
        ReasonCode::WaitNotOver if reason.details.contains_key("facts") => {
            format!("{rule} needs the change to have been seen for a while, and it is not known since when")
        }
        ReasonCode::WaitNotOver => format!("{rule} needs the change to have been seen for a while: until {}", detail(reason, "until")),
        ReasonCode::NoRule if reason.details.contains_key("facts") => {
            format!("it is not known whether any rule speaks of this change, and the policy does not say that it may then go; not known: {}", facts())
        }
        ReasonCode::NoRule => "no rule speaks of this change, and the policy does not say that it may then go".to_owned(),
        ReasonCode::NobodyOwes => format!("{rule} lets the change go if it is reviewed afterwards, and nobody is known who would owe that"),
        ReasonCode::Objection => {
            format!("{subject} objects, so one more person must sign everywhere: {}", rejected(reason))
        }
        ReasonCode::OddPath => format!("the path {subject} cannot be normalised and counts as restricted everywhere"),
        ReasonCode::PolicyExpired => format!("the policy {subject} has expired"),
        ReasonCode::PolicyMissing => "there is no policy".to_owned(),
        ReasonCode::Presumed => format!(
            "commits that say nothing are presumed {} (provenance.presume)",
            match detail(reason, "involvement").as_str() {
                "none" => "free of AI".to_owned(),
                word => format!("AI-{word}"),
            }
        ),
        ReasonCode::ProvenanceConflict => "claims about AI contradict each other; the stricter one counts".to_owned(),
        ReasonCode::ReportOnly => "report only: whoever asked goes on whatever the verdict is".to_owned(),
        ReasonCode::RosterExpired => format!("the roster {subject} has expired"),
        ReasonCode::RosterMissing => "there is no roster".to_owned(),
        ReasonCode::Simulated => "the instant was chosen by the caller: this decision gives no leave to act".to_owned(),
        ReasonCode::StatementsIncomplete => "statements could be missing: nobody vouches that all are here".to_owned(),
        ReasonCode::StatementsOverLimit => format!("there are more statements under the keys of {subject} than are looked at"),
        ReasonCode::TransitionRequired => {
            "the change touches what controls the gate: the old and the new policy and roster must both allow it".to_owned()
        }
        ReasonCode::Unresolved => match reason.effect {
            super::Effect::Note => format!("nobody knows who {subject} is, so one more person must sign everywhere"),
            _ => format!("nobody knows who {subject} is"),
        },
        ReasonCode::Unsatisfiable => format!("too few people of the roster could ever meet {rule} here"),
        ReasonCode::VetoLifted => format!(
            "{subject} has rejected the change, and this was lifted by {}: {}",
            detail(reason, "liftedBy"),
            rejected(reason)
        ),
        ReasonCode::Vetoed => format!("{subject} has rejected the change: {}", rejected(reason)),
        ReasonCode::Waived => format!("{rule} is waived by {}", detail(reason, "by")),
        ReasonCode::WeakDigest => "no SHA-256 digest stands for the result; SHA-1 alone is not enough".to_owned(),
    }
}

fn people(number: &str) -> String {
    if number == "1" {
        "1 person".to_owned()
    } else {
        format!("{number} people")
    }
}

/// Returns what a signer falls short of, in words.
fn lack(lack: &Lack) -> String {
    let has = lack.has.as_deref().map(|has| plain(has, 60));
    let needs = plain(&lack.needs, 120);
    match lack.lacks {
        LackKind::Acknowledged => format!("did not acknowledge {needs}"),
        LackKind::Age => format!("{}, needs {needs}", has.unwrap_or_default()),
        LackKind::Assurance => format!("is {}, needs {needs}", has.unwrap_or_default()),
        LackKind::Executor => format!("carries it out, needs {needs}"),
        LackKind::Level => match has {
            Some(level) => format!("level is {level}, needs {needs}"),
            None => format!("has no level, needs {needs}"),
        },
        LackKind::Meaning => format!("does not mean {needs}"),
        LackKind::Ownership => format!("does not own {needs}"),
        LackKind::Role => format!("does not hold the role {needs}"),
        LackKind::HeldFor => format!("{}, needs {needs}", has.unwrap_or_default()),
        LackKind::Training => format!("has no valid training {needs}"),
        LackKind::Team => format!("is not in the team {needs}"),
    }
}

/// Returns why a statement does not count, in words.
fn ignored(record: &IgnoredRecord) -> String {
    let meaning = record.code.meaning().trim_end_matches('.');
    let mut chars = meaning.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase()).into_iter();
    let sentence: String = first.chain(chars).collect();
    match &record.differs {
        None => sentence,
        Some(differs) => format!(
            "{sentence} (signed {}; this is {})",
            quoted(&differs.signed),
            quoted(&differs.is)
        ),
    }
}

impl IgnoredRecord {
    /// Returns why the statement does not count, in words: a part of a sentence, escaped for a terminal.
    pub fn why(&self) -> String {
        ignored(self)
    }
}

impl Counted {
    /// Who it is, in whose authority, and whether she signed herself.
    pub(super) fn whom(&self) -> String {
        let mut whom = self.person.to_string();
        if let Some(other) = &self.on_behalf_of {
            whom.push_str(&format!(" for {other}"));
        }
        if let Some(service) = &self.vouched_by {
            whom.push_str(&format!(", vouched for by {service}"));
        }
        whom
    }
}

impl NotCounted {
    /// Returns in what the signer falls short, in words: a part of a sentence, escaped for a terminal.
    pub fn why(&self) -> String {
        let lacks: Vec<_> = self.lacks.iter().map(lack).collect();
        lacks.join("; ")
    }
}
