//! Lists in the shape of well-known exports, as the system writes them and with made-up values: each
//! is brought in on the mapping screen by keys alone, and scored by the binary and in memory as it
//! was worked out by hand.
//!
//! All ask the same, in exports/session.yaml. Letters stand for what a lead gets points for:
//!
//! | | points | for |
//! |---|---|---|
//! | T | 5 | a trade we serve: machinery, food, Maschinenbau |
//! | U | -1 | a trade that nobody has told |
//! | L | 3 | a land we serve: Germany, United Kingdom, Deutschland, Österreich |
//! | S | 4 or 2 | at least 1000 employees, or at least 100 |
//! | A | 6 | an amount of at least 1200 |
//! | F | 2 | seen within 30 days |
//! | O | -3 | not seen for more than 365 days |
//! | I | 3 | CRM among the interests |
//! | D | 8 | a demo asked for within 30 days |
//! | V | 4 | three visits within 14 days |
//!
//! From 14 points on a lead is forwarded, from 7 on nurtured. Before 21 November 2026, the day most
//! lists look back from, the 30th day is 22 October, the 14th 7 November, the 365th 21 November 2025.

#[path = "cli/harness.rs"]
#[allow(dead_code)]
mod harness;

mod common;

#[path = "exports/bringing_in.rs"]
mod bringing_in;
#[path = "exports/hubspot.rs"]
mod hubspot;
#[path = "exports/marketing.rs"]
mod marketing;
#[path = "exports/pipedrive.rs"]
mod pipedrive;
#[path = "exports/salesforce.rs"]
mod salesforce;
#[path = "exports/written.rs"]
mod written;
#[path = "exports/zoho_and_bank.rs"]
mod zoho_and_bank;
