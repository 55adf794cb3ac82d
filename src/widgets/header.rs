//! The two lines at the top: title and time, and the rail of the nine steps.

use super::text::{clean, fit, put, put_right, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// One step of the rail.
#[derive(Debug, Clone, Copy)]
pub struct RailItem<'a> {
    /// The digit key that goes there.
    pub number: u8,
    /// The step's name.
    pub name: &'a str,
    /// `+` done, `!` flagged, a blank for neither.
    pub sign: char,
    /// Whether this is the current step.
    pub current: bool,
}

/// Draws the title line: the title at the left, the time at the right in its own style. The title
/// is truncated first.
pub fn title_line(buf: &mut Buffer, area: Rect, theme: &Theme, left: &str, right: (&str, Style)) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let (text, style) = right;
    let inside = (area.left() + 1).min(area.right());
    let mut end = area.right();
    if !text.is_empty() {
        end = put_right(buf, inside, end, area.y, text, style).saturating_sub(2);
    }
    put(
        buf,
        inside,
        area.y,
        left,
        end.saturating_sub(inside),
        theme.heading,
    );
}

/// Letters shown of the names of the steps before the current one, of the current one, and of those
/// after it. The first line that fits is used.
const NAME_LENGTHS: [[usize; 3]; 6] = [
    [usize::MAX; 3],
    [4, usize::MAX, usize::MAX],
    [4, usize::MAX, 4],
    [3, usize::MAX, 3],
    [3; 3],
    [0; 3],
];

/// Draws the rail of steps on one line, with names as long as the width allows:
/// ` 1Room+ 2Evid+ [3Personas] 4Journey`. Returns the area of each step that is in sight.
pub fn rail(buf: &mut Buffer, area: Rect, theme: &Theme, items: &[RailItem]) -> Vec<Rect> {
    let area = area.intersection(buf.area);
    let current = items.iter().position(|item| item.current).unwrap_or(0);
    let texts = |letters: &[usize; 3]| -> Vec<String> {
        let text = |(i, item): (usize, _)| {
            item_text(
                item,
                letters[1 + usize::from(i > current) - usize::from(i < current)],
            )
        };
        items.iter().enumerate().map(text).collect()
    };
    let fits = |texts: &Vec<String>| {
        let columns: usize = texts.iter().map(|text| width(text) + 1).sum();
        columns <= usize::from(area.width)
    };
    let texts = NAME_LENGTHS
        .iter()
        .map(texts)
        .find(fits)
        .unwrap_or_else(|| texts(&[0; 3]));
    let mut x = area.x;
    let mut areas = Vec::new();
    for (item, text) in items.iter().zip(texts) {
        let style = match item.sign {
            _ if item.current => theme.accent,
            '!' => theme.warn,
            _ => theme.text,
        };
        if x + 1 >= area.right() || area.height == 0 {
            break;
        }
        let start = x + 1;
        x = put(buf, start, area.y, &text, area.right() - start, style);
        areas.push(Rect::new(start, area.y, x - start, 1));
    }
    areas
}

fn item_text(item: &RailItem, letters: usize) -> String {
    let name = clean(item.name);
    let name: String = name.graphemes(true).take(letters).collect();
    let sign = clean(item.sign.encode_utf8(&mut [0; 4])).replace(' ', "");
    let text = format!("{}{name}{sign}", item.number);
    if item.current {
        format!("[{}]", fit(&text, 60))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    fn steps(current: u8) -> Vec<RailItem<'static>> {
        let names = [
            ("Room", '+'),
            ("Evidence", '+'),
            ("Personas", '+'),
            ("Journey", '+'),
            ("Stages", '!'),
            ("Points", ' '),
            ("Rules", ' '),
            ("Preview", ' '),
            ("Publish", ' '),
        ];
        (1..)
            .zip(names)
            .map(|(number, (name, sign))| RailItem {
                number,
                name,
                sign,
                current: number == current,
            })
            .collect()
    }

    fn shown(width: u16, current: u8) -> String {
        screen(width, 1, |frame, area| {
            rail(frame.buffer_mut(), area, &ascii(), &steps(current));
        })
        .concat()
    }

    #[test]
    fn names_shorten_as_the_screen_narrows() {
        assert_eq!(
            shown(140, 6),
            " 1Room+ 2Evidence+ 3Personas+ 4Journey+ 5Stages! [6Points] 7Rules 8Preview 9Publish"
        );
        assert_eq!(
            shown(80, 6),
            " 1Room+ 2Evid+ 3Pers+ 4Jour+ 5Stag! [6Points] 7Rules 8Preview 9Publish"
        );
        assert_eq!(
            shown(66, 6),
            " 1Room+ 2Evid+ 3Pers+ 4Jour+ 5Stag! [6Points] 7Rule 8Prev 9Publ"
        );
        assert_eq!(
            shown(60, 6),
            " 1Roo+ 2Evi+ 3Per+ 4Jou+ 5Sta! [6Points] 7Rul 8Pre 9Pub"
        );
        assert_eq!(
            shown(52, 6),
            " 1Roo+ 2Evi+ 3Per+ 4Jou+ 5Sta! [6Poi] 7Rul 8Pre 9Pub"
        );
        assert_eq!(shown(51, 6), " 1+ 2+ 3+ 4+ 5! [6] 7 8 9");
        assert_eq!(shown(12, 6), " 1+ 2+ 3+ 4+");
    }

    #[test]
    fn the_time_outlives_the_title() {
        let line = |width| {
            screen(width, 1, |frame, area| {
                let right = ("left 14:20", ascii().warn);
                title_line(frame.buffer_mut(), area, &ascii(), "acme   6 Points", right);
            })
            .concat()
        };
        assert_eq!(line(30), " acme   6 Points    left 14:20");
        assert_eq!(line(20), " acme  …  left 14:20");
    }

    #[test]
    fn any_size() {
        let mut items = steps(5);
        items[2].name = HARD_TEXT;
        items[3].sign = '\u{1b}';
        every_size(|frame, area, theme| {
            rail(frame.buffer_mut(), area, theme, &items);
            title_line(
                frame.buffer_mut(),
                area,
                theme,
                HARD_TEXT,
                (HARD_TEXT, theme.bad),
            );
        });
    }
}
