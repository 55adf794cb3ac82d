//! Draws the process map: boxes with arrows where it is wide, else a list. As much of it is told as
//! there is room for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::process_boxes::Layout;
use super::process_lines::{
    Columns, Detail, Line, all_exit_lines, disposition_lines, draw_lines, handoff_lines,
    stage_lines,
};
use crate::app::projector::wall::process_map::ProcessMap;
use crate::widgets::Theme;

/// From how many columns on the stages are boxes.
const BOXES_FROM: u16 = 100;
/// The most lines of an entry rule in a box.
const ENTRY: u16 = 6;
/// So many rows are enough: a longer list is cut, and says so.
const ENOUGH: usize = 16;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &ProcessMap, area: Rect) -> (u16, u16) {
    if picture.stages.is_empty() || area.width < 20 {
        return (0, 0);
    }
    let [first, .., last] = Detail::LEVELS;
    let rows = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
    let fewest = rows(list(picture, last, area.width).len().min(ENOUGH));
    let listed = rows(list(picture, first, area.width).len());
    let boxed = boxes(picture, first, ENTRY, area.width);
    let boxed = boxed.map_or(0, |(layout, lines)| layout.height() + rows(lines.len()));
    (fewest, boxed.max(listed))
}

/// Draws it.
pub(super) fn draw(picture: &ProcessMap, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    if picture.stages.is_empty() || area.width < 20 || area.height == 0 {
        return;
    }
    let rows = usize::from(area.height);
    // Ways back matter more than the last lines of an entry rule.
    for detail in Detail::LEVELS.iter().filter(|detail| detail.dispositions) {
        for entry in (1..=ENTRY).rev() {
            let Some((layout, lines)) = boxes(picture, *detail, entry, area.width) else {
                break;
            };
            if usize::from(layout.height()) + lines.len() <= rows {
                layout.draw(picture, buf, area, theme);
                let below = Rect {
                    y: area.y + layout.height(),
                    height: area.height - layout.height(),
                    ..area
                };
                draw_lines(&lines, buf, below, theme);
                return;
            }
        }
    }
    let mut lists = Detail::LEVELS
        .iter()
        .map(|detail| list(picture, *detail, area.width));
    let fitting = lists.find(|lines| lines.len() <= rows);
    let least = || {
        list(
            picture,
            Detail::LEVELS[Detail::LEVELS.len() - 1],
            area.width,
        )
    };
    draw_lines(&fitting.unwrap_or_else(least), buf, area, theme);
}

/// Returns everything as lines.
fn list(picture: &ProcessMap, detail: Detail, columns: u16) -> Vec<Line> {
    let columns = Columns::of(picture, detail, columns);
    let mut lines = stage_lines(picture, detail, columns);
    let dispositions = disposition_lines(picture, detail, columns);
    if !dispositions.is_empty() {
        lines.push(Line::new());
        lines.extend(dispositions);
    }
    lines
}

/// Returns the stages as boxes, and the rest as lines below them; `None` where it isn't wide.
fn boxes(
    picture: &ProcessMap,
    detail: Detail,
    entry: u16,
    columns: u16,
) -> Option<(Layout, Vec<Line>)> {
    let layout = Layout::of(picture, columns, entry).filter(|_| columns >= BOXES_FROM)?;
    let columns = Columns::of(picture, detail, columns);
    let mut lines = handoff_lines(picture, detail, columns);
    let exits = if detail.exits {
        all_exit_lines(picture, detail, columns)
    } else {
        Vec::new()
    };
    for part in [exits, disposition_lines(picture, detail, columns)] {
        if !part.is_empty() {
            lines.push(Line::new());
            lines.extend(part);
        }
    }
    Some((layout, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::projector::wall::process_map::{
        Duty, MappedDisposition, MappedExit, MappedStage, Team,
    };
    use crate::model::Side;
    use crate::widgets::testing::{HARD_TEXT, ascii, every_size, screen};

    fn team(name: &str, side: Side) -> Team {
        Team {
            name: name.into(),
            side: Some(side),
        }
    }

    fn map() -> ProcessMap {
        let stage = |name: &str, side: Side, entry: &str| MappedStage {
            name: name.into(),
            owner: team(side.label(), side),
            entry: entry.into(),
            exits: Vec::new(),
            is_selected: false,
        };
        let mut stages = vec![
            stage("Lead", Side::Marketing, "every lead"),
            stage("MQL", Side::Marketing, "at least 20 points in all"),
            stage("SAL", Side::Sales, "a person decides"),
        ];
        stages[1].is_selected = true;
        stages[2].exits.push(MappedExit {
            name: "Send back".into(),
            to: "Nurture".into(),
            is_back: true,
        });
        ProcessMap {
            stages,
            handoff_stage: Some(1),
            receiver: team("Sales", Side::Sales),
            duties: vec![Duty {
                who: team("Sales", Side::Sales),
                what: "first response in 48 hours".into(),
                is_promise: false,
            }],
            dispositions: vec![MappedDisposition {
                name: "Nurture".into(),
                owner: team("Marketing", Side::Marketing),
                what: "Nurture".into(),
                back: "First steps: a demo".into(),
            }],
        }
    }

    fn drawn(columns: u16, rows: u16) -> Vec<String> {
        screen(columns, rows, |frame, area| {
            draw(&map(), frame.buffer_mut(), area, &ascii());
        })
    }

    #[test]
    fn a_list_tells_who_owes_whom_what() {
        let expected = [
            "STAGES: WHO, AND WHO COMES IN",
            "1 Lead    Marketing  every lead",
            "> 2 MQL   Marketing  at least 20 points in all",
            "==> HAND-OFF at 2: Marketing to Sales",
            "    Sales owes: first response in 48 hours",
            "3 SAL     Sales      a person decides",
            "  <- Send back: Nurture",
            "",
            "DISPOSITIONS, AND THE WAYS BACK",
            "Nurture   Marketing  Nurture <- First steps: a demo",
        ];
        assert_eq!(drawn(62, 10), expected);
        let least = [
            "1 Lead                       Marketing",
            "> 2 MQL                      Marketing",
            "==> HAND-OFF at 2: Marketing to Sales",
            "    Sales owes:",
            "      first response in 48 hours",
            "3 SAL                            Sales",
        ];
        assert_eq!(drawn(38, 6), least);
    }

    #[test]
    fn stages_are_boxes_where_it_is_wide() {
        let boxes = drawn(100, 12);
        assert_eq!(
            boxes[1],
            "| 1 Lead                      |   | > 2 MQL                     |   | 3 SAL                       |"
        );
        assert_eq!(
            boxes[2],
            "| Marketing                   |-->| Marketing                   |-->| Sales                       |"
        );
        assert_eq!(boxes[6], "    Sales owes: first response in 48 hours");
    }

    #[test]
    fn any_size() {
        every_size(|frame, area, theme| draw(&map(), frame.buffer_mut(), area, theme));
        let mut hard = map();
        hard.stages[1].name = HARD_TEXT.repeat(3);
        hard.stages[0].owner.name = HARD_TEXT.into();
        hard.duties[0].what = HARD_TEXT.into();
        hard.dispositions[0].back = HARD_TEXT.into();
        every_size(|frame, area, theme| draw(&hard, frame.buffer_mut(), area, theme));
    }
}
