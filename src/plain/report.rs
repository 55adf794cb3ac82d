//! What is printed after a line: what was said, what the model now says, what comes next.

use std::io;

use super::{PlainSession, prompt};
use crate::app::clock;
use crate::app::history::Document;
use crate::app::{NoticeLevel, Pane, Row, SaveState, State, Step, outlook_sentences};

/// What a line may change.
pub(super) struct PriorState {
    document: Option<Document>,
    generation: u64,
    step: Option<Step>,
    pane: Pane,
    open_record: Option<String>,
    more: bool,
    follow: Option<String>,
    rows: Vec<String>,
    pub(super) overlays: usize,
}

impl PriorState {
    /// Before anything was shown.
    pub(super) fn empty() -> Self {
        Self {
            document: None,
            generation: 0,
            step: None,
            pane: Pane::List,
            open_record: None,
            more: false,
            follow: None,
            rows: Vec::new(),
            overlays: 0,
        }
    }

    /// As it stands.
    pub(super) fn capture(state: &State) -> Self {
        Self {
            document: Some(state.document.clone()),
            generation: state.generation,
            step: Some(state.step),
            pane: state.cursor().pane,
            open_record: open_record(state),
            more: state.cursor().more,
            follow: state.linked_edit.as_ref().map(|f| f.question.clone()),
            rows: visible_rows(state).0.iter().map(row_text).collect(),
            overlays: state.dialogs.len(),
        }
    }
}

/// The rows of where one is, and the selected one.
pub(super) fn visible_rows(state: &State) -> (Vec<Row>, Option<usize>) {
    match state.cursor().pane {
        Pane::List => first_list_rows(state),
        Pane::Detail => state.detail(),
    }
}

/// As many rows of a list as somebody can still listen to.
const MAX_LIST_ROWS: usize = 300;

/// The list's first rows; of a very long one the rest is left out.
fn first_list_rows(state: &State) -> (Vec<Row>, Option<usize>) {
    let (list, index) = state.list();
    let shown = list.len().min(MAX_LIST_ROWS);
    let mut rows: Vec<Row> = (0..shown).map(|row| list.row(row)).collect();
    if shown < list.len() {
        let rest = list.len() - shown;
        rows.push(Row::heading(
            format!("and {rest} more; `find` goes to one"),
            "",
        ));
    }
    (rows, index.filter(|index| *index < shown))
}

/// What is open, in a form that can be compared.
fn open_record(state: &State) -> Option<String> {
    (state.cursor().pane == Pane::Detail)
        .then(|| state.selected_row().map(|row| format!("{:?}", row.target)))?
}

/// The rows that can be chosen, with their indexes.
pub(super) fn selectable_rows(rows: &[Row]) -> Vec<(usize, &Row)> {
    let all = rows.iter().enumerate();
    all.filter(|(_, row)| !row.heading).collect()
}

/// A row in words.
pub(super) fn row_text(row: &Row) -> String {
    let flat = |text: &str| text.lines().collect::<Vec<_>>().join(" / ");
    let mut text = match row.mark {
        "" => String::new(),
        mark => format!("{mark} "),
    };
    text.push_str(&flat(&row.text));
    if !row.value.is_empty() {
        text.push_str(&format!(": {}", flat(&row.value)));
    }
    if !row.note.is_empty() {
        text.push_str(&format!(" ({})", flat(&row.note)));
    }
    text
}

impl PlainSession<'_> {
    /// Tells what came of a line.
    pub(super) fn print_changes(&mut self, before: &PriorState) -> io::Result<()> {
        self.print_notice()?;
        let follow = self.state.linked_edit.as_ref().map(|f| f.question.clone());
        if follow != before.follow
            && let Some(question) = follow
        {
            self.print_line(&question.replace("b moves", "`both` moves"))?;
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

    /// The line the workbench last said; what didn't work names a script's line.
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

    /// What became of the row that was acted on.
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

    /// The rows of where one is.
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

    /// Rows with their numbers; headings have none.
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

    /// What the header and the strip say.
    pub(super) fn print_status(&mut self) -> io::Result<()> {
        let state = &self.state;
        let saved = match &state.save_state {
            _ if self.state.recovery_question.is_some() => "a question is open".to_owned(),
            SaveState::Saved | SaveState::Saving if self.state.read_only.is_some() => {
                "read-only".to_owned()
            }
            SaveState::Saved | SaveState::Saving => "every edit is safe".to_owned(),
            SaveState::Failed(why) => why.clone(),
        };
        let version = match state.last_version() {
            None => "draft".to_owned(),
            Some(last) => format!("draft after {last}"),
        };
        let first = format!(
            "{}, {} {}: {version}, {saved}.",
            state.session().name,
            state.step.number(),
            state.step.name()
        );
        let clock =
            clock::face(state).map(|f| format!("{}: {}, {}.", f.name, f.text(), f.agenda_text()));
        let lines: Vec<String> = clock.into_iter().chain(outlook_sentences(state)).collect();
        self.print_line(&first)?;
        for line in lines {
            self.print_line(&line)?;
        }
        Ok(())
    }

    /// Asks what the open dialog asks; what only tells is told and closed.
    pub(super) fn print_dialog(&mut self) -> io::Result<()> {
        while let Some(lines) = prompt::info_lines(&self.state) {
            for line in lines {
                self.print_line(&line)?;
            }
            self.press_key("esc");
        }
        for line in prompt::prompt_lines(&self.state, self.in_person) {
            self.print_line(&line)?;
        }
        Ok(())
    }
}
