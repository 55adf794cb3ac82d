//! The number, the gate, and what stops a publication while it is worked out.

use std::path::Path;
use std::sync::Arc;

use rstest::rstest;

use super::*;
use crate::check;
use crate::model::{Session, Side, SignOff, Version};
use crate::proof::Budget;
use crate::revision::Bump;

fn worked() -> Session {
    let text = include_str!("../../sessions/worked-example/session.yaml");
    crate::store::parse_session(Path::new("session.yaml"), text).expect("the example reads")
}

fn signed(session: &Session) -> Vec<SignOff> {
    let sign = |side| SignOff {
        side,
        name: format!("Somebody from {side}"),
        at: None,
        digest: session.definition.digest(),
    };
    vec![sign(Side::Marketing), sign(Side::Sales)]
}

fn request(session: Session) -> PublishRequest {
    PublishRequest {
        sign_offs: signed(&session),
        session,
        overrides: PublishOverrides::default(),
        announced: None,
        budget: Budget::WAITING,
        impacts: None,
        now: "2026-11-21T16:30:00Z".parse().unwrap(),
        today: jiff::civil::date(2026, 11, 21),
        time_zone: jiff::tz::TimeZone::UTC,
    }
}

/// The worked example as it would have been published before a criterion's points changed.
fn released_before(session: &Session, version: &str) -> LastRelease {
    let mut definition = (*session.definition).clone();
    definition.criteria[3].points = Some(6.into());
    LastRelease {
        version: version.parse().unwrap(),
        name: session.name.clone(),
        definition: Arc::new(definition),
        altered: Vec::new(),
    }
}

fn prepare(
    request: &PublishRequest,
    found: &FoundOnDisk,
    last: Option<LastRelease>,
) -> Result<PreparedVersion, Blocker> {
    examine(request, found, &|| false)?.prepare(last, &|| false)
}

#[rstest]
#[case::nothing(None, None, Bump::Major, "1.0.0")]
#[case::all_gone(None, Some("1.2.3"), Bump::Patch, "2.0.0")]
#[case::as_ever(Some("1.2.3"), Some("1.2.3"), Bump::Minor, "1.3.0")]
#[case::copied(Some("1.2.3"), None, Bump::Patch, "1.2.4")]
#[case::newest_gone(Some("1.2.3"), Some("1.4.0"), Bump::Minor, "1.5.0")]
#[case::major_gone(Some("1.2.3"), Some("2.0.0"), Bump::Patch, "2.0.1")]
#[case::newer_there(Some("1.5.0"), Some("1.4.0"), Bump::Minor, "1.6.0")]
fn a_number_is_never_used_again(
    #[case] last: Option<&str>,
    #[case] newest: Option<&str>,
    #[case] step: Bump,
    #[case] number: &str,
) {
    let parse = |text: &str| text.parse::<Version>().unwrap();
    let used = UsedNumbers {
        last: last.map(parse),
        newest: newest.map(parse),
    };
    assert_eq!(used.next(step).to_string(), number);
}

#[test]
fn the_number_announced_is_the_number_published() {
    let mut request = request(worked());
    let last = released_before(&request.session, "1.0.0");
    let gone = FoundOnDisk {
        newest: Some("3.0.0".parse().unwrap()),
        ..FoundOnDisk::default()
    };
    let used = UsedNumbers {
        last: Some(last.version),
        newest: gone.newest,
    };
    request.announced = Some(used.next(Bump::Major));
    let prepared = prepare(&request, &gone, Some(last.clone())).unwrap();
    assert_eq!(prepared.texts.version.to_string(), "4.0.0");
    assert_eq!(prepared.release.version, prepared.texts.version);
    assert_eq!(prepared.release.changes, prepared.texts.glossary.changes);

    request.announced = Some("2.0.0".parse().unwrap());
    let other = prepare(&request, &gone, Some(last)).unwrap_err();
    assert_eq!(
        other.to_string(),
        "it would be 4.0.0, and 2.0.0 was confirmed: look again, then publish"
    );
}

#[test]
fn what_is_waited_for_in_short_is_what_stops_it_in_full() {
    let mut session = worked();
    Arc::make_mut(&mut session.workshop).sign_offs = signed(&session);
    let findings = check::check(&session, request(worked()).today);
    assert_eq!(waits_for(&session, &findings), None);
    assert!(everybody_agrees(&session));
    prepare(&request(session.clone()), &FoundOnDisk::default(), None).unwrap();

    let definition = Arc::make_mut(&mut session.definition);
    definition.handoff.as_mut().unwrap().disposition = crate::model::Id::new("gone").unwrap();
    let findings = check::check(&session, request(worked()).today);
    let errors = findings.iter().filter(|f| must_be_settled(f)).count();
    assert!(errors > 0);
    assert_eq!(
        waits_for(&session, &findings).unwrap(),
        format!("Sales' agreement, Marketing's agreement, {errors} to fix")
    );
    let sales = side_agreement(&session, Side::Sales);
    assert!(matches!(sales, SideAgreement::EarlierText(_)), "{sales:?}");
    let stopped = prepare(&request(session), &FoundOnDisk::default(), None).unwrap_err();
    assert!(matches!(&stopped, Blocker::Findings(all) if all.len() == errors));
}

#[test]
fn work_that_is_stopped_decides_nothing() {
    let request = request(worked());
    let found = FoundOnDisk::default();
    let stopped = examine(&request, &found, &|| true).unwrap_err();
    assert_eq!(stopped, Blocker::Stopped);
    let last = released_before(&request.session, "1.0.0");
    let examined = examine(&request, &found, &|| false).unwrap();
    let stopped = examined.prepare(Some(last), &|| true).unwrap_err();
    assert_eq!(stopped, Blocker::Stopped);
}
