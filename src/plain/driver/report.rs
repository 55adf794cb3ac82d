//! What is printed after a line: the notice, what the model now says, and what comes next.

use std::io;

use super::super::rows::prompt;
use super::super::rows::visible::{first_list_rows, row_text, selectable_rows, visible_rows};
use super::session::PlainSession;
use crate::app::steps::clock_face;
use crate::app::{NoticeLevel, Pane, Row, SaveState, State, Step, outlook_sentences};
use crate::document::Document;

/// The state before a line that the line may change.
pub(super) struct PriorState {
    document: Option<Document>,
    generation: u64,
    step: Option<Step>,
    pane: Pane,
    open_record: Option<String>,
    more: bool,
    linked_question: Option<String>,
    rows: Vec<String>,
    pub(super) dialogs: usize,
}

impl PriorState {
    /// Returns the state before anything was shown.
    pub(super) fn empty() -> Self {
        Self {
            document: None,
            generation: 0,
            step: None,
            pane: Pane::List,
            open_record: None,
            more: false,
            linked_question: None,
            rows: Vec::new(),
            dialogs: 0,
        }
    }

    /// Captures the current state.
    pub(super) fn capture(state: &State) -> Self {
        Self {
            document: Some(state.document.clone()),
            generation: state.generation,
            step: Some(state.step),
            pane: state.cursor().pane,
            open_record: open_record(state),
            more: state.cursor().more,
            linked_question: state.linked_question().map(str::to_owned),
            rows: visible_rows(state).0.iter().map(row_text).collect(),
            dialogs: state.dialogs.len(),
        }
    }
}

/// The open record, in a form that can be compared; `None` while the list has the focus.
fn open_record(state: &State) -> Option<String> {
    (state.cursor().pane == Pane::Detail)
        .then(|| state.selected_row().map(|row| format!("{:?}", row.target)))?
}

impl PlainSession<'_> {
    /// Prints what a line changed.
    pub(super) fn print_changes(&mut self, before: &PriorState) -> io::Result<()> {
        self.print_notice()?;
        let linked_question = self.state.linked_question().map(str::to_owned);
        if linked_question != before.linked_question
            && let Some(question) = linked_question
        {
            self.print_line(&question)?;
        }
        if self.pending_text.is_some() {
            return Ok(());
        }
        let state = &self.state;
        let same_place = before.step == Some(state.step)
            && before.pane == state.cursor().pane
            && before.open_record == open_record(state)
            && before.more == state.cursor().more;
        let changed = before
            .document
            .as_ref()
            .is_none_or(|d| d.session() != state.session());
        if changed && same_place {
            self.print_last_row(before)?;
        }
        if before.document.is_some() && before.generation != self.state.generation {
            for line in outlook_sentences(&self.state) {
                self.print_line(&line)?;
            }
        }
        if self.host.is_done() {
            return Ok(());
        }
        if !same_place && (self.state.dialogs.is_empty() || before.step.is_none()) {
            self.print_here()?;
        }
        self.print_dialog()
    }

    /// Prints the latest notice; an error gets the line number of a script.
    fn print_notice(&mut self) -> io::Result<()> {
        let Some(notice) = self.state.notice.take() else {
            return Ok(());
        };
        if notice.level == NoticeLevel::Info {
            self.print_line(&notice.text)
        } else {
            self.print_error(&notice.text)
        }
    }

    /// Prints the row that was acted on, if it changed.
    fn print_last_row(&mut self, before: &PriorState) -> io::Result<()> {
        let pane = self.state.cursor().pane;
        let (rows, index) = visible_rows(&self.state);
        let acted = self.last_row.take();
        let acted = acted.filter(|(step, at, _)| (*step, *at) == (self.state.step, pane));
        let index = acted.map(|(.., index)| index).or(index);
        let all = selectable_rows(&rows);
        let found = all.iter().position(|(i, _)| Some(*i) == index);
        let Some(number) = found else { return Ok(()) };
        let words = row_text(all[number].1);
        if before.rows.contains(&words) {
            return Ok(());
        }
        self.print_line(&format!("{}. {words}", number + 1))
    }

    /// Prints the rows of the focused pane.
    pub(super) fn print_here(&mut self) -> io::Result<()> {
        let state = &self.state;
        let step = format!("{} {}", state.step.number(), state.step.name());
        let (title, rows) = match state.cursor().pane {
            Pane::List => (step, first_list_rows(state).0),
            Pane::Detail => {
                let of = state
                    .selected_row()
                    .map_or_else(String::new, |row| row.text);
                (format!("{step}, {of}"), state.detail().0)
            }
        };
        self.print_line("")?;
        self.print_line(&format!("== {title}"))?;
        if selectable_rows(&rows).is_empty() && self.state.cursor().pane == Pane::List {
            return self.print_line(self.state.screen().empty_hint());
        }
        self.print_rows(&rows)
    }

    /// Prints rows with their numbers; headings have none.
    pub(super) fn print_rows(&mut self, rows: &[Row]) -> io::Result<()> {
        let mut number = 0;
        for row in rows {
            if row.heading {
                let text = row_text(row);
                if !text.is_empty() {
                    self.print_line(&format!("-- {text}"))?;
                }
            } else {
                number += 1;
                self.print_line(&format!("{number}. {}", row_text(row)))?;
            }
        }
        Ok(())
    }

    /// Prints what the header and the strip show.
    pub(super) fn print_status(&mut self) -> io::Result<()> {
        let state = &self.state;
        let saved = match &state.save_state {
            _ if self.state.recovery_question.is_some() => "a question is open".to_owned(),
            SaveState::Saved | SaveState::Saving if self.state.read_only.is_some() => {
                "read-only".to_owned()
            }
            SaveState::Saved | SaveState::Saving => "saved".to_owned(),
            SaveState::Failed(why) => why.clone(),
        };
        let version = match state.last_version() {
            None => "draft".to_owned(),
            Some(last) => format!("draft since {last}"),
        };
        let first = format!(
            "{}, {} {}: {version}, {saved}.",
            state.session().name,
            state.step.number(),
            state.step.name()
        );
        let clock = clock_face::face(state).map(|f| match f.agenda_text() {
            agenda if agenda.is_empty() => format!("{}: {}.", f.name, f.text()),
            agenda => format!("{}: {}, {agenda}.", f.name, f.text()),
        });
        let lines: Vec<String> = clock.into_iter().chain(outlook_sentences(state)).collect();
        self.print_line(&first)?;
        for line in lines {
            self.print_line(&line)?;
        }
        Ok(())
    }

    /// Prints what the open dialog asks; one that only shows something is then closed.
    pub(super) fn print_dialog(&mut self) -> io::Result<()> {
        while let Some(lines) = prompt::info_lines(&self.state) {
            for line in lines {
                self.print_line(&line)?;
            }
            self.press_key("esc");
        }
        let lines = if self.is_asking_back() {
            prompt::back_lines(&self.state)
        } else {
            prompt::prompt_lines(&self.state, self.typist)
        };
        for line in lines {
            self.print_line(&line)?;
        }
        Ok(())
    }
}
