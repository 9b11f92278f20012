//! Everything that one decision rests on.

use std::collections::BTreeSet;

use foureyes::change::Change;
use foureyes::digest::Digest;
use foureyes::gate::LastSeen;
use foureyes::id::PrincipalId;
use foureyes::roster::{Duty, Revocations};
use foureyes::statement::StatementSet;
use foureyes::{CompileError, Decision, Gate, Policy, Request, Roster, Submitted, Timestamp};
use serde_json::{Value, json};

use super::statements::{Draft, Signed, drafts, sign};
use super::{Cast, Choices, at, change, instant, key_pair, policy, roster};

/// The inputs of one decision. The documents are JSON values, so that a law can alter any part of them.
#[derive(Clone, Debug)]
pub struct World {
    /// The roster document.
    pub roster: Value,
    /// The policy document.
    pub policy: Value,
    /// The change document.
    pub change: Value,
    /// Who is in the roster.
    pub cast: Cast,
    /// What people sign.
    pub drafts: Vec<Draft>,
    /// The instant.
    pub now: Timestamp,
    /// The revocations document, if there is one.
    pub revocations: Option<Value>,
    /// The duty document, if there is one.
    pub duty: Option<Value>,
    /// Which statements were used before, by position; `None`: nobody keeps track.
    pub consumed: Option<Vec<usize>>,
    /// Whether the statements are known to be complete.
    pub complete: bool,
    /// The versions seen before.
    pub last_seen: Option<(u32, u32)>,
    /// A roster that the roster includes.
    pub part: Option<Value>,
    /// The policy and the roster that the change brings in.
    pub candidate: Option<(Value, Value)>,
}

impl World {
    /// Reads a world off a list of numbers.
    pub fn read(numbers: &[u32]) -> Self {
        let (roster, cast) = roster::roster(&mut Choices::part(numbers, 0));
        let policy = policy::policy(&mut Choices::part(numbers, 1), "team");
        let change = change::change(&mut Choices::part(numbers, 2), &cast);
        let drafts = drafts(&mut Choices::part(numbers, 3), &cast);
        let mut rest = Choices::part(numbers, 4);
        let revocations = rest.chance(10).then(|| {
            let key = *rest.pick(&[3, 5, 1, 7]);
            let reason = *rest.pick(&["compromised", "retired"]);
            revoked(key, *rest.pick(&[-300, 300]), reason)
        });
        let duty = rest
            .chance(20)
            .then(|| json!({"duty": "foureyes/duty/v1", "issued": instant(-60), "onCall": ["bob"], "away": ["cid"]}));
        let consumed = rest
            .chance(20)
            .then(|| rest.some(&(0..drafts.len()).collect::<Vec<_>>(), 10));
        Self {
            now: at(*rest.pick(&[0, 0, 0, 1, -1, 60, 600])),
            complete: !rest.chance(15),
            last_seen: rest.chance(15).then(|| (*rest.pick(&[3, 2, 4]), 7)),
            roster,
            policy,
            change,
            cast,
            drafts,
            revocations,
            duty,
            consumed,
            part: None,
            candidate: None,
        }
    }

    /// Returns the gate.
    ///
    /// # Panics
    /// The documents do not compile: they are meant to.
    pub fn gate(&self) -> Gate {
        self.compiled(&self.policy, &self.roster)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.policy, self.roster))
    }

    /// Returns a roster document with what it includes.
    ///
    /// # Panics
    /// A document is no roster: it is meant to be one.
    pub fn composed(&self, roster: &Value) -> Roster {
        let read = |value: &Value| {
            let text = value.to_string();
            Roster::from_json(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
        };
        read(roster).with_parts(self.part.iter().map(read).collect())
    }

    /// Compiles documents, with what the roster includes.
    ///
    /// # Errors
    /// They do not compile.
    pub fn compiled(&self, policy: &Value, roster: &Value) -> Result<Gate, CompileError> {
        let text = policy.to_string();
        let policy = Policy::from_json(text.as_bytes());
        let policy = policy.unwrap_or_else(|error| panic!("{error}\n{text}"));
        Gate::compile(&policy, &self.composed(roster))
    }

    /// Returns the change.
    ///
    /// # Panics
    /// The document is no change: it is meant to be one.
    pub fn change(&self) -> Change {
        let bytes = self.change.to_string();
        Change::from_json(bytes.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{bytes}"))
    }

    /// Signs everything that people sign.
    pub fn sign(&self) -> Vec<Signed> {
        sign(&self.drafts, &self.cast, &self.gate(), &self.change())
    }

    /// Decides, with everything signed over the change as it is.
    pub fn decide(&self) -> Decision {
        let (gate, change) = (self.gate(), self.change());
        let signed = sign(&self.drafts, &self.cast, &gate, &change);
        self.decide_under(&gate, &change, &signed)
    }

    /// Decides with these signatures, whatever they were made over.
    pub fn decide_with(&self, signed: &[Signed]) -> Decision {
        self.decide_under(&self.gate(), &self.change(), signed)
    }

    /// Decides under a gate with these signatures.
    pub fn decide_under(&self, gate: &Gate, change: &Change, signed: &[Signed]) -> Decision {
        let set = self.verify(gate, &envelopes(signed));
        self.with_request(change, &set, signed, |request| gate.evaluate(request))
    }

    /// Verifies envelopes, and says how complete they are.
    pub fn verify(&self, gate: &Gate, envelopes: &[Submitted]) -> StatementSet {
        let set = gate.verify(envelopes);
        if self.complete {
            set.complete_as_of(self.now)
        } else {
            set
        }
    }

    /// Puts the request together.
    ///
    /// # Panics
    /// A document is not what it is meant to be.
    pub fn with_request<T>(
        &self,
        change: &Change,
        statements: &StatementSet,
        signed: &[Signed],
        ask: impl FnOnce(&Request<'_>) -> T,
    ) -> T {
        let read = |value: &Value| value.to_string();
        let revocations: Option<Revocations> = self
            .revocations
            .as_ref()
            .map(|value| serde_json::from_str(&read(value)).expect("revocations"));
        let duty: Option<Duty> = self
            .duty
            .as_ref()
            .map(|value| serde_json::from_str(&read(value)).expect("duty"));
        let consumed: Option<BTreeSet<(Digest, PrincipalId)>> =
            self.consumed.as_ref().map(|used| {
                let known = used
                    .iter()
                    .filter(|index| **index < signed.len().min(self.drafts.len()));
                known
                    .map(|index| {
                        (
                            signed[*index].id,
                            self.cast.people[self.drafts[*index].by]
                                .id
                                .parse()
                                .expect("an id"),
                        )
                    })
                    .collect()
            });
        let mut request = Request::new(change, statements, self.now);
        request.revocations = revocations.as_ref();
        request.duty = duty.as_ref();
        request.consumed = consumed.as_ref();
        request.last_seen = self
            .last_seen
            .map(|(policy, roster)| LastSeen::new(policy, roster));
        ask(&request)
    }
}

/// Returns a revocations document with the key of a seed.
pub fn revoked(seed: u8, offset: i64, reason: &str) -> Value {
    let key = &key_pair(seed).fingerprint;
    json!({
        "revocations": "foureyes/revocations/v1",
        "revoked": [{"key": key, "at": instant(offset), "reason": reason}],
    })
}

/// Returns the envelopes alone.
pub fn envelopes(signed: &[Signed]) -> Vec<Submitted> {
    signed.iter().map(|one| one.submitted.clone()).collect()
}

/// Compiles a policy and a roster that are meant to compile.
///
/// # Panics
/// They do not.
pub fn compile(policy: &Value, roster: &Value) -> Gate {
    let (policy, roster) = (policy.to_string(), roster.to_string());
    let read = |error| -> ! { panic!("{error}\n{policy}\n{roster}") };
    let policy_read = Policy::from_json(policy.as_bytes()).unwrap_or_else(|error| read(error));
    let roster_read = Roster::from_json(roster.as_bytes()).unwrap_or_else(|error| read(error));
    Gate::compile(&policy_read, &roster_read)
        .unwrap_or_else(|error| panic!("{error}\n{policy}\n{roster}"))
}
