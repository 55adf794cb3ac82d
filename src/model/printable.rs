//! Sanitizes text from people and files: the one place that says which characters steer a terminal
//! or a reader instead of showing something.
//!
//! All text that leaves the program passes through here: widgets before a cell is set, the command
//! line before it prints, exports before they write Markdown or JSON, the plain mode, the store's
//! error messages and the log. CSV cells are data and stay as they are.

use std::borrow::Cow;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands for a character that must not reach the terminal.
pub const REPLACEMENT: char = '·';
/// Most code points kept in one grapheme. Families of emoji need 11; stacked combining marks use
/// far more.
pub const GRAPHEME_LIMIT: usize = 16;

/// Returns the text on one line, safe to print. Tabs and line ends become blanks; control
/// characters, bidirectional overrides and zero-width characters become a visible `·`.
pub fn clean(text: &str) -> String {
    clean_with(text, ' ')
}

/// Like [`clean`], but keeps line ends, all written as `\n`.
pub fn clean_lines(text: &str) -> String {
    clean_with(text, '\n')
}

/// Returns a value as indented JSON with all steering characters escaped.
pub fn printable_json(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("what is printed is plain data");
    escaped_json(&text).into_owned() + "\n"
}

/// Escapes every steering character in a JSON text as `\uXXXX`, so that a program still reads the
/// original string.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    if json.is_ascii() {
        return json.into();
    }
    let mut out = String::with_capacity(json.len() + 16);
    for (c, steers) in with_steering_flags(json) {
        // JSON has already escaped the ASCII control characters in strings; what is left are its
        // own line ends.
        if !steers || c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out.into()
}

/// Removes steering characters. Used for Markdown, where people edit what was generated.
pub fn without_steering(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains(is_steering) {
        return text.into();
    }
    let kept = with_steering_flags(text).filter_map(|(c, steers)| (!steers).then_some(c));
    kept.collect::<String>().into()
}

fn clean_with(text: &str, line_end: char) -> String {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut visible = String::with_capacity(text.len());
    let mut chars = with_steering_flags(text).peekable();
    while let Some((c, steers)) = chars.next() {
        visible.push(match c {
            '\r' if chars.peek().is_some_and(|next| next.0 == '\n') => continue,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => line_end,
            '\t' => ' ',
            _ if steers => REPLACEMENT,
            _ => c,
        });
    }
    let mut out = String::with_capacity(visible.len());
    for grapheme in visible.graphemes(true) {
        if grapheme == "\n" {
            out.push('\n');
        } else if has_no_width(grapheme) {
            out.push(REPLACEMENT);
        } else if grapheme.chars().count() > GRAPHEME_LIMIT {
            let kept: String = grapheme.chars().take(GRAPHEME_LIMIT).collect();
            out.push_str(kept.trim_end_matches(JOINERS));
        } else {
            out.push_str(grapheme);
        }
    }
    out
}

/// Whether a grapheme shows nothing. Half-width sound marks are visible, whatever the width tables
/// say.
fn has_no_width(grapheme: &str) -> bool {
    grapheme.width() == 0 && !grapheme.contains(['\u{ff9e}', '\u{ff9f}'])
}

/// Yields each character with whether it steers at its position.
fn with_steering_flags(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let steers = if JOINERS.contains(&c) {
            !is_joiner_needed(before, chars.peek().copied())
        } else {
            is_steering(c)
        };
        before = Some(c).filter(|_| !steers);
        Some((c, steers))
    })
}

/// Whether a character steers the terminal or the reader instead of showing something. Joiners do
/// so only in some positions.
pub fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' // direction
            | '\u{2028}' | '\u{2029}' // line ends
            | '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' // no width
            | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}' // fillers
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}') // annotations, tags
}

/// Zero-width non-joiner and joiner.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// Whether a joiner has an effect between two characters: in scripts whose letters depend on their
/// neighbours, and in emoji sequences. Elsewhere it only hides.
fn is_joiner_needed(before: Option<char>, after: Option<char>) -> bool {
    match (before, after) {
        // A word may end in a consonant whose vowel is suppressed.
        (Some(before), _) if is_virama(before) => true,
        (Some(before), Some(after)) => {
            (is_joining(before) && is_joining(after)) || (is_emoji(before) && is_emoji(after))
        }
        _ => false,
    }
}

/// Letters and marks of scripts that use joiners: Arabic and its neighbours, the scripts of India
/// and South-East Asia, and Mongolian.
fn is_joining(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1700}'..='\u{18af}' | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{a8ff}'
        | '\u{a930}'..='\u{aaff}' | '\u{abc0}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{10a5f}' | '\u{11000}'..='\u{11fff}'
        | '\u{1e900}'..='\u{1e95f}')
        && !is_steering(c)
}

fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{94d}'
            | '\u{9cd}'
            | '\u{a4d}'
            | '\u{acd}'
            | '\u{b4d}'
            | '\u{bcd}'
            | '\u{c4d}'
            | '\u{ccd}'
            | '\u{d4d}'
            | '\u{dca}'
    )
}

/// Emoji and their modifiers.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
        | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lead's name meant to attack whoever reads it.
    const HOSTILE: &str = "a\u{1b}]0;x\u{7}b\u{202e}c\u{200b}d\u{9b}e\nf";

    #[test]
    fn hostile_characters_become_visible() {
        assert_eq!(clean(HOSTILE), "a·]0;x·b·c·d·e f");
        assert_eq!(clean_lines(HOSTILE), "a·]0;x·b·c·d·e\nf");
        assert_eq!(clean("\u{1b}[2Jgone"), "·[2Jgone");
        assert_eq!(clean("a\tb\r\nc\u{9b}31m"), "a b c·31m");
        assert_eq!(clean("\u{200b}\u{200d}\u{3164}"), "···");
        assert_eq!(clean_lines("a\r\nb\rc"), "a\nb\nc");
        let pile = "a".to_owned() + &"\u{301}".repeat(500);
        assert_eq!(clean(&pile).chars().count(), GRAPHEME_LIMIT);
    }

    #[test]
    fn joiners_stay_where_they_have_something_to_do() {
        for kept in [
            "Zoë 商談 👩‍👩‍👧",
            "👩🏽‍🚀 ❤️‍🔥 🏳️‍🌈",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "ന്\u{200d}",
        ] {
            assert_eq!(clean(kept), kept);
            assert_eq!(escaped_json(kept), kept);
        }
        for (hides, shown) in [
            ("pay\u{200d}pal", "pay·pal"),
            ("é\u{200c}é", "é·é"),
            ("👩\u{200d}", "👩·"),
            ("👩\u{200d}a", "👩·a"),
            ("م\u{200c}", "م·"),
            ("商\u{200d}談", "商·談"),
        ] {
            assert_eq!(clean(hides), shown);
        }
    }

    #[test]
    fn json_reads_back_as_it_was() {
        let name = format!("{HOSTILE}\u{e0041}é👩‍👩‍👧");
        let json = serde_json::to_string(&name).unwrap();
        let escaped = escaped_json(&json);
        assert!(!escaped.contains(is_steering), "{escaped}");
        assert!(escaped.contains("\\u202e") && escaped.contains("\\udb40\\udc41"));
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), name);
        assert_eq!(escaped_json("[\n  \"é\"\n]\n"), "[\n  \"é\"\n]\n");
    }

    #[test]
    fn markdown_does_without() {
        assert_eq!(without_steering("a\u{202e}b\u{200b}é"), "abé");
        assert_eq!(without_steering("plain"), "plain");
    }
}
