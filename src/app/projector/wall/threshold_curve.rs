//! How many leads qualify at each total that the hand-off rule could require.

use serde::{Deserialize, Serialize};

use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::evidence::{CountedLeads, EndedCounts, LeadSource, LeadSummary, ThresholdCounts};
use crate::model::wording::{count_noun, grouped};

/// How many leads qualify at each total that the hand-off rule could require.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThresholdCurve {
    /// What the lines show: `Who qualifies at each threshold`.
    pub title: String,
    /// Which leads are counted, and what else the rule asks of them, as sentences.
    pub counted: String,
    /// The present threshold; `None` if there is none.
    pub now: Option<i64>,
    /// The figures at the present threshold as phrases: `now 20: 54 of 300`, `won 40 of 98`.
    pub figures: Vec<String>,
    /// The totals that occur, ascending: at least two.
    pub totals: Vec<i64>,
    /// All leads, and those that ended well and badly, as far as there are such.
    pub lines: Vec<CurveLine>,
}

/// One line of the curve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurveLine {
    /// Whose it is: `all`, `won` or `lost`, `viable` or `rejected`.
    pub label: String,
    /// What became of them.
    pub ended: Ended,
    /// How many there are, whatever their total.
    pub of: usize,
    /// For each total that occurs, how many are counted from there on.
    pub at_least: Vec<usize>,
}

/// What became of the leads of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    /// All leads, however they ended.
    #[default]
    Anyhow,
    /// Those that ended well.
    Well,
    /// Those that ended badly.
    Badly,
}

impl Ended {
    fn of(self, counts: EndedCounts) -> usize {
        match self {
            Self::Anyhow => counts.leads,
            Self::Well => counts.good,
            Self::Badly => counts.bad,
        }
    }
}

/// The most totals that a curve has: more than a screen has columns.
const MOST_TOTALS: usize = 400;

impl ThresholdCurve {
    /// Calls a function for each text that somebody may have written. There is hardly one: figures
    /// and labels are the program's own.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self { title, .. } = self;
        change(title);
    }
}

/// Makes it, where there is something to show: at least two totals, and no sealed vote at which
/// the figures could hint.
pub(super) fn of(state: &State) -> Option<ThresholdCurve> {
    let session = state.session();
    if secrecy::hides_figures(session) || secrecy::hides_points(session) {
        return None;
    }
    curve_of(state.outlook.as_ref()?)
}

/// Makes it from a summary of leads.
fn curve_of(summary: &LeadSummary) -> Option<ThresholdCurve> {
    let noun = match summary.source {
        LeadSource::Recorded => "recorded lead",
        LeadSource::Samples => "lead we remember",
        LeadSource::Possible => "possible lead",
        LeadSource::Nothing => return None,
    };
    let counts = summary.threshold_counts();
    if counts.totals.len() < 2 {
        return None;
    }
    let words = summary.outcome_words();
    let kinds = [
        ("all", Ended::Anyhow),
        (words.good, Ended::Well),
        (words.bad, Ended::Badly),
    ];
    let kinds = kinds.map(|(label, ended)| (label, ended, ended.of(counts.all)));
    let kinds: Vec<_> = kinds.into_iter().filter(|(.., of)| *of > 0).collect();
    let thresholds = thinned(counts);
    Some(ThresholdCurve {
        title: match counts.counted {
            CountedLeads::TotalAlone => "Who reaches each threshold",
            _ => "Who qualifies at each threshold",
        }
        .into(),
        counted: format!(
            "{}. {}",
            count_noun(counts.all.leads, noun),
            rest_sentence(counts, summary.has_handoff_rule)
        ),
        now: counts.required,
        figures: figures(counts, &kinds),
        totals: thresholds.iter().map(|(total, _)| *total).collect(),
        lines: kinds
            .iter()
            .map(|(label, ended, of)| CurveLine {
                label: (*label).to_owned(),
                ended: *ended,
                of: *of,
                at_least: thresholds.iter().map(|(_, c)| ended.of(*c)).collect(),
            })
            .collect(),
    })
}

/// Says what else the hand-off rule asks of the leads counted.
fn rest_sentence(counts: &ThresholdCounts, has_rule: bool) -> &'static str {
    match (counts.counted, counts.required) {
        (CountedLeads::TotalIsRule, _) => "The hand-off rule asks for nothing else.",
        (CountedLeads::MeetRest, Some(_)) => "The rest of the hand-off rule stays as it is.",
        (CountedLeads::MeetRest, None) => "As if the hand-off rule asked for a total, too.",
        (CountedLeads::TotalAlone, _) if has_rule => {
            "By the total alone, without the rest of the hand-off rule."
        }
        (CountedLeads::TotalAlone, _) => "By the total alone: the hand-off has no rule yet.",
    }
}

fn figures(counts: &ThresholdCounts, kinds: &[(&str, Ended, usize)]) -> Vec<String> {
    let Some(now) = counts.required else {
        return Vec::new();
    };
    let reach = counts.at_least(now);
    let phrase = |(label, ended, of): &(&str, Ended, usize)| {
        let label = match ended {
            Ended::Anyhow => format!("now {}:", grouped(now)),
            Ended::Well | Ended::Badly => (*label).to_owned(),
        };
        format!("{label} {} of {}", grouped(ended.of(reach)), grouped(*of))
    };
    kinds.iter().map(phrase).collect()
}

/// Returns the counts at each total, or at some of so many: the least, the greatest and every
/// so-manyth.
fn thinned(counts: &ThresholdCounts) -> Vec<(i64, EndedCounts)> {
    let all = counts.by_threshold();
    let last = all.len().saturating_sub(1);
    let every = all.len().div_ceil(MOST_TOTALS).max(1);
    let kept = all.into_iter().enumerate();
    let kept = kept.filter(|(at, _)| at % every == 0 || *at == last);
    kept.map(|(_, counts)| counts).collect()
}
