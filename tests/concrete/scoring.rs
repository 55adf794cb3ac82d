//! From the answers that hold to a lead's outcome: points, rules, stages, bands, routes, hand-off.

use serde_json::Value;

use super::conditions::{Atom, Tree, read};
use super::language::{AtLeast, Condition, Criterion, Model, Of, Points, Rule};

/// How an answer comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Asked in the room.
    Free,
    /// When no other answer of its criterion holds.
    Otherwise,
    When(Tree<Atom>),
}

/// One answer, those made of `each` and `up_to` included.
#[derive(Clone, Debug)]
pub struct ReadAnswer {
    pub id: String,
    pub points: i64,
    pub source: Source,
}

/// A criterion with its answers.
#[derive(Clone, Debug)]
pub struct ReadCriterion {
    pub id: String,
    pub one_of: bool,
    highest: bool,
    fit: bool,
    phase: Option<String>,
    covers: Vec<String>,
    /// Those of its answers that a bare reference asks for.
    bare: Vec<usize>,
    pub answers: Vec<ReadAnswer>,
    /// Where its first answer stands in a pattern.
    pub first: usize,
}

impl ReadCriterion {
    /// Whether nothing but the room knows which of its answers holds.
    pub fn asks_one(&self) -> bool {
        let asked = |a: &ReadAnswer| !matches!(a.source, Source::When(_));
        self.one_of && self.answers.iter().all(asked)
    }
}

/// A model whose criteria are read.
pub struct Scorer<'a> {
    pub model: &'a Model,
    pub criteria: Vec<ReadCriterion>,
}

/// What becomes of a lead: what a version's number is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Outcome {
    pub stage: Option<String>,
    pub readiness: Option<String>,
    pub qualified: bool,
    pub disposition: Option<String>,
    pub action: Option<String>,
    pub track: Option<String>,
    pub service_level: Option<String>,
}

/// An outcome with what else is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    pub fit: i64,
    pub behaviour: i64,
    pub band: Option<usize>,
    pub route: Option<usize>,
    /// By stage, whether it is computed and its rule holds.
    pub reached: Vec<bool>,
    pub outcome: Outcome,
}

impl<'a> Scorer<'a> {
    pub fn new(model: &'a Model) -> Self {
        let mut first = 0;
        let criteria = model.criteria.iter().map(|criterion| {
            let read = read_criterion(criterion, first);
            first += read.answers.len();
            read
        });
        Self {
            criteria: criteria.collect(),
            model,
        }
    }

    /// How many answers there are.
    pub fn answers(&self) -> usize {
        self.criteria.iter().map(|c| c.answers.len()).sum()
    }

    /// Whether one of the answers that a reference names holds.
    fn holds(&self, reference: &str, held: &[bool]) -> bool {
        let (id, answers) = match reference.split_once('=') {
            Some((id, answers)) => (id, Some(answers)),
            None => (reference, None),
        };
        let criterion = self.criterion(id);
        let at = |place: usize| held[criterion.first + place];
        let Some(answers) = answers else {
            return criterion.bare.iter().any(|place| at(*place));
        };
        answers.split('|').any(|answer| {
            let place = criterion.answers.iter().position(|a| a.id == answer);
            at(place.unwrap_or_else(|| panic!("no answer {reference}")))
        })
    }

    fn criterion(&self, id: &str) -> &ReadCriterion {
        let found = self.criteria.iter().find(|c| c.id == id);
        found.unwrap_or_else(|| panic!("no criterion {id}"))
    }

    fn group_points(&self, id: &str, held: &[bool]) -> i64 {
        let group = self.model.groups.iter().find(|g| g.id == id);
        let group = group.unwrap_or_else(|| panic!("no group {id}"));
        let of = group.of.iter().map(|c| points_of(self.criterion(c), held));
        let sum: i64 = of.sum();
        let sum = group.max.map_or(sum, |most| sum.min(most));
        group.min.map_or(sum, |least| sum.max(least))
    }

    /// Fit or behaviour points.
    fn subtotal(&self, fit: bool, held: &[bool]) -> i64 {
        let grouped = |id: &str| {
            self.model
                .groups
                .iter()
                .any(|g| g.of.iter().any(|c| c == id))
        };
        let single = self
            .criteria
            .iter()
            .filter(|c| c.fit == fit && !grouped(&c.id));
        let groups = self
            .model
            .groups
            .iter()
            .filter(|g| self.criterion(&g.of[0]).fit == fit);
        single.map(|c| points_of(c, held)).sum::<i64>()
            + groups.map(|g| self.group_points(&g.id, held)).sum::<i64>()
    }

    fn count_holds(&self, count: &AtLeast, held: &[bool]) -> bool {
        let bare = |c: &&ReadCriterion| self.holds(&c.id, held);
        let covering = |topic: &String| {
            let covers = self.criteria.iter().filter(|c| c.covers.contains(topic));
            covers.filter(bare).count()
        };
        let found = match &count.of {
            Of::List(references) => {
                let mut ids: Vec<&str> = references
                    .iter()
                    .filter(|r| self.holds(r, held))
                    .map(|r| r.split('=').next().unwrap_or(r))
                    .collect();
                ids.sort_unstable();
                ids.dedup();
                ids.len()
            }
            Of::Phase { phase } => {
                let of_phase = |c: &&ReadCriterion| c.phase.as_ref() == Some(phase);
                self.criteria.iter().filter(of_phase).filter(bare).count()
            }
            Of::Covers { covers } => match covers {
                super::language::OneOrMany::One(topic) => covering(topic),
                super::language::OneOrMany::Many(topics) => {
                    topics.iter().filter(|topic| covering(topic) > 0).count()
                }
            },
        };
        found >= count.count as usize
    }

    fn rule_holds(&self, rule: &Rule, held: &[bool], fit: i64, behaviour: i64) -> bool {
        let holds = |r: &String| self.holds(r, held);
        let enough = |(what, least): (&String, &i64)| {
            let points = match what.as_str() {
                "total" => fit + behaviour,
                "fit" => fit,
                "behaviour" => behaviour,
                group => self.group_points(group, held),
            };
            points >= *least
        };
        rule.all.as_ref().is_none_or(|refs| refs.iter().all(holds))
            && rule.any.as_ref().is_none_or(|refs| refs.iter().any(holds))
            && !rule
                .none
                .as_ref()
                .is_some_and(|refs| refs.iter().any(holds))
            && rule
                .at_least
                .as_ref()
                .is_none_or(|counts| counts.as_slice().iter().all(|c| self.count_holds(c, held)))
            && rule
                .points
                .as_ref()
                .is_none_or(|least| least.iter().all(enough))
            && rule.reached.as_ref().is_none_or(|stage| {
                let stage = self.model.stages.iter().find(|s| s.id == *stage);
                let rule = stage.and_then(|s| s.rule.as_ref());
                rule.is_none_or(|rule| self.rule_holds(rule, held, fit, behaviour))
            })
    }

    /// Whether the model says that no lead can be so.
    pub fn never(&self, held: &[bool]) -> bool {
        self.model
            .never
            .iter()
            .any(|never| self.rule_holds(&never.rule, held, 0, 0))
    }

    /// Scores a lead, given which answers hold.
    pub fn score(&self, held: &[bool]) -> Scored {
        let model = self.model;
        let (fit, behaviour) = (self.subtotal(true, held), self.subtotal(false, held));
        let rule_holds = |rule: &Rule| self.rule_holds(rule, held, fit, behaviour);
        let reached: Vec<bool> = model
            .stages
            .iter()
            .map(|s| s.decided_by.is_none() && s.rule.as_ref().is_none_or(rule_holds))
            .collect();
        let stage = reached.iter().rposition(|r| *r).map(|s| &model.stages[s]);
        let handoff = model.handoff.as_ref();
        let qualified = handoff.is_some_and(|handoff| {
            let stage = model.stages.iter().find(|s| s.id == handoff.stage);
            stage.and_then(|s| s.rule.as_ref()).is_some_and(rule_holds)
        });
        let total = fit + behaviour;
        let band = model
            .bands
            .iter()
            .rposition(|b| b.from.is_none_or(|from| from <= total));
        let route = |first: bool| {
            model.routes.iter().position(|r| {
                (r.even_if_qualified == Some(true)) == first
                    && r.rule.as_ref().is_some_and(rule_holds)
            })
        };
        let route = route(true).or_else(|| if qualified { None } else { route(false) });
        let in_band = band.map(|b| &model.bands[b]);
        let disposition = match route {
            Some(route) => Some(&model.routes[route].disposition),
            None if qualified => in_band
                .and_then(|b| b.qualified.as_ref())
                .or(handoff.map(|h| &h.disposition)),
            None => in_band.and_then(|b| b.disposition.as_ref()),
        };
        let what = disposition.and_then(|d| model.dispositions.iter().find(|all| all.id == *d));
        let service_level = what.and_then(|d| {
            let forwards = d.action.as_deref() == Some("forward");
            let handoffs = handoff
                .filter(|_| forwards)
                .and_then(|h| h.service_level.as_ref());
            d.service_level.as_ref().or(handoffs).map(Value::to_string)
        });
        Scored {
            fit,
            behaviour,
            band,
            route,
            outcome: Outcome {
                stage: stage.map(|s| s.id.clone()),
                readiness: stage.map(|s| s.readiness.clone().unwrap_or_else(|| "none".into())),
                qualified,
                disposition: disposition.cloned(),
                action: what.and_then(|d| d.action.clone()),
                track: what.and_then(|d| d.track.clone()),
                service_level,
            },
            reached,
        }
    }
}

fn read_criterion(criterion: &Criterion, first: usize) -> ReadCriterion {
    let source = |when: &Option<Condition>, otherwise: Option<bool>| match when {
        Some(when) => Source::When(read(when)),
        None if otherwise == Some(true) => Source::Otherwise,
        None => Source::Free,
    };
    let mut bare = vec![0];
    let answers: Vec<ReadAnswer> = match (&criterion.answers, criterion.points) {
        (Some(answers), _) => {
            let positive = |place: &usize| answers[*place].points > 0;
            bare = (0..answers.len()).filter(positive).collect();
            let read = answers.iter().map(|a| ReadAnswer {
                id: a.id.clone(),
                points: a.points,
                source: source(&a.when, a.otherwise),
            });
            read.collect()
        }
        (None, Some(Points::Each { each, up_to })) => {
            let when = criterion.when.as_ref().expect("`each` counts an event");
            let times = (1..=up_to / each).map(|time| ReadAnswer {
                id: format!("x{time}"),
                points: each,
                source: Source::When(read(&Condition {
                    at_least: Some(time as u32),
                    ..when.clone()
                })),
            });
            times.collect()
        }
        (None, points) => vec![ReadAnswer {
            id: "yes".into(),
            points: match points {
                Some(Points::Once(points)) => points,
                _ => 0,
            },
            source: source(&criterion.when, None),
        }],
    };
    ReadCriterion {
        id: criterion.id.clone(),
        one_of: criterion.combine.as_deref() == Some("one-of"),
        highest: criterion.combine.as_deref() == Some("highest"),
        fit: criterion.kind == "fit",
        phase: criterion.phase.clone(),
        covers: criterion.covers.clone().unwrap_or_default(),
        bare,
        answers,
        first,
    }
}

/// Which answers of a criterion hold, given what each would be by itself: in `one-of` the first that
/// holds is the one, and `otherwise` holds when every other is known not to.
pub fn resolve(criterion: &ReadCriterion, values: &[Option<bool>]) -> Vec<bool> {
    let mut held: Vec<bool> = values.iter().map(|v| *v == Some(true)).collect();
    if criterion.one_of {
        let others = || criterion.answers.iter().zip(values);
        let none_else = others()
            .filter(|(a, _)| a.source != Source::Otherwise)
            .all(|(_, value)| *value == Some(false));
        for (place, answer) in criterion.answers.iter().enumerate() {
            if answer.source == Source::Otherwise {
                held[place] = none_else;
            }
        }
        if let Some(first) = held.iter().position(|h| *h) {
            held.iter_mut().skip(first + 1).for_each(|h| *h = false);
        }
    }
    held
}

fn points_of(criterion: &ReadCriterion, held: &[bool]) -> i64 {
    let holding = criterion.answers.iter().enumerate();
    let points = holding
        .filter(|(place, _)| held[criterion.first + place])
        .map(|(_, answer)| answer.points);
    if criterion.highest {
        points.max().unwrap_or(0)
    } else {
        points.sum()
    }
}
