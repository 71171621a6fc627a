//! Read straight from JSON or by way of a tree: the same is accepted, and the same comes out.

use super::*;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
use aftercare_interface::ticket_registry::ExecuteMsg as RegistryMsg;
use cosmwasm_std::from_json;
use std::fmt::Debug;

const TERMS: &str = r#"{"title":"t","document":{"digest":"00","algorithm":"sha256"},"fee":"1"}"#;

/// Whether the message is accepted; however it is read, what comes out is the same.
fn accepted<M: DeserializeOwned + PartialEq + Debug>(json: &str) -> bool {
    let straight = from_json::<M>(json).ok();
    let parsed = from_json::<Parsed<M>>(json).ok();
    assert_eq!(parsed.map(|read| read.0), straight, "{json}");
    straight.is_some()
}

#[test]
fn a_message_is_read_as_straight_from_json() {
    for json in [
        r#"{"config":{}}"#,
        r#" { "assets" : { "limit" : null , "start_after" : "a\"\u00e9" } } "#,
        r#"{"assets":{}}"#,
        r#"{"misses":{"agreement":18446744073709551615,"start_after":{"subject":1,"metric":"resolution","cycle":0,"ordinal":3}}}"#,
        r#"{"solvency":{"asset":{"native":{"denom":"ucosm"}}}}"#,
        r#"{"due":{"before":0,"start_after":{"at":5,"agreement":2},"limit":30}}"#,
    ] {
        assert!(accepted::<QueryMsg>(json), "{json}");
    }
    for json in [
        r#"{"deposit_bond":{}}"#,
        r#"{"update_ownership":"accept_ownership"}"#,
        r#"{"update_ownership":{"transfer_ownership":{"new_owner":"x","expiry":{"at_time":"77"}}}}"#,
        r#"{"receive":{"sender":"a","amount":"340282366920938463463374607431768211455","msg":"e30="}}"#,
        r#"{"subscribe":{"plan":1,"revision":2,"terms_hash":"00ff","periods":3,"total":"9"}}"#,
        r#"{"settle":{"max_periods":30,"agreement":1}}"#,
    ] {
        assert!(accepted::<ExecuteMsg>(json), "{json}");
    }
    assert!(accepted::<RegistryMsg>(
        r#"{"rate":{"ticket":1,"answers":[1,5],"comment":null}}"#
    ));
}

#[test]
fn what_json_refuses_is_refused() {
    for json in [
        "",
        "null",
        "7",
        "[]",
        r#""config""#,
        r#""nothing""#,
        r#"{}"#,
        r#"{"config":null}"#,
        r#"{"config":[]}"#,
        r#"{"config":{"more":1}}"#,
        r#"{"config":{},"config":{}}"#,
        r#"{"config":{},"ownership":{}}"#,
        r#"{"config":{}} x"#,
        r#"{"config":{}"#,
        r#"{"plan":{}}"#,
        r#"{"plan":{"plan":"1"}}"#,
        r#"{"plan":{"plan":-1}}"#,
        r#"{"plan":{"plan":1.5}}"#,
        r#"{"plan":{"plan":18446744073709551616}}"#,
        r#"{"plan":{"plan":1,"plan":1}}"#,
        r#"{"plan":[1]}"#,
        r#"{"plans":{"limit":4294967296}}"#,
        r#"{"solvency":{"asset":"native"}}"#,
        r#"{"solvency":{"asset":{"native":{}}}}"#,
        r#"{"solvency":{"asset":{"gold":{"denom":"a"}}}}"#,
        r#"{"solvency":{"asset":{"native":{"denom":1}}}}"#,
        r#"{"solvency":{"asset":{"native":{"denom":"a"},"cw20":{"address":"b"}}}}"#,
    ] {
        assert!(!accepted::<QueryMsg>(json), "{json}");
    }
    let terms = format!(r#"{{"publish_plan":{{"terms":{TERMS}}}}}"#);
    for json in [
        terms.as_str(),
        r#"{"deposit_bond":{"amount":"1"}}"#,
        r#"{"update_ownership":{"accept_ownership":{}}}"#,
        r#"{"receive":{"sender":"a","amount":1,"msg":"e30="}}"#,
        r#"{"receive":{"sender":"a","amount":"1","msg":"?"}}"#,
        r#"{"receive":{"sender":"a","amount":"1"}}"#,
    ] {
        assert!(!accepted::<ExecuteMsg>(json), "{json}");
    }
}

#[test]
fn nesting_that_would_exhaust_the_stack_is_refused() {
    let json = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(!accepted::<QueryMsg>(&json));
}
