//! The words of the bucket and of the outcome column on the mapping screen. None is left out.

use crate::app::dialogs::mapping::{MappingRow, MappingTarget};
use crate::app::input::row::Tone;
use crate::evidence::{FileSurvey, FileWord, WordColumn, WordMeaning, file_words};
use crate::model::wording::{count_noun, grouped};
use crate::model::{Id, Session};

/// Returns the rows of the words.
pub fn word_rows(session: &Session, survey: &FileSurvey) -> Vec<MappingRow> {
    let mut rows = Vec::new();
    for column in [WordColumn::Bucket, WordColumn::Outcome] {
        let Some((words, further)) = file_words(session, survey, column) else {
            continue;
        };
        let name = column.field(&session.data).unwrap_or_default();
        let what = match column {
            WordColumn::Bucket => "BUCKET",
            WordColumn::Outcome => "OUTCOME",
        };
        let unmapped = words.iter().filter(|w| w.meaning == WordMeaning::Unmapped);
        let said = match unmapped.count() {
            0 => "all mapped".to_owned(),
            n => format!("{} not mapped", grouped(n)),
        };
        rows.push(MappingRow::heading(
            format!("{what}: WORDS OF {name}"),
            said,
        ));
        rows.extend(words.iter().map(|word| word_row(session, column, word)));
        if further > 0 {
            let text = format!("further words, of {}", count_noun(further, "lead"));
            rows.push(
                MappingRow::new(MappingTarget::FurtherWords(column), text, "not mapped")
                    .tone(Tone::Warn)
                    .detail([format!(
                        "`{name}` has too many different words to be what it is said to be"
                    )]),
            );
        }
    }
    rows
}

fn word_row(session: &Session, column: WordColumn, word: &FileWord) -> MappingRow {
    let text = format!("{}  {}", word.word, grouped(word.leads));
    let tone = match &word.meaning {
        WordMeaning::Unmapped => Tone::Warn,
        WordMeaning::Empty | WordMeaning::UsuallyWon | WordMeaning::UsuallyLost => Tone::Quiet,
        _ => Tone::Plain,
    };
    let more = match &word.meaning {
        WordMeaning::Unmapped => "Nobody has said what it means: these leads count as neither",
        WordMeaning::UsuallyWon | WordMeaning::UsuallyLost => {
            "So it usually means, as nothing else is said"
        }
        WordMeaning::OwnName(_) => "It is the bucket's own name",
        _ => "Enter gives it another meaning",
    };
    let leads = count_noun(word.leads, "lead");
    let value = meaning_text(session, &word.meaning);
    MappingRow::new(MappingTarget::Word(column, word.word.clone()), text, value)
        .tone(tone)
        .detail([format!("`{}`: {leads}", word.word), more.into()])
}

/// Returns a meaning in words.
pub fn meaning_text(session: &Session, meaning: &WordMeaning) -> String {
    let name = |id: &Id| {
        let bucket = session.data.buckets.iter().find(|b| b.id == *id);
        bucket.map_or_else(|| id.to_string(), |bucket| bucket.name.clone())
    };
    match meaning {
        WordMeaning::Unmapped => "not mapped".into(),
        WordMeaning::Empty => "empty".into(),
        WordMeaning::Bucket(id) | WordMeaning::OwnName(id) => name(id),
        WordMeaning::Won => "won".into(),
        WordMeaning::UsuallyWon => "won, by its usual meaning".into(),
        WordMeaning::Lost => "lost".into(),
        WordMeaning::UsuallyLost => "lost, by its usual meaning".into(),
        WordMeaning::Open => "open".into(),
    }
}
