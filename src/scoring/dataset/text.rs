//! Text comparison for lead values: trimmed, every white-space character a blank, in Unicode's
//! normal form C and simple lower case.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// All characters below this one are in normal form C, alone and beside each other.
const FIRST_TO_NORMALIZE: char = '\u{300}';

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

/// Returns a character as it is compared.
fn folded(c: char) -> char {
    if c.is_whitespace() { ' ' } else { lower(c) }
}

fn folded_byte(byte: u8) -> u8 {
    match byte {
        b'\t'..=b'\r' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}

/// Returns whether a text has characters that may have to be normalized.
fn is_normalized(text: &str) -> bool {
    text.chars().all(|c| c < FIRST_TO_NORMALIZE) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Returns the text as it is compared: trimmed, with a blank for each white-space character, in
/// normal form C and in simple lower case.
pub fn simple_lower(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        let mut lowered = text.to_ascii_lowercase();
        if lowered.bytes().any(|byte| matches!(byte, b'\t'..=b'\r')) {
            lowered = lowered.replace(char::is_whitespace, " ");
        }
        lowered
    } else if is_normalized(text) {
        text.chars().map(folded).collect()
    } else {
        text.nfc().map(folded).collect()
    }
}

/// Returns whether `text` equals `lowered`, which [`simple_lower`] returned.
pub fn same_text(text: &str, lowered: &str) -> bool {
    let text = text.trim();
    if text.is_ascii() {
        text.bytes().map(folded_byte).eq(lowered.bytes())
    } else if is_normalized(text) {
        text.chars().map(folded).eq(lowered.chars())
    } else {
        text.nfc().map(folded).eq(lowered.chars())
    }
}

/// Returns whether a text starts with `lowered`, which [`simple_lower`] returned.
pub(in crate::scoring) fn starts_with(text: &str, lowered: &str) -> bool {
    let text = text.trim();
    if text.is_ascii() {
        let start = text.as_bytes().get(..lowered.len());
        return start.is_some_and(|start| same_bytes(start, lowered));
    }
    simple_lower(text).starts_with(lowered)
}

/// Returns whether a text ends with `lowered`, which [`simple_lower`] returned.
pub(in crate::scoring) fn ends_with(text: &str, lowered: &str) -> bool {
    let text = text.trim();
    if text.is_ascii() {
        let from = text.len().checked_sub(lowered.len());
        return from.is_some_and(|from| same_bytes(&text.as_bytes()[from..], lowered));
    }
    simple_lower(text).ends_with(lowered)
}

/// Returns whether a list, whose elements are separated by `;`, has an element: `lowered` is what
/// [`simple_lower`] returned for it.
pub(in crate::scoring) fn has_element(list: &str, lowered: &str) -> bool {
    if list.is_ascii() {
        return list.split(';').any(|one| same_text(one, lowered));
    }
    // Split once it is normalized: U+037E is a semicolon, too.
    let list = simple_lower(list);
    list.split(';').any(|one| one.trim() == lowered)
}

/// Returns what is left of a text without `lowered` at its start, in whatever case; `None` if it
/// doesn't start so. `lowered` is what [`simple_lower`] returned.
pub(super) fn cut_start<'a>(text: &'a str, lowered: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    let starts = lowered.chars().all(|c| rest.next().map(folded) == Some(c));
    starts.then_some(rest.as_str())
}

/// Returns what is left of a text without `lowered` at its end, as [`cut_start`] does.
pub(super) fn cut_end<'a>(text: &'a str, lowered: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    let mut lowered = lowered.chars().rev();
    let ends = lowered.all(|c| rest.next_back().map(folded) == Some(c));
    ends.then_some(rest.as_str())
}

fn same_bytes(bytes: &[u8], lowered: &str) -> bool {
    let folded = bytes.iter().map(|byte| folded_byte(*byte));
    folded.eq(lowered.bytes())
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

    #[test]
    fn white_space_inside_is_a_blank_and_accents_are_composed() {
        for (text, compared) in [
            ("one\u{a0}two", "one two"),
            ("One\tTwo\u{b}Three", "one two three"),
            ("a\u{3000}\u{2009} b", "a   b"),
            ("\u{202f}Zo\u{308}e\u{a0}", "zöe"),
            ("A\u{30a}ngstro\u{308}m", "ångström"),
            ("\u{212b}", "å"),
            ("I\u{307}", "i"),
            // There is no composed capital of this one.
            ("H\u{331}", "h\u{331}"),
            ("a\u{37e}b", "a;b"),
        ] {
            assert_eq!(simple_lower(text), compared, "{text:?}");
            assert!(same_text(text, compared), "{text:?}");
            assert!(!same_text(text, "a"), "{text:?}");
        }
    }

    #[test]
    fn an_element_is_one_of_those_between_semicolons() {
        let list = " Webinar ;CRM\u{a0}; demo\u{a0}day;;";
        let plain = " Webinar ;CRM\t; demo\tday;;";
        for (element, there) in [
            ("webinar", true),
            ("crm", true),
            ("demo day", true),
            ("demo", false),
            ("webinar ;crm", false),
        ] {
            assert_eq!(has_element(list, element), there, "{element}");
            assert_eq!(has_element(plain, element), there, "{element}");
        }
        assert!(has_element("one", "one") && has_element("Zo\u{308}e\u{37e}b", "zöe"));
    }

    #[test]
    fn the_ends_of_a_text() {
        for text in ["Chief\tOfficer ", "Chief\u{a0}Officer "] {
            assert!(starts_with(text, "chief o") && ends_with(text, "f officer"));
            assert!(!starts_with(text, "officer") && !ends_with(text, "chief"));
            assert!(!starts_with(text, "chief officers") && !ends_with(text, "a chief officer"));
            assert!(!starts_with(text, "ç") && !ends_with(text, "ç"));
        }
        assert!(starts_with("Zo\u{308}e", "zö") && !starts_with("Zo\u{308}e", "zo"));
    }
}
