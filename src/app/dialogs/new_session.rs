//! The form of a new session: a row for each thing it needs, edited in the dialogs of the
//! workbench, before there is a session. What is filled in is in `new_session_answers.rs`. Pure:
//! whoever runs it reads folders and writes files.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::new_session_answers::{
    FilledIn, NewSessionAnswers, OfferedSession, Start, StartingPoint,
};
use crate::app::dialogs::pick::{Pick, PickResult};
use crate::app::dialogs::quick_columns::line_format;
use crate::app::dialogs::text_entry::{EntryResult, TextEntry};
use crate::app::input::command::Command;
use crate::app::input::entry_command::{EntryCommand, NewSessionField};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence::sentence;
use crate::model::Session;
use crate::model::record::Kind;

/// A row of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormRow {
    /// The name.
    Name,
    /// The folder.
    Folder,
    /// What it starts from.
    Start,
    /// The people.
    People,
    /// The file of past leads.
    LeadsFile,
    /// Leads remembered for a bucket, by its index.
    Remembered(usize),
    /// Creates the session.
    Create,
}

/// The dialog over the form.
pub enum FormDialog {
    /// A text.
    Text(Box<TextEntry>),
    /// What the session starts from.
    Start(Box<Pick>),
}

/// What follows from a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormResult {
    /// The form stays.
    Stay,
    /// It was left: nothing is created.
    Left,
    /// The session is to be created.
    Create,
    /// This session is to be read, to start from; [`NewSessionForm::start_from`] takes it.
    Read(String),
}

/// The form.
pub struct NewSessionForm {
    filled: FilledIn,
    templates: Vec<StartingPoint>,
    sessions: Vec<OfferedSession>,
    /// Index of the selected row.
    pub cursor: usize,
    /// The dialog over it.
    pub dialog: Option<FormDialog>,
    /// A line of feedback.
    pub notice: String,
    is_changed: bool,
    /// Whether the last key asked to leave.
    is_leaving: bool,
}

impl NewSessionForm {
    /// Creates the form with the first template chosen.
    ///
    /// # Panics
    ///
    /// If there is no template.
    pub fn new(name: &str, templates: Vec<StartingPoint>, sessions: Vec<OfferedSession>) -> Self {
        let start = templates.first().expect("there are templates").clone();
        Self {
            filled: FilledIn::new(name, start),
            templates,
            sessions,
            cursor: 0,
            dialog: None,
            notice: String::new(),
            is_changed: false,
            is_leaving: false,
        }
    }

    /// Sets the folder that was given on the command line.
    #[must_use]
    pub fn in_folder(mut self, folder: &str) -> Self {
        self.filled.folder = folder.into();
        self.filled.has_own_folder = true;
        self
    }

    /// Chooses a template by its name, as if the room had.
    pub fn choose_template(&mut self, name: &str) {
        let is_named = |point: &&StartingPoint| point.start == Start::Template(name.into());
        if let Some(point) = self.templates.iter().find(is_named).cloned() {
            self.start_from(point);
        }
    }

    /// Takes what the session starts from. Its people are taken, unless others were typed.
    pub fn start_from(&mut self, point: StartingPoint) {
        self.notice.clone_from(&point.warning);
        self.filled.start_from(point);
    }

    /// Returns the name, if the folder follows it.
    pub fn name_for_folder(&self) -> Option<&str> {
        (!self.filled.has_own_folder).then_some(self.filled.name.as_str())
    }

    /// Sets the folder that follows from the name.
    pub fn set_folder(&mut self, folder: String) {
        self.filled.folder = folder;
    }

    /// Says what is wrong, and selects the row it is about.
    pub fn refuse(&mut self, row: FormRow, why: &str) {
        let found = self.rows().iter().position(|own| *own == row);
        self.cursor = found.unwrap_or(self.cursor);
        self.notice = sentence(why);
    }

    /// Opens the choice of what to start from.
    pub fn ask_start(&mut self) {
        self.cursor = 2;
        self.open_row();
    }

    /// Returns the rows.
    pub fn rows(&self) -> Vec<FormRow> {
        let mut rows = vec![
            FormRow::Name,
            FormRow::Folder,
            FormRow::Start,
            FormRow::People,
            FormRow::LeadsFile,
        ];
        rows.extend((0..self.filled.start.buckets.len()).map(FormRow::Remembered));
        rows.push(FormRow::Create);
        rows
    }

    /// Returns a row's label and what is filled in.
    pub fn row_text(&self, row: FormRow) -> (String, String) {
        let blank = |text: &str, otherwise: &str| {
            if text.is_empty() {
                otherwise.to_owned()
            } else {
                text.to_owned()
            }
        };
        match row {
            FormRow::Name => ("Name".into(), self.filled.name.clone()),
            FormRow::Folder => ("Folder".into(), self.filled.folder.clone()),
            FormRow::Start => ("Starts from".into(), self.filled.start_text()),
            FormRow::People => ("People".into(), self.filled.people_summary()),
            FormRow::LeadsFile => (
                "File of past leads".into(),
                blank(
                    &self.filled.leads_file,
                    "none: a CSV file can be chosen later, too",
                ),
            ),
            FormRow::Remembered(index) => {
                let label = format!("Leads: {}", self.filled.start.buckets[index]);
                let names = self.filled.remembered_names(index);
                (label, blank(&names, "none remembered yet"))
            }
            FormRow::Create => ("Create it, and open it on Room".into(), String::new()),
        }
    }

    /// Returns what was filled in.
    pub fn answers(&self) -> NewSessionAnswers {
        self.filled.answers()
    }

    /// Handles pasted text.
    pub fn paste(&mut self, text: &str) {
        match &mut self.dialog {
            Some(FormDialog::Text(entry)) => entry.paste(text),
            Some(FormDialog::Start(pick)) => {
                let _ = pick.insert_text(text);
            }
            None => self.notice = "Pasted text goes into a field: press Enter first".into(),
        }
    }

    /// Handles a key.
    pub fn key(&mut self, key: Key) -> FormResult {
        match self.dialog.take() {
            Some(FormDialog::Text(entry)) => self.key_in_text(entry, key),
            Some(FormDialog::Start(pick)) => self.key_in_start(pick, key),
            None => self.key_in_rows(key),
        }
    }

    fn key_in_rows(&mut self, key: Key) -> FormResult {
        self.notice.clear();
        let was_leaving = std::mem::take(&mut self.is_leaving);
        let last = self.rows().len() - 1;
        if key.ctrl && key.code == KeyCode::Char('s') {
            return FormResult::Create;
        }
        match keymap::action_for(key) {
            Some(Action::Up) => self.cursor = self.cursor.saturating_sub(1),
            Some(Action::Down | Action::NextPane) => self.cursor = (self.cursor + 1).min(last),
            Some(Action::First) => self.cursor = 0,
            Some(Action::Last) => self.cursor = last,
            Some(Action::Edit) if self.cursor == last => return FormResult::Create,
            Some(Action::Edit) => self.open_row(),
            Some(Action::Back | Action::Quit) if was_leaving || !self.is_changed => {
                return FormResult::Left;
            }
            Some(Action::Back | Action::Quit) => {
                self.is_leaving = true;
                self.notice = format!("{key} again leaves: nothing is created");
            }
            _ => self.notice = format!("{key} does nothing here: Enter opens the row"),
        }
        FormResult::Stay
    }

    fn open_row(&mut self) {
        let field = EntryCommand::NewSession;
        let line = |field, title: &str, hint: &str, text: &str| {
            FormDialog::Text(Box::new(TextEntry::line(field, title, hint, text)))
        };
        let list = |kind, title: &str, text: &str| {
            let command = EntryCommand::QuickList {
                kind,
                parent: None,
                fields: Vec::new(),
            };
            FormDialog::Text(Box::new(TextEntry::area(
                command,
                title,
                line_format(kind),
                text,
            )))
        };
        let dialog = match self.rows()[self.cursor] {
            FormRow::Name => {
                let hint = "What the workshop defines, such as Acme, spring";
                line(
                    field(NewSessionField::Name),
                    "Name",
                    hint,
                    &self.filled.name,
                )
            }
            FormRow::Folder => {
                let hint = "The folder to create; the session's files go there";
                line(
                    field(NewSessionField::Folder),
                    "Folder",
                    hint,
                    &self.filled.folder,
                )
            }
            FormRow::Start => FormDialog::Start(Box::new(self.start_pick())),
            FormRow::People => list(Kind::Participant, "People", &self.filled.people),
            FormRow::LeadsFile => {
                let hint = "A CSV file; blank if there is none";
                let command = field(NewSessionField::LeadsFile);
                line(command, "File of past leads", hint, &self.filled.leads_file)
            }
            FormRow::Remembered(index) => {
                let title = format!("Leads you remember: {}", self.filled.start.buckets[index]);
                list(Kind::Sample, &title, &self.filled.remembered[index])
            }
            FormRow::Create => return,
        };
        self.dialog = Some(dialog);
    }

    /// Returns the choice of what to start from: templates, other sessions, and a folder to type.
    fn start_pick(&self) -> Pick {
        let submit =
            |field, text: &str| Command::Submit(EntryCommand::NewSession(field), text.to_owned());
        let templates = self
            .templates
            .iter()
            .filter_map(|point| match &point.start {
                Start::Template(name) => {
                    let run = submit(NewSessionField::Template, name);
                    Some(Choice::new(
                        name.clone(),
                        name.clone(),
                        point.about.clone(),
                        run,
                    ))
                }
                Start::Session(_) => None,
            });
        let sessions = self.sessions.iter().map(|(folder, name)| {
            let run = submit(NewSessionField::OtherSession, folder);
            Choice::new(
                folder.clone(),
                format!("The session {name}"),
                folder.clone(),
                run,
            )
        });
        let other = submit(NewSessionField::OtherSession, "");
        let other = Choice::new("", "Another session", "its folder is asked", other);
        let choices = templates.chain(sessions).chain([other]).collect();
        let present = match &self.filled.start.start {
            Start::Template(word) | Start::Session(word) => word,
        };
        Pick::one("What does it start from?", choices, present)
    }

    fn key_in_start(&mut self, mut pick: Box<Pick>, key: Key) -> FormResult {
        match pick.key(key) {
            PickResult::StayOpen => self.dialog = Some(FormDialog::Start(pick)),
            PickResult::Run(Command::Submit(EntryCommand::NewSession(field), text)) => {
                return self.take(field, text);
            }
            PickResult::Cancelled | PickResult::Run(_) => {}
        }
        FormResult::Stay
    }

    fn key_in_text(&mut self, mut entry: Box<TextEntry>, key: Key) -> FormResult {
        if key.ctrl && keymap::action_for(key) == Some(Action::Quit) {
            return FormResult::Stay;
        }
        match entry.key(key) {
            EntryResult::StayOpen => self.dialog = Some(FormDialog::Text(entry)),
            EntryResult::Cancelled => {}
            EntryResult::Finished => return self.submit(entry),
        }
        FormResult::Stay
    }

    /// Takes a text, unless it can't be read.
    fn submit(&mut self, entry: Box<TextEntry>) -> FormResult {
        if let Some((true, why)) = entry.validation(&Session::default()) {
            self.notice = sentence(&why);
            self.dialog = Some(FormDialog::Text(entry));
            return FormResult::Stay;
        }
        let text = entry.text();
        self.notice.clear();
        match entry.command {
            EntryCommand::NewSession(field) => {
                return self.take(field, text.trim().to_owned());
            }
            EntryCommand::QuickList {
                kind: Kind::Participant,
                ..
            } => self.filled.people = text,
            _ => {
                if let FormRow::Remembered(index) = self.rows()[self.cursor] {
                    self.filled.remembered[index] = text;
                }
            }
        }
        self.go_on();
        FormResult::Stay
    }

    fn take(&mut self, field: NewSessionField, text: String) -> FormResult {
        match field {
            NewSessionField::Name | NewSessionField::Folder if text.is_empty() => {
                self.notice = "It can't be blank, so it was left as it was".into();
                return FormResult::Stay;
            }
            NewSessionField::Name => self.filled.name = text,
            NewSessionField::Folder => {
                self.filled.folder = text;
                self.filled.has_own_folder = true;
            }
            NewSessionField::LeadsFile => text
                .trim_matches(['"', '\''])
                .clone_into(&mut self.filled.leads_file),
            NewSessionField::Template => self.choose_template(&text),
            NewSessionField::OtherSession if text.is_empty() => {
                self.ask_other_session();
                return FormResult::Stay;
            }
            NewSessionField::OtherSession => {
                self.go_on();
                return FormResult::Read(text);
            }
        }
        self.go_on();
        FormResult::Stay
    }

    fn ask_other_session(&mut self) {
        let command = EntryCommand::NewSession(NewSessionField::OtherSession);
        let hint = "Its folder; definition and people are taken, no votes, decisions or versions";
        let entry = TextEntry::line(command, "Start from another session", hint, "");
        self.dialog = Some(FormDialog::Text(Box::new(entry)));
    }

    /// Selects the next row, once one was filled in.
    fn go_on(&mut self) {
        self.is_changed = true;
        self.cursor = (self.cursor + 1).min(self.rows().len() - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Side;

    fn point(start: Start, people: &[(&str, Side)]) -> StartingPoint {
        StartingPoint {
            start,
            about: "a start".into(),
            people: people.iter().map(|(n, s)| ((*n).into(), *s)).collect(),
            buckets: vec!["Viable".into()],
            warning: String::new(),
        }
    }

    fn form() -> NewSessionForm {
        let templates = ["standard", "blank"].map(|name| point(Start::Template(name.into()), &[]));
        NewSessionForm::new(
            "acme",
            templates.to_vec(),
            vec![("/old".into(), "Old".into())],
        )
        .in_folder("/new")
    }

    fn types(form: &mut NewSessionForm, keys: &str) -> FormResult {
        let mut last = FormResult::Stay;
        for key in Key::parse_all(keys) {
            last = form.key(key);
        }
        last
    }

    #[test]
    fn each_row_is_filled_in_and_the_next_selected() {
        let mut form = form();
        types(&mut form, "<enter> spring<enter><down><enter>blank<enter>");
        types(&mut form, "<enter>Ada, sales<enter>Bo, mark<ctrl-s>");
        types(
            &mut form,
            "<enter>past.csv<enter><enter>Mill<enter>Pump<ctrl-s>",
        );
        assert_eq!(types(&mut form, "<enter>"), FormResult::Create);
        let people = vec![
            ("Ada".to_owned(), Side::Sales),
            ("Bo".to_owned(), Side::Marketing),
        ];
        let expected = NewSessionAnswers {
            name: "acme spring".into(),
            folder: "/new".into(),
            start: Start::Template("blank".into()),
            people,
            leads_file: "past.csv".into(),
            remembered: vec![(0, "Mill".into()), (0, "Pump".into())],
        };
        assert_eq!(form.answers(), expected);
    }

    #[test]
    fn a_line_without_a_side_is_refused_and_kept() {
        let mut form = form();
        types(&mut form, "<down><down><down><enter>Ada<ctrl-s>");
        assert!(form.notice.contains("`Ada` has no side"), "{}", form.notice);
        assert!(form.dialog.is_some());
    }

    #[test]
    fn another_session_brings_its_people() {
        let mut form = form();
        form.ask_start();
        assert_eq!(
            types(&mut form, "old<enter>"),
            FormResult::Read("/old".into())
        );
        form.start_from(point(Start::Session("/old".into()), &[("Cy", Side::Sales)]));
        assert_eq!(form.answers().people, [("Cy".to_owned(), Side::Sales)]);
        form.choose_template("standard");
        assert!(form.answers().people.is_empty(), "they left with it");
    }

    #[test]
    fn leaving_asks_once_if_something_was_filled_in() {
        assert_eq!(types(&mut form(), "<esc>"), FormResult::Left);
        let mut changed = form();
        assert_eq!(
            types(&mut changed, "<enter>x<enter><esc>"),
            FormResult::Stay
        );
        assert!(
            changed.notice.contains("again leaves"),
            "{}",
            changed.notice
        );
        assert_eq!(types(&mut changed, "<esc>"), FormResult::Left);
    }
}
