//! Which services a change touches, and who owns them.

use crate::case::Case;
use crate::is;
use foureyes::fact::Listed;

use super::paths::{PEER_COUNT, at, renamed};

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
pub(super) fn cases() -> Vec<Case> {
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
