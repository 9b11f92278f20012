//! Since when.

use std::str::FromStr;

use foureyes::Timestamp;

const DAY: i64 = 86_400;

/// The beginning of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// This instant.
    At(Timestamp),
    /// So many days before now.
    Days(u32),
}

impl Since {
    /// Returns the instant, seen from `now`.
    pub(super) fn from(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Days(days) => {
                let back = i64::from(days).saturating_mul(DAY);
                Timestamp::from_unix(now.unix().saturating_sub(back)).unwrap_or(Timestamp::MIN)
            }
        }
    }
}

impl FromStr for Since {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let counted = text.split_once('.').and_then(|(number, unit)| {
            let each = match unit {
                "day" | "days" => 1,
                "week" | "weeks" => 7,
                "month" | "months" => 30,
                _ => return None,
            };
            number.parse::<u32>().ok()?.checked_mul(each)
        });
        let date = || format!("{text}T00:00:00Z").parse().ok();
        counted
            .filter(|days| *days > 0)
            .map(Self::Days)
            .or_else(|| text.parse().ok().or_else(date).map(Self::At))
            .ok_or("expected `90.days`, `12.weeks`, `3.months` or a date such as `2026-03-01`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let now: Timestamp = "2026-03-31T12:00:00Z".parse().unwrap();
        let from = |text: &str| {
            text.parse::<Since>()
                .map(|since| since.from(now).to_string())
        };
        assert_eq!(from("30.days").unwrap(), "2026-03-01T12:00:00Z");
        assert_eq!(from("1.week").unwrap(), "2026-03-24T12:00:00Z");
        assert_eq!(from("1.months").unwrap(), "2026-03-01T12:00:00Z");
        assert_eq!(from("4000000000.days").unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(from("2026-03-02").unwrap(), "2026-03-02T00:00:00Z");
        for bad in [
            "",
            "90",
            "0.days",
            "-1.days",
            "1.year",
            "9999999999.weeks",
            "2026-13-01",
        ] {
            assert!(from(bad).is_err(), "{bad}");
        }
    }
}
