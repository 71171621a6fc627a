//! Every layout and every key, pinned byte by byte: other contracts, other chains' readers and old records
//! depend on them.

use aftercare_domain::credit::Lateness;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{ServiceHours, ServicePolicy, Targets};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, HexBinary};

use super::*;

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
    let (bytes, api) = (value.encode(), MockApi::default());
    assert_eq!(HexBinary::from(bytes.clone()).to_hex(), expected);
    assert_eq!(&T::decode(&bytes, &api).unwrap(), value);
    let (shorter, longer) = (bytes.split_last().unwrap().1, [&bytes[..], &[0]].concat());
    assert!(
        T::decode(shorter, &api).is_err(),
        "a missing byte is noticed"
    );
    assert!(
        T::decode(&longer, &api).is_err(),
        "a byte too many is noticed"
    );
    let other_version = [&[2], &bytes[1..]].concat();
    assert!(
        T::decode(&other_version, &api).is_err(),
        "another version is noticed"
    );
}

#[test]
fn numbers_and_counts_are_big_end_first() {
    pin(&258u128, "0100000000000000000000000000000102");
    pin(&UnixTime(258), "010000000000000102");
    pin(
        &AgreementTickets {
            opened: 1,
            unsettled: 2,
        },
        "010000000100000002",
    );
}

#[test]
fn a_cover_names_parties_terms_and_times() {
    let (customer, provider) = people();
    let names = format!("{}{}", text(&customer), text(&provider));
    let numbers = "000000000000000700000000000000010000000000000003000000000000000200000000000000";
    let cover = Cover {
        customer,
        provider,
        terms: 7,
        from: UnixTime(1),
        until: UnixTime(3),
        period_length: Seconds(2),
        ended_at: None,
    };
    pin(&cover, &format!("01{names}{numbers}00"));
    let ended = Cover {
        ended_at: Some(UnixTime(9)),
        ..cover
    };
    pin(&ended, &format!("01{names}{numbers}09"));
}

#[test]
fn terms_hold_the_window_four_priorities_and_the_tier_starts() {
    let targets = |hours, first: u64| Targets {
        hours,
        first_response: Some(Seconds(first)),
        resolution: None,
    };
    let terms = Terms {
        policy: ServicePolicy {
            p1: targets(ServiceHours::Always, 1),
            p2: targets(ServiceHours::Calendar(5), 2),
            p3: targets(ServiceHours::Calendar(5), 3),
            p4: targets(ServiceHours::Calendar(6), 4),
            confirm_window: Seconds(256),
        },
        first_response: vec![
            Lateness::LateTargetBps(Bps(10_000)),
            Lateness::LateTargetBps(Bps(30_000)),
        ],
        resolution: vec![Lateness::LateSeconds(Seconds(1))],
    };
    let expected = [
        "010000000000000100",
        "000000000000000000000000000000010000000000000000",
        "000000000000000500000000000000020000000000000000",
        "000000000000000500000000000000030000000000000000",
        "000000000000000600000000000000040000000000000000",
        "0201000000000000271001000000000000753001000000000000000001",
    ];
    pin(&terms, &expected.concat());
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
    let tail = "000000000000001001010200000000000000080000000000000009";
    pin(&fact, &format!("010000000000000004{names}{tail}"));
    let best_effort = TicketFact {
        agreement: None,
        rated: false,
        cited: vec![],
        ..fact
    };
    pin(
        &best_effort,
        &format!("010000000000000000{names}0000000000000010010000"),
    );
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
    pin(&head, &format!("01{}00000003", text(&owner)));
}

#[test]
fn an_emission_fact_is_the_whole_state_of_minting() {
    let fact = EmissionFact {
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
    let wide = |digit: u8| format!("{digit:032x}");
    let narrow = |digit: u8| format!("{digit:016x}");
    let expected = [
        "01".to_owned(),
        wide(1),
        wide(2),
        narrow(3),
        narrow(4),
        wide(5),
        "00000006".to_owned(),
        narrow(7),
        wide(8),
        wide(9),
    ];
    pin(&fact, &expected.concat());
}

#[test]
fn keys_are_a_prefix_and_a_number_or_a_pair_that_no_other_pair_shares() {
    assert_eq!(cover_key(258), b"cover/\0\0\0\0\0\0\x01\x02");
    assert_eq!(terms_key(1), b"terms/\0\0\0\0\0\0\0\x01");
    assert_eq!(agreement_key(1), b"agreement/\0\0\0\0\0\0\0\x01");
    assert_eq!(fact_key(1), b"fact/\0\0\0\0\0\0\0\x01");
    assert_eq!(calendar_key(1), b"calendar/\0\0\0\0\0\0\0\x01");
    let (customer, provider) = people();
    let fee = [b"fee/\x43", customer.as_bytes(), b"native/ueuro"].concat();
    assert_eq!(fee_key(&customer, &Asset::native("ueuro")), fee);
    let agent = [b"agent/\x43", provider.as_bytes(), customer.as_bytes()].concat();
    assert_eq!(agent_key(&provider, &customer), agent);
}
