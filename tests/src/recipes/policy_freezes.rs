//! Windows in which nothing goes live, and counts that are raised.

use crate::case::{Case, TWO, policy};
use crate::is;
use foureyes::change::{Basis, ParticipantRole};

use super::policy::{PEER_COUNT, rule};

const FREEZE: &str = r#"
[[freeze]]
id = "gala"
why = "The gala."
from = "2026-03-10T00:00:00Z"
to = "2026-03-12T00:00:00Z"

[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1 }]

[[rule]]
id = "rule"
why = "A freeze is a freeze."
when = { frozen = true }
forbid = "freeze"
"#;

/// Windows in which nothing goes live (9.9).
pub(super) fn cases() -> Vec<Case> {
    let at = |id: &str, title: &str, now: &str| {
        let mut case = Case::new(id, title, &["4.2", "9.9"]);
        case.policy = policy(FREEZE);
        case.now = is(now);
        case.complete_as_of = Some(is(now));
        case.approve("carol");
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let mut within = at(
        "freeze-in-force",
        "In a freeze nothing goes, whoever has signed",
        "2026-03-10T00:00:00Z",
    );
    within.deny(&["deny forbidden acme/rule/freeze"]);
    within.recheck_by("2026-03-10T00:15:00Z");
    let mut last = at(
        "freeze-last-second",
        "A freeze lasts until its end, and it is asked again then",
        "2026-03-11T23:59:59Z",
    );
    last.deny(&["deny forbidden acme/rule/freeze"]);
    last.recheck_by("2026-03-12T00:00:00Z");
    let mut over = at(
        "freeze-over",
        "A freeze is over at its end",
        "2026-03-12T00:00:00Z",
    );
    over.allow();
    let mut before = at(
        "freeze-before-it",
        "An allow before a freeze does not speak into it",
        "2026-03-09T23:50:00Z",
    );
    before.allow();
    before.recheck_by("2026-03-10T00:00:00Z");
    let mut raised = Case::new(
        "unresolved-raises-a-member-too",
        "Whom nobody knows could be the one senior: the member is raised with the count",
        &["7.4", "9.3"],
    );
    raised.rules(&rule(
        "require = [{ approvals = 2, including = [{ level = { atLeast = \"senior\" } }] }]",
    ));
    raised.took_part(
        "email:m@elsewhere.example",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    raised.roster.of("henry");
    raised.approve("carol");
    raised.approve("erin");
    raised.approve("henry");
    raised.hold(&["hold approvals_missing acme/rule/approvals:2"]);
    raised.notes(&["unresolved email:m@elsewhere.example"]);
    raised.counted(&[
        ("acme/rule/approvals:2", "carol"),
        ("acme/rule/approvals:2", "erin"),
        ("acme/rule/approvals:2", "henry"),
    ]);
    raised.missing(&["frank"]);
    let mut loose = Case::new(
        "two-who-are-one-person",
        "Two approvals of one person are one, whatever the rule asks",
        &["7.1", "11.8"],
    );
    loose.rules(TWO);
    loose.approve("carol");
    loose.approve("carol");
    loose.hold(&["hold approvals_missing acme/two/approvals:2"]);
    loose.counted(&[("acme/two/approvals:2", "carol")]);
    loose.missing(&["frank"]);
    let mut revoked = Case::new(
        "revocations-in-any-order",
        "Every revocation of a key is looked at: when to ask again does not depend on their order",
        &["7.7", "11.2"],
    );
    revoked.approve("carol");
    let key = Case::signer("carol").key.to_string();
    revoked.revocations = Some(serde_json::json!({
        "revocations": "foureyes/revocations/v1",
        "revoked": [
            { "key": key, "at": "2026-03-10T11:00:00Z" },
            { "key": key, "at": "2026-03-10T12:05:00Z" },
        ],
    }));
    revoked.hold(&["hold approvals_missing acme/peer/approvals:1"]);
    revoked.ignored(&[("key_revoked", "carol")]);
    revoked.missing(&["frank"]);
    revoked.recheck_by("2026-03-10T12:05:00Z");
    let mut must = at(
        "freeze-that-a-must-asks-about",
        "A freeze may hold by what must be so, instead of refusing",
        "2026-03-10T12:00:00Z",
    );
    must.policy = policy(&FREEZE.replace(
        "when = { frozen = true }\nforbid = \"freeze\"",
        "require = [{ must = { frozen = false } }]",
    ));
    must.hold(&["hold must_not_met acme/rule/must"]);
    vec![must, within, last, over, before, raised, loose, revoked]
}
