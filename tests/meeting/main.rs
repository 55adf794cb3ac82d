//! The meeting itself: its clock, room view, curtain and parked thoughts.

#[path = "../common/mod.rs"]
mod common;

mod clock;
mod curtain;
mod questions;
mod room_view;
mod thoughts;
