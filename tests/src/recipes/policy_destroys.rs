//! What destroys nothing, as far as paths say so (semantics 5.2, `derive.destructivePaths`).

use foureyes::change::ResourceAction;
use foureyes::fact::{Fact, Listed};

use super::paths::{link, renamed, submodule};
use super::policy::{RULE_COUNT, RULE_MISSING, when};
use super::policy_words::resource;
use crate::case::{Case, path, policy_with};

/// A rule for what is destructive; the paths below `db` are, and nobody has said whether this change is.
fn case(id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    let mut case = Case::new(id, title, &["5.2"]);
    let members = "unmatched = \"allow\"\nderive = { destructivePaths = [\"db/**\"] }";
    case.policy = policy_with(members, &when("destructive = true"));
    case.change.exact.resources = Listed::Whole(Vec::new());
    case.change.seen.destructive = Fact::Unknown;
    edit(&mut case);
    case
}

/// The rule asks for somebody.
fn could(id: &str, title: &str, edit: impl FnOnce(&mut Case)) -> Case {
    let mut case = case(id, title, edit);
    case.hold(&[RULE_MISSING]);
    case.missing(&["carol"]);
    case
}

pub(super) fn cases() -> Vec<Case> {
    let mut nothing = case(
        "destroys-nothing-by-its-paths",
        "Where the policy says which paths could destroy something, a change elsewhere destroys nothing",
        |_| {},
    );
    nothing.allow();
    nothing.expect.because = Some("no_rule".to_owned());
    let mut signed = case(
        "destroys-by-its-paths-and-signed",
        "What could destroy something goes with a signature",
        |c| {
            c.change.exact.paths = Listed::Whole(vec![path("db/drop.sql")]);
            c.approve("carol");
        },
    );
    signed.allow();
    signed.counted(&[(RULE_COUNT, "carol")]);
    let mut partial = could(
        "destroys-by-a-path-not-told",
        "Of paths that are not all there is another one could",
        |c| c.change.exact.paths = Listed::Partial(vec![path("checkout/cart.rs")]),
    );
    partial.hold(&[RULE_MISSING, "hold list_partial exact.paths"]);
    let mut inside = could(
        "destroys-inside-another-repository",
        "A submodule at such a place could reach it",
        |c| c.change.exact.paths = Listed::Whole(vec![submodule("db")]),
    );
    inside.missing(&["frank"]);
    vec![
        nothing,
        signed,
        partial,
        inside,
        could(
            "destroys-by-its-paths",
            "A path that could destroy something is not known to destroy nothing",
            |c| {
                c.change.exact.paths =
                    Listed::Whole(vec![path("checkout/cart.rs"), path("db/drop.sql")])
            },
        ),
        could(
            "destroys-by-an-old-path",
            "The old name of a path counts as well",
            |c| {
                c.change.exact.paths =
                    Listed::Whole(vec![renamed("db/drop.sql", "checkout/drop.sql")])
            },
        ),
        could(
            "destroys-through-a-link",
            "A link into such a place reaches it",
            |c| c.change.exact.paths = Listed::Whole(vec![link("checkout/latest", Some("db"))]),
        ),
        could(
            "destroys-a-resource",
            "A resource is none of the paths: what happens to it is not known",
            |c| {
                let cache = resource("aws_instance.cache", "aws_instance", ResourceAction::Update);
                c.change.exact.resources = Listed::Whole(vec![cache]);
            },
        ),
        could(
            "destroys-a-resource-not-told",
            "Of resources that are not all there is another one could be destroyed",
            |c| c.change.exact.resources = Listed::Absent,
        ),
        could(
            "destroys-though-the-paths-do-not",
            "What is known to destroy something does so, whatever its paths",
            |c| c.change.seen.destructive = Fact::Declared(true),
        ),
        could(
            "destroys-nothing-as-somebody-says",
            "Somebody's word that nothing is destroyed is none of the policy's",
            |c| c.change.seen.destructive = Fact::Declared(false),
        ),
    ]
}
