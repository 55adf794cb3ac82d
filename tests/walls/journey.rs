//! The wall of `journey`.
