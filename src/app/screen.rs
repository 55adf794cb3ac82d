//! What a step is to the workbench: a list, the thing in hand, and what can be added.
//!
//! `screens` has one file a step that implements [`Screen`]; this room runs them all alike:
//! moving, editing, adding, deleting and reordering work on [`Row`]s, whatever the step.

use crate::model::record::{Kind, Place, Shape};
use crate::model::{Id, Reference, Session, Side, Subject};

use super::keymap::Action;
use super::message::Effect;
use super::state::State;
use super::step::Step;

/// What Enter on a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Nothing: a heading or a plain line.
    Nothing,
    /// A thing of the session.
    Thing(Place),
    /// A field of a thing.
    Field(Place, &'static str),
    /// A part of a stage's or route's rule, by index.
    RulePart(Place, usize),
    /// Adds a part to a stage's or route's rule.
    NewRulePart(Place),
    /// A side's own words on a subject.
    Words(String, Side),
    /// An answer of a sample lead.
    Tick(Id, Reference),
    /// A recorded lead, by its index in the outlook.
    Lead(usize),
    /// A column of the recorded leads, by its index in the summary.
    Column(usize),
    /// Something the recorded leads did, by its index in the summary.
    Happened(usize),
    /// A cell of the grid persona x segment.
    Cell(Id, Id),
    /// What was agreed on a subject.
    Agreement(Subject),
    /// A change over the last release, by its index among those that are told.
    Changed(usize),
    /// A place to go to.
    GoTo(Place),
    /// Where a finding is mended: its code and place.
    Finding(&'static str, Place),
    /// An action of the key table.
    Act(Action),
    /// Something only this screen knows, by name.
    Own(&'static str),
}

/// How a row is meant, for its colour and sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// Fine.
    Good,
    /// To look at.
    Warn,
    /// Wrong.
    Bad,
    /// May be overlooked.
    Quiet,
    /// Sales' own.
    Sales,
    /// Marketing's own.
    Marketing,
}

/// A row of the list or of the thing in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub does: Does,
    /// Its label; in the list, its text.
    pub text: String,
    /// Its value; in the list, shown at the right.
    pub value: String,
    /// A sign before the text.
    pub mark: &'static str,
    /// Columns of indent.
    pub indent: u16,
    /// Whether it is a heading, which selection passes over.
    pub heading: bool,
    /// How it is meant.
    pub tone: Tone,
    /// A note beside the value.
    pub note: String,
}

impl Row {
    /// A row about something.
    pub fn new(does: Does, text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            does,
            text: text.into(),
            value: value.into(),
            mark: "",
            indent: 0,
            heading: false,
            tone: Tone::Plain,
            note: String::new(),
        }
    }

    /// A heading.
    pub fn heading(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            heading: true,
            ..Self::new(Does::Nothing, text, value)
        }
    }

    /// A line that only tells.
    pub fn tells(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(Does::Nothing, text, value)
    }

    /// The same with a sign before it.
    #[must_use]
    pub fn mark(mut self, mark: &'static str) -> Self {
        self.mark = mark;
        self
    }

    /// The same, indented.
    #[must_use]
    pub fn indent(mut self, columns: u16) -> Self {
        self.indent = columns;
        self
    }

    /// The same in another tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The same with a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// Something `a` can add where the selection is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addable {
    /// Which kind.
    pub kind: Kind,
    /// Of which parent, for parts.
    pub parent: Option<Id>,
    /// Fields it starts with.
    pub fields: Vec<(String, String)>,
    /// What the room calls it, where several can be added.
    pub label: String,
}

impl Addable {
    /// One of a kind, without further fields.
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            parent: None,
            fields: Vec::new(),
            label: kind.label().into(),
        }
    }

    /// A part of a parent.
    pub fn part(kind: Kind, parent: &Id) -> Self {
        Self {
            parent: Some(parent.clone()),
            ..Self::new(kind)
        }
    }

    /// With a field it starts with.
    #[must_use]
    pub fn with(mut self, key: &str, text: impl Into<String>) -> Self {
        self.fields.push((key.into(), text.into()));
        self
    }

    /// Under another label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has been there.
    ToDo,
    /// Begun.
    Open,
    /// All that is asked for is there.
    Done,
    /// Something in it wants looking at.
    Flagged,
}

/// A step of the workbench.
pub trait Screen: Sync {
    /// Which step it is.
    fn step(&self) -> Step;
    /// The list on the left.
    fn rows(&self, state: &State) -> Vec<Row>;
    /// How many rows come after those, where there are so many that each is made only when it is
    /// seen. None of them is a heading.
    fn tail(&self, _: &State) -> usize {
        0
    }
    /// One of these.
    fn tail_row(&self, _: &State, _index: usize) -> Row {
        Row::heading("", "")
    }
    /// Which of these is about something.
    fn in_tail(&self, _: &State, _: &Does) -> Option<usize> {
        None
    }
    /// The thing in hand, for the selected row of the list.
    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.does {
            Does::Thing(place) => field_rows(state.session(), place, state.cursor().more),
            _ => Vec::new(),
        }
    }
    /// What can be added where the selection is; the first is what the quick list takes.
    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable>;
    /// The step's own answer to an action; `None` leaves it to the workbench.
    fn act(&self, _: &mut State, _: Action, _: &Row) -> Option<Vec<Effect>> {
        None
    }
    /// Whether everything asked for is there.
    fn is_done(&self, session: &Session) -> bool;
    /// The step's own actions worth a place in the footer, before the common ones.
    fn footer(&self) -> &'static [Action];
    /// A line for a room that sees an empty list.
    fn when_empty(&self) -> &'static str;
}

/// The list of a step: rows that are there, and those of its tail, made when they are asked for.
pub struct List<'a> {
    state: &'a State,
    rows: Vec<Row>,
    tail: usize,
}

impl<'a> List<'a> {
    /// The list of the step in hand.
    pub fn new(state: &'a State) -> Self {
        let mut rows = state.screen().rows(state);
        super::agreeing::mark(state.session(), state.step, &mut rows);
        Self {
            rows,
            tail: state.screen().tail(state),
            state,
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len() + self.tail
    }

    /// Whether there is no row that can be selected.
    pub fn is_empty(&self) -> bool {
        self.tail == 0 && self.rows.iter().all(|row| row.heading)
    }

    /// A row that is there.
    pub fn row(&self, index: usize) -> Row {
        match self.rows.get(index) {
            Some(row) => row.clone(),
            None => self
                .state
                .screen()
                .tail_row(self.state, index - self.rows.len()),
        }
    }

    /// Whether a row is a heading.
    pub fn is_heading(&self, index: usize) -> bool {
        self.rows.get(index).is_some_and(|row| row.heading)
    }

    /// Where the row about something is.
    pub fn position(&self, does: &Does) -> Option<usize> {
        let is = |row: &Row| row.does == *does && !row.heading;
        let found = self.rows.iter().position(is);
        found.or_else(|| Some(self.rows.len() + self.state.screen().in_tail(self.state, does)?))
    }
}

/// The rows of a thing's form: core fields, and the rest when asked for or already filled.
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
        let value = if super::hidden::field(session, place, spec.key) {
            super::hidden::HIDDEN.into()
        } else {
            shown(session, spec.shape, &text)
        };
        let row = Row::new(Does::Field(place.clone(), spec.key), spec.label, value);
        rows.push(if text.is_empty() {
            row.tone(Tone::Quiet)
        } else {
            row
        });
    }
    if hidden > 0 {
        let text = crate::model::wording::counted(i64::from(hidden), "more field");
        rows.push(Row::new(Does::Act(Action::More), text, "").tone(Tone::Quiet));
    }
    rows
}

/// A field's text as people read it.
pub fn shown(session: &Session, shape: Shape, text: &str) -> String {
    let definition = &session.definition;
    let label = |choices: &[(&str, &str)], word: &str| -> String {
        choices
            .iter()
            .find(|(w, _)| *w == word)
            .map_or_else(|| word.to_owned(), |(_, l)| (*l).to_owned())
    };
    let title = |kind: Kind, id: &str| -> String {
        if kind == Kind::Track && id == crate::model::NO_TRACK {
            return "none, on purpose".into();
        }
        let place = session.places(kind).into_iter().find(|p| p.id == id);
        place.map_or_else(|| format!("?{id}?"), |p| session.title_of(&p))
    };
    if text.is_empty() {
        return "-".into();
    }
    let joined = |of: &dyn Fn(&str) -> String| text.lines().map(of).collect::<Vec<_>>().join(", ");
    match shape {
        Shape::Line | Shape::Text | Shape::Number(..) | Shape::Flag | Shape::Day => text.into(),
        Shape::Lines => text.lines().collect::<Vec<_>>().join("; "),
        Shape::Choice(choices) => label(choices, text),
        Shape::Choices(choices) => joined(&|word| label(choices, word)),
        Shape::One(kind) => title(kind, text),
        Shape::Many(kind) => joined(&|id| title(kind, id)),
        Shape::Condition => serde_json::from_str(text)
            .map_or_else(|_| text.into(), |c| crate::model::wording::condition(&c)),
        Shape::Rule => serde_json::from_str(text).map_or_else(
            |_| text.into(),
            |r| crate::model::wording::rule(definition, &r),
        ),
        Shape::References => joined(&|reference| {
            reference.parse().map_or_else(
                |_| reference.into(),
                |r| crate::model::wording::reference(definition, &r),
            )
        }),
    }
}
