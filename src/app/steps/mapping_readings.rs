//! How the files write numbers, dates and blanks, on the mapping screen: asked with examples, and
//! never decided for anybody.

use jiff::civil::Date;

use crate::app::dialogs::mapping::{MappingRow, MappingTarget};
use crate::app::input::row::Tone;
use crate::evidence::{
    DateForms, FileSurvey, NumberNotation, NumberQuestion, ReadingQuestions, day_under,
    reading_questions, same_notation,
};
use crate::model::wording::{count_noun, grouped};
use crate::model::{DateOrder, DecimalMark, Session, ThousandsMark};

/// Returns the rows; none if the files write everything plainly.
pub fn reading_rows(session: &Session, survey: &FileSurvey) -> Vec<MappingRow> {
    let asked = reading_questions(session, survey);
    let mut rows = Vec::new();
    rows.extend(
        asked
            .numbers
            .as_ref()
            .map(|question| number_row(session, question)),
    );
    rows.extend(
        asked
            .signs
            .iter()
            .map(|(sign, n)| sign_row(session, sign, *n)),
    );
    rows.extend(asked.dates.as_ref().map(|dates| date_row(session, dates)));
    rows.extend(blank_row(session, &asked));
    rows.extend(zone_row(session, &asked));
    rows.extend(asked.unread.iter().map(|(column, what, example)| {
        let target = MappingTarget::Unread(column.clone(), what, example.clone());
        MappingRow::new(
            target,
            format!("`{example}` in {column}"),
            format!("no {what}"),
        )
        .tone(Tone::Warn)
        .detail([format!(
            "{column} is compared as a {what}: a value that is none isn't known"
        )])
    }));
    if !rows.is_empty() {
        rows.insert(0, MappingRow::heading("HOW VALUES ARE WRITTEN", ""));
    }
    rows
}

fn number_row(session: &Session, question: &NumberQuestion) -> MappingRow {
    let reading = &session.data.reading;
    let is_said = reading.decimal.is_some() || reading.thousands.is_some();
    let now = (reading.decimal, reading.thousands);
    let quoted: Vec<String> = question.examples.iter().map(|e| format!("`{e}`")).collect();
    let reads = |choice: &crate::evidence::NumberChoice| {
        let first = choice.reads.first().cloned().flatten();
        first.unwrap_or_else(|| "no number".into())
    };
    let choices = question.choices.iter();
    let said = choices
        .clone()
        .find(|choice| same_notation(choice.notation, now));
    let (value, tone) = if is_said {
        let text = said.map_or_else(|| notation_text(now), reads);
        (text, Tone::Plain)
    } else {
        let all: Vec<String> = choices.map(reads).collect();
        (format!("{}?", all.join(" or ")), Tone::Warn)
    };
    let mut detail = vec![format!("Read with {}", notation_text(now))];
    if let Some(settled) = question.settled().filter(|_| !is_said) {
        detail.push(format!(
            "Of {}, only {} reads {}",
            count_noun(question.count, "number"),
            notation_text(settled.notation),
            all_or_count(settled.count, question.count)
        ));
    }
    let text = if quoted.is_empty() {
        "Numbers".into()
    } else {
        format!("Numbers: {}", quoted.join(", "))
    };
    MappingRow::new(MappingTarget::Numbers, text, value)
        .tone(tone)
        .detail(detail)
}

/// Returns how many of them a reading reads, in words.
pub fn all_or_count(count: u32, of: u32) -> String {
    if count == of {
        "all".into()
    } else {
        format!("{} of {}", grouped(count), grouped(of))
    }
}

/// Returns a notation in words.
pub fn notation_text((decimal, thousands): NumberNotation) -> String {
    let decimal = match decimal {
        Some(DecimalMark::Comma) => "a comma before decimals",
        Some(DecimalMark::Point) | None => "a point before decimals",
    };
    let thousands = match thousands {
        None => return format!("{decimal} and nothing between thousands"),
        Some(ThousandsMark::Comma) => "a comma",
        Some(ThousandsMark::Point) => "a point",
        Some(ThousandsMark::Blank) => "a blank",
        Some(ThousandsMark::Apostrophe) => "an apostrophe",
    };
    format!("{decimal} and {thousands} between thousands")
}

fn sign_row(session: &Session, sign: &'static str, count: u32) -> MappingRow {
    let is_taken = session.data.reading.strip.iter().any(|known| known == sign);
    let (value, tone) = if is_taken {
        ("taken off", Tone::Plain)
    } else {
        ("not a number so?", Tone::Warn)
    };
    let text = format!("`{sign}` at {}", count_noun(count, "number"));
    MappingRow::new(MappingTarget::Sign(sign), text, value)
        .tone(tone)
        .detail([format!(
            "With `{sign}` taken off it is a number; as it stands it isn't. Enter says which"
        )])
}

fn date_row(session: &Session, dates: &DateForms) -> MappingRow {
    let example = dates.example.as_deref().unwrap_or_default();
    let (value, tone) = if let Some(order) = session.data.reading.dates {
        let read = match order {
            DateOrder::DayFirst => dates.day_first,
            DateOrder::MonthFirst => dates.month_first,
        };
        let order = order_text(order);
        if read < dates.ordered {
            let value = format!("{order} reads {read} of {}", dates.ordered);
            (value, Tone::Warn)
        } else {
            (order.to_owned(), Tone::Plain)
        }
    } else {
        let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
        let days = orders.map(|order| day_under(example, order).map(short_day));
        let days: Vec<String> = days.into_iter().flatten().collect();
        (format!("{}?", days.join(" or ")), Tone::Warn)
    };
    let mut detail = vec![format!(
        "{} like this: as nothing is said they can't be read",
        count_noun(dates.ordered, "date")
    )];
    if session.data.reading.dates.is_some() {
        detail[0] = format!("{} like this", count_noun(dates.ordered, "date"));
    }
    detail.extend(settling_text(dates));
    let text = if example.is_empty() {
        "Dates".into()
    } else {
        format!("Dates: `{example}`")
    };
    MappingRow::new(MappingTarget::Dates, text, value)
        .tone(tone)
        .detail(detail)
}

/// Returns a day with its month in letters, so that nobody takes it for another: `2 Nov 2026`.
pub fn short_day(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// Returns the order of day and month in words.
pub fn order_text(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "day first",
        DateOrder::MonthFirst => "month first",
    }
}

/// Says which order the file itself settles, if it does.
pub fn settling_text(dates: &DateForms) -> Option<String> {
    let settling = dates.settling.as_deref()?;
    let order = settled_order(dates);
    Some(match order {
        Some(order) => format!("`{settling}` is a day only with the {}", order_text(order)),
        None => format!("`{settling}` is a day in one order alone, and others in the other"),
    })
}

/// Returns the order under which all of the dates are days, if it is only one.
pub fn settled_order(dates: &DateForms) -> Option<DateOrder> {
    let all = |count: u32| count == dates.ordered;
    match (all(dates.day_first), all(dates.month_first)) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

fn blank_row(session: &Session, asked: &ReadingQuestions) -> Option<MappingRow> {
    if asked.blanks.is_empty() {
        return None;
    }
    let empty = &session.data.reading.empty;
    let is_said = |word: &str| {
        empty
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word.trim()))
    };
    let open = asked
        .blanks
        .iter()
        .filter(|(word, _)| !is_said(word))
        .count();
    // What was read as empty isn't there to be counted.
    let text = |(word, n): &(String, u32)| match n {
        0 => format!("`{word}`"),
        _ => format!("`{word}` ({})", grouped(*n)),
    };
    let words: Vec<String> = asked.blanks.iter().map(text).collect();
    let (value, tone) = match open {
        0 => ("empty".to_owned(), Tone::Plain),
        _ if open == asked.blanks.len() => ("empty?".to_owned(), Tone::Warn),
        _ => (format!("{open} not said"), Tone::Warn),
    };
    let detail = "Words that stand for an empty value: Enter ticks those that do".to_owned();
    Some(
        MappingRow::new(MappingTarget::Blanks, words.join(", "), value)
            .tone(tone)
            .detail([detail]),
    )
}

fn zone_row(session: &Session, asked: &ReadingQuestions) -> Option<MappingRow> {
    let zone = session.data.reading.time_zone.as_deref();
    if asked.without_offset == 0 && zone.is_none() {
        return None;
    }
    let (value, tone) = match zone {
        Some(zone) => (zone.to_owned(), Tone::Plain),
        None => ("UTC, as nothing is said".to_owned(), Tone::Warn),
    };
    let text = format!(
        "{} without an offset",
        count_noun(asked.without_offset, "time")
    );
    Some(
        MappingRow::new(MappingTarget::Zone, text, value)
            .tone(tone)
            .detail(["In which time zone they are written, and days are counted".to_owned()]),
    )
}
