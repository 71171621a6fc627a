//! given no chain at all
//! ├── when the networks file has no such network
//! │   └── it names those that it has
//! ├── when the networks file is none, or holds a word that means nothing
//! │   └── it names the file
//! ├── when no node listens
//! │   └── it says where it looked and how to start one
//! ├── when the words of the key are no mnemonic
//! │   └── it says so and does not repeat them
//! └── when the key's file is missing
//!     └── it names the file
//! In every case it ends with a status other than 0, prints nothing on standard output, and leaves no
//! deployment behind.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Nobody listens on port 1.
pub const NETWORKS: &str = r#"
[here]
chain_id = "here-1"
rpc = "http://127.0.0.1:1"
prefix = "wasm"
fee_denom = "stake"
gas_price = 0.025
[here.suite]
protocol_fee_bps = 100
burn_share_bps = 5000
assets = []
"#;

/// A published test vector: the words of nobody's money.
const WORDS: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

/// Runs the command in a folder.
pub fn aftercare(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_aftercare"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("AFTERCARE_KEY")
        .output()
        .unwrap()
}

/// What both commands that need a chain say in that folder, to each of which `part` has to belong.
fn refused(networks: &str, words: Option<&str>, (network, part): (&str, &str)) {
    for command in [["deploy", "--yes"], ["keeper", "--rounds=1"]] {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("networks.toml"), networks).unwrap();
        if let Some(words) = words {
            std::fs::write(folder.path().join("key"), words).unwrap();
        }
        let mut arguments = command.to_vec();
        arguments.extend(["--network", network, "--key", "key"]);
        let output = aftercare(folder.path(), &arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty());
        assert!(said.contains(part), "{said}");
        assert!(!said.contains("abandon"), "{said}");
        assert!(!folder.path().join("deployments").exists());
    }
}

#[test]
fn a_wrong_network_name_is_answered_with_the_right_ones() {
    refused(
        NETWORKS,
        Some(WORDS),
        (
            "there",
            "no network is called there in networks.toml; it has: here",
        ),
    );
}

#[test]
fn a_networks_file_that_is_none_is_named() {
    let unknown = NETWORKS.replace("prefix", "pre_fix");
    for networks in ["no table", unknown.as_str()] {
        refused(networks, Some(WORDS), ("here", "networks.toml: "));
    }
}

#[test]
fn a_node_that_does_not_listen_is_named_with_the_way_to_start_one() {
    refused(
        NETWORKS,
        Some(WORDS),
        ("here", "the node at http://127.0.0.1:1 cannot be reached"),
    );
    refused(NETWORKS, Some(WORDS), ("here", "scripts/localnet"));
}

#[test]
fn words_that_are_no_mnemonic_are_refused_and_not_repeated() {
    let short = WORDS.trim_end_matches(" about");
    for words in [short, "abandon", ""] {
        refused(
            NETWORKS,
            Some(words),
            ("here", "the mnemonic of key is wrong"),
        );
    }
}

#[test]
fn a_missing_key_is_named() {
    refused(
        NETWORKS,
        None,
        ("here", "key: no mnemonic can be read here"),
    );
}
