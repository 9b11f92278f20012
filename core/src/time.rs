//! Instants and spans of time, as data. Nothing here reads a clock: `now` is always an input.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

const SECONDS_PER_DAY: i64 = 86_400;
/// 9999-12-31T23:59:59Z.
const LATEST: i64 = 253_402_300_799;

/// An instant in UTC with a resolution of one second, from 1970 to 9999.
///
/// The text form is exactly `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339, upper case, no fraction, no offset).
///
/// ```
/// use foureyes::Timestamp;
/// let at: Timestamp = "2026-03-10T09:30:00Z".parse().unwrap();
/// assert_eq!(at.to_string(), "2026-03-10T09:30:00Z");
/// assert!("2026-03-10 09:30".parse::<Timestamp>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first instant that can be named, 1970-01-01T00:00:00Z.
    pub const MIN: Self = Self(0);
    /// The last instant that can be named, 9999-12-31T23:59:59Z.
    pub const MAX: Self = Self(LATEST);

    /// Returns the instant `seconds` after 1970-01-01T00:00:00Z, if it is within range.
    pub const fn from_unix(seconds: i64) -> Option<Self> {
        if seconds >= 0 && seconds <= LATEST {
            Some(Self(seconds))
        } else {
            None
        }
    }

    /// Returns the seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// Returns the instant `span` later, or the last one that can be named.
    pub const fn plus(self, span: Span) -> Self {
        let sum = self.0.saturating_add(span.seconds());
        Self(if sum > LATEST { LATEST } else { sum })
    }

    /// Returns the instant `span` earlier, or the first one that can be named.
    pub const fn minus(self, span: Span) -> Self {
        let difference = self.0.saturating_sub(span.seconds());
        Self(if difference < 0 { 0 } else { difference })
    }
}

/// Days since 1970-01-01 of a civil date (proleptic Gregorian calendar, years 1970 to 9999).
#[expect(clippy::arithmetic_side_effects, reason = "years are 1970 to 9999")]
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month <= 2 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (month * 153 + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The civil date of a day count since 1970-01-01.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "days are those of the years 1970 to 9999"
)]
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Why a text is not a [`Timestamp`] or a [`Span`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// The text is not of the one accepted form, or the date does not exist.
    #[error("expected an instant such as `2026-03-10T09:30:00Z` (UTC, whole seconds)")]
    Timestamp,
    /// The text is not a number with a unit.
    #[error("expected a span such as `90s`, `15m`, `72h` or `30d`, above zero and at most `3650d`")]
    Span,
}

impl FromStr for Timestamp {
    type Err = TimeError;

    #[expect(
        clippy::arithmetic_side_effects,
        reason = "every number has at most four digits"
    )]
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let bytes: &[u8; 20] = text
            .as_bytes()
            .try_into()
            .map_err(|_| TimeError::Timestamp)?;
        let [
            y1,
            y2,
            y3,
            y4,
            b'-',
            mo1,
            mo2,
            b'-',
            d1,
            d2,
            b'T',
            h1,
            h2,
            b':',
            mi1,
            mi2,
            b':',
            s1,
            s2,
            b'Z',
        ] = *bytes
        else {
            return Err(TimeError::Timestamp);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_i64, |sum, digit| match digit {
                b'0'..=b'9' => Ok(sum * 10 + i64::from(digit - b'0')),
                _ => Err(TimeError::Timestamp),
            })
        };
        let (year, month, day) = (
            number(&[y1, y2, y3, y4])?,
            number(&[mo1, mo2])?,
            number(&[d1, d2])?,
        );
        let (hour, minute, second) = (number(&[h1, h2])?, number(&[mi1, mi2])?, number(&[s1, s2])?);
        let exists = year >= 1970
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month)
            && hour < 24
            && minute < 60
            && second < 60;
        if !exists {
            return Err(TimeError::Timestamp);
        }
        let seconds = days_from_civil(year, month, day) * SECONDS_PER_DAY
            + hour * 3_600
            + minute * 60
            + second;
        Self::from_unix(seconds).ok_or(TimeError::Timestamp)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(SECONDS_PER_DAY));
        let second = self.0.rem_euclid(SECONDS_PER_DAY);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            second / 3_600,
            second / 60 % 60,
            second % 60
        )
    }
}

/// A positive span of time in whole seconds, at most 3650 days.
///
/// The text form is a number and a unit, one of `s`, `m`, `h`, `d`: `90s`, `15m`, `72h`, `30d`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// The longest span that can be named, 3650 days.
    pub const MAX: Self = Self(3_650 * SECONDS_PER_DAY);

    /// Returns a span of that many seconds, or the nearest one that can be named.
    pub const fn from_seconds(seconds: u32) -> Self {
        let seconds = seconds as i64;
        Self(if seconds < 1 {
            1
        } else if seconds > Self::MAX.0 {
            Self::MAX.0
        } else {
            seconds
        })
    }

    /// Returns a span of that many minutes.
    pub const fn from_minutes(minutes: u16) -> Self {
        Self::from_seconds((minutes as u32).saturating_mul(60))
    }

    /// Returns a span of that many hours.
    pub const fn from_hours(hours: u16) -> Self {
        Self::from_seconds((hours as u32).saturating_mul(3_600))
    }

    /// Returns a span of that many days, at most 3650.
    pub const fn from_days(days: u16) -> Self {
        Self::from_seconds((days as u32).saturating_mul(86_400))
    }

    /// Returns the length in seconds.
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl FromStr for Span {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let unit = text.as_bytes().last().ok_or(TimeError::Span)?;
        let factor = match unit {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => SECONDS_PER_DAY,
            _ => return Err(TimeError::Span),
        };
        let digits = text
            .strip_suffix(char::from(*unit))
            .ok_or(TimeError::Span)?;
        let plain = !digits.is_empty()
            && digits.len() <= 9
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain {
            return Err(TimeError::Span);
        }
        let seconds = digits
            .parse::<i64>()
            .map_err(|_| TimeError::Span)?
            .saturating_mul(factor);
        if seconds > Self::MAX.0 {
            return Err(TimeError::Span);
        }
        Ok(Self(seconds))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self.0 {
            seconds if seconds % SECONDS_PER_DAY == 0 => (seconds / SECONDS_PER_DAY, 'd'),
            seconds if seconds % 3_600 == 0 => (seconds / 3_600, 'h'),
            seconds if seconds % 60 == 0 => (seconds / 60, 'm'),
            seconds => (seconds, 's'),
        };
        write!(f, "{number}{unit}")
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
text_form!(Timestamp, Span);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_survives_a_round_trip() {
        for day in 0..=(LATEST / SECONDS_PER_DAY) {
            let at = Timestamp::from_unix(day * SECONDS_PER_DAY + 45_296).unwrap();
            if day % 97 == 0 || day < 1_000 {
                assert_eq!(at.to_string().parse::<Timestamp>(), Ok(at));
            }
            let (year, month, day_of_month) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, day_of_month), day);
        }
    }

    #[test]
    fn known_instants() {
        let at = |text: &str| text.parse::<Timestamp>().map(Timestamp::unix);
        assert_eq!(at("1970-01-01T00:00:00Z"), Ok(0));
        assert_eq!(at("2000-02-29T12:00:00Z"), Ok(951_825_600));
        assert_eq!(at("9999-12-31T23:59:59Z"), Ok(LATEST));
    }

    #[test]
    fn odd_forms_are_refused() {
        for text in [
            "",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00+00:00",
            "1969-12-31T23:59:59Z",
            "2026-01-01T00:00:00.0Z",
            "+026-01-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
        ] {
            assert_eq!(
                text.parse::<Timestamp>(),
                Err(TimeError::Timestamp),
                "{text}"
            );
        }
        for text in [
            "",
            "d",
            "0d",
            "01d",
            "-1d",
            "1.5h",
            "1w",
            "3651d",
            "99999999999d",
            "1 d",
            "１d",
        ] {
            assert_eq!(text.parse::<Span>(), Err(TimeError::Span), "{text}");
        }
    }

    #[test]
    fn spans_print_their_largest_whole_unit() {
        for text in ["90s", "15m", "25h", "30d"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        assert_eq!("72h".parse::<Span>().unwrap().to_string(), "3d");
        assert_eq!(Timestamp::MAX.plus(Span::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::MIN.minus(Span::MAX), Timestamp::MIN);
    }
}
