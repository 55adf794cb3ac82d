//! Masks what looks like an e-mail address or a telephone number in a text that a whole room sees.

/// Stands for an e-mail address.
pub const MASKED_EMAIL: &str = "[e-mail]";
/// Stands for a telephone number.
pub const MASKED_PHONE: &str = "[telephone]";

/// The fewest and most digits of a telephone number with its area; E.164 allows 15.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Returns the text with e-mail addresses and telephone numbers masked. Dates, amounts, ranges and
/// version numbers stay. Digits alone are taken for a telephone number only if they begin or are
/// grouped like one.
pub fn mask_contact_details(text: &str) -> String {
    mask_contact_details_except(text, &|_| false)
}

/// Returns a lead's id with e-mail addresses masked. Its digits stay, however they are grouped: an
/// id tells leads apart.
pub fn mask_lead_id(id: &str) -> String {
    mask_contact_details_except(id, &|_| true)
}

/// As [`mask_contact_details`], but what looks like a telephone number stays where the whole text,
/// or what stands there between blanks or commas, is a lead's id.
pub fn mask_contact_details_except(text: &str, is_lead_id: &dyn Fn(&str) -> bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    // Up to here digits belong to an id.
    let mut id_end = 0;
    while at < chars.len() {
        let mut found = email_end(&chars, at).map(|end| (end, MASKED_EMAIL));
        if let (None, Some(end)) = (found, phone_end(&chars, at).filter(|_| at >= id_end)) {
            match lead_id_end(&chars, at, is_lead_id) {
                Some(end) => id_end = end,
                None => found = Some((end, MASKED_PHONE)),
            }
        }
        if let Some((end, mask)) = found {
            masked.push_str(mask);
            at = end;
        } else {
            // A word or number is judged as a whole, never from its middle.
            let end = word_end(&chars, at).max(at + 1);
            masked.extend(&chars[at..end]);
            at = end;
        }
    }
    masked
}

/// The end of the id of a lead in which this place is.
fn lead_id_end(chars: &[char], at: usize, is_lead_id: &dyn Fn(&str) -> bool) -> Option<usize> {
    let is_between = |c: &char| c.is_whitespace() || ",;".contains(*c);
    let from = chars[..at]
        .iter()
        .rposition(is_between)
        .map_or(0, |p| p + 1);
    let to = chars[at..].iter().position(is_between);
    let to = to.map_or(chars.len(), |columns| at + columns);
    [(0, chars.len()), (from, to)]
        .into_iter()
        .find_map(|(from, to)| {
            let text: String = chars[from..to].iter().collect();
            let trimmed = text.trim_matches(|c: char| !c.is_alphanumeric());
            (is_lead_id(text.trim()) || is_lead_id(trimmed)).then_some(to)
        })
}

/// The end of the letters and digits from here.
fn word_end(chars: &[char], from: usize) -> usize {
    let word = chars[from..].iter().take_while(|c| c.is_alphanumeric());
    from + word.count()
}

/// The end of an e-mail address that begins here.
fn email_end(chars: &[char], from: usize) -> Option<usize> {
    let is_local = |c: &&char| c.is_alphanumeric() || "._%+-'".contains(**c);
    let is_domain = |c: &&char| c.is_alphanumeric() || ".-".contains(**c);
    if !chars[from].is_alphanumeric() {
        return None;
    }
    let local = chars[from..].iter().take_while(is_local).count();
    let at = from + local;
    if chars.get(at) != Some(&'@') {
        return None;
    }
    let domain = chars[at + 1..].iter().take_while(is_domain).count();
    let mut end = at + 1 + domain;
    // A full stop after an address ends the sentence.
    while end > at + 1 && !chars[end - 1].is_alphanumeric() {
        end -= 1;
    }
    (end > at + 1).then_some(end)
}

/// The end of a telephone number that begins here.
fn phone_end(chars: &[char], from: usize) -> Option<usize> {
    let first = chars[from];
    if !(first.is_ascii_digit() || "+(".contains(first)) {
        return None;
    }
    let number = Digits::read(chars, from);
    let followed_by_letter = chars.get(number.end).is_some_and(|c| c.is_alphabetic());
    (!followed_by_letter && number.is_phone()).then_some(number.end)
}

/// Digits in groups, as written.
struct Digits {
    /// Where they end in the text.
    end: usize,
    /// `+`, `(` or a digit.
    first: char,
    groups: Vec<String>,
    /// What is written between the groups.
    separators: String,
}

impl Digits {
    fn read(chars: &[char], from: usize) -> Self {
        const SEPARATORS: &str = " \u{a0}-./()";
        let mut read = Self {
            end: from,
            first: chars[from],
            groups: Vec::new(),
            separators: String::new(),
        };
        let mut between = String::new();
        for (at, c) in chars.iter().enumerate().skip(from) {
            if c.is_ascii_digit() {
                if read.groups.is_empty() || !between.is_empty() {
                    read.groups.push(String::new());
                    read.separators.push_str(&std::mem::take(&mut between));
                }
                read.groups.last_mut().expect("one was added").push(*c);
                read.end = at + 1;
            } else if at == from || SEPARATORS.contains(*c) && between.chars().count() < 3 {
                between.extend((at != from).then_some(*c));
            } else {
                break;
            }
        }
        read
    }

    fn is_phone(&self) -> bool {
        let digits: usize = self.groups.iter().map(String::len).sum();
        if !PHONE_DIGITS.contains(&digits) || self.is_date() {
            return false;
        }
        let (lengths, zero) = (self.lengths(), self.groups[0].starts_with('0'));
        match self.first {
            '+' => true,
            '(' => self.separators.contains(')') && (2..=5).contains(&lengths[0]),
            // A decimal fraction and a range from zero begin with a single 0.
            _ if zero && lengths.len() > 1 => lengths[0] >= 2,
            // An id may be padded with zeros.
            _ if zero => digits >= 9 && !self.groups[0].starts_with("000"),
            _ if lengths.len() == 1 => self.is_plain_north_american(),
            _ => self.is_grouped_as_phone(&lengths),
        }
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(String::len).collect()
    }

    /// Year, month and day in any order, with or without a time after them.
    fn is_date(&self) -> bool {
        let lengths = self.lengths();
        let [a, b, c, ..] = lengths[..] else {
            return false;
        };
        let day_first = a <= 2 && b <= 2 && c == 4;
        let year_first = a == 4 && b <= 2 && c <= 2;
        !"+(".contains(self.first) && (day_first || year_first)
    }

    /// Ten digits whose area and exchange can't begin with 0 or 1, as round amounts do.
    fn is_plain_north_american(&self) -> bool {
        let digits = self.groups[0].as_bytes();
        let digits = match digits {
            [b'1', rest @ ..] if rest.len() == 10 => rest,
            all => all,
        };
        digits.len() == 10 && digits[0] >= b'2' && digits[3] >= b'2'
    }

    fn is_grouped_as_phone(&self, lengths: &[usize]) -> bool {
        let only = |separator: char| self.separators.chars().all(|c| c == separator);
        let digits: usize = lengths.iter().sum();
        let by_twos = lengths.len() >= 4 && lengths[0] <= 3 && lengths[1..].iter().all(|n| *n == 2);
        let by_hyphens = only('-') && lengths.len() >= 3 && digits >= 9;
        matches!(lengths, [3, 3, 4] | [1, 3, 3, 4]) || by_hyphens || by_twos && !only('.')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("a@b.co")]
    #[case("Jean.O'Hara+crm@mail.example.com")]
    #[case("zoë@müller.example")]
    fn an_address_is_masked(#[case] text: &str) {
        assert_eq!(mask_contact_details(text), MASKED_EMAIL);
    }

    #[rstest::rstest]
    #[case("+43 660 123 45 67")]
    #[case("+436601234567")]
    #[case("+43 (0) 660 / 123 45 67")]
    #[case("0043 660 1234567")]
    #[case("(555) 123-4567")]
    #[case("0660/1234567")]
    #[case("06601234567")]
    #[case("01 23 45 67 89")]
    #[case("555-123-4567")]
    #[case("1.415.555.2671")]
    #[case("4155552671")]
    #[case("612 34 56 78")]
    #[case("123-456-789")]
    fn a_telephone_number_is_masked(#[case] text: &str) {
        assert_eq!(mask_contact_details(text), MASKED_PHONE);
    }

    #[rstest::rstest]
    #[case("2026-11-29")]
    #[case("2026-11-29 10:15")]
    #[case("2026-11-29T10:15:00Z")]
    #[case("29.11.2026")]
    #[case("01/02/2026")]
    #[case("150")]
    #[case("2500000")]
    #[case("2500000000")]
    #[case("1 250 000")]
    #[case("12.500.000")]
    #[case("$1,250,000.00")]
    #[case("0.1234567")]
    #[case("501-1000")]
    #[case("1000000-5000000")]
    #[case("1.10.2")]
    #[case("10.0.19041.1")]
    #[case("192.168.100.20")]
    #[case("1700000000")]
    #[case("000012345")]
    #[case("AB0660123456")]
    #[case("follow @home")]
    #[case("Head of purchasing")]
    #[case("")]
    fn anything_else_stays(#[case] text: &str) {
        assert_eq!(mask_contact_details(text), text);
    }

    #[rstest::rstest]
    #[case("lead_003734-12", "lead_003734-12")]
    #[case("0660/1234567", "0660/1234567")]
    #[case("lead_003734-12 20 > 23", "lead_003734-12 20 > 23")]
    #[case("a, lead_003734-12; b", "a, lead_003734-12; b")]
    #[case("(lead_003734-12)", "(lead_003734-12)")]
    // Not an id of the list, though it begins like one.
    #[case("lead_003734-13", "lead_[telephone]")]
    #[case("lead_003734-12 or 0660/7654321", "lead_003734-12 or [telephone]")]
    #[case("0660/1234567/ann@firm.example", "[telephone]/[e-mail]")]
    #[case("ann@firm.example", "[e-mail]")]
    fn the_id_of_a_lead_is_no_telephone_number(#[case] text: &str, #[case] masked: &str) {
        let ids = ["lead_003734-12", "0660/1234567", "ann@firm.example"];
        let found = mask_contact_details_except(text, &|id| ids.contains(&id));
        assert_eq!(found, masked);
    }

    #[rstest::rstest]
    #[case("lead_003734-12", "lead_003734-12")]
    #[case("+43 660 1234567", "+43 660 1234567")]
    #[case("ann@firm.example", "[e-mail]")]
    #[case("003734-12/ann@firm.example", "003734-12/[e-mail]")]
    fn an_id_keeps_its_digits_and_no_address(#[case] id: &str, #[case] masked: &str) {
        assert_eq!(mask_lead_id(id), masked);
    }

    #[test]
    fn only_the_details_are_masked_in_a_longer_text() {
        let text = "Write to ann@firm.example, or call 0660/1234567 (mornings) by 2026-11-29.";
        let masked = "Write to [e-mail], or call [telephone] (mornings) by 2026-11-29.";
        assert_eq!(mask_contact_details(text), masked);
    }
}
