//! Ballots and the estimate sheet by lines: a line per vote or per row, then the results.
//!
//! Votes are never repeated, not even in an error. A terminal echoes what is typed on it, so
//! whoever votes there is warned.

use super::super::parse::line::{LineResult, split_first_word};
use super::super::parse::matching::voter_index;
use super::super::parse::words::{self, PlainWord};
use super::super::rows::voting::SHOWN_HELP;
use super::session::PlainSession;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::sheet_box::shown_lines;
use crate::app::projector::ballot_lines;
use crate::app::{Message, sentence};
use crate::plain::Typist;

/// What the votes of a line are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowVotes {
    /// A voter's whole row.
    WholeRow,
    /// The row being typed, from its current line on.
    FromHere,
}

impl PlainSession<'_> {
    /// Handles a line to an open ballot.
    pub(super) fn answer_ballot(&mut self, line: &str) -> LineResult {
        let (first, rest) = split_first_word(line);
        if let Some(word @ (PlainWord::Key | PlainWord::Keys)) = words::parse_word(first) {
            return self.press_keys(word, rest);
        }
        let Some(Dialog::Ballot(ballot)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let sealed = ballot_lines::is_sealed(&self.state, ballot);
        match first {
            "" => Ok(()),
            "esc" | "back" | "." => self.press_ok("esc"),
            _ if sealed => self.answer_sealed(line),
            _ => self.answer_shown(first, rest),
        }
    }

    fn answer_sealed(&mut self, line: &str) -> LineResult {
        let (first, rest) = split_first_word(line);
        match first {
            "reveal" | "r" if rest.is_empty() => self.press_ok("r"),
            "absent" | "away" | "x" => {
                self.choose_voter(rest)?;
                self.press_ok("x")
            }
            _ => match line.split_once(':') {
                Some((name, vote)) => {
                    self.choose_voter(name)?;
                    self.cast_vote(vote)
                }
                None => self.cast_vote(line),
            },
        }
    }

    /// Selects the next voter; a blank name keeps the selected one.
    fn choose_voter(&mut self, name: &str) -> LineResult {
        if name.trim().is_empty() {
            return Ok(());
        }
        let found = voter_index(&ballot_lines::voter_names(&self.state), name)?;
        if let Some(Dialog::Ballot(ballot)) = self.state.dialogs.last_mut() {
            ballot.voter = found;
        }
        Ok(())
    }

    fn cast_vote(&mut self, vote: &str) -> LineResult {
        self.handle(Message::Paste(vote.trim().to_owned()));
        self.press_key("enter");
        let Some(Dialog::Ballot(ballot)) = self.state.dialogs.last_mut() else {
            return Ok(());
        };
        let why = std::mem::take(&mut ballot.note);
        if why.is_empty() {
            return Ok(());
        }
        if self.typist == Typist::Script {
            // The script's next line is for the next voter and mustn't become this one's vote.
            self.press_key("down");
        }
        Err(why)
    }

    fn answer_shown(&mut self, first: &str, rest: &str) -> LineResult {
        match first {
            "names" | "m" => self.press_ok("m"),
            "again" | "n" => self.press_ok("n"),
            "open" | "o" => self.press_ok("o"),
            "decide" => self.set_outcome(rest),
            "why" | "w" => self.give_reason(rest),
            _ => Err(format!("`{first}` isn't known here. {SHOWN_HELP}")),
        }
    }

    /// Sets the outcome, or asks for it.
    fn set_outcome(&mut self, what: &str) -> LineResult {
        self.press_key("enter");
        match self.state.dialogs.last() {
            Some(Dialog::TextEntry(_)) if !what.is_empty() => self.enter_text(what),
            Some(Dialog::Pick(_)) if !what.is_empty() => self.answer_unseen(what),
            _ => Ok(()),
        }
    }

    /// Records a reason, or asks who gives one.
    fn give_reason(&mut self, rest: &str) -> LineResult {
        self.press_key("w");
        let opened = matches!(self.state.dialogs.last(), Some(Dialog::Pick(_)));
        if !opened || rest.is_empty() {
            return Ok(());
        }
        let (name, reason) = rest.split_once(':').unwrap_or((rest, ""));
        self.answer_unseen(name)?;
        if reason.trim().is_empty() {
            return Ok(());
        }
        self.enter_text(reason.trim())
    }

    /// Handles a line to the estimate sheet.
    pub(super) fn answer_sheet(&mut self, line: &str) -> LineResult {
        let trimmed = line.trim();
        let (first, rest) = split_first_word(trimmed);
        if let Some(word @ (PlainWord::Key | PlainWord::Keys)) = words::parse_word(first) {
            return self.press_keys(word, rest);
        }
        let Some(Dialog::Sheet(sheet)) = self.state.dialogs.last() else {
            return Ok(());
        };
        if sheet.row.is_some() {
            return match trimmed {
                "" => self.press_ok("enter"),
                "esc" => self.press_ok("esc"),
                _ => self.give_row_votes(line, RowVotes::FromHere),
            };
        }
        match first {
            "" => Ok(()),
            "esc" | "back" | "." => self.press_ok("esc"),
            _ if sheet.is_shown(self.state.session()) => self.answer_results(first),
            "reveal" | "r" if rest.is_empty() => self.press_ok("r"),
            "absent" | "away" | "x" => {
                self.choose_sheet_voter(rest)?;
                self.press_ok("x")
            }
            "remove" => {
                self.choose_sheet_voter(rest)?;
                self.press_ok("d")
            }
            _ => {
                let (name, votes) = line.split_once(':').unwrap_or((line, ""));
                self.choose_sheet_voter(name)?;
                self.press_key("enter");
                if votes.trim().is_empty() {
                    return Ok(());
                }
                self.give_row_votes(votes, RowVotes::WholeRow)
            }
        }
    }

    fn choose_sheet_voter(&mut self, name: &str) -> LineResult {
        let Some(Dialog::Sheet(sheet)) = self.state.dialogs.last() else {
            return Ok(());
        };
        let found = voter_index(&ballot_lines::sheet_voter_names(&self.state, sheet), name)?;
        if let Some(Dialog::Sheet(sheet)) = self.state.dialogs.last_mut() {
            sheet.cursor = found;
        }
        Ok(())
    }

    /// Enters the votes of a row; those before an invalid one are kept.
    fn give_row_votes(&mut self, votes: &str, covered: RowVotes) -> LineResult {
        self.handle(Message::Paste(votes.trim_matches(' ').to_owned()));
        let Some(Dialog::Sheet(sheet)) = self.state.dialogs.last_mut() else {
            return Ok(());
        };
        let Some(row) = &mut sheet.row else {
            return Ok(());
        };
        let why = std::mem::take(&mut row.note);
        if self.typist == Typist::Script && (covered == RowVotes::WholeRow || !why.is_empty()) {
            // The script's next line is for another voter or the next line of the sheet.
            self.press_key(match covered {
                RowVotes::WholeRow => "esc",
                RowVotes::FromHere => "enter",
            });
        }
        if why.is_empty() {
            return Ok(());
        }
        Err(sentence(&why))
    }

    fn answer_results(&mut self, first: &str) -> LineResult {
        match first {
            "accept" | "a" => self.press_ok("a"),
            "all" | "A" => self.press_ok("A"),
            "more" | "e" => self.press_ok("e"),
            "lead" | "M" => self.press_ok("M"),
            _ => {
                let number = first.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let Some(Dialog::Sheet(sheet)) = self.state.dialogs.last_mut() else {
                    return Ok(());
                };
                let count = shown_lines(self.state.document.session(), sheet.method).len();
                let known = number.filter(|number| *number < count);
                sheet.cursor = known.ok_or_else(|| {
                    format!("`{first}` isn't known here: say a line's number, 1 to {count}.")
                })?;
                self.press_ok("enter")
            }
        }
    }
}
