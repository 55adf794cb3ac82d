//! The qualified leads that a plan needs become targets.

use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::wording::grouped;
use crate::model::{Session, Target};

/// Sets the target of the plan's period to so many qualified leads; several targets of the period
/// share them in proportion to what they ask for now.
pub(super) fn set_targets(state: &mut State, needed: u64) -> Vec<Effect> {
    let (edits, notice) = match target_edits(state.session(), needed) {
        Ok(edits) => edits,
        Err(why) => return state.refuse(why),
    };
    let effects = state.edit(Edit::Several {
        label: format!("{} qualified leads into targets", grouped(needed as i64)),
        edits,
    });
    if !effects.is_empty() {
        state.notify(NoticeLevel::Info, notice);
    }
    effects
}

/// Returns the edits that make so many leads the targets, and a sentence that says what they do; or
/// why there is nothing to do.
fn target_edits(session: &Session, needed: u64) -> Result<(Vec<Edit>, String), String> {
    let targets = &session.definition.targets;
    let period = period_of(session)?;
    let of_period: Vec<&Target> = targets.iter().filter(|t| is_of(t, &period)).collect();
    let when = match period.as_str() {
        "" => String::new(),
        period => format!(" for {period}"),
    };
    if of_period.is_empty() {
        let why = "add one on Personas, then take these leads into it";
        return Err(format!("There is no target{when}: {why}"));
    }
    let weights: Vec<u64> = of_period.iter().map(|t| u64::from(t.qualified)).collect();
    let shares = spread(needed, &weights);
    let many = grouped(needed as i64);
    if shares == weights {
        return Err(format!(
            "The targets{when} come to {many} qualified leads already"
        ));
    }
    let edit = |(target, share): (&&Target, &u64)| {
        let at = Place::new(Kind::Target, target.id.clone());
        Edit::set(&at, "qualified", share.to_string())
    };
    let edits = of_period.iter().zip(&shares).map(edit).collect();
    let notice = match of_period[..] {
        [target] => {
            let at = Place::new(Kind::Target, target.id.clone());
            let title = session.title_of(&at);
            format!("{many} qualified leads are the target of {title}{when}; u takes it back")
        }
        _ => format!(
            "{many} qualified leads spread over {} targets{when}, in proportion to what they \
             were; u takes it back",
            of_period.len()
        ),
    };
    Ok((edits, notice))
}

/// Returns the period of the plan or, if it names none, the only one that targets have.
fn period_of(session: &Session) -> Result<String, String> {
    let named = session.workshop.plan.period.trim();
    if !named.is_empty() {
        return Ok(named.to_owned());
    }
    let targets = &session.definition.targets;
    let first = targets.first().map_or("", |target| target.period.trim());
    if targets.iter().all(|target| is_of(target, first)) {
        Ok(first.to_owned())
    } else {
        Err("The targets are for several periods: name the plan's under Period first".into())
    }
}

fn is_of(target: &Target, period: &str) -> bool {
    target.period.trim().to_lowercase() == period.to_lowercase()
}

/// Spreads a number in proportion to weights, in whole numbers that add up to it: what is left over
/// goes to those with the largest remainders, of equal ones to the first. Weights that are all 0
/// count alike.
fn spread(number: u64, weights: &[u64]) -> Vec<u64> {
    let mut weights: Vec<u128> = weights.iter().map(|w| u128::from(*w)).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    let all: u128 = weights.iter().sum();
    let of = |weight: &u128| u128::from(number) * weight;
    let mut shares: Vec<u128> = weights.iter().map(|w| of(w) / all).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(of(&weights[*at]) % all));
    let left = u128::from(number) - shares.iter().sum::<u128>();
    for at in order.into_iter().take(left as usize) {
        shares[at] += 1;
    }
    shares.into_iter().map(|share| share as u64).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Id;

    #[test]
    fn what_is_spread_adds_up() {
        assert_eq!(spread(2_000, &[300, 100]), [1_500, 500]);
        // Sevenths of 10: 1 3/7, 2 6/7, 5 5/7; the largest remainders get what is left.
        assert_eq!(spread(10, &[1, 2, 4]), [1, 3, 6]);
        assert_eq!(spread(5, &[0, 0]), [3, 2]);
    }

    fn session(periods: &[(&str, u32)]) -> Session {
        let mut session = Session::new("t");
        let definition = Arc::make_mut(&mut session.definition);
        for (at, (period, qualified)) in periods.iter().enumerate() {
            definition.targets.push(Target {
                id: Id::new(format!("t{at}")).unwrap(),
                period: (*period).into(),
                qualified: *qualified,
                ..Target::default()
            });
        }
        session
    }

    #[test]
    fn only_targets_of_the_period_change() {
        let mut session = session(&[("2027-Q1", 30), ("2027-Q2", 50), ("2027-q1 ", 10)]);
        let why = target_edits(&session, 100).unwrap_err();
        assert!(why.contains("several periods"), "{why}");
        Arc::make_mut(&mut session.workshop).plan.period = "2027-Q1".into();
        let (edits, notice) = target_edits(&session, 100).unwrap();
        let set = |id: &str, text: &str| {
            let at = Place::new(Kind::Target, Id::new(id).unwrap());
            Edit::set(&at, "qualified", text)
        };
        assert_eq!(edits, [set("t0", "75"), set("t2", "25")]);
        assert!(notice.contains("over 2 targets for 2027-Q1"), "{notice}");
        Arc::make_mut(&mut session.workshop).plan.period = "2028".into();
        let why = target_edits(&session, 100).unwrap_err();
        assert!(why.starts_with("There is no target for 2028"), "{why}");
    }
}
