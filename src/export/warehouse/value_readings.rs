//! How texts are read as numbers, days and times.

use super::dialect::SqlEngine;
use super::time_pieces::{TimeForm, TimePiece, escaped};
use crate::model::{DecimalMark, ReadingRules, ThousandsMark};
use crate::scoring::simple_lower;

/// Reads texts as a list writes numbers and times. Texts are plain and in lower case.
pub(super) struct ValueReadings<'a> {
    engine: &'a dyn SqlEngine,
    rules: &'a ReadingRules,
    format: Option<TimeForm>,
}

impl<'a> ValueReadings<'a> {
    /// Makes ready what is said of how texts are written. Also returns what can't be put into SQL,
    /// as sentences.
    pub fn new(engine: &'a dyn SqlEngine, rules: &'a ReadingRules) -> (Self, Vec<String>) {
        let format = rules.time_format.as_deref().map(TimeForm::formatted);
        let notices = match &format {
            Some(Err(directive)) => vec![format!(
                "`{directive}` of --time-format isn't put into SQL: times of that form are \
                 unreadable here; have the warehouse make them timestamps, and say so in --types"
            )],
            _ => Vec::new(),
        };
        let readings = Self {
            engine,
            rules,
            format: format.and_then(Result::ok),
        };
        (readings, notices)
    }

    /// The zone in which days are counted.
    pub fn zone(&self) -> &str {
        let zone = self.rules.time_zone.as_deref().map(str::trim);
        zone.filter(|zone| !zone.is_empty()).unwrap_or("UTC")
    }

    /// The texts that stand for nothing, as they are compared.
    pub fn empty_texts(&self) -> Vec<String> {
        let texts = self.rules.empty.iter().map(|text| simple_lower(text));
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// A text as a number; null if it is none.
    pub fn number(&self, x: &str) -> String {
        let engine = self.engine;
        let kind = engine.decimal_type();
        let mark = match self.rules.decimal.unwrap_or_default() {
            DecimalMark::Point => "[.]",
            DecimalMark::Comma => ",",
        };
        let fraction = format!("(?:{mark}[0-9]{{1,12}})?");
        let strips = self.stripped_texts();
        if strips.is_none() && self.rules.thousands.is_none() && mark == "[.]" {
            let form = format!("[+-]?[0-9]{{1,18}}{fraction}");
            let fits = engine.is_of_form(x, &form);
            return format!("CASE WHEN {fits} THEN CAST({x} AS {kind}) END");
        }
        let whole = match self.rules.thousands {
            None => "[0-9]{1,18}".to_owned(),
            Some(mark) => {
                let mark = thousands_form(mark);
                format!("(?:[0-9]{{1,18}}|[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}}){{1,5}})")
            }
        };
        let number = format!("{whole}{fraction}");
        let (before, after) = match &strips {
            None => ("(?:[+-])?".to_owned(), String::new()),
            Some(strips) => (
                format!("(?:{strips} *)*(?:[+-] *(?:{strips} *)+|[+-])?"),
                format!("(?: *{strips})*"),
            ),
        };
        let digits = engine.captured(x, &format!("{before}({number}){after}"));
        let digits = self.without_marks(&digits);
        let before_sign = strips.map_or_else(String::new, |strips| format!("(?:{strips} *)*"));
        let negative = engine.is_of_form(x, &format!("{before_sign}-.*"));
        format!("CAST({digits} AS {kind}) * CASE WHEN {negative} THEN -1 ELSE 1 END")
    }

    /// What is taken off numbers, as a regular expression.
    fn stripped_texts(&self) -> Option<String> {
        let texts = self.rules.strip.iter().map(|text| simple_lower(text));
        let mut texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let forms: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
        (!forms.is_empty()).then(|| format!("(?:{})", forms.join("|")))
    }

    fn without_marks(&self, digits: &str) -> String {
        let engine = self.engine;
        let mut digits = digits.to_owned();
        if let Some(mark) = self.rules.thousands {
            digits = engine.replaced(&digits, thousands_form(mark), "");
        }
        if self.rules.decimal == Some(DecimalMark::Comma) {
            digits = engine.replaced(&digits, ",", ".");
        }
        digits
    }

    /// A text as a point in time of the list's zone, midnight if only the day is written; null if it
    /// is none.
    pub fn local_time(&self, x: &str) -> String {
        let engine = self.engine;
        let mut cases = vec![
            format!(
                "WHEN {} THEN CAST({} AS {})",
                engine.is_of_form(x, ISO_DAY),
                engine.day(x),
                engine.timestamp_type()
            ),
            format!(
                "WHEN {} THEN {}",
                engine.is_of_form(x, "[0-9]{10}"),
                engine.epoch(&format!("{} * 1000", engine.whole(x)), self.zone())
            ),
            format!(
                "WHEN {} THEN {}",
                engine.is_of_form(x, "[0-9]{13}"),
                engine.epoch(&engine.whole(x), self.zone())
            ),
            self.case_of(x, &TimeForm::iso(), ""),
        ];
        if let Some(order) = self.rules.dates {
            let same_marks = engine.is_of_form(x, SAME_MARKS);
            let same_marks = format!(" AND {same_marks}");
            cases.push(self.case_of(x, &TimeForm::ordered(order), &same_marks));
        }
        let read = format!("CASE\n      {}\n    END", cases.join("\n      "));
        match &self.format {
            Some(_) => format!("COALESCE({}, {read})", self.formatted(x)),
            None => read,
        }
    }

    fn formatted(&self, x: &str) -> String {
        let form = self.format.as_ref();
        let case = form.map(|form| self.case_of(x, form, ""));
        format!("CASE {} END", case.unwrap_or_default())
    }

    /// Whether a text that is a time has a time of day.
    pub fn has_clock(&self, x: &str) -> String {
        let mut days = ISO_DAY.to_owned();
        if self.rules.dates.is_some() {
            days = format!("{ISO_DAY}|{ORDERED_DAY}");
        }
        let read = format!("NOT ({})", self.engine.is_of_form(x, &days));
        match &self.format {
            None => read,
            Some(form) => {
                let has = if form.has(TimePiece::Hour) {
                    "TRUE"
                } else {
                    "FALSE"
                };
                let formatted = self.formatted(x);
                format!("CASE WHEN {formatted} IS NOT NULL THEN {has} ELSE {read} END")
            }
        }
    }

    fn case_of(&self, x: &str, form: &TimeForm, and: &str) -> String {
        let engine = self.engine;
        let fits = engine.is_of_form(x, &form.whole());
        let capture = |piece| Some(engine.captured(x, &form.capture(piece)?));
        let day = day_text(&capture);
        let clock = self.clock_text(&capture);
        let local = format!("{day} || ' ' || {clock}");
        let time = engine.local_time(&format!("({local})"));
        let (utc, offset) = (capture(TimePiece::Utc), capture(TimePiece::Offset));
        let Some(offset) = offset else {
            return format!("WHEN {fits}{and} THEN {time}");
        };
        let digits = engine.replaced(&offset, ":", "");
        let offset_text = format!(
            "COALESCE(SUBSTR({digits}, 1, 3) || ':' || \
             COALESCE(NULLIF(SUBSTR({digits}, 4), ''), '00'), '+00:00')"
        );
        let zoned = engine.zoned_time(&format!("({local} || {offset_text})"), self.zone());
        let has_offset = match utc {
            Some(utc) => format!("{offset} IS NOT NULL OR {utc} IS NOT NULL"),
            None => format!("{offset} IS NOT NULL"),
        };
        format!("WHEN {fits}{and} THEN CASE WHEN {has_offset} THEN {zoned} ELSE {time} END")
    }

    fn clock_text(&self, capture: &impl Fn(TimePiece) -> Option<String>) -> String {
        let Some(hour) = capture(TimePiece::Hour) else {
            return "'00:00:00'".into();
        };
        let hour = match capture(TimePiece::Half) {
            None => format!("COALESCE(LPAD({hour}, 2, '0'), '00')"),
            Some(half) => {
                let engine = self.engine;
                let whole = engine.whole(&hour);
                let of_day =
                    format!("(MOD({whole}, 12) + CASE WHEN {half} = 'pm' THEN 12 ELSE 0 END)");
                let of_day = engine.as_text(&of_day);
                format!(
                    "CASE WHEN {hour} IS NULL THEN '00' WHEN {half} IS NULL THEN LPAD({hour}, 2, '0') \
                     WHEN {whole} BETWEEN 1 AND 12 THEN LPAD({of_day}, 2, '0') END"
                )
            }
        };
        let or = |piece, otherwise: &str| match capture(piece) {
            Some(text) => format!("COALESCE(LPAD({text}, 2, '0'), '{otherwise}')"),
            None => format!("'{otherwise}'"),
        };
        let minute = or(TimePiece::Minute, "00");
        let second = or(TimePiece::Second, "00");
        let fraction = capture(TimePiece::Fraction).map_or_else(
            || "'0'".into(),
            |text| format!("COALESCE(SUBSTR({text}, 1, 6), '0')"),
        );
        format!("{hour} || ':' || {minute} || ':' || {second} || '.' || {fraction}")
    }
}

const ISO_DAY: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const ORDERED_DAY: &str = "[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}";
/// Both marks of a day are the same.
const SAME_MARKS: &str = "[0-9]+-[0-9]+-.*|[0-9]+/[0-9]+/.*|[0-9]+[.][0-9]+[.].*";
const MONTH_NAMES: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn thousands_form(mark: ThousandsMark) -> &'static str {
    match mark {
        ThousandsMark::Comma => ",",
        ThousandsMark::Point => "[.]",
        ThousandsMark::Blank => " ",
        ThousandsMark::Apostrophe => "['\u{2019}]",
    }
}

fn day_text(capture: &impl Fn(TimePiece) -> Option<String>) -> String {
    let year = match (capture(TimePiece::Year), capture(TimePiece::ShortYear)) {
        (Some(year), _) => year,
        (None, Some(short)) => {
            format!("CASE WHEN {short} < '69' THEN '20' ELSE '19' END || {short}")
        }
        (None, None) => "NULL".into(),
    };
    let month = match (capture(TimePiece::Month), capture(TimePiece::MonthName)) {
        (Some(month), _) => format!("LPAD({month}, 2, '0')"),
        (None, Some(name)) => {
            let months = MONTH_NAMES.iter().enumerate();
            let cases: String = months
                .map(|(at, month)| format!(" WHEN '{month}' THEN '{:02}'", at + 1))
                .collect();
            format!("CASE {name}{cases} END")
        }
        (None, None) => "NULL".into(),
    };
    let day = capture(TimePiece::Day).unwrap_or_else(|| "NULL".into());
    format!("{year} || '-' || {month} || '-' || LPAD({day}, 2, '0')")
}
