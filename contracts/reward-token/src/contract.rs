//! Doors: no funds come in, addresses are validated, and each message goes to its verb.

use aftercare_interface::reward_token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use aftercare_kit::funds;
use cosmwasm_std::{entry_point, Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::execute::allowance::{self, Change};
use crate::execute::marketing::{self, MarketingChange};
use crate::execute::owner;
use crate::execute::tokens::{self, Movement};
use crate::{instantiate as setup, migrate as upgrade, query as answers, ContractError};

/// Sets the token up.
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

/// Messages of CW20 and the owner's.
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
    funds::refuse(&info)?;
    let (api, sender) = (deps.api, info.sender);
    let address = |text: &str| api.addr_validate(text);
    match msg {
        Msg::Transfer { recipient, amount } => {
            let to = address(&recipient)?;
            tokens::transfer(deps, &env, Movement::own(sender, amount), to)
        }
        Msg::Send {
            contract,
            amount,
            msg,
        } => {
            let to = address(&contract)?;
            tokens::send(deps, &env, Movement::own(sender, amount), (to, msg))
        }
        Msg::Burn { amount } => tokens::burn(deps, &env, Movement::own(sender, amount)),
        Msg::TransferFrom {
            owner,
            recipient,
            amount,
        } => {
            let (from, to) = (address(&owner)?, address(&recipient)?);
            tokens::transfer(deps, &env, Movement::allowed(from, sender, amount), to)
        }
        Msg::SendFrom {
            owner,
            contract,
            amount,
            msg,
        } => {
            let (from, to) = (address(&owner)?, address(&contract)?);
            tokens::send(
                deps,
                &env,
                Movement::allowed(from, sender, amount),
                (to, msg),
            )
        }
        Msg::BurnFrom { owner, amount } => {
            let from = address(&owner)?;
            tokens::burn(deps, &env, Movement::allowed(from, sender, amount))
        }
        Msg::IncreaseAllowance {
            spender,
            amount,
            expires,
        } => {
            let (owner, spender) = (sender, address(&spender)?);
            let change = Change {
                owner,
                spender,
                amount,
                expires,
            };
            allowance::increase(deps, &env, change)
        }
        Msg::DecreaseAllowance {
            spender,
            amount,
            expires,
        } => {
            let (owner, spender) = (sender, address(&spender)?);
            let change = Change {
                owner,
                spender,
                amount,
                expires,
            };
            allowance::decrease(deps, &env, change)
        }
        Msg::Mint { recipient, amount } => {
            let to = address(&recipient)?;
            tokens::mint(deps, &env, &sender, (to, amount))
        }
        Msg::UpdateMinter { new_minter } => {
            let wish = new_minter.as_deref().map(address).transpose()?;
            owner::update_minter(deps, &env, sender, wish)
        }
        Msg::LowerCap { cap } => owner::lower_cap(deps, &env, sender, cap),
        Msg::LowerBudget { budget } => owner::lower_budget(deps, &env, sender, budget),
        Msg::UpdateOwnership(action) => owner::update_ownership(deps, &env, &sender, action),
        Msg::UpdateMarketing {
            project,
            description,
            marketing,
        } => {
            let change = MarketingChange {
                project,
                description,
                marketing,
            };
            marketing::update(deps, sender, change)
        }
        Msg::UploadLogo(logo) => marketing::upload_logo(deps, sender, logo),
    }
}

/// Questions.
///
/// # Errors
/// Where an address or a limit is not valid, or there is no logo to download.
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
