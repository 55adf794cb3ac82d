//! The workbench told what to do by commands, as keys, dialogs and scripts tell it, too.

mod common;

use accord::app::input::command::{
    BallotCommand, Command, PublishCommand, RecordCommand, RuleCommand, SecretText,
};
use accord::app::input::keymap::Action;
use accord::app::{Place, Step};
use accord::model::rule_parts::PartContent;
use accord::model::{Agreement, Side};
use common::on;
use common::votes::{DEMO, agreement, decision, value};

/// Another answer of the demo, worth 1 point.
const TOURED: &str = "answer:demo/toured-online";

fn place(text: &str) -> Place {
    text.parse().expect("a place")
}

/// Reads a command as it is written.
fn read(json: &str) -> Command {
    serde_json::from_str(json).expect("a command")
}

fn set_points(text: &str) -> Command {
    Command::Record(RecordCommand::SetField {
        at: place(TOURED),
        key: "points".into(),
        text: text.into(),
    })
}

#[test]
fn a_field_is_set() {
    on("worked-example")
        .run(set_points("2"))
        .shows("5 qualify, up to 7 (was 4)")
        .document(|s| assert_eq!(value(s, TOURED), "2"));
}

#[test]
fn a_command_is_undone_like_a_key() {
    on("worked-example")
        .run(set_points("2"))
        .run(Command::Action(Action::Undo))
        .shows("4 qualify, up to 6")
        .document(|s| assert_eq!(value(s, TOURED), "1"));
}

#[test]
fn a_command_survives_a_kill() {
    let mut bench = on("worked-example");
    bench.run(set_points("2"));
    bench
        .killed()
        .keys("k")
        .document(|s| assert_eq!(value(s, TOURED), "2"));
}

#[test]
fn a_command_read_from_json_is_run() {
    on("worked-example")
        .run(read(
            r#"{"Record": {"SetField":
                {"at": "answer:demo/toured-online", "key": "points", "text": "2"}}}"#,
        ))
        .shows("5 qualify, up to 7 (was 4)")
        .document(|s| assert_eq!(value(s, TOURED), "2"));
}

#[test]
fn a_key_and_its_action_do_the_same() {
    let mut typed = on("worked-example");
    typed.keys("/Demo criterion<enter><enter><down>+");
    let mut told = on("worked-example");
    told.run(Command::Record(RecordCommand::GoTo(place(TOURED))))
        .run(read(r#"{"Action": "Plus"}"#))
        .document(|s| assert_eq!(value(s, TOURED), "2"));
    assert_eq!(told.session().definition, typed.session().definition);
}

#[test]
fn a_step_is_gone_to() {
    let mut bench = on("worked-example");
    bench
        .run(read(r#"{"Action": {"Step": 8}}"#))
        .shows("[8Preview");
    assert_eq!(bench.state.step, Step::Preview);
}

#[test]
fn a_refused_field_says_why_and_stays() {
    on("worked-example")
        .run(set_points("many"))
        .shows("hole number")
        .document(|s| assert_eq!(value(s, TOURED), "1"));
}

#[test]
fn going_to_what_is_gone_says_so() {
    let gone = place("criterion:gone");
    on("worked-example")
        .run(Command::Record(RecordCommand::GoTo(gone)))
        .shows("It no longer exists: there is nothing to go to");
}

#[test]
fn a_part_is_added_to_a_rule() {
    let rejected = PartContent::None(vec![TOURED_REFERENCE.parse().expect("a reference")]);
    let add = RuleCommand::AddPart(place("stage:mql"), rejected);
    on("worked-example")
        .run(Command::Rule(add))
        .document(|session| {
            let stage = session.definition.stage("mql").expect("a stage");
            let rule = stage.rule.as_ref().expect("a rule");
            let none = rule.none.as_ref().expect("it is added");
            assert_eq!(
                none.last().map(ToString::to_string).as_deref(),
                Some(TOURED_REFERENCE)
            );
        });
}

const TOURED_REFERENCE: &str = "demo=toured-online";

#[test]
fn sides_agree_without_a_vote() {
    let subject = DEMO.parse().expect("a subject");
    let agree = BallotCommand::Agree(subject, vec![Side::Sales, Side::Marketing]);
    on("worked-example")
        .run(Command::Ballot(agree))
        .document(|session| {
            assert_eq!(agreement(session, DEMO).0, Agreement::Both);
            assert_eq!(decision(session, DEMO).value, "5");
        });
}

#[test]
fn nothing_is_set_while_it_is_voted_on() {
    let set = |text: &str| {
        read(&format!(
            r#"{{"Record": {{"SetField": {{"at": "{DEMO}", "key": "points", "text": "{text}"}}}}}}"#
        ))
    };
    on("worked-example")
        .run(set("6"))
        .document(|s| assert_eq!(value(s, DEMO), "6"))
        .run(read(&format!(r#"{{"Ballot": {{"Open": "{DEMO}"}}}}"#)))
        .keys("5<enter><esc>")
        .run(set("7"))
        .shows("A ballot on")
        .document(|s| assert_eq!(value(s, DEMO), "6"));
}

#[test]
fn own_words_are_sealed_until_they_are_shown() {
    let at = place("stage:mql");
    let write = |side, words| Command::WriteOwnWords(at.clone(), side, SecretText::new(words));
    on("standard")
        .keys("/Marketing qualified stage<enter>")
        .run(write(Side::Sales, "purple elephants"))
        .run(write(Side::Marketing, "green giraffes"))
        .shows("Marketing qualified")
        .hides("elephants")
        .hides("giraffes")
        .run(Command::Ballot(BallotCommand::RevealWords(at.clone())))
        .shows("purple elephants")
        .shows("green giraffes");
}

#[test]
fn publishing_says_what_it_waits_for() {
    on("worked-example")
        .run(Command::Publish(PublishCommand::Ask))
        .shows("Publishing waits for");
}
