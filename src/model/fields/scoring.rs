//! Fields of criteria, their answers and groups.

use super::{
    by_name, choice, choices, field, flag, flag_text, joined, json, json_text, line, named, number,
    opt_choice, opt_number, opt_text, parsed_lines, prose,
};
use crate::model::record::{Described, Field, Kind, Shape};
use crate::model::{
    Collected, Combine, Covers, Criterion, CriterionKind, Expression, Group, Id, Level, Phase,
};

const MOST_POINTS: i64 = 1_000_000;
const POINTS: Shape = Shape::Number(-MOST_POINTS, MOST_POINTS);
const WHOLE: &str = "whole points, such as 5 or -10";

impl Described for Criterion {
    const KIND: Kind = Kind::Criterion;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What we look at in a lead", Shape::Line, core, Wording, |c| c.name.clone(), |c, t| named(&mut c.name, t)),
        field!("kind", "Kind", "Who the lead is, or what the lead did", Shape::Choice(CriterionKind::CHOICES), core, Scored, |c| c.kind.to_string(), |c, t| choice(&mut c.kind, t, CriterionKind::from_word)),
        field!("points", "Points", "What a yes is worth; blank for none yet", POINTS, core, Scored, |c| opt_text(c.points.as_ref()), |c, t| opt_number(&mut c.points, t, WHOLE)),
        field!("combine", "If several are true", "How several answers count", Shape::Choice(Combine::CHOICES), core, Scored, |c| opt_text(c.combine.as_ref()), |c, t| opt_choice(&mut c.combine, t, Combine::from_word)),
        field!("phase", "Phase", "How far along the buyer is who shows it", Shape::Choice(Phase::CHOICES), more, Scored, |c| opt_text(c.phase.as_ref()), |c, t| opt_choice(&mut c.phase, t, Phase::from_word)),
        field!("covers", "Tells us about", "Need, money, timing ...", Shape::Choices(Covers::CHOICES), more, Scored, |c| joined(&c.covers), |c, t| choices(&mut c.covers, t, Covers::from_word)),
        field!("source", "Seen in", "Where the data is seen", Shape::Line, more, Meaning, |c| c.source.clone(), |c, t| line(&mut c.source, t)),
        field!("collected", "Collected", "Whether the data is collected", Shape::Choice(Collected::CHOICES), more, Meaning, |c| opt_text(c.collected.as_ref()), |c, t| opt_choice(&mut c.collected, t, Collected::from_word)),
        field!("expression", "Stated or observed", "Whether the lead says it or we see it", Shape::Choice(Expression::CHOICES), more, Meaning, |c| opt_text(c.expression.as_ref()), |c, t| opt_choice(&mut c.expression, t, Expression::from_word)),
        field!("example", "Real example", "One from the past; without it, it is a hypothesis", Shape::Text, more, Meaning, |c| c.example.clone(), |c, t| prose(&mut c.example, t)),
        field!("suggested", "Suggested", "Taken from won deals, not yet confirmed", Shape::Flag, more, Wording, |c| flag_text(c.suggested), |c, t| flag(&mut c.suggested, t)),
        field!("when", "Found by", "When a recorded lead counts as a yes", Shape::Condition, more, Scored, |c| json_text(c.when.as_ref()), |c, t| json(&mut c.when, t)),
    ];
    by_name!(name);
}

impl Described for Level {
    const KIND: Kind = Kind::Level;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("label", "Answer", "What the room calls it", Shape::Line, core, Wording, |l| l.label.clone(), |l, t| named(&mut l.label, t)),
        field!("points", "Points", "What it is worth", POINTS, core, Scored, |l| l.points.to_string(), |l, t| number(&mut l.points, t, WHOLE)),
        field!("when", "Found by", "When it holds for a recorded lead", Shape::Condition, more, Scored, |l| json_text(l.when.as_ref()), |l, t| json(&mut l.when, t)),
        field!("otherwise", "Otherwise", "Holds when no other answer does; only for the last", Shape::Flag, more, Scored, |l| flag_text(l.otherwise), |l, t| flag(&mut l.otherwise, t)),
    ];
    by_name!(label);
}

impl Described for Group {
    const KIND: Kind = Kind::Group;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What the room calls it", Shape::Line, core, Wording, |g| g.name.clone(), |g, t| named(&mut g.name, t)),
        field!("of", "Of", "The criteria whose sum is capped, of one kind", Shape::Many(Kind::Criterion), core, Scored, |g| joined(&g.of), |g, t| parsed_lines(&mut g.of, t)),
        field!("max", "At most", "The most they count together", POINTS, core, Scored, |g| opt_text(g.max.as_ref()), |g, t| opt_number(&mut g.max, t, WHOLE)),
        field!("min", "At least", "The least they count together", POINTS, more, Scored, |g| opt_text(g.min.as_ref()), |g, t| opt_number(&mut g.min, t, WHOLE)),
    ];
    by_name!(name);
}
