//! Whether a change is stricter now than what a signer saw (semantics 5.1).

use crate::fact::Listed;
use crate::statement::SeenThen;

/// Returns the first thing that is stricter now: what was seen, and what is.
pub(super) fn stricter(then: &SeenThen, now: &SeenThen) -> Option<(String, String)> {
    let shown = |what: &str, then: String, now: String| {
        Some((format!("{what} {then}"), format!("{what} {now}")))
    };
    if list_is_stricter(&then.kinds, &now.kinds) {
        return shown("kinds", words(&then.kinds), words(&now.kinds));
    }
    if list_is_stricter(&then.services, &now.services) {
        return shown("services", words(&then.services), words(&now.services));
    }
    // Lower tiers are stricter; one that is not known could be the lowest.
    if now.tier.unwrap_or(0) < then.tier.unwrap_or(0) {
        return shown("tier", word(&then.tier), word(&now.tier));
    }
    if is_stricter(then.destructive, now.destructive) {
        return shown(
            "destructive",
            word(&then.destructive),
            word(&now.destructive),
        );
    }
    if is_stricter(then.reversible.map(|is| !is), now.reversible.map(|is| !is)) {
        return shown("reversible", word(&then.reversible), word(&now.reversible));
    }
    if is_stricter(then.rollout, now.rollout) {
        return shown("rollout", word(&then.rollout), word(&now.rollout));
    }
    if is_stricter(then.blast, now.blast) {
        return shown("blast radius", word(&then.blast), word(&now.blast));
    }
    if now.involvement.is_stricter_than(&then.involvement) {
        let range = |seen: &SeenThen| {
            format!(
                "{} to {}",
                seen.involvement.floor.word(),
                seen.involvement.ceiling.word()
            )
        };
        return shown("involvement", range(then), range(now));
    }
    None
}

/// Unknown is stricter than everything known.
fn is_stricter<T: Ord>(then: Option<T>, now: Option<T>) -> bool {
    match (then, now) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(then), Some(now)) => now > then,
    }
}

/// A list is stricter with an element that was not there, or where it was whole and is not any more.
fn list_is_stricter<T: PartialEq>(then: &Listed<T>, now: &Listed<T>) -> bool {
    then.is_whole()
        && (!now.is_whole() || now.known().iter().any(|item| !then.known().contains(item)))
}

fn word<T: serde::Serialize>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(
        || "not known".to_owned(),
        |value| crate::json::to_string(value).replace('"', ""),
    )
}

fn words<T: serde::Serialize>(list: &Listed<T>) -> String {
    let items = list
        .known()
        .iter()
        .map(|item| word(&Some(item)))
        .collect::<Vec<_>>()
        .join(", ");
    match list {
        Listed::Whole(_) => format!("[{items}]"),
        Listed::Partial(_) => format!("[{items}, …]"),
        Listed::Absent => "not known".to_owned(),
    }
}
