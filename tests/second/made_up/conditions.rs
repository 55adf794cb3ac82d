//! Made-up conditions, and the texts that conditions and leads share.

use accord::model::{Condition, Number};

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
    "10",
];

/// Texts for numeric fields, not all of them numbers.
pub const NUMBERS: &[&str] = &[
    "10",
    "0",
    "+10",
    " 10.0 ",
    "010",
    "9.99",
    "10.0000000000000000001",
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

const PARTS_OF_TEXTS: &[&str] = &["LOG", "st", "İ", "京", "σ", "Ss", "ß", "\u{212a}", "0"];
const BOUNDS: &[&str] = &[
    "10",
    "0",
    "9.99",
    "10.5",
    "-3",
    "-3.5",
    "250",
    "100000000000000000000",
];
const DAYS: &[u32] = &[7, 0, 1, 2, 30, 31];

/// A condition without a problem, with up to two more levels of nesting.
pub fn condition(dice: &mut Dice, depth: usize) -> Condition {
    let mut condition = Condition::default();
    add_key(dice, depth, &mut condition);
    while dice.one_in(4) {
        add_key(dice, depth, &mut condition);
    }
    if condition.within_days.is_none() && asks_events(&condition) && dice.one_in(2) {
        condition.within_days = Some(DAYS[dice.below(DAYS.len())]);
    }
    condition
}

fn asks_events(condition: &Condition) -> bool {
    condition.event.is_some() || condition.sequence.is_some()
}

fn add_key(dice: &mut Dice, depth: usize, condition: &mut Condition) {
    match dice.below(if depth > 0 { 10 } else { 7 }) {
        0..=2 => on_text(dice, condition),
        3 => on_number(dice, condition),
        4 | 5 => {
            condition.event = Some(dice.pick(EVENTS).to_owned());
            condition.at_least = [None, Some(1), Some(2), Some(3)][dice.below(4)];
        }
        6 => condition.sequence = Some(sequence(dice)),
        7 => condition.all = Some(parts(dice, depth - 1)),
        8 => condition.any = Some(parts(dice, depth - 1)),
        _ => condition.none = Some(parts(dice, depth - 1)),
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
        let all = [TEXT_FIELDS, TEXT_FIELDS, NUMBER_FIELDS].concat();
        condition.field = Some(dice.pick(&all).to_owned());
    }
    match dice.below(5) {
        0 => condition.is = Some(dice.pick(TEXTS).to_owned()),
        1 => condition.is_in = Some(texts(dice, TEXTS, 6)),
        2 => condition.not_in = Some(texts(dice, TEXTS, 6)),
        3 => condition.contains = Some(dice.pick(PARTS_OF_TEXTS).to_owned()),
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
