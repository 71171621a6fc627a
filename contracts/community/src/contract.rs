//! Doors: which funds may come in, which strings are addresses, and which verb takes over.

use aftercare_interface::community::{AnswerId, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use aftercare_interface::{Asset, AssetAmount};
use aftercare_kit::{funds, KitError};
use cosmwasm_std::{
    entry_point, Addr, Api, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, StdResult,
};

use crate::execute::{
    answers, ask, challenge, circles, claims, decide, epochs, harvest, knowledge, owner, peers,
    ratings, settle, support, thank, top_up, void, Call,
};
use crate::{instantiate as setup, migrate as upgrade, query as questions, ContractError};

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
    let money = attached(&info, &msg)?;
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
            harvest::claim(call, owner, epochs)
        }
        Msg::Ask(question) => ask::ask(call, question, money),
        Msg::TopUp { question } => top_up::top_up(call, question, sent(money)?),
        Msg::TakeBack { question } => top_up::take_back(call, question),
        Msg::WithdrawBounty { question } => top_up::withdraw_bounty(call, question),
        Msg::Answer { question, content } => answers::answer(call, question, content),
        Msg::EditAnswer { question, content } => answers::edit(call, question, content),
        Msg::WithdrawAnswer { question } => answers::withdraw(call, question),
        Msg::Dismiss(answer) => answers::dismiss(call, answer),
        Msg::MakeOfficial(answer) => answers::make_official(call, answer),
        Msg::Accept { question, weights } => decide::accept(call, question, weights),
        Msg::Challenge(answer) => challenge::challenge(call, answer, sent(money)?),
        Msg::VoteOnChallenge {
            question,
            answer,
            wrong,
        } => challenge::vote(call, AnswerId { question, answer }, wrong),
        Msg::SetChallengeBond { asset, least } => challenge::set_bond(call, &asset, least),
        Msg::Poke { question } => settle::poke(call, question),
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
        Msg::VoidPoints {
            epoch,
            owner,
            item,
            evidence,
        } => {
            let owner = address(&owner)?;
            void::void_points(call, void::Charge { epoch, owner, item }, &evidence)
        }
        Msg::Promote(new) => knowledge::promote(call, new),
        Msg::Reconfirm { item, review_by } => knowledge::reconfirm(call, item, review_by),
        Msg::FundSupport(terms) => support::fund(call, &terms, sent(money)?),
        Msg::WithdrawSupport {} => support::withdraw(call),
        Msg::ConfirmHelped {
            peers,
            ticket,
            item,
        } => {
            let help = support::Help {
                peers,
                ticket,
                item,
            };
            support::confirm(call, &help)
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

/// The money that came with a message: one coin at most with a question, exactly one with a top-up, a
/// challenge and a support budget, none with anything else.
fn attached(info: &MessageInfo, msg: &ExecuteMsg) -> Result<Option<AssetAmount>, ContractError> {
    use ExecuteMsg as Msg;
    let money = match msg {
        Msg::Ask(_) => !info.funds.is_empty(),
        Msg::TopUp { .. } | Msg::Challenge(_) | Msg::FundSupport(_) => true,
        _ => false,
    };
    if !money {
        funds::refuse(info)?;
        return Ok(None);
    }
    let coin = funds::one_coin(info)?;
    Ok(Some(AssetAmount {
        asset: Asset::native(coin.denom),
        amount: coin.amount,
    }))
}

/// Money that has to come, in one coin.
fn sent(money: Option<AssetAmount>) -> Result<AssetAmount, ContractError> {
    Ok(money.ok_or(KitError::OneCoin { coins: 0 })?)
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
    questions::query(deps, &env, msg)
}

/// Moves to a newer version of this contract.
///
/// # Errors
/// For another contract, the same version, or an older one.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn migrate(deps: DepsMut<'_>, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    upgrade::migrate(deps)
}
