//! What others wrote: every crate under its versions and its licence, listed by cargo itself, offline.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use aftercare_engine::Failure;
use spdx::{Expression, ParseMode};

use crate::evidence::{Evidence, Kept};

/// The page.
pub const PAGE: &str = "docs/dependencies.md";

/// Licences that ask for nothing but their own text beside what is shipped, or only for the sources of what was
/// changed in their files.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates under other licences, and why they may stand where they stand: none of them in a contract.
const EXCEPTIONS: [(&str, &str); 1] = [(
    "wasmer-compiler-singlepass",
    "Business Source License 1.1: free for everything but production use. The virtual machine's own compiler; here it \
     runs tests and measures, and nothing that ships contains it.",
)];

/// A part of the project, and how cargo lists what it stands on.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// Its name.
    pub name: &'static str,
    /// What `cargo tree` is told.
    arguments: &'static [&'static str],
    /// Which crates alone may stand there in several versions; absent where any may.
    several: Option<&'static [&'static str]>,
}

/// The contracts as they ship, one version of each crate; but CosmWasm's own crates derive their errors by an
/// older `thiserror`, of which nothing but a trait is compiled in.
pub const SHIPPED: Scope = Scope {
    name: "contracts",
    arguments: &[
        "--package=aftercare-sla-escrow",
        "--package=aftercare-ticket-registry",
        "--package=aftercare-community",
        "--package=aftercare-reward-token",
        "--edges=normal,no-proc-macro",
        "--target=wasm32-unknown-unknown",
    ],
    several: Some(&["thiserror"]),
};

/// All parts.
pub const SCOPES: [Scope; 3] = [
    SHIPPED,
    Scope {
        name: "workspace",
        arguments: &["--workspace", "--edges=normal,build,dev"],
        several: None,
    },
    Scope {
        name: "vm engine",
        arguments: &[
            "--manifest-path=packages/vm-engine/Cargo.toml",
            "--workspace",
            "--edges=normal,build,dev",
        ],
        several: None,
    },
];

/// Crates of a scope: name to versions with their licences.
pub type Crates = BTreeMap<String, BTreeMap<String, String>>;

impl Scope {
    /// What it stands on; our own crates are left out.
    ///
    /// # Errors
    /// What cargo says.
    pub fn crates(&self, root: &Path) -> Result<Crates, Failure> {
        let told = Command::new("cargo")
            .args([
                "tree",
                "--offline",
                "--locked",
                "--prefix=none",
                "--format={p}|{l}",
            ])
            .args(self.arguments)
            .current_dir(root)
            .output();
        let told = told.map_err(|error| Failure::new(format!("cargo tree: {error}")))?;
        if !told.status.success() {
            let why = String::from_utf8_lossy(&told.stderr).into_owned();
            return Err(Failure::new(format!("cargo tree for {}: {why}", self.name)));
        }
        Ok(read(&String::from_utf8_lossy(&told.stdout)))
    }

    /// What nobody may ship: licences that are not allowed, and crates that stand there twice.
    #[must_use]
    pub fn faults(&self, crates: &Crates) -> Vec<String> {
        let mut faults = vec![];
        for (name, versions) in crates {
            let may = self
                .several
                .is_none_or(|some| some.contains(&name.as_str()));
            if versions.len() > 1 && !may {
                let all: Vec<_> = versions.keys().cloned().collect();
                faults.push(format!("{name} stands there in {}", all.join(" and ")));
            }
            let excepted = EXCEPTIONS.iter().any(|(it, _)| it == name) && self.several.is_none();
            let foreign = versions
                .values()
                .filter(|licence| !excepted && !is_allowed(licence));
            faults.extend(foreign.map(|licence| format!("{name}: {licence:?} is not allowed")));
        }
        faults
    }
}

/// Reads lines of a name, a version and a licence.
fn read(lines: &str) -> Crates {
    let mut crates = Crates::new();
    for line in lines.lines().filter(|line| !line.starts_with("aftercare-")) {
        let Some((package, licence)) = line.split_once('|') else {
            continue;
        };
        let mut words = package.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            let licence = licence.trim_end_matches(" (*)").to_owned();
            crates
                .entry(name.to_owned())
                .or_default()
                .insert(version.to_owned(), licence);
        }
    }
    crates
}

fn is_allowed(licence: &str) -> bool {
    let parsed = Expression::parse_mode(licence, ParseMode::LAX);
    parsed.is_ok_and(|expression| {
        expression.evaluate(|asked| {
            let id = asked.license.id();
            id.is_some_and(|id| ALLOWED.contains(&id.name))
        })
    })
}

/// Lists everything, writes the page and the counts.
///
/// # Errors
/// What is not allowed; what cargo says; a page that cannot be written.
pub fn run(root: &Path, kept: &Kept) -> Result<Evidence, Failure> {
    let mut evidence = Evidence::of(&kept.sources);
    let (mut faults, mut text) = (vec![], HEAD.to_owned());
    for (name, why) in EXCEPTIONS {
        text += &format!("\nAn exception: `{name}`. {why}\n");
    }
    for scope in SCOPES {
        let crates = scope.crates(root)?;
        faults.extend(scope.faults(&crates));
        let twice = crates
            .values()
            .filter(|versions| versions.len() > 1)
            .count();
        evidence.add(&format!("{}: crates", scope.name), crates.len() as u64);
        evidence.add(
            &format!("{}: in several versions", scope.name),
            twice as u64,
        );
        text += &section(scope, &crates);
    }
    evidence.add("faults", faults.len() as u64);
    if !faults.is_empty() {
        return Err(Failure::new(faults.join("\n")));
    }
    let page = root.join(PAGE);
    let failure = |error| Failure::new(format!("{PAGE}: {error}"));
    std::fs::write(page, text).map_err(failure)?;
    evidence.write(&kept.evidence)?;
    Ok(evidence)
}

const HEAD: &str = "# What others wrote\n\n\
    Written by `scripts/audit supply` from what cargo knows, offline; `Cargo.lock` pins every version by its hash. \
    Allowed are licences that ask for their text beside what is shipped; a crate under another one, or two versions \
    of a crate inside the contracts, fails the run. Crates for other systems than this one are not listed. The \
    optimiser (`binaryen`, Apache-2.0) is pinned by `package-lock.json`, the node that `scripts/localnet` builds by \
    `localnet/go.sum`; neither ships.\n";

fn section(scope: Scope, crates: &Crates) -> String {
    let mut licences: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut several = String::new();
    for (name, versions) in crates {
        for licence in versions.values() {
            licences.entry(licence).or_default().insert(name);
        }
        if versions.len() > 1 {
            let all: Vec<_> = versions.keys().cloned().collect();
            several += &format!("- {name}: {}\n", all.join(", "));
        }
    }
    let mut text = format!(
        "\n## {}: {} crates\n\n| licence | crates |\n| --- | --- |\n",
        scope.name,
        crates.len()
    );
    for (licence, names) in licences {
        let names: Vec<_> = names.into_iter().collect();
        text += &format!("| {licence} | {} |\n", names.join(", "));
    }
    if !several.is_empty() {
        text += &format!("\nIn several versions, as others ask for them:\n\n{several}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_where_one_of_its_choices_is() {
        assert!(is_allowed("MIT OR GPL-3.0-only"));
        assert!(is_allowed("MIT/Apache-2.0"));
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!is_allowed("GPL-3.0-only"));
        assert!(!is_allowed("MIT AND AGPL-3.0-only"));
        assert!(!is_allowed(""));
    }

    #[test]
    fn two_versions_are_a_fault_where_it_ships_alone() {
        let crates = read("one v1.0.0|MIT\none v2.0.0|MIT (*)\naftercare-kit v0.1.0|MIT\n");
        assert_eq!(crates.len(), 1);
        assert_eq!(
            SHIPPED.faults(&crates),
            ["one stands there in v1.0.0 and v2.0.0"]
        );
        let several = None;
        let scope = Scope { several, ..SHIPPED };
        assert_eq!(scope.faults(&crates), [""; 0]);
    }
}
