//! Rows of a step and what they stand for. Moving, editing, adding, deleting and reordering work on
//! rows and are the same for all steps.

use serde::{Deserialize, Serialize};

use crate::app::input::keymap::Action;
use crate::evidence::history::{PageGroup, PageId};
use crate::model::record::{Kind, Place};
use crate::model::{Id, Reference, Side, Subject};

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
    /// A page of figures.
    Page(PageId),
    /// The pages of a group, which are listed when it is chosen.
    Pages(PageGroup),
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
    /// Take a side's answers to all opening questions.
    AllAnswers,
    /// Evidence: marks a bucket as reviewed with Sales today.
    ReviewedToday,
    /// Room: plans the minutes of the agenda anew.
    PlanMinutes,
    /// Evidence: takes the past leads that come with the session.
    TakeHistory,
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
    /// Publish: lists the values nobody agreed on.
    NeverAgreed,
    /// Publish: lists the criteria that aren't verified.
    Unverified,
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
    /// Whether it stays in sight at the top of the detail pane.
    pub pinned: bool,
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
            pinned: false,
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

    /// Keeps it in sight at the top of the detail pane while the other rows scroll.
    #[must_use]
    pub fn pinned(mut self) -> Self {
        self.pinned = true;
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
