//! The `accord` binary; all it does is in the library's `cli` room.

fn main() {}
