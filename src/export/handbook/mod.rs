//! The format `html`: the handbook, one page without anything outside it, to be read, printed and
//! signed, with a checker that says of a lead what the model says.
//!
//! Layout, style and scripts are in `assets/handbook/`. `page` gathers what they are filled with:
//! the sections of the Markdown document, decisions, changelog and evidence, the process map and
//! charts as drawings, and the model for the checker.

mod changelog_section;
mod charts;
mod checker_form;
mod checker_model;
mod decisions_section;
mod evidence_section;
mod fill;
mod map_layout;
mod marked_changes;
mod page;
mod process_map;
mod wrapped;

#[cfg(test)]
mod provenance_tests;
#[cfg(test)]
mod tests;

pub(super) use checker_model::single_parts;
pub(super) use page::render;
