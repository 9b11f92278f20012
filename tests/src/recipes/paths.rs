//! What a change touches: names, links, places, owners, and what controls the gate.

use foureyes::change::{PathAction, PathChange, PathMode, RepoPath};
use foureyes::fact::Listed;

use crate::case::{self, Case, PEER, policy_with};
use crate::vector::ChangeInput;
use crate::{is, must};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = touched();
    cases.extend(globs());
    cases.extend(odd());
    cases.extend(protected());
    cases.extend(owned());
    cases.extend(refused());
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
const PEER_COUNT: &str = "acme/peer/approvals:1";
const SECURE_MISSING: &str = "hold approvals_missing acme/secure/approvals:1";
const GATE_MISSING: &str = "hold approvals_missing floor/gate/approvals:2";
const TRANSITION: &str = "hold transition_required";

fn at(text: &str) -> PathChange {
    case::path(text)
}

fn renamed(from: &str, to: &str) -> PathChange {
    let mut entry = at(to);
    entry.action = PathAction::Renamed;
    entry.old_path = Some(is(from));
    entry
}

fn deleted(text: &str) -> PathChange {
    PathChange::new(is(text), PathAction::Deleted)
}

fn link(text: &str, target: Option<&str>) -> PathChange {
    let mut entry = at(text);
    entry.mode = Some(PathMode::Symlink);
    entry.link_target = target.map(is);
    entry
}

fn submodule(text: &str) -> PathChange {
    let mut entry = PathChange::new(is(text), PathAction::Modified);
    entry.mode = Some(PathMode::Submodule);
    entry
}

fn bytes(bytes: &[u8]) -> PathChange {
    PathChange::new(must(RepoPath::new(bytes)), PathAction::Added)
}

/// A change of these paths, under a rule for the place `secure`, approved by Erin, who is not in security.
fn change_of((id, title): (&str, &str), clauses: &[&str], paths: Vec<PathChange>) -> Case {
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

/// Names that cannot be normalised match every restricting pattern and no exempting one.
fn odd() -> Vec<Case> {
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

/// What controls the gate (5.6).
fn protected() -> Vec<Case> {
    let gate = |id: &str, title: &str, members: &str, entry: PathChange| {
        let mut case = Case::new(id, title, &["5.6"]);
        case.policy = policy_with(members, PEER);
        case.change.exact.paths = Listed::Whole(vec![entry]);
        case.approve("erin");
        case.hold(&[GATE_MISSING, TRANSITION]);
        case.counted(&[(PEER_COUNT, "erin"), ("floor/gate/approvals:2", "erin")]);
        case.missing(&["frank"]);
        case
    };
    let own = "protects = [\"ops/gate/**\"]";
    let mut staging = gate(
        "s46-policy-in-staging",
        "What controls the gate is protected in every environment, where no rule applies too",
        "unmatched = \"allow\"\nwhere = { environment = \"production\" }",
        at(".foureyes/policy.toml"),
    );
    staging.change.exact.environment = foureyes::fact::Fact::Collected(is("staging"));
    staging.statements.clear();
    staging.approve("erin");
    staging.counted(&[("floor/gate/approvals:2", "erin")]);
    let mut declared = Case::new(
        "s46-declared-kind-policy",
        "Anybody may say that a change is of kind policy",
        &["5.2", "5.6"],
    );
    declared.change.seen.kinds = Listed::Partial(vec![foureyes::change::Kind::Policy]);
    declared.approve("erin");
    declared.hold(&[GATE_MISSING, TRANSITION]);
    declared.counted(&[(PEER_COUNT, "erin"), ("floor/gate/approvals:2", "erin")]);
    declared.missing(&["frank"]);
    vec![
        gate(
            "s46-policy",
            "A change of the policy is at best held until old and new allow it",
            "",
            at(".foureyes/policy.toml"),
        ),
        gate(
            "s37-policy-in-capitals",
            "On some file systems `.FOUREYES` is the folder of the policy",
            "",
            at(".FOUREYES/policy.toml"),
        ),
        gate(
            "s37-submodule-in-capitals",
            "A submodule that some file systems put over the workflows touches them",
            "",
            submodule(".GitHub"),
        ),
        gate(
            "s37-link-to-capitals",
            "A link to what is the folder of the workflows on some file systems touches them",
            "",
            link("docs/latest", Some(".GITHUB")),
        ),
        gate(
            "s42-deletion-of-the-roster",
            "The roster is protected against deletion",
            "",
            deleted(".foureyes/roster.toml"),
        ),
        gate(
            "s40-link-to-the-policy",
            "A link to the policy touches it",
            "",
            link("docs/latest", Some(".foureyes/policy.toml")),
        ),
        gate(
            "s41-submodule-above-the-workflows",
            "A submodule above the workflows touches them",
            "",
            submodule(".github"),
        ),
        gate(
            "s35-workflow-renamed-away",
            "A workflow that is moved away was one",
            "",
            renamed(".github/workflows/gate.yml", "docs/gate.yml"),
        ),
        gate(
            "protects-can-be-added-to",
            "A policy can protect more",
            own,
            at("ops/gate/run.sh"),
        ),
        gate(
            "protects-cannot-be-shrunk",
            "What a policy protects comes on top of what always is",
            own,
            at(".gitlab-ci.yml"),
        ),
        staging,
        declared,
    ]
}

const OWNERS: &str = r#"
[[rule]]
id = "owners"
why = "Two have looked, an owner of each service among them."
require = [{ approvals = 2, including = [{ owns = "service" }] }]
"#;
const OWNER_OF_ALL: &str = r#"
[[rule]]
id = "owner"
why = "An owner of everything has looked."
require = [{ approvals = 1, from = { owns = "service" } }]
"#;
const PLATFORM: &str = r#"
[[service]]
id = "platform"
tier = 1
paths = ["**/*.rs"]
owners = ["grace"]
"#;
const TIER_ONE: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]

[[rule]]
id = "tier-one"
why = "Tier 1 takes two."
when = { tier = 1 }
require = [{ approvals = 2 }]
"#;

/// Which services a change touches, and who owns them (5.2).
fn owned() -> Vec<Case> {
    let owners = |pair: (&str, &str), rules: &str, signers: &[&str]| {
        let mut case = Case::new(pair.0, pair.1, &["5.2", "9.3"]);
        case.rules(rules);
        case.roster.rest.push_str(PLATFORM);
        for signer in signers {
            case.approve(signer);
        }
        case
    };
    let mut both = owners(
        (
            "overlap-an-owner-of-each",
            "A path of two services takes an owner of each",
        ),
        OWNERS,
        &["carol", "grace"],
    );
    both.allow();
    both.counted(&[
        ("acme/owners/approvals:2", "carol"),
        ("acme/owners/approvals:2", "grace"),
    ]);
    let mut one = owners(
        (
            "overlap-an-owner-of-one",
            "An owner of one of two services does not speak for the other",
        ),
        OWNERS,
        &["carol", "frank"],
    );
    one.hold(&["hold approvals_missing acme/owners/approvals:2"]);
    one.counted(&[
        ("acme/owners/approvals:2", "carol"),
        ("acme/owners/approvals:2", "frank"),
    ]);
    one.missing(&["grace"]);
    let mut all = owners(
        (
            "overlap-an-owner-of-all",
            "Where one person must own everything and nobody does, it is said",
        ),
        OWNER_OF_ALL,
        &["carol"],
    );
    all.hold(&[
        "hold approvals_missing acme/owner/approvals:1",
        "hold unsatisfiable acme/owner/approvals:1",
    ]);
    all.ignored(&[("not_eligible", "carol")]);
    let mut tier = owners(
        (
            "overlap-the-strictest-tier",
            "The tier of a change is the strictest of its services",
        ),
        TIER_ONE,
        &["carol"],
    );
    tier.hold(&["hold approvals_missing acme/tier-one/approvals:2"]);
    tier.counted(&[
        (PEER_COUNT, "carol"),
        ("acme/tier-one/approvals:2", "carol"),
    ]);
    tier.missing(&["grace"]);
    let mut declared = tier.clone().renamed(
        "declared-tiers-take-nothing-away",
        "Tiers and services that are handed in add to what the paths say",
    );
    declared.statements.clear();
    declared.change.seen.services = Listed::Whole(vec![is("checkout")]);
    declared.change.seen.tiers = Listed::Whole(vec![3]);
    declared.approve("carol");
    let mut unknown = declared.clone().renamed(
        "a-service-without-a-tier",
        "A service whose tier nobody has stated could be of tier 1, whatever is handed in beside it",
    );
    unknown.statements.clear();
    unknown.roster.rest = unknown
        .roster
        .rest
        .replace("tier = 1\npaths = [\"**/*.rs\"]", "paths = [\"**/*.rs\"]");
    unknown.approve("carol");
    let mut nobody = Case::new(
        "unowned-path",
        "Nobody is known to own a path that belongs to no service",
        &["5.2", "9.3"],
    );
    nobody.rules(OWNER_OF_ALL);
    nobody.change.exact.paths = Listed::Whole(vec![at("checkout/cart.rs"), at("tools/build.sh")]);
    nobody.approve("carol");
    nobody.hold(&[
        "hold approvals_missing acme/owner/approvals:1",
        "hold unsatisfiable acme/owner/approvals:1",
    ]);
    nobody.ignored(&[("not_eligible", "carol")]);
    let mut renamed_in = Case::new(
        "s35-rename-between-services",
        "A rename between two services takes the owners of both",
        &["5.2", "5.5"],
    );
    renamed_in.rules(OWNERS);
    renamed_in.change.exact.paths =
        Listed::Whole(vec![renamed("ledger/sum.rs", "checkout/sum.rs")]);
    renamed_in.approve("carol");
    renamed_in.approve("frank");
    renamed_in.hold(&["hold approvals_missing acme/owners/approvals:2"]);
    renamed_in.counted(&[
        ("acme/owners/approvals:2", "carol"),
        ("acme/owners/approvals:2", "frank"),
    ]);
    renamed_in.missing(&["dave"]);
    vec![both, one, all, tier, declared, unknown, nobody, renamed_in]
}

/// Paths that are no paths: the change cannot be read.
fn refused() -> Vec<Case> {
    let refused = |id: &str, title: &str, paths: &str, code: &str, at: &str| {
        let mut case = Case::new(id, title, &["5.5"]);
        case.change.exact.paths = Listed::Whole(Vec::new());
        let text = case.subject().to_json();
        let whole = "\"paths\":{\"whole\":[]}";
        assert!(text.contains(whole), "{text}");
        let raw = text.replace(whole, &format!("\"paths\":{{\"whole\":[{paths}]}}"));
        case.raw_change = Some(ChangeInput::Raw { raw });
        case.error("change", code, at);
        case
    };
    let path = "exact.paths.whole[0].path";
    let bad = |id, title, text: &str| {
        let entry = format!("{{\"path\":{text},\"action\":\"modified\"}}");
        refused(id, title, &entry, "invalid_value", path)
    };
    let two = |one: &str, other: &str| {
        format!(
            "{{\"path\":\"{one}\",\"action\":\"modified\"}},{{\"path\":\"{other}\",\"action\":\"deleted\"}}"
        )
    };
    vec![
        bad(
            "s38-dot-dot",
            "`..` is no part of a path",
            r#""docs/../secure/key""#,
        ),
        bad("s38-dot", "`.` is no part of a path", r#""./secure/key""#),
        bad(
            "s38-two-slashes",
            "An empty segment is no part of a path",
            r#""secure//key""#,
        ),
        bad(
            "s38-slash-at-the-end",
            "A path does not end in a slash",
            r#""secure/""#,
        ),
        bad("s38-absolute", "A path is relative", r#""/etc/passwd""#),
        bad("s38-nul", "A path holds no NUL", r#""secure/\u0000key""#),
        bad("s38-empty", "A path is not empty", r#""""#),
        bad(
            "s38-hex-of-utf-8",
            "A path that is text is not written in hexadecimal digits: one spelling for each",
            r#"{"hex":"736563757265"}"#,
        ),
        bad(
            "s38-hex-of-dot-dot",
            "What is written in hexadecimal digits is a path like any other",
            r#"{"hex":"2e2e2fe9"}"#,
        ),
        refused(
            "s45-duplicate-path",
            "A path stands in a change once",
            &two("docs/a", "docs/a"),
            "duplicate_path",
            "exact.paths",
        ),
        refused(
            "s45-rename-without-the-old-name",
            "A rename says from where",
            r#"{"path":"docs/a","action":"renamed"}"#,
            "old_path",
            "exact.paths",
        ),
        refused(
            "s45-old-name-without-a-rename",
            "Nothing but a rename has an old name",
            r#"{"path":"docs/a","action":"modified","oldPath":"docs/b"}"#,
            "old_path",
            "exact.paths",
        ),
    ]
}
