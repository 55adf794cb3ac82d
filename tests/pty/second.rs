//! The second terminal, which follows the first for the projector, and the plain mode in a
//! terminal.

use super::desk::Desk;

#[test]
fn a_second_terminal_follows_the_first_and_writes_nothing() {
    let desk = Desk::with("worked-example");
    let room = desk.start_with(&["room"]);
    room.wait_for("Waiting for the workbench");
    assert!(!desk.path().join(".accord").exists(), "it made nothing");
    let mut first = desk.open();
    first.keys("6/Demo criterion\r");
    room.wait_for("Toured the online demo");
    first.keys("t");
    room.wait_for(" left");
    // The clock runs on without the file being written.
    room.wait_for("39:5");
    room.resize(60, 16);
    room.wait_for("Toured the online demo");
    // Sealed words are not shown; the selected thing is.
    first.keys("1/What is a qualified\r\t");
    first.keys("<down><enter>purple elephants");
    first.keys("\x13");
    room.wait_for("written, sealed");
    assert!(!String::from_utf8_lossy(&room.raw()).contains("elephants"));
    assert!(!String::from_utf8_lossy(&room.raw()).contains("?1000h"));
    first.kill();
    room.wait_for("Waiting for the workbench");
    room.quit();
}

#[test]
fn the_plain_mode_in_a_terminal_writes_no_codes() {
    let desk = Desk::with("worked-example");
    let mut plain = desk.start_with(&["--plain"]);
    plain.wait_for("AGENDA");
    plain.keys("find demo criterion\r");
    plain.wait_for("Toured the online demo");
    plain.keys("+ 2\r");
    plain.wait_for("In: Paper mill 19 > 20.");
    plain.keys("find demo criterion\r");
    plain.keys("Phase\r");
    plain.wait_for("Consideration");
    plain.keys("nothing like it\r");
    plain.wait_for("No choice contains");
    // With a person at the keyboard, a question is asked again.
    plain.keys("esc\r");
    plain.keys("quit\r");
    assert!(plain.wait_end().success());
    let raw = plain.raw();
    assert!(!raw.contains(&0x1b), "{}", String::from_utf8_lossy(&raw));
    let demo = desk.session().definition;
    let demo = demo.criterion("demo").expect("the demo");
    assert_eq!(demo.answers[1].points, 2);
}
