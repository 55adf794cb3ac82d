//! Single questions: is there a lead that is so, which is the smallest, how many are there.

use super::{Cancel, Count, ProofError, Witness};
use crate::scoring::fold::{
    ANY_TOTAL, FoldQuery, LeadSpace, OutcomeClass, OutcomeReader, Solver, TrackedCondition,
};
use crate::scoring::{Decider, Scorer};

pub use crate::scoring::fold::RuleOwner;

/// Something wanted of a lead; all that is wanted must be so together. Numbers are indices into
/// the definition's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadProperty {
    /// A stage's rule holds, or doesn't.
    Stage(usize, bool),
    /// It is the furthest stage whose rule holds; `None`: none holds.
    Furthest(Option<usize>),
    /// The hand-off stage's rule holds, or doesn't.
    Qualified(bool),
    /// Its total falls in this band.
    Band(usize),
    /// This is what we do next; `None`: nothing says.
    Disposition(Option<usize>),
    /// This route decides.
    Route(usize),
    /// The whole rule of a stage or a route holds, or doesn't.
    Rule(RuleOwner, bool),
    /// One part of a rule, by its place in [`RuleOf::parts`], holds, or doesn't.
    Part(RuleOwner, usize, bool),
    /// A level (of which criterion, which level) holds, or doesn't.
    Answer(usize, usize, bool),
    /// Some level of a criterion, `otherwise` aside, holds, or none does.
    ShowsCriterion(usize, bool),
    /// At least so many points in all.
    AtLeast(i64),
    /// At most so many points in all.
    AtMost(i64),
    /// Nothing of any other criterion, `otherwise` aside, holds.
    OnlyCriterion(usize),
    /// One of several.
    AnyOf(Vec<LeadProperty>),
}

/// What is wanted, as conditions of a board.
enum MaskTest {
    Holds(TrackedCondition, bool),
    Outcome(Box<dyn Fn(&OutcomeClass) -> bool>),
    AnyOf(Vec<MaskTest>),
    AllOf(Vec<MaskTest>),
}

impl MaskTest {
    fn holds_for(&self, mask: u128, read: Option<&OutcomeClass>) -> bool {
        match self {
            Self::Holds(holds, wanted) => holds.holds_for(mask) == *wanted,
            Self::Outcome(is) => read.is_some_and(is),
            Self::AnyOf(several) => several.iter().any(|asked| asked.holds_for(mask, read)),
            Self::AllOf(several) => several.iter().all(|asked| asked.holds_for(mask, read)),
        }
    }

    /// The conditions without which it can't be so.
    fn required(&self) -> u128 {
        match self {
            Self::Holds(TrackedCondition::Bit(bit), true) => 1 << bit,
            Self::AllOf(several) => several
                .iter()
                .fold(0, |must, asked| must | asked.required()),
            _ => 0,
        }
    }
}

/// A question set up: the board and what is asked of it.
struct PreparedQuery<'a> {
    solver: Solver<'a>,
    reader: Option<OutcomeReader<'a>>,
    tests: Vec<MaskTest>,
}

impl<'a> PreparedQuery<'a> {
    fn new(scorer: &'a Scorer, properties: &[LeadProperty]) -> Result<Self, ProofError> {
        let mut solver = Solver::for_model(scorer);
        let reader = if properties.iter().any(LeadProperty::needs_outcome) {
            Some(OutcomeReader::dispositions_only(&mut solver, 0)?)
        } else {
            None
        };
        // What must not show is one condition together: each by itself would double the states.
        let hidden = properties.iter().filter_map(|property| match property {
            LeadProperty::ShowsCriterion(c, false) => Some((*c, telling_answers(scorer, *c))),
            _ => None,
        });
        let hidden: Vec<_> = hidden.collect();
        let mut asked = vec![MaskTest::Holds(solver.none_condition(0, &hidden)?, true)];
        for property in properties
            .iter()
            .filter(|w| !matches!(w, LeadProperty::ShowsCriterion(_, false)))
        {
            asked.push(property.compile(&mut solver)?);
        }
        Ok(Self {
            solver,
            reader,
            tests: asked,
        })
    }

    fn run<T>(
        &self,
        leads: LeadSpace<'_>,
        ask: impl FnOnce(&Solver<'_>, FoldQuery<'_, '_>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let question = FoldQuery {
            leads,
            required: self
                .tests
                .iter()
                .fold(0, |must, asked| must | asked.required()),
            total_range: ANY_TOTAL,
            classify: &mut |mask| {
                let read = self.reader.as_ref().map(|reading| reading.read(mask));
                let so = self
                    .tests
                    .iter()
                    .all(|asked| asked.holds_for(mask, read.as_ref()));
                so.then_some(0)
            },
        };
        ask(&self.solver, question)
    }
}

impl LeadProperty {
    /// Whether it is about what we do next, not about single conditions.
    fn needs_outcome(&self) -> bool {
        match self {
            Self::Disposition(_) | Self::Route(_) => true,
            Self::AnyOf(several) => several.iter().any(Self::needs_outcome),
            _ => false,
        }
    }

    fn compile(&self, solver: &mut Solver<'_>) -> Result<MaskTest, ProofError> {
        let scorer = solver.models[0];
        Ok(match self {
            Self::Stage(stage, is) => {
                MaskTest::Holds(solver.rule_condition(0, RuleOwner::Stage(*stage))?, *is)
            }
            Self::Rule(rule, is) => MaskTest::Holds(solver.rule_condition(0, *rule)?, *is),
            Self::Part(rule, part, is) => {
                MaskTest::Holds(solver.part_condition(0, *rule, *part)?, *is)
            }
            Self::Qualified(is) => MaskTest::Holds(solver.qualified_condition(0)?, *is),
            Self::AtLeast(least) => MaskTest::Holds(solver.total_condition(0, *least)?, true),
            Self::AtMost(i64::MAX) => MaskTest::Holds(TrackedCondition::Always, true),
            Self::AtMost(most) => MaskTest::Holds(solver.total_condition(0, most + 1)?, false),
            Self::Answer(c, answer, is) => {
                let answers: Vec<bool> =
                    (0..scorer.answer_count(*c)).map(|l| l == *answer).collect();
                MaskTest::Holds(solver.answers_condition(0, *c, &answers)?, *is)
            }
            Self::ShowsCriterion(c, is) => MaskTest::Holds(
                solver.answers_condition(0, *c, &telling_answers(scorer, *c))?,
                *is,
            ),
            Self::OnlyCriterion(only) => {
                let others = (0..scorer.criterion_count()).filter(|c| c != only);
                let others: Vec<_> = others.map(|c| (c, telling_answers(scorer, c))).collect();
                MaskTest::Holds(solver.none_condition(0, &others)?, true)
            }
            Self::Furthest(stage) => {
                let later = stage.map_or(0, |stage| stage + 1)..;
                let later = later.take_while(|s| scorer.stage_id(*s).is_some());
                let mut asked = Vec::new();
                for other in later {
                    asked.push(MaskTest::Holds(
                        solver.rule_condition(0, RuleOwner::Stage(other))?,
                        false,
                    ));
                }
                if let Some(stage) = stage {
                    asked.push(MaskTest::Holds(
                        solver.rule_condition(0, RuleOwner::Stage(*stage))?,
                        true,
                    ));
                }
                MaskTest::AllOf(asked)
            }
            Self::Band(band) => match scorer.band_range(*band) {
                None => MaskTest::Holds(TrackedCondition::Never, true),
                Some((from, to)) => {
                    let mut asked = Vec::new();
                    if let Some(from) = from {
                        asked.push(MaskTest::Holds(solver.total_condition(0, from)?, true));
                    }
                    if let Some(to) = to {
                        asked.push(MaskTest::Holds(solver.total_condition(0, to)?, false));
                    }
                    MaskTest::AllOf(asked)
                }
            },
            Self::Disposition(disposition) => {
                let disposition = *disposition;
                MaskTest::Outcome(Box::new(move |read| read.disposition == disposition))
            }
            Self::Route(route) => {
                let route = Decider::Route(*route);
                MaskTest::Outcome(Box::new(move |read| read.decided_by == route))
            }
            Self::AnyOf(several) => {
                let several = several.iter().map(|property| property.compile(solver));
                MaskTest::AnyOf(several.collect::<Result<_, _>>()?)
            }
        })
    }
}

/// The levels of a criterion that tell something: all but `otherwise`.
fn telling_answers(scorer: &Scorer, criterion: usize) -> Vec<bool> {
    let answers = 0..scorer.answer_count(criterion);
    answers
        .map(|l| scorer.otherwise(criterion) != Some(l))
        .collect()
}

/// The smallest lead for which all of this is so; `None` if there can't be one.
pub fn find_smallest(
    scorer: &Scorer,
    properties: &[LeadProperty],
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let set = PreparedQuery::new(scorer, properties)?;
    let smallest = set.run(LeadSpace::Extended, |solver, question| {
        solver.smallest_leads(question, cancel)
    })?;
    Ok(smallest
        .get(&0)
        .map(|places| Witness::from_places(&set.solver, places)))
}

/// How many possible leads there are for which all of this is so.
pub fn count_leads(
    scorer: &Scorer,
    properties: &[LeadProperty],
    cancel: &Cancel<'_>,
) -> Result<Count, ProofError> {
    let set = PreparedQuery::new(scorer, properties)?;
    let mut counts = set.run(LeadSpace::Possible, |solver, question| {
        solver.count_leads(question, cancel)
    })?;
    Ok(counts.remove(&0).unwrap_or_default().into())
}
