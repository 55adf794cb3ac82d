//! The words of a text, for findings about how things are worded.

/// Splits a text into lower-case words. Hyphenated words are one: `sales-ready` isn't `ready`.
pub(super) fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''))
        .map(|word| word.trim_matches(['-', '\'']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}
