//! A line while a dialog is open: what it answers.

use std::io;

use super::Plain;
use super::command::Said;
use super::report::choosable;
use super::words::{self, Word};
use crate::app::entry::{Body, Entry};
use crate::app::overlay::Overlay;
use crate::app::pick::{Pick, Then};
use crate::app::screen::field_rows;
use crate::app::{Key, Message, Pane};

/// Why words name no choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Not {
    /// None has them.
    Known,
    /// More than one has.
    Several,
}

/// The one text that words mean: the same, else the only one that begins with them, else the only
/// one that has them all.
pub(super) fn by_words(texts: &[&str], words: &str) -> Result<usize, Not> {
    let wanted = words.trim().to_lowercase();
    if wanted.is_empty() {
        return Err(Not::Known);
    }
    let lower: Vec<String> = texts.iter().map(|t| t.to_lowercase()).collect();
    let all = |text: &str| wanted.split_whitespace().all(|word| text.contains(word));
    let ways: [&dyn Fn(&str) -> bool; 3] = [
        &|text| text == wanted,
        &|text| text.starts_with(&wanted),
        &|text| all(text),
    ];
    for fits in ways {
        let mut found = (0..lower.len()).filter(|i| fits(&lower[*i]));
        match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one),
            (Some(_), Some(_)) => return Err(Not::Several),
            _ => {}
        }
    }
    Err(Not::Known)
}

/// The only text that is the same as the words.
pub(super) fn the_same(texts: &[&str], words: &str) -> Option<usize> {
    let wanted = words.trim().to_lowercase();
    let mut found = (0..texts.len()).filter(|i| texts[*i].to_lowercase() == wanted);
    found.next().filter(|_| found.next().is_none())
}

/// The choice that a number or words mean.
pub(super) fn one(pick: &Pick, answer: &str) -> Result<usize, String> {
    if let Ok(number) = answer.trim().parse::<usize>() {
        let there = number.checked_sub(1).filter(|n| *n < pick.choices.len());
        return there.ok_or_else(|| {
            format!(
                "There is no choice {number}; there are {}.",
                pick.choices.len()
            )
        });
    }
    let labels: Vec<&str> = pick.choices.iter().map(|c| c.label.as_str()).collect();
    let values: Vec<&str> = pick.choices.iter().map(|c| c.value.as_str()).collect();
    let noted: Vec<String> = pick
        .choices
        .iter()
        .map(|c| format!("{} {}", c.label, c.note))
        .collect();
    let noted: Vec<&str> = noted.iter().map(String::as_str).collect();
    if let Some(index) = values.iter().position(|value| *value == answer.trim()) {
        return Ok(index);
    }
    let found = by_words(&labels, answer).or_else(|_| by_words(&noted, answer));
    found.map_err(|why| match why {
        Not::Known => format!("No choice has `{answer}`."),
        Not::Several => format!("Several choices have `{answer}`: say more of one, or its number."),
    })
}

/// What a form takes besides its fields.
const FORM: [&str; 9] = ["", "back", "esc", "more", "m", "+", "-", "delete", "d"];

impl Plain<'_> {
    /// Answers the top dialog.
    pub(super) fn answer(&mut self, line: &str) -> io::Result<Said> {
        if self.text.is_some() {
            return Ok(self.next_line(line));
        }
        let first = line.split_whitespace().next().unwrap_or("");
        Ok(match self.state.overlays.last() {
            // A form is a menu as much as a question: what is no field of it may be a command.
            Some(Overlay::Form(_))
                if !FORM.contains(&first) && self.field(line.trim()).is_none() =>
            {
                self.press("esc");
                return self.command(line);
            }
            Some(Overlay::Entry(entry)) => {
                let several = matches!(entry.body, Body::Area(_));
                self.for_entry(line, several)
            }
            Some(Overlay::Pick(_)) => self.for_pick(line.trim()),
            Some(Overlay::Ask(_)) => self.for_ask(line.trim()),
            Some(Overlay::Form(_)) => self.for_form(line.trim()),
            Some(Overlay::Condition(_)) => self.for_condition(line.trim()),
            Some(Overlay::Ballot(_)) => self.for_ballot(line.trim()),
            Some(Overlay::Sheet(_)) => self.for_sheet(line),
            _ => self.for_other(line.trim()),
        })
    }

    fn for_entry(&mut self, line: &str, several: bool) -> Said {
        match line.trim() {
            "" => {
                self.key(Key::parse("ctrl-s").expect("a key"));
                self.back_to_acted();
                self.refused()
            }
            "esc" => {
                self.press("esc");
                Ok(())
            }
            "-" => self.enter_text(""),
            "." if several => {
                self.press("ctrl-s");
                self.refused()
            }
            _ if several => {
                self.text = Some(Vec::new());
                self.next_line(line)
            }
            _ => self.enter_text(line.strip_prefix('\\').unwrap_or(line)),
        }
    }

    fn next_line(&mut self, line: &str) -> Said {
        if line.trim_end() == "." {
            let text = self.text.take().unwrap_or_default().join("\n");
            return self.enter_text(&text);
        }
        let line = line.strip_prefix('\\').unwrap_or(line);
        self.text.get_or_insert_default().push(line.to_owned());
        Ok(())
    }

    /// Gives the open entry this text and finishes it.
    pub(super) fn enter_text(&mut self, text: &str) -> Said {
        let Some(Overlay::Entry(entry)) = self.state.overlays.pop() else {
            return Ok(());
        };
        let empty = match entry.body {
            Body::Line(_) => Entry::line,
            Body::Area(_) => Entry::area,
        };
        let entry = empty(entry.purpose, entry.title, entry.hint, "");
        self.state.overlays.push(Overlay::Entry(Box::new(entry)));
        if !text.is_empty() {
            self.handle(Message::Paste(text.to_owned()));
        }
        self.press("ctrl-s");
        self.back_to_acted();
        self.refused()
    }

    /// What was refused is asked again where a person answers, and given up in a script, so that
    /// its next line isn't taken for the answer.
    fn refused(&mut self) -> Said {
        let Some(Overlay::Entry(_)) = self.state.overlays.last() else {
            return Ok(());
        };
        let is_refusal = |n: &crate::app::Notice| n.level != crate::app::Level::Info;
        let Some(notice) = self.state.notice.take_if(|n| is_refusal(n)) else {
            return Ok(());
        };
        if !self.in_person {
            self.press("esc");
            self.state.notice = None;
        }
        Err(notice.text)
    }

    /// The workbench goes on to the next field; here the one that was filled stays in hand.
    fn back_to_acted(&mut self) {
        if let Some((step, Pane::Detail, index)) = self.acted
            && step == self.state.step
            && self.state.cursor().pane == Pane::Detail
            && self.state.cursor().part == index + 1
        {
            self.state.cursor_mut().part = index;
        }
    }

    fn for_pick(&mut self, line: &str) -> Said {
        let Some(Overlay::Pick(pick)) = self.state.overlays.last() else {
            return Ok(());
        };
        let several = pick.ticked.is_some();
        let is_find = pick.then == Then::GoTo;
        let chosen: Result<Vec<usize>, String> = match line {
            "esc" => {
                self.press("esc");
                return Ok(());
            }
            "" => {
                self.press("enter");
                self.back_to_acted();
                return Ok(());
            }
            "all" if several => Ok((0..pick.choices.len()).collect()),
            "none" if several => Ok(Vec::new()),
            _ if several && line.split_whitespace().all(|w| w.parse::<usize>().is_ok()) => {
                line.split_whitespace().map(|w| one(pick, w)).collect()
            }
            _ => one(pick, line).map(|index| vec![index]),
        };
        match chosen {
            Ok(chosen) => {
                self.pick(&chosen);
                if is_find {
                    self.open_found();
                }
                Ok(())
            }
            Err(why) => {
                if !self.in_person {
                    self.press("esc");
                }
                Err(why)
            }
        }
    }

    /// Takes these choices of the open list.
    pub(super) fn pick(&mut self, chosen: &[usize]) {
        let Some(Overlay::Pick(pick)) = self.state.overlays.last_mut() else {
            return;
        };
        pick.filter.reset();
        let values = chosen
            .iter()
            .map(|i| pick.choices[*i].value.clone())
            .collect();
        let nothing = chosen.is_empty();
        // To a rule's part, nothing ticked would mean the choice under the cursor.
        let gives_up = nothing && matches!(pick.then, Then::FillPart(..) | Then::Levels(..));
        match &mut pick.ticked {
            Some(ticked) => *ticked = values,
            None => pick.cursor = chosen.first().copied().unwrap_or(pick.cursor),
        }
        self.press(if gives_up { "esc" } else { "enter" });
        self.back_to_acted();
    }

    fn for_ask(&mut self, line: &str) -> Said {
        if line.is_empty() || line == "esc" {
            self.press("esc");
            return Ok(());
        }
        let letter = line.chars().next().unwrap_or(' ').to_ascii_lowercase();
        let Some(Overlay::Ask(ask)) = self.state.overlays.last() else {
            return Ok(());
        };
        if !ask.answers.iter().any(|(key, ..)| *key == letter) {
            return Err(format!("`{line}` is no answer here."));
        }
        self.key(Key::char(letter));
        Ok(())
    }

    fn for_form(&mut self, line: &str) -> Said {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (key, number) = match first {
            "" | "back" | "esc" => ("esc", ""),
            "more" | "m" => ("m", ""),
            "+" => ("+", rest),
            "-" => ("-", rest),
            "delete" | "d" => ("d", rest),
            _ => ("enter", line),
        };
        if !number.is_empty() {
            let found = self.field(number);
            let found = found.ok_or_else(|| format!("There is no field `{number}` here."))?;
            if let Some(Overlay::Form(form)) = self.state.overlays.last_mut() {
                form.row = found;
            }
        }
        self.press(key);
        Ok(())
    }

    /// The row of the open form that a number or words mean.
    fn field(&self, answer: &str) -> Option<usize> {
        let Some(Overlay::Form(form)) = self.state.overlays.last() else {
            return None;
        };
        let rows = field_rows(self.state.session(), &form.place, form.more);
        let all = choosable(&rows);
        let texts: Vec<&str> = all.iter().map(|(_, row)| row.text.as_str()).collect();
        let found = match answer.parse::<usize>() {
            Ok(number) => number.checked_sub(1),
            Err(_) => by_words(&texts, answer).ok(),
        };
        found.and_then(|n| all.get(n)).map(|(index, _)| *index)
    }

    fn for_condition(&mut self, line: &str) -> Said {
        let Some(Overlay::Condition(editor)) = self.state.overlays.last_mut() else {
            return Ok(());
        };
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first {
            "add" | "a" => self.press("a"),
            "done" | "" | "." => self.press("ctrl-s"),
            "esc" | "cancel" => self.press("esc"),
            "one" if editor.any => {}
            "all" if !editor.any => {}
            "one" | "all" => self.press("o"),
            "delete" | "d" => {
                let number = rest.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let number = number.filter(|n| *n < editor.parts.len());
                editor.cursor = number.ok_or("Say which: delete 1.")?;
                self.press("d");
            }
            _ => {
                return Err(format!(
                    "`{line}` isn't known here: add, delete N, one, all, done."
                ));
            }
        }
        Ok(())
    }

    /// A dialog of which this room knows nothing: its keys work it.
    fn for_other(&mut self, line: &str) -> Said {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match words::word(first) {
            Some(word @ (Word::Key | Word::Keys)) => self.keys(word, rest),
            _ if line == "esc" => {
                self.press("esc");
                Ok(())
            }
            _ => Err("Say which keys: key enter, key esc, keys TEXT.".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_one_text_or_none() {
        let texts = ["Demo", "Demo online", "Budget named", "Budget asked for"];
        assert_eq!(by_words(&texts, "demo"), Ok(0));
        assert_eq!(by_words(&texts, "named budget"), Ok(2));
        assert_eq!(by_words(&texts, "budget"), Err(Not::Several));
        assert_eq!(by_words(&texts, "lunch"), Err(Not::Known));
        assert_eq!(by_words(&texts, " "), Err(Not::Known));
    }
}
