//! Field tables of criteria, their answers and groups.

use super::{
    by_name, field, flag_text, joined_lines, json_text, optional_text, set_choice, set_choices,
    set_flag, set_json, set_line, set_name, set_number, set_optional_choice, set_optional_number,
    set_parsed_lines, set_prose,
};
use crate::model::record::{Field, FieldShape, Kind, Refusal, TypedRecord};
use crate::model::{
    Answer, BadPoints, Collected, Combine, Covers, Criterion, CriterionKind, CriterionPoints,
    Expression, Group, Id, Phase,
};

const MOST_POINTS: i64 = 1_000_000;
const POINTS: FieldShape = FieldShape::Number(-MOST_POINTS, MOST_POINTS);
const WHOLE: &str = "a whole number, such as 5 or -10";

/// Sets the points of a yes/no criterion: a number, `2 each, up to 10`, or nothing.
fn set_points(target: &mut Option<CriterionPoints>, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        *target = None;
        return Ok(());
    }
    let points: CriterionPoints = text
        .parse()
        .map_err(|why: BadPoints| Refusal(why.to_string()))?;
    if let Some(problem) = points.each().and_then(|each| each.problem()) {
        return Err(Refusal(problem.to_string()));
    }
    *target = Some(points);
    Ok(())
}

impl TypedRecord for Criterion {
    const KIND: Kind = Kind::Criterion;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What we look at in a lead", FieldShape::Line, core, Wording, |c| c.name.clone(), |c, t| set_name(&mut c.name, t)),
        field!("kind", "Kind", "Who the lead is, or what the lead did", FieldShape::Choice(CriterionKind::CHOICES), core, Scored, |c| c.kind.to_string(), |c, t| set_choice(&mut c.kind, t, CriterionKind::from_word)),
        field!("points", "Points", "What a yes is worth, or 2 each, up to 10; blank for none yet", POINTS, core, Scored, |c| optional_text(c.points.as_ref()), |c, t| set_points(&mut c.points, t)),
        field!("combine", "If several apply", "How several answers count", FieldShape::Choice(Combine::CHOICES), core, Scored, |c| optional_text(c.combine.as_ref()), |c, t| set_optional_choice(&mut c.combine, t, Combine::from_word)),
        field!("phase", "Phase", "How far along a buyer who does this is", FieldShape::Choice(Phase::CHOICES), more, Scored, |c| optional_text(c.phase.as_ref()), |c, t| set_optional_choice(&mut c.phase, t, Phase::from_word)),
        field!("covers", "Tells us about", "Need, money, timing ...", FieldShape::Choices(Covers::CHOICES), more, Scored, |c| joined_lines(&c.covers), |c, t| set_choices(&mut c.covers, t, Covers::from_word)),
        field!("source", "Seen in", "Where the data is seen", FieldShape::Line, more, Meaning, |c| c.source.clone(), |c, t| set_line(&mut c.source, t)),
        field!("collected", "Collected", "Whether the data is collected", FieldShape::Choice(Collected::CHOICES), more, Meaning, |c| optional_text(c.collected.as_ref()), |c, t| set_optional_choice(&mut c.collected, t, Collected::from_word)),
        field!("expression", "Stated or observed", "Whether the lead says it or we see it", FieldShape::Choice(Expression::CHOICES), more, Meaning, |c| optional_text(c.expression.as_ref()), |c, t| set_optional_choice(&mut c.expression, t, Expression::from_word)),
        field!("example", "Real example", "One from the past; without it, it is a hypothesis", FieldShape::Text, more, Meaning, |c| c.example.clone(), |c, t| set_prose(&mut c.example, t)),
        field!("suggested", "Suggested", "Taken from won deals, not yet confirmed", FieldShape::Flag, more, Wording, |c| flag_text(c.suggested), |c, t| set_flag(&mut c.suggested, t)),
        field!("when", "Found by", "When a recorded lead counts as a yes", FieldShape::Condition, more, Scored, |c| json_text(c.when.as_ref()), |c, t| set_json(&mut c.when, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Answer {
    const KIND: Kind = Kind::Answer;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("label", "Answer", "Its name", FieldShape::Line, core, Wording, |l| l.label.clone(), |l, t| set_name(&mut l.label, t)),
        field!("points", "Points", "What it is worth", POINTS, core, Scored, |l| l.points.to_string(), |l, t| set_number(&mut l.points, t, WHOLE)),
        field!("when", "Found by", "When it holds for a recorded lead", FieldShape::Condition, more, Scored, |l| json_text(l.when.as_ref()), |l, t| set_json(&mut l.when, t)),
        field!("otherwise", "Otherwise", "Holds when no other answer does; only for the last", FieldShape::Flag, more, Scored, |l| flag_text(l.otherwise), |l, t| set_flag(&mut l.otherwise, t)),
    ];
    by_name!(label);
}

impl TypedRecord for Group {
    const KIND: Kind = Kind::Group;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |g| g.name.clone(), |g, t| set_name(&mut g.name, t)),
        field!("of", "Of", "The criteria whose sum is capped, of one kind", FieldShape::Many(Kind::Criterion), core, Scored, |g| joined_lines(&g.of), |g, t| set_parsed_lines(&mut g.of, t)),
        field!("max", "At most", "The most they count together", POINTS, core, Scored, |g| optional_text(g.max.as_ref()), |g, t| set_optional_number(&mut g.max, t, WHOLE)),
        field!("min", "At least", "The least they count together", POINTS, more, Scored, |g| optional_text(g.min.as_ref()), |g, t| set_optional_number(&mut g.min, t, WHOLE)),
    ];
    by_name!(name);
}
