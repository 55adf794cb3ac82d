//! Rules of the hand-off from templates, and points that fade with time.

use accord::app::dialogs::choice::Choices;
use accord::app::dialogs::dialog::Dialog;
use accord::app::input::command::{Command, RecordCommand, RuleCommand};
use accord::model::{Combine, Definition, Session, gate_templates};
use accord::scoring::{Responses, Scorer};

use crate::common::{Bench, on};

/// The word and note of each choice on the screen.
fn choices(bench: &Bench) -> Vec<(String, String)> {
    let Some(Dialog::Pick(pick)) = bench.state.dialogs.last() else {
        panic!("a list to pick from")
    };
    let Choices::One(choices) = &pick.choices else {
        panic!("one is picked")
    };
    let pair =
        |choice: &accord::app::dialogs::choice::Choice| (choice.word.clone(), choice.note.clone());
    choices.iter().map(pair).collect()
}

/// How many of the sample leads qualify, one by one.
fn qualify(session: &Session, definition: &Definition) -> usize {
    let scorer = Scorer::new(definition);
    let qualifies = |sample: &&accord::model::Sample| {
        scorer.qualifies(&Responses::from_sample(&scorer, sample))
    };
    session.samples.iter().filter(qualifies).count()
}

#[test]
fn each_template_has_its_volume_on_the_same_leads() {
    let mut bench = on("worked-example");
    bench.keys(":templates<enter>").shows("as it is:");
    let session = bench.session().clone();
    let all = session.samples.len();
    let mut expected = vec![(
        "keep".to_owned(),
        format!("{} of {all} leads", qualify(&session, &session.definition)),
    )];
    for template in gate_templates(&session.definition) {
        let mut definition = Definition::clone(&session.definition);
        let handoff = definition
            .handoff
            .as_ref()
            .expect("it has one")
            .stage
            .clone();
        let stage = definition.stages.iter_mut().find(|s| s.id == handoff);
        stage.expect("its stage").rule = Some(template.rule);
        let volume = qualify(&session, &definition);
        expected.push((template.word, format!("{volume} of {all} leads")));
    }
    assert_eq!(choices(&bench), expected);
    let volumes: std::collections::HashSet<_> = expected.into_iter().map(|(_, v)| v).collect();
    assert!(volumes.len() > 2, "they tell the templates apart");
}

#[test]
fn a_template_is_taken_with_enter_and_undone_with_one_key() {
    let mut bench = on("worked-example");
    let before = bench.session().definition.clone();
    bench
        .keys(":templates<enter>3 of<enter>")
        .document(|s| {
            let stage = s.definition.handoff_stage().expect("a hand-off");
            let rule = serde_json::to_string(&stage.rule).expect("plain data");
            assert_eq!(
                rule,
                r#"{"at_least":{"count":3,"of":{"covers":["money","authority","need","timing"]}}}"#
            );
        })
        .keys("u")
        .document(|s| assert_eq!(s.definition, before));
}

#[test]
fn the_topic_that_no_criterion_covers_is_named() {
    let mut bench = on("worked-example");
    bench.keys("/buying criteria criterion<enter>");
    bench.run(Command::Record(RecordCommand::SetField {
        at: "criterion:specification".parse().expect("a place"),
        key: "covers".into(),
        text: "intent".into(),
    }));
    bench.run(Command::Rule(RuleCommand::AskTemplate));
    let all = choices(&bench);
    let four = all.iter().find(|(word, _)| word == "4-of-4").expect("it");
    assert!(four.1.starts_with("0 of "), "{}", four.1);
    assert!(
        four.1.ends_with("leads; no criterion covers timing"),
        "{}",
        four.1
    );
}

#[test]
fn without_a_hand_off_there_is_no_template() {
    let mut bench = on("worked-example");
    bench
        .run(Command::Rule(RuleCommand::AskTemplate))
        .keys("<esc>");
    let edit = accord::document::Edit::Remove {
        at: "handoff:handoff".parse().expect("a place"),
    };
    let _ = bench.state.edit(edit);
    bench
        .keys(":templates<enter>")
        .shows("There is no hand-off yet");
}

/// The answers of the specification: points and condition.
fn answers(session: &Session) -> Vec<(i64, String)> {
    let criterion = session.definition.criterion("specification").expect("it");
    let answer = |a: &accord::model::Answer| {
        (
            a.points,
            serde_json::to_string(&a.when).expect("plain data"),
        )
    };
    criterion.answers.iter().map(answer).collect()
}

fn found_by_event(bench: &mut Bench) -> &mut Bench {
    bench.keys("/buying criteria criterion<enter>");
    bench.run(Command::Record(RecordCommand::SetField {
        at: "criterion:specification".parse().expect("a place"),
        key: "when".into(),
        text: r#"{"event":"spec"}"#.into(),
    }));
    bench.keys("/buying criteria criterion<enter>")
}

#[test]
fn a_behaviour_fades_with_time_in_one_step() {
    let mut bench = on("worked-example");
    let bench = found_by_event(&mut bench);
    let before = bench.session().definition.clone();
    bench
        .keys(":fade<enter>")
        .shows("8, 4, 2, 1 at 30, 60, 90, 120 days")
        .keys("<ctrl-u>6, 3 at 30 days<enter>")
        .shows("6, 3")
        .keys("<ctrl-u>6, 3 at 30, 90 days<enter>")
        .document(|s| {
            let within = |days: u32| format!(r#"{{"event":"spec","within_days":{days}}}"#);
            assert_eq!(answers(s), [(6, within(30)), (3, within(90))]);
            let criterion = s.definition.criterion("specification").expect("it");
            assert_eq!(criterion.combine, Some(Combine::Highest));
            assert_eq!((criterion.points, &criterion.when), (None, &None));
            let was = before.criterion("specification").expect("it");
            assert_eq!(criterion.name, was.name);
        })
        .keys("u")
        .document(|s| assert_eq!(s.definition, before));
}

#[test]
fn what_no_event_finds_does_not_fade() {
    on("worked-example")
        .keys("/buying criteria criterion<enter>:fade<enter>")
        .shows("Say first by which event it is found");
}
