//! How a screen is displayed, and the theme that can be changed meanwhile.

use std::cell::{Ref, RefCell};
use std::io;

use crate::widgets::colour_depth::ColourDepth;
use crate::widgets::{Theme, ThemeName};

/// Where the theme is kept for the next start.
#[derive(Clone, Copy, Debug)]
pub struct ThemeKeeper {
    /// Returns what was kept last.
    pub kept: fn() -> Option<ThemeName>,
    /// Keeps a theme.
    pub keep: fn(ThemeName) -> io::Result<()>,
}

/// Whether `accord room` shows the theme that is kept, also when that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowsKept {
    /// The one it was started with stays.
    No,
    /// It follows.
    Yes,
}

/// Display options.
#[derive(Debug)]
pub struct DisplayOptions {
    /// Whether the bell rings when time runs out.
    pub bell: bool,
    /// Whether the room view follows the theme that is kept.
    pub follows: FollowsKept,
    keeper: ThemeKeeper,
    name: RefCell<ThemeName>,
    theme: RefCell<Theme>,
}

impl DisplayOptions {
    /// Returns options with the styles of a theme, drawn with ASCII only if asked for.
    pub fn new(name: ThemeName, ascii: bool, bell: bool, keeper: ThemeKeeper) -> Self {
        Self {
            bell,
            follows: FollowsKept::No,
            keeper,
            name: RefCell::new(name),
            theme: RefCell::new(theme_here(name).with_ascii(ascii)),
        }
    }

    /// Lets the room view follow the theme that is kept.
    #[must_use]
    pub fn following(mut self) -> Self {
        self.follows = FollowsKept::Yes;
        self
    }

    /// The styles.
    pub fn theme(&self) -> Ref<'_, Theme> {
        self.theme.borrow()
    }

    /// The theme asked for last; under `NO_COLOR` it isn't the one shown.
    pub fn theme_name(&self) -> ThemeName {
        *self.name.borrow()
    }

    /// Shows another theme from now on.
    pub fn show_theme(&self, name: ThemeName) {
        if name == self.theme_name() {
            return;
        }
        let ascii = self.theme.borrow().ascii;
        *self.name.borrow_mut() = name;
        *self.theme.borrow_mut() = theme_here(name).with_ascii(ascii);
    }

    /// Shows another theme from now on, and keeps it for the next start.
    ///
    /// # Errors
    ///
    /// If it can't be kept; it is shown nevertheless.
    pub fn choose_theme(&self, name: ThemeName) -> io::Result<()> {
        self.show_theme(name);
        (self.keeper.keep)(name)
    }

    /// Shows the theme that is kept, where that is followed.
    pub fn follow_kept(&self) {
        if self.follows == FollowsKept::Yes
            && let Some(name) = (self.keeper.kept)()
        {
            self.show_theme(name);
        }
    }
}

/// Returns a theme as this terminal can show it.
fn theme_here(name: ThemeName) -> Theme {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let depth = ColourDepth::of(|name| std::env::var(name).ok());
    let name = if no_color { ThemeName::Mono } else { name };
    Theme::at_depth(name, depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(kept: fn() -> Option<ThemeName>) -> DisplayOptions {
        let keep = |_| Err(io::Error::other("the disk is full"));
        DisplayOptions::new(ThemeName::Dark, true, false, ThemeKeeper { kept, keep })
    }

    #[test]
    fn a_chosen_theme_is_shown_even_if_it_cannot_be_kept() {
        let display = options(|| None);
        assert!(display.choose_theme(ThemeName::Light).is_err());
        assert_eq!(display.theme_name(), ThemeName::Light);
        assert!(display.theme().ascii, "what else was asked for stays");
    }

    #[test]
    fn the_room_view_follows_what_is_kept_unless_a_flag_was_given() {
        let flagged = options(|| Some(ThemeName::Projector));
        flagged.follow_kept();
        assert_eq!(flagged.theme_name(), ThemeName::Dark);
        let following = options(|| Some(ThemeName::Projector)).following();
        following.follow_kept();
        assert_eq!(following.theme_name(), ThemeName::Projector);
        let nothing_kept = options(|| None).following();
        nothing_kept.follow_kept();
        assert_eq!(nothing_kept.theme_name(), ThemeName::Dark);
    }
}
