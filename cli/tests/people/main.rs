//! What people do with the program: make keys, sign, begin, exchange, look at the demo.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod adopt;
mod archives;
mod begin;
mod declares;
mod delegates;
mod enrols;
mod exchange;
mod fast;
mod lifts;
mod parts;
mod rotates;
mod server;
mod shop;
mod signing;
mod ssh;
mod story;
mod testifies;
mod vouches;
