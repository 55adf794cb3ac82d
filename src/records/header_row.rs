//! Doubts about a header: whether it is one.

use crate::scoring::read_day;

/// What is said of a first line that looks like a lead.
pub const DOUBTED_HEADER: &str =
    "the first line looks like a lead, not like the names of columns: put a header above it";

/// Returns whether all that stands in a header looks like values: numbers, days, e-mail addresses.
pub(super) fn looks_like_a_lead(headers: &[String]) -> bool {
    let mut names = headers.iter().filter(|name| !name.is_empty()).peekable();
    names.peek().is_some() && names.all(|name| looks_like_a_value(name))
}

fn looks_like_a_value(name: &str) -> bool {
    let is_numeric = |c: char| c.is_ascii_digit() || "+-.,/:$€£%' ".contains(c);
    let is_number = name.contains(|c: char| c.is_ascii_digit()) && name.chars().all(is_numeric);
    is_number || read_day(name).is_some() || is_address(name)
}

fn is_address(name: &str) -> bool {
    let Some((before, host)) = name.split_once('@') else {
        return false;
    };
    !before.is_empty() && host.contains('.') && !name.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("56,4,1", true)]
    #[case("1.5,,-2", true)]
    #[case("ada@mill.example,2026-11-21,26/02/2018 19:58", true)]
    #[case("2026-11-21T09:30Z", true)]
    #[case("id,2023,2024", false)]
    #[case("lead_id", false)]
    #[case("e-mail,@", false)]
    #[case(",", false)]
    #[case("-,+", false)]
    fn first_lines(#[case] line: &str, #[case] expected: bool) {
        let headers: Vec<String> = line.split(',').map(Into::into).collect();
        assert_eq!(looks_like_a_lead(&headers), expected);
    }
}
