//! The wall of `preview`.
