//! Texts that people write. The law stands in `tests/laws/`.
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::yaml::any_text(bytes));
