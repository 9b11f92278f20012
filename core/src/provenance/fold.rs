//! From claims to a range, per commit (semantics 6.1, 6.2).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Involvement, InvolvementRange};

/// What a policy presumes of a commit that nobody has signed for: a named relaxation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Presumption {
    /// Unless claimed otherwise, an AI assisted.
    Assisted,
    /// Unless claimed otherwise, no AI took part.
    None,
}

impl Presumption {
    const fn rung(self) -> Involvement {
        match self {
            Self::Assisted => Involvement::Assisted,
            Self::None => Involvement::None,
        }
    }
}

/// Returns the range for one commit.
///
/// `signed` is the rung to which an accepted signature brings the ceiling down (6.2); `humans_only` tells
/// whether every participant of the commit is a resolved human.
pub fn fold_commit(
    claims: impl IntoIterator<Item = Involvement>,
    humans_only: bool,
    signed: Option<Involvement>,
    presumed: Option<Presumption>,
) -> InvolvementRange {
    let mut claimed: BTreeSet<_> = claims
        .into_iter()
        .filter(|rung| *rung > Involvement::None)
        .collect();
    let floor = claimed.last().copied().unwrap_or(Involvement::None);
    let settled_at = signed.or(presumed.map(Presumption::rung));
    let open = if humans_only {
        Involvement::Generated
    } else {
        Involvement::Autonomous
    };
    let ceiling = settled_at.unwrap_or(open).max(floor);
    if let Some(rung) = settled_at
        && rung > Involvement::None
    {
        claimed.insert(rung);
    }
    InvolvementRange {
        floor,
        ceiling,
        claimed,
        settled: settled_at.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Involvement::{Advised, Assisted, Autonomous, Generated, None as Zero};

    #[test]
    fn nothing_claimed_is_not_nothing_done() {
        let humans = fold_commit([], true, None, None);
        assert_eq!((humans.floor, humans.ceiling), (Zero, Generated));
        assert_eq!(humans.at_least(Advised), None);
        assert_eq!(humans.at_least(Autonomous), Some(false));
        let unresolved = fold_commit([], false, None, None);
        assert_eq!(unresolved.at_least(Autonomous), None);
    }

    #[test]
    fn a_signature_lowers_the_ceiling_but_never_below_the_floor() {
        assert_eq!(
            fold_commit([], true, Some(Zero), None).at_least(Advised),
            Some(false)
        );
        let contradicted = fold_commit([Generated], true, Some(Zero), None);
        assert_eq!(contradicted.at_least(Generated), Some(true));
    }

    #[test]
    fn a_further_claim_hides_no_earlier_duty() {
        let both = fold_commit([Advised, Autonomous], true, None, None);
        assert_eq!(both.includes(Advised), Some(true));
        assert_eq!(both.includes(Assisted), None);
        let presumed = fold_commit([Generated], true, None, Some(Presumption::Assisted));
        assert_eq!(presumed.includes(Assisted), Some(true));
        assert_eq!(presumed.includes(Advised), Some(false));
    }
}
