//! Refusals, version numbers and the content of versions.

use std::sync::Arc;

use rstest::rstest;

use jiff::Timestamp;
use jiff::civil::Date;

use super::*;
use crate::check::{self, Severity};
use crate::model::{Definition, Id, Session, Side, SignOff, Term, Version};
use crate::proof::{Budget, Cancel};
use crate::release::PublishOverrides;
use crate::revision::Revision;

fn worked() -> Session {
    let text = include_str!("../../../sessions/worked-example/session.yaml");
    crate::store::parse_session(std::path::Path::new("session.yaml"), text)
        .expect("the example reads")
}

fn now() -> Timestamp {
    "2026-11-21T16:30:00Z".parse().unwrap()
}

fn today() -> Date {
    jiff::civil::date(2026, 11, 21)
}

fn signed(session: &Session) -> Vec<SignOff> {
    let sign = |side| SignOff {
        side,
        name: format!("Somebody from {side}"),
        at: Some(now()),
        digest: session.definition.digest(),
    };
    vec![sign(Side::Marketing), sign(Side::Sales)]
}

fn edited(edit: impl FnOnce(&mut Definition)) -> Session {
    let mut session = worked();
    edit(Arc::make_mut(&mut session.definition));
    session
}

fn folder() -> (tempfile::TempDir, SessionFolder) {
    let dir = tempfile::tempdir().unwrap();
    let folder = SessionFolder::at(dir.path());
    (dir, folder)
}

fn request(session: &Session, sign_offs: &[SignOff]) -> PublishRequest {
    PublishRequest {
        session: session.clone(),
        sign_offs: sign_offs.to_vec(),
        overrides: PublishOverrides::default(),
        announced: None,
        budget: Budget::default(),
        impacts: None,
        now: now(),
        today: today(),
        time_zone: jiff::tz::TimeZone::UTC,
    }
}

fn publish(
    folder: &SessionFolder,
    session: &Session,
    sign_offs: &[SignOff],
) -> Result<Version, PublishRefused> {
    let request = request(session, sign_offs);
    let published = super::publish(folder, &request, &WriteGate::default())?;
    Ok(published.release.version)
}

fn publish_to(folder: &SessionFolder, session: &Session) -> Result<Version, PublishRefused> {
    publish(folder, session, &signed(session))
}

#[test]
fn the_first_version_holds_the_definition_its_minutes_and_who_agreed() {
    let (_dir, folder) = folder();
    let session = worked();
    assert_eq!(publish_to(&folder, &session).unwrap(), Version::FIRST);
    let glossary = versions::read_glossary(&folder, Version::FIRST).unwrap();
    let model = versions::read_model(&folder, Version::FIRST).unwrap();
    assert_eq!(glossary.definition(&model), *session.definition);
    assert_eq!(glossary.published, Some(now()));
    let sides: Vec<Side> = glossary.agreed_by.iter().map(|s| s.side).collect();
    assert_eq!(sides, [Side::Sales, Side::Marketing]);
    let recap = versions::read_recap(&folder, Version::FIRST).unwrap();
    assert!(recap.contains(
        "- Sales: Somebody from sales (not among the participants), 2026-11-21 16:30 UTC"
    ));
    assert!(versions::verify(&folder).unwrap()[0].problems.is_empty());
    let refused = publish_to(&folder, &session).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "nothing has changed since 1.0.0, so there is nothing to publish"
    );
}

#[test]
fn errors_are_named_three_and_the_rest_counted() {
    let (_dir, folder) = folder();
    let session = edited(|d| {
        d.dispositions.clear();
        d.handoff.as_mut().unwrap().disposition = Id::new("gone").unwrap();
    });
    let refused = publish_to(&folder, &session).unwrap_err();
    let errors = check::check(&session, today());
    let errors = errors
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .count();
    assert!(errors > 3);
    let text = refused.to_string();
    assert!(
        text.starts_with(&format!("{errors} things must be fixed first: ")),
        "{text}"
    );
    assert!(
        text.ends_with(&format!("; and {} more", errors - 3)),
        "{text}"
    );
    assert!(versions::list(&folder).unwrap().is_empty());
}

#[test]
fn a_stage_without_fit_needs_a_recorded_reason() {
    let (_dir, folder) = folder();
    let mut session = edited(|d| {
        let rule = d.stages[2].rule.as_mut().unwrap();
        rule.all = None;
    });
    let refused = publish_to(&folder, &session).unwrap_err();
    assert!(
        matches!(refused, PublishRefused::Blocked(Blocker::NeedsWaiver(_))),
        "{refused}"
    );
    Arc::make_mut(&mut session.workshop).waivers = vec![crate::model::Waiver {
        id: Id::new("e").unwrap(),
        code: "A201".into(),
        place: "stage:lead".into(),
        reason: "Tried for a quarter".into(),
    }];
    assert_eq!(publish_to(&folder, &session).unwrap(), Version::FIRST);
}

#[test]
fn every_needed_side_signs_exactly_this_text() {
    let (_dir, folder) = folder();
    let mut session = worked();
    let sales_only = &signed(&session)[1..];
    let refused = publish(&folder, &session, sales_only).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Marketing hasn't agreed yet; publishing needs Sales and Marketing"
    );
    let before = signed(&session);
    Arc::make_mut(&mut session.definition).terms[0]
        .definition
        .push('!');
    let refused = publish(&folder, &session, &before).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Somebody from sales agreed for Sales to an earlier text; \
         it has changed since: ask again"
    );
    Arc::make_mut(&mut session.workshop).management_signs = true;
    let refused = publish_to(&folder, &session).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Management hasn't agreed yet; publishing needs Sales, Marketing and Management"
    );
    assert!(versions::list(&folder).unwrap().is_empty());
}

type Edit = fn(&mut Definition);

#[rstest]
#[case::wording("1.0.1", |d: &mut Definition| d.stages[3].definition.push('!'))]
#[case::a_label("1.0.1", |d: &mut Definition| d.criteria[0].answers[0].label.push('!'))]
#[case::order_of_words("1.0.1", |d: &mut Definition| d.terms.swap(0, 1))]
#[case::order_of_criteria("1.0.1", |d: &mut Definition| d.criteria.swap(0, 1))]
#[case::a_word_more("1.1.0", |d: &mut Definition| d.terms.push(Term { id: Id::new("new").unwrap(), ..Term::default() }))]
#[case::an_owner("1.1.0", |d: &mut Definition| d.stages[3].owner.push('!'))]
#[case::a_source("1.1.0", |d: &mut Definition| d.criteria[0].source.push('!'))]
#[case::order_of_steps("1.1.0", |d: &mut Definition| d.journeys[0].steps.swap(0, 1))]
#[case::points("2.0.0", |d: &mut Definition| d.criteria[3].points = Some(6.into()))]
#[case::order_of_stages("2.0.0", |d: &mut Definition| d.stages.swap(1, 2))]
#[case::order_of_answers("1.1.0", |d: &mut Definition| d.criteria[0].answers.swap(0, 1))]
#[case::a_service_level_nobody_gets("1.1.0", |d: &mut Definition| d.handoff.as_mut().unwrap().service_level.as_mut().unwrap().response_hours = Some(24))]
#[case::a_word_gone("2.0.0", |d: &mut Definition| drop(d.terms.pop()))]
#[case::a_metric_gone("2.0.0", |d: &mut Definition| drop(d.metrics.pop()))]
#[case::a_service_level("2.0.0", |d: &mut Definition| d.dispositions[1].service_level = None)]
fn the_number_says_how_far_it_moved(#[case] number: &str, #[case] edit: Edit) {
    let before = worked();
    let after = edited(edit).definition;
    let bump = Revision::within_budget(&before.definition, &after, &Cancel::never()).bump;
    assert_eq!(bump.after(Version::FIRST).to_string(), number);
}

#[test]
fn nothing_moved_and_a_new_name() {
    let (_dir, folder) = folder();
    let mut session = worked();
    publish_to(&folder, &session).unwrap();
    session.name.push('!');
    assert_eq!(publish_to(&folder, &session).unwrap().to_string(), "1.0.1");
}
