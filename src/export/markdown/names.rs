//! The names of what ids stand for; an id that names nothing stands for itself.

use crate::model::{Definition, Id};

/// Returns the name of a persona.
pub(in crate::export) fn persona_name(definition: &Definition, id: &Id) -> String {
    let found = definition.persona(id.as_str());
    found.map_or_else(|| id.to_string(), |persona| persona.name.clone())
}

/// Returns the name of a segment.
pub(in crate::export) fn segment_name(definition: &Definition, id: &Id) -> String {
    let found = definition.segment(id.as_str());
    found.map_or_else(|| id.to_string(), |segment| segment.name.clone())
}

/// Returns the name of a stage.
pub(super) fn stage_name(definition: &Definition, id: &Id) -> String {
    let found = definition.stage(id.as_str());
    found.map_or_else(|| id.to_string(), |stage| stage.name.clone())
}
