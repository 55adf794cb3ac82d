//! `accord export`.

use serde_json::Value;

use crate::harness::{Folder, accord};

#[test]
fn a_draft_says_so_and_goes_where_it_is_sent() {
    let folder = Folder::copy_of("worked-example");
    let ran = accord(["export", folder.arg(), "--format", "markdown"]);
    assert_eq!(ran.stderr, "exported draft\n");
    let text = ran.fine();
    assert!(text.starts_with(
        "# Worked example: Ferrowick, industrial software\n\n**Draft.** Nobody has agreed"
    ));
    let out = folder.write("out.md", "old");
    let ran = accord(["export", folder.arg(), "--format", "markdown", "-o", &out]);
    assert_eq!(ran.fine(), "");
    assert_eq!(folder.read("out.md"), text);
}

#[test]
fn a_version_is_rendered_from_its_own_files() {
    let folder = Folder::copy_of("worked-example");
    let signed = ["--sign", "sales=Tom", "--sign", "marketing=Marta"];
    accord(["publish", folder.arg()].into_iter().chain(signed)).fine();
    let ran = accord(["export", folder.arg(), "--format", "json"]);
    assert_eq!(ran.stderr, "exported 1.0.0\n");
    let last: Value = serde_json::from_str(&ran.fine()).unwrap();
    folder.edit("name: Contact\n", "name: Kontakt\n");
    let of = |version: &[&str]| -> Value {
        let args = ["export", folder.arg(), "--format", "json"];
        let ran = accord(args.iter().chain(version));
        serde_json::from_str(&ran.fine()).unwrap()
    };
    assert_eq!(of(&["--version", "1.0.0"]), last);
    assert_eq!(last["version"], "1.0.0");
    assert_eq!(last["agreed_by"][1]["name"], "Marta");
    assert_eq!(last["agreed_by"][1]["digest"], last["digest"]);
    assert_eq!(last["definition"]["stages"][0]["name"], "Contact");
    for draft in [of(&[]), of(&["--version", "draft"])] {
        assert_eq!(draft["version"], "draft");
        assert_eq!(draft["definition"]["stages"][0]["name"], "Kontakt");
    }
    let model = folder.file_arg("versions/1.0.0/model.yaml");
    let ran = accord(["export", &model, "--format", "markdown"]);
    assert!(ran.fine().contains("**Version 1.0.0**"));
}

#[test]
fn a_version_or_format_that_is_not_there() {
    let args = [
        "export",
        "sessions/worked-example",
        "--format",
        "json",
        "--version",
        "1.0.0",
    ];
    assert_eq!(
        accord(args).failed(2),
        "error: there is no version 1.0.0 of this session\n\
         hint: nothing has been published yet; use --version draft\n"
    );
    let stderr = accord(["export", "sessions/worked-example", "--format", "pdf"]).failed(2);
    assert!(stderr.contains("choose one of markdown, json"), "{stderr}");
}

#[test]
fn the_sheet_for_the_board_holds_questions_and_nothing_internal() {
    let ran = accord(["export", "sessions/worked-example", "--format", "board"]);
    assert_eq!(ran.stderr, "exported draft\n");
    insta::assert_snapshot!("board_sheet", ran.fine());
}

#[test]
fn targets_are_exported_with_what_the_leads_came_to() {
    let ran = accord(["export", "sessions/b2b-saas", "--format", "targets"]);
    let text = ran.fine();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "persona,segment,period,target,actual,activity,flag"
    );
    // The list's leads were created in January.
    assert_eq!(
        lines[3],
        "Purchasing manager,Large companies,2024-Q2,20,0,Study of off-contract orders,20 fewer than wanted"
    );
    let folder = Folder::copy_of("b2b-saas");
    folder.edit(
        "period: 2024-Q2\n      qualified: 20",
        "period: 2024-Q1\n      qualified: 20",
    );
    let ran = accord(["export", folder.arg(), "--format", "targets"]).fine();
    // Counted from `accord score` and the columns employee_band and role_function.
    let row = ran.lines().nth(3).expect("a row");
    let cells: Vec<&str> = row.split(',').collect();
    assert_eq!(cells[2..5], ["2024-Q1", "20", "10"], "{row}");
    let without = accord(["export", "sessions/worked-example", "--format", "targets"]);
    assert!(
        without.stderr.contains("the actuals are empty"),
        "{}",
        without.stderr
    );
}

/// Runs `accord export --format html` on a folder with these further arguments.
fn handbook(folder: &Folder, more: &[&str]) -> crate::harness::Ran {
    accord(
        ["export", folder.arg(), "--format", "html"]
            .iter()
            .chain(more),
    )
}

#[test]
fn the_handbook_has_charts_of_the_leads_and_nothing_that_a_lead_has() {
    let folder = Folder::copy_of("b2b-saas");
    let page = handbook(&folder, &[]).fine();
    assert_eq!(page, handbook(&folder, &[]).fine(), "the same bytes");
    // No lead is old enough for those of won deals.
    for id in ["calibration", "threshold", "lift"] {
        assert!(page.contains(&format!("id=\"evidence-{id}\"")), "{id}");
    }
    assert_eq!(page.matches("<title id=\"chart-").count(), 2);
    let session = folder.read("session.yaml");
    let (leads, events) = (folder.read("leads.csv"), folder.read("events.csv"));
    folder.edit("\n  leads: leads.csv\n", "\n");
    let without = handbook(&folder, &[]);
    assert_eq!(without.stderr, "exported draft\n");
    let without = without.fine();
    assert!(!without.contains("id=\"evidence\""));
    // Words of the model and of the page itself are values of leads too.
    let own = |cell: &&str| session.contains(cell) || without.contains(cell);
    let rows = leads.lines().skip(1).chain(events.lines().skip(1));
    let cells = rows.flat_map(|row| row.split(','));
    let long = cells.filter(|cell| cell.len() >= 5 && !own(cell));
    let mut looked_for = 0;
    for cell in long {
        assert!(!page.contains(cell), "{cell}");
        looked_for += 1;
    }
    assert!(looked_for > 2_000, "{looked_for} cells");
}

#[test]
fn leads_that_cannot_be_read_leave_the_handbook_without_charts() {
    let folder = Folder::copy_of("b2b-saas");
    folder.edit("\n  leads: leads.csv\n", "\n  leads: gone.csv\n");
    let ran = handbook(&folder, &[]);
    let warning = "warning: nothing is said of recorded leads: ";
    assert!(ran.stderr.starts_with(warning), "{}", ran.stderr);
    assert!(ran.stderr.contains("gone.csv"), "{}", ran.stderr);
    assert!(!ran.fine().contains("id=\"evidence\""));
    let targets = accord(["export", folder.arg(), "--format", "targets"]);
    assert!(
        targets.failed(2).contains("gone.csv"),
        "the figures are what it is for"
    );
}

#[test]
fn while_points_are_voted_on_the_handbook_has_no_charts() {
    let folder = Folder::copy_of("b2b-saas");
    folder.edit(
        "\nworkshop:\n",
        "\nworkshop:\n  ballots:\n    - id: demo\n      subject: answer:demo/recent\n      \
         method: points\n      rounds:\n        - opened: \"2026-11-20T09:00:00Z\"\n",
    );
    let ran = handbook(&folder, &[]);
    assert!(ran.stderr.contains("a ballot is open"), "{}", ran.stderr);
    assert!(!ran.fine().contains("id=\"evidence\""));
}

#[test]
fn the_handbook_of_a_version_has_its_own_decisions_and_the_versions_up_to_it() {
    let folder = Folder::copy_of("worked-example");
    folder.edit(
        "\nworkshop:\n",
        "\nworkshop:\n  vote_naming: named\n  decisions:\n    - id: first\n      subject: \
         answer:demo/one-to-one\n      value: \"41\"\n      agreed: [ines]\n      dissent:\n        \
         - who: owen\n          reason: A tour tells as much\n      agreement: one-side\n",
    );
    let signed = ["--sign", "sales=Tom", "--sign", "marketing=Marta"];
    let publish = || accord(["publish", folder.arg()].into_iter().chain(signed)).fine();
    publish();
    folder.edit(
        "An answer to the one open question",
        "An answer to the open question",
    );
    publish();
    let first = handbook(&folder, &["--version", "1.0.0"]).fine();
    assert!(first.contains("<strong>Owen Prys</strong>: A tour tells as much"));
    assert!(first.contains(">Ines Corrigan</td>"), "{first}");
    assert!(first.contains("<strong>The first version.</strong>"));
    assert!(first.contains("Agreed by Tom (Sales) and Marta (Marketing)."));
    assert!(!first.contains("version-1.1.0") && !first.contains("id=\"unpublished\""));
    let second = handbook(&folder, &[]).fine();
    let proof = "<strong>Meaning changes.</strong> Proved: no possible lead&#39;s outcome changes.";
    assert!(second.contains(proof), "{second}");
    let places = ["id=\"version-1.1.0\"", "id=\"version-1.0.0\""].map(|id| second.find(id));
    assert!(places[0].is_some() && places[0] < places[1], "{places:?}");

    folder.edit("An answer to the open question", "An answer to a question");
    let draft = handbook(&folder, &[]);
    assert_eq!(draft.stderr, "exported draft\n");
    let draft = draft.fine();
    assert!(draft.contains("Not published yet <small>since 1.1.0</small>"));
    assert!(draft.contains("is proved when it is published"));
}

#[test]
fn sheets_are_files_of_a_folder_or_of_one_workbook() {
    let folder = Folder::copy_of("worked-example");
    let signed = ["--sign", "sales=Tom", "--sign", "marketing==Marta"];
    accord(["publish", folder.arg()].into_iter().chain(signed)).fine();
    let out = folder.file_arg("tables");
    let args = ["export", folder.arg(), "--format", "csv"];
    assert_eq!(
        accord(args).failed(2),
        "error: csv has several files\nhint: give -o FOLDER\n"
    );
    accord(args.into_iter().chain(["-o", &out])).fine();
    let about = folder.read("tables/about.csv");
    assert!(
        about.contains("\nStatus,published\nVersion,1.0.0\nPublished,"),
        "{about}"
    );
    assert!(
        about.contains("\nAgreed by,\"Marketing: =Marta, "),
        "{about}"
    );
    let bands = folder.read("tables/bands.csv");
    let lines: Vec<&str> = bands.lines().collect();
    assert!(
        lines[1].contains(",,9,"),
        "the lowest band has no start: {bands}"
    );
    let workbook = folder.file_arg("model.xlsx");
    let args = ["export", folder.arg(), "--format", "xlsx", "-o", &workbook];
    assert_eq!(accord(args).fine(), "");
    let bytes = std::fs::read(&workbook).unwrap();
    assert!(bytes.starts_with(b"PK"));
    accord(args).fine();
    assert!(bytes == std::fs::read(&workbook).unwrap(), "other bytes");
}
