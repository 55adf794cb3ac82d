//! Field table of the plan.

use super::{SetResult, field, optional_text, set_line, set_optional_choice, set_optional_number};
use crate::model::record::{Field, FieldShape, Kind, Refusal, TypedRecord};
use crate::model::{FunnelPlan, Id, NameSource, Percent};

/// The most names, deals or money that can be written.
const MOST: i64 = 1_000_000_000_000;
const AMOUNT: FieldShape = FieldShape::Number(0, MOST);

fn plan_id() -> &'static Id {
    static ID: std::sync::OnceLock<Id> = std::sync::OnceLock::new();
    ID.get_or_init(|| Id::new(Kind::Plan.word()).expect("a word"))
}

fn set_amount(target: &mut Option<u64>, text: &str) -> SetResult {
    let words = "a whole number up to 1000000000000, such as 16000";
    let mut amount = None;
    set_optional_number(&mut amount, text, words)?;
    if amount.is_some_and(|amount| amount > MOST.unsigned_abs()) {
        return Err(Refusal(format!(
            "`{}` is too much: write {words}",
            text.trim()
        )));
    }
    *target = amount;
    Ok(())
}

fn set_count(target: &mut Option<u32>, text: &str) -> SetResult {
    set_optional_number(target, text, "a whole number, such as 6")
}

fn set_percent(target: &mut Option<Percent>, text: &str) -> SetResult {
    *target = match text.trim() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|e: crate::model::BadPercent| Refusal(e.to_string()))?,
        ),
    };
    Ok(())
}

impl TypedRecord for FunnelPlan {
    const KIND: Kind = Kind::Plan;
    #[rustfmt::skip] // a table: one row per field
    const FIELDS: &'static [Field<Self>] = &[
        field!("period", "Period", "For which period, as in targets, such as 2027-Q1", FieldShape::Line, core, Wording, |p| p.period.clone(), |p, t| set_line(&mut p.period, t)),
        field!("new_names", "New names", "How many new names come in", AMOUNT, core, Wording, |p| optional_text(p.new_names.as_ref()), |p, t| set_amount(&mut p.new_names, t)),
        field!("new_names_share", "Of them MQLs", "Which share of the new names becomes MQL, such as 10%", FieldShape::Line, core, Wording, |p| optional_text(p.new_names_share.as_ref()), |p, t| set_percent(&mut p.new_names_share, t)),
        field!("existing_prospects", "Existing prospects", "How many prospects are known already", AMOUNT, core, Wording, |p| optional_text(p.existing_prospects.as_ref()), |p, t| set_amount(&mut p.existing_prospects, t)),
        field!("existing_prospects_share", "Of them MQLs", "Which share of the existing prospects becomes MQL, such as 4%", FieldShape::Line, core, Wording, |p| optional_text(p.existing_prospects_share.as_ref()), |p, t| set_percent(&mut p.existing_prospects_share, t)),
        field!("accepted_share", "To account managers", "Which share of the MQLs account managers accept, such as 7%; blank for that of the recorded leads", FieldShape::Line, core, Wording, |p| optional_text(p.accepted_share.as_ref()), |p, t| set_percent(&mut p.accepted_share, t)),
        field!("opportunity_share", "Opportunities", "Which share of those accepted becomes an opportunity, such as 80%; blank for that of the recorded leads", FieldShape::Line, core, Wording, |p| optional_text(p.opportunity_share.as_ref()), |p, t| set_percent(&mut p.opportunity_share, t)),
        field!("won_share", "Won", "Which share of the opportunities is won; blank for that of the recorded leads", FieldShape::Line, core, Wording, |p| optional_text(p.won_share.as_ref()), |p, t| set_percent(&mut p.won_share, t)),
        field!("deal_value", "Value of a deal", "What a won deal is worth; blank for the mean of the recorded ones", AMOUNT, core, Wording, |p| optional_text(p.deal_value.as_ref()), |p, t| set_amount(&mut p.deal_value, t)),
        field!("revenue_goal", "Revenue goal", "The revenue wanted in the period", AMOUNT, core, Wording, |p| optional_text(p.revenue_goal.as_ref()), |p, t| set_amount(&mut p.revenue_goal, t)),
        field!("opportunity_goal", "Opportunities wanted", "How many opportunities are wanted, where no revenue is", AMOUNT, core, Wording, |p| optional_text(p.opportunity_goal.as_ref()), |p, t| set_amount(&mut p.opportunity_goal, t)),
        field!("fixed_source", "Stays fixed", "Which source of names stays as it is when names are reckoned back from the goal", FieldShape::Choice(NameSource::CHOICES), core, Wording, |p| optional_text(p.fixed_source.as_ref()), |p, t| set_optional_choice(&mut p.fixed_source, t, NameSource::from_word)),
        field!("attempts", "Attempts", "How many attempts Sales makes for a lead; blank for the mean of the recorded ones", FieldShape::Number(0, 1_000), core, Wording, |p| optional_text(p.attempts.as_ref()), |p, t| set_count(&mut p.attempts, t)),
        field!("minutes_per_attempt", "Minutes an attempt", "How many minutes an attempt takes", FieldShape::Number(0, 10_000), core, Wording, |p| optional_text(p.minutes_per_attempt.as_ref()), |p, t| set_count(&mut p.minutes_per_attempt, t)),
        field!("people", "People", "How many people work on leads", FieldShape::Number(0, 100_000), core, Wording, |p| optional_text(p.people.as_ref()), |p, t| set_count(&mut p.people, t)),
        field!("hours_per_week", "Hours a week", "How many hours a week each of them has for leads", FieldShape::Number(0, 168), core, Wording, |p| optional_text(p.hours_per_week.as_ref()), |p, t| set_count(&mut p.hours_per_week, t)),
    ];
    fn id(&self) -> &Id {
        plan_id()
    }
    fn title(&self) -> String {
        "Plan".into()
    }
    fn blank(_: Id, _: &str) -> Self {
        Self::default()
    }
}
