//! What `accord score` says besides the verdict: why, when, for how long, of whom, in which order.

use std::fs;
use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use sha2::Digest as _;

use crate::harness::{Folder, accord, fed};

pub const MODEL: &str = "\
accord: model/1
name: Acme
criteria:
  - {id: country, name: Right country, kind: fit, points: 5, when: {field: country, in: [AT, DE]}}
  - {id: budget, name: No budget, kind: fit, points: -5, when: {field: budget, is: none}}
  - {id: trial, name: Trial ends, kind: fit, points: 1, when: {field: trial_ends, within_days: 5}}
  - {id: demo, name: Asked for a demo, kind: behaviour, phase: consideration, points: 10, when: {event: demo, within_days: 30}}
  - {id: visits, name: Visits, kind: behaviour, phase: research, points: {each: 2, up_to: 6}, when: {event: visit, within_days: 10}}
stages:
  - {id: lead, name: Lead}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {points: {total: 10}}}
handoff: {stage: mql, disposition: forward, to: Sales}
bands:
  - {id: cold, name: Cold, disposition: recycle}
  - {id: warm, name: Warm, from: 4, disposition: nurture}
dispositions:
  - {id: forward, name: Forward to Sales, action: forward, owner: Sales}
  - {id: nurture, name: Nurture, action: nurture, owner: Marketing, track: none}
  - {id: recycle, name: Recycle, action: recycle, owner: Marketing, track: none}
";

pub const LEADS: &str = "\
Contact ID,country,budget,trial_ends,total
a,AT,none,,9
b,AT,,,8
c,CH,,,7
d,DE,,2026-03-20,6
";

const EVENTS: &str = "\
lead_id,event,at
a,demo,2026-02-20
b,visit,2026-03-01
b,visit,2026-03-02
b,visit,2026-02-27
b,visit,2026-02-26
c,visit,2026-03-05
";

pub struct Setup {
    pub folder: Folder,
    pub model: String,
    pub leads: String,
    events: String,
}

pub fn setup() -> Setup {
    let folder = Folder::empty();
    Setup {
        model: folder.write("model.yaml", MODEL),
        leads: folder.write("leads.csv", LEADS),
        events: folder.write("events.csv", EVENTS),
        folder,
    }
}

impl Setup {
    fn score(&self, more: &[&str]) -> crate::harness::Ran {
        let files = ["score", &self.model, &self.leads, "--id", "Contact ID"];
        accord([&files[..], &["--events", &self.events], more].concat())
    }

    /// Returns the last columns of each line.
    fn last(&self, count: usize, more: &[&str]) -> Vec<Vec<String>> {
        records(&self.score(more).fine())
            .into_iter()
            .map(|cells| cells[cells.len() - count..].to_vec())
            .collect()
    }
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().map(String::from).collect())
        .collect()
}

#[test]
fn why_names_what_gave_points_and_then_what_decided() {
    let setup = setup();
    let why: Vec<String> = setup.last(1, &["--as-of", "2026-03-05"]).concat();
    assert_eq!(
        why,
        [
            "why",
            "Right country +5, No budget -5, Asked for a demo +10; Forward to Sales (qualified)",
            "Right country +5, Visits +6; Forward to Sales (qualified)",
            "Visits +2; Recycle (by band Cold)",
            "Right country +5; Nurture (by band Warm)",
        ]
    );
    let json = setup.score(&["--as-of", "2026-03-05", "--format", "json"]);
    let json: Vec<Value> = json
        .fine()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let of_json: Vec<&str> = json
        .iter()
        .map(|lead| lead["why"].as_str().unwrap())
        .collect();
    assert_eq!(of_json, why[1..]);
}

#[test]
fn a_run_is_kept_with_its_day_and_the_digest_of_its_model() {
    let setup = setup();
    let rows = setup.last(2, &["--keep-run"]);
    assert_eq!(rows[0], ["as_of", "model_digest"]);
    // Nothing gives a day but the latest event.
    assert!(
        rows[1..].iter().all(|row| row[0] == "2026-03-05"),
        "{rows:?}"
    );
    let digest = format!("sha256:{:x}", sha2::Sha256::digest(MODEL.as_bytes()));
    assert!(rows[1..].iter().all(|row| row[1] == digest), "{rows:?}");
    let json = setup.score(&["--keep-run", "--format", "json"]).fine();
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["as_of"], &first["model_digest"]),
        (&"2026-03-05".into(), &digest.into())
    );
}

#[test]
fn a_published_model_s_digest_is_the_one_it_states_and_a_draft_s_is_its_model_s() {
    let folder = Folder::copy_of("worked-example");
    accord([
        "publish",
        folder.arg(),
        "--sign",
        "sales=Tom Brackley",
        "--sign",
        "marketing=Owen Prys",
    ])
    .fine();
    let model = folder.read("versions/1.0.0/model.yaml");
    let stated = model
        .lines()
        .find_map(|line| line.strip_prefix("digest: "))
        .unwrap();
    let digest = |args: &[&str]| {
        let ran = fed(
            [&["score"], args, &["-", "--keep-run"]].concat(),
            "lead_id\nx\n",
        );
        records(&ran.fine())[1].last().unwrap().clone()
    };
    assert_eq!(digest(&[folder.arg()]), stated);
    assert_eq!(
        digest(&[&folder.file_arg("versions/1.0.0/model.yaml")]),
        stated
    );
    let draft = digest(&[folder.arg(), "--version", "draft"]);
    assert!(draft.starts_with("sha256:") && draft != stated);
    folder.edit("name: Target vertical", "name: Our vertical");
    assert_ne!(digest(&[folder.arg(), "--version", "draft"]), draft);
    assert_eq!(digest(&[folder.arg()]), stated);
}

#[test]
fn the_id_goes_out_under_its_own_header_and_kept_columns_under_a_free_one() {
    let setup = setup();
    let ran = setup.score(&["--id-header", "--keep", "total,country"]);
    assert!(
        ran.stderr.starts_with(
            "note: the list's column `total` is called `total_list` in the output, which has a `total` of its own\n"
        ),
        "{}",
        ran.stderr
    );
    let rows = records(&ran.fine());
    assert_eq!(rows[0][0], "Contact ID");
    assert_eq!(rows[0][13..], ["total_list", "country"]);
    assert_eq!(rows[1][13..], ["9", "AT"]);
    let json = setup
        .score(&["--id-header", "--keep", "total", "--format", "json"])
        .fine();
    let first: Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["Contact ID"], &first["kept"]["total"]),
        (&"a".into(), &"9".into())
    );
    assert!(first["lead_id"].is_null());
    // An id whose header is one of ours.
    let args = ["score", &setup.model, "-", "--id", "stage", "--id-header"];
    let ran = fed(args, "stage,country\nx,AT\n");
    assert!(ran.stdout.starts_with("stage_list,fit,"), "{}", ran.stdout);
    assert!(
        ran.stderr.contains("`stage` is called `stage_list`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn the_leads_to_forward_come_first_and_then_the_highest_totals() {
    let setup = setup();
    let ids = |text: &str| -> Vec<String> {
        records(text)
            .into_iter()
            .map(|mut row| row.swap_remove(0))
            .collect()
    };
    let order = &["--as-of", "2026-03-05", "--order"][..];
    // a: 10, b: 11, both forwarded; c: 2; d: 5.
    let plain = setup.score(order).fine();
    assert_eq!(ids(&plain), ["lead_id", "b", "a", "d", "c"]);
    let json = setup.score(&[order, &["--format", "json"]].concat()).fine();
    let of_json: Vec<Value> = json
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let of_json: Vec<&str> = of_json
        .iter()
        .map(|lead| lead["lead_id"].as_str().unwrap())
        .collect();
    assert_eq!(of_json, ["b", "a", "d", "c"]);
    let packed = setup.folder.file_arg("out.csv.gz");
    setup.score(&[order, &["-o", &packed]].concat()).fine();
    let mut text = String::new();
    let bytes = fs::read(&packed).unwrap();
    MultiGzDecoder::new(&bytes[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, plain);
    // Nothing is left beside the output.
    assert_eq!(fs::read_dir(setup.folder.arg()).unwrap().count(), 4);
}

#[test]
fn more_lines_than_fit_in_memory_are_sorted_beside_the_output() {
    let setup = setup();
    let mut list = String::from("lead_id,country,note\n");
    let note = "x".repeat(1000);
    for n in 0..40_000 {
        use std::fmt::Write as _;
        writeln!(list, "{n},{},{note}", ["AT", "CH", "DE"][n % 3]).unwrap();
    }
    let list = setup.folder.write("long.csv", list);
    let out = setup.folder.file_arg("out.csv");
    accord([
        "score",
        &setup.model,
        &list,
        "--order",
        "--keep",
        "note",
        "-o",
        &out,
    ])
    .fine();
    let rows = records(&fs::read_to_string(&out).unwrap());
    let ids: Vec<usize> = rows[1..]
        .iter()
        .map(|row| row[0].parse().unwrap())
        .collect();
    let fits = (0..40_000).filter(|n| n % 3 != 1);
    let expected: Vec<usize> = fits.chain((0..40_000).filter(|n| n % 3 == 1)).collect();
    assert!(ids == expected);
    assert!(rows[1..].iter().all(|row| row.last() == Some(&note)));
}

#[test]
fn until_is_the_first_day_with_another_disposition_and_then_says_which() {
    let setup = setup();
    assert_eq!(
        setup.last(2, &["--as-of", "2026-03-05", "--until"]),
        [
            ["until", "then"],
            // The demo of 20 February counts up to 22 March; then 5 - 5 points are left.
            ["2026-03-23", "recycle"],
            // Of four visits three count. On 10 March the last two and the country make 9.
            ["2026-03-10", "nurture"],
            // Two points or none: cold either way.
            ["", ""],
            // Its trial is worth a point from 20 to 25 March, which changes nothing.
            ["", ""],
        ]
    );
    // What comes after the day isn't known on it.
    assert_eq!(
        setup.last(2, &["--as-of", "2026-02-25", "--until"])[1..3],
        [["2026-03-23", "recycle"], ["", ""]]
    );
    let json = setup
        .score(&["--as-of", "2026-03-05", "--until", "--format", "json"])
        .fine();
    let json: Vec<Value> = json
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(
        (&json[0]["until"], &json[0]["then"]),
        (&"2026-03-23".into(), &"recycle".into())
    );
    assert_eq!(
        (&json[2]["until"], &json[2]["then"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_day_still_to_come_enters_its_window() {
    let setup = setup();
    let args = [
        "score",
        &setup.model,
        "-",
        "--events",
        &setup.events,
        "--until",
        "--as-of",
        "2026-03-01",
    ];
    let model = setup
        .folder
        .read("model.yaml")
        .replace("from: 4", "from: 6");
    setup.folder.write("model.yaml", model);
    let text = fed(args, "lead_id,country,trial_ends\nz,AT,2026-03-20\n").fine();
    // 5 points, and 6 from the day itself on.
    assert!(text.ends_with(",2026-03-20,nurture\n"), "{text}");
    // A window that outlasts the calendar never ends.
    let model = setup.folder.read("model.yaml");
    let model = model.replace("within_days: 5}", "within_days: 4000000000}");
    setup.folder.write("model.yaml", model);
    let text = fed(args, "lead_id,country,trial_ends\nz,AT,2026-03-01\n").fine();
    assert!(text.ends_with(",,\n"), "{text}");
}

#[test]
fn several_days_give_each_lead_a_line_for_each() {
    let setup = setup();
    let ran = setup.score(&["--as-of", "2026-02-26..2026-03-12"]);
    assert_eq!(
        ran.stderr,
        "note: each lead is looked at from several days with its fields as they are now; only its events and the age of its dates are of that day\n\
         4 leads scored with draft on 3 days: 4 of 12 qualified\n"
    );
    let rows = records(&ran.fine());
    assert_eq!(rows[0].last().unwrap(), "as_of");
    let short: Vec<String> = rows[1..7]
        .iter()
        .map(|row| format!("{} {} {}", row[0], row.last().unwrap(), row[3]))
        .collect();
    assert_eq!(
        short,
        [
            "a 2026-02-26 10",
            "a 2026-03-05 10",
            "a 2026-03-12 10",
            "b 2026-02-26 7",
            "b 2026-03-05 11",
            "b 2026-03-12 7",
        ]
    );
    let every = setup.last(1, &["--as-of", "2026-02-26..2026-03-12", "--every", "2w"]);
    assert_eq!(every.concat()[1..3], ["2026-02-26", "2026-03-12"]);
    // `as_of` is there once.
    let kept = setup
        .score(&["--as-of", "2026-02-26..2026-02-27", "--keep-run"])
        .fine();
    let header = kept.lines().next().unwrap();
    assert!(header.ends_with(",why,as_of,model_digest"), "{header}");
    for (more, message) in [
        (
            &["--order"][..],
            "error: --order doesn't go with several days in --as-of\n",
        ),
        (
            &["--until"],
            "error: --until doesn't go with several days in --as-of\n",
        ),
    ] {
        let ran = setup.score(&[&["--as-of", "2026-02-26..2026-02-27"], more].concat());
        assert!(ran.failed(2).starts_with(message));
    }
    let stderr = setup.score(&["--every", "7d"]).failed(2);
    assert!(
        stderr.starts_with("error: --every goes with a range of days\n"),
        "{stderr}"
    );
}

#[test]
fn several_days_say_what_each_day_by_itself_does() {
    let setup = setup();
    let of_range = setup
        .score(&["--as-of", "2026-02-20..2026-04-10", "--every", "1d"])
        .fine();
    let mut by_day = Vec::new();
    let first = jiff::civil::date(2026, 2, 20);
    for n in 0..50 {
        let day = first
            .checked_add(jiff::Span::new().days(n))
            .unwrap()
            .to_string();
        let text = setup.score(&["--as-of", &day, "--keep-run"]).fine();
        by_day.push(records(&text)[1..].to_vec());
    }
    for (at, row) in records(&of_range)[1..].iter().enumerate() {
        assert_eq!(row[..14], by_day[at % 50][at / 50][..14]);
    }
}

const SESSION: &str = "\
accord: session/1
name: Acme
definition:
  segments:
    - {id: alpine, name: Alpine, when: {field: country, in: [AT, CH]}}
    - {id: all, name: All others, when: {field: country, known: true}}
  personas:
    - {id: boss, name: Boss, when: {field: title, contains: head}}
    - {id: tester, name: Tester, when: {event: trial}}
  journeys:
    - id: j
      persona: tester
      segment: alpine
      steps: [{id: s, name: Tries it, phase: exploration, behaviours: [trial]}]
  criteria:
    - {id: place, name: Known country, kind: fit, points: 1, when: {field: country, known: true}}
    - {id: trial, name: Started a trial, kind: behaviour, points: 3, when: {event: trial}}
    - {id: order, name: Asked for an offer, kind: behaviour, phase: purchase, points: 5, when: {event: offer}}
  stages:
    - {id: lead, name: Lead, definition: Somebody}
    - {id: mql, name: MQL, definition: Somebody good, readiness: sales-worthy, rule: {all: [order, place]}}
  handoff: {stage: mql, disposition: forward, to: Sales}
  bands: [{id: cold, name: Cold, disposition: nurture}]
  dispositions:
    - {id: forward, name: Forward, action: forward, owner: Sales}
    - {id: nurture, name: Nurture, action: nurture, owner: Marketing, track: none}
";

const AUDIENCE_LEADS: &str = "lead_id,country,title\n1,AT,Head of IT\n2,CH,\n3,DE,Head\n4,,\n";
const AUDIENCE_EVENTS: &str =
    "lead_id,event,at\n2,trial,2026-01-01\n3,offer,2026-01-01\n3,trial,2026-01-02\n";

#[test]
fn whom_a_lead_stands_for_is_the_first_that_matches_and_the_furthest_phase() {
    let folder = Folder::empty();
    folder.write("session.yaml", SESSION);
    let leads = folder.write("leads.csv", AUDIENCE_LEADS);
    let events = folder.write("events.csv", AUDIENCE_EVENTS);
    let args = [
        "score",
        folder.arg(),
        &leads,
        "--events",
        &events,
        "--audience",
    ];
    let ran = accord(args);
    assert_eq!(ran.stderr, "4 leads scored with draft: 1 qualified\n");
    let rows = records(&ran.fine());
    let last: Vec<&[String]> = rows.iter().map(|row| &row[13..]).collect();
    assert_eq!(
        last,
        [
            ["segment", "persona", "phase"],
            ["alpine", "boss", ""],
            // A trial has no phase of its own, and shows a step of the tester's journey.
            ["alpine", "tester", "exploration"],
            ["all", "boss", "purchase"],
            ["", "", ""],
        ]
    );
    let json = accord([&args[..], &["--format", "json"]].concat()).fine();
    let second: Value = serde_json::from_str(json.lines().nth(1).unwrap()).unwrap();
    assert_eq!(second["persona"], "tester");
    assert_eq!(second["phase"], "exploration");
    // Not asked, not there.
    let plain = accord(&args[..5]).fine();
    assert!(plain.lines().next().unwrap().ends_with(",version,why"));
}

#[test]
fn whom_leads_stand_for_is_in_the_glossary_of_a_version_and_not_in_a_model() {
    let folder = Folder::empty();
    folder.write("session.yaml", SESSION);
    let leads = folder.write("leads.csv", "lead_id,country\n1,AT\n");
    let signs = [
        "--sign",
        "sales=A",
        "--sign",
        "marketing=B",
        "--unverified",
        "test",
        "--owner",
        "A",
        "--due",
        "2027-01-01",
    ];
    accord([&["publish", folder.arg()], &signs[..]].concat()).fine();
    let ran = accord(["score", folder.arg(), &leads, "--audience"]);
    assert!(
        ran.stderr.contains("warning: no column holds the field `title`: segments and personas that ask about it are not found\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(
        records(&ran.fine())[1][11..],
        [
            "1.0.0",
            "Known country +1; Nurture (by band Cold)",
            "alpine",
            "",
            ""
        ]
    );
    let model = folder.file_arg("versions/1.0.0/model.yaml");
    let ran = accord(["score", &model, &leads, "--audience"]);
    assert!(
        ran.stderr.contains("warning: a model.yaml says nothing of segments and personas: the columns `segment` and `persona` are empty"),
        "{}",
        ran.stderr
    );
    assert_eq!(records(&ran.fine())[1][13..], ["", "", ""]);
}

#[test]
fn a_field_that_nothing_asks_about_is_not_mapped() {
    let setup = setup();
    assert_eq!(
        setup.score(&["--map", "cuntry=budget"]).failed(2),
        "error: the model asks about no field `cuntry`: did you mean `country`?\n"
    );
    assert_eq!(
        setup.score(&["--map", "shoe size=budget"]).failed(2),
        "error: the model asks about no field `shoe size`\n\
         hint: it asks about `country`, `budget`, `trial_ends`\n"
    );
    // A name is compared as a header is.
    setup.score(&["--map", "Trial-Ends=total"]).fine();
    let folder = Folder::empty();
    folder.write(
        "session.yaml",
        SESSION.to_owned() + "data: {columns: {contry: country, sise: country}}\n",
    );
    let leads = folder.write("leads.csv", "lead_id,country\n1,AT\n");
    let ran = accord(["score", folder.arg(), &leads]);
    assert!(
        ran.stderr.starts_with(
            "warning: the session maps the field `contry` to a column, and the model asks about no such field: did you mean `country`?\n\
             warning: the session maps the field `sise` to a column, and the model asks about no such field\n"
        ),
        "{}",
        ran.stderr
    );
    ran.fine();
}
