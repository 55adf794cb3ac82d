//! Bringing a list in: the mapping screen by keys, session.yaml out.

use std::fs;

use accord::app::Step;
use accord::app::dialogs::dialog::Dialog;
use accord::app::input::command::{Command, RecordCommand};
use accord::model::{DateOrder, DecimalMark, Kind, Place, ThousandsMark};

use crate::common::{Bench, on};

/// Leads as Salesforce exports them, with words of the room's own and `-None-` for nothing.
const LEADS: &str = "\
Lead ID,Company,Lead Status,Employees,Create Date,Deal,Lead Source
00Q01,Mill & Sons,Open - Not Contacted,\"1,039\",11/2/2026 3:04 PM,$200,Web
00Q02,Weavers,Working - Contacted,-None-,10/28/2026,,Web
00Q03,Dyers,Closed - Converted,120,10/2/2026,\"$1,200\",Web
00Q04,Spinners,Parked,-None-,9/1/2026,,Web
00Q05,Knitters,Parked,7,9/1/2026,,Web
00Q06,Tanners,Thrown out,7,9/1/2026,,Web
";

const EVENTS: &str = "\
id,contact,activity,when
1,00Q01,Demo,2026-11-01
2,00Q03,Demo,2026-11-02
3,00Q99,Price list,2026-11-03
";

/// A session whose model asks for the number of employees, on Evidence, with both files in its
/// folder.
fn bench() -> Bench {
    let mut bench = on("standard");
    fs::write(bench.path().join("crm.csv"), LEADS).expect("a file");
    fs::write(bench.path().join("did.csv"), EVENTS).expect("a file");
    bench.keys("<alt-6>a<enter>Right size<enter>");
    let criteria = &bench.session().definition.criteria;
    let size = criteria
        .iter()
        .find(|c| c.name == "Right size")
        .expect("it was added");
    let at = Place::new(Kind::Criterion, size.id.clone());
    let text = r#"{"field":"staff","min":50}"#;
    bench.run(Command::Record(RecordCommand::SetField {
        at,
        key: "when".into(),
        text: text.into(),
    }));
    bench.go(Step::Evidence);
    bench
}

fn is_mapping(bench: &Bench) -> bool {
    matches!(bench.state.dialogs.last(), Some(Dialog::Mapping(_)))
}

#[test]
fn an_export_is_mapped_with_few_keys_and_nothing_is_dropped() {
    let mut bench = bench();
    bench.keys("<home><enter><enter>crm.csv<enter>");
    assert!(is_mapping(&bench), "the first file opens the screen");
    bench.shows("Looks like a Salesforce lead export: take its roles");
    bench.keys("a").shows("Taken:").hides("Looks like");
    bench.document(|session| {
        let data = &session.data;
        assert_eq!(data.id.as_deref(), Some("Lead ID"));
        assert_eq!(data.bucket_field.as_deref(), Some("Lead Status"));
        assert_eq!(data.created_field.as_deref(), Some("Create Date"));
        assert_eq!(data.reading.empty, ["-None-"]);
        assert!(data.buckets[0].matches("open - not contacted"));
        assert!(data.buckets[2].matches("Closed - Converted"));
    });
    // What the model asks about, then the words nobody knows, one after another.
    bench
        .keys("n<enter>Employees<enter>n")
        .shows("3 not mapped");
    bench.keys("<enter>never<enter>").shows("2 not mapped");
    bench.keys("<enter>rejected<enter>").shows("1 not mapped");
    // How numbers and dates are written: both readings are shown, none is taken by itself.
    bench.keys("<end>").shows("`1,039`").shows("1039 or 1.039?");
    bench.shows("11 Feb 2026 or 2 Nov 2026?");
    bench.document(|session| assert_eq!(session.data.reading.dates, None));
    bench.keys("nn<enter>").shows("How are numbers written?");
    bench
        .keys("<enter>n<enter>")
        .shows("month first: 11/2/2026 is 2 Nov 2026");
    bench.keys("<enter>");
    // The value of the deal, with its sign.
    bench.keys("<home><down><down><down><down><down><enter>what the deal<enter>");
    bench.keys("n").shows("`$` at 2 numbers");
    bench.keys("n<enter><enter>").shows("taken off");
    bench.keys("<esc>");
    assert!(bench.state.dialogs.is_empty());
    let data = bench.session().data.clone();
    assert_eq!(data.columns["staff"], "Employees");
    assert!(data.buckets[0].matches("Parked") && data.buckets[1].matches("thrown out"));
    assert_eq!(data.reading.thousands, Some(ThousandsMark::Comma));
    assert_eq!(data.reading.decimal, Some(DecimalMark::Point));
    assert_eq!(data.reading.dates, Some(DateOrder::MonthFirst));
    assert_eq!(data.reading.strip, ["$"]);
    assert_eq!(data.value_field.as_deref(), Some("Deal"));
    // The word that nobody mapped is still there.
    bench.keys("F").shows("1 not mapped");
}

#[test]
fn a_proposal_is_taken_and_taken_back_as_one() {
    let mut bench = bench();
    bench.keys("<home><enter><enter>crm.csv<enter>");
    let before = bench.session().data.clone();
    bench
        .keys("au")
        .shows("Looks like a Salesforce lead export");
    assert_eq!(bench.session().data, before);
    bench.keys("U").shows("Redone").hides("Looks like");
    assert_eq!(bench.session().data.id.as_deref(), Some("Lead ID"));
}

#[test]
fn the_events_get_their_own_id_column_by_how_many_belong_to_leads() {
    let mut bench = bench();
    bench.keys("<home><enter><enter>crm.csv<enter>");
    bench
        .keys("<end><enter>did.csv<enter>")
        .shows("0 of 3 of leads here");
    bench.shows("no column");
    bench.click("the lead's id");
    bench.click("the lead's id").shows("2 of 3 are leads here");
    bench.keys("contact<enter>").shows("2 of 3 of leads here");
    bench.click("when it happened");
    bench.click("when it happened");
    bench.keys("when<enter>");
    let data = bench.session().data.clone();
    assert_eq!(data.event_columns.id.as_deref(), Some("contact"));
    assert_eq!(data.event_columns.at.as_deref(), Some("when"));
    bench.shows("Demo  2").shows("Price list  1");
    // A second file, read as the first.
    bench
        .keys("<end><enter>more.csv<ctrl-s>")
        .shows("can't be read");
    assert_eq!(bench.session().data.further_events, ["more.csv"]);
}

#[test]
fn another_file_of_the_same_session_does_not_open_it_and_f_and_the_palette_do() {
    let mut bench = bench();
    bench.keys("<home><enter><enter>crm.csv<enter>");
    bench.keys("<esc><left><home><enter>").shows("Map the file");
    bench.keys("<home><down><enter><ctrl-u>./crm.csv<enter>");
    assert!(bench.state.dialogs.is_empty(), "it was mapped already");
    bench.keys("F");
    assert!(is_mapping(&bench));
    bench.keys("<esc><alt-6>:map<enter>");
    assert!(is_mapping(&bench));
    bench.keys("q");
    let mut without = on("standard");
    without.keys("F").shows("Leads file");
}

#[test]
fn an_outcome_column_lists_every_word_and_a_role_can_be_taken_away() {
    let mut bench = on("standard");
    let rows = "key,Ended\nL1,Signed\nL2,Signed\nL3,Lost\nL4,Talks\n";
    fs::write(bench.path().join("crm.csv"), rows).expect("a file");
    bench.go(Step::Evidence);
    bench.keys("<home><enter><enter>crm.csv<enter>");
    bench
        .keys("<down><enter>outcome<enter>")
        .shows("OUTCOME: WORDS OF Ended");
    bench
        .shows("2 not mapped")
        .shows("lost, by its usual meaning");
    bench.keys("n<enter>won<enter>").shows("1 not mapped");
    bench.keys("<enter>open<enter>").shows("all mapped");
    let data = bench.session().data.clone();
    assert_eq!(
        (data.won.join("; "), data.open.join("; ")),
        ("Signed".to_owned(), "Talks".to_owned())
    );
    bench.keys("<home><down><enter>nothing<enter>");
    assert_eq!(bench.session().data.outcome_field, None);
    bench.keys("u");
    assert_eq!(bench.session().data.outcome_field.as_deref(), Some("Ended"));
}
