//! The starter templates, compiled in.

use std::path::Path;

use crate::model::Session;
use crate::store::parse_session;

/// A template for a new session.
pub struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// A one-line description.
    pub help: &'static str,
    text: &'static str,
}

/// All templates, the default first.
pub const TEMPLATES: &[Template] = &[
    Template {
        name: "standard",
        help: "the usual pipeline from contact to opportunity, with metrics and nurture tracks",
        text: include_str!("../../assets/templates/standard.yaml"),
    },
    Template {
        name: "worked-scoring",
        help: "the usual pipeline with a worked point schema, rules and bands to change",
        text: include_str!("../../assets/templates/worked-scoring.yaml"),
    },
    Template {
        name: "blank",
        help: "agenda, questions and buckets; nothing defined",
        text: include_str!("../../assets/templates/blank.yaml"),
    },
];

/// Returns the template with a name.
pub fn template(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

impl Template {
    /// Returns a new session made from it.
    pub fn session(&self) -> Session {
        let path = format!("{}.yaml", self.name);
        parse_session(Path::new(&path), self.text).expect("the tests read every template")
    }

    /// Returns a new session made from it, under its own name.
    pub(super) fn named_session(&self, name: &str) -> Session {
        Session {
            name: name.into(),
            ..self.session()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_reads_and_is_found_by_its_name() {
        for known in TEMPLATES {
            assert_eq!(template(known.name).unwrap().session().name, "New session");
        }
        assert!(template("none").is_none());
    }
}
