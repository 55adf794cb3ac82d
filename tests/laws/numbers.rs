//! Numbers and times: parsed or refused, unchanged by a round trip, and compared like a second
//! implementation does.

use std::cmp::Ordering;

use accord::model::{Condition, Number};
use accord::records::{read_day, read_time};
use jiff::civil::DateTime;

use super::script::Script;
use super::time;

/// Two texts, split where the first byte says, as numbers and as times.
pub fn any_text(bytes: &[u8]) {
    let mut script = Script::new(bytes);
    let length = usize::from(script.byte());
    let (left, right) = (script.text(length), script.text(usize::MAX));
    for text in [&left, &right] {
        number(text);
        moment(text);
    }
    if let (Ok(a), Ok(b)) = (Number::parse(&left), Number::parse(&right)) {
        let expected = compared(&left, &right);
        assert_eq!(a.cmp(&b), expected, "{left} {right}");
        assert_eq!(b.cmp(&a), expected.reverse(), "{left} {right}");
        assert_eq!(a == b, expected.is_eq());
    }
}

fn number(text: &str) {
    let trimmed = text.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let right = match unsigned.split_once('.') {
        Some((whole, fraction)) => {
            digits(whole) && digits(fraction) && whole.len() <= 18 && fraction.len() <= 12
        }
        None => digits(unsigned) && unsigned.len() <= 18,
    };
    let Ok(number) = Number::parse(text) else {
        assert!(!right, "{text}");
        return;
    };
    assert!(right, "{text}");
    let written = number.to_string();
    assert_eq!(written.trim(), written);
    assert_eq!(Number::parse(&written).as_ref(), Ok(&number));
    assert_eq!(compared(&written, text), Ordering::Equal);
    let json = serde_json::to_string(&number).expect("plain data");
    let read: Number = serde_json::from_str(&json).expect("it was just written");
    assert_eq!(read, number, "{json}");
    let condition = Condition {
        min: Some(number),
        ..Condition::default()
    };
    let json = serde_json::to_string(&condition).expect("plain data");
    let read: Condition = serde_json::from_str(&json).expect("it was just written");
    assert_eq!(read, condition, "{json}");
}

/// Compares two numbers as texts padded to one length.
fn compared(left: &str, right: &str) -> Ordering {
    let parts = |text: &str| {
        let text = text.trim();
        let below = text.starts_with('-');
        let unsigned = text.trim_start_matches(['+', '-']);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        (below, whole.to_owned(), fraction.to_owned())
    };
    let (a, b) = (parts(left), parts(right));
    let (wide, deep) = (a.1.len().max(b.1.len()), a.2.len().max(b.2.len()));
    let flat = |(below, whole, fraction): &(bool, String, String)| {
        let text = format!("{whole:0>wide$}{fraction:0<deep$}");
        // Zero has no sign.
        (*below && text.bytes().any(|b| b != b'0'), text)
    };
    match (flat(&a), flat(&b)) {
        ((false, a), (false, b)) => a.cmp(&b),
        ((true, a), (true, b)) => b.cmp(&a),
        ((true, _), (false, _)) => Ordering::Less,
        ((false, _), (true, _)) => Ordering::Greater,
    }
}

fn moment(text: &str) {
    let read = read_time(text);
    assert_eq!(read_day(text), read.map(DateTime::date));
    if let Some(at) = read {
        assert_eq!(read_time(&at.to_string()), Some(at));
    }
    // The second parser reads only the plain forms, and not the two ends of the range of times.
    if let Some(expected) = time::read(text)
        && !text.trim().starts_with("0000-01-01")
        && !text.trim().starts_with("9999-12-31")
    {
        let at = read.unwrap_or_else(|| panic!("`{text}` is a time"));
        assert_eq!(time::read(&at.to_string()), Some(expected), "{text}");
    }
}
