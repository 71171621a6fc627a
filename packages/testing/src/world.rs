//! The world itself: a deployed suite, people by name, and books that are checked after every message.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Code, Engine, Failure, Settings, Suite};
use aftercare_interface::asset::Solvency;
use aftercare_interface::{sla_escrow, Asset};
use cosmwasm_std::{coin, Addr, Coin, Decimal, Event, Uint128};
use cw20::{Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg};
use serde::Serialize;

/// What a message brought about.
pub type Events = Vec<Event>;
/// The events of an accepted message, or why it was refused.
pub type Outcome = Result<Events, Failure>;

/// The coin of most stories.
pub const EURO: &str = "ueuro";
/// What each person has to begin with, in base units of the coin and of the token.
pub const PURSE: u128 = 1_000_000_000_000;

/// A deployed suite and the people who live on it.
pub struct World<E> {
    /// What runs the contracts.
    pub engine: E,
    /// Where they are.
    pub suite: Suite,
    /// A coin of the chain, listed.
    pub euro: Asset,
    /// A CW20 token, listed.
    pub dollar: Asset,
    /// An asset whose books are not checked, because its token may say anything.
    pub doubted: Option<Asset>,
}

impl<E: Engine> World<E> {
    /// Deploys and wires the suite; `people` get a purse of coins and tokens. One burnt base unit of either
    /// asset makes one point.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn new(mut engine: E, people: &[&str]) -> Result<Self, Failure> {
        let owner = engine.account("owner");
        let dollar = make_token(&mut engine, &owner, people)?;
        for name in people {
            let account = engine.account(name);
            engine.fund(&account, coin(PURSE, EURO))?;
        }
        let (euro, dollar) = (Asset::native(EURO), Asset::cw20(&dollar));
        let settings = Settings {
            fee_sink: engine.account("fee sink"),
            owner,
            protocol_fee: Bps(100),
            burn_share: Bps(5_000),
            assets: vec![
                (euro.clone(), Decimal::one()),
                (dollar.clone(), Decimal::one()),
            ],
        };
        let suite = Suite::deploy(&mut engine, &settings)?;
        Ok(Self {
            engine,
            suite,
            euro,
            dollar,
            doubted: None,
        })
    }

    /// The address of a person.
    pub fn person(&mut self, name: &str) -> Addr {
        self.engine.account(name)
    }

    /// Block time.
    pub fn now(&self) -> UnixTime {
        self.engine.now()
    }

    /// Lets time pass.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn wait(&mut self, span: Seconds) -> Result<(), Failure> {
        self.engine.advance_to(self.now().plus(span))
    }

    /// What a person holds of an asset, outside the contracts.
    ///
    /// # Errors
    /// Where the chain does not answer.
    pub fn balance(&mut self, name: &str, asset: &Asset) -> Result<u128, Failure> {
        let account = self.engine.account(name);
        match asset {
            Asset::Native { denom } => self.engine.balance(&account, denom),
            Asset::Cw20 { address } => {
                let question = Cw20QueryMsg::Balance {
                    address: account.to_string(),
                };
                let answer: cw20::BalanceResponse = self.engine.query(address, &question)?;
                Ok(answer.balance.u128())
            }
        }
    }

    /// A person sends a message; afterwards the books of both money contracts must balance in every asset.
    ///
    /// # Errors
    /// What the contract refuses, and books that do not balance.
    pub fn send(
        &mut self,
        name: &str,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Outcome {
        let sender = self.engine.account(name);
        let outcome = self.engine.execute(&sender, contract, message, funds);
        self.check_books()?;
        outcome
    }

    /// As [`World::send`], paying in any asset: a coin goes with the message, a token through its `send`.
    ///
    /// # Errors
    /// As [`World::send`].
    pub fn pay(
        &mut self,
        name: &str,
        payment: Payment<'_, impl Serialize, impl Serialize>,
    ) -> Outcome {
        let Payment {
            contract,
            asset,
            amount,
            message,
            hook,
        } = payment;
        match asset {
            Asset::Native { denom } => {
                self.send(name, contract, message, &[coin(amount.u128(), denom)])
            }
            Asset::Cw20 { address } => {
                let msg = cosmwasm_std::to_json_binary(hook)
                    .map_err(|error| Failure::new(error.to_string()))?;
                let send = Cw20ExecuteMsg::Send {
                    contract: contract.to_string(),
                    amount,
                    msg,
                };
                self.send(name, address, &send, &[])
            }
        }
    }

    /// Holdings against books, of escrow and community, in every asset but one that is doubted.
    ///
    /// # Errors
    /// Where a contract does not answer.
    pub fn solvency(&self) -> Result<Vec<(&'static str, Solvency)>, Failure> {
        let token = Asset::cw20(&self.suite.token);
        let (escrow, community) = (&self.suite.escrow, &self.suite.community);
        let both = [&self.euro, &self.dollar];
        let in_escrow = both.map(|asset| ("sla-escrow", escrow, asset));
        let in_community = both.into_iter().chain([&token]);
        let in_community = in_community.map(|asset| ("community", community, asset));
        let all = in_escrow.into_iter().chain(in_community);
        let checked = all.filter(|(_, _, asset)| Some(*asset) != self.doubted.as_ref());
        checked
            .map(|(name, contract, asset)| {
                let asset = asset.clone();
                // Both contracts are asked alike.
                let question = sla_escrow::QueryMsg::Solvency { asset };
                Ok((name, self.engine.query(contract, &question)?))
            })
            .collect()
    }

    fn check_books(&self) -> Result<(), Failure> {
        match self
            .solvency()?
            .iter()
            .find(|(_, row)| row.holdings != row.accounts)
        {
            Some((contract, row)) => Err(Failure::new(format!(
                "books of {contract} do not balance: {row:?}"
            ))),
            None => Ok(()),
        }
    }
}

/// A message that carries money in any asset.
pub struct Payment<'a, Message, Hook> {
    /// The contract that is paid.
    pub contract: &'a Addr,
    /// In which asset.
    pub asset: &'a Asset,
    /// How much, in base units.
    pub amount: Uint128,
    /// The message where the asset is a coin.
    pub message: &'a Message,
    /// The hook message where it is a token.
    pub hook: &'a Hook,
}

fn make_token<E: Engine>(engine: &mut E, owner: &Addr, people: &[&str]) -> Result<Addr, Failure> {
    let purse = |name: &&str| Cw20Coin {
        address: engine.account(name).to_string(),
        amount: Uint128::new(PURSE),
    };
    let message = cw20_base::msg::InstantiateMsg {
        name: "Dollar".to_owned(),
        symbol: "USD".to_owned(),
        decimals: 6,
        initial_balances: people.iter().map(purse).collect(),
        mint: None,
        marketing: None,
    };
    engine.instantiate(owner, Code::Cw20, &message)
}

/// The text of the first attribute of that name in an event of ours.
///
/// # Errors
/// Where no event of ours carries it.
pub fn text(events: &Events, attribute: &str) -> Result<String, Failure> {
    events
        .iter()
        .filter(|event| event.ty.starts_with("wasm-aftercare-"))
        .flat_map(|event| &event.attributes)
        .find(|found| found.key == attribute)
        .map(|found| found.value.clone())
        .ok_or_else(|| Failure::new(format!("no event carries `{attribute}`")))
}

/// As [`text`], as a number: the id that a message made.
///
/// # Errors
/// Where no event of ours carries it, or it is no number.
pub fn number(events: &Events, attribute: &str) -> Result<u64, Failure> {
    text(events, attribute)?
        .parse()
        .map_err(|_| Failure::new(format!("`{attribute}` is no number")))
}
