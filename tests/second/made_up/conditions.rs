//! Made-up conditions, and the texts that conditions and leads share.

use accord::model::{Condition, EventNames, Number};
use jiff::civil::date;

use super::dice::Dice;

/// Texts of which some are equal once trimmed and in simple lower case, and others only nearly: İ
/// is i, not i with a dot above; the final sigma stays as it is; ß is not ss.
pub const TEXTS: &[&str] = &[
    "logistics",
    "Logistics",
    "  LOGISTICS ",
    "istanbul",
    "İstanbul",
    "ISTANBUL\u{a0}",
    "i\u{307}stanbul",
    "straße",
    "STRA\u{1e9e}E",
    "strasse",
    "ΟΔΟΣ",
    "οδοσ",
    "οδος",
    "東京",
    "\u{3000}東京\t",
    "東京都",
    "\u{212a}",
    "k",
    "food, drink",
    "a \"b\" c",
    "two\nlines",
    "two\u{a0}lines",
    "10",
    "Zo\u{308}e",
    "zöe; Logistics ;k",
    "k;\u{a0}zo\u{308}e",
    "k\u{37e}10",
];

/// Texts for days, not all of them days, close to the first of March 2024.
pub const DATES: &[&str] = &[
    "2024-03-01",
    "2024-02-29",
    " 2024-02-23 ",
    "2024-02-01",
    "2024-03-02T00:30:00+02:00",
    "2024-02-29T23:30:00-02:00",
    "2024-03-01T12:00Z",
    "2024-03-05",
    "2023-03-01",
    "2024-02-30",
    "01.03.2024",
    "2024-03",
    "soon",
];

/// Columns of events besides the lead, the name and the time, and one that no list has.
pub const EVENT_COLUMNS: &[&str] = &["page", "amount", "due"];

/// Texts for numeric fields, not all of them numbers.
pub const NUMBERS: &[&str] = &[
    "10",
    "0",
    "+10",
    " 10.0 ",
    "010",
    "9.99",
    "10.000000000001",
    "10.0000000000001",
    "999999999999999999",
    "1234567890123456789",
    "-3",
    "-3.50",
    "-0",
    "250",
    "+0.5",
    "99999999999999999999999999",
    "1e3",
    "1,5",
    ".5",
    "5.",
    "n/a",
    "٣",
    "--1",
    "+",
];

/// Blank texts.
pub const BLANKS: &[&str] = &["", " ", "\u{a0} ", "\t"];

/// Names of events.
pub const EVENTS: &[&str] = &[
    "visit",
    "Visit",
    " VISIT ",
    "demo call",
    "Demo Call",
    "pricing",
    "PRICING",
    "info",
    "İnfo",
    "i\u{307}nfo",
];

/// Fields to ask about; no list has the column `gone`.
pub const TEXT_FIELDS: &[&str] = &["industry", "city", "land", "gone"];
/// Fields that are usually asked about as numbers.
pub const NUMBER_FIELDS: &[&str] = &["size", "spend"];

/// The field that is usually asked about as a day.
pub const DATE_FIELD: &str = "since";

const PARTS_OF_TEXTS: &[&str] = &[
    "LOG", "st", "İ", "京", "σ", "Ss", "ß", "\u{212a}", "0", "two ", "Zö",
];
const ELEMENTS: &[&str] = &["k", " ZÖE", "logistics", "10", "food, drink"];
const BOUND_DAYS: &[jiff::civil::Date] = &[
    date(2024, 3, 1),
    date(2024, 2, 29),
    date(2024, 2, 23),
    date(2024, 1, 1),
];
const BOUNDS: &[&str] = &[
    "10",
    "0",
    "9.99",
    "10.5",
    "-3",
    "-3.5",
    "250",
    "999999999999999999",
];
const DAYS: &[u32] = &[7, 0, 1, 2, 30, 31];

/// A condition without a problem, with up to two more levels of nesting.
pub fn condition(dice: &mut Dice, depth: usize) -> Condition {
    let mut condition = Condition::default();
    add_key(dice, depth, &mut condition);
    while dice.one_in(4) {
        let before = condition.clone();
        add_key(dice, depth, &mut condition);
        if condition.problem().is_some() {
            // Two subjects, and a key that may stand beside one alone.
            condition = before;
        }
    }
    if condition.within_days.is_none() && asks_events(&condition) && dice.one_in(2) {
        condition.within_days = Some(days(dice));
    }
    condition
}

fn days(dice: &mut Dice) -> u32 {
    DAYS[dice.below(DAYS.len())]
}

fn asks_events(condition: &Condition) -> bool {
    condition.event.is_some() || condition.sequence.is_some()
}

fn add_key(dice: &mut Dice, depth: usize, condition: &mut Condition) {
    match dice.below(if depth > 0 { 12 } else { 9 }) {
        0..=2 => on_text(dice, condition),
        3 => on_number(dice, condition),
        4 | 5 => {
            condition.event = Some(dice.pick(EVENTS).into());
            condition.at_least = [None, Some(1), Some(2), Some(3)][dice.below(4)];
            while dice.one_in(3) {
                narrow_events(dice, condition);
            }
        }
        6 => {
            condition.sequence = Some(sequence(dice));
            if dice.one_in(4) && condition.field.is_none() && condition.event.is_none() {
                condition.older_than_days = Some(days(dice));
            }
        }
        7 | 8 => on_day(dice, condition),
        9 => condition.all = Some(parts(dice, depth - 1)),
        10 => condition.any = Some(parts(dice, depth - 1)),
        _ => condition.none = Some(parts(dice, depth - 1)),
    }
}

/// Adds a key that a count of events alone can have.
fn narrow_events(dice: &mut Dice, condition: &mut Condition) {
    match dice.below(5) {
        0 => condition.event = EventNames::new(texts(dice, EVENTS, 3)),
        1 => {
            let least = condition.at_least.unwrap_or(0);
            condition.at_most = Some(least + [0, 1, 2][dice.below(3)]);
        }
        2 => condition.older_than_days = Some(days(dice)),
        3 => condition.distinct_days = true,
        _ => condition.row = Some(Box::new(row(dice, 1))),
    }
}

/// A condition on the row of an event, usually on columns that are there.
fn row(dice: &mut Dice, depth: usize) -> Condition {
    let mut condition = Condition::default();
    let parts = |dice: &mut Dice| Some((0..=dice.below(2)).map(|_| row(dice, 0)).collect());
    match dice.below(if depth > 0 { 8 } else { 5 }) {
        5 => condition.all = parts(dice),
        6 => condition.any = parts(dice),
        7 => condition.none = parts(dice),
        on_field => {
            let column = dice.below(EVENT_COLUMNS.len());
            let gone = dice.one_in(12);
            condition.field = Some(if gone { "gone" } else { EVENT_COLUMNS[column] }.to_owned());
            match (column, on_field) {
                (0, _) | (_, 4) => on_text(dice, &mut condition),
                (1, _) => on_number(dice, &mut condition),
                _ => on_day(dice, &mut condition),
            }
        }
    }
    condition
}

fn on_day(dice: &mut Dice, condition: &mut Condition) {
    condition.field.get_or_insert_with(|| DATE_FIELD.to_owned());
    let which = dice.below(4);
    if which == 0 {
        condition.on_or_after = Some(BOUND_DAYS[dice.below(BOUND_DAYS.len())]);
    }
    if which == 1 || dice.one_in(4) {
        condition.on_or_before = Some(BOUND_DAYS[dice.below(BOUND_DAYS.len())]);
    }
    if asks_events(condition) {
        return;
    }
    if which == 2 {
        condition.within_days = Some(days(dice));
    }
    if which == 3 || dice.one_in(4) {
        condition.older_than_days = Some(days(dice));
    }
}

fn parts(dice: &mut Dice, depth: usize) -> Vec<Condition> {
    (0..=dice.below(2))
        .map(|_| condition(dice, depth))
        .collect()
}

/// Usually two or three of the common names, so that their order decides.
fn sequence(dice: &mut Dice) -> Vec<String> {
    let common = &EVENTS[..7];
    let from = if dice.one_in(4) { EVENTS } else { common };
    let mut names = texts(dice, from, 2);
    if !dice.one_in(4) {
        names.push(dice.pick(common).to_owned());
    }
    names
}

/// Up to so many of these, possibly with a duplicate.
fn texts(dice: &mut Dice, from: &[&str], most: usize) -> Vec<String> {
    (0..=dice.below(most))
        .map(|_| dice.pick(from).to_owned())
        .collect()
}

fn on_text(dice: &mut Dice, condition: &mut Condition) {
    if condition.field.is_none() {
        let all = [TEXT_FIELDS, TEXT_FIELDS, NUMBER_FIELDS, &[DATE_FIELD]].concat();
        condition.field = Some(dice.pick(&all).to_owned());
    }
    match dice.below(8) {
        0 => condition.is = Some(dice.pick(TEXTS).to_owned()),
        1 => condition.is_in = Some(texts(dice, TEXTS, 6)),
        2 => condition.not_in = Some(texts(dice, TEXTS, 6)),
        3 => condition.contains = Some(dice.pick(PARTS_OF_TEXTS).to_owned()),
        4 => condition.starts_with = Some(dice.pick(PARTS_OF_TEXTS).to_owned()),
        5 => condition.ends_with = Some(dice.pick(PARTS_OF_TEXTS).to_owned()),
        6 => condition.has = Some(dice.pick(ELEMENTS).to_owned()),
        _ => condition.known = Some(dice.one_in(2)),
    }
}

fn on_number(dice: &mut Dice, condition: &mut Condition) {
    if condition.field.is_none() {
        let all = [NUMBER_FIELDS, NUMBER_FIELDS, NUMBER_FIELDS, TEXT_FIELDS].concat();
        condition.field = Some(dice.pick(&all).to_owned());
    }
    let which = dice.below(3);
    if which != 1 {
        condition.min = Some(bound(dice));
    }
    if which != 0 {
        condition.max = Some(bound(dice));
    }
}

fn bound(dice: &mut Dice) -> Number {
    Number::parse(dice.pick(BOUNDS)).expect("a number")
}
