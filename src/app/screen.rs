//! The interface between a step and the workbench: a list, a detail pane, and what can be added.
//!
//! `screens` has one file per step that implements [`Screen`]. Moving, editing, adding, deleting
//! and reordering work on [`Row`]s and are the same for all of them.

use serde::{Deserialize, Serialize};

use crate::model::record::{FieldShape, Kind, Place};
use crate::model::{Id, Reference, Session, Side, Subject};

use super::command::Command;
use super::keymap::Action;
use super::state::State;
use super::step::Step;

/// What a row stands for, and so what Enter acts on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowTarget {
    /// Nothing: a heading or plain text.
    Nothing,
    /// A record of the session.
    Record(Place),
    /// A field of a record.
    Field(Place, &'static str),
    /// A part of a stage's or route's rule, by index.
    RulePart(Place, usize),
    /// Adding a part to a stage's or route's rule.
    NewRulePart(Place),
    /// A side's own words on a subject.
    Words(Place, Side),
    /// An answer of a sample lead.
    SampleAnswer(Id, Reference),
    /// A recorded lead, by its index in the lead summary.
    Lead(usize),
    /// A column of the recorded leads, by its index in the data summary.
    Column(usize),
    /// An event of the recorded leads, by its index in the data summary.
    Event(usize),
    /// A cell of the grid of personas and segments.
    GridCell(Id, Id),
    /// What was agreed on a subject.
    Agreement(Subject),
    /// A change since the last release, by its index among those listed.
    Change(usize),
    /// A place to go to.
    GoTo(Place),
    /// A finding, by its code and place.
    Finding(&'static str, Place),
    /// An action of the key table.
    Action(Action),
    /// Something only one step does.
    StepAction(StepAction),
}

/// What only one step does when its row is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepAction {
    /// Room: plans the minutes of the agenda anew.
    PlanMinutes,
    /// Personas: shows the grid of personas and segments.
    JourneyGrid,
    /// Rules: makes the hand-off.
    MakeHandoff,
    /// Publish: shows the files of the next version, or what it changes.
    VersionFiles,
    /// Publish: names the versions that were altered since they were published.
    AlteredVersions,
    /// Publish: asks why the session goes on without changes that couldn't be read.
    UnreadChanges,
    /// Publish: shows every change since the last version.
    AllChanges,
    /// Publish: shows what the changes mean for the recorded leads.
    RecordedImpact,
    /// Publish: shows what they mean for the sample leads.
    SampleImpact,
    /// Publish: asks who signs off for a side.
    Sign(Side),
    /// Publish: asks what was settled about a parked thought.
    SettleThought,
    /// Publish: makes an action of a parked thought.
    ThoughtToAction,
    /// Publish: gives a parked thought back to its sponsor.
    GiveThoughtBack,
}

/// Meaning of a row, shown by colour and sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Normal text.
    #[default]
    Plain,
    /// Good.
    Good,
    /// Worth a look.
    Warn,
    /// Wrong.
    Bad,
    /// Secondary.
    Quiet,
    /// Belongs to Sales.
    Sales,
    /// Belongs to Marketing.
    Marketing,
}

/// A row of the list or of the detail pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub target: RowTarget,
    /// Its label; in the list, its text.
    pub text: String,
    /// Its value; in the list, shown at the right.
    pub value: String,
    /// A sign before the text.
    pub mark: &'static str,
    /// Indentation in columns.
    pub indent: u16,
    /// Whether it is a heading, which can't be selected.
    pub heading: bool,
    /// Its meaning.
    pub tone: Tone,
    /// A note beside the value.
    pub note: String,
}

impl Row {
    /// Creates a row.
    pub fn new(target: RowTarget, text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            target,
            text: text.into(),
            value: value.into(),
            mark: "",
            indent: 0,
            heading: false,
            tone: Tone::Plain,
            note: String::new(),
        }
    }

    /// Creates a heading.
    pub fn heading(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            heading: true,
            ..Self::new(RowTarget::Nothing, text, value)
        }
    }

    /// Creates a row for information only.
    pub fn info(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(RowTarget::Nothing, text, value)
    }

    /// Sets the sign before the text.
    #[must_use]
    pub fn mark(mut self, mark: &'static str) -> Self {
        self.mark = mark;
        self
    }

    /// Sets the indentation.
    #[must_use]
    pub fn indent(mut self, columns: u16) -> Self {
        self.indent = columns;
        self
    }

    /// Sets the tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Sets the note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// Something that can be added at the selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addable {
    /// Kind of the record.
    pub kind: Kind,
    /// Id of the parent record, for parts.
    pub parent: Option<Id>,
    /// Initial fields, as key and text.
    pub fields: Vec<(String, String)>,
    /// Label, if several can be added.
    pub label: String,
}

impl Addable {
    /// Creates one without parent and fields.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            parent: None,
            fields: Vec::new(),
            label: kind.label().into(),
        }
    }

    /// Creates a part of a parent record.
    pub fn part(kind: Kind, parent: &Id) -> Self {
        Self {
            parent: Some(parent.clone()),
            ..Self::new(kind)
        }
    }

    /// Adds an initial field.
    #[must_use]
    pub fn with_field(mut self, key: &str, text: impl Into<String>) -> Self {
        self.fields.push((key.into(), text.into()));
        self
    }

    /// Sets the label.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

/// Progress of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
    /// Not visited yet.
    ToDo,
    /// Begun.
    Open,
    /// Everything required is there.
    Done,
    /// Something in it needs attention.
    Flagged,
}

/// A step of the workbench.
pub trait Screen: Sync {
    /// Returns the step it implements.
    fn step(&self) -> Step;
    /// Returns the rows of the list on the left.
    fn rows(&self, state: &State) -> Vec<Row>;
    /// Returns the number of rows after those, which are built only when seen because there may be
    /// very many. None of them is a heading.
    fn tail_len(&self, _: &State) -> usize {
        0
    }
    /// Builds a row of the tail.
    fn tail_row(&self, _: &State, _index: usize) -> Row {
        Row::heading("", "")
    }
    /// Returns the index in the tail of the row for a target.
    fn tail_position(&self, _: &State, _: &RowTarget) -> Option<usize> {
        None
    }
    /// Returns the rows of the detail pane for the selected row of the list.
    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.target {
            RowTarget::Record(place) => field_rows(state.session(), place, state.cursor().more),
            _ => Vec::new(),
        }
    }
    /// Returns what can be added at the selection; the quick list adds the first.
    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable>;
    /// Returns the command for an action in the step's own way; `None` leaves it to the default.
    fn act(&self, _: &State, _: Action, _: &Row) -> Option<Command> {
        None
    }
    /// Returns whether everything required is there.
    fn is_done(&self, session: &Session) -> bool;
    /// Returns the step's own actions for the footer, shown before the common ones.
    fn footer_actions(&self) -> &'static [Action];
    /// Returns the line shown when the list is empty.
    fn empty_hint(&self) -> &'static str;
}

/// The list of a step: ready rows, followed by tail rows built on demand.
pub struct RowList<'a> {
    state: &'a State,
    rows: Vec<Row>,
    tail: usize,
}

impl<'a> RowList<'a> {
    /// Creates the list of the current step.
    pub fn new(state: &'a State) -> Self {
        let mut rows = state.screen().rows(state);
        super::agreement::mark_rows(state.session(), state.step, &mut rows);
        Self {
            rows,
            tail: state.screen().tail_len(state),
            state,
        }
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows.len() + self.tail
    }

    /// Returns whether there is no row that can be selected.
    pub fn is_empty(&self) -> bool {
        self.tail == 0 && self.rows.iter().all(|row| row.heading)
    }

    /// Returns a row, which must exist.
    pub fn row(&self, index: usize) -> Row {
        match self.rows.get(index) {
            Some(row) => row.clone(),
            None => self
                .state
                .screen()
                .tail_row(self.state, index - self.rows.len()),
        }
    }

    /// Returns whether a row is a heading.
    pub fn is_heading(&self, index: usize) -> bool {
        self.rows.get(index).is_some_and(|row| row.heading)
    }

    /// Returns the index of the row for a target.
    pub fn position(&self, target: &RowTarget) -> Option<usize> {
        let is = |row: &Row| row.target == *target && !row.heading;
        let found = self.rows.iter().position(is);
        found.or_else(|| {
            Some(self.rows.len() + self.state.screen().tail_position(self.state, target)?)
        })
    }
}

/// Returns the rows of a record's form: core fields, and others if requested or filled in.
pub fn field_rows(session: &Session, place: &Place, more: bool) -> Vec<Row> {
    let Some(record) = session.record(place) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let mut hidden = 0;
    for spec in record.specs() {
        let text = record.get(spec.key).unwrap_or_default();
        if !spec.core && !more && text.is_empty() {
            hidden += 1;
            continue;
        }
        let value = if super::secrecy::hides_field(session, place, spec.key) {
            super::secrecy::HIDDEN.into()
        } else {
            field_text(session, spec.shape, &text)
        };
        let row = Row::new(RowTarget::Field(place.clone(), spec.key), spec.label, value);
        rows.push(if text.is_empty() {
            row.tone(Tone::Quiet)
        } else {
            row
        });
    }
    if hidden > 0 {
        let text = crate::model::wording::count_noun(i64::from(hidden), "more field");
        rows.push(Row::new(RowTarget::Action(Action::MoreFields), text, "").tone(Tone::Quiet));
    }
    rows
}

/// Formats a field's text for people.
pub fn field_text(session: &Session, shape: FieldShape, text: &str) -> String {
    let definition = &session.definition;
    let label = |choices: &[(&str, &str)], word: &str| -> String {
        choices
            .iter()
            .find(|(w, _)| *w == word)
            .map_or_else(|| word.to_owned(), |(_, l)| (*l).to_owned())
    };
    let title = |kind: Kind, id: &str| -> String {
        if kind == Kind::Track && id == crate::model::NO_TRACK {
            return "none, deliberately".into();
        }
        let place = session.places(kind).into_iter().find(|p| p.id == id);
        place.map_or_else(|| format!("?{id}?"), |p| session.title_of(&p))
    };
    if text.is_empty() {
        return "-".into();
    }
    let joined = |of: &dyn Fn(&str) -> String| text.lines().map(of).collect::<Vec<_>>().join(", ");
    match shape {
        FieldShape::Line
        | FieldShape::Text
        | FieldShape::Number(..)
        | FieldShape::Flag
        | FieldShape::Day => text.into(),
        FieldShape::Lines => text.lines().collect::<Vec<_>>().join("; "),
        FieldShape::Choice(choices) => label(choices, text),
        FieldShape::Choices(choices) => joined(&|word| label(choices, word)),
        FieldShape::One(kind) => title(kind, text),
        FieldShape::Many(kind) => joined(&|id| title(kind, id)),
        FieldShape::Condition => serde_json::from_str(text)
            .map_or_else(|_| text.into(), |c| crate::model::wording::condition(&c)),
        FieldShape::Rule => serde_json::from_str(text).map_or_else(
            |_| text.into(),
            |r| crate::model::wording::rule(definition, &r),
        ),
        FieldShape::References => joined(&|reference| {
            reference.parse().map_or_else(
                |_| reference.into(),
                |r| crate::model::wording::reference(definition, &r),
            )
        }),
    }
}
