//! Chooses scorecards by cross-validation: how strongly to hold coefficients back, how finely to
//! round them, and which of equally good cards is nearest to another one.

use rayon::prelude::*;

use super::design::{Design, Observations};
use super::logistic::LogisticFit;
use super::ranking::ranking_area;
use super::scorecard::{CardColumn, CardSearch};

/// What the greatest coefficient is rounded to, one after the other.
const GREATEST: std::ops::RangeInclusive<i64> = 3..=10;
/// The penalties on squared coefficients that are tried, the strongest first.
const PENALTIES: [f64; 6] = [100.0, 30.0, 10.0, 3.0, 1.0, 0.3];
/// Cards at most so many points further than the nearest are about as near.
const ABOUT_AS_NEAR: f64 = 1.0;
/// Cards whose cross-validated area is at most this much below the best are equally good.
pub const EQUALLY_GOOD: f64 = 0.005;

/// What scorecards are chosen for.
pub struct CardTask<'a> {
    /// What each row has.
    pub design: &'a Design,
    /// Whether each row turned out well.
    pub outcome: &'a [bool],
    /// The rows from which everything is chosen.
    pub training: &'a [usize],
    /// The fold of each of them, from 0.
    pub folds: &'a [usize],
    /// What each column may be worth.
    pub columns: &'a [CardColumn],
    /// The most criteria that may be used.
    pub most_criteria: Option<usize>,
    /// The points that cards should be near to, such as those voted for.
    pub preferred: &'a [i64],
    /// Returns the totals that points give all rows.
    pub totals: &'a (dyn Fn(&[i64]) -> Vec<i64> + Sync),
    /// Returns the best total that points can give.
    pub best_total: &'a (dyn Fn(&[i64]) -> i64 + Sync),
}

/// A card that might be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateCard {
    /// The points of each column.
    pub points: Vec<i64>,
    /// The mean area under the ROC curve over the folds left out in turn.
    pub area: f64,
    /// The sum of absolute differences to the preferred points, once scaled to their best total;
    /// `None` where one of the two best totals is 0.
    pub distance: Option<f64>,
}

/// What was chosen from the training rows.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenCards {
    /// The penalty with the least loss in folds left out.
    pub penalty: f64,
    /// The regression with this penalty, unrounded.
    pub unrounded: LogisticFit,
    /// The cards that are equally good, the one nearest to the preferred points first.
    pub cards: Vec<CandidateCard>,
}

impl CardTask<'_> {
    /// Chooses among the cards of all roundings.
    pub fn choose(&self) -> ChosenCards {
        let folds: Vec<FoldRows> = self.fold_rows();
        let paths: Vec<Vec<LogisticFit>> = folds.par_iter().map(|f| self.path(&f.fit)).collect();
        let at = self.best_penalty(&folds[1..], &paths[1..]);
        let jobs: Vec<(usize, i64)> = (0..folds.len())
            .flat_map(|fold| GREATEST.map(move |greatest| (fold, greatest)))
            .collect();
        let fit = |(fold, greatest): &(usize, i64)| {
            let coefficients = &paths[*fold][at].coefficients;
            self.card(&folds[*fold].fit, coefficients, *greatest)
        };
        let cards: Vec<Vec<i64>> = jobs.par_iter().map(fit).collect();
        let per_fold: Vec<&[Vec<i64>]> = cards.chunks(GREATEST.count()).collect();
        let (whole, left_out) = per_fold.split_first().expect("the whole comes first");
        let areas = self.areas(&folds[1..], left_out);
        ChosenCards {
            penalty: PENALTIES[at],
            unrounded: paths[0][at].clone(),
            cards: self.equally_good(whole, &areas),
        }
    }

    /// Returns the rows of all of the training part, then of each fold.
    fn fold_rows(&self) -> Vec<FoldRows> {
        let folds = self.folds.iter().max().map_or(0, |most| most + 1);
        let those = |fold: usize, own: bool| -> Vec<usize> {
            let rows = self.training.iter().zip(self.folds);
            let rows = rows.filter(|(_, f)| (**f == fold) == own);
            rows.map(|(row, _)| *row).collect()
        };
        let whole = FoldRows {
            fit: self.training.to_vec(),
            left_out: Vec::new(),
        };
        let fold = |fold: usize| FoldRows {
            fit: those(fold, false),
            left_out: those(fold, true),
        };
        std::iter::once(whole).chain((0..folds).map(fold)).collect()
    }

    fn observations<'b>(&'b self, rows: &'b [usize]) -> Observations<'b> {
        Observations {
            design: self.design,
            outcome: self.outcome,
            rows,
        }
    }

    /// Returns the regressions of all penalties, each begun at the one before.
    fn path(&self, rows: &[usize]) -> Vec<LogisticFit> {
        let bounds: Vec<(f64, f64)> = self.columns.iter().map(CardColumn::bounds).collect();
        let observations = self.observations(rows);
        let mut start = LogisticFit::of_share(observations);
        let fit = |penalty: &f64| {
            start = LogisticFit::new(observations, *penalty, &bounds, &start);
            start.clone()
        };
        PENALTIES.iter().map(fit).collect()
    }

    fn best_penalty(&self, folds: &[FoldRows], paths: &[Vec<LogisticFit>]) -> usize {
        let loss = |at: usize| -> f64 {
            let of_fold = |(fold, path): (&FoldRows, &Vec<LogisticFit>)| {
                path[at].loss(self.observations(&fold.left_out))
            };
            folds.iter().zip(paths).map(of_fold).sum()
        };
        let losses: Vec<f64> = (0..PENALTIES.len()).map(loss).collect();
        let best = (0..losses.len()).min_by(|a, b| losses[*a].total_cmp(&losses[*b]));
        best.expect("there are penalties")
    }

    /// Returns the card of a rounding.
    fn card(&self, rows: &[usize], coefficients: &[f64], greatest: i64) -> Vec<i64> {
        let observations = self.observations(rows);
        let search = CardSearch::new(observations, self.columns, self.most_criteria);
        search.improved(search.rounded(coefficients, greatest))
    }

    fn distance(&self, card: &[i64]) -> Option<f64> {
        let (own, preferred) = ((self.best_total)(card), (self.best_total)(self.preferred));
        let scale = preferred as f64 / own as f64;
        let apart = card.iter().zip(self.preferred);
        let apart = apart.map(|(a, b)| (*a as f64 * scale - *b as f64).abs());
        (own > 0 && preferred > 0).then(|| apart.sum())
    }

    /// Returns the mean area of each kind of card over the folds left out; .5 where a fold has one
    /// outcome only.
    fn areas(&self, folds: &[FoldRows], cards: &[&[Vec<i64>]]) -> Vec<f64> {
        let of_card = |fold: &FoldRows, card: &Vec<i64>| {
            let totals = (self.totals)(card);
            let rows = fold.left_out.iter();
            let (scores, outcome): (Vec<f64>, Vec<bool>) = rows
                .map(|row| (totals[*row] as f64, self.outcome[*row]))
                .unzip();
            ranking_area(&scores, &outcome).unwrap_or(0.5)
        };
        let of_fold = |(fold, cards): (&FoldRows, &&[Vec<i64>])| -> Vec<f64> {
            cards.par_iter().map(|card| of_card(fold, card)).collect()
        };
        let all: Vec<Vec<f64>> = folds.iter().zip(cards).map(of_fold).collect();
        let kinds = cards.first().map_or(0, |cards| cards.len());
        let mean = |kind: usize| all.iter().map(|of| of[kind]).sum::<f64>() / all.len() as f64;
        (0..kinds).map(mean).collect()
    }

    /// Returns the different cards that are equally good, the nearest first.
    fn equally_good(&self, cards: &[Vec<i64>], areas: &[f64]) -> Vec<CandidateCard> {
        let best = areas.iter().copied().fold(0.0, f64::max);
        let mut found: Vec<CandidateCard> = Vec::new();
        for (points, area) in cards.iter().zip(areas) {
            let same = found.iter_mut().find(|card| card.points == *points);
            if let Some(same) = same {
                same.area = same.area.max(*area);
            } else if *area >= best - EQUALLY_GOOD {
                found.push(CandidateCard {
                    points: points.clone(),
                    area: *area,
                    distance: self.distance(points),
                });
            }
        }
        let far = |card: &CandidateCard| card.distance.unwrap_or(f64::INFINITY);
        found.sort_by(|a, b| {
            let by_distance = far(a).total_cmp(&far(b));
            by_distance.then(b.area.total_cmp(&a.area))
        });
        let first = self.first_card(&found);
        found[..=first].rotate_right(1);
        found
    }

    /// Returns which of the cards, the nearest first, is shown first: of those about as near as the
    /// nearest the one that differs least without being scaled, so that taking over its values one
    /// by one doesn't bring up another.
    fn first_card(&self, cards: &[CandidateCard]) -> usize {
        let unscaled = |card: &CandidateCard| -> i64 {
            let apart = card.points.iter().zip(self.preferred);
            apart.map(|(a, b)| (a - b).abs()).sum()
        };
        let nearest = cards[0].distance.unwrap_or(f64::INFINITY);
        let about = |card: &CandidateCard| {
            card.distance
                .is_some_and(|distance| distance <= nearest + ABOUT_AS_NEAR)
        };
        let as_near = (0..cards.len()).filter(|at| about(&cards[*at]));
        as_near.min_by_key(|at| unscaled(&cards[*at])).unwrap_or(0)
    }
}

/// The rows from which cards are made, and those in which they are tried.
struct FoldRows {
    fit: Vec<usize>,
    left_out: Vec<usize>,
}
