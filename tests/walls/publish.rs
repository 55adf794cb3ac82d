//! The wall of `publish`.
