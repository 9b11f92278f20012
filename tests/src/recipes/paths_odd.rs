//! Names that cannot be normalised.

use crate::case::{Case, policy_with};
use foureyes::change::PathChange;
use foureyes::fact::Listed;

use super::paths::{
    GATE_MISSING, PEER_COUNT, SECURE_MISSING, TRANSITION, at, bytes, change_of, link, renamed,
};

/// Names that cannot be normalised match every restricting pattern and no exempting one.
pub(super) fn cases() -> Vec<Case> {
    let odd = |pair, path: PathChange, notes: &[&str]| {
        let mut case = change_of(pair, &["5.5", "5.6"], vec![path]);
        case.hold(&[SECURE_MISSING, GATE_MISSING, TRANSITION]);
        case.notes(notes);
        case.counted(&[(PEER_COUNT, "erin"), ("floor/gate/approvals:2", "erin")]);
        case.missing(&["grace"]);
        case
    };
    let mut collision = odd(
        (
            "s37-names-that-collide",
            "Two names that are one where case is ignored are odd",
        ),
        at("docs/a.md"),
        &["odd_path docs/A.md", "odd_path docs/a.md"],
    );
    collision.change.exact.paths = Listed::Whole(vec![at("docs/A.md"), at("docs/a.md")]);
    collision.statements.clear();
    collision.approve("erin");
    let mut rename = odd(
        (
            "s37-rename-of-case-alone",
            "A rename that changes nothing but case leaves two names that collide",
        ),
        at("docs/a.md"),
        &["odd_path docs/A.md", "odd_path docs/a.md"],
    );
    rename.change.exact.paths = Listed::Whole(vec![renamed("docs/A.md", "docs/a.md")]);
    rename.statements.clear();
    rename.approve("erin");
    let mut only = Case::new(
        "s38-an-odd-name-is-in-no-exempting-place",
        "A name that cannot be normalised is not known to be documentation",
        &["5.5", "9.2"],
    );
    only.policy = policy_with(
        "paths = { docs = [\"docs/**\"] }",
        r#"
[[rule]]
id = "docs"
why = "Nothing but the documentation."
require = [{ must = { touches = "docs" } }]
"#,
    );
    only.change.exact.paths = Listed::Whole(vec![at("docs/a\\b")]);
    only.approve("erin");
    only.approve("grace");
    only.hold(&["hold must_not_met acme/docs/must", TRANSITION]);
    only.notes(&["odd_path docs/a\\b"]);
    only.counted(&[
        ("floor/gate/approvals:2", "erin"),
        ("floor/gate/approvals:2", "grace"),
    ]);
    vec![
        odd(
            (
                "s36-name-that-is-not-utf-8",
                "A name that is not UTF-8 could be any",
            ),
            bytes(b"docs/caf\xe9.md"),
            &["odd_path docs/caf\u{fffd}.md"],
        ),
        odd(
            ("s38-backslash", "A backslash is a slash to some"),
            at("docs\\..\\secure\\key"),
            &["odd_path docs\\..\\secure\\key"],
        ),
        odd(
            ("s38-control-character", "A control character is not shown"),
            at("docs/a\tb"),
            &["odd_path docs/a\tb"],
        ),
        odd(
            (
                "s38-bidi-override",
                "A character that turns the text around hides the name",
            ),
            at("docs/\u{202e}dm.a"),
            &["odd_path docs/\u{202e}dm.a"],
        ),
        odd(
            (
                "s38-trailing-dot",
                "A segment with a dot at its end is another name to some file systems",
            ),
            at("secure./key"),
            &["odd_path secure./key"],
        ),
        odd(
            (
                "s40-link-to-an-odd-name",
                "A link to a name that cannot be normalised is as odd as the name",
            ),
            link("docs/latest", Some("secure\\key")),
            &["odd_path secure\\key"],
        ),
        odd(
            (
                "s40-link-out-of-the-repository",
                "A link that leaves the repository touches every place",
            ),
            link("docs/latest", None),
            &[],
        ),
        collision,
        rename,
        only,
    ]
}
