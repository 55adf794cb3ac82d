//! Leads that are wished for beside those that show single changes: one for each answer, two at each
//! band's threshold, and one that qualifies and meets a route's rule all the same.

use super::rule_changes::STEPS;
use super::single_change::slug;
use crate::model::Definition;
use crate::proof::LeadProperty;
use crate::scoring::{Decider, Outcome, Responses, Scorer};

/// A lead that is wished for.
pub(super) struct Wish {
    /// The lead's name.
    pub lead: String,
    /// What it shows.
    pub shows: String,
    /// Properties to ask for: all of the first list or, if no lead has them, of the next.
    pub properties: Vec<Vec<LeadProperty>>,
    /// What such a lead has.
    sign: Sign,
}

/// By what a lead that was wished for is known.
enum Sign {
    /// Its total is this or, if no lead has that, in the range from the first to the second.
    Total { exactly: i64, least: i64, most: i64 },
    /// An answer of a criterion holds.
    Answer(usize, usize),
    /// It qualifies, and a route decides its disposition.
    QualifiedOnRoute(usize),
}

impl Wish {
    /// Whether a lead is just what is wished for, so that none has to be looked for.
    pub fn is_exactly(&self, responses: &Responses, outcome: &Outcome) -> bool {
        match self.sign {
            Sign::Total { exactly, .. } => exactly == outcome.total,
            _ => self.is_granted(responses, outcome),
        }
    }

    /// Whether a lead has what is wished for.
    pub fn is_granted(&self, responses: &Responses, outcome: &Outcome) -> bool {
        match self.sign {
            Sign::Total { least, most, .. } => (least..=most).contains(&outcome.total),
            Sign::Answer(c, a) => responses.get(c, a).is_yes(),
            Sign::QualifiedOnRoute(r) => {
                outcome.qualified && outcome.decided_by == Decider::Route(r)
            }
        }
    }
}

/// Returns the leads to wish for.
pub(super) fn wishes(definition: &Definition, scorer: &Scorer) -> Vec<Wish> {
    let mut wishes = Vec::new();
    let routes = definition.routes.iter().enumerate();
    for (r, route) in routes.filter(|(_, route)| route.even_if_qualified) {
        wishes.push(Wish {
            lead: format!("route-{}-qualified", route.id),
            shows: format!(
                "it qualifies, and route `{}` decides all the same",
                route.id
            ),
            properties: vec![vec![LeadProperty::Route(r), LeadProperty::Qualified(true)]],
            sign: Sign::QualifiedOnRoute(r),
        });
    }
    for band in &definition.bands {
        let Some(from) = band.from else { continue };
        let number = slug(&from.to_string());
        let near = |place: &str, shows: String, exactly: i64, ranges: [(i64, i64); STEPS.len()]| {
            let (least, most) = ranges[STEPS.len() - 1];
            Wish {
                lead: format!("band-{}-{place}-{number}", band.id),
                shows,
                properties: ranges.map(of_total).into(),
                sign: Sign::Total {
                    exactly,
                    least,
                    most,
                },
            }
        };
        let at = STEPS.map(|step| (from, from + step - 1));
        let below = STEPS.map(|step| (from - step, from - 1));
        let id = &band.id;
        let shows = format!("its total is the least in band `{id}`");
        wishes.push(near("at", shows, from, at));
        let shows = format!("its total is the greatest below band `{id}`");
        wishes.push(near("below", shows, from - 1, below));
    }
    for c in 0..scorer.criterion_count() {
        for a in 0..scorer.answer_count(c) {
            let Some(reference) = scorer.reference_to(c, a) else {
                continue;
            };
            wishes.push(Wish {
                lead: format!("answer-{}", slug(&reference.to_string())),
                shows: format!("the smallest lead with `{reference}`"),
                properties: vec![vec![LeadProperty::Answer(c, a, true)]],
                sign: Sign::Answer(c, a),
            });
        }
    }
    wishes
}

/// A total from the first number to the second.
fn of_total((least, most): (i64, i64)) -> Vec<LeadProperty> {
    vec![LeadProperty::AtLeast(least), LeadProperty::AtMost(most)]
}
