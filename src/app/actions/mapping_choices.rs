//! The choices that Enter offers on each row of the mapping screen.

use crate::app::actions::field_choices::{word_tick, words_of};
use crate::app::dialogs::choice::{ADD_WORD, Choice, Tick};
use crate::app::dialogs::mapping::MappingTarget;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{Command, RecordCommand, TickCommand, TickValue};
use crate::app::input::mapping_command::MappingCommand;
use crate::app::state::workbench::State;
use crate::app::steps::mapping_columns::form_text;
use crate::app::steps::mapping_events::{EVENT_COLUMNS, taken_column};
use crate::app::steps::mapping_readings::{
    all_or_count, notation_text, order_text, settled_order, short_day,
};
use crate::app::steps::mapping_words::meaning_text;
use crate::evidence::{
    COLUMN_ROLES, FieldSetting, FileSurvey, WordColumn, WordMeaning, clear_roles, compared_fields,
    day_under, file_words, give_role, hold_field, meanings_of, reading_questions, roles_of,
    set_meaning,
};
use crate::model::record::{Kind, Place};
use crate::model::wording::{count_noun, grouped};
use crate::model::{DateOrder, Session, ThousandsMark};
use crate::scoring::field_key;

/// What a choice of the word that stands for it is.
const NOTHING: &str = "-";

/// Returns what can be said about a row, or why nothing can.
pub(super) fn choices(state: &State, target: &MappingTarget) -> Result<Pick, String> {
    let session = state.session();
    let Some(survey) = state.survey.as_deref() else {
        return Err("The files are being read: again in a moment".into());
    };
    let pick = match target {
        MappingTarget::Column(header) => column_choices(session, survey, header),
        MappingTarget::AbsentField(field) => Some(field_choices(session, survey, field)),
        MappingTarget::AbsentRole(role) => Some(role_choices(session, survey, role)),
        MappingTarget::Word(column, word) => {
            return word_choices(session, survey, *column, word);
        }
        MappingTarget::Numbers => number_choices(session, survey),
        MappingTarget::Sign(sign) => Some(sign_choices(session, sign)),
        MappingTarget::Dates => date_choices(session, survey),
        MappingTarget::Blanks => Some(blank_choices(session, survey)),
        MappingTarget::Zone => Some(zone_choices(session, survey)),
        MappingTarget::Unread(column, what, example) => {
            Some(unread_choices(session, column, what, example))
        }
        MappingTarget::EventColumn(key) => Some(event_column_choices(session, survey, key)),
        MappingTarget::Proposal
        | MappingTarget::FurtherWords(_)
        | MappingTarget::EventsFile(_)
        | MappingTarget::EventName(_) => None,
    };
    pick.ok_or_else(|| "It isn't in the file any more".into())
}

/// Returns the command that sets these fields.
fn set_command(label: impl Into<String>, settings: Vec<FieldSetting>) -> Command {
    Command::Mapping(MappingCommand::Set(label.into(), settings))
}

/// Returns the command that has a field of the leads file typed, beginning with a text.
fn type_command(key: &str, text: &str) -> Command {
    let at = Place::single(Kind::Data);
    Command::Record(RecordCommand::TypeField(at, key.into(), text.into()))
}

/// The roles a column can have, and the fields of the model it can hold.
fn column_choices(session: &Session, survey: &FileSurvey, header: &str) -> Option<Pick> {
    let (column, _) = survey.header(header)?;
    let has = roles_of(session, survey, column);
    let mut choices: Vec<Choice> = Vec::new();
    for role in COLUMN_ROLES {
        let now = if has.contains(&role) { "now; " } else { "" };
        let label = format!("{header}: {}", role.label);
        let run = set_command(label, vec![give_role(role.key, column)]);
        let note = format!("{now}{}", role.help);
        choices.push(Choice::new(role.key, role.label, note, run));
    }
    for field in compared_fields(&session.definition) {
        let holder = survey.field(&field.name);
        let note = match holder {
            Some((found, _)) if found == column => "now; the model asks about it".to_owned(),
            Some((found, _)) => format!("now in {}", found.header),
            None => "the model asks about it, no column has it".into(),
        };
        let settings = hold_field(session, survey, &field.name, column);
        let run = set_command(format!("{header}: field {}", field.name), settings);
        choices.push(Choice::new(
            &field.name,
            format!("field {}", field.name),
            note,
            run,
        ));
    }
    let cleared = clear_roles(session, survey, column);
    let run = set_command(format!("{header}: no role"), cleared);
    choices.push(Choice::new(
        NOTHING,
        "nothing",
        "no role, its own name",
        run,
    ));
    let present = has.first().map_or("", |role| role.key);
    Some(Pick::one(format!("What is {header}?"), choices, present))
}

/// The columns that a field of the model can be pointed at.
fn field_choices(session: &Session, survey: &FileSurvey, field: &str) -> Pick {
    let leads = survey.summary.leads;
    let all = survey.columns.iter().zip(&survey.summary.fields);
    let choice =
        |(column, summary): (&crate::evidence::LeadColumn, &crate::evidence::FieldSummary)| {
            let settings = hold_field(session, survey, field, column);
            let run = set_command(format!("{field}: column {}", column.header), settings);
            let note = form_text(session, summary, leads);
            Choice::new(&column.header, &column.header, note, run)
        };
    let title = format!("Which column holds {field}?");
    Pick::one(title, all.map(choice).collect(), "")
}

/// The columns that can have a role.
fn role_choices(session: &Session, survey: &FileSurvey, role: &str) -> Pick {
    let label = COLUMN_ROLES.iter().find(|known| known.key == role);
    let label = label.map_or(role, |known| known.label);
    let leads = survey.summary.leads;
    let all = survey.columns.iter().zip(&survey.summary.fields);
    let mut choices: Vec<Choice> = all
        .map(|(column, summary)| {
            let run = set_command(
                format!("{}: {label}", column.header),
                vec![give_role(role, column)],
            );
            Choice::new(
                &column.header,
                &column.header,
                form_text(session, summary, leads),
                run,
            )
        })
        .collect();
    let clear = vec![FieldSetting::of_data(role, "")];
    let run = set_command(format!("{label}: no column"), clear);
    choices.push(Choice::new(
        NOTHING,
        "none of these",
        "no column has it",
        run,
    ));
    Pick::one(format!("Which column is {label}?"), choices, "")
}

fn word_choices(
    session: &Session,
    survey: &FileSurvey,
    column: WordColumn,
    word: &str,
) -> Result<Pick, String> {
    let (words, _) = file_words(session, survey, column).ok_or("The column isn't there")?;
    let found = words.iter().find(|known| known.word == word);
    let now = found.map(|found| &found.meaning);
    if let Some(WordMeaning::OwnName(_)) = now {
        return Err(format!(
            "`{word}` is the bucket's own name: rename the bucket instead"
        ));
    }
    let choice = |meaning: WordMeaning, note: &str| {
        let label = meaning_text(session, &meaning);
        let settings = set_meaning(session, &words, column, word, &meaning);
        let note = if now == Some(&meaning) { "now" } else { note };
        let run = set_command(format!("`{word}` means {label}"), settings);
        Choice::new(label.to_lowercase(), label, note, run)
    };
    let meanings = meanings_of(session, column).into_iter();
    let mut choices: Vec<Choice> = meanings.map(|meaning| choice(meaning, "")).collect();
    choices.push(choice(WordMeaning::Empty, "as if nothing stood there"));
    if now.is_some_and(|now| *now != WordMeaning::Unmapped) {
        choices.push(choice(
            WordMeaning::Unmapped,
            "nobody has said what it means",
        ));
    }
    let leads = found.map_or(0, |found| found.leads);
    let title = format!("What does `{word}` mean ({})?", count_noun(leads, "lead"));
    let present = now.map(|now| meaning_text(session, now).to_lowercase());
    Ok(Pick::one(title, choices, &present.unwrap_or_default()))
}

fn number_choices(session: &Session, survey: &FileSurvey) -> Option<Pick> {
    let question = reading_questions(session, survey).numbers?;
    let settled = question.settled().cloned();
    let mut sorted = question.choices.clone();
    sorted.sort_by_key(|choice| std::cmp::Reverse(choice.count));
    let choices = sorted.iter().map(|choice| {
        let examples = question.examples.iter().zip(&choice.reads);
        let reads: Vec<String> = examples
            .map(|(example, read)| match read {
                Some(read) => format!("`{example}` is {read}"),
                None => format!("`{example}` is no number"),
            })
            .collect();
        let only = if settled.as_ref() == Some(choice) {
            "only this "
        } else {
            ""
        };
        let note = format!("{only}reads {}", all_or_count(choice.count, question.count));
        let (decimal, thousands) = choice.notation;
        let word = |word: Option<&'static str>| word.unwrap_or_default();
        let settings = vec![
            // Plain reading is said too, so that it counts as answered.
            FieldSetting::of_data("decimal", decimal.map_or(".", |mark| mark.word())),
            FieldSetting::of_data("thousands", word(thousands.map(ThousandsMark::word))),
        ];
        let label = format!("{}: {}", reads.join(", "), notation_text(choice.notation));
        let run = set_command(
            format!("numbers with {}", notation_text(choice.notation)),
            settings,
        );
        Choice::new("", label, note, run)
    });
    let mut choices: Vec<Choice> = choices.collect();
    let unsaid = ["decimal", "thousands"].map(|key| FieldSetting::of_data(key, ""));
    let run = set_command("numbers: nothing said", unsaid.to_vec());
    choices.push(Choice::new(NOTHING, "say nothing", "asked again", run));
    Some(Pick::one("How are numbers written?", choices, ""))
}

fn sign_choices(session: &Session, sign: &str) -> Pick {
    let strip = &session.data.reading.strip;
    let mut with: Vec<String> = strip
        .iter()
        .filter(|known| *known != sign)
        .cloned()
        .collect();
    let without = with.join("\n");
    with.push(sign.to_owned());
    let set = |label: String, text: String| {
        set_command(label, vec![FieldSetting::of_data("strip", text)])
    };
    let taken = set(format!("`{sign}` taken off numbers"), with.join("\n"));
    let left = set(format!("`{sign}` left at numbers"), without);
    let choices = vec![
        Choice::new(
            "off",
            format!("`{sign}` is taken off"),
            "what is left is the number",
            taken,
        ),
        Choice::new(
            "left",
            format!("`{sign}` stays"),
            "such a value is no number",
            left,
        ),
    ];
    let present = if strip.iter().any(|known| known == sign) {
        "off"
    } else {
        ""
    };
    Pick::one(format!("`{sign}` at numbers"), choices, present)
}

fn date_choices(session: &Session, survey: &FileSurvey) -> Option<Pick> {
    let dates = reading_questions(session, survey).dates?;
    let example = dates.example.clone().unwrap_or_default();
    let settled = settled_order(&dates);
    let date_of = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
    let date = date_of(&example);
    let settling = date_of(dates.settling.as_deref().unwrap_or_default());
    let mut orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
    if settled == Some(DateOrder::MonthFirst) {
        orders.reverse();
    }
    let choice = |order: DateOrder| {
        let label = match day_under(&example, order) {
            Some(day) => format!("{}: {date} is {}", order_text(order), short_day(day)),
            None => format!("{}: {date} is no day", order_text(order)),
        };
        let count = match order {
            DateOrder::DayFirst => dates.day_first,
            DateOrder::MonthFirst => dates.month_first,
        };
        let why = match settled {
            Some(only) if only == order => format!("`{settling}` settles it"),
            _ => format!("reads {}", all_or_count(count, dates.ordered)),
        };
        let settings = vec![FieldSetting::of_data("dates", order.word())];
        let run = set_command(format!("dates with the {}", order_text(order)), settings);
        Choice::new(order.word(), label, why, run)
    };
    let mut choices: Vec<Choice> = orders.into_iter().map(choice).collect();
    let run = set_command(
        "dates: nothing said",
        vec![FieldSetting::of_data("dates", "")],
    );
    choices.push(Choice::new(
        NOTHING,
        "say nothing",
        "they can't be read",
        run,
    ));
    let run = type_command(
        "time_format",
        session.data.reading.time_format.as_deref().unwrap_or(""),
    );
    choices.push(Choice::new(
        ADD_WORD,
        "+ a form like no other",
        "typed",
        run,
    ));
    let present = session.data.reading.dates.map_or("", |order| order.word());
    Some(Pick::one(
        "Does the day or the month come first?",
        choices,
        present,
    ))
}

fn blank_choices(session: &Session, survey: &FileSurvey) -> Pick {
    let found = reading_questions(session, survey).blanks;
    let empty = &session.data.reading.empty;
    let own = |word: &String| {
        let said = empty.iter().find(|known| known.eq_ignore_ascii_case(word));
        said.unwrap_or(word).clone()
    };
    let mut ticks: Vec<Tick> = found
        .iter()
        .map(|(word, n)| {
            let times = count_noun(*n, "time");
            word_tick(&own(word), word, if *n > 0 { times } else { String::new() })
        })
        .collect();
    let typed = TickValue::Typed(String::new());
    ticks.push(Tick::new(ADD_WORD, "+ another word", "typed", typed));
    let ticked = words_of(&empty.join("\n"));
    let command = TickCommand::SetField(Place::single(Kind::Data), "empty".into());
    Pick::many(
        "Which words stand for an empty value?",
        ticks,
        &ticked,
        command,
    )
}

/// The time zones by name; typing narrows them, and one that isn't known here can be typed.
fn zone_choices(session: &Session, survey: &FileSurvey) -> Pick {
    let set = |zone: &str| {
        let settings = vec![FieldSetting::of_data("time_zone", zone)];
        set_command(format!("time zone {zone}"), settings)
    };
    let now = session.data.reading.time_zone.as_deref();
    let zones = survey.zones.iter();
    let mut choices = vec![Choice::new(
        "UTC",
        "UTC",
        "as if nothing is said",
        set("UTC"),
    )];
    choices.extend(
        zones
            .filter(|zone| *zone != "UTC")
            .map(|zone| Choice::new(zone, zone, "", set(zone))),
    );
    let typed = type_command("time_zone", now.unwrap_or(""));
    choices.push(Choice::new(ADD_WORD, "+ another zone", "typed", typed));
    Pick::one(
        "In which time zone are times written?",
        choices,
        now.unwrap_or(""),
    )
}

fn unread_choices(session: &Session, column: &str, what: &str, example: &str) -> Pick {
    let mut empty = session.data.reading.empty.clone();
    empty.push(example.to_owned());
    let settings = vec![FieldSetting::of_data("empty", empty.join("\n"))];
    let run = set_command(format!("`{example}` means empty"), settings);
    let mut choices = vec![Choice::new(
        "empty",
        format!("`{example}` means empty"),
        "",
        run,
    )];
    if what == "day" {
        let format = session.data.reading.time_format.as_deref().unwrap_or("");
        let run = type_command("time_format", format);
        choices.push(Choice::new(
            ADD_WORD,
            "+ days have a form of their own",
            "typed",
            run,
        ));
    }
    Pick::one(format!("`{example}` in {column} is no {what}"), choices, "")
}

/// The columns of the events files; for the lead's id with the number that are ids of leads here.
fn event_column_choices(session: &Session, survey: &FileSurvey, key: &str) -> Pick {
    let mut names: Vec<String> = Vec::new();
    for column in survey.events.iter().flat_map(|file| &file.columns) {
        if !names
            .iter()
            .any(|name| field_key(name) == field_key(&column.name))
        {
            names.push(column.name.clone());
        }
    }
    let what = EVENT_COLUMNS.iter().find(|(known, _)| *known == key);
    let what = what.map_or("", |(_, what)| *what);
    let choice = |name: &String| {
        let found = survey
            .events
            .iter()
            .filter_map(|f| Some((f, f.column(Some(name))?)));
        let (mut rows, mut matched, mut form) = (0, 0, String::new());
        for (file, (column, n)) in found {
            rows += file.rows;
            matched += n;
            if form.is_empty() {
                form = form_text(session, column, file.rows);
            }
        }
        let note = if key == "event_id" {
            format!("{} of {} are leads here", grouped(matched), grouped(rows))
        } else {
            form
        };
        let settings = vec![FieldSetting::of_data(key, name.as_str())];
        let run = set_command(format!("events: {name} says {what}"), settings);
        Choice::new(name, name, note, run)
    };
    let mut choices: Vec<Choice> = names.iter().map(choice).collect();
    let unsaid = vec![FieldSetting::of_data(key, "")];
    let run = set_command(format!("events: {what}, by the usual names"), unsaid);
    choices.push(Choice::new(NOTHING, "as usual", "found by its name", run));
    let record = session.record(&Place::single(Kind::Data));
    let now = record
        .and_then(|record| record.get(key))
        .unwrap_or_default();
    let taken = survey
        .events
        .iter()
        .find_map(|file| taken_column(file, key));
    let present = if now.is_empty() {
        taken.unwrap_or("")
    } else {
        &now
    };
    Pick::one(
        format!("Which column of the events says {what}?"),
        choices,
        present,
    )
}
