//! The four-eyes principle for AI-assisted changes.
#![forbid(unsafe_code)]

pub mod change;
pub mod decision;
pub mod detect;
pub mod digest;
pub mod error;
pub mod fact;
pub mod gate;
pub mod glob;
pub mod id;
pub mod json;
pub mod policy;
pub mod provenance;
pub mod roster;
pub mod signature;
pub mod statement;
mod text;
pub mod time;
mod wire;

/// The version of the meaning of policies, statements and changes: `docs/semantics.md`.
pub const SEMANTICS: u32 = 1;

pub use change::Change;
pub use decision::{Decision, Expect, Permit, Verdict};
pub use error::{CompileError, InputError};
pub use gate::{Gate, Request};
pub use statement::{StatementSet as Statements, Submitted};
pub use time::Timestamp;
pub use wire::{Format, Policy, Roster};
