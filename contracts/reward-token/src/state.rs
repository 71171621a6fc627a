//! Every storage key of the token. Records are packed as `aftercare_kit::store` says.
//!
//! Beside these stands the raw key `emission`
//! ([`aftercare_interface::raw::EMISSION_KEY`]): cap, schedule, where minting stands in it, and who mints. It
//! is the token's only record of them, written at instantiation, by each mint and by the owner. The owner is
//! the kit's record.

use aftercare_interface::packed_structs;
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Uint128};
use cw20::{AllowanceResponse, Logo, MarketingInfoResponse};

/// What never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Name.
    pub name: String,
    /// Symbol.
    pub symbol: String,
    /// Decimals.
    pub decimals: u8,
}

packed_structs! { Token { name, symbol, decimals } }

/// Written at instantiation.
pub const TOKEN: Item<Token> = Item::new("token");
/// What exists: the sum of all balances. Written by mints and burns.
pub const SUPPLY: Item<Uint128> = Item::new("supply");
/// By owner; stays at 0 once an account was emptied, so that it can be listed. Written by every movement.
pub const BALANCES: Map<&Addr, Uint128> = Map::new("balance");
/// By owner and spender; stays at 0 once it was spent, goes once it was withdrawn. Written by allowance
/// messages and by spending.
pub const ALLOWANCES: Map<(&Addr, &Addr), AllowanceResponse> = Map::new("allowance");
/// By spender and owner: which allowances a spender has. Present exactly where [`ALLOWANCES`] has the pair.
pub const SPENDERS: Map<(&Addr, &Addr), ()> = Map::new("spender");
/// Absent where nothing was given. Bounded texts. Written at instantiation and by the marketing address.
pub const MARKETING: Item<MarketingInfoResponse> = Item::new("marketing");
/// Absent where none was given; at most 5 KiB, a link at most 512 bytes. Written with [`MARKETING`].
pub const LOGO: Item<Logo> = Item::new("logo");
