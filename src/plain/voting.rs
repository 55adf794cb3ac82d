//! Ballots and the estimate sheet as lines: a line a vote, a line a row, then what was shown.
//!
//! What was voted is never repeated, not even where it is refused. A terminal shows what is typed
//! on it, so who votes there is told so.

use super::answer::{by_words, one};
use super::command::Said;
use super::words::{self, Word};
use super::{Plain, answer};
use crate::app::ballot_lines;
use crate::app::ballots::BallotBox;
use crate::app::overlay::Overlay;
use crate::app::sheet::SheetBox;
use crate::app::{Message, State};

/// What each line of a sealed ballot may be.
const SEALED: &str =
    "A vote, or NAME: VOTE; away [NAME]; reveal shows all votes; esc leaves it open.";
/// What each line may be once votes are shown.
const SHOWN: &str =
    "decide [WHAT]; why [NAME: REASON]; again for another round; names; open keeps it open; esc.";
/// What a line of a row may be.
const ROW: &str =
    "Votes with blanks between; an empty line skips, - takes back, esc keeps the row so far.";
/// What a line to the sheet may be.
const SHEET: &str = "NAME: VOTES, one for each line with blanks between; NAME alone asks line by line; Sales: or Marketing: for a whole side; away NAME; reveal shows all; esc leaves it open.";
/// What a line may be once the sheet is shown.
const RESULTS: &str = "A number talks about that line; accept takes the middle where the sides are near, all everywhere; lead puts the one you differ on most before the room; more for further rows; esc.";
/// What whoever votes at a terminal has to know.
const SEEN: &str = "This terminal shows what is typed on it: clear it, or let nobody else look.";

/// What an open ballot asks.
pub(super) fn asked(state: &State, ballot: &BallotBox, in_person: bool) -> Vec<String> {
    let mut lines = ballot_lines::ballot(state, ballot);
    let sealed = ballot_lines::is_sealed(state, ballot);
    lines.push(if sealed { SEALED } else { SHOWN }.into());
    lines.extend((sealed && in_person).then(|| SEEN.to_owned()));
    lines
}

/// What the estimate sheet asks.
pub(super) fn asked_sheet(state: &State, sheet: &SheetBox, in_person: bool) -> Vec<String> {
    let mut lines = ballot_lines::of_sheet(state, sheet);
    let shown = sheet.is_shown(state.session());
    let what = match &sheet.row {
        Some(_) => ROW,
        None if shown => RESULTS,
        None => SHEET,
    };
    lines.push(what.into());
    lines.extend((!shown && in_person).then(|| SEEN.to_owned()));
    lines
}

/// The place of the voter that words mean.
fn voter(names: &[String], words: &str) -> Result<usize, String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    by_words(&names, words).map_err(|why| match why {
        answer::Not::Known => "Nobody who votes is called that.".to_owned(),
        answer::Not::Several => "Several are called that: say more of the name.".to_owned(),
    })
}

/// A line's first word and the rest.
fn split(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    (first, rest.trim())
}

impl Plain<'_> {
    /// A line to an open ballot.
    pub(super) fn for_ballot(&mut self, line: &str) -> Said {
        let (first, rest) = split(line);
        if let Some(word @ (Word::Key | Word::Keys)) = words::word(first) {
            return self.keys(word, rest);
        }
        let Some(Overlay::Ballot(ballot)) = self.state.overlays.last() else {
            return Ok(());
        };
        let sealed = ballot_lines::is_sealed(&self.state, ballot);
        match first {
            "" => Ok(()),
            "esc" | "back" => self.pressed("esc"),
            _ if sealed => self.for_sealed(line),
            _ => self.for_shown(first, rest),
        }
    }

    #[allow(clippy::unnecessary_wraps)] // an arm beside others that refuse
    fn pressed(&mut self, key: &str) -> Said {
        self.press(key);
        Ok(())
    }

    fn for_sealed(&mut self, line: &str) -> Said {
        let (first, rest) = split(line);
        match first {
            "reveal" | "r" if rest.is_empty() => self.pressed("r"),
            "away" | "x" => {
                self.choose_voter(rest)?;
                self.pressed("x")
            }
            _ => match line.split_once(':') {
                Some((name, vote)) => {
                    self.choose_voter(name)?;
                    self.cast(vote)
                }
                None => self.cast(line),
            },
        }
    }

    /// Chooses whose vote comes next; blank leaves whoever is chosen.
    fn choose_voter(&mut self, name: &str) -> Said {
        if name.trim().is_empty() {
            return Ok(());
        }
        let found = voter(&ballot_lines::voters(&self.state), name)?;
        if let Some(Overlay::Ballot(ballot)) = self.state.overlays.last_mut() {
            ballot.voter = found;
        }
        Ok(())
    }

    fn cast(&mut self, vote: &str) -> Said {
        self.handle(Message::Paste(vote.trim().to_owned()));
        self.press("enter");
        let Some(Overlay::Ballot(ballot)) = self.state.overlays.last_mut() else {
            return Ok(());
        };
        let why = std::mem::take(&mut ballot.note);
        if why.is_empty() {
            return Ok(());
        }
        if !self.in_person {
            // The script's next line is the next voter's: it may not become this one's.
            self.press("down");
        }
        Err(why)
    }

    fn for_shown(&mut self, first: &str, rest: &str) -> Said {
        match first {
            "names" | "m" => self.pressed("m"),
            "again" | "n" => self.pressed("n"),
            "open" | "o" => self.pressed("o"),
            "decide" => self.decide(rest),
            "why" | "w" => self.why(rest),
            _ => Err(format!("`{first}` isn't known here. {SHOWN}")),
        }
    }

    /// Sets the outcome, or asks for it.
    fn decide(&mut self, what: &str) -> Said {
        self.press("enter");
        match self.state.overlays.last() {
            Some(Overlay::Entry(_)) if !what.is_empty() => self.enter_text(what),
            Some(Overlay::Pick(pick)) if !what.is_empty() => {
                let found = one(pick, what);
                if found.is_err() {
                    self.press("esc");
                }
                self.pick(&[found?]);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Writes a reason, or asks who gives one.
    fn why(&mut self, rest: &str) -> Said {
        self.press("w");
        let Some(Overlay::Pick(pick)) = self.state.overlays.last() else {
            return Ok(());
        };
        if rest.is_empty() {
            return Ok(());
        }
        let (name, reason) = rest.split_once(':').unwrap_or((rest, ""));
        let found = one(pick, name);
        if found.is_err() {
            self.press("esc");
        }
        self.pick(&[found?]);
        if reason.trim().is_empty() {
            return Ok(());
        }
        self.enter_text(reason.trim())
    }

    /// A line to the estimate sheet.
    pub(super) fn for_sheet(&mut self, line: &str) -> Said {
        let trimmed = line.trim();
        let (first, rest) = split(trimmed);
        if let Some(word @ (Word::Key | Word::Keys)) = words::word(first) {
            return self.keys(word, rest);
        }
        let Some(Overlay::Sheet(sheet)) = self.state.overlays.last() else {
            return Ok(());
        };
        if sheet.row.is_some() {
            return match trimmed {
                "" => self.pressed("enter"),
                "esc" => self.pressed("esc"),
                _ => self.give(line, false),
            };
        }
        match first {
            "" => Ok(()),
            "esc" | "back" => self.pressed("esc"),
            _ if sheet.is_shown(self.state.session()) => self.for_results(first),
            "reveal" | "r" if rest.is_empty() => self.pressed("r"),
            "away" | "x" => {
                self.choose_row(rest)?;
                self.pressed("x")
            }
            _ => {
                let (name, votes) = line.split_once(':').unwrap_or((line, ""));
                self.choose_row(name)?;
                self.press("enter");
                if votes.trim().is_empty() {
                    return Ok(());
                }
                self.give(votes, true)
            }
        }
    }

    fn choose_row(&mut self, name: &str) -> Said {
        let Some(Overlay::Sheet(sheet)) = self.state.overlays.last() else {
            return Ok(());
        };
        let found = voter(&ballot_lines::givers(&self.state, sheet), name)?;
        if let Some(Overlay::Sheet(sheet)) = self.state.overlays.last_mut() {
            sheet.cursor = found;
        }
        Ok(())
    }

    /// Votes of a row; what came before a bad one is kept.
    fn give(&mut self, votes: &str, whole: bool) -> Said {
        self.handle(Message::Paste(votes.trim_matches(' ').to_owned()));
        let Some(Overlay::Sheet(sheet)) = self.state.overlays.last_mut() else {
            return Ok(());
        };
        let Some(row) = &mut sheet.row else {
            return Ok(());
        };
        let why = std::mem::take(&mut row.note);
        if !self.in_person && (whole || !why.is_empty()) {
            // The script's next line is another voter's, or the next line's.
            self.press(if whole { "esc" } else { "enter" });
        }
        if why.is_empty() {
            return Ok(());
        }
        Err(crate::app::sentence(&why))
    }

    fn for_results(&mut self, first: &str) -> Said {
        match first {
            "accept" | "a" => self.pressed("a"),
            "all" | "A" => self.pressed("A"),
            "more" | "e" => self.pressed("e"),
            "lead" | "M" => self.pressed("M"),
            _ => {
                let number = first.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let Some(Overlay::Sheet(sheet)) = self.state.overlays.last_mut() else {
                    return Ok(());
                };
                sheet.cursor = number.ok_or("Say which line, by its number.")?;
                self.pressed("enter")
            }
        }
    }
}
