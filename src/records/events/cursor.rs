//! Looks up the events of one lead after another.

use std::io;
use std::sync::Arc;

use super::event_entry::entries;
use super::external_events::ExternalEvents;
use crate::scoring::{Event, TalliedEvent};

/// A cursor for looking up leads' events. Each thread has its own.
#[derive(Debug)]
pub struct EventCursor {
    source: Arc<ExternalEvents>,
    events: Vec<Event>,
    /// The current page, if pages are read from a file.
    page_buffer: Vec<u8>,
    loaded: Option<usize>,
    /// Where the entries not before `lead` start in that page.
    at: usize,
    lead: Vec<u8>,
    events_read: u64,
}

impl EventCursor {
    /// Creates a cursor over these events.
    pub fn new(events: Arc<ExternalEvents>) -> Self {
        Self {
            source: events,
            events: Vec::new(),
            page_buffer: Vec::new(),
            loaded: None,
            at: 0,
            lead: Vec::new(),
            events_read: 0,
        }
    }

    /// Returns a lead's events that conditions test, under their lower-cased names (see
    /// [`crate::scoring::simple_lower`]), in the order of [`Event::order_key`] and, for equal times, in file order. All of them
    /// are held in memory.
    ///
    /// # Errors
    ///
    /// Fails if a temporary file can't be read.
    pub fn events(&mut self, lead: &str) -> io::Result<&[Event]> {
        let source = Arc::clone(&self.source);
        let mut events = std::mem::take(&mut self.events);
        events.clear();
        let result = self.for_each(lead, |event| {
            events.push(Event {
                name: Arc::clone(&source.names[event.name]),
                at: event.at,
                has_time: event.has_time,
                values: event.values.iter().map(|value| Arc::from(*value)).collect(),
            });
        });
        self.events = events;
        result.map(|_| &self.events[..])
    }

    /// Calls `take` with each of these events in order; names are indexes of
    /// [`ExternalEvents::names`]. Returns how many there were.
    ///
    /// # Errors
    ///
    /// Fails if a temporary file can't be read.
    pub fn for_each(
        &mut self,
        lead: &str,
        mut take: impl FnMut(TalliedEvent<'_>),
    ) -> io::Result<u64> {
        let lead = lead.as_bytes();
        let mut count = 0;
        let mut counted = |event: TalliedEvent<'_>| {
            count += 1;
            take(event);
        };
        let mut page = self.source.pages.find_page(lead);
        while self.scan_page(page, lead, &mut counted)? {
            page += 1;
        }
        Ok(count)
    }

    /// Returns how many events were read so far, the cost of looking up. Includes those of other
    /// leads on the same pages.
    #[cfg(test)]
    pub(super) fn events_read(&self) -> u64 {
        self.events_read
    }

    /// Returns how many bytes of events are held.
    #[cfg(test)]
    pub(super) fn held_bytes(&self) -> usize {
        self.page_buffer.capacity() + self.events.capacity() * size_of::<Event>()
    }

    /// Takes a lead's events from a page; returns whether there can be more on the next.
    fn scan_page(
        &mut self,
        page: usize,
        lead: &[u8],
        take: &mut impl FnMut(TalliedEvent<'_>),
    ) -> io::Result<bool> {
        let source = Arc::clone(&self.source);
        let loaded = source.pages.in_file() && self.loaded == Some(page);
        let bytes = if loaded {
            &self.page_buffer[..]
        } else {
            self.loaded = None;
            match source.pages.page(page, &mut self.page_buffer)? {
                Some(bytes) => bytes,
                None => return Ok(false),
            }
        };
        // Leads in ascending order scan each page once.
        let mut at = if loaded && *self.lead <= *lead {
            self.at
        } else {
            0
        };
        let (mut found, mut passed) = (None, false);
        let mut values = Vec::new();
        for entry in entries(&bytes[at..]) {
            self.events_read += 1;
            if *entry.lead > *lead {
                passed = true;
                break;
            }
            if *entry.lead == *lead {
                found = found.or(Some(at));
                values.clear();
                values.extend(entry.values());
                take(TalliedEvent {
                    name: entry.name() as usize,
                    at: entry.at(),
                    has_time: entry.has_time(),
                    values: &values,
                });
            }
            at += entry.bytes().len();
        }
        if source.pages.in_file() {
            self.loaded = Some(page);
            self.at = found.unwrap_or(at);
            self.lead.clear();
            self.lead.extend_from_slice(lead);
        }
        Ok(!passed)
    }
}
