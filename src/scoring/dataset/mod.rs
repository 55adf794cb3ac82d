//! Recorded leads in memory: a [`Dataset`] of columns, and the columns a file's header has for
//! fields.

mod code_list;
mod column;
mod column_index;
mod event_census;
mod lead;
mod lead_data;
mod lead_table;
mod number_form;
mod text;
mod text_list;
mod time;
mod value_reading;
mod written_clock;

pub(super) use code_list::{CHUNK_LEN, Chunk};
pub(super) use column::Column;
#[cfg(test)]
pub(crate) use column_index::COMPARED;
pub use column_index::{ColumnIndex, column_of, field_key};
pub use event_census::EventCensus;
pub(super) use lead::moment_of;
pub use lead::{Event, Lead};
pub use lead_data::day_number;
pub(super) use lead_data::{NO_DAY, day_from_number};
pub use lead_table::Dataset;
pub(super) use text::{ends_with, has_element, starts_with};
pub use text::{same_text, simple_lower};
pub(super) use text_list::Dictionary;
pub use time::{WrittenTime, read_day, read_written_time};
pub use value_reading::{BadReading, ValueReading};
