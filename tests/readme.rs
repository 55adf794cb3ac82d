//! Checks README and book against the program: the picture, the keys, the model, the workshop and
//! the links between pages.
//!
//! With `ACCORD_BLESS=1` the picture and the keys are rewritten instead.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use accord::app::Key;
use accord::app::input::keymap::BINDINGS;
use accord::app::input::legend::{LEGEND, is_in_legend};
use accord::app::steps::selection::StepRows;
use accord::check;
use accord::store::read_model;
use common::Bench;

/// The pages, by path within the package's folder.
const README: &str = "README.md";
const KEYS: &str = "docs/keys.md";
const MARKS: &str = "docs/marks.md";
const LANGUAGE: &str = "docs/model-language.md";
const WORKSHOP: &str = "docs/workshop.md";

fn path_of(page: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(page)
}

fn text_of(page: &str) -> String {
    std::fs::read_to_string(path_of(page)).unwrap_or_else(|why| panic!("{page}: {why}"))
}

/// Returns the text before a marked block, the block, and the text after it.
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

/// Compares a marked block of a page with what it should be, or rewrites it.
fn same(page: &str, name: &str, expected: &str) {
    let text = text_of(page);
    let (before, found, after) = block(&text, name);
    if std::env::var_os("ACCORD_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(path_of(page), format!("{before}{expected}{after}")).expect("a page");
        return;
    }
    assert_eq!(
        found, expected,
        "{page}, {name}: ACCORD_BLESS=1 cargo test --test readme writes it anew"
    );
}

#[test]
fn the_picture_is_what_the_workbench_draws() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Demo criterion<enter><enter><down>+");
    same(
        README,
        "picture",
        &format!("```text\n{}```\n", bench.screen()),
    );
}

#[test]
fn the_keys_are_those_of_the_table() {
    let mut table = String::from("| keys | what they do |\n|---|---|\n");
    for binding in BINDINGS {
        let keys = binding.keys.iter().filter_map(|name| Key::parse(name));
        let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
        let _ = writeln!(table, "| {} | {} |", keys.join(" "), binding.help);
    }
    same(KEYS, "keys", &table);
}

#[test]
fn the_signs_are_those_of_the_legend() {
    let mut text = String::new();
    for group in LEGEND {
        let _ = writeln!(text, "### {}\n\n| sign | meaning |\n|---|---|", group.title);
        for (signs, meaning) in group.signs {
            let _ = writeln!(text, "| `{signs}` | {meaning} |");
        }
        text.push('\n');
    }
    same(MARKS, "marks", &text);
}

/// Every file of the program's source.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn no_row_has_a_sign_that_is_not_in_the_legend() {
    let mut seen = 0;
    for path in sources(&path_of("src")) {
        let text = std::fs::read_to_string(&path).expect("source");
        let text = text.split("#[cfg(test)]").next().unwrap_or("");
        for given in text.split(".mark(\"").skip(1) {
            let sign = given.split('"').next().unwrap_or("");
            seen += 1;
            assert!(is_in_legend(sign), "{}: {sign:?}", path.display());
        }
    }
    assert!(seen > 5, "signs are seen in the source: {seen}");
}

#[test]
fn no_row_of_the_examples_has_a_sign_that_is_not_in_the_legend() {
    let mut seen = 0;
    for name in ["worked-example", "b2b-saas"] {
        let mut bench = Bench::example(name);
        for step in 1..=9 {
            bench.keys(&format!("<alt-{step}>"));
            let rows = StepRows::new(&bench.state);
            let list = (0..rows.list().0.len()).map(|index| rows.list_row(index).mark);
            let all: Vec<_> = list
                .chain(rows.detail().0.iter().map(|row| row.mark))
                .collect();
            for sign in all.into_iter().filter(|sign| !sign.is_empty()) {
                seen += 1;
                assert!(is_in_legend(sign), "{name}, step {step}: {sign:?}");
            }
        }
    }
    assert!(seen > 20, "signs are seen: {seen}");
}

#[test]
fn the_model_of_the_book_is_one() {
    let text = text_of(LANGUAGE);
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

/// The texts that the book's workshop says to type or read, in order.
fn typed(page: &str) -> Vec<&str> {
    let block = |text| -> &str { str::split_once(text, "\n```").expect("a block ends").0 };
    page.split("```text\n").skip(1).map(block).collect()
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let mut pages = vec![README.to_owned(), "ARCHITECTURE.md".into()];
    for entry in std::fs::read_dir(path_of("docs")).expect("the book") {
        let name = entry.expect("a page").file_name();
        pages.push(format!("docs/{}", name.to_string_lossy()));
    }
    let mut links = 0;
    for page in &pages {
        let text = text_of(page);
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().expect("a link ends");
            if target.contains("://") {
                continue;
            }
            links += 1;
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(page).parent().expect("a folder");
            let to = if file.is_empty() {
                page.clone()
            } else {
                folder.join(file).to_string_lossy().into_owned()
            };
            assert!(path_of(&to).is_file(), "{page}: {target}");
            if !heading.is_empty() {
                let there = text_of(&to).lines().any(|line| slug(line) == heading);
                assert!(there, "{page}: {target}");
            }
        }
    }
    assert!(links > 12, "links are seen: {links}");
    // The README names every page of the book.
    for page in pages.iter().skip(2) {
        assert!(text_of(README).contains(&format!("({page})")), "{page}");
    }
}

/// Returns the anchor of a heading.
fn slug(line: &str) -> String {
    let heading = line.trim_start_matches('#').trim().to_lowercase();
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn the_workshop_of_the_book_ends_with_a_version_that_scores_as_the_book_says() {
    let page = text_of(WORKSHOP);
    let typed = typed(&page);
    let [leads, events, people, steps, fit, behaviours, bands, scored] = typed[..] else {
        panic!("the book's workshop has {} texts", typed.len());
    };
    let mut bench = Bench::template("standard");
    let folder = bench.path().to_owned();
    std::fs::write(folder.join("leads.csv"), format!("{leads}\n")).expect("a file");
    std::fs::write(folder.join("events.csv"), format!("{events}\n")).expect("a file");
    let list = |bench: &mut Bench, text: &str| {
        bench.keys("A").paste(text).keys("<ctrl-s>");
    };
    let criteria = |bench: &mut Bench, text: &str| {
        bench.keys("A<enter>").paste(text).keys("<ctrl-s>");
    };

    bench.keys("<alt-1><home>");
    list(&mut bench, people);
    bench
        .keys("<alt-2><right><enter>leads.csv<enter>")
        .shows("Map leads.csv");
    bench.keys("<end><enter>events.csv<enter>").keys("<esc>");
    bench.keys(
        "<alt-3>asegment<enter>Mid-size manufacturers<enter>apersona<enter>Plant manager<enter>",
    );
    bench.keys("<alt-4>a");
    list(&mut bench, steps);
    bench.keys(
        "<alt-5>/Marketing qualified stage<enter><right><down><enter> Both sides say so.<ctrl-s>",
    );

    bench.keys("<alt-6><home>ddddd");
    criteria(&mut bench, fit);
    bench.keys("abehaviour<enter>Saw a demo<enter>++++++");
    criteria(&mut bench, behaviours);
    bench.keys("m<home>");
    for found in [
        "<enter>industry<enter><enter>Machinery<tab><enter><enter>",
        "<enter>employees<enter>is at least<enter>100<enter><enter>",
        "<enter>budget<enter>is known<enter><enter>",
        "<down><enter>demo<enter><enter><enter><enter>",
        "<down><enter>reference_request<enter><enter><enter><enter>",
        "<down><enter>pricing_page<enter><enter><enter><enter>",
    ] {
        bench.keys(&format!("<right><end><enter>a{found}<left><down>"));
    }

    bench.keys("<alt-7><home><down><down><right>ddamust have<enter> <enter>");
    bench.keys("aone of these<enter><down><down><down> <down> <down> <enter><left>");
    bench.keys("<down><right>dd");
    bench.keys("amust have<enter> <down><down><down> <enter>");
    bench.keys("aat least N points<enter><enter>--------<left>");
    list(&mut bench, bands);
    for (band, next) in [("Cold", "Recycle"), ("Warm", "Nurture"), ("Hot", "Nurture")] {
        bench.keys(&format!(
            "/{band} band<enter><right><down><down><enter>{next}<enter><left>"
        ));
    }
    bench.keys("arouting<enter>No budget yet<enter><right><enter>none of<enter>Budget<tab><enter>");

    bench.keys("<alt-8>aPump maker<enter><enter> <down><down> <down> ");
    assert!(bench.screen().contains("Pump mak"), "{}", bench.screen());
    bench.keys("<left>aDairy<enter><enter> ");
    let sampled: Vec<usize> = bench
        .session()
        .samples
        .iter()
        .map(|s| s.yes.len())
        .collect();
    assert_eq!(sampled, [3, 1]);
    bench.keys("<alt-9>s<enter><enter>sMarketing<enter><enter>P");
    bench.keys("No CRM yet<enter>Somebody<enter>2027-03-31<enter>y");
    let screen = bench.screen();
    assert!(screen.contains("Published 1.0.0"), "{screen}");
    bench.keys("q");

    let accord = |command: &str, rest: &[&str]| {
        let mut accord = assert_cmd::Command::cargo_bin("accord").expect("the binary");
        accord
            .arg(command)
            .arg(&folder)
            .args(rest)
            .current_dir(&folder);
        accord.assert().success().get_output().stdout.clone()
    };
    let said = accord("score", &["leads.csv"]);
    assert_eq!(String::from_utf8_lossy(&said), format!("{scored}\n"));
    accord("verify", &[]);
}
