//! The votes of a round by side, on a scale where one fits.

use ratatui::style::Style;

use super::panes;
use super::room::tone;
use crate::model::{BallotMethod, Round, Session, SideVotes, Spread};
use crate::widgets::Theme;
use crate::widgets::text::pad;

/// Columns for a side's name before its votes.
const NAMES: usize = 11;

/// A line with its style.
pub type Line = (String, Style);

/// Each side on one scale with its middle, and the gap.
pub fn round_lines(
    session: &Session,
    method: BallotMethod,
    round: &Round,
    width: usize,
    theme: &Theme,
    lines: &mut Vec<Line>,
) {
    let Some(spread) = Spread::of(&session.workshop, method, round) else {
        lines.push(("Nobody voted".into(), theme.muted));
        return;
    };
    let scale = Scale::new(method, &spread, width);
    if let Some(scale) = &scale {
        lines.push((scale.head(), theme.muted));
    }
    for side in &spread.sides {
        let style = panes::style(theme, tone(side.side));
        let votes = match &scale {
            Some(scale) => scale.votes(side),
            None => in_words(method, side),
        };
        let middle = if method == BallotMethod::YesNo {
            String::new()
        } else {
            format!("  middle {}", side.middle)
        };
        let name = pad(side.side.label(), NAMES);
        lines.push((format!("{name}{votes}{middle}"), style));
    }
    let away = round.votes.iter().filter(|v| v.absent).count();
    let away = if away > 0 {
        format!("   {away} away")
    } else {
        String::new()
    };
    let headline = spread.headline(method);
    let text = match method {
        BallotMethod::YesNo => format!("{headline}.{away}"),
        _ => format!("{headline}   middle of all {}{away}", spread.middle),
    };
    lines.push((text, theme.heading));
}

/// A scale from the smallest to the greatest vote, where it fits.
struct Scale {
    least: i64,
    most: i64,
    cell: usize,
    words: bool,
}

impl Scale {
    fn new(method: BallotMethod, spread: &Spread, width: usize) -> Option<Self> {
        let (low, high) = spread.range();
        let (least, most) = match method {
            BallotMethod::Gradients => (1, 5),
            BallotMethod::Fist => (0, 5),
            BallotMethod::YesNo => (0, 1),
            BallotMethod::Points => (low.min(0), high.max(0)),
        };
        let room = width.saturating_sub(NAMES + 13);
        let fits = |least: i64, most: i64| {
            let count = usize::try_from(most - least).ok()?.checked_add(1)?;
            let cell = (room / count).min(6);
            let widest = least.to_string().len().max(most.to_string().len());
            (cell > widest && cell >= 3).then_some(Self {
                least,
                most,
                cell,
                words: method == BallotMethod::YesNo,
            })
        };
        // Where zero is too far off the scale begins at the smallest vote.
        fits(least, most).or_else(|| fits(low, high))
    }

    fn head(&self) -> String {
        let word = |n: i64| match (self.words, n) {
            (true, 0) => "no".to_owned(),
            (true, _) => "yes".to_owned(),
            _ => n.to_string(),
        };
        let cells = (self.least..=self.most).map(|n| pad(&word(n), self.cell));
        format!("{}{}", pad("", NAMES), cells.collect::<String>())
    }

    /// A dot for each vote; a number where there are more than fit.
    fn votes(&self, side: &SideVotes) -> String {
        let cell = |n: i64| {
            let count = side.votes.iter().filter(|v| v.1 == n).count();
            let dots = if count < self.cell {
                "o".repeat(count)
            } else {
                format!("{count}o")
            };
            pad(&dots, self.cell)
        };
        (self.least..=self.most).map(cell).collect()
    }
}

/// A side's votes as a list, where no scale fits.
fn in_words(method: BallotMethod, side: &SideVotes) -> String {
    let votes: Vec<String> = side.votes.iter().map(|v| shown(method, v.1)).collect();
    votes.join(", ")
}

/// A vote as people say it.
pub fn shown(method: BallotMethod, number: i64) -> String {
    match (method, number) {
        (BallotMethod::YesNo, 0) => "no".into(),
        (BallotMethod::YesNo, _) => "yes".into(),
        _ => number.to_string(),
    }
}
