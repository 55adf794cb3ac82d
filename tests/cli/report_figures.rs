//! Every figure of a report, counted a second time in the plainest way.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::report::{HEADER, Setup};

/// A list and events whose figures are counted here, in the plainest way.
type Rows = (Vec<Row>, Vec<(u8, u8, u8)>);

/// Which id, industry, size and day a lead has.
type Row = (u8, u8, u8, u8);

fn rows() -> impl Strategy<Value = Rows> {
    let lead = (0..7_u8, 0..5_u8, 0..6_u8, 0..5_u8);
    let event = (0..9_u8, 0..6_u8, 1..28_u8);
    (vec(lead, 0..12), vec(event, 0..14))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_figure_is_what_a_plain_count_says((leads, events) in rows(), as_of in 1..28_u8) {
        let ids = ["", "A", "B", "C", " D ", "E", "F", "X", "Y"];
        let industries = ["", "Machinery", " machinery ", "Chemicals", "Mining"];
        let sizes = ["", "10", "1000", "1,000", "n/a", " "];
        let days = ["", "2026-01-05", "soon", "5.1.2026", "2026-01-30T10:00Z"];
        let names = ["demo", "Demo ", "prices", "pricing", "visit", "call"];
        // A row without an id is a reject.
        let leads: Vec<Row> = leads.into_iter().filter(|l| !ids[l.0 as usize].trim().is_empty()).collect();
        let mut list = HEADER.to_owned();
        for (id, industry, size, day) in &leads {
            let (id, industry) = (ids[*id as usize], industries[*industry as usize]);
            let (size, day) = (sizes[*size as usize], days[*day as usize]);
            writeln!(list, "{id},{industry},\"{size}\",{day}").unwrap();
        }
        let mut done = "lead,event,at\n".to_owned();
        for (id, name, day) in &events {
            writeln!(done, "{},{},2026-01-{day:02}", ids[*id as usize], names[*name as usize]).unwrap();
        }
        let setup = Setup::new(&list, Some(&done));
        let (ran, report) = setup.report(&["--as-of", &format!("2026-01-{as_of:02}")]);
        prop_assert_eq!(ran.code, 0);

        let count = |holds: &dyn Fn(&Row) -> bool| leads.iter().filter(|l| holds(l)).count();
        let columns = &report["columns"];
        prop_assert_eq!(&columns[0]["empty"], count(&|l| l.1 == 0));
        prop_assert_eq!(&columns[1]["empty"], count(&|l| [0, 5].contains(&l.2)));
        prop_assert_eq!(&columns[1]["no_number"], count(&|l| [3, 4].contains(&l.2)));
        let first = leads.iter().map(|l| sizes[l.2 as usize]).find(|s| ["1,000", "n/a"].contains(s));
        prop_assert_eq!(&columns[1]["first_no_number"], &json!(first));
        prop_assert_eq!(&columns[2]["empty"], count(&|l| l.3 == 0));
        prop_assert_eq!(&columns[2]["no_day"], count(&|l| [2, 3].contains(&l.3)));
        let unseen = |wanted: &[u8], name: &'static str| count(&|l| wanted.contains(&l.1)) == 0 && count(&|l| l.1 != 0) > 0 && !name.is_empty();
        let expected: Vec<&str> = [(&[1, 2][..], "Machinery"), (&[3], "Chemicals")].iter()
            .filter(|(wanted, name)| unseen(wanted, name)).map(|(_, name)| *name).collect();
        let texts = |list: &Value| -> Vec<String> {
            list.as_array().unwrap().iter().map(|t| t["text"].as_str().unwrap().to_owned()).collect()
        };
        prop_assert_eq!(texts(&columns[0]["never_seen"]), expected);

        // Verdicts by id, as the output has them.
        let mut verdicts: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
        let output = setup.folder.read("out.csv");
        for (at, line) in output.lines().skip(1).enumerate() {
            let cells: Vec<&str> = line.split(',').collect();
            let verdict = cells[1..9].join(",");
            verdicts.entry(cells[0].trim().to_owned()).or_default().push((at + 2, verdict));
        }
        let repeated: Vec<_> = verdicts.values().filter(|rows| rows.len() > 1).collect();
        let differing = repeated.iter().filter(|rows| rows.iter().any(|r| r.1 != rows[0].1)).count();
        let found = &report["ids"];
        prop_assert_eq!(&found["distinct"], verdicts.len());
        prop_assert_eq!(&found["repeated"], repeated.len());
        prop_assert_eq!(&found["repeated_rows"], repeated.iter().map(|rows| rows.len() - 1).sum::<usize>());
        prop_assert_eq!(&found["with_different_verdicts"], differing);

        let is_asked = |event: &&(u8, u8, u8)| event.1 < 4;
        let known = |event: &&(u8, u8, u8)| verdicts.contains_key(ids[event.0 as usize].trim());
        let asked = || events.iter().filter(is_asked);
        let found = &report["events"];
        prop_assert_eq!(&found["read"], events.len());
        prop_assert_eq!(&found["without_id"], events.iter().filter(|e| e.0 == 0).count());
        prop_assert_eq!(&found["asked"], asked().count());
        prop_assert_eq!(&found["matched"], asked().filter(known).count());
        prop_assert_eq!(&found["unknown_lead"], asked().filter(|e| e.0 != 0 && !known(e)).count());
        prop_assert_eq!(&found["later"], asked().filter(known).filter(|e| e.2 > as_of).count());
        let happened: Vec<&str> = events.iter().map(|e| names[e.1 as usize]).map(|n| if n == "Demo " { "demo" } else { n }).collect();
        let expected: Vec<&str> = ["demo", "prices", "pricing"].into_iter()
            .filter(|name| !events.is_empty() && !happened.contains(name))
            // Of these two one is enough.
            .filter(|name| *name == "demo" || !happened.iter().any(|n| ["prices", "pricing"].contains(n))).collect();
        prop_assert_eq!(texts(&found["never_seen"]), expected);
    }
}
