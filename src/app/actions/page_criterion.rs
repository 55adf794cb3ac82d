//! A row of a page becomes a criterion.

use crate::app::actions::add::new_record;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::model::record::Kind;
use crate::model::{Condition, CriterionKind, Session};

/// Adds a suggested criterion with this label and condition, which has no points yet. The page stays
/// open. A condition that a criterion has already isn't added again.
pub(super) fn make_criterion(state: &mut State, label: &str, condition: &Condition) -> Vec<Effect> {
    if let Some(there) = criterion_with(state.session(), condition) {
        let text = format!("{there} asks for this already: it isn't added again");
        return state.refuse(text);
    }
    let kind = if condition.is_about_events() {
        CriterionKind::Behaviour
    } else {
        CriterionKind::Fit
    };
    let when = serde_json::to_string(condition).expect("a condition is plain data");
    let fields = vec![
        ("kind".to_owned(), kind.to_string()),
        ("suggested".to_owned(), "yes".to_owned()),
        ("when".to_owned(), when),
    ];
    let (_, edit) = new_record(
        state.session(),
        Kind::Criterion,
        None,
        usize::MAX,
        label,
        fields,
    );
    let effects = state.edit(edit);
    if !effects.is_empty() {
        let text = format!("Added to Points as a suggested criterion, no points yet: {label}");
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Returns the name of the criterion, or of the answer of one, that has this condition.
fn criterion_with(session: &Session, condition: &Condition) -> Option<String> {
    let mut criteria = session.definition.criteria.iter();
    let found = criteria.find(|c| c.conditions().any(|own| own == condition))?;
    Some(found.name.clone())
}
