//! A publication beside the screen: what can be done meanwhile, and that nothing is published but
//! what was confirmed.

mod common;

use accord::app::update;
use accord::app::{Effect, Key, Message, Step};
use accord::host::WriteGate;
use accord::host::publish::publish;
use accord::model::Version;
use accord::proof::Budget;
use accord::release::{PublishOverrides, PublishRequest};
use accord::store::{SessionFolder, versions};
use common::Bench;

/// Signs for both sides, on step 9.
const SIGN_BOTH: &str = "s<enter>Ada<enter><enter>s<down><enter>Owen<enter><enter>";

/// The worked example, signed, on Publish.
fn signed() -> Bench {
    let mut bench = Bench::example("worked-example");
    bench.go(Step::Publish).keys(SIGN_BOTH);
    bench
}

/// The same while 1.0.0 is being published, as far as the screen knows.
fn publishing() -> Bench {
    let mut bench = signed();
    update(&mut bench.state, Message::Publishing(Some(Version::FIRST)));
    bench.shows("Publishing 1.0.0 ...  Esc stops it");
    bench
}

const HELD_OFF: &str = "1.0.0 is being published: change it afterwards";

#[test]
fn what_is_published_cannot_be_changed_meanwhile() {
    let mut bench = publishing();
    let before = bench.session().clone();
    bench.effects("6<tab>+");
    bench.shows(HELD_OFF);
    bench.effects("u");
    bench.shows(HELD_OFF);
    bench.effects("V");
    bench.shows(HELD_OFF);
    assert_eq!(*bench.session(), before);
}

#[test]
fn looking_around_goes_on_meanwhile() {
    let mut bench = publishing();
    bench.effects("7<down>");
    bench.shows("Publishing 1.0.0 ...");
    bench.effects("?");
    assert_eq!(bench.state.dialogs.len(), 1);
    assert_eq!(bench.effects("<esc>"), [], "Esc closes the help first");
    assert_eq!(bench.state.dialogs.len(), 0);
}

#[test]
fn text_being_typed_stays_until_it_can_be_saved() {
    let mut bench = publishing();
    bench.effects("pA thought<enter>");
    bench.shows(HELD_OFF);
    bench.shows("A thought");
    update(&mut bench.state, Message::PublishingStopped);
    bench.effects("<enter>");
    let parking = &bench.session().workshop.parking;
    assert_eq!(parking.last().unwrap().name, "A thought");
}

#[test]
fn esc_stops_it_and_quitting_waits() {
    let mut bench = publishing();
    assert_eq!(bench.effects("q"), []);
    bench.shows(HELD_OFF);
    assert_eq!(bench.effects("<esc>"), [Effect::StopPublishing]);
    update(&mut bench.state, Message::PublishingStopped);
    bench.shows("Stopped: nothing was published");
    assert_eq!(bench.effects("q"), [Effect::Quit]);
}

#[test]
fn it_is_asked_for_once() {
    let mut bench = publishing();
    bench.effects("P");
    bench.shows(HELD_OFF);
}

/// A question that comes back while something else is open would take the next key for its answer.
#[test]
fn an_altered_version_asks_nothing_over_another_dialog() {
    let mut bench = publishing();
    bench.effects("p");
    let altered = "version 1.0.0: model.yaml was altered";
    update(
        &mut bench.state,
        Message::VersionAltered(altered.into(), None),
    );
    assert_eq!(bench.state.dialogs.len(), 1);
    bench.shows("Not published: version 1.0.0: model.yaml was altered");
    assert!(bench.state.publishing.is_none());
}

fn request(bench: &Bench) -> PublishRequest {
    PublishRequest {
        session: bench.session().clone(),
        sign_offs: bench.session().workshop.sign_offs.clone(),
        overrides: PublishOverrides::default(),
        announced: None,
        budget: Budget::WAITING,
        impacts: None,
        now: bench.state.now,
        today: bench.state.today,
        time_zone: jiff::tz::TimeZone::UTC,
    }
}

#[test]
fn nothing_is_written_once_it_was_stopped() {
    let bench = signed();
    let folder = SessionFolder::at(bench.path());
    let gate = WriteGate::default();
    assert!(gate.stop());
    let refused = publish(&folder, &request(&bench), &gate).unwrap_err();
    assert_eq!(refused.to_string(), "stopped before anything was written");
    assert!(!folder.versions().exists());

    let gate = WriteGate::default();
    publish(&folder, &request(&bench), &gate).unwrap();
    assert!(!gate.stop(), "it comes too late");
    assert_eq!(versions::list(&folder).unwrap(), [Version::FIRST]);
}

/// Closed at once after it was confirmed, it is stopped or finished, and the journal agrees.
#[test]
fn a_session_closed_meanwhile_has_no_version_or_a_whole_one() {
    let mut bench = signed();
    for key in Key::parse_all("Py") {
        bench.host.handle(&mut bench.state, Message::Key(key));
    }
    bench.host.close(&mut bench.state);
    assert!(bench.state.publishing.is_none());
    let folder = SessionFolder::at(bench.path());
    let checks = versions::verify(&folder).unwrap();
    assert!(checks.iter().all(|check| check.problems.is_empty()));
    assert_eq!(checks.len(), bench.state.versions.len());
}

/// The screen announces the number that is published, also after a newer version is gone.
#[test]
fn a_number_that_is_gone_is_not_announced_again() {
    let mut bench = signed();
    bench.keys("Py");
    bench.shows("Published 1.0.0");
    let folder = SessionFolder::at(bench.path());
    let first = folder.versions().join("1.0.0");
    let hidden = bench.path().join("elsewhere");
    std::fs::rename(&first, &hidden).unwrap();
    let mut bench = bench.reopen();
    bench.go(Step::Publish);
    bench.shows("2.0.0, the first version");
    bench.keys("PydThe backup is lost<enter>");
    bench.shows("Published 2.0.0");
    assert_eq!(versions::list(&folder).unwrap()[0].to_string(), "2.0.0");
}

/// What F9 took is named on Publish, under the name that it said.
#[test]
fn a_picture_of_the_room_goes_out_with_the_version() {
    let mut bench = Bench::example("worked-example");
    bench.keys("<f9>");
    bench.shows("pictures/points-");
    let taken = std::fs::read_dir(bench.path().join("pictures")).unwrap();
    let mut taken: Vec<_> = taken.map(|entry| entry.unwrap().file_name()).collect();
    taken.sort();
    let [svg, text] = taken.as_slice() else {
        panic!("{taken:?}");
    };
    let shown = format!("pictures/{}", svg.to_str().unwrap());
    bench.go(Step::Publish).keys("<end>");
    bench.shows("F9");
    bench.keys(&format!("<tab><enter>{shown}<ctrl-s>"));
    assert_eq!(bench.session().workshop.pictures, [shown]);
    bench.keys(SIGN_BOTH).keys("Py");
    bench.shows("Published 1.0.0");

    let own = bench.path().join("pictures");
    let folder = SessionFolder::at(bench.path());
    let published = folder.versions().join("1.0.0/pictures");
    for file in [svg, text] {
        let read = |from: &std::path::Path| std::fs::read(from.join(file)).unwrap();
        assert_eq!(read(&published), read(&own));
    }
    let problems = || -> Vec<String> {
        let checks = versions::verify(&folder).unwrap();
        checks
            .into_iter()
            .flat_map(|check| check.problems)
            .collect()
    };
    assert_eq!(problems(), [""; 0]);
    std::fs::remove_file(published.join(text)).unwrap();
    let text = text.to_str().unwrap();
    assert_eq!(problems(), [format!("pictures/{text} is missing")]);
}
