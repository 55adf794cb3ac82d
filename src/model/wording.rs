//! Conditions, rules and dispositions as sentences.
//!
//! Screens, the plain mode, the glossary and every export share this wording. The name of a thing
//! that is gone is shown as its id in question marks, never hidden.

use super::{
    AnswerRef, Attempts, Band, Condition, CountScope, Covers, Criterion, Definition, Disposition,
    EachTime, Handoff, Id, NO_TRACK, NeverRule, Reference, Route, Rule, ServiceLevel, Stage, YES,
};

/// Joins parts with commas and a last conjunction: `a, b and c`.
pub fn join_list(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

fn missing_id(id: &impl ToString) -> String {
    format!("?{}?", id.to_string())
}

/// Returns a number with its thousands grouped: `1,000,000`.
pub fn grouped(n: impl TryInto<i64>) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", grouped_digits(&n.unsigned_abs().to_string()))
}

/// The digits of a whole number with its thousands grouped.
pub fn grouped_digits(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its noun: `1 point`, `2,000 points`.
pub fn count_noun(n: impl TryInto<i64>, noun: &str) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    if n == 1 || n == -1 {
        format!("{n} {noun}")
    } else {
        format!("{} {}", grouped(n), plural(noun))
    }
}

/// The plural of a noun that is counted somewhere: `points`, `criteria`, `leads we remember`.
pub fn plural(noun: &str) -> String {
    // What follows the noun stays as it is.
    let end = [" of ", " from ", " in ", " to ", " we ", " the "]
        .iter()
        .filter_map(|word| noun.find(word))
        .min()
        .unwrap_or(noun.len());
    let (head, rest) = noun.split_at(end);
    match head.strip_suffix("criterion") {
        Some(before) => format!("{before}criteria{rest}"),
        None => format!("{head}s{rest}"),
    }
}

/// Returns an answer's title: `Demo: one to one`, or just the name of a yes/no criterion.
pub fn answer_title(criterion: &Criterion, answer: &AnswerRef<'_>) -> String {
    if criterion.is_yes_no() {
        criterion.name.clone()
    } else {
        format!("{}: {}", criterion.name, answer.label)
    }
}

/// Returns a reference in words: `Demo: one to one`, `Target vertical: A or B`, `Money (any with
/// points)`.
pub fn reference(definition: &Definition, reference: &Reference) -> String {
    let Some(criterion) = definition.criterion(reference.criterion.as_str()) else {
        return missing_id(reference);
    };
    if criterion.is_yes_no() {
        return match reference.answers.as_slice() {
            [] => criterion.name.clone(),
            [only] if *only == YES => criterion.name.clone(),
            _ => missing_id(reference),
        };
    }
    let answers = criterion.answer_list();
    if criterion.each_time().is_some() {
        return counted_reference(criterion, reference, &answers);
    }
    if reference.answers.is_empty() {
        let worth: Vec<String> = answers
            .iter()
            .filter(|a| a.points > 0)
            .map(|a| a.label.to_owned())
            .collect();
        return match worth.as_slice() {
            [] => format!("{} (no answer has points)", criterion.name),
            [one] => format!("{}: {one}", criterion.name),
            _ => format!("{}: any answer with points", criterion.name),
        };
    }
    let labels: Vec<String> = reference
        .answers
        .iter()
        .map(|id| {
            let found = answers.iter().find(|a| *id == a.id);
            found.map_or_else(|| missing_id(id), |a| a.label.to_owned())
        })
        .collect();
    format!("{}: {}", criterion.name, join_list(&labels, "or"))
}

/// Returns a reference to counted times: `Visits`, `Visits: at least 3 times`.
fn counted_reference(
    criterion: &Criterion,
    reference: &Reference,
    answers: &[AnswerRef<'_>],
) -> String {
    let name = &criterion.name;
    if reference.answers.is_empty() {
        return name.clone();
    }
    let labels: Vec<String> = reference
        .answers
        .iter()
        .map(|id| {
            let found = answers.iter().find(|a| *id == a.id);
            found.map_or_else(|| missing_id(id), |a| format!("at least {}", a.label))
        })
        .collect();
    format!("{name}: {}", join_list(&labels, "or"))
}

/// Returns points for each time in words: `2 points each time, at most 10`.
pub fn each_time(each: EachTime) -> String {
    let EachTime { each, up_to } = each;
    format!("{} each time, at most {up_to}", count_noun(each, "point"))
}

fn references(definition: &Definition, all: &[Reference]) -> Vec<String> {
    all.iter().map(|r| reference(definition, r)).collect()
}

/// Returns the name of the points that a threshold limits.
pub fn points_of(definition: &Definition, of: &str) -> String {
    match of {
        "total" => "in all".into(),
        "fit" => "for fit".into(),
        "behaviour" => "for behaviour".into(),
        group => match definition.group(group) {
            Some(group) => format!("for {}", group.name),
            None => format!("for {}", missing_id(&group)),
        },
    }
}

/// Returns the parts of a rule, one phrase each.
pub fn rule_parts(definition: &Definition, rule: &Rule) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(minima) = &rule.points {
        for (of, least) in minima {
            parts.push(format!(
                "at least {} {}",
                count_noun(*least, "point"),
                points_of(definition, of)
            ));
        }
    }
    parts.extend(references(
        definition,
        rule.all.as_deref().unwrap_or_default(),
    ));
    if let Some(any) = &rule.any {
        parts.push(match references(definition, any).as_slice() {
            [one] => one.clone(),
            several => format!("one of ({})", join_list(several, "or")),
        });
    }
    for part in &rule.at_least {
        let count = part.count;
        parts.push(match &part.of {
            CountScope::References(of) => {
                format!(
                    "at least {count} of ({})",
                    join_list(&references(definition, of), "and")
                )
            }
            CountScope::Phase(phase) => {
                let phase = phase.label().to_lowercase();
                if count == 1 {
                    format!("at least 1 {phase} behaviour")
                } else {
                    format!("at least {count} different {phase} behaviours")
                }
            }
            CountScope::Covers(covers) => {
                let noun = if count == 1 { "criterion" } else { "criteria" };
                format!(
                    "at least {count} {noun} on {}",
                    covers.label().to_lowercase()
                )
            }
            CountScope::Topics(topics) => {
                format!("at least {count} of ({})", topic_names(topics, "and"))
            }
        });
    }
    if let Some(none) = &rule.none {
        parts.push(without(&references(definition, none)));
    }
    if let Some(stage) = &rule.reached {
        let name = definition
            .stage(stage.as_str())
            .map_or_else(|| missing_id(stage), |s| s.name.clone());
        parts.push(format!("already at stage {name}"));
    }
    parts
}

/// Returns what must not hold, in words: `without E-mail address: Personal`, `without any of (A or B)`.
pub fn without(phrases: &[String]) -> String {
    match phrases {
        [one] => format!("without {one}"),
        several => format!("without any of ({})", join_list(several, "or")),
    }
}

/// Returns topics in words: `money, decision authority and need`.
pub fn topic_names(topics: &[Covers], last: &str) -> String {
    let names: Vec<String> = topics.iter().map(|t| t.label().to_lowercase()).collect();
    join_list(&names, last)
}

/// Returns a rule as one phrase.
pub fn rule(definition: &Definition, rule: &Rule) -> String {
    let parts = rule_parts(definition, rule);
    if parts.is_empty() {
        "an empty rule".into()
    } else {
        join_list(&parts, "and")
    }
}

/// Returns how many have voted: `2 of 3 have voted`.
pub fn voted_of(voted: usize, all: usize) -> String {
    let have = if voted == 1 { "has" } else { "have" };
    format!("{voted} of {all} {have} voted")
}

/// Returns how a lead enters a stage.
pub fn stage_entry(definition: &Definition, stage: &Stage) -> String {
    match (&stage.rule, stage.decided_by) {
        (_, Some(_)) => "a person decides".into(),
        (Some(entry), None) => rule(definition, entry),
        (None, None) => "every lead".into(),
    }
}

fn quoted(values: &[String]) -> String {
    join_list(
        &values
            .iter()
            .map(|v| format!("\u{201c}{v}\u{201d}"))
            .collect::<Vec<_>>(),
        "or",
    )
}

/// Returns a condition as one phrase.
pub fn condition(condition: &Condition) -> String {
    let mut parts = field_parts(condition);
    let days = days_back(condition).map_or_else(String::new, |days| format!(" {days}"));
    let nested = |parts: &[Condition]| parts.iter().map(self::condition).collect::<Vec<_>>();
    if let Some(event) = &condition.event {
        let names = join_list(event.names(), "or");
        let row = condition.row.as_deref().map(self::condition);
        let row = row.map_or_else(String::new, |row| format!(" (where {row})"));
        parts.push(format!("{names}{row} {}{days}", how_often(condition)));
    }
    if let Some(sequence) = &condition.sequence {
        parts.push(format!("{}{days}", sequence.join(", then ")));
    }
    if let Some(all) = &condition.all {
        parts.extend(nested(all));
    }
    if let Some(any) = &condition.any {
        parts.push(format!("({})", join_list(&nested(any), "or")));
    }
    if let Some(none) = &condition.none {
        parts.push(format!("not ({})", join_list(&nested(none), "or")));
    }
    if parts.is_empty() {
        "an empty condition".into()
    } else {
        join_list(&parts, "and")
    }
}

/// Returns how far back something has to lie: `in the last 30 days`, `between 7 and 30 days ago`.
fn days_back(condition: &Condition) -> Option<String> {
    Some(match (condition.within_days, condition.older_than_days) {
        (None, None) => return None,
        (Some(days), None) => format!("in the last {}", count_noun(days, "day")),
        (None, Some(days)) => format!("more than {} ago", count_noun(days, "day")),
        (Some(most), Some(least)) => {
            let least = grouped(i64::from(least) + 1);
            format!("between {least} and {} ago", count_noun(most, "day"))
        }
    })
}

/// Returns how often an event has to have happened: `at least 2 times`, `on at least 3 different
/// days`.
fn how_often(condition: &Condition) -> String {
    let times = |n: u32| match n {
        1 if condition.distinct_days => "1 day".into(),
        1 => "once".into(),
        _ if condition.distinct_days => format!("{n} different days"),
        _ => format!("{n} times"),
    };
    let on = if condition.distinct_days { "on " } else { "" };
    match (condition.least_times(), condition.at_most) {
        (_, Some(0)) => "never".into(),
        (least, None) => format!("{on}at least {}", times(least)),
        (least, Some(most)) if least == most => format!("{on}exactly {}", times(most)),
        (0, Some(1)) => format!("{on}at most {}", times(1)),
        (0, Some(most)) => format!("{on}fewer than {}", times(most.saturating_add(1))),
        (least, Some(most)) => format!("{on}{least} to {}", times(most)),
    }
}

fn field_parts(condition: &Condition) -> Vec<String> {
    let mut parts = Vec::new();
    let field = condition.field.as_deref().unwrap_or("?");
    if let Some(value) = &condition.is {
        parts.push(format!(
            "{field} is {}",
            quoted(std::slice::from_ref(value))
        ));
    }
    if let Some(values) = &condition.is_in {
        parts.push(format!("{field} is {}", quoted(values)));
    }
    if let Some(values) = &condition.not_in {
        parts.push(format!("{field} isn't {}", quoted(values)));
    }
    let texts = [
        ("contains", &condition.contains, ""),
        ("starts with", &condition.starts_with, ""),
        ("ends with", &condition.ends_with, ""),
        ("has", &condition.has, " in its list"),
    ];
    for (verb, value, rest) in texts {
        if let Some(value) = value {
            let value = quoted(std::slice::from_ref(value));
            parts.push(format!("{field} {verb} {value}{rest}"));
        }
    }
    if let Some(least) = &condition.min {
        parts.push(format!("{field} is at least {least}"));
    }
    if let Some(most) = &condition.max {
        parts.push(format!("{field} is at most {most}"));
    }
    if let Some(first) = &condition.on_or_after {
        parts.push(format!("{field} is on or after {first}"));
    }
    if let Some(last) = &condition.on_or_before {
        parts.push(format!("{field} is on or before {last}"));
    }
    if let Some(days) = days_back(condition).filter(|_| !condition.is_about_events()) {
        parts.push(format!("{field} is {days}"));
    }
    match condition.known {
        Some(true) => parts.push(format!("{field} is known")),
        Some(false) => parts.push(format!("{field} isn't known")),
        None => {}
    }
    parts
}

/// Returns the numbers of attempts in words: `5 to 9 attempts`.
pub fn attempts(attempts: Attempts) -> String {
    if attempts.min == attempts.max {
        count_noun(attempts.min, "attempt")
    } else {
        format!(
            "{} to {}",
            attempts.min,
            count_noun(attempts.max, "attempt")
        )
    }
}

/// Returns a service level in words: `first response in 48 hours, 5 to 9 attempts`.
pub fn service_level(level: &ServiceLevel) -> String {
    let hours = level
        .response_hours
        .map(|h| format!("first response in {}", count_noun(h, "hour")));
    let attempts = level.attempts.map(attempts);
    hours
        .into_iter()
        .chain(attempts)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the name of a disposition.
pub fn disposition(definition: &Definition, id: &str) -> String {
    definition
        .disposition(id)
        .map_or_else(|| missing_id(&id), |d| d.name.clone())
}

/// Returns the details of a disposition: its action, owner, track and service level.
pub fn disposition_details(definition: &Definition, disposition: &Disposition) -> String {
    let mut parts = vec![disposition.action.label().to_owned()];
    if !disposition.owner.is_empty() {
        parts.push(format!("by {}", disposition.owner));
    }
    match &disposition.track {
        Some(track) if *track == NO_TRACK => {
            parts.push("deliberately without a nurture track".into());
        }
        Some(track) => {
            let name = definition
                .track(track.as_str())
                .map_or_else(|| missing_id(track), |t| t.name.clone());
            parts.push(format!("track {name}"));
        }
        None => {}
    }
    if let Some(level) = &disposition.service_level {
        parts.push(service_level(level));
    }
    parts.join(", ")
}

/// Returns the hand-off as a sentence.
pub fn handoff(definition: &Definition, handoff: &Handoff) -> String {
    let stage = definition
        .stage(handoff.stage.as_str())
        .map_or_else(|| missing_id(&handoff.stage), |s| s.name.clone());
    let mut text = format!("A lead that meets the rule of {stage} is qualified.");
    let next = disposition(definition, handoff.disposition.as_str());
    text.push_str(&format!(" Disposition: {next}"));
    if !handoff.to.is_empty() {
        text.push_str(&format!(", to {}", handoff.to));
    }
    text.push('.');
    if let Some(level) = &handoff.service_level {
        text.push_str(&format!(" Service level: {}.", service_level(level)));
    }
    if let Some(report) = &handoff.report_back {
        let by = if report.by.is_empty() {
            "Sales"
        } else {
            &report.by
        };
        text.push_str(&format!(" Reporting back: {by}"));
        if !report.system.is_empty() {
            text.push_str(&format!(", in {}", report.system));
        }
        if let Some(hours) = report.within_hours {
            text.push_str(&format!(", within {}", count_noun(hours, "hour")));
        }
        if !report.outcomes.is_empty() {
            text.push_str(&format!(" ({})", join_list(&report.outcomes, "or")));
        }
        text.push('.');
    }
    text
}

/// Returns a routing rule as a sentence.
pub fn route(definition: &Definition, route: &Route) -> String {
    let when = route
        .rule
        .as_ref()
        .map_or_else(|| "never (no rule)".into(), |r| rule(definition, r));
    let even = if route.even_if_qualified {
        ", even if qualified"
    } else {
        ""
    };
    let next = disposition(definition, route.disposition.as_str());
    format!("{}: {when}{even} > {next}", route.title())
}

/// Returns what no lead can be as a sentence: `no lead has Type: Dentist and Beds: 30 or more (why)`.
pub fn never(definition: &Definition, never: &NeverRule) -> String {
    let what = never
        .rule
        .as_ref()
        .map_or_else(|| "nothing yet".into(), |r| rule(definition, r));
    let why = if never.why.is_empty() {
        String::new()
    } else {
        format!(" ({})", never.why)
    };
    format!("no lead has {what}{why}")
}

/// Returns what becomes of a qualified lead in a band whose next one starts at `next`, as far as
/// routing rules say nothing else; `None` if the total asked for is above the band.
fn disposition_of_qualified<'a>(
    definition: &'a Definition,
    band: &'a Band,
    next: Option<i64>,
) -> Option<&'a Id> {
    let rule = definition.handoff_stage()?.rule.as_ref()?;
    let least = rule.points.as_ref().and_then(|points| points.get("total"));
    let is_below = least.is_some_and(|least| next.is_some_and(|next| next <= *least));
    let handoff = definition.handoff.as_ref().filter(|_| !is_below);
    band.qualified
        .as_ref()
        .or_else(|| handoff.map(|handoff| &handoff.disposition))
}

/// Returns a band as a sentence, with the totals it covers.
pub fn band(definition: &Definition, band: &Band) -> String {
    let index = definition.bands.iter().position(|b| b.id == band.id);
    let next = index
        .and_then(|i| definition.bands.get(i + 1))
        .and_then(|b| b.from);
    let range = match (band.from, next) {
        (Some(from), Some(next)) if next - 1 == from => count_noun(from, "point"),
        (Some(from), Some(next)) => format!("{from} to {} points", next - 1),
        (Some(from), None) => format!("{} or more", count_noun(from, "point")),
        (None, Some(next)) => format!("below {}", count_noun(next, "point")),
        (None, None) => "any total".into(),
    };
    let unqualified = band.disposition.as_ref().map_or_else(
        || "nothing yet".into(),
        |d| disposition(definition, d.as_str()),
    );
    let qualified = disposition_of_qualified(definition, band, next)
        .filter(|id| Some(*id) != band.disposition.as_ref())
        .map(|id| format!("; if qualified, {}", disposition(definition, id.as_str())))
        .unwrap_or_default();
    format!("{}, {range}: {unqualified}{qualified}", band.name)
}
