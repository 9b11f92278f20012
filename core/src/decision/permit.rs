//! The permit: an allow, held against what is about to be done (semantics 3.2).

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Decision, Obligation, ReasonCode, Verdict};
use crate::change::Action;
use crate::codes::codes;
use crate::digest::{Digest, DigestSet};
use crate::id::{Environment, PrincipalId, RefName, Region, Repository};
use crate::time::Timestamp;

/// What somebody is about to do. Fill it from what will really run, not from the decision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expect {
    /// The digests of everything that is about to go live.
    pub subjects: Vec<DigestSet>,
    /// The repository.
    pub repository: Repository,
    /// The full ref.
    pub target_ref: RefName,
    /// The environment; absent where the change has none.
    #[serde(default)]
    pub environment: Option<Environment>,
    /// The regions.
    #[serde(default)]
    pub regions: Vec<Region>,
    /// What is about to happen.
    pub action: Action,
    /// Now.
    pub now: Timestamp,
}

/// Leave to do exactly one thing. Not to be cloned, stored or made up.
#[derive(Debug, PartialEq, Eq)]
#[must_use = "a permit is what is acted on"]
pub struct Permit {
    subjects: BTreeSet<DigestSet>,
    change_digest: Digest,
    environment: Option<Environment>,
    action: Action,
    recheck_by: Timestamp,
    obligations: Vec<Obligation>,
    used: Vec<(Digest, PrincipalId)>,
}

impl Permit {
    /// Returns the digests of what may go live.
    pub const fn subjects(&self) -> &BTreeSet<DigestSet> {
        &self.subjects
    }

    /// Returns the digest of the change.
    pub const fn change_digest(&self) -> &Digest {
        &self.change_digest
    }

    /// Returns where it may go live.
    pub const fn environment(&self) -> Option<&Environment> {
        self.environment.as_ref()
    }

    /// Returns what may be done.
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Returns the instant from which on the permit is void.
    pub const fn void_from(&self) -> Timestamp {
        self.recheck_by
    }

    /// Returns what is owed afterwards.
    pub fn obligations(&self) -> &[Obligation] {
        &self.obligations
    }

    /// Returns the statements that were used, with their signers. Where an approval may serve once only, insert
    /// them atomically, and fail if one is there already, before acting.
    pub fn used(&self) -> &[(Digest, PrincipalId)] {
        &self.used
    }
}

codes! {
    /// Why there is no permit.
    #[non_exhaustive]
    RefusedCode {
        /// The instant is before that of the decision.
        BeforeDecision = "before_decision",
        /// The decision is not an allow.
        NotAllowed = "not_allowed",
        /// Something else is about to be done.
        OtherAction = "other_action",
        /// It is another environment or other regions.
        OtherPlace = "other_place",
        /// It is another repository.
        OtherRepository = "other_repository",
        /// Something else is about to go live.
        OtherSubject = "other_subject",
        /// It is another ref.
        OtherTarget = "other_target",
        /// The decision must be asked for again.
        RecheckDue = "recheck_due",
        /// The instant of the decision was the caller's choice.
        Simulated = "simulated",
    }
}

/// The refusal of a permit, with the explanation of the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    code: RefusedCode,
    explanation: String,
}

impl Refused {
    /// Returns why.
    pub const fn code(&self) -> RefusedCode {
        self.code
    }

    /// Returns the explanation of the decision.
    pub fn explanation(&self) -> &str {
        &self.explanation
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.code {
            RefusedCode::NotAllowed => "the change is not allowed",
            RefusedCode::OtherSubject => "something else than what was decided is about to go live",
            RefusedCode::OtherRepository => "the decision is for another repository",
            RefusedCode::OtherTarget => "the decision is for another ref",
            RefusedCode::OtherPlace => "the decision is for another environment or other regions",
            RefusedCode::OtherAction => "the decision is for another action",
            RefusedCode::RecheckDue => "the decision is too old and must be asked for again",
            RefusedCode::BeforeDecision => "the instant given is before that of the decision",
            RefusedCode::Simulated => "the decision is a simulation",
        };
        write!(f, "no permit: {why}")
    }
}

impl std::error::Error for Refused {}

impl Decision {
    /// Holds the decision against what is about to be done.
    ///
    /// # Errors
    /// The decision is not an allow, or not for exactly this, here and now.
    pub fn permit(&self, expect: &Expect) -> Result<Permit, Refused> {
        let record = self.record();
        let refuse = |code| {
            Err(Refused {
                code,
                explanation: record.explain(),
            })
        };
        let (Verdict::Allow, Some(about)) = (record.verdict, &record.about) else {
            return refuse(RefusedCode::NotAllowed);
        };
        if record
            .reasons
            .iter()
            .any(|reason| reason.code == ReasonCode::Simulated)
        {
            return refuse(RefusedCode::Simulated);
        }
        let expected: BTreeSet<_> = expect.subjects.iter().cloned().collect();
        let regions: BTreeSet<_> = expect.regions.iter().collect();
        if expected != about.subjects {
            return refuse(RefusedCode::OtherSubject);
        }
        if expect.repository != about.repository {
            return refuse(RefusedCode::OtherRepository);
        }
        if expect.target_ref != about.target_ref {
            return refuse(RefusedCode::OtherTarget);
        }
        if expect.environment != about.environment || regions != about.regions.iter().collect() {
            return refuse(RefusedCode::OtherPlace);
        }
        if expect.action != about.action {
            return refuse(RefusedCode::OtherAction);
        }
        if expect.now < record.evaluated_at {
            return refuse(RefusedCode::BeforeDecision);
        }
        if expect.now >= record.recheck_by {
            return refuse(RefusedCode::RecheckDue);
        }
        let mut used: Vec<_> = record
            .requirements
            .iter()
            .flat_map(|requirement| &requirement.counted)
            .map(|counted| (counted.statement, counted.person.clone()))
            .collect();
        used.sort_unstable();
        used.dedup();
        Ok(Permit {
            subjects: about.subjects.clone(),
            change_digest: about.change_digest,
            environment: about.environment.clone(),
            action: about.action,
            recheck_by: record.recheck_by,
            obligations: record.obligations.clone(),
            used,
        })
    }
}
