//! Text comparison for lead values: trimmed, in Unicode simple lower case.

/// Returns the simple lower case of a character: always exactly one character, regardless of
/// context.
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    // U+0130 is the only capital whose full lower case is two characters; the first of them is its
    // simple lower case.
    c.to_lowercase().next().unwrap_or(c)
}

/// Returns the text trimmed and in simple lower case.
pub fn simple_lower(text: &str) -> String {
    text.trim().chars().map(lower).collect()
}

/// Returns whether `text` equals `lowered`, which is already trimmed and in simple lower case.
pub fn same_text(text: &str, lowered: &str) -> bool {
    text.trim().chars().map(lower).eq(lowered.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_lower_case_looks_at_one_character_at_a_time() {
        assert_eq!(simple_lower("  Manufacturing\t"), "manufacturing");
        assert_eq!(simple_lower("ÄÖÜ ẞ"), "äöü ß");
        // No final sigma, and no combining dot as a character of its own.
        assert_eq!(simple_lower("ΟΔΟΣ"), "οδοσ");
        assert_eq!(simple_lower("İ"), "i");
        assert!(same_text(" ΟΔΟΣ", "οδοσ") && !same_text("ab", "abc"));
    }
}
