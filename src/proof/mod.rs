//! stand-in
/// stand-in
#[derive(Clone, Debug, Default)]
pub struct Proof;
