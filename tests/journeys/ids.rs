//! Ids that follow their names.

use accord::model::Session;

use crate::common::on;
use crate::lists::{select_field, three_criteria};

#[test]
fn an_id_follows_its_name_with_every_reference() {
    let mut bench = on("worked-example");
    let uses = |s: &Session, id: &str| {
        serde_json::to_string(s)
            .expect("a session")
            .matches(id)
            .count()
    };
    let before = bench.session().clone();
    assert!(uses(&before, "\"demo") > 2);
    bench
        .keys("/Demo criterion<enter><enter><end>")
        .keys("<home>");
    select_field(&mut bench, "Name");
    bench
        .keys("<enter><ctrl-u>Product tour<enter>")
        .document(|s| {
            assert!(s.definition.criterion("product-tour").is_some());
            assert_eq!(uses(s, "\"demo\""), 0, "nothing refers to the old id");
        });
    assert_eq!(
        bench.state.selected_row().expect("a row").text,
        "Product tour"
    );
    bench
        .keys("u")
        .document(|s| assert_eq!(s.definition, before.definition));
    assert_eq!(bench.session().samples, before.samples);
}

#[test]
fn an_id_is_edited_under_more_fields_until_it_is_taken() {
    let mut bench = three_criteria();
    bench.keys("m<enter>");
    select_field(&mut bench, "Id");
    bench
        .keys("<enter><ctrl-u>budget")
        .shows("`budget` is taken");
    bench.keys("<ctrl-u>Big size").shows("can't be an id");
    bench
        .keys("<ctrl-u>headcount<enter>")
        .shows("The id is now headcount");
    bench.document(|s| assert!(s.definition.criterion("headcount").is_some()));
    // An id that was chosen doesn't follow the name any more.
    bench.keys("<home>");
    select_field(&mut bench, "Name");
    bench.keys("<enter><ctrl-u>Seats<enter>");
    bench.document(|s| {
        let seats = s.definition.criterion("headcount").expect("the same id");
        assert_eq!(seats.name, "Seats");
    });
}

#[test]
fn a_published_id_stays() {
    let mut bench = crate::common::workshop::first();
    bench.keys("<alt-6><home>");
    let id = bench.session().definition.criteria[0].id.clone();
    bench.keys("m<enter>");
    select_field(&mut bench, "Id");
    bench
        .keys("<enter>")
        .shows("stands in a published version, so it stays");
    select_field(&mut bench, "Name");
    bench
        .keys("<enter><ctrl-u>Another name<enter>")
        .document(|s| {
            assert_eq!(s.definition.criteria[0].name, "Another name");
            assert_eq!(s.definition.criteria[0].id, id);
        });
}
