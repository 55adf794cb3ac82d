//! Account Engagement (Pardot) prospects, Marketo leads, Mautic contacts.

use accord::model::EventColumnNames;

use crate::bringing_in::List;

#[test]
fn pardot_prospects_with_placeholders_and_a_time_zone() {
    let list = List::open("pardot-prospects", "2026-11-21");
    let list = list
        .leads_of("an Account Engagement (Pardot) prospect export")
        .events();
    // A prospect has no amount.
    let list = list.keys("<home>nn").says("last act").says("interest");
    let list = list.keys("<home>nn").shows("`[[unknown]]`").says("unknown");
    let list = list.next().says("new_york").next().says("type");
    let data = list.scores(
        1,
        &[
            ("501", 17, "forward"), // T5 L3 S4 F2 I3
            ("502", 10, "nurture"), // T5 L3 S2; the form at 03:59 UTC is of the 31st day in New York
            ("503", 12, "nurture"), // U-1 of [[unknown]] L3 F2, D8 of midnight there
            ("504", -4, "recycle"), // U-1 of Select O-3
            ("505", 13, "nurture"), // T5 S2 F2, V4 from midnight of the 14th day there on
            ("506", 13, "nurture"), // T5 L3 S2 I3; the visit at 04:30 UTC is of the 15th day there
            ("507", 18, "forward"), // T5 L3 F2 D8
        ],
    );
    assert_eq!(data.reading.empty, ["[[unknown]]", "Select"]);
    assert_eq!(data.reading.time_zone.as_deref(), Some("America/New_York"));
}

#[test]
fn marketo_leads_with_null() {
    let list = List::open("marketo-leads", "2026-11-21").leads_of("a Marketo lead export");
    let list = list.fields(&["employees", "amount", "moment", "prod"]);
    let list = list.keys("<home>n").shows("1 not mapped").says("never");
    let data = list.scores(
        0,
        &[
            ("70001", 23, "forward"), // T5 L3 S4 A6 F2 I3
            ("70002", 7, "nurture"),  // T5 S2; a second before the 30th day
            ("70003", 7, "nurture"),  // U-1 L3 F2 of the 30th day I3
            ("70004", -1, "recycle"), // U-1 L3 O-3
            ("70005", 16, "forward"), // T5 L3 S2 A6 of 1200.00
            ("70006", -1, "recycle"), // U-1: all is null
        ],
    );
    assert_eq!(data.reading.empty, ["null"]);
}

#[test]
fn mautic_contacts_with_line_breaks_and_hits_newest_first() {
    let list = List::open("mautic-contacts", "2026-11-21").leads_of("a Mautic contact export");
    let list = list.events().fields(&["employees"]);
    // A contact has no amount.
    let list = list.keys("<down>").says("last_act").says("prod");
    let list = list
        .keys("<home>nn")
        .says("utc")
        .shows("11 of 11 of leads here");
    let data = list.scores(
        1,
        &[
            ("1", 17, "forward"), // T5 L3 S4 F2 I3
            ("2", 16, "forward"), // T5 L3 D8; seen the second before the 30th day
            ("3", 6, "recycle"),  // U-1 L3 V4
            ("4", 7, "nurture"),  // S2 F2 I3; the form is of the 31st day
            ("5", 5, "recycle"),  // T5 L3 O-3; two visits, and hit 5 is of contact 1
            ("6", 16, "forward"), // T5 S2 F2 I3 V4 from midnight of the 14th day on
        ],
    );
    assert_eq!(
        data.event_columns,
        EventColumnNames::default(),
        "`contact_id` is known"
    );
}
