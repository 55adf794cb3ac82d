//! The quick list: one item per line, typed or pasted from a spreadsheet column.

use crate::document::walked;
use crate::model::record::Kind;
use crate::model::{Phase, Side};

/// A record described by one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickItem {
    /// Name of the record.
    pub name: String,
    /// Further fields, as key and text.
    pub fields: Vec<(String, String)>,
}

/// Parses the lines, skipping blank ones.
///
/// Participants are `NAME, SIDE`; criteria, answers and bands `label, tab, points`; agenda items
/// `label, tab, minutes`; everything else is a name alone.
pub fn parse_lines(kind: Kind, text: &str) -> Vec<Result<QuickItem, String>> {
    (1..)
        .zip(text.lines())
        .filter_map(|(number, line)| parse_line(kind, number, line))
        .collect()
}

/// Parses one line, whose number is part of the error; `None` for a blank line.
pub fn parse_line(kind: Kind, number: usize, line: &str) -> Option<Result<QuickItem, String>> {
    walked(line.len());
    let has_text = !line.trim().is_empty();
    has_text.then(|| parse_item(kind, line).map_err(|why| format!("line {number}: {why}")))
}

/// Describes the format of a line.
pub fn line_format(kind: Kind) -> &'static str {
    match kind {
        Kind::Participant => "One per line: name, side (sales, marketing, management, facilitator)",
        Kind::Criterion | Kind::Answer => "One per line: label, tab, points (or label = points)",
        Kind::Band => "One per line: name, tab, first total; no number for the lowest band",
        Kind::Step => {
            "One per line: step, tab, phase (research, exploration, consideration, purchase)"
        }
        Kind::Agenda => "One per line: step, tab, minutes",
        _ => "One per line",
    }
}

fn parse_item(kind: Kind, line: &str) -> Result<QuickItem, String> {
    let line = line
        .trim()
        .trim_start_matches(['-', '*', '\u{2022}'])
        .trim();
    match kind {
        Kind::Participant => parse_participant(line),
        Kind::Criterion | Kind::Answer => parse_numbered(line, "points"),
        Kind::Step => parse_step(line),
        Kind::Band => parse_numbered(line, "from"),
        Kind::Agenda => parse_numbered(line, "minutes"),
        _ => Ok(QuickItem {
            name: one_line(line),
            fields: Vec::new(),
        }),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parses a side: its word, or the beginning of it.
pub fn parse_side(text: &str) -> Option<Side> {
    let text = text.trim().to_lowercase();
    let begins = |side: &Side| !text.is_empty() && side.word().starts_with(&text);
    let mut found = Side::ALL.iter().copied().filter(begins);
    match (found.next(), found.next()) {
        (Some(side), None) => Some(side),
        _ => Side::from_word(&text),
    }
}

/// Parses `NAME, SIDE`; the side may be shortened as long as it is unambiguous.
///
/// # Errors
///
/// Returns what is wrong with the line, as a sentence.
pub fn parse_person(line: &str) -> Result<(String, Side), String> {
    const BETWEEN: [char; 3] = [',', ';', '\t'];
    let Some((name, word)) = line.rsplit_once(BETWEEN) else {
        return Err(format!("`{}` has no side: write name, side", line.trim()));
    };
    let side = parse_side(word).ok_or_else(|| {
        format!(
            "`{}` isn't a side: write sales, marketing, management or facilitator",
            word.trim()
        )
    })?;
    // A side inside the name means that two people are on one line.
    let several = |part: &str| Side::from_word(&part.trim().to_lowercase()).is_some();
    if name.split(BETWEEN).any(several) {
        return Err(format!("`{}` is several people: one per line", line.trim()));
    }
    let name = one_line(name);
    if name.is_empty() {
        return Err("there is no name: write name, side".into());
    }
    Ok((name, side))
}

fn parse_participant(line: &str) -> Result<QuickItem, String> {
    let (name, side) = parse_person(line)?;
    Ok(QuickItem {
        name,
        fields: vec![("side".into(), side.word().into())],
    })
}

fn parse_step(line: &str) -> Result<QuickItem, String> {
    let Some((name, word)) = line
        .rsplit_once('\t')
        .filter(|(name, _)| !name.trim().is_empty())
    else {
        return Ok(QuickItem {
            name: one_line(line),
            fields: Vec::new(),
        });
    };
    let word = word.trim().to_lowercase();
    let phase = Phase::ALL
        .iter()
        .find(|p| !word.is_empty() && p.word().starts_with(&word));
    let phase = phase.ok_or_else(|| {
        format!("`{word}` isn't a phase: write research, exploration, consideration or purchase")
    })?;
    Ok(QuickItem {
        name: one_line(name),
        fields: vec![("phase".into(), phase.word().into())],
    })
}

fn parse_numbered(line: &str, field: &str) -> Result<QuickItem, String> {
    let split = line.rsplit_once('\t').or_else(|| line.rsplit_once('='));
    let Some((label, number)) = split.filter(|(label, _)| !label.trim().is_empty()) else {
        return Ok(QuickItem {
            name: one_line(line),
            fields: Vec::new(),
        });
    };
    let number = number.trim().trim_start_matches('+');
    if number.is_empty() {
        return Ok(QuickItem {
            name: one_line(label),
            fields: Vec::new(),
        });
    }
    number
        .parse::<i64>()
        .map_err(|_| format!("`{number}` isn't a whole number"))?;
    Ok(QuickItem {
        name: one_line(label),
        fields: vec![(field.into(), number.into())],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_person_and_a_side() {
        let named = |name: &str, side| Ok((name.to_owned(), side));
        assert_eq!(
            parse_person("Ada Lovelace, sales"),
            named("Ada Lovelace", Side::Sales)
        );
        assert_eq!(parse_person("Bo;  MARK"), named("Bo", Side::Marketing));
        assert_eq!(
            parse_person("C, D, facil"),
            named("C, D", Side::Facilitator)
        );
        for (line, why) in [
            ("Ada", "`Ada` has no side: write name, side"),
            (
                "Ada, ma",
                "`ma` isn't a side: write sales, marketing, management or facilitator",
            ),
            (
                "Ada, ",
                "`` isn't a side: write sales, marketing, management or facilitator",
            ),
            (", sales", "there is no name: write name, side"),
            (
                "Ada, sales; Bo, marketing",
                "`Ada, sales; Bo, marketing` is several people: one per line",
            ),
        ] {
            assert_eq!(parse_person(line), Err(why.into()));
        }
    }

    #[test]
    fn a_pasted_column_with_points() {
        let items = parse_lines(
            Kind::Criterion,
            "Demo\t5\r\n\n- Budget approved = 3\nLunch\t\nA, B\n",
        );
        let read: Vec<_> = items.into_iter().map(Result::unwrap).collect();
        let points = |i: usize| read[i].fields.first().map(|f| f.1.clone());
        assert_eq!(
            (read[0].name.as_str(), points(0)),
            ("Demo", Some("5".into()))
        );
        assert_eq!(
            (read[1].name.as_str(), points(1)),
            ("Budget approved", Some("3".into()))
        );
        assert_eq!((read[2].name.as_str(), points(2)), ("Lunch", None));
        assert_eq!(read[3].name, "A, B");
        assert_eq!(
            parse_lines(Kind::Answer, "ok\nbad\tfive")[1],
            Err("line 2: `five` isn't a whole number".into())
        );
    }

    #[test]
    fn people_with_their_side() {
        let items = parse_lines(
            Kind::Participant,
            "Ada, sales\nBo;mark\nCy\tfacil\nDi, m\nEve",
        );
        assert_eq!(items[0].as_ref().unwrap().fields[0].1, "sales");
        assert_eq!(items[1].as_ref().unwrap().fields[0].1, "marketing");
        assert_eq!(items[2].as_ref().unwrap().fields[0].1, "facilitator");
        assert!(
            items[3]
                .as_ref()
                .unwrap_err()
                .starts_with("line 4: `m` isn't a side")
        );
        assert!(items[4].as_ref().unwrap_err().contains("has no side"));
    }
}
