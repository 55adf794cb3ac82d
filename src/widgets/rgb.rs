//! The red, green and blue of a cell's colours, for pictures outside a terminal.
//!
//! The sixteen names have no colours of their own: each terminal has its. Here they are those of
//! xterm, darkened where they would be hard to read on [`PAPER`].

use ratatui::style::{Color, Modifier, Style};

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

/// What stands for the terminal's own background: a picture goes into documents.
pub const PAPER: Rgb = (255, 255, 255);
/// What stands for the terminal's own foreground.
pub const INK: Rgb = (17, 17, 17);

/// The levels of a colour in the cube of 216.
pub(super) const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The sixteen names as foregrounds on paper, in the order of their numbers.
const NAMED_INK: [Rgb; 16] = [
    (0, 0, 0),
    (160, 0, 0),
    (0, 95, 0),
    (95, 75, 0),
    (0, 0, 160),
    (130, 0, 130),
    (0, 90, 100),
    (85, 85, 85),
    (85, 85, 85),
    (175, 0, 0),
    (0, 100, 0),
    (95, 75, 0),
    (0, 0, 205),
    (150, 0, 150),
    (0, 90, 100),
    INK,
];

/// The sixteen names as backgrounds: xterm's.
const NAMED_PAPER: [Rgb; 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// Returns the number of a named colour among the sixteen; `None` for the terminal's own and for
/// colours that aren't named.
pub fn number_of(color: Color) -> Option<u8> {
    Some(match color {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n) if n < 16 => n,
        Color::Reset | Color::Indexed(_) | Color::Rgb(..) => return None,
    })
}

/// Returns foreground and background of a style, reversed if it says so.
pub fn colours(style: Style) -> (Rgb, Rgb) {
    let bg_color = style.bg.unwrap_or(Color::Reset);
    // The darkened names are for paper; on a background of their own they are as in a terminal.
    let names = if bg_color == Color::Reset {
        &NAMED_INK
    } else {
        &NAMED_PAPER
    };
    let fg = value(style.fg.unwrap_or(Color::Reset), INK, names);
    let bg = value(bg_color, PAPER, &NAMED_PAPER);
    if style.add_modifier.contains(Modifier::REVERSED) {
        (bg, fg)
    } else {
        (fg, bg)
    }
}

fn value(color: Color, own: Rgb, names: &[Rgb; 16]) -> Rgb {
    match number_of(color) {
        Some(number) => names[usize::from(number)],
        None => rgb_of(color).unwrap_or(own),
    }
}

/// Returns an exact colour, or one of the 240 that are the same on every terminal; `None` for the
/// sixteen names and the terminal's own.
pub(super) fn rgb_of(color: Color) -> Option<Rgb> {
    Some(match color {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(0..16) => return None,
        Color::Indexed(n @ 232..) => {
            let grey = 8 + 10 * (n - 232);
            (grey, grey, grey)
        }
        Color::Indexed(n) => {
            let n = usize::from(n - 16);
            (CUBE[n / 36 % 6], CUBE[n / 6 % 6], CUBE[n % 6])
        }
        _ => return None,
    })
}

/// Returns the relative luminance of a colour, as defined by WCAG 2.
fn luminance((r, g, b): Rgb) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Returns the contrast of two colours, from 1 to 21, as defined by WCAG 2.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_terminal_or_of_paper() {
        let plain = Style::new();
        assert_eq!(colours(plain), (INK, PAPER));
        let reversed = plain.add_modifier(Modifier::REVERSED);
        assert_eq!(colours(reversed), (PAPER, INK));
        let warn = plain.fg(Color::Black).bg(Color::LightCyan);
        assert_eq!(colours(warn), ((0, 0, 0), (0, 255, 255)));
        let exact = plain.fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(232));
        assert_eq!(colours(exact), ((1, 2, 3), (8, 8, 8)));
        // 16 + 36 * 5 + 6 * 3 + 1
        assert_eq!(colours(plain.fg(Color::Indexed(215))).0, (255, 175, 95));
        assert_eq!(colours(plain.fg(Color::Indexed(1))).0, NAMED_INK[1]);
    }

    #[test]
    fn every_name_has_seven_to_one_on_paper() {
        for ink in NAMED_INK {
            let ratio = contrast(PAPER, ink);
            assert!(ratio >= 7.0, "{ink:?}: {ratio}");
        }
    }
}
