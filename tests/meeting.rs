//! The meeting itself: its clock, room view, curtain and parked thoughts.

mod common;

use std::fmt::Write as _;

use accord::app::projector::card::{CardBody, RoomCard};
use accord::app::projector::room_card::room_card;
use accord::app::{Message, Step};
use accord::model::Workshop;
use accord::screens;
use accord::widgets::{Theme, ThemeName};
use common::Bench;
use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Lets time pass, second by second as in the host.
fn wait(bench: &mut Bench, seconds: i64) {
    let end = bench.state.now + SignedDuration::from_secs(seconds);
    while bench.state.now < end {
        let now: Timestamp = bench.state.now + SignedDuration::from_secs(1);
        let today = bench.state.today;
        bench
            .host
            .handle(&mut bench.state, Message::ClockTick { now, today });
    }
}

fn taken(bench: &Bench, item: &str) -> u32 {
    let agenda = &bench.session().workshop.agenda;
    agenda
        .iter()
        .find(|a| a.id == item)
        .expect("an item")
        .taken_seconds
}

fn header(bench: &Bench) -> String {
    bench.screen().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_clock_follows_the_room_warns_twice_and_is_not_undone() {
    let mut bench = Bench::template("standard");
    assert!(header(&bench).contains("draft"), "{}", header(&bench));
    bench.go(Step::Room).keys("t");
    wait(&mut bench, 90);
    assert!(
        header(&bench).contains("23:30 of 25 left  on time"),
        "{}",
        header(&bench)
    );
    assert_eq!(taken(&bench, "room"), 60, "recorded each minute");
    // Of 25 minutes, a fifth is left after 20, and a twentieth after 23:45.
    wait(&mut bench, 20 * 60 - 91);
    assert!(!header(&bench).contains('!'));
    wait(&mut bench, 1);
    assert!(
        header(&bench).contains("! 05:00 of 25 left"),
        "{}",
        header(&bench)
    );
    assert!(
        bench.screen().contains("Room: 05:00 left"),
        "{}",
        bench.screen()
    );
    wait(&mut bench, 3 * 60 + 45);
    assert!(
        header(&bench).contains("!! 01:15 of 25 left"),
        "{}",
        header(&bench)
    );
    assert!(bench.screen().contains("last call"), "{}", bench.screen());
    bench.keys("T");
    assert!(
        header(&bench).contains("! 03:15 of 27 left  behind 2 min"),
        "{}",
        header(&bench)
    );
    wait(&mut bench, 3 * 60 + 16);
    assert!(
        header(&bench).contains("!! over by 00:01 of 27"),
        "{}",
        header(&bench)
    );
    // On another step, the time counts there.
    bench.go(Step::Stages);
    assert_eq!(taken(&bench, "room"), 27 * 60 + 1);
    assert!(
        header(&bench).contains("40:00 of 40 left"),
        "{}",
        header(&bench)
    );
    wait(&mut bench, 30);
    bench.keys("t");
    assert!(
        header(&bench).contains("39:30 of 40 left, paused"),
        "{}",
        header(&bench)
    );
    wait(&mut bench, 600);
    assert_eq!(taken(&bench, "stages"), 30);
    // Undo reverts an edit but never time, and all of it is there after a restart.
    bench.keys("1<home>a<enter>Ada<enter>u");
    assert_eq!(
        (taken(&bench, "room"), taken(&bench, "stages")),
        (27 * 60 + 1, 30)
    );
    let mut bench = bench.killed();
    bench.keys("k");
    assert_eq!(
        (taken(&bench, "room"), taken(&bench, "stages")),
        (27 * 60 + 1, 30)
    );
}

#[test]
fn a_break_runs_from_its_row_and_ends_when_the_room_goes_on() {
    let mut bench = Bench::template("standard");
    bench.keys("/Break<enter>t");
    wait(&mut bench, 100);
    assert!(
        header(&bench).contains("08:20 of 10 left"),
        "{}",
        header(&bench)
    );
    bench.go(Step::Points);
    assert_eq!(taken(&bench, "break"), 100);
    wait(&mut bench, 5);
    assert!(
        header(&bench).contains("39:55 of 40 left"),
        "{}",
        header(&bench)
    );
    // Quitting while the clock runs records the rest of the time.
    let bench = bench.reopen();
    assert_eq!(taken(&bench, "points"), 5);
}

#[test]
fn the_minutes_taken_are_offered_for_the_next_time() {
    let mut bench = Bench::template("standard");
    bench.keys("6t");
    wait(&mut bench, 52 * 60);
    bench.keys("t7t");
    wait(&mut bench, 60);
    bench.keys("t1/Points agenda<enter>");
    let screen = bench.screen();
    assert!(screen.contains("took 52 of 40 min"), "{screen}");
    assert!(screen.contains("50 min suggested"), "{screen}");
    let list = bench.state.list().0;
    let offer = (0..list.len())
        .position(|row| list.row(row).text.starts_with("Plan the time"))
        .expect("an offer");
    bench.state.cursor_mut().row = offer;
    bench.state.cursor_mut().selected = None;
    bench.keys("<enter>");
    let minutes = |bench: &Bench| -> Vec<u32> {
        bench
            .session()
            .workshop
            .agenda
            .iter()
            .map(|a| a.minutes)
            .collect()
    };
    // A single minute of Rules' 25 says nothing.
    assert_eq!(minutes(&bench), [25, 25, 15, 20, 40, 10, 50, 25, 25, 15]);
    assert_eq!(taken(&bench, "points"), 0);
    bench.keys("u");
    let half_day: Vec<u32> = Workshop::half_day().iter().map(|a| a.minutes).collect();
    assert_eq!(minutes(&bench), half_day);
}

/// A card as drawn by `accord room`, at the three sizes.
fn drawn(card: &RoomCard) -> String {
    let now = "2026-11-21T09:00:00Z".parse().expect("a time");
    let theme = Theme::new(ThemeName::Auto, false);
    let mut text = String::new();
    for (columns, rows) in [(60, 16), (80, 24), (140, 40)] {
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        screens::draw_card(card, now, &mut buffer, area, &theme);
        let _ = writeln!(text, "=== {columns}x{rows}");
        for line in buffer.content().chunks(usize::from(columns)) {
            let line: String = line.iter().map(ratatui::buffer::Cell::symbol).collect();
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

#[test]
fn the_room_view_shows_what_is_in_hand_and_nothing_else() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><f5>");
    let card = room_card(&bench.state);
    insta::assert_snapshot!("room-criterion", drawn(&card));
    assert!(!bench.screen().contains("6Points"), "{}", bench.screen());
    // Keys still move; F5 and Esc return.
    bench.keys("<up>");
    assert_ne!(room_card(&bench.state).title, card.title);
    bench.keys("w");
    assert_ne!(room_card(&bench.state).question, card.question);
    bench.keys("<esc>");
    assert!(bench.screen().contains("[6Points"), "{}", bench.screen());
    bench.keys("8<home><down>t");
    insta::assert_snapshot!("room-sample", drawn(&room_card(&bench.state)));
    bench.keys("/nobody follows benchmark<enter>");
    insta::assert_snapshot!("room-benchmark", drawn(&room_card(&bench.state)));
}

#[test]
fn both_wordings_come_to_the_room_only_when_they_are_shown() {
    let mut bench = Bench::template("standard");
    bench.keys("/Marketing qualified stage<enter><tab><down><down><enter>Somebody asked for a meeting<ctrl-s>");
    bench.keys("<esc>");
    let json = |bench: &Bench| serde_json::to_string(&room_card(&bench.state)).expect("a card");
    assert!(json(&bench).contains("written, sealed"), "{}", json(&bench));
    bench.keys("<tab><down><enter>It has 20 points<ctrl-s>");
    assert!(
        !json(&bench).contains("meeting") && !json(&bench).contains("20 points"),
        "{}",
        json(&bench)
    );
    bench.keys("<esc>ry<esc>");
    assert!(
        json(&bench).contains("meeting") && json(&bench).contains("20 points"),
        "{}",
        json(&bench)
    );
    insta::assert_snapshot!("room-wordings", drawn(&room_card(&bench.state)));
}

#[test]
fn ballots_have_their_cards() {
    let card = |body: CardBody| RoomCard {
        kicker: "HOW MANY POINTS?".into(),
        title: "Requested references".into(),
        body,
        ..RoomCard::default()
    };
    let hidden = CardBody::Hidden {
        sides: vec![("Marketing".into(), 4, 4), ("Sales".into(), 3, 4)],
    };
    let votes = CardBody::Votes {
        scale: (0..=10).map(|n| n.to_string()).collect(),
        sides: vec![
            (
                "Marketing".into(),
                vec![0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0],
                "2".into(),
            ),
            (
                "Sales".into(),
                vec![0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1],
                "5".into(),
            ),
        ],
        note: "Gap 3. Those who gave 10: what have you seen? Those who gave 1: what have you seen?"
            .into(),
    };
    insta::assert_snapshot!("room-hidden", drawn(&card(hidden)));
    insta::assert_snapshot!("room-votes", drawn(&card(votes)));
}

#[test]
fn no_card_of_any_row_names_anybody() {
    for example in ["worked-example", "b2b-saas"] {
        let mut bench = Bench::example(example);
        let people: Vec<String> = bench
            .session()
            .workshop
            .participants
            .iter()
            .map(|p| p.name.clone())
            .collect();
        assert!(people.len() >= 5);
        let samples: Vec<String> = bench
            .session()
            .samples
            .iter()
            .map(|s| s.name.clone())
            .collect();
        for step in Step::ALL {
            bench.go(step).keys("<home>");
            let list = bench.state.list().0;
            let rows: Vec<_> = (0..list.len().min(200)).map(|row| list.row(row)).collect();
            for (index, row) in rows
                .iter()
                .enumerate()
                .filter(|(_, row)| !row.heading)
                .take(80)
            {
                let cursor = bench.state.cursor_mut();
                (cursor.row, cursor.selected) = (index, None);
                let card = serde_json::to_string(&room_card(&bench.state)).expect("a card");
                for name in people.iter().chain(&samples) {
                    assert!(!card.contains(name.as_str()), "{step:?}, {row:?}: {card}");
                }
            }
        }
    }
}

#[test]
fn a_curtain_hides_what_a_side_types() {
    let mut bench = Bench::template("standard");
    bench.keys("1/What is a qualified<enter><tab><down><enter>purple elephants");
    assert!(bench.screen().contains("purple elephants"));
    bench.keys("<f6>");
    let screen = bench.screen();
    assert!(
        screen.contains("2 words, behind the curtain") && !screen.contains("elephants"),
        "{screen}"
    );
    bench.keys(" dance<ctrl-s><down><enter>green");
    let screen = bench.screen();
    assert!(
        screen.contains("1 word, behind the curtain") && !screen.contains("green"),
        "{screen}"
    );
    bench.keys("<ctrl-t>");
    assert!(bench.screen().contains("green"));
}

#[test]
fn an_agreed_wording_begins_with_either_sides_words() {
    let mut bench = Bench::template("standard");
    bench.keys("5/Marketing qualified stage<enter><tab><down>");
    bench.keys("<down><enter>Asked us<ctrl-s><down><enter>Fits us<ctrl-s>ry");
    let agreed = |bench: &Bench| {
        bench
            .session()
            .definition
            .stage("mql")
            .unwrap()
            .definition
            .clone()
    };
    let before = agreed(&bench);
    assert!(bench.screen().contains("Agreed"), "{}", bench.screen());
    bench.keys("m and asked us<ctrl-s>");
    assert_eq!(agreed(&bench), "Fits us and asked us");
    let screen = bench.screen();
    assert!(
        screen.contains("Sales") && screen.contains("Agreed"),
        "still side by side: {screen}"
    );
    bench.keys("s, twice<ctrl-s><enter>.<ctrl-s>");
    assert_eq!(agreed(&bench), "Asked us, twice.");
    // Another key closes it, and the discarded text is gone.
    bench.keys("<esc>uuu");
    assert_eq!(agreed(&bench), before);
    // Answers to an opening question do not lead to a wording.
    bench.keys(
        "1/What is a qualified<enter><tab><down><enter>one<ctrl-s><down><enter>two<ctrl-s>ry",
    );
    assert!(!bench.screen().contains("Agreed"), "{}", bench.screen());
    bench.keys("s");
    assert!(bench.state.dialogs.is_empty());
}

#[test]
fn questions_are_the_sessions_own_where_it_has_some() {
    let mut bench = Bench::template("standard");
    bench.keys("6w");
    assert!(
        bench.screen().contains("make you pick up the telephone"),
        "{}",
        bench.screen()
    );
    bench.keys("<esc>B");
    assert!(bench.screen().contains("not our own figures") && bench.screen().contains("source: "));
    bench.keys("<esc>/Points agenda<enter><right>m<down><down><enter>Ours, first?<enter>Ours, second?<ctrl-s>6<f5>");
    assert_eq!(room_card(&bench.state).question, "Ours, first?");
    bench.keys("w");
    assert_eq!(room_card(&bench.state).question, "Ours, second?");
}

#[test]
fn a_parked_thought_leaves_with_an_owner_or_goes_back() {
    let mut bench = Bench::example("worked-example");
    let open = bench.session().workshop.parking.len();
    bench.keys("6/Demo criterion<enter>pWho counts the calls? @ines<enter>");
    assert_eq!(bench.state.step, Step::Points, "back where the room was");
    bench.keys("pDoes a call / mail count? / owen<enter>");
    let parked = bench.session().workshop.parking.clone();
    let what: Vec<_> = parked[open..]
        .iter()
        .map(|p| (p.name.as_str(), p.sponsor.as_str()))
        .collect();
    assert_eq!(
        what,
        [
            ("Who counts the calls?", "Ines Corrigan"),
            ("Does a call / mail count?", "Owen Prys")
        ]
    );
    bench.keys("/counts the calls<enter><right><down><down><down><down><enter>");
    assert!(
        bench.screen().contains("Who will do it?"),
        "{}",
        bench.screen()
    );
    bench.keys("<enter>2026-12-01<enter>");
    let action = bench
        .session()
        .workshop
        .actions
        .last()
        .expect("an action")
        .clone();
    assert_eq!(
        (action.name.as_str(), action.owner.as_str()),
        ("Who counts the calls?", "Ines Corrigan")
    );
    assert_eq!(action.due, Some(jiff::civil::date(2026, 12, 1)));
    assert_eq!(
        bench.session().workshop.parking[open].resolution,
        "became an action"
    );
    bench.keys("/mail count<enter><right><end><enter>");
    assert_eq!(
        bench.session().workshop.parking[open + 1].resolution,
        "back to Owen Prys"
    );
}
