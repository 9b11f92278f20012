//! Named times (semantics 9.1).

use foureyes::Timestamp;
use foureyes::policy::{Weekday, Window};

const DAY: i64 = 86_400;

/// Seconds of `07:30`, or of `+01:00` and `-08:00`.
fn seconds(text: &str) -> i64 {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.trim_start_matches('+')),
    };
    let mut parts = digits
        .split(':')
        .map(|part| part.parse::<i64>().unwrap_or(0));
    let (hours, minutes) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    sign * (hours * 3_600 + minutes * 60)
}

/// The days from 1970-01-01, a Thursday.
fn weekday(day: i64) -> Weekday {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let index = usize::try_from(day.rem_euclid(7)).unwrap_or(0);
    [Thu, Fri, Sat, Sun, Mon, Tue, Wed][index]
}

/// Whether a window is open: once, or every week; one that ends no later in the day ends on the next day.
pub(super) fn is_open(window: &Window, now: Timestamp) -> bool {
    if let (Some(from), Some(to)) = (window.from, window.to) {
        return from <= now && now < to;
    }
    let clock = |time: Option<String>| time.map_or(0, |time| seconds(&time));
    let after = clock(window.after.map(|time| time.to_string()));
    let before = clock(window.before.map(|time| time.to_string()));
    let local = now.unix() + clock(window.offset.map(|offset| offset.to_string()));
    let today = local.div_euclid(DAY);
    [today - 1, today].into_iter().any(|day| {
        let begins = day * DAY + after;
        let ends = day * DAY + before + if before <= after { DAY } else { 0 };
        window.days.contains(&weekday(day)) && begins <= local && local < ends
    })
}
