//! `reward-token`: a CW20 token that is capped and minted only inside an epoch budget.
//!
//! The messages are those of the CW20 2.0 standard, field for field, so that every wallet and exchange
//! that speaks CW20 speaks to it; what differs is written down in the contract's README.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::Uint128;
use cw20::Cw20Coin;

pub use cw20::{Cw20ExecuteMsg as ExecuteMsg, Logo, MarketingInfoResponse};

/// Most decimals: what wallets show.
pub const MAX_DECIMALS: u8 = 18;
/// Most initial balances.
pub const MAX_INITIAL_BALANCES: usize = 30;
/// Most bytes of a link: the project's, or the logo's.
pub const MAX_LINK: usize = 512;
/// Most bytes of the description.
pub const MAX_DESCRIPTION: usize = 1_024;
/// Most bytes of an embedded logo.
pub const MAX_LOGO: usize = 5_120;

/// Sets the token up.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Name; 3 to 50 bytes.
    pub name: String,
    /// Symbol; 3 to 12 letters or hyphens.
    pub symbol: String,
    /// Decimals; at most 18.
    pub decimals: u8,
    /// Balances to begin with; at most 30, each address once. They count against the cap, not against a
    /// budget.
    pub initial_balances: Vec<Cw20Coin>,
    /// The one address that may mint inside the budget: the community contract.
    pub minter: String,
    /// The most that may ever exist, in base units.
    pub cap: Uint128,
    /// What each epoch may mint.
    pub schedule: Schedule,
    /// Marketing data and who may change it.
    pub marketing: Option<InstantiateMarketingInfo>,
}

/// The mint schedule: budget of epoch n = floor(budget × (1 − decay)ⁿ); what an epoch leaves rolls over,
/// up to the next epoch's budget.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq)]
pub struct Schedule {
    /// First second of epoch 0.
    pub start: UnixTime,
    /// Length of an epoch; 1 hour to 366 days.
    pub epoch_length: Seconds,
    /// Budget of epoch 0, in base units.
    pub budget: Uint128,
    /// What each epoch's budget loses against the one before, in basis points; at most 10,000.
    pub decay: Bps,
}

/// Marketing data at instantiation.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMarketingInfo {
    /// A link to the project; at most 512 bytes.
    pub project: Option<String>,
    /// What the token is for; at most 1,024 bytes.
    pub description: Option<String>,
    /// Who may change marketing data and logo.
    pub marketing: Option<String>,
    /// The logo: a link of at most 512 bytes, or an SVG or PNG of at most 5 KiB.
    pub logo: Option<Logo>,
}

/// Questions: those of CW20 2.0, and the emission.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Balance of an address.
    #[returns(cw20::BalanceResponse)]
    Balance {
        /// The address.
        address: String,
    },
    /// Name, symbol, decimals, supply.
    #[returns(cw20::TokenInfoResponse)]
    TokenInfo {},
    /// Who may mint, and the cap.
    #[returns(Option<cw20::MinterResponse>)]
    Minter {},
    /// What a spender may spend of an owner's balance.
    #[returns(cw20::AllowanceResponse)]
    Allowance {
        /// The owner.
        owner: String,
        /// The spender.
        spender: String,
    },
    /// Allowances that an owner gave.
    #[returns(cw20::AllAllowancesResponse)]
    AllAllowances {
        /// The owner.
        owner: String,
        /// Last spender seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Allowances that a spender was given.
    #[returns(cw20::AllSpenderAllowancesResponse)]
    AllSpenderAllowances {
        /// The spender.
        spender: String,
        /// Last owner seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Addresses that hold or held the token.
    #[returns(cw20::AllAccountsResponse)]
    AllAccounts {
        /// Last account seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Marketing data.
    #[returns(MarketingInfoResponse)]
    MarketingInfo {},
    /// The embedded logo.
    #[returns(cw20::DownloadLogoResponse)]
    DownloadLogo {},
    /// What has been minted and what may be minted now.
    #[returns(EmissionResponse)]
    Emission {},
}

/// Minted to date and in this epoch, against budget and cap.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct EmissionResponse {
    /// The most that may ever exist.
    pub cap: Uint128,
    /// Minted, ever, initial balances included.
    pub minted: Uint128,
    /// The epoch now; 0 also before the schedule's start.
    pub epoch: u64,
    /// Budget of this epoch, without what rolled over.
    pub budget: Uint128,
    /// What rolled over into this epoch.
    pub carried: Uint128,
    /// Minted in this epoch.
    pub minted_in_epoch: Uint128,
    /// What may be minted now.
    pub left: Uint128,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
