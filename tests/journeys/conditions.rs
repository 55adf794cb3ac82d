//! Conditions built and changed in the editor: keys in, what the file says out.

use std::sync::Arc;

use accord::app::input::command::{Command, RecordCommand};
use accord::model::{Condition, Criterion, CriterionKind, Id};
use accord::store::SessionFolder;

use crate::common::{Bench, template};

const LEADS: &str = "\
lead_id,title,tools,joined,size
a,Head of Sales,CRM; ERP,2026-03-01,10
b,Head of IT,crm,2025-12-31,200
c,Head of IT,ERP;Wiki,2026-01-05,35
d,Clerk,,2026-02-02,
";

const EVENTS: &str = "\
lead_id,event,at,page,source
a,visit,2026-03-01,/pricing,mail
a,visit,2026-03-02,/pricing,ads
b,visit,2026-03-02,/home,mail
b,download,2026-03-04,/paper,
c,demo,2026-03-05,,
";

/// A criterion to be found in files with lists, days and columns of events, its condition open.
fn with_files() -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = template("blank");
    Arc::make_mut(&mut session.definition)
        .criteria
        .push(Criterion {
            id: Id::new("found").expect("an id"),
            name: "Found".into(),
            kind: CriterionKind::Fit,
            ..Criterion::default()
        });
    let data = Arc::make_mut(&mut session.data);
    data.leads = Some("leads.csv".into());
    data.events = Some("events.csv".into());
    SessionFolder::create(folder.path(), &session).expect("a session");
    std::fs::write(folder.path().join("leads.csv"), LEADS).expect("leads");
    std::fs::write(folder.path().join("events.csv"), EVENTS).expect("events");
    Bench::at(folder)
}

fn open(bench: &mut Bench) -> &mut Bench {
    let place = "criterion:found".parse().expect("a place");
    bench.run(Command::Record(RecordCommand::GoTo(place)));
    bench.keys("<tab>");
    if !bench.state.detail().0.iter().any(|r| r.text == "Found by") {
        bench.keys("m");
    }
    let rows = bench.state.detail().0;
    let index = rows.iter().position(|row| row.text == "Found by");
    bench.state.cursor_mut().detail_row = index.expect("the field is shown");
    bench.keys("<enter>").shows("When does Found hold?")
}

/// Opens the editor on a condition in JSON.
fn on(when: &str) -> Bench {
    let mut bench = with_files();
    bench.run(Command::Record(RecordCommand::SetField {
        at: "criterion:found".parse().expect("a place"),
        key: "when".into(),
        text: when.into(),
    }));
    open(&mut bench);
    bench
}

/// Types keys in the editor of a new condition.
fn new(keys: &str) -> Bench {
    let mut bench = with_files();
    open(&mut bench).keys("a").keys(keys);
    bench
}

/// Checks what session.yaml says of the condition once the editor is done.
#[track_caller]
fn says(bench: &mut Bench, when: &str) {
    bench.keys("<ctrl-s>");
    assert!(bench.state.dialogs.is_empty(), "{}", bench.screen());
    let criterion = bench.session().definition.criterion("found");
    let found = criterion.expect("it is there").when.clone();
    let expected: Condition = read(when);
    assert_eq!(found, Some(expected), "{}", bench.screen());
}

/// Reads a condition as a session's file has it.
fn read(when: &str) -> Condition {
    serde_json::from_str(when).expect("a condition")
}

/// What is typed after `a` on a new condition, and the condition it makes.
const NEW: &[(&str, &str)] = &[
    // A field of the lead: its name, its comparison, its value.
    (
        "field<enter>title<enter>starts with<enter>head of<enter>",
        r#"{"field":"title","starts_with":"head of"}"#,
    ),
    (
        "field<enter>title<enter>ends with<enter> IT<enter>",
        r#"{"field":"title","ends_with":"IT"}"#,
    ),
    (
        "field<enter>tools<enter>list<enter><down><enter>",
        r#"{"field":"tools","has":"ERP"}"#,
    ),
    (
        "field<enter>tools<enter>list<enter>SAP<enter>",
        r#"{"field":"tools","has":"SAP"}"#,
    ),
    (
        "field<enter>joined<enter><enter>12 May 2025<enter>",
        r#"{"field":"joined","on_or_after":"2025-05-12"}"#,
    ),
    (
        "field<enter>joined<enter>before<enter>3 days ago<enter>",
        r#"{"field":"joined","on_or_before":"2026-11-18"}"#,
    ),
    (
        "field<enter>joined<enter>within the last<enter>30<enter>",
        r#"{"field":"joined","within_days":30}"#,
    ),
    (
        "field<enter>joined<enter>longer ago<enter>90<enter>",
        r#"{"field":"joined","older_than_days":90}"#,
    ),
    (
        "field<enter>joined<enter>between<enter>8 to 30<enter>",
        r#"{"field":"joined","within_days":30,"older_than_days":7}"#,
    ),
    (
        "field<enter>title<enter>is one of<enter><space><enter>",
        r#"{"field":"title","is":"Head of IT"}"#,
    ),
    // Events: which, how often, how many days ago.
    (
        "lead did<enter>visit<enter><enter><enter>",
        r#"{"event":"visit"}"#,
    ),
    (
        "lead did<enter><space><down><space><enter><ctrl-u>2<enter>30<enter>",
        r#"{"event":["visit","demo"],"at_least":2,"within_days":30}"#,
    ),
    (
        "lead did<enter>visit<enter><ctrl-u>fewer than 3<enter><enter>",
        r#"{"event":"visit","at_most":2}"#,
    ),
    (
        "lead did<enter>visit<enter><ctrl-u>2 to 4<enter>more than 6<enter>",
        r#"{"event":"visit","at_least":2,"at_most":4,"older_than_days":6}"#,
    ),
    (
        "lead did<enter>visit<enter><ctrl-u>exactly 3<enter>7 to 30<enter>",
        r#"{"event":"visit","at_least":3,"at_most":3,"within_days":30,"older_than_days":6}"#,
    ),
    (
        "lead did<enter>visit<enter><ctrl-u>on 3 days<enter>7<enter>",
        r#"{"event":"visit","at_least":3,"distinct_days":true,"within_days":7}"#,
    ),
    (
        "lead did<enter>visit<enter><ctrl-u>never<enter>90<enter>",
        r#"{"event":"visit","at_most":0,"within_days":90}"#,
    ),
    (
        "has not done<enter>demo<enter><enter>30<enter>",
        r#"{"none":[{"event":"demo","within_days":30}]}"#,
    ),
    (
        "in this order<enter>visit, demo<enter>7 to 30<enter>",
        r#"{"sequence":["visit","demo"],"within_days":30,"older_than_days":6}"#,
    ),
    (
        "in this order<enter>visit, demo<enter>more than 90 days ago<enter>",
        r#"{"sequence":["visit","demo"],"older_than_days":90}"#,
    ),
];

#[test]
fn every_operator_can_be_picked() {
    for (keys, when) in NEW {
        says(&mut new(keys), when);
    }
}

/// A condition, what is typed on its part, and the condition it becomes.
const CHANGED: &[(&str, &str, &str)] = &[
    // The value alone, and the comparison alone.
    (
        r#"{"field":"title","starts_with":"Head"}"#,
        "compared with<enter><ctrl-u>Chief<enter>",
        r#"{"field":"title","starts_with":"Chief"}"#,
    ),
    (
        r#"{"field":"title","starts_with":"Head"}"#,
        "another comparison<enter>ends with<enter><enter>",
        r#"{"field":"title","ends_with":"Head"}"#,
    ),
    (
        r#"{"field":"tools","has":"CRM"}"#,
        "compared with<enter>Wiki<enter>",
        r#"{"field":"tools","has":"Wiki"}"#,
    ),
    (
        r#"{"field":"joined","on_or_after":"2026-01-31"}"#,
        "compared with<enter><ctrl-u>1/2/2026<enter>d",
        r#"{"field":"joined","on_or_after":"2026-02-01"}"#,
    ),
    (
        r#"{"field":"joined","on_or_after":"2026-01-31"}"#,
        "another comparison<enter>on or before<enter><enter>",
        r#"{"field":"joined","on_or_before":"2026-01-31"}"#,
    ),
    (
        r#"{"field":"joined","on_or_after":"2026-01-31"}"#,
        "another comparison<enter>isn't known<enter>",
        r#"{"field":"joined","known":false}"#,
    ),
    (
        r#"{"field":"joined","within_days":30}"#,
        "another comparison<enter>longer ago<enter><enter>",
        r#"{"field":"joined","older_than_days":30}"#,
    ),
    (
        r#"{"field":"size","min":"10","max":"50"}"#,
        "at most<enter><ctrl-u>80<enter>",
        r#"{"field":"size","min":"10","max":"80"}"#,
    ),
    (
        r#"{"field":"joined","known":true}"#,
        "another comparison<enter>between<enter>8 to 30<enter>",
        r#"{"field":"joined","within_days":30,"older_than_days":7}"#,
    ),
    (
        r#"{"field":"title","starts_with":"Head"}"#,
        "another field<enter>tools<enter>",
        r#"{"field":"tools","starts_with":"Head"}"#,
    ),
    (
        r#"{"field":"title","starts_with":"Head"}"#,
        "must not<enter>",
        r#"{"none":[{"field":"title","starts_with":"Head"}]}"#,
    ),
    // What the file doesn't have stays ticked.
    (
        r#"{"field":"title","in":["clerk","Owner"]}"#,
        "compared with<enter><space><enter>",
        r#"{"field":"title","in":["Head of IT","clerk","Owner"]}"#,
    ),
    (
        r#"{"field":"title","is":"clerk"}"#,
        "compared with<enter><down><down><down><enter>Smith<enter>",
        r#"{"field":"title","in":["clerk","Smith"]}"#,
    ),
    // Of events each piece.
    (
        r#"{"event":"visit","at_most":2,"within_days":30}"#,
        "how many times<enter><ctrl-u>at least 2<enter>",
        r#"{"event":"visit","at_least":2,"within_days":30}"#,
    ),
    (
        r#"{"event":"visit","at_most":2}"#,
        "within how many<enter>more than 90<enter>",
        r#"{"event":"visit","at_most":2,"older_than_days":90}"#,
    ),
    (
        r#"{"event":"visit","older_than_days":90}"#,
        "within how many<enter><ctrl-u><enter>",
        r#"{"event":"visit"}"#,
    ),
    (
        r#"{"event":"visit","at_least":2}"#,
        "count days<enter>",
        r#"{"event":"visit","at_least":2,"distinct_days":true}"#,
    ),
    (
        r#"{"event":"visit","at_least":2,"distinct_days":true}"#,
        "count times<enter>",
        r#"{"event":"visit","at_least":2}"#,
    ),
    (
        r#"{"event":"visit"}"#,
        "another event<enter>demo<enter>",
        r#"{"event":"demo"}"#,
    ),
    (
        r#"{"event":"visit"}"#,
        "another event<enter><space><down><space><enter>",
        r#"{"event":["visit","demo"]}"#,
    ),
    (
        r#"{"event":["visit","trial"]}"#,
        "another event<enter><space><enter>",
        r#"{"event":"trial"}"#,
    ),
    (
        r#"{"event":"visit"}"#,
        "another event<enter><end><down><down><down><enter>web chat<enter>",
        r#"{"event":"web chat"}"#,
    ),
    (
        r#"{"sequence":["visit","demo"],"within_days":30}"#,
        "within how many<enter><ctrl-u>8 to 30<enter>",
        r#"{"sequence":["visit","demo"],"within_days":30,"older_than_days":7}"#,
    ),
    (
        r#"{"sequence":["visit","demo"],"within_days":30}"#,
        "other events<enter>, visit<enter>",
        r#"{"sequence":["visit","demo","visit"],"within_days":30}"#,
    ),
    // What the event's own row must say is a condition inside.
    (
        r#"{"event":"visit","at_least":2}"#,
        "whose row<enter>page<enter>starts with<enter>/pri<enter>",
        r#"{"event":"visit","at_least":2,"where":{"field":"page","starts_with":"/pri"}}"#,
    ),
    (
        r#"{"event":"visit"}"#,
        "whose row<enter>page<enter><enter><space><enter>asource<enter><enter><space><enter>o",
        r#"{"event":"visit","where":{"any":[{"field":"page","is":"/pricing"},{"field":"source","is":"mail"}]}}"#,
    ),
    (
        r#"{"event":"visit","where":{"field":"page","is":"/home"}}"#,
        "row must say<enter><enter>another comparison<enter>contains<enter><ctrl-u>ho<enter>",
        r#"{"event":"visit","where":{"field":"page","contains":"ho"}}"#,
    ),
    (
        r#"{"event":"visit","where":{"field":"page","is":"/home"}}"#,
        "row must say<enter>d<enter>",
        r#"{"event":"visit"}"#,
    ),
    (
        r#"{"event":"visit","where":{"field":"page","is":"/home"}}"#,
        "row must say<enter>d<esc>",
        r#"{"event":"visit","where":{"field":"page","is":"/home"}}"#,
    ),
    (
        r#"{"event":"visit","where":{"any":[{"field":"page","known":true},{"field":"source","is":"ads"}]}}"#,
        "row must say<enter><down><enter>must not<enter>",
        r#"{"event":"visit","where":{"any":[{"field":"page","known":true},{"none":[{"field":"source","is":"ads"}]}]}}"#,
    ),
];

#[test]
fn every_piece_of_a_part_changes_alone() {
    for (before, keys, after) in CHANGED {
        let mut bench = on(before);
        bench.keys("<enter>").keys(keys);
        says(&mut bench, after);
    }
}

#[test]
fn the_files_own_values_stand_beside_the_questions() {
    new("field<enter>title<enter>starts with<enter>")
        .shows("In the file: Head of IT (2 leads), Clerk (1)");
    new("field<enter>tools<enter>list<enter>")
        .shows("CRM")
        .shows("2 leads")
        .shows("Wiki");
    new("field<enter>joined<enter>").shows("2025-12-31 to 2026-03-01");
    new("field<enter>joined<enter><enter>")
        .shows("2025-12-31 to 2026-03-01")
        .keys("12 May")
        .shows("Tue 12 May 2026");
    new("in this order<enter>").shows("visit (2 leads)");
    on(r#"{"event":"visit"}"#)
        .keys("<enter>whose row<enter>")
        .shows("Which column of the event's row?")
        .shows("3 different values")
        .hides("lead_id")
        .keys("page<enter><enter>")
        .shows("2 events");
}

#[test]
fn what_a_count_or_days_mean_is_said_before_they_are_taken() {
    new("lead did<enter>visit<enter><ctrl-u>fewer than 3")
        .shows("visit fewer than 3 times")
        .keys("<enter>8 to 30")
        .shows("between 8 and 30 days ago");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence_and_stays() {
    for (keys, typed, why) in [
        (
            "lead did<enter>visit<enter><ctrl-u>",
            "2 or 3",
            "`2 or 3` isn't valid: write a whole number",
        ),
        (
            "lead did<enter>visit<enter><ctrl-u>",
            "5 to 2",
            "`5 to 2` isn't valid",
        ),
        (
            "lead did<enter>visit<enter><enter>",
            "a month",
            "`a month` isn't valid: write whole days",
        ),
        (
            "field<enter>joined<enter><enter>",
            "soon",
            "`soon` isn't a day",
        ),
        (
            "field<enter>joined<enter><enter>",
            "",
            "Write a day such as 2026-01-31",
        ),
        (
            "field<enter>joined<enter>between<enter>",
            "30",
            "such as 8 to 30",
        ),
        (
            "field<enter>size<enter>at least<enter>",
            "many",
            "`many` isn't valid: write a number",
        ),
        (
            "field<enter>title<enter>starts with<enter>",
            " ",
            "Write a value",
        ),
        (
            "field<enter>tools<enter>list<enter>",
            "SAP; BI",
            "write one element",
        ),
    ] {
        let mut bench = new(keys);
        bench.keys(typed).keys("<enter>").shows(why);
        assert_eq!(bench.state.dialogs.len(), 2, "{typed} stays to be mended");
    }
}
