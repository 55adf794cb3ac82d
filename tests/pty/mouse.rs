//! The mouse in a real terminal: asked for without motion, understood, and given back.

use super::desk::{Desk, Terminal};

const ON: [&str; 2] = ["\x1b[?1000h", "\x1b[?1006h"];
fn output(terminal: &Terminal) -> String {
    String::from_utf8_lossy(&terminal.raw()).into_owned()
}

#[test]
fn a_click_reaches_the_row_under_it_and_motion_is_never_asked_for() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.keys("6");
    terminal.wait_for(">  Target vertical");
    // The sixth row, counted from one: pressed, and let go.
    terminal.send(b"\x1b[<0;6;6M\x1b[<0;6;6m");
    terminal.wait_for(">  Suitability");
    let output = output(&terminal);
    for code in ON {
        assert!(output.contains(code), "{code:?}");
    }
    for motion in ["?1002h", "?1003h"] {
        assert!(!output.contains(motion), "{motion}");
    }
    terminal.keys("q");
    terminal.wait_exit();
    terminal.assert_given_back();
}

#[test]
fn the_home_screen_takes_clicks_on_rows_and_keys() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.start_alone(&[]);
    let screen = terminal.wait_for("New session from another one");
    let row = |text: &str| {
        let row = screen.lines().position(|line| line.contains(text));
        row.unwrap_or_else(|| panic!("no {text}\n{screen}")) + 1
    };
    // On the help among the keys, and on its Esc.
    let keys = screen.lines().last().expect("a line of keys");
    let help = keys.find("help").expect("it is named") + 1;
    terminal.send(format!("\x1b[<0;{help};{}M", row("Up Down")).as_bytes());
    terminal.wait_for("IN THE WORKBENCH");
    terminal.keys("<esc>");
    terminal.wait_gone("IN THE WORKBENCH");
    let example = row("Worked example");
    let click = format!("\x1b[<0;6;{example}M\x1b[<0;6;{example}m");
    terminal.send(click.as_bytes());
    terminal.wait_for(">  Worked example");
    terminal.send(click.as_bytes());
    terminal.wait_for("1Room");
    terminal.keys("q");
    terminal.wait_for("New session from another one");
    terminal.keys("q");
    terminal.wait_exit();
    terminal.assert_given_back();
}

#[test]
fn f8_gives_the_mouse_back_and_takes_it_again() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.send(b"\x1b[19~");
    terminal.wait_for("The mouse is off");
    terminal.keys(":mouse<enter>");
    terminal.wait_for("The mouse is on");
    let output = output(&terminal);
    assert_eq!(output.matches(ON[0]).count(), 2);
    assert_eq!(output.matches("\x1b[?1000l").count(), 1);
    terminal.quit();
}
