//! What tools leave behind: messages, notes, traces, payloads of platforms, plans.

use std::collections::BTreeMap;

use foureyes::detect::{
    Agents, CLAIMS_PER_RUNG, CommitText, Diagnostic, Identity, Plan, RATIONALE_LIMIT, Trust,
};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::{check_error, check_json};
use crate::must;

/// The most diagnostics that are kept (semantics 11), and one that says that there were more.
const DIAGNOSTICS: usize = 65;

/// The first two lines are the author and the committer, the rest is the message.
pub(super) fn message(data: &[u8]) {
    let mut lines = data.splitn(3, |byte| *byte == b'\n');
    let mut identity = || {
        let line = String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
        let (name, email) = line.split_once('<').unwrap_or((&line, ""));
        Identity {
            name: name.trim().to_owned(),
            email: email.trim_end_matches('>').to_owned(),
        }
    };
    let (author, committer) = (identity(), identity());
    let text = CommitText {
        message: lines.next().unwrap_or_default(),
        author: &author,
        committer: &committer,
    };
    let agents = Agents::builtin();
    let found = agents.commit(&text);
    assert_eq!(found, agents.commit(&text));
    check_claims(&found.claims);
    check_json(&found.to_json());
    // 6.2.1: whoever says that no AI took part says nothing else.
    let claimed = |claim: &Claim| claim.involvement > Involvement::None;
    assert!(!found.no_ai_trailer || !found.claims.iter().any(claimed));
    let about = agents.description(text.message, "description");
    check_claims(&about);
    // Whatever stands above it, a trailer of a known agent is heard.
    let mut longer = text.message.to_vec();
    longer.extend_from_slice(b"\n\nCo-authored-by: Claude <noreply@anthropic.com>\n");
    let more = agents.commit(&CommitText {
        message: &longer,
        ..text
    });
    let floor = |claims: &[Claim]| claims.iter().map(|claim| claim.involvement).max();
    assert!(floor(&more.claims) >= Some(Involvement::Assisted));
}

/// The same bytes are a note, traces, a payload of a platform and a plan.
pub(super) fn note(data: &[u8]) {
    let agents = Agents::builtin();
    for read in [agents.note(data), agents.traces(data)] {
        match read {
            Ok(found) => {
                check_claims(&found.claims);
                check_diagnostics(&found.diagnostics);
                check_json(&found.to_json());
            }
            Err(error) => check_error(&error),
        }
    }
    let events =
        [Trust::Unauthenticated, Trust::Authenticated].map(|trust| agents.event(data, trust));
    for read in &events {
        match read {
            Ok(event) => {
                check_claims(&event.claims);
                check_diagnostics(&event.diagnostics);
                check_json(&event.to_json());
            }
            Err(error) => check_error(error),
        }
    }
    if let [Ok(open), Ok(_)] = &events {
        // Nobody vouches for it: nothing of it is the platform's own word.
        let is_platform = |claim: &Claim| claim.basis <= ClaimBasis::Platform;
        assert!(!open.claims.iter().any(is_platform), "{open:?}");
    }
    match Plan::from_json(data) {
        Ok(plan) => check_json(&plan.to_json()),
        Err(error) => check_error(&error),
    }
}

/// Claims are as a change takes them, bounded, sorted, and none stands there twice.
fn check_claims(claims: &[Claim]) {
    assert!(claims.is_sorted() && !claims.windows(2).any(|two| two.first() == two.last()));
    let mut counts: BTreeMap<Involvement, usize> = BTreeMap::new();
    for claim in claims {
        assert!(claim.basis > ClaimBasis::Attested, "{claim:?}");
        let count = counts.entry(claim.involvement).or_default();
        *count = count.saturating_add(1);
        let rationale = claim.rationale.as_deref().unwrap_or_default();
        assert!(
            rationale.chars().count() <= RATIONALE_LIMIT.saturating_add(64),
            "{claim:?}"
        );
        let again: Claim = must(serde_json::from_str(&must(serde_json::to_string(claim))));
        assert_eq!(&again, claim);
    }
    assert!(
        counts.values().all(|count| *count <= CLAIMS_PER_RUNG),
        "{counts:?}"
    );
}

fn check_diagnostics(diagnostics: &[Diagnostic]) {
    assert!(diagnostics.len() <= DIAGNOSTICS, "{}", diagnostics.len());
}
