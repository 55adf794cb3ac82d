//! What only a real terminal can show: the binary in a pseudo-terminal.
#![cfg(unix)]

mod desk;
mod disk;
mod leaving;
mod look;
mod second;
mod typing;
