//! `foureyes report` in repositories with and without a roster.

use std::fs;

use crate::world::{World, roster};

const CLAUDE: &str = "\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n";
const WHEN: [&str; 5] = [
    "report",
    "--since",
    "30.days",
    "--now",
    "2026-03-02T12:00:00Z",
];

fn report(world: &World, words: &[&str]) -> String {
    let outcome = world.run(&[&WHEN[..], words].concat());
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome.out
}

/// A root commit, one by a person, one with AI, and a merge that brings in another with AI.
fn history(world: &World) {
    world.file("README", "a");
    world.commit("Begin");
    world.file("src/a.rs", "a");
    world.commit("By hand");
    world.file("src/a.rs", "b");
    world.commit(&format!("With AI{CLAUDE}"));
    world.git(&["checkout", "--quiet", "-b", "side"]);
    world.file("docs/a.md", "a");
    world.commit(&format!("Aside{CLAUDE}"));
    world.git(&["checkout", "--quiet", "main"]);
    world.git(&["merge", "--quiet", "--no-ff", "--message", "Join", "side"]);
}

#[test]
fn without_a_roster_everybody_is_below_senior() {
    let Some(world) = World::empty("without_a_roster_everybody_is_below_senior") else {
        return;
    };
    let nothing = report(&world, &[]);
    assert!(nothing.starts_with("0 changes with 0 commits"), "{nothing}");
    history(&world);
    let text = report(&world, &[]);
    for line in [
        "4 changes with 5 commits from 2026-01-31 to 2026-03-02",
        "2 of them say that AI took part (50.0 %)",
        "2 would have waited for a senior under senior-signoff (50.0 %)",
        "note: there is no roster: every author is taken as below senior",
        "note: a commit that claims nothing is taken as made without AI (presume = none)",
        "  senior-signoff/peer-review                    4  100.0 % of 4",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("could have released"), "{text}");
    let json = report(&world, &["--format", "json"]);
    assert!(
        json.contains("\"total\":{\"changes\":4,\"ai\":2,\"needsSenior\":2}"),
        "{json}"
    );
    assert!(json.contains("\"hasRoster\":false"), "{json}");
    let later = world.run(&[
        "report",
        "--since",
        "2026-03-01",
        "--now",
        "2026-03-02T12:00:00Z",
    ]);
    assert!(later.out.starts_with("0 changes"), "{}", later.out);
    let odd = world.run(&["report", "--since", "soon"]);
    assert_eq!(odd.code, 1, "{odd:?}");
}

#[test]
fn a_roster_tells_who_could_have_released() {
    let Some(world) = World::empty("a_roster_tells_who_could_have_released") else {
        return;
    };
    history(&world);
    let path = world.outside("roster.toml");
    fs::write(&path, roster(1)).unwrap();
    let path = path.to_str().unwrap();
    let text = report(&world, &["--roster-file", path]);
    for line in [
        "2 would have waited for a senior under senior-signoff (50.0 %)",
        "0 of those nobody in the roster could have released",
        "  carol                                         2  100.0 % of 2",
        "note: people are who `",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("  bob   "), "{text}");
    let seniors = roster(1).replace("level = \"mid\"", "level = \"senior\"");
    world.file(".foureyes/roster.toml", &seniors);
    world.commit("Adopt");
    let text = report(&world, &[]);
    assert!(
        text.contains("\n0 would have waited for a senior"),
        "{text}"
    );
}

#[test]
fn pages_hold_no_markup_of_others() {
    let Some(world) = World::empty("pages_hold_no_markup_of_others") else {
        return;
    };
    world.file("<b>/a", "a");
    world.commit(&format!(
        "<script>alert(1)</script> | [x](http://e.example) @all \u{202e}\n\
         \nAssisted-by: Claude Code:<img/src=x>{CLAUDE}"
    ));
    let page = report(&world, &["--format", "html"]);
    for odd in ["<script", "<img", "<b>", "\u{202e}"] {
        assert!(!page.contains(odd), "{odd}\n{page}");
    }
    assert!(
        page.contains("&lt;script&gt;") && page.contains("<svg"),
        "{page}"
    );
    assert!(
        !page.contains("href=") && !page.contains("src=\""),
        "{page}"
    );
    let marks = report(&world, &["--format", "markdown"]);
    assert!(!marks.contains("<script") && !marks.contains("[x](") && !marks.contains("@all"));
    assert!(marks.contains("1 of 1"), "{marks}");
}

#[test]
fn a_shallow_clone_tells_what_it_cannot() {
    let Some(world) = World::empty("a_shallow_clone_tells_what_it_cannot") else {
        return;
    };
    history(&world);
    let clone = world.outside("clone");
    let from = format!("file://{}", world.path.display());
    let to = clone.to_str().unwrap().to_owned();
    world.git(&["clone", "--quiet", "--depth", "1", &from, &to]);
    let text = report(&world, &["-C", &to]);
    assert!(text.contains("note: this clone is shallow"), "{text}");
    assert!(text.contains("note: nothing is said of "), "{text}");
}
