//! What history would give: taking a suggested value, pinning it, and hiding it while votes are open.

use std::fmt::Write as _;

use accord::document::{BallotEdit, Edit};
use accord::model::{BallotMethod, Session};

use crate::common::random::Random;
use crate::common::{Bench, on};

/// 800 leads of which three criteria foretell something, the first most, and a fourth nothing. The
/// room gave each 2 points.
fn bench() -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let mut random = Random(4);
    let mut leads = String::from("id,created,closed,bucket,c0,c1,c2,c3\n");
    for lead in 0..800 {
        let has: Vec<bool> = (0..4).map(|_| random.next(100) < 40).collect();
        let odds = [25, 15, 12, 0].iter().zip(&has);
        let share: usize = 22
            + odds
                .map(|(more, has)| more * usize::from(*has))
                .sum::<usize>();
        let bucket = if random.next(100) < share {
            "viable"
        } else {
            "rejected"
        };
        let answers: Vec<&str> = has
            .iter()
            .map(|has| if *has { "yes" } else { "no" })
            .collect();
        let answers = answers.join(",");
        writeln!(leads, "L-{lead},2026-03-02,2026-04-02,{bucket},{answers}").expect("a text");
    }
    let criteria = (0..4).fold(String::new(), |text, c| {
        text + &format!(
            "    - {{id: c{c}, name: Sign {c}, kind: fit, points: 2, when: {{field: c{c}, is: 'yes'}}}}\n"
        )
    });
    let session = format!(
        "accord: session/1\nname: Signs\ndefinition:\n  criteria:\n{criteria}data:\n  leads: \
         leads.csv\n  bucket_field: bucket\n  created_field: created\n  closed_field: closed\n  \
         buckets:\n    - {{id: rejected, name: Rejected}}\n    - {{id: viable, name: Viable}}\n"
    );
    std::fs::write(folder.path().join("leads.csv"), leads).expect("the leads");
    std::fs::write(folder.path().join("session.yaml"), session).expect("the session");
    Bench::at(folder)
}

/// Opens the page.
const PAGE: &str = "/What history would<enter><enter>";

fn points(session: &Session) -> Vec<i64> {
    let criteria = session.definition.criteria.iter();
    criteria
        .map(|c| c.points.expect("it has points").number())
        .collect()
}

#[test]
fn one_value_is_taken_and_undone_on_the_page() {
    let mut bench = bench();
    bench
        .keys(PAGE)
        .shows("3 criteria get points")
        .shows("POINTS");
    bench
        .keys("<enter>")
        .shows("Sign 0 is worth 10 now; u undoes it");
    assert_eq!(
        points(bench.session()),
        [10, 2, 2, 2],
        "nothing else is applied"
    );
    bench.keys("<enter>").shows("Sign 0 is worth 10 already");
    bench.keys("u").shows("Undone");
    assert_eq!(points(bench.session()), [2, 2, 2, 2]);
}

#[test]
fn a_criterion_that_says_nothing_is_suggested_to_be_worth_nothing() {
    let mut bench = bench();
    bench
        .keys(PAGE)
        .keys("<down><down><down><enter>")
        .shows("Sign 3 is worth 0 now");
    assert_eq!(points(bench.session()), [2, 2, 2, 0]);
}

#[test]
fn a_value_is_pinned_and_let_go() {
    let mut bench = bench().size(120, 40);
    bench
        .keys(PAGE)
        .keys("a")
        .shows("Sign 0 is pinned to 10")
        .shows("yes (pinned)");
    bench
        .keys("a")
        .shows("Sign 0 isn't pinned any more")
        .hides("(pinned)");
    assert_eq!(points(bench.session()), [2, 2, 2, 2]);
}

#[test]
fn fewer_criteria_are_used_if_the_room_says_so() {
    let mut bench = bench();
    bench
        .keys(PAGE)
        .keys("<left>")
        .shows("2 criteria get points")
        .shows("Limited to 2.");
    bench.keys("<left><left><left>").shows("1 criterion get");
    bench
        .keys("<right><right><right>")
        .shows("3 criteria get points")
        .hides("Limited");
}

#[test]
fn the_page_is_hidden_while_a_ballot_is_open() {
    let mut bench = bench();
    bench.keys(PAGE).shows("3 criteria get points");
    let open = BallotEdit::Open {
        subject: "criterion:c1".into(),
        method: BallotMethod::Points,
        at: bench.state.now,
    };
    bench.state.edit(Edit::ballot(open));
    bench
        .shows("a ballot is open: figures are hidden")
        .hides("criteria get points")
        .hides("POINTS");
    bench.keys("<enter>");
    assert_eq!(points(bench.session()), [2, 2, 2, 2]);
    bench
        .keys("<esc>")
        .keys(PAGE)
        .shows("a ballot is open")
        .hides("criteria get points");
}

#[test]
fn history_without_signal_suggests_nothing() {
    on("b2b-saas")
        .keys(PAGE)
        .shows("History can't tell")
        .shows("No points are suggested")
        .hides("* ");
}
