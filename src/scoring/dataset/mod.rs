//! Recorded leads in memory: a [`Dataset`] of columns, and the columns a file's header has for
//! fields.

mod code_list;
mod column;
mod column_index;
mod lead;
mod lead_data;
mod lead_table;
mod text;
mod text_list;

pub(super) use code_list::{CHUNK_LEN, Chunk};
pub(super) use column::Column;
#[cfg(test)]
pub(crate) use column_index::COMPARED;
pub use column_index::{ColumnIndex, column_of};
pub use lead::{Event, Lead};
pub(super) use lead_data::{NO_DAY, day_number};
pub use lead_table::Dataset;
pub use text::{same_text, simple_lower};
