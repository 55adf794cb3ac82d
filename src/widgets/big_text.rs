//! Large letters for the projector: five rows per letter and more for its marks, half of them if
//! half blocks can be drawn, else bold text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::letters::{BASE_ROWS, Glyph, glyphs};
use super::text::{put, wrap};

/// A way to set a text.
#[derive(Clone, Debug)]
enum Lettering {
    /// Lines of letters, a row of the screen for each row of dots.
    Whole(Vec<DotLine>),
    /// The same, a row of the screen for two rows of dots.
    Half(Vec<DotLine>),
    /// Lines of normal text.
    Plain(Vec<String>),
}

/// Rows of dots of a line, as high as its letters and their marks.
type DotLine = Vec<Vec<bool>>;

impl Lettering {
    /// Returns the rows, with one between two lines of large letters.
    fn rows(&self) -> usize {
        let spaced = |rows: usize, lines: &[DotLine]| rows + lines.len().saturating_sub(1);
        match self {
            Self::Whole(lines) => spaced(lines.iter().map(Vec::len).sum(), lines),
            Self::Half(lines) => {
                spaced(lines.iter().map(|line| line.len().div_ceil(2)).sum(), lines)
            }
            Self::Plain(lines) => lines.len(),
        }
    }

    /// Returns the text of each row.
    fn texts(self, ascii: bool) -> Vec<String> {
        let joined = |lines: Vec<Vec<String>>| lines.join(&String::new());
        match self {
            Self::Whole(lines) => joined(
                lines
                    .iter()
                    .map(|line| line.iter().map(|dots| full_row(dots, ascii)).collect())
                    .collect(),
            ),
            Self::Half(lines) => joined(
                lines
                    .iter()
                    .map(|line| line.chunks(2).map(half_row).collect())
                    .collect(),
            ),
            Self::Plain(lines) => lines,
        }
    }
}

/// Draws a text as large as it fits and returns the rows it took, never more than there are. Plain
/// text that is cut ends with a sign.
pub fn draw(buf: &mut Buffer, area: Rect, text: &str, style: Style, ascii: bool) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let mut texts = largest_lettering(text, columns, rows, ascii).texts(ascii);
    if texts.len() > rows {
        let rest = texts.split_off(rows - 1).join(" ");
        texts.push(rest);
    }
    let bold = style.add_modifier(Modifier::BOLD);
    for (y, text) in (area.y..area.bottom()).zip(&texts) {
        put(buf, area.x, y, text, area.width, bold);
    }
    u16::try_from(texts.len()).unwrap_or(area.height)
}

/// Returns the largest lettering that fits.
fn largest_lettering(text: &str, columns: usize, rows: usize, ascii: bool) -> Lettering {
    let lines = glyphs(text).and_then(|glyphs| break_lines(&glyphs, columns));
    if let Some(lines) = lines {
        let lines: Vec<DotLine> = lines.iter().map(|line| dot_rows(line)).collect();
        let whole = Lettering::Whole(lines.clone());
        if whole.rows() <= rows {
            return whole;
        }
        let half = Lettering::Half(lines);
        if half.rows() <= rows && !ascii {
            return half;
        }
    }
    Lettering::Plain(wrap(text, columns))
}

/// Columns of letters, with a gap between two.
fn columns_of(glyphs: &[Glyph]) -> usize {
    let columns: usize = glyphs.iter().map(|glyph| glyph.columns() + 1).sum();
    columns.saturating_sub(1)
}

/// Breaks letters into lines, at blanks and after hyphens; `None` if a word is wider than the
/// screen.
fn break_lines(glyphs: &[Glyph], columns: usize) -> Option<Vec<Vec<Glyph>>> {
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    let pieces = glyphs.split_inclusive(|glyph| glyph.is_blank() || glyph.ends_line());
    for piece in pieces {
        let end = piece.iter().rposition(|glyph| !glyph.is_blank());
        let word = &piece[..end.map_or(0, |end| end + 1)];
        if columns_of(word) > columns {
            return None;
        }
        let fits = |line: &Vec<Glyph>| columns_of(&[line, word].concat()) <= columns;
        match lines.last_mut() {
            Some(line) if word.is_empty() || fits(line) => line.extend_from_slice(piece),
            _ if word.is_empty() => {}
            _ => lines.push(piece.to_vec()),
        }
    }
    for line in &mut lines {
        while line.last().is_some_and(Glyph::is_blank) {
            line.pop();
        }
    }
    Some(lines)
}

/// Returns the rows of dots of a line.
fn dot_rows(glyphs: &[Glyph]) -> DotLine {
    let marks = glyphs.iter().map(Glyph::mark_rows);
    let (above, below) = marks.fold((0, 0), |most, rows| {
        (rows.0.max(most.0), rows.1.max(most.1))
    });
    (0..above + BASE_ROWS + below)
        .map(|row| {
            let row = row.cast_signed() - above.cast_signed();
            let letters: Vec<Vec<bool>> = glyphs.iter().map(|glyph| glyph.dots(row)).collect();
            letters.join(&false)
        })
        .collect()
}

fn full_row(dots: &[bool], ascii: bool) -> String {
    let sign = if ascii { '#' } else { '\u{2588}' };
    dots.iter()
        .map(|dot| if *dot { sign } else { ' ' })
        .collect()
}

/// Returns one or two rows of dots as one of half blocks.
fn half_row(rows: &[Vec<bool>]) -> String {
    let below = |i: usize| rows.get(1).is_some_and(|row| row[i]);
    let sign = |(i, above): (usize, &bool)| match (*above, below(i)) {
        (true, true) => '\u{2588}',
        (true, false) => '\u{2580}',
        (false, true) => '\u{2584}',
        (false, false) => ' ',
    };
    rows[0].iter().enumerate().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, every_size, screen};
    use super::*;

    fn shown(text: &str, columns: u16, rows: u16, ascii: bool) -> Vec<String> {
        screen(columns, rows, |frame, area| {
            draw(frame.buffer_mut(), area, text, Style::new(), ascii);
        })
    }

    fn rows_used(text: &str, columns: u16, rows: u16, ascii: bool) -> u16 {
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        let area = buf.area;
        draw(&mut buf, area, text, Style::new(), ascii)
    }

    #[test]
    fn as_large_as_fits() {
        assert_eq!(
            shown("Hi", 20, 5, true),
            ["#   # ###", "#   #  #", "#####  #", "#   #  #", "#   # ###"]
        );
        assert_eq!(
            shown("Hi", 20, 4, false)[..3],
            ["█   █ ▀█▀", "█▀▀▀█  █", "▀   ▀ ▀▀▀"]
        );
        assert_eq!(shown("Hi", 20, 4, true)[0], "Hi", "never spaced capitals");
        assert_eq!(shown("a long thing", 8, 4, true)[..2], ["a long", "thing"]);
        assert_eq!(shown("日本", 40, 5, true)[0], "日本");
    }

    #[test]
    fn marks_take_rows_of_their_own() {
        assert_eq!(
            shown("Öl", 20, 7, true),
            [
                " # #",
                "",
                " ###  #",
                "#   # #",
                "#   # #",
                "#   # #",
                " ###  #####"
            ]
        );
        assert_eq!(rows_used("Ol", 20, 9, true), 5);
        assert_eq!(rows_used("Öl", 20, 9, true), 7);
        assert_eq!(rows_used("Çl", 20, 9, true), 6);
        // Seven rows of dots in four rows of the screen.
        assert_eq!(rows_used("Öl", 20, 6, false), 4);
        assert_eq!(
            shown("Öl", 20, 4, false),
            [" ▀ ▀", "▄▀▀▀▄ █", "█   █ █", " ▀▀▀  ▀▀▀▀▀"]
        );
    }

    #[test]
    fn a_name_wraps_at_blanks_and_after_hyphens() {
        // H and I take nine columns together, a hyphen three.
        let lines = shown("hi-hi", 13, 11, true);
        assert_eq!(lines[2], "#####  #  ###");
        assert_eq!(lines[5], "", "a row between two lines");
        assert_eq!(lines[8], "#####  #");
        assert_eq!(rows_used("hi  hi", 9, 20, true), 11);
        assert_eq!(shown("hi hi", 9, 11, true)[6], "#   # ###");
        // A word wider than the screen isn't broken.
        assert_eq!(shown("hi", 8, 20, true)[0], "hi");
    }

    #[test]
    fn no_more_rows_than_there_are() {
        for rows in 1..30 {
            for text in [
                "Marketing qualified lead",
                "Ångström & Œuvre, straße",
                "日本語 a b c",
            ] {
                for columns in [1, 7, 20, 60] {
                    assert!(rows_used(text, columns, rows, false) <= rows);
                }
            }
        }
        assert_eq!(shown("one two three four", 5, 2, true), ["one", "two …"]);
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| {
            draw(
                frame.buffer_mut(),
                area,
                HARD_TEXT,
                theme.heading,
                theme.ascii,
            );
            draw(
                frame.buffer_mut(),
                area,
                "Requested références",
                theme.heading,
                theme.ascii,
            );
        });
    }
}
