//! The palette: what is meant stands first, and nothing that takes something away does.

use accord::app::Step;

use crate::common::on;

/// Returns what stands first in the palette for this text.
fn first_for(text: &str) -> String {
    let mut bench = on("worked-example");
    bench.keys(":").keys(&text.replace(' ', "<space>"));
    let screen = bench.screen();
    let row = screen.lines().find(|line| line.contains("│> "));
    let row = row.unwrap_or_else(|| panic!("nothing for {text}\n{screen}"));
    row.split("│> ").nth(1).expect("a row").to_owned()
}

#[test]
fn a_verb_or_another_word_for_it_stands_first() {
    for (text, verb) in [
        ("undo", "undo:"),
        ("save", "save:"),
        ("w", "save:"),
        ("write", "save:"),
        ("q", "quit:"),
        ("quit", "quit:"),
        ("wq", "quit:"),
        ("x", "quit:"),
        ("exit", "quit:"),
        ("close", "quit:"),
        ("copy", "copy:"),
        ("export", "export:"),
        ("print", "print:"),
        ("projector", "room view:"),
        ("f5", "room view:"),
        ("f1", "help:"),
        ("6", "points:"),
        ("step 6", "points:"),
        ("find", "find:"),
    ] {
        let first = first_for(text);
        assert!(first.starts_with(verb), "{text}: {first}");
    }
}

#[test]
fn what_takes_something_away_stands_first_only_in_full() {
    for text in [
        "d", "de", "dele", "delet", "rem", "remov", "disc", "pub", "publis", "rev", "item",
    ] {
        let first = first_for(text);
        for verb in ["delete:", "publish:", "reveal:"] {
            assert!(!first.starts_with(verb), "{text}: {first}");
        }
    }
    for text in ["delete", "remove", "discard"] {
        assert!(first_for(text).starts_with("delete:"), "{text}");
    }
    assert!(first_for("publish").starts_with("publish:"));
}

#[test]
fn publish_as_a_word_goes_to_step_9_and_says_what_stands_in_the_way() {
    let mut bench = on("worked-example");
    bench
        .keys("<alt-6>:publish<enter>")
        .shows("Publishing waits for");
    assert_eq!(bench.state.step, Step::Publish);
}

#[test]
fn publish_as_a_word_opens_the_question_on_step_9() {
    let mut bench = on("worked-example");
    bench.go(Step::Publish);
    bench.keys("s<enter>Ada<enter><enter>s<down><enter>Owen<enter><enter>");
    bench
        .keys("<alt-6>:publish<enter>")
        .shows("9Publish")
        .shows("y  publish");
    assert_eq!(bench.state.step, Step::Publish);
}

#[test]
fn publish_as_a_word_says_that_a_session_is_read_only() {
    let mut bench = on("worked-example");
    bench.state.read_only = Some("it is open elsewhere".into());
    bench
        .keys("<alt-6>:publish<enter>")
        .shows("Nothing can be published here: this session is open read-only");
    assert!(bench.state.dialogs.is_empty());
}

#[test]
fn answers_to_the_opening_questions_are_found_by_name_from_anywhere() {
    for keys in [
        "<alt-6>/Paste a side<enter>",
        "<alt-6>:paste answers<enter>",
        "<alt-6>:all answers<enter>",
    ] {
        on("worked-example")
            .keys(&keys.replace(' ', "<space>"))
            .shows("Whose answers to the opening questions?");
    }
}

#[test]
fn enter_completes_the_word_first_and_only_then_deletes() {
    on("worked-example")
        .keys("<home>:dele<enter>")
        .shows("delete: Delete the selected item")
        .document(|s| assert_eq!(s.definition.criteria.len(), 7))
        .keys("<enter>")
        .document(|s| assert_eq!(s.definition.criteria.len(), 6));
}

#[test]
fn w_saves_at_once_and_says_so() {
    let mut bench = on("worked-example");
    bench.keys("p");
    bench.keys("Ask the plant<enter>");
    let parked =
        |s: &accord::model::Session| s.workshop.parking.iter().any(|p| p.name == "Ask the plant");
    assert!(!parked(&bench.on_disk()), "it isn't due yet");
    bench
        .keys(":w<enter>")
        .shows("Saved: session.yaml has everything");
    assert!(parked(&bench.on_disk()));
}

#[test]
fn q_and_x_quit_with_everything_saved() {
    for quit in [":q<enter>", ":wq<enter>", ":x<enter>"] {
        let mut bench = on("worked-example");
        bench.keys("p").keys("Ask the plant<enter>").keys(quit);
        assert!(bench.host.is_done(), "{quit}");
        let parking = bench.on_disk().workshop.parking.clone();
        assert!(parking.iter().any(|p| p.name == "Ask the plant"), "{quit}");
    }
}

#[test]
fn a_number_goes_to_its_step() {
    on("worked-example").keys(":5<enter>").header("5 Stages");
}

#[test]
fn what_the_shell_does_is_said_with_its_command() {
    on("worked-example")
        .keys(":copy session<enter>")
        .shows("accord new NAME --from FOLDER")
        .shows("FOLDER is");
}
