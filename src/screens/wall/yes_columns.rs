//! Draws who said yes: a column for each side, as counts.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::projector::wall::sheet_gaps::{GapVotes, SheetGapLine};
use crate::model::Side;
use crate::widgets::Theme;
use crate::widgets::text::{put_right, width};

const GAP: u16 = 2;

/// The columns of those who voted.
pub(super) struct YesColumns {
    /// The place among the counts of a line, and the width.
    columns: Vec<(usize, u16)>,
    /// The column after the last one.
    end: u16,
}

impl YesColumns {
    /// Returns the columns of those who voted on any line.
    pub(super) fn of(lines: &[SheetGapLine]) -> Self {
        let widest = |at: usize| {
            let texts = lines.iter().filter_map(|line| counts(&line.votes)[at]);
            let texts = texts.map(|count| width(&yes_text(count)));
            let widest = texts.max()?.max(width(label(at)));
            Some((at, u16::try_from(widest).unwrap_or(u16::MAX)))
        };
        Self {
            columns: (0..3).filter_map(widest).collect(),
            end: 0,
        }
    }

    /// Places them so that the last one ends here.
    pub(super) fn ending(self, end: u16) -> Self {
        Self { end, ..self }
    }

    /// How many columns they take, with a gap before each.
    pub(super) fn columns(&self) -> u16 {
        self.columns.iter().map(|(_, width)| width + GAP).sum()
    }

    /// Draws the names of the sides.
    pub(super) fn draw_heads(&self, buf: &mut Buffer, y: u16, theme: &Theme) {
        for (at, left, right) in self.places() {
            put_right(buf, left, right, y, label(at), style(at, theme));
        }
    }

    /// Draws the counts of a line.
    pub(super) fn draw_votes(&self, votes: &GapVotes, buf: &mut Buffer, y: u16, theme: &Theme) {
        let counts = counts(votes);
        for (at, left, right) in self.places() {
            let text = counts[at].map_or_else(|| "-".to_owned(), yes_text);
            put_right(buf, left, right, y, &text, style(at, theme));
        }
    }

    /// Each column with its left and right end.
    fn places(&self) -> impl Iterator<Item = (usize, u16, u16)> {
        let mut left = self.end.saturating_sub(self.columns());
        self.columns.iter().map(move |(at, width)| {
            let right = left + GAP + width;
            let place = (*at, left + GAP, right);
            left = right;
            place
        })
    }
}

/// How many said yes, of Sales, of Marketing, and of all.
fn counts(votes: &GapVotes) -> [Option<(usize, usize)>; 3] {
    match votes {
        GapVotes::YesNo {
            sales,
            marketing,
            all,
        } => [*sales, *marketing, *all],
        GapVotes::None | GapVotes::Points { .. } => [None; 3],
    }
}

fn label(at: usize) -> &'static str {
    match at {
        0 => Side::Sales.label(),
        1 => Side::Marketing.label(),
        _ => "All votes",
    }
}

fn style(at: usize, theme: &Theme) -> Style {
    match at {
        0 => theme.sales,
        1 => theme.marketing,
        _ => theme.text,
    }
}

fn yes_text((yes, of): (usize, usize)) -> String {
    format!("{yes} of {of}")
}
