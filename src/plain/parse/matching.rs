//! Which of several texts a line means.

use crate::app::dialogs::choice::ChoiceLine;
use crate::app::dialogs::pick::Pick;
use crate::app::input::palette::{self, Fit};

/// Why words don't identify a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plain) enum NoMatch {
    /// No choice matches.
    Unknown,
    /// More than one choice matches.
    Ambiguous,
}

/// Returns the index of the text the words mean: an exact match, else the only one that begins with
/// them, else the only one that contains them all.
pub(in crate::plain) fn find_by_words(texts: &[&str], words: &str) -> Result<usize, NoMatch> {
    let query = words.trim().to_lowercase();
    if query.is_empty() {
        return Err(NoMatch::Unknown);
    }
    let lower: Vec<String> = texts.iter().map(|t| t.to_lowercase()).collect();
    let all = |text: &str| query.split_whitespace().all(|word| text.contains(word));
    let ways: [&dyn Fn(&str) -> bool; 3] = [
        &|text| text == query,
        &|text| text.starts_with(&query),
        &|text| all(text),
    ];
    only_fitting(&lower, &ways)
}

/// Returns the index of the only text that fits in the first of these ways in which any does.
fn only_fitting(texts: &[String], ways: &[&dyn Fn(&str) -> bool]) -> Result<usize, NoMatch> {
    for fits in ways {
        let mut found = (0..texts.len()).filter(|i| fits(&texts[*i]));
        match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one),
            (Some(_), Some(_)) => return Err(NoMatch::Ambiguous),
            _ => {}
        }
    }
    Err(NoMatch::Unknown)
}

/// Returns the index of the only text that the words are, or that begins with them as whole words.
/// Nothing else may start an edit, so that a mistyped word takes no text.
pub(in crate::plain) fn find_named(texts: &[&str], words: &str) -> Result<usize, NoMatch> {
    let query = words.trim().to_lowercase();
    if query.is_empty() {
        return Err(NoMatch::Unknown);
    }
    let begins = |text: &str| {
        let rest = text.strip_prefix(query.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let lower: Vec<String> = texts.iter().map(|t| t.to_lowercase()).collect();
    let ways: [&dyn Fn(&str) -> bool; 2] = [&|text| text == query, &begins];
    only_fitting(&lower, &ways)
}

/// Maximum number of choices listed; beyond that they are found by words.
pub(in crate::plain) const MAX_CHOICES: usize = 40;

/// Returns the choices that are listed, each with the number that stands before it.
pub(in crate::plain) fn listed_choices(pick: &Pick) -> Vec<(usize, ChoiceLine<'_>)> {
    let lines = pick.filtered_lines().into_iter();
    let real = lines.filter(|line| line.index < pick.len());
    (1..).zip(real.take(MAX_CHOICES)).collect()
}

/// Returns the index of the choice that stands beside a number, or that words mean.
pub(in crate::plain) fn listed_choice(pick: &Pick, answer: &str) -> Result<usize, ChoiceError> {
    let Ok(number) = answer.trim().parse::<usize>() else {
        return named_choice(pick, answer);
    };
    let listed = listed_choices(pick);
    let found = listed.iter().find(|(own, _)| *own == number);
    found.map(|(_, line)| line.index).ok_or_else(|| {
        ChoiceError::unknown(format!(
            "No choice has the number {number}: they go to {}.",
            listed.len()
        ))
    })
}

/// Why words or a number mean no choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::plain) struct ChoiceError {
    /// A sentence that says so.
    pub sentence: String,
    /// Whether several choices match.
    pub is_ambiguous: bool,
}

impl ChoiceError {
    fn unknown(sentence: String) -> Self {
        Self {
            sentence,
            is_ambiguous: false,
        }
    }
}

/// Returns the index of the choice that words mean; a number is a word like any other.
pub(in crate::plain) fn named_choice(pick: &Pick, answer: &str) -> Result<usize, ChoiceError> {
    let lines = pick.lines();
    let labels: Vec<&str> = lines.iter().map(|line| line.label).collect();
    let noted: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}", line.label, line.note))
        .collect();
    let noted: Vec<&str> = noted.iter().map(String::as_str).collect();
    let word = answer.trim().to_lowercase();
    if let Some(line) = lines.iter().find(|l| !word.is_empty() && l.word == word) {
        return Ok(line.index);
    }
    if pick.is_palette() {
        return command_choice(&lines, answer);
    }
    let found = find_by_words(&labels, answer).or_else(|_| find_by_words(&noted, answer));
    found.map_err(|why| match why {
        NoMatch::Unknown => ChoiceError::unknown(format!("No choice contains `{answer}`.")),
        NoMatch::Ambiguous => ChoiceError {
            sentence: format!(
                "Several choices contain `{answer}`: type more of one, or its number."
            ),
            is_ambiguous: true,
        },
    })
}
/// Returns the index of the command called by these words in full, or the only one that they fit.
fn command_choice(lines: &[ChoiceLine<'_>], answer: &str) -> Result<usize, ChoiceError> {
    let fit = |line: &&ChoiceLine<'_>| palette::rank(line.word, line.label, line.note, answer);
    let fits: Vec<&ChoiceLine<'_>> = lines.iter().filter(|line| fit(line).is_some()).collect();
    let called = |line: &&&ChoiceLine<'_>| fit(line) <= Some(Fit::Synonym);
    match (fits.iter().find(called), fits.as_slice()) {
        (Some(line), _) | (None, [line]) => Ok(line.index),
        (None, []) => Err(ChoiceError::unknown(format!(
            "No command is called `{answer}`."
        ))),
        (None, _) => Err(ChoiceError {
            sentence: format!(
                "Several commands match `{answer}`: type more of one, or its number."
            ),
            is_ambiguous: true,
        }),
    }
}

/// Returns the index of the voter that words mean.
pub(in crate::plain) fn voter_index(names: &[String], words: &str) -> Result<usize, String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    find_by_words(&names, words).map_err(|why| match why {
        NoMatch::Unknown => "No voter has that name.".to_owned(),
        NoMatch::Ambiguous => "Several voters match: type more of the name.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_or_its_first_words_start_an_edit() {
        let texts = ["Name", "If several apply", "Notes", "Trade show"];
        assert_eq!(find_named(&texts, "name"), Ok(0));
        assert_eq!(find_named(&texts, "If several"), Ok(1));
        for wrong in ["na", "several", "ade", "note"] {
            assert_eq!(find_named(&texts, wrong), Err(NoMatch::Unknown), "{wrong}");
        }
    }

    #[test]
    fn words_mean_one_text_or_none() {
        let texts = ["Demo", "Demo online", "Budget named", "Budget asked for"];
        assert_eq!(find_by_words(&texts, "demo"), Ok(0));
        assert_eq!(find_by_words(&texts, "named budget"), Ok(2));
        assert_eq!(find_by_words(&texts, "budget"), Err(NoMatch::Ambiguous));
        assert_eq!(find_by_words(&texts, "lunch"), Err(NoMatch::Unknown));
        assert_eq!(find_by_words(&texts, " "), Err(NoMatch::Unknown));
    }
}
