//! Shared vectors, laws and conformance.
