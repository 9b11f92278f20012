//! Whether a statement counts in the decision that was made with it.

use foureyes::Decision;
use foureyes::decision::{Because, Verdict};
use foureyes::digest::Digest;
use foureyes::statement::Statement;

/// One sentence about it.
pub(super) fn of(statement: &Statement, id: &Digest, decision: &Decision) -> String {
    let record = decision.record();
    if let Some(ignored) = record.ignored.iter().find(|one| one.statement == *id) {
        return format!("It does not count: {}.", ignored.why());
    }
    match statement {
        Statement::Approve(_) | Statement::Vouch(_) => approval(id, decision),
        Statement::Reject(_) if decision.verdict() == Verdict::Deny => {
            "It stops the change until it is withdrawn, or lifted by those whom the policy names."
                .to_owned()
        }
        Statement::Reject(_) => "It is an objection: one more person has to sign.".to_owned(),
        Statement::Withdraw(_) => "What it names does not count any more, for ever.".to_owned(),
        Statement::Lift(_) => "It counts towards ending the reject.".to_owned(),
        Statement::Authorship(_) => "It counts: no more AI is assumed than that.".to_owned(),
        Statement::Evidence(_) => "It is a record of this change.".to_owned(),
        Statement::BreakGlass(_) => match decision.record().because {
            Some(Because::BreakGlass) => {
                "It lets the change go, and a review is owed for it.".to_owned()
            }
            _ => "It counts, and does not stand in for everything that is missing.".to_owned(),
        },
        Statement::Revoke(_) => {
            "Nothing that this key has signed lets anything through any more.".to_owned()
        }
        Statement::OnDuty(_) => {
            "It orders suggestions for 24 hours, and grants nothing.".to_owned()
        }
        Statement::Delegate(_) => "It approves nothing by itself.".to_owned(),
        _ => String::new(),
    }
}

fn approval(id: &Digest, decision: &Decision) -> String {
    let requirements = &decision.record().requirements;
    let serves: Vec<_> = requirements
        .iter()
        .filter(|one| one.counted.iter().any(|counted| counted.statement == *id))
        .map(|one| short(&one.rule))
        .collect();
    let falls_short: Vec<_> = requirements
        .iter()
        .flat_map(|one| {
            let mine = one.not_counted.iter().filter(|lack| lack.statement == *id);
            mine.map(|lack| format!("{} ({})", short(&one.rule), lack.why()))
        })
        .collect();
    match (serves.is_empty(), falls_short.is_empty()) {
        (false, true) => format!("It counts for {}.", serves.join(" and ")),
        (false, false) => format!(
            "It counts for {}, and not for {}.",
            serves.join(" and "),
            falls_short.join(" or ")
        ),
        (true, false) => format!("It does not count for {}.", falls_short.join(" or ")),
        (true, true) if requirements.is_empty() => "No requirement asks for it here.".to_owned(),
        (true, true) => "Nothing needs it: others have signed already.".to_owned(),
    }
}

/// The last part of `document/rule`.
fn short(rule: &str) -> &str {
    rule.rsplit('/').next().unwrap_or(rule)
}
