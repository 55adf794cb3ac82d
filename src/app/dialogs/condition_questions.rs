//! What the condition editor asks, as lists and texts, with what the file has beside it.

use crate::app::dialogs::choice::{ADD_WORD, Choice, Tick};
use crate::app::dialogs::condition_lists::join_list;
use crate::app::dialogs::condition_numbers::{count_text, days_text};
use crate::app::dialogs::pick::{Pick, Unmatched};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, TickCommand, TickValue};
use crate::app::input::condition_command::{ConditionCommand, ConditionEntry, Operator};
use crate::app::input::entry_command::EntryCommand;
use crate::evidence::{DataSummary, FieldSummary};
use crate::model::{Condition, wording};
use crate::scoring::{column_of, simple_lower};

/// What follows from a key.
pub enum ConditionResult {
    /// Nothing; the editor stays open.
    StayOpen,
    /// Open a list on top.
    OpenPick(Box<Pick>),
    /// Open a text on top.
    OpenEntry(Box<TextEntry>),
    /// Editing is finished, with the condition as text.
    Done(String),
    /// Editing was cancelled.
    Cancelled,
}

/// The columns that can be asked about: those of the leads, or of the events' own rows.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    all: &'a [FieldSummary],
    /// What their values are counted of.
    noun: &'static str,
}

impl<'a> Columns<'a> {
    pub(super) fn of_leads(data: Option<&'a DataSummary>) -> Self {
        let all = data.map_or(&[][..], |data| &data.fields);
        Self { all, noun: "lead" }
    }

    pub(super) fn of_events(data: Option<&'a DataSummary>) -> Self {
        let all = data.map_or(&[][..], |data| &data.event_columns);
        Self { all, noun: "event" }
    }

    /// Returns the column that a condition means by this name.
    fn find(self, field: &str) -> Option<&'a FieldSummary> {
        let names: Vec<String> = self.all.iter().map(|column| column.name.clone()).collect();
        column_of(&names, field).map(|index| &self.all[index])
    }

    fn count(self, n: u32) -> String {
        wording::count_noun(n, self.noun)
    }
}

/// Asks what a new part looks at.
pub(super) fn ask_kind() -> ConditionResult {
    let choice = |word: &str, label: &str, note: &str, run: ConditionCommand| {
        Choice::new(word, label, note, Command::Condition(run))
    };
    let choices = vec![
        choice(
            "field",
            "A field of the lead",
            "industry, size, role ...",
            ConditionCommand::AskField,
        ),
        choice(
            "event",
            "Something the lead did",
            "how often, within how many days",
            ConditionCommand::AskEvent,
        ),
        choice(
            "not-event",
            "Something the lead has not done",
            "never, or not within some days",
            ConditionCommand::AskEventNotDone,
        ),
        choice(
            "sequence",
            "Events in this order",
            "first this, then that",
            ConditionCommand::AskSequence,
        ),
    ];
    open_pick(Pick::one("What does it look at?", choices, ""))
}

/// Asks for a field, `now` being the present one.
pub(super) fn ask_field(columns: Columns<'_>, now: &str) -> ConditionResult {
    let hint = "The column's name as in the data";
    if columns.all.is_empty() {
        return open_line_entry(ConditionEntry::Field, "Which field?", hint, now);
    }
    let choice = |field: &FieldSummary| {
        let name = &field.name;
        let note = wording::count_noun(field.distinct, "different value");
        let run = ConditionCommand::Field(name.clone());
        Choice::new(name, name, note, Command::Condition(run))
    };
    let choices = columns.all.iter().map(choice).collect();
    let title = if columns.noun == "event" {
        "Which column of the event's row?"
    } else {
        "Which field?"
    };
    let mut pick =
        Pick::one(title, choices, "").or_typed(Unmatched::Condition(ConditionEntry::Field));
    let is_now = |field: &FieldSummary| field.name == now;
    pick.cursor = columns.all.iter().position(is_now).unwrap_or(0);
    open_pick(pick)
}

/// Asks how a field is compared. What suits the column comes first, and says what it has.
pub(super) fn ask_operator(field: &str, columns: Columns<'_>) -> ConditionResult {
    let column = columns.find(field);
    let days = column.and_then(|column| column.days);
    let is_of_days = |column: &FieldSummary| days.is_some_and(|d| d.count * 2 > column.filled);
    let of_days = column.is_some_and(is_of_days);
    let mut rows = Operator::CHOICES.to_vec();
    // A stable sort leaves the others in their order.
    rows.sort_by_key(|(operator, ..)| {
        !(of_days && (operator.is_on_day() || operator.looks_back()))
    });
    let note = |operator: Operator| match (operator, column) {
        (Operator::Has, Some(column)) if !column.elements.is_empty() => {
            let first = column.elements.iter().take(2);
            let names: Vec<&str> = first.map(|(text, _)| text.as_str()).collect();
            format!("{} ...", names.join("; "))
        }
        (Operator::OnOrAfter | Operator::OnOrBefore, Some(column)) => day_span(column),
        _ => String::new(),
    };
    let choice = |(operator, word, label): (Operator, &str, &str)| {
        let run = ConditionCommand::Operator(field.to_owned(), operator);
        Choice::new(word, label, note(operator), Command::Condition(run))
    };
    let choices = rows.into_iter().map(choice).collect();
    let first = if of_days { "on_or_after" } else { "is" };
    open_pick(Pick::one(format!("{field} ..."), choices, first))
}

/// Asks what a field is compared with: picked where the file has such values, else typed.
pub(super) fn ask_value(
    field: String,
    operator: Operator,
    columns: Columns<'_>,
    now: &[String],
) -> ConditionResult {
    let title = format!("{field} {}", operator.label());
    let column = columns.find(&field);
    if let Some(column) = column.filter(|column| !column.top.is_empty()) {
        match operator {
            Operator::Is | Operator::NotIn => {
                let command = TickCommand::ConditionValues(field, operator);
                let (ticks, ticked) = value_ticks(columns, column, now);
                return open_pick(Pick::many(title, ticks, &ticked, command));
            }
            Operator::Has => {
                return open_pick(element_pick(field, title, columns, column, now));
            }
            _ => {}
        }
    }
    let hint = value_hint(operator, columns, column);
    let text = match operator {
        Operator::Is | Operator::NotIn => join_list(now),
        _ => now.join(""),
    };
    open_line_entry(ConditionEntry::Value(field, operator), &title, &hint, &text)
}

/// Returns the values of a column to tick, and which of them are. Those that are compared with now
/// and that the file lacks stay among them.
fn value_ticks(
    columns: Columns<'_>,
    column: &FieldSummary,
    now: &[String],
) -> (Vec<Tick>, Vec<TickValue>) {
    let tick =
        |text: &str, note: String| Tick::new(text, text, note, TickValue::Word(text.to_owned()));
    let as_now = |value: &String| {
        let same = |text: &&String| simple_lower(text) == simple_lower(value);
        now.iter().find(same).unwrap_or(value).clone()
    };
    let mut ticks: Vec<Tick> = column
        .top
        .iter()
        .map(|(value, n)| tick(&as_now(value), columns.count(*n)))
        .collect();
    for text in now {
        if !ticks.iter().any(|tick| tick.label == *text) {
            let among = column.top.len() < column.distinct as usize;
            let note = if among { "" } else { "not in this file" };
            ticks.push(tick(text, note.into()));
        }
    }
    let label = format!("+ a value not in this list of {}", column.name);
    ticks.push(Tick::new(
        ADD_WORD,
        label,
        "typed",
        TickValue::Typed(String::new()),
    ));
    let ticked = now.iter().cloned().map(TickValue::Word).collect();
    (ticks, ticked)
}

/// Returns the elements of a column's lists to pick from, or its values if it has no lists.
fn element_pick(
    field: String,
    title: String,
    columns: Columns<'_>,
    column: &FieldSummary,
    now: &[String],
) -> Pick {
    let listed = if column.elements.is_empty() {
        &column.top
    } else {
        &column.elements
    };
    let asked = ConditionEntry::Value(field, Operator::Has);
    let choices = listed
        .iter()
        .map(|(text, n)| {
            let run = ConditionCommand::Type(Box::new(asked.clone()), text.clone());
            Choice::new(text, text, columns.count(*n), Command::Condition(run))
        })
        .collect();
    let present = now.first().map_or("", String::as_str);
    Pick::one(title, choices, present).or_typed(Unmatched::Condition(asked))
}

/// Returns what to write as the value of an operator, with what the file has.
fn value_hint(operator: Operator, columns: Columns<'_>, column: Option<&FieldSummary>) -> String {
    let in_file = |text: String| match text.as_str() {
        "" => String::new(),
        text => format!(". In the file: {text}"),
    };
    let days = || in_file(column.map_or_else(String::new, day_span));
    match operator {
        Operator::Min | Operator::Max => "A number".into(),
        Operator::OnOrAfter | Operator::OnOrBefore => {
            format!("A day: 12 May, 3 weeks ago, 2026-01-31{}", days())
        }
        Operator::Within => format!("Days, such as 30; 0 is today{}", days()),
        Operator::OlderThan => format!("Days, such as 90{}", days()),
        Operator::DaysBetween => format!("Days, such as 8 to 30{}", days()),
        Operator::Contains | Operator::StartsWith | Operator::EndsWith => {
            let values = column.map_or(&[][..], |column| &column.top);
            format!("A text{}", in_file(counted_list(values, columns.noun)))
        }
        Operator::Has => "One element of the list".into(),
        Operator::Is | Operator::NotIn => "Separate several with commas".into(),
        Operator::Known | Operator::Unknown => String::new(),
    }
}

/// Returns the first values of a list with their counts: `Retail (12 leads), Wholesale (3)`.
fn counted_list(values: &[(String, u32)], noun: &str) -> String {
    let shown = values.iter().take(6).enumerate();
    let texts = shown.map(|(index, (text, n))| {
        let long = text.chars().count() > 30;
        let mut text: String = text.chars().take(30).collect();
        text.push_str(if long { "..." } else { "" });
        let count = if index == 0 {
            wording::count_noun(*n, noun)
        } else {
            wording::grouped(*n)
        };
        format!("{text} ({count})")
    });
    texts.collect::<Vec<_>>().join(", ")
}

fn day_span(column: &FieldSummary) -> String {
    let days = column.days;
    days.map_or_else(String::new, |days| {
        format!("{} to {}", days.first, days.last)
    })
}

/// Asks for one or several events, those of `now` being the present ones. A single one is replaced
/// by what is picked; several stay ticked.
pub(super) fn ask_events(data: Option<&DataSummary>, now: &[String]) -> ConditionResult {
    let title = "Which event?";
    let events = data.map_or(&[][..], |data| &data.events);
    if events.is_empty() {
        let hint = "Its name as in the data; several, each of which counts, with commas";
        return open_line_entry(ConditionEntry::Event, title, hint, &join_list(now));
    }
    let tick =
        |name: &str, note: String| Tick::new(name, name, note, TickValue::Word(name.to_owned()));
    let as_now = |name: &String| {
        let same = |text: &&String| simple_lower(text) == simple_lower(name);
        now.iter().find(same).unwrap_or(name).clone()
    };
    let listed = events.iter();
    let mut ticks: Vec<Tick> = listed
        .map(|event| {
            let note = wording::count_noun(event.leads_with, "lead");
            tick(&as_now(&event.name), note)
        })
        .collect();
    for name in now {
        if !ticks.iter().any(|tick| tick.label == *name) {
            ticks.push(tick(name, "not in this file".into()));
        }
    }
    let label = "+ an event not in this file";
    ticks.push(Tick::new(
        ADD_WORD,
        label,
        "typed",
        TickValue::Typed(String::new()),
    ));
    let ticked: Vec<TickValue> = match now {
        [_, _, ..] => now.iter().cloned().map(TickValue::Word).collect(),
        _ => Vec::new(),
    };
    let present = ticks.iter().position(|tick| now.contains(&tick.label));
    let mut pick = Pick::many(title, ticks, &ticked, TickCommand::ConditionEvents);
    pick.cursor = present.unwrap_or(0);
    open_pick(pick)
}

/// Asks for events in order.
pub(super) fn ask_sequence(data: Option<&DataSummary>, now: &[String]) -> ConditionResult {
    let events = data.map_or(&[][..], |data| &data.events);
    let counted: Vec<(String, u32)> = events
        .iter()
        .map(|event| (event.name.clone(), event.leads_with))
        .collect();
    let hint = if counted.is_empty() {
        "Names separated by commas: case study, pricing sheet".to_owned()
    } else {
        let listed = counted_list(&counted, "lead");
        format!("Names separated by commas. In the file: {listed}")
    };
    let title = "Which events, in order?";
    open_line_entry(ConditionEntry::Sequence, title, &hint, &join_list(now))
}

/// Asks how often the events of a condition are needed.
pub(super) fn ask_count(condition: &Condition) -> ConditionResult {
    let Some(events) = condition.event.clone() else {
        return ConditionResult::StayOpen;
    };
    let hint = if condition.distinct_days {
        "Days on which it happened: 2 is at least 2. Or fewer than 3, 2 to 4, exactly 3"
    } else {
        "2 is at least 2. Or fewer than 3, 2 to 4, exactly 3, never, on 3 days"
    };
    let title = "How many times?";
    let text = count_text(condition);
    open_line_entry(ConditionEntry::Count(events), title, hint, &text)
}

/// Asks how many days ago the events of a condition must have happened.
pub(super) fn ask_days(condition: Condition) -> ConditionResult {
    let now = days_text(&condition);
    let entry = ConditionEntry::Days(Box::new(condition));
    let hint = "30, more than 90, 8 to 30 (days ago). Blank: at any time";
    open_line_entry(entry, "Within how many days?", hint, &now)
}

/// Opens the text for something that was to be typed, beginning with this.
pub(super) fn ask_typed(asked: ConditionEntry, text: &str) -> ConditionResult {
    let (title, hint) = match &asked {
        ConditionEntry::Field => ("Which field?".into(), "The column's name as in the data"),
        ConditionEntry::Event => (
            "Which event?".into(),
            "Its name; several, each of which counts, with commas",
        ),
        ConditionEntry::Value(field, operator @ (Operator::Is | Operator::NotIn)) => (
            format!("{field} {}", operator.label()),
            "Separate several with commas",
        ),
        ConditionEntry::Value(field, operator) => (format!("{field} {}", operator.label()), ""),
        ConditionEntry::Count(_) | ConditionEntry::Days(_) | ConditionEntry::Sequence => {
            (String::new(), "")
        }
    };
    open_line_entry(asked, &title, hint, text)
}

pub(super) fn open_pick(pick: Pick) -> ConditionResult {
    debug_assert!(!pick.is_empty());
    ConditionResult::OpenPick(Box::new(pick))
}

fn open_line_entry(entry: ConditionEntry, title: &str, hint: &str, text: &str) -> ConditionResult {
    let command = EntryCommand::Condition(entry);
    let entry = TextEntry::line(command, title, hint, text);
    ConditionResult::OpenEntry(Box::new(entry))
}
