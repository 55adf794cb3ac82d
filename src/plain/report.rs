//! What is printed after a line: what was said, what the model now says, what comes next.

use std::io;

use super::{Plain, prompt};
use crate::app::clock;
use crate::app::document::Document;
use crate::app::{Level, Pane, Row, Saved, State, Step, said};

/// What a line may change.
pub(super) struct Before {
    document: Option<Document>,
    generation: u64,
    step: Option<Step>,
    pane: Pane,
    held: Option<String>,
    more: bool,
    follow: Option<String>,
    rows: Vec<String>,
    pub(super) overlays: usize,
}

impl Before {
    /// Before anything was shown.
    pub(super) fn nothing() -> Self {
        Self {
            document: None,
            generation: 0,
            step: None,
            pane: Pane::List,
            held: None,
            more: false,
            follow: None,
            rows: Vec::new(),
            overlays: 0,
        }
    }

    /// As it stands.
    pub(super) fn of(state: &State) -> Self {
        Self {
            document: Some(state.document.clone()),
            generation: state.generation,
            step: Some(state.step),
            pane: state.cursor().pane,
            held: held(state),
            more: state.cursor().more,
            follow: state.follow.as_ref().map(|f| f.question.clone()),
            rows: rows(state).0.iter().map(in_words).collect(),
            overlays: state.overlays.len(),
        }
    }
}

/// The rows of where one is, and the selected one.
pub(super) fn rows(state: &State) -> (Vec<Row>, Option<usize>) {
    match state.cursor().pane {
        Pane::List => listed(state),
        Pane::Detail => state.detail(),
    }
}

/// As many rows of a list as somebody can still listen to.
const LISTED: usize = 300;

/// The list's first rows; of a very long one the rest is left out.
fn listed(state: &State) -> (Vec<Row>, Option<usize>) {
    let (list, index) = state.list();
    let shown = list.len().min(LISTED);
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
fn held(state: &State) -> Option<String> {
    (state.cursor().pane == Pane::Detail)
        .then(|| state.selected().map(|row| format!("{:?}", row.does)))?
}

/// The rows that can be chosen, with their indexes.
pub(super) fn choosable(rows: &[Row]) -> Vec<(usize, &Row)> {
    let all = rows.iter().enumerate();
    all.filter(|(_, row)| !row.heading).collect()
}

/// A row in words.
pub(super) fn in_words(row: &Row) -> String {
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

impl Plain<'_> {
    /// Tells what came of a line.
    pub(super) fn report(&mut self, before: &Before) -> io::Result<()> {
        self.tell_notice()?;
        let follow = self.state.follow.as_ref().map(|f| f.question.clone());
        if follow != before.follow
            && let Some(question) = follow
        {
            self.say(&question.replace("b moves", "`both` moves"))?;
        }
        if self.text.is_some() {
            return Ok(());
        }
        let state = &self.state;
        let same_place = before.step == Some(state.step)
            && before.pane == state.cursor().pane
            && before.held == held(state)
            && before.more == state.cursor().more;
        let changed = before
            .document
            .as_ref()
            .is_none_or(|d| d.session() != state.session());
        if changed && same_place {
            self.tell_row(before)?;
        }
        if before.document.is_some() && before.generation != self.state.generation {
            for line in said(&self.state) {
                self.say(&line)?;
            }
        }
        if self.host.is_done() {
            return Ok(());
        }
        if !same_place && (self.state.overlays.is_empty() || before.step.is_none()) {
            self.show()?;
        }
        self.ask()
    }

    /// The line the workbench last said; what didn't work names a script's line.
    fn tell_notice(&mut self) -> io::Result<()> {
        let Some(notice) = self.state.notice.take() else {
            return Ok(());
        };
        if notice.level == Level::Info {
            self.say(&notice.text)
        } else {
            self.wrong(&notice.text)
        }
    }

    /// What became of the row that was acted on.
    fn tell_row(&mut self, before: &Before) -> io::Result<()> {
        let pane = self.state.cursor().pane;
        let (rows, index) = rows(&self.state);
        let acted = self.acted.take();
        let acted = acted.filter(|(step, at, _)| (*step, *at) == (self.state.step, pane));
        let index = acted.map(|(.., index)| index).or(index);
        let all = choosable(&rows);
        let found = all.iter().position(|(i, _)| Some(*i) == index);
        let Some(number) = found else { return Ok(()) };
        let words = in_words(all[number].1);
        if before.rows.contains(&words) {
            return Ok(());
        }
        self.say(&format!("{}. {words}", number + 1))
    }

    /// The rows of where one is.
    pub(super) fn show(&mut self) -> io::Result<()> {
        let state = &self.state;
        let step = format!("{} {}", state.step.number(), state.step.name());
        let (title, rows) = match state.cursor().pane {
            Pane::List => (step, listed(state).0),
            Pane::Detail => {
                let of = state.selected().map_or_else(String::new, |row| row.text);
                (format!("{step}, {of}"), state.detail().0)
            }
        };
        self.say("")?;
        self.say(&format!("== {title}"))?;
        if choosable(&rows).is_empty() && self.state.cursor().pane == Pane::List {
            return self.say(self.state.screen().when_empty());
        }
        self.tell_rows(&rows)
    }

    /// Rows with their numbers; headings have none.
    pub(super) fn tell_rows(&mut self, rows: &[Row]) -> io::Result<()> {
        let mut number = 0;
        for row in rows {
            if row.heading {
                let text = in_words(row);
                if !text.is_empty() {
                    self.say(&format!("-- {text}"))?;
                }
            } else {
                number += 1;
                self.say(&format!("{number}. {}", in_words(row)))?;
            }
        }
        Ok(())
    }

    /// What the header and the strip say.
    pub(super) fn status(&mut self) -> io::Result<()> {
        let state = &self.state;
        let saved = match &state.saved {
            _ if self.state.unanswered.is_some() => "a question is open".to_owned(),
            Saved::Yes | Saved::Soon if self.state.read_only.is_some() => "read-only".to_owned(),
            Saved::Yes | Saved::Soon => "every edit is kept".to_owned(),
            Saved::Failed(why) => why.clone(),
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
            clock::face(state).map(|f| format!("{}: {}, {}.", f.name, f.text(), f.overall()));
        let lines: Vec<String> = clock.into_iter().chain(said(state)).collect();
        self.say(&first)?;
        for line in lines {
            self.say(&line)?;
        }
        Ok(())
    }

    /// Asks what the open dialog asks; what only tells is told and closed.
    pub(super) fn ask(&mut self) -> io::Result<()> {
        while let Some(lines) = prompt::told(&self.state) {
            for line in lines {
                self.say(&line)?;
            }
            self.press("esc");
        }
        for line in prompt::asked(&self.state, self.in_person) {
            self.say(&line)?;
        }
        Ok(())
    }
}
