//! From a change in a few words to a change document.

use super::document::{AiWord, EvidenceEntry, ShortChange, ShortOr};
use super::fault::Fault;
use super::keys;
use crate::change::{
    Action, Basis, Blast, ChangeFacts, CommitSignature, Credential, Evidence, EvidenceResult,
    Exact, Kind, Participant, ParticipantRole, PathAction, PathChange, PlanState, RepoPath,
    Resource, ResourceAction, Restored, Rollout, Subject, Use, Who,
};
use crate::digest::{Algorithm, Digest, DigestSet};
use crate::error::{ErrorCode, nearest};
use crate::fact::{Fact, Listed, Origin};
use crate::id::{ChangeId, CommitId, EvidenceType, PrincipalId, RefName, Repository};
use crate::provenance::{Claim, ClaimBasis, Involvement};
use crate::roster::{Principal, PrincipalKind, RosterDocument};
use crate::time::{Span, Timestamp};

/// How long before the instant of a case everything has happened.
pub(super) const JUST_NOW: Span = Span::from_minutes(10);

const MESSAGE: &str = "Change it\n\nAssisted-by: none\n";

/// The facts that a case can take away or leave to somebody's word.
const FACTS: &[&str] = &[
    "exact.commits",
    "exact.environment",
    "exact.paths",
    "exact.resources",
    "live.claims",
    "live.credential",
    "live.evidence",
    "live.firstContribution",
    "live.firstSeenAt",
    "live.marks",
    "live.participants",
    "live.plan",
    "seen.blast",
    "seen.destructive",
    "seen.kinds",
    "seen.reversible",
    "seen.rollout",
    "seen.services",
    "seen.tiers",
];

/// Those of them that somebody could declare.
const DECLARABLE: &[&str] = &[
    "exact.environment",
    "live.credential",
    "live.plan",
    "seen.blast",
    "seen.destructive",
    "seen.reversible",
    "seen.rollout",
];

/// Returns the change that a few words mean, under a roster, at an instant.
pub(super) fn build(
    short: &ShortChange,
    roster: &RosterDocument,
    now: Timestamp,
) -> Result<ChangeFacts, Fault> {
    let mut facts = ChangeFacts::new(exact(short, roster)?);
    let seen = &mut facts.seen;
    seen.kinds = Listed::Whole(short.kinds.clone().unwrap_or_else(|| vec![Kind::Code]));
    if let Some(services) = &short.services {
        seen.services = Listed::Whole(services.clone());
    }
    if let Some(tiers) = &short.tiers {
        seen.tiers = Listed::Whole(tiers.clone());
    }
    seen.destructive = Fact::Collected(short.destructive.unwrap_or(false));
    seen.reversible = Fact::Collected(short.reversible.unwrap_or(true));
    seen.rollout = Fact::Collected(short.rollout.unwrap_or(Rollout::Staged));
    seen.blast = Fact::Collected(short.blast.unwrap_or(Blast::Cell));
    let (participants, only_author) = participants(short, roster)?;
    let live = &mut facts.live;
    live.participants = Listed::Whole(participants);
    let is_agent = |person: &&Principal| person.kind == PrincipalKind::Agent;
    let by_itself = only_author.filter(is_agent).map(|_| AiWord::Autonomous);
    let usual = [by_itself.unwrap_or(AiWord::None)];
    let words = short
        .ai
        .as_ref()
        .map_or(usual.as_slice(), |ai| ai.as_slice());
    live.claims = Listed::Whole(claims(short, words));
    if words == [AiWord::None]
        && let Some(author) = only_author
    {
        live.commit_signatures = vec![signed_commit(author, &commit())];
    }
    let records = short.evidence.as_deref().unwrap_or_default();
    live.evidence = Listed::Whole(records.iter().map(|entry| evidence(entry, now)).collect());
    live.marks = Listed::Whole(short.marks.clone().unwrap_or_default());
    live.credential = Fact::Collected(short.credential.unwrap_or(Credential::Issued));
    live.plan = Fact::Collected(short.plan.unwrap_or(PlanState::None));
    live.first_contribution = Fact::Collected(short.first_contribution.unwrap_or(false));
    live.debts = Listed::Whole(short.debts.clone().unwrap_or_default());
    let used = short.uses.iter().flatten().map(|one| Use {
        envelope: one.envelope.clone(),
        at: now.minus(one.ago),
    });
    live.uses = Listed::Whole(used.collect());
    if let (Some(ago), Some(environment)) = (short.restores, facts.exact.environment.value()) {
        let subjects = facts.exact.subjects.iter();
        live.restores = Fact::Collected(Restored {
            subjects: subjects.map(|one| one.digest.clone()).collect(),
            environment: environment.clone(),
            regions: facts.exact.regions.clone(),
            last_live: now.minus(ago),
        });
    }
    if let Some(ago) = short.first_seen {
        live.first_seen_at = Fact::Collected(now.minus(ago));
    }
    if let Some(ago) = short.requested {
        live.requested_at = Fact::Collected(now.minus(ago));
    }
    for (key, value) in short.facts.iter().flatten() {
        live.facts
            .insert(key.clone(), Fact::Collected(value.clone()));
    }
    for (index, name) in short.declared.iter().flatten().enumerate() {
        check(name, DECLARABLE).map_err(|fault| fault.within(&format!("declared[{index}]")))?;
        declare(&mut facts, name);
    }
    for (index, name) in short.unknown.iter().flatten().enumerate() {
        check(name, FACTS).map_err(|fault| fault.within(&format!("unknown[{index}]")))?;
        forget(&mut facts, name);
    }
    Ok(facts)
}

/// The same change with other content: what somebody has approved before.
pub(super) fn earlier(facts: &ChangeFacts) -> ChangeFacts {
    let mut earlier = facts.clone();
    earlier.exact.result = Some(object(Algorithm::GitTree, "an earlier tree"));
    earlier.exact.subjects = vec![image("an earlier image")];
    earlier
}

fn exact(short: &ShortChange, roster: &RosterDocument) -> Result<Exact, Fault> {
    let (id, repository, target) = names();
    let action = short.action.unwrap_or(Action::Deploy);
    let mut exact = Exact::new(id, repository, target, action, vec![image("image")]);
    let environment = short.environment.clone();
    exact.environment = Fact::Collected(environment.unwrap_or_else(production));
    exact.regions = short.regions.clone().unwrap_or_default();
    exact.from = Some(object(Algorithm::GitTree, "base"));
    exact.result = Some(object(Algorithm::GitTree, "result"));
    exact.commits = Listed::Whole(vec![commit()]);
    exact.empty = short.empty.unwrap_or(false);
    let resources = short.resources.as_deref().unwrap_or_default();
    let read = resources.iter().enumerate().map(|(index, text)| {
        resource(text).ok_or_else(|| {
            let message = format!(
                "`{text}` is no resource; write what happens and the address, such as `delete aws_db_instance.orders`"
            );
            Fault::new(ErrorCode::InvalidValue, message).within(&format!("resources[{index}]"))
        })
    });
    exact.resources = Listed::Whole(read.collect::<Result<_, _>>()?);
    let plan = short.plan.is_some_and(|plan| plan != PlanState::None);
    exact.plan = plan.then(|| Digest::of(b"plan"));
    let paths = match &short.paths {
        Some(paths) => paths.clone(),
        None if exact.empty => Vec::new(),
        None => vec![usual_path(short, roster)],
    };
    let lines = short.lines.unwrap_or(4);
    let entries = paths.into_iter().enumerate().map(|(index, path)| {
        let digest = Digest::of(path.as_bytes());
        let mut entry = PathChange::new(path, PathAction::Modified);
        entry.digest = Some(digest);
        entry.added = Some(if index == 0 { lines } else { 0 });
        entry.removed = Some(0);
        entry
    });
    exact.paths = Listed::Whole(entries.collect());
    Ok(exact)
}

/// A file of the first service that the case or else the roster names.
fn usual_path(short: &ShortChange, roster: &RosterDocument) -> RepoPath {
    let named = short.services.iter().flatten().next();
    let service = roster.services.iter().find(|service| match named {
        Some(named) => service.id == *named,
        None => true,
    });
    let pattern = service.and_then(|service| service.paths.first());
    let text = pattern.map(|pattern| pattern.to_string().replace("**", "main.rs"));
    let path = text.and_then(|text| text.replace(['*', '?'], "x").parse().ok());
    path.unwrap_or_else(|| constant("src/main.rs"))
}

fn resource(text: &str) -> Option<Resource> {
    let (action, address) = text.split_once(' ')?;
    let action = [
        ResourceAction::Create,
        ResourceAction::Delete,
        ResourceAction::Replace,
        ResourceAction::Update,
    ]
    .into_iter()
    .find(|one| one.word() == action)?;
    let parts: Vec<&str> = address.split('.').collect();
    // The type stands before the name, behind the modules.
    let kind = parts.get(parts.len().checked_sub(2)?)?;
    Some(Resource {
        address: address.to_owned(),
        kind: (*kind).to_owned(),
        action,
    })
}

/// Everybody who took part, and the author where there is one alone whom the roster knows.
fn participants<'a>(
    short: &ShortChange,
    roster: &'a RosterDocument,
) -> Result<(Vec<Participant>, Option<&'a Principal>), Fault> {
    let basis = short.identity.unwrap_or(Basis::Authenticated);
    let usual = || {
        let mut people = roster.principals.iter();
        people.find(|one| one.kind == PrincipalKind::Human)
    };
    let authors: Vec<String> = match &short.author {
        Some(authors) => authors.as_slice().to_vec(),
        None => usual().map(|one| one.id.to_string()).into_iter().collect(),
    };
    let co_authors = short.co_authors.clone().unwrap_or_default();
    let others = [
        (ParticipantRole::Pusher, "pusher", &short.pusher),
        (ParticipantRole::Requester, "requester", &short.requester),
        (ParticipantRole::Operator, "operator", &short.operator),
        (ParticipantRole::Executor, "executor", &short.executor),
    ];
    let list = |role, field, names: &[String]| -> Result<Vec<Participant>, Fault> {
        let one = |name: &String| {
            Ok(Participant {
                who: who(name, roster).map_err(|fault: Fault| fault.within(field))?,
                role,
                basis,
                commits: Vec::new(),
            })
        };
        names.iter().map(one).collect()
    };
    let mut all = list(ParticipantRole::Author, "author", &authors)?;
    all.extend(list(ParticipantRole::CoAuthor, "coAuthors", &co_authors)?);
    for (role, field, name) in others {
        all.extend(list(role, field, name.as_slice())?);
    }
    let only = match (authors.as_slice(), co_authors.as_slice()) {
        ([only], []) => roster.principals.iter().find(|one| one.id.as_str() == only),
        _ => None,
    };
    Ok((all, only))
}

/// An account, or somebody of the roster.
fn who(name: &str, roster: &RosterDocument) -> Result<Who, Fault> {
    if name.contains(':') {
        let account = name.parse().map(Who::Account);
        return account
            .map_err(|error| Fault::new(ErrorCode::InvalidValue, format!("`{name}`: {error}")));
    }
    find(name, roster).map(|one| Who::Principal(one.id.clone()))
}

/// Somebody of the roster.
pub(super) fn find<'a>(name: &str, roster: &'a RosterDocument) -> Result<&'a Principal, Fault> {
    let mut people = roster.principals.iter();
    people.find(|one| one.id.as_str() == name).ok_or_else(|| {
        let known = roster.principals.iter().map(|one| one.id.as_str());
        let near = nearest(name, known);
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let message = format!("the roster has no principal `{name}`{near}");
        Fault::new(ErrorCode::UnknownPrincipal, message)
    })
}

fn claims(short: &ShortChange, words: &[AiWord]) -> Vec<Claim> {
    let rung = |word: &AiWord| match word {
        AiWord::Unknown => None,
        // Alone it is a signature, beside another a claim that contradicts it.
        AiWord::None if words.len() == 1 => None,
        AiWord::None => Some(Involvement::None),
        AiWord::Advised => Some(Involvement::Advised),
        AiWord::Assisted => Some(Involvement::Assisted),
        AiWord::Generated => Some(Involvement::Generated),
        AiWord::Autonomous => Some(Involvement::Autonomous),
    };
    let claim = |rung| {
        let mut claim = Claim::new(rung, ClaimBasis::Declared);
        claim.tool.clone_from(&short.tool);
        claim.model.clone_from(&short.model);
        claim.operator.clone_from(&short.claimed_operator);
        claim
    };
    words.iter().filter_map(rung).map(claim).collect()
}

/// The commit of the author, signed with her security key, saying that no AI took part.
fn signed_commit(author: &Principal, commit: &CommitId) -> CommitSignature {
    let signed = format!("tree {commit}\nauthor {id}\n\n{MESSAGE}", id = author.id).into_bytes();
    CommitSignature {
        commit: commit.clone(),
        signature: keys::touch(&author.id, crate::signature::GIT_NAMESPACE, &signed, false),
        signed,
    }
}

fn evidence(entry: &ShortOr<EvidenceType, EvidenceEntry>, now: Timestamp) -> Evidence {
    let usual = |kind: &EvidenceType| EvidenceEntry {
        kind: kind.clone(),
        result: None,
        issuer: None,
        origin: None,
        ago: None,
    };
    let entry = match entry {
        ShortOr::Short(kind) => usual(kind),
        ShortOr::Long(entry) => entry.clone(),
    };
    Evidence {
        digest: Digest::of(entry.kind.as_str().as_bytes()),
        kind: entry.kind,
        result: entry.result.unwrap_or(EvidenceResult::Passed),
        origin: entry.origin.unwrap_or(Origin::Collected),
        issuer: entry.issuer,
        at: now.minus(entry.ago.unwrap_or(JUST_NOW)),
        subject: None,
        environment: None,
    }
}

fn check(name: &str, known: &[&str]) -> Result<(), Fault> {
    if known.contains(&name) {
        return Ok(());
    }
    let near = nearest(name, known.iter().copied());
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let message = format!("`{name}` is no fact that a case can change{near}");
    Err(Fault::new(ErrorCode::UnknownFact, message))
}

fn declare(facts: &mut ChangeFacts, name: &str) {
    fn declared<T: Clone>(fact: &mut Fact<T>) {
        *fact = fact.value().cloned().map_or(Fact::Unknown, Fact::Declared);
    }
    match name {
        "exact.environment" => declared(&mut facts.exact.environment),
        "live.credential" => declared(&mut facts.live.credential),
        "live.plan" => declared(&mut facts.live.plan),
        "seen.blast" => declared(&mut facts.seen.blast),
        "seen.destructive" => declared(&mut facts.seen.destructive),
        "seen.reversible" => declared(&mut facts.seen.reversible),
        _ => declared(&mut facts.seen.rollout),
    }
}

fn forget(facts: &mut ChangeFacts, name: &str) {
    let ChangeFacts {
        exact, seen, live, ..
    } = facts;
    match name {
        "exact.commits" => exact.commits = Listed::Absent,
        "exact.environment" => exact.environment = Fact::Unknown,
        "exact.paths" => exact.paths = Listed::Absent,
        "exact.resources" => exact.resources = Listed::Absent,
        "live.claims" => live.claims = Listed::Absent,
        "live.credential" => live.credential = Fact::Unknown,
        "live.evidence" => live.evidence = Listed::Absent,
        "live.firstContribution" => live.first_contribution = Fact::Unknown,
        "live.firstSeenAt" => live.first_seen_at = Fact::Unknown,
        "live.marks" => live.marks = Listed::Absent,
        "live.participants" => live.participants = Listed::Absent,
        "live.plan" => live.plan = Fact::Unknown,
        "seen.blast" => seen.blast = Fact::Unknown,
        "seen.destructive" => seen.destructive = Fact::Unknown,
        "seen.kinds" => seen.kinds = Listed::Absent,
        "seen.reversible" => seen.reversible = Fact::Unknown,
        "seen.rollout" => seen.rollout = Fact::Unknown,
        "seen.services" => seen.services = Listed::Absent,
        _ => seen.tiers = Listed::Absent,
    }
}

fn names() -> (ChangeId, Repository, RefName) {
    (
        constant("example.org/shop#7"),
        constant("https://example.org/shop"),
        constant("refs/heads/main"),
    )
}

fn production() -> crate::id::Environment {
    constant("production")
}

fn commit() -> CommitId {
    constant(&hex("commit"))
}

fn image(name: &str) -> Subject {
    Subject {
        name: "image".to_owned(),
        digest: set(Algorithm::Sha256, &Digest::of(name.as_bytes()).hex()),
    }
}

fn object(algorithm: Algorithm, name: &str) -> DigestSet {
    set(algorithm, &hex(name))
}

/// Forty digits that only this name has.
fn hex(name: &str) -> String {
    let mut digits = Digest::of(name.as_bytes()).hex();
    digits.truncate(40);
    digits
}

#[expect(clippy::expect_used, reason = "the digits come from a digest")]
fn set(algorithm: Algorithm, digits: &str) -> DigestSet {
    DigestSet::of(algorithm, digits).expect("hexadecimal digits of the right number")
}

#[expect(
    clippy::expect_used,
    reason = "every text handed in is a constant of this file"
)]
fn constant<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a constant that is well formed")
}

/// Returns the people whom a case names by themselves.
pub(super) fn known(id: &PrincipalId, roster: &RosterDocument) -> Result<(), Fault> {
    find(id.as_str(), roster).map(drop)
}
