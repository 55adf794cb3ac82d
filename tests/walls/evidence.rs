//! The wall of `evidence`.
