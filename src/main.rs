//! The `accord` binary; all it does is in the library's `cli` room.

/// Blocks of leads are made on one core and given back on another; this one doesn't make them wait.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let code = accord::cli::run(std::env::args_os(), &accord::cli::open);
    std::process::ExitCode::from(u8::try_from(code).unwrap_or(2))
}
