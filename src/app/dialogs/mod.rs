//! Dialogs as data: what is typed, picked or ticked, without the state of the workbench.

pub mod ballot_box;
pub mod condition_editor;
pub mod dialog;
pub mod findings_list;
pub mod line_keys;
pub mod list_adding;
pub mod pick;
pub mod quick_list;
pub mod reading;
pub mod sheet_box;
pub mod sheet_row;
pub mod text_entry;
pub mod textarea_keys;
