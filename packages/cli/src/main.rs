//! The `aftercare` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    aftercare_cli::main()
}
