//! The page about funnel arithmetic: from names to revenue, and from a goal back to the names.

use super::cell::Cell;
use super::context::PageContext;
use super::funnel_steps::{Reckoned, SourceOfNames, Steps, both, whole, written};
use super::plan_inputs::{
    FunnelInputs, PlanInput, PlanShare, input_row, inputs_table, sources, written_row,
};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use crate::model::{FunnelPlan, NameSource, Percent};

const ACCEPTED: &str = "MQLs to account managers";
const OPPORTUNITIES: &str = "of these opportunities";
const WON: &str = "of these won";
const VALUE: &str = "value of a won deal";

/// Reckons with the plan's numbers both ways.
pub(super) fn funnel_arithmetic(context: &PageContext<'_>) -> Section {
    let plan = &context.session.workshop.plan;
    let leads = context.past.map(|past| &*past.leads);
    let inputs = FunnelInputs::new(plan, leads);
    let mut section = Section::new("funnel-arithmetic", "From names to opportunities")
        .note("Whole leads only: forwards each step rounds down, backwards each step rounds up.");
    let shares = [&inputs.accepted, &inputs.opportunity, &inputs.won];
    let is_recorded = |share: &&PlanInput<PlanShare>| matches!(share, PlanInput::Recorded(..));
    if let Some(old) = inputs
        .old
        .as_ref()
        .filter(|_| shares.iter().any(is_recorded))
    {
        section.notes.push(old.words());
    }
    section.tables.push(plan_table(plan, &inputs));
    section.tables.push(forwards(plan, &inputs));
    section.tables.push(backwards(plan, &inputs));
    section
}

#[rustfmt::skip] // a table
fn plan_table(plan: &FunnelPlan, inputs: &FunnelInputs) -> FigureTable {
    let amount = |value: Option<u64>| value.map(|value| whole(value.into()));
    let percent = |value: Option<Percent>| value.map(|value| Cell::text(value.to_string()));
    let share = |what: &str, key, input: &PlanInput<PlanShare>| {
        input_row(what, key, input, |share| Cell::text(&share.written))
    };
    let mut table = inputs_table();
    table.rows = vec![
        written_row("new names", "new_names", amount(plan.new_names)),
        written_row("MQLs of the new names", "new_names_share", percent(plan.new_names_share)),
        written_row("existing prospects", "existing_prospects", amount(plan.existing_prospects)),
        written_row("MQLs of the existing prospects", "existing_prospects_share", percent(plan.existing_prospects_share)),
        share(ACCEPTED, "accepted_share", &inputs.accepted),
        share(OPPORTUNITIES, "opportunity_share", &inputs.opportunity),
        share(WON, "won_share", &inputs.won),
        input_row(VALUE, "deal_value", &inputs.deal_value, |value| whole(*value)),
        written_row("revenue goal", "revenue_goal", amount(plan.revenue_goal)),
        written_row("or opportunities wanted", "opportunity_goal", amount(plan.opportunity_goal)),
        optional_row("stays fixed backwards", "fixed_source", sources(plan).0.label().to_lowercase()),
        optional_row("period of the targets", "period", plan.period.clone()),
    ];
    table
}

/// The row of an input that need not be written.
fn optional_row(what: &str, key: &'static str, value: String) -> FigureRow {
    let mut row = written_row(what, key, Some(Cell::Text(value)));
    row.cells[2] = Cell::Blank;
    row
}

fn planned<'a, T>(input: &'a PlanInput<T>, name: &str) -> Result<&'a T, String> {
    input.value().ok_or_else(|| name.to_owned())
}

fn forwards(plan: &FunnelPlan, inputs: &FunnelInputs) -> FigureTable {
    let mut steps = Steps::new("forwards", "FORWARDS: from names to revenue");
    let of = |source| SourceOfNames::of(plan, source);
    let (new, existing) = (of(NameSource::NewNames), of(NameSource::ExistingProspects));
    let (from_new, from_existing) = (new.mqls(&mut steps), existing.mqls(&mut steps));
    let mqls = if new.is_blank() && existing.is_blank() {
        Err("names, and which share of them becomes MQL".to_owned())
    } else {
        both(&from_new, from_existing)
    };
    let sum = |(new, existing)| {
        let how = format!("{} + {}", written(new), written(existing));
        (new + existing, how)
    };
    let mqls = steps.add("MQLs", mqls.map(sum));
    let share = planned(&inputs.accepted, ACCEPTED);
    let accepted = steps.pass("to account managers", &mqls, share);
    let share = planned(&inputs.opportunity, OPPORTUNITIES);
    let opportunities = steps.pass("opportunities", &accepted, share);
    let won = steps.pass("won deals", &opportunities, planned(&inputs.won, WON));
    let revenue = both(&won, planned(&inputs.deal_value, VALUE)).map(|(won, value)| {
        let how = format!("{} x {}", written(won), written(*value));
        (won.saturating_mul(*value), how)
    });
    // Nothing follows from the revenue.
    let _ = steps.add("revenue", revenue);
    steps.table
}

fn backwards(plan: &FunnelPlan, inputs: &FunnelInputs) -> FigureTable {
    let mut steps = Steps::new("backwards", "BACKWARDS: from the goal to names");
    let opportunities = opportunities_needed(plan, inputs, &mut steps);
    let share = planned(&inputs.opportunity, OPPORTUNITIES);
    let accepted = steps.need("to account managers", &opportunities, share);
    let share = planned(&inputs.accepted, ACCEPTED);
    let mqls = steps.need("MQLs needed", &accepted, share);
    if let (Ok(mqls), Some(row)) = (&mqls, steps.table.rows.last_mut()) {
        offer_as_targets(row, *mqls);
    }
    let (fixed, solved) = sources(plan);
    let fixed = SourceOfNames::of(plan, fixed);
    let solved = SourceOfNames::of(plan, solved);
    let rest = both(&mqls, fixed.mqls(&mut steps)).map(|(mqls, fixed)| {
        let how = format!("{} - {}", written(mqls), written(fixed));
        (mqls.saturating_sub(fixed), how)
    });
    let rest = steps.add(&format!("MQLs from {}", solved.label), rest);
    let step = format!("{} needed", solved.label);
    let needed = steps.need(&step, &rest, solved.share());
    if let (Ok(needed), Some(names)) = (needed, solved.names) {
        let how = format!("{} in the plan", written(names.into()));
        let more = needed.saturating_sub(names.into());
        let step = format!("more {} than planned", solved.label);
        let _ = steps.add(&step, Ok((more, how)));
    }
    steps.table
}

/// Makes the row of the MQLs needed one that can be taken into the targets.
fn offer_as_targets(row: &mut FigureRow, mqls: u128) {
    let needed = u64::try_from(mqls).unwrap_or(u64::MAX);
    row.subject = Some(RowSubject::NeededLeads(needed));
    row.stands_out = true;
    if let Some(Cell::Text(how)) = row.cells.last_mut() {
        how.push_str("; Enter takes them into targets");
    }
}

/// Adds the steps from the goal to opportunities: from revenue if that is wanted, else from
/// opportunities.
fn opportunities_needed(plan: &FunnelPlan, inputs: &FunnelInputs, steps: &mut Steps) -> Reckoned {
    let wanted = |goal: u64| (u128::from(goal), "wanted".to_owned());
    let Some(revenue) = plan.revenue_goal else {
        let goal = plan.opportunity_goal.map(wanted);
        let lacking = || "a revenue goal, or the opportunities wanted".to_owned();
        return steps.add("opportunities", goal.ok_or_else(lacking));
    };
    let revenue = steps.add("revenue", Ok(wanted(revenue)));
    let deals = both(&revenue, planned(&inputs.deal_value, VALUE)).and_then(|(revenue, value)| {
        if *value == 0 {
            return Err(format!("{VALUE} above 0"));
        }
        let how = format!("{} / {}", written(revenue), written(*value));
        Ok((revenue.div_ceil(*value), how))
    });
    let deals = steps.add("won deals", deals);
    steps.need("opportunities", &deals, planned(&inputs.won, WON))
}
