//! Every layout and every key, pinned byte by byte: other contracts, other chains' readers and old records
//! depend on them.

mod records;
mod terms;

use aftercare_domain::money::Bps;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::HexBinary;

use super::*;
use crate::packed::{from_bytes, to_bytes};

/// "cosmwasm1…", 67 characters (hexadecimal 43), of two people.
fn people() -> (Addr, Addr) {
    let api = MockApi::default();
    (api.addr_make("customer"), api.addr_make("provider"))
}

/// A text as a layout holds it: one length byte, then its characters.
fn text(address: &Addr) -> String {
    let bytes = address.as_bytes();
    format!("{:02x}{}", bytes.len(), HexBinary::from(bytes).to_hex())
}

fn pin<T: Layout + PartialEq + std::fmt::Debug>(value: &T, expected: &str) {
    let bytes = value.encode();
    assert_eq!(HexBinary::from(bytes.clone()).to_hex(), expected);
    assert_eq!(&T::decode(&bytes).unwrap(), value);
    let (shorter, longer) = (bytes.split_last().unwrap().1, [&bytes[..], &[0]].concat());
    assert!(T::decode(shorter).is_err(), "a missing byte is noticed");
    assert!(T::decode(&longer).is_err(), "a byte too many is noticed");
    let other_version = [&[2], &bytes[1..]].concat();
    assert!(
        T::decode(&other_version).is_err(),
        "another version is noticed"
    );
}

/// A record that no other contract reads has no version byte.
fn pin_record<T: Packed + PartialEq + std::fmt::Debug>(value: &T, expected: &str) {
    let bytes = to_bytes(value);
    assert_eq!(HexBinary::from(bytes.clone()).to_hex(), expected);
    assert_eq!(&from_bytes::<T>(&bytes).unwrap(), value);
}

#[test]
fn numbers_take_the_bytes_that_they_need() {
    pin(&258u128, "018202");
    pin(&UnixTime(127), "017f");
    pin(&(), "0101");
    pin(
        &AgreementTickets {
            opened: 1,
            unsettled: 2,
            used: Used {
                period: 3,
                tickets: 300,
                urgent: 5,
            },
        },
        "01010203ac0205",
    );
}

#[test]
fn a_cover_names_parties_terms_and_times() {
    let (customer, provider) = people();
    let names = format!("{}{}", text(&customer), text(&provider));
    let payer = text(&provider);
    let cover = Cover {
        customer,
        provider: provider.clone(),
        payer: None,
        plan: Some(5),
        revision: 3,
        terms: 7,
        next: None,
        renews: None,
        accepted: UnixTime(1),
        from: UnixTime(2),
        until: UnixTime(300),
        period_length: Seconds(4),
        ended_at: None,
    };
    pin(&cover, &format!("01{names}000105030700000102ac020400"));
    let changed = Cover {
        payer: Some(provider),
        plan: None,
        next: Some((UnixTime(9), 8)),
        renews: Some(6),
        ended_at: Some(UnixTime(9)),
        ..cover
    };
    pin(
        &changed,
        &format!("01{names}01{payer}00030701090801060102ac02040109"),
    );
}

#[test]
fn the_terms_in_force_change_in_the_first_second_of_the_next_ones() {
    let (customer, provider) = people();
    let cover = Cover {
        customer,
        provider,
        payer: None,
        plan: None,
        revision: 0,
        terms: 7,
        next: Some((UnixTime(9), 8)),
        renews: None,
        accepted: UnixTime(1),
        from: UnixTime(1),
        until: UnixTime(20),
        period_length: Seconds(1),
        ended_at: None,
    };
    assert_eq!(cover.terms_at(UnixTime(8)), 7);
    assert_eq!(cover.terms_at(UnixTime(9)), 8);
    assert_eq!(
        Cover {
            next: None,
            ..cover
        }
        .terms_at(UnixTime(9)),
        7
    );
}

#[test]
fn a_ticket_fact_cites_what_helped() {
    let (customer, provider) = people();
    let names = format!("{}{}", text(&customer), text(&provider));
    let fact = TicketFact {
        agreement: Some(4),
        customer,
        provider,
        final_at: UnixTime(16),
        reason: 1,
        rated: true,
        cited: vec![8, 9],
    };
    pin(&fact, &format!("010104{names}100101020809"));
    let best_effort = TicketFact {
        agreement: None,
        rated: false,
        cited: vec![],
        ..fact
    };
    pin(&best_effort, &format!("0100{names}10010000"));
}

#[test]
fn peers_and_calendar_heads_begin_with_an_address() {
    let (escrow, owner) = people();
    pin(
        &Peers {
            escrow: escrow.clone(),
        },
        &format!("01{}", text(&escrow)),
    );
    let head = CalendarHead {
        owner: owner.clone(),
        version: 3,
    };
    pin(&head, &format!("01{}03", text(&owner)));
}

#[test]
fn an_emission_fact_is_the_whole_state_of_minting() {
    let emission = Emission {
        cap: 1,
        minted: 2,
        start: UnixTime(3),
        epoch_length: Seconds(4),
        budget: 5,
        decay: Bps(6),
        epoch: 7,
        minted_in_epoch: 8,
        carried: 9,
    };
    let (minter, next) = people();
    let fact = EmissionFact {
        emission,
        minter: Some(minter.clone()),
        next_minter: None,
    };
    let (minter, named) = (text(&minter), text(&next));
    pin(&fact, &format!("0101020304050607080901{minter}00"));
    let announced = |minter| {
        let from = UnixTime(10);
        Some(NextMinter { minter, from })
    };
    let moving = EmissionFact {
        next_minter: announced(Some(next.clone())),
        ..fact.clone()
    };
    let bytes = format!("0101020304050607080901{minter}0101{named}0a");
    pin(&moving, &bytes);
    assert_eq!(moving.minter_at(UnixTime(9)), fact.minter.as_ref());
    assert_eq!(moving.minter_at(UnixTime(10)), Some(&next));
    let leaving = EmissionFact {
        minter: None,
        next_minter: announced(None),
        ..fact
    };
    pin(&leaving, "010102030405060708090001000a");
    assert_eq!(leaving.minter_at(UnixTime(10)), None);
}

#[test]
fn keys_are_a_prefix_and_a_number_or_a_pair_that_no_other_pair_shares() {
    assert_eq!(cover_key(258), b"cover/\0\0\0\0\0\0\x01\x02");
    assert_eq!(terms_key(1), b"terms/\0\0\0\0\0\0\0\x01");
    assert_eq!(agreement_key(1), b"agreement/\0\0\0\0\0\0\0\x01");
    let (customer, provider) = people();
    let payout = [b"payout/\0\0\0\0\0\0\0\x01", customer.as_bytes()].concat();
    assert_eq!(payout_key(1, &customer), payout);
    assert_eq!(fact_key(1), b"fact/\0\0\0\0\0\0\0\x01");
    assert_eq!(calendar_key(1), b"calendar/\0\0\0\0\0\0\0\x01");
    let fee = [b"fee/\x43", customer.as_bytes(), b"native/ueuro"].concat();
    assert_eq!(fee_key(&customer, &Asset::native("ueuro")), fee);
    let agent = [b"agent/\x43", provider.as_bytes(), customer.as_bytes()].concat();
    assert_eq!(agent_key(&provider, &customer), agent);
    let delegate = [b"delegate/\x43", customer.as_bytes(), provider.as_bytes()].concat();
    assert_eq!(delegate_key(&customer, &provider), delegate);
}
