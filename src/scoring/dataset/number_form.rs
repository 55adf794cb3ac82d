//! Numbers as lists write them: with units, with marks between thousands, with a decimal comma.

use std::borrow::Cow;

use super::text::{cut_end, cut_start};
use crate::model::{DecimalMark, ReadingRules, ThousandsMark};

/// The digits of a group between thousands marks.
const GROUP_DIGITS: usize = 3;

/// How a list writes numbers. By default as [`Number`](crate::model::Number) reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberForm {
    decimal: DecimalMark,
    thousands: Option<ThousandsMark>,
    /// What is taken off, in simple lower case, the longest first.
    strip: Vec<String>,
    /// Whether any of this differs from how a [`Number`](crate::model::Number) is written.
    differs: bool,
}

impl NumberForm {
    /// Takes what is said of numbers. `strip` is in simple lower case.
    pub fn new(said: &ReadingRules, mut strip: Vec<String>) -> Self {
        strip.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let decimal = said.decimal.unwrap_or_default();
        Self {
            differs: decimal != DecimalMark::Point || said.thousands.is_some() || !strip.is_empty(),
            decimal,
            thousands: said.thousands,
            strip,
        }
    }

    /// Returns the number that a text stands for as `[+-]digits[.digits]`. If the list writes
    /// numbers so, it is the text itself, whatever that is.
    #[inline]
    pub fn plain<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        if self.differs {
            self.rewritten(text)
        } else {
            Some(Cow::Borrowed(text))
        }
    }

    fn rewritten<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        let (sign, digits) = self.stripped(text)?;
        let (whole, fraction) = match digits.split_once(self.decimal_char()) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        if fraction.is_some_and(|digits| !all_digits(digits)) {
            return None;
        }
        let whole = self.ungrouped(whole)?;
        if sign.is_empty() && fraction.is_none() {
            return Some(whole);
        }
        let point = if fraction.is_some() { "." } else { "" };
        Some(Cow::Owned(
            [sign, &whole, point, fraction.unwrap_or("")].concat(),
        ))
    }

    fn decimal_char(&self) -> char {
        match self.decimal {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    /// Takes white space and what is to be taken off from both ends. Returns the sign, which may
    /// stand before or after what is taken off, and what is left.
    fn stripped<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        let (mut sign, mut rest) = ("", text.trim());
        let mut blank_after_sign = false;
        loop {
            let mut texts = self.strip.iter();
            if let Some(cut) = texts.find_map(|text| cut_start(rest, text)) {
                blank_after_sign = false;
                rest = cut.trim_start();
            } else if let Some(cut) = self.strip.iter().find_map(|text| cut_end(rest, text)) {
                rest = cut.trim_end();
            } else if sign.is_empty() && rest.starts_with(['+', '-']) {
                let signed;
                (sign, signed) = rest.split_at(1);
                rest = signed.trim_start();
                blank_after_sign = rest.len() < signed.len();
            } else {
                // A blank may stand beside what was taken off, but not between sign and digits.
                return (!blank_after_sign).then_some((sign, rest));
            }
        }
    }

    /// Returns the digits before the decimal mark without the marks between their groups.
    fn ungrouped<'a>(&self, whole: &'a str) -> Option<Cow<'a, str>> {
        if all_digits(whole) {
            return Some(Cow::Borrowed(whole));
        }
        let thousands = self.thousands?;
        let is_mark = |c: char| match thousands {
            ThousandsMark::Comma => c == ',',
            ThousandsMark::Point => c == '.',
            ThousandsMark::Blank => c.is_whitespace(),
            ThousandsMark::Apostrophe => matches!(c, '\'' | '\u{2019}'),
        };
        let mut groups = whole.split(is_mark);
        let first = groups.next()?;
        // `0,123` is a decimal number of another list.
        if !all_digits(first) || first.len() > GROUP_DIGITS || first.starts_with('0') {
            return None;
        }
        let mut digits = first.to_owned();
        for group in groups {
            if group.len() != GROUP_DIGITS || !all_digits(group) {
                return None;
            }
            digits.push_str(group);
        }
        Some(Cow::Owned(digits))
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::model::Number;

    fn form(decimal: &str, thousands: &str, strip: &[&str]) -> NumberForm {
        let said = ReadingRules {
            decimal: DecimalMark::from_word(decimal),
            thousands: ThousandsMark::from_word(thousands),
            ..ReadingRules::default()
        };
        NumberForm::new(&said, strip.iter().map(|text| (*text).to_owned()).collect())
    }

    /// Returns the number as a [`Number`] writes it.
    fn read(form: &NumberForm, text: &str) -> Option<String> {
        let plain = form.plain(text)?;
        Some(Number::parse(&plain).ok()?.to_string())
    }

    #[rstest]
    // Nothing said.
    #[case("", "", &[], "1098", Some("1098"))]
    #[case("", "", &[], " 1.200 ", Some("1.2"))]
    #[case("", "", &[], "1,098", None)]
    #[case("", "", &[], "$5", None)]
    #[case("", "", &[], "- 5", None)]
    // Thousands.
    #[case("", ",", &[], "1,098", Some("1098"))]
    #[case("", ",", &[], "1098", Some("1098"))]
    #[case("", ",", &[], "-12,345,678.50", Some("-12345678.5"))]
    #[case("", ",", &[], "+1,098", Some("1098"))]
    #[case("", ",", &[], "1,09", None)]
    #[case("", ",", &[], "1,0980", None)]
    #[case("", ",", &[], "1098,000", None)]
    #[case("", ",", &[], "1,098,00", None)]
    #[case("", ",", &[], ",098", None)]
    #[case("", ",", &[], "1,,098", None)]
    #[case("", ",", &[], "1,098,", None)]
    #[case("", ",", &[], "1,098.", None)]
    #[case("", ",", &[], "1.098,5", None)]
    #[case("", ",", &[], "1.5,000", None)]
    #[case("", ",", &[], "0,123", None)]
    #[case("", ",", &[], "1'098", None)]
    #[case("", ",", &[], "- 5", None)]
    #[case("", "blank", &[], "1 098", Some("1098"))]
    #[case("", "blank", &[], "1\u{a0}098\u{202f}765.5", Some("1098765.5"))]
    #[case("", "blank", &[], "1  098", None)]
    #[case("", "blank", &[], "1 09", None)]
    #[case("", "'", &[], "1'098.25", Some("1098.25"))]
    #[case("", "'", &[], "1\u{2019}098", Some("1098"))]
    #[case("", "'", &[], "1,098", None)]
    // Decimals.
    #[case(",", "", &[], "1,5", Some("1.5"))]
    #[case(",", "", &[], "1.5", None)]
    #[case(",", "", &[], "1,200", Some("1.2"))]
    #[case(",", "", &[], "1,2,3", None)]
    #[case(",", "", &[], ",5", None)]
    #[case(",", ".", &[], "1.200", Some("1200"))]
    #[case(",", ".", &[], "1.200,50", Some("1200.5"))]
    #[case(",", ".", &[], "1.20,50", None)]
    #[case(",", ".", &[], "1,200.50", None)]
    #[case(",", "blank", &[], "-1 200,50", Some("-1200.5"))]
    // What is taken off.
    #[case("", "", &["$"], "$5", Some("5"))]
    #[case("", "", &["$"], "-$5", Some("-5"))]
    #[case("", "", &["$"], "$-5", Some("-5"))]
    #[case("", "", &["$"], "- $ 5", Some("-5"))]
    #[case("", "", &["$"], "-$-5", None)]
    #[case("", "", &["$"], "+-5", None)]
    #[case("", "", &["$"], "$ - 5", None)]
    #[case("", "", &["$"], "$", None)]
    #[case("", "", &["$"], "5$5", None)]
    #[case("", "", &["%"], "45.5 %", Some("45.5"))]
    #[case("", "", &["$"], "5 %", None)]
    #[case("", ",", &["$", "usd"], "$5,651 USD", Some("5651"))]
    #[case("", ",", &["$", "us$"], "US$\u{a0}5,651", Some("5651"))]
    #[case(",", ".", &["€"], "1.200,50\u{a0}€", Some("1200.5"))]
    #[case("", "blank", &["kr", "kr."], "1 200 kr.", Some("1200"))]
    fn numbers_as_lists_write_them(
        #[case] decimal: &str,
        #[case] thousands: &str,
        #[case] strip: &[&str],
        #[case] text: &str,
        #[case] expected: Option<&str>,
    ) {
        let form = form(decimal, thousands, strip);
        assert_eq!(read(&form, text).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn all_digits_count_however_many_there_are() {
        let form = form(",", ".", &["eur"]);
        let long = "EUR 123.456.789.012.345.678,123456789012";
        assert_eq!(
            read(&form, long).as_deref(),
            Some("123456789012345678.123456789012")
        );
        assert_eq!(read(&form, "1.123.456.789.012.345.678"), None);
    }
}
