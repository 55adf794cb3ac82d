//! The columns of a table that conditions ask about, read once each: as texts, numbers, days and
//! lists.

use std::collections::HashMap;

use super::aliases::Aliases;
use super::dialect::SqlEngine;
use super::settings::{ColumnType, WarehouseSettings};
use super::value_readings::ValueReadings;
use crate::model::printable::clean;
use crate::scoring::field_key;

/// What a column is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ComparedAs {
    /// A text, plain and in lower case; null if empty.
    Text,
    /// A number.
    Number,
    /// A day.
    Day,
    /// A list with a `;` before and after each element.
    List,
}

/// A column that a query makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MadeColumn {
    /// The expression.
    pub expression: String,
    /// The name it gets.
    pub alias: String,
    /// What the reader should know; empty if nothing.
    pub comment: String,
}

/// The columns of one table.
pub(super) struct TableColumns<'a> {
    pub engine: &'a dyn SqlEngine,
    settings: &'a WarehouseSettings,
    readings: &'a ValueReadings<'a>,
    /// How the query calls the table.
    table: &'static str,
    made: HashMap<(String, ComparedAs), String>,
    /// The fields asked about as texts.
    asked: Vec<String>,
    /// The columns made of the table's own.
    pub raw: Vec<MadeColumn>,
    /// The columns made of those.
    pub read: Vec<MadeColumn>,
}

impl<'a> TableColumns<'a> {
    /// The columns of a table.
    pub fn new(
        engine: &'a dyn SqlEngine,
        settings: &'a WarehouseSettings,
        readings: &'a ValueReadings<'a>,
        table: &'static str,
    ) -> Self {
        Self {
            engine,
            settings,
            readings,
            table,
            made: HashMap::new(),
            asked: Vec::new(),
            raw: Vec::new(),
            read: Vec::new(),
        }
    }

    /// Returns the name of the column of a field, compared so.
    pub fn column(&mut self, field: &str, compared: ComparedAs, aliases: &mut Aliases) -> String {
        let key = (field_key(field), compared);
        if let Some(alias) = self.made.get(&key) {
            return alias.clone();
        }
        let column = self.column_name(field);
        let kind = self.column_type(&column);
        let suffix = match compared {
            ComparedAs::Text => "text",
            ComparedAs::Number => "number",
            ComparedAs::Day => "day",
            ComparedAs::List => "list",
        };
        let raw = format!("{}.{}", self.table, self.engine.name(&column));
        let (expression, from_raw) = match (compared, kind) {
            (ComparedAs::Text, _) => (self.text_of(&raw, kind), true),
            (ComparedAs::Number, ColumnType::Integer | ColumnType::Decimal) => {
                (self.unless_empty(&raw, kind), true)
            }
            (ComparedAs::Number, ColumnType::Double) => {
                let most = format!(
                    "CAST('1.7976931348623157E308' AS {})",
                    self.engine.double_type()
                );
                let finite = format!("CASE WHEN {raw} BETWEEN -{most} AND {most} THEN {raw} END");
                (self.unless_empty(&finite, kind), true)
            }
            (ComparedAs::Day, ColumnType::Date) => (self.unless_empty(&raw, kind), true),
            (ComparedAs::Day, ColumnType::Timestamp) => {
                (self.unless_empty(&self.engine.day_of(&raw), kind), true)
            }
            (ComparedAs::Day, ColumnType::TimestampTz) => {
                let local = self.engine.instant(&raw, self.readings.zone());
                (self.unless_empty(&self.engine.day_of(&local), kind), true)
            }
            (ComparedAs::Number | ComparedAs::Day | ComparedAs::List, _) => {
                let text = self.column(field, ComparedAs::Text, aliases);
                (self.read_text(&text, compared), false)
            }
        };
        if compared == ComparedAs::Text {
            self.asked.push(field.to_owned());
        }
        let alias = aliases.make(field, suffix);
        let made = MadeColumn {
            expression,
            alias: alias.clone(),
            comment: clean(field),
        };
        if from_raw {
            &mut self.raw
        } else {
            &mut self.read
        }
        .push(made);
        self.made.insert(key, alias.clone());
        alias
    }

    /// Returns the column of a field, not quoted.
    pub fn column_name(&self, field: &str) -> String {
        let key = field_key(field);
        let mut mapped = self.settings.columns.iter();
        let mapped = mapped.find(|(field, _)| self.table == LEADS && field_key(field) == key);
        mapped.map_or_else(|| field.trim().to_owned(), |(_, column)| column.clone())
    }

    /// Returns the columns that are read as texts.
    pub fn text_columns(&self) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        let texts = self.asked.iter().map(|field| self.column_name(field));
        for column in texts.filter(|column| self.column_type(column) == ColumnType::Text) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// Returns the type of a column.
    pub fn column_type(&self, column: &str) -> ColumnType {
        let types = &self.settings.types;
        let alike = || {
            types
                .iter()
                .find(|(name, _)| field_key(name) == field_key(column))
        };
        let found = types.get(column).or_else(|| alike().map(|(_, kind)| kind));
        found.copied().unwrap_or_default()
    }

    /// A value as a text, not compared with anything yet.
    pub fn as_text(&self, raw: &str, kind: ColumnType) -> String {
        match kind {
            ColumnType::Text => raw.to_owned(),
            ColumnType::Boolean => {
                format!("CASE WHEN {raw} THEN 'true' WHEN NOT {raw} THEN 'false' END")
            }
            _ => self.engine.as_text(raw),
        }
    }

    /// A value as a text to be compared: plain, in lower case, null if it is or means nothing.
    pub fn text_of(&self, raw: &str, kind: ColumnType) -> String {
        let text = match kind {
            ColumnType::Text => format!("LOWER({})", self.engine.plain_text(raw)),
            kind => format!("LOWER({})", self.as_text(raw, kind)),
        };
        let empty = std::iter::once(String::new()).chain(self.readings.empty_texts());
        empty.fold(text, |text, empty| {
            format!("NULLIF({text}, {})", self.engine.literal(&empty))
        })
    }

    /// A typed value, null if its text stands for nothing.
    fn unless_empty(&self, value: &str, kind: ColumnType) -> String {
        let empty = self.readings.empty_texts();
        if empty.is_empty() {
            return value.to_owned();
        }
        let texts: Vec<String> = empty.iter().map(|text| self.engine.literal(text)).collect();
        let text = self.as_text(value, kind);
        format!(
            "CASE WHEN LOWER({text}) NOT IN ({}) THEN {value} END",
            texts.join(", ")
        )
    }

    fn read_text(&self, text: &str, compared: ComparedAs) -> String {
        match compared {
            ComparedAs::Number => self.readings.number(text),
            ComparedAs::Day => self.engine.day_of(&self.readings.local_time(text)),
            ComparedAs::List => {
                let elements = self.engine.replaced(text, " *; *", ";");
                self.engine.chained(&["';'".into(), elements, "';'".into()])
            }
            ComparedAs::Text => text.to_owned(),
        }
    }
}

/// How the query calls the table of leads.
pub(super) const LEADS: &str = "l";
/// How the query calls the table of events.
pub(super) const EVENTS: &str = "e";
