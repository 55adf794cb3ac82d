//! Looks up one lead's events after the other's.

use std::io;
use std::sync::Arc;

use super::JoinedEvents;
use super::entry::{Entry, entries};
use crate::scoring::Event;

/// Looks up leads' events; each thread has one.
#[derive(Debug)]
pub struct EventCursor {
    joined: Arc<JoinedEvents>,
    events: Vec<Event>,
    /// The page at hand, where pages are read from a file.
    room: Vec<u8>,
    loaded: Option<usize>,
    /// Where in that page the entries begin that aren't before this lead.
    at: usize,
    lead: Vec<u8>,
}

impl EventCursor {
    /// For these events.
    pub fn of(joined: Arc<JoinedEvents>) -> Self {
        Self {
            joined,
            events: Vec::new(),
            room: Vec::new(),
            loaded: None,
            at: 0,
            lead: Vec::new(),
        }
    }

    /// A lead's events that somebody asks about, under the names they are asked about by (see
    /// [`crate::scoring::simple_lower`]), by time and, at the same time, in the order of the
    /// file. Fails where a temporary file can't be read.
    pub fn events(&mut self, lead: &str) -> io::Result<&[Event]> {
        self.events.clear();
        let lead = lead.as_bytes();
        let mut page = self.joined.pages.page_of(lead);
        while self.look(page, lead)? {
            page += 1;
        }
        Ok(&self.events)
    }

    /// Takes a lead's events from a page; says whether there can be more on the next.
    fn look(&mut self, page: usize, lead: &[u8]) -> io::Result<bool> {
        let joined = Arc::clone(&self.joined);
        let held = joined.pages.in_file() && self.loaded == Some(page);
        let bytes = if held {
            &self.room[..]
        } else {
            self.loaded = None;
            match joined.pages.page(page, &mut self.room)? {
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
            if *entry.lead > *lead {
                passed = true;
                break;
            }
            if *entry.lead == *lead {
                found = found.or(Some(at));
                self.events.push(event(&joined, entry));
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

fn event(joined: &JoinedEvents, entry: Entry<'_>) -> Event {
    Event {
        name: Arc::clone(&joined.names[entry.name() as usize]),
        at: entry.at(),
    }
}
