//! The votes of a round by side, on a scale if one fits.

use ratatui::style::Style;

use super::panes;
use crate::app::steps::room::side_tone;
use crate::model::{BallotMethod, Round, Session, SideVotes, Spread};
use crate::widgets::Theme;
use crate::widgets::text::pad;

/// Columns for a side's name before its votes.
const NAME_COLUMNS: usize = 11;

/// A line of text with its style.
pub type StyledLine = (String, Style);

/// Adds each side on one scale with its median, and the gap.
pub fn round_lines(
    session: &Session,
    method: BallotMethod,
    round: &Round,
    width: usize,
    theme: &Theme,
    lines: &mut Vec<StyledLine>,
) {
    let Some(spread) = Spread::of(&session.workshop, method, round) else {
        lines.push(("Nobody voted".into(), theme.muted));
        return;
    };
    let scale = VoteScale::new(method, &spread, width);
    if let Some(scale) = &scale {
        lines.push((scale.head_line(), theme.muted));
    }
    for side in &spread.sides {
        let style = side
            .side
            .map_or(theme.text, |side| panes::tone_style(theme, side_tone(side)));
        let votes = match &scale {
            Some(scale) => scale.votes(side),
            None => votes_text(method, side),
        };
        let middle = if method == BallotMethod::YesNo {
            String::new()
        } else {
            format!("  median {}", side.median)
        };
        let name = pad(side.label(), NAME_COLUMNS);
        lines.push((format!("{name}{votes}{middle}"), style));
    }
    let away = round.votes.iter().filter(|v| v.absent).count();
    let away = if away > 0 {
        format!("   {away} absent")
    } else {
        String::new()
    };
    let headline = spread.headline(method);
    let text = match method {
        BallotMethod::YesNo => format!("{headline}.{away}"),
        _ => format!("{headline}   overall median {}{away}", spread.median),
    };
    lines.push((text, theme.heading));
}

/// A scale that fits the width: 1 to 5 for gradients of agreement, 0 to 5 for fist of five, and
/// from the smallest to the greatest vote (with 0, if it fits) for points.
struct VoteScale {
    min: i64,
    max: i64,
    cell_columns: usize,
    words: bool,
}

impl VoteScale {
    fn new(method: BallotMethod, spread: &Spread, width: usize) -> Option<Self> {
        let (low, high) = spread.range();
        let (min, max) = match method {
            BallotMethod::Gradients => (1, 5),
            BallotMethod::Fist => (0, 5),
            BallotMethod::YesNo => (0, 1),
            BallotMethod::Points => (low.min(0), high.max(0)),
        };
        let room = width.saturating_sub(NAME_COLUMNS + 13);
        let fits = |min: i64, max: i64| {
            let count = usize::try_from(max - min).ok()?.checked_add(1)?;
            let cell = (room / count).min(6);
            let widest = min.to_string().len().max(max.to_string().len());
            (cell > widest && cell >= 3).then_some(Self {
                min,
                max,
                cell_columns: cell,
                words: method == BallotMethod::YesNo,
            })
        };
        // If zero is too far away, the scale begins at the smallest vote.
        fits(min, max).or_else(|| fits(low, high))
    }

    fn head_line(&self) -> String {
        let word = |n: i64| match (self.words, n) {
            (true, 0) => "no".to_owned(),
            (true, _) => "yes".to_owned(),
            _ => n.to_string(),
        };
        let cells = (self.min..=self.max).map(|n| pad(&word(n), self.cell_columns));
        format!("{}{}", pad("", NAME_COLUMNS), cells.collect::<String>())
    }

    /// Draws a dot per vote; a number if there are more than fit.
    fn votes(&self, side: &SideVotes) -> String {
        let cell = |n: i64| {
            let count = side.votes.iter().filter(|v| v.1 == n).count();
            let dots = if count < self.cell_columns {
                "o".repeat(count)
            } else {
                format!("{count}o")
            };
            pad(&dots, self.cell_columns)
        };
        (self.min..=self.max).map(cell).collect()
    }
}

/// A side's votes as a list, for when no scale fits.
fn votes_text(method: BallotMethod, side: &SideVotes) -> String {
    let votes: Vec<String> = side.votes.iter().map(|v| vote_text(method, v.1)).collect();
    votes.join(", ")
}

/// Formats a vote for people.
pub fn vote_text(method: BallotMethod, number: i64) -> String {
    match (method, number) {
        (BallotMethod::YesNo, 0) => "no".into(),
        (BallotMethod::YesNo, _) => "yes".into(),
        _ => number.to_string(),
    }
}
