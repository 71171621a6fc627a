//! given the events of one agreement
//! ├── when fees are prepaid, a miss is credited, a period is settled and the rest is returned
//! │   └── each movement is a line with the balance after it, and the CSV says so word by word
//! ├── when a credit waits and nothing can pay a part of it
//! │   ├── and it is released: the funded part leaves, the rest is owed
//! │   └── and it is cancelled: each part goes back to where it came from
//! ├── when an early end returns more than escrow holds of it
//! │   └── bond and debt make up for it, and what is paid of the debt is written off
//! └── when an amendment raises fees and bond
//!     └── the fees come from whoever of the customer's side signed, the bond from the provider

use aftercare_domain::time::UnixTime;
use cosmwasm_std::Event;

use super::made::{booked, event, heard, last, life, subscribed, updated, BEGIN};
use crate::statement::accounts::Account;
use crate::statement::lines::Place;
use crate::statement::{json, write};

const CSV: &str = "\
date,party,amount,asset,reason,about,from,to,balance,debt
2026-03-02T09:00:00Z,carla,3000,native/ueuro,subscribed,,party,escrowed,3000,0
2026-03-02T09:00:00Z,nord,300,native/ueuro,bond,,free_bond,bond_credit,3300,0
2026-03-02T09:00:00Z,nord,200,native/ueuro,bond,,free_bond,bond_termination,3500,0
2026-03-02T09:00:00Z,nord,10,native/ueuro,bond,,free_bond,bond_tips,3510,0
2026-03-02T09:00:01Z,carla,50,native/ueuro,credit,resolution 7.0.1,escrowed,party,3460,0
2026-03-02T09:00:02Z,nord,940,native/ueuro,earned,period 0,escrowed,party,2520,0
2026-03-02T09:00:02Z,sink,5,native/ueuro,protocol-fee,period 0,escrowed,party,2515,0
2026-03-02T09:00:02Z,,5,native/ueuro,burnt,period 0,escrowed,,2510,0
2026-03-02T09:00:02Z,kofi,2,native/ueuro,tip,,bond_tips,party,2508,0
2026-03-02T09:00:03Z,carla,2000,native/ueuro,refund,,escrowed,party,508,0
2026-03-02T09:00:03Z,carla,200,native/ueuro,termination-credit,,bond_termination,party,308,0
2026-03-02T09:00:03Z,nord,300,native/ueuro,bond-returned,,bond_credit,free_bond,8,0
2026-03-02T09:00:03Z,nord,8,native/ueuro,bond-returned,,bond_tips,free_bond,0,0
2026-03-02T10:00:00Z,,3000,native/ueuro,balance,deposited,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,escrowed,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,withheld,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,waiting,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,bond_credit,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,bond_termination,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,bond_tips,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,debt,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,debt_paid,,,0,0
2026-03-02T10:00:00Z,,50,native/ueuro,balance,credited,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,credited_from_bond,,,0,0
2026-03-02T10:00:00Z,,0,native/ueuro,balance,credited_as_debt,,,0,0
2026-03-02T10:00:00Z,,2000,native/ueuro,balance,refunded,,,0,0
2026-03-02T10:00:00Z,,200,native/ueuro,balance,termination_credit,,,0,0
2026-03-02T10:00:00Z,,2,native/ueuro,balance,tipped,,,0,0
2026-03-02T10:00:00Z,,940,native/ueuro,balance,paid_to_provider,,,0,0
2026-03-02T10:00:00Z,,10,native/ueuro,balance,protocol_fees,,,0,0
2026-03-02T10:00:00Z,,5,native/ueuro,balance,burnt,,,0,0
";

#[test]
fn every_movement_of_a_life_is_a_line_and_every_account_closes_it() {
    let statement = heard(&life()).unwrap();
    let (mut csv, as_of) = (vec![], UnixTime(BEGIN + 3_600));
    write::csv(&statement, as_of, &mut csv).unwrap();
    assert_eq!(String::from_utf8(csv).unwrap(), CSV);
    let object = json::object(&statement, as_of);
    assert_eq!(object["movements"][4]["amount"], "50");
    assert_eq!(object["movements"][4]["about"], "resolution 7.0.1");
    assert_eq!(object["accounts"]["paid_to_provider"], "940");
    assert_eq!(
        (&object["balance"], &object["as_of"]),
        (&"0".into(), &"2026-03-02T10:00:00Z".into())
    );
}

/// A credit of 1,400 that waits: the fee pays 1,000, the bond 300, nothing the rest.
fn waiting() -> Vec<Vec<Event>> {
    let wait = [("waits_for", "contest"), ("until", "1772450000")];
    let after = [
        ("escrowed", "2000"),
        ("deposited", "3000"),
        ("waiting", "1300"),
        ("credited", "1400"),
        ("credited_from_bond", "300"),
        ("credited_as_debt", "100"),
        ("bond_credit", "0"),
    ];
    let booked = booked(["1400", "1000", "300", "100"], &wait);
    vec![subscribed(), vec![booked, updated("0", &after)]]
}

const MISS: [(&str, &str); 4] = [
    ("subject", "7"),
    ("metric", "resolution"),
    ("cycle", "0"),
    ("ordinal", "1"),
];

#[test]
fn a_waiting_credit_leaves_as_far_as_it_is_funded_and_the_rest_is_owed() {
    let released = [("amount", "1400"), ("as_debt", "100")];
    let after = [
        ("escrowed", "2000"),
        ("deposited", "3000"),
        ("credited", "1400"),
        ("credited_from_bond", "300"),
        ("credited_as_debt", "100"),
        ("bond_credit", "0"),
        ("debt", "100"),
    ];
    let mut messages = waiting();
    let released = event("credit-released", &[&MISS[..], &released].concat());
    messages.push(vec![released, updated("0", &after)]);
    let statement = heard(&messages).unwrap();
    assert_eq!(
        last(&statement, 5),
        [
            ("credit-waits", 1_000, "escrowed", "waiting", 3_510, 0),
            ("credit-waits", 300, "bond_credit", "waiting", 3_510, 0),
            ("credit-waits", 100, "", "unfunded", 3_510, 0),
            ("credit-released", 1_300, "waiting", "party", 2_210, 0),
            ("credit-released", 100, "unfunded", "debt", 2_210, 100),
        ]
    );
}

#[test]
fn a_cancelled_credit_goes_back_to_where_it_came_from() {
    let cancelled = [
        ("amount", "1400"),
        ("unfunded", "100"),
        ("to_debt", "0"),
        ("to_bond", "300"),
        ("to_fee", "1000"),
    ];
    let after = [("escrowed", "3000"), ("deposited", "3000")];
    let mut messages = waiting();
    let cancelled = event("credit-cancelled", &[&MISS[..], &cancelled].concat());
    messages.push(vec![cancelled, updated("0", &after)]);
    let statement = heard(&messages).unwrap();
    assert_eq!(
        last(&statement, 3),
        [
            ("credit-cancelled", 100, "unfunded", "", 3_510, 0),
            ("credit-cancelled", 300, "waiting", "bond_credit", 3_510, 0),
            ("credit-cancelled", 1_000, "waiting", "escrowed", 3_510, 0),
        ]
    );
}

#[test]
fn what_escrow_lacks_of_a_refund_comes_from_the_bond_and_becomes_debt() {
    let ended = [
        ("by", "carla"),
        ("periods", "1"),
        ("refund", "3400"),
        ("from_bond", "300"),
        ("as_debt", "100"),
        ("termination_credit", "0"),
    ];
    let ledger = [
        ("deposited", "3000"),
        ("refunded", "3400"),
        ("credited_from_bond", "300"),
        ("credited_as_debt", "100"),
        ("bond_credit", "0"),
    ];
    let owing = [&ledger[..], &[("debt", "100")]].concat();
    let paying = [&ledger[..], &[("debt", "60"), ("debt_paid", "40")]].concat();
    let paid = event("debt-paid", &[("by", "kofi"), ("amount", "40")]);
    let messages = [
        subscribed(),
        vec![event("terminated", &ended), updated("0", &owing)],
        vec![paid, updated("0", &paying)],
    ];
    let statement = heard(&messages).unwrap();
    assert_eq!(
        last(&statement, 4),
        [
            ("refund", 3_000, "escrowed", "party", 510, 0),
            ("refund", 300, "bond_credit", "party", 210, 0),
            ("refund", 100, "", "debt", 210, 100),
            ("debt-paid", 40, "debt", "", 210, 60),
        ]
    );
}

#[test]
fn an_amendments_fees_come_from_the_customers_side_whoever_signed_last() {
    for (proposer, by) in [("carla", "nord"), ("nord", "carla")] {
        let proposed = event("proposed", &[("proposal", "4"), ("by", proposer)]);
        let amended = [
            ("proposal", "4"),
            ("by", by),
            ("paid", "500"),
            ("refund", "0"),
            ("bond", "40"),
        ];
        let after = [
            ("escrowed", "3500"),
            ("deposited", "3500"),
            ("bond_credit", "340"),
        ];
        let amended = vec![event("amended", &amended), updated("0", &after)];
        let statement = heard(&[subscribed(), vec![proposed], amended]).unwrap();
        let lines = statement.lines();
        let [.., paid, bond] = lines else {
            unreachable!("{lines:?}")
        };
        assert_eq!((paid.party.as_str(), paid.reason), ("carla", "amended"));
        assert_eq!((bond.party.as_str(), bond.amount), ("nord", 40));
        assert_eq!(bond.to, Place::Of(Account::BondCredit));
    }
}
