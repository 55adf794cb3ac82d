//! What is wrong with a value, if anything.

/// What a value is, as bits: empty, no number though compared with one, no day though compared
/// with one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::scoring) struct ValueKind(u8);

impl ValueKind {
    pub(super) const EMPTY: u8 = 1;
    pub(super) const NO_NUMBER: u8 = 2;
    pub(super) const NO_DAY: u8 = 4;
    /// How many kinds there are.
    pub(super) const COUNT: usize = 8;

    /// Returns the kind with these bits.
    pub(super) fn of(bits: u8) -> Self {
        Self(bits)
    }

    /// Returns its bits as an index.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}
