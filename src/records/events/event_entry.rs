//! Serialised events: time, name, lead. Entries follow each other without gaps.

use std::cmp::Ordering;

use jiff::civil::DateTime;

/// Bytes before the lead's id: the time (11), the name (4) and the length of the id (4).
const FIXED_BYTES: usize = 19;
const TIME_BYTES: usize = 11;

/// A serialised event.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventEntry<'a> {
    pub lead: &'a [u8],
    bytes: &'a [u8],
}

/// Appends a serialised event.
pub(super) fn encode(out: &mut Vec<u8>, lead: &str, at: DateTime, name: u32) {
    // In this order, and with a positive year, times sort like their bytes.
    let year = i32::from(at.year()) + 0x8000;
    out.extend_from_slice(&(year as u16).to_be_bytes());
    let small = [at.month(), at.day(), at.hour(), at.minute(), at.second()];
    out.extend(small.map(i8::cast_unsigned));
    out.extend_from_slice(&at.subsec_nanosecond().cast_unsigned().to_be_bytes());
    out.extend_from_slice(&name.to_be_bytes());
    out.extend_from_slice(&(lead.len() as u32).to_be_bytes());
    out.extend_from_slice(lead.as_bytes());
}

impl<'a> EventEntry<'a> {
    /// Parses the entry at the start of `bytes`; `None` if it is incomplete.
    pub fn parse_first(bytes: &'a [u8]) -> Option<Self> {
        let length = read_u32(bytes.get(TIME_BYTES + 4..FIXED_BYTES)?) as usize;
        let bytes = bytes.get(..FIXED_BYTES + length)?;
        let lead = &bytes[FIXED_BYTES..];
        Some(Self { lead, bytes })
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
            small(4),
            small(5),
            small(6),
            nanoseconds,
        )
        .expect("it was a time when it was written")
    }

    /// Returns the index of the event's name.
    pub fn name(self) -> u32 {
        read_u32(&self.bytes[TIME_BYTES..TIME_BYTES + 4])
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
