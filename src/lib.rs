//! Accord: a workbench in which Sales and Marketing agree what a qualified lead is.

pub mod app;
pub mod check;
pub mod cli;
pub mod evidence;
pub mod export;
pub mod host;
pub mod model;
pub mod records;
pub mod scoring;
pub mod screens;
pub mod store;
pub mod terminal;
pub mod widgets;
