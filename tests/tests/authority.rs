//! Signed policies and rosters: what follows from what is in force, and what does not (semantics 7.6).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::authority::{AuthorityFault, DocumentKind, History, Signed, State, follow};
use foureyes::decision::Effect;
use foureyes::digest::Digest;
use foureyes::fact::Listed;
use foureyes::roster::Revocations;
use foureyes::{Change, Gate, Policy, Request, Roster, Timestamp};
use foureyes_tests::{keys, parts};

fn now() -> Timestamp {
    "2026-04-03T12:00:00Z".parse().unwrap()
}

/// A roster of version `version` with these policy owners, of whom `threshold` sign; nobody where it is 0.
fn roster(version: u32, threshold: u32, owners: &[&str]) -> Roster {
    let mut text = format!(
        "roster = \"foureyes/roster/v1\"\nid = \"shop\"\nversion = {version}\nlevels = [\"senior\"]\n"
    );
    if threshold > 0 {
        text.push_str(&format!("\n[authority]\nthreshold = {threshold}\n"));
    }
    for owner in owners {
        text.push_str(&format!(
            "\n[[principal]]\nid = \"{owner}\"\nkind = \"human\"\nlevel = \"senior\"\nroles = [\"policy_owner\"]\n\n\
             [[principal.key]]\npublic = \"{}\"\nscheme = \"ed25519\"\n",
            keys::public(owner)
        ));
    }
    Roster::from_toml(&text).unwrap()
}

fn policy(version: u32) -> Policy {
    let text = format!(
        "policy = \"foureyes/policy/v1\"\nid = \"shop\"\nversion = {version}\nunmatched = \"allow\"\n"
    );
    Policy::from_toml(&text).unwrap()
}

fn sign(kind: DocumentKind, text: &str, people: &[&str]) -> Option<Vec<u8>> {
    let mut envelope: Option<Vec<u8>> = None;
    for person in people {
        let sig = keys::sign_bytes(person, &kind.message(text));
        let key = keys::public(person).fingerprint().clone();
        let text = kind.add(text, envelope.as_deref(), &key, sig).unwrap();
        envelope = Some(text.into_bytes());
    }
    envelope
}

fn state(roster: Roster, by: &[&str], policy: Policy, policy_by: &[&str]) -> State {
    State {
        roster: Signed {
            signatures: sign(DocumentKind::Roster, roster.text(), by),
            document: roster,
        },
        policy: Signed {
            signatures: sign(DocumentKind::Policy, policy.text(), policy_by),
            document: policy,
        },
    }
}

const BOTH: [&str; 2] = ["ada", "ben"];

fn first() -> State {
    state(roster(1, 2, &BOTH), &BOTH, policy(1), &BOTH)
}

/// What comes of these states, from the first one on, which is pinned.
fn faults(states: &[State]) -> (Option<AuthorityFault>, Option<AuthorityFault>) {
    let anchor = *states.first().unwrap().roster.document.digest();
    let followed = follow(&History::new(states, now()).anchor(anchor));
    assert_eq!(
        followed.holds(),
        (followed.roster, followed.policy) == (None, None)
    );
    (followed.roster, followed.policy)
}

#[test]
fn a_roster_follows_with_the_quorums_of_the_old_and_the_new() {
    let three = ["ada", "ben", "cleo"];
    let second = |by: &[&str]| state(roster(2, 2, &three), by, policy(1), &BOTH);
    assert_eq!(faults(&[first(), second(&BOTH)]), (None, None));
    for (by, fault) in [
        (vec![], AuthorityFault::Unsigned),
        (vec!["ada"], AuthorityFault::OldQuorum),
        (vec!["cleo", "ada"], AuthorityFault::OldQuorum),
        (vec!["mallory", "cleo"], AuthorityFault::OldQuorum),
    ] {
        let states = [first(), second(&by)];
        assert_eq!(faults(&states), (Some(fault), None), "{by:?}");
    }
    // Those whom the old roster names sign for it; those whom the new one names have to as well.
    let others = state(roster(2, 2, &["cleo", "dan"]), &BOTH, policy(1), &BOTH);
    let both = state(
        roster(2, 2, &["cleo", "dan"]),
        &["ada", "ben", "cleo", "dan"],
        policy(1),
        &BOTH,
    );
    assert_eq!(
        faults(&[first(), others]).0,
        Some(AuthorityFault::NewQuorum)
    );
    assert_eq!(faults(&[first(), both]), (None, None));
}

#[test]
fn versions_come_one_after_the_other() {
    let version = |version| state(roster(version, 2, &BOTH), &BOTH, policy(1), &BOTH);
    let wrong = Some(AuthorityFault::VersionNotNext);
    assert_eq!(faults(&[version(1), version(3)]).0, wrong);
    assert_eq!(faults(&[version(1), version(2), version(3)]).0, None);
    assert_eq!(faults(&[version(1), version(2), version(1)]).0, wrong);
    // What does not follow is passed over, and what follows after it counts.
    assert_eq!(faults(&[version(1), version(3), version(2)]).0, None);
    let renamed = roster(2, 2, &BOTH)
        .text()
        .replace("id = \"shop\"", "id = \"other\"");
    let renamed = state(
        Roster::from_toml(&renamed).unwrap(),
        &BOTH,
        policy(1),
        &BOTH,
    );
    assert_eq!(
        faults(&[version(1), renamed]).0,
        Some(AuthorityFault::IdDiffers)
    );
    // The same text is no new version, whatever has become of its signatures.
    let mut bare = version(1);
    (bare.roster.signatures, bare.policy.signatures) = (None, None);
    assert_eq!(faults(&[version(1), bare]), (None, None));
}

#[test]
fn a_policy_is_signed_by_those_whom_the_roster_names() {
    let with = |number, by: &[&str]| state(roster(1, 2, &BOTH), &BOTH, policy(number), by);
    assert_eq!(faults(&[first(), with(2, &BOTH)]), (None, None));
    for (number, by, fault) in [
        (2, vec![], AuthorityFault::Unsigned),
        (2, vec!["ada", "mallory"], AuthorityFault::OldQuorum),
        (3, vec!["ada", "ben"], AuthorityFault::VersionNotNext),
    ] {
        let states = [first(), with(number, &by)];
        assert_eq!(faults(&states), (None, Some(fault)), "{number} {by:?}");
    }
    // The policy beside the pinned roster has to be signed too.
    assert_eq!(
        faults(&[with(1, &["ada"])]).1,
        Some(AuthorityFault::NewQuorum)
    );
    // A signature of a roster is none of a policy, and one of another text is none of this.
    let mut crossed = with(2, &BOTH);
    crossed.policy.signatures = sign(DocumentKind::Roster, policy(2).text(), &BOTH);
    assert_eq!(
        faults(&[first(), crossed]).1,
        Some(AuthorityFault::Malformed)
    );
    let mut other = with(2, &BOTH);
    other.policy.signatures = sign(DocumentKind::Policy, policy(1).text(), &BOTH);
    assert_eq!(
        faults(&[first(), other]).1,
        Some(AuthorityFault::ContentDiffers)
    );
    // Whoever leaves has signed while she was there: nobody signs an unchanged policy again.
    let left = state(roster(2, 1, &["ada"]), &BOTH, policy(1), &[]);
    assert_eq!(faults(&[first(), left]), (None, None));
}

#[test]
fn signatures_are_asked_for_from_the_first_roster_that_names_somebody() {
    let open = || state(roster(1, 0, &BOTH), &[], policy(1), &[]);
    let closed =
        |by: &[&str], policy_by: &[&str]| state(roster(2, 2, &BOTH), by, policy(1), policy_by);
    assert_eq!(
        faults(&[open(), state(roster(7, 0, &BOTH), &[], policy(9), &[])]),
        (None, None)
    );
    assert_eq!(faults(&[open(), closed(&BOTH, &BOTH)]), (None, None));
    assert_eq!(
        faults(&[open(), closed(&BOTH, &[])]),
        (None, Some(AuthorityFault::Unsigned))
    );
    assert_eq!(
        faults(&[open(), closed(&["ada"], &BOTH)]).0,
        Some(AuthorityFault::NewQuorum)
    );
    // Nobody is asked any more only if those who were have signed that.
    let reopened = |by: &[&str]| state(roster(2, 0, &BOTH), by, policy(1), &[]);
    assert_eq!(
        faults(&[first(), reopened(&[])]).0,
        Some(AuthorityFault::Unsigned)
    );
    assert_eq!(faults(&[first(), reopened(&BOTH)]), (None, None));
}

#[test]
fn an_anchor_is_looked_for_and_keys_are_held_against_revocations() {
    let states = [first()];
    let history = History::new(&states, now());
    let held = follow(&history);
    assert!(held.holds());
    let (roster, policy) = (
        states[0].roster.document.digest(),
        states[0].policy.document.digest(),
    );
    let after = r#""after":{"threshold":2,"people":["ada","ben"],"met":true}"#;
    assert_eq!(
        held.to_json(),
        format!(
            r#"{{"holds":true,"steps":[{{"state":0,"kind":"roster","version":1,"digest":"{roster}",{after}}},{{"state":0,"kind":"policy","version":1,"digest":"{policy}",{after}}}]}}"#
        )
    );
    let missing = follow(&history.clone().anchor(Digest::of(b"another roster")));
    assert_eq!(missing.roster, Some(AuthorityFault::AnchorMissing));
    let both = r#"{"holds":false,"roster":"anchor_missing","policy":"anchor_missing","steps":[]}"#;
    assert_eq!(missing.to_json(), both);
    let revoked = format!(
        r#"{{"revocations":"foureyes/revocations/v1","revoked":[{{"key":"{}","at":"2026-04-03T12:00:00Z","reason":"retired"}}]}}"#,
        keys::public("ada").fingerprint()
    );
    let revoked = Revocations::from_bytes(revoked.as_bytes()).unwrap();
    let followed = follow(&history.revocations(&revoked));
    assert_eq!(followed.roster, Some(AuthorityFault::NewQuorum));
    let early = "2026-04-03T11:59:59Z".parse().unwrap();
    assert!(follow(&History::new(&states, early).revocations(&revoked)).holds());
}

#[test]
fn no_flipped_bit_of_the_signatures_leaves_them_good() {
    let good = first();
    let bytes = good.roster.signatures.clone().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let signatures = text.find("\"signatures\"").unwrap();
    for index in (0..bytes.len()).filter(|index| *index < 400 || *index > signatures) {
        for bit in 0..8 {
            let mut flipped = good.clone();
            let mut other = bytes.clone();
            other[index] ^= 1 << bit;
            flipped.roster.signatures = Some(other);
            let states = [flipped];
            let held = follow(&History::new(&states, now()));
            // Base64 of either alphabet says the same; all else must say that something is wrong.
            if held.roster.is_none() {
                let was = bytes[index];
                assert!(
                    matches!((was, was ^ (1 << bit)), (b'+', b'-') | (b'/', b'_')),
                    "{index} {bit}"
                );
            }
        }
    }
}

/// What is not in force, as a gate says of a change of the roster at an instant.
fn unsigned_at(gate: &Gate, candidate: Option<&Gate>, at: Timestamp) -> Vec<(String, String)> {
    let mut facts = parts::default_change();
    facts.exact.paths = Listed::Whole(vec![parts::path(".foureyes/roster.toml")]);
    let change = Change::new(facts).unwrap();
    let statements = gate.verify(&[]);
    let request = Request::new(&change, &statements, at);
    let decision = match candidate {
        Some(candidate) => gate.evaluate_transition(Ok(candidate), &request),
        None => gate.evaluate(&request),
    };
    let reasons = decision.reasons().iter();
    let unsigned = reasons.filter(|one| one.code.code() == "authority_unsigned");
    unsigned
        .inspect(|one| assert_eq!(one.effect, Effect::Hold))
        .map(|one| {
            let fault = one.details.get("fault").map(|fault| format!("{fault:?}"));
            (one.subject.clone().unwrap(), fault.unwrap())
        })
        .collect()
}

fn subjects(unsigned: Vec<(String, String)>) -> Vec<String> {
    unsigned.into_iter().map(|(subject, _)| subject).collect()
}

#[test]
fn the_gate_holds_what_is_not_in_force() {
    let reasons =
        |gate: &Gate, candidate: Option<&Gate>| subjects(unsigned_at(gate, candidate, now()));
    let states = [first()];
    let plain = Gate::compile(&states[0].policy.document, &states[0].roster.document).unwrap();
    assert_eq!(reasons(&plain, None), ["policy", "roster"]);
    let signed = Gate::compile_signed(&History::new(&states, now())).unwrap();
    assert!(reasons(&signed, None).is_empty());
    // A candidate has to follow from what is in force, not only from itself.
    let next = state(roster(2, 2, &BOTH), &BOTH, policy(1), &BOTH);
    let alone = [next.clone()];
    let alone = Gate::compile_signed(&History::new(&alone, now())).unwrap();
    assert_eq!(reasons(&signed, Some(&alone)), ["roster"]);
    let after = [first(), next];
    let anchor = *after[0].roster.document.digest();
    let after = Gate::compile_signed(&History::new(&after, now()).anchor(anchor)).unwrap();
    assert!(reasons(&signed, Some(&after)).is_empty());
    // A change of what controls the gate that leaves both documents as they are needs nothing new.
    assert!(reasons(&signed, Some(&plain)).is_empty());
    let none: [State; 0] = [];
    let error = Gate::compile_signed(&History::new(&none, now())).unwrap_err();
    assert_eq!(error.problems()[0].code, "empty_list");
}

/// A gate of these states, the first of them pinned.
fn gate(states: &[State]) -> Gate {
    let anchor = *states.first().unwrap().roster.document.digest();
    Gate::compile_signed(&History::new(states, now()).anchor(anchor)).unwrap()
}

#[test]
fn the_last_state_is_what_is_compiled() {
    let states = [
        first(),
        state(roster(2, 2, &BOTH), &BOTH, policy(2), &BOTH),
        state(roster(3, 2, &BOTH), &BOTH, policy(3), &[]),
    ];
    let versions = |states: &[State]| {
        let versions = gate(states).versions();
        (versions.policy, versions.roster)
    };
    assert_eq!(versions(&states[..1]), (1, 1));
    assert_eq!(versions(&states[..2]), (2, 2));
    assert_eq!(versions(&states), (3, 3));
    // Nobody has signed its policy.
    let unsigned = unsigned_at(&gate(&states), None, now());
    assert_eq!(unsigned.len(), 1, "{unsigned:?}");
    assert_eq!(unsigned[0].0, "policy");
    assert!(unsigned_at(&gate(&states[..2]), None, now()).is_empty());
}

#[test]
fn documents_beside_a_policy_are_signed_by_nobody() {
    let base =
        Policy::from_toml("policy = \"foureyes/policy/v1\"\nid = \"base\"\nversion = 1\n").unwrap();
    let text = policy(1)
        .text()
        .replace("unmatched", "extends = [\"base\"]\nunmatched");
    let beside = Policy::from_toml(&text).unwrap().with_bases(vec![base]);
    let named = [state(roster(1, 2, &BOTH), &BOTH, beside.clone(), &BOTH)];
    let unsigned = unsigned_at(&gate(&named), None, now());
    assert_eq!(unsigned.len(), 1, "{unsigned:?}");
    assert_eq!(unsigned[0].0, "policy");
    assert!(unsigned[0].1.contains("unsigned"), "{unsigned:?}");
    // Once only, where its own signatures are wanting too; and the roster is told besides.
    let nobody = [state(roster(1, 2, &BOTH), &BOTH, beside.clone(), &[])];
    assert_eq!(
        subjects(unsigned_at(&gate(&nobody), None, now())),
        ["policy"]
    );
    let roster_too = [state(roster(1, 2, &BOTH), &[], beside.clone(), &BOTH)];
    let roster_too = Gate::compile_signed(&History::new(&roster_too, now())).unwrap();
    assert_eq!(
        subjects(unsigned_at(&roster_too, None, now())),
        ["policy", "roster"]
    );
    // A roster that names nobody asks for no signatures.
    let unnamed = [state(roster(1, 0, &BOTH), &[], beside, &[])];
    assert!(unsigned_at(&gate(&unnamed), None, now()).is_empty());
}

#[test]
fn what_follows_a_policy_is_signed_with_it() {
    let text = policy(1).text().replace(
        "unmatched = \"allow\"",
        "extends = [\"destruction\"]\nafterwards = \"destruction\"\nuntil = 2026-04-03T12:00:00Z",
    );
    let ends = || Policy::from_toml(&text).unwrap();
    let before: Timestamp = "2026-04-03T11:59:59Z".parse().unwrap();
    let signed = [state(roster(1, 2, &BOTH), &BOTH, ends(), &BOTH)];
    let unsigned = [state(roster(1, 2, &BOTH), &BOTH, ends(), &["ada"])];
    for at in [before, now()] {
        assert!(unsigned_at(&gate(&signed), None, at).is_empty());
        assert_eq!(
            subjects(unsigned_at(&gate(&unsigned), None, at)),
            ["policy"]
        );
    }
    // A candidate follows from both.
    let next = state(roster(2, 2, &BOTH), &BOTH, ends(), &BOTH);
    let next = gate(&[signed[0].clone(), next]);
    for at in [before, now()] {
        assert!(unsigned_at(&gate(&signed), Some(&next), at).is_empty());
    }
}

#[test]
fn a_built_in_profile_is_signed_by_nobody() {
    let built_in = || Policy::profile("destruction").unwrap();
    let old = gate(&[state(roster(1, 2, &BOTH), &BOTH, built_in(), &[])]);
    assert!(unsigned_at(&old, None, now()).is_empty());
    let first = state(roster(1, 2, &BOTH), &BOTH, built_in(), &[]);
    let second = state(roster(2, 2, &BOTH), &BOTH, built_in(), &[]);
    let next = gate(&[first.clone(), second]);
    assert!(unsigned_at(&old, Some(&next), now()).is_empty());
    // Under its name another text is not it.
    let text = built_in().text().replace("version = 1", "version = 2");
    let other = || Policy::from_toml(&text).unwrap();
    let altered = gate(&[state(roster(1, 2, &BOTH), &BOTH, other(), &[])]);
    assert_eq!(subjects(unsigned_at(&altered, None, now())), ["policy"]);
    let second = state(roster(2, 2, &BOTH), &BOTH, built_in(), &[]);
    let back = gate(&[first, second]);
    assert!(!unsigned_at(&altered, Some(&back), now()).is_empty());
}

#[test]
fn whom_either_roster_names_signs_what_is_new() {
    let unnamed = || state(roster(1, 0, &BOTH), &[], policy(1), &[]);
    let named = state(roster(2, 2, &BOTH), &BOTH, policy(1), &BOTH);
    let old = gate(&[unnamed()]);
    let follows = gate(&[unnamed(), named.clone()]);
    assert!(unsigned_at(&old, Some(&follows), now()).is_empty());
    // It stands by itself, and does not follow from what is in force.
    let alone = gate(&[named]);
    assert_eq!(subjects(unsigned_at(&old, Some(&alone), now())), ["roster"]);
    let plain = gate(&[state(roster(2, 0, &BOTH), &[], policy(1), &[])]);
    assert!(unsigned_at(&old, Some(&plain), now()).is_empty());
    let old = gate(&[first()]);
    assert_eq!(subjects(unsigned_at(&old, Some(&plain), now())), ["roster"]);
}

#[test]
fn a_roster_that_nobody_could_follow_is_refused() {
    let codes = |roster: &Roster| {
        let problems = Gate::check_roster(roster);
        problems.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert!(codes(&roster(1, 2, &BOTH)).is_empty());
    assert_eq!(codes(&roster(1, 3, &BOTH)), ["unsatisfiable"]);
    let none = roster(1, 2, &BOTH)
        .text()
        .replace("threshold = 2", "threshold = 0");
    assert_eq!(
        codes(&Roster::from_toml(&none).unwrap()),
        ["threshold_zero"]
    );
    // Off the curve: told here with its place, though the gate would look only when the key is used.
    let ada = keys::public("ada").to_string();
    let mut point = [0; 32];
    point[0] = 2;
    let off = foureyes::roster::PublicKey::from_point(point).to_string();
    let roster = roster(1, 2, &BOTH).text().replace(&ada, &off);
    let problems = Gate::check_roster(&Roster::from_toml(&roster).unwrap());
    assert_eq!(problems[0].code, "bad_key");
    assert_eq!(problems[0].at.path, "principal[0].key[0]");
    assert!(problems[0].at.position.is_some());
}
