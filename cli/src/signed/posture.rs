//! In which ways a policy asks for less than it could.

use foureyes::gate::Relaxation;

/// Returns a line for each relaxation: its code, and what it means.
pub(super) fn lines(found: &[Relaxation]) -> Vec<String> {
    let mut lines = vec!["relaxations in force:".to_owned()];
    lines.extend(found.iter().map(|one| {
        let line = format!("  {:<25} {}", one.code(), words(*one));
        line.trim_end().to_owned()
    }));
    lines
}

const fn words(relaxation: Relaxation) -> &'static str {
    match relaxation {
        Relaxation::AssertedIdentity => "authors are believed as git has them",
        Relaxation::BreakGlassSolo => "in an emergency one person who took part is enough",
        Relaxation::BreakGlassUntouched => "in an emergency a key that nobody touched is enough",
        Relaxation::CompletenessUnknown => {
            "statements may have been left out: a reject could be missing"
        }
        Relaxation::DestructiveByPaths => {
            "a change that touches no listed place is taken as not destructive"
        }
        Relaxation::HumanClaimCounts => {
            "how far an AI was involved is what the authors have signed"
        }
        Relaxation::HumanClaimCountersigned => {
            "how far an AI was involved is what the authors and somebody else have signed"
        }
        Relaxation::PresumeAssisted => "what nobody signed for is presumed AI-assisted, not more",
        Relaxation::PresumeNone => "what nobody signed for is presumed to be without AI",
        Relaxation::SoftwareKeys => {
            "keys in software count: whoever controls the machine controls them"
        }
        Relaxation::UnmatchedAllow => "a change that no rule speaks of goes through",
        Relaxation::UnresolvedRaise => {
            "somebody unknown who took part raises the counts instead of holding the change"
        }
        Relaxation::VouchedApprovals => {
            "where a requirement says so, a click on a platform counts that nobody signed"
        }
        _ => "",
    }
}
