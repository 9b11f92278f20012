//! Lifting a veto (semantics 8.4).

use foureyes::change::Basis::Asserted;
use foureyes::change::ParticipantRole::CoAuthor;
use foureyes::digest::Digest;

use super::{PEERS, case};
use crate::case::{Case, PEER, policy_with, tree};
use crate::is;

const LIFT: &str = "vetoLift = { approvals = 2, from = { level = { atLeast = \"senior\" } } }";

/// Dave vetoes, Carol approves, Frank lifts, and what is built adds the rest.
fn lifting(
    id: &str,
    title: &str,
    shows: &[&str],
    ignored: &[(&str, &str)],
    build: impl FnOnce(&mut Case, Digest),
) -> Case {
    case(id, title, &["8.4"], shows, |c| {
        c.policy = policy_with(LIFT, PEER);
        let reject = c.reject("dave");
        c.lift("frank", reject);
        build(c, reject);
        c.approve("carol");
        c.deny(&["deny vetoed dave"]);
        c.ignored(ignored);
        c.counted(&[(PEERS, "carol")]);
    })
}

pub(super) fn cases() -> Vec<Case> {
    let nothing = |_: &mut Case, _: Digest| {};
    vec![
        case(
            "veto-lifted",
            "The people whom the policy names lift a veto together",
            &["8.4"],
            &["S66"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.lift("grace", reject);
                c.approve("carol");
                c.allow();
                c.notes(&["veto_lifted dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "one-of-two-vetoes-lifted",
            "A lifted veto is told, and the other one stands",
            &["8.4"],
            &["S66"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let reject = c.reject("dave");
                c.reject("erin");
                c.lift("frank", reject);
                c.lift("grace", reject);
                c.deny(&[
                    "deny vetoed erin",
                    "hold approvals_missing acme/peer/approvals:1",
                ]);
                c.notes(&["veto_lifted dave"]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "two-vetoes-lifted-apart",
            "Of each veto it is told who lifted it",
            &["8.4"],
            &["S66"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let (first, second) = (c.reject("dave"), c.reject("erin"));
                for (person, reject) in [
                    ("frank", first),
                    ("grace", first),
                    ("frank", second),
                    ("carol", second),
                ] {
                    c.lift(person, reject);
                }
                // Everybody else takes part in one of them.
                c.hold(&[
                    "hold approvals_missing acme/peer/approvals:1",
                    "hold unsatisfiable acme/peer/approvals:1",
                ]);
                c.notes(&["veto_lifted dave", "veto_lifted erin"]);
            },
        ),
        case(
            "veto-lift-with-a-seat",
            "Who lifts a veto has to fill the seats too",
            &["8.4"],
            &["S66"],
            |c| {
                let seat = "vetoLift = { approvals = 2, including = [{ level = { atLeast = \"principal\" } }] }";
                c.policy = policy_with(seat, PEER);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.lift("grace", reject);
                c.approve("carol");
                c.allow();
                c.notes(&["veto_lifted dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "veto-lift-without-its-seat",
            "Enough people without the one who is asked for lift no veto",
            &["8.4"],
            &["S66"],
            |c| {
                let seat = "vetoLift = { approvals = 2, including = [{ level = { atLeast = \"principal\" } }] }";
                c.policy = policy_with(seat, PEER);
                let reject = c.reject("dave");
                c.lift("grace", reject);
                c.lift("erin", reject);
                c.approve("carol");
                c.deny(&["deny vetoed dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "objection-beyond-lift",
            "An objection is ended by withdrawal only: nothing is lifted, and nothing told",
            &["8.4"],
            &["H12"],
            |c| {
                let lenient = PEER.replace("approvals = 1", "approvals = 1, veto = false");
                c.policy = policy_with(LIFT, &lenient);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.lift("grace", reject);
                c.approve("carol");
                c.hold(&["hold approvals_missing acme/peer/approvals:1"]);
                c.missing(&["erin"]);
                c.notes(&["objection dave"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "veto-lifted-by-an-approver",
            "Whoever lifts a reject of a change does not count as its approver: two who agree do not overrule a third alone",
            &["8.4"],
            &["C6"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.lift("grace", reject);
                c.approve("frank");
                c.hold(&["hold approvals_missing acme/peer/approvals:1"]);
                c.notes(&["veto_lifted dave"]);
                c.ignored(&[("lifter", "frank")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "veto-lift-taken-back-by-an-approver",
            "Taking a lift back lets no approval through: what is taken back never opens",
            &["8.4"],
            &["C6"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.lift("grace", reject);
                let lift = c.lift("carol", reject);
                c.withdraw("carol", |w| w.names = vec![lift]);
                c.approve("carol");
                c.hold(&["hold approvals_missing acme/peer/approvals:1"]);
                c.notes(&["veto_lifted dave"]);
                c.ignored(&[("lifter", "carol"), ("withdrawn", "carol")]);
                c.missing(&["erin"]);
            },
        ),
        case(
            "veto-lifted-and-withdrawn",
            "Where the reject is withdrawn there is nothing to lift, and who would have lifted counts",
            &["8.4"],
            &["C6"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.withdraw("dave", |w| w.names = vec![reject]);
                c.approve("frank");
                c.allow();
                c.ignored(&[("nothing_to_lift", "frank"), ("withdrawn", "dave")]);
                c.counted(&[(PEERS, "frank")]);
            },
        ),
        lifting(
            "veto-lifted-by-too-few",
            "One of the two whom the policy asks for lifts nothing",
            &["S66"],
            &[],
            nothing,
        ),
        lifting(
            "veto-lifted-by-one-twice",
            "Somebody who lifts twice is one person",
            &["S3"],
            &[],
            |c, reject| {
                c.lift("frank", reject);
            },
        ),
        lifting(
            "veto-lifted-without-quorum",
            "Where the policy names nobody, nobody lifts a veto",
            &["S66"],
            &[("not_eligible", "frank"), ("not_eligible", "grace")],
            |c, reject| {
                c.lift("grace", reject);
                c.policy = policy_with("", PEER);
            },
        ),
        lifting(
            "veto-lifted-by-a-mid",
            "Somebody whom the policy does not ask for lifts nothing",
            &["S16"],
            &[("not_eligible", "erin")],
            |c, reject| {
                c.lift("erin", reject);
            },
        ),
        lifting(
            "veto-lifted-by-its-signer",
            "Whoever vetoed withdraws: she is none of those who lift",
            &[],
            &[("nothing_to_lift", "dave")],
            |c, reject| {
                c.lift("dave", reject);
            },
        ),
        lifting(
            "veto-lifted-by-a-participant",
            "Nobody who took part lifts a veto",
            &["S8"],
            &[("participant", "grace")],
            |c, reject| {
                c.took_part("email:grace@example.org", CoAuthor, Asserted);
                c.lift("grace", reject);
            },
        ),
        lifting(
            "veto-lifted-for-another-revision",
            "A veto is lifted for exactly one revision",
            &["S21"],
            &[("other_content", "grace")],
            |c, reject| {
                let result = c.change.exact.result.clone();
                c.change.exact.result = Some(tree("another revision"));
                c.lift("grace", reject);
                c.change.exact.result = result;
            },
        ),
        lifting(
            "another-veto-lifted",
            "A lift names the reject that it lifts",
            &[],
            &[("nothing_to_lift", "grace")],
            |c, _| {
                c.lift("grace", Digest::of(b"another reject"));
            },
        ),
        lifting(
            "veto-lift-withdrawn",
            "A lift that its signer has withdrawn lifts nothing",
            &["C6"],
            &[("withdrawn", "grace")],
            |c, reject| {
                let lift = c.lift("grace", reject);
                c.withdraw("grace", |w| w.names = vec![lift]);
            },
        ),
        lifting(
            "veto-lift-expired",
            "A lift has an end",
            &["S70"],
            &[("expired", "grace")],
            |c, reject| {
                c.lift_with("grace", reject, |lift| {
                    lift.expires = is("2026-03-10T12:00:00Z");
                });
            },
        ),
        lifting(
            "veto-lift-under-compromised-key",
            "A lift loosens: under a compromised key it does not count",
            &["S2", "C6"],
            &[("key_revoked", "grace")],
            |c, reject| {
                c.lift("grace", reject);
                c.roster.key("grace").revoked = Some(("2026-03-10T11:59:00Z", "compromised"));
            },
        ),
        lifting(
            "veto-lifted-without-touch",
            "What the policy asks of the signatures under a lift holds as for approvals",
            &["M7"],
            &[("not_eligible", "frank"), ("not_eligible", "grace")],
            |c, reject| {
                c.lift("grace", reject);
                let touched = r#"
vetoLift = { approvals = 2, from = { level = { atLeast = "senior" } }, with = { assurance = "touched" } }
"#;
                c.policy = policy_with(touched, PEER);
            },
        ),
        case(
            "veto-lift-raised-by-unresolved",
            "An unresolved participant could be one of those who lift: one more is needed",
            &["7.4", "8.4"],
            &["S10", "C1"],
            |c| {
                c.policy = policy_with(LIFT, PEER);
                c.took_part("email:m@elsewhere.example", CoAuthor, Asserted);
                let reject = c.reject("dave");
                c.lift("frank", reject);
                c.lift("grace", reject);
                c.approve("carol");
                c.approve("erin");
                c.deny(&["deny vetoed dave"]);
                c.notes(&["unresolved email:m@elsewhere.example"]);
                c.counted(&[(PEERS, "carol"), (PEERS, "erin")]);
            },
        ),
    ]
}
