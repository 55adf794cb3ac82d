//! Stages, their rules, the hand-off, dispositions and the ways back: who owes whom what.

use serde::{Deserialize, Serialize};

use crate::app::input::row::RowTarget;
use crate::app::secrecy::{self, HIDDEN};
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::model::record::{Kind, Place};
use crate::model::wording::{self, count_noun, join_list};
use crate::model::{
    Definition, Disposition, DispositionAction, Exit, Handoff, Id, NO_TRACK, Session, Side, Stage,
};

/// Stages, hand-off, dispositions and the ways back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessMap {
    /// The stages in order.
    pub stages: Vec<MappedStage>,
    /// The index of the stage at which a lead is handed over.
    pub handoff_stage: Option<usize>,
    /// Who receives it there.
    pub receiver: Team,
    /// What is owed at the hand-off: first by who receives the lead, then by the others.
    pub duties: Vec<Duty>,
    /// What is done with a lead.
    pub dispositions: Vec<MappedDisposition>,
}

/// A team, with the side it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// What it is called; blank if nobody is named.
    pub name: String,
    /// Its side, if the name tells.
    pub side: Option<Side>,
}

/// A stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedStage {
    /// Its name.
    pub name: String,
    /// Who is responsible for leads in it.
    pub owner: Team,
    /// How a lead enters it, in words.
    pub entry: String,
    /// The ways out of it.
    pub exits: Vec<MappedExit>,
    /// Whether it is the one the room talks about.
    pub is_selected: bool,
}

/// A way out of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedExit {
    /// Its name.
    pub name: String,
    /// Where it leads: a stage, a disposition or a nurture track; blank if nowhere.
    pub to: String,
    /// Whether the lead comes back: to an earlier stage, or to scoring after nurture.
    pub is_back: bool,
}

/// What a team owes at the hand-off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Who owes it.
    pub who: Team,
    /// What: `first response in 48 hours, 5 to 9 attempts`.
    pub what: String,
    /// Whether it is a promise in a side's own words rather than a figure.
    pub is_promise: bool,
}

/// A disposition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedDisposition {
    /// Its name.
    pub name: String,
    /// Who carries it out.
    pub owner: Team,
    /// What is done, and how soon: `Forward, first response in 4 hours`.
    pub what: String,
    /// How a lead comes back from its nurture track; blank if it doesn't.
    pub back: String,
}

impl ProcessMap {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        for stage in &mut self.stages {
            change(&mut stage.name);
            change(&mut stage.owner.name);
            change(&mut stage.entry);
            for exit in &mut stage.exits {
                change(&mut exit.name);
                change(&mut exit.to);
            }
        }
        change(&mut self.receiver.name);
        for duty in &mut self.duties {
            change(&mut duty.who.name);
            change(&mut duty.what);
        }
        for disposition in &mut self.dispositions {
            change(&mut disposition.name);
            change(&mut disposition.owner.name);
            change(&mut disposition.what);
            change(&mut disposition.back);
        }
    }
}

/// Makes it, if there are stages. A threshold that is voted on isn't in it.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<ProcessMap> {
    let session = state.session();
    let definition = &session.definition;
    if definition.stages.is_empty() {
        return None;
    }
    let handoff = definition.handoff.as_ref();
    let stages = &definition.stages;
    let selected = match focus.list_target() {
        RowTarget::Record(place) if place.kind == Kind::Stage => Some(&place.id),
        _ => None,
    };
    let mapped = stages.iter().map(|stage| MappedStage {
        is_selected: selected == Some(&stage.id),
        ..mapped_stage(session, stage)
    });
    let mut map = ProcessMap {
        stages: mapped.collect(),
        handoff_stage: handoff.and_then(|h| stages.iter().position(|s| s.id == h.stage)),
        receiver: team(handoff.map_or("", |handoff| &handoff.to)),
        duties: handoff.map(duties).unwrap_or_default(),
        dispositions: definition
            .dispositions
            .iter()
            .map(|disposition| mapped_disposition(definition, disposition))
            .collect(),
    };
    let stages = map.stages.iter_mut().map(|stage| &mut stage.owner);
    let duties = map.duties.iter_mut().map(|duty| &mut duty.who);
    let dispositions = map.dispositions.iter_mut().map(|d| &mut d.owner);
    let receiver = std::iter::once(&mut map.receiver);
    for team in stages.chain(duties).chain(dispositions).chain(receiver) {
        if names_person(session, &team.name) {
            team.name.clear();
        }
    }
    Some(map)
}

/// Returns whether a team's field names a participant all the same.
fn names_person(session: &Session, team: &str) -> bool {
    let participants = session.workshop.participants.iter();
    let mut names = participants.map(|person| person.name.trim());
    names.any(|name| !name.is_empty() && team.contains(name))
}

/// A team by its name, which tells its side if it names one side alone.
fn team(name: &str) -> Team {
    let lower = name.to_lowercase();
    let is_named = |side: &Side| lower.contains(&side.label().to_lowercase());
    let sides: Vec<Side> = Side::ALL.iter().copied().filter(is_named).collect();
    Team {
        name: name.to_owned(),
        side: match sides.as_slice() {
            [side] => Some(*side),
            _ => None,
        },
    }
}

fn mapped_stage(session: &Session, stage: &Stage) -> MappedStage {
    let definition = &session.definition;
    let place = Place::new(Kind::Stage, stage.id.clone());
    MappedStage {
        name: stage.name.clone(),
        owner: team(&stage.owner),
        entry: if secrecy::hides_threshold(session, &place) {
            HIDDEN.to_owned()
        } else {
            wording::stage_entry(definition, stage)
        },
        exits: stage
            .exits
            .iter()
            .map(|exit| mapped_exit(definition, stage, exit))
            .collect(),
        is_selected: false,
    }
}

fn mapped_exit(definition: &Definition, from: &Stage, exit: &Exit) -> MappedExit {
    let position = |id: &Id| definition.stages.iter().position(|stage| stage.id == *id);
    let to_stage = exit.stage.as_ref();
    let disposition = exit.disposition.as_ref();
    let found = disposition.and_then(|id| definition.disposition(id.as_str()));
    let track = exit.track.as_ref().or_else(|| found?.track.as_ref());
    let track = track.filter(|track| **track != NO_TRACK);
    let name = |id: &Id| {
        let stage = definition.stage(id.as_str());
        stage.map_or_else(|| format!("?{id}?"), |stage| stage.name.clone())
    };
    let to = [
        to_stage.map(name),
        disposition.map(|id| wording::disposition(definition, id.as_str())),
        exit.track
            .as_ref()
            .and(track)
            .map(|id| format!("track {}", track_name(definition, id))),
    ];
    let to: Vec<String> = to.into_iter().flatten().collect();
    let is_earlier = to_stage.is_some_and(|id| position(id) < position(&from.id));
    MappedExit {
        name: exit.name.clone(),
        to: to.join(", "),
        is_back: is_earlier || track.is_some(),
    }
}

fn track_name(definition: &Definition, id: &Id) -> String {
    let track = definition.track(id.as_str());
    track.map_or_else(|| format!("?{id}?"), |track| track.name.clone())
}

/// What is owed at the hand-off: the first response, the report back, and what the sides promise.
fn duties(handoff: &Handoff) -> Vec<Duty> {
    let mut duties = Vec::new();
    let mut owes = |who: &str, what: String, is_promise: bool| {
        if !what.is_empty() {
            let who = team(who);
            duties.push(Duty {
                who,
                what,
                is_promise,
            });
        }
    };
    let or_sales = |name: &str| match name {
        "" => Side::Sales.label().to_owned(),
        name => name.to_owned(),
    };
    if let Some(level) = &handoff.service_level {
        owes(&or_sales(&handoff.to), wording::service_level(level), false);
    }
    if let Some(report) = &handoff.report_back {
        let mut what = "report back".to_owned();
        if !report.system.is_empty() {
            what.push_str(&format!(" in {}", report.system));
        }
        if let Some(hours) = report.within_hours {
            what.push_str(&format!(" within {}", count_noun(hours, "hour")));
        }
        if !report.outcomes.is_empty() {
            what.push_str(&format!(": {}", join_list(&report.outcomes, "or")));
        }
        owes(&or_sales(&report.by), what, false);
    }
    if let Some(promises) = &handoff.commitments {
        owes(Side::Sales.label(), promises.sales.clone(), true);
        owes(Side::Marketing.label(), promises.marketing.clone(), true);
    }
    duties
}

fn mapped_disposition(definition: &Definition, disposition: &Disposition) -> MappedDisposition {
    let forwards = disposition.action == DispositionAction::Forward;
    let handoff = definition.handoff.as_ref().filter(|_| forwards);
    let level = disposition.service_level.as_ref();
    let level = level.or_else(|| handoff?.service_level.as_ref());
    let mut what = disposition.action.label().to_owned();
    if let Some(level) = level {
        what.push_str(&format!(", {}", wording::service_level(level)));
    }
    let track = disposition
        .track
        .as_ref()
        .filter(|track| **track != NO_TRACK);
    let back = track.map(|id| {
        let exit = definition
            .track(id.as_str())
            .map_or("", |track| &track.exit);
        match exit {
            "" => track_name(definition, id),
            exit => format!("{}: {exit}", track_name(definition, id)),
        }
    });
    MappedDisposition {
        name: disposition.name.clone(),
        owner: team(&disposition.owner),
        what,
        back: back.unwrap_or_default(),
    }
}
