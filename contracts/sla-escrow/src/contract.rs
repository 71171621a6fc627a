//! Doors: which funds may come with a message, which strings are addresses, which verb takes over.

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, InstantiateMsg, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::{books, funds, json, reply as replies, KitError};
use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use cw20::Cw20ReceiveMsg;

use crate::error::{ContractError, Refusal};
use crate::execute::{self, Call};
use crate::query;

/// Sets the contract up.
///
/// # Errors
/// Funds, an address that is none, or a rate out of its range.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    let owner = deps.api.addr_validate(&msg.owner)?;
    let fee_sink = deps.api.addr_validate(&msg.fee_sink)?;
    let config = crate::state::Config {
        fee_sink,
        protocol_fee: msg.protocol_fee,
        burn_share: msg.burn_share,
    };
    let call = free((deps, env, info)).map_err(opened)?;
    execute::instantiate(call, &owner, &config).map_err(opened)
}

/// A refusal as the chain sees it.
fn opened(refusal: Refusal) -> ContractError {
    *refusal
}

/// Runs a message.
///
/// # Errors
/// See each message; a refused one leaves no trace.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    run((deps, env, info), msg).map_err(opened)
}

fn run(door: Door, msg: ExecuteMsg) -> Result<Response, Refusal> {
    use ExecuteMsg as Msg;
    match msg {
        Msg::Wire { registry } => execute::wire(free(door)?, &registry),
        Msg::ListAsset { asset } => execute::list_asset(free(door)?, &asset),
        Msg::CloseAsset { asset } => execute::close_asset(free(door)?, &asset),
        Msg::SetPauser { pauser } => execute::set_pauser(free(door)?, pauser.as_deref()),
        Msg::Pause {} => execute::pause(free(door)?),
        Msg::Unpause {} => execute::unpause(free(door)?),
        Msg::Sweep { asset } => execute::sweep(free(door)?, &asset),
        Msg::UpdateAllowList { plan, add, remove } => {
            execute::update_allow_list(free(door)?, plan, (&add, &remove))
        }
        Msg::RefillBond { agreement } => execute::refill_bond(free(door)?, agreement),
        Msg::SetRecovery { recovery } => execute::set_recovery(free(door)?, recovery.as_deref()),
        Msg::Recover { owner } => execute::recover(free(door)?, &owner),
        Msg::VetoRecovery {} => execute::veto_recovery(free(door)?),
        Msg::TakeOver { owner, asset } => execute::take_over(free(door)?, &owner, &asset),
        Msg::UpdateOwnership(action) => execute::update_ownership(free(door)?, action),
        Msg::PublishPlan { terms } => execute::publish_plan(free(door)?, &terms),
        Msg::RevisePlan { plan, terms } => execute::revise_plan(free(door)?, plan, &terms),
        Msg::RetirePlan { plan } => execute::retire_plan(free(door)?, plan),
        Msg::DepositBond {} => {
            paid(door).and_then(|(call, coin)| execute::deposit_bond(call, &coin))
        }
        Msg::WithdrawFreeBond { asset, amount } => {
            execute::withdraw_free_bond(free(door)?, &AssetAmount { asset, amount })
        }
        Msg::PayDebt { agreement } => {
            paid(door).and_then(|(call, coin)| execute::pay_debt(call, &coin, agreement))
        }
        Msg::CollectDebt { agreement } => execute::collect_debt(free(door)?, agreement),
        Msg::Subscribe(asked) => {
            paid(door).and_then(|(call, coin)| execute::subscribe(call, &coin, &asked))
        }
        Msg::Renew {
            agreement,
            subscription,
        } => paid(door)
            .and_then(|(call, coin)| execute::renew(call, &coin, (agreement, &subscription))),
        Msg::Extend {
            agreement,
            periods,
            total,
        } => paid(door)
            .and_then(|(call, coin)| execute::extend(call, &coin, (agreement, periods, total))),
        Msg::ProposeAgreement(asked) => perhaps_paid(door)
            .and_then(|(call, coin)| execute::propose_agreement(call, coin.as_ref(), &asked)),
        Msg::Amend(asked) => {
            perhaps_paid(door).and_then(|(call, coin)| execute::amend(call, coin.as_ref(), &asked))
        }
        Msg::AcceptProposal {
            proposal,
            terms_hash,
            total,
        } => perhaps_paid(door).and_then(|(call, coin)| {
            execute::accept_proposal(call, coin.as_ref(), (proposal, &terms_hash, total))
        }),
        Msg::DeclineProposal { proposal } => execute::decline_proposal(free(door)?, proposal),
        Msg::CancelProposal { proposal } => execute::cancel_proposal(free(door)?, proposal),
        Msg::Terminate { agreement, ground } => execute::terminate(free(door)?, agreement, &ground),
        Msg::Settle {
            agreement,
            max_periods,
        } => execute::settle(free(door)?, agreement, max_periods),
        Msg::BookMisses {
            agreement,
            misses,
            keeper,
        } => execute::book_misses(free(door)?, agreement, (&misses, keeper.as_deref())),
        Msg::AnnounceMonitoring { monitoring } => {
            execute::announce_monitoring(free(door)?, &monitoring)
        }
        Msg::Poke { agreement, limit } => execute::poke(free(door)?, agreement, limit),
        Msg::Contest {
            agreement,
            miss,
            evidence,
        } => execute::contest(free(door)?, agreement, (&miss, &evidence)),
        Msg::DeclareForceMajeure {
            agreement,
            from,
            until,
            evidence,
        } => execute::declare_force_majeure(free(door)?, agreement, (from, until, &evidence)),
        Msg::Object { agreement, miss } => execute::object(free(door)?, agreement, &miss),
        Msg::Rule {
            dispute,
            credit_stands,
        } => execute::rule(free(door)?, dispute, credit_stands),
        Msg::Withdraw { asset } => execute::withdraw(free(door)?, asset),
        Msg::PushClaim { owner, asset } => execute::push_claim(free(door)?, &owner, asset),
        Msg::SetPayoutAddress { agreement, address } => {
            execute::set_payout_address(free(door)?, agreement, address.as_deref())
        }
        Msg::Receive(hook) => receive(free(door)?, &hook),
    }
}

/// The token is the sender; whom it names as payer is believed only of a listed token.
fn receive(call: Call, hook: &Cw20ReceiveMsg) -> Result<Response, Refusal> {
    let asset = Asset::cw20(&call.sender);
    books::require_listed(call.deps.storage, &asset)?;
    let coin = AssetAmount {
        asset,
        amount: hook.amount,
    };
    let sender = call.deps.api.addr_validate(&hook.sender)?;
    let call = Call { sender, ..call };
    match json::read(&hook.msg)? {
        Cw20Hook::DepositBond {} => execute::deposit_bond(call, &coin),
        Cw20Hook::PayDebt { agreement } => execute::pay_debt(call, &coin, agreement),
        Cw20Hook::Subscribe(asked) => execute::subscribe(call, &coin, &asked),
        Cw20Hook::Renew {
            agreement,
            subscription,
        } => execute::renew(call, &coin, (agreement, &subscription)),
        Cw20Hook::Extend {
            agreement,
            periods,
            total,
        } => execute::extend(call, &coin, (agreement, periods, total)),
        Cw20Hook::ProposeAgreement(asked) => execute::propose_agreement(call, Some(&coin), &asked),
        Cw20Hook::Amend(asked) => execute::amend(call, Some(&coin), &asked),
        Cw20Hook::AcceptProposal {
            proposal,
            terms_hash,
            total,
        } => execute::accept_proposal(call, Some(&coin), (proposal, &terms_hash, total)),
    }
}

/// What comes through an entry point.
type Door<'a> = (DepsMut<'a>, Env, MessageInfo);

/// For messages that expect no funds.
fn free((deps, env, info): Door<'_>) -> Result<Call<'_>, Refusal> {
    funds::refuse(&info)?;
    Ok(Call {
        deps,
        env,
        sender: info.sender,
    })
}

/// For messages that expect one coin.
fn paid((deps, env, info): Door<'_>) -> Result<(Call<'_>, AssetAmount), Refusal> {
    let coin = funds::one_coin(&info)?;
    let amount = AssetAmount {
        asset: Asset::native(coin.denom),
        amount: coin.amount,
    };
    let sender = info.sender;
    Ok((Call { deps, env, sender }, amount))
}

/// For messages with which one side sends a coin and the other none.
fn perhaps_paid(door: Door<'_>) -> Result<(Call<'_>, Option<AssetAmount>), Refusal> {
    if door.2.funds.is_empty() {
        return Ok((free(door)?, None));
    }
    paid(door).map(|(call, coin)| (call, Some(coin)))
}

/// A push failed: what it carried becomes its owner's claim.
///
/// # Errors
/// `KIT-015` for a reply that no push asked for.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn reply(deps: DepsMut, _env: Env, msg: Reply) -> Result<Response, ContractError> {
    match (replies::split(msg.id), msg.result.is_err()) {
        ((replies::PUSH, number), true) => execute::push_failed(deps, number).map_err(opened),
        _ => Err(KitError::UnknownReply { id: msg.id }.into()),
    }
}

/// Answers a question.
///
/// # Errors
/// Where what is asked for does not exist, or a limit is out of range.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(deps, &env, msg).map_err(opened)
}
