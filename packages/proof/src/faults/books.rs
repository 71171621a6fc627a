//! The books of whoever holds money.

use aftercare_engine::{Code, Engine, Failure};
use aftercare_interface::asset::{ListedAsset, Solvency};
use aftercare_interface::{sla_escrow, Asset, Page};
use cosmwasm_std::Addr;

use super::beside::Chain;

/// That nothing is missing, of any listed asset, in escrow and community.
///
/// # Errors
/// Where something is.
pub fn balance(chain: &Chain) -> Result<(), Failure> {
    for contract in chain.of(Code::SlaEscrow).chain(chain.of(Code::Community)) {
        for asset in assets(chain, contract)? {
            let books = solvency(chain, contract, &asset)?;
            let accounted = books.accounts + books.surplus;
            if !books.shortfall.is_zero() || books.holdings != accounted {
                return Err(Failure::new(format!("the books are not exact: {books:?}")));
            }
            chain.count("books found exact");
        }
    }
    Ok(())
}

/// The listed assets of a contract; both contracts are asked alike.
pub fn assets(chain: &Chain, contract: &Addr) -> Result<Vec<Asset>, Failure> {
    let question = sla_escrow::QueryMsg::Assets {
        start_after: None,
        limit: Some(30),
    };
    let listed: Page<ListedAsset, String> = chain.native.query(contract, &question)?;
    Ok(listed.rows.into_iter().map(|row| row.asset).collect())
}

/// What a contract holds of an asset, and what it owes.
pub fn solvency(chain: &Chain, contract: &Addr, asset: &Asset) -> Result<Solvency, Failure> {
    let asset = asset.clone();
    let question = sla_escrow::QueryMsg::Solvency { asset };
    chain.native.query(contract, &question)
}
