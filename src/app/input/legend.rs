//! The legend: every sign and abbreviation on the screens, with what it means. The help (`?`) and
//! `docs/marks.md` say it from this table; a new sign begins here.

/// Signs that are seen together.
#[derive(Clone, Copy, Debug)]
pub struct LegendGroup {
    /// Where they are seen.
    pub title: &'static str,
    /// Each sign, several of them with blanks between, and what it means.
    pub signs: &'static [(&'static str, &'static str)],
}

/// The groups, in the order of the help.
#[rustfmt::skip] // one sign per line
pub const LEGEND: &[LegendGroup] = &[
    LegendGroup { title: "In lists and panes", signs: &[
        (">", "The selected row: reversed where the keys go, underlined or on a ground of its own in the other pane; in a title, the pane where the keys go"),
        ("#", "A marked row: an edit of one of them changes all"),
        ("!!  !", "Must be fixed; worth a look, disputed, missing or altered"),
        ("v ~ / +", "Being voted on; changed since agreed; agreed by one side; agreed; behind a ! if there is a finding as well"),
        ("?", "A suggestion nobody has decided on yet"),
        ("*", "The hand-off stage; in a list of choices, the one that is set; in a table or plot, a row that stands out by more than chance"),
        ("[x] [-] [ ]", "Yes or done; no; not known or open, which counts as no"),
        ("v 12 more", "Rows below; with ^ above"),
        ("\u{2026} ...", "Text that goes on; ~ where only ASCII is drawn"),
    ]},
    LegendGroup { title: "On steps", signs: &[
        ("+ . !", "Done; still open; has findings"),
        ("[6 Points]", "The step, stage or choice you are on"),
    ]},
    LegendGroup { title: "On leads", signs: &[
        ("+ ?", "Qualifies; could qualify once more is known"),
        ("=42", "42 points, the same as another lead"),
        ("IN  OUT", "Leads that qualify because of the last change; leads that no longer do"),
        ("3 now A, were B", "Leads that get another disposition, and neither came in nor went out"),
        ("up to 6", "How many could qualify if whatever isn't known turned out true"),
        ("(was 4)", "The figure before the last change"),
        ("20 + Demo", "The hand-off rule: 20 points and a Demo"),
    ]},
    LegendGroup { title: "On votes, findings and versions", signs: &[
        ("o", "One vote for the value above it; a number where there are too many to draw"),
        ("A201", "A finding's code: A1.. must be fixed, A2.. is worth a look, A3.. is a note"),
        ("~", "On a finding, a proof or the next version: still being worked out"),
        ("+ ~ -", "In the draft: a new line; a changed one; what it was"),
    ]},
    LegendGroup { title: "In plots", signs: &[
        ("\u{2588} #", "A bar; its parts \u{2581} to \u{2587} are eighths, in ASCII _ . o"),
        ("\u{2502} : ^", "The threshold now; the one that is tried; where either is on the axis"),
        ("\u{2022} + x =", "On the threshold curve: all leads; those that ended well; badly; where lines meet"),
        ("S M *", "On the scale of a sheet: the median of Sales; of Marketing; of both"),
        ("\u{251c}\u{25cf}\u{2524} [o]", "A share or a difference within its interval; O if it is more than chance"),
    ]},
    LegendGroup { title: "On a timeline", signs: &[
        ("\u{b7} + > #", "A day; several events; passed on to Sales; closed. A letter is an event, named below"),
    ]},
    LegendGroup { title: "Keys and mouse", signs: &[
        ("Click, wheel", "A click selects, a second one does Enter; the wheel scrolls; keys and steps named on the screen can be clicked"),
        ("0-9", "On a number: begins to type it. On a sample lead's answers: chooses that answer, 0 none. Elsewhere: goes to a step, as Alt-6 or :6 always does"),
    ]},
];

/// Whether a sign is in the legend; an agreement's behind a finding's, as in `!+`, is if both are.
pub fn is_in_legend(sign: &str) -> bool {
    let all = LEGEND.iter().flat_map(|group| group.signs);
    let mut signs = all.flat_map(|(signs, _)| signs.split(' '));
    let behind = sign.trim_start_matches('!');
    signs.any(|known| known == sign)
        || (behind.len() < sign.len() && is_in_legend(behind) && "v~/+".contains(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found() {
        for sign in ["!", "!!", "v", "!+", "!!~", "[x]", "o", "#"] {
            assert!(is_in_legend(sign), "{sign}");
        }
        for sign in ["$", "!o", "y", "!!!#"] {
            assert!(!is_in_legend(sign), "{sign}");
        }
    }

    #[test]
    fn no_group_says_a_sign_twice() {
        for group in LEGEND {
            let mut signs: Vec<_> = group.signs.iter().flat_map(|(s, _)| s.split(' ')).collect();
            signs.retain(|sign| sign.len() == 1);
            let all = signs.len();
            signs.sort_unstable();
            signs.dedup();
            // `v` is said of rows below as well, `#` of a bar and of an end.
            assert!(all - signs.len() <= 1, "{}", group.title);
        }
    }
}
