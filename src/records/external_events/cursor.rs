//! Looks up one lead's events after the other's.

use std::io;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::ExternalEvents;
use super::event_entry::entries;
use crate::scoring::Event;

/// Looks up leads' events; each thread has one.
#[derive(Debug)]
pub struct EventCursor {
    source: Arc<ExternalEvents>,
    events: Vec<Event>,
    /// The page at hand, where pages are read from a file.
    page_buffer: Vec<u8>,
    loaded: Option<usize>,
    /// Where in that page the entries begin that aren't before this lead.
    at: usize,
    lead: Vec<u8>,
    events_read: u64,
}

impl EventCursor {
    /// For these events.
    pub fn new(joined: Arc<ExternalEvents>) -> Self {
        Self {
            source: joined,
            events: Vec::new(),
            page_buffer: Vec::new(),
            loaded: None,
            at: 0,
            lead: Vec::new(),
            events_read: 0,
        }
    }

    /// A lead's events that somebody asks about, under the names they are asked about by (see
    /// [`crate::scoring::simple_lower`]), by time and, at the same time, in the order of the
    /// file: all of them in memory. Fails where a temporary file can't be read.
    pub fn events(&mut self, lead: &str) -> io::Result<&[Event]> {
        let joined = Arc::clone(&self.source);
        let mut events = std::mem::take(&mut self.events);
        events.clear();
        let looked = self.for_each(lead, |name, at| {
            let name = Arc::clone(&joined.names[name]);
            events.push(Event { name, at });
        });
        self.events = events;
        looked.map(|_| &self.events[..])
    }

    /// Calls `take` with each of these events, the index of its name ([`JoinedEvents::names`])
    /// and its time, one after the other; says how many there were.
    pub fn for_each(
        &mut self,
        lead: &str,
        mut take: impl FnMut(usize, DateTime),
    ) -> io::Result<u64> {
        let lead = lead.as_bytes();
        let mut count = 0;
        let mut counted = |name, at| {
            count += 1;
            take(name, at);
        };
        let mut page = self.source.pages.find_page(lead);
        while self.scan_page(page, lead, &mut counted)? {
            page += 1;
        }
        Ok(count)
    }

    /// How many events were looked at so far, those of other leads on the same pages included:
    /// what looking up costs.
    #[cfg(test)]
    pub(super) fn events_read(&self) -> u64 {
        self.events_read
    }

    /// How many bytes of events are held.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.page_buffer.capacity() + self.events.capacity() * size_of::<Event>()
    }

    /// Takes a lead's events from a page; says whether there can be more on the next.
    fn scan_page(
        &mut self,
        page: usize,
        lead: &[u8],
        take: &mut impl FnMut(usize, DateTime),
    ) -> io::Result<bool> {
        let joined = Arc::clone(&self.source);
        let held = joined.pages.in_file() && self.loaded == Some(page);
        let bytes = if held {
            &self.page_buffer[..]
        } else {
            self.loaded = None;
            match joined.pages.page(page, &mut self.page_buffer)? {
                Some(bytes) => bytes,
                None => return Ok(false),
            }
        };
        // Leads in order go through a page once.
        let mut at = if held && *self.lead <= *lead {
            self.at
        } else {
            0
        };
        let (mut found, mut passed) = (None, false);
        for entry in entries(&bytes[at..]) {
            self.events_read += 1;
            if *entry.lead > *lead {
                passed = true;
                break;
            }
            if *entry.lead == *lead {
                found = found.or(Some(at));
                take(entry.name() as usize, entry.at());
            }
            at += entry.bytes().len();
        }
        if joined.pages.in_file() {
            self.loaded = Some(page);
            self.at = found.unwrap_or(at);
            self.lead.clear();
            self.lead.extend_from_slice(lead);
        }
        Ok(!passed)
    }
}
