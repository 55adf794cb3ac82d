//! Dialogs over a step: a stack, the top of which gets the keys.

use crate::app::dialogs::ballot_box::BallotDialog;
use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::draft_reader::DraftReader;
use crate::app::dialogs::export_dialog::ExportDialog;
use crate::app::dialogs::findings_list::FindingsList;
use crate::app::dialogs::list_adding::AddList;
use crate::app::dialogs::mapping::MappingDialog;
use crate::app::dialogs::page::PageDialog;
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::sheet_box::SheetDialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::dialogs::variants::VariantsDialog;
use crate::app::input::command::Command;
use crate::model::record::Place;

/// A dialog on the stack.
pub enum Dialog {
    /// Text being typed.
    TextEntry(Box<TextEntry>),
    /// A long quick list being added.
    AddList(Box<AddList>),
    /// A choice from a list.
    Pick(Box<Pick>),
    /// A question with a key for each answer.
    KeyQuestion(KeyQuestion),
    /// All fields of one record.
    Form(RecordForm),
    /// A condition being edited.
    Condition(Box<ConditionEditor>),
    /// A ballot: votes typed unseen, then shown.
    Ballot(Box<BallotDialog>),
    /// The estimate sheet.
    Sheet(Box<SheetDialog>),
    /// Both sides' own words side by side, for this subject.
    OwnWords(Place),
    /// All findings, one of them selected.
    Findings(FindingsList),
    /// The seven points, one of them selected.
    Checklist(usize),
    /// The draft being read.
    Draft(Box<DraftReader>),
    /// A document before it is written.
    Export(Box<ExportDialog>),
    /// The keys, scrolled down by this many lines.
    Help(usize),
    /// A long text with its title, scrolled down by this many lines.
    Reader(String, String, usize),
    /// Two variants side by side.
    Variants(Box<VariantsDialog>),
    /// What the columns of the files of leads and events mean.
    Mapping(MappingDialog),
    /// A page of figures.
    Page(PageDialog),
}

/// All fields of one record, each edited with Enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordForm {
    /// The record.
    pub place: Place,
    /// Index of the selected field.
    pub row: usize,
    /// Whether all fields are shown.
    pub more: bool,
}

/// A question with a key for each answer.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyQuestion {
    /// Short title.
    pub title: String,
    /// The question in full.
    pub text: String,
    /// Key, label and command of each answer.
    pub answers: Vec<(char, String, Command)>,
}

impl KeyQuestion {
    /// Creates a question that Esc closes.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            answers: Vec::new(),
        }
    }

    /// Adds an answer.
    #[must_use]
    pub fn answer(mut self, key: char, words: impl Into<String>, run: Command) -> Self {
        self.answers.push((key, words.into(), run));
        self
    }
}
