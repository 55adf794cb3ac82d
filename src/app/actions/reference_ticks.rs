//! What a rule can refer to, to be ticked.

use crate::app::dialogs::choice::Tick;
use crate::app::input::command::TickValue;
use crate::app::secrecy;
use crate::model::{CriterionPoints, Id, Reference, Session, wording};

/// Returns every answer a rule can refer to: each criterion, and each of its answers. Points are
/// left out while they are voted on.
pub(crate) fn reference_ticks(session: &Session) -> Vec<Tick> {
    let hidden = secrecy::hides_points(session);
    let note = |points: Option<i64>| match points {
        _ if hidden => String::new(),
        Some(points) => wording::count_noun(points, "point"),
        None => "no points".into(),
    };
    let tick = |reference: Reference, label: &str, note: String| {
        Tick::new(
            reference.to_string(),
            label,
            note,
            TickValue::Reference(reference),
        )
    };
    let mut ticks = Vec::new();
    for criterion in &session.definition.criteria {
        let bare = Reference::bare(criterion.id.clone());
        if criterion.is_yes_no() {
            ticks.push(tick(
                bare,
                &criterion.name,
                note(criterion.points.map(CriterionPoints::number)),
            ));
            continue;
        }
        if criterion.each_time().is_some() {
            let label = format!("{}: at least once", criterion.name);
            ticks.push(tick(bare, &label, String::new()));
            for answer in criterion.answer_list().into_iter().skip(1) {
                let Ok(id) = Id::new(answer.id) else { continue };
                let times = Reference::answer(criterion.id.clone(), id);
                let label = format!("{}: at least {}", criterion.name, answer.label);
                ticks.push(tick(times, &label, String::new()));
            }
            continue;
        }
        if criterion.answers.iter().filter(|l| l.points > 0).count() > 1 {
            let label = format!("{}: any answer with points", criterion.name);
            ticks.push(tick(bare, &label, String::new()));
        }
        for answer in &criterion.answers {
            let one = Reference::answer(criterion.id.clone(), answer.id.clone());
            let label = format!("{}: {}", criterion.name, answer.label);
            ticks.push(tick(one, &label, note(Some(answer.points))));
        }
    }
    ticks
}
