//! Large letters for the projector: five rows per letter, three if half blocks can be drawn, else
//! letters spaced apart, else bold text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::text::{clean, put, width, wrap};

/// Five rows of dots for each letter.
#[rustfmt::skip] // one letter per line
const LETTERS: &[(char, &str)] = &[
    ('A', " ### |#   #|#####|#   #|#   #"),
    ('B', "#### |#   #|#### |#   #|#### "),
    ('C', " ####|#    |#    |#    | ####"),
    ('D', "#### |#   #|#   #|#   #|#### "),
    ('E', "#####|#    |#### |#    |#####"),
    ('F', "#####|#    |#### |#    |#    "),
    ('G', " ####|#    |#  ##|#   #| ####"),
    ('H', "#   #|#   #|#####|#   #|#   #"),
    ('I', "###| # | # | # |###"),
    ('J', "  ###|   # |   # |#  # | ##  "),
    ('K', "#   #|#  # |###  |#  # |#   #"),
    ('L', "#    |#    |#    |#    |#####"),
    ('M', "#   #|## ##|# # #|#   #|#   #"),
    ('N', "#   #|##  #|# # #|#  ##|#   #"),
    ('O', " ### |#   #|#   #|#   #| ### "),
    ('P', "#### |#   #|#### |#    |#    "),
    ('Q', " ### |#   #|# # #|#  # | ## #"),
    ('R', "#### |#   #|#### |#  # |#   #"),
    ('S', " ####|#    | ### |    #|#### "),
    ('T', "#####|  #  |  #  |  #  |  #  "),
    ('U', "#   #|#   #|#   #|#   #| ### "),
    ('V', "#   #|#   #|#   #| # # |  #  "),
    ('W', "#   #|#   #|# # #|## ##|#   #"),
    ('X', "#   #| # # |  #  | # # |#   #"),
    ('Y', "#   #| # # |  #  |  #  |  #  "),
    ('Z', "#####|   # |  #  | #   |#####"),
    ('0', " ### |#  ##|# # #|##  #| ### "),
    ('1', " # |## | # | # |###"),
    ('2', "#### |    #| ### |#    |#####"),
    ('3', "#### |    #| ### |    #|#### "),
    ('4', "#  # |#  # |#####|   # |   # "),
    ('5', "#####|#    |#### |    #|#### "),
    ('6', " ### |#    |#### |#   #| ### "),
    ('7', "#####|    #|   # |  #  |  #  "),
    ('8', " ### |#   #| ### |#   #| ### "),
    ('9', " ### |#   #| ####|    #| ### "),
    ('-', "   |   |###|   |   "),
    ('_', "    |    |    |    |####"),
    ('.', " | | | |#"),
    (',', "  |  |  | #|# "),
    (':', " |#| |#| "),
    (';', "  | #|  | #|# "),
    ('!', "#|#|#| |#"),
    ('?', "#### |    #|  ## |     |  #  "),
    ('\'', "#|#| | | "),
    ('"', "# #|# #|   |   |   "),
    ('(', " #|# |# |# | #"),
    (')', "# | #| #| #|# "),
    ('/', "    #|   # |  #  | #   |#    "),
    ('+', "   | # |###| # |   "),
    ('&', " ##  |#  # | ## #|#  # | ## #"),
    ('%', "#   #|   # |  #  | #   |#   #"),
    ('=', "   |###|   |###|   "),
    ('>', "#  | # |  #| # |#  "),
    ('<', "  #| # |#  | # |  #"),
    (' ', "   |   |   |   |   "),
];

/// A way to set a text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lettering {
    /// Lines of letters of five rows each.
    Whole(Vec<String>),
    /// The same at half height.
    Half(Vec<String>),
    /// Spaced letters on one line.
    Wide(String),
    /// Lines of normal text.
    Plain(Vec<String>),
}

impl Lettering {
    fn rows(&self) -> usize {
        match self {
            Self::Whole(lines) => lines.len() * 6 - 1,
            Self::Half(lines) => lines.len() * 4 - 1,
            Self::Wide(_) => 1,
            Self::Plain(lines) => lines.len(),
        }
    }
}

/// Draws a text as large as it fits and returns the rows it took.
pub fn draw(buf: &mut Buffer, area: Rect, text: &str, style: Style, ascii: bool) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let set = largest_lettering(
        text,
        usize::from(area.width),
        usize::from(area.height),
        ascii,
    );
    let rows = u16::try_from(set.rows())
        .unwrap_or(u16::MAX)
        .min(area.height);
    let bold = style.add_modifier(Modifier::BOLD);
    let mut line = |row: usize, text: &str| {
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX).min(area.height);
        if y < area.bottom() {
            put(buf, area.x, y, text, area.width, bold);
        }
    };
    match set {
        Lettering::Whole(lines) => {
            for (i, words) in lines.iter().enumerate() {
                for (row, dots) in dot_rows(words).iter().enumerate() {
                    line(i * 6 + row, &full_row(dots, ascii));
                }
            }
        }
        Lettering::Half(lines) => {
            for (i, words) in lines.iter().enumerate() {
                let dots = dot_rows(words);
                for row in 0..3 {
                    line(
                        i * 4 + row,
                        &half_row(&dots[row * 2], dots.get(row * 2 + 1)),
                    );
                }
            }
        }
        Lettering::Wide(text) => line(0, &text),
        Lettering::Plain(lines) => {
            for (row, text) in lines.iter().enumerate() {
                line(row, text);
            }
        }
    }
    rows
}

/// Returns the largest lettering that fits.
fn largest_lettering(text: &str, columns: usize, rows: usize, ascii: bool) -> Lettering {
    let upper = drawable_upper(text);
    if let Some(upper) = &upper
        && let Some(lines) = break_words(upper, columns)
    {
        let lettering = Lettering::Whole(lines.clone());
        if lettering.rows() <= rows {
            return lettering;
        }
        let half = Lettering::Half(lines);
        if half.rows() <= rows && !ascii {
            return half;
        }
    }
    let apart: Vec<String> = clean(text)
        .to_uppercase()
        .chars()
        .map(String::from)
        .collect();
    let apart = apart.join(" ");
    if width(&apart) <= columns {
        return Lettering::Wide(apart);
    }
    Lettering::Plain(wrap(text, columns))
}

/// The text in letters that can be drawn; `None` if one can't.
fn drawable_upper(text: &str) -> Option<String> {
    let mut upper = String::new();
    for c in clean(text).to_uppercase().chars() {
        let c = match c {
            '\u{c0}'..='\u{c5}' => 'A',
            '\u{c7}' => 'C',
            '\u{c8}'..='\u{cb}' => 'E',
            '\u{cc}'..='\u{cf}' => 'I',
            '\u{d1}' => 'N',
            '\u{d2}'..='\u{d6}' | '\u{d8}' => 'O',
            '\u{d9}'..='\u{dc}' => 'U',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{2013}' | '\u{2014}' => '-',
            c => c,
        };
        letter_rows(c)?;
        upper.push(c);
    }
    Some(upper).filter(|text| !text.trim().is_empty())
}

fn letter_rows(c: char) -> Option<&'static str> {
    LETTERS.iter().find(|(l, _)| *l == c).map(|(_, rows)| *rows)
}

/// Columns of a text, including the gap after each letter.
fn text_columns(text: &str) -> usize {
    let of = |c| letter_rows(c).map_or(0, |rows| rows.find('|').unwrap_or(0) + 1);
    text.chars().map(of).sum::<usize>().saturating_sub(1)
}

/// Breaks words into lines; `None` if a word is wider than the screen.
fn break_words(text: &str, columns: usize) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if text_columns(word) > columns {
            return None;
        }
        match lines.last_mut() {
            Some(line) if text_columns(&format!("{line} {word}")) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    Some(lines)
}

/// Returns five rows of dots.
fn dot_rows(text: &str) -> [Vec<bool>; 5] {
    let mut rows: [Vec<bool>; 5] = Default::default();
    for rows_of in text.chars().filter_map(letter_rows) {
        for (row, dots) in rows.iter_mut().zip(rows_of.split('|')) {
            row.extend(dots.chars().map(|c| c == '#'));
            row.push(false);
        }
    }
    rows
}

fn full_row(dots: &[bool], ascii: bool) -> String {
    let sign = if ascii { '#' } else { '\u{2588}' };
    dots.iter()
        .map(|dot| if *dot { sign } else { ' ' })
        .collect()
}

fn half_row(upper: &[bool], lower: Option<&Vec<bool>>) -> String {
    let below = |i: usize| lower.is_some_and(|row| row[i]);
    let sign = |(i, above): (usize, &bool)| match (*above, below(i)) {
        (true, true) => '\u{2588}',
        (true, false) => '\u{2580}',
        (false, true) => '\u{2584}',
        (false, false) => ' ',
    };
    upper.iter().enumerate().map(sign).collect()
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

    #[test]
    fn letters_have_five_rows_of_one_width() {
        for (c, rows) in LETTERS {
            let widths: Vec<usize> = rows.split('|').map(str::len).collect();
            assert_eq!(widths.len(), 5, "{c}");
            assert!(widths.iter().all(|w| *w == widths[0]), "{c}");
        }
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
        assert_eq!(shown("Hi", 20, 4, true)[0], "H I");
        assert_eq!(shown("a long thing", 8, 4, true)[..2], ["a long", "thing"]);
        assert_eq!(
            shown("Größe", 40, 5, true)[0].trim_end(),
            shown("GROSSE", 40, 5, true)[0]
        );
        assert_eq!(shown("日本", 40, 5, true)[0], "日 本");
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
                "Requested references",
                theme.heading,
                theme.ascii,
            );
        });
    }
}
