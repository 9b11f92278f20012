//! What is wrong with a case, on its way to the place where it stands.

use crate::error::ErrorCode;

/// A fault, with the way to it from inside out.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) path: String,
}

impl Fault {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code: code.code(),
            message: message.into(),
            path: String::new(),
        }
    }

    /// Returns the fault as one of something around it.
    pub(super) fn within(mut self, outer: &str) -> Self {
        self.path = if self.path.is_empty() {
            outer.to_owned()
        } else {
            format!("{outer}.{}", self.path)
        };
        self
    }
}
