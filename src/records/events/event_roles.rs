//! Which column of a file of events says who, what and when.

use super::super::columns::{named_column, normalized_name};
use super::super::error::shortened;
use super::super::{Guess, ReadOptions, RecordsError};
use crate::scoring::column_of;

/// The columns that every file of events has.
pub(super) struct EventRoles {
    /// The column with the lead's id.
    pub id: usize,
    /// The column that says what happened.
    pub event: usize,
    /// The column that says when.
    pub at: usize,
    /// What was found out and could be otherwise.
    pub guesses: Vec<Guess>,
}

const EVENT_NAMES: [&str; 5] = ["event", "eventname", "activity", "type", "name"];
const AT_NAMES: [&str; 9] = [
    "at",
    "date",
    "time",
    "timestamp",
    "datetime",
    "occurredat",
    "eventdate",
    "eventtime",
    "createdat",
];
/// How the lead's id is called in files of events. `id` isn't among them: there it is often the
/// event's own.
const ID_NAMES: [&str; 13] = [
    "contactid",
    "leadid",
    "lead",
    "personid",
    "prospectid",
    "whoid",
    "customerid",
    "distinctid",
    "visitorid",
    "userid",
    "clientid",
    "anonymousid",
    "userpseudoid",
];
/// Names that say nothing else.
const SURE_NAMES: [&str; 2] = ["leadid", "lead"];
/// Names that often say something else.
const WEAK_NAMES: [&str; 2] = ["type", "name"];

impl EventRoles {
    /// Finds the columns: those named in the options, else by their usual names.
    ///
    /// # Errors
    ///
    /// Fails if one is missing.
    pub fn find(headers: &[String], options: &ReadOptions) -> Result<Self, RecordsError> {
        let finder = RoleFinder {
            headers,
            // Lower-cased once, since there can be very many.
            lowered: headers.iter().map(|h| normalized_name(h)).collect(),
        };
        let mut guesses = Vec::new();
        let named = &options.events;
        let event = match &named.event {
            Some(name) => named_column(headers, name)?,
            None => finder.by_name(&EVENT_NAMES, &WHAT, &mut guesses)?,
        };
        let at = match &named.at {
            Some(name) => named_column(headers, name)?,
            None => finder.by_name(&AT_NAMES, &WHEN, &mut guesses)?,
        };
        let id = match &named.id {
            Some(name) => named_column(headers, name)?,
            None => finder.id(options, [event, at], &mut guesses),
        };
        Ok(Self {
            id,
            event,
            at,
            guesses,
        })
    }
}

/// What a column is for, in the words of messages.
struct RoleWords {
    what: &'static str,
    /// The names to call such a column by.
    names: &'static str,
    option: &'static str,
    field: &'static str,
}

const WHAT: RoleWords = RoleWords {
    what: "what happened",
    names: "`event`",
    option: "--event-name",
    field: "Events: event column",
};
const WHEN: RoleWords = RoleWords {
    what: "when it happened",
    names: "`at` or `date`",
    option: "--event-time",
    field: "Events: time column",
};
const WHOSE: RoleWords = RoleWords {
    what: "the lead's id",
    names: "`lead_id`",
    option: "--event-id",
    field: "Events: id column",
};

struct RoleFinder<'a> {
    headers: &'a [String],
    lowered: Vec<String>,
}

impl RoleFinder<'_> {
    fn by_name(
        &self,
        names: &[&str],
        words: &RoleWords,
        guesses: &mut Vec<Guess>,
    ) -> Result<usize, RecordsError> {
        let find = |name: &&str| self.lowered.iter().position(|h| h == name);
        let found = names.iter().find_map(find);
        let found = found.ok_or_else(|| RecordsError::NoEventColumn {
            what: words.what,
            names: words.names,
            known: self.headers.to_vec(),
        })?;
        let strong = |name: &&&str| !WEAK_NAMES.contains(*name);
        let others = names.iter().filter(strong).filter_map(find);
        let is_weak = WEAK_NAMES.contains(&self.lowered[found].as_str());
        if is_weak || others.filter(|other| *other != found).count() > 0 {
            guesses.push(self.guess(found, words));
        }
        Ok(found)
    }

    /// Returns the column with the lead's id: the one called as among the leads, else one with a
    /// usual name, else `id`, else the first.
    fn id(&self, options: &ReadOptions, taken: [usize; 2], guesses: &mut Vec<Guess>) -> usize {
        let as_among_leads = options.id.iter().chain(&options.lead_id_column);
        let as_among_leads: Vec<usize> = as_among_leads
            .filter_map(|name| column_of(self.headers, name))
            .filter(|column| !taken.contains(column))
            .collect();
        let is_id = |column: usize| self.lowered[column] == "id";
        if let Some(column) = as_among_leads.iter().find(|column| !is_id(**column)) {
            return *column;
        }
        let find = |name: &&str| self.lowered.iter().position(|h| h == name);
        let usual = ID_NAMES.iter().filter_map(find);
        let usual: Vec<usize> = usual.filter(|column| !taken.contains(column)).collect();
        let id = self.lowered.iter().position(|h| h == "id");
        let column = usual.first().copied().or(id).unwrap_or(0);
        let is_as_among_leads = as_among_leads.contains(&column);
        let is_sure = SURE_NAMES.contains(&self.lowered[column].as_str()) && usual.len() == 1;
        if !is_as_among_leads && !is_sure && (options.lead_id_column.is_some() || !is_id(column)) {
            guesses.push(self.guess(column, &WHOSE));
        }
        column
    }

    fn guess(&self, column: usize, words: &RoleWords) -> Guess {
        let header = shortened(&self.headers[column]);
        let what = format!("{} was taken from `{header}`", words.what);
        Guess::new(what, words.option, words.field)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::model::EventColumnNames;

    fn find(header: &str, leads: Option<&str>) -> (String, Vec<String>) {
        let headers: Vec<String> = header.split(',').map(Into::into).collect();
        let options = ReadOptions {
            lead_id_column: leads.map(Into::into),
            ..ReadOptions::default()
        };
        let roles = EventRoles::find(&headers, &options).unwrap();
        let said = roles.guesses.iter().map(Guess::with_option).collect();
        (headers[roles.id].clone(), said)
    }

    #[rstest]
    #[case::as_among_leads("id,contact_id,mail,event,at", Some("Mail"), "mail", false)]
    #[case::not_the_event_s_own("id,contact_id,event,at", Some("lead_id"), "contact_id", true)]
    #[case::though_the_leads_have_id("id,Contact ID,event,at", Some("id"), "Contact ID", true)]
    #[case::id_alone("id,event,at", Some("ID"), "id", false)]
    #[case::id_for_another("id,event,at", Some("lead_id"), "id", true)]
    #[case::the_usual("x,lead_id,event,at", Some("id"), "lead_id", false)]
    #[case::the_shortest("x,Lead,event,at", Some("id"), "Lead", false)]
    #[case::two_usual("lead_id,contact_id,event,at", Some("id"), "contact_id", true)]
    #[case::distinct(
        "_file,distinct_id,event,at",
        Some("distinct_id"),
        "distinct_id",
        false
    )]
    #[case::unknown_leads("_file,distinct_id,event,at", None, "distinct_id", true)]
    #[case::the_first("who,event,at", Some("lead_id"), "who", true)]
    #[case::not_the_name("lead_id,name,at", Some("name"), "lead_id", false)]
    fn the_lead_s_id(
        #[case] header: &str,
        #[case] leads: Option<&str>,
        #[case] expected: &str,
        #[case] is_guess: bool,
    ) {
        let (id, said) = find(header, leads);
        let guess = format!("the lead's id was taken from `{expected}`; --event-id says otherwise");
        assert_eq!(id, expected);
        assert_eq!(said.contains(&guess), is_guess, "{said:?}");
    }

    #[test]
    fn what_could_be_another_column_is_said() {
        let (_, said) = find("lead_id,type,date,created_at", Some("lead_id"));
        assert_eq!(
            said,
            [
                "what happened was taken from `type`; --event-name says otherwise",
                "when it happened was taken from `date`; --event-time says otherwise"
            ]
        );
        let (_, said) = find("lead_id,event,type,at", Some("lead_id"));
        assert_eq!(said, [""; 0]);
    }

    #[test]
    fn named_columns_decide_and_must_be_there() {
        let headers = ["id", "who", "what", "Event", "When", "at"].map(String::from);
        let find = |id: &str, event: &str, at: &str| {
            let some = |text: &str| Some(text.to_owned());
            let options = ReadOptions {
                events: EventColumnNames {
                    id: some(id),
                    event: some(event),
                    at: some(at),
                },
                ..ReadOptions::default()
            };
            let roles = EventRoles::find(&headers, &options);
            roles.map(|roles| [roles.id, roles.event, roles.at])
        };
        assert_eq!(find("Who", "what", "when").unwrap(), [1, 2, 4]);
        let error = find("who", "was", "when").err().unwrap().to_string();
        assert_eq!(
            error,
            "there is no column `was`: the header has `id`, `who`, `what`, `Event`, `When`, `at`"
        );
    }
}
