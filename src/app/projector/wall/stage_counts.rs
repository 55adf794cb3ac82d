//! The stages in order, with how many recorded leads stand in each.

use serde::{Deserialize, Serialize};

use super::selected_definition::selected_definition;
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::evidence::LeadSource;
use crate::model::record::Kind;
use crate::model::wording::count_noun;

/// The stages in order, with how many recorded leads stand in each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageCounts {
    /// What it shows: `300 recorded leads by stage`.
    pub title: String,
    /// The stages in order.
    pub stages: Vec<CountedStage>,
    /// The index of the selected stage.
    pub selected: Option<usize>,
}

/// A stage with its leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedStage {
    /// Its name.
    pub name: String,
    /// How many recorded leads stand in it; `None` without recorded leads, or if a person decides
    /// who enters it.
    pub leads: Option<usize>,
    /// Whether a person decides who enters it, so that no rule can count.
    pub by_person: bool,
}

impl StageCounts {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        for stage in &mut self.stages {
            change(&mut stage.name);
        }
    }
}

/// Makes it, if there is a stage. Figures stay away while a vote is sealed.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<StageCounts> {
    let session = state.session();
    let stages = &session.definition.stages;
    if stages.is_empty() {
        return None;
    }
    let summary = state.outlook.as_ref();
    let counted = summary.filter(|summary| {
        // A summary that is about to be replaced may be of other stages.
        summary.source == LeadSource::Recorded
            && summary.tally.stages.len() == stages.len()
            && !secrecy::hides_figures(session)
    });
    let selected = selected_definition(focus).filter(|place| place.kind == Kind::Stage);
    let leads = |index: usize| counted.map(|summary| summary.tally.stages[index]);
    Some(StageCounts {
        title: match counted {
            Some(summary) => {
                let leads = count_noun(summary.tally.leads, "recorded lead");
                format!("{leads} by stage")
            }
            None => "The stages in order".into(),
        },
        stages: stages
            .iter()
            .enumerate()
            .map(|(index, stage)| CountedStage {
                name: stage.name.clone(),
                leads: leads(index).filter(|_| stage.is_computed()),
                by_person: !stage.is_computed(),
            })
            .collect(),
        selected: selected.and_then(|place| stages.iter().position(|s| s.id == place.id)),
    })
}
