//! Step 6, Points: the criteria, and how many points each answer is worth.

use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, Tone};
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::answer_history;
use crate::app::steps::board_rows;
use crate::app::steps::fewer_criteria;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::page_rows::page_rows;
use crate::app::steps::possible_leads;
use crate::app::steps::screen::Screen;
use crate::evidence::history::PageGroup;
use crate::model::record::{Kind, Place};
use crate::model::{Criterion, CriterionKind, Definition, Id, Reference, Session, wording};

/// The Points step.
pub struct PointsScreen;

impl Screen for PointsScreen {
    fn step(&self) -> Step {
        Step::Points
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let definition = &state.session().definition;
        let mut rows = Vec::new();
        for kind in [CriterionKind::Fit, CriterionKind::Behaviour] {
            let (least, most) = kind_points_range(definition, kind);
            let best = if secrecy::hides_points(state.session()) {
                secrecy::HIDDEN.to_owned()
            } else if least < 0 {
                format!("{least} to {most}")
            } else {
                format!("max {most}")
            };
            rows.push(Row::heading(kind.label().to_uppercase(), best));
            for criterion in definition.criteria.iter().filter(|c| c.kind == kind) {
                let place = Place::new(Kind::Criterion, criterion.id.clone());
                let mark = if criterion.suggested { "?" } else { "" };
                let row = Row::new(
                    RowTarget::Record(place),
                    &criterion.name,
                    criterion_points_text(state.session(), criterion),
                )
                .indent(1)
                .mark(mark);
                rows.push(if criterion.has_points() {
                    row
                } else {
                    row.tone(Tone::Warn)
                });
            }
        }
        if !definition.groups.is_empty() {
            rows.push(Row::heading("GROUPS: COUNTED TOGETHER", ""));
        }
        for group in &definition.groups {
            let place = Place::new(Kind::Group, group.id.clone());
            let cap = match (group.min, group.max) {
                (None, Some(max)) => format!("at most {max}"),
                (Some(min), None) => format!("at least {min}"),
                (Some(min), Some(max)) => format!("{min} to {max}"),
                (None, None) => "no cap yet".into(),
            };
            rows.push(Row::new(RowTarget::Record(place), &group.name, cap).indent(1));
        }
        rows.extend(fewer_criteria::list_rows(state));
        rows.extend(page_rows(state, PageGroup::Points, "HISTORY'S OPINION"));
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        if matches!(row.target, RowTarget::Page(_)) {
            return Vec::new();
        }
        let RowTarget::Record(place) = &row.target else {
            return fewer_criteria::detail_rows(state);
        };
        let session = state.session();
        let mut rows = field_rows(session, place, state.cursor().more);
        let criterion = session.definition.criterion(place.id.as_str());
        let Some(criterion) = criterion.filter(|_| place.kind == Kind::Criterion) else {
            rows.extend(possible_leads::example_rows(state, place));
            return rows;
        };
        let hidden = if criterion.answers.is_empty() {
            "combine"
        } else {
            "points"
        };
        rows.retain(|r| !matches!(&r.target, RowTarget::Field(_, key) if *key == hidden));
        let mut all: Vec<Row> = criterion
            .answers
            .iter()
            .map(|answer| {
                let place = Place::part(Kind::Answer, criterion.id.clone(), answer.id.clone());
                let note = answer
                    .when
                    .as_ref()
                    .map(wording::condition)
                    .unwrap_or_default();
                let note = if answer.otherwise {
                    "otherwise".to_owned()
                } else {
                    note
                };
                let reference = Reference::answer(criterion.id.clone(), answer.id.clone());
                let points = secrecy::points_text(session, &reference, answer.points);
                Row::new(RowTarget::Record(place), points, &answer.label).note(note)
            })
            .collect();
        if !all.is_empty() {
            all.insert(0, Row::heading("POINTS", "ANSWER"));
        }
        // The answers come first: they are what the room talks about. What leads say of them follows.
        let history = answer_history::history_rows(state, criterion);
        if !history.is_empty() {
            all.extend(history);
            all.push(Row::heading("", ""));
        }
        all.extend(rows);
        all.extend(board_rows::board_rows(session, place));
        all.extend(possible_leads::example_rows(state, place));
        all
    }

    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable> {
        let behaviour = Addable::new(Kind::Criterion)
            .with_field("kind", "behaviour")
            .with_label("behaviour: something a lead does");
        let fit = Addable::new(Kind::Criterion)
            .with_field("kind", "fit")
            .with_label("fit criterion: something a lead is");
        let group = Addable::new(Kind::Group).with_label("group");
        let Some(Row {
            target: RowTarget::Record(place),
            ..
        }) = row
        else {
            return vec![fit, behaviour, group];
        };
        match place.kind {
            Kind::Criterion => {
                let answer =
                    Addable::part(Kind::Answer, &place.id).with_label("answer of this criterion");
                let is_fit = state
                    .session()
                    .definition
                    .criterion(place.id.as_str())
                    .is_some_and(|c| c.kind == CriterionKind::Fit);
                let in_detail = state.cursor().pane == Pane::Detail;
                let mut all = if is_fit {
                    vec![fit, behaviour]
                } else {
                    vec![behaviour, fit]
                };
                all.insert(usize::from(!in_detail), answer);
                all.push(group);
                all.push(board_rows::addable(place));
                all
            }
            _ => vec![group, fit, behaviour],
        }
    }

    fn is_done(&self, session: &Session) -> bool {
        let criteria = &session.definition.criteria;
        !criteria.is_empty() && criteria.iter().all(Criterion::has_points)
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Plus,
            Action::Edit,
            Action::Add,
            Action::Ballot,
            Action::QuickList,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No criteria yet: press A to type a list, one per line, with points after a tab."
    }
}

/// A criterion's points at a glance: `5 / 3 / 0`.
fn criterion_points_text(session: &Session, criterion: &Criterion) -> String {
    if !criterion.has_points() && criterion.answers.is_empty() {
        return "no points".into();
    }
    if let Some(points) = criterion.points.filter(|p| p.each().is_some())
        && criterion.answers.is_empty()
    {
        let place = Place::new(Kind::Criterion, criterion.id.clone());
        return if secrecy::hides_field(session, &place, "points") {
            "?".into()
        } else {
            points.to_string()
        };
    }
    let all = criterion.answer_list();
    let reference = |answer: &str| match Id::new(answer) {
        Ok(answer) if !criterion.is_yes_no() => Reference::answer(criterion.id.clone(), answer),
        _ => Reference::bare(criterion.id.clone()),
    };
    all.iter()
        .map(|a| secrecy::points_text(session, &reference(a.id), a.points))
        .collect::<Vec<_>>()
        .join(" / ")
}

/// Lowest and highest points of a kind, with caps applied.
fn kind_points_range(definition: &Definition, kind: CriterionKind) -> (i64, i64) {
    let mut sums = (0_i64, 0_i64);
    let mut grouped = std::collections::HashSet::new();
    for group in &definition.groups {
        let mut inside = (0_i64, 0_i64);
        for id in &group.of {
            let Some(c) = definition.criterion(id.as_str()).filter(|c| c.kind == kind) else {
                continue;
            };
            if grouped.insert(id.clone()) {
                let (least, most) = c.range();
                inside = (
                    inside.0.saturating_add(least),
                    inside.1.saturating_add(most),
                );
            }
        }
        let of_kind = group.of.iter().any(|id| {
            definition
                .criterion(id.as_str())
                .is_some_and(|c| c.kind == kind)
        });
        if of_kind {
            let clamp = |n: i64| {
                let n = group.min.map_or(n, |min| n.max(min));
                group.max.map_or(n, |max| n.min(max))
            };
            sums = (
                sums.0.saturating_add(clamp(inside.0)),
                sums.1.saturating_add(clamp(inside.1)),
            );
        }
    }
    for c in definition
        .criteria
        .iter()
        .filter(|c| c.kind == kind && !grouped.contains(&c.id))
    {
        let (least, most) = c.range();
        sums = (sums.0.saturating_add(least), sums.1.saturating_add(most));
    }
    sums
}
