//! Forms of written times: regular expressions whose pieces can be captured one at a time, as some
//! engines know only one group that captures.

use crate::model::DateOrder;

/// A piece of a written time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimePiece {
    Year,
    /// The last two digits of a year from 1969 to 2068.
    ShortYear,
    Month,
    /// The first three letters of a month's name.
    MonthName,
    Day,
    Hour,
    Minute,
    Second,
    Fraction,
    /// `am` or `pm`.
    Half,
    /// `z` or ` utc`.
    Utc,
    /// `+01:00`, `+0100` or `+01`.
    Offset,
}

/// A form of written times, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TimeForm {
    pieces: Vec<(Option<TimePiece>, String)>,
}

const HOUR: &str = "[01]?[0-9]|2[0-3]";
const SIXTY: &str = "[0-5][0-9]";
const MONTHS: &str = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
/// The letters that follow the first three of each month's name.
const MONTH_ENDS: &str = "(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?";

impl TimeForm {
    fn plain(mut self, form: &str) -> Self {
        self.pieces.push((None, form.into()));
        self
    }

    fn piece(mut self, piece: TimePiece, form: &str) -> Self {
        self.pieces.push((Some(piece), form.into()));
        self
    }

    /// `2026-11-21`, perhaps with a time of day.
    pub fn iso() -> Self {
        let day = Self::default()
            .piece(TimePiece::Year, "[0-9]{4}")
            .plain("-")
            .piece(TimePiece::Month, "[0-9]{2}")
            .plain("-")
            .piece(TimePiece::Day, "[0-9]{2}");
        day.plain("(?:(?:t| +)").clock().offset().plain(")?")
    }

    /// `26.2.2018`, perhaps with a time of day.
    pub fn ordered(order: DateOrder) -> Self {
        let (first, second) = match order {
            DateOrder::DayFirst => (TimePiece::Day, TimePiece::Month),
            DateOrder::MonthFirst => (TimePiece::Month, TimePiece::Day),
        };
        let day = Self::default()
            .piece(first, "[0-9]{1,2}")
            .plain("[-/.]")
            .piece(second, "[0-9]{1,2}")
            .plain("[-/.]")
            .piece(TimePiece::Year, "[0-9]{4}");
        let clock = day.plain("(?:(?:t|,? +)").clock();
        let half = clock
            .plain("(?: *")
            .piece(TimePiece::Half, "am|pm")
            .plain(")?");
        half.offset().plain(")?")
    }

    fn clock(self) -> Self {
        self.piece(TimePiece::Hour, HOUR)
            .plain(":")
            .piece(TimePiece::Minute, SIXTY)
            .plain("(?::")
            .piece(TimePiece::Second, SIXTY)
            .plain("(?:[.,]")
            .piece(TimePiece::Fraction, "[0-9]{1,9}")
            .plain(")?)?")
    }

    fn offset(self) -> Self {
        self.plain("(?:")
            .piece(TimePiece::Utc, " +utc|z")
            .plain("|")
            .piece(TimePiece::Offset, "[+-](?:0[0-9]|1[0-5])(?::?[0-5][0-9])?")
            .plain(")?")
    }

    /// A form in the directives of `strftime`; the directive that can't be put into SQL if there is
    /// one.
    pub fn formatted(format: &str) -> Result<Self, String> {
        let mut form = Self::default();
        let mut chars = format.trim().chars();
        while let Some(c) = chars.next() {
            form = match c {
                '%' => {
                    let directive: String = match chars.next() {
                        Some('.') => chars.next().map(|c| format!(".{c}")),
                        c => c.map(String::from),
                    }
                    .unwrap_or_default();
                    form.directive(&directive)?
                }
                c if c.is_whitespace() => form.plain(" *"),
                c => form.plain(&escaped(&c.to_lowercase().to_string())),
            };
        }
        Ok(form)
    }

    fn directive(self, directive: &str) -> Result<Self, String> {
        let two = "[0-9]{1,2}";
        Ok(match directive {
            "Y" => self.piece(TimePiece::Year, "[0-9]{4}"),
            "y" => self.piece(TimePiece::ShortYear, "[0-9]{2}"),
            "m" => self.piece(TimePiece::Month, two),
            "b" | "h" => self.piece(TimePiece::MonthName, MONTHS),
            "B" => self.piece(TimePiece::MonthName, MONTHS).plain(MONTH_ENDS),
            "d" | "e" => self.piece(TimePiece::Day, two),
            "H" | "k" | "I" | "l" => self.piece(TimePiece::Hour, HOUR),
            "M" => self.piece(TimePiece::Minute, SIXTY),
            "S" => self.piece(TimePiece::Second, SIXTY),
            "p" | "P" => self.piece(TimePiece::Half, "am|pm"),
            "f" => self.piece(TimePiece::Fraction, "[0-9]{1,9}"),
            ".f" => self
                .plain("(?:[.]")
                .piece(TimePiece::Fraction, "[0-9]{1,9}")
                .plain(")?"),
            "z" => self.piece(TimePiece::Offset, "[+-](?:0[0-9]|1[0-5]):?[0-5][0-9]"),
            "F" => self
                .directive("Y")?
                .plain("-")
                .directive("m")?
                .plain("-")
                .directive("d")?,
            "D" => self
                .directive("m")?
                .plain("/")
                .directive("d")?
                .plain("/")
                .directive("y")?,
            "R" => self.directive("H")?.plain(":").directive("M")?,
            "T" => self.directive("R")?.plain(":").directive("S")?,
            "n" | "t" => self.plain(" *"),
            "%" => self.plain("%"),
            other => return Err(format!("%{other}")),
        })
    }

    /// The regular expression, with nothing captured.
    pub fn whole(&self) -> String {
        self.capturing(None)
    }

    /// The regular expression that captures a piece; `None` if it isn't in the form.
    pub fn capture(&self, piece: TimePiece) -> Option<String> {
        self.has(piece).then(|| self.capturing(Some(piece)))
    }

    /// Whether the form has a piece.
    pub fn has(&self, piece: TimePiece) -> bool {
        self.pieces.iter().any(|(one, _)| *one == Some(piece))
    }

    fn capturing(&self, captured: Option<TimePiece>) -> String {
        let group = |(piece, form): &(Option<TimePiece>, String)| match piece {
            None => form.clone(),
            piece if *piece == captured => format!("({form})"),
            Some(_) => format!("(?:{form})"),
        };
        self.pieces.iter().map(group).collect()
    }
}

/// Returns a text as a regular expression that fits it alone.
pub(super) fn escaped(text: &str) -> String {
    let one = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' => c.to_string(),
        '(' => "[\\x28]".into(),
        '^' | '\\' | ']' | '[' => format!("\\{c}"),
        c if c.is_ascii() => format!("[{c}]"),
        c => c.to_string(),
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_piece_is_captured_at_a_time() {
        let form = TimeForm::formatted("%d.%m.%Y %H:%M").unwrap();
        assert_eq!(
            form.capture(TimePiece::Month).unwrap(),
            "(?:[0-9]{1,2})[.]([0-9]{1,2})[.](?:[0-9]{4}) *(?:[01]?[0-9]|2[0-3])[:](?:[0-5][0-9])"
        );
        assert_eq!(form.capture(TimePiece::Half), None);
        assert_eq!(TimeForm::formatted("%A %d"), Err("%A".into()));
    }
}
