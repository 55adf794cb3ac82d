//! The hand-off as it is first created.

use crate::app::input::row::Addable;
use crate::model::Session;
use crate::model::record::Kind;

/// The hand-off with common defaults: 48 hours, 5 to 9 attempts.
pub fn default_handoff(session: &Session) -> Addable {
    let definition = &session.definition;
    let mut addable = Addable::new(Kind::Handoff).with_label("hand-off to Sales");
    let computed = |s: &&crate::model::Stage| s.is_computed();
    let worthy = |s: &&crate::model::Stage| s.is_computed() && s.readiness.is_some();
    let stage = definition
        .stages
        .iter()
        .find(worthy)
        .or_else(|| definition.stages.iter().rfind(computed));
    if let Some(stage) = stage {
        addable = addable.with_field("stage", stage.id.to_string());
    }
    let forward =
        |d: &&crate::model::Disposition| d.action == crate::model::DispositionAction::Forward;
    if let Some(next) = definition.dispositions.iter().find(forward) {
        addable = addable.with_field("disposition", next.id.to_string());
    }
    addable
        .with_field("to", "Sales")
        .with_field("response_hours", "48")
        .with_field("attempts_min", "5")
        .with_field("attempts_max", "9")
}
