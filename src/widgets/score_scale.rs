//! Where a score stands in a chart.

/// The layout of scores over columns.
pub(super) struct ScoreScale {
    lowest: i128,
    range: i128,
    columns: i128,
    /// Columns per score, at most 4; 0 if there are more scores than columns.
    step: i128,
}

impl ScoreScale {
    /// Lays out the range of these scores over so many columns.
    pub(super) fn new(scores: impl IntoIterator<Item = i128>, columns: u16) -> Self {
        let (lowest, highest) = scores
            .into_iter()
            .fold(None, |ends, at| match ends {
                None => Some((at, at)),
                Some((low, high)) => Some((at.min(low), at.max(high))),
            })
            .unwrap_or((0, 0));
        let range = highest - lowest + 1;
        let columns = i128::from(columns);
        Self {
            lowest,
            range,
            columns,
            step: (columns / range).min(4),
        }
    }

    /// Returns the first column of a score.
    pub(super) fn column(&self, score: i64) -> u16 {
        let at = i128::from(score) - self.lowest;
        let column = if self.step > 0 {
            at * self.step
        } else {
            at * self.columns / self.range
        };
        column as u16
    }

    /// Returns the width of a bar; wide ones leave a gap.
    pub(super) fn bar(&self) -> u16 {
        (self.step - 1).max(1) as u16
    }

    /// Returns the columns that the scores take.
    pub(super) fn width(&self) -> u16 {
        let columns = match self.step {
            0 => self.columns,
            step => self.range * step,
        };
        columns as u16
    }

    /// Returns the round scores that have room for a text of at most so many columns each, with two
    /// blanks between them: multiples of 1, 2 or 5 times a power of ten.
    pub(super) fn round_scores(&self, text_columns: usize) -> Vec<i64> {
        let each = i128::try_from(text_columns).unwrap_or(i128::MAX / 2) + 2;
        let room = (i128::from(self.width()) / each).max(1);
        let steps = (0..).map(|power| 10_i128.pow(power));
        let mut steps = steps.flat_map(|ten| [ten, 2 * ten, 5 * ten]);
        let Some(step) = steps.find(|step| self.range / step < room.max(2)) else {
            return Vec::new();
        };
        let highest = self.lowest + self.range - 1;
        let first = self.lowest.div_euclid(step) + i128::from(self.lowest.rem_euclid(step) != 0);
        let last = highest.div_euclid(step);
        let scores = (first..=last).map(|multiple| multiple * step);
        scores
            .filter_map(|score| i64::try_from(score).ok())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(lowest: i64, highest: i64, columns: u16, text: usize) -> Vec<i64> {
        let ends = [lowest, highest].map(i128::from);
        ScoreScale::new(ends, columns).round_scores(text)
    }

    #[test]
    fn round_scores_are_as_many_as_have_room() {
        // 25 scores in 30 columns, four for each text: seven at most. Steps of 2 would be 13, of 5
        // they are five.
        assert_eq!(round(0, 24, 30, 2), [0, 5, 10, 15, 20]);
        // 25 scores of 3 columns: 75, so 18 texts.
        assert_eq!(
            round(0, 24, 80, 2),
            [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]
        );
        assert_eq!(round(-7, 12, 24, 2), [-5, 0, 5, 10]);
        assert_eq!(round(3, 480, 40, 3), [100, 200, 300, 400]);
        assert_eq!(round(1, 1, 40, 1), [1]);
        assert_eq!(round(7, 7, 40, 1), [7]);
        assert_eq!(round(0, 3, 40, 1), [0, 1, 2, 3]);
    }

    #[test]
    fn scores_without_end_have_few_round_ones() {
        let ticks = round(i64::MIN, i64::MAX, 60, 20);
        assert!(ticks.len() <= 4, "{ticks:?}");
        assert!(ticks.contains(&0), "{ticks:?}");
        assert!(round(i64::MIN, i64::MAX, 0, 20).len() <= 2);
    }

    #[test]
    fn the_width_is_that_of_all_bars() {
        let scale = |columns| ScoreScale::new([0, 24], columns);
        assert_eq!(scale(30).width(), 25);
        assert_eq!(scale(80).width(), 75);
        assert_eq!(scale(20).width(), 20);
    }
}
