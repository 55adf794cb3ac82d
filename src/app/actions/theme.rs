//! The theme: a list to pick from, and the change. The terminal shows and keeps it.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::Command;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::widgets::theme_name::ThemeName;

/// Opens the list of themes, on the present one.
pub(crate) fn open_themes(state: &mut State) -> Vec<Effect> {
    let choices = ThemeName::ALL.map(|name| {
        let label = format!("{}: {}", name.name(), name.about());
        Choice::new(name.name(), label, "", Command::SetTheme(name))
    });
    let pick = Pick::one("Theme", choices.into(), state.theme.name());
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Changes the theme.
pub(crate) fn set_theme(state: &mut State, name: ThemeName) -> Vec<Effect> {
    state.theme = name;
    state.chosen_theme = Some(name);
    let text = format!("Theme {}, kept for the next start", name.name());
    state.notify(NoticeLevel::Info, text);
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::palette;

    #[test]
    fn every_theme_is_a_command() {
        for name in ThemeName::ALL {
            let typed = format!("theme {}", name.name());
            let found = palette::command_of(&typed, "");
            assert_eq!(found, Some(Command::SetTheme(name)), "{typed}");
        }
        assert_eq!(palette::command_of("theme", ""), Some(Command::AskTheme));
    }
}
