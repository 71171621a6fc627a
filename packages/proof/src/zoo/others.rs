//! What a hostile token must leave alone.

use std::collections::BTreeSet;

use aftercare_engine::{Code, Failure, Snapshot};
use aftercare_interface::Asset;
use cosmwasm_std::{Event, Record};

use crate::faults::again::Again;
use crate::faults::beside::{Chain, Message};
use crate::faults::{books, state};

/// How the records of the chain's own coins begin.
const BANK: &[u8] = b"\0\x04bank";

/// Coins, reward tokens, and the books of every other asset.
#[derive(PartialEq, Eq, Debug)]
struct Others {
    coins: Vec<Record>,
    rewards: Vec<Vec<Record>>,
    books: Vec<String>,
}

fn of(chain: &Chain) -> Result<Others, Failure> {
    let hostile: Vec<Asset> = chain.of(Code::Cw20).map(Asset::cw20).collect();
    let coins = chain.native.state().into_iter();
    let mut others = Others {
        coins: coins.filter(|(key, _)| key.starts_with(BANK)).collect(),
        rewards: chain
            .of(Code::RewardToken)
            .map(|token| chain.native.dump(token))
            .collect(),
        books: vec![],
    };
    for contract in chain.of(Code::SlaEscrow).chain(chain.of(Code::Community)) {
        for asset in books::assets(chain, contract)? {
            if !hostile.contains(&asset) {
                let found = books::solvency(chain, contract, &asset)?;
                others.books.push(format!("{contract}: {found:?}"));
            }
        }
    }
    Ok(others)
}

/// Coins, rewards, and the books of other assets are what they are when the token is honest.
///
/// # Errors
/// What differs.
pub fn are_the_same(
    chain: &mut Chain,
    message: &Message<'_>,
    ended: &Snapshot,
) -> Result<(), Failure> {
    chain.native.restore(message.after);
    let wanted = of(chain)?;
    chain.native.restore(ended);
    let found = of(chain)?;
    if wanted == found {
        return Ok(());
    }
    Err(Failure::new(format!(
        "other assets are touched:\n  not {wanted:?}\n  but {found:?}"
    )))
}

/// The contracts believed what the token said: all that they store is what it is when the token is honest,
/// unless something was refused after all, which is kept.
///
/// # Errors
/// What differs.
pub fn books_are_the_same(
    chain: &mut Chain,
    message: &Message<'_>,
    (events, ended): (&[Event], &Snapshot),
) -> Result<(), Failure> {
    let refused = Again::all(chain, events)?;
    for one in &refused {
        one.is_kept(chain)?;
    }
    if !refused.is_empty() {
        return Ok(());
    }
    let found = ours(chain);
    chain.native.restore(message.after);
    let wanted = ours(chain);
    chain.native.restore(ended);
    let told = state::differences(&wanted, &found);
    if told.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("the books say something else:{told}")))
}

/// All that our contracts store.
fn ours(chain: &Chain) -> BTreeSet<Record> {
    let ours = chain.contracts.iter().filter(|it| it.code != Code::Cw20);
    let records = ours.flat_map(|it| chain.native.dump(&it.address));
    records.collect()
}
