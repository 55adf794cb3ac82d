//! The theme: a style for each meaning. All other widgets take their styles from here.
//!
//! The rules: no meaning depends on colour alone, but has a word or a sign as well; nothing is
//! dimmed. Foreground and background are the terminal's own and colours are ANSI names only, but for
//! the projector's two themes: these bring their paper and exact colours (`palette.rs`),
//! as nobody knows what a projector makes of the terminal's.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use super::colour_depth::ColourDepth;
use super::palette::{Page, Palette};
use super::theme_name::ThemeName;

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
    /// The paper and ink of cells that have no colour of their own; `None` leaves the terminal's.
    pub(super) page: Option<Page>,
}

fn fg(style: Style, color: Option<Color>) -> Style {
    color.map_or(style, |color| style.fg(color))
}

impl Theme {
    /// Returns the theme with this name for a terminal that shows every colour, with borders drawn
    /// as lines; `no_color` (from `NO_COLOR`) overrides the name with mono.
    pub fn new(name: ThemeName, no_color: bool) -> Self {
        let name = if no_color { ThemeName::Mono } else { name };
        Self::at_depth(name, ColourDepth::Exact)
    }

    /// Returns the theme with this name for a terminal that shows so many colours.
    pub fn at_depth(name: ThemeName, depth: ColourDepth) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let both = bold.add_modifier(Modifier::UNDERLINED);
        let palette = Palette::of(name, depth);
        Self {
            name,
            ascii: false,
            text: plain,
            heading: fg(bold, palette.strong),
            label: plain,
            muted: fg(plain, palette.muted),
            selected: bold.add_modifier(Modifier::REVERSED),
            // A heading is bold, too; this is a whole line.
            selected_unfocused: match palette.page {
                Some(page) => fg(bold, palette.strong).bg(page.remembered),
                None => both,
            },
            field: underlined,
            good: fg(bold, palette.good),
            warn: palette
                .badge
                .map_or(fg(both, palette.warn), |b| bold.fg(b.ink).bg(b.warn)),
            bad: palette
                .badge
                .map_or(fg(both, palette.bad), |b| bold.fg(b.ink).bg(b.bad)),
            fit: fg(plain, palette.fit),
            behaviour: fg(plain, palette.behaviour),
            sales: fg(bold, palette.sales),
            marketing: fg(bold, palette.marketing),
            accent: fg(bold, palette.accent),
            border: fg(plain, palette.border),
            key: fg(bold, palette.strong),
            in_lead: fg(bold, palette.in_lead),
            out_lead: fg(underlined, palette.out_lead),
            bands: [
                fg(plain, palette.bands[0]),
                fg(underlined, palette.bands[1]),
                fg(plain, palette.bands[2]),
                fg(bold, palette.bands[3]),
            ],
            page: palette.page,
        }
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
    use super::super::colour_depth::LEAST_CONTRAST;
    use super::super::rgb::{Rgb, contrast, rgb_of};
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
            page: _,
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

    const WITH_PAPER: [ThemeName; 2] = [ThemeName::Projector, ThemeName::ProjectorLight];

    #[test]
    fn nothing_is_dimmed() {
        for name in ThemeName::ALL {
            for style in styles(&Theme::new(name, false)) {
                assert!(!style.add_modifier.contains(Modifier::DIM));
            }
        }
    }

    #[test]
    fn only_themes_with_paper_leave_the_sixteen_names() {
        let is_exact = |style: &Style| {
            let colours = [style.fg, style.bg].into_iter().flatten();
            colours
                .into_iter()
                .any(|color| matches!(color, Color::Rgb(..) | Color::Indexed(_)))
        };
        for name in ThemeName::ALL {
            let has_paper = WITH_PAPER.contains(&name);
            for depth in [ColourDepth::Exact, ColourDepth::Indexed, ColourDepth::Named] {
                let theme = Theme::at_depth(name, depth);
                let expected = has_paper && depth != ColourDepth::Named;
                assert_eq!(styles(&theme).iter().any(is_exact), expected, "{name:?}");
                assert_eq!(theme.page.is_some(), expected, "{name:?}");
            }
        }
    }

    /// Foreground and background of a style on the theme's page.
    fn pair(style: Style, page: Page) -> (Rgb, Rgb) {
        let of = |color| rgb_of(color).expect("no named colour");
        let fg = of(style.fg.unwrap_or(page.ink));
        (fg, of(style.bg.unwrap_or(page.paper)))
    }

    #[test]
    fn every_style_has_seven_to_one_on_its_paper() {
        for (name, depth) in WITH_PAPER
            .into_iter()
            .flat_map(|name| [(name, ColourDepth::Exact), (name, ColourDepth::Indexed)])
        {
            let theme = Theme::at_depth(name, depth);
            let page = theme.page.expect("its own paper");
            for style in styles(&theme) {
                // As a heading's own style, and selected.
                let heading = theme.heading.patch(style);
                let selected = [theme.selected, theme.selected_unfocused];
                let selected = selected.map(|selected| heading.patch(selected));
                for style in [style, heading, selected[0], selected[1]] {
                    let (fg, bg) = pair(style, page);
                    let found = contrast(fg, bg);
                    assert!(
                        found >= LEAST_CONTRAST,
                        "{name:?} {depth:?} {style:?}: {found}"
                    );
                }
            }
        }
    }

    #[test]
    fn sixteen_colours_of_the_projector_have_seven_to_one() {
        // VGA and xterm palettes: the darkest and the brightest in use.
        let palettes = |color| match color {
            Color::Black => [(0, 0, 0), (0, 0, 0)],
            Color::LightYellow => [(255, 255, 85), (255, 255, 0)],
            Color::LightCyan => [(85, 255, 255), (0, 255, 255)],
            other => panic!("{other:?} isn't known to be safe"),
        };
        for style in styles(&Theme::at_depth(ThemeName::Projector, ColourDepth::Named)) {
            assert_eq!(style.fg.is_some(), style.bg.is_some(), "a pair or nothing");
            let (Some(fg), Some(bg)) = (style.fg, style.bg) else {
                continue;
            };
            for (fg, bg) in palettes(fg).into_iter().zip(palettes(bg)) {
                assert!(contrast(fg, bg) >= LEAST_CONTRAST);
            }
        }
    }

    /// How yellow (positive) or blue (negative) a colour is to an eye without its green cones: the
    /// b* of CIELAB, after Machado, Oliveira and Fernandes (2009), severity 1.
    fn yellowness((r, g, b): Rgb) -> f64 {
        let linear = |c: u8| (f64::from(c) / 255.0).powf(2.2);
        let seen = [linear(r), linear(g), linear(b)];
        let mix = |m: [f64; 3]| (m[0] * seen[0] + m[1] * seen[1] + m[2] * seen[2]).clamp(0.0, 1.0);
        let red = mix([0.367_322, 0.860_646, -0.227_968]);
        let green = mix([0.280_085, 0.672_501, 0.047_413]);
        let blue = mix([-0.011_820, 0.042_940, 0.968_881]);
        let bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        let short_waved = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089;
        200.0 * (bright.cbrt() - short_waved.cbrt())
    }

    #[test]
    fn pairs_are_told_apart_without_green_cones() {
        for (name, depth) in WITH_PAPER
            .into_iter()
            .flat_map(|name| [(name, ColourDepth::Exact), (name, ColourDepth::Indexed)])
        {
            let theme = Theme::at_depth(name, depth);
            let page = theme.page.expect("its own paper");
            for (cool, warm) in [
                (theme.sales, theme.marketing),
                (theme.in_lead, theme.out_lead),
                (theme.fit, theme.behaviour),
                (theme.band(0, 4), theme.band(1, 4)),
            ] {
                let of = |style| yellowness(pair(style, page).0);
                let (cool, warm) = (of(cool), of(warm));
                assert!(
                    cool < -10.0 && warm > 20.0,
                    "{name:?} {depth:?}: {cool} {warm}"
                );
            }
        }
    }

    #[test]
    fn selections_and_headings_differ() {
        for name in ThemeName::ALL {
            let theme = Theme::new(name, false);
            let looks = [
                theme.text,
                theme.heading,
                theme.selected,
                theme.selected_unfocused,
            ];
            for (i, look) in looks.iter().enumerate() {
                assert!(!looks[i + 1..].contains(look), "{name:?}: {look:?}");
            }
        }
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
