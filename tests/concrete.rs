//! A second way to every figure that is proved: leads are written down one by one, with values,
//! days and histories, and scored by a reading of the model language of its own.
//!
//! `ACCORD_CONCRETE=2000` sets the number of made-up models, `ACCORD_CONCRETE_SEED` where they begin.

#[path = "concrete/checks.rs"]
mod checks;
#[path = "concrete/conditions.rs"]
mod conditions;
#[path = "concrete/equal.rs"]
mod equal;
#[path = "concrete/figures.rs"]
mod figures;
#[path = "concrete/files.rs"]
mod files;
#[path = "concrete/first_way.rs"]
mod first_way;
#[path = "concrete/histories.rs"]
mod histories;
#[path = "concrete/language.rs"]
mod language;
#[path = "concrete/leads.rs"]
mod leads;
#[path = "concrete/made_edits.rs"]
mod made_edits;
#[path = "concrete/made_rules.rs"]
mod made_rules;
#[path = "concrete/made_up.rs"]
mod made_up;
#[path = "concrete/random.rs"]
mod random;
#[path = "concrete/scoring.rs"]
mod scoring;
#[path = "concrete/shrink.rs"]
mod shrink;
#[path = "concrete/values.rs"]
mod values;
#[path = "concrete/witnesses.rs"]
mod witnesses;
#[path = "concrete/worked.rs"]
mod worked;
