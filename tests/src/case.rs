//! A recipe in the making: documents and a change with sane defaults, people who sign, and what must come out.

use foureyes::change::{Basis, ChangeFacts, Credential, EvidenceResult, ParticipantRole};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed};
use foureyes::provenance::Involvement;
use foureyes::roster::RevocationReason;
use foureyes::statement::{
    Approval, Authority, Authorship, Delegation, DelegationScope, Lift, OnDuty, Reject, Revoke,
    SeenThen, Signer, Statement, Testimony, Vouch, Withdraw,
};
use foureyes::time::{Span, Timestamp};
use foureyes::{Change, Gate};

use crate::parts::default_change;
pub use crate::parts::{
    NOW, PEER, SENIOR, TWO, commit, commit_subject, image, object, participant, path, policy,
    policy_with, tree,
};
use crate::roster::Roster;
use crate::vector::{
    Candidate, ChangeInput, Document, Expect, Fault, Input, StatementInput, Used, Vector, Versions,
};
use crate::{is, keys, must, run};

/// A recipe in the making.
#[derive(Clone, Debug)]
pub struct Case {
    id: String,
    title: String,
    clauses: Vec<String>,
    shows: Vec<String>,
    /// The policy: one other person.
    pub policy: Document,
    /// The roster.
    pub roster: Roster,
    /// The document that stands in the place of the roster.
    pub roster_text: Option<Document>,
    /// What the change brings in.
    pub candidate: Option<Candidate>,
    /// The change.
    pub change: ChangeFacts,
    /// The bytes that stand in the place of the change.
    pub raw_change: Option<ChangeInput>,
    /// What was signed.
    pub statements: Vec<StatementInput>,
    /// The instant.
    pub now: Timestamp,
    /// The revocations document.
    pub revocations: Option<serde_json::Value>,
    /// The duty document.
    pub duty: Option<serde_json::Value>,
    /// What was used before.
    pub consumed: Option<Vec<Used>>,
    /// The versions seen before.
    pub last_seen: Option<Versions>,
    /// Until when the statements are complete; as a rule, until now.
    pub complete_as_of: Option<Timestamp>,
    /// Whether the instant is the caller's choice.
    pub simulated: bool,
    /// What must come out.
    pub expect: Expect,
}

impl Case {
    /// Returns a case with everything as usual. Nothing is expected yet.
    pub fn new(id: &str, title: &str, clauses: &[&str]) -> Self {
        let text = |text: &&str| (*text).to_owned();
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            clauses: clauses.iter().map(text).collect(),
            shows: Vec::new(),
            policy: policy(PEER),
            roster: Roster::default(),
            roster_text: None,
            candidate: None,
            change: default_change(),
            raw_change: None,
            statements: Vec::new(),
            now: is(NOW),
            revocations: None,
            duty: None,
            consumed: None,
            last_seen: None,
            complete_as_of: Some(is(NOW)),
            simulated: false,
            expect: Expect::default(),
        }
    }

    /// Names a further clause that the case shows.
    #[must_use]
    pub fn about(mut self, clause: &str) -> Self {
        self.clauses.push(clause.to_owned());
        self
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the case under another name.
    #[must_use]
    pub fn renamed(mut self, id: &str, title: &str) -> Self {
        id.clone_into(&mut self.id);
        title.clone_into(&mut self.title);
        self
    }

    /// Names the scenarios, attacks and advisories that the case shows.
    pub fn shows(&mut self, shows: &[&str]) {
        self.shows = shows.iter().map(|text| (*text).to_owned()).collect();
    }

    /// Sets the rules of the policy.
    pub fn rules(&mut self, rules: &str) {
        self.policy = policy(rules);
    }

    /// Lets the agent `robo`, and agents of Bob's, take part in what goes to these environments and actions.
    pub fn grant(&mut self) {
        for who in ["robo", "bob"] {
            self.roster.of(who).grants = vec!["actions = [\"deploy\"]"];
        }
        self.change.live.credential = Fact::Collected(Credential::Issued);
    }

    /// Adds somebody who took part, by account.
    pub fn took_part(&mut self, who: &str, role: ParticipantRole, basis: Basis) {
        let mut list = self.change.live.participants.known().to_vec();
        list.push(participant(who, role, basis));
        self.change.live.participants = Listed::Whole(list);
    }

    /// Sets who took part, by account: authors whose identity was checked.
    pub fn authors(&mut self, who: &[&str]) {
        let author = |who: &&str| participant(who, ParticipantRole::Author, Basis::Authenticated);
        self.change.live.participants = Listed::Whole(who.iter().map(author).collect());
    }

    /// Returns the document in which the roster stands.
    pub fn roster_document(&self) -> Document {
        self.roster_text
            .clone()
            .unwrap_or_else(|| self.roster.document())
    }

    /// Returns the gate of policy and roster.
    pub fn gate(&self) -> Gate {
        must(must(run::gate(&self.policy, &self.roster_document())))
    }

    /// Returns the change.
    pub fn subject(&self) -> Change {
        must(Change::new(self.change.clone()))
    }

    /// Returns what a signer sees of the change now.
    pub fn seen(&self) -> SeenThen {
        self.gate().seen(&self.subject(), self.now)
    }

    /// Returns somebody with her first key.
    pub fn signer(person: &str) -> Signer {
        Self::signer_with(person, person)
    }

    /// Returns somebody with the key of a name.
    pub fn signer_with(person: &str, key: &str) -> Signer {
        Signer {
            id: is(person),
            key: keys::public(key).fingerprint().clone(),
        }
    }

    /// Returns something that no other statement of the case has.
    pub fn nonce(&self) -> String {
        format!("n{}", self.statements.len())
    }

    /// Ten minutes before the instant of the case.
    pub fn just_now(&self) -> Timestamp {
        self.now.minus(Span::from_minutes(10))
    }

    /// Returns somebody's approval of the change as it is now, for a week.
    pub fn approval(&self, person: &str) -> Approval {
        let issued = self.just_now();
        Approval::of(
            &self.subject(),
            self.seen(),
            Self::signer(person),
            issued,
            issued.plus(Span::from_days(7)),
            self.nonce(),
        )
    }

    /// Lets somebody approve the change as it is now; returns the statement.
    pub fn approve(&mut self, person: &str) -> Digest {
        self.approve_with(person, |_| {})
    }

    /// Lets somebody approve the change as it is now, with another word in it.
    pub fn approve_with(&mut self, person: &str, edit: impl FnOnce(&mut Approval)) -> Digest {
        let mut approval = self.approval(person);
        edit(&mut approval);
        self.sign(person, Statement::Approve(approval))
    }

    /// Lets somebody reject the change as it is now.
    pub fn reject(&mut self, person: &str) -> Digest {
        self.reject_with(person, |_| {})
    }

    /// Lets somebody reject the change as it is now, with another word in it.
    pub fn reject_with(&mut self, person: &str, edit: impl FnOnce(&mut Reject)) -> Digest {
        let reason = "not before the restore is tested".to_owned();
        let (change, issued, nonce) = (self.subject(), self.just_now(), self.nonce());
        let mut reject = Reject::of(&change, Self::signer(person), reason, issued, nonce);
        edit(&mut reject);
        self.sign(person, Statement::Reject(reject))
    }

    /// Lets somebody withdraw what the edit names.
    pub fn withdraw(&mut self, person: &str, edit: impl FnOnce(&mut Withdraw)) -> Digest {
        let repository = self.change.exact.repository.clone();
        let (issued, nonce) = (self.just_now(), self.nonce());
        let mut withdraw = Withdraw::new(repository, Self::signer(person), issued, nonce);
        edit(&mut withdraw);
        self.sign(person, Statement::Withdraw(withdraw))
    }

    /// Lets somebody lift a reject for the change as it is now.
    pub fn lift(&mut self, person: &str, reject: Digest) -> Digest {
        self.lift_with(person, reject, |_| {})
    }

    /// Lets somebody lift a reject for the change as it is now, with another word in it.
    pub fn lift_with(
        &mut self,
        person: &str,
        reject: Digest,
        edit: impl FnOnce(&mut Lift),
    ) -> Digest {
        let issued = self.just_now();
        let mut lift = Lift::of(
            reject,
            &self.subject(),
            Self::signer(person),
            "the restore was tested".to_owned(),
            issued,
            issued.plus(Span::from_days(7)),
            self.nonce(),
        );
        edit(&mut lift);
        self.sign(person, Statement::Lift(lift))
    }

    /// Lets somebody say how far an AI was involved in the change as it is now.
    pub fn declare(&mut self, person: &str, involvement: Involvement) -> Digest {
        self.declare_with(person, involvement, |_| {})
    }

    /// Lets somebody say how far an AI was involved in the change as it is now, with another word in it.
    pub fn declare_with(
        &mut self,
        person: &str,
        involvement: Involvement,
        edit: impl FnOnce(&mut Authorship),
    ) -> Digest {
        let (change, issued, nonce) = (self.subject(), self.just_now(), self.nonce());
        let signer = Self::signer(person);
        let mut word = Authorship::of(involvement, &change, signer, issued, nonce);
        edit(&mut word);
        self.sign(person, Statement::Authorship(word))
    }

    /// Lets somebody sign how a check of the change as it is now turned out.
    pub fn testify(&mut self, who: &str, result: EvidenceResult) -> Digest {
        self.testify_with(who, result, |_| {})
    }

    /// Lets somebody sign how a check turned out, with another word in it.
    pub fn testify_with(
        &mut self,
        who: &str,
        result: EvidenceResult,
        edit: impl FnOnce(&mut Testimony),
    ) -> Digest {
        let (change, issued, nonce) = (self.subject(), self.just_now(), self.nonce());
        let signer = Self::signer(who);
        let mut word = Testimony::of(is("tests"), result, &change, signer, issued, nonce);
        edit(&mut word);
        self.sign(who, Statement::Evidence(word))
    }

    /// Lets somebody say that the key of a name ends; signed with the key of `with`.
    pub fn revoke(&mut self, person: &str, with: &str, key: &str) -> Digest {
        let at = self.just_now();
        self.revoke_at(person, with, key, at)
    }

    /// Lets somebody say when the key of a name ends.
    pub fn revoke_at(&mut self, person: &str, with: &str, key: &str, at: Timestamp) -> Digest {
        let repository = self.change.exact.repository.clone();
        let key = keys::public(key).fingerprint().clone();
        let signer = Self::signer_with(person, with);
        let reason = RevocationReason::Compromised;
        let word = Revoke::new(repository, key, reason, signer, at, self.nonce());
        self.sign(with, Statement::Revoke(word))
    }

    /// Lets somebody say who is away.
    pub fn away(&mut self, who: &str, away: &[&str], edit: impl FnOnce(&mut OnDuty)) -> Digest {
        let repository = self.change.exact.repository.clone();
        let away = away.iter().map(|person| is(person)).collect();
        let (signer, at, nonce) = (Self::signer(who), self.just_now(), self.nonce());
        let mut word = OnDuty::new(repository, Vec::new(), away, signer, at, nonce);
        edit(&mut word);
        self.sign(who, Statement::OnDuty(word))
    }

    /// Lets a service say that the account `login:person` has approved the change as it is now.
    pub fn vouch(&mut self, service: &str, person: &str) -> Digest {
        self.vouch_with(service, person, |_| {})
    }

    /// Lets a service say that somebody has approved on a platform, with another word in it.
    pub fn vouch_with(
        &mut self,
        service: &str,
        person: &str,
        edit: impl FnOnce(&mut Vouch),
    ) -> Digest {
        let signer = Self::signer(service);
        let mut approval = self.approval(person);
        approval.signer.key = signer.key.clone();
        approval.meaning = vec![is("review")];
        let account = is(&format!("login:{person}"));
        let mut vouch = Vouch::new(account, approval, signer, self.just_now(), self.nonce());
        edit(&mut vouch);
        self.sign(service, Statement::Vouch(vouch))
    }

    /// Lets somebody delegate her authority for a week; returns the statement.
    pub fn delegate(&mut self, from: &str, to: &str, scope: DelegationScope) -> Digest {
        self.delegate_with(from, to, scope, |_| {})
    }

    /// Lets somebody delegate her authority for a week, with another word in it.
    pub fn delegate_with(
        &mut self,
        from: &str,
        to: &str,
        scope: DelegationScope,
        edit: impl FnOnce(&mut Delegation),
    ) -> Digest {
        let issued = self.now.minus(Span::from_days(1));
        let mut delegation = Delegation::new(
            self.change.exact.repository.clone(),
            is(to),
            scope,
            Self::signer(from),
            issued,
            issued.plus(Span::from_days(7)),
            self.nonce(),
        );
        edit(&mut delegation);
        self.sign(from, Statement::Delegate(delegation))
    }

    /// Lets somebody approve the change as it is now, in somebody else's authority.
    pub fn approve_for(&mut self, person: &str, authority: &str) -> Digest {
        self.approve_with(person, |approval| {
            approval.authority = Authority::OnBehalfOf(is(authority));
        })
    }

    /// Signs a statement with the key of a name; returns the statement.
    pub fn sign(&mut self, key: &str, statement: Statement) -> Digest {
        self.sign_payload(key, &statement.to_payload())
    }

    /// Signs a payload with the key of a name; returns its digest.
    pub fn sign_payload(&mut self, key: &str, payload: &[u8]) -> Digest {
        self.submit(keys::envelope(key, payload));
        Digest::of(payload)
    }

    /// Hands in the text of an envelope.
    pub fn submit(&mut self, envelope: String) {
        self.statements.push(StatementInput {
            envelope: Some(envelope),
            ..StatementInput::default()
        });
    }

    /// Returns the statement handed in last.
    pub fn last(&mut self) -> &mut StatementInput {
        must(self.statements.last_mut().ok_or("nothing was signed"))
    }

    /// Lets the edit change the text of the envelope handed in last.
    pub fn tamper(&mut self, edit: impl FnOnce(String) -> String) {
        let last = self.last();
        last.envelope = last.envelope.take().map(edit);
    }

    /// Says that a statement was used before.
    pub fn used(&mut self, statement: Digest, person: &str) {
        self.consumed.get_or_insert_default().push(Used {
            statement: statement.to_string(),
            person: person.to_owned(),
        });
    }

    /// The change must be allowed, because it was approved.
    pub fn allow(&mut self) {
        self.expect.verdict = Some("allow".to_owned());
        self.expect.because = Some("approved".to_owned());
    }

    /// The change must be held for these reasons.
    pub fn hold(&mut self, reasons: &[&str]) {
        self.refuse("hold", reasons);
    }

    /// The change must be denied for these reasons.
    pub fn deny(&mut self, reasons: &[&str]) {
        self.refuse("deny", reasons);
    }

    fn refuse(&mut self, verdict: &str, reasons: &[&str]) {
        self.expect.verdict = Some(verdict.to_owned());
        self.expect.because = None;
        self.expect.reasons = reasons.iter().map(|text| (*text).to_owned()).collect();
    }

    /// The reader must be told this.
    pub fn notes(&mut self, notes: &[&str]) {
        self.expect.notes = notes.iter().map(|text| (*text).to_owned()).collect();
    }

    /// These statements must not count.
    pub fn ignored(&mut self, ignored: &[(&str, &str)]) {
        self.expect.ignored = pairs(ignored);
    }

    /// These people must count for these requirements.
    pub fn counted(&mut self, counted: &[(&str, &str)]) {
        self.expect.counted = pairs(counted);
    }

    /// The signatures of these people must be named as those that would help.
    pub fn missing(&mut self, people: &[&str]) {
        self.expect.missing = people.iter().map(|text| (*text).to_owned()).collect();
    }

    /// This must be owed afterwards.
    pub fn owed(&mut self, obligations: &[&str]) {
        self.expect.obligations = obligations.iter().map(|text| (*text).to_owned()).collect();
    }

    /// The decision must be asked for again at this instant.
    pub fn recheck_by(&mut self, instant: &str) {
        self.expect.recheck_by = Some(instant.to_owned());
    }

    /// The documents must be refused.
    pub fn error(&mut self, document: &str, code: &str, path: &str) {
        self.expect.errors.push(Fault {
            document: document.to_owned(),
            code: code.to_owned(),
            path: path.to_owned(),
        });
    }

    /// Returns the vector, without the decision.
    pub fn vector(&self) -> Vector {
        let document = || match serde_json::from_str(&self.subject().to_json()) {
            Ok(value) => ChangeInput::Document(value),
            Err(error) => must(Err(error)),
        };
        Vector {
            id: self.id.clone(),
            title: self.title.clone(),
            clauses: self.clauses.clone(),
            shows: self.shows.clone(),
            input: Input {
                policy: self.policy.clone(),
                roster: self.roster_document(),
                candidate: self.candidate.clone(),
                change: self.raw_change.clone().unwrap_or_else(document),
                statements: self.statements.clone(),
                now: self.now.to_string(),
                revocations: self.revocations.clone(),
                duty: self.duty.clone(),
                consumed: self.consumed.clone(),
                last_seen: self.last_seen,
                complete_as_of: self.complete_as_of.map(|instant| instant.to_string()),
                simulated: self.simulated,
            },
            expect: self.expect.clone(),
        }
    }
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(one, other)| ((*one).to_owned(), (*other).to_owned()))
        .collect()
}
