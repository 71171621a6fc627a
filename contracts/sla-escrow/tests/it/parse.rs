//! given any message or question
//! ├── when a field stands in it that it does not have, at any depth: it does not parse
//! └── when a field is missing that it needs: it does not parse

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    Cw20Hook, DueRow, ExecuteMsg, MissCursor, QueryMsg, Subscription,
};
use aftercare_interface::Asset;
use cosmwasm_std::{from_json, to_json_vec, HexBinary, Uint128};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::{json, Value};

use crate::funds::without_funds;
use crate::world::terms::late;
use crate::world::{World, START, USD};

fn subscription() -> Subscription {
    Subscription {
        plan: 1,
        revision: 1,
        terms_hash: HexBinary::from([1; 32]),
        periods: 1,
        total: Uint128::one(),
        beneficiary: Some("somebody".to_owned()),
    }
}

fn questions() -> Vec<QueryMsg> {
    let asset = Asset::native(USD);
    let agreement = 1;
    let cursor = MissCursor {
        subject: 1,
        metric: aftercare_domain::policy::Metric::Resolution,
        cycle: 0,
        ordinal: 0,
    };
    let row = DueRow {
        at: START,
        agreement,
    };
    vec![
        QueryMsg::Config {},
        QueryMsg::Solvency { asset },
        QueryMsg::QuoteCredit {
            agreement,
            miss: late(1, START, Seconds(1)),
        },
        QueryMsg::Misses {
            agreement,
            start_after: Some(cursor),
            limit: None,
        },
        QueryMsg::Due {
            before: START,
            start_after: Some(row),
            limit: None,
        },
    ]
}

/// Every way to put one field more into one object of a value.
fn with_one_more(value: &Value) -> Vec<Value> {
    let mut found = vec![];
    match value {
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert("extra".to_owned(), json!(1));
            found.push(Value::Object(more));
            for (name, field) in fields {
                found.extend(with_one_more(field).into_iter().map(|field| {
                    let mut changed = fields.clone();
                    changed.insert(name.clone(), field);
                    Value::Object(changed)
                }));
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                found.extend(with_one_more(item).into_iter().map(|item| {
                    let mut changed = items.clone();
                    changed[place] = item;
                    Value::Array(changed)
                }));
            }
        }
        _ => {}
    }
    found
}

fn is_strict<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(message: &T) {
    let bytes = to_json_vec(message).unwrap();
    assert_eq!(&from_json::<T>(&bytes).unwrap(), message);
    let value: Value = serde_json::from_slice(&bytes).unwrap();
    for changed in with_one_more(&value) {
        let bytes = serde_json::to_vec(&changed).unwrap();
        assert!(from_json::<T>(&bytes).is_err(), "{changed}");
    }
}

#[test]
fn a_field_that_a_message_does_not_have_is_refused_at_any_depth() {
    let world = World::new();
    // These two are the standards' own types, which pass over what they do not know.
    let own =
        |msg: &ExecuteMsg| !matches!(msg, ExecuteMsg::Receive(_) | ExecuteMsg::UpdateOwnership(_));
    for message in without_funds(&world).into_iter().filter(own) {
        is_strict(&message);
    }
    is_strict(&ExecuteMsg::DepositBond {});
    is_strict(&ExecuteMsg::Subscribe(subscription()));
    is_strict(&Cw20Hook::DepositBond {});
    is_strict(&Cw20Hook::Subscribe(subscription()));
    for question in questions() {
        is_strict(&question);
    }
}

#[test]
fn a_field_that_a_message_needs_is_missed() {
    let whole = serde_json::to_value(ExecuteMsg::Subscribe(subscription())).unwrap();
    let fields = whole["subscribe"].as_object().unwrap();
    for name in fields.keys().filter(|name| *name != "beneficiary") {
        let mut fewer = fields.clone();
        fewer.remove(name);
        let bytes = serde_json::to_vec(&json!({ "subscribe": fewer })).unwrap();
        assert!(from_json::<ExecuteMsg>(&bytes).is_err(), "{name}");
    }
}
