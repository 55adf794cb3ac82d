//! The answers that the commands and the dialogs share: a text, choices, a record to open.

use super::super::parse::line::LineResult;
use super::super::rows::visible::has_selectable;
use super::session::PlainSession;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::{Message, Notice, NoticeLevel, Pane};
use crate::plain::Typist;

impl PlainSession<'_> {
    /// Replaces the text of the open entry and submits it.
    pub(super) fn enter_text(&mut self, text: &str) -> LineResult {
        let Some(Dialog::TextEntry(entry)) = self.state.dialogs.pop() else {
            return Ok(());
        };
        let empty = match entry.body {
            EntryBody::Line(_) => TextEntry::line,
            EntryBody::Area(_) if entry.is_list() => TextEntry::list,
            EntryBody::Area(_) => TextEntry::area,
        };
        let entry = empty(entry.command, entry.title, entry.hint, "");
        self.state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
        if !text.is_empty() {
            self.handle(Message::Paste(text.to_owned()));
        }
        self.press_key("ctrl-s");
        self.reselect_last_row();
        self.take_refusal()
    }

    /// Handles a refused answer: a person is asked again, but a script's dialog is closed, so that
    /// the next line isn't taken for the answer.
    pub(super) fn take_refusal(&mut self) -> LineResult {
        let Some(Dialog::TextEntry(_)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let is_refusal = |n: &Notice| n.level != NoticeLevel::Info;
        let Some(notice) = self.state.notice.take_if(|n| is_refusal(n)) else {
            return Ok(());
        };
        if self.typist == Typist::Script {
            self.press_key("esc");
            self.state.notice = None;
        }
        Err(notice.text)
    }

    /// Selects the field just filled, because the workbench moves on to the next one.
    pub(super) fn reselect_last_row(&mut self) {
        if let Some((step, Pane::Detail, index)) = self.last_row
            && step == self.state.step
            && self.state.cursor().pane == Pane::Detail
            && self.state.cursor().detail_row == index + 1
        {
            self.state.cursor_mut().detail_row = index;
        }
    }

    /// Picks these choices of the open list.
    pub(super) fn take_choices(&mut self, chosen: &[usize]) {
        let Some(Dialog::Pick(pick)) = self.state.dialogs.last_mut() else {
            return;
        };
        // Ticking nothing would pick the choice under the cursor.
        let gives_up = chosen.is_empty() && pick.needs_one();
        pick.choose(chosen);
        self.press_key(if gives_up { "esc" } else { "enter" });
        self.reselect_last_row();
    }

    /// Opens the record just found, so that its fields can be named.
    pub(super) fn open_found_record(&mut self) {
        if self.state.dialogs.is_empty() && has_selectable(&self.state.detail().0) {
            self.state.cursor_mut().pane = Pane::Detail;
        }
    }
}
