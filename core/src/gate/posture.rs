//! Every relaxation in force (semantics 3.5).

use super::compile::Compiled;
use crate::policy::{AuthorIdentity, Unmatched, UnresolvedRule};
use crate::provenance::Presumption;

/// A way in which a gate asks for less than it could.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Relaxation {
    /// The author's identity is believed as git has it.
    AssertedIdentity,
    /// Statements may have been left out: a reject could be missing.
    CompletenessUnknown,
    /// A change that touches no listed place is taken as not destructive.
    DestructiveByPaths,
    /// A commit that nobody signed for is presumed AI-assisted, not more.
    PresumeAssisted,
    /// A commit that nobody signed for is presumed to be without AI.
    PresumeNone,
    /// Keys that are no hardware keys count: whoever controls the machine controls them.
    SoftwareKeys,
    /// A change that no rule speaks of goes through.
    UnmatchedAllow,
    /// Somebody unknown who took part raises the counts, also where it would otherwise hold.
    UnresolvedRaise,
}

impl Relaxation {
    /// Returns the stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AssertedIdentity => "asserted_identity",
            Self::CompletenessUnknown => "completeness_unknown",
            Self::DestructiveByPaths => "destructive_by_paths",
            Self::PresumeAssisted => "presume_assisted",
            Self::PresumeNone => "presume_none",
            Self::SoftwareKeys => "software_keys",
            Self::UnmatchedAllow => "unmatched_allow",
            Self::UnresolvedRaise => "unresolved_raise",
        }
    }
}

pub(super) fn of(compiled: &Compiled) -> Vec<Relaxation> {
    let software = compiled
        .people
        .active_humans()
        .any(|(_, principal)| principal.keys.iter().any(|key| !key.public.is_hardware()));
    let found = [
        (
            compiled.author_identity == AuthorIdentity::Asserted,
            Relaxation::AssertedIdentity,
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
    ];
    found
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, relaxation)| relaxation)
        .collect()
}
