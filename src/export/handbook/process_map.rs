//! The process map: a lane for each owner, the stages from top to bottom, the hand-off across all
//! lanes, below them what becomes of a lead, and at the right how it comes back into scoring.

use super::super::markdown::{self, DispositionRow};
use super::map_layout::{Drawing, Frame, Paragraph, height_of, lines_within};
use crate::model::{Definition, DispositionAction, Exit, Id, NO_TRACK, Stage, wording};

/// The width of a lane.
const LANE: usize = 236;
/// The space between a lane's edge and its boxes.
const INSET: usize = 8;
/// The space between rows.
const GAP: usize = 26;
/// The height of the lanes' names.
const HEAD: usize = 34;
/// The width at the right for what comes back.
const RAIL: usize = 44;
/// The fewest lanes' widths that the part below the stages takes.
const FEWEST_LANES: usize = 3;

/// Draws the process.
pub(super) fn draw(definition: &Definition) -> Drawing {
    let lanes = owners(definition);
    let inner = lanes.len().max(FEWEST_LANES) * LANE;
    let mut map = ProcessMap {
        drawing: Drawing {
            width: inner + RAIL,
            ..Drawing::default()
        },
        inner,
        y: HEAD + GAP / 2,
        first: None,
        returning: Vec::new(),
    };
    let mut before = None;
    for (index, stage) in definition.stages.iter().enumerate() {
        let lane = lanes.iter().position(|owner| *owner == owner_of(stage));
        let frame = map.add_stage(definition, index, stage, lane.unwrap_or_default());
        map.connect(before, frame);
        before = Some(frame);
        let handoff = definition.handoff.as_ref();
        if handoff.is_some_and(|handoff| handoff.stage == stage.id) {
            before = Some(map.add_handoff(definition, frame));
        }
    }
    map.add_lanes(&lanes);
    map.add_dispositions(&markdown::disposition_rows(definition), definition);
    map.add_returns();
    map.drawing.height = map.y;
    map.drawing
}

/// Returns the owners in the order of their first stages.
fn owners(definition: &Definition) -> Vec<&str> {
    let mut owners: Vec<&str> = Vec::new();
    for stage in &definition.stages {
        if !owners.contains(&owner_of(stage)) {
            owners.push(owner_of(stage));
        }
    }
    owners
}

fn owner_of(stage: &Stage) -> &str {
    match stage.owner.trim() {
        "" => "No owner yet",
        owner => owner,
    }
}

/// Returns whether a track is one from which a lead comes back.
fn is_track(track: Option<&Id>) -> bool {
    track.is_some_and(|track| *track != NO_TRACK)
}

/// Returns whether a lead that leaves by this way comes back.
fn comes_back(definition: &Definition, exit: &Exit) -> bool {
    let disposition = exit.disposition.as_ref();
    let disposition = disposition.and_then(|id| definition.disposition(id.as_str()));
    let track = exit.track.as_ref();
    is_track(track.or(disposition.and_then(|one| one.track.as_ref())))
}

/// Returns what a stage's box says: its name, how a lead enters, and the ways out.
fn stage_text(definition: &Definition, index: usize, stage: &Stage) -> Vec<Paragraph> {
    let entry = wording::stage_entry(definition, stage);
    let mut text = vec![
        ("name", format!("{} {}", index + 1, stage.name)),
        ("small", format!("Enters: {entry}")),
    ];
    let exits = stage.exits.iter();
    text.extend(exits.map(|exit| ("small", exit_words(definition, exit))));
    text
}

/// A map while it is drawn from top to bottom.
struct ProcessMap {
    drawing: Drawing,
    /// The width without what comes back.
    inner: usize,
    /// Where the next row begins.
    y: usize,
    /// The first stage.
    first: Option<Frame>,
    /// The boxes from which a lead comes back.
    returning: Vec<Frame>,
}

impl ProcessMap {
    fn add_stage(
        &mut self,
        definition: &Definition,
        index: usize,
        stage: &Stage,
        lane: usize,
    ) -> Frame {
        let width = LANE - 2 * INSET;
        let lines = lines_within(width, &stage_text(definition, index, stage));
        let height = height_of(&lines);
        let class = match stage.decided_by {
            Some(_) => "stage person",
            None => "stage",
        };
        let at = (lane * LANE + INSET, self.y, width);
        let frame = self.drawing.add_text_box(at, height, class, lines);
        self.y = frame.bottom() + GAP;
        self.first.get_or_insert(frame);
        let mut exits = stage.exits.iter();
        if exits.any(|exit| comes_back(definition, exit)) {
            self.returning.push(frame);
        }
        frame
    }

    /// Leads an arrow from a box to the next one below it.
    fn connect(&mut self, from: Option<Frame>, to: Frame) {
        let Some(from) = from else {
            return;
        };
        let to_x = to.middle().0;
        // What crosses all lanes is left above the next box.
        let from_x = if from.width > LANE {
            to_x
        } else {
            from.middle().0
        };
        let bend = to.y - GAP / 2;
        let points = [
            (from_x, from.bottom()),
            (from_x, bend),
            (to_x, bend),
            (to_x, to.y),
        ];
        self.drawing.add_line(&points, "flow", true);
    }

    /// Adds the hand-off across all lanes, and returns where it is.
    fn add_handoff(&mut self, definition: &Definition, stage: Frame) -> Frame {
        let Some(handoff) = &definition.handoff else {
            return stage;
        };
        let words = wording::handoff(definition, handoff);
        let text = [("name", "Hand-off".to_owned()), ("small", words)];
        let width = self.inner - 2 * INSET;
        let lines = lines_within(width, &text);
        let height = height_of(&lines);
        let at = (INSET, self.y, width);
        let frame = self.drawing.add_text_box(at, height, "handoff", lines);
        let x = stage.middle().0;
        self.drawing
            .add_line(&[(x, stage.bottom()), (x, frame.y)], "flow", true);
        self.y = frame.bottom() + GAP;
        frame
    }

    /// Adds the lanes behind what is drawn so far.
    fn add_lanes(&mut self, lanes: &[&str]) {
        for (at, owner) in lanes.iter().enumerate() {
            let frame = Frame {
                x: at * LANE + 1,
                y: 0,
                width: LANE - 2,
                height: self.y - GAP / 2,
            };
            let class = if at % 2 == 0 { "lane" } else { "lane odd" };
            self.drawing.add_box(frame, class);
            let first = lines_within(LANE - 8, &[("name", (*owner).to_owned())]);
            let more = first.len() > 1;
            if let Some((_, line)) = first.into_iter().next() {
                let line = if more { line + " …" } else { line };
                self.drawing.add_text(at * LANE + 12, 22, "lane-name", line);
            }
        }
        self.drawing.split = self.y - GAP / 2;
        self.y += GAP / 2;
    }

    fn add_dispositions(&mut self, rows: &[DispositionRow], definition: &Definition) {
        if rows.is_empty() {
            return;
        }
        let title = "What we do next: the first line that applies decides".to_owned();
        self.drawing
            .add_text(INSET, self.y + 14, "lane-name", title);
        self.y += HEAD;
        let width = (self.inner - 2 * INSET - 40) / 2;
        for (at, row) in rows.iter().enumerate() {
            let leads = lines_within(width, &[("small", format!("{}. {}", at + 1, row.leads))]);
            let disposition = definition.disposition(row.disposition.as_str());
            let what = [("name", row.what.clone()), ("small", row.details.clone())];
            let what = lines_within(width, &what);
            let height = height_of(&leads).max(height_of(&what));
            let left = (INSET, self.y, width);
            let from = self.drawing.add_text_box(left, height, "leads", leads);
            let class = match disposition.map(|one| one.action) {
                Some(DispositionAction::Forward) => "next forward",
                _ => "next",
            };
            let right = (INSET + width + 40, self.y, width);
            let to = self.drawing.add_text_box(right, height, class, what);
            let y = from.middle().1;
            self.drawing
                .add_line(&[(from.right(), y), (to.x, y)], "flow", true);
            if is_track(disposition.and_then(|one| one.track.as_ref())) {
                self.returning.push(to);
            }
            self.y += height + 10;
        }
        self.y += GAP / 2;
    }

    /// Leads what comes back up the right side to the first stage.
    fn add_returns(&mut self) {
        let (Some(first), Some(last)) = (self.first, self.returning.last().copied()) else {
            return;
        };
        let rail = self.inner + RAIL / 2;
        let (up, down) = (first.middle().1, last.middle().1);
        for frame in std::mem::take(&mut self.returning) {
            let y = frame.middle().1;
            self.drawing
                .add_line(&[(frame.right(), y), (rail, y)], "back", false);
        }
        let path = [(rail, down), (rail, up), (first.right(), up)];
        self.drawing.add_line(&path, "back", true);
        let words = "Comes back into scoring".to_owned();
        let x = self.inner - 8;
        self.drawing.add_text(x, up - 6, "back-name", words);
    }
}

/// Returns a way out of a stage in words.
fn exit_words(definition: &Definition, exit: &Exit) -> String {
    let to = markdown::leads_to(definition, exit);
    if to.is_empty() {
        format!("Exit: {}", exit.name)
    } else {
        format!("Exit: {} → {to}", exit.name)
    }
}
