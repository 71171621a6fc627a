//! `schema/<contract>.json`: instantiate, execute, query and migrate messages, and each response.

use cosmwasm_schema::generate_api;
use serde_json::Value;

use super::settle;

macro_rules! api {
    ($name:literal, $module:ident) => {{
        use aftercare_interface::$module::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
        let api = generate_api! {
            name: $name,
            instantiate: InstantiateMsg,
            execute: ExecuteMsg,
            query: QueryMsg,
            migrate: MigrateMsg,
        };
        serde_json::from_str::<Value>(&api.render().to_string().unwrap()).unwrap()
    }};
}

fn apis() -> [(&'static str, Value); 4] {
    [
        ("community.json", api!("community", community)),
        ("reward-token.json", api!("reward-token", reward_token)),
        ("sla-escrow.json", api!("sla-escrow", sla_escrow)),
        (
            "ticket-registry.json",
            api!("ticket-registry", ticket_registry),
        ),
    ]
}

#[test]
fn the_schema_of_each_contract_is_the_one_stored() {
    for (file, api) in apis() {
        settle(file, &api);
    }
}

#[test]
fn every_message_in_the_schema_refuses_fields_that_it_does_not_know() {
    for (file, api) in apis() {
        for message in ["instantiate", "execute", "query", "migrate"] {
            let mut lax = Vec::new();
            objects_open_to_anything(&api[message], message, &mut lax);
            assert_eq!(lax, Vec::<String>::new(), "{file}: add deny_unknown_fields");
        }
    }
}

/// Where a schema describes an object and allows further fields.
fn objects_open_to_anything(schema: &Value, place: &str, found: &mut Vec<String>) {
    match schema {
        Value::Object(fields) => {
            let is_object = fields.get("type").is_some_and(|kind| kind == "object");
            if is_object && fields.get("additionalProperties") != Some(&Value::Bool(false)) {
                found.push(place.to_owned());
            }
            for (name, inner) in fields {
                objects_open_to_anything(inner, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for item in items {
                objects_open_to_anything(item, place, found);
            }
        }
        _ => {}
    }
}
