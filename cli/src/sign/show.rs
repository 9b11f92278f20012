//! What a signer gets to see: the statement before, what it binds her to after.

use std::path::Path;

use foureyes::change::{Action, Subject as Named};
use foureyes::digest::{Algorithm, DigestSet};
use foureyes::fact::Listed;
use foureyes::roster::Principal;
use foureyes::roster::RevocationReason;
use foureyes::statement::{Approval, Authority, Draft, SeenThen, Statement};

use super::{Ground, Signed};
use crate::output::{plain, shown};
use crate::subject::Subject;

/// The statement in words, and then its exact bytes.
pub(super) fn draft(draft: &Draft, ground: &Ground<'_>) -> String {
    let mut rows = Rows::default();
    let (title, issued) = match draft.statement() {
        Statement::Approve(approval) => {
            approve(&mut rows, approval);
            ("APPROVE", approval.issued)
        }
        Statement::Reject(reject) => {
            rows.add("repository", &reject.repository);
            rows.all("change", &reject.change_id);
            rows.all("commit", &reject.commits);
            rows.add("reason", &reject.reason);
            ("REJECT", reject.issued)
        }
        Statement::Withdraw(withdraw) => {
            rows.add("repository", &withdraw.repository);
            rows.all("statement", &withdraw.names);
            rows.all("all for", &withdraw.all);
            ("WITHDRAW", withdraw.issued)
        }
        Statement::Lift(lift) => {
            rows.add("repository", &lift.repository);
            rows.add("change", &lift.change_id);
            rows.add("content", lift.change_digest);
            rows.add("reject", lift.rejects);
            rows.add("reason", &lift.reason);
            rows.add("expires", lift.expires);
            ("LIFT", lift.issued)
        }
        Statement::Authorship(word) => {
            rows.add("repository", &word.repository);
            rows.add("change", &word.change_id);
            rows.add("content", word.change_digest);
            rows.add("AI", word.involvement.word());
            rows.all("after", &word.after);
            ("DECLARE", word.issued)
        }
        Statement::BreakGlass(word) => {
            rows.add("repository", &word.repository);
            rows.add("change", &word.change_id);
            rows.add("target", &word.target_ref);
            rows.add("action", word.action.word());
            let place = word.environment.as_ref();
            rows.add("environment", place.map_or("none", |place| place.as_str()));
            rows.all("region", &word.regions);
            for Named { name, digest } in &word.subjects {
                rows.add("subject", format!("{name} {}", digests(digest)));
            }
            rows.add("incident", &word.incident);
            rows.add("reason", &word.reason);
            rows.add("expires", word.expires);
            rows.all("after", &word.after);
            ("BREAK GLASS", word.issued)
        }
        Statement::Revoke(word) => {
            rows.add("repository", &word.repository);
            rows.add("key", &word.key);
            let reason = match word.reason {
                RevocationReason::Compromised => "compromised",
                RevocationReason::Retired => "retired",
            };
            rows.add("reason", reason);
            ("REVOKE", word.issued)
        }
        Statement::OnDuty(word) => {
            rows.add("repository", &word.repository);
            rows.all("on call", &word.on_call);
            rows.all("away", &word.away);
            ("DUTY", word.issued)
        }
        Statement::Vouch(vouch) => {
            rows.add("account", &vouch.account);
            rows.add("of", &vouch.approval.signer.id);
            rows.add("approved", vouch.approval.issued);
            approve(&mut rows, &vouch.approval);
            ("VOUCH", vouch.issued)
        }
        Statement::Evidence(record) => {
            rows.add("repository", &record.repository);
            for Named { name, digest } in &record.subjects {
                rows.add("subject", format!("{name} {}", digests(digest)));
            }
            rows.all("environment", &record.environment);
            rows.add("type", &record.kind);
            rows.add("result", record.result.word());
            rows.all("report", &record.report);
            ("EVIDENCE", record.issued)
        }
        Statement::Delegate(grant) => {
            rows.add("repository", &grant.repository);
            rows.add("to", &grant.to);
            rows.all("level up to", &grant.scope.level);
            rows.all("role", &grant.scope.roles);
            rows.all("team", &grant.scope.teams);
            rows.all("service", &grant.scope.services);
            rows.all("only in", &grant.scope.environments);
            rows.add("expires", grant.expires);
            ("DELEGATE", grant.issued)
        }
        _ => ("STATEMENT", ground.now),
    };
    rows.add("issued", issued);
    rows.add(
        "signer",
        format!(
            "{} with {}",
            ground.person.id,
            draft.statement().signer().key
        ),
    );
    let payload = String::from_utf8_lossy(draft.payload());
    format!(
        "{title}  {}\n\n{}\n\nThe {} bytes to be signed:\n\n{}\n",
        what(&ground.subject),
        rows.lines.join("\n"),
        draft.payload().len(),
        plain(&payload)
    )
}

fn approve(rows: &mut Rows, approval: &Approval) {
    rows.add("repository", &approval.repository);
    rows.add("change", &approval.change_id);
    rows.add("target", &approval.target_ref);
    rows.add("action", approval.action.word());
    let place = approval.environment.as_ref();
    rows.add("environment", place.map_or("none", |place| place.as_str()));
    rows.all("region", &approval.regions);
    rows.all("from", &approval.from.as_ref().map(digests));
    rows.all("result", &approval.result.as_ref().map(digests));
    for Named { name, digest } in &approval.subjects {
        rows.add("subject", format!("{name} {}", digests(digest)));
    }
    rows.add("judged by", seen(&approval.seen));
    if let Authority::OnBehalfOf(other) = &approval.authority {
        rows.add("on behalf of", other);
    }
    rows.all("means", &approval.meaning);
    rows.all("acknowledges", &approval.acknowledged);
    rows.all("comment", &approval.comment);
    rows.all("after", &approval.after);
    rows.all("policy", &approval.policy);
    rows.all("roster", &approval.roster);
    rows.add("expires", approval.expires);
}

/// Names and values, one below the other.
#[derive(Default)]
struct Rows {
    lines: Vec<String>,
}

impl Rows {
    fn add(&mut self, name: &str, value: impl ToString) {
        let value = plain(&value.to_string());
        self.lines.push(format!("  {name:<13} {value}"));
    }

    fn all<'a, T: ToString + 'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a T>) {
        for value in values {
            self.add(name, value.to_string());
        }
    }
}

fn digests(set: &DigestSet) -> String {
    let digests: Vec<_> = set
        .iter()
        .map(|(algorithm, digits)| format!("{}:{digits}", algorithm.name()))
        .collect();
    digests.join(" ")
}

/// What an approval was judged by.
fn seen(seen: &SeenThen) -> String {
    let yes_or_no = |fact: Option<bool>| match fact {
        None => "not known",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let tier = seen
        .tier
        .map_or_else(|| "not known".to_owned(), |tier| tier.to_string());
    let (floor, ceiling) = (
        seen.involvement.floor.word(),
        seen.involvement.ceiling.word(),
    );
    let involvement = if floor == ceiling {
        floor.to_owned()
    } else {
        format!("{floor} to {ceiling}")
    };
    format!(
        "AI: {involvement}; tier: {tier}; services: {}; kinds: {}; destructive: {}; reversible: {}",
        list(&seen.services, ToString::to_string),
        list(&seen.kinds, |kind| kind.word().to_owned()),
        yes_or_no(seen.destructive),
        yes_or_no(seen.reversible),
    )
}

fn list<T>(items: &Listed<T>, word: impl Fn(&T) -> String) -> String {
    let words: Vec<_> = items.known().iter().map(word).collect();
    match items {
        Listed::Whole(_) if words.is_empty() => "none".to_owned(),
        Listed::Whole(_) => words.join(", "),
        Listed::Partial(_) if !words.is_empty() => format!("{} and perhaps more", words.join(", ")),
        Listed::Partial(_) | Listed::Absent => "not known".to_owned(),
    }
}

/// What is signed for, as short as people say it.
fn what(subject: &Subject) -> String {
    let exact = subject.change.exact();
    let mut ids = exact.subjects.iter();
    let commit = ids.find_map(|one| one.digest.digits(Algorithm::GitCommit));
    let digits = commit.map_or_else(|| subject.change.digest().hex(), str::to_owned);
    digits.get(..7).unwrap_or(&digits).to_owned()
}

/// To what the signer's name is bound from now on.
pub(super) fn bound(statement: &Statement, person: &Principal, subject: &Subject) -> String {
    let (id, what) = (&person.id, what(subject));
    match statement {
        Statement::Approve(approval) => {
            let place = approval.environment.as_ref();
            let place = place.map_or_else(
                || format!("to {} {}", word(approval.action), approval.target_ref),
                |place| format!("for {place}"),
            );
            format!(
                "{id} signed {what} {place}, until {}; nothing else.",
                approval.expires
            )
        }
        Statement::Reject(_) => format!("{id} rejected {what}, until withdrawn."),
        Statement::Withdraw(withdraw) if withdraw.all.is_some() => {
            format!("{id} withdrew every approval, lift and authorship for this change.")
        }
        Statement::Withdraw(withdraw) => {
            format!("{id} withdrew {} by name.", number(withdraw.names.len()))
        }
        Statement::Lift(lift) => {
            format!("{id} lifts that reject of {what}, until {}.", lift.expires)
        }
        Statement::Authorship(word) => {
            let word = word.involvement.word();
            format!(
                "{id} signed how far an AI was involved in {what}: {word}. It approves nothing."
            )
        }
        Statement::BreakGlass(word) => format!(
            "{id} let {what} go because of an incident, until {}. A review is owed.",
            word.expires
        ),
        Statement::Revoke(word) => format!("{id} ended the key {}, for good.", word.key),
        Statement::OnDuty(_) => format!("{id} said who is on call and who is away."),
        Statement::Vouch(vouch) => format!(
            "{id} saw {} approve {what}, until {}.",
            vouch.approval.signer.id, vouch.approval.expires
        ),
        Statement::Evidence(record) => format!(
            "{id} signed that `{}` {} for {what}. It approves nothing.",
            record.kind,
            record.result.word()
        ),
        Statement::Delegate(grant) => {
            format!(
                "{} may approve in the authority of {id}, until {}.",
                grant.to, grant.expires
            )
        }
        _ => String::new(),
    }
}

fn word(action: Action) -> &'static str {
    match action {
        Action::Apply => "apply to",
        Action::Deploy => "deploy from",
        Action::Merge => "merge into",
        Action::Run => "run on",
    }
}

fn number(count: usize) -> String {
    match count {
        1 => "1 statement".to_owned(),
        _ => format!("{count} statements"),
    }
}

/// What to do with the bytes that were written down.
pub(super) fn to_sign(message: &Path, key: &Path, draft: &Draft) -> String {
    let (message, key) = (shown(message), shown(key));
    let namespace = draft.namespace();
    format!(
        "\nNothing is signed yet. Wrote the bytes to {message}; sign them where the key is, and bring them back:\n\n  \
         ssh-keygen -Y sign -n {namespace} -f {key} {message}\n  \
         foureyes import --message {message} --signature {message}.sig"
    )
}

/// What came of it.
pub(super) fn signed(signed: &Signed) -> String {
    let text = signed.decision.explain();
    let head = text.lines().next().unwrap_or_default();
    format!(
        "\n{}\n{}\n\n{head}\n\nStatement {}\nKept in {}.",
        signed.bound, signed.counts, signed.id, signed.stored
    )
}
