//! Documents chosen, looked at and written in the workbench and in plain mode, and those that a
//! version takes along.

mod common;

use std::fs;
use std::io::Cursor;
use std::path::Path;

use accord::app::Step;
use accord::app::input::command::{Command, RecordCommand};
use accord::export::{ExportSource, format};
use accord::model::{Kind, Place, Version};
use accord::store::{SessionFolder, versions};
use common::{Bench, on};

/// Signs for both sides, on step 9.
const SIGN_BOTH: &str = "s<enter>Ada<enter><enter>s<down><enter>Owen<enter><enter>";

/// Returns what a format makes of a source.
fn rendered(name: &str, source: &ExportSource) -> String {
    let document = (format(name).expect("a format").render)(source).expect("it renders");
    document.text().expect("a text").to_owned()
}

/// Returns the paths of all files below a folder, in order.
fn files_below(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
    names.sort();
    names
}

fn read(bench: &Bench, path: &str) -> String {
    fs::read_to_string(bench.path().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

#[test]
fn a_document_is_chosen_looked_at_and_written() {
    let mut bench = on("worked-example");
    bench.keys("E").shows("Export: which document");
    bench
        .keys("markdown<enter>")
        .shows("exports/markdown-draft.md, ");
    bench.shows("**Draft.** Nobody has agreed to this yet");
    bench
        .keys("<enter>")
        .shows("Wrote exports/markdown-draft.md, ");
    let expected = rendered("markdown", &ExportSource::draft(bench.session()));
    assert_eq!(read(&bench, "exports/markdown-draft.md"), expected);
    // Another format, without leaving.
    bench
        .keys("fjson<enter>")
        .shows("exports/json-draft.json, ");
    bench.keys("<enter><esc>");
    assert_eq!(bench.state.dialogs.len(), 0);
    assert_eq!(
        files_below(&bench.path().join("exports")),
        ["json-draft.json", "markdown-draft.md"]
    );
}

#[test]
fn what_is_there_is_replaced_only_once_the_room_says_so() {
    let mut bench = on("worked-example");
    fs::create_dir(bench.path().join("exports")).expect("a folder");
    fs::write(bench.path().join("exports/markdown-draft.md"), "mine").expect("written");
    bench.keys(":export<enter>markdown<enter><enter>");
    bench.shows("Replace exports/markdown-draft.md?");
    bench.keys("n");
    assert_eq!(read(&bench, "exports/markdown-draft.md"), "mine");
    bench
        .keys("<enter>")
        .keys("y")
        .shows("Wrote exports/markdown-draft.md, ");
    assert_ne!(read(&bench, "exports/markdown-draft.md"), "mine");
}

#[test]
fn a_path_of_ones_own_is_taken_and_a_sessions_files_are_refused() {
    let mut bench = on("b2b-saas");
    bench.keys("Emarkdown<enter>");
    let before = |path: &str| fs::read(bench.path().join(path)).ok();
    let kept = [before("session.yaml"), before("leads.csv")];
    for (path, why) in [
        ("session.yaml", "a session keeps its own files here"),
        (
            "exports/../session.yaml",
            "a session keeps its own files here",
        ),
        (
            "versions/1.0.0/model.yaml",
            "a session keeps its own files here",
        ),
        (".accord/journal", "a session keeps its own files here"),
        ("pictures/a.md", "a session keeps its own files here"),
        ("leads.csv", "this is one of the session's lists"),
    ] {
        if path.starts_with("exports/") {
            fs::create_dir_all(bench.path().join("exports")).expect("a folder");
        }
        bench.keys(&format!("e<ctrl-u>{path}<enter><enter>"));
        let text = bench.screen_at(140, 40);
        assert!(text.contains("Not exported: "), "{path}: {text}");
        assert!(text.contains(why), "{path}: {text}");
    }
    let after = |path: &str| fs::read(bench.path().join(path)).ok();
    assert_eq!([after("session.yaml"), after("leads.csv")], kept);
    bench.keys("e<ctrl-u>for the board/handbook.md<enter>");
    bench
        .keys("<enter>")
        .shows("Wrote for the board/handbook.md, ");
    assert!(read(&bench, "for the board/handbook.md").starts_with("# "));
    // Blank is the usual place again.
    bench
        .keys("e<ctrl-u><enter>")
        .shows("exports/markdown-draft.md, ");
}

#[test]
fn a_page_for_a_browser_says_what_it_holds() {
    let mut bench = on("worked-example");
    bench
        .keys("Ehtml<enter>")
        .shows("exports/handbook-draft.html, ");
    bench.shows("A page for a browser: the handbook");
    bench.keys("<pagedown>").shows("Scoring model");
}

#[test]
fn the_dialog_reads_on_a_small_screen_and_on_a_large_one() {
    let mut bench = on("worked-example");
    bench.keys("Eballot<enter>");
    insta::assert_snapshot!("dialog-80x24", bench.screen());
    insta::assert_snapshot!("dialog-140x40", bench.screen_at(140, 40));
}

/// Chooses the exports that the next version takes along, one a line.
fn choose(bench: &mut Bench, formats: &str) {
    bench.run(Command::Record(RecordCommand::SetField {
        at: Place::single(Kind::Settings),
        key: "exports".into(),
        text: formats.into(),
    }));
}

/// The worked example with 1.0.0 published, which takes along the handbook and the Markdown.
fn published() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys(SIGN_BOTH);
    choose(&mut bench, "html\nmarkdown");
    bench.go(Step::Publish).keys("Py").shows("Published 1.0.0");
    bench
}

#[test]
fn a_version_takes_the_chosen_exports_along_under_its_digests() {
    let bench = published();
    let folder = SessionFolder::at(bench.path());
    let below = folder.versions().join("1.0.0/exports");
    let names = ["handbook-1.0.0.html", "markdown-1.0.0.md"];
    assert_eq!(files_below(&below), names);
    let glossary = versions::read_glossary(&folder, Version::FIRST).expect("the glossary");
    // What is made of the version later is what it took along.
    let source = accord::host::version_source(&folder, Version::FIRST).expect("the version");
    for (file, name) in names.iter().zip(["html", "markdown"]) {
        let taken = fs::read_to_string(below.join(file)).expect(file);
        assert_eq!(taken, rendered(name, &source), "{file}");
    }
    let listed: Vec<&String> = glossary.exports.keys().collect();
    assert_eq!(listed, names.iter().collect::<Vec<_>>());
    let recap = fs::read_to_string(folder.versions().join("1.0.0/recap.md")).expect("minutes");
    let minuted =
        "\n## Exports\n\n- `exports/handbook-1.0.0.html`\n- `exports/markdown-1.0.0.md`\n";
    assert!(recap.ends_with(minuted), "{recap}");
}

#[test]
fn an_altered_or_missing_export_is_found() {
    let bench = published();
    let folder = SessionFolder::at(bench.path());
    let problems = || -> Vec<String> {
        let checks = versions::verify(&folder).expect("the versions");
        checks
            .into_iter()
            .flat_map(|check| check.problems)
            .collect()
    };
    assert_eq!(problems(), [""; 0]);
    let below = folder.versions().join("1.0.0/exports");
    let page = below.join("handbook-1.0.0.html");
    let text = fs::read_to_string(&page).expect("the page");
    fs::remove_file(&page).expect("removed");
    fs::write(&page, text.replacen("Version", "version", 1)).expect("written");
    fs::remove_file(below.join("markdown-1.0.0.md")).expect("removed");
    assert_eq!(
        problems(),
        [
            "exports/handbook-1.0.0.html was altered: it isn't the one glossary.yaml was published with",
            "exports/markdown-1.0.0.md is missing",
        ]
    );
}

#[test]
fn a_format_that_is_none_is_an_error_and_stops_the_publication() {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys(SIGN_BOTH);
    choose(&mut bench, "parchment");
    let found = bench.state.findings.iter().find(|f| f.code == "A195");
    let found = found.expect("it is found");
    assert_eq!(
        found.message,
        "the version is to take along `parchment`, which is no export"
    );
    assert!(found.hint.contains("html"), "{}", found.hint);
    bench
        .go(Step::Publish)
        .keys("P")
        .shows("Publishing waits for 1 to fix");
    assert!(!SessionFolder::at(bench.path()).versions().exists());
}

#[test]
fn formats_are_ticked_on_publish() {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys("<end><up><up>");
    bench.shows("chooses the documents");
    bench.keys("<enter>json<enter>");
    assert_eq!(bench.session().workshop.exports, ["json"]);
}

#[test]
fn the_draft_being_read_is_written_with_its_changes_marked() {
    let mut bench = published();
    bench
        .go(Step::Points)
        .keys("/Demo criterion<enter><enter><down>+");
    bench.keys("D").shows("change");
    bench.keys("E").shows("Wrote exports/handbook-draft.html, ");
    bench.shows("The draft");
    let page = read(&bench, "exports/handbook-draft.html");
    assert!(page.contains("Nobody has agreed to this yet"));
    assert!(
        page.contains("<h2 id=\"changes-title\">1 change since 1.0.0</h2>"),
        "{page}"
    );
    assert!(
        page.contains("<a href=\"#criterion-demo\">Show</a>"),
        "{page}"
    );
    assert!(page.contains("#criterion-demo:not(tr)::before"), "{page}");
    // An earlier one is asked about.
    bench
        .keys("E")
        .shows("Replace exports/handbook-draft.html?");
}

#[test]
fn a_published_version_is_one_turn_away() {
    let mut bench = published();
    bench
        .keys("Emarkdown<enter>")
        .shows("exports/markdown-1.0.0.md, ");
    bench.keys("<left>").shows("exports/markdown-draft.md, ");
    bench
        .keys("<right><enter>")
        .shows("Wrote exports/markdown-1.0.0.md, ");
    let taken = read(&bench, "versions/1.0.0/exports/markdown-1.0.0.md");
    assert_eq!(read(&bench, "exports/markdown-1.0.0.md"), taken);
}

#[test]
fn plain_mode_exports_by_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let from = common::example("worked-example").join("session.yaml");
    fs::copy(from, folder.path().join("session.yaml")).expect("a copy");
    let lines = "export html\nfile page.html\nwrite\nmarkdown\npreview\nwrite\nwrite\nn\n\nquit\n";
    let mut out = Vec::new();
    let input = Cursor::new(lines.to_owned());
    let typist = accord::plain::Typist::Script;
    accord::plain::run(folder.path(), input, &mut out, typist).expect("it opens");
    let said = String::from_utf8(out).expect("text");
    assert!(said.contains("Export html of draft"), "{said}");
    assert!(said.contains("Wrote page.html, "), "{said}");
    assert!(said.contains("Nobody has agreed to this yet"), "{said}");
    assert!(said.contains("Wrote exports/markdown-draft.md, "), "{said}");
    assert!(
        said.contains("Replace exports/markdown-draft.md?"),
        "{said}"
    );
    let page = fs::read_to_string(folder.path().join("page.html")).expect("the page");
    assert!(page.starts_with("<!doctype html>"));
    assert_eq!(
        files_below(&folder.path().join("exports")),
        ["markdown-draft.md"]
    );
}
