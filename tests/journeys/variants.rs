//! What if: a number that is tried, and points and rules kept as A beside those there now.

use accord::app::{RowTarget, Step};
use accord::model::Session;

use crate::common::{Bench, on};

trait Large {
    /// On a screen large enough for all of the comparison.
    fn resized(&mut self) -> &mut Self;
}

impl Large for Bench {
    fn resized(&mut self) -> &mut Self {
        self.resize(110, 40);
        self.keys("")
    }
}

/// On the MQL's rule, whose threshold is 20.
fn at_rule() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    bench
}

/// On the demo's second answer, which is worth a point.
fn at_answer() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Demo criterion<enter><enter><down>");
    bench
}

fn threshold(session: &Session) -> Option<i64> {
    session.definition.stage("mql")?.rule.as_ref()?.threshold()
}

fn toured(session: &Session) -> i64 {
    let demo = session.definition.criterion("demo").expect("it is there");
    demo.answers[1].points
}

/// The line of the comparison that begins with this, without the frame.
fn line(bench: &mut Bench, begins: &str) -> String {
    let screen = bench.screen();
    let lines = screen.lines().map(|line| line.replace('│', " "));
    let found = lines
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .find(|line| line.starts_with(begins));
    found.unwrap_or_else(|| panic!("no {begins:?} in\n{screen}"))
}

#[test]
fn three_keys_show_both_numbers_side_by_side() {
    at_rule()
        .keys("W15")
        .shows("A: now")
        .shows("B: tried")
        .document(|s| assert_eq!(threshold(s), Some(20), "nothing is changed yet"));
}

#[test]
fn a_number_can_be_tried_however_fast_it_is_typed() {
    at_rule().hurried().keys("W15").shows("B: tried");
}

#[test]
fn a_number_that_is_tried_says_who_comes_in() {
    let mut bench = at_rule();
    bench.keys("W15").resized();
    assert_eq!(line(&mut bench, "qualify"), "qualify 4 5");
    assert!(line(&mut bench, "come in").contains("Paper mill"));
}

#[test]
fn possible_leads_are_counted_for_both() {
    at_rule()
        .resized()
        .keys("W15")
        .shows("Of 9,216 possible leads")
        .shows("1,465");
}

#[test]
fn enter_takes_the_number_that_was_tried() {
    at_rule()
        .keys("W15<enter>")
        .document(|s| assert_eq!(threshold(s), Some(15)))
        .keys("u")
        .document(|s| assert_eq!(threshold(s), Some(20)));
}

#[test]
fn esc_leaves_the_number_that_was_there() {
    at_rule()
        .keys("W15<esc>")
        .document(|s| assert_eq!(threshold(s), Some(20)));
}

#[test]
fn a_stage_in_the_list_tries_its_points() {
    let mut bench = on("worked-example");
    bench.go(Step::Rules);
    let stage = RowTarget::Record("stage:mql".parse().expect("a place"));
    bench.state.cursor_mut().selected = Some(stage);
    bench
        .keys("W15<enter>")
        .document(|s| assert_eq!(threshold(s), Some(15)));
}

#[test]
fn what_is_no_number_is_not_typed() {
    at_rule()
        .keys("Wx1y5<enter>")
        .document(|s| assert_eq!(threshold(s), Some(15)));
}

#[test]
fn points_and_rules_are_kept_where_no_number_stands() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Preview)
        .keys("W")
        .shows("A keeps the points and rules");
}

#[test]
fn what_was_kept_stands_beside_what_is_there_now() {
    let mut bench = at_answer();
    bench.keys("WW").shows("A keeps the points and rules");
    bench.keys("+++").resized();
    bench.keys("WW").shows("A: kept");
    assert_eq!(
        line(&mut bench, "Demo: Toured"),
        "Demo: Toured the online demo 1 4"
    );
}

#[test]
fn taking_a_is_one_step_of_undo() {
    at_answer()
        .keys("WW+++<down>+<alt-8>")
        .keys("Wa")
        .document(|s| assert_eq!(toured(s), 1))
        .keys("u")
        .document(|s| assert_eq!(toured(s), 4));
}

#[test]
fn taking_b_leaves_the_points_and_forgets_a() {
    at_answer()
        .keys("WW+++<alt-8>Wb")
        .shows("B is taken")
        .document(|s| assert_eq!(toured(s), 4))
        .keys("W")
        .shows("A keeps the points and rules");
}

#[test]
fn what_was_renamed_meanwhile_keeps_its_name() {
    at_answer()
        .keys("WW+<alt-6>/Demo criterion<enter>")
        .document(|s| assert_eq!(toured(s), 2))
        .run(accord::app::input::command::Command::Record(
            accord::app::input::command::RecordCommand::SetField {
                at: "criterion:demo".parse().expect("a place"),
                key: "name".into(),
                text: "Demonstration".into(),
            },
        ))
        .keys("<alt-8>Wa")
        .document(|s| {
            assert_eq!(toured(s), 1);
            let demo = s.definition.criterion("demo").expect("it is there");
            assert_eq!(demo.name, "Demonstration");
        });
}

#[test]
fn nothing_is_compared_while_votes_are_open() {
    at_rule()
        .keys("v<enter><esc>W15")
        .shows("ballot is open")
        .hides("B: tried");
}

#[test]
fn what_is_kept_as_a_is_there_when_the_session_is_opened_again() {
    for killed in [false, true] {
        let mut bench = at_answer();
        bench.keys("<alt-8>W").shows("A keeps the points and rules");
        bench.keys("/Demo criterion<enter><enter><down>++");
        let now = toured(bench.session());
        let bench = if killed {
            bench.killed()
        } else {
            bench.reopen()
        };
        let mut bench = if killed { kept_edits(bench) } else { bench };
        bench
            .keys("<alt-8>W")
            .shows("The points and rules kept as A")
            .keys("a")
            .shows("A is taken");
        assert_eq!(toured(bench.session()), now - 2, "killed: {killed}");
    }
}

/// Keeps the edits that were only in the journal.
fn kept_edits(mut bench: Bench) -> Bench {
    bench.keys("k");
    bench
}

#[test]
fn what_b_replaced_is_forgotten_for_good() {
    let mut bench = at_answer();
    bench.keys("<alt-8>W/Demo criterion<enter><enter><down>+<alt-8>Wb");
    bench.shows("B is taken");
    bench.reopen().keys("<alt-8>W").shows("A keeps the points");
}
