//! How many leads have which score, and what the last change did.

use serde::{Deserialize, Serialize};

use crate::app::dialogs::dialog::Dialog;
use crate::app::input::step::Step;
use crate::app::projector::lead_figures::{
    EndedCounts, leads_title, points_only, reading_text, wall_qualify_text,
};
use crate::app::projector::lead_title::lead_title;
use crate::app::secrecy;
use crate::app::state::last_change::ChangeWords;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::room_verdict;
use crate::app::steps::variant_lines::{VariantLine, lines_without_names};
use crate::evidence::history::weekly_capacity;
use crate::evidence::{LeadSource, LeadSummary, MovedLead, MovedLeads, Reclassified};
use crate::model::{Id, Rule, Session, Side, mask_lead_id};

/// How many leads have which score, and what the last change did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// Which leads, and how many: `300 recorded leads`.
    pub leads: String,
    /// How many qualify: `64 qualify, up to 80 (was 60)`.
    pub qualify: String,
    /// How many qualify of those that ended.
    pub ended: EndedCounts,
    /// How many qualify in a week against how many the receiver of the hand-off can take, where the
    /// plan says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<HandoffCapacity>,
    /// Totals and how many leads have each, ascending by total.
    pub totals: Vec<(i64, u32)>,
    /// Names of the bands and the total that each begins with, ascending.
    pub bands: Vec<(String, Option<i64>)>,
    /// The total that the hand-off rule asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i64>,
    /// What the last change did to leads, if it did anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<LeadChange>,
    /// The two variants being compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variants: Option<WallVariants>,
}

/// How many leads qualify in a week, and how many whoever gets them can take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoffCapacity {
    /// How many qualify in the median week of creation, where leads say when they were created.
    pub qualify: Option<usize>,
    /// Who gets them: the receiver of the hand-off, else Sales.
    pub who: String,
    /// The most that they can take in a week.
    pub can_take: usize,
}

/// What a change did to leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadChange {
    /// What was changed; blank where it was nothing of the definition, but what is known of the
    /// leads.
    #[serde(default)]
    pub what: ChangeWords,
    /// Those that qualify now and didn't.
    pub came_in: ChangedLeads,
    /// Those that qualified and don't now.
    pub dropped_out: ChangedLeads,
    /// What became of others, the largest number first: `3 now Nurture, were Recycle`.
    pub others: Vec<String>,
    /// How many others have another disposition: `3 change disposition`; blank for none.
    pub others_count: String,
    /// How many have another total.
    pub total_changed: usize,
}

/// A number of leads, with the first few.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedLeads {
    /// How many.
    pub count: usize,
    /// The first few: id, total before, total now.
    pub leads: Vec<(String, i64, i64)>,
}

/// Two variants beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallVariants {
    /// What A and B are.
    pub heads: [String; 2],
    /// What differs, and what either does with the leads.
    pub lines: Vec<VariantLine>,
}

impl Distribution {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            leads: _,
            qualify: _,
            ended: _,
            capacity,
            totals: _,
            bands,
            threshold: _,
            change: leads,
            variants,
        } = self;
        for (name, _) in bands {
            change(name);
        }
        if let Some(capacity) = capacity {
            change(&mut capacity.who);
        }
        if let Some(leads) = leads {
            leads.for_each_text(change);
        }
        if let Some(WallVariants { heads: _, lines }) = variants {
            for VariantLine {
                what,
                values,
                heading: _,
            } in lines
            {
                change(what);
                values.iter_mut().for_each(&mut *change);
            }
        }
    }
}

impl LeadChange {
    fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            what,
            came_in,
            dropped_out,
            others,
            others_count: _,
            total_changed: _,
        } = self;
        change(&mut what.label);
        change(&mut what.values);
        for ChangedLeads { count: _, leads } in [came_in, dropped_out] {
            for (lead, _, _) in leads {
                change(lead);
            }
        }
        others.iter_mut().for_each(change);
    }

    fn of(state: &State, focus: &KeyFocus, outlook: &LeadSummary) -> Option<Self> {
        let moves = outlook.reclassified_since(state.baseline.as_ref()?);
        if moves == Reclassified::default() {
            return None;
        }
        let mut came_in = changed_leads(state, outlook.source, &moves.newly_qualified);
        let mut dropped_out = changed_leads(state, outlook.source, &moves.no_longer_qualified);
        if !may_name_leads(state, focus) {
            came_in.leads.clear();
            dropped_out.leads.clear();
        }
        Some(Self {
            what: state.room_view.last_change.words().clone(),
            came_in,
            dropped_out,
            others: moves.move_texts(&state.session().definition),
            others_count: moves.moved_count_text(),
            total_changed: moves.total_changed,
        })
    }
}

/// Makes it, where there is something to show.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<Distribution> {
    let session = state.session();
    let outlook = state.outlook.as_ref()?;
    if secrecy::hides_figures(session) || outlook.source == LeadSource::Nothing {
        return None;
    }
    let leads = state
        .load_percent
        .map_or_else(|| leads_title(outlook), reading_text);
    let (qualify, ended) = if outlook.has_handoff_rule {
        let qualify = wall_qualify_text(outlook, state.baseline.as_deref());
        (qualify, EndedCounts::of(outlook))
    } else {
        (points_only(outlook), EndedCounts::default())
    };
    let definition = &session.definition;
    let rule = definition.handoff_stage().and_then(|s| s.rule.as_ref());
    let bands = definition.bands.iter();
    Some(Distribution {
        leads,
        qualify,
        ended,
        capacity: capacity(session, outlook),
        totals: outlook.tally.histogram.clone(),
        bands: bands.map(|b| (b.name.clone(), b.from)).collect(),
        threshold: rule.and_then(Rule::threshold),
        change: LeadChange::of(state, focus, outlook),
        variants: wall_variants(state),
    })
}

/// Returns how many qualify in a week against how many can be taken: nothing before anybody can
/// qualify.
fn capacity(session: &Session, outlook: &LeadSummary) -> Option<HandoffCapacity> {
    let handoff = session.definition.handoff.as_ref();
    let handoff = handoff.filter(|_| outlook.has_handoff_rule)?;
    let weekly = weekly_capacity(&session.workshop.plan, outlook)?;
    Some(HandoffCapacity {
        qualify: weekly.qualify,
        who: match handoff.to.as_str() {
            "" => Side::Sales.label().to_owned(),
            name => name.to_owned(),
        },
        can_take: weekly.can_take,
    })
}

/// Returns whether leads may be named: not beside one whose verdict the room doesn't see yet, as it may
/// be that one.
fn may_name_leads(state: &State, focus: &KeyFocus) -> bool {
    if state.step != Step::Preview {
        return true;
    }
    let selected = room_verdict::selected_lead(focus);
    selected.is_none_or(|lead| room_verdict::shows_verdict(state, lead))
}

/// Names leads by their ids: what a sample is called may be somebody's name.
fn changed_leads(state: &State, source: LeadSource, moved: &MovedLeads) -> ChangedLeads {
    let name = |lead: &MovedLead| match (source, Id::new(&lead.id)) {
        (LeadSource::Samples, Ok(id)) => lead_title(state.session(), &id),
        _ => mask_lead_id(&lead.id),
    };
    let named = moved.named.iter().map(|l| (name(l), l.before, l.now));
    ChangedLeads {
        count: moved.count,
        leads: named.collect(),
    }
}

/// Returns the variants of the open comparison.
fn wall_variants(state: &State) -> Option<WallVariants> {
    let mut dialogs = state.dialogs.iter().rev();
    let heads = dialogs.find_map(|dialog| match dialog {
        Dialog::Variants(dialog) => Some(dialog.heads()),
        _ => None,
    })?;
    let lines = lines_without_names(state);
    (!lines.is_empty()).then(|| WallVariants {
        heads: heads.map(str::to_owned),
        lines,
    })
}
