//! The rows of a sheet by the gap between the sides.

use serde::{Deserialize, Serialize};

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::sheet_box::{ShownLine, line_round, shown_lines};
use crate::app::projector::lead_title::lead_title;
use crate::app::secrecy;
use crate::app::state::median_trial::MedianEffect;
use crate::app::state::workbench::State;
use crate::model::{BallotMethod, Session, Side, Spread, Subject, SubjectKind};

/// The rows of a sheet by the gap between the sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetGaps {
    /// What it shows.
    pub title: String,
    /// The lines, the furthest apart first.
    pub lines: Vec<SheetGapLine>,
    /// The index of the selected line.
    pub selected: usize,
    /// What taking either side's median of the selected line would do, once that is known.
    #[serde(default)]
    pub effects: Vec<MedianEffect>,
}

/// A line of a sheet with its votes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetGapLine {
    /// What was voted on, after the number of the round unless it is the first.
    pub label: String,
    /// The votes.
    pub votes: GapVotes,
    /// Whether the sides are too far apart to accept the median.
    pub is_disputed: bool,
}

/// The votes on a line of a sheet, by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GapVotes {
    /// Nobody voted.
    #[default]
    None,
    /// Points: twice the median of each side that voted, so that halves are whole, and twice the
    /// gap between Sales and Marketing.
    Points {
        /// The median of Sales.
        sales: Option<i64>,
        /// The median of Marketing.
        marketing: Option<i64>,
        /// The median of all votes where they are kept without sides.
        all: Option<i64>,
        /// The gap; `None` unless both sides voted.
        gap: Option<i64>,
    },
    /// Yes or no: how many said yes, of how many.
    YesNo {
        /// Of Sales.
        sales: Option<(usize, usize)>,
        /// Of Marketing.
        marketing: Option<(usize, usize)>,
        /// Of all where votes are kept without sides.
        all: Option<(usize, usize)>,
    },
}

impl SheetGaps {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title, lines, .. } = self;
        change(title);
        for line in lines {
            change(&mut line.label);
        }
    }
}

/// Makes it, where there is something to show: the open sheet, once its votes are shown.
pub(super) fn of(state: &State) -> Option<SheetGaps> {
    let mut dialogs = state.dialogs.iter().rev();
    let sheet = dialogs.find_map(|dialog| match dialog {
        Dialog::Sheet(sheet) => Some(sheet),
        _ => None,
    })?;
    let session = state.session();
    if !sheet.is_shown(session) {
        return None;
    }
    let shown = shown_lines(session, sheet.method);
    let selected = sheet.cursor.min(shown.len().saturating_sub(1));
    let effects = shown
        .get(selected)
        .map_or_else(Vec::new, |line| effects(state, &line.subject));
    let lines: Vec<SheetGapLine> = shown
        .iter()
        .map(|line| gap_line(session, line, sheet.method))
        .collect();
    let title = match sheet.method {
        BallotMethod::YesNo => "Yes by side, the furthest apart first",
        _ => "Votes by gap, the widest first",
    };
    Some(SheetGaps {
        title: title.into(),
        selected,
        lines,
        effects,
    })
}

/// What the medians of a line would do, unless a vote hides figures.
fn effects(state: &State, subject: &Subject) -> Vec<MedianEffect> {
    if secrecy::hides_figures(state.session()) {
        return Vec::new();
    }
    let medians = state.room_view.medians.as_ref().zip(state.outlook.as_ref());
    medians.map_or_else(Vec::new, |(medians, outlook)| {
        medians.effects_of(subject, outlook).to_vec()
    })
}

fn gap_line(session: &Session, line: &ShownLine, method: BallotMethod) -> SheetGapLine {
    let subject = &line.subject;
    // A sample lead may be named after somebody.
    let title = match subject.kind() {
        Some(SubjectKind::Forward) => lead_title(session, &subject.place.id),
        _ => subject.title(session),
    };
    let label = match line_round(session, subject) {
        1 => title,
        round => format!("round {round}: {title}"),
    };
    let spread = line.spread.as_ref();
    SheetGapLine {
        label,
        votes: spread.map_or(GapVotes::None, |spread| gap_votes(spread, method)),
        is_disputed: spread.is_some_and(|spread| spread.is_disputed(method)),
    }
}

fn gap_votes(spread: &Spread, method: BallotMethod) -> GapVotes {
    let of = |side: Option<Side>| spread.sides.iter().find(|votes| votes.side == side);
    let [sales, marketing, all] = [Some(Side::Sales), Some(Side::Marketing), None].map(of);
    if method == BallotMethod::YesNo {
        let yes = |votes: &crate::model::SideVotes| {
            let yes = votes.votes.iter().filter(|vote| vote.1 == 1);
            (yes.count(), votes.votes.len())
        };
        return GapVotes::YesNo {
            sales: sales.map(yes),
            marketing: marketing.map(yes),
            all: all.map(yes),
        };
    }
    let has_both = sales.is_some() && marketing.is_some();
    GapVotes::Points {
        sales: sales.map(|votes| votes.median.doubled),
        marketing: marketing.map(|votes| votes.median.doubled),
        all: all.map(|votes| votes.median.doubled),
        gap: has_both.then_some(spread.doubled_gap),
    }
}
