//! The wall of `stages`.
