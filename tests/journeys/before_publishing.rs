//! What is read, asked and said before a version goes out.

use accord::app::Step;
use accord::app::input::command::{Command, RecordCommand};
use accord::model::Version;
use accord::store::{SessionFolder, versions};

use crate::common::{Bench, on};

const SIGN_BOTH: &str = "s<enter><enter>s<down><enter><enter>";
const VERIFY: &str = "No meeting until March<enter>Ines<enter>2027-03-01<enter>";

fn set(bench: &mut Bench, at: &str, key: &str, text: &str) {
    bench.run(Command::Record(RecordCommand::SetField {
        at: at.parse().expect("a place"),
        key: key.into(),
        text: text.into(),
    }));
}

/// The worked example with a criterion that nobody verified.
fn unverified() -> Bench {
    let mut bench = on("worked-example");
    set(&mut bench, "criterion:demo", "example", "");
    bench
}

fn minutes(bench: &Bench, version: &str) -> String {
    let folder = SessionFolder::at(bench.path());
    let version: Version = version.parse().expect("a version");
    versions::read_recap(&folder, version).expect("the minutes")
}

/// The worked example published, with the definition of Contact reworded since.
fn reworded() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("Py");
    set(
        &mut bench,
        "stage:contact",
        "definition",
        "A person to whom we may write.",
    );
    bench
}

#[test]
fn the_seven_points_are_shown_anywhere_with_what_proves_them() {
    on("worked-example")
        .keys("3L")
        .shows("The seven points: 7 of 7 done")
        .shows("12 leads remembered in the workshop");
}

#[test]
fn an_open_point_leads_to_where_it_is_settled() {
    let mut bench = unverified();
    bench
        .keys("L")
        .shows("6 of 7 done")
        .shows("Still open: no real example yet: Demo")
        .keys("<enter>");
    assert_eq!(bench.state.step, Step::Points);
    bench.shows("> ").shows("Had a one-to-one");
}

#[test]
fn the_draft_is_read_without_a_published_version() {
    on("worked-example")
        .keys("D")
        .shows("The draft as it would be published")
        .shows("1 Contact; Owner: Marketing")
        .hides("**");
}

#[test]
fn what_changed_since_the_last_version_is_marked_and_jumped_to() {
    reworded()
        .keys("Dn")
        .shows("The draft, change 1 of 1 since 1.0.0")
        .shows("- Definition: A person to whom we may write. The company")
        .shows("~ Definition: A person to whom we may write.")
        .shows("1 Contact");
}

#[test]
fn the_draft_is_not_shown_while_points_are_voted_on() {
    on("worked-example")
        .keys("6/Demo criterion<enter><enter>v<esc>D")
        .shows("figures are hidden")
        .hides("The draft as it would be published");
}

#[test]
fn the_signer_is_picked_among_the_participants_of_the_side() {
    on("worked-example")
        .keys("9s<enter>")
        .shows("Who signs exactly this text for Sales?")
        .shows("Tom Brackley")
        .hides("Marta Lindqvist")
        .keys("<enter>")
        .shows("Tom Brackley has signed exactly this text for Sales")
        .hides("isn't among the participants");
}

#[test]
fn somebody_new_signs_knowingly_and_the_minutes_say_so() {
    let mut bench = on("worked-example");
    bench
        .keys("9s<enter>Ada")
        .shows("Enter takes somebody new")
        .keys("<enter>")
        .shows("noted as not among the participants")
        .keys(" Fell<enter>")
        .shows("Ada Fell has signed")
        .keys("s<down><enter><enter>Py");
    let minutes = minutes(&bench, "1.0.0");
    assert!(minutes.contains("- Sales: Ada Fell (not among the participants), "));
    assert!(minutes.contains("- Marketing: Marta Lindqvist, "));
}

#[test]
fn unverified_criteria_go_out_with_a_reason_that_becomes_an_action() {
    let mut bench = unverified();
    bench
        .go(Step::Publish)
        .shows("Criteria not verified")
        .keys(SIGN_BOTH)
        .keys("P")
        .shows("Why may 1 criterion go out unverified?")
        .shows("Demo")
        .keys(VERIFY)
        .shows("Publish?");
    let actions = &bench.session().workshop.actions;
    let action = actions.last().expect("an action");
    assert_eq!(action.name, "Verify: Demo");
    assert_eq!(action.owner, "Ines Corrigan");
    assert_eq!(
        action.due.map(|day| day.to_string()),
        Some("2027-03-01".into())
    );
    bench.keys("y").shows("Published 1.0.0");
    let minutes = minutes(&bench, "1.0.0");
    assert!(minutes.contains("- Demo: no real example\n"), "{minutes}");
    let row = "| Action | Verify: Demo (No meeting until March) | Ines Corrigan | 2027-03-01 |";
    assert!(minutes.contains(row), "{minutes}");
}

#[test]
fn the_same_criteria_are_asked_about_once_and_others_again() {
    let mut bench = unverified();
    bench
        .go(Step::Publish)
        .keys(SIGN_BOTH)
        .keys("P")
        .keys(VERIFY)
        .keys("nP")
        .shows("Publish?")
        .keys("n");
    set(&mut bench, "criterion:money", "source", "");
    bench
        .keys(SIGN_BOTH)
        .keys("P")
        .shows("Why may 1 criterion go out unverified?")
        .shows("Money");
}

#[test]
fn without_an_answer_nothing_is_recorded_and_nothing_published() {
    let mut bench = unverified();
    let before = bench.session().workshop.actions.len();
    bench
        .go(Step::Publish)
        .keys(SIGN_BOTH)
        .keys("PNo meeting<enter><esc>")
        .shows("9 Publish")
        .hides("Publish?");
    assert_eq!(bench.session().workshop.actions.len(), before);
    assert!(bench.state.versions.is_empty());
}

#[test]
fn a_date_that_is_none_is_asked_for_again() {
    let mut bench = unverified();
    bench
        .go(Step::Publish)
        .keys(SIGN_BOTH)
        .keys("PNo meeting<enter>Ines<enter>soon<enter>")
        .shows("isn't a day: write one such as 12 May");
}

#[test]
fn a_band_left_behind_is_a_finding_until_it_follows() {
    let mut bench = reworded();
    bench
        .keys("7/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>+<esc>")
        .keys("!")
        .shows("A247 `Hot` still starts at 20")
        .keys("<esc>b!")
        .shows("Findings")
        .hides("A247");
}

#[test]
fn the_minutes_list_what_was_never_agreed() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Publish)
        .shows("Values nobody agreed on")
        .keys(SIGN_BOTH)
        .keys("Py");
    let minutes = minutes(&bench, "1.0.0");
    assert!(minutes.contains("### Never agreed"), "{minutes}");
    let thresholds = "- Thresholds: Suspect: points needed for behaviour (1); Marketing qualified lead (MQL): points needed in all (20)\n";
    assert!(minutes.contains(thresholds), "{minutes}");
}

#[test]
fn a_revision_begins_with_what_is_still_open() {
    let mut bench = unverified();
    bench.keys("pAsk finance @ines<enter>").go(Step::Publish);
    bench.keys(SIGN_BOTH).keys("P").keys(VERIFY).keys("y");
    let mut bench = bench.reopen();
    bench
        .keys("y")
        .shows("STILL OPEN SINCE 1.0.0")
        .shows(">  Split the CRM fiel")
        .shows("Still open since 1.0.0: 3 actions and 3 parked thoughts");
    let screen = bench.screen_at(140, 40);
    let open = screen.find("Verify: Demo").expect("the action");
    assert!(open < screen.find("OPENING QUESTIONS").expect("the questions"));
    assert!(open < screen.find("PARTICIPANTS").expect("the people"));
}

#[test]
fn a_thought_is_settled_where_the_revision_begins() {
    let mut bench = on("worked-example");
    bench.keys("pAsk finance @ines<enter>").go(Step::Publish);
    bench.keys(SIGN_BOTH).keys("Py");
    let mut bench = bench.reopen();
    bench
        .keys("y<down><down><down><down>")
        .shows("Ask finance")
        .keys("<tab><end><enter>")
        .shows("STILL OPEN SINCE 1.0.0             4");
    let parked = &bench.session().workshop.parking;
    let settled: Vec<_> = parked.iter().map(|p| p.resolution.as_str()).collect();
    assert_eq!(settled, ["", "", "back to Ines Corrigan"]);
}

#[test]
fn minutes_and_home_screen_give_the_same_review_date() {
    let mut bench = on("worked-example");
    bench.run(Command::Record(RecordCommand::SetField {
        at: "settings:settings".parse().expect("a place"),
        key: "review_date".into(),
        text: String::new(),
    }));
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("Py");
    let minutes = minutes(&bench, "1.0.0");
    let at = minutes.find("## Next review").expect("the section");
    let day = minutes[at..].split("On ").nth(1).expect("a date");
    let day = day.split(';').next().expect("a date").to_owned();
    bench.reopen().shows(&format!("review on {day}"));
}
