//! given any message
//! ├── when it expects no funds: it refuses any
//! └── when it expects one coin: it refuses none, several, and another

use aftercare_interface::sla_escrow::{ExecuteMsg, Ground, Subscription};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{coin, Binary, HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::Action;

use crate::world::terms::{cursor, document, late, terms};
use crate::world::{refusal, World, START, USD};

/// One of each message that expects no funds.
pub fn without_funds(world: &World) -> Vec<ExecuteMsg> {
    let asset = Asset::native(USD);
    let terms = terms(&asset);
    let (plan, agreement) = (1, 1);
    vec![
        ExecuteMsg::Wire {
            registry: world.registry.to_string(),
        },
        ExecuteMsg::ListAsset {
            asset: asset.clone(),
        },
        ExecuteMsg::CloseAsset {
            asset: asset.clone(),
        },
        ExecuteMsg::PublishPlan {
            terms: terms.clone(),
        },
        ExecuteMsg::RevisePlan { plan, terms },
        ExecuteMsg::RetirePlan { plan },
        ExecuteMsg::WithdrawFreeBond {
            asset: asset.clone(),
            amount: Uint128::one(),
        },
        ExecuteMsg::Terminate {
            agreement,
            ground: Ground::Notice {},
        },
        ExecuteMsg::DeclineProposal { proposal: 1 },
        ExecuteMsg::CancelProposal { proposal: 1 },
        ExecuteMsg::CollectDebt { agreement },
        ExecuteMsg::RefillBond { agreement },
        ExecuteMsg::UpdateAllowList {
            plan,
            add: vec![world.customer.to_string()],
            remove: vec![world.stranger.to_string()],
        },
        ExecuteMsg::AnnounceMonitoring {
            monitoring: world.stranger.to_string(),
        },
        ExecuteMsg::SetPauser {
            pauser: Some(world.stranger.to_string()),
        },
        ExecuteMsg::Pause {},
        ExecuteMsg::Unpause {},
        ExecuteMsg::Sweep {
            asset: asset.clone(),
        },
        ExecuteMsg::SetRecovery {
            recovery: Some(world.stranger.to_string()),
        },
        ExecuteMsg::Recover {
            owner: world.customer.to_string(),
        },
        ExecuteMsg::VetoRecovery {},
        ExecuteMsg::TakeOver {
            owner: world.customer.to_string(),
            asset: asset.clone(),
        },
        ExecuteMsg::Poke {
            agreement,
            limit: 1,
        },
        ExecuteMsg::Contest {
            agreement,
            miss: cursor(1),
            evidence: document(),
        },
        ExecuteMsg::Object {
            agreement,
            miss: cursor(1),
        },
        ExecuteMsg::DeclareForceMajeure {
            agreement,
            from: START,
            until: START,
            evidence: document(),
        },
        ExecuteMsg::Rule {
            dispute: 1,
            credit_stands: true,
        },
        ExecuteMsg::SetPayoutAddress {
            agreement,
            address: Some(world.stranger.to_string()),
        },
        ExecuteMsg::Settle {
            agreement,
            max_periods: 1,
        },
        ExecuteMsg::BookMisses {
            agreement,
            misses: vec![late(1, START, aftercare_domain::time::Seconds(1))],
            keeper: Some(world.stranger.to_string()),
        },
        ExecuteMsg::Withdraw {
            asset: asset.clone(),
        },
        ExecuteMsg::PushClaim {
            owner: world.sink.to_string(),
            asset,
        },
        ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: world.customer.to_string(),
            amount: Uint128::one(),
            msg: Binary::default(),
        }),
        ExecuteMsg::UpdateOwnership(Action::AcceptOwnership),
    ]
}

#[test]
fn a_message_that_expects_no_funds_refuses_any() {
    let mut world = World::new();
    let provider = world.provider.clone();
    for msg in without_funds(&world) {
        for funds in [vec![coin(1, USD)], vec![coin(1, "uother"), coin(1, USD)]] {
            let refused: ContractError = KitError::UnexpectedFunds { coins: funds.len() }.into();
            assert_eq!(
                refusal(world.send(&provider, &msg, &funds)),
                refused,
                "{msg:?}"
            );
        }
    }
}

#[test]
fn a_message_that_expects_one_coin_refuses_none_and_several() {
    let mut world = World::new();
    let customer = world.customer.clone();
    let subscription = Subscription {
        plan: 1,
        revision: 1,
        terms_hash: HexBinary::default(),
        periods: 1,
        total: Uint128::one(),
        beneficiary: None,
    };
    let subscribe = ExecuteMsg::Subscribe(subscription.clone());
    let with_an_agreement = [
        ExecuteMsg::PayDebt { agreement: 1 },
        ExecuteMsg::Renew {
            agreement: 1,
            subscription,
        },
        ExecuteMsg::Extend {
            agreement: 1,
            periods: 1,
            total: Uint128::one(),
        },
    ];
    for msg in with_an_agreement {
        for funds in [vec![], vec![coin(1, "uother"), coin(1, USD)]] {
            let refused: ContractError = KitError::OneCoin { coins: funds.len() }.into();
            assert_eq!(refusal(world.send(&customer, &msg, &funds)), refused);
        }
    }
    for msg in [ExecuteMsg::DepositBond {}, subscribe] {
        for funds in [vec![], vec![coin(1, "uother"), coin(1, USD)]] {
            let refused: ContractError = KitError::OneCoin { coins: funds.len() }.into();
            assert_eq!(refusal(world.send(&customer, &msg, &funds)), refused);
        }
        let other = refusal(world.send(&customer, &msg, &[coin(1, "uother")]));
        let asset = Asset::native("uother");
        assert_eq!(other, KitError::AssetUnlisted { asset }.into());
    }
}
