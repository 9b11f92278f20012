//! Names that are made of other names: which of them are made of themselves, and how deep the others go.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Name;

/// For each name those that it is made of.
pub(super) type Parts<'a> = BTreeMap<&'a Name, BTreeSet<&'a Name>>;

/// The names that are made of themselves, or stand between such.
pub(super) fn in_circles<'a>(parts: &Parts<'a>) -> BTreeSet<&'a Name> {
    let deep = levels(parts);
    let mut users: Parts<'a> = parts.keys().map(|name| (*name, BTreeSet::new())).collect();
    for (name, used) in parts {
        for part in used {
            if let Some(users) = users.get_mut(part) {
                users.insert(name);
            }
        }
    }
    let above = levels(&users);
    let names = parts.keys().copied();
    names
        .filter(|name| !deep.contains_key(name) && !above.contains_key(name))
        .collect()
}

/// How deep each name goes: 0 for one that is made of no other. A name that leads into a circle has no depth.
pub(super) fn levels<'a>(parts: &Parts<'a>) -> BTreeMap<&'a Name, usize> {
    let mut users: BTreeMap<&Name, Vec<&'a Name>> = BTreeMap::new();
    let mut open: BTreeMap<&Name, usize> = BTreeMap::new();
    for (name, used) in parts {
        let known = used.iter().filter(|part| parts.contains_key(*part));
        for part in known.clone() {
            users.entry(part).or_default().push(name);
        }
        open.insert(name, known.count());
    }
    let mut levels: BTreeMap<&'a Name, usize> = BTreeMap::new();
    let none = open.iter().filter(|(_, count)| **count == 0);
    let mut ready: Vec<&Name> = none.map(|(name, _)| *name).collect();
    while let Some(name) = ready.pop() {
        let Some((name, used)) = parts.get_key_value(name) else {
            continue;
        };
        let below = used.iter().filter_map(|part| levels.get(part)).max();
        let level = below.map_or(0, |below| below.saturating_add(1));
        levels.insert(name, level);
        for user in users.get(name).into_iter().flatten() {
            let Some(count) = open.get_mut(user) else {
                continue;
            };
            *count = count.saturating_sub(1);
            if *count == 0 {
                ready.push(user);
            }
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_and_depths() {
        let names: BTreeMap<&str, Name> = ["a", "b", "c", "d", "e", "f"]
            .iter()
            .map(|text| (*text, text.parse().unwrap()))
            .collect();
        let edges = [
            ("a", vec!["b"]),
            ("b", vec!["c"]),
            ("c", vec!["b", "d"]),
            ("d", vec!["e"]),
            ("e", vec![]),
            ("f", vec!["f"]),
        ];
        let parts: Parts<'_> = edges
            .iter()
            .map(|(name, used)| (&names[name], used.iter().map(|part| &names[part]).collect()))
            .collect();
        let circle: Vec<&str> = in_circles(&parts)
            .iter()
            .map(|name| name.as_str())
            .collect();
        assert_eq!(circle, ["b", "c", "f"]);
        let deep: Vec<_> = levels(&parts)
            .into_iter()
            .map(|(name, level)| (name.as_str(), level))
            .collect();
        assert_eq!(deep, [("d", 1), ("e", 0)]);
    }
}
