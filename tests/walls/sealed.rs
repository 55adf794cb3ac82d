//! While votes are sealed no wall hints at them: two sessions that differ only in the sealed votes
//! and in the present value of what is voted on look the same, and no voter's name is anywhere.

use std::collections::BTreeSet;
use std::path::Path;

use accord::app::Step;
use accord::app::projector::picture::picture_card;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::pictures::{step_pictures, wall_pictures};
use accord::document::Document;
use accord::screens::room_picture;
use accord::widgets::ThemeName;
use accord::widgets::cell_runs::plain_text;

use super::drawn::wall;
use crate::common::{Bench, example};

/// What differs: the present value, as it is in session.yaml, and the votes.
#[derive(Clone, Copy)]
struct Secret {
    value: &'static str,
    votes: [&'static str; 3],
}

/// Two secrets about the points of an answer.
const POINTS: [Secret; 2] = [
    Secret {
        value: "5",
        votes: ["9", "9", "9"],
    },
    Secret {
        value: "2",
        votes: ["1", "3", "7"],
    },
];
/// Two about a total.
const TOTALS: [Secret; 2] = [
    Secret {
        value: "20",
        votes: ["18", "18", "18"],
    },
    Secret {
        value: "11",
        votes: ["25", "12", "31"],
    },
];
/// Two of votes alone: `5` and `1` are gradients, `y` and `n` answers.
const GRADIENTS: [[&str; 3]; 2] = [["5", "5", "5"], ["1", "4", "2"]];
const ANSWERS: [[&str; 3]; 2] = [["y", "y", "y"], ["n", "y", "n"]];

/// A plan that says how many leads Sales can take.
const PLAN: &str = "
workshop:
  plan:
    attempts: 4
    minutes_per_attempt: 30
    people: 1
    hours_per_week: 10
";

/// The names of the voters.
const NAMES: [&str; 7] = ["Tom", "Ines", "Dev", "Marta", "Owen", "Yusuf", "Helen"];

/// Where the points of an answer are in an example's file, up to the number: of the demo, and of
/// whoever holds the budget.
const ANSWERS_IN: [(&str, &str); 2] = [
    (
        "worked-example",
        "label: Had a one-to-one demo\n          points: ",
    ),
    ("b2b-saas", "label: Holds the budget\n          points: "),
];

/// Opens a copy of an example in which the number after this text is another one.
fn with(name: &str, before: &str, value: &str) -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(example(name)).expect("an example") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let to = folder.path().join(path.file_name().expect("a name"));
            std::fs::copy(&path, to).expect("a copy");
        }
    }
    let file = folder.path().join("session.yaml");
    set_number(&file, before, value);
    // How many leads Sales can take would show how many qualify beside it.
    let text = std::fs::read_to_string(&file).expect("a session");
    std::fs::write(&file, text.replace("\nworkshop:\n", PLAN)).expect("it is written");
    Bench::at(folder)
}

fn set_number(file: &Path, before: &str, value: &str) {
    let text = std::fs::read_to_string(file).expect("a session");
    let (head, tail) = text.split_once(before).expect("the text is there");
    let rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    std::fs::write(file, format!("{head}{before}{value}{rest}")).expect("it is written");
}

/// Three of the voters have voted on what is selected, and the ballot is left open.
fn voted(mut bench: Bench, votes: [&str; 3]) -> Bench {
    for vote in votes {
        bench.keys(vote).keys("<enter>");
    }
    bench.keys("<esc><esc>");
    assert!(
        bench.session().workshop.open_ballots().next().is_some(),
        "a ballot is open\n{}",
        bench.screen()
    );
    bench
}

fn points_of(example: usize, secret: Secret) -> Bench {
    let (name, before) = ANSWERS_IN[example];
    with(name, before, secret.value)
}

fn on_points(secret: Secret) -> Bench {
    let mut bench = points_of(0, secret);
    bench.keys("/Demo criterion<enter><enter>v");
    voted(bench, secret.votes)
}

/// The same beside recorded leads.
fn on_points_beside_leads(secret: Secret) -> Bench {
    let mut bench = points_of(1, secret);
    bench.keys("/Part in the decision criterion<enter><enter>v");
    voted(bench, secret.votes)
}

fn total_of(secret: Secret) -> Bench {
    with("worked-example", "          total: ", secret.value)
}

fn on_a_total(secret: Secret) -> Bench {
    let mut bench = total_of(secret);
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>v");
    voted(bench, secret.votes)
}

fn on_a_wording(votes: [&'static str; 3]) -> Bench {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Marketing qualified stage<enter>v<enter>");
    voted(bench, votes)
}

fn on_a_lead(votes: [&'static str; 3]) -> Bench {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Pump maker<enter>v");
    voted(bench, votes)
}

/// Two rows of the sheet are typed, and it is left open on the screen.
fn on_a_sheet(secret: Secret) -> Bench {
    let mut bench = points_of(0, secret);
    bench.keys("V<enter>");
    let row = secret.votes.map(|vote| format!("{vote} ")).concat();
    bench
        .keys(&row)
        .keys("<esc><enter>")
        .keys(&row)
        .keys("<esc>");
    bench
}

/// What was seen, and where.
type Seen = Vec<(String, String)>;

/// Everything that the wall shows now: the card, its pictures and those of the step, the room view at
/// two sizes, the workbench with its third pane, and the picture of it.
fn look(bench: &Bench, place: &str, seen: &mut Seen) {
    let state = &bench.state;
    let json = |what: &str, text: Result<String, serde_json::Error>| {
        (format!("{what}, {place}"), text.expect("plain data"))
    };
    seen.extend([
        json("the card", serde_json::to_string(&room_card(state))),
        json(
            "its pictures",
            serde_json::to_string(&wall_pictures(state, &state.focus())),
        ),
        json(
            "the step's",
            serde_json::to_string(&step_pictures(state, &state.focus())),
        ),
    ]);
    for size in [(200, 50), (80, 24)] {
        let text = plain_text(&wall(bench, size, ThemeName::Mono));
        seen.push((format!("the wall at {size:?}, {place}"), text));
    }
    let picture = room_picture(&picture_card(state), state.now);
    seen.push((format!("the picture, {place}"), picture.svg));
    seen.push((format!("the picture as text, {place}"), picture.text));
}

/// Goes everywhere and looks at all walls; at last, at the film.
fn everything(mut bench: Bench) -> Seen {
    let mut seen = Seen::new();
    look(&bench, "at first", &mut seen);
    bench.keys("<esc><esc>");
    for step in Step::ALL {
        bench.go(step);
        for keys in ["", "<home><down>", "<enter>", "<esc>", "<end>", "<home>"] {
            bench.keys(keys);
            look(&bench, &format!("{} {keys}", step.name()), &mut seen);
        }
        let screen = bench.screen_at(160, 45);
        seen.push((format!("three panes, {}", step.name()), screen));
    }
    // What was open to see before the vote, or is after it, may be filmed as it was seen.
    let frames = film(bench.path()).into_iter();
    seen.extend(
        frames
            .filter(|frame| frame.is_sealed || frame.is_last)
            .flat_map(|frame| frame.seen),
    );
    seen
}

/// A frame of a film.
struct Frame {
    /// The card and the frame as drawn.
    seen: Seen,
    /// Whether votes or words were sealed when it was taken.
    is_sealed: bool,
    is_last: bool,
}

/// All frames of the film of a session.
fn film(folder: &Path) -> Vec<Frame> {
    let folder = accord::store::SessionFolder::at(folder);
    let found = accord::host::read_film(&folder).expect("it reads");
    let accord::host::FoundJournal::Filmed(film) = found else {
        panic!("there is a journal");
    };
    let edits = &film.edits;
    let mut document = Document::new(edits.base.clone());
    let frames = edits.cards().zip(&edits.edits).enumerate();
    frames
        .map(|(at, (card, edit))| {
            document.apply(edit).expect("the film applied it, too");
            let workshop = &document.session().workshop;
            let frame = room_picture(&card, jiff::Timestamp::UNIX_EPOCH);
            let text = serde_json::to_string(&card).expect("a card");
            Frame {
                seen: vec![
                    (format!("the card of frame {at}"), text),
                    (format!("frame {at}"), frame.svg),
                ],
                is_sealed: workshop.open_ballots().next().is_some(),
                is_last: at + 1 == edits.edits.len(),
            }
        })
        .collect()
}

/// Returns where two walls differ.
fn differences(one: &Seen, other: &Seen) -> Vec<String> {
    let pairs = one.iter().zip(other);
    let differing = pairs.filter(|(one, other)| one != other);
    let told = differing.map(|(one, other)| {
        let lines = one.1.lines().zip(other.1.lines());
        let lines: Vec<String> = lines
            .filter(|(one, other)| one != other)
            .map(|(one, other)| format!("  {one}\n  {other}"))
            .collect();
        format!("{}:\n{}", one.0, lines.join("\n"))
    });
    told.collect()
}

fn assert_same(benches: [Bench; 2]) {
    let [one, other] = benches.map(everything);
    assert_eq!(one.len(), other.len());
    assert!(one.len() > 300, "{} looks", one.len());
    let differing = differences(&one, &other);
    assert!(
        differing.is_empty(),
        "{} walls differ\n{}",
        differing.len(),
        differing[..differing.len().min(5)].join("\n")
    );
    // Lists on the workbench name people; nothing that the room sees does.
    for (place, text) in one.iter().filter(|seen| !seen.0.starts_with("three")) {
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        for name in NAMES {
            assert!(!words.contains(name), "{name} in {place}\n{text}");
        }
    }
}

#[test]
fn no_wall_hints_at_votes_on_points_nor_at_the_points() {
    assert_same(POINTS.map(on_points));
}

#[test]
fn no_wall_beside_recorded_leads_hints_at_votes_on_points_nor_at_the_points() {
    assert_same(POINTS.map(on_points_beside_leads));
}

#[test]
fn no_wall_hints_at_votes_on_a_total_nor_at_the_total() {
    assert_same(TOTALS.map(on_a_total));
}

#[test]
fn no_wall_hints_at_votes_on_a_wording() {
    assert_same(GRADIENTS.map(on_a_wording));
}

#[test]
fn no_wall_hints_at_votes_on_a_lead() {
    assert_same(ANSWERS.map(on_a_lead));
}

#[test]
fn no_wall_hints_at_a_sheet_nor_at_the_points_it_is_about() {
    assert_same(POINTS.map(on_a_sheet));
}

/// The film goes through the steps while the ballot is open, and on to what was decided.
#[test]
fn every_frame_of_the_film_is_as_sealed_as_the_room_was() {
    let films = POINTS.map(|secret| {
        let mut bench = on_points(secret);
        for step in [Step::Rules, Step::Preview, Step::Publish, Step::Points] {
            bench.go(step);
        }
        bench.keys("/Pump maker<enter>").go(Step::Preview);
        bench.keys("<enter><down>1");
        bench
            .go(Step::Points)
            .keys("/Demo criterion<enter><enter>v");
        bench.keys("1<enter>1<enter>1<enter>1<enter>r");
        film(bench.path())
    });
    let sealed = |film: &[Frame]| -> Seen {
        let frames = film.iter().filter(|frame| frame.is_sealed);
        frames.flat_map(|frame| frame.seen.clone()).collect()
    };
    let [one, other] = films.each_ref().map(|film| sealed(film));
    // Opening, three votes, steps, a lead's answer and four more votes: two texts a frame.
    assert!(one.len() >= 2 * 9, "{} texts", one.len());
    assert_eq!(one.len(), other.len());
    let differing = differences(&one, &other);
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    // Once the votes are shown, the frames differ: a search of them would find something.
    let shown = |film: &[Frame]| {
        film.last()
            .map(|frame| (frame.is_sealed, frame.seen.clone()))
    };
    let [one, other] = films.each_ref().map(|film| shown(film).expect("frames"));
    assert!(!one.0 && !other.0);
    assert_ne!(one.1, other.1);
}

#[test]
fn the_search_finds_what_isnt_sealed() {
    let [one, other] = POINTS.map(|secret| everything(points_of(0, secret)));
    assert!(!differences(&one, &other).is_empty());
    let [one, other] = TOTALS.map(|total| everything(total_of(total)));
    assert!(!differences(&one, &other).is_empty());
    // Once they are shown, votes tell the sessions apart.
    let [one, other] = POINTS.map(|secret| {
        let mut bench = on_points(secret);
        // The other four of seven vote, and all votes are shown.
        bench
            .go(Step::Points)
            .keys("/Demo criterion<enter><enter>v");
        bench.keys("1<enter>1<enter>1<enter>1<enter>r");
        everything(bench)
    });
    assert!(!differences(&one, &other).is_empty());
}
