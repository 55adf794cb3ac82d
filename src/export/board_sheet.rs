//! A printable sheet for the customer advisory board: what we call a qualified lead, in plain words,
//! and every criterion as a question about the customer. It holds no points, no thresholds, no
//! names of stages and no votes.

use std::fmt::Write as _;

use super::{ExportError, ExportSource, escape_markdown};
use crate::model::wording::join_list;
use crate::model::{CountScope, Criterion, CriterionKind, Definition, Reference, Rule};

/// The line on which somebody writes.
const BLANK: &str = "______________________________";

/// Renders the sheet as Markdown.
#[allow(clippy::unnecessary_wraps)] // the table of formats asks for it
pub(super) fn render(exported: &ExportSource) -> Result<String, ExportError> {
    let name = escape_markdown(&exported.name);
    let mut text = format!("# When are you ready to talk to us?\n\n{name}\n\n");
    for what in &exported.altered {
        let _ = write!(text, "**Altered:** {}\n\n", escape_markdown(what));
    }
    let _ = write!(text, "Date: {BLANK}    Your name: {BLANK}\n\n");
    text.push_str(
        "Please think of the time when you were ready to talk to one of our people about buying.\n\
         We would like to know whether we recognise that moment. There is no right answer.\n",
    );
    let definition = &exported.definition;
    meaning(&mut text, definition);
    let mut line = 0;
    for kind in [CriterionKind::Fit, CriterionKind::Behaviour] {
        questions(&mut text, definition, kind, &mut line);
    }
    if line == 0 {
        text.push_str("\nThere is nothing to ask yet.\n");
    }
    text.push_str(
        "\n## What did we leave out?\n\nWhat else should we have seen or known before we called?\n",
    );
    let _ = write!(text, "\n{BLANK}{BLANK}\n\n{BLANK}{BLANK}\n");
    text.push_str("\n## Your verdict\n\n");
    text.push_str("[ ] Yes, that was me    [ ] Yes, with the remarks above    [ ] No\n");
    let _ = write!(text, "\nIn your words: {BLANK}{BLANK}\n");
    Ok(text)
}

/// Who we think is ready: the parts of the rule by which leads are handed over, without its points.
/// The wording agreed for that stage is for the two sides: it names stages, points and whoever takes
/// the lead.
fn meaning(text: &mut String, definition: &Definition) {
    let stage = definition
        .handoff_stage()
        .filter(|stage| stage.is_computed());
    let parts = stage.and_then(|stage| stage.rule.as_ref());
    let parts = parts.map_or_else(Vec::new, |rule| plain_parts(definition, rule));
    if parts.is_empty() {
        return;
    }
    text.push_str("\n## Who we think is ready\n\nSomebody of whom all of this is true:\n\n");
    for part in parts {
        let _ = writeln!(text, "- {}", escape_markdown(&part));
    }
    text.push_str("\n[ ] That describes me    [ ] That doesn't describe me\n\n");
    let _ = writeln!(text, "Remarks: {BLANK}{BLANK}");
}

/// Returns the parts of a rule in plain words.
fn plain_parts(definition: &Definition, rule: &Rule) -> Vec<String> {
    let named = |of: &[Reference]| -> Vec<String> {
        of.iter()
            .filter_map(|of| plain_reference(definition, of))
            .collect()
    };
    let mut parts = named(rule.all.as_deref().unwrap_or_default());
    let any = named(rule.any.as_deref().unwrap_or_default());
    if !any.is_empty() {
        parts.push(format!("One of these: {}", any.join("; ")));
    }
    for at_least in &rule.at_least {
        let of = match &at_least.of {
            CountScope::References(of) => format!("these: {}", named(of).join("; ")),
            CountScope::Phase(_) | CountScope::Covers(_) | CountScope::Topics(_) => {
                "the things listed below".to_owned()
            }
        };
        parts.push(format!("At least {} of {of}", at_least.count));
    }
    let none = named(rule.none.as_deref().unwrap_or_default());
    if !none.is_empty() {
        parts.push(format!("None of these: {}", none.join("; ")));
    }
    if rule.points.is_some() {
        parts.push("Enough of what is listed below".into());
    }
    parts
}

/// Returns what a reference stands for, without saying what it is worth; `None` if it is gone.
fn plain_reference(definition: &Definition, reference: &Reference) -> Option<String> {
    let criterion = definition.criterion(reference.criterion.as_str())?;
    let answers = criterion.answers.iter();
    let named = answers.filter(|answer| reference.answers.contains(&answer.id));
    let labels: Vec<String> = named.map(|answer| answer.label.clone()).collect();
    Some(if labels.is_empty() {
        criterion.name.clone()
    } else {
        format!("{}: {}", criterion.name, join_list(&labels, "or"))
    })
}

/// The questions of a kind: a row for each answer. Criteria that were only suggested are no
/// questions yet.
fn questions(text: &mut String, definition: &Definition, kind: CriterionKind, line: &mut usize) {
    let is_asked = |criterion: &&Criterion| criterion.kind == kind && !criterion.suggested;
    let mut asked = definition.criteria.iter().filter(is_asked).peekable();
    if asked.peek().is_none() {
        return;
    }
    let heading = match kind {
        CriterionKind::Fit => "About you and your company",
        CriterionKind::Behaviour => "What you had done by then",
    };
    let _ = write!(
        text,
        "\n## {heading}\n\nDid this describe you when you were ready to talk to us?\n\n\
         | | | Yes | No | Remarks |\n|---|---|---|---|---|\n"
    );
    for criterion in asked {
        for words in statements(criterion) {
            *line += 1;
            let words = escape_markdown(&words);
            let _ = writeln!(text, "| {line} | {words} | [ ] | [ ] | ______________ |");
        }
    }
}

/// What is asked about a criterion: each of its answers but the one that stands for none of them,
/// or the criterion itself.
fn statements(criterion: &Criterion) -> Vec<String> {
    if criterion.answers.is_empty() {
        return vec![criterion.name.clone()];
    }
    let answers = criterion.answers.iter().filter(|answer| !answer.otherwise);
    answers
        .map(|answer| format!("{}: {}", criterion.name, answer.label))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Handoff, Id, Stage};

    #[test]
    fn nothing_internal_is_on_the_sheet() {
        let definition: Definition = serde_json::from_value(serde_json::json!({
            "stages": [{"id": "mql", "name": "MQL", "definition": "A lead with 44 points.", "rule": {
                "all": ["size"], "any": ["demo=one", "calls"], "points": {"total": 44},
                "at_least": {"count": 2, "of": {"phase": "consideration"}}, "none": ["gone", "demo=one"]}}],
            "criteria": [
                {"id": "demo", "name": "Demo", "kind": "behaviour", "combine": "one-of", "answers": [
                    {"id": "one", "label": "One to one", "points": 88},
                    {"id": "none", "label": "None", "points": 0, "otherwise": true}]},
                {"id": "size", "name": "Right size", "kind": "fit", "points": 77},
                {"id": "guess", "name": "A guess", "kind": "fit", "points": 66, "suggested": true},
                {"id": "calls", "name": "Called us", "kind": "behaviour",
                 "points": {"each": 55, "up_to": 110}, "when": {"event": "call"}}]
        }))
        .expect("a definition");
        let handoff = Handoff {
            stage: Id::new("mql").unwrap(),
            ..Handoff::default()
        };
        let exported = ExportSource {
            name: "Acme".into(),
            definition: Definition {
                handoff: Some(handoff),
                ..definition
            },
            ..ExportSource::default()
        };
        let text = render(&exported).unwrap();
        let rows: Vec<&str> = text
            .lines()
            .filter(|line| line.ends_with("___ |"))
            .collect();
        assert_eq!(
            rows,
            [
                "| 1 | Right size | [ ] | [ ] | ______________ |",
                "| 2 | Demo: One to one | [ ] | [ ] | ______________ |",
                "| 3 | Called us | [ ] | [ ] | ______________ |",
            ]
        );
        let parts: Vec<&str> = text.lines().filter(|line| line.starts_with("- ")).collect();
        assert_eq!(
            parts,
            [
                "- Right size",
                "- One of these: Demo: One to one; Called us",
                "- At least 2 of the things listed below",
                "- None of these: Demo: One to one",
                "- Enough of what is listed below",
            ]
        );
        let internal = [
            "MQL", "lead", "44", "88", "77", "66", "55", "point", "A guess", "score",
        ];
        let found: Vec<_> = internal
            .into_iter()
            .filter(|word| text.contains(word))
            .collect();
        assert!(found.is_empty(), "{found:?} in {text}");
    }

    #[test]
    fn without_criteria_there_is_nothing_to_ask() {
        let text = render(&ExportSource::default()).unwrap();
        assert!(text.contains("There is nothing to ask yet."));
        let stages = vec![Stage::default()];
        let exported = ExportSource {
            definition: Definition {
                stages,
                ..Definition::default()
            },
            ..ExportSource::default()
        };
        assert!(!render(&exported).unwrap().contains("Who we think"));
    }
}
