//! Every answer pattern that some lead could give, by writing leads down.
//!
//! Criteria that share a field, an event or the day looked back from are one topic. Of each topic
//! every lead is written down, with the values and histories of `values.rs` and `histories.rs`;
//! patterns of topics that share nothing go with each other freely.
//!
//! Where the language's description leaves something open, this is how it's read here:
//!
//! - A pattern says of each answer whether it holds, after `one-of` and `otherwise`; an answer that
//!   isn't known doesn't hold, and a pattern is the same as one in which it's no.
//! - The joint pattern of two versions is the pair of their patterns on the same lead. So an answer
//!   that isn't reached in either version, because another one before it holds, makes no pattern of
//!   its own; and reordering the answers of a `one-of` criterion that is asked in the room makes
//!   none either, as the room gives one answer at a time.
//! - Answers without `when` are facts named by criterion and answer. If one version asks for one of
//!   several answers, at most one of those is yes, whatever the other version makes of it. In a
//!   version that doesn't know the answer that is yes, the others are no, and its `otherwise` holds.
//! - An `otherwise` answer is never a fact by itself: in each version it follows from the others.
//! - Beyond displayed counts, a criterion that is asked in the room as a whole may be without an
//!   answer, in both versions at once, and an answer without `when` beside others with one may be
//!   unknown by itself.
//! - The extremes of points are those of the leads that displayed counts count.
//! - Digits that are a day as well as a number, such as seconds since 1970, aren't written down: where
//!   a field is asked about both, nothing need be settled.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::conditions::{Atom, Event, Lead, Test, Tree};
use super::histories::{distinct_values, histories};
use super::scoring::{Scorer, Source, resolve};
use super::values::mixes;

/// Any day will do where no absolute day is asked about: 2026-03-01.
pub const A_DAY: i64 = 20_513;

/// Leads of one topic, on one day, beyond which it's too much to write down.
const MOST_LEADS: usize = 10_000;

/// Which answers of each version hold.
pub type Pattern = Vec<Vec<bool>>;

/// What the room answered, by criterion and answer.
type Choice = BTreeMap<(String, String), Option<bool>>;

/// The patterns of one topic.
#[derive(Debug, Default)]
pub struct Topic {
    /// Its criteria, by id.
    pub criteria: BTreeSet<String>,
    /// Each pattern, whether displayed counts count it, and a lead that gives it.
    pub patterns: Vec<(Pattern, bool, Lead)>,
    /// How many leads were written down.
    pub leads: usize,
    /// Whether numbers, days and parts of texts meet on one field or column.
    pub mixed: bool,
    /// Answers whose conditions hold of other leads in the second version than in the first.
    pub moved: BTreeSet<(String, String)>,
}

/// What an answer asks, with its questions by number.
enum Asked {
    Free,
    Otherwise,
    When(Tree<usize>),
}

/// One or two versions, read together.
pub struct World<'a> {
    pub versions: Vec<Scorer<'a>>,
    atoms: Vec<Atom>,
    /// By version, criterion and answer.
    asked: Vec<Vec<Vec<Asked>>>,
}

impl<'a> World<'a> {
    pub fn new(versions: Vec<Scorer<'a>>) -> Self {
        let mut atoms: Vec<Atom> = Vec::new();
        let mut number = |atom: &Atom| {
            atoms.iter().position(|a| a == atom).unwrap_or_else(|| {
                atoms.push(atom.clone());
                atoms.len() - 1
            })
        };
        let mut asked = Vec::new();
        for version in &versions {
            let mut criteria = Vec::new();
            for criterion in &version.criteria {
                let answers = criterion.answers.iter().map(|answer| match &answer.source {
                    Source::Free => Asked::Free,
                    Source::Otherwise => Asked::Otherwise,
                    Source::When(tree) => Asked::When(tree.map(&mut number)),
                });
                criteria.push(answers.collect());
            }
            asked.push(criteria);
        }
        Self {
            versions,
            atoms,
            asked,
        }
    }

    /// The topics, each with every pattern; nothing if that's too much to write down.
    pub fn topics(&self) -> Option<Vec<Topic>> {
        self.criteria_together()
            .into_iter()
            .map(|ids| self.topic(ids))
            .collect()
    }

    /// Where the criteria with these ids stand: version and place.
    fn places<'s>(
        &'s self,
        ids: &'s BTreeSet<String>,
    ) -> impl Iterator<Item = (usize, usize)> + 's {
        let of = move |(version, scorer): (usize, &'s Scorer<'a>)| {
            let places = scorer.criteria.iter().enumerate();
            let of = places.filter(|(_, c)| ids.contains(&c.id));
            of.map(move |(place, _)| (version, place))
                .collect::<Vec<_>>()
        };
        self.versions.iter().enumerate().flat_map(of)
    }

    /// The questions that a set of criteria asks.
    fn questions(&self, ids: &BTreeSet<String>) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        for (version, place) in self.places(ids) {
            for asked in &self.asked[version][place] {
                if let Asked::When(tree) = asked {
                    all.extend(tree.questions());
                }
            }
        }
        all
    }

    /// Sets of criteria that share fields, events or the day, each as large as need be.
    fn criteria_together(&self) -> Vec<BTreeSet<String>> {
        let ids = self
            .versions
            .iter()
            .flat_map(|v| v.criteria.iter().map(|c| c.id.clone()));
        let mut sets: Vec<(BTreeSet<String>, BTreeSet<String>)> = Vec::new();
        for id in ids.collect::<BTreeSet<_>>() {
            let mut own = BTreeSet::from([id]);
            let mut topics = self.shared(&self.questions(&own));
            // What goes together through this criterion becomes one set.
            sets.retain(|(others, their_topics)| {
                let apart = topics.is_disjoint(their_topics);
                if !apart {
                    own.extend(others.iter().cloned());
                }
                apart
            });
            topics.extend(self.shared(&self.questions(&own)));
            sets.push((own, topics));
        }
        // A set can come to look at the day only as a whole.
        let (day, mut others): (Vec<_>, Vec<_>) = sets
            .into_iter()
            .partition(|(_, topics)| topics.contains("the day"));
        if !day.is_empty() {
            let together = day.into_iter().flat_map(|(ids, _)| ids).collect();
            others.push((together, BTreeSet::new()));
        }
        others.into_iter().map(|(ids, _)| ids).collect()
    }

    /// What a set of questions is about.
    fn shared(&self, questions: &BTreeSet<usize>) -> BTreeSet<String> {
        let mut topics = BTreeSet::new();
        for question in questions {
            match &self.atoms[*question] {
                Atom::Field(field, _) => {
                    topics.insert(format!("field {field}"));
                }
                Atom::Events(count) => {
                    topics.extend(count.names.iter().map(|n| format!("event {n}")));
                }
                Atom::Sequence { names, .. } => {
                    topics.extend(names.iter().map(|n| format!("event {n}")));
                }
            }
        }
        if !self.days(questions).0 {
            topics.insert("the day".into());
        }
        topics
    }

    /// The questions about each field and column.
    fn tests(&self, questions: &BTreeSet<usize>) -> BTreeMap<(bool, &String), Vec<&Test>> {
        let mut tests: BTreeMap<(bool, &String), Vec<&Test>> = BTreeMap::new();
        for question in questions {
            match &self.atoms[*question] {
                Atom::Field(field, test) => tests.entry((true, field)).or_default().push(test),
                Atom::Events(count) => {
                    for (column, test) in count.row.iter().flat_map(|r| r.questions()) {
                        tests.entry((false, column)).or_default().push(test);
                    }
                }
                Atom::Sequence { .. } => {}
            }
        }
        tests
    }

    /// Whether any day to look back from is as good as another, and the days worth looking at: those
    /// around each moment at which a day asked about meets one counted from the day itself.
    fn days(&self, questions: &BTreeSet<usize>) -> (bool, Vec<i64>) {
        let mut days = BTreeSet::new();
        for tests in self.tests(questions).values() {
            let mut absolute = Vec::new();
            let mut relative = Vec::new();
            for test in tests {
                match test {
                    Test::OnOrAfter(day) => absolute.push(*day),
                    Test::OnOrBefore(day) => absolute.push(day + 1),
                    Test::WithinDays(days) => relative.extend([-1, i64::from(*days)]),
                    Test::OlderThanDays(days) => relative.push(i64::from(*days)),
                    _ => {}
                }
            }
            for day in absolute {
                for after in &relative {
                    days.extend((-2..=2).map(|near| day + after + near));
                }
            }
        }
        if days.is_empty() {
            return (true, vec![A_DAY]);
        }
        (false, days.into_iter().collect())
    }

    fn topic(&self, criteria: BTreeSet<String>) -> Option<Topic> {
        let questions = self.questions(&criteria);
        let tests = self.tests(&questions);
        let mut topic = Topic {
            mixed: tests.values().any(|tests| mixes(tests)),
            ..Topic::default()
        };
        // By what each answer is by itself, a lead that makes it so.
        let mut answered: BTreeMap<Vec<Option<bool>>, Lead> = BTreeMap::new();
        for as_of in self.days(&questions).1 {
            self.write_leads(&questions, as_of, &mut |lead, values| {
                topic.leads += 1;
                let answers = self.answers(&criteria, values);
                answered.entry(answers).or_insert_with(lead);
            })?;
        }
        let mut patterns: HashMap<Pattern, (bool, Lead)> = HashMap::new();
        for (values, lead) in &answered {
            self.note_moved(&criteria, values, &mut topic.moved);
            for (choice, displayed) in self.choices(&criteria) {
                let pattern = self.resolve(&criteria, values, &choice);
                let entry = patterns
                    .entry(pattern)
                    .or_insert_with(|| (displayed, lead.clone()));
                entry.0 |= displayed;
            }
        }
        let patterns = patterns
            .into_iter()
            .map(|(pattern, (shown, lead))| (pattern, shown, lead));
        topic.patterns = patterns.collect();
        topic.patterns.sort_by(|a, b| a.0.cmp(&b.0));
        topic.criteria = criteria;
        Some(topic)
    }

    /// Writes down every lead of a topic on one day, with the value of each question; nothing if that
    /// is too much.
    fn write_leads(
        &self,
        questions: &BTreeSet<usize>,
        as_of: i64,
        each: &mut impl FnMut(&mut dyn FnMut() -> Lead, &[Option<bool>]),
    ) -> Option<()> {
        // Of each field or of all events: what is written, and the values of the questions about it.
        type Written = (Vec<usize>, Vec<(Lead, Vec<Option<bool>>)>);
        let mut parts: Vec<Written> = Vec::new();
        let about = |field: Option<&String>| -> Vec<usize> {
            let is = |q: &usize| match &self.atoms[*q] {
                Atom::Field(f, _) => Some(f) == field,
                _ => field.is_none(),
            };
            questions.iter().copied().filter(|q| is(q)).collect()
        };
        let judged = |questions: &[usize], leads: Vec<Lead>| {
            let mut distinct: BTreeMap<Vec<Option<bool>>, Lead> = BTreeMap::new();
            for lead in leads {
                let values = questions
                    .iter()
                    .map(|q| self.atoms[*q].value(&lead))
                    .collect();
                distinct.entry(values).or_insert(lead);
            }
            distinct
                .into_iter()
                .map(|(values, lead)| (lead, values))
                .collect()
        };
        for ((is_field, field), tests) in self.tests(questions) {
            if !is_field {
                continue;
            }
            let lead = |value: Option<String>| Lead {
                fields: value.map(|v| (field.clone(), v)).into_iter().collect(),
                as_of,
                ..Lead::default()
            };
            let leads = distinct_values(&tests, as_of)
                .into_iter()
                .map(lead)
                .collect();
            let own = about(Some(field));
            parts.push((own.clone(), judged(&own, leads)));
        }
        let own = about(None);
        // Events that no question asks about together are written down apart.
        for own in self.events_apart(&own) {
            let atoms: Vec<&Atom> = own.iter().map(|q| &self.atoms[*q]).collect();
            let names: BTreeSet<String> = atoms.iter().flat_map(|a| names_of(a)).cloned().collect();
            let names: Vec<String> = names.into_iter().collect();
            let lead = |events: Vec<Event>| Lead {
                events,
                as_of,
                ..Lead::default()
            };
            let leads = histories(&names, &atoms, as_of)?
                .into_iter()
                .map(lead)
                .collect();
            parts.push((own.clone(), judged(&own, leads)));
        }
        if parts.iter().map(|part| part.1.len()).product::<usize>() > MOST_LEADS {
            return None;
        }
        let mut values = vec![None; self.atoms.len()];
        let mut chosen = vec![0; parts.len()];
        loop {
            for (part, at) in parts.iter().zip(&chosen) {
                for (question, value) in part.0.iter().zip(&part.1[*at].1) {
                    values[*question] = *value;
                }
            }
            let mut lead = || {
                let mut lead = Lead {
                    as_of,
                    ..Lead::default()
                };
                for (part, at) in parts.iter().zip(&chosen) {
                    lead.fields.extend(part.1[*at].0.fields.clone());
                    lead.events.extend(part.1[*at].0.events.clone());
                }
                lead
            };
            each(&mut lead, &values);
            let Some(next) = (0..parts.len()).find(|p| chosen[*p] + 1 < parts[*p].1.len()) else {
                return Some(());
            };
            chosen[next] += 1;
            chosen[..next].fill(0);
        }
    }

    /// Questions about events, in sets that share no event.
    fn events_apart(&self, questions: &[usize]) -> Vec<Vec<usize>> {
        let mut sets: Vec<(BTreeSet<&String>, Vec<usize>)> = Vec::new();
        for question in questions {
            let mut names: BTreeSet<&String> = names_of(&self.atoms[*question]).iter().collect();
            let mut own = vec![*question];
            sets.retain(|(others, asked)| {
                let apart = names.is_disjoint(others);
                if !apart {
                    own.extend(asked);
                }
                apart
            });
            for question in &own {
                names.extend(names_of(&self.atoms[*question]));
            }
            sets.push((names, own));
        }
        sets.into_iter().map(|(_, own)| own).collect()
    }

    /// What each answer of a topic is by itself, by version, criterion and answer.
    fn answers(&self, ids: &BTreeSet<String>, values: &[Option<bool>]) -> Vec<Option<bool>> {
        let mut answers = Vec::new();
        for (version, place) in self.places(ids) {
            for asked in &self.asked[version][place] {
                answers.push(match asked {
                    Asked::When(tree) => tree.value(&mut |question| values[*question]),
                    Asked::Free | Asked::Otherwise => None,
                });
            }
        }
        answers
    }

    /// Notes the answers whose conditions, in both versions, say something else of this lead.
    fn note_moved(
        &self,
        ids: &BTreeSet<String>,
        values: &[Option<bool>],
        moved: &mut BTreeSet<(String, String)>,
    ) {
        let mut first: BTreeMap<(&String, &String), Option<bool>> = BTreeMap::new();
        let mut values = values.iter();
        for (version, place) in self.places(ids) {
            let criterion = &self.versions[version].criteria[place];
            for answer in &criterion.answers {
                let value = *values.next().expect("a value for each answer");
                if !matches!(answer.source, Source::When(_)) {
                    continue;
                }
                let before = first.insert((&criterion.id, &answer.id), value);
                if before.is_some_and(|before| before != value) {
                    moved.insert((criterion.id.clone(), answer.id.clone()));
                }
            }
        }
    }

    /// What the room may have answered in a topic, and whether displayed counts count that.
    fn choices(&self, ids: &BTreeSet<String>) -> Vec<(Choice, bool)> {
        let mut all = vec![(BTreeMap::new(), true)];
        for id in ids {
            let own: BTreeSet<String> = BTreeSet::from([id.clone()]);
            let mut free: BTreeSet<&String> = BTreeSet::new();
            let mut one_of: Vec<BTreeSet<&String>> = Vec::new();
            for (version, place) in self.places(&own) {
                let criterion = &self.versions[version].criteria[place];
                let asked = criterion
                    .answers
                    .iter()
                    .filter(|a| a.source == Source::Free);
                let asked: BTreeSet<&String> = asked.map(|a| &a.id).collect();
                free.extend(&asked);
                if criterion.asks_one() {
                    one_of.push(asked);
                }
            }
            let asks_one = !one_of.is_empty();
            let mut own: Vec<BTreeMap<&String, Option<bool>>> = vec![BTreeMap::new()];
            for answer in free {
                own = own
                    .into_iter()
                    .flat_map(|so_far| {
                        [Some(false), Some(true), None].map(|value| {
                            let mut more = so_far.clone();
                            more.insert(answer, value);
                            more
                        })
                    })
                    .collect();
            }
            own.retain(|choice| {
                let yes = |answers: &BTreeSet<&String>| {
                    answers.iter().filter(|a| choice[**a] == Some(true)).count()
                };
                let unknown = choice.values().filter(|v| v.is_none()).count();
                one_of.iter().all(|answers| yes(answers) <= 1)
                    && (!asks_one || unknown == 0 || unknown == choice.len())
            });
            let mut more = Vec::new();
            for (so_far, shown) in &all {
                for choice in &own {
                    let mut both: Choice = so_far.clone();
                    let named = choice.iter().map(|(a, v)| ((id.clone(), (*a).clone()), *v));
                    both.extend(named);
                    more.push((both, *shown && choice.values().all(Option::is_some)));
                }
            }
            all = more;
        }
        all
    }

    /// The pattern of a topic's answers; those of other topics don't hold.
    fn resolve(&self, ids: &BTreeSet<String>, values: &[Option<bool>], choice: &Choice) -> Pattern {
        let mut pattern: Pattern = self
            .versions
            .iter()
            .map(|v| vec![false; v.answers()])
            .collect();
        let mut values = values.iter();
        for (version, place) in self.places(ids) {
            let criterion = &self.versions[version].criteria[place];
            let own: Vec<Option<bool>> = criterion
                .answers
                .iter()
                .map(|answer| {
                    let value = *values.next().expect("a value for each answer");
                    match answer.source {
                        Source::Free => choice[&(criterion.id.clone(), answer.id.clone())],
                        _ => value,
                    }
                })
                .collect();
            let held = resolve(criterion, &own);
            pattern[version][criterion.first..][..held.len()].copy_from_slice(&held);
        }
        pattern
    }

    /// The fields, and the columns of events, that are asked about.
    pub fn columns(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let all = (0..self.atoms.len()).collect();
        let (mut fields, mut of_events) = (BTreeSet::new(), BTreeSet::new());
        for (is_field, name) in self.tests(&all).into_keys() {
            if is_field {
                &mut fields
            } else {
                &mut of_events
            }
            .insert(name.clone());
        }
        (fields, of_events)
    }

    /// The pattern of one lead whose answers without `when` are all no.
    pub fn pattern_of(&self, lead: &Lead) -> Pattern {
        let values: Vec<Option<bool>> = self.atoms.iter().map(|a| a.value(lead)).collect();
        let of = |scorer: &Scorer<'_>, asked: &Vec<Vec<Asked>>| -> Vec<bool> {
            let criteria = scorer.criteria.iter().zip(asked);
            let held = criteria.flat_map(|(criterion, asked)| {
                let own: Vec<Option<bool>> = asked
                    .iter()
                    .map(|asked| match asked {
                        Asked::When(tree) => tree.value(&mut |question| values[*question]),
                        Asked::Free => Some(false),
                        Asked::Otherwise => None,
                    })
                    .collect();
                resolve(criterion, &own)
            });
            held.collect()
        };
        self.versions
            .iter()
            .zip(&self.asked)
            .map(|(s, a)| of(s, a))
            .collect()
    }
}

fn names_of(atom: &Atom) -> &Vec<String> {
    match atom {
        Atom::Events(count) => &count.names,
        Atom::Sequence { names, .. } => names,
        Atom::Field(..) => panic!("a field isn't an event"),
    }
}

/// Calls `each` with every pattern of all topics together, and whether displayed counts count it.
pub fn together(topics: &[Topic], each: &mut impl FnMut(&Pattern, bool)) {
    let Some((first, rest)) = topics.split_first() else {
        return;
    };
    for (pattern, shown, _) in &first.patterns {
        go(pattern, *shown, rest, each);
    }
}

fn go(so_far: &Pattern, shown: bool, rest: &[Topic], each: &mut impl FnMut(&Pattern, bool)) {
    let Some((next, rest)) = rest.split_first() else {
        each(so_far, shown);
        return;
    };
    for (pattern, shown_too, _) in &next.patterns {
        let mut both = so_far.clone();
        for (version, held) in both.iter_mut().zip(pattern) {
            version.iter_mut().zip(held).for_each(|(a, b)| *a |= b);
        }
        go(&both, shown && *shown_too, rest, each);
    }
}
