//! Laws 9, 10 and 20: a signature and a permit are for one thing in one place.

use foureyes::Submitted;
use foureyes::change::Action;
use foureyes::decision::Expect;
use foureyes::time::Span;
use foureyes_tests::compare::counted;
use foureyes_tests::generate::{Choices, envelopes};
use serde_json::{Value, json};

use crate::runner::{law, law_over};

fn digits(letter: char, count: usize) -> String {
    String::from(letter).repeat(count)
}

/// Puts the change into another context, in one member; says in which, `None` where it cannot.
fn elsewhere(choices: &mut Choices<'_>, change: &mut Value) -> Option<&'static str> {
    let exact = change["exact"].as_object_mut()?;
    let tree = json!({"gitTree": digits('0', 40)});
    let mut replace = |name: &'static str, value: Value| {
        let changed = exact.get(name) != Some(&value);
        exact.insert(name.to_owned(), value);
        changed.then_some(name)
    };
    match choices.below(12) {
        0 => replace("repository", json!("https://example.org/other")),
        1 => replace("targetRef", json!("refs/heads/release")),
        2 => replace("id", json!("shop!18")),
        3 => replace("from", tree),
        4 => replace("result", tree),
        5 => exact.remove("from").map(|_| "from"),
        6 => exact.remove("result").map(|_| "result"),
        7 => replace(
            "regions",
            choices
                .pick(&[json!(["eu"]), json!(["eu", "us", "ap"])])
                .clone(),
        ),
        8 => replace("action", json!("run")),
        9 => {
            let there = exact.remove("environment")?;
            let name = there.as_object()?.values().next()?.clone();
            let other = if name == "staging" {
                "production"
            } else {
                "staging"
            };
            if choices.chance(70) {
                exact.insert("environment".to_owned(), json!({"collected": other}));
            }
            Some("environment")
        }
        10 => {
            let subjects = exact.get_mut("subjects")?.as_array_mut()?;
            let extra = json!({"name": "more", "digest": {"sha256": digits('8', 64)}});
            if subjects.len() > 1 && choices.chance(30) {
                // Only what is a commit and nothing else may be replaced by a squash.
                subjects.retain(|subject| subject["name"] != "image");
            } else {
                subjects.push(extra);
            }
            Some("subjects")
        }
        _ => {
            let subjects = exact.get_mut("subjects")?.as_array_mut()?;
            let mut strong: Vec<&mut Value> = subjects
                .iter_mut()
                .filter(|subject| subject["digest"].get("sha256").is_some())
                .collect();
            let count = strong.len();
            let subject = strong.get_mut(choices.below(count))?;
            subject["digest"]["sha256"] = json!(digits('7', 64));
            Some("subject")
        }
    }
}

#[test]
fn an_approval_for_one_context_never_counts_in_another() {
    law(|world, choices| {
        let mut other = world.clone();
        let Some(member) = elsewhere(choices, &mut other.change) else {
            return Ok(());
        };
        let decision = other.decide_with(&world.sign());
        if counted(&decision).is_empty() {
            Ok(())
        } else {
            Err(format!(
                "{member}\n{:#}\n{}",
                other.change["exact"],
                decision.explain()
            ))
        }
    });
}

#[test]
fn signed_bytes_are_what_counts() {
    law(|world, choices| {
        let signed = world.sign();
        if signed.is_empty() {
            return Ok(());
        }
        let one = choices.pick(&signed);
        let gate = world.gate();
        let told = |bytes: &[u8]| {
            let set = gate.verify(&[Submitted::new(bytes)]);
            set.verified()
                .iter()
                .map(|one| (one.person.clone(), one.id))
                .collect::<Vec<_>>()
        };
        let whole = &one.submitted.bytes;
        let before = told(whole);
        for _ in 0..6 {
            let mut bytes = whole.clone();
            let at = choices.below(bytes.len());
            bytes[at] ^= 1 << choices.below(8);
            let after = told(&bytes);
            // A bit of what nobody signs may differ (white space, the other alphabet): then it is the same statement.
            let same = after == before || after.is_empty();
            if !same {
                return Err(format!(
                    "bit of byte {at}: {}",
                    String::from_utf8_lossy(&bytes)
                ));
            }
        }
        // And of the payload and signature proper, not one.
        let envelope = foureyes::signature::Envelope::from_json(whole).expect("an envelope");
        let mut forged = envelope.clone();
        let bytes = if choices.chance(50) {
            &mut forged.payload
        } else {
            &mut forged.signatures[0].sig
        };
        let at = choices.below(bytes.len());
        bytes[at] ^= 1 << choices.below(8);
        let garbled = before.is_empty();
        let after = told(forged.to_json().as_bytes());
        if after.is_empty() || garbled {
            Ok(())
        } else {
            Err(format!("{after:?} after a flipped bit"))
        }
    });
}

#[test]
fn no_permit_without_match() {
    law_over(600, |world, choices| {
        let signed = world.sign();
        let (gate, change) = (world.gate(), world.change());
        let decision = world.decide_under(&gate, &change, &signed);
        let exact = change.exact();
        let expect = Expect {
            subjects: exact
                .subjects
                .iter()
                .map(|subject| subject.digest.clone())
                .collect(),
            repository: exact.repository.clone(),
            target_ref: exact.target_ref.clone(),
            environment: exact.environment.value().cloned(),
            regions: exact.regions.clone(),
            action: exact.action,
            now: world.now,
        };
        let second = Span::from_seconds(1);
        let last = decision.record().recheck_by.minus(second);
        if !decision.is_allowed() {
            return match decision.permit(&expect) {
                Ok(_) => Err(format!("a permit for no allow\n{}", decision.explain())),
                Err(_) => Ok(()),
            };
        }
        for now in [world.now, last] {
            let exactly = Expect {
                now,
                ..expect.clone()
            };
            drop(
                decision
                    .permit(&exactly)
                    .map_err(|refused| format!("{refused} at {now}"))?,
            );
        }
        let mut other = expect.clone();
        let what = choices.below(9);
        match what {
            0 => other.subjects.push(
                r#"{"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}"#
                    .parse_set(),
            ),
            1 => drop(other.subjects.pop()),
            2 => other.repository = "https://example.org/other".parse().expect("a repository"),
            3 => other.target_ref = "refs/heads/other".parse().expect("a ref"),
            4 => {
                other.environment = match other.environment {
                    Some(_) => None,
                    None => Some("production".parse().expect("a word")),
                }
            }
            5 => other.regions.push("moon".parse().expect("a word")),
            6 => other.action = Action::Run,
            7 => other.now = world.now.minus(second),
            _ => other.now = decision.record().recheck_by,
        }
        if decision.permit(&other).is_ok() {
            return Err(format!("a permit for something else: {what}"));
        }
        let set = world.verify(&gate, &envelopes(&signed));
        let played = world.with_request(&change, &set, &signed, |request| {
            gate.evaluate(&request.simulated())
        });
        match played.permit(&expect) {
            Ok(_) => Err("a permit for a simulation".to_owned()),
            Err(_) => Ok(()),
        }
    });
}

/// Reads a digest set off its JSON.
trait ParseSet {
    fn parse_set(&self) -> foureyes::digest::DigestSet;
}

impl ParseSet for str {
    fn parse_set(&self) -> foureyes::digest::DigestSet {
        serde_json::from_str(self).expect("a digest set")
    }
}
