//! Pipedrive: deals and persons.

use accord::model::{DateOrder, ThousandsMark};

use crate::bringing_in::List;

#[test]
fn deals() {
    let list = List::open("pipedrive-deals", "2026-11-21").leads_of("a Pipedrive deal export");
    let list = list.fields(&[
        "indus",
        "country",
        "employ",
        "deal - value",
        "last act",
        "prod",
    ]);
    let list = list.keys("<home>n").shows("1 not mapped").says("lost");
    let list = list.next().says("utc");
    let data = list.scores(
        0,
        &[
            ("1", 23, "forward"), // T5 L3 S4 A6 F2 I3
            ("2", 7, "nurture"),  // T5 L3 S2 O-3; 1199.5
            ("3", 10, "nurture"), // U-1 A6 F2 of the 30th day I3
            ("4", 8, "nurture"),  // T5 L3
            ("5", 5, "recycle"),  // L3 F2
            ("6", 16, "forward"), // T5 L3 of Deutschland S2 A6; seen 31 days ago
            ("7", 0, "recycle"),  // a trade we don't serve
        ],
    );
    assert_eq!(
        data.lost,
        ["Lost", "Deleted"],
        "lost by its usual meaning, as before"
    );
}

#[test]
fn persons_with_days_first_and_blanks_between_thousands() {
    let list = List::open("pipedrive-persons", "2026-11-21").leads_of("a Pipedrive person export");
    let list = list.fields(&["indus", "country", "employ"]);
    // A person has no amount.
    let list = list.keys("<down>").says("last act").says("prod");
    let list = list.keys("<home>nn").says("").next().says("day f");
    let data = list.scores(
        1,
        &[
            ("11", 17, "forward"), // T5 L3 S4 of 1 039 F2 of 2 November I3
            ("12", 10, "nurture"), // T5 L3 S2; 11/10 is in October
            ("13", -3, "recycle"), // O-3
            ("14", 11, "nurture"), // U-1 L3 S4 of 12 500 F2 I3
            ("15", 12, "nurture"), // T5 L3 S4 of 1 000
            ("16", 15, "forward"), // T5 L3 S2 F2 I3 of crm
        ],
    );
    assert_eq!(data.reading.dates, Some(DateOrder::DayFirst));
    assert_eq!(data.reading.thousands, Some(ThousandsMark::Blank));
}
