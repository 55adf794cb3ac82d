//! Sentences that need a session, or very many leads, worked out by hand.

use super::{AsOfSource, LineSubject, ListFigures, ListReport, ReportDay, ReportLeads};
use crate::scoring::list_figures::{AskedEvents, EventFigures, IdFigures};

fn report(as_of: ReportDay, ids: IdFigures, asked: u64, without_id: u64) -> ListReport {
    let names = AskedEvents {
        lowered: vec!["demo".into()],
        written: vec!["Demo".into()],
        alternatives: vec![vec![0]],
        windows: vec![30, 90],
    };
    let mut events = EventFigures::new(1);
    (events.read, events.without_id) = (asked, without_id);
    (events.asked[0], events.asked_without_id) = (asked, without_id);
    let figures = ListFigures {
        as_of,
        ids,
        events: Some((&names, &events, Vec::new())),
        leads: ReportLeads {
            scored: 9,
            ..ReportLeads::default()
        },
        ..ListFigures::default()
    };
    figures.report()
}

fn day(from: AsOfSource, field: Option<&str>) -> ReportDay {
    ReportDay {
        day: Some("2024-02-29".parse().unwrap()),
        from,
        field: field.map(Into::into),
    }
}

#[test]
fn a_late_event_is_told_with_where_the_day_is_from() {
    let ids = IdFigures {
        events_matched: 4_000,
        events_later: 2_000,
        ..IdFigures::default()
    };
    for (from, field, words) in [
        (AsOfSource::Session, None, "2024-02-29 (session's as_of)"),
        (
            AsOfSource::LatestEvent,
            None,
            "2024-02-29 (the latest event)",
        ),
        (AsOfSource::Session, Some("seen"), "the day in `seen`"),
    ] {
        let report = report(day(from, field), ids, 4_000, 0);
        let [line] = &report.lines[..] else {
            panic!("{:?}", report.lines);
        };
        let text = format!("2,000 of 4,000 events are later than {words} and don't count, ");
        assert!(line.text.starts_with(&text), "{}", line.text);
        // Just half of them.
        assert_eq!((line.about, line.doubt), (LineSubject::Events, false));
    }
}

#[test]
fn events_that_all_lack_an_id_are_doubtful() {
    let ids = IdFigures::default();
    for (without_id, doubt) in [(5, true), (4, false)] {
        let report = report(ReportDay::default(), ids, 5, without_id);
        let line = &report.lines[0];
        assert!(line.text.contains("no lead's id"), "{}", line.text);
        assert_eq!(line.doubt, doubt);
        let events = report.events.unwrap();
        assert_eq!(events.unknown_lead, 5 - without_id);
    }
}
