//! What occurs among these lists.

use std::fs;

use crate::bringing_in::file;

#[test]
fn all_that_lists_are_written_with_is_there() {
    let read = |name: &str| fs::read(file(name)).expect(name);
    let has = |name: &str, text: &[u8]| {
        let bytes = read(name);
        let found = bytes.windows(text.len()).any(|window| window == text);
        assert!(found, "{name}: {}", String::from_utf8_lossy(text));
    };
    has("pardot-prospects.csv", b"[[unknown]]");
    has("pardot-prospects.csv", b",Select,");
    has("hubspot-contacts.csv", b"\"1,039\"");
    has("hubspot-contacts.csv", b"\"CRM;ERP\"");
    has("bank-customers.csv", b";1.200,50;");
    has("bank-customers.csv", b";#N/A;");
    has("bank-customers.csv", b"\"R\xFCckruf\r\nam Montag; ");
    has("salesforce-opportunities.csv", b"\"$5,651\"");
    has("salesforce-opportunities.csv", b"\"Call,\nthen write\"");
    has("zoho-leads.csv", b",26-02-2018 19:58,");
    has("zoho-leads.csv", b",-None-,");
    has("salesforce-leads.csv", b"\"11/2/2026 3:04 PM\"");
    has("hubspot-deals.csv", b",1793610900000,");
    for name in ["bank-customers.csv", "salesforce-leads.csv"] {
        assert!(
            std::str::from_utf8(&read(name)).is_err(),
            "{name} is in Windows-1252"
        );
    }
    for name in ["hubspot-contacts.csv", "hubspot-activities.csv"] {
        assert!(
            read(name).starts_with("\u{feff}".as_bytes()),
            "{name} begins with a mark"
        );
    }
}
