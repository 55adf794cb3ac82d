//! How a sheet is printed: across, as wide as the paper, with titles on every page.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell_text::printed_text;
use crate::export::ExportSource;

/// The number of the paper size A4.
const A4: u8 = 9;

/// Sets up a sheet's pages, with these rows on top of each.
pub(super) fn set_up_pages(
    sheet: &mut Worksheet,
    exported: &ExportSource,
    titles: (u32, u32),
) -> Result<(), XlsxError> {
    let name = printed_text(&exported.name);
    let version = match exported.version {
        Some(version) => format!("version {version}"),
        None => "DRAFT, nobody has agreed to this yet".into(),
    };
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(titles.0, titles.1)?
        .set_header(format!("&L{name}&R{version}"))
        .set_footer("&L&A&RPage &P of &N");
    Ok(())
}
