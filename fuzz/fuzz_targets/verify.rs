//! Published versions. The law stands in `tests/laws/`.
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::published::any_alteration(bytes));
