//! The last step of drawing: the paper of themes that have their own, and signs as ASCII.
//!
//! No widget knows of either. A cell that asked for no background gets the paper, one that asked
//! for no foreground gets the ink.

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::ascii::replace_signs;
use super::theme::Theme;

/// Lays the paper under what was drawn, and turns signs to ASCII if the theme asks for it. Doing it
/// again changes nothing.
pub fn lay(buf: &mut Buffer, theme: &Theme) {
    replace_signs(buf, theme);
    let Some(page) = theme.page else { return };
    for cell in &mut buf.content {
        if cell.bg == Color::Reset {
            cell.bg = page.paper;
        }
        if cell.fg == Color::Reset {
            cell.fg = page.ink;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::theme_name::ThemeName;
    use super::*;
    use ratatui::layout::Rect;

    fn laid(name: ThemeName) -> Buffer {
        let theme = Theme::new(name, false);
        let mut buf = Buffer::empty(Rect::new(0, 0, 4, 1));
        buf.set_string(0, 0, "a", theme.text);
        buf.set_string(1, 0, "b", theme.sales);
        buf.set_string(2, 0, "c", theme.bad);
        lay(&mut buf, &theme);
        buf
    }

    #[test]
    fn a_theme_with_paper_fills_every_cell() {
        let buf = laid(ThemeName::Projector);
        let colours: Vec<_> = buf
            .content()
            .iter()
            .map(|cell| (cell.fg, cell.bg))
            .collect();
        let paper = Color::Rgb(0x10, 0x14, 0x1c);
        let ink = Color::Rgb(0xdf, 0xe3, 0xe8);
        assert_eq!(colours[0], (ink, paper));
        assert_eq!(colours[1], (Color::Rgb(0x7c, 0xc4, 0xff), paper));
        assert_eq!(
            colours[2],
            (Color::Rgb(0, 0, 0), Color::Rgb(0xff, 0xd2, 0x3f))
        );
        assert_eq!(colours[3], (ink, paper), "a blank cell");
        let mut again = buf.clone();
        lay(&mut again, &Theme::new(ThemeName::Projector, false));
        assert_eq!(again, buf);
    }

    #[test]
    fn the_others_leave_the_terminals_own() {
        let buf = laid(ThemeName::Dark);
        assert_eq!(buf[(0, 0)].fg, Color::Reset);
        assert!(buf.content().iter().all(|cell| cell.bg == Color::Reset));
    }
}
