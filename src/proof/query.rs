//! Single queries about a model: whether a lead with some properties exists, which is the smallest,
//! and how many there are.

use super::fold::{ANY_TOTAL, FoldQuery, LeadSpace, OutcomeReader, Solver, TrackedCondition};
use super::{Cancel, Count, ProofError, Witness};
use crate::scoring::compiled_model::OutcomeClass;
use crate::scoring::{Decider, Scorer};

pub use super::fold::RuleOwner;

/// A property that a lead can have. A query asks for several together. Numbers are indices into the
/// definition's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadProperty {
    /// A stage's rule holds, or doesn't.
    Stage(usize, bool),
    /// This is the furthest stage whose rule holds; `None` if no stage's rule holds.
    Furthest(Option<usize>),
    /// The hand-off stage's rule holds, or doesn't.
    Qualified(bool),
    /// The total is in this band.
    Band(usize),
    /// The lead gets this disposition; `None` if the definition names none.
    Disposition(Option<usize>),
    /// This route decides the disposition.
    Route(usize),
    /// The whole rule of a stage or a route holds, or doesn't.
    Rule(RuleOwner, bool),
    /// One part of a rule, by its index in [`RuleOwner::part_texts`], holds, or doesn't.
    Part(RuleOwner, usize, bool),
    /// An answer (criterion, then answer) holds, or doesn't.
    Answer(usize, usize, bool),
    /// Some answer of a criterion other than `otherwise` holds, or none does.
    ShowsCriterion(usize, bool),
    /// The total is at least this.
    AtLeast(i64),
    /// The total is at most this.
    AtMost(i64),
    /// No answer of any other criterion holds, apart from `otherwise`.
    OnlyCriterion(usize),
    /// One of several properties holds.
    AnyOf(Vec<LeadProperty>),
}

/// A property as a test of condition masks.
enum MaskTest {
    Holds(TrackedCondition, bool),
    Outcome(Box<dyn Fn(&OutcomeClass) -> bool>),
    AnyOf(Vec<MaskTest>),
    AllOf(Vec<MaskTest>),
}

impl MaskTest {
    fn holds_for(&self, mask: u128, outcome: Option<&OutcomeClass>) -> bool {
        match self {
            Self::Holds(holds, expected) => holds.holds_for(mask) == *expected,
            Self::Outcome(is) => outcome.is_some_and(is),
            Self::AnyOf(tests) => tests.iter().any(|test| test.holds_for(mask, outcome)),
            Self::AllOf(tests) => tests.iter().all(|test| test.holds_for(mask, outcome)),
        }
    }

    /// Returns the conditions that must hold for the test to pass.
    fn required(&self) -> u128 {
        match self {
            Self::Holds(TrackedCondition::Bit(bit), true) => 1 << bit,
            Self::AllOf(tests) => tests
                .iter()
                .fold(0, |required, test| required | test.required()),
            _ => 0,
        }
    }
}

/// A query set up on a solver.
struct PreparedQuery<'a> {
    solver: Solver<'a>,
    reader: Option<OutcomeReader<'a>>,
    tests: Vec<MaskTest>,
}

impl<'a> PreparedQuery<'a> {
    fn new(
        scorer: &'a Scorer,
        properties: &[LeadProperty],
        cancel: &Cancel<'_>,
    ) -> Result<Self, ProofError> {
        let mut solver = Solver::for_model(scorer, cancel)?;
        let reader = if properties.iter().any(LeadProperty::needs_outcome) {
            Some(OutcomeReader::dispositions_only(&mut solver, 0)?)
        } else {
            None
        };
        // All criteria that must not show are one condition: separate ones would each double the
        // states.
        let hidden = properties.iter().filter_map(|property| match property {
            LeadProperty::ShowsCriterion(c, false) => Some((*c, informative_answers(scorer, *c))),
            _ => None,
        });
        let hidden: Vec<_> = hidden.collect();
        let mut tests = vec![MaskTest::Holds(solver.none_condition(0, &hidden)?, true)];
        for property in properties
            .iter()
            .filter(|w| !matches!(w, LeadProperty::ShowsCriterion(_, false)))
        {
            tests.push(property.compile(&mut solver)?);
        }
        Ok(Self {
            solver,
            reader,
            tests,
        })
    }

    fn run<T>(
        &self,
        leads: LeadSpace<'_>,
        run: impl FnOnce(&Solver<'_>, FoldQuery<'_, '_>) -> Result<T, ProofError>,
    ) -> Result<T, ProofError> {
        let query = FoldQuery {
            leads,
            required: self
                .tests
                .iter()
                .fold(0, |required, test| required | test.required()),
            total_range: ANY_TOTAL,
            classify: &mut |mask| {
                let outcome = self.reader.as_ref().map(|reader| reader.read(mask));
                let so = self
                    .tests
                    .iter()
                    .all(|test| test.holds_for(mask, outcome.as_ref()));
                so.then_some(0)
            },
        };
        run(&self.solver, query)
    }
}

impl LeadProperty {
    /// Returns whether the property depends on the disposition, not just on single conditions.
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
                solver.answers_condition(0, *c, &informative_answers(scorer, *c))?,
                *is,
            ),
            Self::OnlyCriterion(only) => {
                let others = (0..scorer.criterion_count()).filter(|c| c != only);
                let others: Vec<_> = others
                    .map(|c| (c, informative_answers(scorer, c)))
                    .collect();
                MaskTest::Holds(solver.none_condition(0, &others)?, true)
            }
            Self::Furthest(stage) => {
                let later = stage.map_or(0, |stage| stage + 1)..;
                let later = later.take_while(|s| scorer.stage_id(*s).is_some());
                let mut tests = Vec::new();
                for other in later {
                    tests.push(MaskTest::Holds(
                        solver.rule_condition(0, RuleOwner::Stage(other))?,
                        false,
                    ));
                }
                if let Some(stage) = stage {
                    tests.push(MaskTest::Holds(
                        solver.rule_condition(0, RuleOwner::Stage(*stage))?,
                        true,
                    ));
                }
                MaskTest::AllOf(tests)
            }
            Self::Band(band) => match scorer.band_range(*band) {
                None => MaskTest::Holds(TrackedCondition::Never, true),
                Some((from, to)) => {
                    let mut tests = Vec::new();
                    if let Some(from) = from {
                        tests.push(MaskTest::Holds(solver.total_condition(0, from)?, true));
                    }
                    if let Some(to) = to {
                        tests.push(MaskTest::Holds(solver.total_condition(0, to)?, false));
                    }
                    MaskTest::AllOf(tests)
                }
            },
            Self::Disposition(disposition) => {
                let disposition = *disposition;
                MaskTest::Outcome(Box::new(move |outcome| outcome.disposition == disposition))
            }
            Self::Route(route) => {
                let route = Decider::Route(*route);
                MaskTest::Outcome(Box::new(move |outcome| outcome.decided_by == route))
            }
            Self::AnyOf(several) => {
                let several = several.iter().map(|property| property.compile(solver));
                MaskTest::AnyOf(several.collect::<Result<_, _>>()?)
            }
        })
    }
}

/// Returns, for each answer of a criterion, whether it is informative: any but `otherwise`.
fn informative_answers(scorer: &Scorer, criterion: usize) -> Vec<bool> {
    let answers = 0..scorer.answer_count(criterion);
    answers
        .map(|l| scorer.otherwise(criterion) != Some(l))
        .collect()
}

/// Finds the smallest lead with all of these properties; `None` if there is none.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn find_smallest(
    scorer: &Scorer,
    properties: &[LeadProperty],
    cancel: &Cancel<'_>,
) -> Result<Option<Witness>, ProofError> {
    let set = PreparedQuery::new(scorer, properties, cancel)?;
    let smallest = set.run(LeadSpace::Extended, |solver, question| {
        solver.smallest_leads(question, cancel)
    })?;
    Ok(smallest
        .get(&0)
        .map(|places| Witness::from_places(&set.solver, places)))
}

/// Counts the possible leads with all of these properties.
///
/// # Errors
///
/// Fails if the budget runs out or the query is cancelled.
pub fn count_leads(
    scorer: &Scorer,
    properties: &[LeadProperty],
    cancel: &Cancel<'_>,
) -> Result<Count, ProofError> {
    let set = PreparedQuery::new(scorer, properties, cancel)?;
    let mut counts = set.run(LeadSpace::Possible, |solver, question| {
        solver.count_leads(question, cancel)
    })?;
    Ok(counts.remove(&0).unwrap_or_default().into())
}
