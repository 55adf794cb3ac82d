//! Which of many differences stand out by more than chance.

/// The share of false ones that is accepted among those that stand out.
pub const DISCOVERY_RATE: f64 = 0.05;

/// Returns which p-values stand out at a false discovery rate, in their order (Y. Benjamini and Y.
/// Hochberg, 1995): all up to the largest that is at most `rate` times its rank over their number.
pub fn discoveries(p_values: &[f64], rate: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let all = p_values.len() as f64;
    let below = |(rank, at): (usize, &usize)| p_values[*at] <= rate * (rank + 1) as f64 / all;
    let last = order
        .iter()
        .enumerate()
        .rev()
        .find(|(rank, at)| below((*rank, *at)));
    let mut found = vec![false; p_values.len()];
    if let Some((last, _)) = last {
        order[..=last].iter().for_each(|at| found[*at] = true);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_up_to_the_last_below_its_line_stand_out() {
        // Lines at 0.05: 0.01, 0.02, 0.03, 0.04, 0.05. The second is above its own, the third below.
        let found = discoveries(&[0.9, 0.005, 0.025, 0.029, 0.3], 0.05);
        assert_eq!(found, [false, true, true, true, false]);
        assert_eq!(discoveries(&[0.04, 0.06], 0.05), [false, false]);
        assert!(discoveries(&[], 0.05).is_empty());
    }
}
