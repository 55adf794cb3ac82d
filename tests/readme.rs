//! The README says what the program does: its picture, its keys and its model are checked here.
//!
//! With `ACCORD_BLESS=1` the picture and the keys are written anew instead.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use accord::app::Key;
use accord::app::keymap::BINDINGS;
use accord::check;
use accord::store::read_model;
use common::Bench;

/// Two tests may write the README; one at a time.
static WRITING: Mutex<()> = Mutex::new(());

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The text before a marked block, the block, and the text after it.
fn block<'a>(text: &'a str, name: &str) -> (&'a str, &'a str, &'a str) {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = text.find(&open).expect("the block begins") + open.len();
    let length = text[start..].find(&close).expect("the block ends");
    (
        &text[..start],
        &text[start..start + length],
        &text[start + length..],
    )
}

/// Compares a marked block of the README with what it should be, or puts it there.
fn same(name: &str, expected: &str) {
    let _alone = WRITING.lock();
    let text = std::fs::read_to_string(readme()).expect("README.md");
    let (before, found, after) = block(&text, name);
    if std::env::var_os("ACCORD_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(readme(), format!("{before}{expected}{after}")).expect("README.md");
        return;
    }
    assert_eq!(
        found, expected,
        "README.md, {name}: ACCORD_BLESS=1 cargo test --test readme writes it anew"
    );
}

#[test]
fn the_picture_is_what_the_workbench_draws() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter><down>+");
    same("picture", &format!("```text\n{}```\n", bench.screen()));
}

#[test]
fn the_keys_are_those_of_the_table() {
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for binding in BINDINGS {
        let keys = binding.keys.iter().filter_map(|name| Key::parse(name));
        let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
        let _ = writeln!(table, "| {} | {} |", keys.join(" "), binding.help);
    }
    same("keys", &table);
}

#[test]
fn the_model_of_the_book_is_one() {
    let text = std::fs::read_to_string(readme()).expect("README.md");
    let (_, model, _) = block(&text, "model");
    let yaml = model
        .trim()
        .strip_prefix("```yaml\n")
        .and_then(|rest| rest.strip_suffix("```"))
        .expect("a fenced block");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.yaml");
    std::fs::write(&path, yaml).expect("a file");
    let (model, _) = read_model(&path).expect("the model reads");
    let findings = check::check_definition(&model.definition());
    assert!(!check::has_errors(&findings), "{findings:#?}");
}
