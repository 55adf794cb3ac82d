//! An event as bytes: time, name, lead. Entries follow each other without gaps.

use std::cmp::Ordering;

use jiff::civil::DateTime;

/// Time (11), name (4), the length of the lead's id (4).
const FIXED: usize = 19;
const TIME: usize = 11;

/// An event among bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    /// The lead's id.
    pub lead: &'a [u8],
    bytes: &'a [u8],
}

/// Adds an event to bytes.
pub(super) fn encode(out: &mut Vec<u8>, lead: &str, at: DateTime, name: u32) {
    // In this order and with a year above zero, times are ordered as their bytes are.
    let year = i32::from(at.year()) + 0x8000;
    out.extend_from_slice(&(year as u16).to_be_bytes());
    let small = [at.month(), at.day(), at.hour(), at.minute(), at.second()];
    out.extend(small.map(i8::cast_unsigned));
    out.extend_from_slice(&at.subsec_nanosecond().cast_unsigned().to_be_bytes());
    out.extend_from_slice(&name.to_be_bytes());
    out.extend_from_slice(&(lead.len() as u32).to_be_bytes());
    out.extend_from_slice(lead.as_bytes());
}

impl<'a> Entry<'a> {
    /// The entry at the beginning of bytes; none where they end before it does.
    pub fn first_of(bytes: &'a [u8]) -> Option<Self> {
        let length = number(bytes.get(TIME + 4..FIXED)?) as usize;
        let bytes = bytes.get(..FIXED + length)?;
        let lead = &bytes[FIXED..];
        Some(Self { lead, bytes })
    }

    /// All of it.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// When it was.
    pub fn at(self) -> DateTime {
        let small = |at: usize| self.bytes[at].cast_signed();
        let year = u16::from_be_bytes([self.bytes[0], self.bytes[1]]);
        let nanoseconds = number(&self.bytes[7..TIME]).cast_signed();
        DateTime::new(
            (i32::from(year) - 0x8000) as i16,
            small(2),
            small(3),
            small(4),
            small(5),
            small(6),
            nanoseconds,
        )
        .expect("it was a time when it was written")
    }

    /// Which name it has.
    pub fn name(self) -> u32 {
        number(&self.bytes[TIME..TIME + 4])
    }

    /// By lead, then by time.
    pub fn order(self, other: Entry<'_>) -> Ordering {
        let times = || self.bytes[..TIME].cmp(&other.bytes[..TIME]);
        self.lead.cmp(other.lead).then_with(times)
    }
}

fn number(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes.try_into().expect("four bytes"))
}

/// The entries of bytes, one after the other.
pub(super) fn entries(bytes: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let entry = Entry::first_of(rest)?;
        rest = &rest[entry.bytes.len()..];
        Some(entry)
    })
}
