//! Ballots, the estimate sheet, decisions and alignment: keys in, the record and the screen out.

mod common;

use accord::app::Step;
use accord::app::room_card::{Body, room_card};
use accord::model::alignment::{alignment, side_views};
use accord::model::ballot::Standing;
use accord::model::{Agreement, Ballot, Decision, Dissent, Id, Subject};
use common::Bench;

/// Everything the session keeps on disk, as text.
fn on_disk(bench: &Bench) -> String {
    let mut all = String::new();
    let files = [
        "session.yaml",
        ".accord/journal",
        ".accord/draft",
        ".accord/room.json",
    ];
    for file in files {
        let bytes = std::fs::read(bench.path().join(file)).unwrap_or_default();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

fn agreement(bench: &Bench, subject: &str) -> (Agreement, bool) {
    let subject: Subject = subject.parse().expect("a subject");
    let found = alignment(bench.session(), &subject);
    (found.agreement, found.reopened)
}

fn ballot<'a>(bench: &'a Bench, subject: &str) -> &'a Ballot {
    bench.session().workshop.ballot(subject).expect("a ballot")
}

fn value(bench: &Bench, subject: &str) -> String {
    let subject: Subject = subject.parse().expect("a subject");
    subject.value(bench.session()).expect("a value")
}

fn votes(bench: &Bench, subject: &str, round: usize) -> Vec<(String, String)> {
    let votes = &ballot(bench, subject).rounds[round].votes;
    votes
        .iter()
        .map(|v| (v.voter.to_string(), v.value.clone()))
        .collect()
}

/// The room's card, as the second terminal gets it.
fn card(bench: &Bench) -> String {
    serde_json::to_string(&room_card(&bench.state)).expect("a card")
}

/// Lets the host write the card, as it does when nobody types.
fn write_card(bench: &mut Bench) -> String {
    std::thread::sleep(std::time::Duration::from_millis(110));
    bench.host.poll(&mut bench.state);
    std::fs::read_to_string(bench.path().join(".accord/room.json")).expect("a card")
}

fn shows(bench: &Bench, words: &[&str]) {
    let screen = bench.screen();
    for word in words {
        assert!(screen.contains(word), "no {word:?} in\n{screen}");
    }
}

const DEMO: &str = "level:demo/one-to-one";

/// On Points, on the first answer of "Demo" in the worked example. Those who vote are Tom, Ines
/// and Dev for Sales, Marta, Owen and Yusuf for Marketing, and Helen for Management.
fn on_demo() -> Bench {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter>");
    bench
}

#[test]
fn a_value_is_estimated_blind_in_two_rounds_and_decided() {
    let mut bench = on_demo();
    bench.keys("v");
    shows(
        &bench,
        &[
            "Sales                    ",
            "0 of 3 in",
            "Tom Brackley: type the vote",
        ],
    );
    assert!(!bench.screen().contains("Ruth Ashdown"));
    bench.keys("8<enter>8<enter>7<enter>1<enter>2<enter>1<enter>x");
    shows(&bench, &["3 of 3 in", "away"]);
    bench.keys("r");
    shows(
        &bench,
        &[
            "Gap 7   middle of all 4.5   1 away",
            "Who gave 8",
            "middle 1",
        ],
    );
    assert!(
        !bench.screen().contains("Tom Brackley"),
        "names need a further key"
    );
    bench.keys("m");
    shows(&bench, &["Tom Brackley  8", "Helen Oakes  away"]);
    bench.keys("w<enter>They ask for it<enter>2");
    assert!(
        !bench.screen().contains("middle"),
        "the second round is unseen"
    );
    bench.keys("5<enter>5<enter>4<enter>4<enter>4<enter>1<enter>r");
    shows(&bench, &["Not in yet: Helen Oakes"]);
    bench.keys("y");
    shows(
        &bench,
        &[
            "Round 2",
            "Gap 1   middle of all 4",
            "Round 1",
            "8: They ask for it",
        ],
    );
    bench.keys("<enter>");
    // Of 1, 4, 4, 4, 5, 5 the middle is 4; it can be set otherwise.
    bench.keys("<ctrl-u>3<enter>");
    let set: &Decision = bench.session().workshop.decision(DEMO).expect("a decision");
    assert_eq!(set.value, "3");
    // 3 is within one of 4, and two from 5: Tom and Ines don't agree, nor does Yusuf.
    assert_eq!(set.agreed, ["dev", "marta", "owen"].map(String::from));
    let without: Vec<&str> = set.dissent.iter().map(|d| d.who.as_str()).collect();
    assert_eq!(without, ["tom", "ines", "yusuf"]);
    assert_eq!(set.agreement, Some(Agreement::OneSide));
    assert_eq!(value(&bench, DEMO), "3");
    assert_eq!(ballot(&bench, DEMO).outcome, "3");
    assert_eq!(
        ballot(&bench, DEMO).rounds[0].votes[0].reason,
        "They ask for it"
    );
    shows(&bench, &["Agreed by Marketing 09:00 UTC"]);

    // The value can be taken back, the decision stays and shows as open again.
    bench.keys("u");
    assert_eq!(value(&bench, DEMO), "5");
    assert_eq!(bench.session().workshop.decisions.len(), 1);
    assert_eq!(agreement(&bench, DEMO), (Agreement::Proposed, true));
    shows(&bench, &["Agreed 09:00 UTC,", "reopened by an"]);
    bench.keys("U");
    assert_eq!(agreement(&bench, DEMO), (Agreement::OneSide, false));
    bench.keys("+");
    shows(&bench, &["agreed 09:00 UTC, reopened by this edit"]);
}

#[test]
fn what_is_voted_on_shows_nowhere_and_cannot_change() {
    let mut bench = on_demo();
    // A value nothing else on the screen has.
    bench.keys("<enter><down><enter><ctrl-u>731<enter><esc>");
    shows(&bench, &["731"]);
    bench.keys("v44977<enter>44977<esc>");
    shows(
        &bench,
        &["The ballot on Demo: Had a one-to-one demo is open; v goes on with it"],
    );
    let clear = |bench: &Bench| {
        for (columns, rows) in [(80, 24), (60, 16), (140, 40)] {
            let screen = bench.screen_at(columns, rows);
            for value in ["731", "44977"] {
                assert!(!screen.contains(value), "{value} in\n{screen}");
            }
        }
        let card = card(bench);
        assert!(!card.contains("731") && !card.contains("44977"), "{card}");
        assert!(!on_disk(bench).contains("44977"));
    };
    clear(&bench);
    let written = write_card(&mut bench);
    assert!(
        written.contains("Hidden") && !written.contains("731") && !written.contains("44977"),
        "{written}"
    );
    shows(
        &bench,
        &[
            "v Demo",
            "? / 1",
            "a ballot is open: figures are hidden",
            "hidden",
        ],
    );
    for keys in [
        "+",
        "-",
        "<enter><down><enter>",
        "<esc>",
        "u",
        "uu",
        "<esc>d",
        "<esc>",
    ] {
        bench.keys(keys);
        clear(&bench);
        assert_eq!(value(&bench, DEMO), "731", "{keys}");
    }
    for step in Step::ALL {
        bench.go(step);
        for keys in ["", "<home><enter>", "<down><down>", "<end>", "<esc>"] {
            bench.keys(keys);
            clear(&bench);
        }
    }
    bench = bench.reopen();
    clear(&bench);
    bench.keys("/Demo criterion<enter><enter>v");
    clear(&bench);
    shows(&bench, &["in", "1 of 3 in"]);
    bench.keys("ry");
    shows(&bench, &["44977"]);
    assert!(card(&bench).contains("44977"), "{}", card(&bench));
    assert_eq!(votes(&bench, DEMO, 0)[0], ("tom".into(), "44977".into()));
    bench.keys("<esc>u");
    assert_eq!(
        value(&bench, DEMO),
        "5",
        "what was done before can be taken back again"
    );
    assert!(ballot(&bench, DEMO).rounds[0].revealed.is_some());
}

#[test]
fn the_room_sees_who_is_awaited_and_then_the_votes_and_never_a_name() {
    let mut bench = on_demo();
    let people: Vec<String> = {
        let people = bench.session().workshop.participants.iter();
        people.map(|p| p.name.clone()).collect()
    };
    let nobody = |bench: &Bench| {
        let card = card(bench);
        for name in &people {
            assert!(!card.contains(name.as_str()), "{card}");
        }
    };
    let sides = |bench: &Bench| match room_card(&bench.state).body {
        Body::Hidden { sides } => sides,
        other => panic!("{other:?}"),
    };
    bench.keys("v8<enter>8<enter>");
    let card_now = room_card(&bench.state);
    assert_eq!(card_now.kicker, "HOW MANY POINTS IS IT WORTH?");
    assert_eq!(card_now.title, "Demo: Had a one-to-one demo");
    let of = |side: &str, is_in, of| (side.to_owned(), is_in, of);
    assert_eq!(
        sides(&bench),
        [
            of("Sales", 2, 3),
            of("Marketing", 0, 3),
            of("Management", 0, 1)
        ]
    );
    nobody(&bench);
    // Who is away isn't awaited.
    bench.keys("<end>x");
    assert_eq!(sides(&bench), [of("Sales", 2, 3), of("Marketing", 0, 3)]);
    // Left open, the thing in hand still shows who is awaited.
    bench.keys("<esc>");
    assert_eq!(sides(&bench), [of("Sales", 2, 3), of("Marketing", 0, 3)]);
    bench.keys("v7<enter>1<enter>2<enter>1<enter>r");
    let Body::Votes { scale, sides, note } = room_card(&bench.state).body else {
        panic!("{}", card(&bench));
    };
    let expected: Vec<String> = (0..=8).map(|n: i64| n.to_string()).collect();
    assert_eq!(scale, expected);
    assert_eq!(
        sides,
        [
            (
                "Sales".to_owned(),
                vec![0, 0, 0, 0, 0, 0, 0, 1, 2],
                "8".to_owned()
            ),
            (
                "Marketing".to_owned(),
                vec![0, 2, 1, 0, 0, 0, 0, 0, 0],
                "1".to_owned()
            ),
        ]
    );
    // Of 1, 1, 2, 7, 8, 8 the middle is 4.5: the ends are asked.
    assert_eq!(
        note,
        "Gap 7.  Who gave 8: what have you seen?  Who gave 1: what have you seen?"
    );
    bench.keys("w<enter>They ask for it<enter>w<down><enter>Owen Prys knows<enter>");
    let shown = card(&bench);
    assert!(shown.contains("8: They ask for it") && !shown.contains("knows"));
    bench.keys("m");
    nobody(&bench);
    // The sealed second round takes the first one's place.
    bench.keys("2");
    assert!(!card(&bench).contains("They ask"));
    assert!(room_card(&bench.state).kicker.ends_with("ROUND 2"));
    bench.keys("5<enter>5<enter>5<enter>5<enter>5<enter>5<enter>ry<enter><enter>");
    let decided = card(&bench);
    assert!(
        decided.contains("Agreed by Sales and Marketing"),
        "{decided}"
    );
    nobody(&bench);
}

#[test]
fn a_sheet_has_its_card_and_a_sample_holds_back_its_verdict() {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Preview).keys("V<enter>");
    let now = room_card(&bench.state);
    assert_eq!(now.kicker, "WOULD YOU FORWARD THESE LEADS TO SALES?");
    assert!(matches!(now.body, Body::Hidden { .. }), "{now:?}");
    let row: String = bench.session().samples.iter().map(|_| 'y').collect();
    bench.keys(&row).keys("<esc>");
    // Another lead's verdict would hint, too.
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
    let Body::Votes { scale, .. } = &now.body else {
        panic!("{now:?}");
    };
    assert_eq!(*scale, ["no", "yes"]);
    for sample in bench.session().samples.iter() {
        assert!(!card(&bench).contains(&sample.name));
    }
}

#[test]
fn a_vote_can_be_replaced_until_it_is_shown_and_survives_a_kill() {
    let mut bench = on_demo();
    bench.keys("v5<enter>6<enter><up><up>9<enter>");
    // What isn't a vote isn't taken, and isn't repeated.
    bench.keys("seven<enter>");
    shows(&bench, &["Write a whole number of points."]);
    assert!(!bench.screen().contains("seven"));
    // Who has voted isn't away by a slip of a key.
    bench.keys("<home>x");
    shows(&bench, &["Their vote is in and counts", "2 of 3 in"]);
    let mut bench = bench.killed();
    bench.keys("k/Demo criterion<enter><enter>v");
    shows(&bench, &["2 of 3 in", "Dev Hallam: type"]);
    bench.keys("4<enter><end>xry");
    let cast = votes(&bench, DEMO, 0);
    assert_eq!(
        cast[..3],
        [("tom", "9"), ("ines", "6"), ("dev", "4")].map(|(a, b)| (a.into(), b.into()))
    );
    let away = ballot(&bench, DEMO).rounds[0]
        .votes
        .iter()
        .filter(|v| v.absent);
    assert_eq!(away.count(), 4);
    // Undo never takes a vote back.
    bench.keys("<esc>uuu");
    assert_eq!(votes(&bench, DEMO, 0), cast);
}

#[test]
fn a_wording_is_agreed_by_gradients_with_a_dissent_and_its_reason() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Marketing qualified stage<enter>v");
    shows(&bench, &["How do we vote on words?", "Fist of five"]);
    bench.keys("<enter>5<enter>4<enter>3<enter>5<enter>1<enter>4<enter>");
    // The wording stays in sight, and stays as it is.
    let before = value(&bench, "stage:mql");
    bench.keys("<esc><tab><down><enter>");
    shows(&bench, &["A ballot on", "is open"]);
    assert!(bench.state.overlays.is_empty());
    bench.keys("v5<enter>r");
    shows(&bench, &["A strong no from Owen Prys"]);
    bench.keys("<enter>");
    shows(&bench, &["A strong no needs its reason first"]);
    // Whoever owes a reason is chosen already.
    bench.keys("w<enter>Nobody has the data<enter>");
    shows(&bench, &["Owen Prys, 1: Nobody has the data"]);
    bench.keys("<enter><enter>");
    let decision = bench
        .session()
        .workshop
        .decision("stage:mql")
        .expect("a decision");
    let dissent = Dissent {
        who: "owen".into(),
        reason: "Nobody has the data".into(),
    };
    assert_eq!(decision.dissent, [dissent]);
    assert_eq!(decision.agreed.len(), 6);
    assert_eq!(
        (decision.value.as_str(), decision.agreement),
        (before.as_str(), Some(Agreement::Both))
    );
    shows(&bench, &["+ Marketing qualified", "Agreed by Sales and"]);
    // The way to vote is remembered for the next words.
    bench.keys("<esc>/Suspect<enter>v");
    shows(&bench, &["Does this wording do?", "round 1"]);
    // Another wording reopens it, and the rail no longer says done.
    bench.keys("x<esc>/Marketing qualified stage<enter><tab><down><enter> And more.<ctrl-s>");
    shows(&bench, &["reopened by this edit", "~ Marketing"]);
    bench.go(Step::Publish);
    shows(&bench, &["NOT SETTLED", "reopened"]);
}

#[test]
fn a_threshold_is_voted_on_and_moves_the_rule() {
    let mut bench = Bench::example("worked-example");
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>v");
    shows(&bench, &["How many points must a lead have?"]);
    bench.keys("18<enter>18<enter>18<enter>20<enter>18<enter>18<enter>18<enter><esc>");
    shows(&bench, &["hidden", "figures are hidden"]);
    let screen = bench.screen();
    assert!(
        !screen.contains("20 points") && !screen.contains("rule: 20"),
        "{screen}"
    );
    bench.keys("vr<enter><enter>");
    assert_eq!(value(&bench, "stage:mql#points.total"), "18");
    // A tenth of 18 is 1: Marta's 20 doesn't agree.
    let decision = bench
        .session()
        .workshop
        .decision("stage:mql#points.total")
        .unwrap();
    assert_eq!(
        decision
            .dissent
            .iter()
            .map(|d| d.who.as_str())
            .collect::<Vec<_>>(),
        ["marta"]
    );
    assert_eq!(decision.agreement, Some(Agreement::Both));
    shows(&bench, &["Agreed by Sales"]);
}

#[test]
fn agreement_is_recorded_without_a_vote_and_superseded_never_rewritten() {
    let mut bench = on_demo();
    bench.keys("s<down><enter>");
    assert_eq!(agreement(&bench, DEMO).0, Agreement::OneSide);
    shows(&bench, &["Agreed by Sales 09:00 UTC"]);
    bench.keys("s<down><down><down><enter>");
    assert_eq!(agreement(&bench, DEMO).0, Agreement::Disputed);
    shows(&bench, &["! Demo", "6Points!"]);
    bench.keys("s<enter>");
    assert_eq!(agreement(&bench, DEMO).0, Agreement::Both);
    let decisions = &bench.session().workshop.decisions;
    let by: Vec<_> = decisions
        .iter()
        .map(|d| d.superseded_by.as_ref().map(Id::as_str))
        .collect();
    assert_eq!(by, [Some("d2"), Some("d3"), None]);
}

#[test]
fn sides_vote_where_nobody_speaks_for_them() {
    let mut bench = Bench::template("standard");
    bench.keys("a<enter>Saw a demo<enter>v4<enter>6<enter>r");
    shows(&bench, &["Gap 2   middle of all 5"]);
    bench.keys("<enter><enter>");
    let decision = &bench.session().workshop.decisions[0];
    assert_eq!(decision.agreed, ["sales", "marketing"]);
    assert_eq!(value(&bench, "criterion:saw-a-demo"), "5");
}

#[test]
fn a_sheet_of_eight_voters_and_sixteen_lines() {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Room).keys("A");
    bench.paste("Ada Brook, sales").keys("<ctrl-s>");
    bench.go(Step::Points);
    let lines = Subject::estimates(bench.session());
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
    // Sales gives 5 to all, Marketing 3; on the first line Marketing gives 0, on the second 5.
    for _ in 0..4 {
        row(&mut bench, &vec![5; count]);
    }
    let mut marketing = vec![3; count];
    (marketing[0], marketing[1]) = (0, 5);
    for _ in 0..3 {
        row(&mut bench, &marketing);
    }
    shows(&bench, &["4 of 4 in", "3 of 3 in", "0 of 1 in"]);
    assert!(!bench.screen().contains('5'), "{}", bench.screen());
    row(&mut bench, &vec![4; count]);
    assert_eq!(bench.session().workshop.ballots.len(), count);
    // Somebody quick types two keys a second; this sheet, in five minutes, asks for one.
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
    // Enter talks about the first; its outcome is set there.
    bench.keys("<enter><enter><ctrl-u>2<enter>");
    let first = lines[0].to_string();
    assert_eq!(value(&bench, &first), "2");
    bench.keys("a");
    assert_eq!(value(&bench, &lines[1].to_string()), "5");
    assert_eq!(bench.session().workshop.decisions.len(), 2);
    bench.keys("A");
    assert_eq!(bench.session().workshop.decisions.len(), count);
    // Of 5, 5, 5, 5, 4, 3, 3, 3 the middle is 4.5, and a half goes up.
    assert_eq!(value(&bench, &lines[2].to_string()), "5");
    let screen = bench.screen();
    assert!(bench.state.overlays.is_empty(), "{screen}");
}

#[test]
fn a_row_may_be_pasted_left_and_gone_on_with() {
    let mut bench = Bench::example("worked-example");
    let count = Subject::estimates(bench.session()).len();
    let given = |bench: &Bench, voter: &str| {
        let voter = Id::new(voter).unwrap();
        let ballots = bench.session().workshop.ballots.iter();
        ballots
            .filter(|b| b.rounds[0].vote(&voter).is_some())
            .count()
    };
    bench.keys("V<enter>").paste("1\t\t3\t-\t5");
    bench.keys("<esc>");
    assert_eq!(
        given(&bench, "tom"),
        3,
        "an empty cell and a dash are no votes"
    );
    shows(&bench, &["Tom Brackley", "in, 3 of"]);
    bench.keys("<home><enter><down><down>7<esc>");
    assert_eq!(given(&bench, "tom"), 3, "a line is replaced");
    // A row of a side stands for all of it.
    bench
        .keys("<end><enter>")
        .paste(&vec!["2"; count].join(", "));
    assert_eq!(given(&bench, "marketing"), count);
    let workshop = &bench.session().workshop;
    let round = &workshop.ballots[0].rounds[0];
    let marta = workshop.voter(&Id::new("marta").unwrap()).unwrap();
    assert_eq!(workshop.standing(round, &marta), Standing::In);
    // Something that is no vote stops there, and says where.
    bench.keys("<home><down><enter>").paste("4 5 six 7");
    shows(&bench, &["Line 3: write a whole number of points."]);
    let mut bench = {
        bench.keys("<esc><esc>");
        bench.killed()
    };
    bench.keys("k");
    assert_eq!((given(&bench, "tom"), given(&bench, "ines")), (3, 2));
}

#[test]
fn a_kill_in_the_middle_of_a_row_loses_at_most_the_number_being_typed() {
    let mut bench = Bench::example("worked-example");
    let count = Subject::estimates(bench.session()).len();
    bench.keys("V<enter>44977<enter>44978 <enter>- 44979<enter>9");
    let draft = std::fs::read_to_string(bench.path().join(".accord/draft")).expect("a draft");
    assert!(!draft.contains("4497") && !on_disk(&bench).contains("4497"));
    let mut bench = bench.killed();
    assert!(!bench.screen().contains("4497"));
    // The question what to do with the recovered edits stands before it.
    bench.keys("k");
    shows(&bench, &["Tom Brackley", &format!("line 6 of {count}")]);
    // Up to line 6; the rest is typed.
    for _ in 5..count {
        bench.keys("7 ");
    }
    shows(&bench, &[&format!("in, {} of {count}", count - 2)]);
    assert!(!bench.path().join(".accord/draft").exists(), "it is done");
    bench.keys("ry");
    let lines = Subject::estimates(bench.session());
    let given: Vec<String> = lines
        .iter()
        .filter_map(|line| bench.session().workshop.ballot(&line.to_string()))
        .map(|ballot| ballot.rounds[0].votes[0].value.clone())
        .collect();
    let first: Vec<&str> = given.iter().take(4).map(String::as_str).collect();
    assert_eq!(first, ["44977", "44978", "44979", "7"]);
    assert_eq!(given.len(), count - 2);
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
        !open.contains("BY SCORE") && !open.contains("Forward"),
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
    // The model forwards few of them: those it doesn't are contested and come before it does.
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

/// The yes and no of the sample lead on which the sides differ most.
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
    // Sales' middles are 5 3 4 5 5 2, Marketing's 5 3 3.5 5 1.5 1.5; a half goes up, so that they
    // differ on the references alone, 5 and 2. The hand-off asks for industry, demo and 12 points:
    // these two bring 10, so with references both sides forward it and without neither does.
    let mut bench = common::workshop::meeting(|_, _| {});
    bench.go(Step::Preview).keys("M");
    shows(&bench, &["The lead you differ on most"]);
    bench.keys("<enter>");
    let (yes, no) = argued(&bench);
    assert_eq!(
        (yes, no.len()),
        (vec!["asked-for-references".to_owned()], 5)
    );
    shows(&bench, &["On this lead your points differ most"]);
    // From 13 on Sales' 15 would forward it and Marketing's 12 not.
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
    shows(&bench, &["By one side's points this lead is forwarded"]);
    // It is in hand: v asks the room, u takes it out again.
    bench.keys("v");
    shows(&bench, &["Would you forward this lead to Sales?"]);
    bench.keys("r");
    let count = bench.session().samples.len();
    bench.keys("u");
    assert_eq!(bench.session().samples.len(), count - 1);
    // An answer about a definition that is no more is dropped.
    let older = bench.state.proved.generation - 1;
    let late = accord::app::Message::Argued(older, Err("late".into()));
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

/// A small generator of pseudo-random numbers (`SplitMix64`), so that a failure comes back.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).expect("it is below")
    }
}

const KEYS: &[&str] = &[
    "v",
    "v",
    "v",
    "V",
    "s",
    "<enter>",
    "<enter>",
    "<enter>",
    "<esc>",
    "<esc>",
    "<up>",
    "<down>",
    "<down>",
    "<down>",
    "<tab>",
    "<home>",
    "<end>",
    "r",
    "y",
    "n",
    "2",
    "w",
    "m",
    "o",
    "a",
    "A",
    "x",
    "u",
    "u",
    "U",
    "+",
    "-",
    "d",
    "5",
    "6",
    "7",
    "8",
    "9",
    "e",
    "<space>",
    "<backspace>",
];

/// A vote nothing else looks like.
const SECRET: &str = "93471";

/// What was shown stays, and no ballot or decision goes; votes change in a ballot or sheet alone.
fn assert_record_stands(
    before: &accord::model::Workshop,
    bench: &Bench,
    in_dialog: bool,
    key: &str,
) {
    let now = &bench.session().workshop;
    if !in_dialog && !matches!(key, "v" | "V" | "s") {
        assert_eq!(before.ballots, now.ballots, "{key} changed votes");
        assert_eq!(before.decisions, now.decisions, "{key} changed decisions");
    }
    // Only a ballot nobody voted in can be withdrawn.
    let voted = |b: &&Ballot| b.rounds.iter().any(accord::model::Round::has_votes);
    for was in before.ballots.iter().filter(voted) {
        let is = now
            .ballots
            .iter()
            .find(|b| b.id == was.id)
            .expect("it stays");
        for (was, is) in was
            .rounds
            .iter()
            .zip(&is.rounds)
            .filter(|r| r.0.revealed.is_some())
        {
            let values = |round: &accord::model::Round| -> Vec<_> {
                let votes = round.votes.iter();
                votes
                    .map(|v| (v.voter.clone(), v.value.clone(), v.absent))
                    .collect()
            };
            assert_eq!(values(was), values(is), "{key}");
        }
    }
    for (was, is) in before.decisions.iter().zip(&now.decisions) {
        assert_eq!(
            (&was.id, &was.value, &was.agreed),
            (&is.id, &is.value, &is.agreed)
        );
        assert!(was.superseded_by.is_none() || was.superseded_by == is.superseded_by);
    }
}

#[test]
fn whatever_is_pressed_no_vote_is_lost_or_seen_too_early() {
    use accord::app::overlay::Overlay;
    let (mut cast, mut shown, mut decided) = (0, 0, 0);
    for seed in 1..=4 {
        let mut random = Random(seed);
        let mut bench = on_demo();
        let mut known = false;
        for _ in 0..500 {
            let typing = match bench.state.overlays.last() {
                Some(Overlay::Ballot(_)) => true,
                Some(Overlay::Sheet(sheet)) => sheet.row.is_some(),
                _ => false,
            };
            let before = bench.session().workshop.clone();
            let in_dialog = !bench.state.overlays.is_empty();
            let key = match random.next(3) {
                0 if typing && !known => "93471<enter>",
                1 if typing => "3<enter>",
                _ => KEYS[random.next(KEYS.len())],
            };
            bench.keys(key);
            assert_record_stands(&before, &bench, in_dialog, key);
            let rounds = bench
                .session()
                .workshop
                .ballots
                .iter()
                .flat_map(|b| &b.rounds);
            known |= rounds
                .into_iter()
                .any(|r| r.revealed.is_some() && r.votes.iter().any(|v| v.value == SECRET));
            if !known {
                let sizes = [(80, 24), (60, 16), (140, 40)];
                let (columns, rows) = sizes[random.next(3)];
                bench.resize(columns, rows);
                let screen = bench.screen();
                assert!(!screen.contains(SECRET), "{key}\n{screen}");
            }
        }
        assert!(known || !on_disk(&bench).contains(SECRET));
        let workshop = bench.session().workshop.clone();
        let rounds = || workshop.ballots.iter().flat_map(|b| &b.rounds);
        cast += rounds().map(|r| r.votes.len()).sum::<usize>();
        shown += rounds().filter(|r| r.revealed.is_some()).count();
        decided += workshop.decisions.len();
        // Killed in the middle of it: the journal has every vote.
        let bench = bench.killed();
        assert_eq!(bench.session().workshop.ballots, workshop.ballots);
        assert_eq!(bench.session().workshop.decisions, workshop.decisions);
    }
    assert!(
        cast > 40 && shown > 3 && decided > 2,
        "{cast} cast, {shown} shown, {decided} decided"
    );
}

#[test]
fn a_ballot_nobody_voted_in_can_be_withdrawn() {
    let mut bench = on_demo();
    bench.keys("v<esc>");
    shows(&bench, &["figures are hidden"]);
    bench.keys("vr");
    shows(
        &bench,
        &["Nobody had voted: the ballot is withdrawn", "qualify 4"],
    );
    assert!(bench.session().workshop.ballots.is_empty());
    // A sheet with votes on one line leaves no trace on the others.
    bench.keys("V<enter>");
    assert_eq!(bench.session().workshop.ballots.len(), 16);
    bench.keys("5<enter><esc>ry");
    assert_eq!(bench.session().workshop.ballots.len(), 1);
}
