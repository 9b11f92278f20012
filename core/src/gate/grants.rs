//! What agents may take part in: their own grant and that of the person they work for (semantics 6.5).

use super::condition::{Reading, Tri, scalar, set};
use super::facts::View;
use crate::change::Credential;
use crate::decision::{Reason, ReasonCode};
use crate::fact::Fact;
use crate::roster::{Grant, Principal};

/// Returns what keeps the agents that took part from it.
pub(super) fn reasons(view: &View<'_>) -> Vec<Reason> {
    let people = &view.compiled.people;
    let mut reasons = Vec::new();
    for index in &view.participants.agents {
        let Some(agent) = people.get(*index) else {
            continue;
        };
        let operator = agent.operator.as_ref().and_then(|id| people.find(id));
        match operator.and_then(|operator| people.get(operator)) {
            Some(operator) => reasons.extend(lacks(view, agent, operator)),
            None => reasons.push(
                Reason::hold(ReasonCode::FactNeeded)
                    .subject(agent.id.as_str())
                    .detail("fact", "operator"),
            ),
        }
        reasons.extend(credential(&view.change.live().credential, agent));
    }
    reasons
}

/// Whether the agent lacks a grant, its own or its operator's.
fn lacks(view: &View<'_>, agent: &Principal, operator: &Principal) -> Option<Reason> {
    let about = |reason: Reason| reason.subject(agent.id.as_str());
    let missing = |whose: &Principal| {
        let reason = Reason::hold(ReasonCode::AgentNotGranted);
        about(reason).detail("grants", whose.id.as_str())
    };
    let without = [agent, operator]
        .into_iter()
        .find(|one| one.grants.is_empty());
    if let Some(whose) = without {
        return Some(missing(whose));
    }
    let both = [agent, operator].map(|whose| covered(view, &whose.grants));
    let refuser = [agent, operator]
        .into_iter()
        .zip(&both)
        .find(|(_, covered)| **covered == Tri::False);
    if let Some((whose, _)) = refuser {
        let reason = Reason::deny(ReasonCode::AgentNotGranted);
        return Some(about(reason).detail("grants", whose.id.as_str()));
    }
    match Tri::all(both) {
        Tri::Unknown(facts) => {
            let facts: Vec<String> = facts.into_iter().map(str::to_owned).collect();
            Some(about(Reason::hold(ReasonCode::FactNeeded)).detail("facts", facts))
        }
        Tri::True | Tri::False => None,
    }
}

/// Whether one of the grants covers the change.
fn covered(view: &View<'_>, grants: &[Grant]) -> Tri {
    Tri::any(grants.iter().map(|grant| covers(view, grant)))
}

fn covers(view: &View<'_>, grant: &Grant) -> Tri {
    const READING: Reading = Reading::Exempting;
    let exact = view.change.exact();
    let plain = |list_is_empty: bool, fits: bool| Tri::of(Some(list_is_empty || fits), "");
    let mut parts = vec![
        plain(
            grant.actions.is_empty(),
            grant.actions.contains(&exact.action),
        ),
        plain(
            grant.repositories.is_empty(),
            grant.repositories.contains(&exact.repository),
        ),
    ];
    if !grant.environments.is_empty() {
        let test = |is: &_| grant.environments.contains(is);
        parts.push(scalar(
            &view.environment,
            "exact.environment",
            READING,
            test,
        ));
    }
    if !grant.services.is_empty() {
        let (items, is_whole) = (&view.services.items, view.services.is_whole);
        let test = |is: &_| grant.services.contains(is);
        parts.push(set(items, is_whole, "seen.services", READING, test));
    }
    Tri::all(parts)
}

/// An agent acts with what was issued to it for this task and place.
fn credential(fact: &Fact<Credential>, agent: &Principal) -> Option<Reason> {
    if fact.value() == Some(&Credential::NotIssued) {
        let reason = Reason::deny(ReasonCode::CredentialNotIssued);
        return Some(reason.subject(agent.id.as_str()));
    }
    fact.trusted().is_none().then(|| {
        Reason::hold(ReasonCode::FactNeeded)
            .subject(agent.id.as_str())
            .detail("facts", vec!["live.credential".to_owned()])
    })
}
