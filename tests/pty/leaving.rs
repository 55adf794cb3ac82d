//! However the workbench is left, the terminal is restored and nothing is lost.

use super::desk::{Desk, PATIENCE, Terminal};
use std::time::Instant;

/// Adds a criterion and waits until the screen shows it, though not until session.yaml is written.
fn add_criterion(terminal: &mut Terminal, name: &str) {
    terminal.keys("6");
    terminal.wait_for("6 Points");
    terminal.keys("A<enter>");
    terminal.wait_for("Quick list");
    terminal.keys(&format!("{name} = 3<ctrl-s>"));
    terminal.wait_for("Added 1");
}

fn has_criterion(desk: &Desk, name: &str) -> bool {
    let session = desk.session();
    let mut criteria = session.definition.criteria.iter();
    criteria.any(|c| c.name == name && c.points == Some(3.into()))
}

#[test]
fn it_opens_and_shows_points() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.wait_taken();
    terminal.keys("6");
    let screen = terminal.wait_for("4 qualify, up to 6");
    for text in ["[6Points", "Target vertical", "12 leads we remember"] {
        assert!(screen.contains(text), "{text}\n{screen}");
    }
    terminal.quit();
}

#[test]
fn an_edit_is_in_the_file_after_quitting_at_once() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    assert!(!has_criterion(&desk, "Rang us twice"));
    add_criterion(&mut terminal, "Rang us twice");
    terminal.quit();
    assert!(has_criterion(&desk, "Rang us twice"));
}

#[test]
fn nothing_done_leaves_the_file_alone() {
    let desk = Desk::with("b2b-saas");
    let before = desk.yaml();
    let mut terminal = desk.open();
    // Steps the room has visited already, so nothing is recorded.
    for step in ["2", "5", "6"] {
        terminal.keys(step);
        terminal.wait_for(&format!("[{step}"));
    }
    terminal.quit();
    assert_eq!(desk.yaml(), before);
}

#[test]
fn a_signal_ends_it_as_q_does() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let desk = Desk::with("worked-example");
        let mut terminal = desk.open();
        add_criterion(&mut terminal, "Rang us twice");
        terminal.signal(signal);
        let status = terminal.wait_end();
        assert!(status.signal().is_none(), "{signal}: it ended by itself");
        let number = match signal {
            "HUP" => 1,
            "INT" => 2,
            "QUIT" => 3,
            _ => 15,
        };
        assert_eq!(status.exit_code(), 128 + number, "{signal}");
        terminal.assert_given_back();
        assert!(has_criterion(&desk, "Rang us twice"), "after {signal}");
    }
}

#[test]
fn a_closed_window_loses_nothing() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    add_criterion(&mut terminal, "Rang us twice");
    let status = terminal.hang_up();
    // Success, or the signal that caused it.
    assert!(matches!(status.exit_code(), 0 | 129), "{status:?}");
    assert!(has_criterion(&desk, "Rang us twice"));
}

#[test]
fn a_terminal_that_stopped_reading_loses_nothing_and_holds_nothing_up() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.keys("6");
    terminal.wait_for("6 Points");
    terminal.stop_reading();
    // More than any terminal accepts without being read.
    for _ in 0..200 {
        terminal.keys("123456789");
    }
    // The arrow tells the digits from a sentence.
    terminal
        .keys("<up>6<up>A<enter>")
        .keys("Rang us twice = 3<ctrl-s>");
    let end = Instant::now() + PATIENCE;
    while !has_criterion(&desk, "Rang us twice") {
        assert!(Instant::now() < end, "what was typed isn't saved");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    terminal.signal("TERM");
    let status = terminal.wait_exit();
    assert_eq!(status.exit_code(), 143);
}

#[test]
fn without_a_screen_it_offers_lines() {
    let desk = Desk::with("worked-example");
    for term in ["dumb", ""] {
        let mut terminal = desk.start(&[("TERM", term)]);
        let status = terminal.wait_end();
        assert_eq!(status.exit_code(), 2);
        let said = String::from_utf8_lossy(&terminal.raw()).replace("\r\n", "\n");
        assert!(
            said.contains("this terminal can't show the workbench: TERM "),
            "{said}"
        );
        let command = format!("`accord --plain {}`", desk.path().display());
        assert!(said.contains(&command), "{said}");
        assert!(!said.contains('\x1b'), "{said:?}");
    }
}

#[test]
fn stopped_it_gives_the_terminal_back_and_continued_it_draws_all_again() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    add_criterion(&mut terminal, "Rang us twice");
    terminal.signal("TSTP");
    terminal.wait_until("the shell's screen", |screen| !screen.alternate_screen());
    let end = Instant::now() + PATIENCE;
    while !terminal.is_stopped() {
        assert!(Instant::now() < end, "it doesn't stop");
    }
    terminal.assert_given_back();
    assert!(
        has_criterion(&desk, "Rang us twice"),
        "saved before it stops"
    );

    terminal.forget();
    terminal.signal("CONT");
    let screen = terminal.wait_for("u undo");
    assert!(screen.contains("[6Points"), "{screen}");
    assert!(screen.contains("Rang us twice"), "{screen}");
    terminal.wait_taken();
    terminal.keys("]");
    terminal.wait_for("[7Rules");
    terminal.quit();
}

#[test]
fn without_a_terminal_it_says_so() {
    let desk = Desk::with("worked-example");
    let output = desk.without_terminal().output().expect("accord runs");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(!output.status.success());
    assert!(said.contains("the workbench needs a terminal"), "{said}");
    assert!(said.contains("accord --plain"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(output.stdout, b"", "no escape codes into a pipe");
}
