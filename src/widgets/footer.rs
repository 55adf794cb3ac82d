//! The keys available now, along the bottom.

use super::text::{clean, put, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A key's name and what it does.
type KeyLabel<'a> = (&'a str, &'a str);

/// Where a pair of key and label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyArea {
    /// Index of the pair.
    pub pair: usize,
    /// The area of the key.
    pub key: Rect,
    /// The area of the label.
    pub label: Rect,
}

/// Draws as many pairs of key and label as fit into the lines of the area, first ones first, and
/// returns where they are. A pair that doesn't fit makes way for a shorter one and is never cut. The
/// way out (`Esc`) is always kept, and so is the help (`?`), which comes last.
pub fn draw(buf: &mut Buffer, area: Rect, theme: &Theme, keys: &[KeyLabel]) -> Vec<KeyArea> {
    let area = area.intersection(buf.area);
    let lines = layout(keys, usize::from(area.width), usize::from(area.height));
    let mut areas = Vec::new();
    for (row, pairs) in area.rows().zip(lines) {
        let mut x = row.x;
        for pair in pairs {
            let (key, label) = keys[pair];
            let mut word = |x: u16, text: &str, style| {
                // A word that is cut would be another word.
                let room = row.right().saturating_sub(x);
                let fits = width(&clean(text)) <= usize::from(room);
                let end = put(buf, x, row.y, if fits { text } else { "" }, room, style);
                Rect::new(x, row.y, end.saturating_sub(x), 1)
            };
            let key = word((x + 1).min(row.right()), key, theme.key);
            let label = word((key.right() + 1).min(row.right()), label, theme.text);
            x = (label.right() + 1).min(row.right());
            areas.push(KeyArea { pair, key, label });
        }
    }
    areas
}

/// Distributes the pairs over lines, by index.
fn layout(keys: &[KeyLabel], columns: usize, height: usize) -> Vec<Vec<usize>> {
    // A pair takes ` key label `; the last blank may fall off the edge.
    let size = |pair: usize| width(&clean(keys[pair].0)) + width(&clean(keys[pair].1)) + 3;
    let columns = columns + 1;
    let is_help = |pair: &usize| keys[*pair].0 == "?";
    let is_kept = |pair: usize| matches!(keys[pair].0, "?" | "Esc");
    let all = 0..keys.len();
    let ordered = all.clone().filter(|pair| !is_help(pair));
    let ordered = ordered.chain(all.clone().filter(is_help).take(1));
    // What is kept and comes later takes this much of the last line.
    let mut reserved: usize = ordered
        .clone()
        .filter(|pair| is_kept(*pair))
        .map(size)
        .sum();
    let mut lines: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0;
    for pair in ordered {
        if is_kept(pair) {
            reserved -= size(pair);
        }
        let fits = |used: usize, line: usize| {
            used + size(pair) + if line >= height { reserved } else { 0 } <= columns
        };
        let may_break = used > 0 && lines.len() < height;
        if !fits(used, lines.len()) && may_break && fits(0, lines.len() + 1) {
            lines.push(Vec::new());
            used = 0;
        }
        if fits(used, lines.len()) || is_kept(pair) {
            used += size(pair);
            lines.last_mut().expect("never empty").push(pair);
        }
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
        assert_eq!(footer(18, 1), [" v vote  ? help"]);
        assert_eq!(footer(14, 1), [" ? help"]);
        assert_eq!(footer(5, 1), [" ?"]);
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
    fn what_does_not_fit_makes_way_for_what_does_and_the_way_out_stays() {
        let keys = [
            ("Enter", "discuss"),
            ("M", "disputed lead"),
            ("a", "accept"),
            ("Esc", "back"),
        ];
        let rows = screen(36, 1, |frame, area| {
            draw(frame.buffer_mut(), area, &ascii(), &keys);
        });
        assert_eq!(rows, [" Enter discuss  a accept  Esc back"]);
    }

    #[test]
    fn each_pair_is_where_it_says() {
        screen(60, 1, |frame, area| {
            let areas = draw(frame.buffer_mut(), area, &ascii(), &KEYS);
            // ` +/- points  Enter edit  v vote ...`
            assert_eq!(areas[0].key, Rect::new(1, 0, 3, 1));
            assert_eq!(areas[1].label, Rect::new(19, 0, 4, 1));
            assert_eq!((areas[4].pair, areas[4].key.x), (2, 41));
        });
    }

    #[test]
    fn any_size() {
        let keys = [
            ("F5", HARD_TEXT),
            (HARD_TEXT, "x"),
            ("?", "help"),
            ("q", "quit"),
        ];
        every_size(|frame, area, theme| {
            draw(frame.buffer_mut(), area, theme, &keys);
        });
    }
}
