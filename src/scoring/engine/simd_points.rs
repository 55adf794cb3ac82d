//! Points of many leads in parallel lanes: 16 bits wide if the model's bounds prove that enough,
//! else 64.
//!
//! This is SWAR (SIMD within a register) code that the compiler vectorises: a byte of a bitmap is
//! looked up as a mask of eight lanes, and eight comparisons are gathered into a byte by one
//! multiplication.

use super::bitmap::gather_bits;

/// An integer type that lanes can have.
pub(super) trait Lane: Copy + Ord + Default + Send + Sync + 'static {
    /// Converts a number, saturating at the bounds.
    fn of(value: i64) -> Self;
    /// Widens to 64 bits.
    fn value(self) -> i64;
    /// Saturating addition.
    fn plus(self, other: Self) -> Self;
    /// Wrapping addition, correct whenever the end result of several steps is in range.
    fn plus_around(self, other: Self) -> Self;
    /// Wrapping subtraction, correct whenever the end result of several steps is in range.
    fn minus_around(self, other: Self) -> Self;
    /// Returns this number where the mask is all ones, 0 where it is 0.
    fn masked(self, mask: Self) -> Self;
    /// Returns this number where the mask is all ones, the minimum where it is 0.
    fn or_least(self, mask: Self) -> Self;
    /// Expands the bits of a byte to eight masks.
    fn masks(byte: u8) -> &'static [Self; 8];
    /// Wraps lanes of this width.
    fn into_lanes(lanes: Vec<Self>) -> Lanes;
    /// Returns the lanes if they have this width; an empty slice otherwise.
    fn from_lanes(lanes: &Lanes) -> &[Self];
}

/// Lanes of either width.
#[derive(Clone, Debug)]
pub(super) enum Lanes {
    Narrow(Vec<i16>),
    Wide(Vec<i64>),
}

impl Lanes {
    pub fn get(&self, index: usize) -> i64 {
        match self {
            Self::Narrow(lanes) => i64::from(lanes[index]),
            Self::Wide(lanes) => lanes[index],
        }
    }
}

macro_rules! lane {
    ($type:ty, $variant:ident, $masks:ident) => {
        static $masks: [[$type; 8]; 256] = {
            let mut masks = [[0; 8]; 256];
            let mut byte = 0;
            while byte < 256 {
                let mut bit = 0;
                while bit < 8 {
                    masks[byte][bit] = if byte >> bit & 1 == 1 { -1 } else { 0 };
                    bit += 1;
                }
                byte += 1;
            }
            masks
        };

        impl Lane for $type {
            fn of(value: i64) -> Self {
                let nearest = value.clamp(i64::from(Self::MIN), i64::from(Self::MAX));
                Self::try_from(nearest).expect("it is within bounds")
            }
            fn value(self) -> i64 {
                i64::from(self)
            }
            fn plus(self, other: Self) -> Self {
                self.saturating_add(other)
            }
            fn plus_around(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn minus_around(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            fn masked(self, mask: Self) -> Self {
                self & mask
            }
            fn or_least(self, mask: Self) -> Self {
                (self & mask) | (Self::MIN & !mask)
            }
            fn masks(byte: u8) -> &'static [Self; 8] {
                &$masks[usize::from(byte)]
            }
            fn into_lanes(lanes: Vec<Self>) -> Lanes {
                Lanes::$variant(lanes)
            }
            fn from_lanes(lanes: &Lanes) -> &[Self] {
                match lanes {
                    Lanes::$variant(lanes) => lanes,
                    _ => &[],
                }
            }
        }
    };
}

lane!(i16, Narrow, MASKS_16);
lane!(i64, Wide, MASKS_64);

/// Applies a change to the lanes of 64 leads per word, given the mask of each bit.
fn change_by_masks<T: Lane>(lanes: &mut [T], bits: &[u64], change: impl Fn(&mut T, T)) {
    for (word, lanes) in bits.iter().zip(lanes.chunks_exact_mut(64)) {
        if *word == 0 {
            continue;
        }
        for (byte, lanes) in word
            .to_le_bytes()
            .into_iter()
            .zip(lanes.chunks_exact_mut(8))
        {
            let masks = T::masks(byte);
            for (lane, mask) in lanes.iter_mut().zip(masks) {
                change(lane, *mask);
            }
        }
    }
}

/// Adds points where a bit is set.
pub(super) fn add_where<T: Lane>(lanes: &mut [T], bits: &[u64], points: i64) {
    if points != 0 {
        let points = T::of(points);
        change_by_masks(lanes, bits, |lane, mask| {
            *lane = lane.plus(points.masked(mask));
        });
    }
}

/// Adds the difference between two numbers of points where a bit is set.
pub(super) fn shift_where<T: Lane>(lanes: &mut [T], bits: &[u64], from: i64, to: i64) {
    if from != to {
        let shift = T::of(to).minus_around(T::of(from));
        change_by_masks(lanes, bits, |lane, mask| {
            *lane = lane.plus_around(shift.masked(mask));
        });
    }
}

/// Raises points to at least this number where a bit is set.
pub(super) fn raise_where<T: Lane>(lanes: &mut [T], bits: &[u64], points: i64) {
    let points = T::of(points);
    change_by_masks(lanes, bits, |lane, mask| {
        *lane = (*lane).max(points.or_least(mask));
    });
}

/// Sets points to 0 where no bit is set.
pub(super) fn zero_elsewhere<T: Lane>(lanes: &mut [T], bits: &[u64]) {
    for (word, lanes) in bits.iter().zip(lanes.chunks_exact_mut(64)) {
        for (byte, lanes) in word
            .to_le_bytes()
            .into_iter()
            .zip(lanes.chunks_exact_mut(8))
        {
            for (lane, mask) in lanes.iter_mut().zip(T::masks(byte)) {
                *lane = lane.masked(*mask);
            }
        }
    }
}

/// Adds lanes pairwise.
pub(super) fn add_lanes<T: Lane>(lanes: &mut [T], other: &[T]) {
    for (lane, other) in lanes.iter_mut().zip(other) {
        *lane = lane.plus(*other);
    }
}

/// Sets the bits of the lanes that are at least `least`.
pub(super) fn at_least<T: Lane>(lanes: &[T], least: i64, bits: &mut [u64]) {
    if least > T::of(i64::MAX).value() {
        bits.fill(0);
        return;
    }
    let least = T::of(least);
    for (word, lanes) in bits.iter_mut().zip(lanes.chunks_exact(64)) {
        let mut reached = [0_u8; 64];
        for (reached, lane) in reached.iter_mut().zip(lanes) {
            *reached = u8::from(*lane >= least);
        }
        *word = 0;
        for (n, eight) in reached.chunks_exact(8).enumerate() {
            let eight: [u8; 8] = eight.try_into().expect("chunks of eight");
            *word |= gather_bits(u64::from_le_bytes(eight)) << (8 * n);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both_widths<T: Lane>() {
        let bits: Vec<u64> = vec![0x8000_0000_0000_00A5, 0, u64::MAX, 0xF0F0_1234_5678_9ABC];
        let set = |lane: usize| super::super::bitmap::is_set(&bits, lane);
        let mut lanes = vec![T::of(0); 256];
        add_where(&mut lanes, &bits, 7);
        shift_where(&mut lanes, &bits[..2], 7, -3);
        let expected = |lane: usize| match (set(lane), lane < 128) {
            (false, _) => 0,
            (true, true) => -3,
            (true, false) => 7,
        };
        assert!((0..256).all(|l| lanes[l].value() == expected(l)));
        for least in [-4, -3, -2, 0, 1, 7, 8, i64::MAX, i64::MIN] {
            let mut reached = vec![9; 4];
            at_least(&lanes, least, &mut reached);
            let is = |l: usize| super::super::bitmap::is_set(&reached, l);
            assert!((0..256).all(|l| is(l) == (expected(l) >= least)), "{least}");
        }
        let mut best = vec![T::of(i64::MIN); 256];
        raise_where(&mut best, &bits, -5);
        raise_where(&mut best, &bits[..3], -9);
        zero_elsewhere(&mut best, &bits);
        assert!((0..256).all(|l| best[l].value() == if set(l) { -5 } else { 0 }));
        add_lanes(&mut best, &lanes);
        assert!((0..256).all(|l| best[l].value() == expected(l) + if set(l) { -5 } else { 0 }));
    }

    #[test]
    fn lanes_follow_their_bits() {
        both_widths::<i16>();
        both_widths::<i64>();
    }
}
