//! Serialised events: time, name, lead and, where columns of events are kept, their values. Entries
//! follow each other without gaps.

use std::cmp::Ordering;

use jiff::civil::DateTime;

/// Bytes before the lead's id: the time (11), the name (4) and the length of the id (4).
const FIXED_BYTES: usize = 19;
const TIME_BYTES: usize = 11;
/// Where the time has its hour: 0 if the time of day isn't known, else one more than the hour.
const HOUR: usize = 4;
/// Set in the name of an event with values: after the lead come their length in bytes and, for each,
/// its own length and text.
const HAS_VALUES: u32 = 1 << 31;

/// A serialised event.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventEntry<'a> {
    pub lead: &'a [u8],
    bytes: &'a [u8],
    values: &'a [u8],
}

/// Appends a serialised event. `at` has its time of day only if that is known.
pub(super) fn encode<'v>(
    out: &mut Vec<u8>,
    lead: &str,
    (at, has_time): (DateTime, bool),
    name: u32,
    values: impl Iterator<Item = &'v str>,
) {
    // In this order, and with a positive year, times sort like their bytes.
    let year = i32::from(at.year()) + 0x8000;
    out.extend_from_slice(&(year as u16).to_be_bytes());
    // An event without a time comes first in its day.
    let hour = if has_time { at.hour() + 1 } else { 0 };
    let small = [at.month(), at.day(), hour, at.minute(), at.second()];
    out.extend(small.map(i8::cast_unsigned));
    out.extend_from_slice(&at.subsec_nanosecond().cast_unsigned().to_be_bytes());
    let mut values = values.peekable();
    let flag = if values.peek().is_some() {
        HAS_VALUES
    } else {
        0
    };
    out.extend_from_slice(&(name | flag).to_be_bytes());
    out.extend_from_slice(&(lead.len() as u32).to_be_bytes());
    out.extend_from_slice(lead.as_bytes());
    if flag == 0 {
        return;
    }
    let length_at = out.len();
    out.extend_from_slice(&[0; 4]);
    for value in values {
        out.extend_from_slice(&(value.len() as u32).to_be_bytes());
        out.extend_from_slice(value.as_bytes());
    }
    let length = (out.len() - length_at - 4) as u32;
    out[length_at..length_at + 4].copy_from_slice(&length.to_be_bytes());
}

impl<'a> EventEntry<'a> {
    /// Parses the entry at the start of `bytes`; `None` if it is incomplete.
    pub fn parse_first(bytes: &'a [u8]) -> Option<Self> {
        let length = read_u32(bytes.get(TIME_BYTES + 4..FIXED_BYTES)?) as usize;
        let mut end = FIXED_BYTES + length;
        let lead = bytes.get(FIXED_BYTES..end)?;
        let mut values = &[][..];
        if read_u32(&bytes[TIME_BYTES..TIME_BYTES + 4]) & HAS_VALUES != 0 {
            let length = read_u32(bytes.get(end..end + 4)?) as usize;
            values = bytes.get(end + 4..end + 4 + length)?;
            end += 4 + length;
        }
        let bytes = &bytes[..end];
        Some(Self {
            lead,
            bytes,
            values,
        })
    }

    /// Returns the whole entry.
    pub fn bytes(self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the event's time.
    pub fn at(self) -> DateTime {
        let small = |at: usize| self.bytes[at].cast_signed();
        let year = u16::from_be_bytes([self.bytes[0], self.bytes[1]]);
        let nanoseconds = read_u32(&self.bytes[7..TIME_BYTES]).cast_signed();
        DateTime::new(
            (i32::from(year) - 0x8000) as i16,
            small(2),
            small(3),
            (small(HOUR) - 1).max(0),
            small(5),
            small(6),
            nanoseconds,
        )
        .expect("it was a time when it was written")
    }

    /// Returns whether the event's time of day is known.
    pub fn has_time(self) -> bool {
        self.bytes[HOUR] > 0
    }

    /// Returns the index of the event's name.
    pub fn name(self) -> u32 {
        read_u32(&self.bytes[TIME_BYTES..TIME_BYTES + 4]) & !HAS_VALUES
    }

    /// Returns an iterator over the values in the columns that are kept.
    pub fn values(self) -> impl Iterator<Item = &'a str> {
        let mut rest = self.values;
        std::iter::from_fn(move || {
            let (length, after) = rest.split_at_checked(4)?;
            let (text, after) = after.split_at(read_u32(length) as usize);
            rest = after;
            Some(std::str::from_utf8(text).expect("it was a text when it was written"))
        })
    }

    /// Compares by lead, then by time.
    pub fn cmp_by_lead_and_time(self, other: EventEntry<'_>) -> Ordering {
        let times = || self.bytes[..TIME_BYTES].cmp(&other.bytes[..TIME_BYTES]);
        self.lead.cmp(other.lead).then_with(times)
    }
}

fn read_u32(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes.try_into().expect("four bytes"))
}

/// Returns an iterator over consecutive entries.
pub(super) fn entries(bytes: &[u8]) -> impl Iterator<Item = EventEntry<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let entry = EventEntry::parse_first(rest)?;
        rest = &rest[entry.bytes.len()..];
        Some(entry)
    })
}
