//! Titles of subjects: the records that words, votes and decisions are about, named `kind:id`.

use crate::model::Session;
use crate::model::record::Place;

/// Returns the title of a subject.
pub fn title_of_subject(session: &Session, subject: &str) -> String {
    let place = subject.parse::<Place>();
    place.map_or_else(|_| subject.to_owned(), |place| session.title_of(&place))
}
