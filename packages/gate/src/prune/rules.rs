//! Which functions go, by the names that the compiler gave them.

/// What formatting an error would ask of its backtrace. They print nothing instead.
pub const PRINTERS: [&str; 2] = [
    "<std::backtrace::Backtrace as core::fmt::Debug>::fmt",
    "<std::backtrace::Backtrace as core::fmt::Display>::fmt",
];

/// Paths that are private to the standard library and that nothing but the printers enters. Functions of
/// theirs are the ones that name a type or a path of theirs.
const BEHIND_PRINTERS: [&str; 3] = [
    "rustc_demangle::",
    "std::backtrace_rs::",
    "<std::backtrace::Backtrace as core::fmt::Display>::fmt::",
];

/// What stands in for a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Ends well without printing.
    PrintsNothing,
    /// Ends the contract's run: nothing is left that calls it.
    Unreached,
}

/// Whether a function goes, by its name without hashes.
pub fn cut(name: &str) -> Option<Cut> {
    if PRINTERS.contains(&name) {
        return Some(Cut::PrintsNothing);
    }
    let behind = BEHIND_PRINTERS.iter().any(|module| name.contains(module));
    behind.then_some(Cut::Unreached)
}
