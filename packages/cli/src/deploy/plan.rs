//! The steps of a deployment: what each sends, and how the chain itself tells that it is done.

use aftercare_chain_engine::{artifact_name, checked, foreseen, ChainError, Message, Network};
use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_engine::{suite, Code, Failure, Settings};
use aftercare_interface::{community, sla_escrow, Asset};
use cosmwasm_std::{Addr, Decimal, HexBinary};
use serde::Serialize;

use super::record::Record;

/// The contracts, in the one order that leaves no gap.
pub const ORDER: [Code; 4] = [
    Code::SlaEscrow,
    Code::TicketRegistry,
    Code::Community,
    Code::RewardToken,
];

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Stores a code.
    Store(Code),
    /// Makes a contract of it, once.
    Instantiate(Code),
    /// Tells the escrow its registry.
    WireEscrow,
    /// Tells the community its token.
    WireCommunity,
    /// Lists an asset in the escrow.
    ListForPlans(Asset),
    /// Lists an asset in the community.
    ListForBounties(Asset),
    /// Sets the points that an asset's burnt units make.
    Rate(Asset, Decimal),
    /// Gives the code admin of a contract to somebody, or to nobody.
    Admin(Code, Option<String>),
}

/// Who may migrate the contracts once they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admin {
    /// Whoever it is.
    AsItIs,
    /// Nobody, for ever.
    Nobody,
    /// This address.
    Of(Addr),
}

/// Everything that a deployment is going to send.
pub struct Plan {
    pub settings: Settings,
    pub steps: Vec<Step>,
}

impl Plan {
    /// The plan of a network's settings.
    ///
    /// # Errors
    /// Where a setting is no asset, no rate or no address.
    pub fn new(network: &Network, deployer: &Addr, admin: &Admin) -> Result<Self, ChainError> {
        let settings = settings(network, deployer)?;
        let mut steps: Vec<Step> = ORDER.iter().copied().map(Step::Store).collect();
        steps.extend(ORDER.iter().copied().map(Step::Instantiate));
        steps.push(Step::WireEscrow);
        for (asset, rate) in &settings.assets {
            steps.push(Step::ListForPlans(asset.clone()));
            steps.push(Step::ListForBounties(asset.clone()));
            steps.push(Step::Rate(asset.clone(), *rate));
        }
        // Last: rates that are set before it count at once.
        steps.push(Step::WireCommunity);
        let give = |to: Option<String>| ORDER.map(|code| Step::Admin(code, to.clone()));
        match admin {
            Admin::AsItIs => {}
            Admin::Nobody => steps.extend(give(None)),
            Admin::Of(address) => steps.extend(give(Some(address.to_string()))),
        }
        Ok(Self { settings, steps })
    }
}

fn settings(network: &Network, deployer: &Addr) -> Result<Settings, ChainError> {
    let chosen = &network.suite;
    let fee_sink = match &chosen.fee_sink {
        Some(address) => checked(address, &network.prefix)?,
        None => deployer.clone(),
    };
    let assets = chosen.assets.iter().map(|listing| {
        let asset = match (&listing.denom, &listing.cw20) {
            (Some(denom), None) => Asset::native(denom),
            (None, Some(address)) => Asset::cw20(&checked(address, &network.prefix)?),
            _ => {
                return Err(wrong(
                    "each asset of [NETWORK.suite] names either denom or cw20",
                ))
            }
        };
        let rate = listing.rate.parse::<Decimal>();
        let rate =
            rate.map_err(|error| wrong(&format!("rate {} of {asset}: {error}", listing.rate)))?;
        Ok((asset, rate))
    });
    Ok(Settings {
        owner: deployer.clone(),
        fee_sink,
        protocol_fee: Bps(chosen.protocol_fee_bps),
        burn_share: Bps(chosen.burn_share_bps),
        assets: assets.collect::<Result<_, _>>()?,
    })
}

fn wrong(cause: &str) -> ChainError {
    ChainError::File {
        file: "networks file".into(),
        cause: cause.to_owned(),
    }
}

impl Record {
    /// The salt of a contract of this deployment.
    pub fn salt(&self, code: Code) -> Vec<u8> {
        format!("aftercare/{}/{}", self.label, artifact_name(code)).into_bytes()
    }

    /// Where a contract of this deployment is, or is going to be.
    ///
    /// # Errors
    /// Where the deployer's address or a checksum is none.
    pub fn address(&self, code: Code) -> Result<Addr, ChainError> {
        let name = artifact_name(code);
        let checksum = self.codes.get(name).map(|code| code.checksum.as_str());
        let checksum = HexBinary::from_hex(checksum.unwrap_or_default())
            .map_err(|error| wrong(&error.to_string()))?;
        foreseen(&self.deployer, &checksum, &self.salt(code))
    }
}

/// The message of a step that is no `Store`: what is shown before is what is sent.
///
/// # Errors
/// Where an address cannot be foreseen.
pub fn message(step: &Step, record: &Record, settings: &Settings) -> Result<Message, ChainError> {
    let escrow = record.address(Code::SlaEscrow)?;
    let registry = record.address(Code::TicketRegistry)?;
    let community = record.address(Code::Community)?;
    let token = record.address(Code::RewardToken)?;
    match step {
        Step::Store(_) => Err(wrong("a code is stored, not told")),
        Step::Instantiate(code) => instantiation(*code, record, settings),
        Step::WireEscrow => tell(
            &escrow,
            &sla_escrow::ExecuteMsg::Wire {
                registry: registry.to_string(),
            },
        ),
        Step::WireCommunity => tell(
            &community,
            &community::ExecuteMsg::Wire {
                token: token.to_string(),
            },
        ),
        Step::ListForPlans(asset) => tell(
            &escrow,
            &sla_escrow::ExecuteMsg::ListAsset {
                asset: asset.clone(),
            },
        ),
        Step::ListForBounties(asset) => tell(
            &community,
            &community::ExecuteMsg::ListAsset {
                asset: asset.clone(),
            },
        ),
        Step::Rate(asset, rate) => tell(
            &community,
            &community::ExecuteMsg::SetRate {
                asset: asset.clone(),
                rate: *rate,
            },
        ),
        Step::Admin(code, admin) => Ok(Message::Admin {
            contract: record.address(*code)?.to_string(),
            admin: admin.clone(),
        }),
    }
}

fn instantiation(code: Code, record: &Record, settings: &Settings) -> Result<Message, ChainError> {
    let (escrow, registry) = (
        record.address(Code::SlaEscrow)?,
        record.address(Code::TicketRegistry)?,
    );
    let start = UnixTime(record.start);
    let body = match code {
        Code::SlaEscrow => json(&suite::escrow_message(settings)),
        Code::TicketRegistry => json(&suite::registry_message(&escrow)),
        Code::Community => json(&suite::community_message(
            settings, &escrow, &registry, start,
        )),
        _ => json(&suite::token_message(
            &settings.owner,
            &record.address(Code::Community)?,
            start,
        )),
    }?;
    let name = artifact_name(code);
    let stored = record.codes.get(name).and_then(|code| code.code_id);
    Ok(Message::InstantiateOnce {
        code_id: stored.unwrap_or_default(),
        label: format!("aftercare {name} {}", record.label),
        admin: record.deployer.clone(),
        body,
        salt: record.salt(code),
    })
}

fn tell(contract: &Addr, message: &impl Serialize) -> Result<Message, ChainError> {
    Ok(Message::Execute {
        contract: contract.to_string(),
        body: json(message)?,
        funds: vec![],
    })
}

fn json(message: &impl Serialize) -> Result<Vec<u8>, ChainError> {
    serde_json::to_vec(message)
        .map_err(|error| ChainError::Refused(Failure::new(error.to_string())))
}
