//! Days as people write them: `next Friday`, `in 2 weeks`, `12 May`, `12.5.2026`.
//!
//! A small layer over jiff, which does the calendar. The crates for it guess where this must ask
//! (whether `12/5` is in May or in December) or know fewer of these forms.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::DayOrder;
use super::record::Refusal;

/// The day a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenDay {
    /// This one.
    Day(Date),
    /// One of two, by whether the day or the month comes first.
    Either {
        /// The day if the day comes first.
        day_first: Date,
        /// The day if the month comes first.
        month_first: Date,
    },
}

/// Which year a day without one is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nearest {
    /// That of its next occurrence: most days are planned.
    #[default]
    Ahead,
    /// That of its last one: the day something happened.
    Behind,
}

/// What a text is read against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayReader {
    /// The present day.
    pub today: Date,
    /// Whether the day or the month comes first in `12/5`, if that is known.
    pub order: Option<DayOrder>,
    /// Which year a day without one is in.
    pub nearest: Nearest,
}

/// Formats a day for people: `Fri 4 Dec 2026`.
pub fn day_text(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

impl DayReader {
    /// Reads a day.
    ///
    /// # Errors
    ///
    /// Returns what can be written if this is no day, or one that the calendar doesn't have.
    pub fn read(self, text: &str) -> Result<WrittenDay, Refusal> {
        let text = text.trim();
        if let Ok(day) = text.parse::<Date>() {
            return Ok(WrittenDay::Day(day));
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !matches!(*word, "" | "on" | "the" | "of"))
            .collect();
        let found = self.relative(&words).or_else(|| self.weekday(&words));
        let found = found.or_else(|| self.with_month_name(&words));
        if let Some(day) = found {
            return Ok(WrittenDay::Day(day));
        }
        let in_numbers = match words.as_slice() {
            [one] => self.in_numbers(one),
            _ => None,
        };
        in_numbers.ok_or_else(|| {
            Refusal(format!(
                "`{text}` isn't a day: write one such as 12 May, next Friday, in 2 weeks or 2027-01-31"
            ))
        })
    }

    /// `tomorrow`, `in 2 weeks`, `3 days ago`, `next month`.
    fn relative(self, words: &[&str]) -> Option<Date> {
        let from_today = |span: Span| self.today.checked_add(span).ok();
        match words {
            ["today"] => Some(self.today),
            ["tomorrow"] => from_today(1.day()),
            ["yesterday"] => from_today(-1.day()),
            ["day", "after", "tomorrow"] => from_today(2.days()),
            ["next", unit] => from_today(span_of(1, unit)?),
            ["last", unit] => from_today(span_of(-1, unit)?),
            ["in", count, unit] | [count, unit] => from_today(span_of(count_of(count)?, unit)?),
            [count, unit, "ago"] => from_today(span_of(-count_of(count)?, unit)?),
            _ => None,
        }
    }

    /// `Friday` is the next one, `next Friday` that of the next week, `last Friday` the one before.
    fn weekday(self, words: &[&str]) -> Option<Date> {
        let (which, name) = match words {
            [name] => ("", name),
            [which @ ("this" | "next" | "last"), name] => (*which, name),
            _ => return None,
        };
        let weekday = weekday_of(name)?;
        match which {
            "last" => self.today.nth_weekday(-1, weekday).ok(),
            "next" => {
                let monday = self.today.nth_weekday(1, Weekday::Monday).ok()?;
                let days = i64::from(weekday.to_monday_zero_offset());
                monday.checked_add(days.days()).ok()
            }
            _ => self.today.nth_weekday(1, weekday).ok(),
        }
    }

    /// `12 May`, `May 12`, with or without a year.
    fn with_month_name(self, words: &[&str]) -> Option<Date> {
        let (day, month, year) = match words {
            [one, two] => (one, two, None),
            [one, two, year] => (one, two, Some(year_of(year)?)),
            _ => return None,
        };
        let (day, month) = match (day_number(day), month_of(month)) {
            (Some(day), Some(month)) => (day, month),
            _ => (day_number(month)?, month_of(day)?),
        };
        self.on(day, month, year)
    }

    /// `12.5.2026`, in which the day comes first, or `12/5`, in which either may.
    fn in_numbers(self, text: &str) -> Option<WrittenDay> {
        let dotted = text.contains('.');
        let separators = if dotted { &['.'][..] } else { &['/', '-'][..] };
        let parts: Vec<&str> = text.trim_end_matches('.').split(separators).collect();
        let (one, two, year) = match parts.as_slice() {
            [one, two] => (one, two, None),
            [one, two, year] => (one, two, Some(year_of(year)?)),
            _ => return None,
        };
        let (one, two) = (day_number(one)?, day_number(two)?);
        let day_first = self.on(one, two, year);
        if dotted {
            return day_first.map(WrittenDay::Day);
        }
        let month_first = self.on(two, one, year);
        Some(match (day_first, month_first, self.order) {
            (Some(day), Some(same), _) if day == same => WrittenDay::Day(day),
            (Some(day_first), Some(month_first), None) => WrittenDay::Either {
                day_first,
                month_first,
            },
            (Some(day), None, _)
            | (None, Some(day), _)
            | (Some(day), Some(_), Some(DayOrder::DayFirst))
            | (Some(_), Some(day), Some(DayOrder::MonthFirst)) => WrittenDay::Day(day),
            (None, None, _) => return None,
        })
    }

    /// Returns a day of a month, without a year in the nearest one that has it.
    fn on(self, day: i8, month: i8, year: Option<i16>) -> Option<Date> {
        if let Some(year) = year {
            return Date::new(year, month, day).ok();
        }
        let this = self.today.year();
        // The 29th of February comes every fourth year, or every eighth.
        let mut years: Box<dyn Iterator<Item = i16>> = match self.nearest {
            Nearest::Ahead => Box::new(this..=this.saturating_add(8)),
            Nearest::Behind => Box::new((this.saturating_sub(8)..=this).rev()),
        };
        let fits = |date: &Date| match self.nearest {
            Nearest::Ahead => *date >= self.today,
            Nearest::Behind => *date <= self.today,
        };
        years.find_map(|year| Date::new(year, month, day).ok().filter(fits))
    }
}

/// Reads a small count: a number, `a` or a word up to ten.
fn count_of(word: &str) -> Option<i64> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let named = WORDS.iter().position(|name| *name == word);
    let named = named.and_then(|number| i64::try_from(number).ok());
    named.or_else(|| {
        word.parse()
            .ok()
            .filter(|count| (0..=5_000).contains(count))
    })
}

/// Returns so many days, weeks, months or years.
fn span_of(count: i64, unit: &str) -> Option<Span> {
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => count.days(),
        "week" => count.weeks(),
        "month" => count.months(),
        "year" => count.years(),
        _ => return None,
    })
}

/// Returns the index of the name that a word of at least three letters begins.
fn begun_name(names: &[&str], word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.');
    let begins = |name: &&str| word.len() >= 3 && name.starts_with(word);
    // "Sept" and "Thurs" begin their names, too.
    names.iter().position(begins)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let index = begun_name(&NAMES, word)?;
    Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()
}

fn month_of(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    i8::try_from(begun_name(&NAMES, word)? + 1).ok()
}

/// Reads the number of a day or month: `12`, `12.`, `12th`.
fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c == '.' || c.is_alphabetic());
    let ending = &word[digits.len()..];
    let number: i8 = digits.parse().ok()?;
    let known = matches!(ending, "" | "." | "st" | "nd" | "rd" | "th");
    (known && (1..=31).contains(&number)).then_some(number)
}

/// Reads a year of four digits, or of two in this century.
fn year_of(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    match word.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    /// Monday, 23 November 2026.
    const READER: DayReader = DayReader {
        today: date(2026, 11, 23),
        order: None,
        nearest: Nearest::Ahead,
    };

    #[rstest]
    #[case("2026-05-12", date(2026, 5, 12))]
    #[case("today", date(2026, 11, 23))]
    #[case("Tomorrow", date(2026, 11, 24))]
    #[case("Friday", date(2026, 11, 27))]
    #[case("on Fri", date(2026, 11, 27))]
    #[case("this Friday", date(2026, 11, 27))]
    #[case("next Friday", date(2026, 12, 4))]
    #[case("last Friday", date(2026, 11, 20))]
    #[case("Monday", date(2026, 11, 30))]
    #[case("in 2 weeks", date(2026, 12, 7))]
    #[case("in a month", date(2026, 12, 23))]
    #[case("three days ago", date(2026, 11, 20))]
    #[case("next week", date(2026, 11, 30))]
    #[case("12 May", date(2027, 5, 12))]
    #[case("May 12", date(2027, 5, 12))]
    #[case("May 12 2026", date(2026, 5, 12))]
    #[case("May 12th, 2026", date(2026, 5, 12))]
    #[case("the 12th of May 2026", date(2026, 5, 12))]
    #[case("4 Dec", date(2026, 12, 4))]
    #[case("12.5.2026", date(2026, 5, 12))]
    #[case("12.5.", date(2027, 5, 12))]
    #[case("31/12", date(2026, 12, 31))]
    #[case("12/31/26", date(2026, 12, 31))]
    #[case("5/5/2027", date(2027, 5, 5))]
    #[case("29 Feb", date(2028, 2, 29))]
    fn days_as_people_write_them(#[case] text: &str, #[case] day: Date) {
        assert_eq!(READER.read(text), Ok(WrittenDay::Day(day)), "{text}");
    }

    #[rstest]
    #[case("31 February 2027")]
    #[case("soon")]
    #[case("13/13")]
    #[case("12 5")]
    #[case("in many weeks")]
    #[case("in 99999999999999999999 days")]
    #[case("in 5000 years in")]
    fn what_is_no_day_is_refused(#[case] text: &str) {
        assert!(READER.read(text).is_err(), "{text}");
    }

    #[test]
    fn day_and_month_are_asked_about_until_their_order_is_known() {
        let either = WrittenDay::Either {
            day_first: date(2027, 5, 12),
            month_first: date(2026, 12, 5),
        };
        assert_eq!(READER.read("12/5"), Ok(either));
        let known = |order| DayReader {
            order: Some(order),
            ..READER
        };
        let day_first = known(DayOrder::DayFirst).read("12/5");
        assert_eq!(day_first, Ok(WrittenDay::Day(date(2027, 5, 12))));
        let month_first = known(DayOrder::MonthFirst).read("12/5");
        assert_eq!(month_first, Ok(WrittenDay::Day(date(2026, 12, 5))));
    }

    #[test]
    fn a_day_on_which_something_happened_is_not_ahead() {
        let reader = DayReader {
            nearest: Nearest::Behind,
            ..READER
        };
        assert_eq!(
            reader.read("12 May"),
            Ok(WrittenDay::Day(date(2026, 5, 12)))
        );
    }

    #[test]
    fn a_day_is_shown_with_its_weekday() {
        assert_eq!(day_text(date(2026, 12, 4)), "Fri 4 Dec 2026");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}") {
            let _ = READER.read(&text);
        }
    }
}
