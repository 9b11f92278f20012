//! One instant for a whole evaluation, and the next one at which something could differ (semantics 4.2).

use std::cell::Cell;

use crate::roster::Held;
use crate::time::Timestamp;

/// The instant of an evaluation. Every comparison with it is remembered.
pub(super) struct Clock {
    now: Timestamp,
    next: Cell<Timestamp>,
}

impl Clock {
    pub(super) const fn new(now: Timestamp) -> Self {
        Self {
            now,
            next: Cell::new(Timestamp::MAX),
        }
    }

    /// The instant itself, for display and for sums. Comparisons go through [`Clock::reached`].
    pub(super) const fn now(&self) -> Timestamp {
        self.now
    }

    /// Reports whether `instant` is now or in the past.
    pub(super) fn reached(&self, instant: Timestamp) -> bool {
        if instant <= self.now {
            return true;
        }
        self.next.set(self.next.get().min(instant));
        false
    }

    /// Returns what is held both now and at `issued`.
    pub(super) fn held<'h, T>(&self, held: &'h Held<T>, issued: Timestamp) -> Option<&'h T> {
        match held.since {
            Some(since) if !self.reached(since) || since > issued => None,
            _ => Some(&held.is),
        }
    }

    /// Returns what is held now.
    pub(super) fn held_now<'h, T>(&self, held: &'h Held<T>) -> Option<&'h T> {
        held.since
            .is_none_or(|since| self.reached(since))
            .then_some(&held.is)
    }

    /// The earliest instant after now that was consulted.
    pub(super) const fn next(&self) -> Timestamp {
        self.next.get()
    }
}
