//! Another id for a thing, with everything in the session that refers to it.

use std::sync::Arc;

use super::record::{FieldShape, Kind, Place, Refusal};
use super::{CountScope, Id, NO_TRACK, Reference, Rule, Session, Workshop};

/// Returns whether the ids of a kind are made from names and stand in published versions, so that
/// they may change until they do.
pub fn follows_name(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Segment
            | Kind::Persona
            | Kind::Step
            | Kind::Stage
            | Kind::Exit
            | Kind::Term
            | Kind::Metric
            | Kind::Criterion
            | Kind::Answer
            | Kind::Group
            | Kind::Band
            | Kind::Route
            | Kind::Never
            | Kind::Disposition
            | Kind::Track
    )
}

impl Session {
    /// Gives a thing another id, and changes every reference to it: in fields, rules and sample
    /// leads, and in the record of the meeting.
    ///
    /// # Errors
    ///
    /// If the thing is gone, its kind keeps its ids, or the id is in use or was before.
    pub fn rename(&mut self, at: &Place, to: &Id) -> Result<(), Refusal> {
        if self.record(at).is_none() {
            return Err(Refusal(format!("{at} no longer exists")));
        }
        if !follows_name(at.kind) {
            return Err(Refusal(format!("the id of a {} stays", at.kind.label())));
        }
        if *to == at.id {
            return Ok(());
        }
        if let Some(why) = self.id_refusal(at, to) {
            return Err(why);
        }
        let renamed = Place {
            id: to.clone(),
            ..at.clone()
        };
        let changes = self.changed_references(at, to);
        *self
            .id_mut(at)
            .ok_or_else(|| Refusal(format!("{at} no longer exists")))? = to.clone();
        for (place, key, text) in changes {
            let place = renamed_place(&place, at, &renamed);
            if let Some(record) = self.record_mut(&place) {
                record.set(key, &text)?;
            }
        }
        Arc::make_mut(&mut self.workshop).rename_subjects(at, &renamed);
        let retired = Arc::make_mut(&mut self.retired);
        for text in retired.iter_mut() {
            *text = renamed_subject(text, at, &renamed);
        }
        Ok(())
    }

    /// Returns why a thing can't have an id: another one of its kind has it, or had it.
    pub fn id_refusal(&self, at: &Place, to: &Id) -> Option<Refusal> {
        let other = Place {
            id: to.clone(),
            ..at.clone()
        };
        let is_in_list = |place: &Place| {
            let same_list = place.parent == at.parent || at.kind == Kind::Step;
            same_list && place.id == *to
        };
        let reserved: &[&str] = match at.kind {
            Kind::Track => &[NO_TRACK],
            Kind::Group => &["total", "fit", "behaviour"],
            _ => &[],
        };
        let taken = self.places(at.kind).iter().any(is_in_list)
            || self.retired.contains(&other.to_string())
            || reserved.contains(&to.as_str());
        (taken && *to != at.id).then(|| {
            Refusal(format!(
                "`{to}` is taken, or was: no two of a kind ever have the same id"
            ))
        })
    }

    /// Returns the fields whose text changes with an id, each with its new text.
    fn changed_references(&self, at: &Place, to: &Id) -> Vec<(Place, &'static str, String)> {
        let mut changes = Vec::new();
        for &kind in Kind::ALL {
            for place in self.places(kind) {
                let Some(record) = self.record(&place) else {
                    continue;
                };
                for spec in record.specs() {
                    let text = record.get(spec.key).unwrap_or_default();
                    let changed = match spec.shape {
                        FieldShape::One(of) | FieldShape::Many(of) if of == at.kind => {
                            renamed_lines(&text, |id| {
                                (id == at.id.as_str()).then(|| to.to_string())
                            })
                        }
                        FieldShape::References => renamed_lines(&text, |line| {
                            let reference: Reference = line.parse().ok()?;
                            Some(renamed_reference(&reference, at, to).to_string())
                        }),
                        FieldShape::Rule if !text.is_empty() => renamed_rule(&text, at, to),
                        _ => continue,
                    };
                    if changed != text {
                        changes.push((place.clone(), spec.key, changed));
                    }
                }
            }
        }
        changes
    }

    fn id_mut(&mut self, at: &Place) -> Option<&mut Id> {
        /// Finds the id in a list.
        macro_rules! id_in {
            ($list:expr) => {
                $list
                    .iter_mut()
                    .map(|item| &mut item.id)
                    .find(|id| **id == at.id)
            };
        }
        let definition = Arc::make_mut(&mut self.definition);
        let parent = at.parent.as_ref();
        match at.kind {
            Kind::Segment => id_in!(definition.segments),
            Kind::Persona => id_in!(definition.personas),
            Kind::Stage => id_in!(definition.stages),
            Kind::Term => id_in!(definition.terms),
            Kind::Metric => id_in!(definition.metrics),
            Kind::Criterion => id_in!(definition.criteria),
            Kind::Group => id_in!(definition.groups),
            Kind::Band => id_in!(definition.bands),
            Kind::Route => id_in!(definition.routes),
            Kind::Never => id_in!(definition.never),
            Kind::Disposition => id_in!(definition.dispositions),
            Kind::Track => id_in!(definition.tracks),
            Kind::Step => {
                let mut all = definition.journeys.iter_mut();
                id_in!(all.find(|j| Some(&j.id) == parent)?.steps)
            }
            Kind::Exit => {
                let mut all = definition.stages.iter_mut();
                id_in!(all.find(|s| Some(&s.id) == parent)?.exits)
            }
            Kind::Answer => {
                let mut all = definition.criteria.iter_mut();
                id_in!(all.find(|c| Some(&c.id) == parent)?.answers)
            }
            _ => None,
        }
    }
}

impl Workshop {
    /// Changes what words, votes, decisions, waivers and checks are on with the id of a thing.
    pub fn rename_subjects(&mut self, from: &Place, to: &Place) {
        let positions = self.positions.iter_mut().map(|p| &mut p.subject);
        let ballots = self.ballots.iter_mut().map(|b| &mut b.subject);
        let decisions = self.decisions.iter_mut().map(|d| &mut d.subject);
        let waivers = self.waivers.iter_mut().map(|w| &mut w.place);
        let checks = self.board_checks.iter_mut().map(|c| &mut c.subject);
        let all = positions.chain(ballots).chain(decisions);
        for subject in all.chain(waivers).chain(checks) {
            let renamed = renamed_subject(subject, from, to);
            if renamed != *subject {
                *subject = renamed;
            }
        }
    }
}

/// Returns a place with the id of a thing changed, if it is that thing or a part of it.
fn renamed_place(place: &Place, from: &Place, to: &Place) -> Place {
    if place == from {
        return to.clone();
    }
    let parent_kind = match place.kind {
        Kind::Answer => Kind::Criterion,
        Kind::Exit => Kind::Stage,
        Kind::Step => Kind::Journey,
        _ => return place.clone(),
    };
    if parent_kind == from.kind && place.parent.as_ref() == Some(&from.id) {
        Place {
            parent: Some(to.id.clone()),
            ..place.clone()
        }
    } else {
        place.clone()
    }
}

/// Returns a subject or place as text with the id of a thing changed.
fn renamed_subject(text: &str, from: &Place, to: &Place) -> String {
    let (place, rest) = match text.split_once('#') {
        Some((place, rest)) => (place, Some(rest)),
        None => (text, None),
    };
    let Ok(place) = place.parse::<Place>() else {
        return text.to_owned();
    };
    let place = renamed_place(&place, from, to);
    match rest {
        None => place.to_string(),
        // A threshold may be of a group's points.
        Some(rest) if from.kind == Kind::Group && rest == format!("points.{}", from.id) => {
            format!("{place}#points.{}", to.id)
        }
        Some(rest) => format!("{place}#{rest}"),
    }
}

fn renamed_lines(text: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let lines = text
        .lines()
        .map(|line| change(line).unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

fn renamed_reference(reference: &Reference, at: &Place, to: &Id) -> Reference {
    let mut changed = reference.clone();
    match at.kind {
        Kind::Criterion if reference.criterion == at.id => changed.criterion = to.clone(),
        Kind::Answer if Some(&reference.criterion) == at.parent.as_ref() => {
            for answer in changed
                .answers
                .iter_mut()
                .filter(|answer| **answer == at.id)
            {
                *answer = to.clone();
            }
        }
        _ => {}
    }
    changed
}

fn renamed_rule(text: &str, at: &Place, to: &Id) -> String {
    let Ok(mut rule) = serde_json::from_str::<Rule>(text) else {
        return text.to_owned();
    };
    let lists = [&mut rule.all, &mut rule.any, &mut rule.none];
    let mut references: Vec<&mut Reference> = lists.into_iter().flatten().flatten().collect();
    for part in &mut rule.at_least {
        if let CountScope::References(of) = &mut part.of {
            references.extend(of);
        }
    }
    for reference in references {
        *reference = renamed_reference(reference, at, to);
    }
    if at.kind == Kind::Stage && rule.reached.as_ref() == Some(&at.id) {
        rule.reached = Some(to.clone());
    }
    if at.kind == Kind::Group
        && let Some(points) = &mut rule.points
        && let Some(least) = points.remove(at.id.as_str())
    {
        points.insert(to.to_string(), least);
    }
    serde_json::to_string(&rule).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Criterion, Decision, Persona, Sample, Stage};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// A session in which a criterion is referred to in every way.
    fn session() -> Session {
        let mut session = Session::new("t");
        let definition = Arc::make_mut(&mut session.definition);
        definition.criteria = ["demo", "visit"]
            .map(|word| Criterion {
                id: id(word),
                name: word.into(),
                points: Some(1.into()),
                ..Criterion::default()
            })
            .to_vec();
        definition.stages = vec![Stage {
            id: id("mql"),
            name: "MQL".into(),
            rule: Some(Rule {
                all: Some(vec!["demo".parse().unwrap()]),
                none: Some(vec!["visit".parse().unwrap()]),
                ..Rule::default()
            }),
            ..Stage::default()
        }];
        Arc::make_mut(&mut session.samples).push(Sample {
            id: id("mill"),
            yes: vec!["demo".parse().unwrap()],
            ..Sample::default()
        });
        Arc::make_mut(&mut session.workshop)
            .decisions
            .push(Decision {
                subject: "criterion:demo".into(),
                ..Decision::default()
            });
        session
    }

    #[test]
    fn every_reference_follows_and_back_again() {
        let before = session();
        let mut session = before.clone();
        let place = Place::new(Kind::Criterion, id("demo"));
        session.rename(&place, &id("tour")).unwrap();
        let stage = &session.definition.stages[0];
        let rule = stage.rule.as_ref().unwrap();
        assert_eq!(rule.all.as_ref().unwrap()[0].to_string(), "tour");
        assert_eq!(rule.none.as_ref().unwrap()[0].to_string(), "visit");
        assert_eq!(session.samples[0].yes[0].to_string(), "tour");
        assert_eq!(session.workshop.decisions[0].subject, "criterion:tour");
        let renamed = Place::new(Kind::Criterion, id("tour"));
        session.rename(&renamed, &id("demo")).unwrap();
        assert_eq!(session, before);
    }

    #[test]
    fn an_id_in_use_or_of_something_deleted_is_refused() {
        let mut session = session();
        let place = Place::new(Kind::Criterion, id("demo"));
        assert!(session.rename(&place, &id("visit")).is_err());
        Arc::make_mut(&mut session.retired).push("criterion:gone".into());
        assert!(session.rename(&place, &id("gone")).is_err());
        assert!(session.rename(&place, &id("demo")).is_ok());
    }

    #[test]
    fn answers_are_renamed_within_their_criterion() {
        let mut session = session();
        let definition = Arc::make_mut(&mut session.definition);
        let answer = |word: &str| crate::model::Answer {
            id: id(word),
            label: word.into(),
            ..crate::model::Answer::default()
        };
        definition.criteria[0].answers = vec![answer("full"), answer("half")];
        definition.stages[0].rule = Some(Rule {
            all: Some(vec!["demo=full|half".parse().unwrap()]),
            ..Rule::default()
        });
        let place = Place::part(Kind::Answer, id("demo"), id("full"));
        session.rename(&place, &id("whole")).unwrap();
        let rule = session.definition.stages[0].rule.as_ref().unwrap();
        assert_eq!(rule.all.as_ref().unwrap()[0].to_string(), "demo=whole|half");
    }

    #[test]
    fn a_persona_takes_its_journeys_along() {
        let mut session = session();
        let definition = Arc::make_mut(&mut session.definition);
        definition.personas.push(Persona {
            id: id("boss"),
            name: "Boss".into(),
            ..Persona::default()
        });
        definition.journeys.push(crate::model::Journey {
            id: id("j"),
            persona: id("boss"),
            segment: id("mills"),
            steps: Vec::new(),
        });
        let place = Place::new(Kind::Persona, id("boss"));
        session.rename(&place, &id("chief")).unwrap();
        assert_eq!(session.definition.journeys[0].persona, "chief");
    }
}
