//! F9 writes what the room sees, without anybody's name.

use std::fs;
use std::path::Path;

use accord::app::{Effect, Step};
use accord::host::open_read_only;

use crate::common::votes::on_demo;
use crate::common::{Bench, on};

/// The names of the pictures in a session's folder.
fn pictures(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("pictures")) else {
        return Vec::new();
    };
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry.expect("an entry")))
        .collect();
    names.sort();
    names
}

/// A picture as text and as SVG, by its name without ending.
fn picture(bench: &Bench, name: &str) -> (String, String) {
    let read = |ending: &str| {
        let path = bench.path().join(format!("pictures/{name}.{ending}"));
        fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    (read("txt"), read("svg"))
}

#[test]
fn one_key_writes_what_the_room_sees_as_text_and_svg() {
    let mut bench = on("worked-example");
    bench
        .keys("/Demo criterion<enter><f9>")
        .shows("The picture is pictures/2026-11-21-0900-points-demo.svg");
    let (text, svg) = picture(&bench, "2026-11-21-0900-points-demo");
    insta::assert_snapshot!("picture-demo-text", text);
    insta::assert_snapshot!("picture-demo-svg", svg);
}

#[test]
fn the_room_view_need_not_be_on_and_nothing_is_overwritten() {
    let mut bench = on("worked-example");
    bench.keys("/Demo criterion<enter><f9><f5><ctrl-p>:picture<enter>");
    let name = "2026-11-21-0900-points-demo";
    let names = [".svg", ".txt", "-2.svg", "-2.txt", "-3.svg", "-3.txt"];
    let mut names = names.map(|ending| format!("{name}{ending}"));
    names.sort();
    assert_eq!(pictures(bench.path()), names);
    let first = picture(&bench, name);
    assert_eq!(picture(&bench, &format!("{name}-2")), first);
    assert_eq!(picture(&bench, &format!("{name}-3")), first);
}

#[test]
fn names_in_texts_are_taken_out_of_picture_and_file_name() {
    let mut bench = on("worked-example");
    bench
        .keys("a<enter>What tom brackley and Marta want<enter>")
        .keys("/tom brackley and<enter>")
        .shows("What tom brackley and")
        .keys("<f9>");
    let (text, svg) = picture(&bench, "2026-11-21-0900-points-what-name-and-name-want");
    let title = "<title>6 Points: What (name) and (name) want</title>";
    assert!(svg.contains(title), "{svg}");
    for file in [text, svg] {
        for name in ["brackley", "marta"] {
            assert!(!file.to_lowercase().contains(name), "{name} in\n{file}");
        }
    }
}

#[test]
fn a_recorded_lead_has_no_id_in_its_picture() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview).keys("<end>");
    let id = bench.state.selected_row().expect("a lead").text;
    let id = id.split_whitespace().next().expect("an id").to_owned();
    let before = serde_json::to_string(&accord::app::projector::room_card::room_card(&bench.state));
    assert!(before.expect("a card").contains(&id), "{id}");
    bench.keys("<f9>");
    let (text, svg) = picture(&bench, "2026-11-21-0900-preview-lead");
    assert!(!text.contains(&id) && !svg.contains(&id), "{text}");
}

#[test]
fn votes_are_pictured_while_their_dialog_is_open() {
    let mut bench = on_demo();
    bench.keys("v4<enter>7<enter><f9>");
    let name = "2026-11-21-0900-points-demo-had-a-one-to-one-demo";
    let (sealed, _) = picture(&bench, name);
    assert!(
        sealed.contains("2 of 3 have voted   waiting: 1"),
        "{sealed}"
    );
    assert!(!sealed.contains("median"), "{sealed}");
    bench.keys("6<enter>2<enter>2<enter>3<enter>5<enter>r<f9>");
    let (shown, _) = picture(&bench, &format!("{name}-2"));
    assert!(shown.contains("median 6"), "{shown}");
}

#[test]
fn where_nothing_can_be_written_there_is_no_picture() {
    let bench = on("worked-example");
    let mut opened = open_read_only(bench.path(), "somebody else has it").expect("it opens");
    let effects = accord::app::update(
        &mut opened.state,
        accord::app::Message::Key(accord::app::Key::parse("f9").expect("a key")),
    );
    assert!(!effects.contains(&Effect::TakePicture), "{effects:?}");
    let notice = opened.state.notice.expect("a sentence").text;
    assert_eq!(notice, "No picture is written here: somebody else has it");
    assert!(pictures(bench.path()).is_empty());
}

#[test]
fn a_file_in_the_way_is_left_alone_and_said() {
    let mut bench = on("worked-example");
    fs::write(bench.path().join("pictures"), "holiday").expect("a file");
    bench.keys("<f9>").shows("No picture: ");
    let kept = fs::read_to_string(bench.path().join("pictures"));
    assert_eq!(kept.expect("a file"), "holiday");
}
