//! The pipeline's stages in a row: `Contact > Suspect > [MQL] > SAL`.

use super::focus::Focus;
use super::text::{clean, put, width};
use super::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Separates two stages.
const ARROW: &str = " > ";
/// Marks an edge beyond which stages are hidden.
const MORE: &str = "… ";

/// Draws the stages on one line, scrolled so that the selected one is visible, in brackets.
pub fn draw(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    stages: &[&str],
    selected: Option<usize>,
    focus: Focus,
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let text = |(i, name): (usize, &&str)| match selected {
        Some(at) if at == i => format!("[{}]", clean(name)),
        _ => clean(name),
    };
    let names: Vec<String> = stages.iter().enumerate().map(text).collect();
    let start = first_shown(&names, selected, usize::from(area.width));
    let mut x = area.x;
    let room = |x: u16| area.right().saturating_sub(x);
    if start > 0 {
        x = put(buf, x, area.y, MORE, room(x), theme.muted);
    }
    for (i, name) in names.iter().enumerate().skip(start) {
        let style = match selected {
            Some(at) if at == i && focus == Focus::Here => theme.selected,
            Some(at) if at == i => theme.selected_unfocused,
            _ => theme.text,
        };
        if i > start {
            x = put(buf, x, area.y, ARROW, room(x), theme.muted);
        }
        x = put(buf, x, area.y, name, room(x), style);
    }
}

/// Returns the first stage to show: the earliest from which the selected one, and a word of the
/// next, still fit.
fn first_shown(names: &[String], selected: Option<usize>, columns: usize) -> usize {
    let Some(selected) = selected.filter(|&i| i < names.len()) else {
        return 0;
    };
    let upto = |start: usize| -> usize {
        let names: usize = names[start..=selected].iter().map(|name| width(name)).sum();
        let more = if start > 0 { width(MORE) } else { 0 };
        more + names + (selected - start) * width(ARROW)
    };
    let next = if selected + 1 < names.len() { 6 } else { 0 };
    (0..=selected)
        .find(|&start| upto(start) + next <= columns)
        .or_else(|| (0..=selected).find(|&start| upto(start) <= columns))
        .unwrap_or(selected)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HARD_TEXT, ascii, every_size, screen};
    use super::*;

    fn shown(width: u16, selected: usize) -> String {
        let stages = ["Contact", "Suspect", "Lead", "MQL", "SAL", "SQL"];
        screen(width, 1, |frame, area| {
            draw(
                frame.buffer_mut(),
                area,
                &ascii(),
                &stages,
                Some(selected),
                Focus::Here,
            );
        })
        .concat()
    }

    #[test]
    fn the_selected_stage_stays_in_sight() {
        assert_eq!(shown(60, 3), "Contact > Suspect > Lead > [MQL] > SAL > SQL");
        assert_eq!(shown(24, 3), "… Lead > [MQL] > SAL > …");
        assert_eq!(shown(24, 0), "[Contact] > Suspect > L…");
        assert_eq!(shown(20, 5), "… MQL > SAL > [SQL]");
        assert_eq!(shown(4, 5), "… […");
    }

    #[test]
    fn any_size() {
        let stages = ["Contact", HARD_TEXT, "MQL", "SAL"];
        every_size(|frame, area, theme| {
            let chosen = [None, Some(2), Some(9)][usize::from(area.width % 3)];
            draw(
                frame.buffer_mut(),
                area,
                theme,
                &stages,
                chosen,
                Focus::here_if(area.height % 2 == 0),
            );
        });
    }
}
