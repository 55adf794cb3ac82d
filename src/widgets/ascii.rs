//! What this program draws itself, in ASCII: the last thing done to a screen where only ASCII is
//! shown. What people wrote stays as they wrote it.

use ratatui::buffer::Buffer;

use super::theme::Theme;

/// Every sign drawn here that isn't ASCII, and what stands for it. A sign that is missing is found
/// by the test that walks all screens.
const REPLACEMENTS: [(char, char); 16] = [
    // Cut off; not printable.
    ('…', '~'),
    ('·', '.'),
    // Words that changed.
    ('“', '"'),
    ('”', '"'),
    // Rules.
    ('─', '-'),
    ('│', '|'),
    // Bars and large letters.
    ('▁', '_'),
    ('▂', '_'),
    ('▃', '.'),
    ('▄', '.'),
    ('▅', 'o'),
    ('▆', 'o'),
    ('▇', '#'),
    ('█', '#'),
    ('▀', '\''),
    // A list's sign.
    ('•', '*'),
];

/// Puts ASCII in place of every sign drawn here, where the theme asks for it.
pub fn replace_signs(buf: &mut Buffer, theme: &Theme) {
    if !theme.ascii {
        return;
    }
    for cell in &mut buf.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        let mut chars = cell.symbol().chars();
        if let (Some(sign), None) = (chars.next(), chars.next())
            && let Some((_, plain)) = REPLACEMENTS.iter().find(|(drawn, _)| *drawn == sign)
        {
            cell.set_char(*plain);
        }
    }
}
