//! The wall of `points`.
