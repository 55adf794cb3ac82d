//! Time taken by what history would give: `cargo bench --bench suggested_points`. It must stay under
//! a second for 10,000 leads and 40 criteria.

#[allow(dead_code)] // the tests use more of it
#[path = "../tests/planted/leads.rs"]
mod leads;

use divan::Bencher;
use leads::Planted;

fn main() {
    divan::main();
}

#[divan::bench(args = [2_000, 5_000, 10_000], sample_count = 10)]
fn forty_criteria(bencher: Bencher, leads: usize) {
    let scored = Planted::new(leads, 1).scored();
    let section = scored.page();
    let is_told = section.tables.iter().any(|table| table.id == "points");
    assert!(is_told, "{:?}", section.notes);
    bencher.bench(|| scored.page());
}
