//! How many colours a terminal shows, and the nearest of 256 to an exact colour.

use ratatui::style::Color;

use super::rgb::{CUBE, Rgb, contrast, rgb_of};

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColourDepth {
    /// Any red, green and blue.
    Exact,
    /// The cube of 216 and 24 greys.
    Indexed,
    /// The sixteen names alone.
    Named,
}

/// Terminals whose `TERM` or `TERM_PROGRAM` begins so show exact colours even where `COLORTERM`
/// isn't set, as after a login on another machine.
const EXACT: [&str; 10] = [
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "iTerm.app",
    "rio",
    "vscode",
    "wezterm",
    "WezTerm",
    "xterm-kitty",
];

impl ColourDepth {
    /// Returns the depth that these environment variables announce.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| variable(name).unwrap_or_default();
        let term = value("TERM");
        let announced = value("COLORTERM");
        let program = value("TERM_PROGRAM");
        let is_exact = |name: &str| EXACT.iter().any(|known| name.starts_with(known));
        // The first is Windows Terminal; the old console announces nothing.
        if !value("WT_SESSION").is_empty()
            || matches!(announced.as_str(), "truecolor" | "24bit")
            || term.contains("direct")
            || term.contains("truecolor")
            || is_exact(&term)
            || is_exact(&program)
        {
            Self::Exact
        } else if term.contains("256") || program == "Apple_Terminal" {
            Self::Indexed
        } else {
            Self::Named
        }
    }
}

/// The least contrast of text to its background.
pub const LEAST_CONTRAST: f64 = 7.0;

/// Returns the nearest of the 240 colours that are the same on every terminal; as a foreground, the
/// nearest that can be read on this paper.
pub(super) fn nearest(color: Color, paper: Option<Rgb>) -> Color {
    let Color::Rgb(r, g, b) = color else {
        return color;
    };
    let distance = |(x, y, z): Rgb| {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        square(r, x) + square(g, y) + square(b, z)
    };
    let is_legible =
        |n: &u8| paper.is_none_or(|paper| contrast(rgb_of_index(*n), paper) >= LEAST_CONTRAST);
    let all = (16..=255).filter(is_legible);
    all.min_by_key(|n| distance(rgb_of_index(*n)))
        .map_or(color, Color::Indexed)
}

fn rgb_of_index(n: u8) -> Rgb {
    rgb_of(Color::Indexed(n)).unwrap_or((CUBE[0], CUBE[0], CUBE[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(variables: &[(&str, &str)]) -> ColourDepth {
        ColourDepth::of(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_says_how_many() {
        use ColourDepth::{Exact, Indexed, Named};
        assert_eq!(depth(&[]), Named);
        assert_eq!(depth(&[("TERM", "linux")]), Named);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Indexed);
        assert_eq!(depth(&[("TERM", "xterm-direct")]), Exact);
        assert_eq!(depth(&[("TERM", "xterm-kitty")]), Exact);
        assert_eq!(depth(&[("WT_SESSION", "a-b-c")]), Exact);
        let remote = [("TERM", "screen-256color"), ("COLORTERM", "truecolor")];
        assert_eq!(depth(&remote), Exact);
        let old = [("TERM", "xterm-256color"), ("COLORTERM", "yes")];
        assert_eq!(depth(&old), Indexed);
        assert_eq!(depth(&[("TERM_PROGRAM", "Apple_Terminal")]), Indexed);
    }

    #[test]
    fn the_nearest_is_found_and_stays_legible() {
        let exact = |(r, g, b)| Color::Rgb(r, g, b);
        assert_eq!(nearest(exact((0, 0, 0)), None), Color::Indexed(16));
        assert_eq!(nearest(exact((255, 176, 96)), None), Color::Indexed(215));
        assert_eq!(nearest(exact((19, 17, 18)), None), Color::Indexed(233));
        // A brown: the nearest has 5.7:1 on white, so the dark red is taken.
        let brown = exact((0x7a, 0x3d, 0));
        assert_eq!(nearest(brown, None), Color::Indexed(94));
        let white = Some((255, 255, 255));
        assert_eq!(nearest(brown, white), Color::Indexed(88));
        assert_eq!(nearest(Color::Red, white), Color::Red);
    }
}
