//! Tests with small files such as spreadsheets and CRM systems export.

use std::io::{self, Read};

use rstest::rstest;

use super::*;
use crate::model::Condition;
use crate::scoring::{BoundCondition, Dataset, Truth};

fn options() -> ReadOptions {
    ReadOptions::default()
}

fn read(file: &[u8]) -> (Dataset, Vec<Reject>) {
    read_leads(file, &options(), EventIndex::default()).unwrap()
}

/// Formats each row as `line: value|value`, each reject as `line! reason`, in file order.
fn rows(file: &[u8]) -> Vec<String> {
    let reader = LeadReader::open(file, &options(), EventIndex::default()).unwrap();
    let shown = reader.map(|row| match row.unwrap() {
        LeadRow::Lead(lead) => format!("{}: {}", lead.line, lead.values.join("|")),
        LeadRow::Reject(reject) => {
            let words: Vec<&str> = reject.reason.split(' ').take(3).collect();
            format!("{}! {}", reject.line, words.join(" "))
        }
    });
    shown.collect()
}

#[test]
fn an_export_with_everything_in_it_at_once() {
    let file = "\u{feff}Lead ID;Company;Job Title;Notes\r\n\
                L1;Müller & Söhne;CTO;\"line one\nline two\"\r\n\
                L2;\"said \"\"hello; you\"\"\";;\r\n\
                \r\n\
                L3;Plain;Head;last";
    let (data, rejects) = read(file.as_bytes());
    assert_eq!(rejects, []);
    assert_eq!(data.columns, ["Lead ID", "Company", "Job Title", "Notes"]);
    let leads: Vec<_> = data.leads().map(|l| (l.id, l.line)).collect();
    assert_eq!(
        leads,
        [("L1".into(), 2), ("L2".into(), 4), ("L3".into(), 6)]
    );
    assert_eq!(data.value(0, 1), "Müller & Söhne");
    assert_eq!(data.value(0, 3), "line one\nline two");
    assert_eq!(data.value(1, 1), "said \"hello; you\"");
    assert!(!data.has_events && data.latest_event.is_none());
}

#[test]
fn latin_1_and_tabs() {
    let (data, rejects) = read(b"id\tort\nL1\tK\xF6ln\nL2\t\x80\n");
    assert_eq!(rejects, []);
    assert_eq!(data.lead(0).values, ["L1", "Köln"]);
    assert_eq!(data.lead(1).values, ["L2", "€"]);
}

#[rstest]
#[case::too_few_and_too_many(b"a,b\n1\n1,2\n1,2,3\n", &["2! 1 field where", "3: 1|2", "4! 3 fields where"])]
#[case::stray_quote(b"a,b\n1,2\n\"3,4\n5,6\n7,8\n", &["2: 1|2", "3! a quote opens", "4: 5|6", "5: 7|8"])]
#[case::stray_quote_up_to_the_next(b"a,b\n\"1,2\n3,4\n5,\"6\"\n7,8\n", &["2! a quote opens", "3: 3|4", "4: 5|6", "5: 7|8"])]
#[case::stray_quote_at_the_end(b"a,b\n1,2\n3,\"4\n5,6\n7,8", &["2: 1|2", "3! a quote opens", "4: 5|6", "5: 7|8"])]
#[case::two_in_a_row(b"a,b,c\n\"1,2,3\n\"4,5,6\n7,8,9\n", &["2! a quote opens", "3! a quote opens", "4: 7|8|9"])]
#[case::crlf(b"a,b\r\n\"1,2\r\n3,4\r\n", &["2! a quote opens", "3: 3|4"])]
#[case::quote_within(b"a,b\n1\"x,2\n3,4\n", &["2: 1\"x|2", "3: 3|4"])]
#[case::spanning_and_even(b"a,b\n\"1\n1\",2\n3,4\n", &["2: 1\n1|2", "4: 3|4"])]
#[case::spanning_and_uneven(b"a,b\n\"1\n1\"\n3,4\n", &["2! a quote opens", "3! 1 field where", "4: 3|4"])]
#[case::nul(b"a,b\n1,2\n3,\x004\n5,6\n", &["2: 1|2", "3! the row has", "4: 5|6"])]
#[case::carriage_returns_alone(b"a,b\r1,2\r3\r\r\"4\r4\",5\r6,7", &["2: 1|2", "3! 1 field where", "5: 4\r4|5", "7: 6|7"])]
#[case::all_ends_of_lines(b"a,b\r\n1\n2,3\r4\r\n\n5,6", &["2! 1 field where", "3: 2|3", "4! 1 field where", "6: 5|6"])]
#[case::blank_lines_are_none(b"a,b\n\n\n1,2\n\n", &["4: 1|2"])]
#[case::no_rows(b"a,b\n", &[])]
#[case::no_last_break(b"a,b\n1,2", &["2: 1|2"])]
#[case::last_field_quoted_without_break(b"a,b\n1,\"2\n2\"", &["2: 1|2\n2"])]
fn neighbours_are_kept(#[case] file: &[u8], #[case] expected: &[&str]) {
    assert_eq!(rows(file), expected);
}

#[test]
fn invalid_utf_8_after_the_64_kib_rejects_its_row_alone() {
    let mut file = b"id,x\n".to_vec();
    for n in 0..9_000 {
        file.extend(format!("L{n},abc\n").bytes());
    }
    assert!(file.len() > 64 * 1024);
    file.extend(b"M,\xE4\nN,last\n");
    let (data, rejects) = read(&file);
    assert_eq!((data.len(), rejects.len()), (9_001, 1));
    assert_eq!(rejects[0].line, 9_002);
    assert!(rejects[0].reason.contains("UTF-8"), "{}", rejects[0]);
    assert_eq!(data.lead(9_000).line, 9_003);
}

#[test]
fn many_rows_around_many_stray_quotes_come_out_right() {
    // 30,000 rows, every 1,000th with a stray quote, read in odd-sized pieces.
    struct Pieces<'a>(&'a [u8], usize);
    impl Read for Pieces<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.1 = self.1 % 977 + 13;
            let n = self.1.min(out.len()).min(self.0.len());
            out[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }
    let mut file = String::from("id,name,note\n");
    for n in 0..30_000 {
        let quote = if n % 1_000 == 500 { "\"" } else { "" };
        file.push_str(&format!("{n},{quote}somebody,something\n"));
    }
    let source = Pieces(file.as_bytes(), 0);
    let (data, rejects) = read_leads(source, &options(), EventIndex::default()).unwrap();
    assert_eq!((data.len(), rejects.len()), (29_970, 30));
    for reject in &rejects {
        assert_eq!((reject.line - 2) % 1_000, 500);
    }
    for lead in data.leads() {
        assert_eq!(lead.id, (lead.line - 2).to_string());
        assert_eq!(lead.values.len(), 3);
    }
}

#[rstest]
#[case(b"x,ID,lead_id\n1,2,3\n", None, "3")]
#[case(b"x,Lead ID,id\n1,2,3\n", None, "3")]
#[case(b"x,Lead-Id\n1,2\n", None, "2")]
#[case(b"x,LeadID\n1,2\n", None, "2")]
#[case(b"x,y\n 1 ,2\n", None, "1")]
#[case(b"x,Contact Key,id\n1,2,3\n", Some("contact_key"), "2")]
fn the_id_column(#[case] file: &[u8], #[case] named: Option<&str>, #[case] id: &str) {
    let mut options = options();
    options.id = named.map(Into::into);
    let (data, _) = read_leads(file, &options, EventIndex::default()).unwrap();
    assert_eq!(data.lead(0).id, id);
}

fn mapped(pairs: &[(&str, &str)]) -> ReadOptions {
    let pairs = pairs.iter().map(|(f, c)| ((*f).into(), (*c).into()));
    ReadOptions {
        columns: pairs.collect(),
        ..options()
    }
}

#[test]
fn a_mapped_field_takes_its_column() {
    let file = b"id,industry,Account Industry,size\nL1,old,new,7\n";
    let options = mapped(&[
        ("industry", "account industry"),
        ("branch", "Account Industry"),
    ]);
    let (data, _) = read_leads(&file[..], &options, EventIndex::default()).unwrap();
    let value = |field: &str| data.column(field).map(|c| data.value(0, c));
    assert_eq!(
        (value("industry"), value("branch")),
        (Some("new"), Some("new"))
    );
    assert_eq!(value("size"), Some("7"));
    assert_eq!(&data.lead(0).values[..4], ["L1", "old", "new", "7"]);
}

#[test]
fn of_two_headers_of_one_name_the_first_counts_with_a_warning() {
    let file = b"id,status,status\nL1,a,b\n";
    let reader = LeadReader::open(&file[..], &options(), EventIndex::default()).unwrap();
    assert_eq!(reader.headers(), ["id", "status", "status"]);
    let shape = reader.schema();
    assert_eq!(shape.column("status"), Some(1));
    assert_eq!(
        reader.warnings(),
        ["columns 2 and 3 are both called `status`: the first counts"]
    );
}

#[test]
fn what_is_asked_for_and_not_there_is_said() {
    let open = |options: &ReadOptions| {
        let opened = LeadReader::open(&b"id,size\n"[..], options, EventIndex::default());
        opened.err().unwrap().to_string()
    };
    let expected = "there is no column `rank`: the header has `id`, `size`";
    let mut by_id = options();
    by_id.id = Some("rank".into());
    assert_eq!(open(&by_id), expected);
    assert_eq!(open(&mapped(&[("grade", "rank")])), expected);
}

#[test]
fn a_day_of_one_s_own_that_is_no_column_is_said_and_the_general_day_used() {
    let mut by_day = options();
    by_day.as_of_field = Some("rank".into());
    let reader = LeadReader::open(&b"id,size\n"[..], &by_day, EventIndex::default()).unwrap();
    assert!(
        reader.warnings()[0].contains("`rank`"),
        "{:?}",
        reader.warnings()
    );
}

#[rstest]
#[case(b"", "the file is empty")]
#[case(b"\n\n", "the file is empty")]
#[case(b"a,\x00b\n", "line 1: the header has a NUL")]
fn headers_that_are_none(#[case] file: &[u8], #[case] message: &str) {
    let opened = LeadReader::open(file, &options(), EventIndex::default());
    let error = opened.err().unwrap().to_string();
    assert!(error.starts_with(message), "{error}");
}

const EVENTS: &[u8] = b"lead_id,event,at\n\
    L1, Visit ,2026-03-02T10:00\n\
    L1,study,2026-03-01\n\
    L2,visit,2026-01-01T00:30+01:00\n\
    L1,prices,2026-03-02T10:00\n\
    L1,visit,yesterday\n\
    L9,visit,2026-05-05\n";

#[test]
fn events_belong_to_leads_in_order_of_time_then_file() {
    let (index, rejects) = read_events(EVENTS, &options()).unwrap();
    let of = |lead: &str| -> Vec<String> {
        let shown = index.events_of(lead).iter();
        shown.map(|e| format!("{}@{}", e.name, e.at)).collect()
    };
    assert_eq!(
        of("L1"),
        [
            "study@2026-03-01T00:00:00",
            "Visit@2026-03-02T10:00:00",
            "prices@2026-03-02T10:00:00"
        ]
    );
    assert_eq!(of("L2"), ["visit@2025-12-31T23:30:00"]);
    assert_eq!(of("L3"), [""; 0]);
    assert_eq!(index.latest(), Some("2026-05-05".parse().unwrap()));
    assert_eq!(rejects.len(), 1);
    assert_eq!(
        rejects[0].to_string(),
        "line 6: `yesterday` isn't a time: write it as 2026-11-21 or 2026-11-21T09:30+01:00, or say how the list writes dates (`--dates`, `--time-format`, or the session's `data.reading`)"
    );
}

#[test]
fn events_reach_the_conditions() {
    let (index, _) = read_events(EVENTS, &options()).unwrap();
    let (data, _) = read_leads(&b"id\nL1\nL3\n"[..], &options(), index).unwrap();
    let visited: Condition = serde_json::from_str(r#"{"event":"VISIT"}"#).unwrap();
    let condition = BoundCondition::new(&visited, &data);
    assert!(data.has_events);
    assert_eq!(condition.evaluate(&data.lead(0)), Truth::Yes);
    assert_eq!(condition.evaluate(&data.lead(1)), Truth::No);
}

#[test]
fn a_file_of_events_without_rows_is_no_events() {
    let (index, _) = read_events(&b"lead_id,event,at\n"[..], &options()).unwrap();
    let (data, _) = read_leads(&b"id\nL1\n"[..], &options(), index).unwrap();
    assert!(!data.has_events);
}

#[test]
fn columns_of_events_go_by_several_names_and_must_be_there() {
    let file = b"when;Lead ID;Event Name;Occurred At\n;L1;visit;2026-01-02\n";
    let (index, _) = read_events(&file[..], &options()).unwrap();
    assert_eq!(index.events_of("L1").len(), 1);
    let error = |file: &[u8]| read_events(file, &options()).err().unwrap().to_string();
    assert_eq!(
        error(b"id,at\n"),
        "no column says what happened: call one `event`; the header has `id`, `at`"
    );
    assert!(error(b"id,event\n").contains("when it happened"));
}

/// The day to look back from: the command line's, else the lead's own, else the session's, else
/// that of the latest event.
#[rstest]
#[case(
    Some("2026-09-01"),
    Some("2026-08-01"),
    "2026-07-01",
    Some("2026-09-01")
)]
#[case(None, Some("2026-08-01"), "2026-07-01T23:00-05:00", Some("2026-07-02"))]
#[case(None, Some("2026-08-01"), " ", Some("2026-08-01"))]
#[case(None, None, "", Some("2026-05-05"))]
fn as_of(
    #[case] override_day: Option<&str>,
    #[case] session: Option<&str>,
    #[case] own: &str,
    #[case] expected: Option<&str>,
) {
    let day = |text: Option<&str>| text.map(|t| t.parse().unwrap());
    let options = ReadOptions {
        as_of: day(override_day),
        default_as_of: day(session),
        as_of_field: Some("seen".into()),
        ..options()
    };
    let (index, _) = read_events(EVENTS, &options).unwrap();
    let file = format!("id,Seen\nL1,{own}\n");
    let (data, _) = read_leads(file.as_bytes(), &options, index).unwrap();
    assert_eq!(data.lead(0).as_of, day(expected));
}

#[test]
fn an_unreadable_day_rejects_its_row() {
    let options = ReadOptions {
        as_of: Some("2026-01-01".parse().unwrap()),
        as_of_field: Some("seen".into()),
        ..options()
    };
    let file = b"id,seen\nL1,01.02.2026\nL2,2026-01-01\n";
    let (data, rejects) = read_leads(&file[..], &options, EventIndex::default()).unwrap();
    assert_eq!((data.len(), rejects[0].line), (1, 2));
    assert!(rejects[0].reason.starts_with("`01.02.2026` isn't a day"));
}

#[test]
fn a_source_that_is_interrupted_goes_on() {
    struct Interrupted(&'static [u8], bool);
    impl Read for Interrupted {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(io::ErrorKind::Interrupted.into());
            }
            self.0.read(&mut out[..1])
        }
    }
    let file: &'static [u8] = Box::leak([&b"id\n"[..], &b"L\n".repeat(70_000)].concat().into());
    let (data, rejects) =
        read_leads(Interrupted(file, false), &options(), EventIndex::default()).unwrap();
    assert_eq!((data.len(), rejects.len()), (70_000, 0));
}

#[test]
fn a_file_that_breaks_off_is_an_error_once() {
    struct Breaks(&'static [u8]);
    impl Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::other("gone"));
            }
            self.0.read(out)
        }
    }
    let whole: Vec<u8> = [b"id\n".to_vec(), b"L\n".repeat(100_000)].concat();
    let file: &'static [u8] = Box::leak(whole.into_boxed_slice());
    let mut reader = LeadReader::open(Breaks(file), &options(), EventIndex::default()).unwrap();
    let errors = reader.by_ref().filter(Result::is_err).count();
    assert_eq!(errors, 1);
    assert!(reader.next().is_none());
}

#[test]
fn a_mark_within_a_file_is_a_rows_own() {
    let text = b"a,b\n10,\"1\n\xef\xbb\xbf\n\xef\xbb\xbf3,4\n";
    let (data, rejects) =
        read_leads(&text[..], &ReadOptions::default(), EventIndex::default()).unwrap();
    let lines: Vec<u64> = rejects.iter().map(|r| r.line).collect();
    assert_eq!(lines, [2, 3]);
    assert_eq!((data.len(), data.value(0, 0)), (1, "\u{feff}3"));
}
