//! Text being typed: one line or several, checked as it is typed, kept as a draft.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use serde::{Deserialize, Serialize};
use tui_input::{Input, InputRequest};

use super::key::{Key, KeyCode};
use super::quick_list;
use super::textarea_keys::area_key;
use super::walked::walked;
use crate::model::record::{Kind, Place};
use crate::model::{BallotMethod, Id, Sealed, Session, Side, old_words};

/// What the text is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryCommand {
    /// A field of a thing.
    Field {
        /// The thing.
        at: Place,
        /// The field.
        key: String,
    },
    /// The name of a new thing.
    Name {
        /// Its kind.
        kind: Kind,
        /// Its parent, for parts.
        parent: Option<Id>,
        /// Where in the list.
        index: usize,
        /// Fields it starts with.
        fields: Vec<(String, String)>,
    },
    /// Many new things, one a line.
    #[serde(alias = "Quick")]
    QuickList {
        /// Their kind.
        kind: Kind,
        /// Their parent, for parts.
        parent: Option<Id>,
        /// Fields each starts with.
        fields: Vec<(String, String)>,
    },
    /// A side's own words.
    #[serde(alias = "Words")]
    OwnWords {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
        /// Whose.
        side: Side,
    },
    /// A thought to park.
    Park,
    /// Who agrees for a side.
    Sign {
        /// The side.
        side: Side,
    },
    /// Why a version gets a larger number than computed.
    #[serde(alias = "Larger")]
    BumpOverride {
        /// How far the number is to move.
        bump: String,
    },
    /// Why a version is published although one before it was altered.
    #[serde(alias = "DespiteAltered")]
    PublishAltered {
        /// How far the number is to move beyond what is computed, and why, if it is.
        #[serde(alias = "larger")]
        bump: Option<(String, String)>,
    },
    /// Why the session goes on without what couldn't be read.
    #[serde(alias = "WithoutUnread")]
    UnreadReason,
    /// Why somebody voted as they did.
    Reason {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
        /// Who.
        voter: Id,
    },
    /// The number a ballot's outcome is.
    Outcome {
        /// On what.
        #[serde(deserialize_with = "old_words::subject")]
        subject: String,
    },
    /// The number of a rule's part.
    RuleNumber {
        /// The stage or route.
        at: Place,
        /// The part.
        part: usize,
    },
    /// A value for the condition editor beneath.
    Condition,
}

/// Where the text is.
pub enum EntryBody {
    /// One line.
    Line(Input),
    /// Several.
    Area(Box<TextArea<'static>>),
}

/// Text being typed.
pub struct TextEntry {
    /// What it is for.
    pub command: EntryCommand,
    /// What is asked.
    pub title: String,
    /// A line of help.
    pub hint: String,
    /// The text.
    pub body: EntryBody,
    /// The text at the start, to see whether anything was typed.
    initial_text: String,
    /// Bytes of a text of several lines, as far as they are known without going through it.
    byte_len: usize,
    /// Keys since it was last kept as a draft.
    keys_since_draft: usize,
    /// Whether nothing was done in it yet.
    untouched: bool,
}

/// Bytes of a text up to which all of it is looked at with every key: for what is said of it, for
/// where its lines break. A longer one is looked at where it is seen, and as a whole when it is
/// finished.
const LONG_TEXT: usize = 16 * 1024;
/// Bytes of a text for each of which a key may write a draft: a short text is kept at each key, a
/// long one after so many keys that typing stays in proportion to what is typed.
const BYTES_PER_DRAFT_KEY: usize = 4 * 1024;

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryResult {
    /// The text may have changed.
    StayOpen,
    /// It is finished.
    Finished,
    /// It is given up.
    Cancelled,
}

impl TextEntry {
    /// One line.
    pub fn line(
        purpose: EntryCommand,
        title: impl Into<String>,
        hint: impl Into<String>,
        text: &str,
    ) -> Self {
        let body = EntryBody::Line(Input::new(text.to_owned()));
        Self {
            command: purpose,
            title: title.into(),
            hint: hint.into(),
            body,
            initial_text: text.into(),
            byte_len: text.len(),
            keys_since_draft: 0,
            untouched: true,
        }
    }

    /// Several lines.
    pub fn area(
        purpose: EntryCommand,
        title: impl Into<String>,
        hint: impl Into<String>,
        text: &str,
    ) -> Self {
        let mut entry = Self {
            command: purpose,
            title: title.into(),
            hint: hint.into(),
            body: EntryBody::Area(Box::new(area(text))),
            initial_text: text.into(),
            byte_len: text.len(),
            keys_since_draft: 0,
            untouched: true,
        };
        entry.wrap();
        entry
    }

    /// Puts another text in; it counts as typed.
    pub fn replace_text(&mut self, text: &str) {
        match &mut self.body {
            EntryBody::Line(input) => *input = Input::new(text.to_owned()),
            EntryBody::Area(old) => **old = area(text),
        }
        self.byte_len = text.len();
        self.note_keys(1);
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        let text = match &self.body {
            EntryBody::Line(input) => input.value().to_owned(),
            EntryBody::Area(area) => area.lines().join("\n"),
        };
        walked(text.len());
        text
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        match &self.body {
            EntryBody::Line(_) => 1,
            EntryBody::Area(area) => area.lines().len(),
        }
    }

    /// Whether it is too long to be gone through at each key.
    pub fn is_long(&self) -> bool {
        match &self.body {
            EntryBody::Line(input) => input.value().len() > LONG_TEXT,
            EntryBody::Area(_) => self.byte_len > LONG_TEXT,
        }
    }

    /// Whether nothing was done in it since it opened.
    pub fn is_untouched(&self) -> bool {
        self.untouched
    }

    /// Whether something was typed that would be lost.
    pub fn is_changed(&self) -> bool {
        self.text() != self.initial_text
    }

    /// Whether the text may not be seen by the room while it is typed.
    pub fn is_secret(&self) -> bool {
        matches!(self.command, EntryCommand::OwnWords { .. })
    }

    /// What is said of the text while it is typed, and whether that is a refusal: what it would
    /// lead to, as long as it is short enough to be gone through each time.
    pub fn note(&self, session: &Session) -> Option<(bool, String)> {
        if !self.is_long() {
            return self.validation(session);
        }
        let (size, unit) = match (&self.command, &self.body) {
            (EntryCommand::QuickList { .. }, _) => (self.lines(), "line"),
            (_, EntryBody::Line(input)) => (input.value().len(), "byte"),
            (_, EntryBody::Area(_)) => (self.byte_len, "byte"),
        };
        let size = crate::model::wording::count_noun(i64::try_from(size).unwrap_or(i64::MAX), unit);
        Some((false, format!("{size}; checked when it is saved")))
    }

    /// What the text would lead to, and whether that is a refusal.
    pub fn validation(&self, session: &Session) -> Option<(bool, String)> {
        let text = self.text();
        match &self.command {
            EntryCommand::Field { at, key } => {
                if let Some(refused) = super::secrecy::edit_refusal(session, at, key) {
                    return Some((true, refused.0));
                }
                let mut trial = session.clone();
                let refused = trial.record_mut(at)?.set(key, &text).err()?;
                Some((true, refused.0))
            }
            EntryCommand::QuickList { kind, .. } => {
                let lines = quick_list::parse_lines(*kind, &text);
                let bad = lines.iter().find_map(|l| l.as_ref().err());
                let good = lines.iter().filter(|l| l.is_ok()).count();
                Some(match bad {
                    Some(bad) => (true, bad.clone()),
                    None => (false, format!("{good} to add")),
                })
            }
            EntryCommand::Outcome { .. } => {
                let refused = BallotMethod::Points.parse_vote(&text).err()?;
                Some((true, refused.0))
            }
            EntryCommand::RuleNumber { .. } if text.trim().parse::<i64>().is_err() => {
                Some((true, "write a whole number".into()))
            }
            _ => None,
        }
    }

    /// Takes a key.
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
        if ctrl('s') || ctrl('d') {
            return EntryResult::Finished;
        }
        match &mut self.body {
            EntryBody::Line(_) if key.code == KeyCode::Enter => return EntryResult::Finished,
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

    /// Takes several typed characters as one; in a text of several lines `\n` is a new line.
    pub fn insert_text(&mut self, text: &str) {
        match &mut self.body {
            EntryBody::Line(input) => insert_at_cursor(input, text),
            EntryBody::Area(area) => {
                insert_lines(area, text);
                self.byte_len += text.len();
            }
        }
        self.note_keys(text.chars().count());
    }

    /// Notes that so many keys did something.
    fn note_keys(&mut self, keys: usize) {
        self.keys_since_draft += keys;
        self.untouched = false;
        self.wrap();
    }

    /// Lines of a long text aren't broken: where they are seen, that is done for what is seen.
    fn wrap(&mut self) {
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

    /// Takes pasted text: newlines become blanks in a line.
    pub fn paste(&mut self, text: &str) {
        walked(text.len());
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match &mut self.body {
            EntryBody::Line(input) => {
                let mut flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
                flat.retain(|c| !c.is_control());
                insert_at_cursor(input, &flat);
            }
            EntryBody::Area(area) => {
                let kept: String = text
                    .chars()
                    .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
                    .collect();
                self.byte_len += kept.len();
                insert_lines(area, &kept);
            }
        }
        self.note_keys(text.len());
    }

    /// The draft, if it is time for one: at each key while the text is short, for a long one after
    /// as many as keep the work in proportion.
    pub fn due_draft(&mut self) -> Option<String> {
        let weight = match &self.body {
            EntryBody::Line(input) => input.value().len(),
            EntryBody::Area(_) => self.byte_len,
        };
        let due = weight <= self.keys_since_draft.saturating_mul(BYTES_PER_DRAFT_KEY);
        due.then(|| self.pending_draft()).flatten()
    }

    /// The draft, if something was typed since the last one.
    pub fn pending_draft(&mut self) -> Option<String> {
        if self.keys_since_draft == 0 {
            return None;
        }
        self.keys_since_draft = 0;
        if let EntryBody::Area(area) = &self.body {
            self.byte_len = area.lines().iter().map(|line| line.len() + 1).sum();
            walked(self.byte_len);
        }
        self.wrap();
        Some(self.draft())
    }

    /// The entry as a draft for the disk: not readable at a glance.
    pub fn draft(&self) -> String {
        let plain = serde_json::to_string(&EntryDraft {
            command: self.command.clone(),
            title: self.title.clone(),
            hint: self.hint.clone(),
            text: self.text(),
            multi_line: matches!(self.body, EntryBody::Area(_)),
        })
        .expect("a draft is plain data");
        serde_json::to_string(&Sealed::new(&plain, plain.as_bytes())).expect("a text")
    }

    /// The entry a draft was made of.
    pub fn from_draft(draft: &str) -> Option<Self> {
        let sealed: Sealed = serde_json::from_str(draft).ok()?;
        let draft: EntryDraft = serde_json::from_str(&sealed.open()?).ok()?;
        if draft.command == EntryCommand::Condition {
            return None;
        }
        let make = if draft.multi_line {
            Self::area
        } else {
            Self::line
        };
        let mut entry = make(draft.command, draft.title, draft.hint, &draft.text);
        entry.initial_text = String::new();
        Some(entry)
    }
}

#[derive(Serialize, Deserialize)]
struct EntryDraft {
    #[serde(alias = "purpose")]
    command: EntryCommand,
    title: String,
    hint: String,
    text: String,
    #[serde(alias = "several")]
    multi_line: bool,
}

/// Puts a text in at the cursor, as one.
pub(super) fn insert_at_cursor(input: &mut Input, text: &str) {
    let (value, cursor) = (input.value(), input.cursor());
    let at = value
        .char_indices()
        .nth(cursor)
        .map_or(value.len(), |(at, _)| at);
    let mut whole = String::with_capacity(value.len() + text.len());
    whole.push_str(&value[..at]);
    whole.push_str(text);
    whole.push_str(&value[at..]);
    walked(whole.len());
    *input = Input::new(whole).with_cursor(cursor + text.chars().count());
}

/// Puts a text of several lines in at the cursor, as one.
fn insert_lines(area: &mut TextArea<'_>, text: &str) {
    walked(area.lines()[area.cursor().0].len() + text.len());
    area.insert_str(text);
}

pub(super) fn line_request(key: Key) -> Option<InputRequest> {
    Some(match (key.code, key.ctrl) {
        (KeyCode::Char(c), false) if !key.alt => InputRequest::InsertChar(c),
        (KeyCode::Backspace, false) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
        (KeyCode::Left, false) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) => InputRequest::GoToNextChar,
        (KeyCode::Left, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        (KeyCode::Char('w') | KeyCode::Backspace, true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => return None,
    })
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.lines().map(Into::into).collect());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

#[cfg(test)]
mod tests {
    use super::super::walked::walked_by;
    use super::*;

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
    fn wide_and_joined_characters_are_deleted_whole() {
        let mut entry = TextEntry::line(EntryCommand::Park, "", "", "日本👩‍👩‍👧");
        typed(&mut entry, "<backspace>");
        assert_eq!(entry.text(), "日本");
    }

    #[test]
    fn a_draft_comes_back_and_shows_nothing() {
        let purpose = EntryCommand::OwnWords {
            subject: "stage:mql".into(),
            side: Side::Sales,
        };
        let mut entry = TextEntry::area(purpose.clone(), "t", "h", "");
        entry.paste("one\ntwo");
        let draft = entry.draft();
        assert!(!draft.contains("one"));
        let back = TextEntry::from_draft(&draft).unwrap();
        assert_eq!((back.text(), back.command), ("one\ntwo".into(), purpose));
        assert!(TextEntry::from_draft("junk").is_none());
    }

    /// Sizes a text may have, the same each time.
    fn sizes(most: usize) -> impl Iterator<Item = usize> {
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
    fn drafts_of_a_text_stay_in_proportion_to_its_keys() {
        for size in sizes(2_000).take(40) {
            for several in [false, true] {
                let make = if several {
                    TextEntry::area
                } else {
                    TextEntry::line
                };
                let mut entry = make(EntryCommand::Park, "", "", "");
                let mut drafted = 0;
                for _ in 0..size {
                    entry.key(Key::char('a'));
                    drafted += entry.due_draft().map_or(0, |draft| draft.len());
                }
                // A draft is half as long again as its text, and a few hundred bytes.
                let most = size * BYTES_PER_DRAFT_KEY * 2;
                assert!(drafted <= most, "{drafted} bytes for {size} keys");
                drafted += entry.pending_draft().map_or(0, |draft| draft.len());
                assert!(drafted >= size, "what was typed is kept");
            }
        }
    }

    #[test]
    fn a_short_text_is_kept_at_each_key_and_a_long_one_in_the_end() {
        let mut entry = TextEntry::line(EntryCommand::Park, "", "", "");
        for _ in 0..BYTES_PER_DRAFT_KEY {
            entry.key(Key::char('a'));
            assert!(entry.due_draft().is_some());
        }
        entry.paste(&"b".repeat(1 << 20));
        assert!(entry.due_draft().is_some(), "a paste is many keys");
        entry.key(Key::char('c'));
        assert!(entry.due_draft().is_none());
        let back = TextEntry::from_draft(&entry.pending_draft().unwrap()).unwrap();
        assert_eq!(back.text(), entry.text());
        assert!(entry.pending_draft().is_none());
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
            // What is said of it while it is typed doesn't go through it.
            assert_eq!(area.is_long(), area.text().len() > LONG_TEXT);
        }
    }

    /// From the paste over the frames and keys after it to the end.
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
