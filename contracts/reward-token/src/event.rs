//! Events of the token, beside the attributes that CW20 prescribes.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, Uint128};

aftercare_kit::events! { "reward-token";
    /// The token exists; initial balances count as minted.
    Instantiated as "instantiated" {
        /// May announce another minter and lower cap and budget.
        owner: Addr,
        /// Who may mint.
        minter: Addr,
        /// The most that may ever exist.
        cap: Uint128,
        /// What exists from the beginning.
        supply: Uint128,
        /// First second of epoch 0.
        start: UnixTime,
        /// Length of an epoch in seconds.
        epoch_length: Seconds,
        /// Budget of epoch 0.
        budget: Uint128,
        /// What each epoch's budget loses, in basis points.
        decay: Bps,
    }
    /// Tokens moved from one account to another.
    Transferred as "transferred" {
        /// Who paid.
        from: Addr,
        /// Who received.
        to: Addr,
        /// The spender, where an allowance was used.
        by: Option<Addr>,
        /// How much moved.
        amount: Uint128,
        /// Balance of the payer afterwards.
        from_balance: Uint128,
        /// Balance of the receiver afterwards.
        to_balance: Uint128,
        /// What the spender may still spend, where an allowance was used.
        allowance: Option<Uint128>,
    }
    /// Tokens ceased to exist.
    Burnt as "burnt" {
        /// Whose tokens.
        from: Addr,
        /// The spender, where an allowance was used.
        by: Option<Addr>,
        /// How much was burnt.
        amount: Uint128,
        /// Balance of the owner afterwards.
        from_balance: Uint128,
        /// What exists afterwards.
        supply: Uint128,
        /// What the spender may still spend, where an allowance was used.
        allowance: Option<Uint128>,
    }
    /// Tokens came into existence, inside cap and budget.
    Minted as "minted" {
        /// Who received.
        to: Addr,
        /// How much was minted.
        amount: Uint128,
        /// Balance of the receiver afterwards.
        to_balance: Uint128,
        /// What exists afterwards.
        supply: Uint128,
        /// Minted to date, burnt tokens included.
        minted: Uint128,
        /// The epoch.
        epoch: u64,
        /// Minted in it.
        minted_in_epoch: Uint128,
        /// What it still allows.
        left: Uint128,
    }
    /// An owner gave, raised, lowered or withdrew an allowance.
    AllowanceSet as "allowance-set" {
        /// The owner.
        owner: Addr,
        /// The spender.
        spender: Addr,
        /// What the spender may spend from now on; 0 where it was withdrawn.
        allowance: Uint128,
        /// When it expires; absent where it was withdrawn.
        expires: Option<String>,
    }
    /// Marketing data changed; the texts are in the message.
    MarketingUpdated as "marketing-updated" {
        /// Who changed it.
        by: Addr,
        /// Who may change it from now on; absent where nobody may.
        marketing: Option<Addr>,
    }
    /// The logo changed; it is in the message.
    LogoUploaded as "logo-uploaded" {
        /// Who changed it.
        by: Addr,
        /// `url`, `svg` or `png`.
        kind: &'static str,
    }
    /// The owner announced another minter, or withdrew the announcement.
    MinterAnnounced as "minter-announced" {
        /// Who announced it.
        by: Addr,
        /// Who may mint now; absent where nobody may.
        minter: Option<Addr>,
        /// Who may mint later; absent where nobody may.
        next_minter: Option<Addr>,
        /// From this second on; absent where nothing is announced any more.
        next_from: Option<UnixTime>,
    }
    /// The owner lowered the cap.
    CapLowered as "cap-lowered" {
        /// Who lowered it.
        by: Addr,
        /// The most that may ever be minted.
        cap: Uint128,
        /// What may be minted now.
        left: Uint128,
    }
    /// The owner lowered the budget.
    BudgetLowered as "budget-lowered" {
        /// Who lowered it.
        by: Addr,
        /// Budget of epoch 0, from which those of later epochs follow.
        budget: Uint128,
        /// The epoch.
        epoch: u64,
        /// What rolled over into it, as it counts from now on.
        carried: Uint128,
        /// Minted in it.
        minted_in_epoch: Uint128,
        /// What may be minted now.
        left: Uint128,
    }
    /// Ownership was offered or taken.
    OwnershipUpdated as "ownership-updated" {
        /// The owner.
        owner: Option<Addr>,
        /// Who may take over.
        pending_owner: Option<Addr>,
        /// Until when.
        pending_until: Option<String>,
    }
}
