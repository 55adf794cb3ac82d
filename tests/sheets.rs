//! The estimate sheet, blind yes or no on sample leads, and the lead on which the sides differ
//! most.

mod common;

use accord::app::Step;
use accord::app::projector::card::CardBody;
use accord::app::projector::room_card::room_card;
use accord::model::alignment::side_views;
use accord::model::ballot::VoterStatus;
use accord::model::{Id, Subject};
use common::Bench;
use common::votes::{card, on_disk, shows, value};

#[test]
fn a_sheet_has_its_card_and_a_sample_holds_back_its_verdict() {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Preview).keys("V<enter>");
    let now = room_card(&bench.state);
    assert_eq!(now.kicker, "WOULD YOU FORWARD THESE LEADS TO SALES?");
    assert!(matches!(now.body, CardBody::Hidden { .. }), "{now:?}");
    let row: String = bench.session().samples.iter().map(|_| 'y').collect();
    bench.keys(&row).keys("<esc>");
    // Another lead's verdict would be a hint, too.
    for row in ["<home>", "<end>"] {
        bench.keys(row);
        let card = card(&bench);
        assert!(
            !card.contains("ualified") && !card.contains("points"),
            "{card}"
        );
    }
    bench.keys("Vry");
    let now = room_card(&bench.state);
    let CardBody::Votes { scale, .. } = &now.body else {
        panic!("{now:?}");
    };
    assert_eq!(*scale, ["no", "yes"]);
    for sample in bench.session().samples.iter() {
        assert!(!card(&bench).contains(&sample.name));
    }
}

#[test]
fn a_sheet_of_eight_voters_and_sixteen_lines() {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Room).keys("A");
    bench.paste("Ada Brook, sales").keys("<ctrl-s>");
    bench.go(Step::Points);
    let lines = Subject::estimate_subjects(bench.session());
    bench.keys("V");
    let mut typed = 1;
    let mut row = |bench: &mut Bench, points: &[i64]| {
        let keys = points
            .iter()
            .fold(String::new(), |keys, p| keys + &p.to_string() + " ");
        typed += 1 + keys.len();
        bench.keys("<enter>").keys(&keys);
    };
    let count = lines.len();
    // Sales gives 5 to everything, Marketing 3; on the first line Marketing gives 0, on the second
    // 5.
    for _ in 0..4 {
        row(&mut bench, &vec![5; count]);
    }
    let mut marketing = vec![3; count];
    (marketing[0], marketing[1]) = (0, 5);
    for _ in 0..3 {
        row(&mut bench, &marketing);
    }
    shows(
        &bench,
        &[
            "4 of 4 have voted",
            "3 of 3 have voted",
            "0 of 1 have voted",
        ],
    );
    assert!(!bench.screen().contains('5'), "{}", bench.screen());
    row(&mut bench, &vec![4; count]);
    assert_eq!(bench.session().workshop.ballots.len(), count);
    // A quick typist types two keys a second; for this sheet in five minutes, one is enough.
    assert!(typed < 300, "{typed} keys");
    bench.keys("r");
    shows(
        &bench,
        &["to decide, the furthest apart first", "S 5  M 0  gap 5"],
    );
    assert!(
        bench
            .session()
            .workshop
            .ballots
            .iter()
            .all(|b| b.rounds[0].revealed.is_some())
    );
    // Enter discusses the first one, whose outcome is set there.
    bench.keys("<enter><enter><ctrl-u>2<enter>");
    let first = lines[0].to_string();
    assert_eq!(value(&bench, &first), "2");
    bench.keys("a");
    assert_eq!(value(&bench, &lines[1].to_string()), "5");
    assert_eq!(bench.session().workshop.decisions.len(), 2);
    bench.keys("A");
    shows(&bench, &["Accept the overall median"]);
    bench.keys("y");
    assert_eq!(bench.session().workshop.decisions.len(), count);
    // The median of 5, 5, 5, 5, 4, 3, 3, 3 is 4.5, and halves round up.
    assert_eq!(value(&bench, &lines[2].to_string()), "5");
    let screen = bench.screen();
    assert!(bench.state.dialogs.is_empty(), "{screen}");
}

#[test]
fn a_row_may_be_pasted_left_and_gone_on_with() {
    let mut bench = Bench::example("worked-example");
    let count = Subject::estimate_subjects(bench.session()).len();
    let vote_of = |bench: &Bench, voter: &str| {
        let voter = Id::new(voter).unwrap();
        let ballots = bench.session().workshop.ballots.iter();
        ballots
            .filter(|b| b.rounds[0].vote(&voter).is_some())
            .count()
    };
    bench.keys("V<enter>").paste("1\t\t3\t-\t5");
    bench.keys("<esc>");
    assert_eq!(
        vote_of(&bench, "tom"),
        3,
        "an empty cell and a dash are no votes"
    );
    shows(&bench, &["Tom Brackley", "voted, 3 of"]);
    bench.keys("<home><enter><down><down>7<esc>");
    assert_eq!(vote_of(&bench, "tom"), 3, "a line is replaced");
    // A row can stand for a whole side.
    bench
        .keys("<end><enter>")
        .paste(&vec!["2"; count].join(", "));
    assert_eq!(vote_of(&bench, "marketing"), count);
    let workshop = &bench.session().workshop;
    let round = &workshop.ballots[0].rounds[0];
    let marta = workshop.voter(&Id::new("marta").unwrap()).unwrap();
    assert_eq!(workshop.voter_status(round, &marta), VoterStatus::Voted);
    // It stops at anything that is not a vote, and says where.
    bench.keys("<home><down><enter>").paste("4 5 six 7");
    shows(&bench, &["Line 3: write a whole number of points."]);
    let mut bench = {
        bench.keys("<esc><esc>");
        bench.killed()
    };
    bench.keys("k");
    assert_eq!((vote_of(&bench, "tom"), vote_of(&bench, "ines")), (3, 2));
}

#[test]
fn a_kill_in_the_middle_of_a_row_loses_at_most_the_number_being_typed() {
    let mut bench = Bench::example("worked-example");
    let count = Subject::estimate_subjects(bench.session()).len();
    bench.keys("V<enter>44977<enter>44978 <enter>- 44979<enter>9");
    let draft = std::fs::read_to_string(bench.path().join(".accord/draft")).expect("a draft");
    assert!(!draft.contains("4497") && !on_disk(&bench).contains("4497"));
    let mut bench = bench.killed();
    assert!(!bench.screen().contains("4497"));
    // The question about recovered edits comes first.
    bench.keys("k");
    shows(&bench, &["Tom Brackley", &format!("line 6 of {count}")]);
    // Up to line 6; the rest is typed.
    for _ in 5..count {
        bench.keys("7 ");
    }
    shows(&bench, &[&format!("voted, {} of {count}", count - 2)]);
    assert!(!bench.path().join(".accord/draft").exists(), "it is done");
    bench.keys("ry");
    let lines = Subject::estimate_subjects(bench.session());
    let vote_of: Vec<String> = lines
        .iter()
        .filter_map(|line| bench.session().workshop.ballot(line))
        .map(|ballot| ballot.rounds[0].votes[0].value.clone())
        .collect();
    let first: Vec<&str> = vote_of.iter().take(4).map(String::as_str).collect();
    assert_eq!(first, ["44977", "44978", "44979", "7"]);
    assert_eq!(vote_of.len(), count - 2);
}

#[test]
fn sample_leads_get_a_blind_yes_or_no_and_the_contested_come_first() {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Preview);
    let samples: Vec<Id> = bench
        .session()
        .samples
        .iter()
        .map(|s| s.id.clone())
        .collect();
    bench.keys("V");
    shows(&bench, &["forward to Sales?"]);
    let last = samples.len() - 1;
    let row = |no: Option<usize>| -> String {
        (0..=last)
            .map(|i| if no == Some(i) { 'n' } else { 'y' })
            .collect()
    };
    bench.keys(&format!("<enter>{}", row(None)));
    let screen = bench.screen();
    bench.keys("<esc>");
    assert!(bench.screen().contains("figures are hidden"), "{screen}");
    let open = bench.screen();
    assert!(
        !open.contains("BY SCORE") && !open.contains("DISPUTED FIRST") && !open.contains("Forward"),
        "{open}"
    );
    bench.keys("V<end><enter>").keys(&row(Some(last)));
    bench.keys("ry");
    shows(&bench, &["! ", "yes: Sales 1/1  Marketing 0/1"]);
    bench.keys("<esc>");
    assert_eq!(
        side_views(bench.session(), &samples[last]),
        [Some(true), Some(false)]
    );
    // The model forwards few of them; those it does not are contested and come first.
    let list = bench.state.list().0;
    let listed: Vec<String> = (0..list.len()).map(|row| list.row(row).text).collect();
    let outlook = bench.state.outlook.as_ref().unwrap();
    let contested = |name: &String| {
        let line = outlook.samples.iter().find(|l| l.title == *name);
        line.map(|l| !l.outcome.qualified || l.sample.as_ref() == Some(&samples[last]))
    };
    let order: Vec<bool> = listed.iter().filter_map(contested).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable_by_key(|contested| !contested);
    assert!(order.contains(&true) && order.contains(&false));
    assert_eq!(order, sorted);
}

/// The answers that hold, and those that do not, of the sample lead on which the sides differ most.
fn argued(bench: &Bench) -> (Vec<String>, Vec<String>) {
    let samples = &bench.session().samples;
    let mut named = samples
        .iter()
        .filter(|s| s.name == "The lead you differ on most");
    let sample = named.next_back().expect("a sample lead");
    let texts = |list: &[accord::model::Reference]| list.iter().map(ToString::to_string).collect();
    (texts(&sample.yes), texts(&sample.no))
}

#[test]
fn the_lead_the_sides_differ_on_most_is_put_before_the_room() {
    // Sales' medians are 5 3 4 5 5 2, Marketing's 5 3 3.5 5 1.5 1.5; halves round up, so they
    // differ only on the references, 5 and 2. The hand-off requires industry, demo and 12 points:
    // these two bring 10, so both sides forward it with references, and neither does without.
    let mut bench = common::workshop::meeting(|_, _| {});
    bench.go(Step::Preview).keys("M");
    shows(&bench, &["The lead you differ on most"]);
    bench.keys("<enter>");
    let (yes, no) = argued(&bench);
    assert_eq!(
        (yes, no.len()),
        (vec!["asked-for-references".to_owned()], 5)
    );
    shows(&bench, &["Your points differ most on this lead"]);
    // From 13 on, Sales' 15 would forward it and Marketing's 12 would not.
    let mql = "stage:mql#points.total";
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down><tab><home>");
    while !bench.session().workshop.ballots.is_empty() && value(&bench, mql) == "12" {
        bench.keys("+<down>");
    }
    assert_eq!(value(&bench, mql), "13");
    bench.go(Step::Preview).keys("M<enter>");
    let expected = ["target-industry", "saw-a-demo", "asked-for-references"];
    assert_eq!(argued(&bench).0, expected);
    shows(&bench, &["One side's points forward this lead"]);
    // It is selected: v starts a ballot on it, u removes it again.
    bench.keys("v");
    shows(&bench, &["Would you forward this lead to Sales?"]);
    bench.keys("r");
    let count = bench.session().samples.len();
    bench.keys("u");
    assert_eq!(bench.session().samples.len(), count - 1);
    // A result for an earlier definition is dropped.
    let older = bench.state.proofs.generation - 1;
    let late = accord::app::Message::DisagreementFound(older, Err("late".into()));
    bench.state.notice = None;
    bench.host.handle(&mut bench.state, late);
    assert_eq!(bench.state.notice, None);
    bench.go(Step::Points).keys("a<enter>Owns a plant<enter>");
    bench.go(Step::Preview).keys("M<enter>");
    shows(
        &bench,
        &["The estimate sheet isn't complete", "Owns a plant"],
    );
}
