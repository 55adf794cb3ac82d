//! What pops up over a step: a stack, the top of which gets the keys.

use super::conditions::ConditionEditor;
use super::entry::Entry;
use super::mend::Mend;
use super::pick::Pick;
use crate::model::record::Place;

/// A dialog.
pub enum Overlay {
    /// Text being typed.
    Entry(Box<Entry>),
    /// A long quick list being added.
    AddList(Box<super::add_list::AddList>),
    /// Something being picked from a list.
    Pick(Box<Pick>),
    /// A question with a key for each answer.
    Ask(Ask),
    /// All fields of one thing.
    Form(Form),
    /// A condition being put together.
    Condition(Box<ConditionEditor>),
    /// A ballot: votes typed unseen, then shown.
    Ballot(Box<super::ballots::BallotBox>),
    /// The estimate sheet.
    Sheet(Box<super::sheet::SheetBox>),
    /// Both sides' words side by side.
    Words(String),
    /// All findings, one chosen.
    Findings(Mend),
    /// The keys; how far down.
    Help(usize),
    /// A long text to read, with its title; how far down.
    Reader(String, String, usize),
}

/// All fields of one thing, each edited with Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Which thing.
    pub place: Place,
    /// The selected field.
    pub row: usize,
    /// Whether all fields show.
    pub more: bool,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// In a few words.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// Key, what it does in words, and the answer.
    pub answers: Vec<(char, String, Answer)>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Close the question.
    Nothing,
    /// Quit without writing.
    Quit,
    /// Show both sides' words on this subject, for good.
    Reveal(String),
    /// Show the votes on these subjects, for good.
    ShowVotes(Vec<String>),
    /// Take the middle of every line of a sheet.
    AcceptAll(crate::model::BallotMethod),
    /// Keep what was recovered.
    KeepRecovered,
    /// Throw it away.
    DropRecovered,
    /// Say why the session goes on without what couldn't be read.
    AnswerUnread,
    /// Take the session that is on disk.
    TakeTheirs(Box<crate::model::Session>),
    /// Write over it.
    KeepMine,
    /// Publish.
    Publish,
    /// Publish with a larger number than computed.
    PublishAs(crate::revision::Bump),
    /// Publish although a version was altered, perhaps with a larger number.
    PublishDespite(Option<super::revised::Larger>),
    /// Something of the published versions.
    Version(super::releases::Wanted),
    /// Compare this version with another.
    CompareWith(crate::model::Version),
    /// Begin the workshop that revises this version.
    Revise(crate::model::Version),
}

impl Ask {
    /// A question that Esc closes.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            answers: Vec::new(),
        }
    }

    /// With an answer.
    #[must_use]
    pub fn answer(mut self, key: char, words: impl Into<String>, answer: Answer) -> Self {
        self.answers.push((key, words.into(), answer));
        self
    }
}
