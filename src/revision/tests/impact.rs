//! The effect on sample leads.

use super::{edited, worked};
use crate::model::{Definition, Sample};
use crate::revision::{Impact, RescoredLead};
use crate::scoring::{Responses, Scorer};

fn samples() -> Vec<Sample> {
    #[derive(serde::Deserialize)]
    struct Only {
        samples: Vec<Sample>,
    }
    let text = include_str!("../../../sessions/worked-example/session.yaml");
    let options = serde_yaml::options! { strict_booleans: true };
    let only: Only = serde_yaml::from_str_with_options(text, options).expect("the example reads");
    only.samples
}

fn impact(after: &Definition) -> Impact {
    let (before, after) = (Scorer::new(&worked()), Scorer::new(after));
    let samples = samples();
    let both = samples.iter().map(|sample| RescoredLead {
        id: &sample.name,
        before: before.outcome(&Responses::from_sample(&before, sample)),
        after: after.outcome(&Responses::from_sample(&after, sample)),
        won: sample.bucket.as_ref().map(|b| *b == "viable"),
        bucket: sample.bucket.as_ref().map(crate::model::Id::as_str),
    });
    Impact::of(&before, &after, both)
}

#[test]
fn a_lower_threshold_forwards_the_paper_mill_with_its_19_points() {
    let impact = impact(&edited(|d| {
        let rule = d.stages[3].rule.as_mut().unwrap();
        rule.points.as_mut().unwrap().insert("total".into(), 18);
    }));
    assert_eq!(
        (impact.leads, impact.changed, impact.other_changes),
        (12, 1, 0)
    );
    let moved = &impact.moves[0];
    let named = |id: &Option<crate::model::Id>| id.as_ref().map(ToString::to_string);
    assert_eq!(named(&moved.from).as_deref(), Some("nurture"));
    assert_eq!(named(&moved.to).as_deref(), Some("forward"));
    assert_eq!(
        (moved.count, moved.ids.as_slice()),
        (1, &["Paper mill".to_owned()][..])
    );
    assert_eq!(impact.net_forwarded(), 1);
    let new = &impact.newly_forwarded;
    assert_eq!((new.leads, new.won, new.lost), (1, 1, 0));
    assert_eq!(new.buckets["viable"], 1);
    assert_eq!(impact.no_longer_forwarded.leads, 0);
}

#[test]
fn a_stage_or_service_level_alone_is_no_move() {
    // Those Sales now gets at once: the pump maker, the cement plant, the pigment maker, and the
    // bottling plant with its 21 points.
    let impact = impact(&edited(|d| {
        let fast = d.dispositions.iter_mut().find(|d| d.id == *"forward-fast");
        fast.unwrap().service_level.as_mut().unwrap().response_hours = Some(2);
    }));
    assert_eq!((impact.changed, impact.net_forwarded()), (0, 0));
    assert_eq!(impact.other_changes, 4);
    assert!(impact.moves.is_empty());
}

#[test]
fn a_higher_threshold_takes_leads_back() {
    let impact = impact(&edited(|d| {
        let rule = d.stages[3].rule.as_mut().unwrap();
        rule.points.as_mut().unwrap().insert("total".into(), 21);
    }));
    // The cement plant has 20 points and continues by the routing rules.
    assert_eq!((impact.changed, impact.net_forwarded()), (1, -1));
    assert_eq!(impact.moves[0].ids, ["Cement plant"]);
    assert_eq!(impact.no_longer_forwarded.buckets["viable"], 1);
}
