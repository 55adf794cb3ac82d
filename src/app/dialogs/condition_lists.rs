//! Several names or values of a condition in one text.

/// Splits a text at its commas, or at its semicolons if it has any, as a value may have a comma.
pub(super) fn split_list(text: &str) -> Vec<String> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let trimmed = |part: &str| Some(part.trim().to_owned()).filter(|p| !p.is_empty());
    text.split(separator).filter_map(trimmed).collect()
}

/// Joins texts as [`split_list`] splits them.
pub(super) fn join_list(texts: &[String]) -> String {
    let has_comma = texts.iter().any(|text| text.contains(','));
    match texts {
        [one] if has_comma => format!("{one};"),
        several => several.join(if has_comma { "; " } else { ", " }),
    }
}

/// Returns texts as the beginning of a list that goes on.
pub(super) fn begun_list(texts: &[String]) -> String {
    let joined = join_list(texts);
    match joined.as_str() {
        "" => joined,
        listed if listed.ends_with(';') => format!("{listed} "),
        listed if listed.contains(';') => format!("{listed}; "),
        listed => format!("{listed}, "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_split_as_it_was() {
        for texts in [
            vec!["a"],
            vec!["a", "b c"],
            vec!["Smith, Inc"],
            vec!["Smith, Inc", "b"],
        ] {
            let texts: Vec<String> = texts.into_iter().map(String::from).collect();
            assert_eq!(split_list(&join_list(&texts)), texts);
        }
    }
}
