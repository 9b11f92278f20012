//! The four-eyes principle for AI-assisted changes.
#![forbid(unsafe_code)]

pub mod change;
pub mod digest;
pub mod fact;
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

pub use time::Timestamp;
