//! Field tables of the session's settings and of the meeting's record.

use std::sync::Arc;

use super::{
    by_name, field, flag_text, joined_lines, name_or_id, optional_text, set_choice, set_day,
    set_flag, set_line, set_lines, set_name, set_number, set_optional_choice, set_parsed_lines,
    set_prose,
};
use crate::model::record::{Field, FieldShape, Kind, Refusal, TypedRecord};
use crate::model::{
    ActionItem, AgendaItem, Benchmark, BoardCheck, DayOrder, Id, ParkedThought, Participant,
    Question, ReviewCycle, Session, Side, VoteNaming, Waiver, Workshop, old_words,
};

fn settings_id() -> &'static Id {
    static ID: std::sync::OnceLock<Id> = std::sync::OnceLock::new();
    ID.get_or_init(|| Id::new("settings").expect("a word"))
}

fn workshop(session: &mut Session) -> &mut Workshop {
    Arc::make_mut(&mut session.workshop)
}

fn set_vote_naming(session: &mut Session, text: &str) -> Result<(), Refusal> {
    let mut naming = session.workshop.vote_naming();
    set_choice(&mut naming, text, VoteNaming::from_word)?;
    workshop(session).set_vote_naming(naming)
}

impl TypedRecord for Session {
    const KIND: Kind = Kind::Settings;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Session", "What the session is called", FieldShape::Line, core, Wording, |s| s.name.clone(), |s, t| set_name(&mut s.name, t)),
        field!("rejection_rate", "Rejection rate", "Share of forwarded leads that Sales rejects today: the baseline", FieldShape::Line, core, Wording, |s| s.workshop.rejection_rate.clone(), |s, t| set_line(&mut workshop(s).rejection_rate, t)),
        field!("vote_naming", "Votes", "Whether votes are shown and kept with names, by side, or all together; after the first vote, less can be kept but not more", FieldShape::Choice(VoteNaming::CHOICES), core, Wording, |s| s.workshop.vote_naming().to_string(), |s, t| set_vote_naming(s, t)),
        field!("review_cycle", "Reviewed", "How often the definition is reviewed", FieldShape::Choice(ReviewCycle::CHOICES), core, Wording, |s| optional_text(s.workshop.review_cycle.as_ref()), |s, t| set_optional_choice(&mut workshop(s).review_cycle, t, ReviewCycle::from_word)),
        field!("review_date", "Next review", "The day of the next review", FieldShape::Day, core, Wording, |s| optional_text(s.workshop.review_date.as_ref()), |s, t| set_day(&mut workshop(s).review_date, t)),
        field!("date_order", "Days", "What comes first in a day typed in numbers, such as 12/5", FieldShape::Choice(DayOrder::CHOICES), more, Wording, |s| optional_text(s.workshop.date_order.as_ref()), |s, t| set_optional_choice(&mut workshop(s).date_order, t, DayOrder::from_word)),
        field!("management_signs", "Management signs", "Whether Management has to agree too", FieldShape::Flag, more, Wording, |s| flag_text(s.workshop.management_signs), |s, t| set_flag(&mut workshop(s).management_signs, t)),
        field!("pictures", "Pictures", "Those that a version takes along, by the names F9 gave them, one per line", FieldShape::Lines, more, Wording, |s| s.workshop.pictures.join("\n"), |s, t| set_lines(&mut workshop(s).pictures, t)),
        field!("exports", "Exports", "Documents that a version takes along, by the names of their formats, one per line", FieldShape::Lines, more, Wording, |s| s.workshop.exports.join("\n"), |s, t| set_lines(&mut workshop(s).exports, t)),
        field!("campaign_performance", "Campaigns", "How last period's campaigns did", FieldShape::Text, more, Wording, |s| s.workshop.campaign_performance.clone(), |s, t| set_prose(&mut workshop(s).campaign_performance, t)),
        field!("revenue_against_goal", "Revenue", "Last period's revenue against goal", FieldShape::Text, more, Wording, |s| s.workshop.revenue_against_goal.clone(), |s, t| set_prose(&mut workshop(s).revenue_against_goal, t)),
    ];
    fn id(&self) -> &Id {
        settings_id()
    }
    fn title(&self) -> String {
        self.name.clone()
    }
    fn blank(_: Id, name: &str) -> Self {
        Self::new(name)
    }
}

impl TypedRecord for Participant {
    const KIND: Kind = Kind::Participant;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Their name", FieldShape::Line, core, Wording, |p| p.name.clone(), |p, t| set_name(&mut p.name, t)),
        field!("side", "Side", "Whom they speak for; a facilitator doesn't vote", FieldShape::Choice(Side::CHOICES), core, Wording, |p| p.side.to_string(), |p, t| set_choice(&mut p.side, t, Side::from_word)),
        field!("role", "Role", "Such as marketer, sales development rep, account manager", FieldShape::Line, more, Wording, |p| p.role.clone(), |p, t| set_line(&mut p.role, t)),
    ];
    by_name!(name);
}

impl TypedRecord for AgendaItem {
    const KIND: Kind = Kind::Agenda;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Step", "Its name", FieldShape::Line, core, Wording, |a| a.name.clone(), |a, t| set_name(&mut a.name, t)),
        field!("minutes", "Minutes", "Planned for it", FieldShape::Number(0, 600), core, Wording, |a| a.minutes.to_string(), |a, t| set_number(&mut a.minutes, t, "whole minutes, such as 25")),
        field!("questions", "Questions", "Worth asking the room, one per line; blank for the built-in ones", FieldShape::Lines, more, Wording, |a| a.questions.join("\n"), |a, t| set_lines(&mut a.questions, t)),
    ];
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> String {
        name_or_id(&self.name, &self.id)
    }
    fn blank(id: Id, name: &str) -> Self {
        Self {
            id,
            name: name.into(),
            minutes: 15,
            ..Self::default()
        }
    }
}

impl TypedRecord for Question {
    const KIND: Kind = Kind::Question;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[field!("name", "Question", "Answered by each side before it hears the other", FieldShape::Line, core, Wording, |q| q.name.clone(), |q, t| set_name(&mut q.name, t) )];
    by_name!(name);
}
impl TypedRecord for Benchmark {
    const KIND: Kind = Kind::Benchmark;
    const FIELDS: &'static [Field<Self>] = &[
        field!(
            "name",
            "What it says",
            "In one sentence",
            FieldShape::Line,
            core,
            Wording,
            |b| b.name.clone(),
            |b, t| set_name(&mut b.name, t)
        ),
        field!(
            "figure",
            "Figure",
            "Such as 50%",
            FieldShape::Line,
            core,
            Wording,
            |b| b.figure.clone(),
            |b, t| set_line(&mut b.figure, t)
        ),
        field!(
            "source",
            "Published by",
            "Who says so",
            FieldShape::Line,
            core,
            Wording,
            |b| b.source.clone(),
            |b, t| set_line(&mut b.source, t)
        ),
        field!(
            "own",
            "Ours",
            "The team's own figure",
            FieldShape::Line,
            core,
            Wording,
            |b| b.own.clone(),
            |b, t| set_line(&mut b.own, t)
        ),
    ];
    by_name!(name);
}

impl TypedRecord for ParkedThought {
    const KIND: Kind = Kind::ParkedThought;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Thought", "What is put aside", FieldShape::Line, core, Wording, |p| p.name.clone(), |p, t| set_name(&mut p.name, t)),
        field!("sponsor", "Brought up by", "To whom it goes back if nobody takes it", FieldShape::Line, core, Wording, |p| p.sponsor.clone(), |p, t| set_line(&mut p.sponsor, t)),
        field!("resolution", "What became of it", "Blank while open", FieldShape::Line, core, Wording, |p| p.resolution.clone(), |p, t| set_line(&mut p.resolution, t)),
    ];
    by_name!(name);
}

impl TypedRecord for ActionItem {
    const KIND: Kind = Kind::ActionItem;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "What", "What will be done", FieldShape::Line, core, Wording, |a| a.name.clone(), |a, t| set_name(&mut a.name, t)),
        field!("owner", "Who", "One person", FieldShape::Line, core, Wording, |a| a.owner.clone(), |a, t| set_line(&mut a.owner, t)),
        field!("due", "By", "A day: 12 May, next Friday, in 2 weeks", FieldShape::Day, core, Wording, |a| optional_text(a.due.as_ref()), |a, t| set_day(&mut a.due, t)),
        field!("done", "Done", "Whether it was done", FieldShape::Flag, core, Wording, |a| flag_text(a.done), |a, t| set_flag(&mut a.done, t)),
        field!("verifies", "Verifies", "The criteria to verify", FieldShape::Many(Kind::Criterion), more, Wording, |a| joined_lines(&a.verifies), |a, t| set_parsed_lines(&mut a.verifies, t)),
        field!("reason", "Reason", "Why they are published unverified", FieldShape::Text, more, Wording, |a| a.reason.clone(), |a, t| set_prose(&mut a.reason, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Waiver {
    const KIND: Kind = Kind::Waiver;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("reason", "Reason", "Why it may stand", FieldShape::Text, core, Wording, |e| e.reason.clone(), |e, t| set_prose(&mut e.reason, t)),
        field!("code", "Finding", "The finding's code", FieldShape::Line, more, Wording, |e| e.code.clone(), |e, t| set_line(&mut e.code, t)),
        field!("place", "Where", "The place it is about; blank for everywhere", FieldShape::Line, more, Wording, |e| e.place.clone(), |e, t| set_line(&mut e.place, &old_words::present_subject(t.to_owned()))),
    ];
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> String {
        format!("{} {}", self.code, self.place)
    }
    fn blank(id: Id, _: &str) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }
}

impl TypedRecord for BoardCheck {
    const KIND: Kind = Kind::BoardCheck;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("subject", "About", "The definition looked at", FieldShape::Line, core, Wording, |b| b.subject.clone(), |b, t| set_name(&mut b.subject, t)),
        field!("who", "Who", "Which board member", FieldShape::Line, core, Wording, |b| b.who.clone(), |b, t| set_line(&mut b.who, t)),
        field!("date", "When", "A day: 12 May, last Friday, 2026-11-21", FieldShape::Day, core, Wording, |b| optional_text(b.date.as_ref()), |b, t| set_day(&mut b.date, t)),
        field!("verdict", "Verdict", "What they said", FieldShape::Text, core, Wording, |b| b.verdict.clone(), |b, t| set_prose(&mut b.verdict, t)),
    ];
    by_name!(subject);
}
