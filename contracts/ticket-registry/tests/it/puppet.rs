//! A contract that plays the escrow: it stores raw keys on demand and notes the misses it is told, unless
//! it was told to refuse them.

use aftercare_interface::packed_structs;
use aftercare_interface::sla_escrow::Miss;
use aftercare_kit::store::Item;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::{Contract, ContractWrapper};

/// What the puppet does on demand, and the one message of the escrow that the registry sends.
#[cw_serde]
pub enum Pull {
    /// Stores a raw key.
    Put { key: Binary, value: Binary },
    /// Refuses bookings from now on, or takes them again.
    Refuse { refuse: bool },
    /// Notes misses.
    BookMisses {
        agreement: u64,
        misses: Vec<Miss>,
        keeper: Option<String>,
    },
}

/// One booking as it arrived.
#[cw_serde]
pub struct Booked {
    pub sender: String,
    pub agreement: u64,
    pub misses: Vec<Miss>,
    pub keeper: Option<String>,
}
packed_structs! { Booked { sender, agreement, misses, keeper } }

const BOOKED: Item<Vec<Booked>> = Item::new("booked");
const REFUSE: Item<bool> = Item::new("refuse");

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    BOOKED.save(deps.storage, &vec![]);
    REFUSE.save(deps.storage, &false);
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, pull: Pull) -> StdResult<Response> {
    match pull {
        Pull::Put { key, value } => deps.storage.set(&key, &value),
        Pull::Refuse { refuse } => REFUSE.save(deps.storage, &refuse),
        Pull::BookMisses {
            agreement,
            misses,
            keeper,
        } => {
            if REFUSE.load(deps.storage)? {
                return Err(StdError::generic_err("refused"));
            }
            let sender = info.sender.to_string();
            let booked = Booked {
                sender,
                agreement,
                misses,
                keeper,
            };
            let mut all = BOOKED.load(deps.storage)?;
            all.push(booked);
            BOOKED.save(deps.storage, &all);
        }
    }
    Ok(Response::new())
}

fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&BOOKED.load(deps.storage)?)
}

pub fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
