//! A line that names a person and a side: `Ada Lovelace, sales`.

use crate::app::dialogs::list_cells::one_line;
use crate::model::Side;

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

/// What may stand between a name and a side.
pub(super) const BETWEEN: [char; 3] = [',', ';', '\t'];

/// Parses `NAME, SIDE`; the side may be shortened as long as it is unambiguous.
///
/// # Errors
///
/// Returns what is wrong with the line, as a sentence.
pub fn parse_person(line: &str) -> Result<(String, Side), String> {
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
}
