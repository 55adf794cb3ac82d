//! Text being typed, in one line or several: validated as it is typed and stored as a draft.

use jiff::civil::Date;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use tui_input::Input;

use crate::app::dialogs::cover::Cover;
use crate::app::dialogs::line_keys::{insert_at_cursor, line_request};
use crate::app::dialogs::list_cells::without_bullets;
use crate::app::dialogs::textarea_keys::area_key;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::document::walked;

/// The text being edited.
pub enum EntryBody {
    /// A single line.
    Line(Input),
    /// Several lines.
    Area(Box<TextArea<'static>>),
}

/// Text being typed.
pub struct TextEntry {
    /// What it is for.
    pub command: EntryCommand,
    /// The heading.
    pub title: String,
    /// A line of help.
    pub hint: String,
    /// The text.
    pub body: EntryBody,
    /// The present day, against which a typed day is read; set by the workbench.
    pub today: Option<Date>,
    /// The initial text, to tell whether it was changed.
    pub(super) initial_text: String,
    /// Length in bytes of a multi-line text, tracked without scanning it.
    pub(super) byte_len: usize,
    /// Keys since the last draft.
    pub(super) keys_since_draft: usize,
    /// Whether no key was handled yet.
    untouched: bool,
    /// Whether the text is drawn.
    pub(super) cover: Cover,
    /// Whether the whole line is selected: what is typed replaces it.
    selected: bool,
    /// Whether it is a list of lines, which Enter on a blank last line finishes.
    pub(super) is_list: bool,
}

/// Length in bytes up to which all of a text is validated and wrapped on every key press. Of a
/// longer one only the visible part is wrapped, and it is validated on submission.
const LONG_TEXT: usize = 16 * 1024;

/// What follows from a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryResult {
    /// The entry stays open; the text may have changed.
    StayOpen,
    /// The text was submitted.
    Finished,
    /// The entry was cancelled.
    Cancelled,
}

impl TextEntry {
    /// Creates an entry of one line.
    pub fn line(
        command: EntryCommand,
        title: impl Into<String>,
        hint: impl Into<String>,
        text: &str,
    ) -> Self {
        let body = EntryBody::Line(Input::new(text.to_owned()));
        Self {
            cover: cover_of(&command),
            command,
            title: title.into(),
            hint: hint.into(),
            body,
            today: None,
            initial_text: text.into(),
            byte_len: text.len(),
            keys_since_draft: 0,
            untouched: true,
            selected: false,
            is_list: false,
        }
    }

    /// Creates an entry of several lines.
    pub fn area(
        command: EntryCommand,
        title: impl Into<String>,
        hint: impl Into<String>,
        text: &str,
    ) -> Self {
        let mut entry = Self {
            cover: cover_of(&command),
            command,
            title: title.into(),
            hint: hint.into(),
            body: EntryBody::Area(Box::new(area(text))),
            today: None,
            initial_text: text.into(),
            byte_len: text.len(),
            keys_since_draft: 0,
            untouched: true,
            selected: false,
            is_list: false,
        };
        entry.wrap();
        entry
    }

    /// Creates an entry of a list, one a line; Enter on a blank last line finishes it.
    pub fn list(
        command: EntryCommand,
        title: impl Into<String>,
        hint: impl Into<String>,
        text: &str,
    ) -> Self {
        let mut entry = Self::area(command, title, hint, text);
        entry.is_list = true;
        entry
    }

    /// Selects the text of a line, so that what is typed replaces it.
    #[must_use]
    pub fn select_all(mut self) -> Self {
        self.selected = matches!(self.body, EntryBody::Line(_)) && !self.is_blank();
        self
    }

    /// Returns whether what is typed replaces the whole line.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// Returns whether Enter on a blank last line finishes it.
    pub fn is_list(&self) -> bool {
        self.is_list
    }

    /// Ends the selection; what was selected goes if something replaces it.
    fn end_selection(&mut self, replaced: bool) {
        if std::mem::take(&mut self.selected) && replaced {
            self.replace_text("");
        }
    }

    /// Replaces the text, as if it had been typed.
    pub fn replace_text(&mut self, text: &str) {
        match &mut self.body {
            EntryBody::Line(input) => *input = Input::new(text.to_owned()),
            EntryBody::Area(old) => **old = area(text),
        }
        self.byte_len = text.len();
        self.note_keys(1);
    }

    /// Returns the current text.
    pub fn text(&self) -> String {
        let text = match &self.body {
            EntryBody::Line(input) => input.value().to_owned(),
            EntryBody::Area(area) => area.lines().join("\n"),
        };
        walked(text.len());
        text
    }

    /// Returns the number of lines.
    pub fn lines(&self) -> usize {
        match &self.body {
            EntryBody::Line(_) => 1,
            EntryBody::Area(area) => area.lines().len(),
        }
    }

    /// Returns whether the text is too long to be scanned on every key press.
    pub fn is_long(&self) -> bool {
        match &self.body {
            EntryBody::Line(input) => input.value().len() > LONG_TEXT,
            EntryBody::Area(_) => self.byte_len > LONG_TEXT,
        }
    }

    /// Returns whether no key was handled since it opened.
    pub fn is_untouched(&self) -> bool {
        self.untouched
    }

    /// Returns whether there is text that would be lost.
    pub fn is_changed(&self) -> bool {
        self.text() != self.initial_text
    }

    /// Returns whether the room may not see the text while it is typed.
    pub fn is_secret(&self) -> bool {
        self.command.is_secret()
    }

    /// Returns whether the text isn't drawn. A secret one always opens covered.
    pub fn is_covered(&self) -> bool {
        self.cover != Cover::Off
    }

    /// Returns what is shown of the text.
    pub fn cover(&self) -> Cover {
        self.cover
    }

    /// Shows a covered text, or covers it again; one that came back stays covered.
    pub fn toggle_cover(&mut self) {
        self.cover = self.cover.switched();
    }

    /// Takes a text that was typed before. A secret one can't be uncovered any more.
    pub fn bring_back(&mut self, text: &str) {
        self.replace_text(text);
        if self.is_secret() {
            self.cover = Cover::Locked;
        }
    }

    /// Returns the number of words of the text.
    pub fn words(&self) -> usize {
        self.text().split_whitespace().count()
    }

    /// Returns whether nothing is typed.
    pub fn is_blank(&self) -> bool {
        match &self.body {
            EntryBody::Line(input) => input.value().is_empty(),
            EntryBody::Area(area) => area.is_empty(),
        }
    }

    /// Handles a key.
    pub fn key(&mut self, key: Key) -> EntryResult {
        let ctrl = |c: char| {
            key == Key {
                code: KeyCode::Char(c),
                ctrl: true,
                alt: false,
            }
        };
        if key.code == KeyCode::Esc {
            return EntryResult::Cancelled;
        }
        if self.is_covered() && ctrl('u') {
            self.replace_text("");
            self.cover = Cover::On;
            return EntryResult::StayOpen;
        }
        if ctrl('s') || ctrl('d') {
            return EntryResult::Finished;
        }
        if key.code == KeyCode::Enter && self.enter_finishes() {
            return EntryResult::Finished;
        }
        if self.selected {
            let deletes = matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
            self.end_selection(deletes || key.typed_char().is_some());
            if deletes {
                return EntryResult::StayOpen;
            }
        }
        match &mut self.body {
            EntryBody::Line(input) => {
                if let Some(request) = line_request(key) {
                    walked(input.value().len());
                    input.handle(request);
                }
            }
            EntryBody::Area(area) => {
                walked(area.lines()[area.cursor().0].len());
                area_key(area, key);
                self.byte_len += 1;
            }
        }
        self.note_keys(1);
        EntryResult::StayOpen
    }

    /// Returns whether Enter ends a text: that of a line, or of a list at its blank last line.
    fn enter_finishes(&self) -> bool {
        match &self.body {
            EntryBody::Line(_) => true,
            EntryBody::Area(area) => {
                let (last, lines) = (area.cursor().0 + 1 == area.lines().len(), area.lines());
                let is_blank = lines.last().is_some_and(|line| line.trim().is_empty());
                self.is_list && last && is_blank && lines.len() > 1
            }
        }
    }

    /// Inserts several typed characters at once; in a text of several lines `\n` starts a new one.
    pub fn insert_text(&mut self, text: &str) {
        self.end_selection(true);
        match &mut self.body {
            EntryBody::Line(input) => insert_at_cursor(input, text),
            EntryBody::Area(area) => {
                insert_lines(area, text);
                self.byte_len += text.len();
            }
        }
        self.note_keys(text.chars().count());
    }

    /// Counts keys that changed something.
    fn note_keys(&mut self, keys: usize) {
        self.keys_since_draft += keys;
        self.untouched = false;
        self.wrap();
    }

    /// Sets the wrap mode: a long text isn't wrapped as a whole, but its visible part when drawn.
    pub(super) fn wrap(&mut self) {
        let wrap = if self.is_long() {
            WrapMode::None
        } else {
            WrapMode::WordOrGlyph
        };
        if let EntryBody::Area(area) = &mut self.body
            && area.wrap_mode() != wrap
        {
            area.set_wrap_mode(wrap);
        }
    }

    /// Inserts pasted text; in a single line newlines become blanks, and in a list of lines bullets
    /// and numbers in front of them go.
    pub fn paste(&mut self, text: &str) {
        self.end_selection(true);
        walked(text.len());
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match &mut self.body {
            EntryBody::Line(input) => {
                let mut flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
                flat.retain(|c| !c.is_control());
                insert_at_cursor(input, &flat);
            }
            EntryBody::Area(area) => {
                let clean: String = text
                    .chars()
                    .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
                    .collect();
                let clean = if self.is_list {
                    let cursor = area.cursor();
                    let mut before = area.lines()[cursor.0].chars().take(cursor.1);
                    without_bullets(&clean, before.all(char::is_whitespace))
                } else {
                    clean
                };
                self.byte_len += clean.len();
                insert_lines(area, &clean);
            }
        }
        self.note_keys(text.len());
    }
}

/// A secret text always opens covered.
fn cover_of(command: &EntryCommand) -> Cover {
    if command.is_secret() {
        Cover::On
    } else {
        Cover::Off
    }
}

/// Inserts a text of several lines at the cursor in one step.
fn insert_lines(area: &mut TextArea<'_>, text: &str) {
    walked(area.lines()[area.cursor().0].len() + text.len());
    area.insert_str(text);
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.lines().map(Into::into).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::document::walked_by;
    use crate::model::Session;

    fn typed(entry: &mut TextEntry, keys: &str) {
        for key in Key::parse_all(keys) {
            entry.key(key);
        }
    }

    #[test]
    fn a_paragraph_pasted_into_a_line_stays_one_line() {
        let mut entry = TextEntry::line(EntryCommand::Park, "", "", "");
        entry.paste("one\r\ntwo\n\n  three\u{1b}[31m");
        assert_eq!(entry.text(), "one two three[31m");
    }

    #[test]
    fn enter_on_the_blank_last_line_of_a_list_finishes_it() {
        let enter = Key::parse("enter").unwrap();
        let mut list = TextEntry::list(EntryCommand::Park, "", "", "one");
        assert_eq!(list.key(enter), EntryResult::StayOpen);
        typed(&mut list, "two");
        assert_eq!(list.key(enter), EntryResult::StayOpen);
        assert_eq!(list.key(enter), EntryResult::Finished);
        let mut prose = TextEntry::area(EntryCommand::Park, "", "", "one\n");
        assert_eq!(prose.key(enter), EntryResult::StayOpen);
        assert_eq!(prose.key(enter), EntryResult::StayOpen);
    }

    #[test]
    fn a_pasted_list_loses_its_bullets_and_prose_keeps_them() {
        let pasted = "\u{2022}\tone\r\n2) two\n\u{2013} three\n-5 degrees\na) five\n";
        let mut list = TextEntry::list(EntryCommand::Park, "", "", "");
        list.paste(pasted);
        assert_eq!(list.text(), "one\ntwo\nthree\n-5 degrees\nfive\n");
        let mut prose = TextEntry::area(EntryCommand::Park, "", "", "");
        prose.paste(pasted);
        assert_eq!(prose.text(), pasted.replace("\r\n", "\n"));
        // What is pasted within a line goes on with it.
        let mut list = TextEntry::list(EntryCommand::Park, "", "", "ten");
        list.paste(" - twelve\n- thirteen");
        assert_eq!(list.text(), "ten - twelve\nthirteen");
    }

    #[test]
    fn what_is_typed_replaces_a_selected_line() {
        let number = || TextEntry::line(EntryCommand::Park, "", "", "15").select_all();
        for (keys, text) in [
            ("7", "7"),
            ("<end>7", "157"),
            ("<backspace>", ""),
            ("78", "78"),
        ] {
            let mut entry = number();
            typed(&mut entry, keys);
            assert_eq!(entry.text(), text, "{keys}");
        }
        let mut entry = number();
        entry.paste("99");
        assert_eq!(entry.text(), "99");
    }

    #[test]
    fn the_same_keys_edit_a_line_and_a_text() {
        for (keys, text) in [
            ("<ctrl-u>", ""),
            ("<ctrl-w>", "one two "),
            ("<alt-b>x", "one two xthree"),
            ("<ctrl-left><ctrl-left>x", "one xtwo three"),
            ("<home>x<end>y", "xone two threey"),
            ("<home><ctrl-right>x", "one xtwo three"),
            ("<ctrl-a><ctrl-k>", ""),
        ] {
            let mut line = TextEntry::line(EntryCommand::Park, "", "", "one two three");
            let mut area = TextEntry::area(EntryCommand::Park, "", "", "one two three");
            typed(&mut line, keys);
            typed(&mut area, keys);
            assert_eq!(
                (line.text().as_str(), area.text().as_str()),
                (text, text),
                "{keys}"
            );
        }
    }

    #[test]
    fn wide_and_joined_characters_are_deleted_whole() {
        let mut entry = TextEntry::line(EntryCommand::Park, "", "", "日本👩‍👩‍👧");
        typed(&mut entry, "<backspace>");
        assert_eq!(entry.text(), "日本");
    }

    /// Some text sizes, the same on every run.
    pub fn sizes(most: usize) -> impl Iterator<Item = usize> {
        let mut dice = 88_172_645_463_325_252_u64;
        std::iter::repeat_with(move || {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            usize::try_from(dice % most as u64).expect("small enough")
        })
        .take(200)
    }

    #[test]
    fn what_is_pasted_is_what_is_there_whatever_its_size() {
        for size in sizes(1 << 20) {
            let text = "ab 商\n".repeat(size / 7);
            let mut line = TextEntry::line(EntryCommand::Park, "", "", "<>");
            typed(&mut line, "<left>");
            line.paste(&text);
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(line.text(), format!("<{flat}>"));
            typed(&mut line, "!");
            assert_eq!(line.text(), format!("<{flat}!>"));
            let mut area = TextEntry::area(EntryCommand::Park, "", "", "<>");
            typed(&mut area, "<left>");
            area.paste(&text);
            assert_eq!(area.text(), format!("<{text}>"));
            // The note shown while typing doesn't scan the text.
            assert_eq!(area.is_long(), area.text().len() > LONG_TEXT);
        }
    }

    /// From the paste through the frames and keys after it to the end.
    #[test]
    fn a_paste_of_any_size_is_gone_through_a_few_times() {
        let session = Session::new("t");
        for size in sizes(1 << 16) {
            let text = "ab 商\n".repeat(size / 7);
            for several in [false, true] {
                let make = if several {
                    TextEntry::area
                } else {
                    TextEntry::line
                };
                let mut entry = make(EntryCommand::Park, "", "", "before and after");
                typed(&mut entry, "<home>");
                let walked = walked_by(|| {
                    entry.paste(&text);
                    for _ in 0..3 {
                        entry.due_draft();
                        entry.note(&session);
                        typed(&mut entry, "x");
                    }
                    entry.pending_draft();
                    entry.validation(&session);
                });
                let length = entry.text().len();
                assert!(
                    walked <= 20 * length + 1_000,
                    "{walked} for {length}, several lines: {several}"
                );
                assert!(walked >= 2 * text.len(), "it is counted");
            }
        }
    }

    #[test]
    fn several_lines_undo_and_redo() {
        let mut entry = TextEntry::area(EntryCommand::Park, "", "", "");
        typed(&mut entry, "ab<enter>c");
        assert_eq!(entry.text(), "ab\nc");
        typed(&mut entry, "<ctrl-z>");
        assert_ne!(entry.text(), "ab\nc");
        typed(&mut entry, "<ctrl-y>");
        assert_eq!(entry.text(), "ab\nc");
    }
}
