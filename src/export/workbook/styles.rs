//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of cells.
pub(super) struct Styles {
    pub title: Format,
    /// A heading across a sheet.
    pub heading: Format,
    /// The title of a column.
    pub column: Format,
    /// Text, broken into lines.
    pub text: Format,
    /// Text in bold.
    pub strong: Format,
    pub number: Format,
    /// Where a word is to be filled in; whatever is typed stays a text.
    pub fill_in: Format,
    /// Where a number is to be filled in.
    pub fill_in_number: Format,
    /// What the calculator says.
    pub result: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let text = || top().set_text_wrap();
        let fill_in = || {
            let border = top().set_border(FormatBorder::Thin);
            border.set_background_color(Color::RGB(0x00FF_F6CC))
        };
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: top().set_bold().set_font_size(12),
            column: text().set_bold().set_border_bottom(FormatBorder::Medium),
            text: text(),
            strong: text().set_bold(),
            number: top(),
            fill_in: fill_in().set_num_format("@"),
            fill_in_number: fill_in(),
            result: text().set_bold().set_border(FormatBorder::Thin),
        }
    }
}
