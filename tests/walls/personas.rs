//! The wall of `personas`.
