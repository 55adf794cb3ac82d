//! A field of a record with the text it is to have: what the mapping of a file comes to.

use serde::{Deserialize, Serialize};

use crate::model::record::{Kind, Place};

/// A field of a record, and the text it is to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSetting {
    /// The record.
    pub at: Place,
    /// The field's key.
    pub key: String,
    /// Its text.
    pub text: String,
}

impl FieldSetting {
    /// Creates a setting.
    pub fn new(at: Place, key: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            at,
            key: key.into(),
            text: text.into(),
        }
    }

    /// Creates a setting of the leads file.
    pub fn of_data(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(Place::single(Kind::Data), key, text)
    }
}
