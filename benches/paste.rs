//! Pasting a megabyte into each kind of field, and a hundred thousand lines into a quick list:
//! `cargo bench --bench paste`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::VecDeque;

use accord::app::dialogs::dialog::Dialog;
use accord::app::update::typeahead;
use accord::app::{Key, Message};
use accord::screens;
use common::Bench;
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// The same as in the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MEGABYTE: usize = 1 << 20;
const LINES: usize = 100_000;

fn main() {
    divan::main();
}

/// Keys that open a field of each kind.
const FIELDS: [&str; 9] = [
    "1<home><tab><enter>",
    "5/Marketing qualified stage<enter><tab><down><enter>",
    "6A<enter>",
    "6p",
    "6a",
    "6/",
    "6:",
    "6/Demo criterion<enter><enter>v",
    "6V<enter>",
];

fn text(bytes: usize) -> String {
    "Asked for a visit, twice; 商談 ".repeat(bytes / 32 + 1)[..]
        .chars()
        .take(bytes)
        .collect()
}

fn lines(count: usize) -> String {
    let lines: Vec<String> = (0..count)
        .map(|i| format!("Lead number {i} of the list"))
        .collect();
    lines.join("\n") + "\n"
}

fn draw(bench: &Bench, terminal: &mut Terminal<TestBackend>) {
    terminal
        .draw(|frame| screens::draw(&bench.state, &bench.theme, frame))
        .expect("drawing");
}

/// From the paste to the drawn frame.
#[divan::bench(args = FIELDS, sample_count = 3, sample_size = 1)]
fn a_megabyte(bencher: Bencher, keys: &str) {
    let pasted = text(MEGABYTE);
    bencher
        .with_inputs(|| {
            let mut bench = Bench::example("worked-example");
            bench.keys(keys);
            let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
            (bench, terminal, Message::Paste(pasted.clone()))
        })
        .bench_values(|(mut bench, mut terminal, message)| {
            bench.host.handle(&mut bench.state, message);
            draw(&bench, &mut terminal);
            bench
        });
}

/// The same text key by key, as from a terminal without bracketed paste, drawn as the loop does.
#[divan::bench(args = ["1<home><tab><enter>", "6A<enter>"], sample_count = 2, sample_size = 1)]
fn a_megabyte_key_by_key(bencher: Bencher, keys: &str) {
    let typed: VecDeque<Message> = text(MEGABYTE)
        .chars()
        .map(|c| Message::Key(Key::char(c)))
        .collect();
    bencher
        .with_inputs(|| {
            let mut bench = Bench::example("worked-example");
            bench.keys(keys);
            let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
            (bench, terminal, typed.clone())
        })
        .bench_values(|(mut bench, mut terminal, mut typed)| {
            while !typed.is_empty() {
                let rest = typed.split_off(typed.len().min(64 * 1024));
                while let Some(message) = typeahead::next_message(&bench.state, &mut typed) {
                    bench.host.handle(&mut bench.state, message);
                }
                draw(&bench, &mut terminal);
                typed = rest;
            }
            bench
        });
}

/// A frame with a megabyte in the field.
#[divan::bench(args = ["1<home><tab><enter>", "6A<enter>", "6/"], sample_count = 5, sample_size = 5)]
fn a_frame_with_a_megabyte(bencher: Bencher, keys: &str) {
    let mut bench = Bench::example("worked-example");
    bench.keys(keys);
    bench.paste(&text(MEGABYTE));
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
    bencher.bench_local(|| draw(&bench, &mut terminal));
}

/// From Ctrl-S to the frame with the added items, before leads are scored.
#[divan::bench(args = ["1A", "6A<enter>", "8A"], sample_count = 3, sample_size = 1)]
fn a_hundred_thousand_lines(bencher: Bencher, keys: &str) {
    let mut pasted = lines(LINES);
    if keys == "1A" {
        pasted = pasted.replace('\n', ", sales\n");
    }
    bencher
        .with_inputs(|| {
            let mut bench = Bench::example("worked-example");
            bench.keys(keys);
            bench.paste(&pasted);
            assert!(matches!(
                bench.state.dialogs.last(),
                Some(Dialog::TextEntry(_))
            ));
            let terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
            (bench, terminal)
        })
        .bench_values(|(mut bench, mut terminal)| {
            let finish = Message::Key(Key::parse("ctrl-s").expect("a key"));
            bench.host.handle(&mut bench.state, finish);
            assert!(bench.state.dialogs.is_empty(), "added at once");
            draw(&bench, &mut terminal);
            bench
        });
}
