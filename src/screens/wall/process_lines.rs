//! The process map as lines: a stage, a duty or a disposition each, with who is responsible, and
//! what it takes or leads to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::phrases::{whole_words, within};
use crate::app::projector::wall::process_map::{Duty, MappedExit, MappedStage, ProcessMap, Team};
use crate::model::Side;
use crate::widgets::Theme;
use crate::widgets::text::{put, width};

/// From how many columns on name, team and text stand beside each other.
const BESIDE_FROM: usize = 60;
/// The most columns of a name and of a team.
const MOST: (usize, usize) = (34, 26);

/// Where a duty begins.
const DUTY_AT: usize = 4;
/// The fewest columns of a name that is cut.
const FEWEST_OF_NAME: usize = 12;
/// The fewest columns of a text beside who owes it.
const FEWEST_BESIDE: usize = 40;

/// How much of the map is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Detail {
    /// The most lines of an entry rule and of a way back; 0 leaves them and headings out.
    pub text: usize,
    /// Whether ways out of stages are told.
    pub exits: bool,
    /// Whether what the sides promise is told, beside what they owe.
    pub promises: bool,
    /// Whether dispositions are told.
    pub dispositions: bool,
}

impl Detail {
    const fn new(text: usize, parts: [bool; 3]) -> Self {
        let [exits, promises, dispositions] = parts;
        Self {
            text,
            exits,
            promises,
            dispositions,
        }
    }

    /// From everything to the stages with their teams and what is owed at the hand-off.
    pub const LEVELS: [Self; 7] = [
        Self::new(4, [true, true, true]),
        Self::new(2, [true, true, true]),
        Self::new(1, [true, false, true]),
        Self::new(1, [false, false, true]),
        Self::new(1, [true, false, false]),
        Self::new(1, [false, false, false]),
        Self::new(0, [false, false, false]),
    ];
}

/// What a text is, which decides its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Name,
    Selected,
    Heading,
    Handoff,
    Side(Option<Side>),
}

impl Ink {
    /// That of a stage's name.
    pub fn of_name(stage: &MappedStage) -> Self {
        if stage.is_selected {
            Self::Selected
        } else {
            Self::Name
        }
    }

    pub fn style(self, theme: &Theme) -> Style {
        match self {
            Self::Name => theme.heading,
            Self::Selected => theme.selected,
            Self::Heading | Self::Handoff => theme.accent,
            Self::Side(Some(Side::Sales)) => theme.sales,
            Self::Side(Some(Side::Marketing)) => theme.marketing,
            Self::Text | Self::Side(_) => theme.text,
        }
    }
}

/// A line: texts, each with its first column.
pub(super) type Line = Vec<(usize, String, Ink)>;

/// The columns of names, teams and texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    all: usize,
    /// Name and team; `None` where each stands above its text.
    beside: Option<(usize, usize)>,
}

impl Columns {
    /// Fits them to a map.
    pub fn of(map: &ProcessMap, detail: Detail, columns: u16) -> Self {
        let all = usize::from(columns);
        if all < BESIDE_FROM {
            return Self { all, beside: None };
        }
        let stages = map.stages.iter().enumerate();
        let stages = stages.map(|(at, s)| (width(&stage_name(at, s)) + 1, &s.owner));
        let dispositions = map.dispositions.iter().map(|d| (width(&d.name), &d.owner));
        let (mut name, mut team) = (0, 0);
        for (wide, owner) in stages.chain(dispositions) {
            name = name.max(wide);
            team = team.max(width(&owner.name));
        }
        let team = team.min(MOST.1).min(all / 4);
        let name = match detail.text {
            0 => name.min(all - team - 2),
            _ => name.min(MOST.0).min(all * 2 / 5),
        };
        Self {
            all,
            beside: Some((name, team)),
        }
    }

    /// Returns the lines of a name with a team and a text of at most so many lines.
    pub fn lines(self, name: &str, ink: Ink, team: &Team, text: &str, most: usize) -> Vec<Line> {
        let side = Ink::Side(team.side);
        let Some((names, teams)) = self.beside else {
            return self.lines_below(name, ink, team, text, most);
        };
        let name = whole_words(name, names);
        let who = whole_words(&team.name, teams);
        let mut lines = vec![vec![(0, name, ink), (names + 2, who, side)]];
        let at = names + teams + 4;
        let texts = within(text, self.all.saturating_sub(at), most);
        for (index, text) in texts.into_iter().enumerate() {
            if index >= lines.len() {
                lines.push(Line::new());
            }
            lines[index].push((at, text, Ink::Text));
        }
        lines
    }

    fn lines_below(self, name: &str, ink: Ink, team: &Team, text: &str, most: usize) -> Vec<Line> {
        let side = Ink::Side(team.side);
        let who = width(&team.name);
        let mut lines = Vec::new();
        // Without a text there is one line.
        let beside = self.all.saturating_sub(who + 2);
        if width(name) <= beside || most == 0 && beside >= FEWEST_OF_NAME {
            let team = (self.all - who, team.name.clone(), side);
            lines.push(vec![(0, whole_words(name, beside), ink), team]);
        } else {
            lines.push(vec![(0, whole_words(name, self.all), ink)]);
            let team = whole_words(&team.name, self.all.saturating_sub(2));
            lines.push(vec![(2, team, side)]);
        }
        let texts = within(text, self.all.saturating_sub(2), most);
        lines.extend(texts.into_iter().map(|text| vec![(2, text, Ink::Text)]));
        lines.retain(|line| line.iter().any(|(_, text, _)| !text.is_empty()));
        lines
    }

    /// Returns who owes something, with what it is beside it or below.
    fn duty_lines(self, duty: &Duty, most: usize) -> Vec<Line> {
        let verb = if duty.is_promise { "promises" } else { "owes" };
        let who = format!("{} {verb}:", duty.who.name);
        let who = whole_words(&who, self.all.saturating_sub(DUTY_AT));
        let beside = DUTY_AT + width(&who) + 1;
        let at = if beside + FEWEST_BESIDE <= self.all {
            beside
        } else {
            DUTY_AT + 2
        };
        let texts = within(&duty.what, self.all.saturating_sub(at), most);
        let mut texts = texts.into_iter().map(|text| (at, text, Ink::Text));
        let mut first = vec![(DUTY_AT, who, Ink::Side(duty.who.side))];
        if at == beside {
            first.extend(texts.next());
        }
        let rest = texts.map(|text| vec![text]);
        std::iter::once(first).chain(rest).collect()
    }

    /// Returns the lines of a text below a name, with a sign before it.
    fn sign_lines(self, sign: &str, text: &str, most: usize) -> Vec<Line> {
        let at = width(sign) + 3;
        let texts = within(text, self.all.saturating_sub(at), most);
        let mut lines: Vec<Line> = texts
            .into_iter()
            .map(|t| vec![(at, t, Ink::Text)])
            .collect();
        if let Some(first) = lines.first_mut() {
            first.insert(0, (2, sign.to_owned(), Ink::Name));
        }
        lines
    }
}

/// Returns the stages, each with its entry rule, its hand-off and its ways out.
pub(super) fn stage_lines(map: &ProcessMap, detail: Detail, columns: Columns) -> Vec<Line> {
    let mut lines = Vec::new();
    if detail.text > 0 {
        lines.push(heading("STAGES: WHO, AND WHO COMES IN"));
    }
    for (index, stage) in map.stages.iter().enumerate() {
        let name = stage_name(index, stage);
        let ink = Ink::of_name(stage);
        let entry = match detail.text {
            0 => "",
            _ => &stage.entry,
        };
        lines.extend(columns.lines(&name, ink, &stage.owner, entry, detail.text));
        if map.handoff_stage == Some(index) {
            lines.push(handoff_line(map));
            lines.extend(duty_lines(map, detail, columns));
        }
        if detail.exits {
            lines.extend(exit_lines(stage, detail, columns));
        }
    }
    lines
}

/// A stage's name with its number, marked if the room talks about it: `> 4 Qualified`.
pub(super) fn stage_name(index: usize, stage: &MappedStage) -> String {
    let mark = if stage.is_selected { "> " } else { "" };
    format!("{mark}{} {}", index + 1, stage.name)
}

fn heading(text: &str) -> Line {
    vec![(0, text.to_owned(), Ink::Heading)]
}

/// The line at which ownership passes: `==> HAND-OFF at 4: Marketing to Sales development`.
fn handoff_line(map: &ProcessMap) -> Line {
    let index = map.handoff_stage.unwrap_or(0);
    let owner = map.stages.get(index).map_or("", |stage| &stage.owner.name);
    let teams = match (owner, map.receiver.name.as_str()) {
        (_, "") => String::new(),
        ("", to) => format!(": to {to}"),
        (from, to) => format!(": {from} to {to}"),
    };
    let text = format!("==> HAND-OFF at {}{teams}", index + 1);
    vec![(0, text, Ink::Handoff)]
}

/// Returns what is owed at the hand-off: `Sales development owes: first response in 48 hours`.
pub(super) fn duty_lines(map: &ProcessMap, detail: Detail, columns: Columns) -> Vec<Line> {
    let told = |duty: &&Duty| detail.promises || !duty.is_promise;
    let duties = map.duties.iter().filter(told);
    duties
        .flat_map(|duty| columns.duty_lines(duty, detail.text.clamp(2, 3)))
        .collect()
}

/// Returns the ways out of a stage: `>` onward, `<-` back.
fn exit_lines(stage: &MappedStage, detail: Detail, columns: Columns) -> Vec<Line> {
    let line = |exit: &MappedExit| {
        let sign = if exit.is_back { "<-" } else { "->" };
        let to = match exit.to.as_str() {
            "" => exit.name.clone(),
            to => format!("{}: {to}", exit.name),
        };
        columns.sign_lines(sign, &to, detail.text.clamp(1, 2))
    };
    stage.exits.iter().flat_map(line).collect()
}

/// Returns all ways out of all stages, each with its stage's number.
pub(super) fn all_exit_lines(map: &ProcessMap, detail: Detail, columns: Columns) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, stage) in map.stages.iter().enumerate() {
        if stage.exits.is_empty() {
            continue;
        }
        let name = format!("{} {}", index + 1, stage.name);
        lines.extend(columns.lines(&name, Ink::Name, &Team::default(), "", 0));
        lines.extend(exit_lines(stage, detail, columns));
    }
    if !lines.is_empty() {
        lines.insert(0, heading("WAYS OUT"));
    }
    lines
}

/// Returns the hand-off with what is owed, under a heading of its own.
pub(super) fn handoff_lines(map: &ProcessMap, detail: Detail, columns: Columns) -> Vec<Line> {
    let mut lines = duty_lines(map, detail, columns);
    if map.handoff_stage.is_some() {
        lines.insert(0, handoff_line(map));
    }
    lines
}

/// Returns the dispositions, with the ways back to scoring.
pub(super) fn disposition_lines(map: &ProcessMap, detail: Detail, columns: Columns) -> Vec<Line> {
    if !detail.dispositions || map.dispositions.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![heading("DISPOSITIONS, AND THE WAYS BACK")];
    for next in &map.dispositions {
        let text = match next.back.as_str() {
            "" => next.what.clone(),
            back => format!("{} <- {back}", next.what),
        };
        lines.extend(columns.lines(
            &next.name,
            Ink::Name,
            &next.owner,
            &text,
            detail.text.max(1),
        ));
    }
    lines
}

/// Draws lines from the top of an area. If there are more than rows, the last row says so.
pub(super) fn draw_lines(lines: &[Line], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let rows = usize::from(area.height);
    let is_cut = lines.len() > rows;
    let shown = if is_cut { rows.saturating_sub(1) } else { rows };
    for (line, y) in lines.iter().take(shown).zip(area.y..) {
        for (at, text, ink) in line {
            let at = u16::try_from(*at).unwrap_or(u16::MAX).min(area.width);
            let style = ink.style(theme);
            put(buf, area.x + at, y, text, area.width - at, style);
        }
    }
    if is_cut && rows > 0 {
        put(buf, area.x, area.bottom() - 1, "…", area.width, theme.text);
    }
}
