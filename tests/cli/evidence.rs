//! `accord evidence`: pages about the recorded leads.

use serde_json::Value;

use crate::harness::{Folder, accord, fed};

const SAAS: &str = "sessions/b2b-saas";

fn page<'a>(said: &'a Value, id: &str) -> &'a Value {
    let pages = said["pages"].as_array().expect("pages");
    pages.iter().find(|p| p["id"] == id).expect("the page")
}

#[test]
fn every_page_is_printed_under_its_title() {
    let text = accord(["evidence", SAAS]).fine();
    let titles: Vec<&str> = text.lines().filter(|l| l.starts_with("== ")).collect();
    assert_eq!(titles.len(), accord::evidence::history::PAGES.len());
    assert_eq!(titles[0], "== What counts as known ==");
    assert!(
        text.contains("   Touched and rejected     75        72         3\n"),
        "{text}"
    );
}

#[test]
fn json_has_the_pages_asked_for_and_nothing_else() {
    let args = ["evidence", SAAS, "--format", "json", "--page", "lift"];
    let ran = accord(args.into_iter().chain(["--page", "known-facts"]));
    assert_eq!(ran.stderr, "");
    let said: Value = serde_json::from_str(&ran.fine()).expect("JSON alone");
    let ids: Vec<&str> = said["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["lift", "known-facts"]);
    let leads = &page(&said, "known-facts")["tables"][0];
    assert_eq!(leads["id"], "leads");
    assert_eq!(
        leads["rows"][2]["cells"],
        serde_json::json!(["Became viable", 207, 183, 24])
    );
}

#[test]
fn markdown_has_tables_that_read_as_such() {
    let text = accord([
        "evidence",
        SAAS,
        "--format",
        "markdown",
        "--page",
        "known-facts",
    ])
    .fine();
    assert!(text.starts_with("# Evidence: "), "{text}");
    assert!(
        text.contains(
            "\n### LEADS\n\n| became | leads | compared | left out |\n| --- | ---: | ---: | ---: |\n\
             | Never touched | 18 | 18 | 0 |\n"
        ),
        "{text}"
    );
}

#[test]
fn a_page_that_isnt_there_is_answered_with_the_nearest() {
    let said = accord(["evidence", SAAS, "--page", "calibrate"]).failed(2);
    assert!(
        said.contains("there is no such page; the nearest are calibration"),
        "{said}"
    );
    let said = accord(["evidence", SAAS, "--page", "slider"]).failed(2);
    assert!(said.contains("the nearest are threshold"), "{said}");
    let said = accord(["evidence", SAAS, "--page", "weather"]).failed(2);
    assert!(
        said.contains("the pages are known-facts, in-common"),
        "{said}"
    );
}

#[test]
fn without_leads_it_says_what_to_do() {
    let said = accord(["evidence", "sessions/worked-example"]).failed(2);
    assert_eq!(
        said,
        "error: this session names no recorded leads\n\
         hint: name the file with --leads FILE, and its events with --events FILE\n\
         hint: or set it on Evidence: `accord sessions/worked-example`, then 2 and Enter; F says what its columns mean\n"
    );
    let said = accord(["evidence", "sessions/worked-example", "--format", "json"]).failed(2);
    assert!(said.contains("names no recorded leads"), "{said}");
}

/// A session with two buckets in its data, whose words are the usual ones.
fn small() -> Folder {
    let folder = Folder::copy_of("worked-example");
    folder.edit(
        "\ndata:\n",
        "\ndata:\n  bucket_field: fate\n  created_field: made\n  facts_after: 2\n",
    );
    folder.write(
        "list.csv",
        "id,fate,made\nA,viable,2026-01-01\nB,rejected,2026-01-02\nC,,2026-01-03\n",
    );
    folder
}

#[test]
fn leads_named_on_the_command_line_are_read_as_the_session_says() {
    let folder = small();
    let list = &*folder.file_arg("list.csv");
    let args = ["evidence", folder.arg(), "--page", "known-facts", "--leads"];
    let text = accord(args.into_iter().chain([list])).fine();
    assert!(text.contains("facts as of 2 days after"), "{text}");
    assert!(
        text.contains("all                       3         3         0"),
        "{text}"
    );
    let piped = fed(args.into_iter().chain(["-"]), &folder.read("list.csv"));
    assert_eq!(piped.fine(), text);
    let gone = accord(args.into_iter().chain(["gone.csv"])).failed(2);
    assert_eq!(gone, "error: gone.csv: there is nothing here\n");
}

#[test]
fn figures_of_the_model_are_hidden_while_points_are_voted_on() {
    let folder = small();
    folder.edit(
        "\nworkshop:\n",
        "\nworkshop:\n  ballots:\n    - id: tour\n      subject: answer:demo/toured-online\n      \
         method: points\n      rounds:\n        - opened: \"2026-11-20T09:00:00Z\"\n",
    );
    let list = folder.file_arg("list.csv");
    let text = accord(["evidence", folder.arg(), "--leads", &list]).fine();
    for page in accord::evidence::history::PAGES {
        let hidden = format!(
            "== {} ==\nA ballot is open: figures are hidden.\n",
            page.title
        );
        assert_eq!(text.contains(&hidden), page.uses_model, "{}", page.name);
    }
}

#[test]
fn a_model_alone_doesnt_say_what_columns_mean() {
    let folder = Folder::empty();
    let model = folder.write("model.yaml", "accord: model/1\nname: M\n");
    let said = accord(["evidence", &model]).failed(2);
    assert!(said.contains("hint: give a session"), "{said}");
}
