//! Step 7, Rules: entry rules of stages, the hand-off, routing rules, bands and dispositions.

use crate::app::input::command::{Command, RuleCommand};
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, StepAction, Tone};
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::default_handoff::default_handoff;
use crate::app::steps::field_rows::{every_field_row, field_rows};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::possible_leads;
use crate::app::steps::screen::Screen;
use crate::model::record::{Kind, Place};
use crate::model::{Session, rule_parts, wording};

/// The Rules step.
pub struct RulesScreen;

impl Screen for RulesScreen {
    fn step(&self) -> Step {
        Step::Rules
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let session = state.session();
        let definition = &session.definition;
        let record = |kind, id: &crate::model::Id| RowTarget::Record(Place::new(kind, id.clone()));
        let mut rows = vec![Row::heading("WHO ENTERS A STAGE", "")];
        let handoff = definition.handoff.as_ref().map(|h| &h.stage);
        for stage in &definition.stages {
            let value = match &stage.rule {
                Some(_) if secrecy::hides_threshold(session, &stage_place(stage)) => {
                    secrecy::HIDDEN.into()
                }
                Some(rule) if stage.decided_by.is_none() => rule_summary(rule),
                _ => short_entry(stage),
            };
            let mark = if Some(&stage.id) == handoff { "*" } else { "" };
            rows.push(
                Row::new(record(Kind::Stage, &stage.id), &stage.name, value)
                    .indent(1)
                    .mark(mark),
            );
        }
        rows.push(Row::heading("HAND-OFF TO SALES", ""));
        rows.push(match &definition.handoff {
            Some(handoff) => {
                let stage = definition
                    .stage(handoff.stage.as_str())
                    .map_or("?", |s| s.name.as_str());
                Row::new(
                    RowTarget::Record(Place::single(Kind::Handoff)),
                    format!("At {stage}"),
                    &handoff.to,
                )
                .indent(1)
            }
            None => Row::new(
                RowTarget::StepAction(StepAction::MakeHandoff),
                "None yet",
                "Enter adds one",
            )
            .tone(Tone::Warn)
            .indent(1),
        });
        rows.push(Row::heading("ROUTING RULES, BEFORE THE BANDS", ""));
        for route in &definition.routes {
            let next = wording::disposition(definition, route.disposition.as_str());
            rows.push(Row::new(record(Kind::Route, &route.id), route.title(), next).indent(1));
        }
        rows.push(Row::heading("WHAT NO LEAD CAN BE", ""));
        for never in &definition.never {
            let what = never.rule.as_ref().map_or_else(
                || "nothing yet".to_owned(),
                |rule| wording::rule(definition, rule),
            );
            rows.push(Row::new(record(Kind::Never, &never.id), never.id.as_str(), what).indent(1));
        }
        rows.push(Row::heading("BANDS OF THE TOTAL", "from"));
        for band in &definition.bands {
            let from = match band.from {
                Some(_) if secrecy::hides_bands(state.session()) => secrecy::HIDDEN.into(),
                Some(from) => from.to_string(),
                None => "lowest".into(),
            };
            rows.push(Row::new(record(Kind::Band, &band.id), &band.name, from).indent(1));
        }
        rows.push(Row::heading("DISPOSITION: WHAT WE DO NEXT", ""));
        for next in &definition.dispositions {
            rows.push(
                Row::new(
                    record(Kind::Disposition, &next.id),
                    &next.name,
                    next.action.label(),
                )
                .indent(1),
            );
        }
        rows.push(Row::heading("NURTURE TRACKS", ""));
        for track in &definition.tracks {
            rows.push(Row::new(record(Kind::Track, &track.id), &track.name, "").indent(1));
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        let RowTarget::Record(place) = &row.target else {
            return Vec::new();
        };
        let session = state.session();
        let mut rows = match place.kind {
            Kind::Stage => stage_detail(state, place),
            Kind::Route => {
                let mut rows = every_field_row(session, place);
                rows.retain(|r| !matches!(&r.target, RowTarget::Field(_, "rule")));
                let mut all = vec![Row::heading("WHEN ALL OF THESE HOLD", "")];
                all.extend(part_rows(state, place));
                all.push(Row::heading("THEN", ""));
                all.extend(rows);
                all
            }
            Kind::Never => {
                let mut rows = every_field_row(session, place);
                rows.retain(|r| !matches!(&r.target, RowTarget::Field(_, "rule")));
                let mut all = vec![Row::heading("NO LEAD HAS ALL OF THESE", "")];
                all.extend(part_rows(state, place));
                all.push(Row::heading("BECAUSE", ""));
                all.extend(rows);
                all
            }
            _ => {
                let mut rows = sentence_rows(state, place);
                rows.extend(field_rows(session, place, state.cursor().more));
                rows
            }
        };
        if let Some(line) = possible_leads::count_row(state, place) {
            let after = usize::from(rows.first().is_some_and(|row| row.heading));
            rows.insert(after, line);
        }
        rows.extend(possible_leads::example_rows(state, place));
        rows
    }

    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable> {
        let definition = &state.session().definition;
        let keeps =
            |d: &&crate::model::Disposition| d.action != crate::model::DispositionAction::Forward;
        let first = definition
            .dispositions
            .iter()
            .find(keeps)
            .map(|d| d.id.to_string());
        let mut route =
            Addable::new(Kind::Route).with_label("routing rule: decides before the bands");
        if let Some(first) = first {
            route = route.with_field("disposition", first);
        }
        let band = Addable::new(Kind::Band).with_label("band of the total");
        let mut all = vec![
            band,
            route,
            Addable::new(Kind::Disposition),
            Addable::new(Kind::Track),
            Addable::new(Kind::Never).with_label("never rule: what no lead can be"),
        ];
        if definition.handoff.is_none() {
            all.push(default_handoff(state.session()));
        }
        if let Some(Row {
            target: RowTarget::Record(place),
            ..
        }) = row
        {
            all.sort_by_key(|a| a.kind != place.kind);
        }
        all
    }

    fn act(&self, state: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        let makes = *focus.target() == RowTarget::StepAction(StepAction::MakeHandoff);
        if action == Action::Edit && makes {
            return Some(Command::Rule(RuleCommand::MakeHandoff));
        }
        // In the list, `a` on a stage or route adds a part to its rule.
        if action == Action::Add
            && state.cursor().pane == Pane::Detail
            && let RowTarget::Record(place) = focus.list_target()
            && matches!(place.kind, Kind::Stage | Kind::Route | Kind::Never)
        {
            return Some(Command::Rule(RuleCommand::AskKind(place.clone())));
        }
        None
    }

    fn is_done(&self, session: &Session) -> bool {
        let definition = &session.definition;
        definition.handoff_stage().is_some_and(|s| s.rule.is_some()) && !definition.bands.is_empty()
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::MoveLinked,
            Action::Plus,
            Action::Edit,
            Action::Add,
            Action::Ballot,
            Action::Delete,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No rules yet: add stages first, on Stages."
    }
}

/// A rule at a glance: `20 points + 3 more`.
fn rule_summary(rule: &crate::model::Rule) -> String {
    let parts = rule_parts::parts_of(rule).len();
    match rule.threshold() {
        Some(points) if parts > 1 => {
            format!(
                "{} + {} more",
                wording::count_noun(points, "point"),
                parts - 1
            )
        }
        Some(points) => wording::count_noun(points, "point"),
        None => wording::count_noun(i64::try_from(parts).unwrap_or(0), "part"),
    }
}

fn stage_place(stage: &crate::model::Stage) -> Place {
    Place::new(Kind::Stage, stage.id.clone())
}

fn short_entry(stage: &crate::model::Stage) -> String {
    if stage.decided_by.is_some() {
        "decided by a person".into()
    } else {
        "every lead".into()
    }
}

fn stage_detail(state: &State, place: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    let Some(stage) = definition.stage(place.id.as_str()) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    if stage.decided_by.is_some() {
        rows.push(Row::info("Entry", "a person decides; no rule is computed"));
        rows.push(Row::new(
            RowTarget::Field(place.clone(), "decided_by"),
            "Decided by",
            "A person",
        ));
        return rows;
    }
    let rule = rule_parts::rule_at(state.session(), place);
    let has_rule = !rule_parts::parts_of(&rule).is_empty();
    let is_handoff = definition
        .handoff
        .as_ref()
        .is_some_and(|h| h.stage == stage.id);
    let note = if is_handoff && has_rule {
        "* every lead here is qualified"
    } else {
        ""
    };
    let title = stage.name.to_uppercase();
    let title = if has_rule {
        format!("{title}: ENTERED WHEN ALL OF THESE HOLD")
    } else {
        format!("{title}: NO ENTRY RULE")
    };
    rows.push(Row::heading(title, note));
    rows.extend(part_rows(state, place));
    rows.push(Row::new(
        RowTarget::Field(place.clone(), "readiness"),
        "For Sales",
        stage.readiness.label(),
    ));
    rows.push(
        Row::new(
            RowTarget::Field(place.clone(), "decided_by"),
            "Decided by",
            if has_rule { "The rule" } else { "-" },
        )
        .tone(Tone::Quiet),
    );
    rows
}

/// A rule's parts, one per row, and the row that adds one.
fn part_rows(state: &State, at: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    let rule = rule_parts::rule_at(state.session(), at);
    let mut rows: Vec<Row> = rule_parts::parts_of(&rule)
        .iter()
        .enumerate()
        .map(|(i, part)| {
            let (kind, mut phrase) = rule_parts::part_phrase(definition, &rule, part);
            if matches!(part, rule_parts::RulePart::Points(_))
                && secrecy::hides_threshold(state.session(), at)
            {
                phrase = secrecy::HIDDEN.into();
            }
            Row::new(RowTarget::RulePart(at.clone(), i), kind, phrase)
        })
        .collect();
    let text = if rows.is_empty() {
        "Every lead enters; Enter adds a rule"
    } else {
        "a adds a part"
    };
    let text = if rows.is_empty() && at.kind == Kind::Route {
        "It never applies yet; Enter says when it does"
    } else {
        text
    };
    let text = if rows.is_empty() && at.kind == Kind::Never {
        "It leaves out nothing yet; Enter says what no lead has"
    } else {
        text
    };
    rows.push(Row::new(RowTarget::NewRulePart(at.clone()), "+", text).tone(Tone::Quiet));
    rows
}

/// The selected record as a sentence.
fn sentence_rows(state: &State, place: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    let text = match place.kind {
        Kind::Handoff => definition
            .handoff
            .as_ref()
            .map(|h| wording::handoff(definition, h)),
        Kind::Band if secrecy::hides_bands(state.session()) => None,
        Kind::Band => definition
            .band(place.id.as_str())
            .map(|b| wording::band(definition, b)),
        Kind::Disposition => definition
            .disposition(place.id.as_str())
            .map(|d| wording::disposition_details(definition, d)),
        _ => None,
    };
    text.map(|text| {
        vec![Row {
            heading: true,
            ..Row::info(text, "")
        }]
    })
    .unwrap_or_default()
}
