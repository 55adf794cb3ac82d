//! The wall of Points: the criterion, what the last change did, and the distribution of scores.

use accord::app::Step;
use accord::app::projector::card::RoomCard;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::distribution::LeadChange;
use accord::app::projector::wall::picture::WallPicture;
use accord::evidence::history::PageId;

use crate::common::{Bench, example, on};
use crate::drawn::{assert_wall, wall_text};

/// On the demo's second answer of the worked example, which is worth a point.
fn at_answer() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Demo criterion<enter><enter><down>");
    bench
}

/// On the answers about the number of employees, with recorded leads.
fn with_leads() -> Bench {
    let mut bench = on("b2b-saas");
    bench.keys("/Number of employees criterion<enter><enter><down>");
    bench
}

#[test]
fn before_a_change_the_wall_has_the_distribution() {
    let bench = at_answer();
    assert_wall("points-no-change", &bench);
    let text = wall_text(&bench);
    assert!(!text.contains("IN "), "{text}");
}

#[test]
fn a_change_of_points_names_who_comes_in() {
    let mut bench = at_answer();
    bench.keys("++++");
    assert_wall("points-in", &bench);
}

#[test]
fn a_change_of_points_names_who_drops_out() {
    let mut bench = with_leads();
    bench.keys("---");
    assert_wall("points-out", &bench);
}

#[test]
fn a_wide_workbench_has_the_picture_beside_its_panes() {
    let mut bench = with_leads().size(140, 40);
    let screen = bench.keys("---").screen();
    // The title says how far it is saved.
    let (_, below) = screen.split_once('\n').expect("several rows");
    insta::assert_snapshot!("points-third-pane", below);
}

#[test]
fn recorded_leads_have_their_distribution() {
    assert_wall("points-recorded", &with_leads());
}

/// A session with recorded leads and a plan that says which hours Sales has.
fn with_plan() -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(example("b2b-saas")).expect("an example") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let to = folder.path().join(path.file_name().expect("a name"));
            std::fs::copy(&path, to).expect("a copy");
        }
    }
    let file = folder.path().join("session.yaml");
    let text = std::fs::read_to_string(&file).expect("a session");
    let plan = "\nworkshop:\n  plan:\n    attempts: 6\n    minutes_per_attempt: 30\n    \
                people: 1\n    hours_per_week: 9\n";
    std::fs::write(&file, text.replace("\nworkshop:\n", plan)).expect("it is written");
    let mut bench = Bench::at(folder);
    bench
        .go(Step::Points)
        .keys("/Number of employees criterion<enter><enter><down>");
    bench
}

#[test]
fn what_qualifies_stands_beside_what_sales_can_take() {
    let mut bench = with_plan();
    // A lead takes 6 x 30 minutes: 3 leads fit into 9 hours.
    let text = wall_text(&bench);
    assert!(text.contains("can take 3"), "{text}");
    assert_wall("points-capacity", &bench);
    // It is the median week of the page about capacity.
    bench.keys(":capacity<enter>");
    let page = bench.state.pages.section(PageId::Capacity);
    let page = page.expect("the page").clone();
    let forwarded = page.tables[1].rows[0].cells[1].written();
    let text = format!("{forwarded} a week qualif");
    let wall = wall_text(bench.keys("<esc>"));
    assert!(wall.contains(&text), "{text} in {wall}");
}

#[test]
fn the_last_change_is_named_beside_its_consequences() {
    let mut bench = at_answer();
    let text = wall_text(bench.keys("++++"));
    let change = "last change: Demo: Toured the online demo 1 > 5 points";
    assert!(text.contains(change), "{text}");
    // Undo is a change, too.
    let text = wall_text(bench.keys("u"));
    let change = "last change: Demo: Toured the online demo 5 > 1 points";
    assert!(text.contains(change), "{text}");
}

#[test]
fn a_lead_whose_id_looks_like_a_telephone_number_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = on("b2b-saas");
    for file in ["session.yaml", "leads.csv", "events.csv"] {
        let text = std::fs::read_to_string(bench.path().join(file)).expect("a file");
        let text = text.replace("lead_0", "0660/0");
        std::fs::write(folder.path().join(file), text).expect("a copy");
    }
    let mut bench = Bench::at(folder);
    bench
        .go(Step::Points)
        .keys("/Number of employees criterion<enter><enter><down>---");
    let leads = change(&bench).dropped_out.leads;
    assert!(!leads.is_empty());
    for (id, ..) in leads {
        assert!(id.starts_with("0660/0") && id.len() == 11, "{id}");
    }
    bench.go(Step::Preview).keys("<home><down>");
    assert!(room_card(&bench.state).title.starts_with("0660/0"));
}

#[test]
fn a_sealed_ballot_has_no_figure() {
    let mut bench = at_answer();
    bench.keys("v5<enter>4<enter>");
    assert_wall("points-ballot-open", &bench);
    let text = wall_text(&bench);
    assert!(!text.contains("qualify"), "{text}");
}

#[test]
fn votes_that_are_shown_have_the_distribution_below() {
    let mut bench = at_answer();
    bench.keys("v5<enter>4<enter>3<enter>1<enter>1<enter>2<enter>2<enter>r");
    assert_wall("points-votes-shown", &bench);
}

#[test]
fn a_number_that_is_tried_has_both_variants() {
    let mut bench = at_answer();
    bench.keys("W9");
    assert_wall("points-variants", &bench);
}

#[test]
fn sample_leads_go_by_their_ids() {
    let mut bench = at_answer();
    bench.keys("++++");
    let names = bench.state.session().samples.iter();
    let names: Vec<String> = names.map(|sample| sample.name.clone()).collect();
    let text = wall_text(&bench);
    for name in names.iter().filter(|name| !name.is_empty()) {
        assert!(!text.contains(name.as_str()), "{name} in {text}");
    }
    assert_eq!(bench.state.step, Step::Points);
}

/// What the last change did, as the wall has it.
fn change(bench: &Bench) -> LeadChange {
    let pictures = room_card(&bench.state).pictures.into_iter();
    let mut changes = pictures.filter_map(|picture| match picture {
        WallPicture::Distribution(distribution) => distribution.change,
        _ => None,
    });
    changes.next().expect("a change")
}

#[test]
fn leads_that_came_in_have_their_points_before_and_now() {
    let mut bench = at_answer();
    let came_in = change(bench.keys("++++")).came_in;
    assert_eq!(came_in.count, 1);
    assert_eq!(came_in.leads, [("l-0405".to_owned(), 19, 23)]);
}

#[test]
fn no_lead_is_named_beside_one_whose_verdict_is_not_shown() {
    let mut bench = with_leads();
    bench.keys("---").go(Step::Preview).keys("<home><down>");
    let dropped_out = change(&bench).dropped_out;
    assert_eq!(dropped_out.count, 11);
    assert_eq!(dropped_out.leads, []);
}

#[test]
fn a_second_terminal_reads_the_same_wall() {
    let mut bench = at_answer();
    let card = room_card(&bench.keys("++++W9").state);
    let text = serde_json::to_string(&card).expect("a card");
    let read: RoomCard = serde_json::from_str(&text).expect("a card");
    assert_eq!(read, card);
}
