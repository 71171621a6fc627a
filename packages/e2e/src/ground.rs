//! What every part stands on: a chain, people with keys, and the suite that `aftercare deploy` made.

use std::path::{Path, PathBuf};

use aftercare_chain_engine::{checked, Chain, Client, Networks, Shelf, Wallet};
use aftercare_engine::{Engine, Suite};
use aftercare_interface::Asset;
use aftercare_testing::{World, EURO};
use anyhow::Context;
use clap::Args;
use cosmwasm_std::Addr;
use serde_json::Value;

/// Where things are.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The network's name in the networks file.
    #[arg(long, default_value = "localnet")]
    pub network: String,
    /// The networks file.
    #[arg(long, default_value = "networks.toml")]
    pub networks: PathBuf,
    /// The folder of `NAME.mnemonic` files.
    #[arg(long, default_value = ".localnet/accounts")]
    pub accounts: PathBuf,
    /// The folder of the Wasm files.
    #[arg(long, default_value = "artifacts")]
    pub artifacts: PathBuf,
    /// Where `aftercare deploy` keeps what it did.
    #[arg(long, default_value = "deployments")]
    pub deployments: PathBuf,
}

impl Arguments {
    /// A connection and people's keys.
    pub fn chain(&self) -> anyhow::Result<Chain> {
        let network = Networks::find(&self.networks, &self.network)?;
        let wallet = Wallet::open(&self.accounts, &network.prefix)?;
        let client = Client::connect(network)?;
        Ok(Chain::new(client, wallet, Shelf::new(&self.artifacts)))
    }

    /// The suite, and the world around it. The second asset is the first until a story makes a token.
    pub fn world(&self) -> anyhow::Result<World<Chain>> {
        let mut chain = self.chain()?;
        let suite = self.suite(&chain)?;
        for (contract, name) in [
            (&suite.escrow, "escrow"),
            (&suite.registry, "registry"),
            (&suite.community, "community"),
            (&suite.token, "token"),
        ] {
            chain.call(contract, name);
        }
        let euro = Asset::native(EURO);
        Ok(World {
            engine: chain,
            suite,
            dollar: euro.clone(),
            euro,
            doubted: None,
        })
    }

    fn suite(&self, chain: &Chain) -> anyhow::Result<Suite> {
        let network = chain.client().network();
        let file = self.deployments.join(format!("{}.json", network.chain_id));
        let contracts = contracts(&file)?;
        let find = |name: &str| -> anyhow::Result<Addr> {
            let address = contracts[name].as_str().unwrap_or_default();
            Ok(checked(address, &network.prefix)?)
        };
        Ok(Suite {
            escrow: find("sla_escrow")?,
            registry: find("ticket_registry")?,
            token: find("reward_token")?,
            community: find("community")?,
        })
    }
}

/// Addresses by artifact, as the deployment file has them.
fn contracts(file: &Path) -> anyhow::Result<Value> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read: aftercare deploy first", file.display()))?;
    let whole: Value = serde_json::from_str(&text)?;
    Ok(whole["deployment"]["contracts"].clone())
}

/// People with a purse of coins each.
pub fn give_purses(world: &mut World<Chain>, people: &[&str]) -> anyhow::Result<()> {
    for name in people {
        let account = world.person(name);
        world
            .engine
            .fund(&account, cosmwasm_std::coin(10_000_000_000, EURO))?;
    }
    Ok(())
}
