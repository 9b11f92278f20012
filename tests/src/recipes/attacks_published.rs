//! Published attacks that no other vector shows.

use foureyes::fact::Listed;

use super::case;
use crate::case::{Case, PEER, TWO, path, policy, policy_with};

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            "count-is-compared",
            "Where two are asked for, one is not enough",
            &["9.3"],
            &["clawhub pr-auto-merger"],
            |c| {
                c.rules(TWO);
                c.approve("carol");
                c.hold(&["hold approvals_missing acme/two/approvals:2"]);
                c.counted(&[("acme/two/approvals:2", "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "share-of-people",
            "People are counted, not weighed: a share of them is no count",
            &["9.5", "9.10"],
            &["ServiceNow percentages"],
            |c| {
                c.policy = policy(&PEER.replace("approvals = 1", "approvals = \"50%\""));
                c.error("policy", "wrong_type", "rule[0].require[0].approvals");
            },
        ),
        case(
            "allow-contributor",
            "There is no option by which whoever took part approves",
            &["7.2", "9.5"],
            &["syncthing#10419"],
            |c| {
                let rule = PEER.replace("approvals = 1", "approvals = 1, allowContributor = true");
                c.policy = policy(&rule);
                c.error("policy", "unknown_field", "rule[0].require[0]");
            },
        ),
        case(
            "on-timeout",
            "There is no option by which a failure lets a change through",
            &["9.5"],
            &["AGT on_timeout"],
            |c| {
                c.policy = policy_with("onTimeout = \"allow\"", PEER);
                c.error("policy", "unknown_field", "");
            },
        ),
        case(
            "nothing-is-expanded",
            "What looks like a variable or a command in a name is a name",
            &["5.5"],
            &["Atlantis f04df0d53"],
            |c| {
                let rule = PEER.replace("require", "when = { touches = \"secure\" }\nrequire");
                let members = "unmatched = \"allow\"\npaths = { secure = [\"secure/**\"] }";
                c.policy = policy_with(members, &rule);
                let names = ["secure/${HOME}/$(id).toml", "docs/%2e%2e/~/{a,b}.md"];
                c.change.exact.paths = Listed::Whole(names.map(path).to_vec());
                c.hold(&["hold approvals_missing acme/peer/approvals:1"]);
                c.missing(&["frank"]);
            },
        ),
    ]
}
