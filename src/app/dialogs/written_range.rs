//! A whole number as people limit it: `at least 2`, `fewer than 3`, `2 to 4`.

/// A number with the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    Bare(u32),
    AtLeast(u32),
    AtMost(u32),
    MoreThan(u32),
    FewerThan(u32),
    Exactly(u32),
    Between(u32, u32),
}

/// Makes the range that a number is with the words around it.
pub(super) type RangeOf = fn(u32) -> Range;

/// Words and signs before a number; the longest of those that begin alike comes first.
const BEFORE: &[(&str, RangeOf)] = &[
    ("at least", Range::AtLeast),
    ("at most", Range::AtMost),
    ("up to", Range::AtMost),
    ("within the last", Range::AtMost),
    ("in the last", Range::AtMost),
    ("within", Range::AtMost),
    ("the last", Range::AtMost),
    ("last", Range::AtMost),
    ("more than", Range::MoreThan),
    ("longer ago than", Range::MoreThan),
    ("longer than", Range::MoreThan),
    ("older than", Range::MoreThan),
    ("over", Range::MoreThan),
    ("fewer than", Range::FewerThan),
    ("less than", Range::FewerThan),
    ("under", Range::FewerThan),
    ("exactly", Range::Exactly),
    (">=", Range::AtLeast),
    ("<=", Range::AtMost),
    (">", Range::MoreThan),
    ("<", Range::FewerThan),
    ("=", Range::Exactly),
];

/// Words after a number.
const AFTER: &[(&str, RangeOf)] = &[
    ("or more", Range::AtLeast),
    ("or fewer", Range::AtMost),
    ("or less", Range::AtMost),
    ("+", Range::AtLeast),
];

/// Reads a whole number with the words around it.
pub(super) fn range_of(text: &str) -> Option<Range> {
    let number = |text: &str| {
        let digits = text.trim();
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| digits.parse::<u32>().ok()).flatten()
    };
    if let Some(n) = number(text) {
        return Some(Range::Bare(n));
    }
    let pair = |first: &str, last: &str| {
        let (first, last) = (number(first)?, number(last)?);
        (first <= last).then_some(Range::Between(first, last))
    };
    if let Some(rest) = text.strip_prefix("between ") {
        let (first, last) = rest.split_once(" and ")?;
        return pair(first, last);
    }
    for between in [" to ", "-", "\u{2013}"] {
        if let Some((first, last)) = text.split_once(between) {
            return pair(first, last);
        }
    }
    let before = BEFORE.iter().find_map(|(words, range)| {
        let rest = text.strip_prefix(words)?;
        number(rest).map(range)
    });
    before.or_else(|| {
        AFTER.iter().find_map(|(words, range)| {
            let rest = text.strip_suffix(words)?;
            number(rest).map(range)
        })
    })
}
