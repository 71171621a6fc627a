//! given the events of one agreement
//! ├── when events are of another contract, of another agreement, or of a later release
//! │   └── they are passed over
//! ├── when the beginning is missing
//! │   └── it says so
//! ├── when a message in the middle is missing
//! │   └── the next one shows it, with the account
//! ├── when more would leave an account than stands on it
//! │   └── the account is named
//! ├── when an event lacks a word, or says one that cannot be read
//! │   └── it names event and word
//! └── when the contract answers another figure
//!     └── the account is named with both figures

use cosmwasm_std::Event;

use super::made::{event, heard, life, subscribed};
use crate::statement::accounts::{Account, Accounts};
use crate::statement::wrong::Wrong;

#[test]
fn events_of_others_and_of_later_releases_are_passed_over() {
    let tip = [("keeper", "kofi"), ("amount", "2")];
    let stranger = Event::new("wasm-aftercare-sla-escrow-tipped")
        .add_attribute("_contract_address", "another")
        .add_attribute("agreement", "1")
        .add_attributes(tip);
    let neighbour = Event::new("wasm-aftercare-sla-escrow-tipped")
        .add_attribute("_contract_address", "escrow")
        .add_attribute("agreement", "11")
        .add_attributes(tip);
    let later = event("agreement-praised", &[]);
    let transfer = Event::new("transfer").add_attribute("agreement", "1");
    let mut messages = vec![subscribed()];
    let alone = heard(&messages).unwrap();
    messages.push(vec![stranger, neighbour, later, transfer]);
    let among = heard(&messages).unwrap();
    assert_eq!(among.lines(), alone.lines());
    among.agree(alone.accounts()).unwrap();
}

#[test]
fn a_statement_without_a_beginning_says_so() {
    let missing = Wrong::NoBeginning { agreement: 1 };
    assert_eq!(heard(&life()[1..]).unwrap_err(), missing);
    let nothing = heard(&[]).unwrap();
    assert_eq!(nothing.agree(&Accounts::default()).unwrap_err(), missing);
}

#[test]
fn a_missing_message_is_noticed_at_the_next_one() {
    let mut messages = life();
    messages.remove(1);
    assert_eq!(
        heard(&messages).unwrap_err(),
        Wrong::Differs {
            account: "escrowed",
            at: "agreement-updated".to_owned(),
            statement: 2_050,
            told: 2_000,
        }
    );
    let mut messages = life();
    messages.remove(2);
    assert_eq!(
        heard(&messages).unwrap_err(),
        Wrong::Differs {
            account: "bond",
            at: "agreement-ended".to_owned(),
            statement: 310,
            told: 308,
        }
    );
}

#[test]
fn more_than_stands_on_an_account_never_leaves_it() {
    let tip = event("tipped", &[("keeper", "kofi"), ("amount", "11")]);
    assert_eq!(
        heard(&[subscribed(), vec![tip]]).unwrap_err(),
        Wrong::Overdrawn {
            account: "bond_tips",
            held: 10,
            amount: 11,
        }
    );
}

#[test]
fn an_event_that_cannot_be_read_is_named_with_the_word() {
    for tip in [
        &[("keeper", "kofi")][..],
        &[("keeper", "kofi"), ("amount", "-2")],
    ] {
        let messages = [subscribed(), vec![event("tipped", tip)]];
        let wrong = Wrong::Word {
            event: "tipped".to_owned(),
            attribute: "amount".to_owned(),
        };
        assert_eq!(heard(&messages).unwrap_err(), wrong);
    }
}

#[test]
fn a_figure_that_the_contract_answers_otherwise_is_named_with_both() {
    let statement = heard(&[subscribed()]).unwrap();
    let mut ledger = statement.accounts().clone();
    statement.agree(&ledger).unwrap();
    ledger.set(Account::Escrowed, 2_999);
    assert_eq!(
        statement.agree(&ledger).unwrap_err(),
        Wrong::Differs {
            account: "escrowed",
            at: "the Ledger query".to_owned(),
            statement: 3_000,
            told: 2_999,
        }
    );
}
