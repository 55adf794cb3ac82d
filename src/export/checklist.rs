//! The seven points a workshop must settle, each done or open, with evidence.

use serde::Serialize;

use crate::model::{
    Collected, CountScope, Criterion, CriterionKind, Definition, DispositionAction, NO_TRACK,
    Readiness, Reference, Rule, Session, Stage, wording,
};

/// One of the seven points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChecklistPoint {
    /// Its title.
    pub name: &'static str,
    /// Whether it is settled.
    pub done: bool,
    /// The evidence, or what is still open.
    pub proof: String,
}

/// Returns the seven points of a session.
pub fn checklist(session: &Session) -> Vec<ChecklistPoint> {
    let definition = &session.definition;
    let point = |name, proof: Result<String, String>| ChecklistPoint {
        name,
        done: proof.is_ok(),
        proof: proof.unwrap_or_else(|open| open),
    };
    vec![
        point("Past leads analysed", past_leads(session)),
        point(
            "Fit and behaviour defined for each stage",
            both_kinds(definition),
        ),
        point("Definitions verified against data", verified(definition)),
        point("Scoring with thresholds", thresholds(definition)),
        point("Response time and attempts agreed", response(definition)),
        point("Reporting back agreed", reporting(definition)),
        point("Nurture planned", nurture(definition)),
    ]
}

fn past_leads(session: &Session) -> Result<String, String> {
    let buckets = &session.data.buckets;
    if buckets.len() < 3 {
        return Err(format!("{} of at least 3 buckets", buckets.len()));
    }
    let names = |keep: &dyn Fn(&&crate::model::Bucket) -> bool| -> Vec<String> {
        buckets
            .iter()
            .filter(keep)
            .map(|b| b.name.clone())
            .collect()
    };
    let remembered = |bucket: &&crate::model::Bucket| {
        session
            .samples
            .iter()
            .filter(|s| s.bucket.as_ref() == Some(&bucket.id))
            .count()
    };
    let leads = if let Some(file) = &session.data.leads {
        format!("the leads in {file}")
    } else {
        let few = names(&|bucket| remembered(bucket) < 2);
        if !few.is_empty() {
            return Err(format!(
                "fewer than two leads remembered: {}",
                few.join(", ")
            ));
        }
        let count: usize = buckets.iter().map(|b| remembered(&b)).sum();
        format!(
            "{} remembered in the workshop",
            wording::count_noun(count, "lead")
        )
    };
    let open = names(&|bucket| bucket.reviewed.is_none());
    if !open.is_empty() {
        return Err(format!("not reviewed with Sales yet: {}", open.join(", ")));
    }
    let last = buckets.iter().filter_map(|b| b.reviewed).max();
    let last = last.map(|day| day.to_string()).unwrap_or_default();
    Ok(format!(
        "{leads}, in {}, reviewed with Sales by {last}",
        wording::count_noun(buckets.len(), "bucket")
    ))
}

fn both_kinds(definition: &Definition) -> Result<String, String> {
    let asks = |stage: &&Stage| stage.is_computed() && stage.readiness != Readiness::None;
    let stages: Vec<&Stage> = definition.stages.iter().filter(asks).collect();
    if stages.is_empty() {
        return Err("no stage with a rule is sales-worthy or sales-ready yet".into());
    }
    let lacks = |stage: &&Stage| {
        let kinds = CriterionKinds::of(definition, stage, definition.stages.len());
        let lack = match (kinds.fit, kinds.behaviour) {
            (true, true) => return None,
            (false, false) => "fit and behaviour",
            (false, true) => "fit",
            (true, false) => "behaviour",
        };
        Some(format!("{} lacks {lack}", stage.name))
    };
    let open: Vec<String> = stages.iter().filter_map(lacks).collect();
    if !open.is_empty() {
        return Err(open.join("; "));
    }
    let names: Vec<String> = stages.iter().map(|stage| stage.name.clone()).collect();
    Ok(format!(
        "both are in the rules of {}",
        wording::join_list(&names, "and")
    ))
}

/// The kinds of criteria a stage's rule requires, including the stages it builds on.
#[derive(Default)]
struct CriterionKinds {
    fit: bool,
    behaviour: bool,
}

impl CriterionKinds {
    fn of(definition: &Definition, stage: &Stage, depth: usize) -> Self {
        let mut kinds = Self::default();
        let Some(rule) = &stage.rule else {
            return kinds;
        };
        kinds.add_rule(definition, rule);
        // Drafts can be circular; no chain is longer than the number of stages.
        let before = rule.reached.as_ref().filter(|_| depth > 0);
        if let Some(before) = before.and_then(|id| definition.stage(id.as_str())) {
            let before = Self::of(definition, before, depth - 1);
            kinds.fit |= before.fit;
            kinds.behaviour |= before.behaviour;
        }
        kinds
    }

    fn add_rule(&mut self, definition: &Definition, rule: &Rule) {
        for reference in rule.all.iter().chain(&rule.any).flatten() {
            self.add(definition, reference);
        }
        for part in &rule.at_least {
            match &part.of {
                CountScope::References(references) => {
                    for reference in references {
                        self.add(definition, reference);
                    }
                }
                // Only behaviours have a phase.
                CountScope::Phase(_) => self.behaviour = true,
                CountScope::Covers(covers) => {
                    let about = definition
                        .criteria
                        .iter()
                        .filter(|c| c.covers.contains(covers));
                    about.for_each(|c| self.add_kind(c.kind));
                }
            }
        }
        for of in rule.points.iter().flat_map(|minima| minima.keys()) {
            match of.as_str() {
                "fit" => self.fit = true,
                "behaviour" => self.behaviour = true,
                // A total may come from one kind alone.
                "total" => {}
                group => {
                    let first = definition.group(group).and_then(|g| g.of.first());
                    let first = first.and_then(|id| definition.criterion(id.as_str()));
                    if let Some(first) = first {
                        self.add_kind(first.kind);
                    }
                }
            }
        }
    }

    fn add(&mut self, definition: &Definition, reference: &Reference) {
        if let Some(criterion) = definition.criterion(reference.criterion.as_str()) {
            self.add_kind(criterion.kind);
        }
    }

    fn add_kind(&mut self, kind: CriterionKind) {
        match kind {
            CriterionKind::Fit => self.fit = true,
            CriterionKind::Behaviour => self.behaviour = true,
        }
    }
}

fn verified(definition: &Definition) -> Result<String, String> {
    let criteria = &definition.criteria;
    if criteria.is_empty() {
        return Err("there are no criteria yet".into());
    }
    let seen = |c: &&Criterion| {
        c.collected == Some(Collected::Never) || (c.collected.is_some() && !c.source.is_empty())
    };
    let names = |keep: &dyn Fn(&&Criterion) -> bool| -> Vec<String> {
        criteria
            .iter()
            .filter(keep)
            .map(|c| c.name.clone())
            .collect()
    };
    let unseen = names(&|c| !seen(c));
    if !unseen.is_empty() {
        return Err(format!("no source named: {}", unseen.join(", ")));
    }
    let behaviour = |c: &&Criterion| c.kind == CriterionKind::Behaviour;
    let hypotheses = names(&|c| behaviour(c) && c.example.is_empty());
    if !hypotheses.is_empty() {
        return Err(format!("no real example yet: {}", hypotheses.join(", ")));
    }
    let seen = match criteria.len() {
        1 => "the one criterion says where it is seen".to_owned(),
        n => format!("all {n} criteria say where they are seen"),
    };
    let examples = match criteria.iter().filter(behaviour).count() {
        0 => "there are no behaviours".to_owned(),
        1 => "the one behaviour has a real example".to_owned(),
        n => format!("all {n} behaviours have a real example"),
    };
    Ok(format!("{seen}; {examples}"))
}

fn thresholds(definition: &Definition) -> Result<String, String> {
    if !definition.criteria.iter().any(Criterion::has_points) {
        return Err("no criterion has points yet".into());
    }
    let rule = definition
        .handoff_stage()
        .and_then(|stage| stage.rule.as_ref());
    let Some(rule) = rule else {
        return Err("the hand-off has no rule yet".into());
    };
    let minima: Vec<String> = rule
        .points
        .iter()
        .flatten()
        .map(|(of, least)| {
            let points = wording::count_noun(*least, "point");
            format!("at least {points} {}", wording::points_of(definition, of))
        })
        .collect();
    let bands: Vec<String> = definition
        .bands
        .iter()
        .filter_map(|band| band.from.map(|from| format!("{} from {from}", band.name)))
        .collect();
    if minima.is_empty() && bands.is_empty() {
        return Err("no thresholds yet: neither points in the hand-off's rule nor bands".into());
    }
    let parts = [("hand-off: ", minima), ("bands: ", bands)];
    let said = parts.iter().filter(|(_, parts)| !parts.is_empty());
    let said: Vec<String> = said
        .map(|(word, parts)| format!("{word}{}", parts.join(", ")))
        .collect();
    Ok(said.join("; "))
}

fn response(definition: &Definition) -> Result<String, String> {
    let level = definition
        .handoff
        .as_ref()
        .and_then(|h| h.service_level.as_ref());
    match level {
        Some(level) if level.response_hours.is_some() && level.attempts.is_some() => {
            Ok(wording::service_level(level))
        }
        Some(level) if level.response_hours.is_some() => {
            Err("the number of attempts is open".into())
        }
        Some(_) => Err("the response time is open".into()),
        None => Err("the hand-off has no service level yet".into()),
    }
}

fn reporting(definition: &Definition) -> Result<String, String> {
    let report = definition
        .handoff
        .as_ref()
        .and_then(|h| h.report_back.as_ref());
    let Some(report) = report else {
        return Err("nothing is reported back yet".into());
    };
    let open: Vec<&str> = [
        (report.by.is_empty(), "who"),
        (report.system.is_empty(), "in which system"),
        (report.within_hours.is_none(), "by when"),
        (report.outcomes.is_empty(), "what"),
    ]
    .into_iter()
    .filter_map(|(open, what)| open.then_some(what))
    .collect();
    if !open.is_empty() {
        return Err(format!("open: {}", open.join(", ")));
    }
    let hours = wording::count_noun(i64::from(report.within_hours.unwrap_or_default()), "hour");
    let outcomes = wording::join_list(&report.outcomes, "or");
    Ok(format!(
        "{}, in {} within {hours}: {outcomes}",
        report.by, report.system
    ))
}

fn nurture(definition: &Definition) -> Result<String, String> {
    let kept = definition
        .dispositions
        .iter()
        .filter(|d| d.action != DispositionAction::Forward);
    let kept: Vec<_> = kept.collect();
    if kept.is_empty() {
        return Err("nothing says what happens to leads that aren't forwarded".into());
    }
    let without = |d: &&&crate::model::Disposition| match &d.track {
        Some(track) => *track != NO_TRACK && definition.track(track.as_str()).is_none(),
        None => true,
    };
    let open: Vec<String> = kept
        .iter()
        .filter(without)
        .map(|d| d.name.clone())
        .collect();
    if !open.is_empty() {
        return Err(format!("without a nurture track: {}", open.join(", ")));
    }
    if definition.tracks.is_empty() {
        return Err("there are no nurture tracks yet".into());
    }
    let endless = definition.tracks.iter().filter(|t| t.exit.is_empty());
    let endless: Vec<String> = endless.map(|t| t.name.clone()).collect();
    if !endless.is_empty() {
        return Err(format!("no way back into scoring: {}", endless.join(", ")));
    }
    let names: Vec<String> = definition.tracks.iter().map(|t| t.name.clone()).collect();
    Ok(names.join("; "))
}
