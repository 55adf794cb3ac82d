//! Fields of segments, personas, journeys and steps, terms, metrics and targets.

use super::{
    Set, by_name, choice, field, id, joined, json, json_text, line, lines, named, number,
    opt_choice, opt_id, opt_text, parsed_lines, prose,
};
use crate::model::record::{Described, Field, Kind, Shape};
use crate::model::{
    BuyingRole, Id, Journey, JourneyStep, Metric, Persona, Phase, QualificationLevel, Segment,
    Target, Term,
};

impl Described for Segment {
    const KIND: Kind = Kind::Segment;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What the room calls this market", Shape::Line, core, Wording, |s| s.name.clone(), |s, t| named(&mut s.name, t)),
        field!("description", "What is in it", "Which companies belong here", Shape::Text, core, Wording, |s| s.description.clone(), |s, t| prose(&mut s.description, t)),
        field!("when", "Found by", "Which recorded leads are in it: the first segment that matches", Shape::Condition, more, Meaning, |s| json_text(s.when.as_ref()), |s, t| json(&mut s.when, t)),
    ];
    by_name!(name);
}

impl Described for Persona {
    const KIND: Kind = Kind::Persona;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What the room calls this kind of buyer", Shape::Line, core, Wording, |p| p.name.clone(), |p, t| named(&mut p.name, t)),
        field!("titles", "Titles", "Titles or roles such people have, one a line", Shape::Lines, core, Wording, |p| joined(&p.titles), |p, t| lines(&mut p.titles, t)),
        field!("buying_role", "Buying role", "Their part in the decision", Shape::Choice(BuyingRole::CHOICES), core, Wording, |p| opt_text(p.buying_role.as_ref()), |p, t| opt_choice(&mut p.buying_role, t, BuyingRole::from_word)),
        field!("challenges", "Challenges", "What makes their work hard, one a line", Shape::Lines, more, Wording, |p| joined(&p.challenges), |p, t| lines(&mut p.challenges, t)),
        field!("motivations", "Motivations", "What moves them, one a line", Shape::Lines, more, Wording, |p| joined(&p.motivations), |p, t| lines(&mut p.motivations, t)),
        field!("interests", "Interests", "What they care about besides, one a line", Shape::Lines, more, Wording, |p| joined(&p.interests), |p, t| lines(&mut p.interests, t)),
        field!("company_size", "Company size", "Such as 200 to 2,000 employees", Shape::Line, more, Wording, |p| p.company_size.clone(), |p, t| line(&mut p.company_size, t)),
        field!("industry", "Industry", "Where they work", Shape::Line, more, Wording, |p| p.industry.clone(), |p, t| line(&mut p.industry, t)),
        field!("location", "Location", "Where they are", Shape::Line, more, Wording, |p| p.location.clone(), |p, t| line(&mut p.location, t)),
        field!("opportunity_size", "Opportunity", "Size of a deal with them", Shape::Line, more, Wording, |p| p.opportunity_size.clone(), |p, t| line(&mut p.opportunity_size, t)),
        field!("when", "Found by", "Which recorded leads are such people: the first persona that matches", Shape::Condition, more, Meaning, |p| json_text(p.when.as_ref()), |p, t| json(&mut p.when, t)),
    ];
    by_name!(name);
}

impl Described for Journey {
    const KIND: Kind = Kind::Journey;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("persona", "Persona", "Whose journey", Shape::One(Kind::Persona), core, Meaning, |j| j.persona.to_string(), |j, t| id(&mut j.persona, t)),
        field!("segment", "Segment", "In which market", Shape::One(Kind::Segment), core, Meaning, |j| j.segment.to_string(), |j, t| id(&mut j.segment, t)),
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

impl Described for JourneyStep {
    const KIND: Kind = Kind::Step;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What the buyer does, in a few words", Shape::Line, core, Wording, |s| s.name.clone(), |s, t| named(&mut s.name, t)),
        field!("phase", "Phase", "Where the buyer is", Shape::Choice(Phase::CHOICES), core, Meaning, |s| s.phase.to_string(), |s, t| choice(&mut s.phase, t, Phase::from_word)),
        field!("decides", "Buyer decides", "What the buyer decides here", Shape::Line, core, Wording, |s| s.decides.clone(), |s, t| line(&mut s.decides, t)),
        field!("we_engage", "We engage", "What we do or offer here", Shape::Line, core, Wording, |s| s.we_engage.clone(), |s, t| line(&mut s.we_engage, t)),
        field!("behaviours", "Shown by", "The behaviours that show a buyer is here", Shape::Many(Kind::Criterion), core, Meaning, |s| joined(&s.behaviours), |s, t| parsed_lines(&mut s.behaviours, t)),
        field!("stage", "Our stage", "The stage of our pipeline this maps to", Shape::One(Kind::Stage), core, Meaning, |s| opt_text(s.stage.as_ref()), |s, t| opt_id(&mut s.stage, t)),
    ];
    by_name!(name);
}

impl Described for Term {
    const KIND: Kind = Kind::Term;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Term", "The word", Shape::Line, core, Wording, |x| x.name.clone(), |x, t| named(&mut x.name, t)),
        field!("definition", "Means", "What both sides mean by it", Shape::Text, core, Wording, |x| x.definition.clone(), |x, t| prose(&mut x.definition, t)),
        field!("synonyms", "Synonyms", "Other words for it, one a line", Shape::Lines, more, Wording, |x| joined(&x.synonyms), |x, t| lines(&mut x.synonyms, t)),
        field!("avoid", "We don't say", "Words we don't use for it, one a line", Shape::Lines, more, Wording, |x| joined(&x.avoid), |x, t| lines(&mut x.avoid, t)),
    ];
    by_name!(name);
}

impl Described for Metric {
    const KIND: Kind = Kind::Metric;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("name", "Name", "What the room calls it", Shape::Line, core, Wording, |m| m.name.clone(), |m, t| named(&mut m.name, t)),
        field!("formula", "Formula", "How it is computed", Shape::Line, core, Meaning, |m| m.formula.clone(), |m, t| line(&mut m.formula, t)),
        field!("target", "Target", "What it should be", Shape::Line, core, Meaning, |m| m.target.clone(), |m, t| line(&mut m.target, t)),
        field!("owner", "Owner", "Who answers for it", Shape::Line, core, Meaning, |m| m.owner.clone(), |m, t| line(&mut m.owner, t)),
        field!("definition", "Says", "What it says", Shape::Text, more, Wording, |m| m.definition.clone(), |m, t| prose(&mut m.definition, t)),
        field!("unit", "Unit", "Such as percent or days", Shape::Line, more, Meaning, |m| m.unit.clone(), |m, t| line(&mut m.unit, t)),
        field!("source", "Source", "From which data", Shape::Line, more, Meaning, |m| m.source.clone(), |m, t| line(&mut m.source, t)),
        field!("period", "Period", "Such as a quarter", Shape::Line, more, Meaning, |m| m.period.clone(), |m, t| line(&mut m.period, t)),
        field!("comparison", "Compared with", "What it is held against", Shape::Line, more, Wording, |m| m.comparison.clone(), |m, t| line(&mut m.comparison, t)),
    ];
    by_name!(name);
}

fn set_qualified(target: &mut Target, text: &str) -> Set {
    number(&mut target.qualified, text, "a whole number of leads")
}

impl Described for Target {
    const KIND: Kind = Kind::Target;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[
        field!("persona", "Persona", "Of whom", Shape::One(Kind::Persona), core, Meaning, |x| x.persona.to_string(), |x, t| id(&mut x.persona, t)),
        field!("segment", "Segment", "In which market", Shape::One(Kind::Segment), core, Meaning, |x| x.segment.to_string(), |x, t| id(&mut x.segment, t)),
        field!("qualified", "Qualified leads", "How many", Shape::Number(0, 100_000_000), core, Meaning, |x| x.qualified.to_string(), set_qualified ),
        field!("period", "Period", "Such as 2027-Q1", Shape::Line, core, Meaning, |x| x.period.clone(), |x, t| line(&mut x.period, t)),
        field!("activity", "Activity", "What is planned to bring them", Shape::Line, core, Wording, |x| x.activity.clone(), |x, t| line(&mut x.activity, t)),
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

impl Described for QualificationLevel {
    const KIND: Kind = Kind::Qualification;
    #[rustfmt::skip] // a table: one row a field
    const FIELDS: &'static [Field<Self>] = &[field!(
        "name",
        "Label",
        "The team's own label",
        Shape::Line,
        core,
        Wording,
        |q| q.name.clone(),
        |q, t| line(&mut q.name, t)
    )];
    by_name!(name);
}
