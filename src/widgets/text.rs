//! Text prepared for cells: cleaned, measured, truncated, padded and wrapped by display width.
//!
//! Every widget draws through [`put`], so nothing reaches a cell uncleaned.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

pub use crate::model::printable::{clean, clean_lines};

/// Returns the columns of one grapheme, as ratatui counts them when it draws.
pub(crate) fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        0
    } else {
        usize::from(grapheme.cell_width())
    }
}

/// Returns the columns the text takes on screen.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(grapheme_width).sum()
}

/// Returns the cleaned text in at most `columns` columns, with `…` where it is truncated.
pub fn fit(text: &str, columns: usize) -> String {
    let text = clean_prefix(text, columns);
    if width(&text) <= columns {
        return text;
    }
    if columns == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme_width(grapheme);
        if used > columns {
            break;
        }
        out.push_str(grapheme);
    }
    out.push('…');
    out
}

/// Returns the cleaned text, or enough of its beginning to be wider than `columns`, so that the
/// cost of a long text depends on its visible part.
fn clean_prefix(text: &str, columns: usize) -> String {
    // A cleaned character takes at least one column; only the last one may be cut through.
    let wide = columns.saturating_add(2);
    let mut bytes = wide.saturating_mul(8);
    loop {
        let end = boundary_before(text, bytes);
        let cleaned = clean(&text[..end]);
        if end == text.len() || width(&cleaned) > wide {
            return cleaned;
        }
        bytes = bytes.saturating_mul(4);
    }
}

/// Returns the last character boundary at or before `bytes`.
pub(crate) fn boundary_before(text: &str, bytes: usize) -> usize {
    let end = bytes.min(text.len());
    (0..=end)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// Returns a bar of `#` that fills `share` (0 to 1) of `columns`, followed by blanks. Any share
/// above 0 shows at least one `#`, and any below 1 leaves at least one blank.
pub fn bar(columns: usize, share: f64) -> String {
    let share = if share.is_nan() {
        0.0
    } else {
        share.clamp(0.0, 1.0)
    };
    let mut filled = (share * columns as f64).round() as usize;
    if share > 0.0 {
        filled = filled.max(1);
    }
    if share < 1.0 {
        filled = filled.min(columns.saturating_sub(1));
    }
    let filled = filled.min(columns);
    "#".repeat(filled) + &" ".repeat(columns - filled)
}

/// Returns the text in exactly `columns` columns, padded on the right.
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    let gap = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', gap));
    out
}

/// Returns the text in exactly `columns` columns, padded on the left.
pub fn pad_left(text: &str, columns: usize) -> String {
    let out = fit(text, columns);
    let gap = columns.saturating_sub(width(&out));
    " ".repeat(gap) + &out
}

/// Wraps the text into lines of at most `columns` columns, at blanks and between wide characters,
/// and inside a word only if the word alone is too long. Line breaks are kept. Returns at least
/// one line, unless there are no columns.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for line in clean_lines(text).split('\n') {
        wrap_line(line, columns, &mut lines);
    }
    lines
}

/// Like [`wrap`], but with at most `max_lines` lines, the last of which is `…` if there is more,
/// so that the cost of a long text depends on its visible part.
pub fn wrap_within(text: &str, columns: usize, max_lines: usize) -> Vec<String> {
    let bytes = columns.saturating_mul(max_lines).saturating_mul(16);
    let end = boundary_before(text, bytes);
    let mut lines = wrap(&text[..end], columns);
    if lines.len() > max_lines || end < text.len() {
        lines.truncate(max_lines.saturating_sub(1));
        lines.push("…".into());
    }
    lines
}

fn wrap_line(line: &str, columns: usize, lines: &mut Vec<String>) {
    // A character wider than the line shows as a dot rather than not at all.
    let graphemes: Vec<(&str, usize)> = line
        .graphemes(true)
        .map(|g| (g, grapheme_width(g)))
        .map(|(g, w)| if w > columns { ("·", 1) } else { (g, w) })
        .collect();
    let mut start = 0;
    loop {
        let mut end = start;
        let mut used = 0;
        while end < graphemes.len() && used + graphemes[end].1 <= columns {
            used += graphemes[end].1;
            end += 1;
        }
        let cut = if end == graphemes.len() {
            end
        } else {
            (start + 1..=end)
                .rev()
                .find(|&i| may_break(graphemes[i - 1], graphemes[i]))
                .filter(|&i| graphemes[start..i].iter().any(|g| g.0 != " "))
                .unwrap_or(end)
        };
        let text: String = graphemes[start..cut].iter().map(|g| g.0).collect();
        lines.push(text.trim_end_matches(' ').to_owned());
        start = cut;
        while start > 0 && start < graphemes.len() && graphemes[start].0 == " " {
            start += 1;
        }
        if start >= graphemes.len() {
            return;
        }
    }
}

fn may_break(before: (&str, usize), after: (&str, usize)) -> bool {
    before.0 == " " || after.0 == " " || (before.1 > 1 && after.1 > 1)
}

/// Draws the cleaned text from `(x, y)` in at most `columns` columns, truncated with `…`; returns
/// the column after it. Outside the buffer it does nothing.
pub fn put(buf: &mut Buffer, x: u16, y: u16, text: &str, columns: u16, style: Style) -> u16 {
    let area = buf.area;
    if x < area.left() || x >= area.right() || y < area.top() || y >= area.bottom() {
        return x;
    }
    let columns = usize::from(columns.min(area.right() - x));
    buf.set_stringn(x, y, fit(text, columns), columns, style).0
}

/// Draws the cleaned text right-aligned between columns `left` and `right`; returns the column
/// where it begins.
pub fn put_right(buf: &mut Buffer, left: u16, right: u16, y: u16, text: &str, style: Style) -> u16 {
    let text = fit(text, usize::from(right.saturating_sub(left)));
    let x = right.saturating_sub(width(&text) as u16);
    put(buf, x, y, &text, right.saturating_sub(x), style);
    x
}

/// A count with its thousands grouped: `1,000,000`.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::printable::is_steering;
    use proptest::prelude::*;

    /// Difficult text: escapes, controls, combining marks, wide and joined characters.
    fn hard_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("word".to_owned()),
            Just(" ".to_owned()),
            Just("商談記録".to_owned()),
            Just("👩‍👩‍👧".to_owned()),
            Just("e\u{301}".to_owned()),
            Just("\u{301}".to_owned()),
            Just("\u{200d}".to_owned()),
            Just("\u{1b}[31m".to_owned()),
            Just("\r\n".to_owned()),
            Just("\u{202e}".to_owned()),
            Just("ｶﾞ".to_owned()),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn a_long_text_costs_what_fits() {
        let long = "商 word ".repeat(200_000);
        assert!(clean_prefix(&long, 40).len() < 2_000);
        assert_eq!(fit(&long, 9), "商 word …");
        let marks = "a".to_owned() + &"\u{301}".repeat(100_000) + "bcdefgh";
        assert_eq!(width(&fit(&marks, 4)), 4);
    }

    #[test]
    fn cutting_leaves_a_sign() {
        assert_eq!(fit("Marketing", 9), "Marketing");
        assert_eq!(fit("Marketing", 6), "Marke…");
        assert_eq!(fit("商談記録", 6), "商談…");
        assert_eq!(fit("商談記録", 1), "…");
        assert_eq!(fit("x", 0), "");
        assert_eq!(pad("商談記録", 6), "商談… ");
        assert_eq!(pad_left("5", 3), "  5");
    }

    #[test]
    fn a_long_text_is_wrapped_as_far_as_it_is_seen() {
        let long = "word ".repeat(200_000);
        let lines = wrap_within(&long, 9, 3);
        assert_eq!(lines, ["word word", "word word", "…"]);
        assert_eq!(wrap_within("one two", 4, 2), ["one", "two"]);
        let zero = "\u{200b}".repeat(100_000);
        assert_eq!(wrap_within(&zero, 4, 3).len(), 3);
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(
            wrap("at least two behaviours", 9),
            ["at least", "two", "behaviour", "s"]
        );
        assert_eq!(wrap("商談記録を見る", 5), ["商談", "記録", "を見", "る"]);
        assert_eq!(wrap("one\n\ntwo", 10), ["one", "", "two"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("  indented text", 12), ["  indented", "text"]);
        assert_eq!(wrap("商", 1), ["·"]);
        assert!(wrap("x", 0).is_empty());
    }

    proptest! {
        #[test]
        fn clean_text_has_no_control_and_stays_as_it_is(text in hard_text()) {
            let cleaned = clean(&text);
            prop_assert!(!cleaned.contains(is_steering), "{cleaned:?}");
            prop_assert!(cleaned.graphemes(true).all(|g| grapheme_width(g) > 0), "{cleaned:?}");
            prop_assert_eq!(clean(&cleaned), cleaned);
        }

        #[test]
        fn fit_and_pad_keep_their_width(text in hard_text(), columns in 0_usize..30) {
            let cleaned = clean(&text);
            let cut = fit(&text, columns);
            prop_assert!(width(&cut) <= columns);
            prop_assert_eq!(cut == cleaned, width(&cleaned) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
            prop_assert_eq!(width(&pad_left(&text, columns)), columns);
        }

        #[test]
        fn wrapped_lines_fit_and_lose_only_blanks(text in hard_text(), columns in 4_usize..30) {
            let lines = wrap(&text, columns);
            prop_assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            let ink = |s: &str| s.chars().filter(|c| !" \n".contains(*c)).collect::<String>();
            prop_assert_eq!(ink(&lines.concat()), ink(&clean_lines(&text)));
        }

        #[test]
        fn wrapped_lines_fit_however_narrow(text in hard_text(), columns in 0_usize..4) {
            prop_assert!(wrap(&text, columns).iter().all(|line| width(line) <= columns));
        }
    }
}
