//! `accord check`.

use serde_json::Value;

use crate::harness::{Folder, accord};

#[test]
fn an_example_has_no_errors() {
    for example in ["sessions/worked-example", "sessions/b2b-saas"] {
        let text = accord(["check", example]).fine();
        assert!(text.contains("note A"), "{text}");
        assert!(!text.contains("error"), "{text}");
    }
}

#[test]
fn an_error_is_named_with_its_place_and_remedy_and_fails() {
    let folder = Folder::copy_of("worked-example");
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    let ran = accord(["check", folder.arg()]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    let first: Vec<&str> = ran.stdout.lines().take(2).collect();
    assert_eq!(
        first,
        [
            "error A151 handoff: the hand-off refers to stage `mqx`, which no longer exists",
            "  hint: Choose another stage.",
        ]
    );
    assert_eq!(
        ran.stdout.lines().last(),
        Some("1 error, 1 warning, 1 note")
    );
}

#[test]
fn json_stands_alone_on_stdout() {
    let folder = Folder::copy_of("worked-example");
    let json: Value =
        serde_json::from_str(&accord(["check", folder.arg(), "--format", "json"]).fine()).unwrap();
    assert_eq!(json["ok"], true);
    let keys: Vec<&String> = json["findings"][0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "code", "severity", "place", "message", "hint", "witness", "facts"
        ]
    );
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    let ran = accord(["check", folder.arg(), "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["findings"][0]["code"], "A151");
    assert_eq!(json["findings"][0]["severity"], "error");
    assert_eq!(json["findings"][0]["place"], "handoff:handoff");
}

#[test]
fn a_budget_that_runs_out_is_named_and_the_same_every_time() {
    let check = |budget: &str| {
        let args = [
            "check",
            "sessions/worked-example",
            "--format",
            "json",
            "--budget",
            budget,
        ];
        accord(args).fine()
    };
    let whole: Value = serde_json::from_str(&check("4000")).unwrap();
    assert_eq!(whole["budget"]["steps"], 4_000_000_000_u64);
    assert_eq!(whole["budget"]["bytes"], 1_000_000_000);
    assert_eq!(whole["not_proved"], serde_json::json!([]));
    let usual = accord(["check", "sessions/worked-example", "--format", "json"]).fine();
    assert_eq!(usual, check("4000"));
    assert_eq!(check("1"), check("1"));
    let args = ["check", "sessions/worked-example", "--budget", "0"];
    accord(args).failed(2);
}

/// Forty criteria with two counts over half of them each, which takes more than a million steps.
fn tangled() -> String {
    let mut model = String::from("accord: model/1\ncriteria:\n");
    for n in 0..40 {
        let kind = ["fit", "behaviour"][n % 2];
        let points = 1 + n * n % 13;
        model += &format!("  - {{id: c{n}, name: C{n}, kind: {kind}, points: {points}}}\n");
    }
    let of = |from: usize| -> String {
        let of: Vec<String> = (0..20)
            .map(|n| format!("c{}", (from + n * 3) % 40))
            .collect();
        format!("{{count: 8, of: [{}]}}", of.join(", "))
    };
    let counts: Vec<String> = [0, 1, 2].map(of).into();
    model +=
        "stages:\n  - {id: lead, name: Lead}\n  - {id: mql, name: MQL, readiness: sales-worthy, ";
    model += &format!(
        "rule: {{at_least: [{}], points: {{total: 90, fit: 20}}}}}}\n",
        counts.join(", ")
    );
    model += "handoff: {stage: mql, disposition: go, to: Sales}\n\
              bands: [{id: cold, name: Cold, disposition: wait}]\n\
              dispositions: [{id: go, name: Go, action: forward}, {id: wait, name: Wait, action: nurture}]\n";
    model
}

#[test]
fn what_was_not_proved_is_said_in_words_and_in_json() {
    let folder = Folder::empty();
    let file = folder.write("tangled.yaml", tangled());
    let text = accord(["check", &file, "--budget", "1"]).fine();
    let said = "note A304 settings: not proved within 1 million steps and 1000 MB: ";
    assert!(text.contains(said), "{text}");
    let json = accord(["check", &file, "--budget", "1", "--format", "json"]).fine();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["budget"]["steps"], 1_000_000);
    assert!(!json["not_proved"].as_array().unwrap().is_empty());
}

/// A model of which two criteria can go: of sixteen possible leads the four with size and demo
/// qualify, whatever pets they have.
const PETS: &str = "\
accord: model/1
name: Pets
criteria:
  - {id: size, name: Size, kind: fit, points: 3}
  - {id: cat, name: Has a cat, kind: fit, points: 1}
  - {id: dog, name: Has a dog, kind: fit, points: 1}
  - {id: demo, name: Demo, kind: behaviour, points: 3}
groups: [{id: pets, name: Pets, of: [cat, dog], max: 1}]
stages:
  - {id: lead, name: Lead}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {all: [size, demo]}}
handoff: {stage: mql, disposition: go, to: Sales}
bands: [{id: all, name: All, disposition: wait}]
dispositions: [{id: go, name: Go, action: forward}, {id: wait, name: Wait, action: nurture}]
";

#[test]
fn criteria_that_can_go_are_named_with_those_that_decide_least() {
    let folder = Folder::empty();
    let file = folder.write("pets.yaml", PETS);
    let text = accord(["check", &file]).fine();
    let lines = "\
2 of 4 criteria can go together and no possible lead's outcome changes: Has a cat, Has a dog (proved)
decides least: Size (4 of 16 possible leads), then Demo (4)
";
    assert!(text.contains(lines), "{text}");
    let json = accord(["check", &file, "--format", "json"]).fine();
    let json: Value = serde_json::from_str(&json).unwrap();
    let staying = |criterion: &str| serde_json::json!({"criterion": criterion, "changed": "4", "possible_leads": "16"});
    assert_eq!(
        json["fewer_criteria"],
        serde_json::json!({
            "can_go": ["cat", "dog"],
            "staying": [staying("size"), staying("demo")],
            "not_proved": [],
            "not_counted": [],
        })
    );
    // Where none can go nothing is said, and where there are errors nothing is proved.
    let example = accord(["check", "sessions/worked-example"]).fine();
    assert!(!example.contains("can go") && !example.contains("decides least"));
    let broken = folder.write("broken.yaml", PETS.replace("[size, demo]", "[size, gone]"));
    let json: Value =
        serde_json::from_str(&accord(["check", &broken, "--format", "json"]).stdout).unwrap();
    assert_eq!(json["fewer_criteria"], Value::Null);
}

/// Checks that a printed model passes `check` and `diff` with what it came from.
#[track_caller]
fn decides_the_same(folder: &Folder, original: &str, printed: &str) {
    let fewer = folder.write("fewer.yaml", printed);
    accord(["check", &fewer]).fine();
    let diff = accord(["diff", original, &fewer, "--format", "json"]).fine();
    let diff: Value = serde_json::from_str(&diff).unwrap();
    assert_eq!(diff["proved"], true);
    assert_eq!(diff["witness"], Value::Null);
    let changed = &diff["changed_leads"];
    assert!(changed.is_null() || changed == "0", "{diff}");
    let again = accord(["check", &fewer, "--minimal"]);
    assert_eq!(
        again.stderr,
        "no criterion can go: the model is printed as it is\n"
    );
    assert_eq!(again.fine(), printed);
}

#[test]
fn the_minimal_model_is_printed_and_decides_the_same() {
    let folder = Folder::empty();
    let file = folder.write("pets.yaml", PETS);
    let ran = accord(["check", &file, "--minimal"]);
    let sentences: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(
        sentences,
        [
            "2 of 4 criteria can go together and no possible lead's outcome changes: Has a cat, Has a dog (proved)",
            "decides least: Size (4 of 16 possible leads), then Demo (4)",
        ]
    );
    let printed = ran.fine();
    assert!(
        printed.starts_with("accord: model/1\nname: Pets\n"),
        "{printed}"
    );
    assert!(
        !printed.contains("cat") && !printed.contains("groups"),
        "{printed}"
    );
    decides_the_same(&folder, &file, &printed);
}

#[test]
fn the_minimal_model_of_a_session_is_a_model_by_itself() {
    let folder = Folder::copy_of("worked-example");
    let whole = folder.write(
        "whole.yaml",
        accord(["check", folder.arg(), "--minimal"]).fine(),
    );
    folder.edit(
        "  criteria:\n",
        "  criteria:\n    - {id: cat, name: Has a cat, kind: fit, points: 0}\n",
    );
    let ran = accord(["check", folder.arg(), "--minimal"]);
    let first = ran.stderr.lines().next();
    assert_eq!(
        first,
        Some("1 of 8 criteria can go and no possible lead's outcome changes: Has a cat (proved)")
    );
    let printed = ran.fine();
    assert_eq!(printed, folder.read("whole.yaml"));
    decides_the_same(&folder, &whole, &printed);
}

#[test]
fn there_is_no_minimal_model_of_a_broken_one_nor_in_json() {
    let folder = Folder::empty();
    let broken = PETS.replace("[size, demo]", "[size, gone]");
    let file = folder.write("broken.yaml", broken);
    let refused = accord(["check", &file, "--minimal"]).failed(1);
    assert_eq!(
        refused,
        format!(
            "error: a model with errors, or without criteria, has none with fewer\n\
             hint: `accord check {file}` says what to fix\n"
        )
    );
    let json = accord(["check", &file, "--minimal", "--format", "json"]).failed(2);
    assert!(
        json.starts_with("error: --minimal prints a model"),
        "{json}"
    );
}

#[test]
fn what_a_budget_leaves_open_about_criteria_is_said() {
    let folder = Folder::empty();
    let file = folder.write("tangled.yaml", tangled());
    let text = accord(["check", &file, "--budget", "1"]).fine();
    let said = "not proved within 1 million steps and 1000 MB: whether C0, C1, C2, C3 and 36 more can go\n";
    assert!(text.contains(said), "{text}");
    let ran = accord(["check", &file, "--budget", "1", "--minimal"]);
    let last = "of no criterion it is proved that it can go: the model is printed as it is\n";
    assert_eq!(ran.stderr, format!("{said}{last}"));
    assert!(ran.fine().contains("id: c39"));
}

#[test]
fn what_cannot_be_read_is_shown_with_its_line() {
    let folder = Folder::empty();
    let file = folder.write(
        "session.yaml",
        "accord: session/1\nname: x\ndefinitoin: {}\n",
    );
    let stderr = accord(["check", folder.arg()]).failed(2);
    let mut lines = stderr.lines();
    let first = lines.next().unwrap();
    assert!(
        first.starts_with(&format!("error: {file}:3:1: ")),
        "{stderr}"
    );
    assert!(first.contains("`definitoin`"), "{stderr}");
    assert!(stderr.contains("3 | definitoin: {}"), "{stderr}");
    let last = lines.next_back().unwrap();
    assert!(
        last.starts_with("hint: ") && last.contains("`definition`"),
        "{stderr}"
    );
}

#[test]
fn nothing_there_is_wrong_usage() {
    let stderr = accord(["check", "no/such"]).failed(2);
    assert_eq!(
        stderr,
        "error: no/such: there is nothing here\n\
         hint: check the path, or create a session with `accord new`\n"
    );
}

#[test]
fn what_steers_a_terminal_does_not_come_through() {
    let folder = Folder::copy_of("worked-example");
    folder.edit("  handoff:\n    stage: mql", "  handoff:\n    stage: mqx");
    folder.edit("name: Contact\n", "name: \"Con\\e[2Jtact\"\n");
    let ran = accord(["check", folder.arg()]);
    assert!(ran.stdout.contains("Con·[2Jtact"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{1b}'));
}

/// The figures of the worked example are known, and so are those with `highest`.
#[test]
fn the_worked_example_is_proved() {
    let folder = Folder::copy_of("worked-example");
    let checked = |folder: &Folder| -> Value {
        serde_json::from_str(&accord(["check", folder.arg(), "--format", "json"]).fine()).unwrap()
    };
    let json = checked(&folder);
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "ok",
            "findings",
            "checklist",
            "proof",
            "fewer_criteria",
            "budget",
            "not_proved"
        ]
    );
    let proof = &json["proof"];
    assert_eq!(proof["possible_leads"], "9216");
    assert_eq!(proof["qualified"], "1465");
    assert_eq!(proof["total"], serde_json::json!({"min": 0, "max": 44}));
    assert_eq!(proof["fit"], serde_json::json!({"min": 0, "max": 10}));
    assert_eq!(proof["behaviour"], serde_json::json!({"min": 0, "max": 34}));
    assert_eq!(proof["stages"]["mql"], "1465");
    assert_eq!(proof["stages"]["contact"], "9216");
    assert_eq!(proof["dispositions"]["forward-fast"], "1465");
    // Bands count all leads.
    let bands = proof["bands"].as_object().unwrap().values();
    let all: u64 = bands
        .map(|n| n.as_str().unwrap().parse::<u64>().unwrap())
        .sum();
    assert_eq!(all, 9216);

    // The best answer of each ladder: the same leads, fewer points.
    let text = folder.read("session.yaml");
    folder.write(
        "session.yaml",
        text.replace("combine: sum", "combine: highest"),
    );
    let proof = &checked(&folder)["proof"];
    assert_eq!(proof["possible_leads"], "9216");
    assert_eq!(proof["qualified"], "1364");
    assert_eq!(proof["total"], serde_json::json!({"min": 0, "max": 35}));
}

#[test]
fn a_lead_that_shows_it_is_named() {
    let folder = Folder::copy_of("worked-example");
    let json = || -> Value {
        let ran = accord(["check", folder.arg(), "--format", "json"]);
        serde_json::from_str(&ran.stdout).unwrap()
    };
    let found = |json: &Value, code: &str| -> Option<Value> {
        let findings = json["findings"].as_array().unwrap();
        findings.iter().find(|f| f["code"] == code).cloned()
    };
    let note = found(&json(), "A302").unwrap();
    assert_eq!(note["place"], "stage:ready");
    assert_eq!(
        note["witness"],
        serde_json::json!([
            "vertical=expertise",
            "product=ideal",
            "money=funded",
            "demo=one-to-one"
        ])
    );
    // More points than anybody can have: nobody can qualify, which must be fixed.
    assert!(found(&json(), "A156").is_none());
    folder.edit("          total: 20\n", "          total: 45\n");
    let ran = accord(["check", folder.arg()]);
    assert_eq!(ran.code, 1, "{}", ran.stdout);
    let first = ran.stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "error A156 stage:mql: no lead can qualify: its rule asks for 45 points in all, \
         and no lead can have more than 44"
    );
    assert!(
        ran.stdout
            .contains("\n9,216 possible leads: 0 qualify (0.0%)\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_numbers_in_words_and_of_a_bare_model() {
    let folder = Folder::copy_of("worked-example");
    let text = accord(["check", folder.arg()]).fine();
    assert!(
        text.contains("9,216 possible leads: 1,465 qualify (15.9%)\n"),
        "{text}"
    );
    assert!(
        text.contains("\n  points: 0 to 44 (fit 0 to 10, behaviour 0 to 34)\n"),
        "{text}"
    );
    accord([
        "publish",
        folder.arg(),
        "--sign",
        "sales=Ann",
        "--sign",
        "marketing=Bob",
    ])
    .fine();
    let model = format!("{}/versions/1.0.0/model.yaml", folder.arg());
    let json: Value =
        serde_json::from_str(&accord(["check", &model, "--format", "json"]).fine()).unwrap();
    assert_eq!(json["proof"]["qualified"], "1465");
}

#[test]
fn points_of_many_sizes_are_counted_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.yaml");
    let criteria: Vec<String> = (0..14)
        .map(|c| format!("  - {{id: c{c}, name: C{c}, kind: fit, points: {}, when: {{field: f{c}, is: 'yes'}}}}\n", 1000 + 37 * c))
        .collect();
    let rest = "stages: [{id: mql, name: MQL, readiness: sales-worthy, rule: {points: {total: 8000}}}]\nhandoff: {stage: mql, disposition: forward}\ndispositions: [{id: forward, name: Forward, action: forward}]\n";
    std::fs::write(
        &path,
        format!("accord: model/1\ncriteria:\n{}{rest}", criteria.concat()),
    )
    .unwrap();
    let told = accord(["check", path.to_str().unwrap(), "--format", "json"]).fine();
    let told: Value = serde_json::from_str(&told).unwrap();
    // Counted by enumerating all 16,384.
    let points = |lead: u32| {
        (0..14)
            .filter(|c| lead >> c & 1 == 1)
            .map(|c| 1000 + 37 * c)
            .sum::<u32>()
    };
    let qualify = (0..1 << 14).filter(|lead| points(*lead) >= 8000).count();
    assert_eq!(told["proof"]["qualified"], qualify.to_string());
    assert_eq!(told["proof"]["possible_leads"], "16384");
}

#[test]
fn the_seven_points_are_listed_with_what_proves_them() {
    let out = accord(["check", "sessions/worked-example"]).fine();
    assert!(
        out.contains("checklist: 7 of 7 done\n  done: Past leads analysed: 12 leads"),
        "{out}"
    );
    let out = accord(["check", "sessions/worked-example", "--format", "json"]).fine();
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let points = json["checklist"].as_array().unwrap();
    assert_eq!(points.len(), 7);
    assert_eq!(points[3]["name"], "Scoring with thresholds");
    assert_eq!(points[3]["done"], true);
}
