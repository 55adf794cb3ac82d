//! The exports of well-known systems, recognised by the names of their columns: what each column
//! is there, and what the usual words mean.
//!
//! Names are compared without case, and with blanks, hyphens and underscores alike; systems rename
//! columns and have internal names for them, so several names may stand for one.

use std::collections::HashSet;

use crate::scoring::field_key;

/// What a word in the bucket or outcome column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsualMeaning {
    /// The bucket of leads nobody touched.
    Untouched,
    /// The bucket of leads that Sales rejected.
    Rejected,
    /// The bucket of leads that became viable.
    Viable,
    /// The lead was won.
    Won,
    /// It was lost.
    Lost,
    /// It is still open.
    Open,
}

/// An export of a well-known system.
#[derive(Debug)]
pub struct KnownExport {
    /// Its name with its article, as in "Looks like a ...".
    pub name: &'static str,
    /// Columns by which it is recognised: each under one of its names.
    marks: &'static [&'static [&'static str]],
    /// The role, as the key of its field of the leads file, and the names its column may have.
    roles: &'static [(&'static str, &'static [&'static str])],
    /// What usual words mean, in lower case.
    words: &'static [(&'static str, UsualMeaning)],
    /// What it writes for an empty value.
    empty: &'static [&'static str],
}

use UsualMeaning::{Lost, Open, Rejected, Untouched, Viable, Won};

/// The status of Salesforce's leads, as it comes out of the box, and its neighbours'.
const LEAD_STATUS: &[(&str, UsualMeaning)] = &[
    ("new", Untouched),
    ("open", Untouched),
    ("open - not contacted", Untouched),
    ("not contacted", Untouched),
    ("unqualified", Rejected),
    ("closed - not converted", Rejected),
    ("disqualified", Rejected),
    ("junk lead", Rejected),
    ("lost lead", Rejected),
    ("not qualified", Rejected),
    ("qualified", Viable),
    ("closed - converted", Viable),
    ("converted", Viable),
    ("pre qualified", Viable),
    ("pre-qualified", Viable),
];

const DEAL_STAGES: &[(&str, UsualMeaning)] = &[
    ("closed won", Won),
    ("closedwon", Won),
    ("closed lost", Lost),
    ("closedlost", Lost),
    ("appointment scheduled", Open),
    ("appointmentscheduled", Open),
    ("qualified to buy", Open),
    ("qualifiedtobuy", Open),
    ("presentation scheduled", Open),
    ("presentationscheduled", Open),
    ("decision maker bought-in", Open),
    ("decisionmakerboughtin", Open),
    ("contract sent", Open),
    ("contractsent", Open),
    ("prospecting", Open),
    ("qualification", Open),
    ("needs analysis", Open),
    ("value proposition", Open),
    ("id. decision makers", Open),
    ("perception analysis", Open),
    ("proposal/price quote", Open),
    ("negotiation/review", Open),
];

/// The exports known. Where the columns of several are there, the one with most of its own counts.
#[rustfmt::skip] // a table
pub const KNOWN_EXPORTS: &[KnownExport] = &[
    KnownExport {
        name: "a HubSpot contact export",
        marks: &[
            &["Record ID", "Contact ID", "Record ID - Contact", "hs_object_id"],
            &["Lifecycle Stage", "lifecyclestage"],
            &["Create Date", "createdate"],
        ],
        roles: &[
            ("id", &["Record ID - Contact", "Record ID", "Contact ID", "hs_object_id"]),
            ("bucket_field", &["Lead Status", "hs_lead_status"]),
            ("outcome_field", &["Lifecycle Stage", "lifecyclestage"]),
            ("created_field", &["Create Date", "createdate"]),
            ("first_response_field", &["First outreach date", "Date of first engagement"]),
            ("attempts_field", &["Number of times contacted", "Number of Sales Activities", "num_contacted_notes"]),
            ("value_field", &["Recent Deal Amount", "Total Revenue", "recent_deal_amount", "total_revenue"]),
            ("converted_field", &["Became a Customer Date", "Became an Opportunity Date", "First Deal Created Date"]),
        ],
        words: &[
            ("new", Untouched), ("unqualified", Rejected), ("open deal", Viable), ("open_deal", Viable),
            ("customer", Won), ("evangelist", Won),
            ("subscriber", Open), ("lead", Open), ("marketing qualified lead", Open), ("marketingqualifiedlead", Open),
            ("sales qualified lead", Open), ("salesqualifiedlead", Open), ("opportunity", Open),
        ],
        empty: &[],
    },
    KnownExport {
        name: "a HubSpot deal export",
        marks: &[
            &["Record ID", "Deal ID", "Record ID - Deal", "hs_object_id"],
            &["Deal Stage", "dealstage"],
            &["Create Date", "Close Date", "createdate", "closedate"],
        ],
        roles: &[
            ("id", &["Record ID - Deal", "Record ID", "Deal ID", "hs_object_id"]),
            ("outcome_field", &["Deal Stage", "dealstage"]),
            ("created_field", &["Create Date", "createdate"]),
            ("attempts_field", &["Number of times contacted", "Number of Sales Activities", "num_contacted_notes"]),
            ("value_field", &["Amount"]),
            ("converted_field", &["Close Date", "closedate"]),
        ],
        words: DEAL_STAGES,
        empty: &[],
    },
    KnownExport {
        name: "a Salesforce lead export",
        marks: &[
            &["Lead ID", "Id"],
            &["Status", "Lead Status"],
            &["CreatedDate", "Created Date", "Create Date"],
            &["IsConverted", "ConvertedDate", "Converted Date", "Converted", "Lead Source", "LeadSource"],
        ],
        roles: &[
            ("id", &["Lead ID", "Id"]),
            ("bucket_field", &["Lead Status", "Status"]),
            ("created_field", &["CreatedDate", "Created Date", "Create Date"]),
            ("first_response_field", &["FirstCallDateTime", "First Call Date", "FirstEmailDateTime", "First Email Date"]),
            ("converted_field", &["ConvertedDate", "Converted Date"]),
        ],
        words: LEAD_STATUS,
        empty: &["-None-", "--None--"],
    },
    KnownExport {
        name: "a Salesforce opportunity export",
        marks: &[
            &["Opportunity ID", "Id"],
            &["StageName", "Stage"],
            &["CloseDate", "Close Date"],
            &["Amount", "IsWon", "Won"],
        ],
        roles: &[
            ("id", &["Opportunity ID", "Id"]),
            ("outcome_field", &["StageName", "Stage"]),
            ("created_field", &["CreatedDate", "Created Date", "Create Date"]),
            ("value_field", &["Amount"]),
            ("converted_field", &["CloseDate", "Close Date"]),
        ],
        words: DEAL_STAGES,
        empty: &["-None-", "--None--"],
    },
    KnownExport {
        name: "an Account Engagement (Pardot) prospect export",
        marks: &[
            &["Prospect Id", "Id", "Pardot ID"],
            &["Score"],
            &["Grade"],
            &["Created Date", "Created At", "Created"],
        ],
        roles: &[
            ("id", &["Prospect Id", "Pardot ID", "Id"]),
            ("bucket_field", &["Status", "Lead Status"]),
            ("created_field", &["Created Date", "Created At", "Created"]),
        ],
        words: LEAD_STATUS,
        empty: &["Select", "-None-"],
    },
    KnownExport {
        name: "a Marketo lead export",
        marks: &[
            &["Id", "Lead Id", "Marketo ID"],
            &["Lead Score", "leadScore"],
            &["Created At", "createdAt"],
            &["Email Address", "email"],
        ],
        roles: &[
            ("id", &["Id", "Lead Id", "Marketo ID"]),
            ("bucket_field", &["Lead Status", "leadStatus"]),
            ("created_field", &["Created At", "createdAt"]),
        ],
        words: LEAD_STATUS,
        empty: &["null"],
    },
    KnownExport {
        name: "a Zoho CRM lead export",
        marks: &[
            &["Record Id", "Lead Id"],
            &["Lead Status"],
            &["Created Time"],
        ],
        roles: &[
            ("id", &["Record Id", "Lead Id"]),
            ("bucket_field", &["Lead Status"]),
            ("created_field", &["Created Time"]),
            ("converted_field", &["Converted Date Time", "Converted Time"]),
        ],
        words: LEAD_STATUS,
        empty: &["-None-"],
    },
    KnownExport {
        name: "a Pipedrive deal export",
        marks: &[
            &["Deal - ID"],
            &["Deal - Status"],
        ],
        roles: &[
            ("id", &["Deal - ID"]),
            ("outcome_field", &["Deal - Status"]),
            ("created_field", &["Deal - Deal created"]),
            ("attempts_field", &["Deal - Done activities"]),
            ("value_field", &["Deal - Value"]),
            ("converted_field", &["Deal - Won time"]),
        ],
        words: &[("won", Won), ("lost", Lost), ("open", Open)],
        empty: &[],
    },
    KnownExport {
        name: "a Pipedrive person export",
        marks: &[
            &["Person - ID"],
            &["Person - Name"],
        ],
        roles: &[
            ("id", &["Person - ID"]),
            ("created_field", &["Person - Person created"]),
            ("attempts_field", &["Person - Done activities"]),
        ],
        words: &[],
        empty: &[],
    },
    KnownExport {
        name: "a Pipedrive lead export",
        marks: &[
            &["Lead - ID"],
            &["Lead - Title", "Lead - Lead created"],
        ],
        roles: &[
            ("id", &["Lead - ID"]),
            ("created_field", &["Lead - Lead created"]),
            ("value_field", &["Lead - Value"]),
        ],
        words: &[],
        empty: &[],
    },
    KnownExport {
        name: "a Mautic contact export",
        marks: &[
            &["id"],
            &["points"],
            &["date_added", "dateAdded"],
            &["last_active", "lastActive", "date_identified"],
        ],
        roles: &[
            ("id", &["id"]),
            ("created_field", &["date_added", "dateAdded"]),
        ],
        words: &[],
        empty: &[],
    },
];

/// Returns the export that a header is of; `None` if it is of none known.
pub fn recognise(headers: &[&str]) -> Option<&'static KnownExport> {
    let keys: HashSet<String> = headers.iter().map(|header| key(header)).collect();
    let has = |names: &&[&str]| names.iter().any(|name| keys.contains(&key(name)));
    let is_it = |export: &&KnownExport| export.marks.iter().all(has);
    let own = |export: &&KnownExport| {
        let roles = export.roles.iter().filter(|(_, names)| has(names));
        roles.count() + export.marks.len()
    };
    let found = KNOWN_EXPORTS.iter().filter(is_it);
    // Of equals the first in the table.
    found.rev().max_by_key(own)
}

/// Returns a name in the form in which names are compared.
fn key(name: &str) -> String {
    field_key(name.trim_start_matches('\u{feff}'))
}

impl KnownExport {
    /// Returns the columns that have a role: the key of the role and the header, as it is written.
    pub fn roles<'a>(&self, headers: &[&'a str]) -> Vec<(&'static str, &'a str)> {
        let find = |name: &str| {
            headers
                .iter()
                .find(|header| key(header) == key(name))
                .copied()
        };
        let role = |(role, names): &(&'static str, &'static [&'static str])| {
            Some((*role, names.iter().find_map(|name| find(name))?))
        };
        self.roles.iter().filter_map(role).collect()
    }

    /// Returns what a word means in its bucket or outcome column.
    pub fn meaning(&self, word: &str) -> Option<UsualMeaning> {
        let word = word.trim().to_lowercase();
        let found = self.words.iter().find(|(known, _)| *known == word);
        found.map(|(_, meaning)| *meaning)
    }

    /// Returns whether it writes this word for an empty value.
    pub fn is_empty_word(&self, word: &str) -> bool {
        let word = word.trim();
        self.empty
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(header: &str) -> Option<&'static str> {
        let headers: Vec<&str> = header.split(',').collect();
        recognise(&headers).map(|export| export.name)
    }

    #[rstest::rstest]
    #[case(
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Lifecycle Stage,Create Date,Number of times contacted",
        "a HubSpot contact export"
    )]
    #[case(
        "Contact ID,First Name,Last Name,Email,Lifecycle Stage,Lead Status,Create Date",
        "a HubSpot contact export"
    )]
    #[case(
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Create Date",
        "a HubSpot deal export"
    )]
    #[case(
        "hs_object_id,dealname,dealstage,closedate,amount,createdate",
        "a HubSpot deal export"
    )]
    #[case(
        "hs_object_id,email,lifecyclestage,hs_lead_status,createdate",
        "a HubSpot contact export"
    )]
    #[case(
        "Lead ID,First Name,Last Name,Company / Account,Lead Source,Lead Status,Rating,Create Date,Converted Date",
        "a Salesforce lead export"
    )]
    #[case(
        "Id,IsDeleted,LastName,Company,LeadSource,Status,Industry,IsConverted,ConvertedDate,CreatedDate",
        "a Salesforce lead export"
    )]
    #[case(
        "Id,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,CreatedDate",
        "a Salesforce opportunity export"
    )]
    #[case(
        "Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Created Date",
        "a Salesforce opportunity export"
    )]
    #[case(
        "Prospect Id,First Name,Last Name,Email,Company,Score,Grade,Created Date,Last Activity",
        "an Account Engagement (Pardot) prospect export"
    )]
    #[case(
        "Id,First Name,Last Name,Email Address,Company Name,Lead Status,Lead Score,Created At",
        "a Marketo lead export"
    )]
    #[case(
        "Record Id,Lead Owner,Company,First Name,Last Name,Email,Lead Source,Lead Status,Created Time",
        "a Zoho CRM lead export"
    )]
    #[case(
        "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Status,Deal - Deal created,Deal - Won time",
        "a Pipedrive deal export"
    )]
    #[case(
        "Person - Name,Person - ID,Person - Email - Work,Person - Person created",
        "a Pipedrive person export"
    )]
    #[case(
        "Lead - ID,Lead - Title,Lead - Value,Lead - Lead created",
        "a Pipedrive lead export"
    )]
    #[case(
        "id,date_added,points,firstname,lastname,email,last_active",
        "a Mautic contact export"
    )]
    #[case("\u{feff}RECORD_ID,deal stage,CLOSE-DATE", "a HubSpot deal export")]
    fn a_header_is_recognised(#[case] header: &str, #[case] export: &str) {
        assert_eq!(name_of(header), Some(export));
    }

    #[rstest::rstest]
    #[case("id,company,region,outcome")]
    #[case("lead_id,status,score")]
    #[case("")]
    fn another_header_is_none_of_them(#[case] header: &str) {
        assert_eq!(name_of(header), None);
    }

    #[test]
    fn columns_get_their_roles_under_the_name_they_have() {
        let headers = ["id", "LeadSource", "Status", "CREATEDDATE", "IsConverted"];
        let export = recognise(&headers).expect("leads of Salesforce");
        let roles = [
            ("id", "id"),
            ("bucket_field", "Status"),
            ("created_field", "CREATEDDATE"),
        ];
        assert_eq!(export.roles(&headers), roles);
        let meanings = [
            "Open - Not Contacted",
            "Working - Contacted",
            "Closed - Converted",
        ];
        let meanings = meanings.map(|word| export.meaning(word));
        assert_eq!(meanings, [Some(Untouched), None, Some(Viable)]);
        assert!(export.is_empty_word("-none-") && !export.is_empty_word("None"));
    }

    #[test]
    fn every_role_is_a_field_of_the_leads_file() {
        let session = crate::model::Session::new("t");
        let place = crate::model::Place::single(crate::model::Kind::Data);
        let record = session.record(&place).expect("there is one");
        let roles = KNOWN_EXPORTS.iter().flat_map(|export| export.roles);
        for (role, _) in roles {
            assert!(record.get(role).is_some(), "{role}");
        }
    }
}
