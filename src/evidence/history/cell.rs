//! A figure in a table, and how it is written.

use serde::{Serialize, Serializer};
use serde_json::json;

use crate::model::wording::grouped;
use crate::statistics::{Interval, Share};

/// A figure in a table, written the same wherever it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// A text.
    Text(String),
    /// A whole number, such as a number of leads.
    Count(i64),
    /// A share in percent with one decimal; of too few, the two counts.
    Share(Share),
    /// The ends of a share's interval in percent.
    ShareInterval(Interval),
    /// A difference of shares in percentage points, with its interval.
    Difference(f64, Interval),
    /// A number with so many decimals.
    Number(f64, usize),
    /// A number with so many decimals, with its interval.
    NumberInterval(f64, Interval, usize),
    /// The ends of a number's interval with so many decimals.
    NumberEnds(Interval, usize),
}

impl Cell {
    /// Creates a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Creates a number of leads, or of whatever is counted.
    pub fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Creates a share of two numbers of leads.
    pub fn share(count: usize, of: usize) -> Self {
        Self::Share(Share::new(count, of))
    }

    /// Returns whether it is written to the right, as numbers are.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Blank | Self::Text(_))
    }

    /// Returns the figure as it is written everywhere. A share of fewer than 20 shows no percentage.
    pub fn written(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(count) => grouped(*count),
            Self::Share(share) if share.is_of_few() => {
                format!("{} of {}: too few", share.count, share.of)
            }
            Self::Share(share) => percent(share.value().unwrap_or_default()),
            Self::ShareInterval(interval) => {
                format!("{} to {}", percent(interval.low), percent(interval.high))
            }
            Self::Difference(value, interval) => format!(
                "{} ({} to {})",
                points(*value),
                points(interval.low),
                points(interval.high)
            ),
            Self::Number(value, decimals) => decimal(*value, *decimals),
            Self::NumberInterval(value, interval, decimals) => format!(
                "{} ({} to {})",
                decimal(*value, *decimals),
                decimal(interval.low, *decimals),
                decimal(interval.high, *decimals)
            ),
            Self::NumberEnds(interval, decimals) => format!(
                "{} to {}",
                decimal(interval.low, *decimals),
                decimal(interval.high, *decimals)
            ),
        }
    }
}

/// Writes a share in percent.
fn percent(share: f64) -> String {
    format!("{}%", decimal(100.0 * share, 1))
}

/// Writes a difference of shares in percentage points, with its sign.
fn points(difference: f64) -> String {
    let text = decimal(100.0 * difference, 1);
    if text.starts_with('-') || text == "0.0" {
        text
    } else {
        format!("+{text}")
    }
}

/// Writes a number with so many decimals, never as minus zero.
fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.'));
    if is_zero {
        text.trim_start_matches('-').into()
    } else {
        text
    }
}

impl Serialize for Cell {
    /// Numbers as they are; shares and intervals as objects; a share of too few without its value.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let ends = |interval: &Interval| json!({ "low": interval.low, "high": interval.high });
        let value = match self {
            Self::Blank => json!(null),
            Self::Text(text) => json!(text),
            Self::Count(count) => json!(count),
            Self::Share(share) if share.is_of_few() => {
                json!({ "count": share.count, "of": share.of })
            }
            Self::Share(share) => {
                json!({ "count": share.count, "of": share.of, "share": share.value() })
            }
            Self::ShareInterval(interval) | Self::NumberEnds(interval, _) => ends(interval),
            Self::Difference(value, interval) => {
                json!({ "difference": value, "low": interval.low, "high": interval.high })
            }
            Self::Number(value, _) => json!(value),
            Self::NumberInterval(value, interval, _) => {
                json!({ "value": value, "low": interval.low, "high": interval.high })
            }
        };
        value.serialize(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(Cell::share(7, 20), "35.0%")]
    #[case(Cell::share(7, 19), "7 of 19: too few")]
    #[case(Cell::share(0, 0), "0 of 0: too few")]
    #[case(Cell::Count(-12_345), "-12,345")]
    #[case(Cell::Number(-0.001, 2), "0.00")]
    #[case(Cell::Difference(0.03, Interval { low: -0.0001, high: 0.0649 }), "+3.0 (0.0 to +6.5)")]
    #[case(Cell::ShareInterval(Interval { low: 0.25, high: 0.5 }), "25.0% to 50.0%")]
    fn a_figure_is_written_the_same_everywhere(#[case] cell: Cell, #[case] written: &str) {
        assert_eq!(cell.written(), written);
    }
}
