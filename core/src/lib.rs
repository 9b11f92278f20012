//! The four-eyes principle for AI-assisted changes: may this exact change go live, here, now, given who or what made
//! it, and who has signed for it?
//!
#![doc = include_str!("../README.md")]
//!
//! # The rooms of this crate
//!
//! In the order in which data meets them; each knows only the ones above it.
//!
//! | module | holds |
//! |---|---|
//! | [`time`], [`digest`], [`id`], [`fact`], [`glob`] | validated values; what is known, and who says so |
//! | [`json`] | the strict scanner and the limits |
//! | [`provenance`] | how content was made: claims, and what they add up to |
//! | [`change`] | what a change is, what a reviewer judges it by, what happens around it |
//! | [`roster`] | people, agents, services, keys, ownership |
//! | [`signature`], [`statement`] | envelopes, strict Ed25519, SSH signatures, and what people sign |
//! | [`policy`] | the policy document and the built-in profiles |
//! | [`authority`] | policies and rosters that people have signed |
//! | [`decision`] | verdict, reasons, what is missing, explanations, permits |
//! | [`brief`] | the reviewer's one screen |
//! | [`gate`] | compile, verify, evaluate |
//! | [`detect`] | from what tools leave behind to claims |
//! | [`cases`] | made-up changes beside a policy, and what must come out |
//! | [`vectors`] | inputs with the bytes that every implementation must give |
//!
//! # Guarantees
//!
//! The crate reads no clock, file, network, environment or random number, keeps no state, and has no `unsafe` code.
//! The same inputs give the same bytes on every platform. [`Gate::evaluate`] is total: it cannot fail.
#![forbid(unsafe_code)]

pub mod authority;
mod base64;
pub mod brief;
pub mod cases;
pub mod change;
mod codes;
pub mod decision;
pub mod detect;
pub mod digest;
pub mod error;
pub mod fact;
pub mod gate;
pub mod glob;
pub mod id;
pub mod json;
mod matcher;
pub mod policy;
pub mod provenance;
pub mod roster;
#[cfg(feature = "schema")]
pub mod schema;
mod shared;
pub mod signature;
mod ssh_wire;
pub mod statement;
mod text;
pub mod time;
pub mod vectors;
pub mod wire;

/// The version of the meaning of policies, statements and changes: `docs/semantics.md`.
pub const SEMANTICS: u32 = 1;

pub use change::Change;
pub use decision::{Decision, Expect, Permit, Verdict};
pub use error::{CompileError, InputError};
pub use gate::{Gate, Request};
pub use statement::{StatementSet as Statements, Submitted};
pub use time::Timestamp;
pub use wire::{Format, Policy, Roster};
