//! The four contracts and the doors that each one opens to the chain.

use crate::{module::Module, refusal::Refusal};

/// What every artifact exports beside its entry points: how the host hands memory over, and the
/// marker of the interface that CosmWasm 1.x to 3.x share.
const PLUMBING: [&str; 3] = ["allocate", "deallocate", "interface_version_8"];

/// The one capability marker that is accepted: key ranges, which every chain offers.
const EVERY_CHAIN_HAS: &str = "requires_iterator";

/// Host functions of CosmWasm 1.0, which every later release still offers.
const HOST_FUNCTIONS: [&str; 15] = [
    "env.abort",
    "env.addr_canonicalize",
    "env.addr_humanize",
    "env.addr_validate",
    "env.db_next",
    "env.db_read",
    "env.db_remove",
    "env.db_scan",
    "env.db_write",
    "env.debug",
    "env.ed25519_batch_verify",
    "env.ed25519_verify",
    "env.query_chain",
    "env.secp256k1_recover_pubkey",
    "env.secp256k1_verify",
];

/// One contract as it is built.
pub struct Contract {
    /// The name of its artifact, without `.wasm`.
    pub artifact: &'static str,
    /// Exactly the entry points that it has to export.
    pub doors: &'static [&'static str],
}

/// The contracts of the core.
pub const CONTRACTS: [Contract; 4] = [
    Contract {
        artifact: "community",
        doors: &["execute", "instantiate", "migrate", "query", "reply"],
    },
    Contract {
        artifact: "reward_token",
        doors: &["execute", "instantiate", "migrate", "query"],
    },
    Contract {
        artifact: "sla_escrow",
        doors: &["execute", "instantiate", "migrate", "query", "reply"],
    },
    Contract {
        artifact: "ticket_registry",
        doors: &["execute", "instantiate", "migrate", "query", "reply"],
    },
];

impl Contract {
    /// The file name of the artifact.
    pub fn file(&self) -> String {
        format!("{}.wasm", self.artifact)
    }
}

/// Entry points missing or not expected, capabilities demanded, imports that some release lacks.
pub fn doors(contract: &Contract, module: &Module) -> Vec<Refusal> {
    let expected = || contract.doors.iter().chain(&PLUMBING).copied();
    let missing = expected()
        .filter(|name| !module.exports.iter().any(|export| export == name))
        .map(|name| Refusal::ExportMissing(name.to_owned()));
    let surplus = module
        .exports
        .iter()
        .filter(|export| !expected().any(|name| name == export.as_str()))
        .filter(|export| export.as_str() != EVERY_CHAIN_HAS)
        .map(|export| match export.strip_prefix("requires_") {
            Some(capability) => Refusal::CapabilityRequired(capability.to_owned()),
            None => Refusal::ExportUnexpected(export.clone()),
        });
    let foreign = module
        .imports
        .iter()
        .filter(|import| !HOST_FUNCTIONS.contains(&import.as_str()))
        .map(|import| Refusal::ImportUnknown(import.clone()));
    missing.chain(surplus).chain(foreign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::module::from_text;

    const TOKEN: &Contract = &CONTRACTS[1];

    const GOOD: &str = r#"
        (import "env" "db_read" (func (param i32) (result i32)))
        (memory (export "memory") 17)
        (func $f)
        (export "execute" (func $f)) (export "instantiate" (func $f))
        (export "migrate" (func $f)) (export "query" (func $f))
        (export "allocate" (func $f)) (export "deallocate" (func $f))
        (export "interface_version_8" (func $f)) (export "requires_iterator" (func $f))"#;

    fn refusals(text: &str) -> Vec<Refusal> {
        doors(TOKEN, &from_text(&format!("(module {text})")))
    }

    #[test]
    fn a_contract_with_its_doors_and_no_more_is_accepted() {
        assert_eq!(refusals(GOOD), []);
    }

    #[test]
    fn a_missing_entry_point_is_refused() {
        let text = GOOD.replace(r#"(export "query" (func $f))"#, "");
        assert_eq!(refusals(&text), [Refusal::ExportMissing("query".into())]);
    }

    #[test]
    fn a_missing_interface_version_is_refused() {
        let text = GOOD.replace("interface_version_8", "interface_version_7");
        assert_eq!(
            refusals(&text),
            [
                Refusal::ExportMissing("interface_version_8".into()),
                Refusal::ExportUnexpected("interface_version_7".into())
            ]
        );
    }

    #[test]
    fn an_entry_point_nobody_declared_is_refused() {
        let text = format!(r#"{GOOD} (export "sudo" (func $f))"#);
        assert_eq!(refusals(&text), [Refusal::ExportUnexpected("sudo".into())]);
    }

    #[test]
    fn a_capability_that_only_some_chains_have_is_refused() {
        let text = format!(r#"{GOOD} (export "requires_staking" (func $f))"#);
        assert_eq!(
            refusals(&text),
            [Refusal::CapabilityRequired("staking".into())]
        );
    }

    #[test]
    fn a_host_function_of_later_releases_is_refused() {
        let text = GOOD.replace("db_read", "db_next_key");
        assert_eq!(
            refusals(&text),
            [Refusal::ImportUnknown("env.db_next_key".into())]
        );
    }

    #[test]
    fn an_import_from_elsewhere_is_refused() {
        let text = GOOD.replace(r#""env""#, r#""wasi""#);
        assert_eq!(
            refusals(&text),
            [Refusal::ImportUnknown("wasi.db_read".into())]
        );
    }
}
