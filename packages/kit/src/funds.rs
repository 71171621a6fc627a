//! What a message may be sent with: nothing, or exactly one coin.

use cosmwasm_std::{Coin, MessageInfo};

use crate::KitError;

/// For messages that expect no funds.
///
/// # Errors
/// [`KitError::UnexpectedFunds`].
pub fn refuse(info: &MessageInfo) -> Result<(), KitError> {
    if info.funds.is_empty() {
        Ok(())
    } else {
        Err(KitError::UnexpectedFunds {
            coins: info.funds.len(),
        })
    }
}

/// For messages that expect one coin. An entry of no amount counts as a coin too many: a chain never
/// sends one, and a caller that does is refused rather than guessed at.
///
/// # Errors
/// [`KitError::OneCoin`].
pub fn one_coin(info: &MessageInfo) -> Result<Coin, KitError> {
    match info.funds.as_slice() {
        [coin] if !coin.amount.is_zero() => Ok(coin.clone()),
        coins => Err(KitError::OneCoin { coins: coins.len() }),
    }
}
