//! What is mutated, which tests have to notice, and where money moves.

use std::path::Path;

/// A package under test.
#[derive(Debug, PartialEq, Eq)]
pub struct Package {
    /// As cargo calls it.
    pub name: &'static str,
    /// Its folder.
    pub folder: &'static str,
    /// Tests that take longer than all others together, by a part of their name: only what survives the others
    /// meets them.
    pub slow: &'static [&'static str],
    /// Whether a file's own tests come first, because few of the others are about it: those within the library,
    /// and the target of its name.
    pub near: bool,
}

impl Package {
    /// The targets with all quick tests.
    #[must_use]
    pub fn tests(&self) -> Vec<String> {
        ["--lib", "--tests"].map(str::to_owned).to_vec()
    }

    /// Those that come first for a file, if any do.
    #[must_use]
    pub fn near(&self, root: &Path, file: &str) -> Option<Vec<String>> {
        let tests = root.join(self.folder).join("tests");
        let is_target = |word: &str| {
            tests.join(format!("{word}.rs")).exists() || tests.join(word).join("main.rs").exists()
        };
        let within = file.strip_prefix(self.folder)?.strip_prefix("/src/")?;
        let mut words = within.trim_end_matches(".rs").split('/');
        let target = words.find(|word| is_target(word));
        let target = target.map(|word| format!("--test={word}"));
        let near = std::iter::once("--lib".to_owned()).chain(target);
        self.near.then(|| near.collect())
    }
}

/// In the order in which they are tried: what all others stand on comes first.
pub const PACKAGES: [Package; 6] = [
    Package {
        name: "aftercare-domain",
        folder: "packages/domain",
        slow: &[
            "within_three_weeks",
            "over_a_hundred_years",
            "over_ten_years",
            "million_random_steps",
        ],
        near: true,
    },
    Package {
        name: "aftercare-kit",
        folder: "packages/kit",
        slow: &[],
        near: false,
    },
    Package {
        name: "aftercare-reward-token",
        folder: "contracts/reward-token",
        slow: &["thousands_of_messages"],
        near: false,
    },
    Package {
        name: "aftercare-sla-escrow",
        folder: "contracts/sla-escrow",
        slow: &[
            "lives::",
            "histories::",
            "exact::",
            "drill::",
            "law::",
            "next_step::whoever",
        ],
        near: false,
    },
    Package {
        name: "aftercare-community",
        folder: "contracts/community",
        slow: &["histories::", "flat_rewards::", "flat::", "replay::"],
        near: false,
    },
    Package {
        name: "aftercare-ticket-registry",
        folder: "contracts/ticket-registry",
        slow: &["random::", "matrix::every_cell"],
        near: false,
    },
];

/// Files, and folders that end in a slash, in which an amount is decided or moved.
const MONEY: [&str; 40] = [
    "packages/domain/src/allowance.rs",
    "packages/domain/src/billing.rs",
    "packages/domain/src/bounty.rs",
    "packages/domain/src/credit.rs",
    "packages/domain/src/credit/",
    "packages/domain/src/emission.rs",
    "packages/domain/src/money.rs",
    "packages/domain/src/reward.rs",
    "packages/kit/src/books/",
    "packages/kit/src/funds.rs",
    "contracts/reward-token/src/execute/allowance.rs",
    "contracts/reward-token/src/execute/tokens.rs",
    "contracts/sla-escrow/src/execute/begin.rs",
    "contracts/sla-escrow/src/execute/bond.rs",
    "contracts/sla-escrow/src/execute/claim.rs",
    "contracts/sla-escrow/src/execute/conclude.rs",
    "contracts/sla-escrow/src/execute/credit.rs",
    "contracts/sla-escrow/src/execute/credit/",
    "contracts/sla-escrow/src/execute/debt.rs",
    "contracts/sla-escrow/src/execute/payout.rs",
    "contracts/sla-escrow/src/execute/recovery.rs",
    "contracts/sla-escrow/src/execute/renew.rs",
    "contracts/sla-escrow/src/execute/settle.rs",
    "contracts/sla-escrow/src/execute/settle/",
    "contracts/sla-escrow/src/execute/subscribe.rs",
    "contracts/sla-escrow/src/execute/terminate/",
    "contracts/sla-escrow/src/execute/tip.rs",
    "contracts/community/src/execute/allowance.rs",
    "contracts/community/src/execute/challenge.rs",
    "contracts/community/src/execute/claims.rs",
    "contracts/community/src/execute/decide.rs",
    "contracts/community/src/execute/epochs.rs",
    "contracts/community/src/execute/harvest.rs",
    "contracts/community/src/execute/pool.rs",
    "contracts/community/src/execute/settle.rs",
    "contracts/community/src/execute/support.rs",
    "contracts/community/src/execute/thank.rs",
    "contracts/community/src/execute/top_up.rs",
    "contracts/community/src/execute/void.rs",
    "contracts/ticket-registry/src/booking.rs",
];

/// Whether an amount is decided or moved in this file.
#[must_use]
pub fn is_money(file: &str) -> bool {
    MONEY
        .iter()
        .any(|path| file == *path || path.ends_with('/') && file.starts_with(path))
}
