//! What a command says, to people or to programs.

use clap::Args;

/// How much is said, and how.
#[derive(Clone, Copy, Debug, Args)]
pub struct Voice {
    /// One JSON object on standard output, and nothing else there.
    #[arg(long)]
    pub json: bool,
    /// Nothing but errors.
    #[arg(long, conflicts_with = "json")]
    pub quiet: bool,
}

impl Voice {
    /// For people.
    pub fn say(self, line: impl AsRef<str>) {
        if !self.json && !self.quiet {
            println!("{}", line.as_ref());
        }
    }

    /// For programs.
    pub fn tell(self, value: &serde_json::Value) {
        if self.json {
            println!("{value}");
        }
    }
}
