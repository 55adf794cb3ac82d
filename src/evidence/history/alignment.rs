//! The page about the degree of alignment: how near the sides were to each other before they talked.

use super::cell::Cell;
use super::context::PageContext;
use super::section::{FigureRow, FigureTable, Section};
use crate::model::wording::count_noun;
use crate::model::{Ballot, BallotMethod, Median, Session, Side, Spread, Subject};

/// A subject on which both sides gave points in a first round that was revealed.
struct FirstRound {
    title: String,
    sales: Median,
    marketing: Median,
    /// Twice the distance of the medians.
    doubled_gap: i64,
    is_aligned: bool,
}

/// Makes the page.
pub(super) fn alignment(context: &PageContext<'_>) -> Section {
    let session = context.session;
    let section = Section::new("alignment", "Degree of alignment").note(
        "First-round medians of Sales and Marketing are aligned if they are at most 1 apart, or at \
         most 10% of the most points that the criterion can bring.",
    );
    let (mut rounds, others) = first_rounds(session);
    if rounds.is_empty() {
        return section.note(
            "Lacking: points that both sides gave, revealed by side: the estimate sheet on Points \
             asks for them.",
        );
    }
    let mut section = section;
    if others > 0 {
        let many = count_noun(others, "subject");
        section = section.note(format!(
            "Left out: {many} with votes of one side only, or without sides."
        ));
    }
    let aligned = rounds.iter().filter(|round| round.is_aligned).count();
    let mut summary = FigureTable::new("summary", "", &["what", "subjects", "share"]);
    for (what, count) in [("aligned", aligned), ("apart", rounds.len() - aligned)] {
        let share = Cell::share(count, rounds.len());
        summary.push([Cell::text(what), Cell::count(count), share]);
    }
    let columns = ["subject", "Sales", "Marketing", "distance", ""];
    let mut table = FigureTable::new("subjects", "FURTHEST APART FIRST", &columns);
    rounds.sort_by_key(|round| std::cmp::Reverse(round.doubled_gap));
    table.rows.extend(rounds.iter().map(FirstRound::row));
    section.tables.extend([summary, table]);
    section
}

/// Returns the first rounds of both sides in the order of the estimate sheet, then of thresholds;
/// and how many subjects have a first round that was revealed without both.
fn first_rounds(session: &Session) -> (Vec<FirstRound>, usize) {
    let workshop = &session.workshop;
    let thresholds = session
        .definition
        .stages
        .iter()
        .flat_map(Subject::thresholds);
    let mut subjects = Subject::estimate_subjects(session);
    subjects.extend(thresholds);
    let (mut rounds, mut others) = (Vec::new(), 0);
    for subject in subjects {
        let mut ballots = workshop.ballots_by_subject();
        let first = ballots.find(|(on, ballot)| *on == subject && is_points(ballot));
        let round = first.and_then(|(_, ballot)| ballot.rounds.first());
        let spread = round.and_then(|round| Spread::of(workshop, BallotMethod::Points, round));
        let Some(spread) = spread else {
            continue;
        };
        match (spread.side(Side::Sales), spread.side(Side::Marketing)) {
            (Some(sales), Some(marketing)) => {
                let (sales, marketing) = (sales.median, marketing.median);
                let doubled_gap = (sales.doubled - marketing.doubled).abs();
                let most = most_points(session, &subject)
                    .unwrap_or_else(|| sales.doubled.abs().max(marketing.doubled.abs()) / 2);
                rounds.push(FirstRound {
                    title: subject.title(session),
                    sales,
                    marketing,
                    doubled_gap,
                    // Half of it is at most 1, or at most a tenth of the points.
                    is_aligned: doubled_gap <= 2 || doubled_gap * 5 <= most,
                });
            }
            _ => others += 1,
        }
    }
    (rounds, others)
}

fn is_points(ballot: &Ballot) -> bool {
    ballot.method == BallotMethod::Points
}

/// Returns the most points that the criterion of an answer can bring, or take away if it brings
/// none; `None` for a threshold.
fn most_points(session: &Session, subject: &Subject) -> Option<i64> {
    if subject.threshold.is_some() {
        return None;
    }
    let place = &subject.place;
    let id = place.parent.as_ref().unwrap_or(&place.id);
    let (least, most) = session.definition.criterion(id.as_str())?.range();
    Some(if most > 0 { most } else { -least })
}

impl FirstRound {
    fn row(&self) -> FigureRow {
        let median = |median: Median| doubled(median.doubled);
        let mut row = FigureRow::new([
            Cell::text(&self.title),
            median(self.sales),
            median(self.marketing),
            doubled(self.doubled_gap),
            Cell::text(if self.is_aligned { "aligned" } else { "apart" }),
        ]);
        row.stands_out = !self.is_aligned;
        row
    }
}

/// Writes half a number, with a decimal only if it has one.
fn doubled(number: i64) -> Cell {
    Cell::Number(number as f64 / 2.0, usize::from(number % 2 != 0))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::page_testing::{list, make, session, written};
    use crate::evidence::history::PageId;

    /// A ballot on points with these votes of Sales and Marketing in its first round.
    fn ballot(id: &str, subject: &str, sales: &[&str], marketing: &[&str]) -> Value {
        let votes = |side: &'static str, values: &[&str]| -> Vec<Value> {
            let numbered = values.iter().enumerate();
            numbered
                .map(|(at, value)| json!({"voter": format!("{side}-{at}"), "value": value}))
                .collect()
        };
        let all = [votes("s", sales), votes("m", marketing)].concat();
        json!({"id": id, "subject": subject, "method": "points",
               "rounds": [{"revealed": "2026-11-21T10:00:00Z", "votes": all}]})
    }

    #[test]
    fn medians_at_most_one_or_a_tenth_apart_are_aligned() {
        let people: Vec<Value> = ["s-0", "s-1", "m-0", "m-1"]
            .iter()
            .map(|id| {
                let side = if id.starts_with('s') {
                    "sales"
                } else {
                    "marketing"
                };
                json!({"id": id, "name": id, "side": side})
            })
            .collect();
        let answers = json!([
            {"id": "a", "label": "A", "points": 40}, {"id": "b", "label": "B", "points": 5}]);
        let definition = json!({"criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "combine": "highest", "answers": answers},
            {"id": "boss", "name": "Boss", "kind": "fit", "points": 5},
            {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 5},
            {"id": "call", "name": "Call", "kind": "behaviour", "points": 5},
            {"id": "quote", "name": "Quote", "kind": "behaviour", "points": 5}]});
        let mut second = ballot("b2", "criterion:boss", &["9"], &["3"]);
        // Only the first round counts, and only what was revealed.
        second["rounds"]
            .as_array_mut()
            .expect("rounds")
            .push(json!({"revealed": "2026-11-21T10:10:00Z", "votes": [
                {"voter": "s-0", "value": "3"}, {"voter": "m-0", "value": "3"}]}));
        let mut hidden = ballot("b5", "criterion:quote", &["2"], &["5"]);
        hidden["rounds"][0]
            .as_object_mut()
            .expect("a round")
            .remove("revealed");
        let workshop = json!({"participants": people, "ballots": [
        // 36 against 40: 4 is a tenth of 40. 4.5 against 5: half a point.
        ballot("b0", "answer:size/a", &["36"], &["40"]),
        ballot("b1", "answer:size/b", &["4", "5"], &["5"]),
        second,
        ballot("b3", "criterion:demo", &["2"], &["3", "4"]),
        ballot("b4", "criterion:call", &["2"], &[]),
            hidden
        ]});
        let session = session(definition, json!({}), workshop);
        let leads = list(&["x"], &[vec![String::new()]], json!({}));
        let section = make(&session, leads, PageId::Alignment);
        assert_eq!(
            written(&section, "subjects"),
            [
                "Boss | 9 | 3 | 6 | apart",
                "Size: A | 36 | 40 | 4 | aligned",
                "Demo | 2 | 3.5 | 1.5 | apart",
                "Size: B | 4.5 | 5 | 0.5 | aligned",
            ]
        );
        assert_eq!(
            written(&section, "summary"),
            [
                "aligned | 2 | 2 of 4: too few",
                "apart | 2 | 2 of 4: too few"
            ]
        );
        assert!(section.notes[1].starts_with("Left out: 1 subject"));
    }
}
