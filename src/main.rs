//! The `accord` binary. All of its work is done by the library's `cli` room.

/// Blocks of leads are allocated on one core and freed on another; in this allocator cores do not
/// wait for each other.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let code = accord::cli::run(std::env::args_os(), &accord::cli::open);
    std::process::ExitCode::from(u8::try_from(code).unwrap_or(2))
}
