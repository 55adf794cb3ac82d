//! Field tables of stages and exits, hand-off, bands, routing rules, dispositions and tracks.

use super::{
    SetResult, by_name, field, flag_text, joined_lines, json_text, optional_text, set_choice,
    set_flag, set_id, set_json, set_line, set_lines, set_name, set_optional_choice,
    set_optional_id, set_optional_number, set_prose,
};
use crate::model::record::{Field, FieldShape, Kind, Refusal, TypedRecord};
use crate::model::{
    Attempts, Band, Commitments, DecidedBy, Disposition, DispositionAction, Exit, ExitOutcome,
    Handoff, Id, NeverRule, Readiness, Receiver, ReportBack, Route, ServiceLevel, Stage, Track,
};

const MOST_POINTS: i64 = 1_000_000;
const HOURS: FieldShape = FieldShape::Number(1, 10_000);
const ATTEMPTS: FieldShape = FieldShape::Number(1, 1_000);

fn set_qualification(stage: &mut Stage, text: &str) -> SetResult {
    let text = text.trim();
    let digit = |t: &str| t.parse::<u8>().ok().filter(|n| *n <= 6);
    let good = match text.split_once('-') {
        Some((from, to)) => matches!((digit(from), digit(to)), (Some(a), Some(b)) if a < b),
        None => text.is_empty() || digit(text).is_some(),
    };
    if !good {
        return Err(Refusal(format!(
            "`{text}` isn't valid: write 0 to 6, or a range such as 3-4"
        )));
    }
    text.clone_into(&mut stage.qualification);
    Ok(())
}

impl TypedRecord for Stage {
    const KIND: Kind = Kind::Stage;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |s| s.name.clone(), |s, t| set_name(&mut s.name, t)),
        field!("definition", "Agreed wording", "When a lead is here, in words both sides agree to", FieldShape::Text, core, Wording, |s| s.definition.clone(), |s, t| set_prose(&mut s.definition, t)),
        field!("owner", "Owner", "The team that answers for leads here", FieldShape::Line, core, Meaning, |s| s.owner.clone(), |s, t| set_line(&mut s.owner, t)),
        field!("readiness", "For Sales", "What it means for Sales", FieldShape::Choice(Readiness::CHOICES), core, Scored, |s| s.readiness.to_string(), |s, t| set_choice(&mut s.readiness, t, Readiness::from_word)),
        field!("rule", "Entry", "The entry rule; Enter goes to Rules", FieldShape::Rule, core, Scored, |s| json_text(s.rule.as_ref()), |s, t| set_json(&mut s.rule, t)),
        field!("decided_by", "Decided by", "A rule decides unless a person does", FieldShape::Choice(DecidedBy::CHOICES), more, Scored, |s| optional_text(s.decided_by.as_ref()), |s, t| set_optional_choice(&mut s.decided_by, t, DecidedBy::from_word)),
        field!("example", "Example", "A lead that belongs here", FieldShape::Text, more, Meaning, |s| s.example.clone(), |s, t| set_prose(&mut s.example, t)),
        field!("counter_example", "Counter-example", "A lead that looks like it and doesn't", FieldShape::Text, more, Meaning, |s| s.counter_example.clone(), |s, t| set_prose(&mut s.counter_example, t)),
        field!("synonyms", "Synonyms", "Other words for it, one per line", FieldShape::Lines, more, Wording, |s| joined_lines(&s.synonyms), |s, t| set_lines(&mut s.synonyms, t)),
        field!("avoid", "We don't say", "Words we don't use for it, one per line", FieldShape::Lines, more, Wording, |s| joined_lines(&s.avoid), |s, t| set_lines(&mut s.avoid, t)),
        field!("qualification", "Qualification", "Level 0 to 6, or a range such as 3-4", FieldShape::Line, more, Meaning, |s| s.qualification.clone(), set_qualification ),
        field!("checklist", "Checklist", "What must be done here, one per line", FieldShape::Lines, more, Meaning, |s| joined_lines(&s.checklist), |s, t| set_lines(&mut s.checklist, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Exit {
    const KIND: Kind = Kind::Exit;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |x| x.name.clone(), |x, t| set_name(&mut x.name, t)),
        field!("outcome", "Outcome", "Develop, discard or send back", FieldShape::Choice(ExitOutcome::CHOICES), core, Meaning, |x| optional_text(x.outcome.as_ref()), |x, t| set_optional_choice(&mut x.outcome, t, ExitOutcome::from_word)),
        field!("stage", "To stage", "The stage it leads to", FieldShape::One(Kind::Stage), core, Meaning, |x| optional_text(x.stage.as_ref()), |x, t| set_optional_id(&mut x.stage, t)),
        field!("disposition", "Disposition", "What we do where the lead leaves the pipeline", FieldShape::One(Kind::Disposition), core, Meaning, |x| optional_text(x.disposition.as_ref()), |x, t| set_optional_id(&mut x.disposition, t)),
        field!("track", "Nurture track", "The track it joins", FieldShape::One(Kind::Track), core, Meaning, |x| optional_text(x.track.as_ref()), |x, t| set_optional_id(&mut x.track, t)),
    ];
    by_name!(name);
}

fn hours_text(level: Option<&ServiceLevel>) -> String {
    optional_text(level.and_then(|l| l.response_hours).as_ref())
}

fn least_attempts(level: Option<&ServiceLevel>) -> String {
    optional_text(level.and_then(|l| l.attempts).map(|a| a.min).as_ref())
}

fn most_attempts(level: Option<&ServiceLevel>) -> String {
    optional_text(level.and_then(|l| l.attempts).map(|a| a.max).as_ref())
}

fn set_hours(level: &mut Option<ServiceLevel>, text: &str) -> SetResult {
    let mut changed = level.clone().unwrap_or_default();
    set_optional_number(&mut changed.response_hours, text, "whole hours, such as 48")?;
    *level = Some(changed).filter(|l| *l != ServiceLevel::default());
    Ok(())
}

/// An end of the range of attempts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    Least,
    Most,
}

/// Sets one end of the range of attempts and moves the other where they would cross.
fn set_attempts(level: &mut Option<ServiceLevel>, text: &str, limit: Limit) -> SetResult {
    let mut value: Option<u32> = None;
    set_optional_number(&mut value, text, "a whole number of attempts, such as 5")?;
    let mut changed = level.clone().unwrap_or_default();
    changed.attempts = value.map(|n| match changed.attempts {
        Some(a) if limit == Limit::Least => Attempts {
            min: n,
            max: a.max.max(n),
        },
        Some(a) => Attempts {
            min: a.min.min(n),
            max: n,
        },
        None => Attempts { min: n, max: n },
    });
    *level = Some(changed).filter(|l| *l != ServiceLevel::default());
    Ok(())
}

fn set_report_back(
    handoff: &mut Handoff,
    change: impl FnOnce(&mut ReportBack) -> SetResult,
) -> SetResult {
    let mut changed = handoff.report_back.clone().unwrap_or_default();
    change(&mut changed)?;
    handoff.report_back = Some(changed).filter(|r| *r != ReportBack::default());
    Ok(())
}

fn set_commitment(
    handoff: &mut Handoff,
    change: impl FnOnce(&mut Commitments) -> SetResult,
) -> SetResult {
    let mut changed = handoff.commitments.clone().unwrap_or_default();
    change(&mut changed)?;
    handoff.commitments = Some(changed).filter(|c| *c != Commitments::default());
    Ok(())
}

impl TypedRecord for Handoff {
    const KIND: Kind = Kind::Handoff;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("stage", "At stage", "A lead that meets this stage's rule is qualified", FieldShape::One(Kind::Stage), core, Scored, |h| h.stage.to_string(), |h, t| set_id(&mut h.stage, t)),
        field!("disposition", "Disposition", "What we do with a qualified lead", FieldShape::One(Kind::Disposition), core, Scored, |h| h.disposition.to_string(), |h, t| set_id(&mut h.disposition, t)),
        field!("to", "To", "The team, account manager or partner who receives it", FieldShape::Line, core, Meaning, |h| h.to.clone(), |h, t| set_line(&mut h.to, t)),
        field!("response_hours", "First response, hours", "Usually 48 or less", HOURS, core, Scored, |h| hours_text(h.service_level.as_ref()), |h, t| set_hours(&mut h.service_level, t)),
        field!("attempts_min", "Attempts, at least", "Usually 5", ATTEMPTS, core, Scored, |h| least_attempts(h.service_level.as_ref()), |h, t| set_attempts(&mut h.service_level, t, Limit::Least)),
        field!("attempts_max", "Attempts, at most", "Usually 9", ATTEMPTS, core, Scored, |h| most_attempts(h.service_level.as_ref()), |h, t| set_attempts(&mut h.service_level, t, Limit::Most)),
        field!("receiver", "Receiver is", "A team, an account manager or a channel partner", FieldShape::Choice(Receiver::CHOICES), more, Meaning, |h| optional_text(h.receiver.as_ref()), |h, t| set_optional_choice(&mut h.receiver, t, Receiver::from_word)),
        field!("report_system", "Reported back in", "The shared system", FieldShape::Line, more, Meaning, |h| h .report_back .as_ref() .map(|r| r.system.clone()) .unwrap_or_default(), |h, t| set_report_back(h, |r| set_line(&mut r.system, t))),
        field!("report_hours", "Reported within, hours", "After the hand-off", HOURS, more, Meaning, |h| optional_text(h.report_back.as_ref().and_then(|r| r.within_hours).as_ref()), |h, t| set_report_back(h, |r| set_optional_number( &mut r.within_hours, t, "whole hours, such as 120" ))),
        field!("report_by", "Reported by", "Who enters it", FieldShape::Line, more, Meaning, |h| h .report_back .as_ref() .map(|r| r.by.clone()) .unwrap_or_default(), |h, t| set_report_back(h, |r| set_line(&mut r.by, t))),
        field!("report_outcomes", "Outcomes", "What can be reported, one per line", FieldShape::Lines, more, Meaning, |h| h .report_back .as_ref() .map(|r| joined_lines(&r.outcomes)) .unwrap_or_default(), |h, t| set_report_back(h, |r| set_lines(&mut r.outcomes, t))),
        field!("sales_commits", "Sales commits", "Sales' promise, such as to accept every lead that meets the rule", FieldShape::Text, more, Meaning, |h| h .commitments .as_ref() .map(|c| c.sales.clone()) .unwrap_or_default(), |h, t| set_commitment(h, |c| set_prose(&mut c.sales, t))),
        field!("marketing_commits", "Marketing commits", "Marketing's promise, such as to pass on no others", FieldShape::Text, more, Meaning, |h| h .commitments .as_ref() .map(|c| c.marketing.clone()) .unwrap_or_default(), |h, t| set_commitment(h, |c| set_prose(&mut c.marketing, t))),
    ];
    fn id(&self) -> &Id {
        &self.stage
    }
    fn title(&self) -> String {
        "Hand-off".into()
    }
    fn blank(_: Id, _: &str) -> Self {
        Self::default()
    }
}

impl TypedRecord for Band {
    const KIND: Kind = Kind::Band;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |b| b.name.clone(), |b, t| set_name(&mut b.name, t)),
        field!("from", "From points", "Its lowest total; blank for the lowest band", FieldShape::Number(-MOST_POINTS, MOST_POINTS), core, Scored, |b| optional_text(b.from.as_ref()), |b, t| set_optional_number(&mut b.from, t, "whole points, such as 20")),
        field!("disposition", "Disposition", "What we do with a lead in it that isn't qualified", FieldShape::One(Kind::Disposition), core, Scored, |b| optional_text(b.disposition.as_ref()), |b, t| set_optional_id(&mut b.disposition, t)),
        field!("qualified", "If qualified", "Only if different from the hand-off's disposition", FieldShape::One(Kind::Disposition), more, Scored, |b| optional_text(b.qualified.as_ref()), |b, t| set_optional_id(&mut b.qualified, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Route {
    const KIND: Kind = Kind::Route;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "The reason, in a few words", FieldShape::Line, core, Wording, |r| r.name.clone(), |r, t| set_line(&mut r.name, t)),
        field!("rule", "When", "Which leads it applies to", FieldShape::Rule, core, Scored, |r| json_text(r.rule.as_ref()), |r, t| set_json(&mut r.rule, t)),
        field!("disposition", "Disposition", "What we do with such a lead", FieldShape::One(Kind::Disposition), core, Scored, |r| r.disposition.to_string(), |r, t| set_id(&mut r.disposition, t)),
        field!("even_if_qualified", "Even if qualified", "Whether it applies to qualified leads too", FieldShape::Flag, core, Scored, |r| flag_text(r.even_if_qualified), |r, t| set_flag(&mut r.even_if_qualified, t)),
    ];
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> String {
        Route::title(self).into()
    }
    fn blank(id: Id, name: &str) -> Self {
        Self {
            id,
            name: name.into(),
            ..Self::default()
        }
    }
}

impl TypedRecord for NeverRule {
    const KIND: Kind = Kind::Never;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("rule", "No lead has", "What holds of no lead", FieldShape::Rule, core, Meaning, |n| json_text(n.rule.as_ref()), |n, t| set_json(&mut n.rule, t)),
        field!("why", "Why", "Why no lead can be so", FieldShape::Line, core, Wording, |n| n.why.clone(), |n, t| set_line(&mut n.why, t)),
    ];
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> String {
        self.id.to_string()
    }
    /// The text typed for a new one says why; its id is made from that.
    fn blank(id: Id, name: &str) -> Self {
        Self {
            id,
            why: name.into(),
            ..Self::default()
        }
    }
}

impl TypedRecord for Disposition {
    const KIND: Kind = Kind::Disposition;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |d| d.name.clone(), |d, t| set_name(&mut d.name, t)),
        field!("action", "Action", "Forward, nurture, recycle or discard", FieldShape::Choice(DispositionAction::CHOICES), core, Scored, |d| d.action.to_string(), |d, t| set_choice(&mut d.action, t, DispositionAction::from_word)),
        field!("owner", "Owner", "Who does it", FieldShape::Line, core, Meaning, |d| d.owner.clone(), |d, t| set_line(&mut d.owner, t)),
        field!("track", "Nurture track", "How the lead is kept warm, or deliberately none", FieldShape::One(Kind::Track), core, Scored, |d| optional_text(d.track.as_ref()), |d, t| set_optional_id(&mut d.track, t)),
        field!("response_hours", "First response, hours", "Only if different from the hand-off's", HOURS, more, Scored, |d| hours_text(d.service_level.as_ref()), |d, t| set_hours(&mut d.service_level, t)),
        field!("attempts_min", "Attempts, at least", "Only if different from the hand-off's", ATTEMPTS, more, Scored, |d| least_attempts(d.service_level.as_ref()), |d, t| set_attempts(&mut d.service_level, t, Limit::Least)),
        field!("attempts_max", "Attempts, at most", "Only if different from the hand-off's", ATTEMPTS, more, Scored, |d| most_attempts(d.service_level.as_ref()), |d, t| set_attempts(&mut d.service_level, t, Limit::Most)),
    ];
    by_name!(name);
}

impl TypedRecord for Track {
    const KIND: Kind = Kind::Track;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |x| x.name.clone(), |x, t| set_name(&mut x.name, t)),
        field!("serves", "For", "Which leads it is for", FieldShape::Line, core, Meaning, |x| x.serves.clone(), |x, t| set_line(&mut x.serves, t)),
        field!("step", "Serves step", "The buying step it serves", FieldShape::One(Kind::Step), core, Meaning, |x| optional_text(x.step.as_ref()), |x, t| set_optional_id(&mut x.step, t)),
        field!("content", "Content", "What is sent or offered, one per line", FieldShape::Lines, core, Meaning, |x| joined_lines(&x.content), |x, t| set_lines(&mut x.content, t)),
        field!("exit", "Back into scoring", "What brings a lead back", FieldShape::Line, core, Meaning, |x| x.exit.clone(), |x, t| set_line(&mut x.exit, t)),
        field!("tools", "Channels", "The channels it is sent through, one per line", FieldShape::Lines, more, Meaning, |x| joined_lines(&x.tools), |x, t| set_lines(&mut x.tools, t)),
    ];
    by_name!(name);
}
