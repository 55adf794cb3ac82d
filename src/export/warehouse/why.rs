//! Why a lead has its verdict: the answers that gave points, the groups that were capped, and what
//! decided, cut at a whole piece.

use super::answers::AnswerColumns;
use super::common_tables::{CommonTables, column};
use super::dialect::SqlEngine;
use super::points::{PointColumns, counting_order};
use crate::evidence::{MAX_WHY_CHARS, WhyWords};
use crate::model::Combine;
use crate::scoring::Scorer;
use crate::scoring::compiled_model::CompiledCriterion;

/// The pieces of the line, and how long they can be together.
pub(super) struct WhyPieces {
    /// Each piece, null if a lead hasn't it.
    pieces: Vec<String>,
    /// The most characters of all of them, with the marks between.
    longest: usize,
}

/// The most digits of points.
const POINT_DIGITS: usize = 20;
const MARK: usize = 2;

impl WhyPieces {
    /// Writes the pieces of a model.
    pub fn new(
        engine: &dyn SqlEngine,
        scorer: &Scorer,
        words: &WhyWords,
        (answers, points): (&AnswerColumns, &PointColumns),
    ) -> Self {
        let mut pieces = Self {
            pieces: Vec::new(),
            longest: 0,
        };
        for (at, criterion) in scorer.criteria().iter().enumerate() {
            let held = &answers.held_by[at];
            let total = &points.criteria[at].alias;
            pieces.add_criterion(
                engine,
                criterion,
                &|answer| words.title(at, answer),
                (held, total),
            );
        }
        for (at, _) in scorer.groups().iter().enumerate() {
            let (sum, counted) = (&points.sums[at].alias, &points.groups[at].alias);
            let name = words.group(at);
            let text = engine.chained(&[
                engine.literal(&format!("{name}: ")),
                engine.as_text(sum),
                engine.literal(" counts as "),
                engine.as_text(counted),
            ]);
            pieces.add(format!("CASE WHEN {sum} <> {counted} THEN {text} END"));
            pieces.longest += name.chars().count() + 2 * POINT_DIGITS + 13 + MARK;
        }
        pieces
    }

    fn add(&mut self, piece: String) {
        self.pieces.push(piece);
    }

    fn add_criterion(
        &mut self,
        engine: &dyn SqlEngine,
        criterion: &CompiledCriterion,
        title: &dyn Fn(usize) -> String,
        (held, total): (&[Option<String>], &str),
    ) {
        if criterion.counts_times {
            let text = |sign: &str| {
                let title = engine.literal(&format!("{} {sign}", title(0)));
                engine.chained(&[title, engine.as_text(total)])
            };
            self.add(format!(
                "CASE WHEN {total} > 0 THEN {} WHEN {total} < 0 THEN {} END",
                text("+"),
                text("")
            ));
            self.longest += title(0).chars().count() + POINT_DIGITS + MARK;
            return;
        }
        let mut cases = Vec::new();
        let mut longest = 0;
        for at in counting_order(criterion) {
            let (Some(held), points) = (&held[at], criterion.answers[at].points) else {
                continue;
            };
            let text = format!("{} {points:+}", title(at));
            if points == 0 {
                cases.push(format!("WHEN {held} THEN NULL"));
                continue;
            }
            let chars = text.chars().count() + MARK;
            longest = if criterion.combine == Combine::Sum {
                longest + chars
            } else {
                longest.max(chars)
            };
            cases.push(format!("WHEN {held} THEN {}", engine.literal(&text)));
        }
        self.longest += longest;
        if longest == 0 {
            return;
        }
        if criterion.combine == Combine::Sum {
            let given = cases.iter().filter(|case| !case.ends_with("NULL"));
            self.pieces
                .extend(given.map(|case| format!("CASE {case} END")));
        } else {
            self.add(format!("CASE {} END", cases.join(" ")));
        }
    }

    /// Adds the steps that the line needs, from which the last SELECT goes on. Returns the last
    /// step's name and the line.
    pub fn write(
        &self,
        engine: &dyn SqlEngine,
        from: &str,
        longest_decision: usize,
        tables: &mut CommonTables,
    ) -> (String, String) {
        if self.pieces.is_empty() {
            let line = engine.chained(&["'no points; '".into(), "decision".into()]);
            return (from.to_owned(), cut(engine, line, longest_decision));
        }
        if self.longest + MARK + longest_decision <= MAX_WHY_CHARS {
            let joined = engine.joined("', '", &self.pieces);
            let listed = format!("COALESCE(NULLIF({joined}, ''), 'no points')");
            let line = engine.chained(&[listed, "'; '".into(), "decision".into()]);
            return (from.to_owned(), line);
        }
        let name = self.write_shortened(engine, from, tables);
        let whole = format!("REPLACE(reasons, {}, ', ')", mark(engine));
        let line = format!(
            "CASE WHEN reasons = '' THEN {} WHEN reason_chars <= room THEN {} ELSE {} END",
            engine.chained(&["'no points; '".into(), "decision".into()]),
            engine.chained(&[whole, "'; '".into(), "decision".into()]),
            shortened_line(engine),
        );
        (name, cut(engine, line, longest_decision))
    }

    /// Writes what is cut at a whole piece. Between pieces stand two marks that no name has, as many
    /// characters as the comma and the blank.
    fn write_shortened(
        &self,
        engine: &dyn SqlEngine,
        from: &str,
        tables: &mut CommonTables,
    ) -> String {
        let mark = mark(engine);
        let reasons = vec![column(engine.joined(&mark, &self.pieces), "reasons")];
        let step = tables.extend(
            from,
            "reasoned",
            "All reasons, with marks between them.",
            &reasons,
        );
        let without = format!("REPLACE(reasons, {mark}, '')");
        let count = counted_pieces(engine, "reasons", &without);
        let room = format!("{} - {}", MAX_WHY_CHARS - MARK, engine.length("decision"));
        let sizes = vec![
            column(room, "room"),
            column(engine.length("reasons"), "reason_chars"),
            column(count, "reason_count"),
        ];
        let step = tables.extend(&step, "measured", "How long they are.", &sizes);
        let starts = (1..=3).map(|digits| {
            let limit = format!("GREATEST(room - {}, 0)", 10 + digits - MARK);
            let marked = engine.chained(&["reasons".into(), mark.clone()]);
            column(
                format!(
                    "CASE WHEN reason_chars > room THEN SUBSTR({marked}, 1, {limit}) ELSE '' END"
                ),
                format!("start_{digits}"),
            )
        });
        let starts: Vec<_> = starts.collect();
        let about =
            "As much as fits beside the number of those left out, of one, two or three digits.";
        let step = tables.extend(&step, "cut", about, &starts);
        let fits = (1..=3).map(|digits| {
            let start = format!("start_{digits}");
            let place = engine.position(&format!("REVERSE({start})"), &mark);
            let length = engine.length(&start);
            column(
                format!(
                    "CASE WHEN {place} = 0 THEN '' ELSE SUBSTR({start}, 1, {length} - {place} - 1) END"
                ),
                format!("fits_{digits}"),
            )
        });
        let fits: Vec<_> = fits.collect();
        let step = tables.extend(&step, "fitted", "The whole reasons among that.", &fits);
        let left = (1..=3).map(|digits| {
            let fits = format!("fits_{digits}");
            let without = format!("REPLACE({fits}, {mark}, '')");
            let count = counted_pieces(engine, &fits, &without);
            column(format!("reason_count - {count}"), format!("left_{digits}"))
        });
        let left: Vec<_> = left.collect();
        tables.extend(&step, "left_out", "How many are left out.", &left)
    }
}

fn mark(engine: &dyn SqlEngine) -> String {
    let mark = engine.unit_separator();
    engine.chained(&[mark.into(), mark.into()])
}

/// How many pieces a text with marks between has.
fn counted_pieces(engine: &dyn SqlEngine, text: &str, without: &str) -> String {
    let marks = format!("{} - {}", engine.length(text), engine.length(without));
    format!(
        "CASE WHEN {text} = '' THEN 0 ELSE {} + 1 END",
        engine.half(&marks)
    )
}

fn shortened_line(engine: &dyn SqlEngine) -> String {
    let of = |digits: u32| {
        let (fits, left) = (format!("fits_{digits}"), format!("left_{digits}"));
        let shown = format!("REPLACE({fits}, {}, ', ')", mark(engine));
        let left = engine.as_text(&left);
        let some = engine.chained(&[shown, "' and '".into(), left, "' more; '".into()]);
        let count = engine.as_text("reason_count");
        let none = format!(
            "CASE WHEN reason_count = 1 THEN '1 reason; ' ELSE {count} || ' reasons; ' END"
        );
        let list = format!("CASE WHEN {fits} = '' THEN {none} ELSE {some} END");
        engine.chained(&[list, "decision".into()])
    };
    format!(
        "CASE WHEN left_1 <= 9 THEN {} WHEN left_2 <= 99 THEN {} ELSE {} END",
        of(1),
        of(2),
        of(3)
    )
}

/// Cuts a line that may be too long whatever is left out.
fn cut(engine: &dyn SqlEngine, line: String, longest_decision: usize) -> String {
    // `12345 reasons; `
    if longest_decision + 15 <= MAX_WHY_CHARS {
        return line;
    }
    let kept = MAX_WHY_CHARS - 3;
    let length = engine.length(&line);
    format!(
        "CASE WHEN {length} > {MAX_WHY_CHARS} THEN SUBSTR({line}, 1, {kept}) || '...' ELSE {line} END"
    )
}
