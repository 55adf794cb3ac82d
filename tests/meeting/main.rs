//! The meeting itself: its clock, room view, curtain and parked thoughts.

#[path = "../common/mod.rs"]
mod common;

mod answers;
mod clock;
mod curtain;
mod days;
mod questions;
mod room_file;
mod room_view;
mod thoughts;
