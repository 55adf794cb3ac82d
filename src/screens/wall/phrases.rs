//! Phrases set beside each other as far as they fit, so that none with a figure is cut in two.

use crate::widgets::text::{fit, width, wrap};

/// Shares phrases of these widths among lines, with so many columns between two. Returns the
/// indices of each line's phrases.
pub(super) fn lines_of(widths: &[usize], between: usize, columns: usize) -> Vec<Vec<usize>> {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    for (index, phrase) in widths.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if used + between + phrase <= columns => {
                line.push(index);
                used += between + phrase;
            }
            _ => {
                lines.push(vec![index]);
                used = *phrase;
            }
        }
    }
    lines
}

/// Joins phrases into lines. One that is wider than a line is wrapped.
pub(super) fn joined(phrases: &[String], between: &str, columns: usize) -> Vec<String> {
    let widths: Vec<usize> = phrases.iter().map(|phrase| width(phrase)).collect();
    let lines = lines_of(&widths, width(between), columns);
    let lines = lines.iter().map(|line| {
        let phrases: Vec<&str> = line.iter().map(|at| phrases[*at].as_str()).collect();
        phrases.join(between)
    });
    lines.flat_map(|line| wrap(&line, columns)).collect()
}

/// Returns as many whole words of a text as fit, with `…` in place of others.
pub(super) fn whole_words(text: &str, columns: usize) -> String {
    let lines = wrap(text, columns);
    match lines.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        _ => {
            let first = wrap(text, columns.saturating_sub(2)).into_iter().next();
            let first = first.filter(|words| !words.is_empty() && width(words) + 2 <= columns);
            first.map_or_else(|| "…".into(), |words| format!("{words} …"))
        }
    }
}

/// Returns a criterion with its answer, `Target vertical: New to us`, in so many columns. What is cut
/// is the criterion: answers of one begin alike.
pub(super) fn answer_within(label: &str, columns: usize) -> String {
    const FEWEST: usize = 4;
    let Some((criterion, answer)) = label.split_once(": ").filter(|_| width(label) > columns)
    else {
        return fit(label, columns);
    };
    match columns.checked_sub(width(answer) + 2) {
        Some(room) if room >= FEWEST => format!("{}: {answer}", fit(criterion, room)),
        _ => fit(answer, columns),
    }
}

/// Returns a text in at most so many lines, with `…` in place of words that don't fit.
pub(super) fn within(text: &str, columns: usize, rows: usize) -> Vec<String> {
    let mut lines = wrap(text, columns);
    if rows == 0 || columns == 0 {
        return Vec::new();
    }
    if lines.len() > rows {
        let rest = lines[rows - 1..].join(" ");
        lines.truncate(rows - 1);
        lines.push(whole_words(&rest, columns));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_one_criterion_are_told_apart_where_they_are_cut() {
        let label = "Target vertical: New to us";
        assert_eq!(answer_within(label, 26), label);
        assert_eq!(answer_within(label, 20), "Target v…: New to us");
        assert_eq!(answer_within(label, 14), "New to us");
        assert_eq!(answer_within(label, 6), "New t…");
        assert_eq!(answer_within("Requested references", 10), "Requested…");
    }

    #[test]
    fn phrases_stay_whole() {
        let phrases = ["now 20: 54 of 300", "won 40 of 98", "lost 6 of 160"].map(String::from);
        assert_eq!(
            joined(&phrases, "; ", 46),
            ["now 20: 54 of 300; won 40 of 98; lost 6 of 160"]
        );
        assert_eq!(
            joined(&phrases, "; ", 45),
            ["now 20: 54 of 300; won 40 of 98", "lost 6 of 160"]
        );
        assert_eq!(
            joined(&phrases, "; ", 10),
            [
                "now 20: 54",
                "of 300",
                "won 40 of",
                "98",
                "lost 6 of",
                "160"
            ]
        );
        assert!(joined(&phrases, "; ", 0).is_empty());
    }

    #[test]
    fn a_cut_takes_whole_words() {
        assert_eq!(whole_words("at least 20 points", 18), "at least 20 points");
        assert_eq!(whole_words("at least 20 points", 17), "at least 20 …");
        assert_eq!(whole_words("at least 20 points", 12), "at least …");
        assert_eq!(whole_words("商談 記録", 7), "商談 …");
        assert_eq!(whole_words("at", 1), "…");
        assert_eq!(within("one two three", 5, 2), ["one", "two …"]);
        assert_eq!(within("one two three", 7, 2), ["one two", "three"]);
        assert!(within("one", 0, 2).is_empty() && within("one", 3, 0).is_empty());
    }
}
