//! Pages that set the model against what became of the leads: the threshold that is tried, and the
//! plan that is written on a page and taken into the targets.

use crate::common::{Bench, on};

/// Opens a page of an example by its title in the palette.
fn page(title: &str) -> Bench {
    let mut bench = on("b2b-saas");
    bench.keys(":").types(title).keys("<enter>");
    bench
}

#[test]
fn look() {
    for title in [
        "where to set the threshold",
        "lift of criteria",
        "calibration by score",
        "funnel by stage",
        "fit against behaviour",
        "from names to opportunities",
        "capacity of sales",
    ] {
        let mut bench = page(title);
        println!("{}", bench.screen_at(80, 24));
        if title.starts_with("where") {
            bench.keys("<right>");
            println!("{}", bench.screen_at(80, 24));
            println!("{}", bench.screen_at(140, 40));
            bench.keys("<left><left><end><enter>");
            println!("{}", bench.screen_at(80, 24));
        }
    }
}
