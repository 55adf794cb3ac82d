//! The large letters: five rows of dots each, and the marks above and below them.
//!
//! A letter with an accent is its base and its marks, as Unicode decomposes it (NFD), so that each
//! mark is drawn once for all letters. Small letters are drawn as capitals.

use unicode_normalization::UnicodeNormalization as _;

use super::text::clean;

/// Rows of a letter without marks.
pub(super) const BASE_ROWS: usize = 5;
/// Columns of a mark.
const MARK_COLUMNS: usize = 3;

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
    ('Æ', " ######|#  #   |###### |#  #   |#  ####"),
    ('Œ', " ######|#  #   |#  ### |#  #   | ######"),
    ('Ø', " ####|#  ##|# # #|##  #|#### "),
    ('Đ', " #### | #   #|###  #| #   #| #### "),
    ('Ł', " #   | # # | ##  |##   | ####"),
    ('Ŀ', "#    |#    |#  # |#    |#####"),
    ('Ĳ', "#    #|#    #|#    #|# #  #|#  ## "),
    ('Þ', "#    |#### |#   #|#### |#    "),
    ('ẞ', " ### |#  # |# ## |#   #|# ## "),
    ('Ħ', "#   #|#####|#####|#   #|#   #"),
    ('Ŧ', "#####|  #  | ### |  #  |  #  "),
    ('Ŋ', "#   #|##  #|# # #|#  ##|   ##"),
    ('Ə', " ### |    #|#####|#   #| ### "),
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
    ('–', "    |    |####|    |    "),
    ('—', "     |     |#####|     |     "),
    ('…', "     |     |     |     |# # #"),
    ('·', " | |#| | "),
    ('•', "  |##|##|  |  "),
    ('×', "   |# #| # |# #|   "),
    ('°', " # |# #| # |   |   "),
    ('@', " ### |# # #|# ###|#    | ####"),
    ('#', " # # |#####| # # |#####| # # "),
    ('$', " ####|# #  | ### |  # #|#### "),
    ('€', "  ###| #   |#### | #   |  ###"),
    ('£', "  ## | #  #|###  | #   |#####"),
    ('*', "# #| # |# #|   |   "),
    ('[', "##|# |# |# |##"),
    (']', "##| #| #| #|##"),
    ('{', " ##| # |#  | # | ##"),
    ('}', "## | # |  #| # |## "),
    ('\\', "#    | #   |  #  |   # |    #"),
    ('|', "#|#|#|#|#"),
    ('^', " # |# #|   |   |   "),
    ('~', "     | #   |# # #|   # |     "),
    ('`', "# | #|  |  |  "),
    (' ', "   |   |   |   |   "),
];

/// Letters that look like another one, and signs that differ from another one in their turn only:
/// Greek, Cyrillic, quotes, hyphens and spaces.
const ALIKE: &[(&str, char)] = &[
    ("\u{391}\u{410}", 'A'),
    ("\u{392}\u{412}", 'B'),
    ("\u{421}", 'C'),
    ("\u{d0}\u{189}", 'Đ'),
    ("\u{395}\u{415}", 'E'),
    ("\u{397}\u{41d}", 'H'),
    ("\u{399}\u{406}\u{4c0}", 'I'),
    ("\u{408}", 'J'),
    ("\u{39a}\u{41a}", 'K'),
    ("\u{39c}\u{41c}", 'M'),
    ("\u{39d}", 'N'),
    ("\u{39f}\u{41e}", 'O'),
    ("\u{3a1}\u{420}", 'P'),
    ("\u{51a}", 'Q'),
    ("\u{405}", 'S'),
    ("\u{3a4}\u{422}", 'T'),
    ("\u{51c}", 'W'),
    ("\u{3a7}\u{425}", 'X'),
    ("\u{3a5}\u{423}\u{4ae}", 'Y'),
    ("\u{396}", 'Z'),
    ("\u{4d8}", 'Ə'),
    ("\u{2018}\u{2019}\u{2bc}\u{2032}", '\''),
    ("\u{201c}\u{201d}\u{2033}", '"'),
    ("\u{2010}\u{2011}", '-'),
    ("\u{2012}\u{2212}", '–'),
    ("\u{2015}", '—'),
    ("\u{a0}\u{2009}\u{202f}", ' '),
];

/// Marks above a letter: two rows of three dots. Where the second is blank the mark stands clear of
/// the letter; the ring is closed by it.
const ABOVE: &[(char, &str)] = &[
    ('\u{300}', "#  | # "), // grave
    ('\u{301}', "  #| # "), // acute
    ('\u{302}', " # |# #"), // circumflex
    ('\u{303}', " ##|## "), // tilde
    ('\u{304}', "###|   "), // macron
    ('\u{306}', "# #|###"), // breve
    ('\u{307}', " # |   "), // dot
    ('\u{308}', "# #|   "), // diaeresis
    ('\u{309}', "## | # "), // hook
    ('\u{30a}', "###|# #"), // ring
    ('\u{30b}', "# #|# #"), // double acute
    ('\u{30c}', "# #| # "), // caron
    ('\u{31b}', "  #|   "), // horn
];

/// Marks below a letter: a row of three dots.
const BELOW: &[(char, &str)] = &[
    ('\u{323}', " # "), // dot
    ('\u{326}', " # "), // comma
    ('\u{327}', "## "), // cedilla
    ('\u{328}', " ##"), // ogonek
    ('\u{331}', "###"), // macron
];

/// A letter with its marks.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    base: &'static str,
    /// The nearest to the letter first.
    above: Vec<&'static str>,
    below: Vec<&'static str>,
}

impl Glyph {
    /// Columns of dots, without a gap.
    pub fn columns(&self) -> usize {
        self.base.find('|').unwrap_or(0)
    }

    /// Whether it is a blank.
    pub fn is_blank(&self) -> bool {
        self.above.is_empty() && self.below.is_empty() && !self.base.contains('#')
    }

    /// Whether a line may end after it.
    pub fn ends_line(&self) -> bool {
        ['-', '–', '/']
            .iter()
            .any(|c| Some(self.base) == base_of(*c))
    }

    /// Rows above and below the five of the letter.
    pub fn mark_rows(&self) -> (usize, usize) {
        let above = self.above.iter().map(|rows| rows.split('|').count());
        (above.sum(), self.below.len())
    }

    /// Returns the dots of a row, counted from the letter's first: negative above it.
    pub fn dots(&self, row: isize) -> Vec<bool> {
        let columns = self.columns();
        let mut dots = vec![false; columns];
        if let Ok(at) = usize::try_from(row)
            && let Some(row) = self.base.split('|').nth(at)
        {
            return row.chars().map(|c| c == '#').collect();
        }
        let mark = match usize::try_from(row) {
            Ok(row) => row
                .checked_sub(BASE_ROWS)
                .and_then(|at| self.below.get(at))
                .copied(),
            // Upwards, each mark's last row first.
            Err(_) => self
                .above
                .iter()
                .flat_map(|rows| rows.rsplit('|'))
                .nth(row.unsigned_abs() - 1),
        };
        let left = columns.saturating_sub(MARK_COLUMNS) / 2;
        for (dot, sign) in dots.iter_mut().skip(left).zip(mark.unwrap_or("").chars()) {
            *dot = sign == '#';
        }
        dots
    }
}

/// Returns the letters of a text; `None` if one can't be drawn, or if there are only blanks.
pub(super) fn glyphs(text: &str) -> Option<Vec<Glyph>> {
    // The capital has a form of its own, though it is usually written SS.
    let upper = clean(text).replace('ß', "ẞ").to_uppercase();
    let mut glyphs: Vec<Glyph> = Vec::new();
    for c in upper.nfd() {
        if let Some(base) = base_of(c) {
            glyphs.push(Glyph {
                base,
                above: Vec::new(),
                below: Vec::new(),
            });
            continue;
        }
        let glyph = glyphs.last_mut()?;
        if glyph.columns() < MARK_COLUMNS {
            return None;
        }
        match (mark_of(ABOVE, c), mark_of(BELOW, c)) {
            (Some(rows), _) => glyph.above.push(rows),
            (None, Some(row)) => glyph.below.push(row),
            (None, None) => return None,
        }
    }
    let has_letters = glyphs.iter().any(|glyph| !glyph.is_blank());
    has_letters.then_some(glyphs)
}

fn base_of(c: char) -> Option<&'static str> {
    let alike = ALIKE.iter().find(|(chars, _)| chars.contains(c));
    let c = alike.map_or(c, |(_, letter)| *letter);
    mark_of(LETTERS, c)
}

fn mark_of(table: &[(char, &'static str)], c: char) -> Option<&'static str> {
    table
        .iter()
        .find(|(known, _)| *known == c)
        .map(|(_, rows)| *rows)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn widths(rows: &str) -> Vec<usize> {
        rows.split('|').map(str::len).collect()
    }

    /// The rows of one letter with its marks, from the highest.
    fn drawn(letter: &str) -> Vec<String> {
        let glyphs = glyphs(letter).unwrap_or_else(|| panic!("{letter} can't be drawn"));
        let [glyph] = glyphs.as_slice() else {
            panic!("{letter} is {} letters", glyphs.len());
        };
        let (above, below) = glyph.mark_rows();
        let rows = -(above as isize)..(BASE_ROWS + below) as isize;
        rows.map(|row| {
            let signs = glyph.dots(row).into_iter();
            signs.map(|dot| if dot { '#' } else { '.' }).collect()
        })
        .collect()
    }

    #[test]
    fn letters_have_five_rows_of_one_width_and_marks_two_or_one() {
        for (c, rows) in LETTERS {
            let widths = widths(rows);
            assert_eq!(widths.len(), BASE_ROWS, "{c}");
            assert!(widths.iter().all(|w| *w == widths[0]), "{c}");
        }
        for (c, rows) in ABOVE {
            assert_eq!(widths(rows), [MARK_COLUMNS; 2], "{c:?}");
        }
        for (c, row) in BELOW {
            assert_eq!(widths(row), [MARK_COLUMNS], "{c:?}");
        }
    }

    #[test]
    fn each_letter_and_each_mark_has_a_form_of_its_own() {
        for table in [LETTERS, ABOVE] {
            let forms: HashMap<_, _> = table.iter().map(|(c, rows)| (*rows, *c)).collect();
            assert_eq!(forms.len(), table.len());
        }
    }

    #[test]
    fn marks_stand_above_and_below() {
        assert_eq!(
            drawn("ü"),
            [
                ".#.#.", ".....", "#...#", "#...#", "#...#", "#...#", ".###."
            ]
        );
        assert_eq!(
            drawn("Å"),
            [
                ".###.", ".#.#.", ".###.", "#...#", "#####", "#...#", "#...#"
            ]
        );
        assert_eq!(
            drawn("ç"),
            [".####", "#....", "#....", "#....", ".####", ".##.."]
        );
        assert_eq!(drawn("î")[..3], [".#.", "#.#", "###"]);
        // Circumflex, and the acute above it.
        assert_eq!(
            drawn("ế")[..5],
            ["...#.", "..#..", "..#..", ".#.#.", "#####"]
        );
        assert_eq!(drawn("ž"), drawn("z\u{30c}"), "composed or not");
    }

    /// Capitals and small letters of Western, Central and Northern Europe and Turkey, and those of
    /// Vietnamese.
    #[test]
    fn every_latin_letter_of_a_name_can_be_drawn() {
        let latin = ('A'..='Z').chain('a'..='z').chain('0'..='9');
        let western = '\u{c0}'..='\u{ff}';
        let extended = ('\u{100}'..='\u{17f}').chain('\u{218}'..='\u{21b}');
        let vietnamese = '\u{1ea0}'..='\u{1ef9}';
        let all = latin.chain(western).chain(extended).chain(vietnamese);
        // Multiplied, divided; the small kra of Greenland, which has no capital.
        for c in all.filter(|c| !"×÷ĸ".contains(*c)) {
            assert!(glyphs(&c.to_string()).is_some(), "{c}");
        }
        for c in "ẞßıİŒœÆæØøŁłĐđÞþƠơƯưƏə".chars() {
            assert!(glyphs(&c.to_string()).is_some(), "{c}");
        }
    }

    #[test]
    fn no_two_capitals_look_the_same() {
        let western = ('\u{c0}'..='\u{de}').filter(|c| *c != '×' && *c != 'Ð');
        let extended = ('\u{100}'..='\u{17d}').filter(|c| c.is_uppercase());
        let mut forms: HashMap<Vec<String>, char> = HashMap::new();
        for c in ('A'..='Z').chain(western).chain(extended) {
            if let Some(other) = forms.insert(drawn(&c.to_string()), c) {
                panic!("{c} looks like {other}");
            }
        }
    }

    #[test]
    fn punctuation_can_be_drawn() {
        for c in ' '..='~' {
            assert!(glyphs(&format!("A{c}")).is_some(), "{c}");
        }
        for c in "’‘“”–—…€£·•×°".chars() {
            assert!(glyphs(&format!("A{c}")).is_some(), "{c}");
        }
    }

    #[test]
    fn greek_and_cyrillic_share_what_looks_the_same() {
        assert_eq!(drawn("\u{41d}"), drawn("H"));
        assert_eq!(drawn("\u{3b1}"), drawn("A"), "a small alpha");
        assert_eq!(drawn("\u{451}"), drawn("ë"));
        for text in ["Привет", "Γειά", "日本", "שלום", "", "   "] {
            assert!(glyphs(text).is_none(), "{text:?}");
        }
    }
}
