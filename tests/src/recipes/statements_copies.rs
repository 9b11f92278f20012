//! One statement, handed in several times (semantics 8.2): with other signatures, seen at other times.

use foureyes::statement::{Statement, names};

use super::statements_ssh::{in_hardware, signer, submit};
use super::{HELD, PEERS, case};
use crate::case::{Case, policy};
use crate::sshsig::SshSig;

/// Before the key was retired, and after.
const BEFORE: Option<&str> = Some("2026-03-10T11:58:59Z");
const AFTER: Option<&str> = Some("2026-03-10T11:59:30Z");

const VERIFIED: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked, and shown who she is."
require = [{ approvals = 1, with = { assurance = "verified" } }]
"#;

fn seen(c: &mut Case, at: Option<&str>) {
    c.last().witnessed_at = at.map(str::to_owned);
}

/// Carol's approval under a key that is retired at 11:59, each time seen at another instant.
fn witnessed(id: &str, title: &str, at: &[Option<&str>], counts: bool) -> Case {
    case(id, title, &["7.5", "8.2"], &["S2"], |c| {
        c.approve("carol");
        let copy = c.last().clone();
        c.statements.clear();
        for at in at {
            c.statements.push(copy.clone());
            seen(c, *at);
        }
        c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "retired"));
        finish(c, counts, &["key_revoked"]);
    })
}

/// Carol's approval by a security key that is retired at 11:59; each time with other flags, seen at another instant.
fn shown(id: &str, title: &str, copies: &[(u8, Option<&str>)], counts: bool) -> Case {
    case(id, title, &["7.5", "8.2", "8.7"], &["S2"], |c| {
        c.policy = policy(VERIFIED);
        in_hardware(c, "carol");
        let mut approval = c.approval("carol");
        approval.signer = signer(c, "carol");
        let approval = Statement::Approve(approval);
        for (flags, at) in copies {
            let how = SshSig::hardware("carol", names::APPROVE_NAMESPACE, *flags);
            submit(c, &approval, &how);
            seen(c, *at);
        }
        c.roster.key("carol").revoked = Some(("2026-03-10T11:59:00Z", "retired"));
        if counts {
            finish(c, true, &[]);
        } else {
            // Nobody else has a security key.
            c.hold(&[HELD, "hold unsatisfiable acme/peer/approvals:1"]);
            c.ignored(&[("not_eligible", "carol")]);
        }
    })
}

fn finish(c: &mut Case, counts: bool, codes: &[&str]) {
    if counts {
        c.allow();
        c.counted(&[(PEERS, "carol")]);
    } else {
        c.hold(&[HELD]);
        let ignored: Vec<_> = codes.iter().map(|code| (*code, "carol")).collect();
        c.ignored(&ignored);
        c.missing(&["frank"]);
    }
}

pub(super) fn cases() -> Vec<Case> {
    const TOUCHED: u8 = 1;
    const VERIFIED: u8 = 5;
    vec![
        witnessed(
            "copies-first-witness-counts",
            "Of several copies the one counts that was seen first",
            &[AFTER, BEFORE, None],
            true,
        ),
        witnessed(
            "copies-in-any-order",
            "A copy that nobody saw takes nothing from one that was seen",
            &[BEFORE, None],
            true,
        ),
        witnessed(
            "copies-all-too-late",
            "Copies that were all seen too late are too late",
            &[None, AFTER],
            false,
        ),
        shown(
            "copies-seen-and-shown-apart",
            "One copy was seen in time, another shows more: that was perhaps not there then",
            &[(TOUCHED, BEFORE), (VERIFIED, AFTER)],
            false,
        ),
        shown(
            "copies-seen-and-shown",
            "One copy that was seen in time and shows enough counts, whatever the others show",
            &[(TOUCHED, BEFORE), (VERIFIED, BEFORE), (TOUCHED, None)],
            true,
        ),
        shown(
            "copies-shown-first",
            "The same, where it is handed in first",
            &[(VERIFIED, BEFORE), (TOUCHED, BEFORE), (VERIFIED, AFTER)],
            true,
        ),
    ]
}
