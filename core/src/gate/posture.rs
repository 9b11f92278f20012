//! Every relaxation in force (semantics 3.5).

use serde::{Deserialize, Serialize};

use super::compile::Compiled;
use crate::codes::codes;
use crate::policy::{Assurance, AuthorIdentity, HumanClaim, Unmatched, UnresolvedRule};
use crate::provenance::Presumption;

codes! {
    /// A way in which a gate asks for less than it could.
    #[non_exhaustive]
    Relaxation {
        /// The author's identity is believed as git has it.
        AssertedIdentity = "asserted_identity",
        /// In an emergency one person who took part is enough.
        BreakGlassSolo = "break_glass_solo",
        /// In an emergency a key that nobody touched is enough.
        BreakGlassUntouched = "break_glass_untouched",
        /// Statements may have been left out: a reject could be missing.
        CompletenessUnknown = "completeness_unknown",
        /// A change that touches no listed place is taken as not destructive.
        DestructiveByPaths = "destructive_by_paths",
        /// How far an AI was involved is what the authors have signed.
        HumanClaimCounts = "human_claim_counts",
        /// How far an AI was involved is what the authors and somebody else have signed.
        HumanClaimCountersigned = "human_claim_countersigned",
        /// A commit that nobody signed for is presumed AI-assisted, not more.
        PresumeAssisted = "presume_assisted",
        /// A commit that nobody signed for is presumed to be without AI.
        PresumeNone = "presume_none",
        /// Keys that are no hardware keys count: whoever controls the machine controls them.
        SoftwareKeys = "software_keys",
        /// A change that no rule speaks of goes through.
        UnmatchedAllow = "unmatched_allow",
        /// Somebody unknown who took part raises the counts, also where it would otherwise hold.
        UnresolvedRaise = "unresolved_raise",
        /// Where a requirement says so, approvals count that a service saw on a platform and nobody signed.
        VouchedApprovals = "vouched_approvals",
    }
}

pub(super) fn of(compiled: &Compiled) -> Vec<Relaxation> {
    let software = compiled
        .people
        .active_humans()
        .any(|(_, principal)| principal.keys.iter().any(|key| !key.public.is_hardware()));
    let glass = compiled.break_glass.as_ref();
    let mut asked = compiled.rules.iter().flat_map(|rule| &rule.required.all);
    let mut every = compiled.every_signature.iter();
    let vouched = !every.any(|with| with.assurance > Some(Assurance::Vouched))
        && asked.any(|one| {
            let with = one.with.as_ref();
            with.is_some_and(|with| with.assurance == Some(Assurance::Vouched))
        });
    let found = [
        (
            compiled.author_identity == AuthorIdentity::Asserted,
            Relaxation::AssertedIdentity,
        ),
        (
            glass.is_some_and(|rule| rule.solo == Some(true)),
            Relaxation::BreakGlassSolo,
        ),
        (
            glass
                .and_then(|rule| rule.assurance)
                .is_some_and(|least| least < Assurance::Touched),
            Relaxation::BreakGlassUntouched,
        ),
        (
            !compiled.complete_statements,
            Relaxation::CompletenessUnknown,
        ),
        (
            !compiled.destructive_paths.is_empty(),
            Relaxation::DestructiveByPaths,
        ),
        (
            compiled.human_claim == HumanClaim::Counts,
            Relaxation::HumanClaimCounts,
        ),
        (
            compiled.human_claim == HumanClaim::Countersigned,
            Relaxation::HumanClaimCountersigned,
        ),
        (
            compiled.presume == Some(Presumption::Assisted),
            Relaxation::PresumeAssisted,
        ),
        (
            compiled.presume == Some(Presumption::None),
            Relaxation::PresumeNone,
        ),
        (software, Relaxation::SoftwareKeys),
        (
            compiled.unmatched == Unmatched::Allow,
            Relaxation::UnmatchedAllow,
        ),
        (
            compiled.unresolved == Some(UnresolvedRule::Raise),
            Relaxation::UnresolvedRaise,
        ),
        (vouched, Relaxation::VouchedApprovals),
    ];
    found
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, relaxation)| relaxation)
        .collect()
}
