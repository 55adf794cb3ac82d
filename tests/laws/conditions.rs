//! Conditions of any shape on any lead: the laws of Kleene's three-valued logic, and a second
//! evaluator that agrees.

use std::collections::BTreeMap;
use std::sync::Arc;

use accord::model::{Condition, Criterion, Definition, EventNames, Number};
use accord::records::{EventIndex, ReadOptions, read_events, read_leads};
use accord::scoring::{BoundCondition, Dataset, Engine, Scorer, Truth};
use jiff::civil::date;

use super::script::Script;
use super::{facts, time};

const COLUMNS: [&str; 3] = ["a", "b", "size"];
/// The columns of events besides the lead, the name and the time.
const ROW: [&str; 2] = ["a", "size"];
const FIELDS: [&str; 4] = ["a", "b", "size", "gone"];
const WORDS: [&str; 26] = [
    "x",
    "X ",
    "İ",
    "i\u{307}",
    "ß",
    "ẞ",
    "Σ",
    "ς",
    "K",
    "k",
    "10",
    "-0",
    "9.99",
    "1e3",
    "007",
    " ",
    "",
    "x,\"y\"",
    "two\nlines",
    "\u{a0}x",
    "I\u{307}",
    "two\u{a0}lines",
    "x; I\u{307};k",
    "x\u{37e}y",
    "2024-03-04",
    "2024-03-03T23:30:00-01:00",
];
const DAYS: [&str; 3] = ["2024-03-03", "2024-03-04", "2024-01-01"];
const EVENTS: [&str; 5] = ["visit", "Visit ", "buy", "İnfo", "info"];

/// A condition, three leads and their events, all made from these bytes.
pub fn any_condition(bytes: &[u8]) {
    let mut script = Script::new(bytes);
    let condition = condition(&mut script, 3);
    let lists = Lists::new(&mut script);
    let data = lists.read();
    let truths = evaluate(&condition, &data);
    assert_eq!(truths, evaluate(&condition, &data), "asked twice");
    kleene(&condition, &data, &truths);
    travels(&condition, &data, &truths);
    as_answers(&condition, &data, &truths);
    let second = lists.judged(&condition);
    assert_eq!(truths, second, "{condition:#?}\n{data:#?}");
    if condition.problem().is_none() && asks_no_known(&condition) {
        less_known(&condition, &data, &truths);
    }
}

fn evaluate(condition: &Condition, data: &Dataset) -> Vec<Truth> {
    let evaluate = BoundCondition::new(condition, data);
    data.leads().map(|lead| evaluate.evaluate(&lead)).collect()
}

// ---- the laws ----

fn kleene(condition: &Condition, data: &Dataset, truths: &[Truth]) {
    let parts = |n: usize| Some(vec![condition.clone(); n]);
    let all = |n| Condition {
        all: parts(n),
        ..Condition::default()
    };
    let any = |n| Condition {
        any: parts(n),
        ..Condition::default()
    };
    let none = |n| Condition {
        none: parts(n),
        ..Condition::default()
    };
    let denied: Vec<Truth> = truths.iter().map(|truth| !*truth).collect();
    for n in [1, 2] {
        assert_eq!(evaluate(&all(n), data), truths);
        assert_eq!(evaluate(&any(n), data), truths);
        assert_eq!(evaluate(&none(n), data), denied);
    }
    let twice = Condition {
        none: Some(vec![none(1)]),
        ..Condition::default()
    };
    assert_eq!(evaluate(&twice, data), truths);
    // `none` is the negation of `any`.
    for lists in [&condition.all, &condition.any, &condition.none] {
        let any = Condition {
            any: lists.clone(),
            ..Condition::default()
        };
        let none = Condition {
            none: lists.clone(),
            ..Condition::default()
        };
        let denied: Vec<Truth> = evaluate(&any, data)
            .into_iter()
            .map(|truth| !truth)
            .collect();
        assert_eq!(evaluate(&none, data), denied);
    }
}

/// Written and read again, it is the same condition.
fn travels(condition: &Condition, data: &Dataset, truths: &[Truth]) {
    let text = serde_json::to_string(condition).expect("plain data");
    let read: Condition = serde_json::from_str(&text).expect("it was just written");
    assert_eq!(read, *condition, "{text}");
    assert_eq!(evaluate(&read, data), truths);
}

/// A yes/no criterion has the truth value of its condition. The engine agrees, even when it can
/// reuse most of its last results.
fn as_answers(condition: &Condition, data: &Dataset, truths: &[Truth]) {
    let denied = Condition {
        none: Some(vec![condition.clone()]),
        ..Condition::default()
    };
    let mut engine = Engine::new(Arc::new(data.clone()));
    for (condition, points) in [(condition, 1), (&denied, 1), (&denied, 2), (condition, -1)] {
        let scorer = Arc::new(Scorer::new(&asks(condition, points)));
        let answers = scorer.all_responses(data);
        let scored = engine.score(Arc::clone(&scorer));
        assert_eq!((answers.len(), scored.len()), (truths.len(), truths.len()));
        for (lead, answers) in answers.iter().enumerate() {
            let expected = if *condition == denied {
                !truths[lead]
            } else {
                truths[lead]
            };
            assert_eq!(answers.get(0, 0), expected);
            assert_eq!(scored.responses(lead), *answers, "{condition:#?}");
            assert_eq!(scored.outcome(lead), scorer.outcome(answers));
        }
    }
}

/// A definition of one criterion with this condition.
fn asks(condition: &Condition, points: i64) -> Definition {
    Definition {
        criteria: vec![Criterion {
            points: Some(points.into()),
            when: Some(condition.clone()),
            ..Criterion::default()
        }],
        ..Definition::default()
    }
}

fn asks_no_known(condition: &Condition) -> bool {
    let lists = [&condition.all, &condition.any, &condition.none];
    condition.known.is_none() && lists.into_iter().flatten().flatten().all(asks_no_known)
}

/// Removing a value makes the result unknown or leaves it the same.
fn less_known(condition: &Condition, data: &Dataset, truths: &[Truth]) {
    for column in 0..data.columns.len() {
        let mut less = Dataset::new(data.columns.clone());
        (less.has_events, less.latest_event) = (data.has_events, data.latest_event);
        for mut lead in data.leads() {
            lead.values[column].clear();
            less.push_lead(&lead);
        }
        for (known, truth) in truths.iter().zip(evaluate(condition, &less)) {
            assert!(truth.is_unknown() || truth == *known, "{condition:?}");
        }
    }
}

// ---- what is made ----

/// Any condition, well formed or not, possibly nested.
pub fn condition(script: &mut Script<'_>, depth: usize) -> Condition {
    let mut made = Condition::default();
    loop {
        key(script, depth, &mut made);
        if script.one_in(16) {
            // Sometimes without the field it is about.
            made.field = None;
        }
        if !script.one_in(4) {
            return made;
        }
    }
}

fn key(script: &mut Script<'_>, depth: usize, made: &mut Condition) {
    let which = script.below(if depth > 0 { 26 } else { 23 });
    if which < 7 || (12..17).contains(&which) {
        made.field = Some(script.pick(&FIELDS).to_owned());
    }
    match which {
        0 => made.is = Some(word(script)),
        1 => made.is_in = Some(words(script)),
        2 => made.not_in = Some(words(script)),
        3 => made.contains = Some(word(script)),
        4 => made.min = number(script),
        5 => made.max = number(script),
        6 => made.known = Some(script.one_in(2)),
        7 | 8 => {
            made.event = Some(script.pick(&EVENTS).into());
            made.at_least =
                [None, Some(1), Some(2), Some(3), Some(0), Some(u32::MAX)][script.below(6)];
        }
        9 => made.sequence = Some(events(script)),
        10 => made.within_days = Some(u32::from(script.byte() % 8)),
        11 => made.within_days = Some(u32::MAX - u32::from(script.byte())),
        12 => made.starts_with = Some(word(script)),
        13 => made.ends_with = Some(word(script)),
        14 => made.has = Some(word(script)),
        15 => made.on_or_after = script.pick(&DAYS).parse().ok(),
        16 => made.on_or_before = script.pick(&DAYS).parse().ok(),
        17 => made.older_than_days = Some(u32::from(script.byte() % 8)),
        18 => made.older_than_days = Some(u32::MAX - u32::from(script.byte())),
        19 => made.at_most = Some([0, 1, 2, u32::MAX][script.below(4)]),
        20 => made.distinct_days = true,
        21 => made.event = EventNames::new(events(script)),
        22 => {
            let mut row = Condition::default();
            key(script, 0, &mut row);
            made.row = Some(Box::new(row));
        }
        23 => made.all = Some(parts(script, depth - 1)),
        24 => made.any = Some(parts(script, depth - 1)),
        _ => made.none = Some(parts(script, depth - 1)),
    }
}

fn parts(script: &mut Script<'_>, depth: usize) -> Vec<Condition> {
    let made = script.below(4);
    (0..made).map(|_| condition(script, depth)).collect()
}

fn words(script: &mut Script<'_>) -> Vec<String> {
    let made = script.below(4);
    (0..made).map(|_| word(script)).collect()
}

fn events(script: &mut Script<'_>) -> Vec<String> {
    let made = script.below(4);
    let mut event = || script.pick(&EVENTS).to_owned();
    (0..made).map(|_| event()).collect()
}

fn word(script: &mut Script<'_>) -> String {
    if script.one_in(4) {
        script.text(4)
    } else {
        script.pick(&WORDS).to_owned()
    }
}

fn number(script: &mut Script<'_>) -> Option<Number> {
    let text = word(script);
    Number::parse(&text)
        .ok()
        .or_else(|| Some(i64::from(script.byte()).into()))
}

/// Index of the lead, name of the event, time as written and the values of its row.
type EventLine = (usize, String, String, [String; 2]);

/// Lists of leads and events, as in files.
struct Lists {
    leads: Vec<[String; 3]>,
    events: Option<Vec<EventLine>>,
    options: ReadOptions,
}

const LEADS: usize = 3;

impl Lists {
    fn new(script: &mut Script<'_>) -> Self {
        let leads = (0..LEADS).map(|_| [word(script), word(script), word(script)]);
        let leads: Vec<[String; 3]> = leads
            .map(|lead| lead.map(|text| text.replace('\0', "0")))
            .collect();
        let as_of = script.one_in(3).then(|| date(2024, 3, 4));
        let events = (!script.one_in(5)).then(|| {
            let mut events = Vec::new();
            while !script.is_over() && events.len() < 12 {
                events.push((
                    script.below(LEADS),
                    script.pick(&EVENTS).to_owned(),
                    moment(script),
                    [word(script), word(script)].map(|text| text.replace('\0', "0")),
                ));
            }
            events
        });
        Self {
            leads,
            events,
            options: ReadOptions {
                as_of,
                ..ReadOptions::default()
            },
        }
    }

    /// Reads the lists with the program.
    fn read(&self) -> Dataset {
        let mut leads = format!("lead_id,{}\n", COLUMNS.join(","));
        for (n, values) in self.leads.iter().enumerate() {
            let values = values.each_ref().map(|value| quoted(value)).join(",");
            leads.push_str(&format!("{n},{values}\n"));
        }
        let index = self
            .events
            .as_ref()
            .map_or_else(EventIndex::default, |events| {
                let mut file = format!("lead_id,event,at,{}\n", ROW.join(","));
                for (lead, name, at, row) in events {
                    let row = row.each_ref().map(|value| quoted(value)).join(",");
                    file.push_str(&format!("{lead},{},{at},{row}\n", quoted(name)));
                }
                let (index, rejects) = read_events(file.as_bytes(), &self.options).expect("a file");
                assert_eq!(rejects, []);
                index
            });
        let (data, rejects) = read_leads(leads.as_bytes(), &self.options, index).expect("a file");
        assert_eq!(rejects, []);
        data
    }

    /// The results of the second evaluator.
    fn judged(&self, condition: &Condition) -> Vec<Truth> {
        if condition.problem().is_some() {
            return vec![Truth::Unknown; LEADS];
        }
        let events = self
            .events
            .iter()
            .flatten()
            .map(|(lead, name, at, row)| facts::Happened {
                lead: lead.to_string(),
                name: facts::fold(name),
                at: time::read(at).expect("a plain time"),
                has_clock: time::has_clock(at),
                row: ROW.map(String::from).into_iter().zip(row.clone()).collect(),
            });
        let events: Vec<facts::Happened> = events.collect();
        let latest = events.iter().map(|event| event.at).max();
        let as_of = self
            .options
            .as_of
            .and_then(|day| time::read(&day.to_string()));
        let judge = |(n, values): (usize, &[String; 3])| {
            let fields = COLUMNS.iter().zip(values);
            let lead = facts::Lead {
                fields: fields
                    .map(|(f, v)| ((*f).to_owned(), v.clone()))
                    .collect::<BTreeMap<_, _>>(),
                events: events.iter().filter(|e| e.lead == n.to_string()).collect(),
                data_has_events: !events.is_empty(),
                event_columns: ROW.map(String::from).to_vec(),
                as_of_day: as_of.or(latest).map(time::Moment::day),
            };
            match facts::holds(condition, &lead) {
                Some(holds) => Truth::from_bool(holds),
                None => Truth::Unknown,
            }
        };
        self.leads.iter().enumerate().map(judge).collect()
    }
}

/// A time in the days around the fourth of March.
fn moment(script: &mut Script<'_>) -> String {
    let day = 1 + script.below(8);
    match script.below(4) {
        0 => format!("2024-03-0{day}"),
        1 => format!("2024-03-0{day}T{:02}:30", script.below(24)),
        2 => format!("2024-03-0{day}T{:02}:00:00Z", script.below(24)),
        _ => format!(
            "2024-03-0{day} {:02}:00-0{}:00",
            script.below(24),
            script.below(10)
        ),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
