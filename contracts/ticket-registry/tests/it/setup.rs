//! given an escrow's address
//! ├── when the registry is set up
//! │   ├── it keeps the escrow, answers it, and writes it where others read it
//! │   ├── it says which code it runs
//! │   ├── it refuses a text that is no address
//! │   └── it refuses funds
//! ├── when it is migrated
//! │   ├── it refuses the same version again
//! │   ├── it refuses a downgrade
//! │   ├── it refuses foreign contracts
//! │   └── it takes over from an older version
//! ├── when any message comes with funds
//! │   └── it is refused
//! └── when a reply comes that nobody asked for
//!     └── it is refused

use aftercare_interface::raw::{Peers, PEERS_KEY};
use aftercare_interface::ticket_registry::{
    Catalogue, ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg,
};
use aftercare_kit::KitError;
use aftercare_ticket_registry::{contract, migrate, ContractError};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi};
use cosmwasm_std::{coin, coins, Reply, SubMsgResult};

use crate::messages::{
    commitment, intake, new_delegate, office_hours, open_msg, propose, publish, remove_agent,
    set_agent,
};
use crate::world::{World, ALWAYS};

#[test]
fn the_escrow_is_kept_answered_and_readable_for_others() {
    let w = World::bare();
    let config: ConfigResponse = w.ask(&QueryMsg::Config {});
    assert_eq!(config.escrow, w.escrow);
    let peers: Peers = w.raw(PEERS_KEY).unwrap();
    assert_eq!(peers.escrow, w.escrow);
}

#[test]
fn a_new_registry_says_which_code_it_runs() {
    let w = World::bare();
    let storage = w.app.contract_storage(&w.registry);
    let found = cw2::get_contract_version(&*storage).unwrap();
    let expected = cw2::ContractVersion {
        contract: migrate::NAME.to_owned(),
        version: migrate::VERSION.to_owned(),
    };
    assert_eq!(found, expected);
}

fn instantiate(escrow: &str, funds: &[cosmwasm_std::Coin]) -> Result<(), ContractError> {
    let mut deps = mock_dependencies();
    let info = message_info(&MockApi::default().addr_make("owner"), funds);
    let msg = InstantiateMsg {
        escrow: escrow.to_owned(),
    };
    contract::instantiate(deps.as_mut(), mock_env(), info, msg).map(drop)
}

#[test]
fn a_text_that_is_no_address_is_refused() {
    let refused = instantiate("Not An Address", &[]);
    assert!(matches!(refused, Err(ContractError::Std(_))));
}

#[test]
fn funds_at_the_set_up_are_refused() {
    let escrow = MockApi::default().addr_make("escrow");
    assert_eq!(instantiate(escrow.as_str(), &[]), Ok(()));
    let refused = KitError::UnexpectedFunds { coins: 1 };
    assert_eq!(
        instantiate(escrow.as_str(), &coins(1, "unit")),
        Err(ContractError::Kit(refused))
    );
}

fn migrate_from(name: &str, version: &str) -> Result<(), ContractError> {
    let mut deps = mock_dependencies();
    cw2::set_contract_version(&mut deps.storage, name, version).unwrap();
    contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {}).map(drop)
}

#[test]
fn only_an_older_version_of_this_contract_is_migrated() {
    for version in [migrate::VERSION, "999.0.0"] {
        let refused = KitError::NotNewer {
            stored: version.into(),
            new: migrate::VERSION,
        };
        let found = migrate_from(migrate::NAME, version);
        assert_eq!(found, Err(ContractError::Kit(refused)));
    }
    let refused = KitError::ForeignContract {
        found: "aftercare:sla-escrow".into(),
        need: migrate::NAME,
    };
    let found = migrate_from("aftercare:sla-escrow", "0.0.1");
    assert_eq!(found, Err(ContractError::Kit(refused)));
    assert_eq!(migrate_from(migrate::NAME, "0.0.1"), Ok(()));
}

#[test]
fn every_message_refuses_funds_whoever_sends_it() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    let content = commitment(1);
    let messages = [
        publish(office_hours()),
        set_agent(&p.agent, aftercare_domain::time::LATEST),
        remove_agent(&p.agent),
        intake(1),
        ExecuteMsg::Open(open_msg(Some(ALWAYS), &p.provider)),
        ExecuteMsg::Reply {
            ticket,
            content: content.clone(),
            expects_answer: true,
        },
        ExecuteMsg::AskCustomer {
            ticket,
            question: content.clone(),
        },
        propose(ticket, vec![]),
        ExecuteMsg::Accept { ticket },
        ExecuteMsg::Reject {
            ticket,
            content: content.clone(),
        },
        ExecuteMsg::Cancel { ticket },
        ExecuteMsg::Decline { ticket },
        ExecuteMsg::Reopen { ticket, content },
        ExecuteMsg::SetAway {
            provider: p.provider.to_string(),
            until: aftercare_domain::time::LATEST,
            cover: None,
        },
        ExecuteMsg::SetQueues(Catalogue {
            queues: 1,
            categories: vec![],
            names: None,
        }),
        ExecuteMsg::SetDelegate(new_delegate(&p.stranger)),
        ExecuteMsg::RemoveDelegate {
            agreement: None,
            who: p.stranger.to_string(),
        },
        ExecuteMsg::Acknowledge { ticket },
        ExecuteMsg::Claim { ticket },
        ExecuteMsg::Assign {
            ticket,
            agent: p.agent.to_string(),
        },
        ExecuteMsg::HandOver {
            ticket,
            agent: p.agent.to_string(),
        },
        ExecuteMsg::Queue { ticket, queue: 0 },
        ExecuteMsg::ReplyMany { replies: vec![] },
        ExecuteMsg::Relay {
            ticket,
            agent: p.agent.to_string(),
            content: commitment(1),
        },
        ExecuteMsg::Note {
            ticket,
            content: commitment(1),
        },
        ExecuteMsg::Link { ticket, to: ticket },
        ExecuteMsg::Escalate {
            ticket,
            content: commitment(1),
        },
        ExecuteMsg::Disclose {
            ticket,
            category: 0,
            tags: vec![],
            external_ref: None,
        },
        ExecuteMsg::RateAgreement {
            agreement: ALWAYS,
            answers: vec![5],
            comment: None,
        },
        ExecuteMsg::Purge { ticket, lines: 1 },
        ExecuteMsg::Poke { ticket },
        ExecuteMsg::PokeMany {
            tickets: vec![ticket],
        },
        ExecuteMsg::Rate {
            ticket,
            answers: vec![5],
            comment: None,
        },
    ];
    for msg in messages {
        for sender in [&p.customer, &p.provider] {
            let done = w.pay(sender, msg.clone(), &[coin(1, "unit")]);
            let refused = KitError::UnexpectedFunds { coins: 1 };
            assert_eq!(done.unwrap_err(), ContractError::Kit(refused));
        }
    }
}

#[test]
fn a_reply_that_nobody_asked_for_is_refused() {
    for id in [0, 7, (2 << 56) + 7] {
        let mut deps = mock_dependencies();
        #[allow(deprecated)]
        let reply = Reply {
            id,
            payload: vec![].into(),
            gas_used: 0,
            result: SubMsgResult::Err("any".into()),
        };
        let done = contract::reply(deps.as_mut(), mock_env(), reply);
        let refused = ContractError::Kit(KitError::UnknownReply { id });
        assert_eq!(done.unwrap_err(), refused);
    }
}
