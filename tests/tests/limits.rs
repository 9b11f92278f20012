//! Every limit (semantics 8.6, 11): what is at it is taken, and one past it is refused or held by its code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use ed25519_dalek::{Signer as _, SigningKey};
use foureyes::change::RepoPath;
use foureyes::decision::{DecisionRecord, ReasonCode};
use foureyes::detect::{Agents, FOREIGN_LIMIT, RECORDS_PER_EVENT, Trust};
use foureyes::glob::Glob;
use foureyes::id::{Account, ChangeId, Name, RefName, Repository};
use foureyes::json::{self, Limits};
use foureyes::roster::PublicKey;
use foureyes::signature::Envelope;
use foureyes::statement::{IgnoredCode, Signer, Statement, StatementError, Withdraw};
use foureyes::time::Span;
use foureyes::{Change, Gate, Policy, Request, Roster, Submitted, Timestamp};
use foureyes_tests::generate::{NOON, World};
use serde_json::json;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn gate() -> (Gate, PublicKey) {
    let public = PublicKey::from_point(*key().verifying_key().as_bytes());
    let roster = format!(
        "roster = \"foureyes/roster/v1\"\nid = \"limits\"\nversion = 1\nlevels = [\"mid\", \"senior\"]\n\
         [[principal]]\nid = \"carol\"\nkind = \"human\"\nkey = [{{ scheme = \"ed25519\", public = \"{public}\" }}]\n"
    );
    let gate = Gate::compile(
        &Policy::profile("senior-signoff").unwrap(),
        &Roster::from_toml(&roster).unwrap(),
    );
    (gate.unwrap(), public)
}

/// So many valid statements of one person, each unlike every other.
fn statements(public: &PublicKey, count: usize) -> Vec<Submitted> {
    (0..count)
        .map(|number| {
            let signer = Signer {
                id: "carol".parse().unwrap(),
                key: public.fingerprint().clone(),
            };
            let at = "2026-04-01T12:00:00Z".parse().unwrap();
            let withdraw = Withdraw::new("r".parse().unwrap(), signer, at, number.to_string());
            let payload = Statement::Withdraw(withdraw).to_payload();
            let sig = key()
                .sign(&Statement::message(&payload))
                .to_bytes()
                .to_vec();
            Submitted::new(Statement::envelope(
                payload,
                public.fingerprint().clone(),
                sig,
            ))
        })
        .collect()
}

#[test]
fn at_the_limit_and_one_past_it() {
    let (gate, public) = gate();
    let at = gate.verify(&statements(&public, 256));
    assert_eq!((at.verified().len(), at.refused().len()), (256, 0));
    let past = gate.verify(&statements(&public, 257));
    assert_eq!(past.verified().len(), 256);
    assert_eq!(
        past.refused()
            .iter()
            .map(|one| one.code)
            .collect::<Vec<_>>(),
        [IgnoredCode::OverLimit]
    );
}

#[test]
fn copies_of_one_envelope_count_once() {
    let (gate, public) = gate();
    let mut all = statements(&public, 256);
    let envelope = String::from_utf8(all.first().unwrap().bytes.clone()).unwrap();
    let foreign = "{\"keyid\":\"SHA256:nobody\",\"sig\":\"AA==\"}";
    for number in 0..300 {
        let spaced = format!("{}{envelope}", " ".repeat(number));
        let signed = envelope.replacen(
            "\"signatures\":[",
            &format!(
                "\"signatures\":[{},",
                vec![foreign; number % 7 + 1].join(",")
            ),
            1,
        );
        assert_ne!(signed, envelope);
        all.push(Submitted::new(spaced));
        all.push(Submitted::new(signed));
    }
    let seen = gate.verify(&all);
    assert_eq!(seen.verified().len(), 256);
    assert!(
        seen.refused()
            .iter()
            .all(|one| one.code != IgnoredCode::OverLimit)
    );
}

/// What becomes of an input that is so much past a limit: nothing, or its code.
type Taken = Result<(), String>;

/// Something that reads bytes.
type Read<'a> = &'a dyn Fn(&[u8]) -> Taken;

/// Something made to a size.
type Made<'a, T> = &'a dyn Fn(usize) -> T;

fn taken<T, E>(result: Result<T, E>, code: impl Fn(&E) -> String) -> Taken {
    result.map(drop).map_err(|error| code(&error))
}

/// A document, and so many spaces that it has as many bytes as it may have.
fn filled(text: &str, bytes: usize) -> Vec<u8> {
    let mut whole = text.as_bytes().to_vec();
    whole.resize(bytes, b' ');
    whole
}

/// Each reader refuses by size before it looks at anything.
#[test]
fn every_document_has_as_many_bytes_as_it_may() {
    let world = World::read(&[]);
    let (policy, roster) = (world.policy.to_string(), world.roster.to_string());
    let (change, record) = (world.change.to_string(), world.decide().to_json());
    let (_, public) = gate();
    let submitted = statements(&public, 1);
    let envelope = String::from_utf8(submitted.first().unwrap().bytes.clone()).unwrap();
    let payload = Envelope::from_json(envelope.as_bytes()).unwrap().payload;
    let payload = String::from_utf8(payload).unwrap();
    let malformed = |error: &StatementError| match error {
        StatementError::Malformed(error) => error.code().code().to_owned(),
        other => other.to_string(),
    };
    let read: [(&str, usize, &str, Read<'_>); 6] = [
        ("policy", 8 << 20, &policy, &|bytes| {
            taken(Policy::from_bytes(bytes), |error| error.code().to_owned())
        }),
        ("roster", 8 << 20, &roster, &|bytes| {
            taken(Roster::from_bytes(bytes), |error| error.code().to_owned())
        }),
        ("change", 64 << 20, &change, &|bytes| {
            taken(Change::from_json(bytes), |error| error.code().to_owned())
        }),
        ("payload", 64 << 10, &payload, &|bytes| {
            taken(Statement::from_payload(bytes), malformed)
        }),
        ("envelope", 128 << 10, &envelope, &|bytes| {
            let error = Envelope::from_json(bytes);
            taken(error, |_| "too_large".to_owned())
        }),
        ("decision", 64 << 20, &record, &|bytes| {
            let record = DecisionRecord::from_json(bytes);
            taken(record, |error| error.code().code().to_owned())
        }),
    ];
    for (what, most, text, read) in read {
        assert_eq!(read(&filled(text, most)), Ok(()), "{what}");
        let past = read(&filled(text, most.saturating_add(1)));
        assert_eq!(past, Err("too_large".to_owned()), "{what}");
    }
    let past = filled(&policy, (8 << 20) + 1);
    assert!(Policy::from_toml(std::str::from_utf8(&past).unwrap()).is_err());
}

#[test]
fn every_document_is_as_deep_and_as_full_as_it_may() {
    for limits in [
        Limits::DOCUMENT,
        Limits::CHANGE,
        Limits::STATEMENT,
        Limits::ENVELOPE,
        Limits::SIGNED_DOCUMENT,
        Limits::DECISION,
    ] {
        let scan = |text: &str| {
            let result = json::scan(text.as_bytes(), &limits);
            taken(result, |error| error.code().code().to_owned())
        };
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        // The list is a value, and so is each of its elements.
        let full = |values: usize| format!("[{}0]", "0,".repeat(values.saturating_sub(2)));
        let long = |bytes: usize| format!("\"{}\"", "x".repeat(bytes));
        let inputs: [(&str, usize, Made<'_, String>); 3] = [
            ("depth", limits.depth, &deep),
            ("values", limits.values, &full),
            ("string", limits.string, &long),
        ];
        for (what, most, text) in inputs {
            assert_eq!(scan(&text(most)), Ok(()), "{what} of {limits:?}");
            let past = scan(&text(most.saturating_add(1)));
            assert_eq!(past, Err("too_large".to_owned()), "{what} of {limits:?}");
        }
        for (number, code) in [
            ("9007199254740991", None),
            ("-9007199254740991", None),
            ("9007199254740992", Some("number")),
            ("-9007199254740992", Some("number")),
        ] {
            assert_eq!(scan(number).err().as_deref(), code, "{number}");
        }
    }
}

#[test]
fn a_gate_holds_so_many_patterns_one_by_one() {
    let compiled = |wild: usize, owned: usize| {
        let globs = |word: &str, count: usize| -> Vec<String> {
            let plain = ["a/b", "a/**", "**/a", "**/*.a", "a/**/b/**"].map(str::to_owned);
            let wild = (0..count).map(|one| format!("a/*/{word}{one}"));
            plain.into_iter().chain(wild).collect()
        };
        let policy = json!({"policy": "foureyes/policy/v1", "id": "limits", "version": 1, "unmatched": "allow",
            "paths": {"all": globs("all", wild), "same": globs("all", wild)}, "protects": ["b/*/c"],
            "derive": {"destructivePaths": ["c/*/d"]},
            "rule": [{"id": "r", "why": "w", "when": {"touches": ["all", "same"]}, "require": [{"approvals": 1}]}]});
        let roster = json!({"roster": "foureyes/roster/v1", "id": "limits", "version": 1, "levels": ["mid"],
            "principal": [{"id": "carol", "kind": "human"}],
            "service": [{"id": "s", "owners": ["carol"], "paths": globs("s", owned)}]});
        let policy = Policy::from_json(policy.to_string().as_bytes()).unwrap();
        let roster = Roster::from_json(roster.to_string().as_bytes()).unwrap();
        let errors = |error: foureyes::error::CompileError| {
            let errors = error
                .problems()
                .iter()
                .map(|one| (one.code, one.at.path.clone()));
            errors.collect::<Vec<_>>()
        };
        Gate::compile(&policy, &roster).map(drop).map_err(errors)
    };
    let past = Err(vec![("too_large", "paths".to_owned())]);
    assert_eq!(compiled(990, 8), Ok(()));
    assert_eq!(compiled(990, 9), past);
    assert_eq!(compiled(991, 8), past);
}

#[test]
fn every_name_is_as_long_as_it_may() {
    let a = |count: usize| "a".repeat(count);
    let is: [(&str, usize, Made<'_, bool>); 11] = [
        ("name", 64, &|most| a(most).parse::<Name>().is_ok()),
        ("account", 256, &|most| {
            format!("github:{}", a(most)).parse::<Account>().is_ok()
        }),
        ("repository", 512, &|most| {
            a(most).parse::<Repository>().is_ok()
        }),
        ("change id", 512, &|most| {
            a(most).parse::<ChangeId>().is_ok()
        }),
        ("ref", 512, &|most| {
            let name = format!("refs/{}", a(most.saturating_sub(5)));
            name.parse::<RefName>().is_ok()
        }),
        ("path", 4_096, &|most| {
            RepoPath::new(a(most).as_bytes()).is_ok()
        }),
        ("pattern", 1_024, &|most| a(most).parse::<Glob>().is_ok()),
        ("segments", 64, &|most| {
            vec!["*"; most].join("/").parse::<Glob>().is_ok()
        }),
        ("span", 3_650, &|most| {
            format!("{most}d").parse::<Span>().is_ok()
        }),
        ("instant", 9_999, &|most| {
            format!("{most}-12-31T23:59:59Z")
                .parse::<Timestamp>()
                .is_ok()
        }),
        ("signatures", 4, &|most| {
            let signature = json!({"keyid": "a", "sig": "AA=="});
            let envelope = json!({"payloadType": "application/vnd.in-toto+json", "payload": "AA==",
                "signatures": vec![signature; most]});
            Envelope::from_json(envelope.to_string().as_bytes()).is_ok()
        }),
    ];
    for (what, most, is) in is {
        assert!(is(most), "{what}");
        assert!(!is(most.saturating_add(1)), "{what}");
    }
}

#[test]
fn what_tools_leave_behind_is_as_long_as_it_may() {
    let agents = Agents::builtin();
    let readers: [(&str, Read<'_>); 2] = [
        ("note", &|bytes| {
            taken(agents.note(bytes), |error| error.code().to_owned())
        }),
        ("traces", &|bytes| {
            taken(agents.traces(bytes), |error| error.code().to_owned())
        }),
    ];
    for (what, read) in readers {
        assert_eq!(read(&filled("", FOREIGN_LIMIT)), Ok(()), "{what}");
        let past = read(&filled("", FOREIGN_LIMIT + 1));
        assert_eq!(past, Err("too_large".to_owned()), "{what}");
    }
    let commits = |count: usize| {
        let one = json!({"sha": "1".repeat(40), "commit": {"message": "Work", "author": {"name": "A", "email": "a@b"},
            "committer": {"name": "A", "email": "a@b"}}});
        let event = json!(vec![one; count]).to_string();
        let event = agents
            .event(event.as_bytes(), Trust::Unauthenticated)
            .unwrap();
        let codes = event.diagnostics.iter().map(|one| one.code);
        codes.filter(|code| *code == "too_many_records").count()
    };
    assert_eq!(commits(RECORDS_PER_EVENT), 0);
    assert_eq!(commits(RECORDS_PER_EVENT + 1), 1);
}

#[test]
fn a_rule_asks_for_as_many_seats_as_it_may() {
    for (second, is_over) in [(32, false), (33, true)] {
        let mut world = World::read(&[]);
        world.policy["rule"] = json!([{"id": "many", "why": "Many look at it.",
            "require": [{"approvals": 32}, {"approvals": second}]}]);
        let (gate, change) = (world.gate(), world.change());
        let none = gate.verify(&[]);
        let decision = gate.evaluate(&Request::new(&change, &none, NOON.parse().unwrap()));
        let codes = decision.record().reasons.iter().map(|reason| reason.code);
        let found = codes.filter(|code| *code == ReasonCode::AssignmentLimit);
        assert_eq!(found.count() > 0, is_over, "{}", decision.explain());
    }
}

#[test]
fn as_many_envelopes_of_a_person_are_checked_as_may_be() {
    let (gate, public) = gate();
    let garbage = |count: usize| -> Vec<Submitted> {
        let envelope = |number: usize| {
            let at = "2026-04-01T12:00:00Z".parse().unwrap();
            let signer = Signer {
                id: "carol".parse().unwrap(),
                key: public.fingerprint().clone(),
            };
            let word = Withdraw::new("r".parse().unwrap(), signer, at, number.to_string());
            let payload = Statement::Withdraw(word).to_payload();
            Submitted::new(Statement::envelope(
                payload,
                public.fingerprint().clone(),
                vec![1; 64],
            ))
        };
        (0..count).map(envelope).collect()
    };
    for (count, over) in [(4_096, 0), (4_097, 1)] {
        let seen = gate.verify(&garbage(count));
        let codes = seen.refused().iter().map(|one| one.code);
        let past = codes.filter(|code| *code == IgnoredCode::OverLimit);
        assert_eq!((seen.refused().len(), past.count()), (count, over));
    }
}
