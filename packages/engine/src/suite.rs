//! The four contracts, instantiated and wired in the one order that leaves no gap.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::{community, reward_token, sla_escrow, ticket_registry, Asset};
use cosmwasm_std::{Addr, Decimal, Uint128};

use crate::{Code, Engine, Failure};

/// What a deployment chooses.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Owner of escrow, community and token.
    pub owner: Addr,
    /// Receives the part of protocol fees that is not burnt.
    pub fee_sink: Addr,
    /// Protocol fee in basis points.
    pub protocol_fee: Bps,
    /// Burnt share of it.
    pub burn_share: Bps,
    /// Assets that plans and bounties may use, with the points that a burnt base unit of each makes.
    pub assets: Vec<(Asset, Decimal)>,
}

/// The addresses of a deployed and wired suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suite {
    /// `sla-escrow`.
    pub escrow: Addr,
    /// `ticket-registry`.
    pub registry: Addr,
    /// `reward-token`.
    pub token: Addr,
    /// `community`.
    pub community: Addr,
}

impl Suite {
    /// Deploys and wires: escrow, registry (which names the escrow for ever), community (which names
    /// both), token (whose only minter is the community), then each `wire`, once; the community's last,
    /// because rates that are set before it count at once.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn deploy(engine: &mut impl Engine, settings: &Settings) -> Result<Self, Failure> {
        let owner = &settings.owner;
        let escrow = engine.instantiate(owner, Code::SlaEscrow, &escrow_message(settings))?;
        let message = registry_message(&escrow);
        let registry = engine.instantiate(owner, Code::TicketRegistry, &message)?;
        let start = engine.now();
        let message = community_message(settings, &escrow, &registry, start);
        let community = engine.instantiate(owner, Code::Community, &message)?;
        let token = engine.instantiate(
            owner,
            Code::RewardToken,
            &token_message(owner, &community, start),
        )?;
        let suite = Self {
            escrow,
            registry,
            token,
            community,
        };
        suite.wire(engine, settings)?;
        Ok(suite)
    }

    fn wire(&self, engine: &mut impl Engine, settings: &Settings) -> Result<(), Failure> {
        let owner = &settings.owner;
        let registry = self.registry.to_string();
        engine.execute(
            owner,
            &self.escrow,
            &sla_escrow::ExecuteMsg::Wire { registry },
            &[],
        )?;
        for (asset, rate) in &settings.assets {
            let list = sla_escrow::ExecuteMsg::ListAsset {
                asset: asset.clone(),
            };
            engine.execute(owner, &self.escrow, &list, &[])?;
            let list = community::ExecuteMsg::ListAsset {
                asset: asset.clone(),
            };
            engine.execute(owner, &self.community, &list, &[])?;
            let rate = community::ExecuteMsg::SetRate {
                asset: asset.clone(),
                rate: *rate,
            };
            engine.execute(owner, &self.community, &rate, &[])?;
        }
        let token = self.token.to_string();
        let wire = community::ExecuteMsg::Wire { token };
        engine.execute(owner, &self.community, &wire, &[]).map(drop)
    }
}

/// The escrow's message.
#[must_use]
pub fn escrow_message(settings: &Settings) -> sla_escrow::InstantiateMsg {
    sla_escrow::InstantiateMsg {
        owner: settings.owner.to_string(),
        fee_sink: settings.fee_sink.to_string(),
        protocol_fee: settings.protocol_fee,
        burn_share: settings.burn_share,
    }
}

/// The registry's message: its escrow, for ever.
#[must_use]
pub fn registry_message(escrow: &Addr) -> ticket_registry::InstantiateMsg {
    ticket_registry::InstantiateMsg {
        escrow: escrow.to_string(),
    }
}

/// The community's message.
#[must_use]
pub fn community_message(
    settings: &Settings,
    escrow: &Addr,
    registry: &Addr,
    epoch_start: UnixTime,
) -> community::InstantiateMsg {
    community::InstantiateMsg {
        owner: settings.owner.to_string(),
        escrow: escrow.to_string(),
        registry: registry.to_string(),
        epoch_start,
        epoch_length: Seconds::days(7),
        silence_threshold: Bps(100),
    }
}

/// The token's message, with the defaults of the spec: cap 1,000,000,000 with 6 decimals, first budget 5,000,000, decay 50 bps an epoch
/// of 7 days, so that budget ÷ decay = cap.
#[must_use]
pub fn token_message(
    owner: &Addr,
    community: &Addr,
    start: UnixTime,
) -> reward_token::InstantiateMsg {
    reward_token::InstantiateMsg {
        owner: owner.to_string(),
        name: "Aftercare".to_owned(),
        symbol: "CARE".to_owned(),
        decimals: 6,
        initial_balances: vec![],
        minter: community.to_string(),
        cap: Uint128::new(1_000_000_000_000_000),
        schedule: reward_token::Schedule {
            start,
            epoch_length: Seconds::days(7),
            budget: Uint128::new(5_000_000_000_000),
            decay: Bps(50),
        },
        marketing: None,
    }
}
