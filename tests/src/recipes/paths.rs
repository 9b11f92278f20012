//! What a change touches: names, links, places, owners, and what controls the gate.

use crate::case::{self, Case, policy_with};
use crate::{is, must};
use foureyes::change::{PathAction, PathChange, PathMode, RepoPath};
use foureyes::fact::Listed;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = touched();
    cases.extend(globs());
    cases
}

const PLACES: &str = "paths = { secure = [\"secure/**\"] }";

const SECURE: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]

[[rule]]
id = "secure"
why = "Security has looked."
when = { touches = "secure" }
require = [{ approvals = 1, from = { team = "security" } }]
"#;

pub(super) const PEER_COUNT: &str = "acme/peer/approvals:1";

pub(super) const SECURE_MISSING: &str = "hold approvals_missing acme/secure/approvals:1";

pub(super) const GATE_MISSING: &str = "hold approvals_missing floor/gate/approvals:2";

pub(super) const TRANSITION: &str = "hold transition_required";

pub(super) fn at(text: &str) -> PathChange {
    case::path(text)
}

pub(super) fn renamed(from: &str, to: &str) -> PathChange {
    let mut entry = at(to);
    entry.action = PathAction::Renamed;
    entry.old_path = Some(is(from));
    entry
}

pub(super) fn deleted(text: &str) -> PathChange {
    PathChange::new(is(text), PathAction::Deleted)
}

pub(super) fn link(text: &str, target: Option<&str>) -> PathChange {
    let mut entry = at(text);
    entry.mode = Some(PathMode::Symlink);
    entry.link_target = target.map(is);
    entry
}

pub(super) fn submodule(text: &str) -> PathChange {
    let mut entry = PathChange::new(is(text), PathAction::Modified);
    entry.mode = Some(PathMode::Submodule);
    entry
}

pub(super) fn bytes(bytes: &[u8]) -> PathChange {
    PathChange::new(must(RepoPath::new(bytes)), PathAction::Added)
}

/// A change of these paths, under a rule for the place `secure`, approved by Erin, who is not in security.
pub(super) fn change_of(
    (id, title): (&str, &str),
    clauses: &[&str],
    paths: Vec<PathChange>,
) -> Case {
    let mut case = Case::new(id, title, clauses);
    case.policy = policy_with(PLACES, SECURE);
    case.change.exact.paths = Listed::Whole(paths);
    case.approve("erin");
    case.counted(&[(PEER_COUNT, "erin")]);
    case
}

/// The change touches the place.
fn secured(pair: (&str, &str), clauses: &[&str], paths: Vec<PathChange>) -> Case {
    let mut case = change_of(pair, clauses, paths);
    case.hold(&[SECURE_MISSING]);
    case.missing(&["dave"]);
    case
}

/// The change does not touch the place.
fn free(pair: (&str, &str), clauses: &[&str], paths: Vec<PathChange>) -> Case {
    let mut case = change_of(pair, clauses, paths);
    case.allow();
    case
}

fn touched() -> Vec<Case> {
    let mut partial = secured(
        (
            "s44-what-was-cut-could-be-anything",
            "Paths that are not listed could be in the place",
        ),
        &["5.7", "9.2"],
        vec![at("docs/index.md")],
    );
    partial.change.exact.paths = Listed::Partial(vec![at("docs/index.md")]);
    partial.statements.clear();
    partial.approve("erin");
    partial.hold(&[SECURE_MISSING, "hold list_partial exact.paths"]);
    let many = (0..3_000)
        .map(|number| PathChange::new(is(&format!("docs/{number}.md")), PathAction::Deleted));
    let many: Vec<_> = many.chain([deleted("secure/key.pem")]).collect();
    let mut was = submodule("secure");
    was.mode = Some(PathMode::File);
    was.old_mode = Some(PathMode::Submodule);
    vec![
        secured(
            ("s35-rename-out", "A rename out of a place touches it"),
            &["5.5"],
            vec![renamed("secure/key.rs", "docs/key.rs")],
        ),
        secured(
            ("s35-rename-in", "A rename into a place touches it"),
            &["5.5"],
            vec![renamed("docs/key.rs", "secure/key.rs")],
        ),
        secured(
            (
                "s36-name-that-git-quotes",
                "A name with quotes, spaces and letters beyond ASCII is a name like others",
            ),
            &["5.5"],
            vec![at("secure/\"ключ\" é.rs")],
        ),
        free(
            (
                "s36-names-that-git-quotes-elsewhere",
                "What git quotes is not odd by that",
            ),
            &["5.5"],
            vec![at("docs/\"ключ\" é.rs")],
        ),
        secured(
            ("s40-link-into-a-place", "A link touches what it points at"),
            &["5.5"],
            vec![link("docs/latest", Some("secure/key.pem"))],
        ),
        secured(
            (
                "s40-link-to-the-folder-above",
                "A link to a folder touches what stands below it",
            ),
            &["5.5"],
            vec![link("docs/latest", Some("secure"))],
        ),
        secured(
            (
                "s40-link-in-the-place-of-a-folder",
                "A link that stands where the folder of a place stood touches the place",
            ),
            &["5.5"],
            vec![link("secure", Some("assets"))],
        ),
        free(
            (
                "s40-link-elsewhere",
                "A link between other folders does not",
            ),
            &["5.5"],
            vec![link("docs/latest", Some("docs/v2"))],
        ),
        free(
            ("s40-link-removed", "A link that goes away points nowhere"),
            &["5.5"],
            vec![{
                let mut entry = link("docs/latest", None);
                entry.action = PathAction::Deleted;
                entry
            }],
        ),
        secured(
            (
                "s41-submodule-above-a-place",
                "A submodule touches everything below its path",
            ),
            &["5.5"],
            vec![submodule("secure")],
        ),
        secured(
            (
                "s41-submodule-that-goes",
                "So does a file in the place of a submodule",
            ),
            &["5.5"],
            vec![was],
        ),
        free(
            (
                "s41-submodule-elsewhere",
                "A submodule touches nothing beside its path",
            ),
            &["5.5"],
            vec![submodule("docs/theme")],
        ),
        secured(
            (
                "s42-deletion-in-a-place",
                "A deletion touches a place like any other change",
            ),
            &["5.5"],
            vec![deleted("secure/key.pem")],
        ),
        secured(
            (
                "s44-the-3001st-path",
                "The last of many paths is looked at like the first",
            ),
            &["5.7"],
            many,
        ),
        partial,
    ]
}

/// One dialect (5.5).
fn globs() -> Vec<Case> {
    let one = |id: &str, title: &str, glob: &str, path: &str, is_touched: bool| {
        let mut case = if is_touched {
            secured((id, title), &["5.5"], vec![at(path)])
        } else {
            free((id, title), &["5.5"], vec![at(path)])
        };
        case.policy = policy_with(&format!("paths = {{ secure = [\"{glob}\"] }}"), SECURE);
        case
    };
    vec![
        one(
            "s39-star-stays-in-its-folder",
            "`*` does not cross a slash",
            "conf/*.toml",
            "conf/a/b.toml",
            false,
        ),
        one(
            "s39-star-is-any-run",
            "`*` stands for any run inside a segment, none included",
            "conf/*a*.toml",
            "conf/a.toml",
            true,
        ),
        one(
            "s39-star-takes-a-leading-dot",
            "`*` takes a leading dot like any byte",
            "conf/*",
            "conf/.env",
            true,
        ),
        one(
            "s39-two-stars-stand-for-nothing",
            "`**` stands for no folder too, at the start and inside",
            "**/secure/**/key",
            "secure/key",
            true,
        ),
        one(
            "s39-two-stars-stand-for-many",
            "`**` stands for any number of folders",
            "**/secure/**/key",
            "a/b/secure/c/d/key",
            true,
        ),
        one(
            "s39-two-stars-need-their-slash",
            "`**` ends at the border of a segment",
            "secure/**",
            "secured/key",
            false,
        ),
        one(
            "s39-the-folder-itself",
            "`dir/**` is the folder too: what replaces it touches it",
            "secure/**",
            "secure",
            true,
        ),
        one(
            "s39-a-dot-is-a-dot",
            "Nothing but `*`, `?` and `**` is special",
            "secure.key",
            "secure-key",
            false,
        ),
        one(
            "s39-a-pattern-starts-at-the-root",
            "A pattern without `**` is found at the root only",
            "key.pem",
            "docs/key.pem",
            false,
        ),
    ]
}
