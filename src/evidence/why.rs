//! Why a lead has its verdict, in one line that a field of a CRM can hold.
//!
//! The line is made of fixed pieces in a fixed order, so that a query of a database can put it
//! together too: `docs/lists.md` says how.

use crate::model::printable::clean;
use crate::model::{Definition, Id, wording};
use crate::scoring::{Decider, Responses, Scorer};

/// The most characters of a line.
pub const MAX_WHY_CHARS: usize = 255;

/// Between what gave points, and before the decision.
const COMMA: &str = ", ";
const SEMICOLON: &str = "; ";

/// The words of a definition's answers, groups and decisions.
#[derive(Clone, Debug)]
pub struct WhyWords {
    /// For each criterion the titles of its answers; one for all if times are counted.
    criteria: Vec<Titles>,
    groups: Vec<String>,
    definition: Definition,
}

#[derive(Clone, Debug)]
enum Titles {
    Answers(Vec<String>),
    EachTime(String),
}

impl WhyWords {
    /// Makes the words of a definition.
    pub fn new(definition: &Definition) -> Self {
        let criteria = definition.criteria.iter().map(|criterion| {
            if criterion.each_time().is_some() {
                return Titles::EachTime(clean(&criterion.name));
            }
            let answers = criterion.answer_list();
            let titles = answers.iter().map(|a| wording::answer_title(criterion, a));
            Titles::Answers(titles.map(|title| clean(&title)).collect())
        });
        Self {
            criteria: criteria.collect(),
            groups: definition.groups.iter().map(|g| clean(&g.name)).collect(),
            definition: Definition {
                routes: definition.routes.clone(),
                bands: definition.bands.clone(),
                dispositions: definition.dispositions.clone(),
                ..Definition::default()
            },
        }
    }

    /// Returns the title of a criterion's answer, by index: without its points.
    pub fn title(&self, criterion: usize, answer: usize) -> String {
        match self.criteria.get(criterion) {
            Some(Titles::Answers(titles)) => titles.get(answer).map_or("?", String::as_str).into(),
            Some(Titles::EachTime(title)) => title.clone(),
            None => "?".into(),
        }
    }

    /// Returns the name of a group, by index.
    pub fn group(&self, group: usize) -> &str {
        self.groups.get(group).map_or("?", String::as_str)
    }

    /// Returns why a lead has its verdict: each answer that gives points, with its points, in the
    /// definition's order; each group whose cap makes a difference; and what decides. At most
    /// [`MAX_WHY_CHARS`] characters: what doesn't fit is counted, the decision always stays.
    pub fn line(&self, scorer: &Scorer, responses: &Responses) -> String {
        let outcome = scorer.outcome(responses);
        let next = outcome.disposition.and_then(|d| scorer.disposition_id(d));
        let decision = decision_text(&self.definition, next, outcome.decided_by);
        fitted(&self.pieces(scorer, responses), &clean(&decision))
    }

    fn pieces(&self, scorer: &Scorer, responses: &Responses) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut times: Option<(usize, i64)> = None;
        let held = scorer.held_answers(responses).into_iter();
        for held in held.filter(|held| held.counted && held.points != 0) {
            match self.criteria.get(held.criterion) {
                Some(Titles::Answers(titles)) => {
                    let title = titles.get(held.answer).map_or("?", String::as_str);
                    pieces.push(format!("{title} {:+}", held.points));
                }
                Some(Titles::EachTime(title)) => {
                    let before = times.filter(|(criterion, _)| *criterion == held.criterion);
                    let sum = before.map_or(0, |(_, sum)| sum) + held.points;
                    if before.is_some() {
                        pieces.pop();
                    }
                    pieces.push(format!("{title} {sum:+}"));
                    times = Some((held.criterion, sum));
                }
                None => {}
            }
        }
        for (group, sum, counted) in scorer.capped_groups(responses) {
            let name = self.groups.get(group).map_or("?", String::as_str);
            pieces.push(format!("{name}: {sum} counts as {counted}"));
        }
        pieces
    }
}

/// Returns what becomes of a lead, and what decides it: `Nurture (by band Warm)`.
pub fn decision_text(definition: &Definition, next: Option<&Id>, decided_by: Decider) -> String {
    let Some(next) = next else {
        return "not decided by any rule".into();
    };
    let name = wording::disposition(definition, next.as_str());
    let band = |at: usize| definition.bands.get(at).map_or("?", |b| b.name.as_str());
    let why = match decided_by {
        Decider::Route(at) => {
            let title = definition.routes.get(at).map_or("?", |r| r.title());
            format!("by routing rule {title}")
        }
        Decider::Band(at) => format!("by band {}", band(at)),
        Decider::BandQualified(at) => format!("qualified, band {}", band(at)),
        Decider::Handoff => "qualified".into(),
        Decider::Nothing => "by no rule".into(),
    };
    format!("{name} ({why})")
}

/// Joins the pieces and the decision, with as many of the first pieces as fit.
fn fitted(pieces: &[String], decision: &str) -> String {
    if pieces.is_empty() {
        return cut(&format!("no points{SEMICOLON}{decision}"));
    }
    let room = MAX_WHY_CHARS.saturating_sub(chars(SEMICOLON) + chars(decision));
    let mut best = None;
    let mut used = 0;
    for (at, piece) in pieces.iter().enumerate() {
        used += chars(piece) + if at == 0 { 0 } else { chars(COMMA) };
        if used > room {
            break;
        }
        let (shown, more) = (at + 1, pieces.len() - at - 1);
        if used + chars(&more_text(shown, more)) <= room {
            best = Some((shown, more));
        }
    }
    let (shown, more) = best.unwrap_or((0, pieces.len()));
    let list = pieces[..shown].join(COMMA);
    cut(&format!(
        "{list}{}{SEMICOLON}{decision}",
        more_text(shown, more)
    ))
}

/// Says how many pieces were left out, behind so many that are shown.
fn more_text(shown: usize, more: usize) -> String {
    match (shown, more) {
        (_, 0) => String::new(),
        (0, _) => wording::count_noun(more, "reason"),
        _ => format!(" and {more} more"),
    }
}

/// Cuts a line that is too long whatever is left out.
fn cut(line: &str) -> String {
    if chars(line) <= MAX_WHY_CHARS {
        return line.to_owned();
    }
    let kept: String = line.chars().take(MAX_WHY_CHARS - 3).collect();
    kept + "..."
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Sample;

    fn why(definition: &Definition, yes: &[&str]) -> String {
        let scorer = Scorer::new(definition);
        let sample = json!({"id": "x", "name": "x", "yes": yes});
        let sample: Sample = serde_json::from_value(sample).unwrap();
        let responses = Responses::from_sample(&scorer, &sample);
        WhyWords::new(definition).line(&scorer, &responses)
    }

    fn definition() -> Definition {
        serde_json::from_value(json!({
            "criteria": [
                {"id": "demo", "name": "Asked for a demo", "kind": "behaviour", "points": 10},
                {"id": "size", "name": "Size", "kind": "fit", "combine": "highest", "answers": [
                    {"id": "big", "label": "Big", "points": 5},
                    {"id": "known", "label": "Known", "points": 1}]},
                {"id": "free", "name": "Free mail", "kind": "fit", "points": 0},
                {"id": "visits", "name": "Visits", "kind": "behaviour",
                 "points": {"each": 2, "up_to": 10}, "when": {"event": "visit"}},
                {"id": "poor", "name": "No budget", "kind": "fit", "points": -5}],
            "groups": [{"id": "web", "name": "Web", "of": ["demo", "visits"], "max": 12}],
            "stages": [{"id": "mql", "name": "MQL", "rule": {"points": {"total": 10}}}],
            "handoff": {"stage": "mql", "disposition": "call"},
            "bands": [
                {"id": "cold", "name": "Cold", "disposition": "keep"},
                {"id": "hot", "name": "Hot", "from": 15, "disposition": "keep", "qualified": "call"}],
            "routes": [{"id": "rival", "name": "Rivals", "rule": {"all": ["free"]},
                        "disposition": "keep", "even_if_qualified": true}],
            "dispositions": [
                {"id": "call", "name": "Call today", "action": "forward"},
                {"id": "keep", "name": "Keep warm", "action": "nurture"}]
        }))
        .unwrap()
    }

    #[test]
    fn what_gave_points_comes_first_and_then_what_decided() {
        let definition = definition();
        for (yes, expected) in [
            (&[][..], "no points; Keep warm (by band Cold)"),
            (
                &["poor", "demo", "size=big", "size=known"],
                "Asked for a demo +10, Size: Big +5, No budget -5; Call today (qualified)",
            ),
            (
                &["demo", "visits=x3", "size=known"],
                "Asked for a demo +10, Size: Known +1, Visits +6, Web: 16 counts as 12; \
                 Call today (qualified)",
            ),
            (
                &["demo", "size=big", "free"],
                "Asked for a demo +10, Size: Big +5; Keep warm (by routing rule Rivals)",
            ),
            (
                &["demo", "size=big"],
                "Asked for a demo +10, Size: Big +5; Call today (qualified, band Hot)",
            ),
        ] {
            assert_eq!(why(&definition, yes), expected);
        }
        let undecided = Definition {
            bands: Vec::new(),
            ..definition
        };
        assert_eq!(
            why(&undecided, &["size=known"]),
            "Size: Known +1; not decided by any rule"
        );
    }

    #[test]
    fn what_does_not_fit_is_counted_in_characters() {
        let pieces: Vec<String> = (0..30).map(|n| format!("Größe {n:02} +1")).collect();
        // Eleven characters each, and two between: 18 take 232. ` and 12 more` takes 12, the
        // semicolon 2 and the decision 9, which makes 255.
        let line = fitted(&pieces, "Keep (so)");
        assert!(
            line.ends_with("Größe 17 +1 and 12 more; Keep (so)"),
            "{line}"
        );
        assert_eq!(chars(&line), 255);
        let line = fitted(&pieces, "Keep (how)");
        assert!(
            line.ends_with("Größe 16 +1 and 13 more; Keep (how)"),
            "{line}"
        );
        assert_eq!(fitted(&pieces[..2], "So"), "Größe 00 +1, Größe 01 +1; So");
        // Exactly 255 characters need no cut.
        let decision = "x".repeat(255 - 2 - 11);
        assert_eq!(chars(&fitted(&pieces[..1], &decision)), 255);
        assert!(fitted(&pieces[..1], &decision).starts_with("Größe 00 +1; xx"));
        let one_more = decision.clone() + "x";
        let line = fitted(&pieces[..1], &one_more);
        assert!(line.starts_with("1 reason; xx"), "{line}");
        let line = fitted(&pieces, &"ß".repeat(400));
        assert!(
            line.starts_with("30 reasons; ß") && line.ends_with("ß..."),
            "{line}"
        );
        assert_eq!(chars(&line), 255);
    }

    #[test]
    fn names_stay_on_one_line() {
        let mut definition = definition();
        definition.criteria[0].name = "Asked\nfor a\tdemo".into();
        assert!(why(&definition, &["demo"]).starts_with("Asked for a demo +10; "));
    }
}
