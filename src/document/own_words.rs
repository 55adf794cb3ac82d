//! What a side writes on a subject: sealed until both are revealed together, and then for good.

use jiff::Timestamp;

use crate::model::record::{Place, Refusal};
use crate::model::{Position, Sealed, Side, SubjectText, Workshop};

/// Seals a side's words, so that equal ones look different.
pub fn sealed_words(text: &str, subject: &Place, side: Side, at: Timestamp) -> Sealed {
    Sealed::new(text, format!("{subject} {side} {at}").as_bytes())
}

/// Writes a side's sealed words on a subject; `None` takes them back.
///
/// # Errors
///
/// Refused once the words were revealed.
pub(super) fn write_own_words(
    workshop: &mut Workshop,
    subject: &SubjectText,
    side: Side,
    words: Option<&Sealed>,
    at: Timestamp,
) -> Result<(), Refusal> {
    let index = workshop
        .positions
        .iter()
        .position(|p| p.subject == *subject && p.side == side);
    if let Some(index) = index
        && workshop.positions[index].sealed.is_none()
    {
        return Err(Refusal(
            "this wording was revealed and stays as it is; the agreed wording can still change"
                .into(),
        ));
    }
    let Some(words) = words else {
        workshop
            .positions
            .retain(|p| !(p.subject == *subject && p.side == side));
        return Ok(());
    };
    let position = Position {
        subject: subject.to_string(),
        side,
        text: String::new(),
        sealed: Some(words.clone()),
        at: Some(at),
    };
    match index {
        Some(index) => workshop.positions[index] = position,
        None => workshop.positions.push(position),
    }
    Ok(())
}

/// Reveals both sides' words on a subject.
///
/// # Errors
///
/// Refused if a side has written none, or its words can't be read.
pub(super) fn reveal_own_words(
    workshop: &mut Workshop,
    subject: &SubjectText,
) -> Result<(), Refusal> {
    for side in [Side::Sales, Side::Marketing] {
        if workshop.written_position(subject, side).is_none() {
            return Err(Refusal(format!(
                "{} hasn't answered yet; both wordings are shown together",
                side.label()
            )));
        }
    }
    for position in workshop
        .positions
        .iter_mut()
        .filter(|p| p.subject == *subject)
    {
        if let Some(sealed) = position.sealed.take() {
            position.text = sealed.open().ok_or_else(|| {
                Refusal(format!(
                    "{} wording can't be read: write it again",
                    position.side.possessive()
                ))
            })?;
        }
    }
    Ok(())
}
