//! Sizes of files in words.

/// Returns a number of bytes in the unit that suits it, decimal as file managers count: `412 bytes`,
/// `182 kB`, `3.1 MB`.
pub fn bytes_text(bytes: usize) -> String {
    match bytes {
        1 => "1 byte".into(),
        0..=999 => format!("{bytes} bytes"),
        // What would round to 1000 kB is a megabyte.
        1_000..=999_499 => format!("{} kB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bytes_text;

    #[test]
    fn each_size_has_its_unit() {
        let texts = [
            0, 1, 999, 1_000, 1_499, 1_500, 182_400, 999_499, 999_500, 3_149_999,
        ];
        assert_eq!(
            texts.map(bytes_text),
            [
                "0 bytes",
                "1 byte",
                "999 bytes",
                "1 kB",
                "1 kB",
                "2 kB",
                "182 kB",
                "999 kB",
                "1.0 MB",
                "3.1 MB"
            ]
        );
    }
}
