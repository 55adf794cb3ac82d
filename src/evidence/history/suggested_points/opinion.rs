//! What points past leads would give, and how sure that is.

use std::sync::Arc;

use super::super::context::PageContext;
use super::answer_columns::AnswerColumns;
use super::held_out::HeldOut;
use super::judged_leads::JudgedLeads;
use super::preferred_points::preferred_points;
use super::sample_split::SampleSplit;
use crate::evidence::past_leads::PastScores;
use crate::model::Combine;
use crate::statistics::{CardColumn, CardTask, ChosenCards, Design, FEWEST};

/// What past leads say about the points.
#[derive(Debug)]
pub(super) struct HistoryOpinion {
    /// The leads asked.
    pub judged: JudgedLeads,
    /// Which of them are trained on, and which are held out.
    pub split: SampleSplit,
    /// The answers that can be worth points.
    pub columns: AnswerColumns,
    /// The cards chosen in the training part; `None` if there are too few leads.
    pub chosen: Option<ChosenCards>,
    /// What the held-out part says of the first card.
    pub held_out: Option<HeldOut>,
    /// The greatest total that the first card gives, and that the present points give.
    pub best_totals: [i64; 2],
    /// Why history can't tell, if it can't.
    pub cant_tell: Option<String>,
}

impl HistoryOpinion {
    pub(super) fn of(context: &PageContext<'_>, past: &PastScores) -> Self {
        let judged = JudgedLeads::of(&past.leads);
        let id = |row: usize| past.leads.dataset.id(judged.leads[row]);
        let split = SampleSplit::of(&judged.outcome, id);
        let columns = AnswerColumns::of(context, past, &judged);
        let mut opinion = Self {
            judged,
            split,
            columns,
            chosen: None,
            held_out: None,
            best_totals: [0; 2],
            cant_tell: None,
        };
        opinion.cant_tell = opinion.too_few();
        if opinion.cant_tell.is_none() {
            opinion.choose(context, past);
        }
        opinion
    }

    /// Returns the points of the first card, if history can tell.
    pub(super) fn points(&self) -> Option<&[i64]> {
        let chosen = self.chosen.as_ref().filter(|_| self.cant_tell.is_none());
        chosen.map(|chosen| chosen.cards[0].points.as_slice())
    }

    fn too_few(&self) -> Option<String> {
        for (part, rows) in [
            ("training", &self.split.training),
            ("held-out", &self.split.held_out),
        ] {
            let counts = self.judged.counts(rows);
            for (count, word) in counts.iter().zip(self.judged.words) {
                if (*count as u64) < FEWEST {
                    return Some(format!(
                        "the {part} part has {count} {word} leads, fewer than {FEWEST}"
                    ));
                }
            }
        }
        let rules = self.columns.rules();
        let has_choice = rules.iter().any(|rule| !rule.is_pinned());
        (!has_choice).then(|| {
            format!(
                "no answer that at least {FEWEST} of these leads have and lack is left to choose"
            )
        })
    }

    fn choose(&mut self, context: &PageContext<'_>, past: &PastScores) {
        let rules = self.columns.rules();
        let times: Vec<Vec<u8>> = self
            .columns
            .columns
            .iter()
            .map(|c| c.times.clone())
            .collect();
        let design = Design::from_columns(self.judged.leads.len(), &times);
        let columns = self.columns.columns.iter();
        let preferred: Vec<i64> = columns
            .map(|column| preferred_points(context.session, column))
            .collect();
        let best_total = |points: &[i64]| self.best_total(context, past, points);
        let task = CardTask {
            design: &design,
            outcome: &self.judged.outcome,
            training: &self.split.training,
            folds: &self.split.folds,
            columns: &rules,
            most_criteria: most_criteria(context, &rules),
            preferred: &preferred,
            totals: &|points| self.totals(past, points),
            best_total: &best_total,
        };
        let chosen = task.choose();
        let card = &chosen.cards[0].points;
        let totals = self.totals(past, card);
        let held_out = HeldOut::of(&self.judged, &self.split, &design, &chosen, &totals, past);
        let now: Vec<i64> = self.columns.columns.iter().map(|c| c.now).collect();
        let best_totals = [best_total(card), best_total(&now)];
        self.cant_tell = if card.iter().all(|points| *points == 0) {
            Some("no answer foretells enough to be worth a point".into())
        } else {
            held_out.cant_tell()
        };
        self.best_totals = best_totals;
        self.held_out = Some(held_out);
        self.chosen = Some(chosen);
    }

    /// Returns the totals of the judged leads with other points, ladders and caps included.
    pub(super) fn totals(&self, past: &PastScores, points: &[i64]) -> Vec<i64> {
        let scored = &past.scored;
        let of = |criterion, answer| self.columns.points_of(points, criterion, answer);
        let scorer = Arc::new(scored.scorer().with_points(of));
        let other = scored.rescored(scorer);
        let other = other.expect("the model has the same answers");
        let leads = self.judged.leads.iter();
        leads.map(|lead| other.total(*lead)).collect()
    }

    /// Returns the greatest total that points can give, caps included.
    pub(super) fn best_total(
        &self,
        context: &PageContext<'_>,
        past: &PastScores,
        points: &[i64],
    ) -> i64 {
        let best_of = |criterion: usize| {
            let columns = self.columns.columns.iter().zip(points);
            let own = columns.filter(|(column, _)| column.criterion == criterion);
            let worth = own.map(|(column, points)| {
                let times = i64::try_from(column.answers.len()).unwrap_or(i64::MAX);
                points.saturating_mul(times).max(0)
            });
            let combine = context.session.definition.criteria[criterion].combination();
            if combine == Some(Combine::Sum) {
                worth.sum()
            } else {
                worth.max().unwrap_or(0)
            }
        };
        past.scored.scorer().points_from(best_of).total()
    }
}

/// The most criteria a card may use: as the room limits it.
fn most_criteria(context: &PageContext<'_>, rules: &[CardColumn]) -> Option<usize> {
    let all = rules.chunk_by(|a, b| a.criterion == b.criterion).count();
    context.settings.most_criteria.filter(|most| *most < all)
}
