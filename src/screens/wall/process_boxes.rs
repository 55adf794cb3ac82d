//! The stages of the process map as boxes side by side, with arrows between them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

use super::phrases::{whole_words, within};
use super::process_lines::{Ink, stage_name};
use crate::app::projector::wall::process_map::{MappedStage, ProcessMap};
use crate::widgets::Theme;
use crate::widgets::text::put;

/// The fewest columns of a box, and the most.
const COLUMNS: (u16, u16) = (24, 44);
/// Stands between two boxes.
const ARROW: &str = "-->";
/// Its columns.
const BETWEEN: u16 = 3;

/// How the boxes lie in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Boxes in a row.
    per_row: usize,
    /// Rows of boxes.
    rows: usize,
    /// Columns of a box.
    columns: u16,
    /// The most lines of a name and of an entry rule.
    lines: (u16, u16),
}

impl Layout {
    /// Lays out a map's stages with so many lines for each entry rule; `None` if there are none, or
    /// no room beside each other for two boxes.
    pub fn of(map: &ProcessMap, columns: u16, entry: u16) -> Option<Self> {
        let stages = map.stages.len();
        let fit = usize::from((columns + BETWEEN) / (COLUMNS.0 + BETWEEN));
        if stages == 0 || fit < 2 {
            return None;
        }
        let rows = stages.div_ceil(fit);
        let per_row = stages.div_ceil(rows);
        let beside = u16::try_from(per_row).ok()?;
        // An arrow at the end of a row leads to the next one.
        let arrows = BETWEEN * if rows > 1 { beside } else { beside - 1 };
        let columns = ((columns - arrows) / beside).min(COLUMNS.1);
        let inside = usize::from(columns).checked_sub(4)?;
        let most = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(1) as u16;
        let names = map.stages.iter().enumerate();
        let names =
            most(&mut names.map(|(at, stage)| within(&stage_name(at, stage), inside, 2).len()));
        let entries = map.stages.iter();
        let mut entries = entries.map(|stage| within(&stage.entry, inside, entry.into()).len());
        Some(Self {
            per_row,
            rows,
            columns,
            lines: (names, most(&mut entries)),
        })
    }

    fn box_height(self) -> u16 {
        self.lines.0 + 1 + self.lines.1 + 2
    }

    /// Returns the rows it takes.
    pub fn height(self) -> u16 {
        u16::try_from(self.rows).unwrap_or(u16::MAX / 16) * self.box_height()
    }

    /// Draws the boxes from the top of an area.
    pub fn draw(self, map: &ProcessMap, buf: &mut Buffer, area: Rect, theme: &Theme) {
        let (height, columns) = (self.box_height(), self.columns);
        for (index, stage) in map.stages.iter().enumerate() {
            let [row, column] = [index / self.per_row, index % self.per_row].map(|n| n as u16);
            let place = Rect {
                x: area.x + column * (columns + BETWEEN),
                y: area.y + row * height,
                width: columns,
                height,
            };
            if place.bottom() > area.bottom() || place.right() > area.right() {
                return;
            }
            let is_handoff = map.handoff_stage == Some(index);
            self.draw_box(index, stage, is_handoff, buf, place, theme);
            if index + 1 < map.stages.len() {
                let y = place.y + height / 2;
                put(buf, place.right(), y, ARROW, BETWEEN, theme.border);
            }
        }
    }

    fn draw_box(
        self,
        index: usize,
        stage: &MappedStage,
        is_handoff: bool,
        buf: &mut Buffer,
        place: Rect,
        theme: &Theme,
    ) {
        let block = Block::bordered()
            .border_set(theme.border_set())
            .border_style(theme.border);
        block.render(place, buf);
        if is_handoff {
            put(
                buf,
                place.x + 2,
                place.y,
                " HAND-OFF ",
                place.width - 4,
                theme.accent,
            );
        }
        let (x, columns) = (place.x + 2, place.width - 4);
        let inside = usize::from(columns);
        let mut y = place.y + 1;
        let mut write = |text: &str, ink: Ink| {
            put(buf, x, y, text, columns, ink.style(theme));
            y += 1;
        };
        for line in within(&stage_name(index, stage), inside, self.lines.0.into()) {
            write(&line, Ink::of_name(stage));
        }
        let owner = whole_words(&stage.owner.name, inside);
        write(&owner, Ink::Side(stage.owner.side));
        for line in within(&stage.entry, inside, self.lines.1.into()) {
            write(&line, Ink::Text);
        }
    }
}
