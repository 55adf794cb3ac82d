//! The diff of two definitions, applied to the first, gives the second.

use proptest::prelude::*;

use super::worked;
use crate::model::{Definition, Id, Kind, Session};
use crate::revision::Diff;

const LISTS: [Kind; 17] = [
    Kind::Segment,
    Kind::Persona,
    Kind::Journey,
    Kind::Step,
    Kind::Stage,
    Kind::Exit,
    Kind::Term,
    Kind::Metric,
    Kind::Target,
    Kind::Qualification,
    Kind::Criterion,
    Kind::Answer,
    Kind::Group,
    Kind::Band,
    Kind::Route,
    Kind::Disposition,
    Kind::Track,
];

/// A random edit: kind, thing, operation, and a number for its details.
type Roll = (usize, usize, u8, usize);

/// Makes an edit through the same functions as the workbench.
fn edit(session: &mut Session, (kind, at, what, number): Roll) {
    let kind = LISTS[kind % LISTS.len()];
    let places = session.places(kind);
    let Some(place) = places.get(at % places.len().max(1)).cloned() else {
        return;
    };
    let fresh = session.fresh_id(kind, place.parent.as_ref(), &format!("new {}", number % 5));
    let specs = session.record(&place).expect("it is there").specs();
    let list = session
        .list_mut(kind, place.parent.as_ref())
        .expect("it is there");
    let index = list.position(&place.id).expect("it is there");
    let other = number % list.len();
    match what % 6 {
        0 => list.shift(index, other),
        1 => list.remove(index),
        2 => list.insert_blank(other, fresh, "New"),
        _ => {
            let spec = specs[number % specs.len()];
            let texts = [
                "",
                "yes",
                "3",
                "other words",
                "nurture",
                "fit",
                "highest",
                "demo",
            ];
            let text = texts[number / specs.len() % texts.len()];
            let record = list.at_mut(index).expect("it is there");
            // A field that does not accept the text stays as it is.
            let _ = record.set(spec.key, text);
        }
    }
}

/// Moves a buying step to another journey.
fn rehome(session: &mut Session, number: usize) {
    let definition = std::sync::Arc::make_mut(&mut session.definition);
    let journeys = definition.journeys.len();
    if journeys > 1 {
        let from = number % journeys;
        if let Some(step) = definition.journeys[from].steps.pop() {
            definition.journeys[(from + 1) % journeys]
                .steps
                .insert(0, step);
        }
    }
}

fn edited(from: &Definition, rolls: &[Roll]) -> Definition {
    let mut session = Session {
        definition: std::sync::Arc::new(from.clone()),
        ..Session::default()
    };
    for roll in rolls {
        if roll.2 == 250 {
            rehome(&mut session, roll.3);
        }
        edit(&mut session, *roll);
    }
    (*session.definition).clone()
}

fn rolls() -> impl Strategy<Value = Vec<Roll>> {
    let roll = (any::<usize>(), any::<usize>(), any::<u8>(), any::<usize>());
    proptest::collection::vec(roll, 0..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn made_to_the_first_it_gives_the_second(one in rolls(), two in rolls()) {
        let start = worked();
        let (before, after) = (edited(&start, &one), edited(&start, &two));
        let diff = Diff::between(&before, &after);
        prop_assert_eq!(diff.is_empty(), before == after);
        prop_assert_eq!(diff.apply(&before), after.clone());
        let back = Diff::between(&after, &before);
        prop_assert_eq!(back.apply(&diff.apply(&before)), before);
        prop_assert!(Diff::between(&after, &after).is_empty());
    }
}

#[test]
fn everything_at_once_and_back() {
    let (nothing, all) = (Definition::default(), worked());
    let diff = Diff::between(&nothing, &all);
    assert_eq!(diff.apply(&nothing), all);
    assert_eq!(Diff::between(&all, &nothing).apply(&all), nothing);
    assert!(diff.changes.iter().all(|c| c.message.contains("added")));
    let ids: Vec<&Id> = diff.changes.iter().map(|c| &c.place.id).collect();
    assert_eq!(ids.len(), all_things(&all), "{ids:?}");
}

/// Returns the number of top-level things, including the hand-off.
fn all_things(d: &Definition) -> usize {
    1 + d.stages.len()
        + d.criteria.len()
        + d.bands.len()
        + d.routes.len()
        + d.dispositions.len()
        + d.tracks.len()
        + d.segments.len()
        + d.personas.len()
        + d.journeys.len()
        + d.terms.len()
        + d.metrics.len()
        + d.targets.len()
        + d.qualification_levels.len()
}
