//! The theme: a style for each meaning. All other widgets take their styles from here.
//!
//! The rules: foreground and background are the terminal's own; colours are ANSI names only; no
//! meaning depends on colour alone, but has a word or a sign as well; nothing is dimmed.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

/// The themes a user can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeName {
    /// Colours that are legible on light and dark terminals.
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// Modifiers only, no colour.
    Mono,
    /// At least 7:1 contrast on white and on black, safe for colour-blind people.
    Projector,
}

impl ThemeName {
    /// All themes, in the order they are offered.
    pub const ALL: [Self; 5] = [
        Self::Auto,
        Self::Light,
        Self::Dark,
        Self::Mono,
        Self::Projector,
    ];

    /// Returns the theme with this name; `None` if there is none.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// Returns the name a user types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Mono => "mono",
            Self::Projector => "projector",
        }
    }
}

/// A style for each meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The theme's name.
    pub name: ThemeName,
    /// Whether borders and bars use ASCII characters only.
    pub ascii: bool,
    /// Normal text.
    pub text: Style,
    /// A heading or a panel's title.
    pub heading: Style,
    /// The name of a field.
    pub label: Style,
    /// Secondary text.
    pub muted: Style,
    /// The selected row or cell of the focused pane.
    pub selected: Style,
    /// The selected row or cell of another pane.
    pub selected_unfocused: Style,
    /// A field being edited.
    pub field: Style,
    /// Good or done.
    pub good: Style,
    /// Worth a look.
    pub warn: Style,
    /// Wrong.
    pub bad: Style,
    /// Concerns fit.
    pub fit: Style,
    /// Concerns behaviour.
    pub behaviour: Style,
    /// Comes from Sales.
    pub sales: Style,
    /// Comes from Marketing.
    pub marketing: Style,
    /// Current or new.
    pub accent: Style,
    /// Borders and rules.
    pub border: Style,
    /// The name of a key in the footer.
    pub key: Style,
    /// A lead that now qualifies.
    pub in_lead: Style,
    /// A lead that no longer qualifies.
    pub out_lead: Style,
    bands: [Style; 4],
}

/// The colours of one theme; `None` leaves the terminal's own.
#[derive(Default)]
struct Palette {
    muted: Option<Color>,
    good: Option<Color>,
    warn: Option<Color>,
    bad: Option<Color>,
    fit: Option<Color>,
    behaviour: Option<Color>,
    border: Option<Color>,
    bands: [Option<Color>; 4],
}

impl Palette {
    fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Mono | ThemeName::Projector => Self::default(),
            // Yellow vanishes on white, blue on black, gray on both: auto does without them.
            ThemeName::Auto => Self {
                good: Some(Color::Green),
                bad: Some(Color::Red),
                fit: Some(Color::Cyan),
                behaviour: Some(Color::Magenta),
                bands: [Some(Color::Cyan), None, None, Some(Color::Red)],
                ..Self::default()
            },
            ThemeName::Light => Self {
                muted: Some(Color::DarkGray),
                good: Some(Color::Green),
                warn: Some(Color::Magenta),
                bad: Some(Color::Red),
                fit: Some(Color::Blue),
                behaviour: Some(Color::Magenta),
                border: Some(Color::DarkGray),
                bands: [
                    Some(Color::Blue),
                    Some(Color::Magenta),
                    None,
                    Some(Color::Red),
                ],
            },
            ThemeName::Dark => Self {
                muted: Some(Color::Gray),
                good: Some(Color::LightGreen),
                warn: Some(Color::LightYellow),
                bad: Some(Color::LightRed),
                fit: Some(Color::LightCyan),
                behaviour: Some(Color::LightMagenta),
                border: Some(Color::Gray),
                bands: [
                    Some(Color::LightCyan),
                    Some(Color::LightYellow),
                    None,
                    Some(Color::LightRed),
                ],
            },
        }
    }
}

fn fg(style: Style, color: Option<Color>) -> Style {
    color.map_or(style, |color| style.fg(color))
}

impl Theme {
    /// Returns the theme with this name, with borders drawn as lines; `no_color` (from `NO_COLOR`)
    /// overrides the name with mono.
    pub fn new(name: ThemeName, no_color: bool) -> Self {
        let name = if no_color { ThemeName::Mono } else { name };
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let both = bold.add_modifier(Modifier::UNDERLINED);
        let palette = Palette::of(name);
        let mut theme = Self {
            name,
            ascii: false,
            text: plain,
            heading: bold,
            label: plain,
            muted: fg(plain, palette.muted),
            selected: bold.add_modifier(Modifier::REVERSED),
            selected_unfocused: bold,
            field: underlined,
            good: fg(bold, palette.good),
            warn: fg(both, palette.warn),
            bad: fg(both, palette.bad),
            fit: fg(plain, palette.fit),
            behaviour: fg(plain, palette.behaviour),
            sales: fg(bold, palette.fit),
            marketing: fg(bold, palette.behaviour),
            accent: bold,
            border: fg(plain, palette.border),
            key: bold,
            in_lead: fg(bold, palette.good),
            out_lead: fg(underlined, palette.bad),
            bands: [
                fg(plain, palette.bands[0]),
                fg(underlined, palette.bands[1]),
                fg(plain, palette.bands[2]),
                fg(bold, palette.bands[3]),
            ],
        };
        if name == ThemeName::Projector {
            // No single foreground has 7:1 on both white and black, so a coloured meaning brings
            // its own background; yellow and cyan with black keep their contrast on any projector.
            theme.warn = bold.fg(Color::Black).bg(Color::LightCyan);
            theme.bad = bold.fg(Color::Black).bg(Color::LightYellow);
        }
        theme
    }

    /// Returns the theme with ASCII borders and bars, or with lines and blocks.
    #[must_use]
    pub fn with_ascii(mut self, ascii: bool) -> Self {
        self.ascii = ascii;
        self
    }

    /// Returns the style of band `i` of `n`, counted from the lowest: the first is cool, the last
    /// stands out, and those in between alternate.
    pub fn band(&self, i: usize, n: usize) -> Style {
        match i {
            0 => self.bands[0],
            _ if i + 1 >= n => self.bands[3],
            _ => self.bands[2 - i % 2],
        }
    }

    /// Returns the characters of a box.
    pub fn border_set(&self) -> border::Set<'static> {
        if self.ascii {
            border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            }
        } else {
            border::PLAIN
        }
    }

    /// Returns the character of a horizontal rule.
    pub fn horizontal(&self) -> &'static str {
        if self.ascii { "-" } else { "─" }
    }

    /// Returns the character of a vertical rule.
    pub fn vertical(&self) -> &'static str {
        if self.ascii { "|" } else { "│" }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rgb::luminance;
    use super::*;

    /// Every style; naming all fields makes a forgotten new one a compile error.
    fn styles(theme: &Theme) -> Vec<Style> {
        let Theme {
            name: _,
            ascii: _,
            text,
            heading,
            label,
            muted,
            selected,
            selected_unfocused: remembered,
            field,
            good,
            warn,
            bad,
            fit,
            behaviour,
            sales,
            marketing,
            accent,
            border,
            key,
            in_lead,
            out_lead,
            bands,
        } = theme;
        let mut all = vec![
            *text,
            *heading,
            *label,
            *muted,
            *selected,
            *remembered,
            *field,
            *good,
            *warn,
            *bad,
            *fit,
            *behaviour,
            *sales,
            *marketing,
            *accent,
            *border,
            *key,
            *in_lead,
            *out_lead,
        ];
        all.extend(bands);
        all
    }

    #[test]
    fn mono_has_no_colour_and_no_color_means_mono() {
        for name in ThemeName::ALL {
            let theme = Theme::new(name, true);
            assert_eq!(theme.name, ThemeName::Mono);
            for style in styles(&theme) {
                assert_eq!(
                    (style.fg, style.bg, style.underline_color),
                    (None, None, None)
                );
            }
        }
        let coloured = styles(&Theme::new(ThemeName::Dark, false));
        assert!(coloured.iter().any(|style| style.fg.is_some()));
    }

    #[test]
    fn nothing_is_dimmed_and_no_colour_leaves_the_sixteen_names() {
        for name in ThemeName::ALL {
            for style in styles(&Theme::new(name, false)) {
                assert!(!style.add_modifier.contains(Modifier::DIM));
                for color in [style.fg, style.bg].into_iter().flatten() {
                    assert!(!matches!(color, Color::Rgb(..) | Color::Indexed(_)));
                }
            }
        }
    }

    #[test]
    fn projector_colours_have_seven_to_one() {
        // VGA and xterm palettes: the darkest and the brightest in use.
        let palettes = |color| match color {
            Color::Black => [(0, 0, 0), (0, 0, 0)],
            Color::LightYellow => [(255, 255, 85), (255, 255, 0)],
            Color::LightCyan => [(85, 255, 255), (0, 255, 255)],
            other => panic!("{other:?} isn't known to be safe"),
        };
        for style in styles(&Theme::new(ThemeName::Projector, false)) {
            assert_eq!(style.fg.is_some(), style.bg.is_some(), "a pair or nothing");
            let (Some(fg), Some(bg)) = (style.fg, style.bg) else {
                continue;
            };
            for (fg, bg) in palettes(fg).into_iter().zip(palettes(bg)) {
                let (a, b) = (luminance(fg), luminance(bg));
                assert!((a.max(b) + 0.05) / (a.min(b) + 0.05) >= 7.0);
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for name in ThemeName::ALL {
            assert_eq!(ThemeName::parse(name.name()), Some(name));
        }
        assert_eq!(ThemeName::parse(" Projector "), Some(ThemeName::Projector));
        assert_eq!(ThemeName::parse("neon"), None);
    }

    #[test]
    fn neighbouring_bands_differ() {
        let theme = Theme::new(ThemeName::Mono, false);
        for n in 2..7 {
            for i in 1..n {
                assert_ne!(theme.band(i - 1, n), theme.band(i, n), "{i} of {n}");
            }
        }
    }
}
