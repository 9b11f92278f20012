//! What conditions ask, one atom at a time, of everything that can be known of what it asks about: in `when`, in `when`
//! under `not`, in `must`, and there under `not` (semantics 2.6 to 2.8).

use serde_json::{Value, json};

use crate::generate::{LENGTH, World, instant};

/// In which reading an atom may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum May {
    /// In both.
    Both,
    /// Only where it asks for more.
    Restrict,
    /// Only where it lets something through.
    Exempt,
}

/// Members of the change, each put where a pointer says; a `null` takes one away.
type State = Vec<(&'static str, Value)>;

/// Atoms of one sort, with the states that they are held against.
struct Atoms {
    may: May,
    asks: Vec<Value>,
    states: Vec<State>,
}

/// Every combination of one state of each.
fn product(one: &[State], other: &[State]) -> Vec<State> {
    let one = one.iter();
    one.flat_map(|one| {
        other
            .iter()
            .map(move |other| one.iter().chain(other).cloned().collect())
    })
    .collect()
}

/// A fact that is not known, and each value from each origin.
fn scalar(place: &'static str, values: &[Value]) -> Vec<State> {
    let origins = ["declared", "collected", "signed"];
    let known = values
        .iter()
        .flat_map(|value| origins.map(|origin| vec![(place, json!({origin: value}))]));
    [vec![(place, Value::Null)]]
        .into_iter()
        .chain(known)
        .collect()
}

/// A list that is not there, and each of these whole and partial.
fn list(place: &'static str, lists: &[Value]) -> Vec<State> {
    let known = lists
        .iter()
        .flat_map(|items| ["whole", "partial"].map(|word| vec![(place, json!({word: items}))]));
    [vec![(place, Value::Null)]]
        .into_iter()
        .chain(known)
        .collect()
}

const CLAIMS: &str = "/live/claims";
const PATHS: &str = "/exact/paths";

fn claims() -> Vec<State> {
    let claim = |rung: &str| json!({"involvement": rung, "basis": "declared"});
    let by = |rung: &str, tool: &str, model: &str| json!({"involvement": rung, "basis": "declared", "tool": tool, "model": model});
    let lists = [
        json!([]),
        json!([claim("none")]),
        json!([claim("assisted")]),
        json!([by("assisted", "quill", "ink-1")]),
        json!([by("autonomous", "quill", "ink-1")]),
        json!([by("generated", "scribe", "lead")]),
        json!([
            by("assisted", "quill", "ink-1"),
            by("autonomous", "scribe", "lead")
        ]),
        json!([by("autonomous", "scribe", "lead"), claim("assisted")]),
        json!([
            by("none", "quill", "ink-1"),
            by("assisted", "scribe", "lead")
        ]),
    ];
    list(CLAIMS, &lists)
}

/// Who could have made it, as far as it says how much an AI did.
fn makers() -> Vec<State> {
    let agent = json!({"who": {"principal": "agt"}, "role": "author", "basis": "authenticated"});
    vec![
        Vec::new(),
        vec![("/live/participants", json!({"whole": [agent]}))],
    ]
}

fn provenance() -> Vec<Atoms> {
    let of = |may, asks: &[Value]| Atoms {
        may,
        asks: asks.to_vec(),
        states: product(&claims(), &makers()),
    };
    vec![
        of(
            May::Restrict,
            &[
                json!({"tool": "quill"}),
                json!({"tool": ["quill", "scribe"]}),
                json!({"model": "ink-*"}),
                json!({"model": ["ink-1", "ink-2"]}),
                json!({"involvement": {"atLeast": "assisted"}}),
                json!({"involvement": {"atLeast": "autonomous"}}),
                json!({"involvement": {"includes": "assisted"}}),
            ],
        ),
        of(
            May::Exempt,
            &[
                json!({"recorded": "tool"}),
                json!({"recorded": ["tool", "model"]}),
            ],
        ),
    ]
}

fn path(name: &str) -> Value {
    json!({"path": name, "action": "modified", "added": 3, "removed": 1})
}

fn paths() -> Vec<State> {
    let renamed = |from: &str, to: &str| json!({"path": to, "oldPath": from, "action": "renamed"});
    let lists = [
        json!([]),
        json!([path("checkout/pay.rs")]),
        json!([path("docs/guide.md")]),
        json!([path("checkout/pay.rs"), path("docs/guide.md")]),
        json!([path("search/index.rs")]),
        json!([path("draft\\pay.rs")]),
        json!([renamed("docs/pay.md", "checkout/pay.rs")]),
        json!([renamed("docs/one.md", "docs/two.md")]),
    ];
    list(PATHS, &lists)
}

fn places() -> Vec<Atoms> {
    let line = |path: &str, rung: &str| json!({"path": path, "involvement": rung, "lines": 3});
    let lists = [
        json!([]),
        json!([line("checkout/pay.rs", "generated")]),
        json!([line("checkout/pay.rs", "none")]),
        json!([{"path": "checkout/pay.rs", "lines": 3}]),
        json!([line("docs/guide.md", "generated")]),
        json!([line("draft\\pay.rs", "generated")]),
        json!([
            line("docs/pay.md", "generated"),
            line("checkout/pay.rs", "none")
        ]),
    ];
    let counted = |added: Option<u64>, removed: Option<u64>| {
        let mut path = json!({"path": "checkout/pay.rs", "action": "modified"});
        for (name, count) in [("added", added), ("removed", removed)] {
            if let Some(count) = count {
                path[name] = json!(count);
            }
        }
        path
    };
    let sizes = [
        json!([]),
        json!([counted(Some(3), Some(1))]),
        json!([counted(Some(3), None)]),
        json!([counted(None, Some(4))]),
        json!([counted(None, None)]),
        json!([counted(Some(3), Some(1)), path("docs/guide.md")]),
    ];
    vec![
        Atoms {
            may: May::Both,
            asks: vec![
                json!({"touches": "hot"}),
                json!({"touches": ["hot", "docs"]}),
                json!({"touches": "docs"}),
            ],
            states: paths(),
        },
        Atoms {
            may: May::Restrict,
            asks: vec![
                json!({"aiTouches": "hot"}),
                json!({"aiTouches": ["hot", "docs"]}),
            ],
            states: product(&list("/live/attribution", &lists), &paths()),
        },
        Atoms {
            may: May::Restrict,
            asks: vec![
                json!({"lines": {"atLeast": 4}}),
                json!({"lines": {"atLeast": 5}}),
            ],
            states: list(PATHS, &sizes),
        },
        Atoms {
            may: May::Exempt,
            asks: vec![
                json!({"lines": {"atMost": 4}}),
                json!({"lines": {"atMost": 3}}),
            ],
            states: list(PATHS, &sizes),
        },
    ]
}

fn resources() -> Vec<Atoms> {
    let one = |address: &str, kind: &str, action: &str| json!({"address": address, "type": kind, "action": action});
    let lists = [
        json!([]),
        json!([one("db.a", "db", "delete")]),
        json!([one("db.a", "db", "update")]),
        json!([one("db.a", "db", "delete"), one("dns.b", "dns", "delete")]),
        json!([one("db.a", "db", "delete"), one("db.b", "db", "update")]),
    ];
    let states = list("/exact/resources", &lists);
    let counted = [
        json!({"resources": {"atLeast": 1}}),
        json!({"resources": {"atLeast": 2}}),
        json!({"resources": {"type": "db", "atLeast": 2}}),
        json!({"resources": {"action": "delete", "atLeast": 2}}),
    ];
    let either = [
        json!({"resources": {"type": "db"}}),
        json!({"resources": {"action": "delete"}}),
        json!({"resources": {"type": ["db", "dns"], "action": ["delete", "create"]}}),
    ];
    vec![
        Atoms {
            may: May::Restrict,
            asks: counted.to_vec(),
            states: states.clone(),
        },
        Atoms {
            may: May::Both,
            asks: either.to_vec(),
            states,
        },
    ]
}

fn services() -> Vec<Atoms> {
    let kinds = [
        json!([]),
        json!(["code"]),
        json!(["data"]),
        json!(["code", "data"]),
    ];
    let named = [
        json!([]),
        json!(["checkout"]),
        json!(["search"]),
        json!(["checkout", "search"]),
        json!(["unheard"]),
    ];
    let tiers = [json!([]), json!([1]), json!([3]), json!([2, 3])];
    let touched = [
        vec![(PATHS, json!({"whole": []}))],
        vec![(PATHS, json!({"whole": [path("search/index.rs")]}))],
        vec![(PATHS, json!({"whole": [path("other/main.rs")]}))],
        vec![(PATHS, json!({"partial": [path("search/index.rs")]}))],
    ];
    let places = product(&list("/seen/services", &named), &touched);
    let few = [json!(["checkout"]), json!(["unheard"])];
    let few = product(&list("/seen/services", &few), &touched[..2]);
    vec![
        Atoms {
            may: May::Both,
            asks: vec![json!({"kind": "code"}), json!({"kind": ["code", "data"]})],
            states: list("/seen/kinds", &kinds),
        },
        Atoms {
            may: May::Both,
            asks: vec![
                json!({"service": "checkout"}),
                json!({"service": ["checkout", "search"]}),
                json!({"team": "core"}),
                json!({"team": ["data", "core"]}),
                json!({"team": "payments"}),
            ],
            states: places,
        },
        Atoms {
            may: May::Both,
            asks: vec![
                json!({"tier": 1}),
                json!({"tier": [2, 3]}),
                json!({"tier": {"atMost": 2}}),
            ],
            states: product(&few, &list("/seen/tiers", &tiers)),
        },
    ]
}

fn scalars() -> Vec<Atoms> {
    let both = |asks: &[Value], states: Vec<State>| Atoms {
        may: May::Both,
        asks: asks.to_vec(),
        states,
    };
    let truth = [json!(true), json!(false)];
    vec![
        both(
            &[
                json!({"environment": "production"}),
                json!({"environment": ["staging", "test"]}),
            ],
            scalar(
                "/exact/environment",
                &[
                    json!("production"),
                    json!("prod"),
                    json!("test"),
                    json!("mars"),
                ],
            ),
        ),
        both(
            &[json!({"destructive": true}), json!({"destructive": false})],
            scalar("/seen/destructive", &truth),
        ),
        both(
            &[json!({"reversible": true}), json!({"reversible": false})],
            scalar("/seen/reversible", &truth),
        ),
        both(
            &[json!({"rollout": "instant"}), json!({"rollout": "staged"})],
            scalar("/seen/rollout", &[json!("instant"), json!("staged")]),
        ),
        both(
            &[json!({"blast": {"atLeast": "region"}})],
            scalar(
                "/seen/blast",
                &[json!("none"), json!("region"), json!("global")],
            ),
        ),
        both(
            &[
                json!({"credential": "issued"}),
                json!({"credential": ["borrowed", "notIssued"]}),
            ],
            scalar("/live/credential", &[json!("issued"), json!("borrowed")]),
        ),
        both(
            &[
                json!({"plan": "current"}),
                json!({"plan": ["none", "superseded"]}),
            ],
            scalar("/live/plan", &[json!("current"), json!("none")]),
        ),
        both(
            &[json!({"author": {"firstContribution": true}})],
            scalar("/live/firstContribution", &truth),
        ),
        both(
            &[
                json!({"fact": {"replicas": {"atLeast": 3}}}),
                json!({"fact": {"replicas": {"atMost": 3}}}),
                json!({"fact": {"replicas": [1, 3]}}),
                json!({"fact": {"replicas": 3, "first": true}}),
            ],
            scalar(
                "/live/facts/replicas",
                &[json!(2), json!(3), json!(4), json!("many")],
            ),
        ),
    ]
}

fn times() -> Vec<Atoms> {
    let records = [
        ("passed", "collected"),
        ("failed", "collected"),
        ("failed", "declared"),
    ];
    let record = |(result, origin): (&str, &str)| {
        json!([{
            "type": "tests", "result": result, "origin": origin, "at": instant(-60),
            "digest": format!("sha256:{}", "5".repeat(64)),
        }])
    };
    let marks = [json!([]), json!(["stop"]), json!(["ai"]), json!(["frozen"])];
    vec![
        Atoms {
            may: May::Restrict,
            asks: vec![
                json!({"failed": "tests"}),
                json!({"failed": ["backup", "tests"]}),
            ],
            states: list("/live/evidence", &records.map(record)),
        },
        Atoms {
            may: May::Restrict,
            asks: vec![
                json!({"marked": "stop"}),
                json!({"marked": ["stop", "ai"]}),
                json!({"frozen": true}),
            ],
            states: list("/live/marks", &marks),
        },
        Atoms {
            may: May::Both,
            asks: vec![
                json!({"during": "gala"}),
                json!({"during": ["weekly", "gala"]}),
            ],
            states: vec![Vec::new()],
        },
    ]
}

/// Where an atom stands, and in which reading.
fn rules(atom: &Value, may: May) -> Vec<Value> {
    let forbid =
        |when: Value| json!({"id": "rule", "why": "It is so.", "when": when, "forbid": "refused"});
    let must = |must: Value| json!({"id": "rule", "why": "It is so.", "require": [{"must": must}]});
    let restricting = [forbid(atom.clone()), must(json!({"not": atom}))];
    let exempting = [forbid(json!({"not": atom})), must(atom.clone())];
    match may {
        May::Both => restricting.into_iter().chain(exempting).collect(),
        May::Restrict => restricting.to_vec(),
        May::Exempt => exempting.to_vec(),
    }
}

fn plain() -> World {
    let mut numbers = vec![0; LENGTH];
    // One person more than at zero.
    numbers[0] = 2;
    let mut world = World::read_more(&numbers);
    for (service, team) in [(0, "payments"), (1, "data")] {
        world.roster["service"][service]["ownerTeams"] = json!([team]);
    }
    world
}

fn with(world: &World, rule: &Value, state: &State) -> World {
    let mut world = world.clone();
    world.policy["rule"] = json!([rule]);
    let asks_about_freezes = rule.to_string().contains("\"frozen\"");
    if asks_about_freezes {
        world.policy["freeze"] = json!([{
            "id": "gala", "why": "It is full.", "from": instant(-60), "to": instant(60),
        }]);
    }
    for (place, value) in state {
        let (parent, member) = place.rsplit_once('/').unwrap_or_default();
        let members = world
            .change
            .pointer_mut(parent)
            .and_then(Value::as_object_mut);
        if let Some(members) = members {
            if value.is_null() {
                members.remove(member);
            } else {
                members.insert(member.to_owned(), value.clone());
            }
        }
    }
    world
}

/// Returns every world, one after the other.
pub fn worlds() -> impl Iterator<Item = World> {
    let all = [
        provenance(),
        places(),
        resources(),
        services(),
        scalars(),
        times(),
    ];
    let world = plain();
    all.into_iter().flatten().flat_map(move |atoms| {
        let world = world.clone();
        let Atoms { may, asks, states } = atoms;
        asks.into_iter().flat_map(move |atom| {
            let (world, states) = (world.clone(), states.clone());
            rules(&atom, may).into_iter().flat_map(move |rule| {
                let world = world.clone();
                let states = states.clone().into_iter();
                states.map(move |state| with(&world, &rule, &state))
            })
        })
    })
}
