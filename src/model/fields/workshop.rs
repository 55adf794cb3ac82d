//! Fields of the session's settings and of the meeting's record.

use std::sync::Arc;

use super::{
    by_name, choice, day, field, flag, flag_text, line, lines, name_or_id, named, number,
    opt_choice, opt_text, prose,
};
use crate::model::record::{Described, Field, Kind, Shape};
use crate::model::{
    Action, AgendaItem, Benchmark, BoardCheck, Exception, Id, Parked, Participant, Question,
    ReviewCycle, Session, Side, Workshop, old_words,
};

fn settings_id() -> &'static Id {
    static ID: std::sync::OnceLock<Id> = std::sync::OnceLock::new();
    ID.get_or_init(|| Id::new("settings").expect("a word"))
}

fn workshop(session: &mut Session) -> &mut Workshop {
    Arc::make_mut(&mut session.workshop)
}

impl Described for Session {
    const KIND: Kind = Kind::Settings;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Session", "What the session is called", Shape::Line, core, Wording, |s| s.name.clone(), |s, t| named(&mut s.name, t)),
        field!("rejection_rate", "Rejection rate", "Share of forwarded leads that Sales rejects today: the baseline", Shape::Line, core, Wording, |s| s.workshop.rejection_rate.clone(), |s, t| line(&mut workshop(s).rejection_rate, t)),
        field!("review_cycle", "Reviewed", "How often the definition is reviewed", Shape::Choice(ReviewCycle::CHOICES), core, Wording, |s| opt_text(s.workshop.review_cycle.as_ref()), |s, t| opt_choice(&mut workshop(s).review_cycle, t, ReviewCycle::from_word)),
        field!("review_date", "Next review", "The day of the next review", Shape::Day, core, Wording, |s| opt_text(s.workshop.review_date.as_ref()), |s, t| day(&mut workshop(s).review_date, t)),
        field!("management_signs", "Management signs", "Whether Management has to agree too", Shape::Flag, more, Wording, |s| flag_text(s.workshop.management_signs), |s, t| flag(&mut workshop(s).management_signs, t)),
        field!("campaign_performance", "Campaigns", "How last period's campaigns did", Shape::Text, more, Wording, |s| s.workshop.campaign_performance.clone(), |s, t| prose(&mut workshop(s).campaign_performance, t)),
        field!("revenue_against_goal", "Revenue", "Last period's revenue against goal", Shape::Text, more, Wording, |s| s.workshop.revenue_against_goal.clone(), |s, t| prose(&mut workshop(s).revenue_against_goal, t)),
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

impl Described for Participant {
    const KIND: Kind = Kind::Participant;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Who it is", Shape::Line, core, Wording, |p| p.name.clone(), |p, t| named(&mut p.name, t)),
        field!("side", "Side", "Whom they speak for; a facilitator doesn't vote", Shape::Choice(Side::CHOICES), core, Wording, |p| p.side.to_string(), |p, t| choice(&mut p.side, t, Side::from_word)),
        field!("role", "Role", "Such as marketer, sales development rep, account manager", Shape::Line, more, Wording, |p| p.role.clone(), |p, t| line(&mut p.role, t)),
    ];
    by_name!(name);
}

impl Described for AgendaItem {
    const KIND: Kind = Kind::Agenda;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Step", "What the room calls it", Shape::Line, core, Wording, |a| a.name.clone(), |a, t| named(&mut a.name, t)),
        field!("minutes", "Minutes", "Planned for it", Shape::Number(0, 600), core, Wording, |a| a.minutes.to_string(), |a, t| number(&mut a.minutes, t, "whole minutes, such as 25")),
        field!("questions", "Questions", "Worth asking the room, one a line; blank for the built-in ones", Shape::Lines, more, Wording, |a| a.questions.join("\n"), |a, t| lines(&mut a.questions, t)),
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

impl Described for Question {
    const KIND: Kind = Kind::Question;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[field!("name", "Question", "Answered by each side before it hears the other", Shape::Line, core, Wording, |q| q.name.clone(), |q, t| named(&mut q.name, t) )];
    by_name!(name);
}
impl Described for Benchmark {
    const KIND: Kind = Kind::Benchmark;
    const FIELDS: &'static [Field<Self>] = &[
        field!(
            "name",
            "What it says",
            "In one sentence",
            Shape::Line,
            core,
            Wording,
            |b| b.name.clone(),
            |b, t| named(&mut b.name, t)
        ),
        field!(
            "figure",
            "Figure",
            "Such as 50%",
            Shape::Line,
            core,
            Wording,
            |b| b.figure.clone(),
            |b, t| line(&mut b.figure, t)
        ),
        field!(
            "source",
            "Published by",
            "Who says so",
            Shape::Line,
            core,
            Wording,
            |b| b.source.clone(),
            |b, t| line(&mut b.source, t)
        ),
        field!(
            "own",
            "Ours",
            "The team's own figure",
            Shape::Line,
            core,
            Wording,
            |b| b.own.clone(),
            |b, t| line(&mut b.own, t)
        ),
    ];
    by_name!(name);
}

impl Described for Parked {
    const KIND: Kind = Kind::Parked;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Thought", "What is put aside", Shape::Line, core, Wording, |p| p.name.clone(), |p, t| named(&mut p.name, t)),
        field!("sponsor", "Brought up by", "To whom it goes back if nobody takes it", Shape::Line, core, Wording, |p| p.sponsor.clone(), |p, t| line(&mut p.sponsor, t)),
        field!("resolution", "What became of it", "Blank while open", Shape::Line, core, Wording, |p| p.resolution.clone(), |p, t| line(&mut p.resolution, t)),
    ];
    by_name!(name);
}

impl Described for Action {
    const KIND: Kind = Kind::Action;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "What", "What will be done", Shape::Line, core, Wording, |a| a.name.clone(), |a, t| named(&mut a.name, t)),
        field!("owner", "Who", "One person", Shape::Line, core, Wording, |a| a.owner.clone(), |a, t| line(&mut a.owner, t)),
        field!("due", "By", "A day", Shape::Day, core, Wording, |a| opt_text(a.due.as_ref()), |a, t| day(&mut a.due, t)),
        field!("done", "Done", "Whether it was done", Shape::Flag, core, Wording, |a| flag_text(a.done), |a, t| flag(&mut a.done, t)),
    ];
    by_name!(name);
}

impl Described for Exception {
    const KIND: Kind = Kind::Exception;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("reason", "Reason", "Why it may stand", Shape::Text, core, Wording, |e| e.reason.clone(), |e, t| prose(&mut e.reason, t)),
        field!("code", "Finding", "The finding's code", Shape::Line, more, Wording, |e| e.code.clone(), |e, t| line(&mut e.code, t)),
        field!("place", "Where", "The place it is about; blank for everywhere", Shape::Line, more, Wording, |e| e.place.clone(), |e, t| line(&mut e.place, &old_words::present_subject(t.to_owned()))),
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

impl Described for BoardCheck {
    const KIND: Kind = Kind::BoardCheck;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("subject", "Of what", "The definition looked at", Shape::Line, core, Wording, |b| b.subject.clone(), |b, t| named(&mut b.subject, t)),
        field!("who", "Who", "Who of the board", Shape::Line, core, Wording, |b| b.who.clone(), |b, t| line(&mut b.who, t)),
        field!("date", "When", "A day", Shape::Day, core, Wording, |b| opt_text(b.date.as_ref()), |b, t| day(&mut b.date, t)),
        field!("verdict", "Verdict", "What they said", Shape::Text, core, Wording, |b| b.verdict.clone(), |b, t| prose(&mut b.verdict, t)),
    ];
    by_name!(subject);
}
