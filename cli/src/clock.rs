//! The only clock of the project.

use std::time::{SystemTime, UNIX_EPOCH};

use foureyes::Timestamp;

use crate::error::CliError;

/// Returns the present instant.
pub(crate) fn now() -> Result<Timestamp, CliError> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    seconds
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .and_then(Timestamp::from_unix)
        .ok_or(CliError::Clock)
}
