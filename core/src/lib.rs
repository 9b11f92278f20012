//! The four-eyes principle for AI-assisted changes.
