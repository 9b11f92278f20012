//! Small rosters: three to six people, an agent, a service, teams within teams.

use std::sync::OnceLock;

use ed25519_dalek::SigningKey;
use foureyes::id::Fingerprint;
use foureyes::roster::PublicKey;
use serde_json::{Value, json};

use super::{Choices, instant};

/// A principal of the roster, as far as signing needs it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id.
    pub id: String,
    /// `human`, `agent` or `service`.
    pub kind: &'static str,
    /// The seeds of the keys.
    pub keys: Vec<u8>,
}

/// Everybody of a roster, in the order of the document.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The principals.
    pub people: Vec<Person>,
}

impl Cast {
    /// Returns the people, without agents and services.
    pub fn humans(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.kind == "human")
    }
}

const NAMES: &[&str] = &["ann", "bob", "cid", "dee", "eve", "fay"];

/// Seeds of keys that no roster holds.
pub const STRANGERS: [u8; 2] = [201, 202];

/// A key, with what a roster and a statement write of it.
#[derive(Debug)]
pub struct Pair {
    /// What signs.
    pub signing: SigningKey,
    /// The public key, as a roster writes it.
    pub text: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

/// Returns the key of a seed, the same one every time.
pub fn key_pair(seed: u8) -> &'static Pair {
    static PAIRS: [OnceLock<Pair>; 256] = [const { OnceLock::new() }; 256];
    PAIRS[usize::from(seed)].get_or_init(|| {
        let signing = SigningKey::from_bytes(&[seed; 32]);
        let public = PublicKey::from_point(signing.verifying_key().to_bytes());
        Pair {
            signing,
            text: public.to_string(),
            fingerprint: public.fingerprint().clone(),
        }
    })
}

/// Something held, mostly always, sometimes since an instant near now.
fn held(choices: &mut Choices<'_>, is: &str) -> Value {
    let since = *choices.pick(&[-86_400, -3_600, 1, 3_600]);
    if choices.chance(20) {
        json!({"is": is, "since": instant(since)})
    } else {
        json!(is)
    }
}

fn key(choices: &mut Choices<'_>, seed: u8) -> Value {
    let mut key = json!({"public": key_pair(seed).text, "scheme": "ed25519"});
    if choices.chance(6) {
        key["since"] = json!(instant(*choices.pick(&[-172_800, -1_800, 60])));
    }
    if choices.chance(5) {
        let reason = *choices.pick(&["compromised", "retired"]);
        let at = *choices.pick(&[-600, 600]);
        key["revoked"] = json!({"at": instant(at), "reason": reason});
    }
    key
}

fn human(choices: &mut Choices<'_>, index: usize) -> (Person, Value) {
    let id = NAMES[index];
    let first = u8::try_from(index * 2 + 1).expect("few people");
    let mut keys = vec![first];
    if choices.chance(25) {
        keys.push(first + 1);
    }
    let mut principal = json!({
        "id": id,
        "kind": "human",
        "accounts": [format!("email:{id}@example.org"), format!("github:{index}00")],
        "key": keys.iter().map(|seed| key(choices, *seed)).collect::<Vec<_>>(),
    });
    let levels = ["senior", "senior", "principal", "mid", "junior", ""];
    // Somebody near the bottom writes; others mostly can approve.
    let level = *choices.pick(if index == 0 {
        &["mid", "junior", "senior", ""]
    } else {
        &levels
    });
    if !level.is_empty() {
        principal["level"] = held(choices, level);
    }
    let teams = choices.some(&["core", "payments", "data"], 55);
    principal["teams"] = teams.iter().map(|team| held(choices, team)).collect();
    let roles = choices.some(&["policy_owner", "incident"], 50);
    principal["roles"] = roles.iter().map(|role| held(choices, role)).collect();
    if choices.chance(90) {
        let since = instant(*choices.pick(&[-90_000, -90_000, -90_000, -60, 600]));
        principal["trainings"] = json!([{"id": "oncall", "since": since}]);
        if choices.chance(40) {
            principal["trainings"][0]["until"] = json!(instant(*choices.pick(&[900, 3_000])));
        }
    }
    if choices.chance(6) {
        principal["status"] = json!("former");
    }
    if choices.chance(94) {
        principal["grant"] = json!([grant(choices)]);
    }
    let id = id.to_owned();
    (
        Person {
            id,
            kind: "human",
            keys,
        },
        principal,
    )
}

/// What agents may take part in: mostly everything that happens here.
fn grant(choices: &mut Choices<'_>) -> Value {
    choices
        .pick(&[
            json!({"actions": ["deploy", "merge", "apply"]}),
            json!({"actions": ["deploy", "merge", "apply"]}),
            json!({"repositories": ["https://example.org/shop"]}),
            json!({"repositories": ["https://example.org/shop"]}),
            json!({"environments": ["production", "staging", "test"]}),
            json!({"services": ["checkout", "search"], "actions": ["deploy"]}),
        ])
        .clone()
}

fn service(choices: &mut Choices<'_>, id: &str, humans: &[&str], tiers: &[u8]) -> Value {
    let mut entry = json!({"id": id, "paths": [format!("{id}/**")]});
    let tier = *choices.pick(tiers);
    if tier > 0 {
        entry["tier"] = json!(tier);
    }
    let mut owners = choices.some(humans, 55);
    if owners.is_empty() {
        owners.extend(humans.get(1));
    }
    entry["owners"] = json!(owners);
    entry["ownerTeams"] = json!(choices.some(&["core", "payments"], 35));
    entry
}

/// Returns a roster document and who is in it.
pub(super) fn roster(choices: &mut Choices<'_>) -> (Value, Cast) {
    let count = 3 + choices.below(8) / 2;
    let (mut people, mut principals): (Vec<_>, Vec<_>) =
        (0..count).map(|index| human(choices, index)).unzip();
    let humans: Vec<&str> = NAMES[..count].to_vec();
    for (id, kind, seed) in [("agt", "agent", 101), ("svc", "service", 102)] {
        let mut principal = json!({
            "id": id,
            "kind": kind,
            "accounts": [format!("github:{id}")],
            "key": [key(choices, seed)],
            "evidence": choices.some(&["tests", "backup"], 60),
        });
        if kind == "agent" && !choices.chance(20) {
            principal["operator"] = json!(choices.pick(&humans));
        }
        if kind == "agent" && !choices.chance(6) {
            principal["grant"] =
                json!([grant(choices), {"environments": ["production", "staging"]}]);
        }
        principals.push(principal);
        people.push(Person {
            id: id.to_owned(),
            kind,
            keys: vec![seed],
        });
    }
    let services = [
        service(choices, "checkout", &humans, &[2, 1, 3, 0]),
        service(choices, "search", &humans, &[3, 2]),
    ];
    let mut document = json!({
        "roster": "foureyes/roster/v1",
        "id": "people",
        "version": 7,
        "levels": ["junior", "mid", "senior", "principal"],
        "team": [{"id": "core"}, {"id": "payments", "within": ["core"]}, {"id": "data"}],
        "principal": principals,
        "service": services,
    });
    if choices.chance(6) {
        document["expires"] = json!(instant(*choices.pick(&[3_600, -3_600])));
    }
    (document, Cast { people })
}
