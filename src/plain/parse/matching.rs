//! Which of several texts a line means.

use crate::app::dialogs::pick::Pick;

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
    for fits in ways {
        let mut found = (0..lower.len()).filter(|i| fits(&lower[*i]));
        match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one),
            (Some(_), Some(_)) => return Err(NoMatch::Ambiguous),
            _ => {}
        }
    }
    Err(NoMatch::Unknown)
}

/// Returns the index of the only text equal to the words.
pub(in crate::plain) fn find_exact(texts: &[&str], words: &str) -> Option<usize> {
    let query = words.trim().to_lowercase();
    let mut found = (0..texts.len()).filter(|i| texts[*i].to_lowercase() == query);
    found.next().filter(|_| found.next().is_none())
}

/// Returns the index of the choice that a number or words mean.
pub(in crate::plain) fn choice_index(pick: &Pick, answer: &str) -> Result<usize, String> {
    if let Ok(number) = answer.trim().parse::<usize>() {
        let index = number.checked_sub(1).filter(|n| *n < pick.len());
        return index
            .ok_or_else(|| format!("There is no choice {number}; there are {}.", pick.len()));
    }
    let lines = pick.lines();
    let labels: Vec<&str> = lines.iter().map(|line| line.label).collect();
    let noted: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}", line.label, line.note))
        .collect();
    let noted: Vec<&str> = noted.iter().map(String::as_str).collect();
    if let Some(line) = lines.iter().find(|line| line.word == answer.trim()) {
        return Ok(line.index);
    }
    let found = find_by_words(&labels, answer).or_else(|_| find_by_words(&noted, answer));
    found.map_err(|why| match why {
        NoMatch::Unknown => format!("No choice contains `{answer}`."),
        NoMatch::Ambiguous => {
            format!("Several choices contain `{answer}`: type more of one, or its number.")
        }
    })
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
    fn words_mean_one_text_or_none() {
        let texts = ["Demo", "Demo online", "Budget named", "Budget asked for"];
        assert_eq!(find_by_words(&texts, "demo"), Ok(0));
        assert_eq!(find_by_words(&texts, "named budget"), Ok(2));
        assert_eq!(find_by_words(&texts, "budget"), Err(NoMatch::Ambiguous));
        assert_eq!(find_by_words(&texts, "lunch"), Err(NoMatch::Unknown));
        assert_eq!(find_by_words(&texts, " "), Err(NoMatch::Unknown));
    }
}
