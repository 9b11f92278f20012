//! Named times, once or every week (semantics 9.1). Offsets are fixed: a time-zone database would be a hidden input.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::Name;
use crate::time::Timestamp;

const MINUTES_PER_DAY: i64 = 1_440;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Returns the day of the week of a day, counted from 1970-01-01.
    const fn of(day: i64) -> Self {
        match day.rem_euclid(7) {
            0 => Self::Thu,
            1 => Self::Fri,
            2 => Self::Sat,
            3 => Self::Sun,
            4 => Self::Mon,
            5 => Self::Tue,
            _ => Self::Wed,
        }
    }
}

/// A time of day in minutes, from `00:00` to `24:00`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct TimeOfDay(i64);

/// A fixed distance from UTC in minutes, from `-14:00` to `+14:00`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
pub struct UtcOffset(i64);

/// Why a text is not a [`TimeOfDay`] or a [`UtcOffset`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {0}")]
pub struct ClockTimeError(&'static str);

/// Returns the minutes of `hh:mm`.
fn minutes(text: &str, most: i64) -> Option<i64> {
    let &[h1, h2, b':', m1, m2] = text.as_bytes() else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(10).map(i64::from);
    let two = |high: u8, low: u8| Some(digit(high)?.saturating_mul(10).saturating_add(digit(low)?));
    let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
    let sum = hours.saturating_mul(60).saturating_add(minutes);
    (minutes < 60 && sum <= most).then_some(sum)
}

impl FromStr for TimeOfDay {
    type Err = ClockTimeError;

    fn from_str(text: &str) -> Result<Self, ClockTimeError> {
        minutes(text, MINUTES_PER_DAY)
            .map(Self)
            .ok_or(ClockTimeError(
                "a time of day such as `16:00`, at most `24:00`",
            ))
    }
}

impl FromStr for UtcOffset {
    type Err = ClockTimeError;

    fn from_str(text: &str) -> Result<Self, ClockTimeError> {
        let (sign, rest) = match text.as_bytes().first() {
            Some(b'+') => (1, text.strip_prefix('+')),
            Some(b'-') => (-1, text.strip_prefix('-')),
            _ => (1, None),
        };
        rest.and_then(|rest| minutes(rest, 14 * 60))
            .map(|minutes| Self(minutes.saturating_mul(sign)))
            .ok_or(ClockTimeError(
                "an offset from UTC such as `+01:00`, at most 14 hours",
            ))
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}",
            self.0.div_euclid(60),
            self.0.rem_euclid(60)
        )
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{}", TimeOfDay(self.0.saturating_abs()))
    }
}

macro_rules! text_form {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::id::parsed(deserializer)
            }
        }
    )*};
}
text_form!(TimeOfDay, UtcOffset);

/// A named time: once, `from` an instant `to` another; or every week on `days`, `after` a time of day and `before`
/// another, at a fixed `offset` from UTC. One that ends no later than it begins ends on the next day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Window {
    /// Its name.
    pub id: Name,
    /// From this instant on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// Until, but not including, this instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// The days on which it begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// The time of day at which it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<TimeOfDay>,
    /// The time of day at which it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<TimeOfDay>,
    /// The distance from UTC of these times of day. Absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<UtcOffset>,
}

impl Window {
    /// Reports whether it is of one of the two forms, and not empty.
    pub(crate) fn is_sound(&self) -> bool {
        match self {
            Self {
                from: Some(from),
                to: Some(to),
                after: None,
                before: None,
                offset: None,
                ..
            } => self.days.is_empty() && from < to,
            Self {
                from: None,
                to: None,
                after: Some(after),
                before: Some(_),
                ..
            } => !self.days.is_empty() && after.0 < MINUTES_PER_DAY,
            _ => false,
        }
    }

    /// Returns from when until when it is open, around an instant: every time of which one end lies within a week.
    pub(crate) fn times(&self, around: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        if let (Some(from), Some(to)) = (self.from, self.to) {
            return vec![(from, to)];
        }
        let (Some(after), Some(before)) = (self.after, self.before) else {
            return Vec::new();
        };
        let offset = self.offset.unwrap_or_default().0;
        let local = around.unix().div_euclid(60).saturating_add(offset);
        let today = local.div_euclid(MINUTES_PER_DAY);
        let length = match before.0.saturating_sub(after.0) {
            length if length > 0 => length,
            length => length.saturating_add(MINUTES_PER_DAY),
        };
        let instant = |minute: i64| {
            let seconds = minute.saturating_sub(offset).saturating_mul(60);
            Timestamp::from_unix(seconds).unwrap_or(if seconds < 0 {
                Timestamp::MIN
            } else {
                Timestamp::MAX
            })
        };
        (-1..=7)
            .map(|days| today.saturating_add(days))
            .filter(|day| self.days.contains(&Weekday::of(*day)))
            .map(|day| {
                let start = day.saturating_mul(MINUTES_PER_DAY).saturating_add(after.0);
                (instant(start), instant(start.saturating_add(length)))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_open(window: &Window, at: &str) -> bool {
        let at: Timestamp = at.parse().unwrap();
        window
            .times(at)
            .iter()
            .any(|(from, to)| *from <= at && at < *to)
    }

    fn weekly(days: &[Weekday], after: &str, before: &str, offset: &str) -> Window {
        Window {
            id: "w".parse().unwrap(),
            from: None,
            to: None,
            days: days.to_vec(),
            after: Some(after.parse().unwrap()),
            before: Some(before.parse().unwrap()),
            offset: Some(offset.parse().unwrap()),
        }
    }

    #[test]
    fn a_week_comes_round() {
        // 2026-03-13 is a Friday.
        let friday = weekly(&[Weekday::Fri], "16:00", "24:00", "+01:00");
        for (at, open) in [
            ("2026-03-13T14:59:59Z", false),
            ("2026-03-13T15:00:00Z", true),
            ("2026-03-13T22:59:59Z", true),
            ("2026-03-13T23:00:00Z", false),
            ("2026-03-12T15:30:00Z", false),
            ("2027-03-12T15:30:00Z", true),
        ] {
            assert_eq!(is_open(&friday, at), open, "{at}");
        }
        let night = weekly(&[Weekday::Sun, Weekday::Mon], "22:00", "06:00", "-08:00");
        for (at, open) in [
            ("2026-03-16T05:59:59Z", false),
            ("2026-03-16T06:00:00Z", true),
            ("2026-03-16T13:59:59Z", true),
            ("2026-03-16T14:00:00Z", false),
            ("2026-03-17T13:59:59Z", true),
            ("2026-03-18T06:30:00Z", false),
        ] {
            assert_eq!(is_open(&night, at), open, "{at}");
        }
        let whole = weekly(&[Weekday::Thu], "00:00", "00:00", "+00:00");
        assert!(
            is_open(&whole, "1970-01-01T00:00:00Z") && !is_open(&whole, "1970-01-02T00:00:00Z")
        );
    }

    #[test]
    fn odd_forms_are_refused() {
        for bad in ["", "7:00", "07:60", "24:01", "0700", "07:00Z", "+7:00"] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
        for bad in ["", "01:00", "+14:01", "+1", "Z", "−01:00"] {
            assert!(bad.parse::<UtcOffset>().is_err(), "{bad}");
        }
        assert_eq!("-03:30".parse::<UtcOffset>().unwrap().to_string(), "-03:30");
        assert!(!weekly(&[], "16:00", "17:00", "+00:00").is_sound());
        assert!(!weekly(&[Weekday::Fri], "24:00", "17:00", "+00:00").is_sound());
    }
}
