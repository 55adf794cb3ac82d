//! How often rows are built: once a frame; once a key, and once more after what it changes.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::draw;
use crate::app::input::keymap::BINDINGS;
use crate::app::steps::rows_built::{Built, built_by};
use crate::app::{Key, Message, State, Step, update};
use crate::document::Document;
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::model::Session;
use crate::scoring::Dataset;
use crate::widgets::{Theme, ThemeName};

/// The worked example with its scores and many recorded leads, before the first key.
fn example() -> State {
    let text = include_str!("../../sessions/worked-example/session.yaml");
    let options = serde_yaml::options! { strict_booleans: true };
    let session = serde_yaml::from_str_with_options(text, options);
    let session: Session = session.expect("the example reads");
    let mut leads = Dataset::new(vec!["id".into()]);
    for n in 0..200 {
        leads.push(&format!("lead_{n}"), n + 2, &[], &[], None);
    }
    let mut leads = RecordedLeads::new(Arc::new(leads), session.data.clone());
    let buckets = &session.data.buckets;
    let (definition, samples) = (&session.definition, &session.samples);
    let outlook = LeadSummary::new(definition, samples, buckets, Some(&mut leads));
    let today = date(2026, 11, 28);
    let mut state = State::new(Document::new(session), Timestamp::UNIX_EPOCH, today);
    state.outlook = Some(Arc::new(outlook));
    state.recheck();
    state
}

/// The same workbench again, to press another key in.
fn copy(of: &State) -> State {
    let mut state = State::new(of.document.clone(), of.now, of.today);
    state.step = of.step;
    state.cursors.clone_from(&of.cursors);
    state.outlook.clone_from(&of.outlook);
    state.findings.clone_from(&of.findings);
    state
}

fn after(state: &State, keys: &str) -> State {
    let mut state = copy(state);
    for key in Key::parse_all(keys) {
        press(&mut state, key);
    }
    state
}

fn press(state: &mut State, key: Key) {
    let _ = update(state, Message::Key(key));
}

fn count(built: &[Built], what: Built) -> usize {
    built.iter().filter(|one| **one == what).count()
}

/// Keys to rows of each step's list and detail.
fn places(rows: &[&str]) -> Vec<String> {
    let of_step = |step: Step| {
        rows.iter()
            .map(move |keys| format!("{}{keys}", step.number()))
    };
    Step::ALL.into_iter().flat_map(of_step).collect()
}

#[test]
fn a_frame_builds_each_row_once() {
    let example = example();
    let theme = Theme::new(ThemeName::Dark, false);
    for keys in places(&["", "l", "jjj", "jjjljj", "G"]) {
        let state = after(&example, &keys);
        for (columns, rows) in [(60, 16), (140, 40)] {
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
            let built = built_by(|| {
                let drawn = terminal.draw(|frame| draw(&state, &theme, frame));
                drawn.unwrap();
            });
            assert_eq!(count(&built, Built::List), 1, "{keys}: {built:?}");
            for what in &built {
                assert_eq!(count(&built, *what), 1, "{keys}: {built:?}");
            }
        }
    }
}

/// A step that is left has rows as much as the one gone to. Preview asks what its lead lacks after
/// each key, and needs no rows for it once a row was chosen, as here.
#[test]
fn a_key_builds_rows_once_and_once_more_after_a_change() {
    let example = example();
    let all: Vec<Key> = BINDINGS
        .iter()
        .filter_map(|binding| Key::parse(binding.keys[0]))
        .collect();
    for keys in places(&["jj", "jjlj"]) {
        let here = after(&example, &keys);
        for key in &all {
            let mut state = copy(&here);
            let built = built_by(|| press(&mut state, *key));
            let same = state.step == here.step && state.session() == here.session();
            let most = match key.typed_char() {
                // Moving a row looks for the end of its section, too, and adding for the cell or
                // section in hand; a copy is looked for, in
                // both panes, to select it.
                Some('J' | 'K') => 3,
                // The mapping screen has rows of its own.
                Some('a' | 'A' | 'F') => 2,
                Some('c') => 5,
                _ if same => 1,
                _ => 2,
            };
            for what in [Built::List, Built::Detail] {
                assert!(count(&built, what) <= most, "{keys} {key}: {built:?}");
            }
        }
    }
}

/// A text typed into a field moves on to the next field.
#[test]
fn a_text_typed_into_a_field_builds_rows_before_and_after() {
    let mut state = after(&example(), "1jjl");
    press(&mut state, Key::parse("enter").unwrap());
    assert!(!state.dialogs.is_empty());
    press(&mut state, Key::char('x'));
    let before = state.session().clone();
    let built = built_by(|| press(&mut state, Key::parse("enter").unwrap()));
    assert_ne!(*state.session(), before);
    let twice = [Built::List, Built::Detail, Built::List, Built::Detail];
    assert_eq!(built, twice);
}
