//! Reading and writing YAML: the only file that uses the YAML crate.
//!
//! `document`, `versions` and `folder` call [`read`] and [`write()`]. Errors come back as a
//! [`YamlFault`], which `fault_text` puts into words.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::{Event, Parser, Span};
use serde_yaml::{Error, Location};

use crate::model::old_words;

/// Largest depth of nested lists and maps. Conditions can be typed as JSON, which stops at 128, so
/// everything the workbench accepts can be read again.
const MAX_DEPTH: usize = 160;
/// Enough for [`MAX_DEPTH`], with room to spare in unoptimised builds.
const STACK_BYTES: usize = 16 << 20;
/// The parser's message for flow collections nested beyond its own limit.
const PARSER_TOO_DEEP: &str = "recursion limit";

/// What is wrong with a text and where. Lines and columns count from 1; 0 is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct YamlFault {
    pub line: usize,
    pub column: usize,
    pub kind: FaultKind,
}

/// The ways in which a text can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// An unknown key.
    UnknownKey {
        key: String,
        known: Vec<&'static str>,
    },
    /// An unknown word.
    UnknownWord {
        word: String,
        known: Vec<&'static str>,
    },
    /// A required key is missing.
    MissingKey(&'static str),
    /// A key occurs twice.
    DuplicateKey(Option<String>),
    /// A key occurs beside its earlier name.
    BothWords(String),
    /// A key has no value.
    NoValue,
    /// A whole number in range was expected.
    NotWhole,
    /// True or false was expected.
    NotTrueOrFalse,
    /// Something else was expected.
    Expected(String),
    /// Nested too deeply.
    TooDeep,
    /// Aliases repeat too much.
    TooManyAliases,
    /// Too many values or characters.
    TooLarge,
    /// A second document in the file.
    SecondDocument,
    /// An alias of nothing.
    UnknownAlias,
    /// A tag, which is not allowed.
    Tag,
    /// Not YAML.
    Syntax(String),
    /// A message of one of our own types, with the remedy.
    Custom(String),
}

/// Parses a text. Refuses duplicate keys, unknown keys, `yes` for `true`, and texts made to exhaust
/// the machine.
pub(super) fn read<T: DeserializeOwned + Send>(text: &str) -> Result<T, YamlFault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parse = || serde_yaml::from_str_with_options(text, options());
    // On a thread of its own, so that the possible depth does not depend on the caller's stack.
    let parsed = std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(STACK_BYTES);
        match reader.spawn_scoped(scope, parse) {
            Ok(running) => running
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => parse(),
        }
    });
    parsed.map_err(|error| YamlFault::from(&error, text))
}

/// Writes a value as block YAML. Equal values give equal bytes, and anything a YAML 1.1 reader
/// would take for a date, number or boolean is quoted.
pub(super) fn write<T: Serialize>(value: &T) -> String {
    let options = serde_yaml::ser_options! {
        compact_list_indent: false,
        folded_wrap_chars: 100_000,
    };
    serde_yaml::to_string_with_options(value, options)
        .expect("file types have text keys and no value that YAML can't hold")
}

fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        with_snippet: false,
        emit_comments: false,
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::Error,
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 200_000,
            max_replay_stack_depth: 16,
        },
        budget: serde_yaml::budget! {
            max_nodes: 2_000_000,
            max_events: 6_000_000,
            max_depth: MAX_DEPTH,
            max_aliases: 10_000,
            max_documents: 2,
        },
    }
}

impl YamlFault {
    fn from(error: &Error, text: &str) -> Self {
        let error = innermost(error);
        let location = error.location().unwrap_or(Location::UNKNOWN);
        let fault = Self {
            line: usize::try_from(location.line()).unwrap_or(0),
            column: usize::try_from(location.column()).unwrap_or(0),
            kind: FaultKind::from(error),
        };
        match fault.kind {
            // A wrongly indented line ends its object early; the missing key is on a line below.
            FaultKind::MissingKey(_) => syntax_fault(text).unwrap_or(fault),
            FaultKind::Custom(_) => match syntax_fault(text) {
                Some(wrong) if wrong.line == fault.line => wrong,
                _ => fault,
            },
            _ => fault,
        }
    }
}

fn innermost(mut error: &Error) -> &Error {
    while let Error::AliasError { error: inner, .. } | Error::WithSnippet { error: inner, .. } =
        error
    {
        error = inner;
    }
    error
}

impl FaultKind {
    fn from(error: &Error) -> Self {
        match error {
            Error::SerdeUnknownField {
                field, expected, ..
            } => Self::UnknownKey {
                key: field.clone(),
                known: present_keys(expected),
            },
            Error::SerdeUnknownVariant {
                variant, expected, ..
            } => Self::UnknownWord {
                word: variant.clone(),
                known: expected.clone(),
            },
            Error::SerdeMissingField { field, .. } => Self::MissingKey(field),
            Error::DuplicateMappingKey { key, .. } => Self::DuplicateKey(key.clone()),
            Error::NullIntoString { .. } => Self::NoValue,
            Error::InvalidScalar { .. } => Self::NotWhole,
            Error::InvalidBooleanStrict { .. } => Self::NotTrueOrFalse,
            Error::Unexpected { expected, .. } => {
                Self::Expected(plain_expectation(expected).into())
            }
            Error::SerdeInvalidType { expected, .. }
            | Error::SerdeInvalidValue { expected, .. }
            | Error::SerdeInvalidLength { expected, .. } => Self::Expected(expected.clone()),
            Error::Budget { breach, .. } => Self::of_breach(breach),
            Error::AliasReplayCounterOverflow { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::AliasReplayStackDepthExceeded { .. }
            | Error::RecursiveReferencesRequireWeakTypes { .. } => Self::TooManyAliases,
            Error::MultipleDocuments { .. } => Self::SecondDocument,
            Error::UnknownAnchor { .. } => Self::UnknownAlias,
            Error::UnsupportedTag { .. }
            | Error::TaggedStructFieldName { .. }
            | Error::TaggedEnumMismatch { .. }
            | Error::TaggedScalarCannotDeserializeIntoString { .. }
            | Error::InvalidBinaryBase64 { .. }
            | Error::BinaryNotUtf8 { .. } => Self::Tag,
            Error::Message { msg, .. } => match duplicate_field(msg) {
                Some(key) => Self::BothWords(key),
                None => Self::Custom(msg.clone()),
            },
            other => Self::of_parser(message_of(other)),
        }
    }

    fn of_parser(message: String) -> Self {
        if message.contains(PARSER_TOO_DEEP) {
            Self::TooDeep
        } else {
            Self::Syntax(message)
        }
    }

    fn of_breach(breach: &BudgetBreach) -> Self {
        match breach {
            BudgetBreach::Depth { .. } => Self::TooDeep,
            BudgetBreach::Aliases { .. }
            | BudgetBreach::Anchors { .. }
            | BudgetBreach::AliasAnchorRatio { .. }
            | BudgetBreach::MergeKeys { .. } => Self::TooManyAliases,
            BudgetBreach::Documents { .. } => Self::SecondDocument,
            _ => Self::TooLarge,
        }
    }
}

/// Returns the key that serde found under two names, if that is the message.
fn duplicate_field(message: &str) -> Option<String> {
    let key = message.strip_prefix("duplicate field `")?;
    Some(key.strip_suffix('`')?.to_owned())
}

/// Returns the present names of the accepted keys.
fn present_keys(read: &[&'static str]) -> Vec<&'static str> {
    let is_present = |key: &&&'static str| old_words::present_key(key) == **key;
    read.iter().filter(is_present).copied().collect()
}

fn plain_expectation(expected: &'static str) -> &'static str {
    match expected {
        "sequence start" => "a list",
        "mapping start" => "keys with their values",
        "string scalar" | "scalar" => "a text",
        other => other,
    }
}

/// Returns the crate's message without the position it appends.
fn message_of(error: &Error) -> String {
    let message = error.render_with_formatter(&serde_yaml::UserMessageFormatter);
    match message.split_once(" at line ") {
        Some((message, _)) => message.into(),
        None => message,
    }
}

/// Returns the first position at which a text is not YAML at all.
fn syntax_fault(text: &str) -> Option<YamlFault> {
    let mut events = Parser::new_from_str(text);
    loop {
        if let Err(error) = events.next_event()? {
            return Some(YamlFault {
                line: error.marker().line(),
                column: error.marker().col() + 1,
                kind: FaultKind::of_parser(error.info().clone()),
            });
        }
    }
}

/// A step on the path from a document's root to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathSegment {
    Key(String),
    Index(usize),
}

enum OpenContainer {
    List(usize),
    /// In a map, whether the next node is a key.
    Map(bool),
}

/// Calls `visit` with path, text, line and column of every scalar value. Stops silently where the
/// text stops being YAML.
pub(super) fn scalars(text: &str, mut visit: impl FnMut(&[PathSegment], &str, usize, usize)) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut path: Vec<PathSegment> = Vec::new();
    let mut open: Vec<OpenContainer> = Vec::new();
    let mut events = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = events.next_event() {
        if event.is_node()
            && let Some(OpenContainer::List(next)) = open.last_mut()
        {
            path.push(PathSegment::Index(*next));
            *next += 1;
        }
        match event {
            Event::SequenceStart(..) => open.push(OpenContainer::List(0)),
            Event::MappingStart(..) => open.push(OpenContainer::Map(true)),
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                close_node(&mut path, &mut open, "");
            }
            Event::Alias(..) => close_node(&mut path, &mut open, ""),
            Event::Scalar(value, ..) => {
                if !matches!(open.last(), Some(OpenContainer::Map(true))) {
                    let (line, column) = start_position(&span);
                    visit(&path, &value, line, column);
                }
                close_node(&mut path, &mut open, &value);
            }
            _ => {}
        }
    }
}

/// Closes a node: a key extends the path to its value, a value shortens it again.
fn close_node(path: &mut Vec<PathSegment>, open: &mut [OpenContainer], key: &str) {
    match open.last_mut() {
        Some(OpenContainer::Map(key_next @ true)) => {
            *key_next = false;
            path.push(PathSegment::Key(key.into()));
        }
        Some(OpenContainer::Map(key_next)) => {
            *key_next = true;
            path.pop();
        }
        Some(OpenContainer::List(_)) => {
            path.pop();
        }
        None => {}
    }
}

fn start_position(span: &Span) -> (usize, usize) {
    (span.start.line(), span.start.col() + 1)
}
