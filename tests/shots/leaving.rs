//! Every dialog can be left: Ctrl-C leaves any, `q` any that takes no text, and neither ends the
//! program.

use std::collections::BTreeSet;

use accord::app::dialogs::dialog::Dialog;
use accord::app::{Key, Message};

use super::{Scene, dialogs};
use crate::common::Bench;

/// All kinds of dialogs.
const SORTS: [&str; 18] = [
    "add-list",
    "ask",
    "ballot",
    "checklist",
    "condition",
    "draft",
    "entry",
    "export",
    "findings",
    "form",
    "help",
    "mapping",
    "page",
    "pick",
    "reader",
    "sheet",
    "variants",
    "words",
];

/// Returns the kind of a dialog. A new one has to be named here, in [`SORTS`] and among the shots.
fn sort(overlay: &Dialog) -> &'static str {
    match overlay {
        Dialog::AddList(_) => "add-list",
        Dialog::KeyQuestion(_) => "ask",
        Dialog::Ballot(_) => "ballot",
        Dialog::Checklist(_) => "checklist",
        Dialog::Condition(_) => "condition",
        Dialog::Draft(_) => "draft",
        Dialog::TextEntry(_) => "entry",
        Dialog::Export(_) => "export",
        Dialog::Findings(_) => "findings",
        Dialog::Form(_) => "form",
        Dialog::Help(_) => "help",
        Dialog::Mapping(_) => "mapping",
        Dialog::Page(_) => "page",
        Dialog::Pick(_) => "pick",
        Dialog::Reader(..) => "reader",
        Dialog::Sheet(_) => "sheet",
        Dialog::Variants(_) => "variants",
        Dialog::OwnWords(_) => "words",
    }
}

/// Presses a key without letting time pass.
fn press(bench: &mut Bench, key: &str) {
    let key = Key::parse(key).expect("a key");
    bench.host.handle(&mut bench.state, Message::Key(key));
}

/// Whether `q` is text here, or an answer of its own.
fn takes_q(bench: &Bench) -> bool {
    match bench.state.dialogs.last().expect("a dialog") {
        Dialog::TextEntry(_) | Dialog::Pick(_) => true,
        Dialog::Ballot(ballot) => ballot.takes_votes(bench.session()),
        Dialog::Sheet(sheet) => sheet.row.is_some(),
        Dialog::KeyQuestion(ask) => ask.answers.iter().any(|(letter, ..)| *letter == 'q'),
        _ => false,
    }
}

fn bench_of(scene: Scene) -> Bench {
    match scene {
        Scene::Bench(bench) => *bench,
        Scene::Home(_) | Scene::NewSession(_) | Scene::Broken(_) => {
            panic!("a shot of a dialog")
        }
    }
}

#[test]
fn ctrl_c_leaves_every_dialog_and_q_each_that_takes_no_text() {
    let mut seen = BTreeSet::new();
    for shot in dialogs() {
        for key in ["ctrl-c", "q"] {
            let mut bench = bench_of(shot.scene());
            let depth = bench.state.dialogs.len();
            let Some(top) = bench.state.dialogs.last() else {
                continue;
            };
            let sort = sort(top);
            seen.insert(sort);
            if key == "q" && takes_q(&bench) {
                continue;
            }
            press(&mut bench, key);
            // A long list that was discarded can be restored as it was typed.
            let left = bench.state.dialogs.len() < depth || sort == "add-list";
            assert!(left, "{key} doesn't leave {}", shot.name);
            assert!(!bench.host.is_done(), "{key} ends {}", shot.name);
        }
    }
    assert_eq!(seen, SORTS.into_iter().collect());
}

#[test]
fn ctrl_c_keeps_what_was_typed() {
    let mut bench = Bench::example("worked-example");
    bench.keys("pAsk legal<ctrl-c>");
    assert!(bench.state.dialogs.is_empty());
    // Something else may be typed and finished meanwhile.
    bench.keys("8aPump maker<enter>6");
    bench.keys("p");
    assert!(bench.screen().contains("Ask legal"), "{}", bench.screen());
    bench.keys(" about consent<enter>");
    let parked = &bench.session().workshop.parking;
    assert!(parked.iter().any(|p| p.name == "Ask legal about consent"));
    // Once, not for ever.
    bench.keys("p").shows("Park a thought").hides("Ask legal");
}

#[test]
fn what_ctrl_c_kept_is_there_after_a_restart() {
    let mut bench = Bench::example("worked-example");
    bench.keys("pAsk legal<ctrl-c>");
    bench.keys("8aPump maker<enter>");
    let bench = bench.reopen();
    assert!(bench.screen().contains("Ask legal"), "{}", bench.screen());
}

#[test]
fn a_long_list_is_added_bit_by_bit_and_can_be_given_up() {
    let shot = dialogs().into_iter().find(|s| s.name == "add-list");
    let mut bench = bench_of(shot.expect("there is one").scene());
    bench.host.handle(&mut bench.state, Message::Continue);
    let screen = bench.screen();
    assert!(screen.contains("20,000 of 100,0"), "{screen}");
    press(&mut bench, "esc");
    assert!(bench.screen().contains("Quick list"), "{}", bench.screen());
    let samples = bench.session().samples.len();
    press(&mut bench, "ctrl-s");
    while bench.state.is_adding_list() {
        bench.host.handle(&mut bench.state, Message::Continue);
    }
    assert_eq!(bench.session().samples.len(), samples + 100_002);
}
