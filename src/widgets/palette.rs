//! The colours of each theme, by meaning.
//!
//! Those of the projector are exact: every one has 7:1 or better on its paper, and the pairs that
//! have to be told apart (Sales and Marketing, in and out, fit and behaviour) are a blue and a
//! yellow, which a colour-blind eye tells apart as well.

use ratatui::style::Color;

use super::colour_depth::{ColourDepth, nearest};
use super::rgb::rgb_of;
use super::theme_name::ThemeName;

/// The colours of one theme; `None` leaves the paper's own.
#[derive(Clone, Copy, Default)]
pub(super) struct Palette {
    /// Background and foreground of cells that have none; `None` leaves the terminal's.
    pub page: Option<Page>,
    pub badge: Option<Badge>,
    pub strong: Option<Color>,
    pub muted: Option<Color>,
    pub good: Option<Color>,
    pub warn: Option<Color>,
    pub bad: Option<Color>,
    pub fit: Option<Color>,
    pub behaviour: Option<Color>,
    pub sales: Option<Color>,
    pub marketing: Option<Color>,
    pub accent: Option<Color>,
    pub border: Option<Color>,
    pub in_lead: Option<Color>,
    pub out_lead: Option<Color>,
    pub bands: [Option<Color>; 4],
}

/// The surface a theme brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Background of everything that has no other.
    pub paper: Color,
    /// Foreground of everything that has no other.
    pub ink: Color,
    /// Background of the selected row of a pane without the focus.
    pub remembered: Color,
}

/// What is wrong or worth a look as dark letters on a ground of its own: no single foreground has
/// 7:1 on both white and black, and yellow and cyan keep their contrast on any projector.
#[derive(Clone, Copy)]
pub(super) struct Badge {
    pub ink: Color,
    pub warn: Color,
    pub bad: Color,
}

impl Palette {
    /// Returns the colours of a theme on a terminal that shows so many.
    pub fn of(name: ThemeName, depth: ColourDepth) -> Self {
        let exact = match name {
            ThemeName::Mono => Self::default(),
            ThemeName::Auto => AUTO,
            ThemeName::Light => LIGHT,
            ThemeName::Dark => DARK,
            ThemeName::Projector => PROJECTOR,
            ThemeName::ProjectorLight => PROJECTOR_LIGHT,
        };
        match (exact.page, depth) {
            (Some(_), ColourDepth::Named) => PROJECTOR_OF_SIXTEEN,
            (Some(page), ColourDepth::Indexed) => exact.indexed(page),
            (None, _) | (_, ColourDepth::Exact) => exact,
        }
    }

    /// Returns the nearest of 256 colours, on the paper of this page.
    fn indexed(self, page: Page) -> Self {
        let ground = |color| nearest(color, None);
        let paper = ground(page.paper);
        let on_paper = rgb_of(paper);
        let ink = |color| nearest(color, on_paper);
        Self {
            page: Some(Page {
                paper,
                ink: ink(page.ink),
                remembered: ground(page.remembered),
            }),
            badge: self.badge.map(|badge| Badge {
                ink: ground(badge.ink),
                warn: ground(badge.warn),
                bad: ground(badge.bad),
            }),
            strong: self.strong.map(ink),
            muted: self.muted.map(ink),
            good: self.good.map(ink),
            warn: self.warn.map(ink),
            bad: self.bad.map(ink),
            fit: self.fit.map(ink),
            behaviour: self.behaviour.map(ink),
            sales: self.sales.map(ink),
            marketing: self.marketing.map(ink),
            accent: self.accent.map(ink),
            border: self.border.map(ink),
            in_lead: self.in_lead.map(ink),
            out_lead: self.out_lead.map(ink),
            bands: self.bands.map(|band| band.map(ink)),
        }
    }
}

const NONE: Palette = Palette {
    page: None,
    badge: None,
    strong: None,
    muted: None,
    good: None,
    warn: None,
    bad: None,
    fit: None,
    behaviour: None,
    sales: None,
    marketing: None,
    accent: None,
    border: None,
    in_lead: None,
    out_lead: None,
    bands: [None; 4],
};

/// Yellow vanishes on white, blue on black, gray on both: auto does without them.
const AUTO: Palette = Palette {
    good: Some(Color::Green),
    bad: Some(Color::Red),
    fit: Some(Color::Cyan),
    behaviour: Some(Color::Magenta),
    sales: Some(Color::Cyan),
    marketing: Some(Color::Magenta),
    in_lead: Some(Color::Green),
    out_lead: Some(Color::Red),
    bands: [Some(Color::Cyan), None, None, Some(Color::Red)],
    ..NONE
};

const LIGHT: Palette = Palette {
    muted: Some(Color::DarkGray),
    good: Some(Color::Green),
    warn: Some(Color::Magenta),
    bad: Some(Color::Red),
    fit: Some(Color::Blue),
    behaviour: Some(Color::Magenta),
    sales: Some(Color::Blue),
    marketing: Some(Color::Magenta),
    border: Some(Color::DarkGray),
    in_lead: Some(Color::Green),
    out_lead: Some(Color::Red),
    bands: [
        Some(Color::Blue),
        Some(Color::Magenta),
        None,
        Some(Color::Red),
    ],
    ..NONE
};

const DARK: Palette = Palette {
    muted: Some(Color::Gray),
    good: Some(Color::LightGreen),
    warn: Some(Color::LightYellow),
    bad: Some(Color::LightRed),
    fit: Some(Color::LightCyan),
    behaviour: Some(Color::LightMagenta),
    sales: Some(Color::LightCyan),
    marketing: Some(Color::LightMagenta),
    border: Some(Color::Gray),
    in_lead: Some(Color::LightGreen),
    out_lead: Some(Color::LightRed),
    bands: [
        Some(Color::LightCyan),
        Some(Color::LightYellow),
        None,
        Some(Color::LightRed),
    ],
    ..NONE
};

/// Returns the colour of a number such as `0x7c_c4_ff`.
const fn exact(number: u32) -> Color {
    let [_, r, g, b] = number.to_be_bytes();
    Color::Rgb(r, g, b)
}

const BADGE: Badge = Badge {
    ink: exact(0x00_00_00),
    warn: exact(0x8f_d8_ff),
    bad: exact(0xff_d2_3f),
};

/// Both projector themes where exact colours aren't shown: on the terminal's own paper.
const PROJECTOR_OF_SIXTEEN: Palette = Palette {
    badge: Some(Badge {
        ink: Color::Black,
        warn: Color::LightCyan,
        bad: Color::LightYellow,
    }),
    ..NONE
};

const PROJECTOR: Palette = Palette {
    page: Some(Page {
        paper: exact(0x10_14_1c),
        ink: exact(0xdf_e3_e8),
        remembered: exact(0x26_32_4a),
    }),
    badge: Some(BADGE),
    strong: Some(exact(0xff_ff_ff)),
    muted: Some(exact(0xc3_ca_d4)),
    good: Some(exact(0x7f_e3_d0)),
    warn: None,
    bad: None,
    fit: Some(exact(0x9f_dc_ff)),
    behaviour: Some(exact(0xff_c9_8a)),
    sales: Some(exact(0x7c_c4_ff)),
    marketing: Some(exact(0xff_b4_3d)),
    accent: Some(exact(0xff_e9_a8)),
    border: Some(exact(0xa3_ae_bd)),
    in_lead: Some(exact(0x6f_e0_ff)),
    out_lead: Some(exact(0xff_d8_4a)),
    bands: [
        Some(exact(0x8f_c7_ff)),
        Some(exact(0xff_dd_80)),
        None,
        Some(exact(0xff_b9_a6)),
    ],
};

const PROJECTOR_LIGHT: Palette = Palette {
    page: Some(Page {
        paper: exact(0xff_ff_ff),
        ink: exact(0x1b_1f_26),
        remembered: exact(0xe6_ec_f7),
    }),
    badge: Some(BADGE),
    strong: Some(exact(0x00_00_00)),
    muted: Some(exact(0x43_4a_55)),
    good: Some(exact(0x00_50_4a)),
    warn: None,
    bad: None,
    fit: Some(exact(0x0f_3f_7a)),
    behaviour: Some(exact(0x6e_3a_12)),
    sales: Some(exact(0x00_38_a0)),
    marketing: Some(exact(0x7a_3d_00)),
    accent: Some(exact(0x5a_15_80)),
    border: Some(exact(0x4a_52_60)),
    in_lead: Some(exact(0x00_3a_90)),
    out_lead: Some(exact(0x6b_44_00)),
    bands: [
        Some(exact(0x00_34_94)),
        Some(exact(0x63_47_00)),
        None,
        Some(exact(0x8a_1c_10)),
    ],
};
