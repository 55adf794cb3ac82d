//! Latency of the screen: from a key to the drawn frame with 100,000 recorded leads, and from
//! `accord demo` to its first full screen.
//!
//! `cargo bench --bench frame` prints a line per figure. Keys go through the real state, host,
//! journal and drawing, as in the tests; the demo is the real binary in a pseudo-terminal.

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::Read as _;
use std::time::{Duration, Instant};

use accord::app::{Key, Message};
use accord::screens;
use common::Bench;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Recorded leads in the list, unless `ACCORD_BENCH_LEADS` sets another number.
const LEADS: usize = 100_000;
/// Repetitions of the walk.
const ROUNDS: usize = 4;
/// Keys whose figures take longer than a frame and a half at 50 Hz are named.
const SLOW: Duration = Duration::from_millis(33);
/// Starts of the demo.
const STARTS: usize = 20;

/// A typical walk: down the leads in Preview, back to Points, points up and down and undone, a look
/// at Rules and Stages.
const WALK: [(&str, &str); 5] = [
    (
        "moving in Preview",
        "8jjjjjjjjjjjjjjjjjjjjjjjjkkkkkkkkjjjjjjj",
    ),
    ("moving in Points", "6jjjkjkj"),
    ("changing points", "+++---++-+-uuuu++++----u"),
    ("changing step", "78675628687648676867"),
    ("moving elsewhere", "7jjjjjkkk5jjjjjkkk2jjjjkk"),
];

fn main() {
    let leads = std::env::var("ACCORD_BENCH_LEADS").map_or(LEADS, |n| n.parse().expect("a number"));
    let mut bench = Bench::at(common::many_leads::many_leads(leads));
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a screen");
    let mut parts: Vec<Times> = WALK.iter().map(|_| Times::default()).collect();
    for round in 0..ROUNDS {
        for ((what, keys), times) in WALK.iter().zip(&mut parts) {
            for key in Key::parse_all(keys) {
                let (frame, figures) = typed(&mut bench, &mut terminal, key);
                if figures > SLOW {
                    println!("{what}: {key:?} took {:.0} ms", figures.as_secs_f64() * 1e3);
                }
                // The first round only fills caches, like the first minute of a session.
                if round > 0 {
                    times.frame.push(frame);
                    times.figures.push(figures);
                }
            }
        }
    }
    drop(bench);
    let mut all = Times::default();
    for ((what, _), times) in WALK.iter().zip(parts) {
        times.say(leads, what);
        all.frame.extend(times.frame);
        all.figures.extend(times.figures);
    }
    all.say(leads, "every key");
    let (first, whole): (Vec<_>, Vec<_>) = (0..STARTS).map(|_| demo()).unzip();
    say("accord demo to first frame", &first);
    say("accord demo to its figures", &whole);
}

/// Times for each key.
#[derive(Default)]
struct Times {
    /// Until the next frame.
    frame: Vec<Duration>,
    /// Until the frame with the new figures.
    figures: Vec<Duration>,
}

impl Times {
    fn say(&self, leads: usize, what: &str) {
        say(&format!("{leads} leads, {what}: key to frame"), &self.frame);
        say(
            &format!("{leads} leads, {what}: key to figures"),
            &self.figures,
        );
    }
}

/// Prints a line: count, median, 99th percentile and maximum.
fn say(what: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = |percent: usize| sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)];
    println!(
        "{what}: {} times, p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms",
        sorted.len(),
        at(50).as_secs_f64() * 1e3,
        at(99).as_secs_f64() * 1e3,
        at(100).as_secs_f64() * 1e3
    );
}

/// Types a key as the main loop does. Returns the time until the next frame was drawn, and until
/// the one with the new figures was.
fn typed(
    bench: &mut Bench,
    terminal: &mut Terminal<TestBackend>,
    key: Key,
) -> (Duration, Duration) {
    let begin = Instant::now();
    let Bench { host, state, .. } = bench;
    host.handle(state, Message::Key(key));
    host.poll(state);
    draw(bench, terminal);
    let frame = begin.elapsed();
    let mut busy = false;
    while bench.host.is_busy() {
        busy = true;
        bench
            .host
            .wait_idle(&mut bench.state, Duration::from_secs(20));
    }
    if busy {
        draw(bench, terminal);
        return (frame, begin.elapsed());
    }
    (frame, frame)
}

fn draw(bench: &Bench, terminal: &mut Terminal<TestBackend>) {
    terminal
        .draw(|frame| screens::draw(&bench.state, &bench.theme, frame))
        .expect("drawing");
}

/// Starts the demo in a terminal. Returns the time until its first full screen, and until the strip
/// had its figures.
fn demo() -> (Duration, Duration) {
    let home = tempfile::tempdir().expect("a folder");
    let pair = native_pty_system()
        .openpty(PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        })
        .expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_accord"));
    command.arg("demo");
    command.cwd(home.path());
    command.env("TERM", "xterm-256color");
    command.env("ACCORD_HOME", home.path());
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let begin = Instant::now();
    let mut child = pair.slave.spawn_command(command).expect("accord starts");
    let mut parser = vt100::Parser::new(24, 80, 0);
    let mut bytes = [0; 16 * 1024];
    let mut first = None;
    let whole = loop {
        let count = reader.read(&mut bytes).expect("the demo goes on");
        assert!(count > 0, "the demo ended: {}", parser.screen().contents());
        parser.process(&bytes[..count]);
        let screen = parser.screen().contents();
        // The header is drawn first, the footer last.
        if screen.contains("1Room") && screen.contains("? help") {
            let first = *first.get_or_insert_with(|| begin.elapsed());
            if screen.contains(" qualify") {
                break (first, begin.elapsed());
            }
        }
    };
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    whole
}
