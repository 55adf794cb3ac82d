//! Zoho CRM leads with days first, and a bank's own export with semicolons.

use accord::model::{DateOrder, DecimalMark, ThousandsMark};

use crate::bringing_in::List;

#[test]
fn zoho_leads_with_days_first() {
    // The 30th day before is 8 February, the 365th 10 March 2017.
    let list = List::open("zoho-leads", "2018-03-10").leads_of("a Zoho CRM lead export");
    let list = list.fields(&["employ"]);
    // A lead has no amount.
    let list = list.keys("<down>").says("last act").says("interest");
    let list = list
        .keys("<home>nn")
        .shows("2 not mapped")
        .says("never")
        .says("viable");
    let list = list.next().says("").shows("day first").next().says("utc");
    let data = list.scores(
        1,
        &[
            ("zcrm_3652397000000224001", 17, "forward"), // T5 L3 S4 F2 of 26-02-2018 I3
            ("zcrm_3652397000000224002", 8, "nurture"),  // T5 L3; seen on 7 February
            ("zcrm_3652397000000224003", -4, "recycle"), // U-1 of -None- O-3 of 9 March 2017
            ("zcrm_3652397000000224004", 12, "nurture"), // T5 L3 S2 F2 of 8 February
            ("zcrm_3652397000000224005", 14, "forward"), // T5 L3 S4 F2 of today
            ("zcrm_3652397000000224006", 4, "recycle"),  // U-1 S2 I3
        ],
    );
    assert_eq!(data.reading.dates, Some(DateOrder::DayFirst));
    assert_eq!(data.reading.empty, ["-None-"]);
}

#[test]
fn a_bank_s_customers() {
    let list = List::open("bank-customers", "2026-11-21").leads();
    let list = list.fields(&["branche", "land", "mita", "ums", "kont", "inter"]);
    let list = list.keys("<home>").says("id");
    let list = list.keys("<pagedown>").says("outcome");
    let list = list.next().shows("4 not mapped").says("open").says("won");
    let list = list.says("empty").says("lost");
    let list = list.next().shows("`1.200,50`").says("").shows("comma");
    let list = list.next().says("day f").shows("`#N/A`");
    let data = list.scores(
        0,
        &[
            ("000101", 23, "forward"), // T5 L3 of Österreich S4 of 1.039 A6 of 1.200,50 F2 I3
            ("000102", 8, "nurture"),  // T5 L3; 1.199,99, and 11.10. is in October
            ("000103", 8, "nurture"),  // U-1 of #N/A L3 A6 of 12.000,00
            ("000104", 4, "recycle"),  // S4 of 1.000 O-3 I3
            ("000105", 15, "forward"), // T5 L3 S2 F2 I3 of `ERP; CRM`
            ("000106", -1, "recycle"), // U-1: all is #N/A
            ("000107", 16, "forward"), // T5 L3 A6 of 1.200, which isn't 1.2, F2
        ],
    );
    assert_eq!(data.reading.decimal, Some(DecimalMark::Comma));
    assert_eq!(data.reading.thousands, Some(ThousandsMark::Point));
    assert_eq!(data.reading.dates, Some(DateOrder::DayFirst));
    assert_eq!(data.reading.empty, ["#N/A"]);
    assert_eq!(
        (&*data.won, &*data.open),
        (&["Gewonnen".into()][..], &["Offen".into()][..])
    );
}
