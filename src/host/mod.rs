//! Performs what the workbench and the command line ask for, outside the pure rooms.

pub mod publish;
