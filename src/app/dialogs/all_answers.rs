//! A side's answers to all opening questions, pasted as one block: which answer is to which
//! question.

use crate::app::dialogs::list_cells::without_bullet;
use crate::model::record::{Kind, Place, Refusal};
use crate::model::wording::count_noun;
use crate::model::{Id, Question, Session};

/// Splits a block into answers, each with the question's id. They may stand below their questions'
/// own texts, be numbered, have blank lines between them, or be one line each.
///
/// # Errors
///
/// If their number doesn't fit. The message never repeats the text.
pub fn split_answers(session: &Session, text: &str) -> Result<Vec<(Id, String)>, Refusal> {
    let questions = &session.workshop.questions;
    if questions.is_empty() {
        return Err(Refusal("there are no opening questions".into()));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let names: Vec<String> = questions.iter().map(|q| plain(&q.name)).collect();
    let under_question = |line: &str| {
        let line = plain(without_number(line).map_or(line, |(_, rest)| rest));
        names
            .iter()
            .position(|name| !name.is_empty() && *name == line)
    };
    let numbered = |line: &str| {
        let (number, _) = without_number(line)?;
        number
            .checked_sub(1)
            .filter(|index| *index < questions.len())
    };
    let mut answers = sections(&lines, under_question, |_| "");
    if answers.is_empty() {
        answers = sections(&lines, numbered, |line| {
            without_number(line).map_or("", |(_, rest)| rest)
        });
    }
    if answers.is_empty() {
        answers = in_order(&lines, questions.len(), &open_questions(session))?;
    }
    answers.retain(|(_, answer)| !answer.is_empty());
    if answers.is_empty() {
        return Err(Refusal("there is no answer in it".into()));
    }
    let with_id = |(index, answer): (usize, String)| (questions[index].id.clone(), answer);
    Ok(answers.into_iter().map(with_id).collect())
}

/// Returns the text below each line that begins the answer to a question, with the question's
/// index, beginning with what `rest` leaves of that line. The first of several to one question
/// counts; the others are added to it.
fn sections<'a>(
    lines: &[&'a str],
    begins: impl Fn(&str) -> Option<usize>,
    rest: impl Fn(&'a str) -> &'a str,
) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for line in lines {
        match begins(line) {
            Some(index) => found.push((index, rest(line).to_owned())),
            None if found.is_empty() && !line.trim().is_empty() => return Vec::new(),
            None => {
                if let Some((_, answer)) = found.last_mut() {
                    answer.push('\n');
                    answer.push_str(line);
                }
            }
        }
    }
    for (_, answer) in &mut found {
        *answer = answer.trim().to_owned();
    }
    found
}

/// Returns the places of the questions whose answers weren't shown yet.
pub fn open_questions(session: &Session) -> Vec<usize> {
    let workshop = &session.workshop;
    let is_open = |question: &Question| {
        let place = Place::new(Kind::Question, question.id.clone());
        !workshop.is_revealed(&place)
    };
    let all = workshop.questions.iter().enumerate();
    all.filter(|(_, question)| is_open(question))
        .map(|(index, _)| index)
        .collect()
}

/// Returns answers in the order of the questions: paragraphs, or else lines. There may be one for
/// each question, or for each of the open ones.
fn in_order(lines: &[&str], count: usize, open: &[usize]) -> Result<Vec<(usize, String)>, Refusal> {
    let all: Vec<usize> = (0..count).collect();
    let of_count = |found: usize| {
        [all.as_slice(), open]
            .into_iter()
            .find(|q| q.len() == found)
    };
    let paragraphs: Vec<String> = lines
        .split(|line| line.trim().is_empty())
        .filter(|lines| !lines.is_empty())
        .map(|lines| match lines {
            [line] => without_bullet(line).to_owned(),
            lines => lines.join("\n"),
        })
        .collect();
    let single: Vec<&&str> = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let is_one_block = paragraphs.len() == 1 && single.len() > 1;
    if let Some(to) = of_count(paragraphs.len()).filter(|_| !is_one_block) {
        return Ok(to.iter().copied().zip(paragraphs).collect());
    }
    if let Some(to) = of_count(single.len()).filter(|_| paragraphs.len() == 1) {
        let lines = single
            .into_iter()
            .map(|line| without_bullet(line).to_owned());
        return Ok(to.iter().copied().zip(lines).collect());
    }
    if let Some(to) = of_count(1).filter(|_| is_one_block) {
        return Ok(to.iter().copied().zip(paragraphs).collect());
    }
    let found = if paragraphs.len() == 1 {
        single.len()
    } else {
        paragraphs.len()
    };
    Err(Refusal(format!(
        "{} for {}: put a blank line between the answers, or number them 1. 2. 3.",
        count_noun(found as i64, "answer"),
        count_noun(count as i64, "question")
    )))
}

/// Returns the number a line begins with, such as `2.` or `2)`, and the rest.
fn without_number(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start();
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    let number = line[..digits].parse().ok()?;
    let rest = line[digits..].strip_prefix(['.', ')', ':'])?;
    Some((number, rest.trim_start()))
}

/// A text's letters and digits, to compare it with another.
fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        let mut session = Session::new("t");
        let workshop = std::sync::Arc::make_mut(&mut session.workshop);
        for (id, name) in [("what", "What is a lead?"), ("worth", "What is it worth?")] {
            workshop.questions.push(Question {
                id: Id::new(id).unwrap(),
                name: name.into(),
            });
        }
        session
    }

    fn split(text: &str) -> String {
        match split_answers(&session(), text) {
            Ok(answers) => {
                let parts = answers
                    .iter()
                    .map(|(id, answer)| format!("{id}={answer:?}"));
                parts.collect::<Vec<_>>().join(" ")
            }
            Err(why) => why.0,
        }
    }

    #[test]
    fn answers_are_told_apart_however_they_are_written() {
        let both = r#"what="Has a budget" worth="A tenth""#;
        for text in [
            "Has a budget\n\nA tenth",
            "Has a budget\nA tenth\n",
            "1. Has a budget\r\n2. A tenth",
            "1) Has a budget\n\n2) A tenth\n",
            "\u{2022}\tHas a budget\n\u{2022}\tA tenth",
            "a) Has a budget\n\n\u{2013} A tenth",
            "What is a lead?\nHas a budget\nWhat is it worth?\nA tenth",
            "1. What is a lead?\n\nHas a budget\n\n2. What is it worth?\n\nA tenth\n",
        ] {
            assert_eq!(split(text), both, "{text:?}");
        }
        assert_eq!(
            split("Has a budget\nand a date\n\nA tenth"),
            "what=\"Has a budget\\nand a date\" worth=\"A tenth\""
        );
        assert_eq!(
            split("- a budget\n- a date\n\nA tenth"),
            "what=\"- a budget\\n- a date\" worth=\"A tenth\"",
            "a list within an answer is its own"
        );
        assert_eq!(split("2. A tenth"), "worth=\"A tenth\"");
    }

    #[test]
    fn a_wrong_number_of_answers_is_said_and_never_repeated() {
        assert_eq!(
            split("one\n\ntwo\n\nthree"),
            "3 answers for 2 questions: put a blank line between the answers, or number them 1. 2. 3."
        );
        assert_eq!(
            split(""),
            "0 answers for 2 questions: put a blank line between the answers, or number them 1. 2. 3."
        );
    }
}
