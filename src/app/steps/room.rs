//! Step 1, Room: participants, the opening questions, and the agenda.

use crate::app::input::command::{BallotCommand, Command, RecordCommand, SecretText, WordsCommand};
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, StepAction, Tone};
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::room_questions::ALL_ANSWERS;
use crate::app::steps::screen::Screen;
use crate::app::steps::{agenda, carried_over, field_rows, parked};
use crate::model::record::{Kind, Place};
use crate::model::{Session, Side};

/// The Room step.
pub struct RoomScreen;

impl Screen for RoomScreen {
    fn step(&self) -> Step {
        Step::Room
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let session = state.session();
        let workshop = &session.workshop;
        let mut rows = carried_over::carried_over_rows(session);
        rows.push(Row::new(
            RowTarget::Record(Place::single(Kind::Settings)),
            &session.name,
            "session",
        ));
        rows.push(Row::heading(
            "PARTICIPANTS",
            workshop.participants.len().to_string(),
        ));
        for person in &workshop.participants {
            let target = RowTarget::Record(Place::new(Kind::Participant, person.id.clone()));
            rows.push(
                Row::new(target, &person.name, person.side.label())
                    .tone(side_tone(person.side))
                    .indent(1),
            );
        }
        rows.extend(since_version_rows(session));
        rows.push(Row::heading("OPENING QUESTIONS", ""));
        for question in &workshop.questions {
            let place = Place::new(Kind::Question, question.id.clone());
            let value = own_words_status(session, &place);
            rows.push(Row::new(RowTarget::Record(place), &question.name, value).indent(1));
        }
        if !workshop.questions.is_empty() {
            let target = RowTarget::StepAction(StepAction::AllAnswers);
            let row = Row::new(target, ALL_ANSWERS, "");
            rows.push(row.indent(1).tone(Tone::Quiet));
        }
        rows.extend(agenda::agenda_rows(session));
        rows.push(Row::heading("BENCHMARKS FROM ELSEWHERE", ""));
        for benchmark in &workshop.benchmarks {
            let target = RowTarget::Record(Place::new(Kind::Benchmark, benchmark.id.clone()));
            rows.push(Row::new(target, &benchmark.name, &benchmark.figure).indent(1));
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        let RowTarget::Record(place) = &row.target else {
            return match row.target {
                RowTarget::StepAction(StepAction::PlanMinutes) => {
                    agenda::replan_rows(state.session())
                }
                RowTarget::StepAction(StepAction::AllAnswers) => all_answers_rows(state.session()),
                _ => Vec::new(),
            };
        };
        let mut rows = field_rows::field_rows(state.session(), place, state.cursor().more);
        if place.kind == Kind::Question {
            rows.extend(own_words_rows(state, place));
        }
        rows.extend(parked::outcome_rows(state, place));
        if place.kind == Kind::Agenda {
            rows.extend(agenda::time_rows(state.session(), place));
        }
        rows
    }

    fn addable(&self, _: &State, row: Option<&Row>) -> Vec<Addable> {
        let mut all = vec![
            Addable::new(Kind::Participant),
            Addable::new(Kind::Question),
            Addable::new(Kind::Agenda),
            Addable::new(Kind::Benchmark),
        ];
        // The kind of the selected row first: the one that `A` adds as a list.
        if let Some(Row {
            target: RowTarget::Record(place),
            ..
        }) = row
        {
            all.sort_by_key(|a| a.kind != place.kind);
        }
        all
    }

    fn act(&self, _: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        let plans = *focus.target() == RowTarget::StepAction(StepAction::PlanMinutes);
        if action == Action::Edit && plans {
            return Some(Command::Record(RecordCommand::PlanMinutes));
        }
        if action == Action::Edit
            && *focus.target() == RowTarget::StepAction(StepAction::AllAnswers)
        {
            return Some(Command::Words(
                WordsCommand::AskWhose(SecretText::default()),
            ));
        }
        if action == Action::Edit && parked::is_outcome_row(focus.target()) {
            return parked::outcome_command(focus);
        }
        reveal_command(action, focus)
    }

    fn is_done(&self, session: &Session) -> bool {
        let speaks = |side| session.workshop.participants.iter().any(|p| p.side == side);
        speaks(Side::Sales) && speaks(Side::Marketing)
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Edit,
            Action::Add,
            Action::QuickList,
            Action::RevealWords,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No participants yet: press A to list names with their sides."
    }
}

/// What a revision asks about the time since the version it revises.
fn since_version_rows(session: &Session) -> Vec<Row> {
    let Some(version) = session.workshop.revises else {
        return Vec::new();
    };
    let place = Place::single(Kind::Settings);
    let row = |key: &'static str, label: &str, text: &str| {
        let done = !text.trim().is_empty();
        let value = if done { text } else { "not filled in" };
        Row::new(RowTarget::Field(place.clone(), key), label, value)
            .tone(if done { Tone::Plain } else { Tone::Warn })
            .indent(1)
    };
    let workshop = &session.workshop;
    vec![
        Row::heading(format!("SINCE {version}"), ""),
        row(
            "campaign_performance",
            "How campaigns did",
            &workshop.campaign_performance,
        ),
        row(
            "revenue_against_goal",
            "Revenue against goal",
            &workshop.revenue_against_goal,
        ),
    ]
}

/// Returns the tone of a side, which always accompanies its word.
pub fn side_tone(side: Side) -> Tone {
    match side {
        Side::Sales => Tone::Sales,
        Side::Marketing => Tone::Marketing,
        Side::Management | Side::Facilitator => Tone::Plain,
    }
}

/// Returns how far both sides are with their own words on a subject.
pub fn own_words_status(session: &Session, subject: &Place) -> String {
    let of = |side| session.workshop.position(subject, side);
    match (of(Side::Sales), of(Side::Marketing)) {
        (None, None) if of(Side::Management).is_some() => "Management sealed".into(),
        (None, None) => String::new(),
        (Some(a), Some(_)) if a.sealed.is_none() => "shown".into(),
        (Some(_), Some(_)) => "both sealed".into(),
        (Some(_), None) => "Sales sealed".into(),
        (None, Some(_)) => "Marketing sealed".into(),
    }
}

/// Returns both sides' own words on a subject, sealed until they are revealed together.
pub fn own_words_rows(state: &State, subject: &Place) -> Vec<Row> {
    let workshop = &state.session().workshop;
    let mut rows = Vec::new();
    let mut sealed = 0;
    // A wording of Management is rare; its row is among the further fields.
    let shows_all = subject.kind == Kind::Question || state.cursor().more;
    for &side in workshop.wording_sides() {
        let position = workshop.position(subject, side);
        let is_extra = side == Side::Management;
        let value = match position {
            None if is_extra && (!shows_all || workshop.is_revealed(subject)) => continue,
            None => "- not written yet".to_owned(),
            Some(p) if p.sealed.is_some() => {
                sealed += usize::from(side != Side::Management);
                "written, sealed".to_owned()
            }
            Some(p) => p.text.clone(),
        };
        let label = format!("{} wording", side.possessive());
        rows.push(
            Row::new(RowTarget::Words(subject.clone(), side), label, value).tone(side_tone(side)),
        );
    }
    if sealed == 2 {
        rows.push(Row::new(
            RowTarget::Action(Action::RevealWords),
            "Both wordings are written",
            "r shows them side by side",
        ));
    }
    rows
}

/// Returns the command for `r` on a record that both sides put into words of their own.
pub fn reveal_command(action: Action, focus: &KeyFocus) -> Option<Command> {
    if action != Action::RevealWords {
        return None;
    }
    let RowTarget::Record(place) = focus.list_target() else {
        return None;
    };
    let worded = matches!(place.kind, Kind::Question | Kind::Stage | Kind::Term);
    worded.then(|| Command::Ballot(BallotCommand::AskReveal(place.clone())))
}

/// What the row of all answers does, and the number of each question.
fn all_answers_rows(session: &Session) -> Vec<Row> {
    let mut rows = vec![
        Row::info(
            "Enter",
            "asks for the side, then takes all its answers as one text",
        ),
        Row::info("Sealed", "until both sides' answers are shown"),
        Row::heading("NUMBERS OF THE QUESTIONS", ""),
    ];
    for (number, question) in (1..).zip(&session.workshop.questions) {
        rows.push(Row::info(format!("{number}."), &question.name));
    }
    rows
}
