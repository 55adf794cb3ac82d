//! What the model now says of the leads, as sentences: the strip for those who read lines.

use super::hidden;
use super::state::State;
use crate::evidence::{Outlook, Source};
use crate::model::wording;

/// What the model now says, in one or two sentences; the second tells who came in or went out
/// since before the last edit.
pub fn said(state: &State) -> Vec<String> {
    if hidden::figures(state.session()) {
        return vec![super::sentence(hidden::FIGURES)];
    }
    let Some(outlook) = &state.outlook else {
        return vec!["The leads are being scored.".into()];
    };
    let mut lines = vec![figures(state, outlook)];
    let base = state.baseline.as_ref();
    let Some(before) = base.filter(|before| before.source == outlook.source) else {
        return lines;
    };
    let moves = outlook.moves_since(before);
    let named = |leads: &crate::evidence::Moved| -> String {
        let one = |(name, from, to): &(String, i64, i64)| {
            if from == to {
                format!("{name} {to}")
            } else {
                format!("{name} {from} > {to}")
            }
        };
        let more = match leads.number.saturating_sub(5) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!(
            "{}{more}",
            leads
                .first
                .iter()
                .take(5)
                .map(one)
                .collect::<Vec<_>>()
                .join(", ")
        )
    };
    let mut moved = Vec::new();
    if !moves.came_in.first.is_empty() {
        moved.push(format!("In: {}.", named(&moves.came_in)));
    }
    if !moves.went_out.first.is_empty() {
        moved.push(format!("Out: {}.", named(&moves.went_out)));
    }
    if !moved.is_empty() {
        lines.push(moved.join(" "));
    }
    lines
}

fn figures(state: &State, outlook: &Outlook) -> String {
    let count = |n: usize, noun: &str| wording::counted(i64::try_from(n).unwrap_or(i64::MAX), noun);
    let tally = &outlook.tally;
    let of = match outlook.source {
        Source::Nothing if state.session().definition.criteria.is_empty() => {
            return "Nothing is scored yet: add criteria on Points.".into();
        }
        Source::Nothing => {
            return "No leads yet: sketch one on Preview, or name a file on Evidence.".into();
        }
        Source::Recorded => format!("Of {}", count(tally.leads, "recorded lead")),
        Source::Samples => format!("Of {} we remember", count(tally.leads, "lead")),
        Source::Possible => format!("Of all {} possible leads", tally.leads),
    };
    if !outlook.has_rule {
        let (least, most) = match (tally.histogram.first(), tally.histogram.last()) {
            (Some(first), Some(last)) => (first.0, last.0),
            _ => (0, 0),
        };
        return format!(
            "{of}: points only, {least} to {most}; give the hand-off stage a rule on Rules."
        );
    }
    let mut text = format!("{of}: qualify {}", tally.qualify);
    if tally.could > tally.qualify {
        text.push_str(&format!(", up to {}", tally.could));
    }
    let before = state.baseline.as_ref();
    if let Some(before) = before.filter(|b| b.source == outlook.source)
        && before.tally.qualify != tally.qualify
    {
        text.push_str(&format!(" (was {})", before.tally.qualify));
    }
    if tally.won.1 > 0 {
        text.push_str(&format!("; of {} won: {} in", tally.won.1, tally.won.0));
    }
    if tally.lost.1 > 0 {
        text.push_str(&format!("; of {} lost: {} in", tally.lost.1, tally.lost.0));
    }
    text.push('.');
    text
}
