//! The real gate, with the built-in profile: for each change what it would have said.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use foureyes::change::Who;
use foureyes::decision::Status;
use foureyes::id::PrincipalId;
use foureyes::{Change, Decision, Gate, Policy, Request, Roster, Timestamp};

use crate::error::CliError;
use crate::output;

/// The rule that the report is about.
const RULE: &str = "senior-signoff/ai-senior-signoff";

/// The built-in profile, with what a look into the past has to assume.
const POLICY: &str = r#"
policy    = "foureyes/policy/v1"
id        = "report"
version   = 1
extends   = ["senior-signoff"]
unmatched = "allow"

[provenance]
presume = "none"

[trust]
authorIdentity = "asserted"
"#;

/// By what changes are judged.
#[derive(Debug)]
pub(super) struct Judge {
    policy: Policy,
    /// None: nobody has said who is who.
    gate: Option<Gate>,
}

/// What the gate says of one change as if nobody had signed.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) decision: Decision,
    /// Whether the rule asks for a senior.
    pub(super) needs_senior: bool,
    /// Who could have signed for that. Empty without a roster.
    pub(super) could: Vec<PrincipalId>,
}

impl Judge {
    /// Returns the judge under a roster, or under none.
    pub(super) fn new(roster: Option<&Roster>) -> Result<Self, CliError> {
        let policy = Policy::from_toml(POLICY)
            .map_err(|error| CliError::document("report", error.problem()))?;
        let Some(roster) = roster else {
            return Ok(Self { policy, gate: None });
        };
        // What would have been asked, not who has signed the roster.
        let mut people = roster.whole();
        people.authority = None;
        let people = Roster::from_json(output::json(&people)?.as_bytes())
            .map_err(|error| CliError::document("roster", error.problem()))?;
        let gate = Gate::compile(&policy, &people)
            .map_err(|error| CliError::Documents(error.problems().to_vec()))?;
        Ok(Self {
            policy,
            gate: Some(gate),
        })
    }

    /// Judges a change.
    pub(super) fn judge(&self, change: &Change, now: Timestamp) -> Result<Judged, CliError> {
        let assumed = match &self.gate {
            Some(_) => None,
            None => Some(self.assume(change)?),
        };
        let Some(gate) = self.gate.as_ref().or(assumed.as_ref()) else {
            return Err(CliError::NoAuthority);
        };
        let statements = gate.verify(&[]);
        let request = Request::new(change, &statements, now).simulated();
        let decision = gate.evaluate(&request);
        let asks = decision
            .record()
            .requirements
            .iter()
            .find(|one| one.rule == RULE && one.status != Status::Met);
        let could = match (asks, &self.gate) {
            (Some(asks), Some(_)) => gate
                .candidates(&request, RULE, asks.requirement)
                .into_iter()
                .map(|one| one.person)
                .collect(),
            _ => Vec::new(),
        };
        Ok(Judged {
            needs_senior: asks.is_some(),
            could,
            decision,
        })
    }

    /// The gate under a roster in which everybody who took part is below senior.
    fn assume(&self, change: &Change) -> Result<Gate, CliError> {
        let participants = change.live().participants.known().iter();
        let accounts: BTreeMap<String, &str> = participants
            .filter_map(|one| match &one.who {
                Who::Account(account) => Some(account.as_str()),
                _ => None,
            })
            .map(|account| (account.to_ascii_lowercase(), account))
            .collect();
        let mut text = "roster = \"foureyes/roster/v1\"\nid = \"assumed\"\nversion = 1\n\
                        levels = [\"below-senior\", \"senior\"]\n"
            .to_owned();
        for (number, account) in accounts.values().enumerate() {
            let account = crate::toml_text::string(account);
            let _ = write!(
                text,
                "[[principal]]\nid = \"author-{number}\"\nkind = \"human\"\nlevel = \"below-senior\"\n\
                 accounts = [{account}]\n"
            );
        }
        let roster = Roster::from_toml(&text)
            .map_err(|error| CliError::document("assumed", error.problem()))?;
        Gate::compile(&self.policy, &roster)
            .map_err(|error| CliError::Documents(error.problems().to_vec()))
    }
}
