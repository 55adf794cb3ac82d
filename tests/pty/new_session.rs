//! The home screen, and the form of a new session.

use super::desk::Desk;

#[test]
fn a_new_session_is_filled_in_and_opens_on_room() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.start_alone(&["new", "acme"]);
    terminal.wait_for("New session");
    terminal.keys("<down><down><down><enter>");
    terminal.wait_for("One per line");
    terminal.keys("Ada, sales<enter>Bo, mark<ctrl-s>");
    terminal.wait_for("2 people");
    terminal.keys("<ctrl-s>");
    terminal.wait_for("[1Room");
    terminal.wait_for("Ada");
    terminal.quit();
    let session = desk.session_beside("acme");
    assert_eq!(session.name, "acme");
    assert_eq!(session.workshop.participants.len(), 2);
}

#[test]
fn a_form_that_is_left_creates_nothing() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.start_alone(&["new", "acme"]);
    terminal.wait_for("New session");
    terminal.keys("<enter>");
    terminal.wait_for("Enter save");
    terminal.keys("x<enter>");
    terminal.wait_for("acmex");
    terminal.keys("<esc>");
    terminal.wait_for("again leaves");
    terminal.keys("<esc>");
    assert!(terminal.wait_end().success());
    terminal.assert_given_back();
    assert!(!desk.path().with_file_name("acme").exists());
}

#[test]
fn a_new_session_from_another_has_its_people() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.start_alone(&["new", "next", "--from", "session"]);
    terminal.wait_for("8 people");
    terminal.keys("<ctrl-s>");
    terminal.wait_for("[1Room");
    terminal.quit();
    let (new, old) = (desk.session_beside("next"), desk.session());
    assert_eq!(new.workshop.participants, old.workshop.participants);
    assert_eq!(new.definition, old.definition);
    assert!(new.workshop.decisions.is_empty());
}

#[test]
fn home_stays_after_esc_and_has_help() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.start_alone(&[]);
    terminal.wait_for("New session from another one");
    terminal.keys("<esc>");
    terminal.wait_for("q quits");
    terminal.keys("?");
    terminal.wait_for("IN THE WORKBENCH");
    terminal.keys("?");
    terminal.wait_gone("IN THE WORKBENCH");
    terminal.keys("N");
    terminal.wait_for("What does it start from?");
    terminal.keys("<esc>");
    terminal.wait_gone("What does it start from?");
    terminal.keys("q");
    terminal.wait_for("EXAMPLES");
    terminal.quit();
}
