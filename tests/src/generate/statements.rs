//! Statements before they are signed, so that they can be signed again over other content.

use std::fmt::Debug;
use std::str::FromStr;

use ed25519_dalek::Signer as _;
use foureyes::change::{Change, EvidenceResult};
use foureyes::digest::Digest;
use foureyes::id::{PrincipalId, Repository};
use foureyes::provenance::Involvement;
use foureyes::roster::RevocationReason;
use foureyes::statement::{
    Approval, Authority, Authorship, BreakGlass, Delegation, DelegationScope, Lift, OnDuty, Reject,
    Revoke, SeenThen, Signer, Statement, Testimony, Withdraw,
};
use foureyes::{Gate, Submitted};

use super::{Cast, Choices, STRANGERS, at, key_pair};

/// What makes an approval one that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// Nothing: a good one.
    None,
    /// It names other content.
    Content,
    /// It names another environment.
    Place,
    /// It has expired.
    Expired,
    /// It is issued in the future.
    Future,
    /// It claims to live too long.
    Long,
    /// One byte of its signature is another.
    Garbled,
    /// It is signed with a key that no roster holds.
    Stranger,
    /// It names somebody else as its signer.
    Impostor,
    /// It asks the reader to understand what nobody knows.
    Critical,
    /// It is given in somebody else's authority.
    Delegated,
}

pub(super) const TWISTS: &[Twist] = &[
    Twist::Content,
    Twist::Place,
    Twist::Expired,
    Twist::Future,
    Twist::Long,
    Twist::Garbled,
    Twist::Stranger,
    Twist::Impostor,
    Twist::Critical,
    Twist::Delegated,
];

/// A kind of statement. Numbers name earlier statements of the same list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An approval with what it acknowledges, and the withdrawals that it follows.
    Approve(Twist, Vec<usize>),
    /// A reject of the change as it is.
    Reject,
    /// A reject by the id of the change alone.
    RejectId,
    /// A withdrawal of named statements.
    Withdraw(Vec<usize>),
    /// A withdrawal of everything for this change.
    WithdrawAll,
    /// A lift of a reject.
    Lift(usize),
    /// A word on how the content was made.
    Authorship(Involvement),
    /// A delegation to somebody, by position in the cast; of everything, or of the level alone.
    Delegate(usize, bool),
    /// A delegation of this to somebody, by position in the cast, for a day.
    Lend(usize, DelegationScope),
    /// An approval in the authority of somebody.
    ApproveFor(usize),
    /// A word that the change cannot wait; with what is wrong with it, and for how many seconds it counts.
    BreakGlass(Twist, i64),
    /// A record of a check of the tests; with what is wrong with it.
    Evidence(EvidenceResult, Twist),
    /// The word of a service that somebody approved on a platform; with what is wrong with it.
    Vouch(usize, Twist),
    /// The end of a key, by its seed.
    Revoke(u8, RevocationReason),
    /// Who is on call and who is away; with what is wrong with it.
    OnDuty(Twist),
}

/// A statement that is not signed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who signs, by position in the cast.
    pub by: usize,
    /// With which of her keys.
    pub key: usize,
    /// What.
    pub what: What,
    /// When, in seconds from noon.
    pub issued: i64,
    /// What makes it unlike every other.
    pub nonce: u32,
    /// When a witness saw it, in seconds from noon.
    pub witnessed: Option<i64>,
}

impl Draft {
    /// Returns a good approval by somebody.
    pub const fn approve(by: usize, key: usize, issued: i64, nonce: u32) -> Self {
        Self {
            by,
            key,
            what: What::Approve(Twist::None, Vec::new()),
            issued,
            nonce,
            witnessed: None,
        }
    }
}

/// A signed statement.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Its identity.
    pub id: Digest,
    /// The envelope.
    pub submitted: Submitted,
    /// Whether a key of the roster has signed it.
    pub rostered: bool,
}

fn draft(choices: &mut Choices<'_>, cast: &Cast, earlier: &[Draft], nonce: u32) -> Draft {
    let count = cast.people.len();
    let by = choices.below(count);
    let key = choices.below(2);
    let one = |choices: &mut Choices<'_>| choices.below(earlier.len());
    let withdrawals = || {
        let all = earlier.iter().enumerate();
        all.filter(|(_, draft)| draft.by == by && draft.what == What::WithdrawAll)
            .map(|(index, _)| index)
            .collect()
    };
    let what = match choices.below(14) {
        0..=4 => What::Approve(Twist::None, withdrawals()),
        5..=7 => What::Approve(*choices.pick(TWISTS), Vec::new()),
        8 => What::Reject,
        9 => What::RejectId,
        10 if !earlier.is_empty() => What::Withdraw(vec![one(choices)]),
        11 => What::WithdrawAll,
        12 | 13 if !earlier.is_empty() => What::Lift(one(choices)),
        _ => What::Approve(Twist::None, Vec::new()),
    };
    let issued = *choices.pick(&[-600, -600, -5_000, -100_000, 60]);
    // Whoever names a statement is mostly the one who signed it.
    let by = match &what {
        What::Withdraw(names) if !choices.chance(15) => earlier[names[0]].by,
        _ => by,
    };
    Draft {
        by,
        key,
        what,
        issued,
        nonce,
        witnessed: choices.chance(10).then_some(-1_200),
    }
}

fn word(choices: &mut Choices<'_>, by: usize, earlier: &[Draft]) -> Draft {
    let rungs = [
        Involvement::None,
        Involvement::None,
        Involvement::Assisted,
        Involvement::Generated,
    ];
    Draft {
        by,
        key: choices.below(2),
        what: What::Authorship(*choices.pick(&rungs)),
        issued: *choices.pick(&[-600, -600, 60, 300]),
        nonce: u32::try_from(earlier.len()).expect("few"),
        witnessed: choices.chance(10).then_some(-1_200),
    }
}

/// Returns what people sign: most of them approve, and then a few more things happen.
pub(super) fn drafts(choices: &mut Choices<'_>, cast: &Cast) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for by in 0..cast.humans().count() {
        // At zero nobody signs; mostly everybody does who is not the usual author.
        if choices.chance(if by == 0 { 18 } else { 90 }) {
            let issued = *choices.pick(&[-600, -600, -5_000, -80_000]);
            drafts.push(Draft::approve(
                by,
                choices.below(2),
                issued,
                u32::try_from(drafts.len()).expect("few"),
            ));
        }
    }
    for _ in 0..*choices.pick(&[0, 0, 0, 1, 1, 2, 3]) {
        let nonce = u32::try_from(drafts.len()).expect("few");
        drafts.push(draft(choices, cast, &drafts, nonce));
    }
    // At zero nobody says how the content was made; mostly the usual author does, and somebody who took no part.
    for by in [0, 1, 2] {
        if by < cast.people.len() && choices.chance(20) {
            drafts.push(word(choices, by, &drafts));
        }
    }
    // At zero nobody acts for another; else mostly by a delegation that is there.
    if choices.chance(25) {
        let count = cast.humans().count();
        for _ in 0..*choices.pick(&[1, 1, 2, 3]) {
            let (from, to) = (choices.below(count), choices.below(count));
            let nonce = u32::try_from(drafts.len()).expect("few");
            let act = |what, by, issued, nonce| Draft {
                what,
                ..Draft::approve(by, 0, issued, nonce)
            };
            if choices.chance(85) {
                let grant = What::Delegate(to, choices.chance(70));
                let issued = *choices.pick(&[-7_200, -7_200, -300]);
                drafts.push(act(grant, from, issued, nonce));
            }
            drafts.push(act(What::ApproveFor(from), to, -600, nonce + 100));
        }
    }
    drafts
}

/// The word by which somebody may act for another.
fn delegation(
    repository: Repository,
    to: PrincipalId,
    is_everything: bool,
    signer: Signer,
    issued: i64,
    nonce: String,
) -> Delegation {
    fn all<T: FromStr<Err: Debug>>(names: &[&str]) -> Vec<T> {
        let names = names.iter();
        names.map(|name| name.parse().expect("a name")).collect()
    }
    let scope = DelegationScope {
        level: Some("principal".parse().expect("a name")),
        ..DelegationScope::default()
    };
    let scope = if is_everything {
        DelegationScope {
            roles: all(&["policy_owner", "incident"]),
            teams: all(&["core", "payments", "data"]),
            services: all(&["checkout", "ledger", "search"]),
            ..scope
        }
    } else {
        scope
    };
    let expires = at(issued + 86_400);
    Delegation::new(repository, to, scope, signer, at(issued), expires, nonce)
}

/// What is seen by somebody who stands for the worst that could come of the words on how the content was made.
fn worst(mut seen: SeenThen, drafts: &[Draft]) -> SeenThen {
    let range = &mut seen.involvement;
    for draft in drafts {
        if let What::Authorship(rung) = draft.what {
            range.floor = range.floor.max(rung);
            range.ceiling = Involvement::Autonomous;
            range.settled = false;
            range
                .claimed
                .extend((rung > Involvement::None).then_some(rung));
        }
    }
    seen
}

/// Signs the statements over a change, as somebody judges it who sees what the gate sees.
pub fn sign(drafts: &[Draft], cast: &Cast, gate: &Gate, change: &Change) -> Vec<Signed> {
    let seen = worst(gate.seen(change, at(0)), drafts);
    let mut signed: Vec<Signed> = Vec::new();
    for draft in drafts {
        let ids: Vec<Digest> = signed.iter().map(|one| one.id).collect();
        signed.push(sign_one(draft, cast, change, &seen, &ids));
    }
    signed
}

fn statement(
    draft: &Draft,
    cast: &Cast,
    signer: Signer,
    change: &Change,
    seen: &SeenThen,
    ids: &[Digest],
) -> Statement {
    let (issued, nonce) = (at(draft.issued), draft.nonce.to_string());
    match &draft.what {
        What::Approve(twist, after) => {
            let expires = at(draft.issued
                + match twist {
                    Twist::Long => 40 * 86_400,
                    _ => 7 * 86_400,
                });
            let seen = seen.clone();
            let mut approval = Approval::of(change, seen, signer, issued, expires, nonce);
            approval.meaning = vec![
                "review".parse().expect("a word"),
                "release".parse().expect("a word"),
            ];
            approval.acknowledged = vec!["read".parse().expect("a word")];
            approval.after = after.iter().map(|index| ids[*index]).collect();
            match twist {
                Twist::Content => {
                    approval.change_digest = Digest::of(b"other");
                    approval.from = None;
                }
                Twist::Place => approval.environment = Some("elsewhere".parse().expect("a word")),
                Twist::Expired => (approval.issued, approval.expires) = (at(-7_200), at(-60)),
                Twist::Future => (approval.issued, approval.expires) = (at(300), at(7_200)),
                Twist::Critical => approval.critical = vec!["unheardOf".to_owned()],
                Twist::Delegated => {
                    approval.authority = Authority::OnBehalfOf("bob".parse().expect("an id"));
                }
                _ => {}
            }
            Statement::Approve(approval)
        }
        What::Reject => {
            Statement::Reject(Reject::of(change, signer, "No.".to_owned(), issued, nonce))
        }
        What::RejectId => {
            let mut reject = Reject::of(change, signer, "Not this.".to_owned(), issued, nonce);
            reject.subjects.clear();
            reject.commits.clear();
            Statement::Reject(reject)
        }
        What::Withdraw(names) => {
            let repository = change.exact().repository.clone();
            let mut withdraw = Withdraw::new(repository, signer, issued, nonce);
            withdraw.names = names.iter().map(|index| ids[*index]).collect();
            Statement::Withdraw(withdraw)
        }
        What::WithdrawAll => {
            let repository = change.exact().repository.clone();
            let mut withdraw = Withdraw::new(repository, signer, issued, nonce);
            withdraw.all = Some(change.exact().id.clone());
            Statement::Withdraw(withdraw)
        }
        What::Lift(rejects) => {
            let expires = at(draft.issued + 86_400);
            let reason = "It is sound.".to_owned();
            Statement::Lift(Lift::of(
                ids[*rejects],
                change,
                signer,
                reason,
                issued,
                expires,
                nonce,
            ))
        }
        What::Delegate(to, is_everything) => {
            let repository = change.exact().repository.clone();
            let to = cast.people[*to].id.parse().expect("an id");
            let grant = delegation(repository, to, *is_everything, signer, draft.issued, nonce);
            Statement::Delegate(grant)
        }
        What::Lend(to, scope) => {
            let repository = change.exact().repository.clone();
            let to = cast.people[*to].id.parse().expect("an id");
            let (scope, expires) = (scope.clone(), at(draft.issued + 86_400));
            Statement::Delegate(Delegation::new(
                repository, to, scope, signer, issued, expires, nonce,
            ))
        }
        What::ApproveFor(authority) => {
            let expires = at(draft.issued + 86_400);
            let mut approval = Approval::of(change, seen.clone(), signer, issued, expires, nonce);
            approval.meaning = vec![
                "review".parse().expect("a word"),
                "release".parse().expect("a word"),
            ];
            let authority = cast.people[*authority].id.parse().expect("an id");
            approval.authority = Authority::OnBehalfOf(authority);
            Statement::Approve(approval)
        }
        What::Authorship(involvement) => {
            Statement::Authorship(Authorship::of(*involvement, change, signer, issued, nonce))
        }
        What::BreakGlass(twist, lasts) => {
            let why = ("INC-7".to_owned(), "Checkout is down.".to_owned());
            let life = (issued, at(draft.issued + lasts));
            let mut word = BreakGlass::of(change, why, signer, life, nonce);
            match twist {
                Twist::Content => word.change_digest = Digest::of(b"other"),
                Twist::Place => word.environment = None,
                Twist::Critical => word.critical = vec!["unheardOf".to_owned()],
                Twist::Expired => word.reason.clear(),
                _ => {}
            }
            Statement::BreakGlass(word)
        }
        What::Evidence(result, twist) => {
            let kind = "tests".parse().expect("a word");
            let mut record = Testimony::of(kind, *result, change, signer, issued, nonce);
            match twist {
                Twist::Content => record.subjects.truncate(1),
                Twist::Place => record.environment = Some("elsewhere".parse().expect("a word")),
                Twist::Critical => record.critical = vec!["unheardOf".to_owned()],
                Twist::Delegated => record.repository = "elsewhere".parse().expect("a word"),
                _ => {}
            }
            Statement::Evidence(record)
        }
        What::Vouch(person, twist) => {
            super::signed::vouch((*person, *twist), cast, signer, change, seen, draft)
        }
        What::Revoke(seed, reason) => {
            let key = key_pair(*seed).fingerprint.clone();
            let repository = change.exact().repository.clone();
            let word = Revoke::new(repository, key, *reason, signer, issued, nonce);
            Statement::Revoke(word)
        }
        What::OnDuty(twist) => {
            let repository = match twist {
                Twist::Place => "elsewhere".parse().expect("a word"),
                _ => change.exact().repository.clone(),
            };
            let names = |index: usize| {
                let named = cast.people.get(index);
                let named = named.map(|one| one.id.parse().expect("an id"));
                named.into_iter().collect()
            };
            let mut word = OnDuty::new(repository, names(1), names(2), signer, issued, nonce);
            if *twist == Twist::Critical {
                word.critical = vec!["unheardOf".to_owned()];
            }
            Statement::OnDuty(word)
        }
    }
}

fn sign_one(
    draft: &Draft,
    cast: &Cast,
    change: &Change,
    seen: &SeenThen,
    ids: &[Digest],
) -> Signed {
    let person = &cast.people[draft.by];
    let twist = match &draft.what {
        What::Approve(twist, _)
        | What::BreakGlass(twist, _)
        | What::Evidence(_, twist)
        | What::Vouch(_, twist)
        | What::OnDuty(twist) => *twist,
        _ => Twist::None,
    };
    let seed = match twist {
        Twist::Stranger => STRANGERS[0],
        _ => person.keys[draft.key % person.keys.len()],
    };
    let key = key_pair(seed);
    let named = if twist == Twist::Impostor {
        "zoe"
    } else {
        person.id.as_str()
    };
    let signer = Signer {
        id: named.parse::<PrincipalId>().expect("an id"),
        key: key.fingerprint.clone(),
    };
    let payload = statement(draft, cast, signer, change, seen, ids).to_payload();
    let mut sig = key
        .signing
        .sign(&Statement::message(&payload))
        .to_bytes()
        .to_vec();
    if twist == Twist::Garbled {
        sig[7] ^= 0x20;
    }
    let id = Digest::of(&payload);
    let mut submitted = Submitted::new(Statement::envelope(payload, key.fingerprint.clone(), sig));
    if let Some(seen_at) = draft.witnessed {
        submitted = submitted.witnessed(at(seen_at));
    }
    Signed {
        id,
        submitted,
        rostered: twist != Twist::Stranger,
    }
}
