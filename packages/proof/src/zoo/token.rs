//! The reference CW20 token with a switch: honest, or one of the ways in which tokens go wrong.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Failure, Native};
use cosmwasm_std::{from_json, to_json_binary, Deps};
use cosmwasm_std::{
    to_json_vec, Addr, Binary, DepsMut, Empty, Env, Event, MessageInfo, Reply, Response, StdError,
    StdResult, Storage, SubMsg, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20ExecuteMsg as Execute};
use cw20_base::contract as honest;
use cw20_base::msg::QueryMsg;
use cw20_base::state::BALANCES;
use cw20_base::ContractError;
use cw_multi_test::{Contract, ContractWrapper};
use serde::{Deserialize, Serialize};

use super::mood::Mood;

/// The one record that is not the reference token's.
pub const HABITS: &str = "zoo habits";
/// Whether errands are being run: what they bring about runs none.
const BUSY: &[u8] = b"zoo is busy";
/// Bytes that a loud token returns, and events.
const NOISE: (usize, usize) = (200 * 1_024, 500);
/// Replies to errands: to the last one, and to those before it that failed.
const LAST: u64 = 1;
const BEFORE: u64 = 0;

/// What the token does from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habits {
    /// Which way.
    pub mood: Mood,
    /// Whom a token that refuses one does not pay.
    pub refused: Option<Addr>,
    /// What it sends, to whom, whenever it moves.
    pub errands: Vec<(Addr, Binary)>,
    /// How often it moved since.
    pub moved: u64,
}

/// A chain on which such a token stands for other people's money.
#[must_use]
pub fn chain(start: UnixTime) -> Native {
    let token = ContractWrapper::new(execute, honest::instantiate, query).with_reply(reply);
    Native::with_token(start, Box::new(token) as Box<dyn Contract<Empty>>)
}

/// From now on the token has these habits.
///
/// # Errors
/// Where they cannot be written.
pub fn turn(chain: &mut Native, token: &Addr, habits: &Habits) -> Result<(), Failure> {
    let record = to_json_vec(habits).map_err(|error| Failure::new(error.to_string()))?;
    chain.put(token, HABITS.as_bytes(), &record);
    Ok(())
}

fn habits(storage: &dyn Storage) -> StdResult<Habits> {
    let record = storage.get(HABITS.as_bytes());
    record.map_or_else(|| Ok(Habits::default()), from_json)
}

fn execute(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: Execute,
) -> Result<Response, ContractError> {
    let mut habits = habits(deps.storage)?;
    let mood = match habits.mood {
        Mood::Changing => Mood::after(habits.moved + env.block.height),
        mood => mood,
    };
    if habits.mood == Mood::Changing {
        habits.moved += 1;
        deps.storage.set(HABITS.as_bytes(), &to_json_vec(&habits)?);
    }
    match mood {
        Mood::Refusing => Err(refuses()),
        Mood::RefusingOne
            if pays(&msg)
                .is_some_and(|to| habits.refused.as_ref().map(Addr::as_str) == Some(to)) =>
        {
            Err(refuses())
        }
        Mood::RefusingOdd if amount(&msg).u128() % 2 == 1 => Err(refuses()),
        Mood::Pretending if matches!(msg, Execute::Transfer { .. }) => Ok(Response::new()),
        Mood::Charging => charge(deps, env, info, msg),
        Mood::Growing => honest::execute(deps, env, info, scaled(msg, (1, 2))),
        Mood::Shrinking => honest::execute(deps, env, info, scaled(msg, (2, 1))),
        Mood::Reentering | Mood::Visiting | Mood::Forging => {
            run(deps, env, info, msg, (mood, &habits))
        }
        Mood::Loud => Ok(loud(honest::execute(deps, env, info, msg)?)),
        _ => honest::execute(deps, env, info, msg),
    }
}

fn refuses() -> ContractError {
    StdError::generic_err("not today").into()
}

fn pays(msg: &Execute) -> Option<&str> {
    match msg {
        Execute::Transfer { recipient, .. } => Some(recipient),
        _ => None,
    }
}

const fn amount(msg: &Execute) -> Uint128 {
    match msg {
        Execute::Transfer { amount, .. }
        | Execute::Burn { amount }
        | Execute::Send { amount, .. } => *amount,
        _ => Uint128::zero(),
    }
}

/// The same message about another amount; a deposit is still reported as what was sent.
fn scaled(mut msg: Execute, (times, parts): (u128, u128)) -> Execute {
    if let Execute::Transfer { amount, .. } | Execute::Burn { amount } = &mut msg {
        *amount = amount.multiply_ratio(times, parts);
    }
    msg
}

/// Moves all, and takes a tenth of it back from whoever has it then.
fn charge(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: Execute,
) -> Result<Response, ContractError> {
    let fee = amount(&msg).multiply_ratio(1u128, 10u128);
    let charged = match &msg {
        Execute::Transfer { recipient: to, .. } | Execute::Send { contract: to, .. } => {
            Some(deps.api.addr_validate(to)?)
        }
        _ => None,
    };
    let DepsMut {
        storage,
        api,
        querier,
    } = deps;
    let again = DepsMut {
        storage: &mut *storage,
        api,
        querier,
    };
    let done = honest::execute(again, env.clone(), info, msg)?;
    if let Some(to) = charged {
        let less = |held: Option<Uint128>| -> StdResult<_> {
            Ok(held.unwrap_or_default().checked_sub(fee)?)
        };
        BALANCES.update(storage, &to, less)?;
        let more = |held: Option<Uint128>| -> StdResult<_> {
            Ok(held.unwrap_or_default().checked_add(fee)?)
        };
        BALANCES.update(storage, &env.contract.address, more)?;
    }
    Ok(done)
}

/// Moves, and runs its errands before anybody goes on; what an errand is refused does not stop it.
fn run(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: Execute,
    (mood, habits): (Mood, &Habits),
) -> Result<Response, ContractError> {
    let wanted = |to: &Addr| match mood {
        Mood::Reentering => *to == info.sender,
        Mood::Visiting => *to != info.sender,
        _ => true,
    };
    let idle = deps.storage.get(BUSY).is_none();
    let pays = matches!(msg, Execute::Transfer { .. } | Execute::Burn { .. });
    let errands = habits
        .errands
        .iter()
        .filter(|(to, _)| idle && pays && wanted(to));
    let mut errands: Vec<_> = errands.map(|(to, msg)| errand(to, msg)).collect();
    if let Some(last) = errands.pop() {
        deps.storage.set(BUSY, b"");
        errands.push(SubMsg::reply_always(last.msg, LAST));
    }
    Ok(honest::execute(deps, env, info, msg)?.add_submessages(errands))
}

fn errand(to: &Addr, msg: &Binary) -> SubMsg {
    let message = WasmMsg::Execute {
        contract_addr: to.to_string(),
        msg: msg.clone(),
        funds: vec![],
    };
    SubMsg::reply_on_error(message, BEFORE)
}

fn reply(deps: DepsMut<'_>, _env: Env, reply: Reply) -> StdResult<Response> {
    if reply.id == LAST {
        deps.storage.remove(BUSY);
    }
    Ok(Response::new())
}

fn loud(done: Response) -> Response {
    let (bytes, events) = NOISE;
    let events =
        (0..events).map(|number| Event::new("noise").add_attribute("number", number.to_string()));
    done.add_events(events).set_data(vec![b'z'; bytes])
}

fn query(deps: Deps<'_>, env: Env, msg: QueryMsg) -> StdResult<Binary> {
    let mood = habits(deps.storage)?.mood;
    if !matches!(msg, QueryMsg::Balance { .. }) {
        return honest::query(deps, env, msg);
    }
    let answer: BalanceResponse = from_json(honest::query(deps, env, msg)?)?;
    let balance = match mood {
        Mood::Mute => return Err(StdError::generic_err("no answer")),
        Mood::Lying => Uint128::zero(),
        Mood::Growing => answer.balance.multiply_ratio(2u128, 1u128),
        Mood::Shrinking => answer.balance.multiply_ratio(1u128, 2u128),
        _ => answer.balance,
    };
    to_json_binary(&BalanceResponse { balance })
}
