//! The wall of Stages: the definition that is judged, and the stages with their leads.

use std::sync::Arc;

use accord::app::Step;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::pictures::step_pictures;
use accord::store::SessionFolder;

use crate::common::votes::card;
use crate::common::{Bench, on, template};
use crate::drawn::{assert_wall, wall_text};

fn on_stages(name: &str) -> Bench {
    let mut bench = on(name);
    bench.go(Step::Stages);
    bench
}

fn statement(bench: &Bench) -> Option<String> {
    step_pictures(&bench.state, &bench.state.focus())
        .into_iter()
        .find_map(|picture| match picture {
            WallPicture::Statement(statement) => Some(statement.text),
            _ => None,
        })
}

#[test]
fn a_definition_is_large() {
    let mut bench = on_stages("worked-example");
    bench.keys("/Marketing qualified stage<enter>");
    assert_wall("stages-worked-example", &bench);
}

#[test]
fn recorded_leads_stand_in_stages() {
    let mut bench = on_stages("b2b-saas");
    bench.keys("/Suspect stage<enter>");
    assert_wall("stages-b2b-saas", &bench);
    let counts = step_pictures(&bench.state, &bench.state.focus())
        .into_iter()
        .find_map(|picture| match picture {
            WallPicture::StageCounts(counts) => Some(counts),
            _ => None,
        });
    let counts = counts.expect("stages");
    let sum: usize = counts.stages.iter().filter_map(|stage| stage.leads).sum();
    assert_eq!((sum, counts.selected), (300, Some(1)));
}

/// The text is on the wall once: as a picture, and not in the card's body, too.
#[test]
fn a_definition_is_shown_once() {
    let bench = on_stages("worked-example");
    let words = "seen nothing of what they do";
    assert_eq!(card(&bench).matches(words).count(), 1);
    assert!(statement(&bench).expect("a statement").contains(words));
}

#[test]
fn a_blank_definition_says_so() {
    let mut session = template("standard");
    let definition = Arc::make_mut(&mut session.definition);
    definition.stages[0].definition.clear();
    let folder = tempfile::tempdir().expect("a folder");
    SessionFolder::create(folder.path(), &session).expect("a session");
    let mut bench = Bench::at(folder);
    bench.go(Step::Stages);
    assert_eq!(statement(&bench).as_deref(), Some(""));
    assert_wall("stages-blank-definition", &bench);
}

#[test]
fn the_third_pane_has_both_pictures() {
    let screen = on_stages("b2b-saas").screen_at(120, 30);
    insta::assert_snapshot!("stages-third-pane", screen);
}

#[test]
fn a_blank_session_shows_nothing() {
    let bench = on_stages("blank");
    assert_eq!(step_pictures(&bench.state, &bench.state.focus()), []);
}

/// Marketing words the MQL, and then Sales.
const MARKETING: &str = "/Marketing qualified stage<enter><tab><down><down><enter>Somebody asked for a meeting<ctrl-s><esc>";
const SALES: &str = "<tab><enter>It has 20 points<ctrl-s>";

#[test]
fn own_words_stay_off_the_wall_while_they_are_sealed() {
    let mut bench = on_stages("standard");
    bench.keys(MARKETING);
    assert_eq!(statement(&bench), None);
    assert!(!card(&bench).contains("meeting"), "{}", card(&bench));
    bench.keys(SALES).keys("<esc>");
    assert_eq!(statement(&bench), None);
    let text = wall_text(&bench);
    assert!(
        text.contains("Marketing") && text.contains("written, sealed"),
        "{text}"
    );
    assert!(
        !text.contains("meeting") && !text.contains("20 points"),
        "{text}"
    );
}

#[test]
fn revealed_words_are_the_cards_own() {
    let mut bench = on_stages("standard");
    bench.keys(MARKETING).keys(SALES).keys("<esc>ry<esc>");
    assert_eq!(statement(&bench), None);
    assert_eq!(
        card(&bench).matches("Somebody asked for a meeting").count(),
        1
    );
}

#[test]
fn counts_stay_away_while_points_are_voted_on() {
    let mut bench = on("b2b-saas");
    bench.keys("/Demo criterion<enter><enter>v<esc>");
    assert!(bench.session().workshop.open_ballots().count() == 1);
    bench.go(Step::Stages);
    let text = wall_text(&bench);
    assert!(text.contains("The stages in order"), "{text}");
    assert!(!text.contains("recorded leads"), "{text}");
}
