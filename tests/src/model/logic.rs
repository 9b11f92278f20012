//! Three values and two readings (semantics 2.4–2.7).

use std::collections::BTreeSet;

use foureyes::fact::Fact;

/// True, false, or unknown with the names of the facts that would tell (2.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Three {
    True,
    False,
    Unknown(BTreeSet<String>),
}

/// In which direction a condition is read (2.5); or, for the question of 9.0, on trusted facts alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Restricting,
    Exempting,
    Trusted,
    TrustedTurned,
}

impl Reading {
    /// 2.5: `not` turns the reading.
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::Restricting => Self::Exempting,
            Self::Exempting => Self::Restricting,
            Self::Trusted => Self::TrustedTurned,
            Self::TrustedTurned => Self::Trusted,
        }
    }

    /// 9.0: on trusted facts alone.
    pub(super) const fn is_trusted(self) -> bool {
        matches!(self, Self::Trusted | Self::TrustedTurned)
    }
}

impl Three {
    pub(super) const fn of(is: bool) -> Self {
        if is { Self::True } else { Self::False }
    }

    pub(super) fn unknown(fact: &str) -> Self {
        Self::Unknown(BTreeSet::from([fact.to_owned()]))
    }

    /// What is not known where there is `None`.
    pub(super) fn from(known: Option<bool>, fact: &str) -> Self {
        known.map_or_else(|| Self::unknown(fact), Self::of)
    }

    /// 2.4: Kleene's *and* over all of them.
    pub(super) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut unknown = BTreeSet::new();
        for part in parts {
            match part {
                Self::False => return Self::False,
                Self::True => {}
                Self::Unknown(facts) => unknown.extend(facts),
            }
        }
        if unknown.is_empty() {
            Self::True
        } else {
            Self::Unknown(unknown)
        }
    }

    /// 2.4: Kleene's *or* over all of them.
    pub(super) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::all(parts.into_iter().map(Self::not)).not()
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown @ Self::Unknown(_) => unknown,
        }
    }
}

/// 2.6: an atom over one value.
pub(super) fn value<T>(
    fact: &Fact<T>,
    reading: Reading,
    name: &str,
    fits: impl Fn(&T) -> bool,
) -> Three {
    match (fact, reading) {
        (Fact::Collected(value) | Fact::Signed(value), _) => Three::of(fits(value)),
        (Fact::Declared(value), Reading::Restricting) if fits(value) => Three::True,
        (Fact::Declared(value), Reading::Exempting) if !fits(value) => Three::False,
        (Fact::Declared(_) | Fact::Unknown, _) => Three::unknown(name),
    }
}

/// 2.7: an atom over a set, of which each element fits or does not.
pub(super) fn set(fits: &[bool], is_whole: bool, reading: Reading, name: &str) -> Three {
    let (some, all) = (fits.contains(&true), !fits.contains(&false));
    match reading {
        Reading::Restricting if some => Three::True,
        Reading::Restricting if is_whole => Three::False,
        Reading::Exempting | Reading::TrustedTurned if is_whole => Three::of(some && all),
        Reading::Exempting if !all => Three::False,
        Reading::Trusted if is_whole => Three::of(some),
        _ => Three::unknown(name),
    }
}
