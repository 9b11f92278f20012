//! Withdrawals (semantics 8.3).

use foureyes::digest::Digest;

use super::{HELD, PEERS, case};
use crate::case::Case;
use crate::is;

/// Carol approves, and takes it back, or does not.
fn taken_back(
    id: &str,
    title: &str,
    shows: &[&str],
    code: Option<&str>,
    build: impl FnOnce(&mut Case, Digest),
) -> Case {
    case(id, title, &["8.3"], shows, |c| {
        let approval = c.approve("carol");
        build(c, approval);
        match code {
            Some(code) => {
                c.hold(&[HELD]);
                c.ignored(&[(code, "carol")]);
                c.missing(&["carol"]);
            }
            None => {
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            }
        }
    })
}

pub(super) fn cases() -> Vec<Case> {
    let this = || Some(is("example.org/shop#7"));
    vec![
        taken_back(
            "withdrawn-by-name",
            "An approval that its signer has withdrawn does not count",
            &[],
            Some("withdrawn"),
            |c, approval| {
                c.withdraw("carol", |w| w.names = vec![approval]);
            },
        ),
        taken_back(
            "withdrawn-before-it-was-issued",
            "A withdrawal counts whatever the clocks say: it names what it withdraws",
            &["C6", "S67"],
            Some("withdrawn"),
            |c, approval| {
                c.withdraw("carol", |w| {
                    w.names = vec![approval];
                    w.issued = is("2026-03-01T00:00:00Z");
                });
            },
        ),
        taken_back(
            "withdrawn-in-the-future",
            "A withdrawal counts at once, however far its signer's clock is ahead",
            &["C6"],
            Some("withdrawn"),
            |c, approval| {
                c.withdraw("carol", |w| {
                    w.names = vec![approval];
                    w.issued = is("2027-01-01T00:00:00Z");
                });
            },
        ),
        taken_back(
            "withdrawn-by-another",
            "Nobody can withdraw what somebody else has signed",
            &["H10"],
            None,
            |c, approval| {
                c.withdraw("dave", |w| w.names = vec![approval]);
            },
        ),
        taken_back(
            "withdrawn-all",
            "After a withdrawal of everything, an approval that does not name it does not count",
            &["C6"],
            Some("after_withdrawal"),
            |c, _| {
                c.withdraw("carol", |w| w.all = this());
            },
        ),
        taken_back(
            "withdrawn-all-of-another-change",
            "A withdrawal of everything for another change says nothing here",
            &[],
            None,
            |c, _| {
                c.withdraw("carol", |w| w.all = Some(is("example.org/shop#8")));
            },
        ),
        taken_back(
            "withdrawn-all-in-another-repository",
            "A withdrawal of everything for a change of the same id in another repository says nothing here",
            &[],
            None,
            |c, _| {
                c.withdraw("carol", |w| {
                    w.all = this();
                    w.repository = is("https://example.org/fork");
                });
            },
        ),
        case(
            "approved-after-withdrawal",
            "An approval that names every withdrawal of everything before it counts",
            &["8.1", "8.3"],
            &["C6"],
            |c| {
                let one = c.withdraw("carol", |w| w.all = this());
                let two = c.withdraw("carol", |w| w.all = this());
                c.approve_with("carol", |approval| approval.after = vec![one, two]);
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "approved-after-one-of-two-withdrawals",
            "An approval that names one of two withdrawals of everything follows on one, not on both",
            &["8.1", "8.3"],
            &["C6"],
            |c| {
                let one = c.withdraw("carol", |w| w.all = this());
                c.withdraw("carol", |w| w.all = this());
                c.approve_with("carol", |approval| approval.after = vec![one]);
                c.hold(&[HELD]);
                c.ignored(&[("after_withdrawal", "carol")]);
                c.missing(&["carol"]);
            },
        ),
    ]
}
