//! `reward-token`: a CW20 token that is capped and minted only inside an epoch budget.
//!
//! The messages of holders are those of the CW20 2.0 standard, field for field, so that every wallet and exchange
//! that speaks CW20 speaks to it; what differs is written down in the contract's README.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Uint128};
use cw20::{Cw20Coin, Expiration};

use crate::Page;

pub use cw20::{Logo, MarketingInfoResponse};

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

/// Notice of another minter.
pub const MINTER_NOTICE: Seconds = Seconds::days(7);

/// Sets the token up.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// May announce another minter and lower cap and budget; never moves, mints or burns a token.
    pub owner: String,
    /// Name; 3 to 50 bytes.
    pub name: String,
    /// Symbol; 3 to 12 letters or hyphens.
    pub symbol: String,
    /// Decimals; at most 18.
    pub decimals: u8,
    /// Balances to begin with; at most 30, each address once. They count against the cap, not against a
    /// budget.
    pub initial_balances: Vec<Cw20Coin>,
    /// The one address that may mint inside the budget, until another one is announced: the community
    /// contract.
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

/// Messages: those of CW20 2.0, field for field, and the owner's. None takes funds.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Holder: moves tokens. Refused where the balance is short (RWD-004). Event `transferred`.
    Transfer {
        /// Who receives.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// Holder: destroys tokens; the supply falls, what was minted to date does not. Refused where the
    /// balance is short (RWD-004). Event `burnt`.
    Burn {
        /// Base units.
        amount: Uint128,
    },
    /// Holder: moves tokens to a contract and calls its `receive`. Refused where the balance is short
    /// (RWD-004) or the contract refuses. Event `transferred`.
    Send {
        /// Who receives.
        contract: String,
        /// Base units.
        amount: Uint128,
        /// What the contract is told.
        msg: Binary,
    },
    /// Holder: raises what a spender may spend. Refused for oneself (RWD-003) and an expiry that is not in
    /// the future (RWD-008). Event `allowance-set`.
    IncreaseAllowance {
        /// Who may spend.
        spender: String,
        /// Base units more.
        amount: Uint128,
        /// Absent: as it was.
        expires: Option<Expiration>,
    },
    /// Holder: lowers what a spender may spend; all of it, or more, withdraws it. Refused for oneself
    /// (RWD-003), where nothing was given (RWD-005) and for an expiry that is not in the future (RWD-008).
    /// Event `allowance-set`.
    DecreaseAllowance {
        /// Who may spend.
        spender: String,
        /// Base units less.
        amount: Uint128,
        /// Absent: as it was.
        expires: Option<Expiration>,
    },
    /// Spender: moves an owner's tokens. Refused without allowance (RWD-005), where it expired (RWD-006) or
    /// is short (RWD-007), or the balance is (RWD-004). Event `transferred`.
    TransferFrom {
        /// Whose tokens.
        owner: String,
        /// Who receives.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// Spender: as `transfer_from`, to a contract, and calls its `receive`. Event `transferred`.
    SendFrom {
        /// Whose tokens.
        owner: String,
        /// Who receives.
        contract: String,
        /// Base units.
        amount: Uint128,
        /// What the contract is told.
        msg: Binary,
    },
    /// Spender: destroys an owner's tokens. Refused as `transfer_from`. Event `burnt`.
    BurnFrom {
        /// Whose tokens.
        owner: String,
        /// Base units.
        amount: Uint128,
    },
    /// Minter: brings tokens into existence, inside cap and budget (RWD-009). Refused to anybody else, a
    /// former minter included (RWD-001). Event `minted`.
    Mint {
        /// Who receives.
        recipient: String,
        /// Base units.
        amount: Uint128,
    },
    /// Owner: announces who mints from 7 days on, in place of an earlier announcement; naming the minter in
    /// force withdraws it. Refused to anybody else (KIT-018). Event `minter-announced`.
    UpdateMinter {
        /// Absent: nobody, and nothing is ever minted again unless the owner announces another.
        new_minter: Option<String>,
    },
    /// Marketing address: changes the texts or hands the role over; blank removes. Refused to anybody else
    /// (RWD-011) and beyond the bounds of the texts. Event `marketing-updated`.
    UpdateMarketing {
        /// A link; at most 512 bytes. Absent: as it was.
        project: Option<String>,
        /// At most 1,024 bytes. Absent: as it was.
        description: Option<String>,
        /// Absent: as it was.
        marketing: Option<String>,
    },
    /// Marketing address: changes the logo. Refused to anybody else (RWD-011), too large (RWD-012), of
    /// another format (RWD-013). Event `logo-uploaded`.
    UploadLogo(Logo),
    /// Owner: lowers the cap at once. Refused to anybody else (KIT-018), where it is not lower or more was
    /// minted (RWD-014). Event `cap-lowered`.
    LowerCap {
        /// The most that may ever be minted, in base units.
        cap: Uint128,
    },
    /// Owner: lowers the schedule's first budget at once, and every later one with it, this epoch's and what
    /// rolled over included. Refused to anybody else (KIT-018), where it is not lower (RWD-015). Event
    /// `budget-lowered`.
    LowerBudget {
        /// Budget of epoch 0, in base units.
        budget: Uint128,
    },
    /// Owner, or the named next owner: hands ownership over in two steps. Renouncing is refused. Event
    /// `ownership-updated`.
    UpdateOwnership(cw_ownable::Action),
}

/// A minter that was announced.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct NextMinter {
    /// Absent: nobody.
    pub minter: Option<Addr>,
    /// The first second in which it counts.
    pub from: UnixTime,
}

/// Questions: those of CW20 2.0, the emission and its course.
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
    /// Epoch by epoch, from the present one on: budget, and the most that may have been minted.
    #[returns(Page<SupplyPoint, u64>)]
    SupplyCurve {
        /// Last epoch seen.
        start_after: Option<u64>,
        /// Rows; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Owner, and who may take over.
    #[returns(cw_ownable::Ownership<Addr>)]
    Ownership {},
}

/// A present or later epoch, as it looks now.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct SupplyPoint {
    /// The epoch.
    pub epoch: u64,
    /// Its first second.
    pub from: UnixTime,
    /// Its budget, without what rolls over.
    pub budget: Uint128,
    /// The most that may have been minted, ever, when it ends; at most a few units too high.
    pub minted_at_most: Uint128,
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
    /// Who may mint now; absent where nobody may.
    pub minter: Option<Addr>,
    /// Who may mint later, where that was announced.
    pub next_minter: Option<NextMinter>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
