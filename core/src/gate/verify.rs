//! Envelopes in, statements out (semantics 8.2, 8.6).

use std::collections::{BTreeMap, BTreeSet};

use super::compile::Compiled;
use super::people::Index;
use crate::digest::Digest;
use crate::id::{Fingerprint, PrincipalId};
use crate::policy::Assurance;
use crate::roster::{Key, Principal, Scheme, Status};
use crate::signature::{CheckedKey, Envelope, KeyFault, Presence, presence};
use crate::statement::{IgnoredCode, Refused, Statement, StatementSet, Submitted, Verified};
use crate::time::Timestamp;

/// How many valid statements of one person are looked at.
const VALID: usize = 256;
/// How many signatures that name a key of one person are checked: anybody can write down a key id.
const CHECKED: usize = 4_096;

/// An envelope that names a key of the roster.
struct Named<'a> {
    submitted: &'a Submitted,
    envelope: Envelope,
    id: Digest,
    index: Index,
    principal: &'a Principal,
    key: &'a Key,
    sig: Vec<u8>,
    /// What the payload says, unverified.
    statement: Result<Statement, ()>,
}

pub(super) fn verify(compiled: &Compiled, envelopes: &[Submitted]) -> StatementSet {
    let mut refused = BTreeSet::new();
    let mut by_person: BTreeMap<Index, Vec<Named<'_>>> = BTreeMap::new();
    for submitted in envelopes {
        match name(compiled, submitted) {
            Ok(named) => by_person.entry(named.index).or_default().push(named),
            Err(refusal) => {
                refused.insert(refusal);
            }
        }
    }
    let mut keys: BTreeMap<Fingerprint, Result<CheckedKey, KeyFault>> = BTreeMap::new();
    let mut over_limit = Vec::new();
    let mut verified: BTreeMap<(PrincipalId, Digest), Vec<Verified>> = BTreeMap::new();
    for mut named in by_person.into_values() {
        // What tightens first; then by the digest of the bytes, so that the order of arrival does not matter.
        named.sort_by_key(|one| {
            (
                loosens(&one.statement),
                one.id,
                Digest::of(&one.submitted.bytes),
                one.submitted.witnessed_at,
            )
        });
        named.dedup_by_key(|one| (one.submitted.bytes.clone(), one.submitted.witnessed_at));
        let mut is_over = named.len() > CHECKED;
        let owner = named.first().map(|one| one.principal.id.clone());
        let mut valid = BTreeSet::new();
        for (position, one) in named.into_iter().enumerate() {
            let person = one.principal.id.clone();
            let checked = if position < CHECKED {
                check(&one, &mut keys)
            } else {
                Err(IgnoredCode::OverLimit)
            };
            let within = checked.and_then(|statement| {
                valid.insert(one.id);
                if valid.len() > VALID {
                    Err(IgnoredCode::OverLimit)
                } else {
                    Ok(statement)
                }
            });
            match within {
                Err(code) => {
                    is_over |= code == IgnoredCode::OverLimit;
                    refused.insert(Refused {
                        code,
                        id: one.id,
                        person: Some(person),
                    });
                }
                Ok((statement, assurance)) => keep(&mut verified, one, statement, assurance),
            }
        }
        over_limit.extend(owner.filter(|_| is_over));
    }
    let is_vouch = |copies: &Vec<Verified>| {
        let mut copies = copies.iter();
        copies.any(|one| matches!(one.statement, Statement::Vouch(_)))
    };
    let (clicks, mut verified): (BTreeMap<_, _>, BTreeMap<_, _>) = verified
        .into_iter()
        .partition(|(_, copies)| is_vouch(copies));
    for one in clicks.into_values().flatten() {
        match vouched(compiled, &one) {
            Ok(approval) => {
                let person = (approval.person.clone(), approval.id);
                verified.entry(person).or_default().push(approval);
            }
            Err(code) => {
                refused.insert(Refused {
                    code,
                    id: one.id,
                    person: Some(one.person),
                });
            }
        }
    }
    // A refusal of one copy of a statement that another copy proves is no news.
    refused.retain(|refusal| {
        refusal
            .person
            .as_ref()
            .is_none_or(|person| !verified.contains_key(&(person.clone(), refusal.id)))
    });
    StatementSet {
        roster: compiled.people.digest,
        submitted: envelopes.to_vec(),
        verified: verified.into_values().flatten().collect(),
        refused: refused.into_iter().collect(),
        over_limit,
        complete_as_of: None,
    }
}

/// Decodes an envelope and finds the one key of the roster that it names.
fn name<'a>(compiled: &'a Compiled, submitted: &'a Submitted) -> Result<Named<'a>, Refused> {
    let refuse = |code, id| Refused {
        code,
        id,
        person: None,
    };
    let envelope = Envelope::from_json(&submitted.bytes)
        .map_err(|_| refuse(IgnoredCode::EnvelopeMalformed, Digest::of(&submitted.bytes)))?;
    let id = Digest::of(&envelope.payload);
    let statement = Statement::from_payload(&envelope.payload).map_err(drop);
    // The payload names one signer; of several signatures only that one's is looked at.
    let signer = statement
        .as_ref()
        .ok()
        .map(|statement| &statement.signer().key);
    let rostered = envelope.signatures.iter().filter_map(|signature| {
        Some((
            signature,
            compiled.people.by_key(signature.keyid.as_ref()?)?,
        ))
    });
    let chosen = rostered.min_by_key(|(signature, (_, _, key))| {
        (
            Some(key.public.fingerprint()) != signer,
            signature.sig.clone(),
        )
    });
    let Some((signature, (index, principal, key))) = chosen else {
        return Err(refuse(IgnoredCode::UnknownKey, id));
    };
    Ok(Named {
        submitted,
        id,
        index,
        principal,
        key,
        sig: signature.sig.clone(),
        statement,
        envelope,
    })
}

/// Whether a statement could let something through.
const fn loosens(statement: &Result<Statement, ()>) -> bool {
    !matches!(statement, Ok(Statement::Reject(_) | Statement::Withdraw(_)))
}

fn check(
    named: &Named<'_>,
    keys: &mut BTreeMap<Fingerprint, Result<CheckedKey, KeyFault>>,
) -> Result<(Statement, Assurance), IgnoredCode> {
    let fingerprint = named.key.public.fingerprint();
    let key = keys
        .entry(fingerprint.clone())
        .or_insert_with(|| CheckedKey::new(named.key.public.point()));
    let key = key.as_ref().map_err(|_| IgnoredCode::KeyRefused)?;
    let message = Statement::message(&named.envelope.payload);
    // The purpose is that of the payload, and an SSH signature has to be made for it.
    let namespace = match (&named.statement, named.key.scheme) {
        (Ok(statement), _) => statement.namespace(),
        (Err(()), Scheme::Ed25519) => "",
        (Err(()), _) => return Err(IgnoredCode::PayloadMalformed),
    };
    let presence = presence(named.key, key, namespace, &message, &named.sig)
        .ok_or(IgnoredCode::SignatureInvalid)?;
    let statement = named
        .statement
        .clone()
        .map_err(|()| IgnoredCode::PayloadMalformed)?;
    let signer = statement.signer();
    if signer.id != named.principal.id || signer.key != *fingerprint {
        return Err(IgnoredCode::SignerMismatch);
    }
    let assurance = match presence {
        Presence::Software | Presence::Untouched => Assurance::Signed,
        Presence::Touched => Assurance::Touched,
        Presence::Verified => Assurance::Verified,
    };
    Ok((statement, assurance))
}

/// Returns the approval of whom a service saw approving on a platform: hers, under the key of the service.
fn vouched(compiled: &Compiled, one: &Verified) -> Result<Verified, IgnoredCode> {
    let Statement::Vouch(vouch) = &one.statement else {
        return Err(IgnoredCode::PayloadMalformed);
    };
    let people = &compiled.people;
    let voucher = people.find(&one.person).and_then(|at| people.get(at));
    let platform = vouch.account.platform();
    let may_vouch = voucher.is_some_and(|service| {
        service.status == Status::Active
            && service.vouches.iter().any(|name| name.as_str() == platform)
    });
    if !may_vouch {
        return Err(IgnoredCode::NoVoucher);
    }
    let approval = vouch.seen()?;
    let owner = people.by_account(&vouch.account);
    let owner = owner.and_then(|at| people.get(at));
    let owner = owner.filter(|owner| owner.id == approval.signer.id);
    let owner = owner.ok_or(IgnoredCode::SignerMismatch)?;
    Ok(Verified {
        person: owner.id.clone(),
        kind: owner.kind,
        statement: Statement::Approve(approval),
        assurance: Assurance::Vouched,
        vouched_by: Some(one.person.clone()),
        ..one.clone()
    })
}

/// Keeps a statement. Of several copies the one that a witness saw first and that shows most of the person; where
/// these are two, both, since what one shows was perhaps not there when the witness saw the other.
fn keep(
    verified: &mut BTreeMap<(PrincipalId, Digest), Vec<Verified>>,
    named: Named<'_>,
    statement: Statement,
    assurance: Assurance,
) {
    let new = Verified {
        id: named.id,
        person: named.principal.id.clone(),
        kind: named.principal.kind,
        key: named.key.clone(),
        statement,
        assurance,
        witnessed_at: named.submitted.witnessed_at,
        vouched_by: None,
    };
    let first_seen = |one: &Verified| one.witnessed_at.unwrap_or(Timestamp::MAX);
    // A reject stands whatever is known of it: one copy is enough.
    let is_reject = matches!(new.statement, Statement::Reject(_));
    let covers = |one: &Verified, other: &Verified| {
        first_seen(one) <= first_seen(other) && (is_reject || one.assurance >= other.assurance)
    };
    let copies = verified.entry((new.person.clone(), new.id)).or_default();
    if !copies.iter().any(|old| covers(old, &new)) {
        copies.retain(|old| !covers(&new, old));
        copies.push(new);
    }
}
