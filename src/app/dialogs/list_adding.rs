//! A quick list being added, a batch of lines at a time.

use crate::app::dialogs::quick_list::{ListLine, ListReader, QuickItem};
use crate::app::dialogs::text_entry::TextEntry;
use crate::document::{Edit, ListAdder};
use crate::model::record::{Kind, Place};
use crate::model::{FreshIds, Id, Session};

/// A quick list being added.
pub struct AddList {
    /// The text entry, which reopens if the list is cancelled.
    pub(crate) entry: Box<TextEntry>,
    pub(crate) kind: Kind,
    pub(crate) parent: Option<Id>,
    /// Initial fields of each record.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) reader: ListReader,
    pub(crate) bytes_read: usize,
    pub(crate) lines_read: usize,
    /// A copy of the session with what was added so far.
    pub(crate) trial: Session,
    pub(crate) ids: FreshIds,
    pub(crate) adder: ListAdder,
    pub(crate) edits: Vec<Edit>,
    /// Answers of added criteria: after all records of the list, which are added in one run.
    pub(crate) answers: Vec<Edit>,
    /// Names in the header that are no columns.
    pub(crate) unknown_columns: Vec<String>,
    pub(crate) last_added: Option<Place>,
    /// Why the first rejected line was rejected.
    pub(crate) first_refusal: Option<String>,
    pub(crate) count: i64,
}

/// Result of reading one batch of lines.
pub(crate) enum AddProgress {
    More,
    Done,
    /// A line can't be read, for this reason.
    BadLine(String),
}

impl AddList {
    /// Returns what is being added, for a heading.
    pub fn title(&self) -> &str {
        &self.entry.title
    }

    /// Returns the number of lines read and the number of lines in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.lines_read, self.entry.lines())
    }

    pub(crate) fn read_lines(&mut self, lines: usize) -> AddProgress {
        for _ in 0..lines {
            if self.bytes_read >= self.text.len() {
                return AddProgress::Done;
            }
            let rest = &self.text[self.bytes_read..];
            let (line, length) = match rest.split_once('\n') {
                Some((line, _)) => (line, line.len() + 1),
                None => (rest, rest.len()),
            };
            self.bytes_read += length;
            self.lines_read += 1;
            match self.reader.read(self.lines_read, line) {
                None => {}
                Some(Ok(ListLine::Header(unknown))) => self.unknown_columns = unknown,
                Some(Ok(ListLine::Item(item))) => self.add_item(item),
                Some(Err(why)) => return AddProgress::BadLine(why),
            }
        }
        if self.bytes_read >= self.text.len() {
            AddProgress::Done
        } else {
            AddProgress::More
        }
    }

    fn add_item(&mut self, item: QuickItem) {
        let mut fields = self.fields.clone();
        fields.extend(item.fields);
        let at = Place {
            kind: self.kind,
            parent: self.parent.clone(),
            id: self.ids.next(&item.name),
        };
        let Some(list) = self.trial.list_mut(self.kind, self.parent.as_ref()) else {
            return;
        };
        let added = self
            .adder
            .add(list, &at, usize::MAX, &item.name, &fields)
            .map_err(|why| format!("line {}, {}: {why}", self.lines_read, item.name));
        if let Err(why) = added {
            self.first_refusal.get_or_insert(why);
            return;
        }
        self.count += 1;
        self.last_added = Some(at.clone());
        self.answers.extend(answer_edits(&at.id, item.answers));
        self.edits.push(Edit::Add {
            at,
            index: usize::MAX,
            name: item.name,
            fields,
        });
    }
}

/// Returns the edits that give a new criterion its answers.
fn answer_edits(criterion: &Id, answers: Vec<QuickItem>) -> impl Iterator<Item = Edit> {
    let mut ids = FreshIds::new(Kind::Answer.word(), std::collections::HashSet::new());
    answers.into_iter().map(move |answer| Edit::Add {
        at: Place::part(Kind::Answer, criterion.clone(), ids.next(&answer.name)),
        index: usize::MAX,
        name: answer.name,
        fields: answer.fields,
    })
}
