//! Doors: which funds may come in, which strings are addresses, and which verb takes over.

use aftercare_interface::community::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use aftercare_interface::{Asset, AssetAmount};
use aftercare_kit::funds;
use cosmwasm_std::{
    entry_point, Addr, Api, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, StdResult,
};

use crate::execute::{ask, circles, claims, decide, epochs, owner, peers, ratings, thank, Call};
use crate::{instantiate as setup, migrate as upgrade, query as answers, ContractError};

/// Sets the contract up.
///
/// # Errors
/// Whatever the message breaks.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn instantiate(
    deps: DepsMut<'_>,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    funds::refuse(&info)?;
    setup::instantiate(deps, msg)
}

/// Messages.
///
/// # Errors
/// As [`ContractError`] says; nothing changes then.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn execute(
    deps: DepsMut<'_>,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    use ExecuteMsg as Msg;
    let api = deps.api;
    let address = |text: &str| api.addr_validate(text);
    let bounty = match &msg {
        Msg::Ask(_) => attached(&info)?,
        _ => funds::refuse(&info).map(|()| None)?,
    };
    let call = Call::new(deps, env, info.sender);
    match msg {
        Msg::Wire { token } => {
            let token = address(&token)?;
            owner::wire(call, token)
        }
        Msg::SetRate { asset, rate } => owner::set_rate(call, asset, rate),
        Msg::ListAsset { asset } => owner::list_asset(call, &asset),
        Msg::CloseAsset { asset } => owner::close_asset(call, &asset),
        Msg::UpdateOwnership(action) => owner::update_ownership(call, action),
        Msg::RegisterRatings { tickets, peers } => ratings::register(call, tickets, peers),
        Msg::Thank { item, points } => thank::thank(call, item, points),
        Msg::Object { item, points } => thank::object(call, item, points),
        Msg::CloseEpoch {} => epochs::close(call),
        Msg::MintEpoch { epoch } => epochs::mint_again(call, epoch),
        Msg::Claim { owner, epochs } => {
            let owner = address(&owner)?;
            epochs::claim(call, owner, epochs)
        }
        Msg::Ask(question) => ask::ask(call, question, bounty),
        Msg::Answer { question, content } => ask::answer(call, question, content),
        Msg::Accept { question, weights } => decide::accept(call, question, weights),
        Msg::Poke { question } => decide::poke(call, question),
        Msg::Withdraw { asset } => {
            let owner = call.sender.clone();
            claims::pay(call, "withdraw", owner, asset)
        }
        Msg::PushClaim { owner, asset } => {
            let owner = address(&owner)?;
            claims::pay(call, "push_claim", owner, asset)
        }
        Msg::Receive(hook) => ask::receive(call, hook),
        Msg::SetCurators { curators } => {
            let curators = addresses(api, &curators)?;
            circles::set_curators(call, curators)
        }
        Msg::SetExperts { experts } => {
            let experts = addresses(api, &experts)?;
            circles::set_experts(call, experts)
        }
        Msg::AddPeers { escrow, registry } => {
            let (escrow, registry) = (address(&escrow)?, address(&registry)?);
            peers::add(call, escrow, registry)
        }
    }
}

fn addresses(api: &dyn Api, texts: &[String]) -> StdResult<Vec<Addr>> {
    texts.iter().map(|text| api.addr_validate(text)).collect()
}

/// The bounty that came as a coin, if one came.
fn attached(info: &MessageInfo) -> Result<Option<AssetAmount>, ContractError> {
    if info.funds.is_empty() {
        return Ok(None);
    }
    let coin = funds::one_coin(info)?;
    Ok(Some(AssetAmount {
        asset: Asset::native(coin.denom),
        amount: coin.amount,
    }))
}

/// What came of a payout or of a mint.
///
/// # Errors
/// For an id that this contract never gave out.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn reply(deps: DepsMut<'_>, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    crate::execute::reply(deps, reply)
}

/// Questions.
///
/// # Errors
/// Where an address or a limit is not valid, or what is asked for does not exist.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn query(deps: Deps<'_>, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    answers::query(deps, &env, msg)
}

/// Moves to a newer version of this contract.
///
/// # Errors
/// For another contract, the same version, or an older one.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    upgrade::migrate(deps)
}
