//! Sample leads get a blind yes or no, and the contested come first.

use accord::app::Step;
use accord::app::projector::card::CardBody;
use accord::app::projector::room_card::room_card;
use accord::model::Id;
use accord::model::alignment::side_views;

use crate::common::votes::card;
use crate::common::{Bench, on};

fn samples(bench: &Bench) -> Vec<Id> {
    let samples = bench.session().samples.iter();
    samples.map(|s| s.id.clone()).collect()
}

/// A row of yes, but for no to the last one if that is asked for.
fn row(bench: &Bench, last: char) -> String {
    let count = samples(bench).len();
    format!("{}{last}", "y".repeat(count - 1))
}

/// On Preview, with the sheet open.
fn sheet() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Preview).keys("V");
    bench
}

/// The first voter says yes to all, and the sheet is left open.
fn one_voted() -> Bench {
    let mut bench = sheet();
    let row = row(&bench, 'y');
    bench.keys("<enter>").keys(&row).keys("<esc>");
    bench
}

/// Marketing says no to the last one, and the votes are shown.
fn shown() -> Bench {
    let mut bench = one_voted();
    let row = row(&bench, 'n');
    bench.keys("V<end><enter>").keys(&row).keys("ry");
    bench
}

#[test]
fn a_sheet_asks_whether_to_forward() {
    sheet().shows("forward to Sales?");
}

#[test]
fn a_sheet_has_its_card() {
    let now = room_card(&sheet().keys("<enter>").state);
    assert_eq!(now.kicker, "WOULD YOU FORWARD THESE LEADS TO SALES?");
    assert!(matches!(now.body, CardBody::Hidden { .. }), "{now:?}");
}

#[test]
fn a_sample_holds_back_its_verdict_while_it_is_voted_on() {
    one_voted()
        .shows("figures are hidden")
        .hides("BY SCORE")
        .hides("DISPUTED")
        .hides("Forward");
}

#[test]
fn another_lead_tells_the_room_no_verdict_either() {
    let mut closed = on("worked-example");
    closed.go(Step::Preview);
    let mut open = one_voted();
    // It would be a hint.
    for row in ["<home>", "<end>"] {
        let said = card(closed.keys(row).keys("i"));
        assert!(
            said.contains("ualified") || said.contains("points"),
            "{said}"
        );
        let card = card(open.keys(row));
        assert!(card.contains("kicker"), "{card}");
        assert!(!card.contains("ualified"), "{card}");
        assert!(!card.contains("points"), "{card}");
    }
}

#[test]
fn the_room_sees_how_many_said_yes_and_no_and_no_sample_by_name() {
    let mut bench = one_voted();
    bench.keys("Vry");
    let now = room_card(&bench.state);
    let CardBody::Votes { scale, .. } = &now.body else {
        panic!("{now:?}");
    };
    assert_eq!(*scale, ["no", "yes"]);
    let card = card(&bench);
    for sample in bench.session().samples.iter() {
        assert!(!card.contains(&sample.name), "{card}");
    }
}

#[test]
fn a_contested_lead_shows_what_each_side_said() {
    shown().shows("! ").shows("yes: Sales 1/1  Marketing 0/1");
}

#[test]
fn what_each_side_said_is_recorded() {
    let bench = shown();
    let last = samples(&bench).pop().expect("a sample lead");
    let said = side_views(bench.session(), &last);
    assert_eq!(said, [Some(true), Some(false)]);
}

#[test]
fn contested_leads_come_first() {
    let mut bench = shown();
    bench.keys("<esc>");
    let last = samples(&bench).pop();
    // The model forwards few of them; those it does not are contested.
    let list = bench.state.list().0;
    let listed = (0..list.len()).map(|row| list.row(row).text);
    let outlook = bench.state.outlook.as_ref().expect("an outlook");
    let contested = |name: String| {
        let line = outlook.samples.iter().find(|l| l.title == name)?;
        Some(!line.outcome.qualified || line.sample == last)
    };
    let order: Vec<bool> = listed.filter_map(contested).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable_by_key(|contested| !contested);
    assert!(order.contains(&true) && order.contains(&false));
    assert_eq!(order, sorted);
}
