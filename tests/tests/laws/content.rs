//! Laws 4 and 15: more AI and more content never ask for less.

use foureyes::decision::ReasonCode;
use foureyes_tests::compare::{blocks, loosens};
use foureyes_tests::generate::Choices;
use serde_json::{Value, json};

use crate::runner::law;

/// Appends to a list of the change, if it is there and `fits`; says whether it did.
fn append(change: &mut Value, place: &str, item: &Value, fits: impl Fn(&[Value]) -> bool) -> bool {
    for extent in ["whole", "partial"] {
        let list = change
            .pointer_mut(&format!("{place}/{extent}"))
            .and_then(Value::as_array_mut);
        if let Some(items) = list.filter(|items| fits(items) && !items.contains(item)) {
            items.push(item.clone());
            return true;
        }
    }
    false
}

#[test]
fn more_ai_never_loosens() {
    law(|world, choices| {
        let signed = world.sign();
        let before = world.decide_with(&signed);
        // A change of which no rule spoke can be one of which a rule speaks (see law 3).
        if blocks(&before, ReasonCode::NoRule) {
            return Ok(());
        }
        let mut other = world.clone();
        let rung = *choices.pick(&["generated", "assisted", "autonomous", "advised", "none"]);
        let mut claim = json!({"involvement": rung, "basis": choices.pick(&["declared", "heuristic"]), "tool": "pen"});
        if choices.chance(25) {
            claim["operator"] =
                json!(choices.pick(&["email:bob@example.org", "email:other@example.net"]));
        }
        if choices.chance(20) {
            // Believing less is presuming more.
            let presume = &mut other.policy["provenance"]["presume"];
            match presume.as_str() {
                Some("none") => *presume = json!("assisted"),
                _ => other.policy["provenance"] = json!({}),
            }
        } else {
            append(&mut other.change, "/live/claims", &claim, |_| true);
        }
        for after in [other.decide(), other.decide_with(&signed)] {
            if loosens(&before, &after) {
                return Err(format!(
                    "{claim} {}\n{}\n{}",
                    other.policy,
                    before.explain(),
                    after.explain()
                ));
            }
        }
        Ok(())
    });
}

/// One more piece of content.
fn more(choices: &mut Choices<'_>, change: &mut Value) -> Option<&'static str> {
    // Nothing is vacuous (9.5): the first element of a list can make true what nothing made true.
    let some = |items: &[Value]| !items.is_empty();
    let (what, added) = match choices.below(6) {
        0 => {
            let path = *choices.pick(&[
                "search/new.rs",
                "db/2.sql",
                "docs/more.md",
                "checkout/new.rs",
                "other",
                "odd\\",
                ".ci/run",
            ]);
            (
                "path",
                append(
                    change,
                    "/exact/paths",
                    &json!({"path": path, "action": "added"}),
                    some,
                ),
            )
        }
        1 => {
            let resource = json!({"address": "db.more", "type": "db", "action": "delete"});
            (
                "resource",
                append(change, "/exact/resources", &resource, some),
            )
        }
        2 => (
            "kind",
            append(
                change,
                "/seen/kinds",
                choices.pick(&[json!("iam"), json!("docs"), json!("policy")]),
                some,
            ),
        ),
        3 => (
            "service",
            append(
                change,
                "/seen/services",
                choices.pick(&[json!("search"), json!("checkout"), json!("new")]),
                some,
            ),
        ),
        4 => {
            let roles = [
                "author",
                "committer",
                "coAuthor",
                "pusher",
                "operator",
                "executor",
            ];
            let who = choices
                .pick(&[
                    json!({"principal": "bob"}),
                    json!({"principal": "svc"}),
                    json!({"principal": "agt"}),
                    json!({"account": "email:else@example.net"}),
                ])
                .clone();
            let one = json!({"who": who, "role": choices.pick(&roles), "basis": choices.pick(&["authenticated", "asserted"])});
            (
                "participant",
                append(change, "/live/participants", &one, some),
            )
        }
        _ => (
            "tier",
            append(
                change,
                "/seen/tiers",
                choices.pick(&[json!(1), json!(3)]),
                some,
            ),
        ),
    };
    added.then_some(what)
}

#[test]
fn adding_content_never_loosens() {
    law(|world, choices| {
        let before = world.decide();
        // Nobody owns the services of a change that touches none: the first one can have an owner (9.5).
        let touches = before
            .record()
            .profile
            .as_ref()
            .is_some_and(|profile| !profile.services.is_empty());
        let mut other = world.clone();
        let excused = [
            ReasonCode::NoRule,
            ReasonCode::CommitUnattributed,
            ReasonCode::EmptyChange,
        ];
        if !touches || excused.iter().any(|code| blocks(&before, *code)) {
            return Ok(());
        }
        let Some(what) = more(choices, &mut other.change) else {
            return Ok(());
        };
        for after in [other.decide(), other.decide_with(&world.sign())] {
            if loosens(&before, &after) {
                return Err(format!(
                    "{what}\n{:#}\n{}\n{}",
                    other.change,
                    before.explain(),
                    after.explain()
                ));
            }
        }
        Ok(())
    });
}
