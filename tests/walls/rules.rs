//! The wall of `rules`.
