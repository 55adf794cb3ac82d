//! One number of each class that limits cut the numbers of a field into.

use crate::model::Number;

/// Digits after the point that a lead's number may have.
const DECIMALS: u32 = 12;
/// One, in the units of a number's last decimal.
const ONE: i128 = 10_i128.pow(DECIMALS);
/// The greatest number that a lead's value can be: 18 digits before the point.
const MOST: i128 = 10_i128.pow(18 + DECIMALS) - 1;

/// Where classes of numbers begin, in units of the last decimal.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberCuts(Vec<i128>);

impl NumberCuts {
    /// Notes that numbers from this one on are another class than those below it.
    pub(super) fn at_least(&mut self, least: &Number) {
        self.0.push(units(least));
    }

    /// Notes that numbers up to this one are another class than those above it.
    pub(super) fn at_most(&mut self, most: &Number) {
        self.0.push(units(most) + 1);
    }

    /// Returns whether there is no limit.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the classes in ascending order, each as its least and greatest number; those that no
    /// value of a lead can be in are left out.
    pub(super) fn classes(&self) -> Vec<(i128, i128)> {
        let mut cuts = self.0.clone();
        cuts.sort_unstable();
        cuts.dedup();
        let mut classes = Vec::new();
        let mut from = -MOST;
        for cut in cuts {
            if cut > from && cut <= MOST {
                classes.push((from, cut - 1));
                from = cut;
            }
        }
        classes.push((from, MOST));
        classes
    }
}

/// Returns a number in units of the last decimal. It has no more digits than fit.
fn units(number: &Number) -> i128 {
    let text = number.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, &text[..]),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole}{fraction:0<width$}", width = DECIMALS as usize);
    let size = padded.parse::<i128>();
    sign * size.expect("a number is 18 digits and 12 decimals at most")
}

/// Returns a number of a class that is easy to read: few digits, and from the middle.
pub(super) fn easy_number(class: (i128, i128)) -> i128 {
    let (from, to) = narrowed(class);
    let middle = from + (to - from) / 2;
    let multiples = |step: i128| (from.div_euclid(step), to.div_euclid(step));
    let nearest = |step: i128| {
        let below = middle.div_euclid(step) * step;
        let candidates = [below, below + step];
        let inside = candidates.into_iter().filter(|n| (from..=to).contains(n));
        inside.min_by_key(|n| (n - middle).abs())
    };
    let steps = || (0..18 + DECIMALS).rev().map(|power| 10_i128.pow(power));
    let several = steps().filter(|step| *step >= ONE).find(|step| {
        let (first, last) = multiples(*step);
        last - first >= 3
    });
    let fewest = || steps().find_map(nearest);
    let one = several.and_then(nearest).or_else(|| nearest(ONE));
    one.or_else(fewest).unwrap_or(from)
}

/// Narrows a class without an end to its numbers near the end it has.
fn narrowed((from, to): (i128, i128)) -> (i128, i128) {
    let reach = |end: i128| end.abs().max(10 * ONE);
    if from > -MOST && to == MOST {
        (from, to.min(from + reach(from)))
    } else if from == -MOST && to < MOST {
        if to >= 0 {
            (0, to)
        } else {
            (from.max(to - reach(to)), to)
        }
    } else if from == -MOST {
        (0, 10 * ONE)
    } else {
        (from, to)
    }
}

/// Returns several texts for a number, the plainest first.
pub(super) fn number_texts(units: i128) -> impl Iterator<Item = String> {
    let sign = if units < 0 { "-" } else { "" };
    let (whole, fraction) = (units.abs() / ONE, units.abs() % ONE);
    let digits = format!("{fraction:0width$}", width = DECIMALS as usize);
    let fraction = digits.trim_end_matches('0').to_owned();
    let whole = whole.to_string();
    let (decimals, wholes) = (fraction.len(), whole.len());
    let padded = (0..=DECIMALS as usize).flat_map(move |width| {
        let (whole, fraction) = (whole.clone(), fraction.clone());
        (0..18).filter_map(move |zeros| {
            if width != 0 && width <= decimals || zeros != 0 && zeros + wholes > 18 {
                return None;
            }
            let leading = "0".repeat(zeros);
            let fraction = format!("{fraction:0<width$}");
            let point = if fraction.is_empty() { "" } else { "." };
            Some(format!("{leading}{whole}{point}{fraction}"))
        })
    });
    padded.flat_map(move |text| {
        let signs: &[&str] = if sign.is_empty() { &["", "+"] } else { &["-"] };
        signs.iter().map(move |sign| format!("{sign}{text}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    fn easy(class: (i128, i128)) -> String {
        number_texts(easy_number(class)).next().unwrap()
    }

    #[test]
    fn limits_cut_numbers_into_classes() {
        let mut cuts = NumberCuts::default();
        cuts.at_least(&number("100"));
        cuts.at_most(&number("49"));
        cuts.at_least(&number("200"));
        let found: Vec<String> = cuts.classes().into_iter().map(easy).collect();
        assert_eq!(found, ["20", "70", "150", "300"]);
    }

    #[test]
    fn limits_at_the_ends_of_all_numbers_cut_nothing_off() {
        let mut cuts = NumberCuts::default();
        cuts.at_most(&number("999999999999999999.999999999999"));
        cuts.at_least(&number("-999999999999999999.999999999999"));
        assert_eq!(cuts.classes().len(), 1);
    }

    #[test]
    fn numbers_beside_each_other_have_no_class_between_them() {
        let mut cuts = NumberCuts::default();
        cuts.at_least(&number("1"));
        cuts.at_most(&number("1"));
        let classes = cuts.classes();
        assert_eq!(classes.len(), 3);
        assert_eq!(classes.into_iter().map(easy).collect::<Vec<_>>()[1], "1");
        let mut cuts = NumberCuts::default();
        cuts.at_least(&number("-1.5"));
        let found: Vec<String> = cuts.classes().into_iter().map(easy).collect();
        assert_eq!(found.len(), 2);
        assert!(number(&found[0]) < number("-1.5") && number(&found[1]) >= number("-1.5"));
    }

    #[test]
    fn a_number_has_many_texts() {
        let texts: Vec<String> = number_texts(150 * ONE).collect();
        assert_eq!(texts[..3], ["150", "+150", "0150"]);
        assert!(texts.contains(&"150.00".to_owned()));
        assert!(texts.iter().all(|text| number(text) == number("150")));
        let texts: Vec<String> = number_texts(-ONE / 2).collect();
        assert_eq!(texts[..2], ["-0.5", "-00.5"]);
    }
}
