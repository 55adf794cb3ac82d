//! A good list of leads with events, and the model that asks about it.

use std::fmt::Write as _;

use crate::random::Random;

/// The day from which all is looked back.
pub const AS_OF: &str = "2026-11-20";

/// A model that asks about texts, numbers, days and events.
pub const MODEL: &str = "\
accord: model/1
name: Pumps
criteria:
  - {id: industry, name: Industry, kind: fit, points: 5, when: {field: industry, in: [Süßwaren, Maschinenbau, Müllerei]}}
  - {id: size, name: Size, kind: fit, points: 3, when: {field: employees, min: 250}}
  - {id: revenue, name: Revenue, kind: fit, points: 2, when: {field: revenue, min: 1.5, max: 80.25}}
  - {id: founded, name: Founded lately, kind: fit, points: 1, when: {field: founded, on_or_after: 2015-01-01}}
  - {id: role, name: Role, kind: fit, points: 4, when: {field: job title, contains: leiter}}
  - {id: demo, name: Demo, kind: behaviour, phase: consideration, points: 6, when: {event: demo, within_days: 30}}
  - {id: visits, name: Visits, kind: behaviour, phase: research, points: 2, when: {event: visit, at_least: 3, within_days: 90}}
stages:
  - {id: lead, name: Lead}
  - {id: mql, name: MQL, readiness: sales-worthy, rule: {points: {total: 9}}}
handoff: {stage: mql, disposition: forward, to: Sales, service_level: {response_hours: 24}}
bands: [{id: cold, name: Cold, disposition: nurture}]
dispositions:
  - {id: forward, name: Forward, action: forward, owner: Sales}
  - {id: nurture, name: Nurture, action: nurture, owner: Marketing, track: none}
";

/// The columns of the leads.
pub const LEAD_COLUMNS: [&str; 6] = [
    "lead_id",
    "industry",
    "employees",
    "revenue",
    "founded",
    "job title",
];

/// The columns of the events.
pub const EVENT_COLUMNS: [&str; 3] = ["lead_id", "event", "at"];

/// A list of leads and their events, as bytes.
#[derive(Clone)]
pub struct Files {
    pub leads: Vec<u8>,
    pub events: Vec<u8>,
}

/// Makes a list in which everything the model asks about is there.
pub fn good_list(random: &mut Random) -> Files {
    const INDUSTRIES: [&str; 5] = ["Süßwaren", "Maschinenbau", "Müllerei", "Handel", "Bühne"];
    const ROLES: [&str; 4] = [
        "Werksleiterin",
        "Einkäufer",
        "Leiter Technik",
        "Geschäftsführer",
    ];
    let mut leads = LEAD_COLUMNS.join(",") + "\n";
    let mut events = EVENT_COLUMNS.join(",") + "\n";
    let mut done = Vec::new();
    for lead in 0..40 {
        // The first few have everything, so that nothing the model names is missing.
        let pick = |random: &mut Random, n: usize| if lead < n { lead } else { random.next(n) };
        let industry = INDUSTRIES[pick(random, INDUSTRIES.len())];
        let role = ROLES[pick(random, ROLES.len())];
        let (employees, cents) = (random.next(900), random.next(10_000));
        let (year, month) = (2005 + random.next(20), 1 + random.next(12));
        writeln!(
            leads,
            "L{lead},{industry},{employees},{}.{:02},{year}-{month:02}-{:02},{role}",
            cents / 100,
            cents % 100,
            1 + random.next(28)
        )
        .unwrap();
        for _ in 0..random.next(7) {
            let name = ["visit", "visit", "demo", "call"][random.next(4)];
            done.push((lead, name, random.next(100), random.next(24 * 60)));
        }
        if lead < 2 {
            done.push((lead, ["demo", "visit"][lead], 3, 600));
        }
    }
    for (lead, name, days, minutes) in done {
        let day = jiff::civil::date(2026, 11, 20) - jiff::Span::new().days(days as i64);
        let (hour, minute) = (minutes / 60, minutes % 60);
        let second = random.next(60);
        writeln!(
            events,
            "L{lead},{name},{day}T{hour:02}:{minute:02}:{second:02}"
        )
        .unwrap();
    }
    Files {
        leads: leads.into_bytes(),
        events: events.into_bytes(),
    }
}
