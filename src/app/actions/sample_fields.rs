//! Fields of sample leads made by the model.

use crate::model::Reference;

pub(crate) fn reference_lines(references: &[Reference]) -> String {
    let texts: Vec<String> = references.iter().map(ToString::to_string).collect();
    texts.join("\n")
}
