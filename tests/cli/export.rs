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
