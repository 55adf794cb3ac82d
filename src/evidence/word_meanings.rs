//! What the words of the bucket and of the outcome column mean. A word that nobody mapped is
//! listed with its number of leads, like any other.

use std::collections::HashMap;

use super::field_setting::FieldSetting;
use super::file_survey::FileSurvey;
use crate::model::record::{Kind, Place};
use crate::model::{Bucket, Data, Id, Session};
use crate::scoring::simple_lower;

/// The most words listed.
const MAX_WORDS: usize = 1_000;

/// A column whose words mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordColumn {
    /// The one that says in which bucket a lead falls.
    Bucket,
    /// The one that says how it ended.
    Outcome,
}

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordMeaning {
    /// Nothing yet.
    Unmapped,
    /// An empty value.
    Empty,
    /// This bucket, by one of its words.
    Bucket(Id),
    /// This bucket, as it is its own name or id.
    OwnName(Id),
    /// Won.
    Won,
    /// Won, as the word usually does, and nothing else is said.
    UsuallyWon,
    /// Lost.
    Lost,
    /// Lost, as the word usually does, and nothing else is said.
    UsuallyLost,
    /// Still open.
    Open,
}

/// A word of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileWord {
    /// The word, as first written.
    pub word: String,
    /// How many leads have it.
    pub leads: u32,
    /// What it means.
    pub meaning: WordMeaning,
}

impl WordColumn {
    /// Returns the field that names the column.
    pub fn field(self, data: &Data) -> Option<&str> {
        match self {
            Self::Bucket => data.bucket_field.as_deref(),
            Self::Outcome => data.outcome_field.as_deref(),
        }
    }
}

/// Returns the words of a column with what each means, the most frequent first; `None` if no such
/// column is named or there. The second is how many leads have a word that isn't listed.
pub fn file_words(
    session: &Session,
    survey: &FileSurvey,
    column: WordColumn,
) -> Option<(Vec<FileWord>, u32)> {
    let (found, summary) = survey.field(column.field(&session.data)?)?;
    let mut counts: HashMap<String, (&str, u32)> = HashMap::new();
    let mut listed: Vec<(&str, u32)> = match survey.dataset.value_counts(found.index) {
        Some(values) => {
            let values = values.map(|(value, n)| (value.trim(), n));
            for (value, n) in values.filter(|(value, n)| !value.is_empty() && *n > 0) {
                counts.entry(simple_lower(value)).or_insert((value, 0)).1 += n;
            }
            counts.into_values().collect()
        }
        None => summary.top.iter().map(|(v, n)| (v.as_str(), *n)).collect(),
    };
    listed.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    listed.truncate(MAX_WORDS);
    let in_list: u32 = listed.iter().map(|(_, n)| n).sum();
    let word = |(word, leads): (&str, u32)| FileWord {
        word: word.to_owned(),
        leads,
        meaning: meaning(session, column, word),
    };
    let words = listed.into_iter().map(word).collect();
    Some((words, summary.filled.saturating_sub(in_list)))
}

/// Returns what a word means now.
fn meaning(session: &Session, column: WordColumn, word: &str) -> WordMeaning {
    let data = &session.data;
    if contains(&data.reading.empty, word) {
        return WordMeaning::Empty;
    }
    match column {
        WordColumn::Bucket => {
            let bucket = data.buckets.iter().find(|b| b.matches(word));
            bucket.map_or(WordMeaning::Unmapped, |bucket| {
                if is_own_name(bucket, word) {
                    WordMeaning::OwnName(bucket.id.clone())
                } else {
                    WordMeaning::Bucket(bucket.id.clone())
                }
            })
        }
        WordColumn::Outcome if contains(&data.open, word) => WordMeaning::Open,
        WordColumn::Outcome => match (data.ended_well(word), contains(&data.won, word)) {
            (Some(true), true) => WordMeaning::Won,
            (Some(true), false) => WordMeaning::UsuallyWon,
            (Some(false), _) if contains(&data.lost, word) => WordMeaning::Lost,
            (Some(false), _) => WordMeaning::UsuallyLost,
            (None, _) => WordMeaning::Unmapped,
        },
    }
}

/// Returns the meanings a word of the column can be given.
pub fn meanings_of(session: &Session, column: WordColumn) -> Vec<WordMeaning> {
    match column {
        WordColumn::Bucket => {
            let buckets = session.data.buckets.iter();
            buckets.map(|b| WordMeaning::Bucket(b.id.clone())).collect()
        }
        WordColumn::Outcome => vec![WordMeaning::Won, WordMeaning::Lost, WordMeaning::Open],
    }
}

/// Returns the settings that give a word a meaning. Words that meant something because nothing else
/// was said keep it.
pub fn set_meaning(
    session: &Session,
    words: &[FileWord],
    column: WordColumn,
    word: &str,
    meaning: &WordMeaning,
) -> Vec<FieldSetting> {
    let data = &session.data;
    let data_place = Place::single(Kind::Data);
    let mut settings = Vec::new();
    let mut set = |at: Place, key: &str, before: &[String], after: &[String]| {
        if before != after {
            settings.push(FieldSetting::new(at, key, after.join("\n")));
        }
    };
    let with = |list: &[String], is_meant: bool| {
        let mut list: Vec<String> = list.to_vec();
        list.retain(|known| !same(known, word));
        list.extend(is_meant.then(|| word.to_owned()));
        list
    };
    let is_empty = *meaning == WordMeaning::Empty;
    let empty = with(&data.reading.empty, is_empty);
    match column {
        WordColumn::Bucket => {
            for bucket in &data.buckets {
                let place = Place::new(Kind::Bucket, bucket.id.clone());
                let is_meant = *meaning == WordMeaning::Bucket(bucket.id.clone());
                let after = with(&bucket.values, is_meant);
                set(place, "values", &bucket.values, &after);
            }
        }
        WordColumn::Outcome => {
            let lists = [
                ("won", &data.won, WordMeaning::Won, WordMeaning::UsuallyWon),
                (
                    "lost",
                    &data.lost,
                    WordMeaning::Lost,
                    WordMeaning::UsuallyLost,
                ),
            ];
            for (key, list, meant, usual) in lists {
                let is_meant = *meaning == meant;
                let changes = is_meant || contains(list, word);
                let usual = words
                    .iter()
                    .filter(|w| w.meaning == usual && w.word != word);
                let mut after: Vec<String> = if changes && list.is_empty() {
                    usual.map(|w| w.word.clone()).collect()
                } else {
                    list.clone()
                };
                if changes {
                    after = with(&after, is_meant);
                }
                set(data_place.clone(), key, list, &after);
            }
            let open = with(&data.open, *meaning == WordMeaning::Open);
            set(data_place.clone(), "open", &data.open, &open);
        }
    }
    set(data_place, "empty", &data.reading.empty, &empty);
    settings
}

fn is_own_name(bucket: &Bucket, word: &str) -> bool {
    same(bucket.id.as_str(), word) || same(&bucket.name, word)
}

fn contains(list: &[String], word: &str) -> bool {
    list.iter().any(|known| same(known, word))
}

fn same(one: &str, other: &str) -> bool {
    simple_lower(one.trim()) == simple_lower(other.trim())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::evidence::summarize_data;
    use crate::scoring::Dataset;

    fn survey(values: &[&str]) -> FileSurvey {
        let mut data = Dataset::new(vec!["Status".into()]);
        for value in values {
            data.push("", 2, &[value], &[], None);
        }
        let summary = Arc::new(summarize_data(&data));
        FileSurvey::of_leads(Arc::new(data), summary, None)
    }

    fn session(data: Data) -> Session {
        Session {
            data: Arc::new(Data {
                buckets: Bucket::defaults(),
                ..data
            }),
            ..Session::new("t")
        }
    }

    fn applied(session: &Session, settings: &[FieldSetting]) -> Session {
        let mut session = session.clone();
        for FieldSetting { at, key, text } in settings {
            session.record_mut(at).unwrap().set(key, text).unwrap();
        }
        session
    }

    fn meanings(session: &Session, survey: &FileSurvey, column: WordColumn) -> String {
        let (words, _) = file_words(session, survey, column).unwrap();
        let text = |w: &FileWord| format!("{} {} {:?}", w.word, w.leads, w.meaning);
        words.iter().map(text).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn every_word_of_the_bucket_column_is_listed_and_can_be_mapped_and_moved() {
        let survey = survey(&["Working", "working", "Rejected", "New", "", "Nurture "]);
        let session = session(Data {
            bucket_field: Some("status".into()),
            ..Data::default()
        });
        let column = WordColumn::Bucket;
        assert_eq!(
            meanings(&session, &survey, column),
            "Working 2 Unmapped; New 1 Unmapped; Nurture 1 Unmapped; \
             Rejected 1 OwnName(Id(\"rejected\"))"
        );
        let (words, left) = file_words(&session, &survey, column).unwrap();
        assert_eq!(left, 0);
        let id = |id: &str| WordMeaning::Bucket(Id::new(id).unwrap());
        let set = set_meaning(&session, &words, column, "New", &id("untouched"));
        let then = applied(&session, &set);
        let set = set_meaning(&then, &words, column, "New", &id("viable"));
        let then = applied(&then, &set);
        assert!(meanings(&then, &survey, column).contains("New 1 Bucket(Id(\"viable\"))"));
        assert!(!then.data.buckets[0].matches("new"));
        let set = set_meaning(&then, &words, column, "New", &WordMeaning::Empty);
        let then = applied(&then, &set);
        assert_eq!(then.data.reading.empty, ["New"]);
        assert!(meanings(&then, &survey, column).contains("New 1 Empty"));
    }

    #[test]
    fn what_was_won_by_its_usual_word_stays_so_when_another_is_mapped() {
        let survey = survey(&["Won", "Signed", "Lost", "Talks"]);
        let session = session(Data {
            outcome_field: Some("Status".into()),
            ..Data::default()
        });
        let column = WordColumn::Outcome;
        let (words, _) = file_words(&session, &survey, column).unwrap();
        let then = applied(
            &session,
            &set_meaning(&session, &words, column, "Signed", &WordMeaning::Won),
        );
        let then = applied(
            &then,
            &set_meaning(&then, &words, column, "Talks", &WordMeaning::Open),
        );
        assert_eq!(
            meanings(&then, &survey, column),
            "Lost 1 UsuallyLost; Signed 1 Won; Talks 1 Open; Won 1 Won"
        );
        let then = applied(
            &then,
            &set_meaning(&then, &words, column, "Won", &WordMeaning::Open),
        );
        assert_eq!(
            (&*then.data.won, &*then.data.open),
            (
                &["Signed".to_owned()][..],
                &["Talks".to_owned(), "Won".to_owned()][..]
            )
        );
        assert_eq!(then.data.ended_well("won"), None);
    }
}
