//! The query that scores the leads of a warehouse.
//!
//! One step after the other, each named for what it holds: values as texts, then as numbers and
//! days; what each lead did; which conditions hold; which answers a lead has; its points; its stage;
//! what becomes of it.

use super::super::{Document, ExportError, ExportSource};
use super::aliases::Aliases;
use super::answers::AnswerColumns;
use super::common_tables::{CommonTables, column};
use super::conditions::ConditionWriter;
use super::dialect::{SqlEngine, engine};
use super::event_ask::EventAsk;
use super::event_counts::EventsAsked;
use super::fact_steps::{AsOf, FactSteps};
use super::file_text::{assumptions, header};
use super::outcome::{OutcomeColumns, readiness};
use super::points::{BEHAVIOUR, FIT, PointColumns, TOTAL};
use super::rules::RuleWriter;
use super::settings::WarehouseSettings;
use super::table_columns::{ComparedAs, EVENTS, LEADS, TableColumns};
use super::table_names::TableNames;
use super::value_readings::ValueReadings;
use super::why::WhyPieces;
use crate::check::{Severity, check_definition};
use crate::evidence::WhyWords;
use crate::model::{Condition, Criterion, Definition};
use crate::scoring::{Scorer, ValueReading};

/// A query, and what can't be said in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SqlText {
    /// The query, with comments, without a semicolon.
    pub sql: String,
    /// A second query that counts the values of which the first assumes what doesn't hold; empty if
    /// it assumes nothing.
    pub assumptions: String,
    /// What the reader should know, as sentences.
    pub notices: Vec<String>,
}

/// Renders the query as a file.
pub(in crate::export) fn render(exported: &ExportSource) -> Result<Document, ExportError> {
    let names = TableNames::of(&exported.warehouse);
    let text = query(exported, &names)?;
    let mut sql = header(exported, &text.notices) + &text.sql + ";\n";
    if !text.assumptions.is_empty() {
        sql += "\n-- How many values there are of which the query assumes what doesn't hold:\n--\n";
        for line in text.assumptions.lines() {
            sql += &format!("-- {line}\n");
        }
    }
    Ok(Document {
        notices: text.notices,
        ..Document::from(sql)
    })
}

/// Returns the query that scores every lead of these tables.
///
/// # Errors
///
/// Fails if the definition has errors, if texts can't be written as it is said, or if the model
/// looks back and nothing gives a day.
pub(super) fn query(exported: &ExportSource, names: &TableNames) -> Result<SqlText, ExportError> {
    let settings = &exported.warehouse;
    require_no_errors(&exported.definition)?;
    ValueReading::new(&settings.reading).map_err(|bad| ExportError::Warehouse(bad.to_string()))?;
    let engine = engine(settings.dialect);
    let (readings, mut notices) = ValueReadings::new(engine, &settings.reading);
    notices.extend(engine.remarks().into_iter().map(String::from));
    let writer = QueryWriter {
        engine,
        settings,
        readings: &readings,
        exported,
        names,
        model: AskedOfModel::of(&exported.definition),
    };
    notices.extend(writer.day_to_look_back_from()?);
    let (sql, assumptions) = writer.write();
    Ok(SqlText {
        sql,
        assumptions,
        notices,
    })
}

fn require_no_errors(definition: &Definition) -> Result<(), ExportError> {
    let findings = check_definition(definition);
    let mut errors = findings.iter().filter(|f| f.severity == Severity::Error);
    match errors.next() {
        None => Ok(()),
        Some(first) => Err(ExportError::Warehouse(format!(
            "the definition has errors, such as: {}; `accord check` lists everything",
            first.message.trim_end_matches('.')
        ))),
    }
}

/// What a model asks for besides fields.
#[derive(Clone, Copy, Debug, Default)]
struct AskedOfModel {
    events: bool,
    days_back: bool,
}

impl AskedOfModel {
    fn of(definition: &Definition) -> Self {
        let mut asked = Self::default();
        let conditions = definition.criteria.iter().flat_map(Criterion::conditions);
        conditions.for_each(|condition| asked.add(condition));
        asked
    }

    fn add(&mut self, condition: &Condition) {
        self.events |= condition.is_about_events();
        self.days_back |= condition.within_days.is_some() || condition.older_than_days.is_some();
        let lists = [&condition.all, &condition.any, &condition.none];
        let parts = lists.into_iter().flatten().flatten();
        for part in parts.chain(condition.row.as_deref()) {
            self.add(part);
        }
    }
}

struct QueryWriter<'a> {
    engine: &'a dyn SqlEngine,
    settings: &'a WarehouseSettings,
    readings: &'a ValueReadings<'a>,
    exported: &'a ExportSource,
    names: &'a TableNames,
    model: AskedOfModel,
}

impl QueryWriter<'_> {
    /// Says what isn't known of events and days.
    fn day_to_look_back_from(&self) -> Result<Vec<String>, ExportError> {
        let mut notices = Vec::new();
        let events = self.names.events.is_some();
        if self.model.events && !events {
            notices.push(
                "The model asks about events and no table of them was given: what it asks about \
                 them is unknown for every lead; give --events"
                    .into(),
            );
        }
        let given = self.names.as_of.is_some() || self.settings.as_of_field.is_some() || events;
        if self.model.days_back && !given {
            return Err(ExportError::Warehouse(
                "the model looks back and nothing says from which day: give --as-of".into(),
            ));
        }
        Ok(notices)
    }

    fn as_of(&self) -> AsOf {
        let literal = |day: &String| day.starts_with("DATE '");
        if self.settings.as_of_field.is_some() {
            // Also where nothing asks for it: a lead whose day can't be read is left out.
            AsOf::OfLead
        } else if !self.model.days_back && !self.reads_events() {
            AsOf::NotAsked
        } else if self.names.as_of.as_ref().is_some_and(literal) {
            AsOf::Literal
        } else {
            AsOf::OfRun
        }
    }

    fn reads_events(&self) -> bool {
        self.model.events && self.names.events.is_some()
    }

    fn write(&self) -> (String, String) {
        let engine = self.engine;
        let definition = &self.exported.definition;
        let scorer = Scorer::new(definition);
        let mut aliases = Aliases::default();
        let own = ["lead_id", "lead_key", "as_of_day", FIT, BEHAVIOUR, TOTAL];
        for own in own {
            aliases.take(own);
        }
        let mut leads = TableColumns::new(engine, self.settings, self.readings, LEADS);
        let event_columns = TableColumns::new(engine, self.settings, self.readings, EVENTS);
        let mut events = EventsAsked::new(event_columns);
        let as_of = self.as_of();
        let literal = self.names.as_of.clone().unwrap_or_default();
        let answers = AnswerColumns::new(
            definition,
            &scorer,
            &mut ConditionWriter {
                columns: &mut leads,
                aliases: &mut aliases,
                as_of: if as_of == AsOf::Literal {
                    &literal
                } else {
                    "as_of_day"
                },
                events: if self.reads_events() {
                    Some(&mut events as &mut dyn EventAsk)
                } else {
                    None
                },
            },
        );
        let own_day = (as_of == AsOf::OfLead).then(|| {
            let field = self.settings.as_of_field.as_deref().unwrap_or_default();
            let day = leads.column(field, ComparedAs::Day, &mut aliases);
            (leads.column(field, ComparedAs::Text, &mut aliases), day)
        });
        let points = PointColumns::new(engine, &scorer, &answers, &mut aliases);
        let rules = RuleWriter::new(engine, &scorer, (&answers, &points), &mut aliases);
        let outcome = OutcomeColumns::new(&rules, definition, &mut aliases);

        let mut tables = CommonTables::new(engine.step_word());
        let facts = FactSteps {
            engine,
            settings: self.settings,
            readings: self.readings,
            names: self.names,
            as_of,
            reads_events: self.reads_events(),
        };
        let step = facts.write((&leads, &events), own_day.as_ref(), &mut tables);
        let step = tables.extend(
            &step,
            "asked",
            "Which conditions hold; null: not known.",
            &answers.truths,
        );
        let step = tables.extend(&step, "held", "Which answers the lead has.", &answers.held);
        let step = tables.extend(
            &step,
            "criterion_points",
            "The points of each criterion.",
            &points.criteria,
        );
        let step = tables.extend(&step, "group_sums", "The sum of each group.", &points.sums);
        let step = tables.extend(&step, "group_points", "What counts of it.", &points.groups);
        let step = tables.extend(&step, "kind_points", "Fit and behaviour.", &points.kinds);
        let total = [column(format!("{FIT} + {BEHAVIOUR}"), TOTAL)];
        let mut step = tables.extend(&step, "total_points", "All points.", &total);
        for (layer, stages) in rules.stage_layers().iter().enumerate() {
            let name = format!("stages_{}", layer + 1);
            step = tables.extend(&step, &name, "Which stages' rules hold.", stages);
        }
        let about = "The furthest stage, the band, and which routing rules hold.";
        let step = tables.extend(&step, "outcome", about, &outcome.first);
        let decided = [
            column(outcome.disposition.clone(), "disposition"),
            column(outcome.decision.clone(), "decision"),
        ];
        let step = tables.extend(&step, "decided", "The first thing that decides.", &decided);
        let words = WhyWords::new(definition);
        let why = WhyPieces::new(engine, &scorer, &words, (&answers, &points));
        let (step, why) = why.write(engine, &step, outcome.longest_decision, &mut tables);
        let columns = [
            column(readiness(engine, &scorer), "readiness"),
            column(rules.missing(), "missing"),
            column(rules.unknown(), "unknown"),
            column(engine.literal(&self.version()), "version"),
            column(why, "why"),
        ];
        let sql = format!("{}{}", tables.text(), last_select(&step, &columns));
        (
            sql,
            assumptions(engine, self.names, self.settings, (&leads, &events)),
        )
    }

    /// The version, as `accord score` writes it.
    fn version(&self) -> String {
        let version = self.exported.version_word();
        if self.exported.altered.is_empty() {
            version
        } else {
            version + "+altered"
        }
    }
}

fn last_select(step: &str, columns: &[super::table_columns::MadeColumn; 5]) -> String {
    let [readiness, missing, unknown, version, why] = columns
        .each_ref()
        .map(|c| format!("{} AS {}", c.expression, c.alias));
    format!(
        "SELECT\n  lead_id,\n  fit,\n  behaviour,\n  total,\n  stage,\n  {readiness},\n  qualified,\n  band,\n  \
         disposition,\n  {missing},\n  {unknown},\n  {version},\n  {why}\nFROM {step}"
    )
}
