//! A band and a stage's rule that shared a number until one of them moved.

use super::codes;
use super::finding::Finding;
use crate::model::{Band, Definition, Kind, Place, Rule, Session, Stage, Subject};

/// Returns a warning for each band and rule of which one moved and the other stayed, compared with
/// the last version, or in a first workshop with what the room decided.
pub fn left_behind(session: &Session, last: Option<&Definition>) -> Vec<Finding> {
    let definition = &session.definition;
    let mut found = Vec::new();
    for stage in &definition.stages {
        let Some(total) = total_of(stage) else {
            continue;
        };
        for band in &definition.bands {
            let Some(from) = band.from.filter(|from| *from != total) else {
                continue;
            };
            let shared = match last {
                Some(last) => shared_in(last, stage, band),
                None => decided_total(session, stage).filter(|decided| *decided == from),
            };
            let moved = shared.filter(|shared| [total, from].contains(shared));
            found.extend(moved.map(|shared| finding(stage, band, (total, from), shared)));
        }
    }
    found
}

fn total_of(stage: &Stage) -> Option<i64> {
    stage.rule.as_ref().and_then(Rule::threshold)
}

/// Returns the number that a rule and a band had in common in a definition.
fn shared_in(last: &Definition, stage: &Stage, band: &Band) -> Option<i64> {
    let total = total_of(last.stage(stage.id.as_str())?)?;
    let from = last.band(band.id.as_str())?.from?;
    (total == from).then_some(total)
}

/// Returns the total that the room decided on for a stage's rule.
fn decided_total(session: &Session, stage: &Stage) -> Option<i64> {
    let subject = Subject::threshold(&stage.id, "total");
    session.workshop.decision(&subject)?.value.parse().ok()
}

fn finding(stage: &Stage, band: &Band, (total, from): (i64, i64), shared: i64) -> Finding {
    let (stage_name, band_name) = (&stage.name, &band.name);
    let message = if from == shared {
        format!(
            "`{band_name}` still starts at {from}, where the rule of `{stage_name}` was: that asks for {total} now"
        )
    } else {
        format!(
            "the rule of `{stage_name}` still asks for {total}, where `{band_name}` was: that starts at {from} now"
        )
    };
    let kind = codes::finding_kind("A247").expect("the code is in the table");
    Finding {
        code: kind.code,
        severity: kind.severity,
        place: Place::new(Kind::Band, band.id.clone()),
        field: None,
        message,
        hint: kind.hint.into(),
        witness: Vec::new(),
        facts: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Agreement, Decision};

    fn session() -> Session {
        let session = serde_json::json!({"accord": "session/1", "name": "Small", "definition": {
            "stages": [{"id": "mql", "name": "MQL", "rule": {"points": {"total": 20}}}],
            "bands": [{"id": "cold", "name": "Cold", "disposition": "x"},
                {"id": "hot", "name": "Hot", "from": 20, "disposition": "x"}]}});
        serde_json::from_value(session).expect("it reads")
    }

    fn set_total(session: &mut Session, total: i64) {
        let stages = &mut Arc::make_mut(&mut session.definition).stages;
        let mql = stages.iter_mut().find(|s| s.id == "mql").unwrap();
        let rule = mql.rule.as_mut().unwrap();
        rule.points.as_mut().unwrap().insert("total".into(), total);
    }

    fn set_band(session: &mut Session, from: i64) {
        let bands = &mut Arc::make_mut(&mut session.definition).bands;
        bands.last_mut().unwrap().from = Some(from);
    }

    /// A session whose last band begins at the number of its rule, and its definition.
    fn shared() -> (Session, Arc<Definition>) {
        let session = session();
        let last = session.definition.clone();
        (session, last)
    }

    fn messages(session: &Session, last: Option<&Definition>) -> Vec<String> {
        let found = left_behind(session, last).into_iter();
        found.map(|finding| finding.message).collect()
    }

    #[test]
    fn a_band_stays_behind_when_its_rule_moves() {
        let (mut session, last) = shared();
        set_total(&mut session, 25);
        assert_eq!(
            messages(&session, Some(&last)),
            ["`Hot` still starts at 20, where the rule of `MQL` was: that asks for 25 now"]
        );
    }

    #[test]
    fn a_rule_stays_behind_when_its_band_moves() {
        let (mut session, last) = shared();
        set_band(&mut session, 25);
        assert_eq!(
            messages(&session, Some(&last)),
            ["the rule of `MQL` still asks for 20, where `Hot` was: that starts at 25 now"]
        );
    }

    #[test]
    fn both_moved_and_numbers_never_shared_say_nothing() {
        let (mut session, last) = shared();
        set_total(&mut session, 25);
        set_band(&mut session, 25);
        assert_eq!(messages(&session, Some(&last)), [""; 0]);
        set_band(&mut session, 30);
        assert_eq!(messages(&session, Some(&last)), [""; 0]);
        let (mut apart, _) = shared();
        set_band(&mut apart, 19);
        set_band(&mut session, 20);
        assert_eq!(messages(&session, Some(&apart.definition)), [""; 0]);
    }

    #[test]
    fn a_first_version_is_compared_with_what_was_decided() {
        let (mut session, _) = shared();
        set_total(&mut session, 25);
        assert_eq!(messages(&session, None), [""; 0]);
        Arc::make_mut(&mut session.workshop).decisions = vec![Decision {
            subject: "stage:mql#points.total".into(),
            value: "20".into(),
            agreement: Some(Agreement::Both),
            ..Decision::default()
        }];
        assert_eq!(messages(&session, None).len(), 1);
    }
}
