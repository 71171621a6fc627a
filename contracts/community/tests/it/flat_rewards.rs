//! what a message about rewards and knowledge reads and writes
//! └── given 100,000 accounts, items, epochs and budgets instead of 1,000
//!     └── each message touches as many records, and at most 5 % more bytes

use aftercare_community::state::knowledge::{
    key, Budget, Knowledge, HELPED, KNOWLEDGE_ITEMS, LAST_ITEM, PROMOTED, SUPPORT,
};
use aftercare_community::state::people::{
    Account, Circle, Member, Pool, Seen, Term, ACCOUNTS, CURATORS, POOL,
};
use aftercare_community::state::{
    Epoch, Given, Points, Stage, Thanks, CONFIG, EPOCHS, GIVEN, POINTS, REGISTERED, STANDINGS,
    THANKS, TOKEN,
};
use aftercare_domain::allowance::{Lot, Lots};
use aftercare_domain::reputation::{Change, Standing};
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{ExecuteMsg, VersionRange};
use aftercare_interface::Asset;
use aftercare_kit::books;
use cosmwasm_std::testing::{MockApi, MockQuerier};
use cosmwasm_std::{
    Addr, Binary, Coin, ContractResult, DepsMut, Empty, QuerierWrapper, SystemResult, Uint128,
};

use crate::circle::{object, on_knowledge, reconfirm, set_curators, support, thank, version, void};
use crate::flat::{config, cost, Counting, NOW};
use crate::world::{claim, euro, euros, person, DAY};

/// Epoch 50 has just begun.
const EPOCH: u64 = 50;

fn lots() -> Lots {
    Lots(vec![Lot {
        epoch: EPOCH,
        feedback: 450,
        thanks: 500,
    }])
}

/// So many accounts with an allowance, points, reputation, an item of their own and a budget.
fn filled(accounts: u64) -> Counting {
    let mut storage = Counting::default();
    CONFIG.save(&mut storage, &config());
    TOKEN.save(&mut storage, &person("token"));
    list(&mut storage);
    for number in 1..=accounts {
        fill(&mut storage, number, &person(&format!("account {number}")));
    }
    let held = Uint128::from(accounts) * Uint128::new(300);
    for asset in [euro(), Asset::cw20(&person("token"))] {
        books::receive(&mut storage, &asset, held).unwrap();
    }
    LAST_ITEM.save(&mut storage, &accounts);
    seat(&mut storage, accounts);
    storage
}

/// The coin, and the token, which answers as one.
fn list(storage: &mut Counting) {
    let (api, mut querier) = (MockApi::default(), MockQuerier::<Empty>::default());
    querier.update_wasm(|_| {
        let answer = Binary::from(br#"{"total_supply":"0"}"#);
        SystemResult::Ok(ContractResult::Ok(answer))
    });
    for asset in [euro(), Asset::cw20(&person("token"))] {
        let deps = DepsMut {
            storage,
            api: &api,
            querier: QuerierWrapper::new(&querier),
        };
        books::list(deps, &asset, 64).unwrap();
    }
}

fn fill(storage: &mut Counting, number: u64, owner: &Addr) {
    let account = Account {
        lots: lots(),
        seen: vec![Seen {
            peers: 0,
            asset: 1,
            burnt: Uint128::new(1_000),
        }],
        member: None,
    };
    ACCOUNTS.save(storage, owner, &account);
    let points = Points {
        points: Uint128::new(300),
        claimed: false,
    };
    POINTS.save(storage, (owner, EPOCH - 1), &points);
    POINTS.save(storage, (owner, number), &points);
    let standing = Standing::default().changed(UnixTime(NOW), Change::Thanked(300));
    STANDINGS.save(storage, (owner, "backup"), &standing);
    let item = item(owner);
    KNOWLEDGE_ITEMS.save(storage, number, &item);
    PROMOTED.save(storage, (number, 0), &number);
    let tally = Thanks {
        points: Uint128::new(300),
        accounts: 1,
        recent: vec![(EPOCH - 1, Uint128::new(300))],
        ..Thanks::default()
    };
    THANKS.save(storage, key(on_knowledge(number)), &tally);
    let given = Given {
        thanks: Uint128::new(300),
        ..Given::default()
    };
    GIVEN.save(storage, (owner, key(on_knowledge(number))), &given);
    GIVEN.save(storage, (&person("ada"), key(on_knowledge(number))), &given);
    SUPPORT.save(storage, owner, &budget());
    HELPED.save(storage, ((0, number), number), &());
    REGISTERED.save(storage, (0, number), &());
    let stage = Stage::Unminted;
    let points = Uint128::new(300);
    EPOCHS.save(storage, EPOCH + number, &Epoch { points, stage });
}

fn item(owner: &Addr) -> Knowledge {
    Knowledge {
        question: 1,
        answer: 0,
        author: owner.clone(),
        topic: "backup".into(),
        product: "vault 3".into(),
        versions: VersionRange {
            from: version(1),
            until: None,
        },
        provider: None,
        promoted_at: UnixTime(NOW - DAY),
        review_by: UnixTime(NOW + DAY),
    }
}

fn budget() -> Budget {
    Budget {
        asset: euro(),
        left: Uint128::new(100),
        per_item: Uint128::new(10),
        monthly_cap: Uint128::new(50),
        month: 0,
        spent: Uint128::zero(),
    }
}

/// Ada gives, Bea is the curator, and epoch 49 is minted.
fn seat(storage: &mut Counting, accounts: u64) {
    let ada = Account {
        lots: lots(),
        ..Account::default()
    };
    ACCOUNTS.save(storage, &person("ada"), &ada);
    let term = Term {
        from: UnixTime(0),
        until: None,
    };
    let bea = Account {
        member: Some(Member {
            curator: Some(term),
            ..Member::default()
        }),
        ..Account::default()
    };
    ACCOUNTS.save(storage, &person("bea"), &bea);
    let circle = Circle {
        members: vec![person("bea")],
        next: None,
    };
    CURATORS.save(storage, &circle);
    let pool = Pool {
        points: Uint128::new(1_000),
        ..Pool::default()
    };
    POOL.save(storage, &pool);
    let points = Uint128::from(accounts) * Uint128::new(300);
    let none = Uint128::zero();
    let stage = Stage::Minted {
        minted: points,
        claimed: none,
        voided: none,
        recalled: none,
    };
    EPOCHS.save(storage, EPOCH - 1, &Epoch { points, stage });
}

fn costs(accounts: u64) -> Vec<(u64, u64)> {
    let mut storage = filled(accounts);
    let fund = ExecuteMsg::FundSupport(support(5, 9));
    let item = on_knowledge(7);
    let steps: Vec<(&str, u64, ExecuteMsg, Vec<Coin>)> = vec![
        ("ada", NOW, thank(item, 10), vec![]),
        ("ada", NOW, object(item, 10), vec![]),
        ("bea", NOW, thank(item, 10), vec![]),
        ("account 9", NOW, thank(item, 10), vec![]),
        ("bea", NOW, void(EPOCH - 1, "account 7", item), vec![]),
        ("bea", NOW, reconfirm(7, NOW + 9 * DAY), vec![]),
        ("account 9", NOW, fund, euros(10).to_vec()),
        ("account 9", NOW, ExecuteMsg::WithdrawSupport {}, vec![]),
        (
            "owner",
            NOW + 7 * DAY,
            claim("account 8", &[EPOCH - 1]),
            vec![],
        ),
    ];
    let mut seen = vec![];
    for (name, at, msg, funds) in steps {
        seen.push(cost(&mut storage, (name, at), msg, &funds));
    }
    aftercare_kit::ownership::initialize(&mut storage, &person("owner"));
    let named = set_curators(&["cid"]);
    seen.push(cost(&mut storage, ("owner", NOW), named, &[]));
    seen
}

#[test]
fn a_message_about_rewards_touches_no_more_records_among_a_hundred_thousand_accounts() {
    let (few, many) = (costs(1_000), costs(100_000));
    for (step, (before, after)) in few.iter().zip(&many).enumerate() {
        assert_eq!(before.0, after.0, "records of step {step}");
        assert!(
            after.1 * 100 <= before.1 * 105,
            "bytes of step {step}: {before:?} {after:?}"
        );
    }
}
