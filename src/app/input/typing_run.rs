//! Tells prose from commands while no field is open.
//!
//! Most letters are commands. Somebody who types a sentence where no field is open must do no harm
//! by it. So a letter or digit waits for a moment: if others follow at typing speed and together
//! they read as words, none of them does anything. Otherwise they are commands, as before: at once
//! where it is clear, and after a pause where it isn't.
//!
//! ```text
//!   u        (pause)   a command          aPump maker   a command and what it opened a field for
//!   v5       at once   two keys           we agreed     prose from the blank on
//!   uuu      at once   three commands     budgets       prose from the fourth letter on
//! ```

use jiff::{SignedDuration, Timestamp};

use super::key::{Key, KeyCode};

/// A longer pause ends what is typed in one go. People type eight keys a second, and those who look
/// for the letters three: so long a letter that deletes, votes, or leaves the step waits to be one.
pub const PAUSE: SignedDuration = SignedDuration::from_millis(360);
/// The same after a letter that only opens a field or a list to be narrowed: what follows goes
/// there, and changes nothing before Enter.
pub const OPENER_PAUSE: SignedDuration = SignedDuration::from_millis(200);
/// A longer pause ends prose.
pub const PROSE_PAUSE: SignedDuration = SignedDuration::from_millis(1_200);
/// Letters in a row that are a word, whatever follows.
const WORD: usize = 4;

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// These keys are commands, in this order.
    Commands(Vec<Key>),
    /// It waits: it may be the beginning of a word.
    Waits,
    /// It is part of a sentence and does nothing.
    Prose,
}

/// What was typed without a pause while no field is open.
#[derive(Clone, Debug, Default)]
pub struct TypingRun {
    text: String,
    /// How many of its characters were handled as commands already.
    handled: usize,
    /// Whether it is prose.
    prose: bool,
    last: Option<Timestamp>,
}

impl TypingRun {
    /// Takes a key pressed at a time.
    pub fn push(&mut self, key: Key, at: Timestamp) -> Typed {
        let mut before = self.pause(at);
        self.last = Some(at);
        let Some(typed) = key.typed_char() else {
            return self.end_with(key, before);
        };
        if self.prose {
            return Typed::Prose;
        }
        if self.text.is_empty() && !typed.is_alphanumeric() {
            // Signs and the blank are commands unless something stands before them.
            before.push(key);
            return Typed::Commands(before);
        }
        self.text.push(typed);
        match meaning(&self.text) {
            RunMeaning::Prose => {
                self.prose = true;
                if before.is_empty() {
                    Typed::Prose
                } else {
                    Typed::Commands(before)
                }
            }
            RunMeaning::Commands => {
                before.extend(self.take_waiting());
                self.text.clear();
                self.handled = 0;
                Typed::Commands(before)
            }
            RunMeaning::Harmless => {
                before.extend(self.take_waiting());
                Typed::Commands(before)
            }
            RunMeaning::Unclear if before.is_empty() => Typed::Waits,
            RunMeaning::Unclear => Typed::Commands(before),
        }
    }

    /// Returns the keys that have waited long enough, and forgets prose that ended a while ago.
    pub fn pause(&mut self, now: Timestamp) -> Vec<Key> {
        let gap = self.last.map(|last| now.duration_since(last));
        let ends = |pause| gap.is_some_and(|gap| gap >= pause || gap.is_negative());
        if self.prose {
            if ends(PROSE_PAUSE) {
                *self = Self::default();
            }
            return Vec::new();
        }
        if !ends(self.patience()) {
            return Vec::new();
        }
        let keys = self.take_waiting();
        *self = Self::default();
        keys
    }

    /// Returns how long a pause ends what is typed in one go.
    fn patience(&self) -> SignedDuration {
        let mut typed = self.text.chars();
        match (typed.next(), typed.next()) {
            (Some(opener), None) if OPENERS.contains(opener) => OPENER_PAUSE,
            _ => PAUSE,
        }
    }

    /// Returns the keys that wait, which nothing will follow, and forgets what was typed.
    pub fn flush(&mut self) -> Vec<Key> {
        let keys = if self.prose {
            Vec::new()
        } else {
            self.take_waiting()
        };
        *self = Self::default();
        keys
    }

    /// Whether keys wait for a pause.
    pub fn is_waiting(&self) -> bool {
        !self.prose && self.handled < self.text.chars().count()
    }

    /// Whether nothing that was typed has a bearing on the next key.
    pub fn is_at_rest(&self) -> bool {
        self.text.is_empty() && !self.prose
    }

    /// Forgets what was typed, as a field is open now.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// A key that isn't a character: what waits was commands. After prose, Enter and the keys that
    /// correct it end it and do nothing.
    fn end_with(&mut self, key: Key, mut before: Vec<Key>) -> Typed {
        let was_prose = self.prose;
        if was_prose && key.code == KeyCode::Backspace {
            return Typed::Prose;
        }
        if !was_prose {
            before.extend(self.take_waiting());
        }
        *self = Self::default();
        if was_prose && matches!(key.code, KeyCode::Enter | KeyCode::Esc) {
            return Typed::Prose;
        }
        before.push(key);
        Typed::Commands(before)
    }

    fn take_waiting(&mut self) -> Vec<Key> {
        let waiting = self
            .text
            .chars()
            .skip(self.handled)
            .map(Key::char)
            .collect();
        self.handled = self.text.chars().count();
        waiting
    }
}

/// What a text typed in one go is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunMeaning {
    /// It may be either.
    Unclear,
    /// Its last letter only moves the selection, and can do so at once.
    Harmless,
    /// Commands, or a command and the beginning of what it asks for.
    Commands,
    /// Words.
    Prose,
}

/// Commands that are often pressed several times in a row.
const REPEATED: &str = "uUnNjkhlJKT";
/// Letters that open a field or a list to be narrowed, and change nothing themselves.
const OPENERS: &str = "aApf";
/// Letters that move the selection and nothing else.
const MOVES: &str = "hjkl";

fn meaning(text: &str) -> RunMeaning {
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        [one] if MOVES.contains(*one) => RunMeaning::Harmless,
        [one, rest @ ..] if REPEATED.contains(*one) && rest.iter().all(|c| c == one) => {
            if rest.is_empty() {
                RunMeaning::Unclear
            } else {
                RunMeaning::Commands
            }
        }
        // `aPump maker`: a command that opens a field, and a name.
        [first, second] if first.is_lowercase() && second.is_uppercase() => RunMeaning::Commands,
        // `ATom, sales`: a quick list.
        ['A', second, third] if second.is_uppercase() && third.is_lowercase() => {
            RunMeaning::Commands
        }
        // `v5`: a ballot and a vote; `W5`: a number that is tried.
        ['v' | 'W', second] if second.is_ascii_digit() => RunMeaning::Commands,
        // `6aPump maker`: a step first.
        [digit, first, second]
            if digit.is_ascii_digit() && first.is_lowercase() && second.is_uppercase() =>
        {
            RunMeaning::Commands
        }
        // `6+`, `o/`: a key and a sign that is one.
        [_, sign] if "+=/:?![]".contains(*sign) => RunMeaning::Commands,
        _ if reads_as_prose(&chars) => RunMeaning::Prose,
        _ => RunMeaning::Unclear,
    }
}

/// Whether a text holds a word that is over, a long one, or a number with something behind it.
fn reads_as_prose(chars: &[char]) -> bool {
    let is_word_char = |c: &char| c.is_alphabetic() || matches!(c, '\'' | '-' | '\u{2019}');
    let words: Vec<&[char]> = chars.split(|c| !is_word_char(c)).collect();
    let letters = |word: &[char]| word.iter().filter(|c| c.is_alphabetic()).count();
    let (last, over) = words
        .split_last()
        .map_or((&[][..], &[][..]), |(last, over)| (*last, over));
    let mut distinct: Vec<char> = last.iter().flat_map(|c| c.to_lowercase()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let is_long = letters(last) >= WORD && distinct.len() > 2;
    let has_short_before = over.iter().any(|word| letters(word) > 0);
    let is_second = has_short_before && letters(last) >= 2;
    let is_joined = letters(last) >= 2 && last.iter().any(|c| !c.is_alphabetic());
    let number = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let after_number = number > 0
        && match &chars[number..] {
            [' ', c, ..] => c.is_alphanumeric(),
            [c, next, ..] if c.is_alphabetic() => next.is_alphabetic(),
            ['%' | '.' | ',', ..] => true,
            ['-' | '\u{2013}', c, ..] => c.is_ascii_digit(),
            _ => false,
        };
    over.iter().any(|word| letters(word) >= 2) || is_long || is_second || is_joined || after_number
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Types a text at eight keys a second, then pauses. Returns the commands, and whether the text
    /// ended as prose.
    fn typed(keys: &str) -> (String, bool) {
        typed_with_gaps(keys, 125)
    }

    /// Types a text with so many milliseconds between the keys, in which the terminal's loop looks
    /// whether a pause is over.
    fn typed_with_gaps(keys: &str, gap: i64) -> (String, bool) {
        let mut run = TypingRun::default();
        let mut now = Timestamp::UNIX_EPOCH;
        let mut commands = Vec::new();
        let mut prose = false;
        for key in Key::parse_all(keys) {
            now += SignedDuration::from_millis(gap - 5);
            commands.extend(run.pause(now));
            now += SignedDuration::from_millis(5);
            match run.push(key, now) {
                Typed::Commands(keys) => commands.extend(keys),
                Typed::Waits => {}
                Typed::Prose => prose = true,
            }
        }
        now += SignedDuration::from_secs(2);
        commands.extend(run.pause(now));
        let text = commands.iter().map(|key| match key.typed_char() {
            Some(c) => c.to_string(),
            None => format!("<{}>", key.to_string().to_lowercase()),
        });
        (text.collect(), prose)
    }

    #[track_caller]
    fn assert_commands(keys: &str) {
        assert_eq!(typed(keys), (keys.to_owned(), false), "{keys}");
    }

    #[track_caller]
    fn assert_prose(text: &str) {
        let (commands, prose) = typed(text);
        assert!(prose, "{text}");
        // What only moves the selection may have been handled.
        assert!(
            commands.chars().all(|c| MOVES.contains(c)),
            "{text}: {commands}"
        );
    }

    #[test]
    fn commands_stay_commands_however_fast_they_are_typed() {
        for keys in [
            "u",
            "uuu",
            "uU",
            "jjjkk",
            "v5<enter>7<enter>",
            "W15<enter>",
            "ry",
            "Py",
            "vr<enter>",
            "6++",
            "6",
            "mm",
            "aPump maker<enter>",
            "ATom Brackley, sales",
            "/Demo<enter>",
            "o/",
            "rmw<enter>",
            "x x ",
            "+++--",
            "15<enter>",
            "6aPump",
            "<down>d",
            "w",
            "dy",
            "nnn",
            "?",
            ":",
        ] {
            let opened = keys.find(char::is_uppercase).filter(|_| keys.len() > 4);
            let end = opened.map_or(keys.len(), |at| at + 1);
            assert_commands(&keys[..end]);
        }
    }

    #[test]
    fn sentences_do_nothing() {
        for text in [
            "we should ask them first",
            "I think so",
            "a lead that has asked for a quote",
            "15 leads came from the fair",
            "5 of 7 said no",
            "5% of all",
            "5-10 a week",
            "3rd quarter",
            "don't do that",
            "I'm not sure",
            "e-mail them",
            "MQL is not SQL",
            "budgets are gone",
            "q is quit",
            "All of them?",
            "They said: no!",
            "a 5% share of it",
            "oops, sorry",
        ] {
            assert_prose(text);
        }
    }

    #[test]
    fn after_a_pause_keys_are_commands_again() {
        let mut run = TypingRun::default();
        let at = |millis| Timestamp::UNIX_EPOCH + SignedDuration::from_millis(millis);
        for (n, c) in (0..).zip("we ask".chars()) {
            run.push(Key::char(c), at(n * 125));
        }
        assert_eq!(run.push(Key::char('u'), at(1_000)), Typed::Prose);
        assert_eq!(run.push(Key::char('u'), at(2_300)), Typed::Waits);
        assert!(run.is_waiting());
        assert_eq!(run.pause(at(2_650)), Vec::new());
        assert_eq!(run.pause(at(2_660)), vec![Key::char('u')]);
    }

    #[test]
    fn sentences_typed_with_a_third_of_a_second_between_the_keys_do_nothing() {
        for text in [
            "drop that one",
            "very dry",
            "use the other",
            "look at it",
            "so they do",
            "just one",
            "6 of them",
            "what did they say",
            "no, nobody",
        ] {
            let (commands, prose) = typed_with_gaps(text, 350);
            assert!(prose, "{text}");
            let harmless = commands.chars().all(|c| MOVES.contains(c));
            assert!(harmless, "{text}: {commands}");
        }
    }

    #[test]
    fn a_letter_that_opens_a_field_doesnt_wait_as_long_as_one_that_deletes() {
        for (key, pause) in [('a', 200), ('p', 200), ('d', 360), ('v', 360), ('6', 360)] {
            let mut run = TypingRun::default();
            let at = |millis| Timestamp::UNIX_EPOCH + SignedDuration::from_millis(millis);
            assert_eq!(run.push(Key::char(key), at(0)), Typed::Waits);
            assert_eq!(run.pause(at(pause - 1)), Vec::new(), "{key}");
            assert_eq!(run.pause(at(pause)), vec![Key::char(key)], "{key}");
        }
    }

    #[test]
    fn the_beginning_of_a_sentence_isnt_replayed_by_the_key_after_it() {
        for key in ["ctrl-t", "alt-b", "down", "tab"] {
            let mut run = TypingRun::default();
            let at = |millis| Timestamp::UNIX_EPOCH + SignedDuration::from_millis(millis);
            for (n, c) in (0..).zip("A company that has".chars()) {
                run.push(Key::char(c), at(n * 50));
            }
            let key = Key::parse(key).unwrap();
            assert_eq!(run.push(key, at(1_100)), Typed::Commands(vec![key]));
        }
    }

    #[test]
    fn enter_after_a_sentence_does_nothing_and_then_something() {
        let mut run = TypingRun::default();
        let at = |millis| Timestamp::UNIX_EPOCH + SignedDuration::from_millis(millis);
        for (n, c) in (0..).zip("we ask".chars()) {
            run.push(Key::char(c), at(n * 125));
        }
        let enter = Key::plain(KeyCode::Enter);
        assert_eq!(run.push(enter, at(800)), Typed::Prose);
        assert_eq!(run.push(enter, at(900)), Typed::Commands(vec![enter]));
    }
}
