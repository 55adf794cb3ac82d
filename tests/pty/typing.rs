//! Text being typed survives pastes, resizes and a killed process.

use super::desk::Desk;

/// The thoughts that were parked, after the session was closed.
fn parked(desk: &Desk) -> Vec<String> {
    let session = desk.session();
    session
        .workshop
        .parking
        .iter()
        .map(|p| p.name.clone())
        .collect()
}

#[test]
fn a_paragraph_pasted_into_a_line_stays_one_line_and_runs_no_keys() {
    let desk = Desk::with("worked-example");
    let before = desk.session();
    let mut terminal = desk.open();
    terminal.keys("p");
    terminal.wait_for("Park a thought");
    terminal.paste("Ask partners\r\nq\r\n\r\nd6 and the rest\r");
    let screen = terminal.wait_for("Ask partners q d6 and the rest");
    assert!(screen.contains("Park a thought"), "still open\n{screen}");
    terminal.keys("<enter>");
    terminal.wait_gone("Park a thought");
    terminal.quit();
    let mut expected: Vec<String> = before
        .workshop
        .parking
        .iter()
        .map(|p| p.name.clone())
        .collect();
    expected.push("Ask partners q d6 and the rest".into());
    assert_eq!(parked(&desk), expected);
    assert_eq!(desk.session().definition, before.definition);
}

#[test]
fn a_paste_outside_a_field_is_a_list_and_never_keys() {
    let desk = Desk::with("worked-example");
    let before = desk.session().definition.clone();
    let mut terminal = desk.open();
    terminal.keys("6");
    terminal.wait_for("[6Points");
    terminal.paste("d\nq\nPasted criterion\t4\n");
    terminal.wait_for("A list of what?");
    terminal.keys("<enter>");
    let screen = terminal.wait_for("Pasted criterion");
    assert!(screen.contains("to add"), "{screen}");
    terminal.keys("<esc>");
    terminal.wait_for("Discarded");
    terminal.quit();
    assert_eq!(desk.session().definition, before);
}

#[test]
fn a_resize_keeps_what_is_being_typed() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.keys("p");
    terminal.wait_for("Park a thought");
    terminal.keys("Half a tho");
    terminal.wait_for("Half a tho");
    for (columns, rows) in [(60, 16), (20, 5), (140, 40), (80, 24)] {
        terminal.forget();
        terminal.resize(columns, rows);
        if (columns, rows) == (20, 5) {
            terminal.wait_for("60");
        } else {
            let screen = terminal.wait_for("Half a tho");
            assert!(screen.contains("Park a thought"), "{screen}");
        }
    }
    terminal.keys("ught<enter>");
    terminal.wait_for("Parked");
    terminal.quit();
    assert_eq!(parked(&desk).last().expect("one"), "Half a thought");
}

#[test]
fn an_open_field_comes_back_after_a_kill() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.keys("p");
    terminal.wait_for("Park a thought");
    terminal.keys("Not yet finished");
    terminal.wait_for("Not yet finished");
    terminal.kill();

    let mut terminal = desk.open();
    let screen = terminal.wait_for("Not yet finished");
    assert!(screen.contains("Park a thought"), "{screen}");
    terminal.keys(", now it is<enter>");
    terminal.wait_gone("Park a thought");
    terminal.quit();
    let kept = parked(&desk);
    assert_eq!(kept.last().expect("one"), "Not yet finished, now it is");

    // Once finished, it is not restored a second time.
    let terminal = desk.open();
    assert!(!terminal.screen().contains("Park a thought"));
    terminal.quit();
}

#[test]
fn ticking_stays_on_the_answer_ticked() {
    let desk = Desk::with("worked-example");
    let mut terminal = desk.open();
    terminal.keys("6");
    terminal.wait_for("qualify");
    // It qualifies with no point to spare: the first tick adds a row of missing parts, and
    // everything below moves down.
    terminal.keys("8/Cement<enter><enter>");
    for sign in ["[x]", "[-]", "[ ]"] {
        terminal.wait_for(&format!("> 1 {sign}"));
        terminal.keys("<space>");
    }
    terminal.wait_for("> 1 [x]");
    terminal.keys("u");
    terminal.wait_for("> 1 [ ]");
    terminal.quit();
    let session = desk.session();
    let mut samples = session.samples.iter();
    let sample = samples.find(|s| s.name == "Cement plant").expect("it");
    let all: Vec<String> = sample.yes.iter().map(ToString::to_string).collect();
    assert_eq!(all, ["product=ideal", "money=funded", "demo=one-to-one"]);
}
