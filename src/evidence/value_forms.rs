//! How the values of a column are written: what kinds there are, and which ones plain reading
//! doesn't read or may read otherwise.

use super::reading_examples::{
    NOTATIONS, day_under, is_blank_word, is_plain_number, marked_number,
};
use crate::model::DateOrder;
use crate::scoring::{read_day, read_written_time};

/// The most examples kept of one kind.
const MAX_EXAMPLES: usize = 4;
/// The most words kept that may stand for an empty value.
const MAX_BLANK_WORDS: usize = 20;

/// What the values of a column mostly are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnType {
    /// No value at all.
    #[default]
    Empty,
    /// Texts.
    Text,
    /// Whole numbers.
    WholeNumber,
    /// Numbers, some with decimals.
    DecimalNumber,
    /// Days.
    Date,
    /// Days with a time.
    Time,
    /// Yes or no, true or false.
    YesNo,
}

impl ColumnType {
    /// Returns its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Text => "text",
            Self::WholeNumber => "whole number",
            Self::DecimalNumber => "decimal number",
            Self::Date => "date",
            Self::Time => "date and time",
            Self::YesNo => "yes/no",
        }
    }
}

/// How the values of a column are written, counted in leads or events. Empty ones don't count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueForms {
    /// Yes, no, true or false.
    pub yes_no: u32,
    /// Numbers, however they are written.
    pub numbers: NumberForms,
    /// Days and times, however they are written.
    pub dates: DateForms,
    /// Words that systems write for an empty value, as first written, each with its number.
    pub blanks: Vec<(String, u32)>,
    /// Any other.
    pub text: u32,
    /// The first of these.
    pub text_example: Option<String>,
}

/// How numbers are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberForms {
    /// All of them.
    pub count: u32,
    /// Those with decimals under every reading, or under the plain one.
    pub with_decimals: u32,
    /// Those that plain reading reads.
    pub plain: u32,
    /// Those that plain reading may misread, such as `1.200`.
    pub ambiguous: u32,
    /// How many each of the notations that are tried reads, once the signs are taken off.
    pub read_by: [u32; NOTATIONS.len()],
    /// Some that plain reading doesn't read or may misread.
    pub examples: Vec<String>,
    /// Signs at them, such as `$`, each with its number.
    pub signs: Vec<(&'static str, u32)>,
}

/// How days and times are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateForms {
    /// Days that plain reading reads.
    pub days: u32,
    /// Times with an offset that it reads.
    pub times: u32,
    /// Times without one.
    pub local_times: u32,
    /// Those in which day or month comes first.
    pub ordered: u32,
    /// Those of them with a time of day.
    pub ordered_times: u32,
    /// How many of them are days if the day comes first.
    pub day_first: u32,
    /// How many are if the month does.
    pub month_first: u32,
    /// One that is a day under both orders, or else the first.
    pub example: Option<String>,
    /// One that is a day under one order alone.
    pub settling: Option<String>,
}

impl DateForms {
    /// Returns how many there are.
    pub fn count(&self) -> u32 {
        self.days + self.times + self.local_times + self.ordered
    }

    /// Returns how many have a time of day and no offset.
    pub fn without_offset(&self) -> u32 {
        self.local_times + self.ordered_times
    }

    fn add(&mut self, value: &str, n: u32) -> bool {
        let begins = value.starts_with(|c: char| c.is_ascii_digit());
        if !begins {
            return false;
        }
        // Eight digits or fewer are a number to those who made the list.
        if value.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        if read_day(value).is_some() {
            let has_time = read_written_time(value).is_some_and(|written| written.has_time);
            match (has_time, has_offset(value)) {
                (false, _) => self.days += n,
                (true, true) => self.times += n,
                (true, false) => self.local_times += n,
            }
            return true;
        }
        let day = day_under(value, DateOrder::DayFirst).is_some();
        let month = day_under(value, DateOrder::MonthFirst).is_some();
        if !day && !month {
            return false;
        }
        self.ordered += n;
        self.ordered_times += if value.contains(':') { n } else { 0 };
        self.day_first += if day { n } else { 0 };
        self.month_first += if month { n } else { 0 };
        if day != month {
            self.settling.get_or_insert_with(|| value.to_owned());
        }
        let is_better = day && month && self.example == self.settling;
        if self.example.is_none() || is_better {
            self.example = Some(value.to_owned());
        }
        true
    }

    fn merge(&mut self, other: &Self) {
        self.days += other.days;
        self.times += other.times;
        self.local_times += other.local_times;
        self.ordered += other.ordered;
        self.ordered_times += other.ordered_times;
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        let is_both = |forms: &Self| forms.example.is_some() && forms.example != forms.settling;
        if self.example.is_none() || (!is_both(self) && is_both(other)) {
            self.example.clone_from(&other.example);
        }
        if self.settling.is_none() {
            self.settling.clone_from(&other.settling);
        }
    }
}

/// Returns whether a time ends with an offset from UTC.
fn has_offset(value: &str) -> bool {
    let time = value.get(10..).unwrap_or("");
    time.ends_with(['Z', 'z']) || time.contains(['+', '-'])
}

impl NumberForms {
    fn add(&mut self, value: &str, n: u32) -> bool {
        let Some(number) = marked_number(value) else {
            return false;
        };
        let read = NOTATIONS.map(|notation| number.under(notation));
        if read.iter().all(Option::is_none) {
            return false;
        }
        self.count += n;
        for (count, read) in self.read_by.iter_mut().zip(&read) {
            *count += if read.is_some() { n } else { 0 };
        }
        let is_plain = is_plain_number(value);
        let is_ambiguous = number.is_ambiguous();
        self.plain += if is_plain { n } else { 0 };
        self.ambiguous += if is_ambiguous { n } else { 0 };
        let mut known = read.iter().flatten();
        if known.all(|read| read.contains('.')) {
            self.with_decimals += n;
        }
        for sign in &number.signs {
            match self.signs.iter_mut().find(|(known, _)| known == sign) {
                Some((_, count)) => *count += n,
                None => self.signs.push((sign, n)),
            }
        }
        if !is_plain || is_ambiguous {
            add_example(&mut self.examples, value);
        }
        true
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.with_decimals += other.with_decimals;
        self.plain += other.plain;
        self.ambiguous += other.ambiguous;
        for (count, more) in self.read_by.iter_mut().zip(other.read_by) {
            *count += more;
        }
        for example in &other.examples {
            add_example(&mut self.examples, example);
        }
        for (sign, n) in &other.signs {
            match self.signs.iter_mut().find(|(known, _)| known == sign) {
                Some((_, count)) => *count += n,
                None => self.signs.push((sign, *n)),
            }
        }
    }
}

/// Keeps an example of each shape: `1.200` and `3.400` have the same.
fn add_example(examples: &mut Vec<String>, value: &str) {
    let same = |other: &String| shape(other).eq(shape(value));
    if examples.len() < MAX_EXAMPLES && !examples.iter().any(same) {
        examples.push(value.to_owned());
    }
}

/// Returns a text's characters with every digit alike.
fn shape(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
}

impl ValueForms {
    /// Counts a value that `n` leads, or events, have.
    pub(super) fn add(&mut self, value: &str, n: u32) {
        let value = value.trim();
        if value.is_empty() || n == 0 {
            return;
        }
        if is_blank_word(value) {
            return self.add_blank(value, n);
        }
        if ["yes", "no", "true", "false"].contains(&value.to_ascii_lowercase().as_str()) {
            self.yes_no += n;
        } else if !self.dates.add(value, n) && !self.numbers.add(value, n) {
            self.text += n;
            self.text_example.get_or_insert_with(|| value.to_owned());
        }
    }

    fn add_blank(&mut self, value: &str, n: u32) {
        let known = self.blanks.iter_mut().find(|(word, _)| word == value);
        if let Some((_, count)) = known {
            *count += n;
        } else if self.blanks.len() < MAX_BLANK_WORDS {
            self.blanks.push((value.to_owned(), n));
        }
    }

    /// Adds those of another column.
    pub(super) fn merge(&mut self, other: &Self) {
        self.yes_no += other.yes_no;
        self.text += other.text;
        self.numbers.merge(&other.numbers);
        self.dates.merge(&other.dates);
        if self.text_example.is_none() {
            self.text_example.clone_from(&other.text_example);
        }
        for (word, n) in &other.blanks {
            self.add_blank(word, *n);
        }
    }

    /// Returns what the values mostly are: nine tenths of those that don't stand for an empty one.
    pub fn column_type(&self) -> ColumnType {
        let dates = self.dates.count();
        let all = self.yes_no + self.numbers.count + dates + self.text;
        let mostly = |count: u32| u64::from(count) * 10 >= u64::from(all) * 9;
        let has_time = self.dates.times + self.dates.without_offset();
        if all == 0 {
            ColumnType::Empty
        } else if mostly(self.yes_no) {
            ColumnType::YesNo
        } else if mostly(self.numbers.count) && self.numbers.with_decimals > 0 {
            ColumnType::DecimalNumber
        } else if mostly(self.numbers.count) {
            ColumnType::WholeNumber
        } else if mostly(dates) && has_time > 0 {
            ColumnType::Time
        } else if mostly(dates) {
            ColumnType::Date
        } else {
            ColumnType::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(values: &[&str]) -> ValueForms {
        let mut forms = ValueForms::default();
        for value in values {
            forms.add(value, 1);
        }
        forms
    }

    #[rstest::rstest]
    #[case(&["", " "], ColumnType::Empty)]
    #[case(&["Select", "n/a"], ColumnType::Empty)]
    #[case(&["a", "b", "3"], ColumnType::Text)]
    #[case(&["1", "20", "Select"], ColumnType::WholeNumber)]
    #[case(&["1", "2.5"], ColumnType::DecimalNumber)]
    #[case(&["1.200,50"], ColumnType::DecimalNumber)]
    #[case(&["1,039", "$5"], ColumnType::WholeNumber)]
    #[case(&["2026-11-21", "2026-11-22"], ColumnType::Date)]
    #[case(&["26-02-2018"], ColumnType::Date)]
    #[case(&["26-02-2018 19:58"], ColumnType::Time)]
    #[case(&["2026-11-21T09:30Z"], ColumnType::Time)]
    #[case(&["TRUE", "false"], ColumnType::YesNo)]
    #[case(&["1793664000000"], ColumnType::WholeNumber)]
    fn a_column_has_the_type_of_its_values(#[case] values: &[&str], #[case] kind: ColumnType) {
        assert_eq!(forms(values).column_type(), kind);
    }

    #[test]
    fn each_notation_is_counted_for_what_it_reads() {
        let found = forms(&["1.200", "3.400", "12", "$7"]).numbers;
        assert_eq!((found.count, found.plain, found.ambiguous), (4, 3, 2));
        assert_eq!(found.read_by, [4, 4, 2, 4, 2, 4, 4, 2]);
        assert_eq!(found.examples, ["1.200", "$7"]);
        assert_eq!(found.signs, [("$", 1)]);
    }

    #[test]
    fn a_date_of_one_order_alone_settles_it() {
        let found = forms(&["11/2/2026", "26/2/2026 3:04 PM", "2026-01-05T10:00"]).dates;
        assert_eq!(
            (found.ordered, found.day_first, found.month_first),
            (2, 2, 1)
        );
        assert_eq!(found.settling.as_deref(), Some("26/2/2026 3:04 PM"));
        assert_eq!(found.example.as_deref(), Some("11/2/2026"));
        assert_eq!((found.local_times, found.without_offset()), (1, 2));
    }

    #[test]
    fn what_is_no_blank_number_or_date_is_text() {
        let found = forms(&["[[Unknown]]", "[[Unknown]]", "Nov 2, 2026"]);
        assert_eq!(found.blanks, [("[[Unknown]]".to_owned(), 2)]);
        assert_eq!(
            (found.text, found.text_example.as_deref()),
            (1, Some("Nov 2, 2026"))
        );
    }
}
