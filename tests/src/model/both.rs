//! Two decisions at once: what changes the gate, and several policies (semantics 4.3, 5.6.2).

use std::collections::BTreeSet;

use foureyes::Policy;
use foureyes::decision::{Effect, ReasonCode, Verdict};
use foureyes::digest::Digest;

use super::decide::{said, touches_gate};
use super::{Case, Outcome, Side, Uncovered, decide};

/// 4.3: the worst verdict, the union of everything else. Two documents of one id and version do not combine.
///
/// # Errors
/// What the model does not answer.
pub fn beside(one: Case<'_>, other: Case<'_>, rosters: [&Digest; 2]) -> Result<Outcome, Uncovered> {
    let mut all = both(decide(one)?, decide(other)?);
    let (here, there) = (named(one.policy), named(other.policy));
    let of_policies = here.intersection(&there).count();
    let names = |documents: &BTreeSet<(String, Digest)>| -> BTreeSet<String> {
        documents.iter().map(|(name, _)| name.clone()).collect()
    };
    let alike = names(&here).intersection(&names(&there)).count();
    let [name, other_name] = [one, other].map(|case| (&case.roster.id, case.roster.version));
    if alike > of_policies || (name == other_name && rosters[0] != rosters[1]) {
        all.reasons.insert(said(Effect::Deny, ReasonCode::BadInput));
    }
    Ok(settled(all))
}

/// The policy and what it extends, each by id and version.
fn named(policy: &Policy) -> BTreeSet<(String, Digest)> {
    let all = policy.bases().iter().chain([policy]);
    let name = |one: &Policy| format!("{}@{}", one.document().id, one.document().version);
    all.map(|one| (name(one), *one.digest())).collect()
}

fn both(mut one: Outcome, other: Outcome) -> Outcome {
    one.verdict = one.verdict.min(other.verdict);
    one.because = [one.because, other.because].into_iter().flatten().min();
    one.reasons.extend(other.reasons);
    for (place, records) in other.requirements {
        one.requirements.entry(place).or_default().extend(records);
    }
    for (statement, codes) in other.ignored {
        one.ignored.entry(statement).or_default().extend(codes);
    }
    one.obligations.extend(other.obligations);
    settled(one)
}

/// 4.0: the verdict follows from the reasons, and what is owed from the verdict.
fn settled(mut one: Outcome) -> Outcome {
    let denies = one.reasons.iter().any(|reason| reason.0 == Effect::Deny);
    if denies {
        one.verdict = Verdict::Deny;
    }
    if one.verdict != Verdict::Allow {
        one.because = None;
        one.obligations = BTreeSet::new();
    }
    one
}

/// 5.6.2, 9.11.2: a policy is its text, with the documents beside it.
fn texts(policy: &Policy) -> BTreeSet<Digest> {
    let beside = policy.bases().iter().map(|base| *base.digest());
    beside.chain([*policy.digest()]).collect()
}

/// What a change brings in: a policy, and a roster with its digest; nothing where it does not compile.
#[derive(Clone, Copy, Debug)]
pub struct Brought<'a> {
    /// The case as the candidate sees it.
    pub case: Case<'a>,
    /// The digests of the texts of the old and of the new roster.
    pub rosters: [&'a Digest; 2],
}

/// 5.6.2: judged by the old gate and by the candidate.
///
/// # Errors
/// The case has something in it that the model does not answer.
pub fn transition(old: Case<'_>, candidate: Option<Brought<'_>>) -> Result<Outcome, Uncovered> {
    if !touches_gate(old) {
        return decide(old);
    }
    let before = decide(Case {
        side: Side::Old,
        ..old
    })?;
    let Some(brought) = candidate else {
        let mut outcome = before;
        outcome
            .reasons
            .insert(said(Effect::Deny, ReasonCode::CandidateInvalid));
        return Ok(settled(outcome));
    };
    let new = brought.case;
    let after = decide(Case {
        side: Side::New(old.roster),
        ..new
    })?;
    let mut outcome = both(before, after);
    let (was, is) = (old.policy.document(), new.policy.document());
    let policy = texts(old.policy) == texts(new.policy)
        || (was.id == is.id && was.version + 1 == is.version);
    let (was, is) = (old.roster, new.roster);
    let roster = brought.rosters[0] == brought.rosters[1]
        || (was.id == is.id && was.version + 1 == is.version);
    if !(policy && roster) {
        outcome
            .reasons
            .insert(said(Effect::Deny, ReasonCode::CandidateVersion));
    }
    Ok(settled(outcome))
}
