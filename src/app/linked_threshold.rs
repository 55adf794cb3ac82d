//! A rule and a band that share a number: when one changes, the room is asked about the other.

use super::message::Effect;
use super::state::{LinkedEdit, State};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::rule_parts;
use crate::model::{Definition, Id, Session};

/// Offers to move the rule or band that shared its number with the threshold or band just edited,
/// and says what would change for the leads either way.
pub fn offer_linked_edit(state: &mut State, before: &Session) {
    state.linked_edit = None;
    if super::secrecy::hides_figures(state.session()) {
        return;
    }
    let now = state.session().definition.clone();
    let Some((from, to, what, edits)) = linked_numbers(&before.definition, &now, state.session())
    else {
        return;
    };
    let edit = Edit::Several {
        label: format!("move {what} from {from} to {to}, too"),
        edits,
    };
    let mut moved = state.session().clone();
    if edit.apply(&mut moved).is_err() {
        return;
    }
    let consequence = |definition: &Definition| {
        let outlook = state.outlook.as_ref()?;
        Some(outlook.rescored(definition)?.reclassified_text(outlook))
    };
    let text = match (consequence(&now), consequence(&moved.definition)) {
        (Some(without), Some(with)) => {
            format!(
                "{what} also starts at {from}. b moves it to {to} ({with}); otherwise: {without}"
            )
        }
        _ => format!("{what} also starts at {from}. b moves it to {to}"),
    };
    state.linked_edit = Some(LinkedEdit {
        edit,
        question: text,
    });
}

/// Applies the offered edit.
pub fn accept_linked_edit(state: &mut State) -> Vec<Effect> {
    let Some(offer) = state.linked_edit.take() else {
        state.notify(
            super::state::NoticeLevel::Info,
            "No band or rule shares a number that just moved",
        );
        return Vec::new();
    };
    state.edit(offer.edit)
}

type LinkedNumbers = (i64, i64, String, Vec<Edit>);

fn linked_numbers(
    before: &Definition,
    now: &Definition,
    session: &Session,
) -> Option<LinkedNumbers> {
    for stage in &now.stages {
        let (Some(new), Some(old)) = (
            stage.rule.as_ref().and_then(crate::model::Rule::threshold),
            before
                .stage(stage.id.as_str())
                .and_then(|s| s.rule.as_ref()?.threshold()),
        ) else {
            continue;
        };
        if new != old {
            let bands: Vec<_> = now.bands.iter().filter(|b| b.from == Some(old)).collect();
            let first = bands.first()?;
            let edits = bands.iter().map(|b| set_band_edit(&b.id, new)).collect();
            return Some((old, new, first.name.clone(), edits));
        }
    }
    for band in &now.bands {
        let (Some(new), Some(old)) = (
            band.from,
            before.band(band.id.as_str()).and_then(|b| b.from),
        ) else {
            continue;
        };
        if new != old {
            let sharing = |s: &&crate::model::Stage| {
                s.rule.as_ref().and_then(crate::model::Rule::threshold) == Some(old)
            };
            let stages: Vec<_> = now.stages.iter().filter(sharing).collect();
            let first = stages.first()?;
            let edits = stages
                .iter()
                .filter_map(|s| set_threshold_edit(session, &s.id, new))
                .collect();
            return Some((old, new, format!("the rule for {}", first.name), edits));
        }
    }
    None
}

fn set_band_edit(id: &Id, from: i64) -> Edit {
    Edit::set(
        &Place::new(Kind::Band, id.clone()),
        "from",
        from.to_string(),
    )
}

fn set_threshold_edit(session: &Session, id: &Id, total: i64) -> Option<Edit> {
    let at = Place::new(Kind::Stage, id.clone());
    let mut rule = rule_parts::rule_at(session, &at);
    rule.points.as_mut()?.insert("total".into(), total);
    Some(Edit::set_rule(&at, &rule))
}
