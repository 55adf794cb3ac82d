//! What words, votes and decisions are about: a thing of the session, named `kind:id`.

use crate::model::Session;
use crate::model::record::Place;

/// What people call a subject.
pub fn title_of_subject(session: &Session, subject: &str) -> String {
    let place = subject.parse::<Place>();
    place.map_or_else(|_| subject.to_owned(), |place| session.title_of(&place))
}

/// The wording agreed for a subject, where there is one.
pub fn agreed_wording(session: &Session, subject: &str) -> Option<String> {
    let place = subject.parse::<Place>().ok()?;
    let agreed = session.record(&place)?.get("definition")?;
    Some(agreed).filter(|text| !text.is_empty())
}
