//! The lead the sides differ on most: of the two models that their own estimates make, found over
//! all possible leads beside the screen, and put before the room as a sample lead to vote on.

use std::sync::Arc;

use super::adding::{new_thing, select_new};
use super::making::lines;
use super::message::Effect;
use super::overlay::Overlay;
use super::state::{Level, State};
use super::step::Step;
use crate::model::estimates;
use crate::model::record::{Kind, Place};
use crate::proof::Argument;
use crate::scoring::Scorer;

/// What the lead is called.
pub const NAME: &str = "The lead you differ on most";

/// What stands for it among the leads the model makes. No index looks like this.
pub(super) const CHOICE: &str = "argument";

/// Whether it can be asked for: something was estimated.
pub(super) fn is_offered(state: &State) -> bool {
    estimates::has_any(state.session())
}

/// Asks for it.
pub fn find(state: &mut State) -> Vec<Effect> {
    match estimates::by_sides(state.session()) {
        Ok((sales, marketing)) => {
            state.say(Level::Info, "Looking for the lead you differ on most ...");
            vec![Effect::Argue {
                generation: state.proved.generation,
                sales: Arc::new(sales),
                marketing: Arc::new(marketing),
            }]
        }
        Err(why) => {
            state.say(Level::Info, why);
            Vec::new()
        }
    }
}

/// It was found, or why not; of a definition that is no more it says nothing.
pub(super) fn found(
    state: &mut State,
    generation: u64,
    found: Result<Option<Argument>, String>,
) -> Vec<Effect> {
    if generation != state.proved.generation {
        return Vec::new();
    }
    match found {
        Ok(Some(argument)) => put(state, &argument),
        Ok(None) => {
            let text = "By Sales' points and by Marketing's every possible lead comes out the same";
            state.say(Level::Info, text);
            Vec::new()
        }
        Err(why) => {
            state.say(Level::Warn, super::sentence(&why));
            Vec::new()
        }
    }
}

/// Puts it in as a sample lead and goes there, unless somebody is at something else by now.
fn put(state: &mut State, argument: &Argument) -> Vec<Effect> {
    let scorer = Scorer::new(&state.session().definition);
    let (yes, no) = argument.witness.sample_lists(&scorer);
    let same = |s: &&crate::model::Sample| s.yes == yes && s.no == no && s.name == NAME;
    let there = state.session().samples.iter().find(same);
    let mut effects = Vec::new();
    let at = if let Some(sample) = there {
        Place::new(Kind::Sample, sample.id.clone())
    } else {
        let note = "Sales' and Marketing's own estimates differ most on it";
        let fields = vec![
            ("note".to_owned(), note.to_owned()),
            ("yes".to_owned(), lines(&yes)),
            ("no".to_owned(), lines(&no)),
        ];
        let (at, edit) = new_thing(
            state.session(),
            Kind::Sample,
            None,
            usize::MAX,
            NAME,
            fields,
        );
        effects = state.edit(edit);
        if effects.is_empty() {
            return effects;
        }
        at
    };
    let busy = |o: &Overlay| !matches!(o, Overlay::Sheet(sheet) if sheet.row.is_none());
    if !state.overlays.iter().any(busy) {
        state.overlays.clear();
        effects.extend(state.go(Step::Preview));
        select_new(state, &at);
    }
    // Not which side says what: the room votes first.
    let text = if argument.forwards.0 == argument.forwards.1 {
        "On this lead your points differ most: v asks the room"
    } else {
        "By one side's points this lead is forwarded, by the other's not: v asks the room"
    };
    state.say(Level::Info, text);
    effects
}
