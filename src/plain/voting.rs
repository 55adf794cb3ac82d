//! Ballots and the estimate sheet as lines: a line a vote, a line a row, then what was shown.
//!
//! What was voted is never repeated, not even where it is refused. A terminal shows what is typed
//! on it, so who votes there is told so.

use super::answer::{by_words, one};
use super::command::Said;
use super::words::{self, Word};
use super::{Plain, answer};
use crate::app::Message;
use crate::app::State;
use crate::app::agreeing::who_is;
use crate::app::ballots::BallotBox;
use crate::app::outcomes::unexplained;
use crate::app::overlay::Overlay;
use crate::app::sheet::{self, SheetBox};
use crate::model::ballot::{Progress, Standing, Voter};
use crate::model::{Ballot, BallotMethod, Round, Session, Side, Spread, wording};

/// What each line of a sealed ballot may be.
const SEALED: &str =
    "A vote, or NAME: VOTE; away [NAME]; reveal shows all votes; esc leaves it open.";
/// What each line may be once votes are shown.
const SHOWN: &str =
    "decide [WHAT]; why [NAME: REASON]; again for another round; names; open keeps it open; esc.";

/// What an open ballot asks.
pub(super) fn asked(state: &State, ballot: &BallotBox, in_person: bool) -> Vec<String> {
    let session = state.session();
    let Some(recorded) = ballot.ballot(session) else {
        return Vec::new();
    };
    let question = ballot.subject.question();
    let title = ballot.subject.title(session);
    let round = recorded.rounds.len();
    let mut lines = vec![format!("? {question} {title}, round {round}")];
    let Some(last) = recorded.round() else {
        return lines;
    };
    if recorded.progress() != Progress::Open {
        tell_rounds(session, ballot, recorded, &mut lines);
        lines.push(SHOWN.into());
        return lines;
    }
    let voters = session.workshop.voters();
    lines.push(standing(&voters, |v| session.workshop.standing(last, v)));
    let who = voters.get(ballot.voter).map_or("", |v| v.name.as_str());
    let scale = recorded.method.scale();
    lines.push(format!("The vote of {who} ({scale}). {SEALED}"));
    lines.extend(in_person.then(|| seen().to_owned()));
    lines
}

/// What whoever votes at a terminal has to know.
fn seen() -> &'static str {
    "This terminal shows what is typed on it: clear it, or let nobody else look."
}

/// How many of each side are in, and who isn't.
fn standing(voters: &[Voter], of: impl Fn(&Voter) -> Standing) -> String {
    let mut parts = Vec::new();
    for side in Side::ALL {
        let own: Vec<Standing> = voters.iter().filter(|v| v.side == *side).map(&of).collect();
        let all = own.iter().filter(|s| **s != Standing::Away).count();
        let is_in = own.iter().filter(|s| **s == Standing::In).count();
        if all > 0 {
            parts.push(format!("{} {is_in} of {all} in", side.label()));
        }
    }
    let waiting = voters.iter().filter(|v| of(v) == Standing::Waiting);
    let waiting: Vec<String> = waiting.map(|v| v.name.clone()).collect();
    let waits = if waiting.is_empty() {
        "Nobody is waited for.".to_owned()
    } else {
        format!("Waiting: {}.", wording::list(&waiting, "and"))
    };
    format!("{}. {waits}", parts.join(", "))
}

/// The rounds that were shown, newest first.
fn tell_rounds(session: &Session, ballot: &BallotBox, recorded: &Ballot, lines: &mut Vec<String>) {
    let rounds = recorded.rounds.iter().enumerate().rev();
    for (index, round) in rounds.filter(|(_, round)| round.revealed.is_some()) {
        if recorded.rounds.len() > 1 {
            lines.push(format!("-- Round {}", index + 1));
        }
        tell_round(session, recorded.method, round, lines);
        if ballot.names {
            let votes = round.votes.iter().map(|vote| {
                let said = if vote.absent { "away" } else { &vote.value };
                format!("{}: {said}", who_is(session, vote.voter.as_str()))
            });
            lines.extend(votes);
        }
    }
    let silent = unexplained(session, recorded);
    if !silent.is_empty() {
        let names = wording::list(&silent, "and");
        lines.push(format!(
            "A strong no from {names}: it needs its reason first."
        ));
    }
}

/// Each side's votes with their middle, the gap, who is asked why, the reasons given.
fn tell_round(session: &Session, method: BallotMethod, round: &Round, lines: &mut Vec<String>) {
    let Some(spread) = Spread::of(&session.workshop, method, round) else {
        lines.push("Nobody voted.".into());
        return;
    };
    let word = |value: i64| match (method, value) {
        (BallotMethod::YesNo, 0) => "no".to_owned(),
        (BallotMethod::YesNo, _) => "yes".to_owned(),
        _ => value.to_string(),
    };
    for side in &spread.sides {
        let votes: Vec<String> = side.votes.iter().map(|v| word(v.1)).collect();
        let middle = match method {
            BallotMethod::YesNo => String::new(),
            _ => format!("; middle {}", side.middle),
        };
        lines.push(format!(
            "{}: {}{middle}",
            side.side.label(),
            votes.join(", ")
        ));
    }
    lines.push(match method {
        BallotMethod::YesNo if spread.is_disputed(method) => "The room is split.".into(),
        BallotMethod::YesNo => "The sides say the same.".into(),
        _ => format!("Gap {}, middle of all {}.", spread.gap(), spread.middle),
    });
    let mut asked: Vec<i64> = spread.outliers(method).into_iter().map(|v| v.1).collect();
    asked.sort_unstable_by_key(|value| std::cmp::Reverse(*value));
    asked.dedup();
    let asks = asked.into_iter().map(word);
    lines.extend(asks.map(|value| format!("Who gave {value}: what have you seen?")));
    let told = round.votes.iter().filter(|vote| !vote.reason.is_empty());
    lines.extend(told.map(|vote| format!("{}: {}", vote.value, vote.reason)));
}

/// What the estimate sheet asks.
pub(super) fn asked_sheet(state: &State, sheet: &SheetBox, in_person: bool) -> Vec<String> {
    let session = state.session();
    let name = match sheet.method {
        BallotMethod::YesNo => "Sample leads: forward to Sales?",
        _ => "Estimate sheet: points",
    };
    if let Some(row) = &sheet.row {
        let title = row.lines.get(row.at).map(|line| line.title(session));
        return vec![
            format!(
                "? {}, line {} of {}: {}",
                row.voter.name,
                row.at + 1,
                row.lines.len(),
                title.unwrap_or_default()
            ),
            format!(
                "Votes with blanks between ({}); an empty line skips, - takes back, esc keeps the row so far.",
                sheet.method.scale()
            ),
        ];
    }
    let mut lines = vec![format!("? {name}")];
    if sheet.is_shown(session) {
        for (number, line) in (1..).zip(sheet::shown(session, sheet.method)) {
            let title = line.subject.title(session);
            let text = sheet::result_text(&line, sheet.method);
            let apart = line.spread.is_some_and(|s| s.is_disputed(sheet.method));
            let mark = if apart { "! " } else { "" };
            lines.push(format!("{number}. {mark}{title}: {text}"));
        }
        lines.push("A number talks about that line; accept takes the middle where the sides are near, all everywhere; lead puts the one you differ on most before the room; more for further rows; esc.".into());
        return lines;
    }
    if sheet::open_lines(session, sheet.method).is_empty() {
        for (number, line) in (1..).zip(sheet::lines(session, sheet.method)) {
            lines.push(format!("{number}. {}", line.title(session)));
        }
    }
    let all = sheet.voters(session);
    let expected = session.workshop.voters();
    let people: Vec<Voter> = all.into_iter().filter(|v| expected.contains(v)).collect();
    lines.push(standing(&people, |v| sheet.standing(session, v).1));
    lines.push("NAME: VOTES, one for each line with blanks between; NAME alone asks line by line; Sales: or Marketing: for a whole side; away NAME; reveal shows all; esc leaves it open.".into());
    lines.extend(in_person.then(|| seen().to_owned()));
    lines
}

/// The voter that words mean.
fn voter(voters: &[Voter], words: &str) -> Result<usize, String> {
    let names: Vec<&str> = voters.iter().map(|v| v.name.as_str()).collect();
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
        let progress = ballot.ballot(self.state.session()).map(Ballot::progress);
        match (first, progress) {
            ("", _) => Ok(()),
            ("esc" | "back", _) => self.pressed("esc"),
            (_, Some(Progress::Open)) => self.for_sealed(line),
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
        let voters = self.state.session().workshop.voters();
        let found = voter(&voters, name)?;
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
        let voters = sheet.voters(self.state.session());
        let found = voter(&voters, name)?;
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
