//! What is known, who says so, and what is not known.

use serde::{Deserialize, Serialize};

/// Who vouches for a fact (semantics 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// Somebody who takes part in the change could have set it. It may tighten, never loosen.
    Declared,
    /// The embedding system computed it from the subject, or asked its own authenticated systems.
    Collected,
    /// Somebody whom the roster trusts has signed it.
    Signed,
}

/// A value together with who vouches for it, or the absence of knowledge.
///
/// On the wire a known fact is an object with one member, `{"collected": 3}`; an unknown one is absent.
/// Absent never means false, empty or zero.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Fact_for_{T}")
)]
#[serde(rename_all = "camelCase")]
pub enum Fact<T> {
    /// Said by somebody who takes part; see [`Origin::Declared`].
    Declared(T),
    /// Found out by the embedding system; see [`Origin::Collected`].
    Collected(T),
    /// Signed by somebody the roster trusts; see [`Origin::Signed`].
    Signed(T),
    /// Not known.
    #[default]
    #[serde(skip)]
    Unknown,
}

impl<T> Fact<T> {
    /// Returns the value, whoever vouches for it.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Declared(value) | Self::Collected(value) | Self::Signed(value) => Some(value),
            Self::Unknown => None,
        }
    }

    /// Returns who vouches for the value.
    pub const fn origin(&self) -> Option<Origin> {
        match self {
            Self::Declared(_) => Some(Origin::Declared),
            Self::Collected(_) => Some(Origin::Collected),
            Self::Signed(_) => Some(Origin::Signed),
            Self::Unknown => None,
        }
    }

    /// Returns the value if its origin allows it to loosen a requirement.
    pub const fn trusted(&self) -> Option<&T> {
        match self {
            Self::Collected(value) | Self::Signed(value) => Some(value),
            Self::Declared(_) | Self::Unknown => None,
        }
    }

    /// Reports whether nothing is known.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

/// A list together with how much of it is there.
///
/// On the wire `{"whole": […]}` or `{"partial": […]}`; absent = nothing is known. `whole` is the embedding
/// system's word that nothing is left out; a list that somebody taking part has declared is `partial`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Listed_for_{T}")
)]
#[serde(rename_all = "camelCase")]
pub enum Listed<T> {
    /// Everything there is, vouched for by the embedding system.
    Whole(Vec<T>),
    /// Some of what there is.
    Partial(Vec<T>),
    /// Not known.
    #[default]
    #[serde(skip)]
    Absent,
}

impl<T> Listed<T> {
    /// Returns the elements that are known.
    pub fn known(&self) -> &[T] {
        match self {
            Self::Whole(items) | Self::Partial(items) => items,
            Self::Absent => &[],
        }
    }

    /// Reports whether nothing is left out.
    pub const fn is_whole(&self) -> bool {
        matches!(self, Self::Whole(_))
    }

    /// Reports whether nothing is known.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}
