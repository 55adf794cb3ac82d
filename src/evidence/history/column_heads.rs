//! Heads of columns that are named after records.

use unicode_width::UnicodeWidthStr;

use crate::model::Id;

/// The widest a name gets as the head of a column.
const WIDEST: usize = 16;

/// Returns a record's name, or its id if the name is long or blank.
pub(super) fn head_of(name: &str, id: &Id) -> String {
    let name = name.trim();
    if name.is_empty() || name.width() > WIDEST {
        id.to_string()
    } else {
        name.to_owned()
    }
}
