//! Tests that need a real terminal: the binary in a pseudo-terminal.
#![cfg(unix)]

mod desk;
mod disk;
mod leaving;
mod look;
mod mouse;
mod new_session;
mod second;
mod typing;
