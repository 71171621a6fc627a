//! Doors: which funds may enter, which strings are addresses, which verb takes over.

use aftercare_interface::raw::{Peers, PEERS_KEY};
use aftercare_interface::ticket_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use aftercare_kit::{funds, raw};
use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};

use crate::context::Context;
use crate::{booking, event, execute, migrate, query, ContractError};

/// Sets the one escrow, for ever. Refuses funds. Event `instantiated`.
///
/// # Errors
/// A text that is no address.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    funds::refuse(&info)?;
    let escrow = deps.api.addr_validate(&msg.escrow)?;
    migrate::set(deps.storage);
    raw::save(
        deps.storage,
        PEERS_KEY,
        &Peers {
            escrow: escrow.clone(),
        },
    );
    Ok(Response::new()
        .add_attribute("action", "instantiate")
        .add_event(event::Instantiated { escrow }))
}

/// All messages; see [`ExecuteMsg`]. None takes funds.
///
/// # Errors
/// See [`ContractError`]; nothing is stored then.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    funds::refuse(&info)?;
    let mut context = Context::new(deps, env, info.sender);
    let action = dispatch(&mut context, msg)?;
    context.respond(action)
}

fn dispatch(context: &mut Context<'_>, msg: ExecuteMsg) -> Result<&'static str, ContractError> {
    use ExecuteMsg as M;
    match msg {
        M::PublishCalendar { calendar } => execute::calendar::publish(context, &calendar),
        M::SetAgent(msg) => execute::agent::set(context, msg),
        M::SetAway {
            provider,
            until,
            cover,
        } => execute::agent::set_away(context, &provider, (until, cover)),
        M::SetQueues(catalogue) => execute::catalogue::set(context, &catalogue),
        M::SetDelegate(msg) => execute::delegate::set(context, msg),
        M::RemoveDelegate { agreement, who } => execute::delegate::remove(context, agreement, &who),
        M::Acknowledge { ticket } => execute::open::acknowledge(context, ticket),
        M::Claim { ticket } => execute::desk::claim(context, ticket),
        M::Assign { ticket, agent } => execute::desk::assign(context, ticket, &agent),
        M::HandOver { ticket, agent } => execute::desk::hand_over(context, ticket, &agent),
        M::Queue { ticket, queue } => execute::desk::queue(context, ticket, queue),
        M::ReplyMany { replies } => execute::relay::reply_many(context, &replies),
        M::Relay {
            ticket,
            agent,
            content,
        } => execute::relay::relay(context, (ticket, &agent), &content),
        M::Note { ticket, content } => execute::remark::note(context, ticket, &content),
        M::Link { ticket, to } => execute::remark::link(context, ticket, to),
        M::Escalate { ticket, content } => execute::remark::escalate(context, ticket, &content),
        M::Disclose {
            ticket,
            category,
            tags,
            external_ref,
        } => {
            let labels = execute::disclose::Labels {
                category,
                tags,
                external_ref,
            };
            execute::disclose::disclose(context, ticket, labels)
        }
        M::RateAgreement {
            agreement,
            answers,
            comment,
        } => execute::rate::rate_agreement(context, agreement, (answers, comment)),
        M::Purge { ticket, lines } => execute::purge::purge(context, ticket, lines),
        M::PublishCalendarVersion {
            calendar_id,
            calendar,
        } => execute::calendar::publish_version(context, calendar_id, &calendar),
        M::RemoveAgent { agent } => execute::agent::remove(context, &agent),
        M::SetIntake {
            open_to_public,
            max_open,
        } => execute::intake::set(context, open_to_public, max_open),
        M::Open(msg) => execute::open::open(context, msg),
        M::Reply {
            ticket,
            content,
            expects_answer,
        } => execute::talk::reply(context, ticket, (&content, expects_answer)),
        M::AskCustomer { ticket, question } => execute::talk::ask(context, ticket, &question),
        M::ProposeResolution {
            ticket,
            content,
            cites,
        } => execute::resolve::propose(context, ticket, (&content, cites)),
        M::ProposeHold {
            ticket,
            until,
            content,
        } => execute::pause::propose(context, ticket, (until, &content)),
        M::AgreeHold { ticket } => execute::pause::agree(context, ticket),
        M::EndPause { ticket } => execute::pause::end(context, ticket),
        M::FlagHollow { ticket } => execute::pause::flag_hollow(context, ticket),
        M::ProposeTriage {
            ticket,
            impact,
            urgency,
            reason,
        } => execute::priority::propose(context, ticket, ((impact, urgency), &reason)),
        M::ConsentTriage { ticket } => execute::priority::consent(context, ticket),
        M::ObjectTriage { ticket, reason } => execute::priority::object(context, ticket, &reason),
        M::Raise {
            ticket,
            impact,
            urgency,
            reason,
        } => execute::priority::raise(context, ticket, ((impact, urgency), &reason)),
        M::Lower {
            ticket,
            impact,
            urgency,
        } => execute::priority::lower(context, ticket, (impact, urgency)),
        M::ProposeMerge {
            ticket,
            into,
            duplicate,
        } => execute::merge::propose(context, ticket, (into, duplicate)),
        M::AgreeMerge { ticket } => execute::merge::agree(context, ticket),
        M::Accept { ticket } => execute::close::accept(context, ticket),
        M::Reject { ticket, content } => execute::resolve::reject(context, ticket, &content),
        M::Cancel { ticket } => execute::close::cancel(context, ticket),
        M::Decline { ticket } => execute::close::decline(context, ticket),
        M::Reopen { ticket, content } => execute::reopen::reopen(context, ticket, &content),
        M::Poke { ticket } => execute::poke::one(context, ticket),
        M::PokeMany { tickets } => execute::poke::many(context, &tickets),
        M::Rate {
            ticket,
            answers,
            comment,
        } => execute::rate::rate(context, ticket, (answers, comment)),
    }
}

/// A booking that the escrow refused is kept, to be tried again by anyone's poke.
///
/// # Errors
/// A reply that this contract did not ask for.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn reply(deps: DepsMut, env: Env, msg: Reply) -> Result<Response, ContractError> {
    let registry = env.contract.address.clone();
    let mut context = Context::new(deps, env, registry);
    booking::refused(&mut context, msg.id)?;
    context.respond("keep_booking")
}

/// All questions; see [`QueryMsg`].
///
/// # Errors
/// See [`ContractError`].
#[entry_point(crate = "aftercare_kit::entry")]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::answer(query::Asked::new(deps, &env), msg)
}

/// Moves to newer code of this contract.
///
/// # Errors
/// Foreign contracts, the same version again, downgrades.
#[entry_point(crate = "aftercare_kit::entry")]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    migrate::upgrade(deps.storage)?;
    Ok(Response::new().add_attribute("action", "migrate"))
}
