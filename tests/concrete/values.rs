//! Values to write into a field: every one that the questions about it could tell from another.
//!
//! Nothing here reads what an operator means; it only takes the operands and writes down so many
//! texts around them that every pattern of answers is among them. For questions about texts that is
//! certain: a text is told from others by its beginning, its end, the parts and the elements it has,
//! and a separator that is in no operand joins any of them without making new ones. For numbers and
//! days it is certain because each boundary comes with its neighbours on both sides. Where numbers
//! or days meet parts of texts on one field, it's a wide net and no more.

use super::conditions::{ONE, Test, day_text};

/// In no operand, and with no lower case or accents.
const SEPARATOR: &str = "¦";

/// Whether the questions about a field mix numbers or days with parts of texts, or with each other.
pub fn mixes(tests: &[&Test]) -> bool {
    let parts = |t: &&Test| {
        matches!(
            t,
            Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) | Test::Has(_)
        )
    };
    let numbers = tests
        .iter()
        .any(|t| matches!(t, Test::Min(_) | Test::Max(_)));
    let days = tests.iter().any(|t| {
        matches!(
            t,
            Test::OnOrAfter(_) | Test::OnOrBefore(_) | Test::WithinDays(_) | Test::OlderThanDays(_)
        )
    });
    let parts = tests.iter().any(parts);
    parts && (numbers || days) || numbers && days
}

/// Values of a field about which these questions are asked on this day. The first is none.
pub fn values(tests: &[&Test], as_of: i64) -> Vec<Option<String>> {
    let mut values: Vec<String> = texts(tests);
    values.extend(numbers(tests));
    values.extend(days(tests, as_of));
    if mixes(tests) {
        values.extend(mixtures(tests, &values));
    }
    let mut all = vec![None];
    all.extend(values.into_iter().map(Some));
    all
}

fn texts(tests: &[&Test]) -> Vec<String> {
    let (mut whole, mut parts, mut starts, mut ends, mut elements) = (
        Vec::new(),
        Vec::new(),
        vec![String::new()],
        vec![String::new()],
        Vec::new(),
    );
    for test in tests {
        match test {
            Test::In(texts) | Test::NotIn(texts) => whole.extend(texts.iter().cloned()),
            Test::Contains(part) => parts.push(part.clone()),
            Test::StartsWith(part) => starts.push(part.clone()),
            Test::EndsWith(part) => ends.push(part.clone()),
            Test::Has(element) => elements.push(format!(";{element};")),
            _ => {}
        }
    }
    parts.append(&mut elements);
    for list in [&mut whole, &mut parts, &mut starts, &mut ends] {
        list.sort();
        list.dedup();
    }
    let mut texts = vec![SEPARATOR.to_owned(), "other".into()];
    for text in &whole {
        texts.extend([
            text.clone(),
            text.to_uppercase(),
            format!("{text}{SEPARATOR}"),
        ]);
    }
    for chosen in 0..1_u32 << parts.len() {
        let middle: Vec<&str> = (0..parts.len())
            .filter(|place| chosen >> place & 1 == 1)
            .map(|place| parts[place].as_str())
            .collect();
        let middle = middle.join(SEPARATOR);
        for start in &starts {
            for end in &ends {
                texts.push(format!("{start}{SEPARATOR}{middle}{SEPARATOR}{end}"));
            }
        }
    }
    texts
}

/// A number of [`ONE`]ths as it is written.
pub fn number_text(number: i128) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    let (whole, part) = (size / ONE.unsigned_abs(), size % ONE.unsigned_abs());
    let part = format!("{part:012}");
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

fn numbers(tests: &[&Test]) -> Vec<String> {
    let mut named: Vec<i128> = Vec::new();
    for test in tests {
        match test {
            Test::Min(n) | Test::Max(n) => named.push(*n),
            _ => {}
        }
    }
    if named.is_empty() {
        return Vec::new();
    }
    let mut texts = vec!["-999999999999999999".into(), "999999999999999999".into()];
    // A number can also be a text that is asked for, which has other spellings.
    for text in texts_asked(tests) {
        named.extend(super::conditions::number(&text));
    }
    for number in named {
        for near in [0, -1, 1, -ONE, ONE, -ONE / 2, ONE / 2] {
            texts.push(number_text(number + near));
        }
        let plain = number_text(number.abs());
        let sign = if number < 0 { "-" } else { "+" };
        texts.extend([format!("{sign}0{plain}"), format!("{sign}00{plain}")]);
    }
    texts
}

fn texts_asked(tests: &[&Test]) -> Vec<String> {
    let mut asked = Vec::new();
    for test in tests {
        match test {
            Test::In(texts) | Test::NotIn(texts) => asked.extend(texts.iter().cloned()),
            Test::Contains(t) | Test::StartsWith(t) | Test::EndsWith(t) | Test::Has(t) => {
                asked.push(t.clone());
            }
            _ => {}
        }
    }
    asked
}

fn days(tests: &[&Test], as_of: i64) -> Vec<String> {
    let mut named: Vec<i64> = Vec::new();
    for test in tests {
        match test {
            Test::OnOrAfter(day) | Test::OnOrBefore(day) => named.push(*day),
            Test::WithinDays(days) | Test::OlderThanDays(days) => {
                named.extend([as_of - i64::from(*days), as_of]);
            }
            _ => {}
        }
    }
    if named.is_empty() {
        return Vec::new();
    }
    for text in texts_asked(tests) {
        named.extend(super::conditions::day(&text));
    }
    let (first, last) = (named.iter().min().copied(), named.iter().max().copied());
    named.extend(first.map(|d| d - 400));
    named.extend(last.map(|d| d + 400));
    let near = named
        .iter()
        .flat_map(|day| (-2..=2).map(move |near| day_text(day + near)));
    near.flat_map(|day| [format!("{day}T23:59:59"), day])
        .collect()
}

/// Numbers and days with the operands in them, as far as such a text is still one.
fn mixtures(tests: &[&Test], so_far: &[String]) -> Vec<String> {
    let mut operands: Vec<String> = texts_asked(tests);
    operands.sort();
    operands.dedup();
    let joined: Vec<String> = operands
        .iter()
        .flat_map(|a| operands.iter().map(move |b| format!("{a}{b}")))
        .collect();
    operands.extend(joined);
    let is_size =
        |t: &&String| super::conditions::number(t).is_some() || super::conditions::day(t).is_some();
    let mut mixed = Vec::new();
    for operand in &operands {
        for zeros in ["", "0", "00", "000", "000000"] {
            mixed.extend([format!("{zeros}{operand}"), format!("{operand}{zeros}")]);
            mixed.push(format!("1{zeros}{operand}"));
            mixed.push(format!("{operand}{zeros}.0"));
        }
        for size in so_far.iter().filter(is_size) {
            mixed.extend([
                format!("{size}.{operand}"),
                format!("{size}{operand}"),
                format!("{size}T{operand}:00"),
                format!("{size}T10:{operand}"),
            ]);
        }
    }
    mixed
}
