//! The list says what must be fixed, and Enter goes to the field where that is done.

use accord::app::Step;
use accord::app::input::command::{Command, RecordCommand};
use accord::check::Severity;

use crate::common::{Bench, on};

fn codes(bench: &Bench) -> Vec<&'static str> {
    bench.state.findings.iter().map(|f| f.code).collect()
}

/// The step, and the field in hand.
fn in_hand(bench: &Bench) -> (Step, String) {
    let row = bench.state.focused_row().expect("a field");
    (bench.state.step, row.text)
}

/// From the standard pipeline, with the rule of the MQL taken out.
fn without_a_rule() -> Bench {
    let mut bench = on("standard");
    bench
        .go(Step::Rules)
        .keys("<home><down><down><down><tab>dd<esc>")
        .go(Step::Points);
    bench
}

#[test]
fn a_finding_says_what_is_wrong_and_where() {
    without_a_rule()
        .keys("!")
        .shows("Findings: 1 must be fixed")
        .shows("which has no rule")
        .shows("Where: Rules, hand-off");
}

#[test]
fn a_finding_leads_to_its_field() {
    let mut bench = without_a_rule();
    bench.keys("!<enter>");
    assert_eq!(in_hand(&bench), (Step::Rules, "At stage".into()));
}

#[test]
fn a_key_goes_to_the_next_finding_from_anywhere() {
    let mut bench = without_a_rule();
    bench.keys("!<enter><alt-1>n").shows("2 of ");
    assert_ne!(bench.state.step, Step::Room);
}

#[test]
fn findings_wrap_around_at_the_end() {
    let mut bench = without_a_rule();
    bench.keys("!<enter><alt-1>nNN");
    let findings = bench.state.findings.iter();
    let count = findings.filter(|f| f.severity != Severity::Note).count();
    bench.shows(&format!("{count} of {count}"));
}

/// The codes of the findings that the open list shows.
fn listed(bench: &Bench) -> Vec<&'static str> {
    let shown = accord::app::shown_findings(&bench.state);
    shown.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_filter_narrows_the_findings_as_it_is_typed_until_esc_clears_it() {
    let mut bench = on("standard");
    bench.keys("!");
    let all = listed(&bench);
    let about = all.iter().filter(|code| **code == "A210").count();
    assert!(all.len() > about && about > 0, "{all:?}");
    bench.keys("fa210").shows("Filter: a210");
    assert_eq!(listed(&bench), vec!["A210"; about]);
    bench.keys("<enter>").shows("Filter: a210 (Esc clears)");
    // It stays while one finding after the other is fixed.
    bench.keys("<enter>!").shows("Filter: a210 (Esc clears)");
    bench.keys("<esc>").shows("A219").hides("Filter");
    assert_eq!(listed(&bench), all);
    bench.keys("<esc>");
    assert!(bench.state.dialogs.is_empty());
}

#[test]
fn a_filter_that_fits_no_finding_says_so() {
    on("standard")
        .keys("!fxyzzy")
        .shows("No finding contains this.")
        .keys("<enter>")
        .shows("No finding contains `xyzzy`; Esc shows all");
}

#[test]
fn findings_are_sorted_by_step_and_by_code() {
    let mut bench = on("standard");
    bench.keys("!");
    let all = listed(&bench);
    bench.keys("S").shows("Sorted by step (S)");
    let shown = accord::app::shown_findings(&bench.state);
    let steps: Vec<Step> = shown
        .iter()
        .map(|f| accord::app::finding_target(f).step)
        .collect();
    assert!(
        steps.is_sorted() && steps.first() != steps.last(),
        "{steps:?}"
    );
    bench.keys("S").shows("Sorted by code (S)");
    assert!(listed(&bench).is_sorted());
    bench.keys("S").shows("Findings").hides("Sorted");
    assert_eq!(listed(&bench), all);
}

#[test]
fn what_is_selected_stays_so_in_another_order_and_enter_goes_there() {
    let mut bench = on("standard");
    bench.keys("!<end>");
    let last = bench.state.last_finding.clone().expect("the selected one");
    bench.keys("SS<enter>");
    assert_eq!(bench.state.last_finding, Some(last));
}

/// The definition of the stage Contact is deleted, which is worth a look.
fn undefined() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("5/Contact stage<enter><enter><down><enter><ctrl-a><ctrl-k><ctrl-s>");
    bench
}

/// From another step, straight to the field.
fn at_the_field() -> Bench {
    let mut bench = undefined();
    bench.keys("1!");
    while !bench.screen().contains("> worth a look  A216") {
        bench.keys("<down>");
    }
    bench.keys("<enter>");
    bench
}

#[test]
fn a_finding_is_said_at_once() {
    let mut bench = undefined();
    bench.shows("! worth a look: `Contact` has no");
    assert!(codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
}

#[test]
fn a_finding_leads_to_its_field_from_another_step() {
    let found = in_hand(&at_the_field());
    assert_eq!(found, (Step::Stages, "Agreed wording".into()));
}

#[test]
fn what_is_mended_leaves_the_list() {
    let mut bench = at_the_field();
    assert!(codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
    bench.keys("<enter>Somebody we may write to.<ctrl-s>");
    assert!(!codes(&bench).contains(&"A216"), "{:?}", codes(&bench));
}

/// Sets a field of an example session, and opens the findings.
fn changed(name: &str, at: &str, key: &str, text: &str) -> Bench {
    let mut bench = on(name);
    let set = RecordCommand::SetField {
        at: at.parse().expect("a place"),
        key: key.into(),
        text: text.into(),
    };
    bench.run(Command::Record(set)).keys("!");
    bench
}

/// Enter on a finding in the open list.
fn follow(bench: &mut Bench, code: &str) -> (Step, String) {
    while !bench
        .screen()
        .lines()
        .any(|line| line.contains("> ") && line.contains(code))
    {
        bench.keys("<down>");
    }
    bench.keys("<enter>");
    in_hand(bench)
}

#[test]
fn contact_details_for_a_definition_lead_to_its_wording() {
    let only = "Has left a name and a direct number";
    let mut bench = changed("worked-example", "stage:mql", "definition", only);
    let field = follow(&mut bench, "A203");
    assert_eq!(field, (Step::Stages, "Agreed wording".into()));
}

#[test]
fn a_criterion_without_a_source_leads_to_that_field() {
    let mut bench = changed("worked-example", "criterion:money", "source", "");
    let field = follow(&mut bench, "A252");
    assert_eq!(field, (Step::Points, "Seen in".into()));
}

#[test]
fn a_name_that_stands_twice_leads_to_that_name() {
    let mut bench = changed("worked-example", "criterion:demo", "name", "references");
    let field = follow(&mut bench, "A251");
    assert_eq!(field, (Step::Points, "Name".into()));
}

#[test]
fn the_same_words_for_two_terms_lead_to_the_wording() {
    let mut bench = on("worked-example");
    let words = bench.session().definition.stages[0].definition.clone();
    let set = RecordCommand::SetField {
        at: "term:profile".parse().expect("a place"),
        key: "definition".into(),
        text: words.to_uppercase(),
    };
    bench.run(Command::Record(set)).keys("!");
    let field = follow(&mut bench, "A250");
    assert_eq!(field.0, Step::Stages);
}

#[test]
fn what_ships_says_nothing_twice_and_names_its_sources() {
    for name in [
        "worked-example",
        "b2b-saas",
        "standard",
        "worked-scoring",
        "blank",
    ] {
        let bench = on(name);
        let found = codes(&bench);
        let about = ["A190", "A203", "A250", "A251", "A252", "A253"];
        assert!(
            !found.iter().any(|code| about.contains(code)),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn a_missing_commitment_leads_to_its_field() {
    let mut bench = changed("worked-example", "handoff:handoff", "marketing_commits", "");
    bench.shows("Marketing commits to nothing at the hand-off");
    let field = follow(&mut bench, "A262");
    assert_eq!(field, (Step::Rules, "Marketing commits".into()));
}

#[test]
fn a_partial_report_back_leads_to_what_is_missing() {
    let mut bench = changed("worked-example", "handoff:handoff", "report_hours", "");
    let field = follow(&mut bench, "A265");
    assert_eq!(field, (Step::Rules, "Reported within, hours".into()));
}

#[test]
fn a_track_without_content_leads_to_it() {
    let mut bench = changed("worked-example", "track:restart", "content", "");
    let field = follow(&mut bench, "A260");
    assert_eq!(field, (Step::Rules, "Content".into()));
}

const TARGET: &str = "target:finance-mid-core-q2";

#[test]
fn too_few_recorded_leads_for_the_targets_are_noted() {
    let mut bench = changed("b2b-saas", TARGET, "qualified", "5000");
    let field = follow(&mut bench, "A310");
    assert_eq!(field, (Step::Personas, "Qualified leads".into()));
    let finding = bench.state.findings.iter().find(|f| f.code == "A310");
    assert_eq!(
        finding.expect("a note").message,
        "of the 300 leads in the file 94 qualify; the targets ask for 5,060 in 2024-Q2"
    );
    bench
        .size(118, 60)
        .go(Step::Evidence)
        .keys("<home><tab>")
        .shows("Of the 300 leads in");
}

#[test]
fn while_figures_are_hidden_nothing_says_how_many_qualify() {
    let mut bench = changed("b2b-saas", TARGET, "qualified", "5000");
    assert!(codes(&bench).contains(&"A310"), "{:?}", codes(&bench));
    let open = r#"{"Ballot": {"Open": "answer:industry/core"}}"#;
    let open = serde_json::from_str(open).expect("a command");
    bench.keys("<esc>").run(open);
    assert!(bench.session().workshop.open_ballots().next().is_some());
    assert!(!codes(&bench).contains(&"A310"), "{:?}", codes(&bench));
}
