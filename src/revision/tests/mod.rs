//! Diffs of edits made by hand, with none forgotten.

mod apply;
mod every_field;
mod impact;
mod proved;
mod sentences;

use crate::model::{Definition, Id};

/// The worked example's definition.
pub(super) fn worked() -> Definition {
    #[derive(serde::Deserialize)]
    struct Only {
        definition: Definition,
    }
    let text = include_str!("../../../sessions/worked-example/session.yaml");
    let options = serde_yaml::options! { strict_booleans: true };
    let only: Only = serde_yaml::from_str_with_options(text, options).expect("the example reads");
    only.definition
}

/// The example after an edit.
pub(super) fn edited(edit: impl FnOnce(&mut Definition)) -> Definition {
    let mut definition = worked();
    edit(&mut definition);
    definition
}

pub(super) fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}
