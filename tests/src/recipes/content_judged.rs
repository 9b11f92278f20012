//! What a signer judged a change by: stricter now voids, milder does not.

use crate::case::Case;
use crate::is;
use foureyes::change::{Basis, Blast, Kind, ParticipantRole, Rollout};
use foureyes::fact::{Fact, Listed};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::content::{PEER_MISSING, kept, voided};

/// What the signer judged the change by: stricter now voids, milder now does not (5.1).
pub(super) fn cases() -> Vec<Case> {
    let stricter = |pair, edit: fn(&mut Case)| voided(pair, &["5.1"], "stricter_now", edit);
    let search = "\n[[service]]\nid = \"search\"\ntier = 2\npaths = [\"search/**\"]\n";
    let mut service = Case::new(
        "seen-service-is-stricter",
        "A service more than the signer saw voids an approval",
        &["5.1", "5.2"],
    );
    service.roster.rest.push_str(search);
    service.approve("carol");
    service.change.seen.services = Listed::Whole(vec![is("checkout"), is("search")]);
    service.hold(&[PEER_MISSING]);
    service.ignored(&[("stricter_now", "carol")]);
    service.missing(&["carol"]);
    vec![
        stricter(
            (
                "seen-kind-is-stricter",
                "A kind more than the signer saw voids an approval",
            ),
            |case| case.change.seen.kinds = Listed::Whole(vec![Kind::Code, Kind::Data]),
        ),
        stricter(
            (
                "seen-kinds-are-partial",
                "A list of kinds that is not known to be whole any more is stricter",
            ),
            |case| case.change.seen.kinds = Listed::Partial(vec![Kind::Code]),
        ),
        service,
        stricter(
            (
                "seen-tier-is-stricter",
                "A tier stricter than the signer saw voids an approval",
            ),
            |case| case.roster.rest = case.roster.rest.replace("tier = 2", "tier = 1"),
        ),
        stricter(
            (
                "seen-destructive-is-stricter",
                "What the signer saw as harmless and now destroys something was not approved",
            ),
            |case| case.change.seen.destructive = Fact::Collected(true),
        ),
        stricter(
            (
                "seen-destructive-is-not-known",
                "Not known is stricter than known",
            ),
            |case| case.change.seen.destructive = Fact::Unknown,
        ),
        stricter(
            (
                "seen-destructive-is-declared-harmless",
                "A declared value cannot uphold what the signer saw collected",
            ),
            |case| case.change.seen.destructive = Fact::Declared(false),
        ),
        stricter(
            (
                "seen-reversible-is-stricter",
                "What could be undone and now cannot was not approved",
            ),
            |case| case.change.seen.reversible = Fact::Collected(false),
        ),
        stricter(
            (
                "seen-rollout-is-stricter",
                "Staged when it was signed, at once now",
            ),
            |case| case.change.seen.rollout = Fact::Declared(Rollout::Instant),
        ),
        stricter(
            (
                "seen-blast-is-stricter",
                "A wider blast radius than the signer saw voids an approval",
            ),
            |case| case.change.seen.blast = Fact::Collected(Blast::Region),
        ),
        stricter(
            (
                "seen-involvement-is-stricter",
                "A claim of AI that the signer did not see voids an approval",
            ),
            |case| {
                case.change.live.claims = Listed::Whole(vec![Claim::new(
                    Involvement::Assisted,
                    ClaimBasis::Declared,
                )]);
            },
        ),
        kept(
            (
                "seen-everything-is-milder",
                "An approval of the stricter counts for the milder",
            ),
            &["5.1"],
            |case| {
                case.statements.clear();
                let mild = case.change.clone();
                case.change.seen.kinds = Listed::Whole(vec![Kind::Code, Kind::Data]);
                case.change.seen.tiers = Listed::Whole(vec![1]);
                case.change.seen.destructive = Fact::Collected(true);
                case.change.seen.reversible = Fact::Collected(false);
                case.change.seen.rollout = Fact::Collected(Rollout::Instant);
                case.change.seen.blast = Fact::Collected(Blast::Global);
                case.change.live.claims = Listed::Whole(vec![Claim::new(
                    Involvement::Generated,
                    ClaimBasis::Declared,
                )]);
                case.approve("carol");
                case.change = mild;
            },
        ),
        kept(
            (
                "seen-nothing-is-milder",
                "An approval made where nothing was known counts where it is, as nothing known is stricter",
            ),
            &["5.1", "5.10"],
            |case| {
                case.statements.clear();
                let known = case.change.clone();
                case.change.seen = foureyes::change::ChangeFacts::new(known.exact.clone()).seen;
                case.change.live.claims = Listed::Absent;
                case.approve("carol");
                case.change = known;
                case.change.seen.destructive = Fact::Collected(true);
                case.change.seen.blast = Fact::Collected(Blast::Global);
            },
        ),
        kept(
            (
                "seen-a-label-voids-nothing",
                "A label, a test result and another pusher void no approval",
            ),
            &["5.1"],
            |case| {
                case.change.live.marks = Listed::Whole(vec![is("frozen")]);
                case.change.live.evidence = Listed::Absent;
                case.took_part("login:erin", ParticipantRole::Pusher, Basis::Authenticated);
            },
        ),
    ]
}
