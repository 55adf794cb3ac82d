//! What the model says of the leads, as sentences: the strip in words, for plain mode.

use crate::app::input::sentence;
use crate::app::projector::lead_figures::{moved_text, points_only, qualify_count, up_to, was};
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::evidence::{LeadSource, LeadSummary};
use crate::model::wording;

/// The most leads named as coming in, or dropping out.
const MAX_NAMES: usize = 5;

/// Describes what the model says in one or two sentences; the second names the leads that came in
/// or dropped out with the last edit, and counts those that only got another disposition.
pub fn outlook_sentences(state: &State) -> Vec<String> {
    if secrecy::hides_figures(state.session()) {
        return vec![sentence::sentence(secrecy::FIGURES_HIDDEN)];
    }
    let Some(outlook) = &state.outlook else {
        return vec!["The leads are being scored.".into()];
    };
    let mut lines = vec![figures_sentence(state, outlook)];
    let base = state.baseline.as_ref();
    let Some(before) = base.filter(|before| before.source == outlook.source) else {
        return lines;
    };
    let moves = outlook.reclassified_since(before);
    let mut moved = Vec::new();
    if !moves.newly_qualified.named.is_empty() {
        moved.push(format!(
            "In: {}.",
            moved_text(&moves.newly_qualified, MAX_NAMES)
        ));
    }
    if !moves.no_longer_qualified.named.is_empty() {
        moved.push(format!(
            "Out: {}.",
            moved_text(&moves.no_longer_qualified, MAX_NAMES)
        ));
    }
    let other = moves.move_texts(&state.session().definition);
    moved.extend((!other.is_empty()).then(|| format!("{}.", other.join("; "))));
    if !moved.is_empty() {
        lines.push(moved.join(" "));
    }
    lines
}

fn figures_sentence(state: &State, outlook: &LeadSummary) -> String {
    let count =
        |n: usize, noun: &str| wording::count_noun(i64::try_from(n).unwrap_or(i64::MAX), noun);
    let tally = &outlook.tally;
    let of = match outlook.source {
        LeadSource::Nothing if state.session().definition.criteria.is_empty() => {
            return "Nothing is scored yet: add criteria on Points.".into();
        }
        LeadSource::Nothing => {
            return "No leads yet: sketch one on Preview, or choose a file on Evidence.".into();
        }
        LeadSource::Recorded => format!("Of the {}", count(tally.leads, "recorded lead")),
        LeadSource::Samples => format!("Of the {}", count(tally.leads, "lead we remember")),
        LeadSource::Possible => format!("Of all {}", count(tally.leads, "possible lead")),
    };
    if !outlook.has_handoff_rule {
        return format!("{of}: {}.", points_only(outlook));
    }
    let mut text = format!("{of}, {}{}", qualify_count(outlook), up_to(outlook));
    text.push_str(&was(outlook, state.baseline.as_deref()));
    let words = outlook.outcome_words();
    let mut ended = Vec::new();
    if tally.won.1 > 0 {
        let (inside, all) = tally.won;
        ended.push(in_of(inside, all, words.good));
    }
    if tally.lost.1 > 0 {
        let (inside, all) = tally.lost;
        ended.push(in_of(inside, all, words.bad));
    }
    if !ended.is_empty() {
        text.push_str("; ");
        text.push_str(&ended.join(", "));
        let other = tally.ended_neither_way();
        if other > 0 {
            text.push_str(&format!("; {} other", wording::grouped(other)));
        }
    }
    text.push('.');
    text
}

/// How many of the leads that ended one way are in: `3 of the 5 won are in`.
fn in_of(inside: usize, all: usize, ended: &str) -> String {
    let verb = if inside == 1 { "is" } else { "are" };
    format!(
        "{} of the {} {ended} {verb} in",
        wording::grouped(inside),
        wording::grouped(all)
    )
}
