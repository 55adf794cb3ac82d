//! The buying roles of a persona: in files one word, or a list of several.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{SeqAccessDeserializer, StrDeserializer};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::BuyingRole;

/// The roles of a persona in the buying decision, most important first. A single one is written as
/// a word, as in files of before there could be several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuyingRoles(pub Vec<BuyingRole>);

impl BuyingRoles {
    /// Returns the roles as people see them: `Decision maker, user`.
    pub fn label(&self) -> String {
        let labels = self.iter().enumerate().map(|(index, role)| match index {
            0 => role.label().to_owned(),
            _ => role.label().to_lowercase(),
        });
        labels.collect::<Vec<_>>().join(", ")
    }
}

impl Deref for BuyingRoles {
    type Target = [BuyingRole];
    fn deref(&self) -> &[BuyingRole] {
        &self.0
    }
}

impl Serialize for BuyingRoles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for BuyingRoles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RolesVisitor;
        impl<'de> Visitor<'de> for RolesVisitor {
            type Value = BuyingRoles;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a buying role, or a list of buying roles")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<BuyingRoles, E> {
                BuyingRole::deserialize(StrDeserializer::new(word))
                    .map(|role| BuyingRoles(vec![role]))
            }
            fn visit_unit<E: de::Error>(self) -> Result<BuyingRoles, E> {
                Ok(BuyingRoles::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<BuyingRoles, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(BuyingRoles)
            }
        }
        deserializer.deserialize_any(RolesVisitor)
    }
}

impl JsonSchema for BuyingRoles {
    fn schema_name() -> Cow<'static, str> {
        "BuyingRoles".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let role = generator.subschema_for::<BuyingRole>();
        json_schema!({
            "anyOf": [role, { "type": "array", "items": role }, { "type": "null" }],
            "description": "One role, or a list of several."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_role_is_a_word_and_several_are_a_list() {
        for text in [r#""user""#, r#"["decision-maker","user"]"#] {
            let roles: BuyingRoles = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&roles).unwrap(), text);
        }
        let one: BuyingRoles = serde_json::from_str(r#"["user"]"#).unwrap();
        assert_eq!(serde_json::to_string(&one).unwrap(), r#""user""#);
        assert_eq!(
            serde_json::from_str::<BuyingRoles>("null").unwrap(),
            BuyingRoles::default()
        );
        assert!(serde_json::from_str::<BuyingRoles>(r#""king""#).is_err());
    }

    #[test]
    fn several_roles_are_named_in_order() {
        let roles = BuyingRoles(vec![BuyingRole::DecisionMaker, BuyingRole::User]);
        assert_eq!(roles.label(), "Decision maker, user");
    }
}
