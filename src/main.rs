//! The `accord` binary; all it does is in the library's `cli` room.

use accord::cli::{Look, Open};

fn main() -> std::process::ExitCode {
    let code = accord::cli::run(std::env::args_os(), &open);
    std::process::ExitCode::from(u8::try_from(code).unwrap_or(2))
}

fn open(_: Open, _: Look) -> anyhow::Result<i32> {
    anyhow::bail!("the workbench isn't built into this binary yet")
}
