//! Rules and conditions, changed part by part.

use accord::app::input::command::{Command, RecordCommand, TickCommand, TickValue};
use accord::app::{RowTarget, Step};
use accord::model::rule_parts::NewRulePart;
use accord::model::{Condition, CountScope, Covers, DecidedBy, Rule, Session};

use crate::common::{Bench, on};

/// On the first part of the MQL's rule: 20 points in all.
fn at_points() -> Bench {
    let mut bench = on("worked-example");
    bench.keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>");
    bench
}

/// On its second part: the funded project it must have.
fn at_answer() -> Bench {
    let mut bench = at_points();
    bench.keys("<down>");
    bench
}

fn rule(session: &Session) -> Rule {
    let stage = session.definition.stage("mql").expect("it is there");
    stage.rule.clone().expect("it has a rule")
}

fn points(session: &Session) -> Vec<(String, i64)> {
    let points = rule(session).points.unwrap_or_default();
    points.into_iter().collect()
}

#[test]
fn a_number_is_typed_on_the_part_itself() {
    at_points()
        .keys("<enter>17<enter>")
        .document(|s| assert_eq!(points(s), [("total".to_owned(), 17)]));
}

#[test]
fn what_points_are_of_changes_and_the_number_stays() {
    at_points()
        .keys("<enter>something else<enter>for fit<enter>")
        .document(|s| assert_eq!(points(s), [("fit".to_owned(), 20)]));
}

#[test]
fn what_is_no_number_is_refused_with_a_sentence() {
    at_points()
        .keys("<enter>many<enter>")
        .shows("Write a whole number")
        .document(|s| assert_eq!(points(s), [("total".to_owned(), 20)]));
}

#[test]
fn what_a_lead_must_have_becomes_what_it_must_not_have() {
    let mut bench = at_answer();
    bench.document(|s| assert!(rule(s).none.is_none()));
    bench.keys("<enter>none of these<enter>").document(|s| {
        let none = rule(s).none.expect("a part");
        assert_eq!(none.len(), 1);
        assert_eq!(rule(s).all.expect("the others").len(), 2);
    });
}

#[test]
fn an_answer_a_lead_has_not_can_be_asked_for() {
    at_points()
        .keys("ahas not done<enter>")
        .shows("Which answers?")
        .keys("<enter>")
        .document(|s| assert!(rule(s).none.is_some()));
}

/// On a stage that a person decides.
fn decided_by_person() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Rules);
    let stage = RowTarget::Record("stage:sal".parse().expect("a place"));
    bench.state.cursor_mut().selected = Some(stage);
    bench.keys("<tab>");
    bench
}

fn accepted(session: &Session) -> (Option<DecidedBy>, bool) {
    let stage = session.definition.stage("sal").expect("it is there");
    (stage.decided_by, stage.rule.is_some())
}

#[test]
fn a_rule_beside_a_person_is_asked_about() {
    decided_by_person()
        .keys("a")
        .shows("let the rule decide")
        .keys("l")
        .document(|s| assert_eq!(accepted(s), (Some(DecidedBy::Person), false)));
}

#[test]
fn a_rule_that_is_to_decide_replaces_the_person() {
    decided_by_person()
        .keys("arat least N points<enter><enter>")
        .document(|s| assert_eq!(accepted(s), (None, true)));
}

#[test]
fn the_rule_can_be_picked_as_what_decides() {
    decided_by_person()
        .keys("<end><enter>The rule<enter>")
        .document(|s| assert_eq!(accepted(s), (None, false)));
}

/// A criterion found by two events, being edited.
fn condition_editor() -> Bench {
    let mut bench = on("worked-example");
    let when = r#"{"all":[{"event":"visit","at_least":2},{"any":[{"field":"size","min":"10"},{"field":"size","known":false}]}]}"#;
    bench.run(Command::Record(RecordCommand::SetField {
        at: "criterion:meeting".parse().expect("a place"),
        key: "when".into(),
        text: when.into(),
    }));
    bench.keys("/Meeting held criterion<enter>");
    bench
}

fn open_condition(bench: &mut Bench) -> &mut Bench {
    bench.run(Command::Record(RecordCommand::GoTo(
        "criterion:meeting".parse().expect("a place"),
    )));
    bench.keys("<tab>");
    let index = bench
        .state
        .detail()
        .0
        .iter()
        .position(|row| row.text == "Found by");
    bench.state.cursor_mut().detail_row = index.expect("the field is shown");
    bench.keys("<enter>").shows("It holds when")
}

fn when(session: &Session) -> Condition {
    let criterion = session
        .definition
        .criterion("meeting")
        .expect("it is there");
    criterion.when.clone().expect("a condition")
}

#[test]
fn a_count_of_a_condition_changes_and_its_event_stays() {
    let mut bench = condition_editor();
    open_condition(&mut bench)
        .keys("<enter>times<enter><ctrl-u>5<enter><ctrl-s>")
        .document(|s| {
            let part = when(s).all.expect("parts")[0].clone();
            assert_eq!(
                (part.event.clone(), part.at_least),
                (Some("visit".into()), Some(5))
            );
        });
}

#[test]
fn a_part_within_a_part_is_changed_where_it_stands() {
    let mut bench = condition_editor();
    open_condition(&mut bench)
        .keys("<down><enter>")
        .shows("one of these does")
        .keys("<enter>compared with<enter><ctrl-u>50<enter><ctrl-s>")
        .document(|s| {
            let any = when(s).all.expect("parts")[1].any.clone().expect("a list");
            assert_eq!(any.len(), 2);
            assert_eq!(
                any[0].min.as_ref().map(ToString::to_string),
                Some("50".into())
            );
        });
}

#[test]
fn what_a_lead_has_not_done_can_be_picked() {
    let mut bench = condition_editor();
    open_condition(&mut bench)
        .keys("ahas not done<enter>webinar<enter><enter>30<enter><ctrl-s>")
        .document(|s| {
            let none = when(s).all.expect("parts")[2].none.clone().expect("a list");
            assert_eq!(none[0].event, Some("webinar".into()));
            assert_eq!(none[0].within_days, Some(30));
        });
}

#[test]
fn esc_leaves_a_part_within_a_part_as_it_was() {
    let mut bench = condition_editor();
    open_condition(&mut bench)
        .keys("<down><enter>d<esc><ctrl-s>")
        .document(|s| {
            let any = when(s).all.expect("parts")[1].any.clone();
            assert_eq!(any.expect("a list").len(), 2);
        });
}

#[test]
fn a_behaviour_without_a_phase_takes_that_of_its_step() {
    let mut bench = on("worked-example");
    let journey = bench.session().definition.journeys[0].clone();
    let step = journey.steps[0].clone();
    let mut behaviours = bench.session().definition.criteria.iter();
    let behaviour = behaviours
        .rfind(|c| c.kind == accord::model::CriterionKind::Behaviour)
        .expect("a behaviour")
        .id
        .clone();
    let at: accord::model::Place = format!("criterion:{behaviour}").parse().expect("a place");
    bench.run(Command::Record(RecordCommand::SetField {
        at,
        key: "phase".into(),
        text: String::new(),
    }));
    let place = format!("step:{}/{}", journey.id, step.id)
        .parse()
        .expect("a place");
    bench
        .run(Command::Ticked(
            TickCommand::SetField(place, "behaviours".into()),
            vec![TickValue::Word(behaviour.to_string())],
        ))
        .shows("takes the phase of this step")
        .document(|s| {
            let criterion = s
                .definition
                .criterion(behaviour.as_str())
                .expect("it is there");
            assert_eq!(criterion.phase, Some(step.phase));
        })
        .keys("u")
        .document(|s| {
            let criterion = s
                .definition
                .criterion(behaviour.as_str())
                .expect("it is there");
            assert_eq!(criterion.phase, None, "one step of undo");
        });
}

fn topics(session: &Session) -> Option<(u32, Vec<Covers>)> {
    let rule = rule(session);
    rule.at_least.into_iter().find_map(|part| match part.of {
        CountScope::Topics(topics) => Some((part.count, topics)),
        _ => None,
    })
}

#[test]
fn topics_are_ticked_counted_and_changed_in_place() {
    let mut bench = at_points();
    bench
        .keys("atopics of<enter>")
        .shows("Which topics?")
        .keys("<space><down><down><space><enter>")
        .shows("at least 2 of")
        .document(|s| assert_eq!(topics(s), Some((2, vec![Covers::Need, Covers::Money]))))
        .keys("-")
        .shows("at least 1 of")
        .keys("++")
        .shows("It asks for 3 of 2 topics")
        .document(|s| assert_eq!(topics(s).map(|(count, _)| count), Some(2)))
        .keys("<enter>other topics<enter><space><enter>")
        .document(|s| assert_eq!(topics(s), Some((1, vec![Covers::Money]))));
}

/// Whether the rule of the only never rule names each of these, and why it says so.
fn never(session: &Session) -> (Vec<String>, String) {
    let never = &session.definition.never[0];
    let all = never.rule.clone().and_then(|rule| rule.all);
    let all = all.into_iter().flatten().map(|r| r.to_string());
    (all.collect(), never.why.clone())
}

#[test]
fn what_no_lead_can_be_is_added_filled_and_named_on_preview() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Rules)
        .keys("anever rule<enter>Nobody tours twice<enter>");
    bench.document(|s| assert_eq!(never(s), (vec![], "Nobody tours twice".into())));
    bench
        .shows("NO LEAD HAS ALL OF THESE")
        .run(Command::Ticked(
            TickCommand::AddPart(
                "never:nobody-tours-twice".parse().expect("a place"),
                NewRulePart::All,
            ),
            ["demo=one-to-one", "money=funded"]
                .map(|r| TickValue::Reference(r.parse().expect("a reference")))
                .to_vec(),
        ))
        .document(|s| assert_eq!(never(s).0, ["demo=one-to-one", "money=funded"]));
    let contradicting = bench.state.findings.iter().filter(|f| f.code == "A270");
    let samples = bench.session().samples.iter().filter(|sample| {
        let has = |text: &str| sample.yes.iter().any(|r| r.to_string() == text);
        has("demo=one-to-one") && has("money=funded")
    });
    let (found, expected) = (contradicting.count(), samples.count());
    assert!(expected > 0);
    assert_eq!(found, expected, "each of them is named");
}

#[test]
fn words_where_a_count_or_days_are_asked_are_refused_and_stay_to_be_mended() {
    let mut bench = condition_editor();
    open_condition(&mut bench)
        .keys("<enter>times<enter><ctrl-u>2 or 3<enter>")
        .shows("`2 or 3` isn't valid")
        .shows("How many times?")
        .keys("<ctrl-u>3<enter><enter>Within<enter><ctrl-u>a month<enter>")
        .shows("`a month` isn't valid: write whole days")
        .keys("<ctrl-u>180<enter><ctrl-s>")
        .document(|s| {
            let part = when(s).all.expect("parts")[0].clone();
            assert_eq!((part.at_least, part.within_days), (Some(3), Some(180)));
        });
}

#[test]
fn words_where_a_field_is_compared_with_a_number_are_refused() {
    let mut bench = condition_editor();
    open_condition(&mut bench)
        .keys("<down><enter><enter>compared with<enter><ctrl-u>1,000<enter>")
        .shows("`1,000` isn't valid: write a number")
        .keys("<ctrl-u>1000<enter><ctrl-s>")
        .document(|s| {
            let any = when(s).all.expect("parts")[1].any.clone().expect("a list");
            assert_eq!(
                any[0].min.as_ref().map(ToString::to_string),
                Some("1000".into())
            );
        });
}

/// A criterion found by an event that has not happened, being edited.
fn not_done() -> Bench {
    let mut bench = on("worked-example");
    bench.run(Command::Record(RecordCommand::SetField {
        at: "criterion:meeting".parse().expect("a place"),
        key: "when".into(),
        text: r#"{"none":[{"event":"demo"}]}"#.into(),
    }));
    open_condition(&mut bench);
    bench
}

#[test]
fn what_is_added_beside_what_has_not_happened_must_hold() {
    let mut bench = not_done();
    bench
        .keys("aSomething the lead did<enter>webinar<enter><enter><enter>")
        .shows("It holds when all of these do")
        .keys("<ctrl-s>")
        .document(|s| {
            let all = when(s).all.expect("parts");
            assert_eq!(all[0].none.as_ref().map(Vec::len), Some(1));
            assert_eq!(all[1].event, Some("webinar".into()));
        });
}

#[test]
fn a_negation_goes_with_the_last_of_its_conditions() {
    let mut bench = not_done();
    bench
        .keys("d")
        .shows("No conditions yet")
        .keys("aSomething the lead did<enter>webinar<enter><enter><enter><ctrl-s>")
        .document(|s| assert_eq!(when(s).event, Some("webinar".into())));
    // The same where several must not hold.
    let mut bench = not_done();
    bench
        .keys("<enter>aSomething the lead did<enter>webinar<enter><enter><enter><up>d<up>d")
        .shows("No parts left")
        .keys("aSomething the lead did<enter>webinar<enter><enter><enter><ctrl-s>")
        .document(|s| assert_eq!(when(s).event, Some("webinar".into())));
    // Whoever wants one from the start is told so.
    bench
        .keys("<enter>do<up>o")
        .shows("What is added must not hold");
}
