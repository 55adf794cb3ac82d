//! The wall: what the room view shows of each step. Each wall is drawn at three sizes as text, which
//! reads without colour, and once with its styles named. `ACCORD_WALLS=FOLDER` writes them as SVG.

#[path = "../common/mod.rs"]
mod common;

mod drawn;
mod evidence;
mod journey;
mod personas;
mod points;
mod preview;
mod publish;
mod rules;
mod sealed;
mod sheet;
mod sizes;
mod stages;
