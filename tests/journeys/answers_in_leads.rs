//! What recorded leads say of answers, the service level and targets; the advisory board's verdicts.

use accord::app::input::command::Command;
use accord::app::input::page_command::PageCommand;
use accord::app::{Pane, Step};
use accord::evidence::history::PageId;

use crate::common::{Bench, on};

fn open(bench: &mut Bench, page: PageId) -> &mut Bench {
    bench.run(Command::Page(PageCommand::Open(page)))
}

/// On the criterion about the industry.
fn on_industry() -> Bench {
    let mut bench = on("b2b-saas").size(250, 40);
    bench.go(Step::Points).keys("/Industry criterion<enter>");
    bench
}

#[test]
fn a_criterion_says_how_many_leads_have_each_answer() {
    let mut bench = on_industry();
    bench
        .shows("IN RECORDED LEADS")
        .shows("viable (")
        .shows("won, lift")
        .shows("lead_000001");
    bench.keys("/Asked for a quote<enter>").shows("hypothesis");
}

#[test]
fn nothing_of_it_shows_while_points_are_voted_on() {
    let mut bench = on_industry();
    bench.keys("<enter>v<esc>");
    bench
        .shows("IN RECORDED LEADS")
        .shows("hidden")
        .hides("such as lead_");
    let ids = [
        PageId::AnswerHistory,
        PageId::Targets,
        PageId::Metrics,
        PageId::Alignment,
    ];
    for id in ids.into_iter().chain([PageId::Reported]) {
        open(&mut bench, id).shows("figures are hidden");
    }
}

#[test]
fn the_baseline_is_taken_from_its_page() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Evidence);
    open(&mut bench, PageId::ServiceLevel).shows("answered in time");
    let at = (0..40).find(|_| {
        let found = bench.screen().contains("Enter take the figure");
        if !found {
            bench.keys("<down>");
        }
        found
    });
    assert!(at.is_some(), "{}", bench.screen());
    bench.keys("<enter>").shows("Rejection rate is ");
    let rate = bench.session().workshop.rejection_rate.clone();
    assert!(rate.ends_with('%'), "{rate}");
    bench.keys("<enter>").shows("already");
    bench.keys("<esc>u");
    assert_eq!(bench.session().workshop.rejection_rate, "");
}

#[test]
fn an_answer_of_the_page_leads_to_it_on_points() {
    let mut bench = on("b2b-saas");
    open(&mut bench, PageId::AnswerHistory).shows("Industry: Man");
    bench.keys("<down><enter>");
    assert_eq!(
        (bench.state.step, bench.state.cursor().pane),
        (Step::Points, Pane::Detail)
    );
}

#[test]
fn the_pages_are_read_at_80_columns() {
    let mut bench = on("b2b-saas");
    for (id, text) in [
        (PageId::Targets, "2024-Q2: ACTUAL OF TARGET"),
        (PageId::Metrics, "Reach"),
        (PageId::Alignment, "Degree of alignment"),
        (PageId::Reported, "Lacking"),
    ] {
        open(&mut bench, id).shows(text);
        bench.keys("<end>");
        bench.keys("<esc>");
    }
}

#[test]
fn a_verdict_of_the_board_stands_where_the_definition_is() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Stages)
        .keys("/Marketing qualified<enter>")
        .keys("a");
    bench.keys("verdict<enter>").shows("Who on the board");
    bench.keys("Ann Hill<enter>").shows("ADVISORY BOARD");
    bench.shows("Ann Hill").shows("no verdict yet");
    bench.document(|session| {
        let check = session.workshop.board_checks.last().expect("a verdict");
        assert_eq!(
            (check.who.as_str(), check.subject.as_str()),
            ("Ann Hill", "stage:mql")
        );
    });
    bench.go(Step::Publish).resize(250, 80);
    let screen = bench.screen();
    let row = screen
        .lines()
        .skip_while(|line| !line.contains("ADVISORY BOARD"))
        .nth(1);
    let row = row.expect("a row");
    assert!(
        row.contains("Marketing qualified lead") && row.contains("no verdict yet"),
        "{row}"
    );
}
