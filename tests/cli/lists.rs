//! Lists as they come: how they are written, what they are, and whose the events are.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::harness::{Folder, accord, command, fed};

/// A lead qualifies with the right industry, or with a demo.
const MODEL: &str = "\
accord: model/1
criteria:
  - {id: mill, name: Mill, kind: fit, points: 6, when: {field: industry, is: Zürich Mills}}
  - {id: size, name: Size, kind: fit, points: 3, when: {field: employees, min: 1000}}
  - {id: demo, name: Demo, kind: behaviour, points: 6, when: {event: demo, within_days: 30}}
stages:
  - {id: contact, name: Contact, readiness: none}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {points: {total: 6}}}
handoff: {stage: mql, disposition: forward}
bands: [{id: all, name: All, disposition: wait}]
dispositions:
  - {id: forward, name: Forward, action: forward}
  - {id: wait, name: Wait, action: nurture, track: none}
";

fn model() -> (Folder, String) {
    let folder = Folder::empty();
    let path = folder.write("model.yaml", MODEL);
    (folder, path)
}

/// Returns each lead with its total, such as `a 9`.
fn totals(output: &str) -> Vec<String> {
    let rows = output.lines().skip(1);
    let cells = rows.map(|row| row.split(',').collect::<Vec<_>>());
    cells
        .map(|cells| format!("{} {}", cells[0], cells[3]))
        .collect()
}

#[test]
fn delimiters_are_found_out_by_the_rows_and_named() {
    let (folder, model) = model();
    for list in [
        "lead_id|industry|employees\na|Zürich Mills|5\n",
        "sep=;\r\nlead_id;industry;employees\r\na;Zürich Mills;5\r\n",
        "\u{feff}sep=|\nlead_id|industry|employees\na|Zürich Mills|5\n",
        "lead_id;industry;employees;Sales, net, gross, EUR\na;Zürich Mills;5;\"1,5\"\n",
        "lead_id,industry,employees\na,Zürich Mills,5,,\n",
    ] {
        let path = folder.write("leads.csv", list);
        let ran = accord(["score", &model, &path, "--strict"]);
        assert_eq!(
            ran.stderr, "1 lead scored with draft: 1 qualified\n",
            "{list}"
        );
        assert_eq!(totals(&ran.fine()), ["a 6"], "{list}");
    }
    // The line numbers are those of the file.
    let list = "sep=;\nlead_id;industry\na;x\nb;x;y\n";
    let ran = fed(["score", &model, "-"], list);
    assert!(
        ran.stderr
            .contains("\n-: line 4: 3 fields where the header has 2"),
        "{ran:?}"
    );

    let list = "lead_id;industry,x\na;Zürich Mills,y\n";
    let args = ["score", &model, "-", "--delimiter"];
    let with = |delimiter: &str| fed(args.iter().copied().chain([delimiter]), list);
    assert!(
        with(",")
            .stderr
            .contains("the header has `lead_id;industry`, `x`")
    );
    assert_eq!(totals(&with(";").stdout), [""; 0], "no field is called so");
    let piped = "lead_id|industry;x;y\na|Zürich Mills;1;2\n";
    let ran = fed(
        args.iter()
            .copied()
            .chain(["|", "--map", "industry=industry;x;y"]),
        piped,
    );
    assert_eq!(totals(&ran.fine()), ["a 0"]);
    let stderr = with("::").failed(2);
    assert!(stderr.contains("write `,`, `;`, `tab` or `|`"), "{stderr}");
}

#[test]
fn one_stray_byte_costs_its_row_and_another_encoding_is_said() {
    let (folder, model) = model();
    let stray = b"lead_id,industry\na,Z\xC3\xBCrich Mills\nb,Caf\xE9\nc,Z\xC3\xBCrich Mills\n";
    let path = folder.write("leads.csv", stray);
    let ran = accord(["score", &model, &path]);
    assert!(
        ran.stderr
            .contains(&format!("{path}: line 3: the row isn't valid UTF-8")),
        "{}",
        ran.stderr
    );
    assert_eq!(totals(&ran.fine()), ["a 6", "c 6"]);
    let path = folder.write("leads.csv", b"lead_id,industry\na,Z\xFCrich Mills\n");
    let ran = accord(["score", &model, &path]);
    let said = format!("{path}: read as Windows-1252; --encoding says otherwise\n");
    assert!(ran.stderr.contains(&said), "{}", ran.stderr);
    assert_eq!(totals(&ran.fine()), ["a 6"]);
    let ran = accord(["score", &model, &path, "--encoding", "windows-1252"]);
    assert!(!ran.stderr.contains("read as"), "{}", ran.stderr);
}

#[test]
fn what_is_no_list_is_refused_by_its_name() {
    let (folder, model) = model();
    let cases: [(&[u8], &str); 9] = [
        (
            b"PK\x03\x04..[Content_Types].xml",
            "this is an Excel workbook: save it as CSV UTF-8",
        ),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "this is an old Excel workbook",
        ),
        (
            b"PAR1\x15\0",
            "this is a Parquet file: export it as CSV, for example with DuckDB: COPY",
        ),
        (b"%PDF-1.4", "this is a PDF"),
        (
            b"<html>\n<head>\n</html>\n",
            "this is a web page, perhaps a login page saved instead",
        ),
        (
            b"[{\"lead_id\": \"a\"}]",
            "this is JSON, but not one object a line: convert to",
        ),
        (
            b"{\n\"results\": []\n}\n",
            "this is JSON, but not one object a line: convert to",
        ),
        (
            b"foo,bar\n1,2\n",
            "no column holds a field that the model asks about (`industry`, `employees`): \
             the header has `foo`, `bar`",
        ),
        (
            b"56,4,1\n57,8,1\n",
            "the first line looks like a lead, not like the names of columns",
        ),
    ];
    for (bytes, said) in cases {
        let path = folder.write("leads.csv", bytes);
        for strict in [&[][..], &["--strict"]] {
            let stderr = accord(["score", &model, &path].iter().chain(strict)).failed(2);
            assert!(
                stderr.starts_with(&format!("error: {path}: {said}")),
                "{stderr}"
            );
        }
        let path = folder.write("events.csv", bytes);
        let ran = fed(["score", &model, "-", "--events", &path], "id,industry\n");
        assert_eq!(ran.code, 2, "{}", ran.stderr);
    }
}

#[test]
fn of_several_fields_one_without_a_column_fails_only_under_strict() {
    let (_folder, model) = model();
    let list = "lead_id,industry\na,Zürich Mills\n";
    let ran = fed(["score", &model, "-"], list);
    assert_eq!(
        ran.stderr,
        "warning: no column holds the field `employees`: conditions on it are not known\n\
         1 lead scored with draft: 1 qualified\n"
    );
    let ran = fed(["score", &model, "-", "--strict"], list);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr
            .ends_with("error: 1 warning above makes verdicts doubtful, and --strict was given\n"),
        "{}",
        ran.stderr
    );
    // A field that is named for a column has one, whatever the list is.
    let list = "lead_id,a,b\nx,Zürich Mills,1000\n";
    let map = ["--map", "industry=a", "--map", "employees=b", "--strict"];
    assert_eq!(
        totals(&fed(["score", &model, "-"].iter().chain(&map), list).fine()),
        ["x 9"]
    );
}

#[test]
fn a_model_that_asks_only_about_events_takes_any_list() {
    let (folder, _) = model();
    let text = MODEL.lines().filter(|line| !line.contains("field:"));
    let model = folder.write("events.yaml", text.collect::<Vec<_>>().join("\n"));
    let events = folder.write("events.csv", "lead_id,event,at\na,demo,2026-01-01\n");
    let ran = fed(["score", &model, "-", "--events", &events], "lead_id\na\n");
    assert_eq!(totals(&ran.fine()), ["a 6"]);
}

#[test]
fn lines_of_json_are_read_packed_from_stdin_and_as_events() {
    let (folder, model) = model();
    let lines = "{\"lead_id\":\"a\",\"industry\":\"Zürich Mills\",\"employees\":1000}\n\
                 {\"lead_id\":\"b\",\"employees\":999.9\n\
                 {\"lead_id\":2,\"industry\":null}\n";
    let events = folder.write(
        "events.ndjson",
        "{\"person\":{\"id\":\"2\"},\"event\":\"demo\",\"at\":\"2026-01-01\"}\n",
    );
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(lines.as_bytes()).unwrap();
    let packed = folder.write("leads.jsonl.gz", packer.finish().unwrap());
    let more = [
        "--events",
        &events,
        "--event-id",
        "person.id",
        "--keep",
        "industry",
    ];
    let from_stdin = fed(["score", &model, "-"].iter().chain(&more), lines);
    let from_file = accord(["score", &model, packed.as_str()].iter().chain(&more));
    assert!(
        from_stdin
            .stderr
            .contains("-: line 2: isn't JSON: EOF while parsing"),
        "{}",
        from_stdin.stderr
    );
    assert_eq!(from_stdin.stdout, from_file.stdout);
    assert_eq!(totals(&from_file.fine()), ["a 9", "2 6"]);
    let json = ["--format", "json"];
    let verdicts = fed(["score", &model, "-"].iter().chain(&json), lines).fine();
    assert!(
        verdicts.starts_with("{\"lead_id\":\"a\",\"line\":1,"),
        "{verdicts}"
    );
}

#[test]
fn a_name_that_comes_after_the_first_lines_is_read() {
    let (_folder, model) = model();
    let mut lines = "{\"lead_id\":\"x\",\"industry\":\"y\"}\n".repeat(1_100);
    lines.push_str("{\"lead_id\":\"last\",\"Employees\":1000}\n");
    let ran = fed(["score", &model, "-"], &lines);
    let said = "warning: the first lines have no `employees`: it is read where it comes later\n";
    assert!(ran.stderr.starts_with(said), "{}", ran.stderr);
    assert_eq!(totals(&ran.fine())[1_100], "last 3");
}

#[test]
fn an_empty_id_joins_nothing_and_its_row_is_rejected() {
    let (folder, model) = model();
    let events = folder.write("events.csv", "lead_id,event,at\n,demo,2026-01-01\n");
    let leads = folder.write("leads.csv", "lead_id,industry\na,x\n,x\n  ,x\n");
    let ran = accord(["score", &model, &leads, "--events", &events]);
    let reason = "the id is empty: give the lead one, or name the column that has it";
    assert!(
        ran.stderr.contains(&format!(
            "{leads}: line 3: {reason}\n{leads}: line 4: {reason}\n"
        )),
        "{}",
        ran.stderr
    );
    assert_eq!(totals(&ran.stdout), ["a 0"]);
    assert_eq!(accord(["score", &model, &leads, "--strict"]).code, 2);
    let other = folder.write("other.yaml", MODEL.replace("points: 3", "points: 4"));
    let args = [
        "diff", &model, &other, "--leads", &leads, "--events", &events,
    ];
    let stderr = accord(args).stderr;
    assert!(stderr.contains("warning: 2 rows can't be read"), "{stderr}");
}

#[test]
fn whose_the_events_are_is_found_out_said_and_named() {
    let (folder, model) = model();
    let leads = folder.write("leads.csv", "lead_id,industry\nL-1,x\n");
    let own = folder.write(
        "own.csv",
        "id,contact_id,event,at\n901,L-1,demo,2026-01-01\n",
    );
    let ran = accord(["score", &model, &leads, "--events", &own]);
    let said =
        format!("{own}: the lead's id was taken from `contact_id`; --event-id says otherwise\n");
    assert!(ran.stderr.starts_with(&said), "{}", ran.stderr);
    assert_eq!(totals(&ran.fine()), ["L-1 6"]);

    let leads = folder.write("leads2.csv", "distinct_id,industry\nL-1,x\n");
    let events = folder.write(
        "events2.csv",
        "_file,what,when,distinct_id,event,at\na.csv,demo,2026-01-02,L-1,call,2026-01-01\n",
    );
    let ran = accord(["score", &model, &leads, "--events", &events]);
    assert!(
        ran.stderr.contains(
            "leads2.csv: the lead's id was taken from the first column, `distinct_id`; \
             --id says otherwise\n"
        ),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("--event-id"), "{}", ran.stderr);
    assert_eq!(totals(&ran.fine()), ["L-1 0"]);
    let named = ["--event-name", "what", "--event-time", "when"];
    let args = ["score", &model, &leads, "--events", &events];
    assert_eq!(totals(&accord(args.iter().chain(&named)).fine()), ["L-1 6"]);
    let stderr = accord(args.iter().chain(&["--event-id", "lead"])).failed(2);
    assert!(
        stderr.contains("events2.csv: there is no column `lead`: the header has `_file`, `what`"),
        "{stderr}"
    );
}

#[test]
fn several_files_of_events_are_one_list() {
    let (folder, model) = model();
    let leads = folder.write("leads.csv", "lead_id,industry\na,x\nb,x\n");
    let web = folder.write("web.csv", "lead_id,event,at\na,demo,2026-03-01\n");
    let crm = folder.write(
        "crm.csv",
        "lead_id;event;at\nb;demo;2026-01-01\nb;call;soon\n",
    );
    let with = |files: [&str; 2]| {
        let args = [
            "score", &model, &leads, "--events", files[0], "--events", files[1],
        ];
        accord(args)
    };
    let ran = with([&web, &crm]);
    // The day is that of the latest event of all files, and b's is too old by then.
    assert_eq!(totals(&ran.stdout), ["a 6", "b 0"]);
    assert!(
        ran.stderr
            .contains(&format!("{crm}: line 3: `soon` isn't a time")),
        "{ran:?}"
    );
    assert_eq!(with([&crm, &web]).stdout, ran.stdout);
    let stdin = ["score", &model, &leads, "--events", "-", "--events", "-"];
    assert_eq!(
        fed(stdin, "").failed(2),
        "error: only one file of events can come from stdin\n"
    );
    let over = [
        "score", &model, &leads, "--events", &web, "--events", &crm, "-o", &crm,
    ];
    assert!(
        accord(over)
            .failed(2)
            .contains("this is the same file as the events")
    );

    let text = MODEL.replace(
        "within_days: 30}",
        "within_days: 30, where: {field: Page, is: /x}}",
    );
    let asked = folder.write("asked.yaml", text);
    let web = folder.write("web.csv", "lead_id,event,at,page\na,demo,2026-03-01,/x\n");
    let ran = accord(["score", &asked, &leads, "--events", &crm, "--events", &web]);
    assert!(
        ran.stderr.contains(&format!(
            "warning: {crm}: there is no column `page`, which other files of events have: \
             it is empty for these events\n"
        )),
        "{}",
        ran.stderr
    );
    assert_eq!(totals(&ran.fine()), ["a 6", "b 0"]);
}

#[test]
fn a_session_names_several_files_of_events_too() {
    let folder = Folder::copy_of("b2b-saas");
    let whole = accord(["score", folder.arg(), &folder.file_arg("leads.csv")]).fine();
    let events = folder.read("events.csv");
    let rows: Vec<&str> = events.lines().collect();
    let (first, rest) = rows.split_at(rows.len() / 3);
    folder.write("events.csv", format!("{}\n", first.join("\n")));
    folder.write("more.csv", format!("{}\n{}\n", rows[0], rest.join("\n")));
    folder.edit(
        "  events: events.csv\n",
        "  events: events.csv\n  further_events: [more.csv]\n",
    );
    let ran = accord(["score", folder.arg(), &folder.file_arg("leads.csv")]);
    assert_eq!(ran.fine(), whole);
    let over = folder.file_arg("more.csv");
    let args = [
        "score",
        folder.arg(),
        &folder.file_arg("leads.csv"),
        "-o",
        &over,
    ];
    let stderr = accord(args).failed(2);
    assert!(
        stderr.contains("the same file as the session's events"),
        "{stderr}"
    );
}

#[test]
fn headers_that_fold_together_are_said() {
    let (_folder, model) = model();
    let list = "lead_id,Industry,INDUSTRY,employees\na,,Zürich Mills,1000\n";
    let ran = fed(["score", &model, "-"], list);
    assert_eq!(
        ran.stderr,
        "warning: `industry` fits the columns `Industry` and `INDUSTRY`: the first counts; \
         --map industry=COLUMN says otherwise\n1 lead scored with draft: 0 qualified\n"
    );
    let ran = fed(["score", &model, "-", "--map", "industry=INDUSTRY"], list);
    assert_eq!(ran.stderr, "1 lead scored with draft: 1 qualified\n");
}

#[test]
fn a_pipe_of_leads_and_a_pipe_of_events_are_read() {
    let (folder, model) = model();
    let leads = folder.write("leads.csv", "id,industry\na,x\n");
    let mut command = command();
    command.args(["score", &model, &leads, "--events", "-"]);
    let output = command
        .write_stdin("id,event,at\na,demo,2026-01-01\n")
        .output()
        .unwrap();
    assert_eq!(
        totals(std::str::from_utf8(&output.stdout).unwrap()),
        ["a 6"]
    );
}
