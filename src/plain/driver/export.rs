//! A document shown before it is written, worked by words.

use super::super::parse::line::LineResult;
use super::session::PlainSession;
use crate::app::Message;
use crate::app::actions::export::is_format;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::export_dialog::ExportDialog;
use crate::app::input::command::Command;
use crate::app::input::export_command::ExportCommand;

impl PlainSession<'_> {
    /// Answers a shown document: writes it, shows what it holds, or takes another one.
    pub(super) fn answer_export(&mut self, line: &str) -> LineResult {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match (first, rest.trim()) {
            ("write" | "w", "") => self.press_ok("enter"),
            ("preview", "") => {
                let shown = self.shown_export().map(|dialog| {
                    let title =
                        format!("{} of {}", dialog.request.format, dialog.request.of.word());
                    Command::ShowText(title, dialog.lines(u16::MAX).join("\n"))
                });
                if let Some(show) = shown {
                    self.handle(Message::Run(show));
                }
                Ok(())
            }
            ("file", "") => Err("Say where to: file exports/handbook.html.".into()),
            ("file", path) => {
                self.press_key("e");
                self.enter_text(path)
            }
            ("of", word) => self.choose_definition(word),
            ("" | "." | "esc" | "back", "") => self.press_ok("esc"),
            (name, "") if is_format(name) => {
                let open = ExportCommand::Open(name.to_owned());
                self.handle(Message::Run(Command::Export(open)));
                Ok(())
            }
            (word, "") if self.choice_of(word).is_some() => self.choose_definition(word),
            _ => Err(format!(
                "`{line}` isn't known here: write, preview, file PATH, of VERSION, or esc."
            )),
        }
    }

    /// Turns to the draft or a version.
    fn choose_definition(&mut self, word: &str) -> LineResult {
        let Some((from, to)) = self.choice_of(word) else {
            return Err(format!("There is no version `{word}` to export."));
        };
        let key = if to > from { "right" } else { "left" };
        (0..from.abs_diff(to)).for_each(|_| self.press_key(key));
        Ok(())
    }

    /// Returns the indexes of the shown choice and of the one that a word means.
    fn choice_of(&self, word: &str) -> Option<(usize, usize)> {
        let dialog = self.shown_export()?;
        let mut choices = dialog.choices.iter();
        let from = choices.position(|of| *of == dialog.request.of)?;
        let to = dialog.choices.iter().position(|of| of.word() == word)?;
        Some((from, to))
    }

    fn shown_export(&self) -> Option<&ExportDialog> {
        match self.state.dialogs.last() {
            Some(Dialog::Export(dialog)) => Some(dialog),
            _ => None,
        }
    }
}
