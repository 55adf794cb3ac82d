//! Two variants as lines with a column for each: the points and rules that differ, and what either
//! does with the leads.

use serde::{Deserialize, Serialize};

use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::variant::{Variant, VariantComparison, VariantFigures};
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::field_text;
use crate::evidence::{LeadSource, LeadSummary, MovedLeads};
use crate::model::record::{Kind, Place};
use crate::model::rule_parts::{self, RulePart};
use crate::model::{Session, wording};

/// A line of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantLine {
    /// What is compared.
    pub what: String,
    /// What it is in A and in B.
    pub values: [String; 2],
    /// Whether it heads the lines below.
    pub heading: bool,
}

impl VariantLine {
    fn new(what: impl Into<String>, a: impl Into<String>, b: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            values: [a.into(), b.into()],
            heading: false,
        }
    }

    fn heading(what: impl Into<String>) -> Self {
        Self {
            heading: true,
            ..Self::new(what, "", "")
        }
    }
}

/// Returns the lines of the variants being compared; none if none are.
pub fn variant_lines(state: &State) -> Vec<VariantLine> {
    lines(state, moved_text)
}

/// Returns the same lines without names of leads, for the room.
pub fn lines_without_names(state: &State) -> Vec<VariantLine> {
    lines(state, |moved| wording::grouped(moved.count))
}

/// How leads that moved are put into words.
type MovedText = fn(&MovedLeads) -> String;

fn lines(state: &State, moved: MovedText) -> Vec<VariantLine> {
    if secrecy::hides_figures(state.session()) {
        return vec![VariantLine::heading(FIGURES_HIDDEN)];
    }
    let Some(comparison) = &state.variants.comparison else {
        return Vec::new();
    };
    let mut lines = differing_settings(state.session(), comparison);
    match &comparison.figures {
        None => lines.push(VariantLine::heading("Scoring ...")),
        Some(figures) => {
            lines.extend(lead_lines(comparison, figures, moved));
            lines.extend(possible_lines(figures));
        }
    }
    lines
}

/// The points and rules that differ.
fn differing_settings(session: &Session, comparison: &VariantComparison) -> Vec<VariantLine> {
    let [a, b] = comparison.definitions.clone().map(|definition| Session {
        definition,
        ..session.clone()
    });
    let kept = Variant::of(&a);
    let mut lines = Vec::new();
    for setting in kept.differences(&b) {
        let Some(record) = b.record(&setting.at) else {
            continue;
        };
        if setting.key == "rule" {
            lines.extend(differing_parts(&a, &b, &setting.at));
            continue;
        }
        let spec = record.specs().into_iter().find(|s| s.key == setting.key);
        let Some(spec) = spec else { continue };
        let now = record.get(setting.key).unwrap_or_default();
        let title = whole_title(&b, &setting.at);
        let what = match setting.key {
            "points" => title,
            _ => format!("{title}: {}", spec.label.to_lowercase()),
        };
        let before = field_text(&a, spec.shape, &setting.text);
        lines.push(VariantLine::new(
            what,
            before,
            field_text(&b, spec.shape, &now),
        ));
    }
    if lines.is_empty() {
        lines.push(VariantLine::heading("The same points and rules"));
    }
    lines
}

/// Returns a record's title, of an answer with its criterion's before it.
fn whole_title(session: &Session, at: &Place) -> String {
    let title = session.title_of(at);
    match &at.parent {
        Some(criterion) if at.kind == Kind::Answer => {
            let criterion = session.title_of(&Place::new(Kind::Criterion, criterion.clone()));
            format!("{criterion}: {title}")
        }
        _ => title,
    }
}

/// A part of a rule as it is compared: its kind, and its number or phrase.
type PartText = (String, String);

/// Returns the parts of a rule, those with points first.
fn part_texts(session: &Session, at: &Place) -> Vec<PartText> {
    let definition = &session.definition;
    let rule = rule_parts::rule_at(session, at);
    let text = |part: &RulePart| match part {
        RulePart::Points(of) => {
            let least = rule_parts::part_number(&rule, part).unwrap_or_default();
            let of = wording::points_of(definition, of);
            (format!("points {of}"), least.to_string())
        }
        part => {
            let (kind, phrase) = rule_parts::part_phrase(definition, &rule, part);
            (kind.to_owned(), phrase)
        }
    };
    rule_parts::parts_of(&rule).iter().map(text).collect()
}

/// The parts that only one of two rules has, those of a kind side by side.
fn differing_parts(a: &Session, b: &Session, at: &Place) -> Vec<VariantLine> {
    let (mut only_a, mut only_b) = (part_texts(a, at), part_texts(b, at));
    only_a.retain(|part| {
        let same = only_b.iter().position(|other| other == part);
        same.map(|index| only_b.remove(index)).is_none()
    });
    let title = b.title_of(at);
    let line = |kind: &str, a: &str, b: &str| VariantLine::new(format!("{title}: {kind}"), a, b);
    let mut lines = Vec::new();
    for (kind, before) in &only_a {
        let pair = only_b.iter().position(|(other, _)| other == kind);
        let now = pair.map(|index| only_b.remove(index).1);
        lines.push(line(kind, before, now.as_deref().unwrap_or("-")));
    }
    lines.extend(only_b.iter().map(|(kind, now)| line(kind, "-", now)));
    lines
}

/// What becomes of the leads that have names.
fn lead_lines(
    comparison: &VariantComparison,
    figures: &VariantFigures,
    moved_text: MovedText,
) -> Vec<VariantLine> {
    let Some([a, b]) = &figures.leads else {
        return Vec::new();
    };
    if !b.has_named_leads() {
        return Vec::new();
    }
    let noun = match b.source {
        LeadSource::Recorded => "recorded lead",
        _ => "lead we remember",
    };
    let title = format!("Of the {}", wording::count_noun(count(b.tally.leads), noun));
    let mut lines = vec![VariantLine::heading(title)];
    let qualify = |summary: &LeadSummary| {
        if summary.has_handoff_rule {
            wording::grouped(summary.tally.qualify)
        } else {
            "no hand-off rule".into()
        }
    };
    lines.push(VariantLine::new("qualify", qualify(a), qualify(b)));
    let moves = b.reclassified_since(a);
    for (what, moved) in [
        ("come in", &moves.newly_qualified),
        ("go out", &moves.no_longer_qualified),
    ] {
        if moved.count > 0 {
            lines.push(VariantLine::new(what, "", moved_text(moved)));
        }
    }
    let definition = &comparison.definitions[1];
    for text in moves.move_texts(definition) {
        lines.push(VariantLine::new("get another disposition", "", text));
    }
    let words = b.outcome_words();
    let of = |(inside, all): (usize, usize)| {
        format!("{} of {}", wording::grouped(inside), wording::grouped(all))
    };
    for (word, ended) in [
        (words.good, [a.tally.won, b.tally.won]),
        (words.bad, [a.tally.lost, b.tally.lost]),
    ] {
        if ended[1].1 > 0 {
            let [before, now] = ended.map(of);
            lines.push(VariantLine::new(
                format!("{word}, and qualify"),
                before,
                now,
            ));
        }
    }
    lines
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// How many leads moved, with the first few by name.
fn moved_text(moved: &MovedLeads) -> String {
    let names: Vec<&str> = moved.named.iter().map(|lead| lead.title.as_str()).collect();
    let more = if moved.count > names.len() {
        ", ..."
    } else {
        ""
    };
    format!(
        "{}: {}{more}",
        wording::grouped(moved.count),
        names.join(", ")
    )
}

/// What becomes of the possible leads.
fn possible_lines(figures: &VariantFigures) -> Vec<VariantLine> {
    let Some(possible) = &figures.possible else {
        return vec![VariantLine::heading("Counting the possible leads ...")];
    };
    let title = match &possible.all {
        Some(all) => format!("Of {}", all.with_noun("possible lead")),
        None => "Of the possible leads".into(),
    };
    let [a, b] = possible.qualify.each_ref().map(|leads| match leads {
        Some(leads) => format!("{leads:#}"),
        None => "not proved".into(),
    });
    vec![
        VariantLine::heading(title),
        VariantLine::new("qualify", a, b),
    ]
}
