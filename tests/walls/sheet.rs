//! The wall of the estimate sheet.
