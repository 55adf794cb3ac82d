//! Quick lists, marks and the order of lists.

use accord::app::Step;
use accord::model::{BuyingRole, CriterionKind, Session};

use crate::common::{Bench, on};

pub fn names(session: &Session, kind: CriterionKind) -> Vec<&str> {
    let criteria = session.definition.criteria.iter();
    let criteria = criteria.filter(|c| c.kind == kind);
    criteria.map(|c| c.name.as_str()).collect()
}

/// A new session with personas to add.
fn personas() -> Bench {
    let mut bench = on("b2b-saas");
    bench.keys("/IT director persona<enter>");
    bench
}

#[test]
fn a_list_names_its_columns_above_the_field() {
    on("worked-example")
        .keys("<alt-6>A<enter>")
        .shows("Criterion | Points | Answers | Found by");
}

#[test]
fn a_list_of_criteria_asks_which_kind_wherever_it_stands() {
    on("worked-example")
        .keys("<alt-6><end>A")
        .shows("A list of what?")
        .shows("fit criteria")
        .shows("behaviours");
}

#[test]
fn the_kind_chosen_is_what_the_lines_become() {
    on("worked-example")
        .keys("<alt-6><home>Abehav<enter>Rang us twice = 3<ctrl-s>")
        .document(|s| assert!(names(s, CriterionKind::Behaviour).contains(&"Rang us twice")));
}

#[test]
fn a_paste_that_opens_a_list_asks_too_and_loses_its_bullets() {
    on("worked-example")
        .keys("<alt-6>")
        .paste("\u{2022}\tRang us twice\t3\n2)\tWrote to us\t1\n")
        .keys("behav<enter>")
        .shows("2 to add")
        .keys("<ctrl-s>")
        .document(|s| {
            let behaviours = names(s, CriterionKind::Behaviour);
            assert!(
                behaviours.ends_with(&["Rang us twice", "Wrote to us"]),
                "{behaviours:?}"
            );
        });
}

#[test]
fn a_criterion_of_a_list_may_have_answers() {
    on("worked-example")
        .size(200, 40)
        .keys("<alt-6>A<enter>")
        .paste("Budget named\t\tApproved = 5; Asked for = 2")
        .shows("Answers Approved = 5; Asked for = 2")
        .keys("<ctrl-s>")
        .document(|s| {
            let named = s.definition.criterion("budget-named").expect("it is added");
            let answers: Vec<_> = named
                .answers
                .iter()
                .map(|a| (a.label.as_str(), a.points))
                .collect();
            assert_eq!(answers, [("Approved", 5), ("Asked for", 2)]);
        })
        .keys("u")
        .document(|s| assert!(s.definition.criterion("budget-named").is_none()));
}

#[test]
fn a_header_sets_the_order_of_columns_and_says_which_it_does_not_know() {
    let mut bench = personas();
    bench
        .paste("Buying role\tName\tFax\tJob title\nuser\tShift lead\t555\tForeman; Shift lead\n")
        .keys("<ctrl-s>")
        .shows("`Fax` is no column here and left out")
        .document(|s| {
            let lead = s.definition.persona("shift-lead").expect("it is added");
            assert_eq!(lead.titles, ["Foreman", "Shift lead"]);
            assert_eq!(*lead.buying_role, [BuyingRole::User]);
        });
}

#[test]
fn what_a_line_becomes_is_shown_before_it_is_added() {
    personas()
        .size(200, 40)
        .paste("Shift lead\tForeman\tuse")
        .shows("1 to add. Shift lead: Titles")
        .shows("Foreman, Buying role user");
}

#[test]
fn a_line_that_cannot_be_read_says_why() {
    personas()
        .size(200, 40)
        .paste("Shift lead\tForeman\tking")
        .shows("line 1: `king` isn't a buying role: write decision maker");
}

#[test]
fn a_list_pasted_into_a_field_of_lines_loses_its_bullets() {
    let mut bench = personas();
    select_field(&mut bench, "Titles");
    bench
        .keys("<tab><enter><enter>")
        .paste("\u{2022}\tHead of IT\n2.\u{a0}IT director\n\u{2013} Systems lead")
        .keys("<ctrl-s>")
        .document(|s| {
            let mut personas = s.definition.personas.iter();
            let director = personas.find(|p| p.name == "IT director").expect("one");
            let pasted = ["Head of IT", "IT director", "Systems lead"];
            assert!(
                director.titles.ends_with(&pasted.map(str::to_owned)),
                "{:?}",
                director.titles
            );
        });
}

#[test]
fn a_criterion_stops_at_the_end_of_its_section() {
    let mut bench = on("worked-example");
    let before = bench.session().definition.clone();
    bench
        .keys("<alt-6><home>K")
        .shows("is the first of its section, where K stops");
    bench
        .keys("JJJJJJJJJJ")
        .shows("is the last of its section, where J stops");
    let kinds = |d: &accord::model::Definition| -> Vec<_> {
        d.criteria.iter().map(|c| (c.id.clone(), c.kind)).collect()
    };
    let sorted = |mut all: Vec<_>| {
        all.sort();
        all
    };
    assert_eq!(
        sorted(kinds(&bench.session().definition)),
        sorted(kinds(&before)),
        "only the order changes"
    );
}

#[test]
fn moving_down_passes_the_next_of_the_same_kind() {
    let mut bench = on("worked-example");
    let names_before = {
        let names = names(bench.session(), CriterionKind::Fit);
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    bench.keys("<alt-6><home>J").document(|s| {
        let now = names(s, CriterionKind::Fit);
        assert_eq!(
            now[..2],
            [names_before[1].as_str(), names_before[0].as_str()]
        );
    });
}

/// Criteria of one's own with points, on Points, the first selected.
pub fn three_criteria() -> Bench {
    let mut bench = on("standard");
    bench.keys("<alt-6><home>ddddd");
    bench
        .keys("A<enter>")
        .paste("Size = 3\nBudget = 1\nIndustry = 2")
        .keys("<ctrl-s><home>");
    bench
}

/// Selects a field in the detail pane.
pub fn select_field(bench: &mut Bench, name: &str) {
    let (rows, _) = bench.state.detail();
    let row = rows.iter().position(|row| row.text == name);
    bench.state.cursor_mut().detail_row = row.expect("the field");
}

fn points(session: &Session) -> Vec<Option<i64>> {
    session
        .definition
        .criteria
        .iter()
        .map(|c| c.points.map(accord::model::CriterionPoints::number))
        .collect()
}

#[test]
fn marks_are_counted_and_cleared() {
    three_criteria()
        .keys("z<down>z")
        .shows("2 criteria marked")
        .shows("# Budget")
        .keys("<esc>")
        .shows("The marks are cleared")
        .hides("# Budget");
}

#[test]
fn counting_on_a_marked_row_counts_all_in_one_step() {
    let mut bench = three_criteria();
    bench.keys("z<down>z++").shows("Changed 2 criteria");
    assert_eq!(points(bench.session()), [Some(5), Some(3), Some(2)]);
    bench.keys("u");
    assert_eq!(points(bench.session()), [Some(3), Some(1), Some(2)]);
}

#[test]
fn a_field_of_a_marked_row_is_set_for_all() {
    let mut bench = three_criteria();
    bench
        .keys("z<down>z<enter><home><down><enter>behav<enter>")
        .shows("Changed 2 criteria");
    bench.document(|s| assert_eq!(names(s, CriterionKind::Behaviour), ["Size", "Budget"]));
}

#[test]
fn deleting_a_marked_row_deletes_all_in_one_step() {
    let mut bench = three_criteria();
    bench
        .keys("z<down>zd")
        .shows("Deleted 2 criteria; u brings them back");
    assert_eq!(points(bench.session()), [Some(2)]);
    bench.keys("u");
    assert_eq!(points(bench.session()).len(), 3);
}

#[test]
fn what_one_of_the_marked_cannot_take_changes_none_and_names_it() {
    let mut bench = three_criteria();
    bench
        .keys("A<enter>")
        .paste("Demo\t\tBooked = 5; Toured = 2")
        .keys("<ctrl-s><home>");
    bench.keys("z<down>z<end>");
    bench.keys("/Demo criterion<enter>z<home>+");
    bench.shows("Demo: it has answers, each with its own. Nothing was changed");
    assert_eq!(points(bench.session()), [Some(3), Some(1), Some(2), None]);
}

#[test]
fn a_row_that_is_not_marked_is_not_changed_with_others_marked() {
    let mut bench = three_criteria();
    bench
        .keys("z<down>z<down>+")
        .shows("and Industry isn't: z marks it too");
    assert_eq!(points(bench.session()), [Some(3), Some(1), Some(2)]);
}

#[test]
fn a_filter_narrows_as_it_is_typed_and_stays_until_it_is_cleared() {
    three_criteria()
        .shows("Budget")
        .keys("find")
        .shows("Filter: ind")
        .shows("Industry")
        .hides("Budget")
        .keys("<enter>")
        .shows("Filter: ind (Esc clears)")
        .hides("Budget")
        .keys("<esc>")
        .shows("Budget");
}

#[test]
fn sorting_changes_the_view_and_not_the_document() {
    let mut bench = three_criteria();
    let shown = |bench: &Bench| -> Vec<String> {
        let rows = bench.state.list().0.ready_rows().to_vec();
        let rows = rows.into_iter().filter(|row| !row.heading);
        rows.map(|row| row.text).collect()
    };
    let before = bench.session().clone();
    bench.keys("S").shows("Sorted by name (S)");
    assert_eq!(shown(&bench), ["Budget", "Industry", "Size"]);
    bench.keys("S").shows("Sorted by points (S)");
    assert_eq!(shown(&bench), ["Size", "Industry", "Budget"]);
    bench
        .keys("J")
        .shows("J and K move items once S shows it as in the file");
    bench.keys("S");
    assert_eq!(shown(&bench), ["Size", "Budget", "Industry"]);
    assert_eq!(*bench.session(), before);
}

#[test]
fn points_being_voted_on_decide_no_order() {
    let mut bench = three_criteria();
    bench
        .keys("<alt-1><home>A")
        .paste("Ann, sales\nBo, marketing")
        .keys("<ctrl-s>");
    bench.keys("<alt-6>SS").shows("Sorted by points");
    bench
        .keys("<home>v<esc>")
        .shows("is open")
        .hides("Sorted by points");
    let (list, _) = bench.state.list();
    let rows = list.ready_rows().iter();
    let names: Vec<_> = rows.map(|row| row.text.as_str()).collect();
    assert_eq!(names, ["FIT", "Size", "Budget", "Industry", "BEHAVIOUR"]);
}

#[test]
fn recorded_leads_are_narrowed_and_sorted_on_preview() {
    let mut bench = on("b2b-saas");
    bench.go(Step::Preview);
    let all = bench.state.list().0.len();
    let first = bench
        .state
        .outlook
        .as_ref()
        .expect("scores")
        .lead_name(0)
        .to_owned();
    bench.keys("f").keys(&first).keys("<enter>");
    let (list, _) = bench.state.list();
    assert!(list.len() < all && !list.is_empty());
    let last = list.row(list.len() - 1);
    assert!(last.text.contains(&first), "{last:?}");
}

#[test]
fn a_persona_may_have_several_buying_roles() {
    let mut bench = on("b2b-saas");
    bench
        .keys("/IT director persona<enter><tab><down><down><enter>")
        .shows("[x] Influencer")
        .keys(" <enter>")
        .document(|s| {
            let mut personas = s.definition.personas.iter();
            let director = personas
                .find(|p| p.name == "IT director")
                .expect("a persona");
            let roles = [BuyingRole::DecisionMaker, BuyingRole::Influencer];
            assert_eq!(*director.buying_role, roles);
        })
        .shows("Decision maker, influ");
}
