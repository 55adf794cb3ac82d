//! Decisions, changelog and evidence in the handbook: what is there, and what must not be.

use std::sync::Arc;

use super::page::render;
use crate::evidence::history::{
    Cell, FigureTable, Plot, PlottedCurve, PlottedCurves, PlottedGrid, PlottedShare, PlottedStage,
    PlottedTimeline, Section,
};
use crate::export::ExportSource;
use crate::model::{
    Agreement, Ballot, BallotMethod, Changes, Decision, Dissent, Id, Participant, Release, Round,
    Session, Side, Version, VoteNaming,
};
use crate::statistics::{Interval, Share};

const BREAKING: &str = "</td><script>x()</script> \"so\" **bold**";

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// A session of two people in which Ann agreed to a value and Bo didn't.
fn decided(kept: VoteNaming) -> Session {
    let mut session = Session::new("Acme");
    let workshop = Arc::make_mut(&mut session.workshop);
    workshop.vote_naming = Some(kept);
    for (person, side) in [("ann", Side::Sales), ("bo", Side::Marketing)] {
        workshop.participants.push(Participant {
            id: id(person),
            name: person.to_uppercase(),
            side,
            ..Participant::default()
        });
    }
    workshop.decisions.push(Decision {
        id: id("d1"),
        subject: "criterion:demo".into(),
        value: "4".into(),
        agreed: vec!["ann".into()],
        dissent: vec![Dissent {
            who: "bo".into(),
            reason: BREAKING.into(),
        }],
        agreement: Some(Agreement::OneSide),
        ..Decision::default()
    });
    session
}

#[test]
fn those_behind_a_decision_are_named_only_as_votes_are_kept() {
    let reason = "&lt;/td&gt;&lt;script&gt;x()&lt;/script&gt; &quot;so&quot; **bold**";
    for (kept, agreed, dissenter) in [
        (VoteNaming::Named, "ANN", "BO"),
        (VoteNaming::BySide, "Sales 1 vote", "Marketing 1 vote"),
        (VoteNaming::Anonymous, "1 vote", "1 vote"),
    ] {
        let page = render(&ExportSource::draft(&decided(kept))).unwrap();
        let who = format!("<td data-head=\"Agreed\">{agreed}</td>");
        let why = format!("<strong>{dissenter}</strong>: {reason}</p>");
        assert!(page.contains(&who) && page.contains(&why), "{page}");
        let named = page.contains("ANN") || page.contains("BO<");
        assert_eq!(named, kept == VoteNaming::Named);
    }
}

#[test]
fn sides_that_agreed_as_such_stay_and_a_vote_by_side_loses_its_side() {
    let mut session = decided(VoteNaming::Anonymous);
    let workshop = Arc::make_mut(&mut session.workshop);
    let decision = &mut workshop.decisions[0];
    decision.agreed = vec!["sales".into()];
    decision.dissent.clear();
    let as_sides = decision.clone();
    let by_side = Decision {
        naming: Some(VoteNaming::BySide),
        ..as_sides.clone()
    };
    let names = |decision: &Decision| {
        let kept = workshop.without_unkept_names(decision);
        let agreed = kept.agreed.iter().map(String::as_str);
        workshop.voter_names(kept.naming, agreed)
    };
    assert_eq!(names(&as_sides), ["Sales"]);
    assert_eq!(names(&by_side), ["1 vote"]);
}

#[test]
fn what_is_voted_on_again_is_left_out_until_the_votes_are_shown() {
    let mut session = decided(VoteNaming::Named);
    Arc::make_mut(&mut session.workshop).ballots.push(Ballot {
        id: id("b1"),
        subject: "criterion:demo".into(),
        method: BallotMethod::Points,
        rounds: vec![Round::default()],
        outcome: String::new(),
    });
    let page = render(&ExportSource::draft(&session)).unwrap();
    assert!(!page.contains("id=\"decisions\""), "{page}");
}

/// Version 1.0.0, and 2.0.0 by which some leads get another outcome.
fn released() -> Vec<Release> {
    let second = Changes {
        what: "different leads are forwarded".into(),
        possible_leads: "1200".into(),
        changed_leads: "1".into(),
        smallest: vec![
            "size=large".into(),
            "gone=there".into(),
            "employees = 150".into(),
        ],
        changes: vec![BREAKING.into()],
        ..Changes::default()
    };
    vec![
        Release::new(Version::FIRST),
        Release {
            changes: Some(second),
            altered: vec!["glossary.yaml <changed>".into()],
            ..Release::new("2.0.0".parse().unwrap())
        },
    ]
}

#[test]
fn the_changelog_tells_the_proof_and_the_smallest_lead_in_words() {
    let definition = serde_json::json!({"criteria": [{
        "id": "size", "name": "Size", "kind": "fit", "combine": "one-of",
        "answers": [{"id": "large", "label": "Large", "points": 3}]
    }]});
    let source = ExportSource {
        version: Some("2.0.0".parse().unwrap()),
        definition: serde_json::from_value(definition).unwrap(),
        ..ExportSource::default()
    };
    let page = render(&source.clone().with_releases(released())).unwrap();
    for line in [
        "<strong>Different leads are forwarded.</strong> Proved: 1 of 1,200 possible leads gets a different outcome.",
        "<li>Size: Large</li>",
        "<li>gone=there</li>",
        "Facts that give it: employees = 150.</p>",
        "<li>&lt;/td&gt;&lt;script&gt;x()&lt;/script&gt; &quot;so&quot; **bold**</li>",
        "<strong>Altered:</strong> glossary.yaml &lt;changed&gt;",
        "<strong>The first version.</strong>",
    ] {
        assert!(page.contains(line), "{line} in {page}");
    }
    let first = ExportSource {
        version: Some(Version::FIRST),
        ..source
    };
    let page = render(&first.with_releases(released())).unwrap();
    assert!(page.contains("id=\"version-1.0.0\"") && !page.contains("id=\"version-2.0.0\""));
}

/// A page of figures with every kind of plot that has a chart, and one that names leads.
fn charted() -> Section {
    let share = |count, of| Share::new(count, of);
    let interval = Interval {
        low: 0.25,
        high: 0.75,
    };
    let mut page = Section::new("made-up", BREAKING).note(BREAKING);
    page.plots = vec![
        Plot::Calibration(vec![PlottedShare {
            label: BREAKING.into(),
            share: share(20, 40),
            interval,
        }]),
        Plot::Funnel(vec![PlottedStage {
            label: "Lead".into(),
            leads: 40,
            won: share(10, 40),
        }]),
        Plot::Grid(PlottedGrid {
            row_labels: vec!["0 to 9".into()],
            column_labels: vec!["0 to 4".into()],
            axes: ("fit".into(), "behaviour".into()),
            cells: vec![share(10, 40)],
        }),
        Plot::Curves(PlottedCurves {
            range: (0, 10),
            lines: vec![PlottedCurve {
                label: "recall".into(),
                sign: 'r',
                values: vec![(0, Some(1.0)), (10, Some(0.0))],
            }],
            present: Some(5),
            tried: None,
        }),
        Plot::Timelines(vec![PlottedTimeline {
            label: "lead-4711".into(),
            events: vec![(1, 'x')],
            passed_on: None,
            closed: None,
        }]),
    ];
    let mut table = FigureTable::new("rows", "BY SCORE", &["score", "share"]);
    table.push([Cell::text(BREAKING), Cell::share(1, 3)]);
    page.tables.push(table);
    page
}

#[test]
fn evidence_is_drawn_with_its_figures_beside_it_and_names_no_lead() {
    let mut source = ExportSource::default();
    source.provenance.evidence = vec![charted()];
    let page = render(&source).unwrap();
    assert_eq!(page.matches("<title id=\"chart-made-up-").count(), 4);
    assert!(!page.contains("lead-4711"), "{page}");
    // Of the page alone: its script. Without criteria there is no checker.
    assert_eq!(page.matches("<script").count(), 1);
    for place in [
        // The dot of 20 of 40 is in the middle of a scale from 190 to 590, its interval around it.
        "<path d=\"M290 21 L490 21\" class=\"interval\"/>",
        "<rect x=\"385\" y=\"16\" width=\"10\" height=\"10\" rx=\"5\" class=\"dot\"/>",
        ">40 leads, 25.0% won</text>",
        ">25.0%</text>",
        // From everything to nothing, over the field's 650 by 220; the threshold halfway.
        "<path d=\"M50 26 L700 246\" class=\"curve-1\"/>",
        "<path d=\"M375 26 L375 246\" class=\"present\"/>",
        "<caption>By score</caption>",
        "<td class=\"number\">1 of 3: too few</td>",
    ] {
        assert!(page.contains(place), "{place} in {page}");
    }
}
