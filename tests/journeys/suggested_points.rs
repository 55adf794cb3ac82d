//! What history would give: taking a suggested value, pinning it, and hiding it while votes are open.

use std::fmt::Write as _;

use accord::document::{BallotEdit, Edit};
use accord::evidence::history::{PageId, RowSubject};
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

/// Opens the page, the last row of Points.
const PAGE: &str = "<end><enter>";

fn points(session: &Session) -> Vec<i64> {
    let criteria = session.definition.criteria.iter();
    criteria
        .map(|c| c.points.expect("it has points").number())
        .collect()
}

/// The suggested points of the page that is open, by criterion.
fn suggested(bench: &Bench) -> Vec<i64> {
    let section = bench.state.pages.section(PageId::SuggestedPoints);
    let rows = section.expect("the page is made").rows();
    rows.filter_map(|row| match &row.subject {
        Some(RowSubject::SuggestedPoints(_, points)) => Some(*points),
        _ => None,
    })
    .collect()
}

#[test]
fn values_are_taken_one_by_one_and_undone_on_the_page() {
    let mut bench = bench();
    bench
        .keys(PAGE)
        .shows("3 criteria get points")
        .shows("POINTS");
    let card = suggested(&bench);
    assert!(
        card[0] > card[1] && card[1] >= card[2] && card[2] > 0 && card[3] == 0,
        "{card:?}"
    );
    let taken = format!("Sign 0 is worth {} now; u undoes it", card[0]);
    bench.keys("<enter>").shows(&taken);
    assert_eq!(
        points(bench.session()),
        [card[0], 2, 2, 2],
        "nothing else is applied"
    );
    assert_eq!(suggested(&bench), card, "the same card is suggested");
    bench.keys("<enter>").shows("Sign 0 is worth");
    bench.shows("already");
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
    let mut bench = bench().size(118, 40);
    bench
        .keys(PAGE)
        .keys("a")
        .shows("Sign 0 is pinned to")
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
    bench
        .keys("<left><left><left>")
        .shows("1 criterion gets points");
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
        .shows("no answer foretells enough to be worth a point")
        .hides("* ");
}
