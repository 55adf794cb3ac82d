//! A printable sheet for blind estimates: every answer with a blank for its points, in the order of
//! the workbench's estimate sheet, without present values.

use std::fmt::Write as _;

use super::{ExportError, ExportSource, escape_markdown};
use crate::model::{CriterionKind, Definition};

/// Renders the sheet as Markdown.
#[allow(clippy::unnecessary_wraps)] // the table of formats asks for it
pub(super) fn render(exported: &ExportSource) -> Result<String, ExportError> {
    let mut text = format!("# {}: estimate sheet\n\n", escape_markdown(&exported.name));
    for what in &exported.altered {
        let _ = write!(text, "**Altered:** {}\n\n", escape_markdown(what));
    }
    text.push_str(
        "Name: ______________________________    Side: Sales / Marketing / Management\n\n",
    );
    text.push_str(
        "How many points is each answer worth? Whole numbers; negative ones are allowed. Leave blank\n\
         what you can't judge. Keep your sheet to yourself until all are shown together.\n",
    );
    let mut line = 0;
    for kind in [CriterionKind::Fit, CriterionKind::Behaviour] {
        rows(&mut text, &exported.definition, kind, &mut line);
    }
    if line == 0 {
        text.push_str("\nThere is nothing to estimate yet.\n");
    }
    Ok(text)
}

fn rows(text: &mut String, definition: &Definition, kind: CriterionKind, line: &mut usize) {
    let mut of_kind = definition
        .criteria
        .iter()
        .filter(|c| c.kind == kind)
        .peekable();
    if of_kind.peek().is_none() {
        return;
    }
    let _ = write!(
        text,
        "\n## {}\n\n| | Answer | Points |\n|---|---|---|\n",
        kind.label()
    );
    for criterion in of_kind {
        let words = match criterion.each_time() {
            Some(_) => vec![format!("{}: each time", criterion.name)],
            None => criterion
                .answer_list()
                .iter()
                .map(|answer| crate::model::wording::answer_title(criterion, answer))
                .collect(),
        };
        for words in words {
            *line += 1;
            let _ = writeln!(text, "| {line} | {} | ______ |", escape_markdown(&words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Answer, Criterion, Id};

    #[test]
    fn every_answer_has_a_blank_and_no_value_is_on_the_sheet() {
        let answer = |id: &str, label: &str, points| Answer {
            id: Id::new(id).unwrap(),
            label: label.into(),
            points,
            ..Answer::default()
        };
        let criterion = |id: &str, name: &str, kind, answers| Criterion {
            id: Id::new(id).unwrap(),
            name: name.into(),
            kind,
            points: Some(77.into()),
            answers,
            ..Criterion::default()
        };
        let demo = vec![
            answer("one", "One to one", 88),
            answer("online", "Online | toured", 99),
        ];
        let exported = ExportSource {
            name: "Acme".into(),
            definition: Definition {
                criteria: vec![
                    criterion("demo", "Demo", CriterionKind::Behaviour, demo),
                    criterion("size", "Right size", CriterionKind::Fit, Vec::new()),
                ],
                ..Definition::default()
            },
            ..ExportSource::default()
        };
        let text = render(&exported).unwrap();
        let rows: Vec<&str> = text.lines().filter(|l| l.contains("______ |")).collect();
        assert_eq!(
            rows,
            [
                "| 1 | Right size | ______ |",
                "| 2 | Demo: One to one | ______ |",
                "| 3 | Demo: Online \\| toured | ______ |"
            ]
        );
        assert!(
            !["77", "88", "99"]
                .iter()
                .any(|points| text.contains(points))
        );
    }
}
