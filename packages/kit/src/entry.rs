//! The entry points, with their messages read by way of a tree: what `#[entry_point]` calls where it is
//! told `crate = "aftercare_kit::entry"`. Reading, running and answering are here once for all messages.

use aftercare_json::{FromJson, Tree};
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};

use crate::json::take;

/// Sets a contract up; as `cosmwasm_std`'s.
pub fn do_instantiate<M: FromJson, E: ToString>(
    run: &dyn Fn(DepsMut, Env, MessageInfo, M) -> Result<Response, E>,
    env: u32,
    info: u32,
    msg: u32,
) -> u32 {
    do_execute(run, env, info, msg)
}

/// Runs a message; as `cosmwasm_std`'s.
pub fn do_execute<M: FromJson, E: ToString>(
    run: &dyn Fn(DepsMut, Env, MessageInfo, M) -> Result<Response, E>,
    env: u32,
    info: u32,
    msg: u32,
) -> u32 {
    let run: &dyn Fn(DepsMut, Env, MessageInfo, Tree) -> Result<Response, String> =
        &|deps, env, info, msg| {
            let msg = take(msg).map_err(|error| error.to_string())?;
            run(deps, env, info, msg).map_err(|error| error.to_string())
        };
    cosmwasm_std::do_execute(run, env, info, msg)
}

/// Moves a contract to newer code; as `cosmwasm_std`'s.
pub fn do_migrate<M: FromJson, E: ToString>(
    run: &dyn Fn(DepsMut, Env, M) -> Result<Response, E>,
    env: u32,
    msg: u32,
) -> u32 {
    let run: &dyn Fn(DepsMut, Env, Tree) -> Result<Response, String> = &|deps, env, msg| {
        let msg = take(msg).map_err(|error| error.to_string())?;
        run(deps, env, msg).map_err(|error| error.to_string())
    };
    cosmwasm_std::do_migrate(run, env, msg)
}

/// Hears what came of a message; as `cosmwasm_std`'s.
pub fn do_reply<E: ToString>(
    run: &dyn Fn(DepsMut, Env, Reply) -> Result<Response, E>,
    env: u32,
    msg: u32,
) -> u32 {
    do_migrate(run, env, msg)
}

/// Answers a question; as `cosmwasm_std`'s.
pub fn do_query<M: FromJson, E: ToString>(
    run: &dyn Fn(Deps, Env, M) -> Result<Binary, E>,
    env: u32,
    msg: u32,
) -> u32 {
    let run: &dyn Fn(Deps, Env, Tree) -> Result<Binary, String> = &|deps, env, msg| {
        let msg = take(msg).map_err(|error| error.to_string())?;
        run(deps, env, msg).map_err(|error| error.to_string())
    };
    cosmwasm_std::do_query(run, env, msg)
}
