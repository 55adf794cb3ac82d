//! Takes people's names and the ids of recorded leads out of what leaves the room: pictures and
//! films.
//!
//! The room view shows neither by itself, but people write names into texts: a criterion, a wording,
//! a thought. They are taken out of the card, before anything is drawn: on a drawn screen a name may
//! be broken over two lines, or be in block letters.

use std::collections::BTreeSet;

use crate::app::projector::card::{CardBody, RoomCard};
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::model::{Session, Side, mask_contact_details};

/// Stands for a person's name.
pub const NAME: &str = "(name)";
/// Stands for the id of a recorded lead.
pub const LEAD: &str = "(lead)";

/// The fewest letters of a part of a name, or of a lead's id, that is looked for inside a text.
const FEWEST_LETTERS: usize = 3;

/// What is taken out.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// Names in lower case, the longest first: each is looked for whatever its case.
    names: Vec<String>,
    /// Their parts, the longest first: `Tom` of `Tom Brackley`. Written as a name is, since a name
    /// may be an ordinary word, too: `Will`.
    parts: Vec<String>,
    /// Ids of recorded leads in lower case: the ids of a session are.
    leads: BTreeSet<String>,
}

impl Redaction {
    /// Everybody that a session names, and the recorded leads.
    pub fn of(state: &State) -> Self {
        let mut redaction = Self::of_sessions([state.session()]);
        if let LeadsStatus::Loaded { dataset, .. } = &state.recorded {
            redaction.add_leads((0..dataset.len()).map(|lead| dataset.id(lead)));
        }
        redaction
    }

    /// Everybody that these sessions name.
    pub fn of_sessions<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> Self {
        let mut names = BTreeSet::new();
        for session in sessions {
            names.extend(people(session));
        }
        Self::of_names(&names)
    }

    /// These people.
    pub fn of_names(names: &BTreeSet<String>) -> Self {
        let longest_first = |texts: BTreeSet<String>| {
            let mut texts: Vec<String> = texts.into_iter().collect();
            texts.sort_by_key(|text| std::cmp::Reverse(text.chars().count()));
            texts
        };
        let parts = names.iter().flat_map(|name| name_parts(name));
        Self {
            parts: longest_first(parts.collect()),
            names: longest_first(names.iter().map(|name| name.to_lowercase()).collect()),
            leads: BTreeSet::new(),
        }
    }

    /// Adds recorded leads. An id without a letter is a number like any other, and one of two signs
    /// may be a word: they are taken out only where they are all of a text.
    pub fn add_leads<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) {
        let ids = ids.into_iter().filter(|id| !id.is_empty());
        self.leads.extend(ids.map(str::to_lowercase));
    }

    /// Returns a text without names, ids of leads, e-mail addresses and telephone numbers.
    pub fn text(&self, text: &str) -> String {
        if self.leads.contains(&text.trim().to_lowercase()) {
            return LEAD.into();
        }
        let text = self.without_leads(text);
        let text = replace_words(&text, &self.names, NAME, Case::Any);
        let text = replace_words(&text, &self.parts, NAME, Case::AsWritten);
        mask_contact_details(&text)
    }

    /// Takes everything out of a card.
    pub fn redact(&self, card: &mut RoomCard) {
        for_each_text(card, &mut |text| *text = self.text(text));
    }

    /// Replaces ids that stand in a text between blanks or punctuation.
    fn without_leads(&self, text: &str) -> String {
        if self.leads.is_empty() {
            return text.to_owned();
        }
        let is_found =
            |word: &str| is_id_in_text(word) && self.leads.contains(&word.to_lowercase());
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            if is_found(word) {
                let at = word.as_ptr() as usize - piece.as_ptr() as usize;
                out.push_str(&piece[..at]);
                out.push_str(LEAD);
                out.push_str(&piece[at + word.len()..]);
            } else {
                out.push_str(piece);
            }
        }
        out
    }
}

fn is_id_in_text(word: &str) -> bool {
    word.chars().count() >= FEWEST_LETTERS && word.chars().any(char::is_alphabetic)
}

/// Everybody's name in a session, wherever it has a field for one. What a side is called is none.
pub fn people(session: &Session) -> BTreeSet<String> {
    let workshop = &session.workshop;
    let mut names: Vec<&str> = Vec::new();
    names.extend(workshop.participants.iter().map(|p| p.name.as_str()));
    names.extend(workshop.sign_offs.iter().map(|s| s.name.as_str()));
    names.extend(workshop.actions.iter().map(|a| a.owner.as_str()));
    names.extend(workshop.parking.iter().map(|p| p.sponsor.as_str()));
    names.extend(workshop.board_checks.iter().map(|c| c.who.as_str()));
    for decision in &workshop.decisions {
        names.extend(decision.agreed.iter().map(String::as_str));
        names.extend(decision.dissent.iter().map(|d| d.who.as_str()));
    }
    for ballot in &workshop.ballots {
        let votes = ballot.rounds.iter().flat_map(|round| &round.votes);
        names.extend(votes.map(|vote| vote.reason_by.as_str()));
    }
    let names = names.into_iter().map(str::trim);
    let names = names.filter(|name| !name.is_empty() && !is_side(name));
    names.map(str::to_owned).collect()
}

fn is_side(text: &str) -> bool {
    Side::ALL
        .iter()
        .any(|side| side.label().eq_ignore_ascii_case(text))
}

/// The parts of a name that stand for somebody by themselves: each that is written like a name.
fn name_parts(name: &str) -> Vec<String> {
    let parts = name.split_whitespace();
    let parts = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_name = |part: &&str| {
        part.chars().next().is_some_and(char::is_uppercase)
            && part.chars().count() >= FEWEST_LETTERS
            && !is_side(part)
    };
    parts.filter(is_name).map(str::to_owned).collect()
}

/// Whether letters are compared as they are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    AsWritten,
}

/// Replaces each word or sequence of words in a text, the first of the list where several fit. Runs
/// of blanks are equal, so that a name is found over the end of a line, too.
fn replace_words(text: &str, words: &[String], with: &str, case: Case) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let begins = at == 0 || !chars[at - 1].is_alphanumeric();
        let end = begins
            .then(|| {
                words
                    .iter()
                    .find_map(|word| word_end(&chars, at, word, case))
            })
            .flatten();
        if let Some(end) = end {
            out.push_str(with);
            at = end;
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// Returns where a word ends that begins here, if it does and is a whole one.
fn word_end(chars: &[char], from: usize, word: &str, case: Case) -> Option<usize> {
    let mut at = from;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_whitespace() {
            let blanks = chars[at..].iter().take_while(|c| c.is_whitespace()).count();
            if blanks == 0 {
                return None;
            }
            at += blanks;
            while letters.next_if(|c| c.is_whitespace()).is_some() {}
            continue;
        }
        let found = *chars.get(at)?;
        if case == Case::AsWritten {
            (found == letter).then_some(())?;
        } else {
            // Some letters have several small ones; the word is in lower case already.
            for (i, small) in found.to_lowercase().enumerate() {
                let expected = if i == 0 { Some(letter) } else { letters.next() };
                (expected == Some(small)).then_some(())?;
            }
        }
        at += 1;
    }
    let ends = chars.get(at).is_none_or(|c| !c.is_alphanumeric());
    (ends && at > from).then_some(at)
}

/// Calls a function for each text of a card that somebody may have written. Naming all fields makes
/// a forgotten new one a compile error.
fn for_each_text(card: &mut RoomCard, change: &mut dyn FnMut(&mut String)) {
    let RoomCard {
        kicker,
        title,
        facts,
        body,
        pictures,
        decided,
        question,
        clock: _,
    } = card;
    for picture in pictures {
        picture.for_each_text(change);
    }
    for text in [kicker, title, decided, question] {
        change(text);
    }
    for (label, text) in facts {
        change(label);
        change(text);
    }
    match body {
        CardBody::Nothing => {}
        CardBody::Text(label, text) => {
            change(label);
            change(text);
        }
        CardBody::Lines(lines) => {
            for (label, text) in lines {
                change(label);
                change(text);
            }
        }
        CardBody::Sides {
            sales,
            marketing,
            management,
            agreed,
        } => {
            for text in [sales, marketing, management, agreed] {
                change(text);
            }
        }
        // What the sides are called isn't written by anybody.
        CardBody::Hidden { sides: _, promise } => change(promise),
        CardBody::Votes { scale, sides, note } => {
            scale.iter_mut().for_each(&mut *change);
            for (_, _, median) in sides {
                change(median);
            }
            change(note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redaction() -> Redaction {
        let names = ["Tom Brackley", "Şule Öz", "Will", "Ruth van der Berg"];
        let mut redaction = Redaction::of_names(&names.map(str::to_owned).into());
        redaction.add_leads(["L-0042", "17", "acme", "mx"]);
        redaction
    }

    #[test]
    fn names_inside_other_text_are_taken_out_whatever_their_case() {
        let redaction = redaction();
        for (text, expected) in [
            ("As Tom Brackley said, twice.", "As (name) said, twice."),
            ("TOM BRACKLEY's rule", "(name)'s rule"),
            ("tom\n  brackley", "(name)"),
            ("(Tom Brackley)", "((name))"),
            ("Brackley: no", "(name): no"),
            ("ask Tom, or Ruth", "ask (name), or (name)"),
            ("Tomato of tom", "Tomato of tom"),
            ("Atom Tombrackley", "Atom Tombrackley"),
            ("ŞULE ÖZ und şule öz", "(name) und (name)"),
            ("It WILL do, will it?", "It (name) do, (name) it?"),
            ("van der Berg", "van der (name)"),
            ("", ""),
        ] {
            assert_eq!(redaction.text(text), expected, "{text}");
        }
    }

    #[test]
    fn ids_of_leads_go_and_figures_stay() {
        let redaction = redaction();
        for (text, expected) in [
            ("L-0042", "(lead)"),
            ("17", "(lead)"),
            ("17 points", "17 points"),
            ("As with L-0042, or (acme)!", "As with (lead), or ((lead))!"),
            ("L-00421 Acme", "L-00421 (lead)"),
            ("as l-0042 did", "as (lead) did"),
            ("mx record", "mx record"),
            ("write to a.b@example.com", "write to [e-mail]"),
        ] {
            assert_eq!(redaction.text(text), expected, "{text}");
        }
    }

    #[test]
    fn nobody_is_called_as_a_side_is() {
        let mut session = Session::new("t");
        let workshop = std::sync::Arc::make_mut(&mut session.workshop);
        for (number, name) in ["Sales", " Ann Sales ", ""].into_iter().enumerate() {
            workshop.sign_offs.push(crate::model::SignOff {
                side: Side::Sales,
                name: name.into(),
                at: None,
                digest: number.to_string(),
            });
        }
        assert_eq!(people(&session), ["Ann Sales".to_owned()].into());
        let redaction = Redaction::of_sessions([&session]);
        assert_eq!(
            redaction.text("Sales by Ann or Ann Sales"),
            "Sales by (name) or (name)"
        );
    }

    #[test]
    fn every_text_of_a_card_is_redacted() {
        let name = || "by Tom Brackley".to_owned();
        let pair = || vec![(name(), name())];
        let bodies = [
            CardBody::Text(name(), name()),
            CardBody::Lines(pair()),
            CardBody::Sides {
                sales: name(),
                marketing: name(),
                management: name(),
                agreed: name(),
            },
            CardBody::Hidden {
                sides: vec![("Sales".into(), 1, 2)],
                promise: name(),
            },
            CardBody::Votes {
                scale: vec![name()],
                sides: vec![("Sales".into(), vec![1], name())],
                note: name(),
            },
        ];
        for body in bodies {
            let mut card = RoomCard {
                kicker: name(),
                title: name(),
                facts: pair(),
                body,
                pictures: Vec::new(),
                decided: name(),
                question: name(),
                clock: None,
            };
            let count = |card: &RoomCard, what: &str| {
                let text = serde_json::to_string(card).unwrap();
                text.matches(what).count()
            };
            let before = count(&card, "Tom Brackley");
            redaction().redact(&mut card);
            assert_eq!(count(&card, "Tom"), 0, "{card:?}");
            assert_eq!(count(&card, NAME), before);
        }
    }
}
