//! What comes and goes with every decision, kept under numbers.
//!
//! An object of Node's own around each would cost as much as deciding: `native.cjs` makes a plain one with the
//! number, and says when it is gone. Every thread has shelves of its own, as it has a JavaScript of its own.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::thread::LocalKey;

use foureyes::{Change, Decision};
use napi::{Error, Result};

/// The values of one sort. No number is used twice.
pub(crate) struct Shelf<T> {
    next: i64,
    kept: BTreeMap<i64, T>,
}

pub(crate) type Shelved<T> = LocalKey<RefCell<Shelf<T>>>;

thread_local! {
    pub(crate) static CHANGES: RefCell<Shelf<Change>> = const { RefCell::new(Shelf::new()) };
    pub(crate) static DECISIONS: RefCell<Shelf<Decision>> = const { RefCell::new(Shelf::new()) };
}

impl<T> Shelf<T> {
    const fn new() -> Self {
        Self {
            next: 0,
            kept: BTreeMap::new(),
        }
    }
}

/// Keeps a value, and returns its number.
pub(crate) fn keep<T>(shelf: &'static Shelved<T>, value: T) -> i64 {
    shelf.with_borrow_mut(|shelf| {
        let number = shelf.next;
        shelf.next = number.saturating_add(1);
        shelf.kept.insert(number, value);
        number
    })
}

/// Calls `look` with the value of a number.
pub(crate) fn with<T, R>(
    shelf: &'static Shelved<T>,
    number: i64,
    look: impl FnOnce(&T) -> Result<R>,
) -> Result<R> {
    shelf.with_borrow(|shelf| {
        let value = shelf.kept.get(&number);
        look(value.ok_or_else(|| Error::from_reason("there is nothing under this number"))?)
    })
}

/// Gives back the memory of a value; it may be gone already.
pub(crate) fn drop_one<T>(shelf: &'static Shelved<T>, number: i64) {
    let value = shelf.with_borrow_mut(|shelf| shelf.kept.remove(&number));
    drop(value);
}
