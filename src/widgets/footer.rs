//! The keys available now, along the bottom.

use super::text::{clean, put, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A key's name and what it does.
type KeyLabel<'a> = (&'a str, &'a str);

/// Draws as many pairs of key and label as fit into the lines of the area, first ones first. The
/// pair whose key is `?` is always kept and comes last.
pub fn draw(buf: &mut Buffer, area: Rect, theme: &Theme, keys: &[KeyLabel]) {
    let area = area.intersection(buf.area);
    let lines = layout(keys, usize::from(area.width), usize::from(area.height));
    for (row, pairs) in area.rows().zip(lines) {
        let mut x = row.x;
        for (key, label) in pairs {
            for (text, style) in [
                (" ", theme.text),
                (key, theme.key),
                (" ", theme.text),
                (label, theme.text),
                (" ", theme.text),
            ] {
                x = put(buf, x, row.y, text, row.right().saturating_sub(x), style);
            }
        }
    }
}

/// Distributes the pairs over lines.
fn layout<'a>(keys: &[KeyLabel<'a>], columns: usize, height: usize) -> Vec<Vec<KeyLabel<'a>>> {
    // A pair takes ` key label `; the last blank may fall off the edge.
    let size = |pair: &KeyLabel| width(&clean(pair.0)) + width(&clean(pair.1)) + 3;
    let columns = columns + 1;
    let help = keys.iter().find(|pair| pair.0 == "?").copied();
    let help_columns = help.as_ref().map_or(0, size);
    let mut lines: Vec<Vec<KeyLabel>> = vec![Vec::new()];
    let mut used = 0;
    for pair in keys.iter().filter(|pair| pair.0 != "?") {
        let fits = |used: usize, line: usize| {
            used + size(pair) + if line >= height { help_columns } else { 0 } <= columns
        };
        if !fits(used, lines.len()) && lines.len() < height && fits(0, lines.len() + 1) {
            lines.push(Vec::new());
            used = 0;
        }
        if !fits(used, lines.len()) {
            break;
        }
        used += size(pair);
        lines.last_mut().expect("never empty").push(*pair);
    }
    if let Some(help) = help {
        if used + help_columns > columns && used > 0 && lines.len() < height {
            lines.push(Vec::new());
        }
        lines.last_mut().expect("never empty").push(help);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    const KEYS: [KeyLabel; 5] = [
        ("+/-", "points"),
        ("Enter", "edit"),
        ("?", "help"),
        ("v", "vote"),
        ("u", "undo"),
    ];

    fn footer(width: u16, height: u16) -> Vec<String> {
        screen(width, height, |frame, area| {
            draw(frame.buffer_mut(), area, &ascii(), &KEYS);
        })
    }

    #[test]
    fn help_is_kept_last_whatever_the_width() {
        assert_eq!(
            footer(60, 1),
            [" +/- points  Enter edit  v vote  u undo  ? help"]
        );
        assert_eq!(
            footer(47, 1),
            [" +/- points  Enter edit  v vote  u undo  ? help"]
        );
        assert_eq!(footer(46, 1), [" +/- points  Enter edit  v vote  ? help"]);
        assert_eq!(footer(20, 1), [" +/- points  ? help"]);
        assert_eq!(footer(18, 1), [" ? help"]);
        assert_eq!(footer(5, 1), [" ? h…"]);
    }

    #[test]
    fn a_second_line_takes_the_rest() {
        assert_eq!(
            footer(26, 2),
            [" +/- points  Enter edit", " v vote  u undo  ? help"]
        );
        assert_eq!(footer(14, 2), [" +/- points", " ? help"]);
    }

    #[test]
    fn any_size() {
        let keys = [
            ("F5", HARD_TEXT),
            (HARD_TEXT, "x"),
            ("?", "help"),
            ("q", "quit"),
        ];
        every_size(|frame, area, theme| draw(frame.buffer_mut(), area, theme, &keys));
    }
}
