//! Past leads that come with a session: one key on Evidence takes them, one takes them back.

use std::fs;

use accord::app::Step;
use accord::check;
use accord::store::SessionFolder;

use crate::common::{Bench, example};

/// The worked example with the history that comes with it, on Evidence.
fn bench() -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (example("worked-example"), folder.path());
    fs::create_dir(to.join("history")).expect("a folder");
    for file in [
        "session.yaml",
        "history/history.yaml",
        "history/leads.csv",
        "history/events.csv",
    ] {
        fs::copy(from.join(file), to.join(file)).expect("a copy");
    }
    let mut bench = Bench::at(folder);
    bench.go(Step::Evidence);
    bench
}

#[test]
fn one_key_takes_them_and_one_takes_them_back() {
    let mut bench = bench();
    let before = bench.session().clone();
    bench
        .shows("> 2,000 made-up leads with outcomes")
        .shows("No leads file: Enter sets one")
        .keys("<enter>")
        .shows("Taken: 2,000 made-up leads with outcomes; u takes them back")
        .shows("2,000 recorded leads")
        .hides("> 2,000 made-up");
    assert!(bench.state.dialogs.is_empty(), "nothing is left to map");
    bench.document(|session| {
        assert_eq!(session.data.leads.as_deref(), Some("history/leads.csv"));
        assert_eq!(session.data.buckets, before.data.buckets);
        let answers = session.definition.criteria.iter().flat_map(|c| &c.answers);
        let open = answers.filter(|answer| answer.when.is_none() && !answer.otherwise);
        assert_eq!(open.count(), 0, "every answer is found in the lists");
    });
    assert!(!check::has_errors(&bench.state.findings));
    bench
        .keys("u")
        .shows("> 2,000 made-up leads with outcomes")
        .document(|session| assert_eq!(*session, before));
}

#[test]
fn what_became_of_them_is_as_their_page_says() {
    let mut bench = bench();
    bench.keys("<enter>");
    let outlook = bench.state.outlook.clone().expect("it is scored");
    let past = &outlook.past().expect("there are outcomes").leads;
    let buckets = past
        .all
        .buckets
        .iter()
        .map(accord::scoring::engine::Bitmap::count);
    assert_eq!(buckets.collect::<Vec<_>>(), [180, 1047, 707]);
    // Counted with Python from the lists.
    assert_eq!(
        (past.all.won.count(), past.left_out.decided_earlier),
        (270, 45)
    );
    assert_eq!(past.left_out.events, ["sales_call", "contract_sent"]);
}

#[test]
fn a_leads_file_of_the_rooms_own_is_not_replaced() {
    let mut bench = bench();
    fs::write(bench.path().join("own.csv"), "id\nA\n").expect("a file");
    bench
        .keys("<down><enter><enter>own.csv<enter>")
        .shows("Map own.csv")
        .keys("<esc>")
        .shows("1 recorded lead")
        .hides("made-up");
}

#[test]
fn they_are_read_again_when_the_session_is_opened_again() {
    let mut bench = bench();
    bench.keys("<enter>");
    let mut bench = bench.reopen();
    bench.go(Step::Evidence);
    bench.shows("2,000 recorded leads").hides("made-up");
    let folder = SessionFolder::at(bench.path());
    let (session, _) = folder.load().expect("it was saved");
    assert_eq!(session.data.handed_off_field.as_deref(), Some("handed_off"));
}

#[test]
fn an_offer_that_cannot_be_read_is_none() {
    let bench = bench();
    fs::write(bench.path().join("history/history.yaml"), "name: [").expect("a file");
    let mut bench = bench.reopen();
    bench.go(Step::Evidence);
    bench
        .shows("No leads file: Enter sets one")
        .hides("made-up");
}
