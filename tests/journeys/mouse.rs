//! Clicks and the wheel, on what the screen shows.

use accord::app::input::pointer::Gesture;
use accord::app::input::pointer::MouseUse;
use accord::app::{Pane, RowTarget, Step};
use accord::model::Kind;

use crate::common::{Bench, on};

/// The text of the selected row.
fn selected(bench: &Bench) -> String {
    bench.state.focused_row().expect("a row").text
}

/// The line of the screen that shows this, by its number.
fn line_of(bench: &Bench, text: &str) -> Option<usize> {
    bench.screen().lines().position(|line| line.contains(text))
}

#[test]
fn a_click_selects_a_row_of_the_list() {
    assert_eq!(
        selected(on("worked-example").click("Suitability")),
        "Suitability"
    );
}

#[test]
fn a_second_click_does_what_enter_does() {
    let mut bench = on("worked-example");
    bench.click("Suitability").click("Suitability");
    assert_eq!(bench.state.cursor().pane, Pane::Detail);
}

#[test]
fn a_click_on_a_heading_selects_nothing() {
    let mut bench = on("worked-example");
    let before = selected(&bench);
    assert_eq!(selected(bench.click("BEHAVIOUR")), before);
}

#[test]
fn a_click_selects_a_row_of_the_detail_pane_and_a_second_edits_it() {
    let mut bench = on("worked-example");
    bench.click("that is new to us");
    let row = bench.state.focused_row().expect("a row");
    assert!(matches!(row.target, RowTarget::Record(p) if p.kind == Kind::Answer));
    bench.click("that is new to us");
    assert_eq!(bench.state.dialogs.len(), 1);
}

#[test]
fn a_clicked_row_stays_under_the_pointer() {
    let mut bench = on("b2b-saas");
    bench
        .go(Step::Preview)
        .keys("<home><pagedown><pagedown><pagedown>");
    let list = bench.state.list();
    let next = list.0.row(list.1.expect("a row") + 4).text;
    let before = line_of(&bench, &next);
    bench.click(&next);
    assert_eq!(selected(&bench), next);
    assert_eq!(line_of(&bench, &next), before);
}

#[test]
fn the_wheel_scrolls_the_list_and_a_key_leads_back_to_the_selection() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview).keys("<home><down>");
    let first = selected(&bench);
    bench
        .wheel(Gesture::WheelDown, &first)
        .wheel(Gesture::WheelDown, &first)
        .shows("^ 6 more")
        .hides(&first);
    assert_eq!(selected(&bench), first);
    bench.keys("<esc>").shows(&first);
}

#[test]
fn the_wheel_scrolls_the_detail_pane_to_its_ends() {
    let mut bench = on("worked-example");
    let top = bench.screen();
    bench.wheel(Gesture::WheelDown, "POINTS  ANSWER");
    bench.shows("Seen in").hides("POINTS  ANSWER");
    for _ in 0..9 {
        bench.wheel(Gesture::WheelUp, "Seen in");
    }
    assert_eq!(bench.screen(), top);
}

#[test]
fn a_click_on_a_step_goes_there() {
    on("worked-example").click("8Prev").header("8 Preview");
}

#[test]
fn a_click_on_a_key_of_the_footer_does_it() {
    on("worked-example").click("? help").shows("Up/Down scroll");
}

#[test]
fn plus_and_minus_are_two_keys() {
    let points = |keys: &[&str]| {
        let mut bench = on("worked-example");
        bench.keys("/Toured the online demo<enter>");
        for key in keys {
            bench.click(key);
        }
        let row = bench.state.focused_row().expect("a row");
        row.text.parse::<i64>().expect("points")
    };
    assert_eq!(points(&["+/- points"]), points(&[]) + 1);
    assert_eq!(points(&["- points"]), points(&[]) - 1);
}

#[test]
fn a_choice_is_clicked_twice() {
    on("worked-example")
        .keys("a")
        .click("  group")
        .shows("> group")
        .click("> group")
        .shows("New group");
}

#[test]
fn a_second_click_in_a_list_of_ticks_ticks() {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("M");
    bench.shows("[ ]");
    let ticked = |bench: &Bench| bench.screen().matches("[x]").count();
    let before = ticked(&bench);
    bench.keys("<down>");
    let screen = bench.screen();
    let line = screen
        .lines()
        .find(|line| line.contains("> [ ]"))
        .expect("a tick");
    let text = line.split("> [ ] ").nth(1).expect("a label");
    let text: String = text.chars().take(12).collect();
    bench.click(&text);
    assert_eq!(ticked(&bench), before + 1);
}

#[test]
fn an_answer_of_a_question_is_clicked() {
    let mut bench = on("worked-example");
    bench
        .keys("/Demo criterion<enter><enter>v8<enter>r")
        .shows("Not voted yet");
    bench.click("wait").shows("have voted");
}

#[test]
fn nothing_below_a_dialog_is_clicked() {
    let mut bench = on("worked-example");
    bench.keys("L").shows("The seven points");
    bench.click("1Room");
    bench.shows("The seven points").header("6 Points");
}

#[test]
fn a_click_selects_who_votes() {
    on("worked-example")
        .keys("/Demo criterion<enter><enter>v")
        .shows("Tom Brackley: type your vote")
        .click("Owen Prys")
        .shows("Owen Prys: type your vote");
}

#[test]
fn a_click_drops_a_half_typed_vote() {
    let mut bench = on("worked-example");
    bench
        .keys("/Demo criterion<enter><enter>v8")
        .click("Owen Prys");
    bench.shows("Owen Prys: type your vote").hides("typed;");
}

#[test]
fn the_mouse_is_turned_off_and_on_and_says_so() {
    let mut bench = on("worked-example");
    bench.keys("<f8>").shows("The mouse is off");
    assert_eq!(bench.state.mouse, MouseUse::Terminal);
    bench.keys(":mouse<enter>").shows("The mouse is on");
    assert_eq!(bench.state.mouse, MouseUse::Workbench);
}

#[test]
fn help_names_what_selects_text() {
    on("worked-example")
        .keys(":drag")
        .shows("Shift and drag selects text");
}
