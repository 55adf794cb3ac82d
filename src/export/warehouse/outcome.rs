//! What becomes of a lead: stage, band, disposition, in the order in which the parts of a model
//! decide.

use super::aliases::Aliases;
use super::common_tables::column;
use super::dialect::SqlEngine;
use super::points::TOTAL;
use super::rules::RuleWriter;
use super::table_columns::MadeColumn;
use crate::evidence::decision_text;
use crate::model::Definition;
use crate::model::printable::clean;
use crate::scoring::{Decider, Scorer};

/// One way in which a disposition is decided.
struct Decision {
    /// When it is.
    when: String,
    decided_by: Decider,
    disposition: Option<usize>,
}

/// The columns of what becomes of a lead.
pub(super) struct OutcomeColumns {
    /// The stage, whether it qualifies, the band, and which routing rules hold.
    pub first: Vec<MadeColumn>,
    /// The disposition's id; null if there is none.
    pub disposition: String,
    /// What is decided and by what, in words.
    pub decision: String,
    /// The characters of the longest such text.
    pub longest_decision: usize,
}

impl OutcomeColumns {
    /// Writes what becomes of a lead.
    pub fn new(rules: &RuleWriter<'_>, definition: &Definition, aliases: &mut Aliases) -> Self {
        let (engine, scorer) = (rules.engine, rules.scorer);
        let mut first = vec![
            column(stage(rules), "stage"),
            column(qualified(rules), "qualified"),
            column(band(engine, scorer), "band"),
        ];
        let mut routes = Vec::new();
        for route in scorer.routes() {
            let alias = aliases.make(route.id.as_str(), "route");
            first.push(column(rules.rule(&route.rule), alias.clone()));
            routes.push(alias);
        }
        let decisions = decisions(engine, scorer, &routes);
        let text = |decision: &Decision| {
            let id = decision.disposition.and_then(|d| scorer.disposition_id(d));
            clean(&decision_text(definition, id, decision.decided_by))
        };
        let undecided = clean(&decision_text(definition, None, Decider::Nothing));
        let texts: Vec<String> = decisions.iter().map(text).collect();
        let longest = texts
            .iter()
            .chain([&undecided])
            .map(|text| text.chars().count());
        let longest_decision = longest.max().unwrap_or(0);
        let ids = decisions.iter().map(|decision| {
            let id = decision.disposition.and_then(|d| scorer.disposition_id(d));
            id.map(|id| engine.literal(id.as_str()))
        });
        let disposition = cases(&decisions, ids, None);
        let undecided = engine.literal(&undecided);
        let texts = texts.iter().map(|text| Some(engine.literal(text)));
        Self {
            first,
            disposition: disposition.unwrap_or_else(|| engine.as_text("NULL")),
            decision: cases(&decisions, texts, Some(&undecided)).unwrap_or(undecided),
            longest_decision,
        }
    }
}

fn cases(
    decisions: &[Decision],
    texts: impl Iterator<Item = Option<String>>,
    otherwise: Option<&str>,
) -> Option<String> {
    let mut none = true;
    let cases = decisions.iter().zip(texts).map(|(decision, text)| {
        none &= text.is_none();
        let text = text.unwrap_or_else(|| "NULL".into());
        format!("\n    WHEN {} THEN {text}", decision.when)
    });
    let cases: String = cases.collect();
    let otherwise = otherwise.map_or_else(String::new, |text| format!("\n    ELSE {text}"));
    (!none).then(|| format!("CASE{cases}{otherwise}\n  END"))
}

fn stage(rules: &RuleWriter<'_>) -> String {
    let stages = rules.scorer.stages().iter().zip(&rules.stages).rev();
    let cases: String = stages
        .map(|(stage, reached)| {
            format!(
                "\n    WHEN {reached} THEN {}",
                rules.engine.literal(stage.id.as_str())
            )
        })
        .collect();
    if cases.is_empty() {
        return rules.engine.as_text("NULL");
    }
    format!("CASE{cases}\n  END")
}

/// What each stage means for Sales, where `stage` holds its id.
pub(super) fn readiness(engine: &dyn SqlEngine, scorer: &Scorer) -> String {
    let stages = scorer.stages().iter();
    let cases: String = stages
        .map(|stage| {
            let (id, word) = (stage.id.as_str(), stage.readiness.word());
            format!(" WHEN {} THEN {}", engine.literal(id), engine.literal(word))
        })
        .collect();
    if cases.is_empty() {
        return engine.as_text("NULL");
    }
    format!("CASE stage{cases} END")
}

fn qualified(rules: &RuleWriter<'_>) -> String {
    let stage = rules.scorer.handoff_stage();
    stage.map_or_else(|| "FALSE".into(), |stage| rules.stages[stage].clone())
}

/// Of the bands that start at or below the total, the one that starts highest.
fn band(engine: &dyn SqlEngine, scorer: &Scorer) -> String {
    let mut bands: Vec<_> = scorer.bands().iter().collect();
    bands.sort_by_key(|band| std::cmp::Reverse(band.from));
    let cases: String = bands
        .iter()
        .map(|band| {
            let id = engine.literal(band.id.as_str());
            match band.from {
                Some(from) => format!(" WHEN {TOTAL} >= {from} THEN {id}"),
                None => format!(" WHEN TRUE THEN {id}"),
            }
        })
        .collect();
    if cases.is_empty() {
        return engine.as_text("NULL");
    }
    format!("CASE{cases} END")
}

/// The ways in which a disposition is decided, the first of which counts.
fn decisions(engine: &dyn SqlEngine, scorer: &Scorer, routes: &[String]) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let mut add = |when: String, decided_by, disposition| {
        decisions.push(Decision {
            when,
            decided_by,
            disposition,
        });
    };
    let in_band = |band: usize| {
        let id = scorer.band_id(band).map_or("", |id| id.as_str());
        format!("band = {}", engine.literal(id))
    };
    let numbered = || scorer.routes().iter().enumerate();
    for (at, route) in numbered().filter(|(_, route)| route.even_if_qualified) {
        add(routes[at].clone(), Decider::Route(at), route.disposition);
    }
    for (at, band) in scorer.bands().iter().enumerate() {
        if band.qualified.is_some() {
            let when = format!("qualified AND {}", in_band(at));
            add(when, Decider::BandQualified(at), band.qualified);
        }
    }
    let handoff = scorer.handoff().and_then(|handoff| handoff.disposition);
    add("qualified".into(), Decider::Handoff, handoff);
    for (at, route) in numbered().filter(|(_, route)| !route.even_if_qualified) {
        add(routes[at].clone(), Decider::Route(at), route.disposition);
    }
    for (at, band) in scorer.bands().iter().enumerate() {
        if band.disposition.is_some() {
            add(in_band(at), Decider::Band(at), band.disposition);
        }
    }
    decisions
}
