//! Chooses golden leads: the smallest of each outcome and answer, and for each single change of the
//! model one that it would give another outcome.
//!
//! A change that a lead shows already needs no other. Whether some possible lead shows it, and which
//! is the smallest, the proof says; whether the facts of that lead show it, the evaluator. A change
//! that no possible lead shows is none that matters, and is counted.

use super::golden_lead::{GoldenLead, LeadColumns};
use super::model_changes::model_changes;
use super::single_change::{SingleChange, as_lists_see_it};
use super::wishes::{Wish, wishes};
use crate::model::Definition;
use crate::proof::{
    Budget, Cancel, LeadFacts, Proof, ProofError, difference_between, find_smallest,
};
use crate::scoring::compiled_model::EntryRule;
use crate::scoring::{Outcome, Responses, Scorer};

/// What the choice of golden leads may cost: about ten seconds.
const BUDGET: Budget = Budget::million_steps(1_500);
/// No question gets less than one in this many of the steps left.
const MOST_SHARES: usize = 40;

/// The golden leads of a model, and what they show.
#[derive(Debug)]
pub(in super::super) struct GoldenLeads {
    /// The columns that the model asks about.
    pub columns: LeadColumns,
    /// The leads, in the order in which they were chosen.
    pub leads: Vec<GoldenLead>,
    /// How many single changes some lead shows by another outcome.
    pub shown: usize,
    /// How many give no possible lead another outcome, which is proved.
    pub idle: usize,
    /// Changes and outcomes for which there should be a lead and is none, as texts.
    pub without_lead: Vec<String>,
    /// What couldn't be settled within the budget, as texts.
    pub unproved: Vec<String>,
}

/// Chooses the golden leads of a model.
pub(in super::super) fn golden_leads(definition: &Definition) -> GoldenLeads {
    let scorer = Scorer::new(definition);
    let mut choice = Choice::new(definition, &scorer);
    choice.add(
        "nothing-known".into(),
        "nothing is known",
        LeadFacts::default(),
    );
    let never = Cancel::never();
    let cancel = never.with_budget(BUDGET);
    let changes = model_changes(definition, &scorer);
    let proof = cancel.with_share(4, |own| Proof::new(&choice.seen, own));
    match proof {
        Ok(proof) => choice.add_outcomes(&proof),
        Err(why) => choice.found.unproved.push(format!("all outcomes ({why})")),
    }
    let wishes = wishes(definition, &scorer);
    let mut left = wishes.len() + changes.len();
    for wish in &wishes {
        choice.grant(wish, left, &cancel);
        left -= 1;
    }
    for change in &changes {
        choice.show(change, left, &cancel);
        left -= 1;
    }
    choice.found
}

/// The choice so far.
struct Choice<'a> {
    scorer: &'a Scorer,
    /// The model as lists see it, of which things are proved.
    seen: Scorer,
    found: GoldenLeads,
}

impl<'a> Choice<'a> {
    fn new(definition: &Definition, scorer: &'a Scorer) -> Self {
        Self {
            scorer,
            seen: as_lists_see_it(definition),
            found: GoldenLeads {
                columns: LeadColumns::of(definition, scorer),
                leads: Vec::new(),
                shown: 0,
                idle: 0,
                without_lead: Vec::new(),
                unproved: Vec::new(),
            },
        }
    }

    /// Makes a lead of facts, as the evaluator judges it.
    fn judged(&self, name: String, facts: LeadFacts) -> GoldenLead {
        let columns = &self.found.columns;
        let lead = columns.lead(&name, &facts);
        let responses = self.scorer.bind(&columns.dataset()).responses(&lead);
        GoldenLead {
            outcome: self.scorer.outcome(&responses),
            name,
            shows: Vec::new(),
            facts,
            lead,
            responses,
        }
    }

    /// Adds a lead with these facts, or what it shows to the one that has them already.
    fn add(&mut self, name: String, shows: &str, facts: LeadFacts) {
        let lead = self.judged(name, facts);
        self.add_judged(lead, shows);
    }

    fn add_judged(&mut self, mut lead: GoldenLead, shows: &str) {
        let leads = &mut self.found.leads;
        let same = leads.iter_mut().find(|other| {
            let (a, b) = (&other.lead, &lead.lead);
            a.values == b.values && a.events == b.events && a.as_of == b.as_of
        });
        if let Some(same) = same {
            same.shows.push(shows.to_owned());
            return;
        }
        while leads.iter().any(|other| other.name == lead.name) {
            lead.name.push_str("-again");
        }
        lead.lead.id.clone_from(&lead.name);
        lead.shows.push(shows.to_owned());
        leads.push(lead);
    }

    /// Adds the smallest lead of each outcome.
    fn add_outcomes(&mut self, proof: &Proof) {
        let scorer = self.scorer;
        let mut outcomes = vec![("qualified".to_owned(), &proof.qualified)];
        let by_person = |s: usize| scorer.stages()[s].rule == EntryRule::ByPerson;
        let stages = proof.stages.iter().enumerate();
        for (s, stage) in stages.filter(|(s, _)| !by_person(*s)) {
            outcomes.extend(
                scorer
                    .stage_id(s)
                    .map(|id| (format!("stage-{id}"), &stage.furthest)),
            );
        }
        for (b, band) in proof.bands.iter().enumerate() {
            outcomes.extend(scorer.band_id(b).map(|id| (format!("band-{id}"), band)));
        }
        for (d, disposition) in proof.dispositions.iter().enumerate() {
            let id = scorer.disposition_id(d);
            outcomes.extend(id.map(|id| (format!("disposition-{id}"), disposition)));
        }
        for (r, route) in proof.routes.iter().enumerate() {
            outcomes.extend(scorer.route_id(r).map(|id| (format!("route-{id}"), route)));
        }
        for (name, found) in outcomes {
            let shows = format!("the smallest lead of `{}`", name.replacen('-', " ", 1));
            match &found.smallest {
                _ if !found.proved => self.found.unproved.push(name),
                Some(witness) => {
                    let expected = self.seen.outcome(&witness.responses(&self.seen));
                    let lead = self.judged(name, witness.facts.clone());
                    if same_outcome(&lead.outcome, &expected) {
                        self.add_judged(lead, &shows);
                    } else {
                        self.found.without_lead.push(lead.name);
                    }
                }
                None => self.found.without_lead.push(name),
            }
        }
    }

    /// Adds the smallest lead with the properties that are wished for, if there is one.
    fn grant(&mut self, wish: &Wish, left: usize, cancel: &Cancel<'_>) {
        let leads = &self.found.leads;
        if leads
            .iter()
            .any(|lead| wish.is_exactly(&lead.responses, &lead.outcome))
        {
            return;
        }
        for properties in &wish.properties {
            let asked = cancel.with_share(shares(left), |own| {
                find_smallest(&self.seen, properties, own)
            });
            match asked {
                Ok(None) => {}
                Ok(Some(witness)) => {
                    let lead = self.judged(wish.lead.clone(), witness.facts);
                    if wish.is_granted(&lead.responses, &lead.outcome) {
                        self.add_judged(lead, &wish.shows);
                        return;
                    }
                }
                Err(_) => return self.found.unproved.push(wish.shows.clone()),
            }
        }
    }

    /// Counts a change that a lead shows, after adding such a lead if need be.
    fn show(&mut self, change: &SingleChange, left: usize, cancel: &Cancel<'_>) {
        let Some(single) = change.changed.first() else {
            return;
        };
        if self
            .found
            .leads
            .iter()
            .any(|lead| self.differs(lead, change, single))
        {
            self.found.shown += 1;
            return;
        }
        for (n, changed) in change.changed.iter().enumerate() {
            let asked = cancel.with_share(shares(left), |own| {
                difference_between(&self.seen, changed, own)
            });
            match asked {
                Ok(Some(difference)) => {
                    let lead = self.judged(change.lead.clone(), difference.witness.facts);
                    if self.differs(&lead, change, changed) {
                        let shows = format!("another outcome if {}", change.what);
                        self.add_judged(lead, &shows);
                        if n == 0 {
                            self.found.shown += 1;
                        }
                    } else {
                        self.found.without_lead.push(change.what.clone());
                    }
                    return;
                }
                Ok(None) if n == 0 => self.found.idle += 1,
                Ok(None) => {}
                Err(ProofError::Cancelled | ProofError::TooLarge(_)) => {
                    return self.found.unproved.push(change.what.clone());
                }
            }
        }
    }

    /// Whether a changed model gives a lead another outcome.
    fn differs(&self, lead: &GoldenLead, change: &SingleChange, changed: &Scorer) -> bool {
        let answered: Responses;
        let responses = if change.of_conditions {
            let data = self.found.columns.dataset();
            answered = changed.bind(&data).responses(&lead.lead);
            if answered == lead.responses {
                return false;
            }
            &answered
        } else {
            &lead.responses
        };
        !same_outcome(&changed.outcome(responses), &lead.outcome)
    }
}

fn shares(left: usize) -> u64 {
    left.clamp(1, MOST_SHARES) as u64
}

/// Whether two outcomes have the same stage and disposition, and both qualify or neither does.
fn same_outcome(a: &Outcome, b: &Outcome) -> bool {
    (a.stage, a.qualified, a.disposition) == (b.stage, b.qualified, b.disposition)
}
