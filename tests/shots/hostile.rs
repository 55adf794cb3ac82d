//! Names that would steer the terminal, hide or overflow are shown harmlessly everywhere.

use accord::document::Edit;
use accord::model::Session;
use accord::model::record::{Kind, Place};
use accord::store::{SessionFolder, parse_session, session_text};
use accord::widgets::{Theme, ThemeName};

use super::{Scene, assert_harmless, dialogs, rows, steps};
use crate::common::{Bench, example};

/// Names that are meant to do harm.
fn names() -> Vec<String> {
    vec![
        "\u{1b}[31mRed\u{1b}]0;owned\u{7}\u{9b}2J".into(),
        "\u{5546}\u{8ac7}\u{8a18}\u{9332}\u{682a}\u{5f0f}\u{4f1a}\u{793e}".into(),
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} Family & Sons".into(),
        "\u{202e}drawkcab \u{2066}isolated".into(),
        "Long name ".repeat(30),
        format!("Ze{}bra", "\u{301}".repeat(40)),
        "\u{200b}\u{feff}\u{ad}".into(),
        "a\nb\tc\r\u{85}d".into(),
    ]
}

/// The worked example with such a name wherever one is shown.
fn hostile_session() -> Session {
    let path = example("worked-example").join("session.yaml");
    let text = std::fs::read_to_string(&path).expect("an example");
    let mut session = parse_session(&path, &text).expect("it reads");
    let names = names();
    let mut next = (0..).map(|i| names[i % names.len()].clone());
    let kinds = [
        Kind::Sample,
        Kind::Criterion,
        Kind::Stage,
        Kind::Band,
        Kind::Disposition,
        Kind::Persona,
        Kind::Segment,
        Kind::Participant,
        Kind::Question,
        Kind::ParkedThought,
    ];
    let places: Vec<Place> = kinds
        .into_iter()
        .flat_map(|kind| session.places(kind))
        .collect();
    for place in places {
        let name = next.next().expect("it never ends");
        let _ = Edit::set(&place, "name", name).apply(&mut session);
    }
    for place in session.places(Kind::Answer) {
        let label = next.next().expect("it never ends");
        let _ = Edit::set(&place, "label", label).apply(&mut session);
    }
    let name = Edit::set(&Place::single(Kind::Settings), "name", names[0].as_str());
    let _ = name.apply(&mut session);
    session
}

fn bench_of(session: &Session) -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    SessionFolder::create(folder.path(), session).expect("a session");
    Bench::at(folder)
}

#[test]
fn names_are_shown_harmlessly_in_every_step_and_dialog() {
    let session = hostile_session();
    let text = session_text(&session);
    let again = parse_session(std::path::Path::new("session.yaml"), &text).expect("it reads");
    assert_eq!(again, session);
    let mut scene = Scene::Bench(Box::new(bench_of(&session)));
    let theme = Theme::new(ThemeName::Auto, false);
    let mut seen = String::new();
    for shot in steps().into_iter().chain(dialogs()) {
        if let Scene::Bench(bench) = &mut scene {
            while !bench.state.dialogs.is_empty() {
                bench.state.dialogs.pop();
            }
            // None of these publishes, which would end the journey of the others.
            bench.keys(shot.keys.trim_end_matches("Py"));
        }
        for (columns, height) in [(60, 16), (80, 24), (140, 40), (250, 80)] {
            let (buffer, _) = scene.at(&theme, columns, height);
            assert_harmless(&buffer);
            seen.push_str(&rows(&buffer).join("\n"));
        }
    }
    // They were visible, as far as they may be.
    for name in [
        "\u{b7}[31mRed\u{b7}]0;owned",
        "\u{5546}\u{8ac7}\u{8a18}\u{9332}",
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466} Fam",
        "\u{b7}drawkcab",
        "Long name Long",
    ] {
        assert!(seen.contains(name), "{name:?} never showed");
    }
}

#[test]
fn leads_from_a_file_are_shown_harmlessly() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["session.yaml", "leads.csv", "events.csv"] {
        let from = example("b2b-saas").join(file);
        let mut text = std::fs::read_to_string(from).expect("a file");
        if file != "session.yaml" {
            text = text
                .replace("lead_003734", "\u{1b}]0;x\u{7}\u{202e}lead_003734")
                .replace("inbound_marketing", "\u{1b}[2Jinbound_marketing");
        }
        std::fs::write(folder.path().join(file), text).expect("a copy");
    }
    let mut scene = Scene::Bench(Box::new(Bench::at(folder)));
    let theme = Theme::new(ThemeName::Auto, false);
    let mut seen = String::new();
    for keys in [
        "<alt-2>",
        "<alt-2><down><down><down><down><down><down><down><down><down><down><down><down><down><down><down><tab>",
        "<alt-8>",
        "<home><down><down><tab>m<end>",
    ] {
        if let Scene::Bench(bench) = &mut scene {
            bench.keys(keys);
        }
        let (buffer, _) = scene.at(&theme, 140, 40);
        assert_harmless(&buffer);
        seen.push_str(&rows(&buffer).join("\n"));
    }
    assert!(seen.contains("\u{b7}]0;x\u{b7}\u{b7}lead_003734"), "{seen}");
    assert!(seen.contains("\u{b7}[2Jinbound_marketing"), "{seen}");
}
