//! The search for secrets: words and votes that are sealed are nowhere to be found, and after the
//! reveal of votes without names nobody's name stands beside one.

mod common;

use std::io::Cursor;
use std::path::Path;

use accord::app::Step;
use accord::export::{ExportSource, FORMATS, recap};
use accord::model::{Session, Version, VoteNaming};
use common::votes::card;
use common::{Bench, on};

/// A wording of Sales; none of its words is anywhere else.
const WORDS: &str = "purplish elephantine";
/// Votes; no other number has these digits.
const VOTES: [&str; 7] = [
    "44977", "44978", "44979", "55981", "55982", "55983", "66871",
];
/// What is being typed.
const TYPED: &str = "33741";

/// Everything in a session's folder, hidden files too, as text.
fn everything_on_disk(folder: &Path) -> String {
    let mut all = String::new();
    let entries = std::fs::read_dir(folder).expect("a folder");
    for entry in entries.map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            all.push_str(&everything_on_disk(&entry));
        } else {
            let bytes = std::fs::read(&entry).unwrap_or_default();
            all.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    all
}

/// Minutes, drafts and exports of a session as it is now.
fn documents(session: &Session) -> String {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let findings = accord::check::check(session, jiff::civil::date(2026, 11, 21));
    let mut all = recap(
        session,
        Version::FIRST,
        at,
        &jiff::tz::TimeZone::UTC,
        &findings,
    );
    for format in FORMATS {
        let source = ExportSource::draft(session);
        all.push_str(&(format.render)(&source).expect("a document").all_text());
    }
    all
}

/// The handbook of a session as it is now.
fn handbook(session: &Session) -> String {
    let format = accord::export::format("html").expect("a format");
    let rendered = (format.render)(&ExportSource::draft(session));
    rendered.expect("a document").all_text()
}

/// Whether a text has this word, and not only as a part of another.
fn has_word(text: &str, word: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|one| one == word)
}

/// What the plain mode says of every step and of what is open.
fn plain(folder: &Path) -> String {
    let mut lines = String::new();
    for step in Step::ALL {
        lines.push_str(&format!("{}\nshow\n", step.word()));
    }
    lines.push_str("find What is a qualified lead\nshow\nSales' wording\nstatus\nesc\n");
    lines.push_str("find demo criterion\nvote 1\nshow\nstatus\nesc\nsheet\nshow\nesc\n");
    let mut out = Vec::new();
    accord::plain::run(
        folder,
        Cursor::new(lines),
        &mut out,
        accord::plain::Typist::Script,
    )
    .expect("it opens");
    String::from_utf8(out).expect("text")
}

/// Ways to look for something at the keyboard, each undone by what follows it.
const LOOKS: &[&str] = &[
    "",
    "<home><enter>",
    "<down><down><enter>",
    "<end>",
    "<esc>",
    "m",
    "m",
    "!",
    "<esc>",
    "?",
    "<esc>",
    "w",
    "<esc>",
    "B",
    "<esc>",
    ":words",
    "<esc>",
    "<f5>",
    "<f5>",
];

/// Goes everywhere, and hands over each screen and each card.
fn walk(bench: &mut Bench, mut look: impl FnMut(&str, &str)) {
    for step in Step::ALL {
        bench.go(step);
        for keys in LOOKS {
            bench.keys(keys);
            for (columns, rows) in [(80, 24), (60, 16), (140, 40)] {
                look(
                    &format!("{} {keys}", step.name()),
                    &bench.screen_at(columns, rows),
                );
            }
            look("the card", &card(bench));
        }
        for _ in 0..4 {
            bench.keys("<esc>");
        }
    }
}

fn assert_no_secret(place: &str, text: &str) {
    for word in WORDS.split(' ').chain(VOTES).chain([TYPED]) {
        assert!(!text.contains(word), "{word} in {place}:\n{text}");
    }
}

/// Sales has sealed its words, seven have voted on the demo, and none is shown.
fn sealed(naming: VoteNaming) -> Bench {
    let mut bench = on("worked-example");
    bench.votes_are(naming);
    bench.keys("<alt-1>/What is a qualified<enter><tab><down><enter>");
    bench.keys(WORDS).keys("<ctrl-s><esc>");
    bench
        .go(Step::Points)
        .keys("/Demo criterion<enter><enter>v");
    for vote in VOTES {
        bench.keys(vote).keys("<enter>");
    }
    bench.keys("<esc><esc>");
    bench
}

#[test]
fn sealed_words_and_votes_are_on_no_screen_and_no_card() {
    let mut bench = sealed(VoteNaming::BySide);
    let mut seen = 0;
    walk(&mut bench, |place, text| {
        seen += usize::from(text.contains("Worked example"));
        assert_no_secret(place, text);
    });
    assert!(seen > 100, "the walk sees screens");
}

#[test]
fn entering_a_sealed_field_again_shows_nothing_of_it() {
    let mut bench = sealed(VoteNaming::BySide);
    bench.keys("<alt-1>/What is a qualified<enter><tab><down>");
    for keys in [
        "<enter>", "w", "<f6>", "<ctrl-z>", "<ctrl-y>", "<esc>", "<enter>", "n", "v", "p", "<esc>",
    ] {
        bench.keys(keys);
        assert_no_secret(keys, &bench.screen());
        assert_no_secret(keys, &card(&bench));
    }
    bench
        .go(Step::Points)
        .keys("/Demo criterion<enter><enter>v");
    for keys in [
        "<home>", TYPED, "<down>", TYPED, "<ctrl-u>", "m", "<end>", "<esc>",
    ] {
        bench.keys(keys);
        assert_no_secret(keys, &bench.screen());
    }
}

#[test]
fn a_half_typed_row_and_half_typed_words_are_secret_on_disk_and_after_a_kill() {
    let mut bench = sealed(VoteNaming::BySide);
    bench.keys("V<enter>33741 33741 ");
    assert_no_secret("the folder", &everything_on_disk(bench.path()));
    let mut bench = bench.killed();
    assert_no_secret("after a kill", &bench.screen());
    bench.keys("k");
    assert_no_secret("after a kill", &bench.screen());
    bench.keys("<esc><esc>1/What does a qualified<enter><tab><down><enter>");
    bench.keys(WORDS);
    assert_no_secret("the folder", &everything_on_disk(bench.path()));
    let mut bench = bench.killed();
    assert_no_secret("after a kill", &bench.screen());
    bench.keys("k");
    assert_no_secret("after a kill", &bench.screen());
}

#[test]
fn no_file_no_document_and_no_line_of_the_plain_mode_has_a_secret() {
    let bench = sealed(VoteNaming::Anonymous);
    let disk = everything_on_disk(bench.path());
    assert!(
        disk.contains("answer:demo/one-to-one"),
        "the ballot is there"
    );
    assert_no_secret("the folder", &disk);
    let documents = documents(bench.session());
    assert!(documents.contains("Had a one-to-one demo"));
    assert_no_secret("a document", &documents);
    let folder = tempfile::tempdir().expect("a folder");
    let saved = bench.reopen();
    std::fs::copy(
        saved.path().join("session.yaml"),
        folder.path().join("session.yaml"),
    )
    .expect("a copy");
    let said = plain(folder.path());
    assert!(said.contains("written, sealed"), "{said}");
    assert_no_secret("the plain mode", &said);
}

/// Everything in a film of the session as its journal is now: the cards, and each frame as drawn.
fn filmed(folder: &Path) -> Vec<String> {
    let folder = accord::store::SessionFolder::at(folder);
    let found = accord::host::read_film(&folder).expect("it reads");
    let accord::host::FoundJournal::Filmed(film) = found else {
        panic!("there is a journal");
    };
    assert!(!film.is_cut);
    let mut all = Vec::new();
    for card in film.edits.cards() {
        all.push(serde_json::to_string(&card).expect("a card"));
        let picture = accord::screens::room_picture(&card, jiff::Timestamp::UNIX_EPOCH);
        all.extend([picture.svg, picture.text]);
    }
    all
}

/// Takes pictures of every step, and of what is voted on, and returns their files.
fn pictures(bench: &mut Bench) -> Vec<String> {
    for step in Step::ALL {
        bench.go(step);
        for keys in ["<f9>", "<home><f9>", "<end><f9>"] {
            bench.keys(keys);
        }
    }
    bench.keys("<esc><alt-1>/What is a qualified<enter><f9><tab><down><enter><f9><esc><esc>");
    bench
        .go(Step::Points)
        .keys("/Demo criterion<enter><enter><f9>v<f9>");
    bench.keys(TYPED).keys("<f9><esc><esc>");
    bench.keys("V<enter>33741 33741 <f9><esc><esc>");
    let entries = std::fs::read_dir(bench.path().join("pictures")).expect("pictures");
    let files = entries.map(|entry| entry.expect("an entry").path());
    files
        .map(|path| std::fs::read_to_string(path).expect("a text"))
        .collect()
}

#[test]
fn no_picture_and_no_frame_of_a_film_has_a_secret_or_a_name() {
    for naming in [VoteNaming::BySide, VoteNaming::Anonymous, VoteNaming::Named] {
        let mut bench = sealed(naming);
        let taken = pictures(&mut bench);
        assert!(taken.len() >= 60, "{} files", taken.len());
        assert!(taken.iter().any(|file| file.contains("written, sealed")));
        assert!(taken.iter().any(|file| file.contains("voted")));
        let frames = filmed(bench.path());
        assert!(frames.len() > 20, "{} texts", frames.len());
        assert!(frames.iter().any(|frame| frame.contains("written, sealed")));
        assert!(frames.iter().any(|frame| frame.contains("voted")));
        for text in taken.iter().chain(&frames) {
            assert_no_secret("a picture or a film", text);
            for name in NAMES {
                assert!(!text.contains(name), "{name} in\n{text}");
            }
        }
        // What was shown is in the film, and nothing of it beside a name.
        bench
            .go(Step::Points)
            .keys("/Demo criterion<enter><enter>vrm<f9>");
        let frames = filmed(bench.path());
        assert!(frames.iter().any(|frame| frame.contains(VOTES[0])));
        for text in &frames {
            for name in NAMES
                .iter()
                .chain(WORDS.split(' ').collect::<Vec<_>>().iter())
            {
                assert!(!text.contains(name), "{name} in\n{text}");
            }
        }
    }
}

/// The names of the voters.
const NAMES: [&str; 7] = ["Tom", "Ines", "Dev", "Marta", "Owen", "Yusuf", "Helen"];

/// The parts of a text in which a name stands beside a vote.
fn named_votes(text: &str) -> Vec<String> {
    let is_link = |line: &&str| {
        let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
        let ids = NAMES.map(str::to_lowercase);
        let ids: Vec<String> = ids.iter().map(|id| format!("\"voter\":\"{id}\"")).collect();
        let named = has(&NAMES) || ids.iter().any(|id| line.contains(id.as_str()));
        named && (has(&VOTES) || line.contains("answer:demo/one-to-one"))
    };
    text.lines().filter(is_link).map(str::to_owned).collect()
}

#[test]
fn after_the_reveal_nobodys_name_stands_beside_a_vote() {
    for naming in [VoteNaming::BySide, VoteNaming::Anonymous] {
        let mut bench = sealed(naming);
        bench.keys("/Demo criterion<enter><enter>vrm");
        assert_eq!(named_votes(&bench.screen()), Vec::<String>::new());
        bench.keys("<enter><ctrl-u>50000<enter>");
        walk(&mut bench, |place, text| {
            // The agenda and other lists name people; none of them beside a vote.
            assert_eq!(named_votes(text), Vec::<String>::new(), "{place}");
        });
        assert_eq!(
            named_votes(&everything_on_disk(bench.path())),
            Vec::<String>::new()
        );
        assert_eq!(
            named_votes(&documents(bench.session())),
            Vec::<String>::new()
        );
        // The handbook tells the decision and names nobody.
        let page = handbook(bench.session());
        assert!(page.contains("id=\"decisions\"") && page.contains(">50000"));
        for name in NAMES {
            assert!(!has_word(&page, name), "{name} in\n{page}");
        }
        let bench = bench.reopen();
        let disk = everything_on_disk(bench.path());
        assert!(disk.contains(VOTES[0]), "the votes themselves are kept");
        assert_eq!(named_votes(&disk), Vec::<String>::new());
    }
}

#[test]
fn the_search_finds_votes_that_are_named() {
    let mut bench = sealed(VoteNaming::Named);
    bench.keys("/Demo criterion<enter><enter>vrm");
    assert!(!named_votes(&bench.screen()).is_empty());
    assert!(!named_votes(&everything_on_disk(bench.path())).is_empty());
    // Nor would the search of the handbook miss them.
    bench.keys("<enter><ctrl-u>50000<enter>");
    let page = handbook(bench.session());
    assert!(NAMES.iter().any(|name| has_word(&page, name)), "{page}");
}
