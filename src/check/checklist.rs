//! The seven points a workshop must settle, each done or open, with what proves it.
//!
//! The one source for the minutes, `accord check` and the screen of the seven points.

use serde::Serialize;

use super::required_kinds::CriterionKinds;
use super::verification::{lacks_example, lacks_source};
use crate::model::{
    Bucket, Criterion, CriterionKind, Definition, Disposition, DispositionAction, Id, Kind,
    NO_TRACK, Place, Readiness, Session, Stage, wording,
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
    /// Where it is settled: a record, or the kind of record that is missing.
    pub place: Place,
}

impl ChecklistPoint {
    /// Returns whether its proof states thresholds.
    pub fn has_figures(&self) -> bool {
        self.done && self.name == THRESHOLDS
    }
}

/// The point whose proof states thresholds.
const THRESHOLDS: &str = "Scoring with thresholds";

/// What is still open about a point, and where.
struct OpenPoint {
    text: String,
    place: Place,
}

impl OpenPoint {
    fn at(place: Place, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place,
        }
    }

    /// The first record of a list is where to go; all of them are named.
    fn list<'a>(
        kind: Kind,
        what: &str,
        items: impl IntoIterator<Item = (&'a Id, &'a str)>,
    ) -> Option<Self> {
        let (ids, names): (Vec<&Id>, Vec<&str>) = items.into_iter().unzip();
        let place = Place::new(kind, (*ids.first()?).clone());
        Some(Self::at(place, format!("{what}: {}", names.join(", "))))
    }
}

/// The evidence that a point is settled, or what is open.
type Proof = Result<String, OpenPoint>;

/// Returns the seven points of a session.
pub fn checklist(session: &Session) -> Vec<ChecklistPoint> {
    let definition = &session.definition;
    let point = |name, kind, proof: Proof| {
        let done = proof.is_ok();
        let (proof, place) = match proof {
            Ok(proof) => (proof, first_place(session, kind)),
            Err(open) => (open.text, open.place),
        };
        ChecklistPoint {
            name,
            done,
            proof,
            place,
        }
    };
    vec![
        point("Past leads analysed", Kind::Bucket, past_leads(session)),
        point(
            "Fit and behaviour defined for each stage",
            Kind::Stage,
            both_kinds(definition),
        ),
        point(
            "Definitions verified against data",
            Kind::Criterion,
            verified(session),
        ),
        point(THRESHOLDS, Kind::Handoff, thresholds(definition)),
        point(
            "Response time and attempts agreed",
            Kind::Handoff,
            response(definition),
        ),
        point(
            "Reporting back agreed",
            Kind::Handoff,
            reporting(definition),
        ),
        point("Nurture planned", Kind::Track, nurture(definition)),
    ]
}

/// Returns the first record of a kind, or the place of the kind itself.
fn first_place(session: &Session, kind: Kind) -> Place {
    let first = session.places(kind).into_iter().next();
    first.unwrap_or_else(|| Place::single(kind))
}

fn past_leads(session: &Session) -> Proof {
    let buckets = &session.data.buckets;
    if buckets.len() < 3 {
        let text = format!("{} of at least 3 buckets", buckets.len());
        return Err(OpenPoint::at(first_place(session, Kind::Bucket), text));
    }
    let open = |what: &str, keep: &dyn Fn(&&Bucket) -> bool| {
        let kept = buckets.iter().filter(keep);
        let named = kept.map(|b| (&b.id, b.name.as_str()));
        OpenPoint::list(Kind::Bucket, what, named)
    };
    let remembered = |bucket: &Bucket| {
        let samples = session.samples.iter();
        samples
            .filter(|s| s.bucket.as_ref() == Some(&bucket.id))
            .count()
    };
    let leads = if let Some(file) = &session.data.leads {
        format!("the leads in {file}")
    } else {
        let few = open("fewer than two leads remembered", &|b| remembered(b) < 2);
        if let Some(open) = few {
            return Err(open);
        }
        let count: usize = buckets.iter().map(remembered).sum();
        format!(
            "{} remembered in the workshop",
            wording::count_noun(count, "lead")
        )
    };
    if let Some(open) = open("not reviewed with Sales yet", &|b| b.reviewed.is_none()) {
        return Err(open);
    }
    let last = buckets.iter().filter_map(|b| b.reviewed).max();
    let last = last.map(|day| day.to_string()).unwrap_or_default();
    Ok(format!(
        "{leads}, in {}, reviewed with Sales by {last}",
        wording::count_noun(buckets.len(), "bucket")
    ))
}

fn both_kinds(definition: &Definition) -> Proof {
    let asks = |stage: &&Stage| stage.is_computed() && stage.readiness != Readiness::None;
    let stages: Vec<&Stage> = definition.stages.iter().filter(asks).collect();
    if stages.is_empty() {
        let text = "no stage with a rule is sales-worthy or sales-ready yet";
        return Err(OpenPoint::at(Place::single(Kind::Stage), text));
    }
    let lacks = |stage: &Stage| {
        let kinds = CriterionKinds::of(definition, stage, definition.stages.len());
        let lack = match (kinds.fit, kinds.behaviour) {
            (true, true) => return None,
            (false, false) => "fit and behaviour",
            (false, true) => "fit",
            (true, false) => "behaviour",
        };
        let place = Place::new(Kind::Stage, stage.id.clone());
        Some((place, format!("{} lacks {lack}", stage.name)))
    };
    let open: Vec<_> = stages.iter().filter_map(|stage| lacks(stage)).collect();
    if let Some((place, _)) = open.first().cloned() {
        let texts: Vec<String> = open.into_iter().map(|(_, text)| text).collect();
        return Err(OpenPoint::at(place, texts.join("; ")));
    }
    let names: Vec<String> = stages.iter().map(|stage| stage.name.clone()).collect();
    Ok(format!(
        "both are in the rules of {}",
        wording::join_list(&names, "and")
    ))
}

fn verified(session: &Session) -> Proof {
    let criteria = &session.definition.criteria;
    if criteria.is_empty() {
        let text = "there are no criteria yet";
        return Err(OpenPoint::at(Place::single(Kind::Criterion), text));
    }
    let open = |what: &str, keep: &dyn Fn(&&Criterion) -> bool| {
        let kept = criteria.iter().filter(keep);
        let named = kept.map(|c| (&c.id, c.name.as_str()));
        OpenPoint::list(Kind::Criterion, what, named)
    };
    let unseen = || open("no source named", &|c| lacks_source(c));
    let hypotheses = || open("no real example yet", &|c| lacks_example(session, c));
    if let Some(open) = unseen().or_else(hypotheses) {
        return Err(open);
    }
    let seen = match criteria.len() {
        1 => "the one criterion says where it is seen".to_owned(),
        n => format!("all {n} criteria say where they are seen"),
    };
    let behaviours = criteria.iter();
    let behaviours = behaviours.filter(|c| c.kind == CriterionKind::Behaviour);
    let examples = match behaviours.count() {
        0 => "there are no behaviours".to_owned(),
        1 => "the one behaviour has a real example".to_owned(),
        n => format!("all {n} behaviours have a real example"),
    };
    Ok(format!("{seen}; {examples}"))
}

fn thresholds(definition: &Definition) -> Proof {
    if !definition.criteria.iter().any(Criterion::has_points) {
        let text = "no criterion has points yet";
        return Err(OpenPoint::at(Place::single(Kind::Criterion), text));
    }
    let rule = definition
        .handoff_stage()
        .and_then(|stage| stage.rule.as_ref());
    let Some(rule) = rule else {
        return Err(OpenPoint::at(handoff(), "the hand-off has no rule yet"));
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
        let text = "no thresholds yet: neither points in the hand-off's rule nor bands";
        return Err(OpenPoint::at(handoff(), text));
    }
    let parts = [("hand-off: ", minima), ("bands: ", bands)];
    let said = parts.iter().filter(|(_, parts)| !parts.is_empty());
    let said: Vec<String> = said
        .map(|(word, parts)| format!("{word}{}", parts.join(", ")))
        .collect();
    Ok(said.join("; "))
}

fn handoff() -> Place {
    Place::single(Kind::Handoff)
}

fn response(definition: &Definition) -> Proof {
    let level = definition
        .handoff
        .as_ref()
        .and_then(|h| h.service_level.as_ref());
    match level {
        Some(level) if level.response_hours.is_some() && level.attempts.is_some() => {
            Ok(wording::service_level(level))
        }
        Some(level) if level.response_hours.is_some() => {
            Err(OpenPoint::at(handoff(), "the number of attempts is open"))
        }
        Some(_) => Err(OpenPoint::at(handoff(), "the response time is open")),
        None => {
            let text = "the hand-off has no service level yet";
            Err(OpenPoint::at(handoff(), text))
        }
    }
}

fn reporting(definition: &Definition) -> Proof {
    let report = definition
        .handoff
        .as_ref()
        .and_then(|h| h.report_back.as_ref());
    let Some(report) = report else {
        return Err(OpenPoint::at(handoff(), "nothing is reported back yet"));
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
        let text = format!("open: {}", open.join(", "));
        return Err(OpenPoint::at(handoff(), text));
    }
    let hours = wording::count_noun(i64::from(report.within_hours.unwrap_or_default()), "hour");
    let outcomes = wording::join_list(&report.outcomes, "or");
    Ok(format!(
        "{}, in {} within {hours}: {outcomes}",
        report.by, report.system
    ))
}

fn nurture(definition: &Definition) -> Proof {
    let kept = definition.dispositions.iter();
    let kept: Vec<_> = kept
        .filter(|d| d.action != DispositionAction::Forward)
        .collect();
    if kept.is_empty() {
        let text = "nothing says what happens to leads that aren't forwarded";
        return Err(OpenPoint::at(Place::single(Kind::Disposition), text));
    }
    let without = |d: &&&Disposition| match &d.track {
        Some(track) => *track != NO_TRACK && definition.track(track.as_str()).is_none(),
        None => true,
    };
    let open = kept.iter().filter(without);
    let open = open.map(|d| (&d.id, d.name.as_str()));
    if let Some(open) = OpenPoint::list(Kind::Disposition, "without a nurture track", open) {
        return Err(open);
    }
    if definition.tracks.is_empty() {
        let text = "there are no nurture tracks yet";
        return Err(OpenPoint::at(Place::single(Kind::Track), text));
    }
    let endless = definition.tracks.iter().filter(|t| t.exit.is_empty());
    let endless = endless.map(|t| (&t.id, t.name.as_str()));
    if let Some(open) = OpenPoint::list(Kind::Track, "no way back into scoring", endless) {
        return Err(open);
    }
    let names: Vec<String> = definition.tracks.iter().map(|t| t.name.clone()).collect();
    Ok(names.join("; "))
}
