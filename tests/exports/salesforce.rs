//! Salesforce: leads in Windows-1252 with their activities, and opportunities.

use accord::model::{DateOrder, ThousandsMark};

use crate::bringing_in::List;

#[test]
fn leads_in_windows_1252_with_ids_that_differ_by_case_alone() {
    let list = List::open("salesforce-leads", "2026-11-21").leads_of("a Salesforce lead export");
    let list = list.events().fields(&["employees"]);
    // A lead has no amount.
    let list = list.keys("<down>").says("last act").says("interest");
    let list = list
        .keys("<home>nn")
        .shows("2 not mapped")
        .says("never")
        .says("viable");
    let list = list.next().shows("`1,039`").says("");
    let list = list.next().shows("2 Nov 2026?").says("month");
    let list = list.next().says("utc").next().says("subject");
    let data = list.scores(
        1,
        &[
            ("00Q5f00000AbCdE", 17, "forward"), // T5 L3 S4 of 1,039 F2 of 11/2 I3 of `CRM; ERP`
            ("00Q5f00000AbCde", 18, "forward"), // T5 L3 of Österreich S2 D8; 2/11 is in February
            ("00Q5f00000AbCdF", -4, "recycle"), // U-1 of --None-- O-3
            ("00Q5f00000AbCdG", 14, "forward"), // L3 S2 F2 I3 V4
            ("00Q5f00000AbCdH", 2, "recycle"),  // U-1 L3; the demo and a visit are a day too old
            ("00Q5f00000AbCdJ", 14, "forward"), // T5 S4 F2 I3
        ],
    );
    assert_eq!(data.reading.dates, Some(DateOrder::MonthFirst));
    assert_eq!(data.reading.empty, ["--None--"]);
}

#[test]
fn opportunities_in_dollars_with_line_breaks() {
    let list = List::open("salesforce-opportunities", "2026-11-21");
    let list = list.leads_of("a Salesforce opportunity export");
    // An opportunity has no interests.
    let list = list.fields(&["country", "last act"]);
    let list = list.keys("<home>nn").shows("1 not mapped").says("open");
    let list = list.next().shows("`$5,651`").says("");
    let list = list.next().shows("`$` at 5 numbers").says("");
    let list = list.next().says("month");
    let data = list.scores(
        1,
        &[
            ("0065f00000A1", 20, "forward"), // T5 L3 S4 A6 of $5,651 F2
            ("0065f00000A2", 5, "recycle"),  // T5 L3 O-3; $1,199.99
            ("0065f00000A3", 9, "nurture"),  // U-1 S2 A6 of $1,200.00 F2
            ("0065f00000A4", 14, "forward"), // T5 L3 A6
            ("0065f00000A5", 7, "nurture"),  // L3 S4 of 12,000; seen 31 days ago
            ("0065f00000A6", 12, "nurture"), // T5 L3 S2 F2
        ],
    );
    assert_eq!(data.reading.strip, ["$"]);
    assert_eq!(data.reading.thousands, Some(ThousandsMark::Comma));
    assert_eq!(data.value_field.as_deref(), Some("Amount"));
}
