//! What expressions can come to together: every combination of truths that some values of the
//! fields, some history and some day give, each once, with facts that give it.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::atoms::{Atoms, Variable, VariableKind, event_names};
use super::days::{day_number, numbered_day};
use super::expressions::{AtomId, ExpressionId, Substituted};
use super::histories::history_classes;
use super::history_tests::{Counted, HistoryTest, RowKind, Window};
use super::lead_facts::{ANY_DAY, EventFact, FieldFact, LeadFacts};
use super::limits::{Limits, Unsettled, check_number};
use super::values::{FieldTests, FieldValue};
use crate::model::Condition;
use crate::scoring::{Truth, simple_lower};

/// A combination of truths that some lead has.
#[derive(Clone, Debug)]
pub(crate) struct JointTruths {
    /// What each expression comes to.
    pub truths: Vec<Truth>,
    /// Facts that give them.
    pub facts: LeadFacts,
}

/// A class of what a lead has or did, for one variable.
struct VariableClass {
    truths: Vec<Truth>,
    facts: ClassFacts,
}

enum ClassFacts {
    Value(String, FieldValue),
    History(Vec<EventFact>),
}

/// The classes of one variable.
struct VariableClasses {
    atoms: Vec<AtomId>,
    /// The columns of events that are asked about.
    event_columns: Vec<String>,
    list: Vec<VariableClass>,
}

/// One step of a combination: the class of a variable, and the step before.
#[derive(Clone, Copy)]
struct Step {
    before: Option<usize>,
    class: usize,
}

/// Returns every combination of truths that these expressions can have. Combinations with less in
/// them come first: missing values and empty histories before others.
///
/// # Errors
///
/// If there are too many, or if it isn't sure that all were found.
pub(super) fn joint_truths(
    atoms: &mut Atoms,
    expressions: &[ExpressionId],
    variables: &[&Variable],
    limits: &Limits<'_>,
) -> Result<Vec<JointTruths>, Unsettled> {
    let days = days_that_matter(atoms, variables);
    let every_day: Vec<Option<Date>> = if days.is_empty() {
        vec![None]
    } else {
        days.into_iter().map(Some).collect()
    };
    let mut found = Vec::new();
    let mut seen: FxHashSet<Vec<Truth>> = FxHashSet::default();
    for day in every_day {
        let as_of = day.unwrap_or_else(|| far_enough(atoms, variables));
        for joint in joint_on_day(atoms, expressions, variables, as_of, limits)? {
            check_number(found.len())?;
            if seen.insert(joint.truths.clone()) {
                found.push(JointTruths {
                    facts: LeadFacts {
                        as_of: day.or((as_of != ANY_DAY).then_some(as_of)),
                        ..joint.facts
                    },
                    ..joint
                });
            }
        }
    }
    Ok(found)
}

/// Returns every combination of truths that these expressions can have on one day.
fn joint_on_day(
    atoms: &mut Atoms,
    expressions: &[ExpressionId],
    variables: &[&Variable],
    as_of: Date,
    limits: &Limits<'_>,
) -> Result<Vec<JointTruths>, Unsettled> {
    let classes = variables
        .iter()
        .map(|variable| classes(atoms, variable, as_of, limits));
    let classes = classes.collect::<Result<Vec<_>, _>>()?;
    let found = combinations(atoms, expressions, &classes, limits)?.into_iter();
    let joint = found.map(|(truths, path)| JointTruths {
        facts: facts_of(&classes, &path, &truths),
        truths,
    });
    Ok(joint.collect())
}

/// Returns the days to look back from that some variable tells apart; none if no variable has both
/// limits in the calendar and limits that count back.
fn days_that_matter(atoms: &Atoms, variables: &[&Variable]) -> Vec<Date> {
    let mut days: Vec<i64> = Vec::new();
    for variable in variables {
        for_each_tested_field(atoms, variable, &mut |tests| {
            if tests.depends_on_day() {
                days.extend(tests.days_that_matter());
            }
        });
    }
    days.sort_unstable();
    days.dedup();
    if let Some((first, last)) = days.first().copied().zip(days.last().copied()) {
        days.extend([first - 30, last + 30]);
    }
    days.into_iter().filter_map(numbered_day).collect()
}

/// Returns whether the day that is looked back from matters to a variable.
pub(super) fn depends_on_day(atoms: &Atoms, variable: &Variable) -> bool {
    let mut depends = false;
    for_each_tested_field(atoms, variable, &mut |tests| {
        depends |= tests.depends_on_day();
    });
    depends
}

/// Calls `note` with the tests of a field, or of each column that conditions on events ask for.
fn for_each_tested_field(
    atoms: &Atoms,
    variable: &Variable,
    note: &mut impl FnMut(&FieldTests<'_>),
) {
    match &variable.kind {
        VariableKind::Field(field) => {
            let conditions = conditions(atoms, &variable.atoms);
            note(&FieldTests::new(field, &conditions));
        }
        VariableKind::Events(_) => {
            let mut rows = Atoms::default();
            for condition in conditions(atoms, &variable.atoms) {
                if let Some(row) = &condition.row {
                    rows.expression(row);
                }
            }
            for column in &rows.variables() {
                for_each_tested_field(&rows, column, note);
            }
        }
    }
}

fn conditions<'a>(atoms: &'a Atoms, ids: &[AtomId]) -> Vec<&'a Condition> {
    ids.iter().map(|atom| atoms.condition(*atom)).collect()
}

/// Returns a day from which every window can be looked back through.
fn far_enough(atoms: &Atoms, variables: &[&Variable]) -> Date {
    let all = variables.iter().flat_map(|variable| &variable.atoms);
    let windows = all.flat_map(|atom| {
        let condition = atoms.condition(*atom);
        [condition.within_days, condition.older_than_days]
    });
    let longest = windows.flatten().max().unwrap_or(0);
    let reach = day_number(ANY_DAY) - day_number(jiff::civil::date(1, 1, 1));
    if i64::from(longest) + 400 < reach {
        ANY_DAY
    } else {
        jiff::civil::date(9999, 12, 31)
    }
}

fn classes(
    atoms: &Atoms,
    variable: &Variable,
    as_of: Date,
    limits: &Limits<'_>,
) -> Result<VariableClasses, Unsettled> {
    let conditions = conditions(atoms, &variable.atoms);
    let list = match &variable.kind {
        VariableKind::Field(field) => {
            let tests = FieldTests::new(field, &conditions);
            let values = tests.classes(as_of, limits)?.into_iter();
            values
                .map(|class| VariableClass {
                    truths: class.truths,
                    facts: ClassFacts::Value(field.clone(), class.value),
                })
                .collect()
        }
        VariableKind::Events(names) => event_classes(names, &conditions, as_of, limits)?,
    };
    let rows = conditions
        .iter()
        .filter_map(|condition| condition.row.as_ref());
    let mut event_columns = Vec::new();
    for row in rows {
        row.for_each_field(&mut |column| event_columns.push(column.trim().to_owned()));
    }
    Ok(VariableClasses {
        atoms: variable.atoms.clone(),
        event_columns,
        list,
    })
}

/// A kind of event row, with the columns that make it so.
struct EventRow {
    kind: RowKind,
    columns: Vec<FieldFact>,
}

fn event_classes(
    names: &[String],
    conditions: &[&Condition],
    as_of: Date,
    limits: &Limits<'_>,
) -> Result<Vec<VariableClass>, Unsettled> {
    if names.len() > 200 {
        return Err(Unsettled::of("too many events are asked about together"));
    }
    let mut row_atoms = Atoms::default();
    let mut rows: Vec<ExpressionId> = Vec::new();
    let mut row_numbers: Vec<Option<usize>> = Vec::new();
    for condition in conditions {
        let row = condition.row.as_ref().map(|row| row_atoms.expression(row));
        row_numbers.push(row.map(|row| {
            rows.iter()
                .position(|other| *other == row)
                .unwrap_or_else(|| {
                    rows.push(row);
                    rows.len() - 1
                })
        }));
    }
    let tests = conditions.iter().zip(&row_numbers);
    let tests: Vec<HistoryTest> = tests
        .map(|(condition, row)| history_test(names, condition, *row))
        .collect();
    let mut kinds: Vec<EventRow> = Vec::new();
    for name in 0..names.len() {
        kinds.extend(row_kinds(
            name,
            &tests,
            &mut row_atoms,
            &rows,
            as_of,
            limits,
        )?);
    }
    let plain: Vec<RowKind> = kinds.iter().map(|row| row.kind.clone()).collect();
    let oldest = day_number(as_of) - day_number(jiff::civil::date(1, 1, 1));
    let histories = history_classes(&tests, &plain, oldest, limits)?;
    let written = written_names(names, conditions);
    let classes = histories.into_iter().map(|class| VariableClass {
        truths: class.truths.into_iter().map(Truth::from_bool).collect(),
        facts: ClassFacts::History(
            class
                .events
                .iter()
                .map(|event| EventFact {
                    name: written[kinds[event.kind].kind.name].clone(),
                    days_ago: event.age,
                    minute: event.moment.map(|moment| 8 * 60 + moment),
                    columns: kinds[event.kind].columns.clone(),
                })
                .collect(),
        ),
    });
    Ok(classes.collect())
}

/// Returns the events' names as conditions write them.
fn written_names(names: &[String], conditions: &[&Condition]) -> Vec<String> {
    let mut written = names.to_vec();
    for condition in conditions {
        condition.for_each_event(&mut |name| {
            let at = names.binary_search(&simple_lower(name));
            if let Ok(at) = at
                && written[at] == names[at]
            {
                name.trim().clone_into(&mut written[at]);
            }
        });
    }
    written
}

fn history_test(names: &[String], condition: &Condition, row: Option<usize>) -> HistoryTest {
    let window = Window {
        from: condition
            .older_than_days
            .map_or(0, |days| i64::from(days) + 1),
        to: condition.within_days.map(i64::from),
    };
    let mut asked = event_names(condition);
    if condition.event.is_some() {
        asked.sort();
        asked.dedup();
    }
    let asked = asked
        .iter()
        .filter_map(|name| names.binary_search(name).ok())
        .collect();
    match condition.event {
        None => HistoryTest::InOrder((asked, window)),
        Some(_) => HistoryTest::Count {
            counted: Counted {
                names: asked,
                row,
                window,
                distinct_days: condition.distinct_days,
            },
            at_least: condition.least_times(),
            at_most: condition.at_most,
        },
    }
}

/// Returns the kinds of rows that an event's name can have: every combination of conditions on rows
/// that some columns meet, of the conditions that look at this name.
fn row_kinds(
    name: usize,
    tests: &[HistoryTest],
    row_atoms: &mut Atoms,
    rows: &[ExpressionId],
    as_of: Date,
    limits: &Limits<'_>,
) -> Result<Vec<EventRow>, Unsettled> {
    let mut asked: Vec<usize> = Vec::new();
    for test in tests {
        if let HistoryTest::Count { counted, .. } = test
            && let Some(row) = &counted.row
            && counted.names.contains(&name)
            && !asked.contains(row)
        {
            asked.push(*row);
        }
    }
    let expressions: Vec<ExpressionId> = asked.iter().map(|row| rows[*row]).collect();
    let variables = row_atoms.variables();
    let used = used_variables(row_atoms, &expressions, &variables);
    let mut kinds: Vec<EventRow> = Vec::new();
    for joint in joint_on_day(row_atoms, &expressions, &used, as_of, limits)? {
        let mut meets = vec![false; rows.len()];
        for (row, truth) in asked.iter().zip(&joint.truths) {
            meets[*row] = truth.is_yes();
        }
        if !kinds.iter().any(|row| row.kind.meets == meets) {
            let columns = joint.facts.fields.into_iter();
            kinds.push(EventRow {
                kind: RowKind { name, meets },
                columns: columns
                    .filter(|fact| fact.value != FieldValue::Missing)
                    .collect(),
            });
        }
    }
    Ok(kinds)
}

/// Returns the variables that some expressions depend on.
pub(super) fn used_variables<'a>(
    atoms: &Atoms,
    expressions: &[ExpressionId],
    variables: &'a [Variable],
) -> Vec<&'a Variable> {
    let mut used = Vec::new();
    for expression in expressions {
        atoms
            .expressions
            .for_each_atom(*expression, &mut |atom| used.push(atom));
    }
    let is_used = |variable: &&Variable| variable.atoms.iter().any(|atom| used.contains(atom));
    variables.iter().filter(is_used).collect()
}

/// Truths, and the class of each variable that gives them.
type Combination = (Vec<Truth>, Vec<usize>);

/// Returns every combination of truths, with the class of each variable that gives it.
fn combinations(
    atoms: &mut Atoms,
    expressions: &[ExpressionId],
    classes: &[VariableClasses],
    limits: &Limits<'_>,
) -> Result<Vec<Combination>, Unsettled> {
    let mut steps: Vec<Step> = Vec::new();
    let mut states: Vec<(Vec<ExpressionId>, Option<usize>)> = vec![(expressions.to_vec(), None)];
    for variable in classes {
        let mut seen: FxHashSet<Vec<ExpressionId>> = FxHashSet::default();
        let mut next = Vec::new();
        let mut done: Vec<Substituted> = vec![Substituted::default(); variable.list.len()];
        for (state, before) in states {
            for (class, of) in variable.list.iter().enumerate() {
                limits.spend(1 + state.len() as u64)?;
                let known = |atom: AtomId| {
                    let at = variable.atoms.iter().position(|other| *other == atom)?;
                    Some(of.truths[at])
                };
                let after: Vec<ExpressionId> = state
                    .iter()
                    .map(|id| atoms.expressions.substitute(*id, &known, &mut done[class]))
                    .collect();
                if seen.insert(after.clone()) {
                    check_number(steps.len())?;
                    steps.push(Step { before, class });
                    next.push((after, Some(steps.len() - 1)));
                }
            }
        }
        states = next;
    }
    let path = |mut at: Option<usize>| {
        let mut path = Vec::new();
        while let Some(step) = at {
            path.push(steps[step].class);
            at = steps[step].before;
        }
        path.reverse();
        path
    };
    let found = states.into_iter().map(|(state, at)| {
        let truths = state.iter().map(|id| {
            let truth = atoms.expressions.truth(*id);
            truth.expect("every atom belongs to a variable")
        });
        (truths.collect(), path(at))
    });
    Ok(found.collect())
}

fn facts_of(classes: &[VariableClasses], path: &[usize], truths: &[Truth]) -> LeadFacts {
    let mut facts = LeadFacts::default();
    let holds = truths.iter().any(|truth| truth.is_yes());
    for column in classes.iter().flat_map(|variable| &variable.event_columns) {
        facts.add_event_column(column);
    }
    for (variable, class) in classes.iter().zip(path) {
        match &variable.list[*class].facts {
            ClassFacts::Value(field, value) => facts.fields.push(FieldFact {
                field: field.clone(),
                told: holds || *value != FieldValue::Missing,
                value: value.clone(),
            }),
            ClassFacts::History(events) => facts.events.extend(events.iter().cloned()),
        }
    }
    facts
}
