//! A quick list becomes things: at once, or, where it is very long, bit by bit, with a line that
//! says how far it is and a way out.

use super::adding::{companions, select_new};
use super::edit::{AddRun, Edit};
use super::entry::{Entry, Purpose};
use super::key::{Key, KeyCode};
use super::message::Effect;
use super::overlay::Overlay;
use super::quick;
use super::state::{Level, State, sentence};
use crate::model::record::{Kind, Place};
use crate::model::{FreshIds, Id, Session, wording};

/// Lines of a list that is done at once: a hundred thousand, and the blank one after the last.
const AT_ONCE: usize = 100_001;
/// Lines taken between two looks at the keys.
const AT_A_TIME: usize = 20_000;

/// A quick list on its way.
pub struct AddList {
    /// The list as it was typed, which comes back where it is given up.
    entry: Box<Entry>,
    kind: Kind,
    parent: Option<Id>,
    /// Fields each starts with.
    fields: Vec<(String, String)>,
    text: String,
    /// How far the text is read, in bytes and in lines.
    read: usize,
    lines: usize,
    /// The session as it would be so far.
    trial: Session,
    ids: FreshIds,
    run: AddRun,
    edits: Vec<Edit>,
    last: Option<Place>,
    /// Why the first of those that weren't taken wasn't.
    refused: Option<String>,
    count: i64,
}

/// How far a list is.
enum Stands {
    /// There is more.
    Going,
    /// All of it is read.
    Read,
    /// A line can't be read: why.
    Bad(String),
}

/// Adds what a finished quick list says.
pub(super) fn begin(state: &mut State, entry: Entry) -> Vec<Effect> {
    let Purpose::Quick {
        kind,
        parent,
        fields,
    } = entry.purpose.clone()
    else {
        return Vec::new();
    };
    let mut trial = state.session().clone();
    let Some(list) = trial.list_mut(kind, parent.as_ref()) else {
        let gone = parent.map_or_else(String::new, |id| id.to_string());
        state.say(
            Level::Warn,
            sentence(&format!("{gone} isn't there any more")),
        );
        state.overlays.push(Overlay::Entry(Box::new(entry)));
        return Vec::new();
    };
    let run = AddRun::to(list);
    let list = AddList {
        ids: trial.fresh_ids(kind, parent.as_ref()),
        edits: companions(&trial, kind, parent.as_ref()),
        text: entry.text(),
        entry: Box::new(entry),
        kind,
        parent,
        fields,
        read: 0,
        lines: 0,
        trial,
        run,
        last: None,
        refused: None,
        count: 0,
    };
    if list.entry.lines() > AT_ONCE {
        state.overlays.push(Overlay::AddList(Box::new(list)));
        return Vec::new();
    }
    take(state, Box::new(list), AT_ONCE)
}

/// Goes on with the list that is on its way, wherever it lies among the dialogs.
pub(super) fn go_on(state: &mut State) -> Vec<Effect> {
    let is_list = |overlay: &Overlay| matches!(overlay, Overlay::AddList(_));
    let Some(index) = state.overlays.iter().position(is_list) else {
        return Vec::new();
    };
    let Overlay::AddList(list) = state.overlays.remove(index) else {
        return Vec::new();
    };
    take(state, list, AT_A_TIME)
}

/// Takes so many lines more; what follows when there are no more.
fn take(state: &mut State, mut list: Box<AddList>, lines: usize) -> Vec<Effect> {
    match list.take(lines) {
        Stands::Going => {
            state.overlays.push(Overlay::AddList(list));
            Vec::new()
        }
        Stands::Read => list.finish(state),
        Stands::Bad(why) => {
            state.say(Level::Warn, sentence(&why));
            state.overlays.push(Overlay::Entry(list.entry));
            Vec::new()
        }
    }
}

/// A key while a list is on its way: only a way out.
pub(super) fn key(state: &mut State, list: Box<AddList>, key: Key) -> Vec<Effect> {
    if key.code == KeyCode::Esc || key.typed() == Some('q') {
        give_up(state, list);
    } else {
        state.overlays.push(Overlay::AddList(list));
    }
    Vec::new()
}

/// Gives the list back as it was typed.
pub(super) fn give_up(state: &mut State, list: Box<AddList>) {
    state.overlays.push(Overlay::Entry(list.entry));
    state.say(Level::Info, "Nothing was added; the list is as it was");
}

impl AddList {
    /// What it is called.
    pub fn title(&self) -> &str {
        &self.entry.title
    }

    /// Lines read, and lines there are.
    pub fn done(&self) -> (usize, usize) {
        (self.lines, self.entry.lines())
    }

    fn take(&mut self, lines: usize) -> Stands {
        let Some(list) = self.trial.list_mut(self.kind, self.parent.as_ref()) else {
            return Stands::Read;
        };
        for _ in 0..lines {
            if self.read >= self.text.len() {
                return Stands::Read;
            }
            let rest = &self.text[self.read..];
            let (line, length) = match rest.split_once('\n') {
                Some((line, _)) => (line, line.len() + 1),
                None => (rest, rest.len()),
            };
            self.read += length;
            self.lines += 1;
            let item = match quick::read(self.kind, self.lines, line) {
                None => continue,
                Some(Ok(item)) => item,
                Some(Err(why)) => return Stands::Bad(why),
            };
            let mut fields = self.fields.clone();
            fields.extend(item.fields);
            let at = Place {
                kind: self.kind,
                parent: self.parent.clone(),
                id: self.ids.next(&item.name),
            };
            match self.run.add(list, &at, usize::MAX, &item.name, &fields) {
                Ok(()) => {
                    self.count += 1;
                    self.last = Some(at.clone());
                    self.edits.push(Edit::Add {
                        at,
                        index: usize::MAX,
                        name: item.name,
                        fields,
                    });
                }
                Err(why) => {
                    let why = format!("line {}, {}: {why}", self.lines, item.name);
                    self.refused.get_or_insert(why);
                }
            }
        }
        if self.read >= self.text.len() {
            Stands::Read
        } else {
            Stands::Going
        }
    }

    /// Adds everything, by one edit.
    fn finish(self, state: &mut State) -> Vec<Effect> {
        let Some(last) = self.last else {
            if let Some(why) = self.refused {
                state.say(Level::Warn, sentence(&why));
                state.overlays.push(Overlay::Entry(self.entry));
                return Vec::new();
            }
            return vec![Effect::Draft(None)];
        };
        let many = wording::counted(self.count, self.kind.label());
        let mut effects = state.edit(Edit::Several {
            label: format!("add {many} from a list"),
            edits: self.edits,
        });
        if effects.is_empty() {
            // Refused as a whole, and said why: nothing typed is thrown away.
            state.overlays.push(Overlay::Entry(self.entry));
            return effects;
        }
        effects.push(Effect::Draft(None));
        let count = self.count;
        match self.refused {
            None => state.say(Level::Info, format!("Added {count}; u takes them back")),
            Some(why) => {
                let text = format!("Added {count}, not all: {why}");
                state.say(Level::Warn, text);
            }
        }
        select_new(state, &last);
        effects
    }
}

#[cfg(test)]
mod tests {
    use super::super::walked::walked_by;
    use super::*;
    use crate::app::keymap::Action;
    use crate::app::{Addable, Document, Row, Screen, Step};

    static SCREENS: [&dyn Screen; 9] = [&Blank; 9];

    /// A step that lists nothing.
    struct Blank;

    impl Screen for Blank {
        fn step(&self) -> Step {
            Step::Room
        }

        fn rows(&self, _: &State) -> Vec<Row> {
            Vec::new()
        }

        fn addable(&self, _: &State, _: Option<&Row>) -> Vec<Addable> {
            Vec::new()
        }

        fn is_done(&self, _: &Session) -> bool {
            false
        }

        fn footer(&self) -> &'static [Action] {
            &[]
        }

        fn when_empty(&self) -> &'static str {
            ""
        }
    }

    fn list(lines: usize, names: usize) -> String {
        let line = |n: usize| format!("Lead {}\n", n % names);
        (0..lines).map(line).collect()
    }

    /// Takes a quick list that was pasted to its end; how often it had to go on.
    fn add(state: &mut State, text: &str) -> usize {
        let purpose = Purpose::Quick {
            kind: Kind::Parked,
            parent: None,
            fields: Vec::new(),
        };
        let mut entry = Entry::area(purpose, "", "", "");
        entry.paste(text);
        begin(state, entry);
        let mut times = 0;
        while !state.overlays.is_empty() {
            go_on(state);
            times += 1;
        }
        times
    }

    /// Two hundred sizes, from nothing to a thousand lines, and two that are far larger: with few
    /// names and with many, on an empty list and on a long one.
    #[test]
    fn a_list_of_any_size_is_gone_through_a_few_times() {
        let sizes = (0..198).map(|n: usize| (n * n % 1_009, 1 + n % 97));
        for (lines, names) in sizes.chain([(12_000, 7), (AT_ONCE + 1, AT_ONCE)]) {
            let document = Document::new(Session::new("t"));
            let now = jiff::Timestamp::UNIX_EPOCH;
            let mut state = State::new(document, &SCREENS, now, jiff::civil::date(2026, 11, 28));
            for times in 1..=2 {
                let text = list(lines, names);
                let mut bits = 0;
                let walked = walked_by(|| bits = add(&mut state, &text));
                let there = state.session().workshop.parking.len();
                assert_eq!(there, times * lines);
                // Of each line its bytes; of each thing that is there, once or twice.
                let most = 8 * text.len() + 6 * there + 100;
                assert!(walked <= most, "{walked} for {lines} lines, {names} names");
                assert!(walked >= text.len(), "it is counted");
                assert_eq!(
                    bits,
                    if lines > AT_ONCE {
                        lines.div_ceil(AT_A_TIME)
                    } else {
                        0
                    }
                );
            }
        }
    }
}
