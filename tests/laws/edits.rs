//! Edits of any kind with any text are refused with a sentence, or leave a session that saves and
//! reads again, has forms that open, and can be undone.

use accord::document::Edit;
use std::sync::LazyLock;

use accord::document::{Document, HistoryEntry};
use accord::model::record::{FieldShape, FieldSpec, Kind, Place};
use accord::model::{Reference, Session};
use accord::revision::Diff;
use accord::store::parse_session;

use super::conditions::condition;
use super::script::Script;
use super::yaml::session_comes_back;

const RULES: &str = include_str!("../../fuzz/seeds/yaml/w-rules.yaml");
const PEOPLE: &str = include_str!("../../fuzz/seeds/yaml/w-people.yaml");
const TEXTS: [&str; 14] = [
    "",
    " ",
    "yes",
    "no",
    "-1",
    "20",
    "1000000",
    "99999999999999999999",
    "2026-11-21",
    "0000-00-00",
    "a: b",
    "one\ntwo\n\n",
    "{\"all\":[\"money=funded\"]}",
    "{\"points\":{\"total\":-9223372036854775808}}",
];

static BASES: LazyLock<[Session; 2]> = LazyLock::new(|| [seed(PEOPLE), seed(RULES)]);

/// A session and up to 24 edits of it, made from these bytes.
pub fn any_edits(bytes: &[u8]) {
    let mut script = Script::new(bytes);
    let base = &BASES[script.below(2)];
    let mut document = Document::new(base.clone());
    let (mut steps, mut taken) = (0, 0);
    while !script.is_over() && taken < 24 {
        taken += 1;
        let Some(edit) = edit(&mut script, document.session()) else {
            continue;
        };
        let entry = HistoryEntry::Edit {
            edit: edit.clone(),
            continues: script.one_in(8),
        };
        travels(&entry);
        let before = document.session().clone();
        match document.apply(&entry) {
            Ok(done) => assert!(!done.label.is_empty()),
            Err(why) => {
                assert_eq!(*document.session(), before, "refused, and done");
                assert!(!why.0.trim().is_empty());
                continue;
            }
        }
        steps += 1;
        if let Edit::Set { at, field, .. } = &edit {
            form_opens(document.session(), at, field);
        }
    }
    let after = document.session().clone();
    session_comes_back(&after);
    let (was, is) = (&base.definition, &after.definition);
    let diff = Diff::between(was, is);
    assert_eq!(diff.is_empty(), was == is);
    assert_eq!(diff.apply(was), **is);
    let back = (0..=steps)
        .take_while(|_| document.apply(&HistoryEntry::Undo).is_ok())
        .count();
    assert_eq!(document.session(), base);
    assert!(Diff::between(was, &document.session().definition).is_empty());
    for _ in 0..back {
        document.apply(&HistoryEntry::Redo).expect("it was undone");
    }
    assert_eq!(*document.session(), after);
}

fn seed(text: &str) -> Session {
    parse_session("session.yaml".as_ref(), text).expect("a seed")
}

/// The journal preserves the edit.
fn travels(entry: &HistoryEntry) {
    let text = serde_json::to_string(entry).expect("plain data");
    let read: HistoryEntry = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    assert_eq!(read, *entry, "{text}");
}

/// A field's text can be entered again without changing anything.
fn form_opens(session: &Session, at: &Place, field: &str) {
    let record = session.record(at).expect("it was just changed");
    let shown = record.get(field).expect("the field was just set");
    let mut again = session.clone();
    let edit = Edit::set(at, field, shown.as_str());
    edit.apply(&mut again)
        .unwrap_or_else(|why| panic!("{at} {field}: {why}: {shown:?}"));
    assert_eq!(again, *session, "{at} {field}: {shown:?}");
}

fn edit(script: &mut Script<'_>, session: &Session) -> Option<Edit> {
    let kind = Kind::ALL[script.below(Kind::ALL.len())];
    let places = session.places(kind);
    let which = script.below(8);
    if which == 0 {
        return add(script, session, kind);
    }
    let at = places.get(script.below(256) % places.len().max(1))?.clone();
    Some(match which {
        1 => Edit::Remove { at },
        2 => Edit::Move {
            at,
            to: script.below(4),
        },
        3 => {
            let sample = session.places(Kind::Sample).into_iter().next()?;
            let reference = text(script, session, None).parse::<Reference>().ok()?;
            Edit::AnswerSample {
                sample: sample.id,
                reference,
                holds: [None, Some(true), Some(false)][script.below(3)],
            }
        }
        _ => {
            let specs = session.record(&at)?.specs();
            let spec = specs.get(script.below(specs.len().max(1)))?;
            let text = text(script, session, Some(spec));
            Edit::set(&at, spec.key, text)
        }
    })
}

fn add(script: &mut Script<'_>, session: &Session, kind: Kind) -> Option<Edit> {
    let parent = match kind {
        Kind::Answer => Some(Kind::Criterion),
        Kind::Exit => Some(Kind::Stage),
        Kind::Step => Some(Kind::Journey),
        _ => None,
    };
    let parent = match parent {
        Some(kind) => Some(session.places(kind).into_iter().next()?.id),
        None => None,
    };
    let name = text(script, session, None);
    let id = session.fresh_id(kind, parent.as_ref(), &name);
    Some(Edit::Add {
        at: Place { kind, parent, id },
        index: script.below(4),
        name,
        fields: Vec::new(),
    })
}

/// A text that somebody might enter here, valid or not.
fn text(script: &mut Script<'_>, session: &Session, spec: Option<&FieldSpec>) -> String {
    match script.below(4) {
        0 => {
            let length = usize::from(script.byte() % 24);
            script.text(length)
        }
        1 => script.pick(&TEXTS).to_owned(),
        _ => match spec.map(|spec| spec.shape) {
            Some(FieldShape::Number(from, to)) => {
                [from, to, from + 1, 7, to + 1][script.below(5)].to_string()
            }
            Some(FieldShape::Choice(words) | FieldShape::Choices(words)) => {
                words[script.below(words.len())].0.to_owned()
            }
            Some(FieldShape::One(kind) | FieldShape::Many(kind)) => {
                let ids = session
                    .places(kind)
                    .into_iter()
                    .map(|place| place.id.to_string());
                ids.collect::<Vec<_>>().join("\n")
            }
            Some(FieldShape::Condition) => {
                serde_json::to_string(&condition(script, 2)).expect("plain data")
            }
            _ => session
                .places(Kind::Answer)
                .iter()
                .map(Place::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        },
    }
}
