//! `HubSpot`: contacts, deals under their internal names, and the activities of contacts.

use accord::model::{DateOrder, ThousandsMark};

use crate::bringing_in::List;

#[test]
fn contacts() {
    let list = List::open("hubspot-contacts", "2026-11-21").leads_of("a HubSpot contact export");
    let list = list.fields(&["count", "of emp", "amount", "last act", "prod"]);
    let list = list.keys("<home>n").shows("3 not mapped");
    let list = list.says("never").says("reject").says("viable");
    let list = list.next().shows("`1,039`").says("").shows("1039");
    let list = list.next().says("utc");
    let data = list.scores(
        0,
        &[
            ("101", 17, "forward"), // T5 L3 S4 F2 I3: MACHINERY, 1,039 employees
            ("102", 16, "forward"), // T5 L3 S2 A6 of 2,400; seen 31 days ago, with ERP alone
            ("103", 2, "recycle"),  // S2 of 999, O-3 of the 366th day, I3
            ("104", 8, "nurture"), // U-1 L3 S4 F2 of the 30th day; 1,199 is too little, `Not CRM` isn't CRM
            ("105", 14, "forward"), // T5 A6 of 1200 I3 of crm; 99 employees
            ("106", 14, "forward"), // T5 L3 S4 of 1,000 F2
            ("107", 2, "recycle"), // F2
        ],
    );
    assert_eq!(data.reading.thousands, Some(ThousandsMark::Comma));
    assert_eq!(
        data.id.as_deref(),
        Some("Record ID"),
        "without the byte order mark"
    );
    assert!(data.buckets[1].matches("Bad Timing"));
}

#[test]
fn deals_with_times_in_milliseconds() {
    let list = List::open("hubspot-deals", "2026-11-21").leads_of("a HubSpot deal export");
    let list = list.fields(&["employees", "last_upd", "products"]);
    let list = list.keys("<home>n").shows("1 not mapped").says("open");
    let data = list.scores(
        0,
        &[
            ("9001", 19, "forward"), // T5 L3 A6 F2 I3
            ("9002", 13, "nurture"), // T5 S2 A6; a millisecond before the 30th day
            ("9003", 4, "recycle"),  // L3 S4 O-3; 1199.99
            ("9004", 11, "nurture"), // U-1 L3 S4 F2 of the 30th day's first millisecond I3
            ("9005", 16, "forward"), // T5 S2 A6 I3 of crm
            ("9006", 5, "recycle"),  // T5 L3 O-3
        ],
    );
    assert_eq!(
        data.open,
        ["appointmentscheduled", "contractsent", "94025111"]
    );
}

#[test]
fn activities_with_an_id_of_their_own_newest_first() {
    let list = List::open("hubspot-activities", "2026-11-21").leads_of("a HubSpot contact export");
    let list = list.events().fields(&["count", "of emp"]);
    // No amount and no interests.
    let list = list.keys("<down><enter>last act<enter>");
    // `Id` is the activity's own, and half of them are ids of contacts, too.
    let list = list
        .keys("<end><up><up><up>")
        .shows("events.csv: 11 of 12 are in `Contact`");
    let list = list.says("contact").shows("11 of 12 of leads here");
    let list = list.next().says("type").next().says("date");
    let list = list.keys("<home>nnn").shows("2 Nov 2026?").says("month");
    let list = list.next().says("utc");
    let data = list.scores(
        2,
        &[
            ("1", 20, "forward"), // T5 L3 S2 F2, D8 of the 30th day's first minute
            ("2", 12, "nurture"), // T5 L3, V4 from the 14th day on
            ("3", 6, "recycle"),  // U-1 L3 S4; the form is of the 31st day
            ("4", 5, "recycle"),  // O-3 D8
            ("5", 14, "forward"), // T5 L3 S4 F2; opened e-mails count nothing
            ("6", 9, "nurture"),  // T5 S2 F2; one of three visits is of the 15th day
        ],
    );
    assert_eq!(data.event_columns.id.as_deref(), Some("Contact"));
    assert_eq!(data.reading.dates, Some(DateOrder::MonthFirst));
}
