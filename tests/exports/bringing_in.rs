use std::fs;
use std::path::Path;
use accord::app::Key;
use crate::common::Bench;

#[test]
fn explore() {
    let names = ["hubspot-contacts","hubspot-deals","salesforce-leads","salesforce-opportunities","pardot-prospects","marketo-leads","zoho-leads","pipedrive-deals","pipedrive-persons","mautic-contacts","hubspot-activities","bank-customers"];
    for name in names {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
        let folder = tempfile::tempdir().unwrap();
        let to = |n: &str| folder.path().join(n);
        fs::copy(from.join("session.yaml"), to("session.yaml")).unwrap();
        fs::copy(from.join(format!("{name}.csv")), to("leads.csv")).unwrap();
        let ev = from.join(format!("{name}-events.csv"));
        let has = ev.is_file();
        if has { fs::copy(ev, to("events.csv")).unwrap(); }
        let mut bench = Bench::at(folder).size(110, 80);
        bench.keys("<alt-6><home><enter><enter>leads.csv<enter>");
        if has { bench.keys("<end><enter>events.csv<enter>"); }
        println!("==== {name}\n{}", bench.screen());
        bench.keys("a");
        println!("==== {name} a\n{}", bench.screen());
    }
    let _ = Key::parse_all("");
}
