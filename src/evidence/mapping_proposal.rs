//! What a recognised export proposes: roles of its columns, meanings of its words, and what it
//! writes for an empty value. Only what isn't said yet.

use super::column_roles::{COLUMN_ROLES, give_role};
use super::field_setting::FieldSetting;
use super::file_survey::FileSurvey;
use super::known_exports::{KnownExport, UsualMeaning, recognise};
use super::word_meanings::{FileWord, WordColumn, WordMeaning, file_words, set_meaning};
use crate::model::record::{Kind, Place};
use crate::model::wording::{count_noun, join_list};
use crate::model::{Id, Session};

/// What a recognised export proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The export's name with its article.
    pub export: &'static str,
    /// What is to be set.
    pub settings: Vec<FieldSetting>,
    /// What that is, in words, a line each.
    pub lines: Vec<String>,
}

/// A session with what is proposed so far, and what that changes.
struct Draft {
    session: Session,
    settings: Vec<FieldSetting>,
}

impl Draft {
    fn set(&mut self, setting: FieldSetting) {
        let FieldSetting { at, key, text } = &setting;
        let record = self.session.record_mut(at);
        if record.is_none_or(|record| record.set(key, text).is_err()) {
            return;
        }
        let same = |known: &FieldSetting| known.at == *at && known.key == *key;
        self.settings.retain(|known| !same(known));
        self.settings.push(setting);
    }
}

/// Returns what the export that the file looks like proposes; `None` if it looks like none known,
/// or all of it is said already.
pub fn proposal(session: &Session, survey: &FileSurvey) -> Option<Proposal> {
    let headers = survey.headers();
    let export = recognise(&headers)?;
    let mut draft = Draft {
        session: session.clone(),
        settings: Vec::new(),
    };
    let mut lines = propose_roles(&mut draft, export, survey);
    for column in [WordColumn::Bucket, WordColumn::Outcome] {
        lines.extend(propose_words(&mut draft, export, survey, column));
    }
    lines.extend(propose_empty(&mut draft, export, survey));
    (!draft.settings.is_empty()).then_some(Proposal {
        export: export.name,
        settings: draft.settings,
        lines,
    })
}

fn propose_roles(draft: &mut Draft, export: &KnownExport, survey: &FileSurvey) -> Vec<String> {
    let place = Place::single(Kind::Data);
    let mut lines = Vec::new();
    for (role, header) in export.roles(&survey.headers()) {
        let record = draft.session.record(&place);
        let is_set = record
            .and_then(|r| r.get(role))
            .is_some_and(|t| !t.is_empty());
        let Some((column, summary)) = survey.header(header).filter(|_| !is_set) else {
            continue;
        };
        // A column without values says nothing, and its name may mean something else.
        if summary.filled == 0 {
            continue;
        }
        draft.set(give_role(role, column));
        let named = COLUMN_ROLES.iter().find(|known| known.key == role);
        lines.push(format!(
            "{header}: {}",
            named.map_or(role, |role| role.help)
        ));
    }
    lines
}

fn propose_words(
    draft: &mut Draft,
    export: &KnownExport,
    survey: &FileSurvey,
    column: WordColumn,
) -> Option<String> {
    let (words, _) = file_words(&draft.session, survey, column)?;
    let mut mapped = Vec::new();
    let is_open = |word: &&FileWord| word.meaning == WordMeaning::Unmapped;
    for word in words.iter().filter(is_open) {
        let Some(meaning) = export.meaning(&word.word) else {
            continue;
        };
        let Some(meaning) = word_meaning(&draft.session, column, meaning) else {
            continue;
        };
        for setting in set_meaning(&draft.session, &words, column, &word.word, &meaning) {
            draft.set(setting);
        }
        mapped.push(word.word.as_str());
    }
    let name = column.field(&draft.session.data).unwrap_or_default();
    (!mapped.is_empty()).then(|| {
        let count = count_noun(mapped.len(), "word");
        format!(
            "{count} of {name} with their meaning: {}",
            mapped.join(", ")
        )
    })
}

/// Returns what a usual meaning is in this session; `None` if it is of the other column, or the
/// room has no such bucket.
fn word_meaning(
    session: &Session,
    column: WordColumn,
    meaning: UsualMeaning,
) -> Option<WordMeaning> {
    let bucket = |id: &str| {
        let found = session.data.buckets.iter().find(|b| b.id == id)?;
        Some(WordMeaning::Bucket(Id::clone(&found.id)))
    };
    match (column, meaning) {
        (WordColumn::Bucket, UsualMeaning::Untouched) => bucket("untouched"),
        (WordColumn::Bucket, UsualMeaning::Rejected) => bucket("rejected"),
        (WordColumn::Bucket, UsualMeaning::Viable) => bucket("viable"),
        (WordColumn::Outcome, UsualMeaning::Won) => Some(WordMeaning::Won),
        (WordColumn::Outcome, UsualMeaning::Lost) => Some(WordMeaning::Lost),
        (WordColumn::Outcome, UsualMeaning::Open) => Some(WordMeaning::Open),
        _ => None,
    }
}

fn propose_empty(draft: &mut Draft, export: &KnownExport, survey: &FileSurvey) -> Option<String> {
    let mut empty = draft.session.data.reading.empty.clone();
    let mut added: Vec<String> = Vec::new();
    let blanks = survey.summary.fields.iter().flat_map(|f| &f.forms.blanks);
    for (word, _) in blanks.filter(|(word, _)| export.is_empty_word(word)) {
        if !empty.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            empty.push(word.clone());
            added.push(format!("`{word}`"));
        }
    }
    if added.is_empty() {
        return None;
    }
    draft.set(FieldSetting::of_data("empty", empty.join("\n")));
    Some(format!("{} means empty", join_list(&added, "and")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::evidence::summarize_data;
    use crate::model::{Bucket, Data};
    use crate::scoring::Dataset;

    fn survey() -> FileSurvey {
        let header = [
            "Lead ID",
            "Lead Status",
            "Industry",
            "Create Date",
            "Converted Date",
        ];
        let mut data = Dataset::new(header.map(String::from).to_vec());
        for row in [
            ["00Q1", "Open - Not Contacted", "-None-", "1/2/2026", ""],
            ["00Q2", "Closed - Converted", "Mills", "1/3/2026", ""],
            ["00Q3", "Parked", "Mills", "1/3/2026", ""],
        ] {
            data.push(row[0], 2, &row, &[], None);
        }
        let summary = Arc::new(summarize_data(&data));
        FileSurvey::of_leads(Arc::new(data), summary, None)
    }

    #[test]
    fn an_export_proposes_what_is_not_said_yet() {
        let mut session = Session {
            data: Arc::new(Data {
                buckets: Bucket::defaults(),
                ..Data::default()
            }),
            ..Session::new("t")
        };
        let proposed = proposal(&session, &survey()).expect("leads of Salesforce");
        assert_eq!(proposed.export, "a Salesforce lead export");
        let set = |s: &FieldSetting| format!("{} {}={:?}", s.at, s.key, s.text);
        assert_eq!(
            proposed.settings.iter().map(set).collect::<Vec<_>>(),
            [
                "data:data id=\"Lead ID\"",
                "data:data bucket_field=\"Lead Status\"",
                "data:data created_field=\"Create Date\"",
                "bucket:viable values=\"viable\\nbecame viable\\naccepted\\nClosed - Converted\"",
                "bucket:untouched values=\"untouched\\nnever touched\\nnot contacted\\nOpen - Not Contacted\"",
                "data:data empty=\"-None-\"",
            ]
        );
        assert_eq!(proposed.lines.len(), 5);
        for FieldSetting { at, key, text } in &proposed.settings {
            session.record_mut(at).unwrap().set(key, text).unwrap();
        }
        assert_eq!(proposal(&session, &survey()), None);
    }
}
