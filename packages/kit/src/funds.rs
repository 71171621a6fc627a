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

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::{message_info, MockApi};
    use cosmwasm_std::{coin, coins};

    use super::*;

    fn with(funds: &[Coin]) -> MessageInfo {
        message_info(&MockApi::default().addr_make("sender"), funds)
    }

    #[test]
    fn a_message_without_a_price_takes_no_coin() {
        assert_eq!(refuse(&with(&[])), Ok(()));
        let refused = KitError::UnexpectedFunds { coins: 1 };
        assert_eq!(refuse(&with(&coins(1, "ueuro"))), Err(refused));
    }

    #[test]
    fn a_message_with_a_price_takes_one_coin_of_some_amount() {
        let one = coin(7, "ueuro");
        assert_eq!(one_coin(&with(std::slice::from_ref(&one))), Ok(one.clone()));
        for funds in [vec![], vec![coin(0, "ueuro")], vec![one, coin(1, "uother")]] {
            let refused = KitError::OneCoin { coins: funds.len() };
            assert_eq!(one_coin(&with(&funds)), Err(refused));
        }
    }
}
