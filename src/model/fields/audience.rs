//! Field tables of segments, personas, journeys and their steps, terms, metrics and targets.

use super::{
    SetResult, by_name, field, joined_lines, json_text, optional_text, set_choice, set_choices,
    set_id, set_json, set_line, set_lines, set_name, set_number, set_optional_id, set_parsed_lines,
    set_prose,
};
use crate::model::record::{Field, FieldShape, Kind, TypedRecord};
use crate::model::{
    BuyingRole, Id, Journey, JourneyStep, Metric, Persona, Phase, QualificationLevel, Segment,
    Target, Term,
};

impl TypedRecord for Segment {
    const KIND: Kind = Kind::Segment;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "The name of this market", FieldShape::Line, core, Wording, |s| s.name.clone(), |s, t| set_name(&mut s.name, t)),
        field!("description", "Companies", "Which companies belong here", FieldShape::Text, core, Wording, |s| s.description.clone(), |s, t| set_prose(&mut s.description, t)),
        field!("when", "Found by", "Which recorded leads belong to it; a lead goes to the first segment that matches", FieldShape::Condition, more, Meaning, |s| json_text(s.when.as_ref()), |s, t| set_json(&mut s.when, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Persona {
    const KIND: Kind = Kind::Persona;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "The name of this kind of buyer", FieldShape::Line, core, Wording, |p| p.name.clone(), |p, t| set_name(&mut p.name, t)),
        field!("titles", "Titles", "Titles or roles such people have, one per line", FieldShape::Lines, core, Wording, |p| joined_lines(&p.titles), |p, t| set_lines(&mut p.titles, t)),
        field!("buying_role", "Buying role", "Their parts in the decision", FieldShape::Choices(BuyingRole::CHOICES), core, Wording, |p| joined_lines(&p.buying_role), |p, t| set_choices(&mut p.buying_role.0, t, BuyingRole::from_word)),
        field!("challenges", "Challenges", "What makes their work hard, one per line", FieldShape::Lines, more, Wording, |p| joined_lines(&p.challenges), |p, t| set_lines(&mut p.challenges, t)),
        field!("motivations", "Motivations", "What moves them, one per line", FieldShape::Lines, more, Wording, |p| joined_lines(&p.motivations), |p, t| set_lines(&mut p.motivations, t)),
        field!("interests", "Interests", "What else they care about, one per line", FieldShape::Lines, more, Wording, |p| joined_lines(&p.interests), |p, t| set_lines(&mut p.interests, t)),
        field!("company_size", "Company size", "Such as 200 to 2,000 employees", FieldShape::Line, more, Wording, |p| p.company_size.clone(), |p, t| set_line(&mut p.company_size, t)),
        field!("industry", "Industry", "Where they work", FieldShape::Line, more, Wording, |p| p.industry.clone(), |p, t| set_line(&mut p.industry, t)),
        field!("location", "Location", "Where they are", FieldShape::Line, more, Wording, |p| p.location.clone(), |p, t| set_line(&mut p.location, t)),
        field!("opportunity_size", "Opportunity", "Size of a deal with them", FieldShape::Line, more, Wording, |p| p.opportunity_size.clone(), |p, t| set_line(&mut p.opportunity_size, t)),
        field!("when", "Found by", "Which recorded leads belong to it; a lead goes to the first persona that matches", FieldShape::Condition, more, Meaning, |p| json_text(p.when.as_ref()), |p, t| set_json(&mut p.when, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Journey {
    const KIND: Kind = Kind::Journey;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("persona", "Persona", "Whose journey", FieldShape::One(Kind::Persona), core, Meaning, |j| j.persona.to_string(), |j, t| set_id(&mut j.persona, t)),
        field!("segment", "Segment", "In which market", FieldShape::One(Kind::Segment), core, Meaning, |j| j.segment.to_string(), |j, t| set_id(&mut j.segment, t)),
    ];
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> String {
        format!("{} in {}", self.persona, self.segment)
    }
    fn blank(id: Id, _: &str) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }
}

impl TypedRecord for JourneyStep {
    const KIND: Kind = Kind::Step;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What the buyer does, in a few words", FieldShape::Line, core, Wording, |s| s.name.clone(), |s, t| set_name(&mut s.name, t)),
        field!("phase", "Phase", "Where the buyer is", FieldShape::Choice(Phase::CHOICES), core, Meaning, |s| s.phase.to_string(), |s, t| set_choice(&mut s.phase, t, Phase::from_word)),
        field!("decides", "Buyer decides", "What the buyer decides here", FieldShape::Line, core, Wording, |s| s.decides.clone(), |s, t| set_line(&mut s.decides, t)),
        field!("we_engage", "How we engage", "What we do or offer here", FieldShape::Line, core, Wording, |s| s.we_engage.clone(), |s, t| set_line(&mut s.we_engage, t)),
        field!("behaviours", "Shown by", "The behaviours that show a buyer is here", FieldShape::Many(Kind::Criterion), core, Meaning, |s| joined_lines(&s.behaviours), |s, t| set_parsed_lines(&mut s.behaviours, t)),
        field!("stage", "Our stage", "The stage of our pipeline this maps to", FieldShape::One(Kind::Stage), core, Meaning, |s| optional_text(s.stage.as_ref()), |s, t| set_optional_id(&mut s.stage, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Term {
    const KIND: Kind = Kind::Term;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Term", "The term", FieldShape::Line, core, Wording, |x| x.name.clone(), |x, t| set_name(&mut x.name, t)),
        field!("definition", "Means", "What both sides mean by it", FieldShape::Text, core, Wording, |x| x.definition.clone(), |x, t| set_prose(&mut x.definition, t)),
        field!("synonyms", "Synonyms", "Other words for it, one per line", FieldShape::Lines, more, Wording, |x| joined_lines(&x.synonyms), |x, t| set_lines(&mut x.synonyms, t)),
        field!("avoid", "We don't say", "Words we don't use for it, one per line", FieldShape::Lines, more, Wording, |x| joined_lines(&x.avoid), |x, t| set_lines(&mut x.avoid, t)),
    ];
    by_name!(name);
}

impl TypedRecord for Metric {
    const KIND: Kind = Kind::Metric;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "Its name", FieldShape::Line, core, Wording, |m| m.name.clone(), |m, t| set_name(&mut m.name, t)),
        field!("formula", "Formula", "How it is computed", FieldShape::Line, core, Meaning, |m| m.formula.clone(), |m, t| set_line(&mut m.formula, t)),
        field!("target", "Target", "What it should be", FieldShape::Line, core, Meaning, |m| m.target.clone(), |m, t| set_line(&mut m.target, t)),
        field!("owner", "Owner", "Who answers for it", FieldShape::Line, core, Meaning, |m| m.owner.clone(), |m, t| set_line(&mut m.owner, t)),
        field!("definition", "Means", "What it measures, in words", FieldShape::Text, more, Wording, |m| m.definition.clone(), |m, t| set_prose(&mut m.definition, t)),
        field!("unit", "Unit", "Such as percent or days", FieldShape::Line, more, Meaning, |m| m.unit.clone(), |m, t| set_line(&mut m.unit, t)),
        field!("source", "Source", "From which data", FieldShape::Line, more, Meaning, |m| m.source.clone(), |m, t| set_line(&mut m.source, t)),
        field!("period", "Period", "Such as a quarter", FieldShape::Line, more, Meaning, |m| m.period.clone(), |m, t| set_line(&mut m.period, t)),
        field!("comparison", "Compared with", "What it is compared with", FieldShape::Line, more, Wording, |m| m.comparison.clone(), |m, t| set_line(&mut m.comparison, t)),
    ];
    by_name!(name);
}

fn set_qualified(target: &mut Target, text: &str) -> SetResult {
    set_number(&mut target.qualified, text, "a whole number of leads")
}

impl TypedRecord for Target {
    const KIND: Kind = Kind::Target;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("persona", "Persona", "For which persona", FieldShape::One(Kind::Persona), core, Meaning, |x| x.persona.to_string(), |x, t| set_id(&mut x.persona, t)),
        field!("segment", "Segment", "In which market", FieldShape::One(Kind::Segment), core, Meaning, |x| x.segment.to_string(), |x, t| set_id(&mut x.segment, t)),
        field!("qualified", "Qualified leads", "How many", FieldShape::Number(0, 100_000_000), core, Meaning, |x| x.qualified.to_string(), set_qualified ),
        field!("period", "Period", "Such as 2027-Q1", FieldShape::Line, core, Meaning, |x| x.period.clone(), |x, t| set_line(&mut x.period, t)),
        field!("activity", "Activity", "What is planned to bring them in", FieldShape::Line, core, Wording, |x| x.activity.clone(), |x, t| set_line(&mut x.activity, t)),
    ];
    fn id(&self) -> &Id {
        &self.id
    }
    fn title(&self) -> String {
        format!("{} in {}", self.persona, self.segment)
    }
    fn blank(id: Id, _: &str) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }
}

impl TypedRecord for QualificationLevel {
    const KIND: Kind = Kind::Qualification;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[field!(
        "name",
        "Label",
        "The team's own label",
        FieldShape::Line,
        core,
        Wording,
        |q| q.name.clone(),
        |q, t| set_line(&mut q.name, t)
    )];
    by_name!(name);
}
