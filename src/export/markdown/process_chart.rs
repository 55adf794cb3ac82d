//! The process as a flowchart: a frame for each owner with its stages and their rules, the hand-off,
//! what becomes of a lead, and how it comes back into scoring.

use super::mermaid::Flowchart;
use super::pipeline::disposition_rows;
use crate::model::{Definition, Exit, Id, NO_TRACK, Stage, wording};

/// A box with corners.
const BOX: (&str, &str) = ("[", "]");
/// A box with round ends.
const ROUND: (&str, &str) = ("([", "])");

/// Returns the map in Mermaid's language; `None` without stages, or if it is too large to be drawn.
pub(super) fn process_chart(definition: &Definition) -> Option<String> {
    if definition.stages.is_empty() {
        return None;
    }
    let mut map = ProcessChart {
        definition,
        chart: Flowchart::new(),
    };
    map.add_stages();
    map.add_flow();
    map.add_exits();
    map.add_dispositions();
    map.add_tracks();
    map.chart.finish()
}

struct ProcessChart<'a> {
    definition: &'a Definition,
    chart: Flowchart,
}

fn owner_of(stage: &Stage) -> &str {
    match stage.owner.trim() {
        "" => "No owner yet",
        owner => owner,
    }
}

impl ProcessChart<'_> {
    /// Adds the stages, in a frame for each owner, in the order of the owners' first stages.
    fn add_stages(&mut self) {
        let stages = &self.definition.stages;
        let mut owners: Vec<&str> = Vec::new();
        for stage in stages {
            if !owners.contains(&owner_of(stage)) {
                owners.push(owner_of(stage));
            }
        }
        for (at, owner) in owners.into_iter().enumerate() {
            self.chart.begin_frame(&format!("owner{}", at + 1), owner);
            for (index, stage) in stages.iter().enumerate() {
                if owner_of(stage) == owner {
                    let name = format!("{} {}", index + 1, stage.name);
                    let entry = wording::stage_entry(self.definition, stage);
                    let entry = format!("Enters: {entry}");
                    self.chart.add_box(&stage_box(index), BOX, &[&name, &entry]);
                }
            }
            self.chart.end_frame();
        }
    }

    /// Leads from each stage to the next, through the hand-off.
    fn add_flow(&mut self) {
        let stages = &self.definition.stages;
        for (index, stage) in stages.iter().enumerate() {
            let mut from = stage_box(index);
            let handoff = self.definition.handoff.as_ref();
            if let Some(handoff) = handoff.filter(|handoff| handoff.stage == stage.id) {
                let words = wording::handoff(self.definition, handoff);
                self.chart
                    .add_box("handoff", ("{{", "}}"), &["Hand-off", &words]);
                self.chart.add_arrow(&from, "-->", "", "handoff");
                from = "handoff".into();
            }
            if index + 1 < stages.len() {
                self.chart
                    .add_arrow(&from, "-->", "", &stage_box(index + 1));
            }
        }
    }

    /// Leads from each stage to where its ways out lead.
    fn add_exits(&mut self) {
        for (index, stage) in self.definition.stages.iter().enumerate() {
            for exit in &stage.exits {
                if let Some(to) = self.target(exit) {
                    self.chart
                        .add_arrow(&stage_box(index), "-.->", &exit.name, &to);
                }
            }
        }
    }

    /// Returns the box to which a way out leads.
    fn target(&self, exit: &Exit) -> Option<String> {
        let Definition {
            stages,
            dispositions,
            tracks,
            ..
        } = self.definition;
        let stage = exit.stage.as_ref();
        let stage = stage.and_then(|id| stages.iter().position(|one| one.id == *id));
        let next = exit.disposition.as_ref();
        let next = next.and_then(|id| dispositions.iter().position(|one| one.id == *id));
        let track = exit.track.as_ref();
        let track = track.and_then(|id| tracks.iter().position(|one| one.id == *id));
        (stage.map(stage_box))
            .or_else(|| next.map(disposition_box))
            .or_else(|| track.map(track_box))
    }

    /// Leads from the scored lead to each disposition, in the order in which they are decided.
    fn add_dispositions(&mut self) {
        let definition = self.definition;
        for (index, disposition) in definition.dispositions.iter().enumerate() {
            let details = super::pipeline::details(definition, disposition);
            let lines = [disposition.name.as_str(), &details];
            self.chart.add_box(&disposition_box(index), BOX, &lines);
        }
        let rows = disposition_rows(definition);
        if rows.is_empty() {
            return;
        }
        self.chart.add_box("scored", ROUND, &["Every scored lead"]);
        self.chart.add_box(
            "next",
            ("{", "}"),
            &["Disposition:", "the first that applies"],
        );
        self.chart.add_arrow("scored", "-->", "", "next");
        for (at, row) in rows.iter().enumerate() {
            let mut all = definition.dispositions.iter();
            if let Some(index) = all.position(|one| one.id == row.disposition) {
                let leads = format!("({}) {}", at + 1, row.leads);
                self.chart
                    .add_arrow("next", "-->", &leads, &disposition_box(index));
            }
        }
    }

    /// Leads from dispositions to their nurture tracks, and from there back to the first stage.
    fn add_tracks(&mut self) {
        let definition = self.definition;
        for (index, disposition) in definition.dispositions.iter().enumerate() {
            let track = disposition
                .track
                .as_ref()
                .filter(|track| **track != NO_TRACK);
            if let Some(track) = track.and_then(|id| self.track_index(id)) {
                self.chart
                    .add_arrow(&disposition_box(index), "-.->", "", &track_box(track));
            }
        }
        for (index, track) in definition.tracks.iter().enumerate() {
            let name = format!("Nurture track: {}", track.name);
            self.chart.add_box(&track_box(index), ROUND, &[&name]);
            let back = match track.exit.as_str() {
                "" => "comes back into scoring".into(),
                when => format!("comes back when: {when}"),
            };
            self.chart
                .add_arrow(&track_box(index), "-.->", &back, &stage_box(0));
        }
    }

    fn track_index(&self, id: &Id) -> Option<usize> {
        self.definition
            .tracks
            .iter()
            .position(|track| track.id == *id)
    }
}

fn stage_box(index: usize) -> String {
    format!("stage{}", index + 1)
}

fn disposition_box(index: usize) -> String {
    format!("next{}", index + 1)
}

fn track_box(index: usize) -> String {
    format!("track{}", index + 1)
}
