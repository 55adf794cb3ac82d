//! Whole-number scorecards: points for what a row has, chosen so that their sum tells as well as
//! possible what turned out well, with as few criteria as that takes.

use super::design::Observations;
use super::score_line::{ScoreLine, TotalCounts};

/// The most points a column is worth, either way.
pub const MOST_POINTS: i64 = 10;
/// A change that lowers the loss by less than this is none.
const SMALLEST_GAIN: f64 = 1e-4;
/// The most times all criteria are gone through; it takes some five.
const MAX_SWEEPS: usize = 40;

/// What a column of a scorecard may be worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardColumn {
    /// The criterion it belongs to; the columns of a criterion follow each other.
    pub criterion: usize,
    /// The least points it may be worth.
    pub least: i64,
    /// The most points it may be worth; a column with the same least points is pinned.
    pub most: i64,
}

/// Looks for scorecards that fit some rows.
pub struct CardSearch<'a> {
    columns: &'a [CardColumn],
    /// The ranges of columns of the criteria.
    criteria: Vec<std::ops::Range<usize>>,
    most_criteria: usize,
    /// What each criterion used costs: half the logarithm of the number of rows (G. Schwarz, 1978).
    criterion_cost: f64,
    /// The rows that have something in each column, and how often.
    having: Vec<Vec<(u32, u8)>>,
    outcome: Vec<bool>,
    /// The least and the greatest possible total.
    range: (i64, i64),
}

/// A scorecard under change: its points, and the totals of all rows.
struct Card<'a> {
    search: &'a CardSearch<'a>,
    points: Vec<i64>,
    totals: Vec<i64>,
    counts: TotalCounts,
    line: ScoreLine,
}

impl CardColumn {
    /// Returns whether its points may not change.
    pub fn is_pinned(&self) -> bool {
        self.least == self.most
    }

    /// Returns the bounds of its coefficient in a regression, which has the sign of its points.
    pub fn bounds(&self) -> (f64, f64) {
        let below = if self.least < 0 {
            f64::NEG_INFINITY
        } else {
            0.0
        };
        let above = if self.most > 0 { f64::INFINITY } else { 0.0 };
        (below, above)
    }
}

impl<'a> CardSearch<'a> {
    /// Prepares a search in these rows for cards that use no more than so many criteria.
    pub fn new(
        observations: Observations<'_>,
        columns: &'a [CardColumn],
        most_criteria: Option<usize>,
    ) -> Self {
        let mut having = vec![Vec::new(); columns.len()];
        for (at, row) in (0..).zip(observations.rows) {
            for (column, times) in observations.design.row(*row) {
                having[column].push((at, times));
            }
        }
        let extreme = |points: fn(&CardColumn) -> i64| -> i64 {
            let most_times = |rows: &Vec<(u32, u8)>| rows.iter().map(|(_, t)| i64::from(*t)).max();
            let all = columns.iter().zip(&having);
            all.map(|(c, rows)| points(c) * most_times(rows).unwrap_or(0))
                .sum()
        };
        let range = (extreme(|c| c.least.min(0)), extreme(|c| c.most.max(0)));
        let mut criteria = Vec::new();
        for group in columns.chunk_by(|a, b| a.criterion == b.criterion) {
            let from = criteria
                .last()
                .map_or(0, |r: &std::ops::Range<usize>| r.end);
            criteria.push(from..from + group.len());
        }
        Self {
            columns,
            criteria,
            most_criteria: most_criteria.unwrap_or(usize::MAX),
            criterion_cost: (observations.rows.len() as f64).ln() / 2.0,
            having,
            outcome: observations.iter().map(|(_, well)| well).collect(),
            range,
        }
    }

    /// Returns coefficients as points: multiplied so that the greatest becomes `greatest`, rounded,
    /// and within what each column may be worth.
    pub fn rounded(&self, coefficients: &[f64], greatest: i64) -> Vec<i64> {
        let free = coefficients.iter().zip(self.columns);
        let free = free.filter(|(_, column)| !column.is_pinned());
        let top = free.map(|(c, _)| c.abs()).fold(0.0, f64::max);
        let scale = if top > 0.0 {
            greatest as f64 / top
        } else {
            0.0
        };
        let points = coefficients.iter().zip(self.columns);
        points
            .map(|(c, column)| ((c * scale).round() as i64).clamp(column.least, column.most))
            .collect()
    }

    /// Improves points by going through the criteria one by one until nothing changes: each gets the
    /// points with the least logistic loss (intercept and slope of the total fitted anew), or none
    /// if they lower it by less than a criterion costs.
    pub fn improved(&self, points: Vec<i64>) -> Vec<i64> {
        let mut card = Card::new(self, points);
        card.improve();
        if card.used() > self.most_criteria {
            card.drop_criteria();
            card.improve();
        }
        card.points
    }

    fn is_used(&self, points: &[i64], criterion: usize) -> bool {
        let columns = self.criteria[criterion].clone();
        points[columns].iter().any(|points| *points != 0)
    }

    fn is_free(&self, criterion: usize) -> bool {
        let mut columns = self.columns[self.criteria[criterion].clone()].iter();
        columns.any(|column| !column.is_pinned())
    }
}

impl<'a> Card<'a> {
    fn new(search: &'a CardSearch<'a>, points: Vec<i64>) -> Self {
        let mut totals = vec![0; search.outcome.len()];
        for (points, rows) in points.iter().zip(&search.having) {
            for (row, times) in rows {
                totals[*row as usize] += points * i64::from(*times);
            }
        }
        let mut counts = TotalCounts::new(search.range.0, search.range.1);
        for (total, well) in totals.iter().zip(&search.outcome) {
            counts.add(*total, *well);
        }
        Self {
            search,
            points,
            totals,
            counts,
            line: ScoreLine::default(),
        }
    }

    fn improve(&mut self) {
        for _ in 0..MAX_SWEEPS {
            let mut changed = false;
            for criterion in 0..self.search.criteria.len() {
                changed |= self.improve_criterion(criterion);
            }
            if !changed {
                break;
            }
        }
    }

    /// Gives a criterion its best points. Returns whether they changed.
    fn improve_criterion(&mut self, criterion: usize) -> bool {
        let is_used = self.search.is_used(&self.points, criterion);
        let is_full = self.used() >= self.search.most_criteria;
        if !self.search.is_free(criterion) || (is_full && !is_used) {
            return false;
        }
        let columns = self.search.criteria[criterion].clone();
        let before = (self.points[columns.clone()].to_vec(), self.cost());
        for column in columns.clone() {
            self.climb(column);
        }
        let with = (self.points[columns.clone()].to_vec(), self.cost());
        self.clear(criterion);
        let without = (self.points[columns.clone()].to_vec(), self.cost());
        let (mut best, mut lowest) = before.clone();
        for (points, cost) in [&with, &without] {
            if *cost < lowest - SMALLEST_GAIN {
                (best, lowest) = (points.clone(), *cost);
            }
        }
        for (column, points) in columns.clone().zip(&best) {
            self.set(column, *points);
        }
        best != before.0
    }

    /// Moves a column's points up or down as long as that lowers the loss, whatever the criterion
    /// costs.
    fn climb(&mut self, column: usize) {
        let CardColumn { least, most, .. } = self.search.columns[column];
        if least == most {
            return;
        }
        let mut lowest = self.loss();
        for direction in [1, -1] {
            let from = self.points[column];
            loop {
                let next = self.points[column] + direction;
                if next < least || next > most {
                    break;
                }
                self.set(column, next);
                let loss = self.loss();
                if loss > lowest - SMALLEST_GAIN {
                    self.set(column, next - direction);
                    break;
                }
                lowest = loss;
            }
            if self.points[column] != from {
                break;
            }
        }
    }

    /// Takes a criterion's points away, except those that are pinned.
    fn clear(&mut self, criterion: usize) {
        for column in self.search.criteria[criterion].clone() {
            if !self.search.columns[column].is_pinned() {
                self.set(column, 0);
            }
        }
    }

    /// Takes away, one by one, the criteria that cost least, until no more than allowed are left.
    fn drop_criteria(&mut self) {
        while self.used() > self.search.most_criteria {
            let all = 0..self.search.criteria.len();
            let mut cheapest: Option<(f64, usize)> = None;
            for criterion in all {
                let is_used = self.search.is_used(&self.points, criterion);
                if !is_used || !self.search.is_free(criterion) {
                    continue;
                }
                let columns = self.search.criteria[criterion].clone();
                let before = self.points[columns.clone()].to_vec();
                self.clear(criterion);
                let still_used = self.search.is_used(&self.points, criterion);
                let loss = self.loss();
                for (column, points) in columns.zip(before) {
                    self.set(column, points);
                }
                if !still_used && cheapest.is_none_or(|(least, _)| loss < least) {
                    cheapest = Some((loss, criterion));
                }
            }
            // What is pinned can't be dropped.
            let Some((_, criterion)) = cheapest else {
                return;
            };
            self.clear(criterion);
        }
    }

    fn set(&mut self, column: usize, points: i64) {
        let by = points - self.points[column];
        if by == 0 {
            return;
        }
        self.points[column] = points;
        for (row, times) in &self.search.having[column] {
            let row = *row as usize;
            let (total, well) = (self.totals[row], self.search.outcome[row]);
            self.counts.remove(total, well);
            self.totals[row] = total + by * i64::from(*times);
            self.counts.add(self.totals[row], well);
        }
    }

    /// The logistic loss.
    fn loss(&mut self) -> f64 {
        let (line, loss) = self.counts.best_line(self.line);
        self.line = line;
        loss
    }

    /// The loss, and what the criteria cost.
    fn cost(&mut self) -> f64 {
        self.loss() + self.used() as f64 * self.search.criterion_cost
    }

    fn used(&self) -> usize {
        let all = 0..self.search.criteria.len();
        all.filter(|c| self.search.is_used(&self.points, *c))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::design::Design;
    use super::super::random::Random;
    use super::*;

    struct Sample {
        design: Design,
        outcome: Vec<bool>,
        rows: Vec<usize>,
    }

    impl Sample {
        /// Leads with these log-odds for each column, which half of them have.
        fn new(seed: u64, leads: usize, log_odds: &[f64]) -> Self {
            let mut random = Random(seed);
            let mut columns = vec![vec![0; leads]; log_odds.len()];
            let mut outcome = Vec::new();
            for lead in 0..leads {
                let mut sum = 0.0;
                for (column, odds) in columns.iter_mut().zip(log_odds) {
                    column[lead] = u8::from(random.share() < 0.5);
                    sum += odds * (f64::from(column[lead]) - 0.5);
                }
                outcome.push(random.share() < 1.0 / (1.0 + (-sum).exp()));
            }
            Self {
                design: Design::from_columns(leads, &columns),
                outcome,
                rows: (0..leads).collect(),
            }
        }

        fn observations(&self) -> Observations<'_> {
            Observations {
                design: &self.design,
                outcome: &self.outcome,
                rows: &self.rows,
            }
        }
    }

    fn free(criterion: usize, least: i64, most: i64) -> CardColumn {
        CardColumn {
            criterion,
            least,
            most,
        }
    }

    fn cost(search: &CardSearch<'_>, points: &[i64]) -> f64 {
        Card::new(search, points.to_vec()).cost()
    }

    #[test]
    fn points_cost_hardly_more_than_the_best_of_all_cards() {
        // Every card of points 0 to 4 (two are worth -4 to 0) is tried. Going through criteria one
        // by one may miss one that is better by a little where two would have to change together.
        let columns: Vec<CardColumn> = (0..5)
            .map(|c| {
                if c % 2 == 1 {
                    free(c, -4, 0)
                } else {
                    free(c, 0, 4)
                }
            })
            .collect();
        for seed in 0..6 {
            let sample = Sample::new(seed, 300, &[1.5, -1.0, 0.7, 0.0, 0.0]);
            let search = CardSearch::new(sample.observations(), &columns, None);
            let found = search.improved(search.rounded(&[1.5, -1.0, 0.7, 0.1, 0.1], 4));
            let mut least = f64::INFINITY;
            for card in 0..5_i64.pow(5) {
                let points: Vec<i64> = (0..5)
                    .map(|c| (card / 5_i64.pow(c) % 5) * if c % 2 == 1 { -1 } else { 1 })
                    .collect();
                least = least.min(cost(&search, &points));
            }
            let found_cost = cost(&search, &found);
            assert!(
                found_cost < least + 0.25,
                "{found:?}: {found_cost}, not {least}"
            );
        }
    }

    #[test]
    fn what_says_nothing_gets_no_points_and_signs_stay() {
        let log_odds = [1.2, 1.2, 0.0, 0.0, -1.2];
        let sample = Sample::new(7, 2_000, &log_odds);
        // The last may be worth something good only, so it is worth nothing.
        let columns: Vec<CardColumn> = (0..5).map(|c| free(c, 0, 10)).collect();
        let search = CardSearch::new(sample.observations(), &columns, None);
        let points = search.improved(search.rounded(&[1.0, 1.0, 0.2, 0.2, 0.0], 5));
        assert!(points[0] > 0 && points[1] > 0, "{points:?}");
        assert_eq!(points[2..], [0, 0, 0]);
    }

    #[test]
    fn pinned_points_stay_and_no_more_criteria_are_used_than_allowed() {
        let sample = Sample::new(11, 1_000, &[2.0, 1.4, 0.9, 0.0]);
        let columns = [
            free(0, 0, 10),
            free(1, 0, 10),
            free(2, 0, 10),
            free(3, 2, 2),
        ];
        let search = CardSearch::new(sample.observations(), &columns, Some(2));
        let points = search.improved(search.rounded(&[2.0, 1.4, 0.9, 0.0], 6));
        assert!(points[0] > 0, "{points:?}");
        assert_eq!(points[1..], [0, 0, 2]);
    }

    #[test]
    fn answers_of_a_criterion_are_paid_for_once() {
        // Two answers that together are worth a criterion (4.6 at 10,000 leads), and each alone too
        // little: they come in together or not at all.
        let sample = Sample::new(3, 10_000, &[0.9, 0.13, 0.13]);
        let apart = [free(0, 0, 10), free(1, 0, 10), free(2, 0, 10)];
        let together = [free(0, 0, 10), free(1, 0, 10), free(1, 0, 10)];
        let start = vec![9, 0, 0];
        let of = |columns: &[CardColumn]| {
            let search = CardSearch::new(sample.observations(), columns, None);
            let costs = [vec![9, 0, 0], vec![9, 1, 0], vec![9, 0, 1], vec![9, 1, 1]]
                .map(|points| cost(&search, &points));
            (search.improved(start.clone()), costs)
        };
        let (points, costs) = of(&together);
        assert!(costs[3] < costs[0], "{costs:?}");
        assert!(points[1] > 0 && points[2] > 0, "{points:?} {costs:?}");
        let (points, _) = of(&apart);
        assert!(points[1] == 0 || points[2] == 0, "{points:?}");
    }
}
