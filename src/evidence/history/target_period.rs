//! Periods of targets, such as `2027-Q1`, as days.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Returns the first and the last day of a period: a year (`2027`), half (`2027-H2`), quarter
/// (`2027-Q1`, `Q1 2027`) or month (`2027-03`); `None` for any other text.
pub(super) fn period_days(text: &str) -> Option<(Date, Date)> {
    let text = text.trim().to_ascii_uppercase();
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.'))
        .filter(|part| !part.is_empty())
        .collect();
    let (year, part) = match parts.as_slice() {
        [year] if year.len() > 4 => year.split_at_checked(4)?,
        [year] => (*year, ""),
        [part, year] if part.starts_with(['Q', 'H']) => (*year, *part),
        [year, part] => (*year, *part),
        _ => return None,
    };
    let year: i16 = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, months) = months_of(part)?;
    let first = Date::new(year, month, 1).ok()?;
    let last = first.checked_add(i64::from(months).months()).ok()?;
    Some((
        first,
        last.checked_sub(1.day()).unwrap_or(date(9999, 12, 31)),
    ))
}

/// Returns the first month of a part of a year and how many it has.
fn months_of(part: &str) -> Option<(i8, i8)> {
    if part.is_empty() {
        return Some((1, 12));
    }
    let number = |digits: &str| digits.parse::<i8>().ok();
    if let Some(quarter) = part.strip_prefix('Q') {
        let quarter = number(quarter).filter(|n| (1..=4).contains(n))?;
        return Some((3 * quarter - 2, 3));
    }
    if let Some(half) = part.strip_prefix('H') {
        let half = number(half).filter(|n| (1..=2).contains(n))?;
        return Some((6 * half - 5, 6));
    }
    let month = number(part).filter(|n| (1..=12).contains(n))?;
    Some((month, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("2027-Q1", Some((date(2027, 1, 1), date(2027, 3, 31))))]
    #[case("q4 2026", Some((date(2026, 10, 1), date(2026, 12, 31))))]
    #[case("2027H1", Some((date(2027, 1, 1), date(2027, 6, 30))))]
    #[case("2028-02", Some((date(2028, 2, 1), date(2028, 2, 29))))]
    #[case(" 2027 ", Some((date(2027, 1, 1), date(2027, 12, 31))))]
    #[case("2027-Q5", None)]
    #[case("next quarter", None)]
    #[case("Q1", None)]
    #[case("27-Q1", None)]
    #[case("", None)]
    fn a_period_has_a_first_and_a_last_day(#[case] text: &str, #[case] days: Option<(Date, Date)>) {
        assert_eq!(period_days(text), days);
    }
}
