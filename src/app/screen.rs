//! What a step is to the workbench: a list, the thing in hand, and what can be added.
//!
//! `screens` has one file a step that implements [`Screen`]; this room runs them all alike:
//! moving, editing, adding, deleting and reordering work on [`Row`]s, whatever the step.

use crate::model::record::{FieldShape, Kind, Place};
use crate::model::{Id, Reference, Session, Side, Subject};

use super::keymap::Action;
use super::message::Effect;
use super::state::State;
use super::step::Step;

/// What Enter on a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowTarget {
    /// Nothing: a heading or a plain line.
    Nothing,
    /// A thing of the session.
    Record(Place),
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
    Event(usize),
    /// A cell of the grid persona x segment.
    GridCell(Id, Id),
    /// What was agreed on a subject.
    Agreement(Subject),
    /// A change over the last release, by its index among those that are told.
    Change(usize),
    /// A place to go to.
    GoTo(Place),
    /// Where a finding is mended: its code and place.
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
    pub target: RowTarget,
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
    pub fn new(does: RowTarget, text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            target: does,
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
            ..Self::new(RowTarget::Nothing, text, value)
        }
    }

    /// A line that only tells.
    pub fn info(text: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(RowTarget::Nothing, text, value)
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
    pub fn with_field(mut self, key: &str, text: impl Into<String>) -> Self {
        self.fields.push((key.into(), text.into()));
        self
    }

    /// Under another label.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProgress {
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
    fn tail_len(&self, _: &State) -> usize {
        0
    }
    /// One of these.
    fn tail_row(&self, _: &State, _index: usize) -> Row {
        Row::heading("", "")
    }
    /// Which of these is about something.
    fn tail_position(&self, _: &State, _: &RowTarget) -> Option<usize> {
        None
    }
    /// The thing in hand, for the selected row of the list.
    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.target {
            RowTarget::Record(place) => field_rows(state.session(), place, state.cursor().more),
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
    fn footer_actions(&self) -> &'static [Action];
    /// A line for a room that sees an empty list.
    fn empty_hint(&self) -> &'static str;
}

/// The list of a step: rows that are there, and those of its tail, made when they are asked for.
pub struct RowList<'a> {
    state: &'a State,
    rows: Vec<Row>,
    tail: usize,
}

impl<'a> RowList<'a> {
    /// The list of the step in hand.
    pub fn new(state: &'a State) -> Self {
        let mut rows = state.screen().rows(state);
        super::agreement::mark_rows(state.session(), state.step, &mut rows);
        Self {
            rows,
            tail: state.screen().tail_len(state),
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
    pub fn position(&self, does: &RowTarget) -> Option<usize> {
        let is = |row: &Row| row.target == *does && !row.heading;
        let found = self.rows.iter().position(is);
        found.or_else(|| {
            Some(self.rows.len() + self.state.screen().tail_position(self.state, does)?)
        })
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

/// A field's text as people read it.
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
