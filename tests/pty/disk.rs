//! Other writers of the same files: a second window, an editor, a broken session.yaml.

use super::desk::{Desk, Terminal};

const QUESTION: &str = "changed by somebody else";
const OURS: &str = "Ours, typed here";
const THEIRS: &str = "Theirs, typed in an editor";

/// Counts a point up, so that there is a change of ours, and waits until it is saved.
fn add_ours(desk: &Desk, terminal: &mut Terminal) {
    park(terminal, OURS);
    terminal.wait_for("saved");
    assert!(desk.yaml().contains(OURS));
}

fn park(terminal: &mut Terminal, text: &str) {
    terminal.keys("p");
    terminal.wait_for("Park a thought");
    terminal.keys(&format!("{text}<enter>"));
    terminal.wait_gone("Park a thought");
}

/// Somebody else renames the session in an editor.
fn change_theirs(desk: &Desk) {
    desk.mend("\"Worked example: Ferrowick, industrial software\"", THEIRS);
}

#[test]
fn a_second_window_says_who_has_it_and_only_looks() {
    let desk = Desk::with("worked-example");
    let first = desk.open();
    let mut second = desk.open();
    second.wait_for("open elsewhere");
    // By name.
    second.wait_for("ada");
    second.keys("r");
    second.wait_gone("This session is open elsewhere");
    let before = desk.yaml();
    second.keys("6");
    second.wait_for("[6Points");
    second.keys("d");
    let screen = second.wait_for("Nothing can be changed here");
    assert!(screen.contains("Target vertical"), "{screen}");
    second.quit();
    first.quit();
    assert_eq!(desk.yaml(), before);

    // The lock goes with its holder, so the next one can write.
    let third = desk.open();
    assert!(!third.screen().contains("open elsewhere"));
    third.quit();
}

#[test]
fn theirs_can_be_taken_and_that_undone() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    add_ours(&desk, &mut terminal);
    change_theirs(&desk);
    terminal.wait_for(QUESTION);
    terminal.keys("t");
    terminal.wait_gone(QUESTION);
    terminal.wait_for(THEIRS);
    terminal.keys("u");
    terminal.wait_for("Undone");
    terminal.wait_gone(THEIRS);
    terminal.keys("U");
    terminal.wait_for(THEIRS);
    terminal.quit();
    assert_eq!(desk.session().name, THEIRS);
}

#[test]
fn ours_can_be_kept() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    add_ours(&desk, &mut terminal);
    change_theirs(&desk);
    terminal.wait_for(QUESTION);
    terminal.keys("m");
    terminal.wait_gone(QUESTION);
    terminal.quit();
    let session = desk.session();
    assert_eq!(
        session.name,
        "Worked example: Ferrowick, industrial software"
    );
    assert_eq!(session.workshop.parking.last().expect("one").name, OURS);
}

#[test]
fn asked_later_nothing_of_theirs_is_written_over() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    change_theirs(&desk);
    terminal.wait_for(QUESTION);
    terminal.keys("l");
    terminal.wait_gone(QUESTION);
    // Our next edit must not overwrite anything before the decision: the question returns.
    park(&mut terminal, OURS);
    terminal.wait_for(QUESTION);
    assert!(desk.yaml().contains(THEIRS));
    terminal.keys("l");
    terminal.wait_gone(QUESTION);
    terminal.quit();
    assert!(desk.yaml().contains(THEIRS));
    assert!(!desk.yaml().contains(OURS));

    // On the next start our edit is found in the journal, and the question returns.
    let mut terminal = desk.open();
    terminal.wait_for("has 1 change after");
    terminal.keys("k");
    terminal.wait_for(QUESTION);
    terminal.keys("m");
    terminal.wait_gone(QUESTION);
    terminal.quit();
    assert!(desk.yaml().contains(OURS));
    assert!(!desk.yaml().contains(THEIRS));
}

#[test]
fn a_broken_file_shows_its_line_and_opens_when_mended() {
    let desk = Desk::with("worked-example");
    let good = desk.yaml();
    let line = good
        .lines()
        .position(|l| l == "    - id: operations")
        .expect("the persona is there")
        + 1;
    // Wrongly indented by a slip.
    let broken = good.replacen("    - id: operations", "   - id: operations", 1);
    desk.write(&broken);
    let terminal = desk.start(&[]);
    let screen = terminal.wait_for("can't be read");
    let near = [line - 1, line, line + 1];
    assert!(
        near.iter()
            .any(|n| screen.contains(&format!("session.yaml:{n}:"))),
        "line {line}\n{screen}"
    );
    assert!(screen.contains("- id: operations"), "the line\n{screen}");
    assert_eq!(desk.yaml(), broken, "nothing is written over it");
    desk.write(&good);
    terminal.wait_for("1Room");
    terminal.quit();
    assert_eq!(desk.yaml(), good);
}

#[test]
fn a_file_broken_meanwhile_is_not_written_over() {
    const BROKEN: &str = "can no longer be read";
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    let good = desk.yaml();
    let broken = good.replacen("definition:", "definition", 1);
    desk.write(&broken);
    let screen = terminal.wait_for(BROKEN);
    assert!(screen.contains("session.yaml:"), "where\n{screen}");
    terminal.keys("l");
    terminal.wait_gone(BROKEN);
    park(&mut terminal, OURS);
    terminal.wait_for(BROKEN);
    assert_eq!(desk.yaml(), broken);
    terminal.keys("l");
    terminal.wait_gone(BROKEN);
    // Corrected to what it was, so our edit is written without a question.
    desk.write(&good);
    terminal.wait_for("draft, saved");
    assert!(desk.yaml().contains(OURS));
    terminal.quit();
}
