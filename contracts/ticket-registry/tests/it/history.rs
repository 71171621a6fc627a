//! given a ticket with a long life
//! ├── when its history is read page by page
//! │   ├── the lines chain up to the head from the genesis
//! │   ├── each accepted message left a line, each lapse and miss another
//! │   └── the first line commits to agreement, targets, calendar and window
//! ├── when a line is dropped, swapped or altered
//! │   └── the chain no longer ends in the head
//! ├── when the events are read instead
//! │   └── they tell the same lines and heads
//! └── when another ticket's history is read
//!     └── it begins elsewhere

use aftercare_domain::history::{append, Head, Line};
use aftercare_domain::time::DAY;
use aftercare_interface::ticket_registry::{ExecuteMsg, HistoryLine, HistoryResponse, QueryMsg};
use cosmwasm_std::HexBinary;
use cw_multi_test::AppResponse;

use crate::events::attribute;
use crate::messages::propose;
use crate::recompute::lines;
use crate::world::{World, ALWAYS, FIRST_RESPONSE, OFFICE, RESOLUTION, SILENCE, WINDOW};

pub fn page(w: &World, ticket: u64, start_after: Option<u32>) -> HistoryResponse {
    w.ask(&QueryMsg::History {
        ticket,
        start_after,
        limit: Some(3),
    })
}

pub fn head(genesis: &HexBinary, lines: &[HistoryLine]) -> HexBinary {
    let first: Head = genesis.to_array().unwrap();
    let last = lines.iter().fold(first, |head, line| {
        append(
            &head,
            &Line {
                kind: &line.kind,
                actor: line.actor.as_str(),
                time: line.time,
                detail: line.detail.as_slice(),
                commitment: line
                    .commitment
                    .as_ref()
                    .map(|hash| hash.to_array().unwrap()),
            },
        )
    });
    HexBinary::from(&last)
}

/// Opened, missed, asked, lapsed, rejected, proposed, lapsed, rated, reopened, withdrawn.
fn long_life() -> (World, u64, Vec<AppResponse>) {
    let mut w = World::new();
    let p = w.people.clone();
    let msg = crate::messages::open_msg(Some(ALWAYS), &p.provider);
    let mut responses = vec![w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap()];
    let ticket = 1;
    w.at(FIRST_RESPONSE + 5);
    responses.push(w.act(&p.stranger, ExecuteMsg::Poke { ticket }).unwrap());
    responses.push(w.asks(&p.agent, ticket).unwrap());
    w.at(WINDOW + DAY);
    responses.push(w.rejects(&p.customer, ticket).unwrap());
    responses.push(w.act(&p.agent, propose(ticket, vec![3])).unwrap());
    w.at(2 * WINDOW + 2 * DAY);
    responses.push(w.rates(&p.customer, ticket).unwrap());
    responses.push(w.reopens(&p.customer, ticket).unwrap());
    responses.push(w.act(&p.customer, ExecuteMsg::Cancel { ticket }).unwrap());
    (w, ticket, responses)
}

#[test]
fn the_lines_chain_up_to_the_head() {
    let (w, ticket, _) = long_life();
    let lines = lines(&w, ticket);
    let kinds: Vec<_> = lines.iter().map(|line| line.kind.as_str()).collect();
    let expected = [
        "opened",
        "missed",
        "asked",
        "lapsed",
        "rejected",
        "proposed",
        "lapsed",
        "rated",
        "reopened",
        "cancelled",
    ];
    assert_eq!(kinds, expected);
    let first = page(&w, ticket, None);
    assert_eq!(head(&first.genesis, &lines), first.head);
    let shown = w.ticket(ticket);
    assert_eq!(shown.head, first.head);
    assert_eq!(usize::try_from(shown.lines).unwrap(), lines.len());
}

#[test]
fn a_dropped_swapped_or_altered_line_breaks_the_chain() {
    let (w, ticket, _) = long_life();
    let (lines, whole) = (lines(&w, ticket), page(&w, ticket, None));
    for place in 0..lines.len() {
        let mut dropped = lines.clone();
        dropped.remove(place);
        assert_ne!(head(&whole.genesis, &dropped), whole.head);
        let mut altered = lines.clone();
        altered[place].time.0 += 1;
        assert_ne!(head(&whole.genesis, &altered), whole.head);
        let mut swapped = lines.clone();
        swapped.swap(place, (place + 1) % lines.len());
        assert_ne!(head(&whole.genesis, &swapped), whole.head);
    }
}

#[test]
fn events_tell_the_same_lines_and_heads() {
    let (w, ticket, responses) = long_life();
    let ty = "wasm-aftercare-ticket-registry-line-appended";
    let events: Vec<_> = responses
        .iter()
        .flat_map(|response| response.events.iter().filter(|event| event.ty == ty))
        .collect();
    let lines = lines(&w, ticket);
    assert_eq!(events.len(), lines.len());
    for (event, line) in events.iter().zip(&lines) {
        assert_eq!(attribute(event, "index"), line.index.to_string());
        assert_eq!(attribute(event, "kind"), line.kind);
        assert_eq!(attribute(event, "actor"), line.actor.as_str());
        assert_eq!(attribute(event, "time"), line.time.to_string());
        assert_eq!(attribute(event, "detail"), line.detail.to_hex());
    }
    let last = attribute(events.last().unwrap(), "head");
    assert_eq!(last, w.ticket(ticket).head.to_hex());
}

#[test]
fn the_first_line_commits_to_what_was_promised() {
    let mut w = World::new();
    let ticket = w.open(OFFICE);
    let detail = lines(&w, ticket)[0].detail.clone();
    let expected = [
        &OFFICE.to_be_bytes()[..],
        &OFFICE.to_be_bytes(),
        &[0],
        &1u64.to_be_bytes(),
        &1u32.to_be_bytes(),
        &FIRST_RESPONSE.to_be_bytes(),
        &[0; 8],
        &[0; 8],
        &RESOLUTION.to_be_bytes(),
        &WINDOW.to_be_bytes(),
        &[0; 16],
    ];
    assert_eq!(detail.to_vec(), expected.concat());
}

#[test]
fn each_act_says_in_which_role_and_to_which_state() {
    let (w, ticket, _) = long_life();
    let details: Vec<_> = lines(&w, ticket)
        .into_iter()
        .map(|line| (line.kind, line.detail.to_vec()))
        .collect();
    let find = |kind: &str| &details.iter().find(|d| d.0 == kind).unwrap().1;
    // The third byte is the clocks that count, and the cycle.
    assert_eq!(find("asked"), &[1, 2, 0]);
    assert_eq!(find("rejected"), &[&[0, 1, 8][..], &[0; 8]].concat());
    assert_eq!(find("cancelled"), &[0, 4, 16]);
    assert_eq!(
        find("proposed"),
        &[&[1, 3, 0][..], &3u64.to_be_bytes()].concat()
    );
    assert_eq!(find("rated"), &[0, 4, 0, 5]);
    let lapsed = (crate::world::START + SILENCE + 1).to_be_bytes();
    assert_eq!(find("lapsed"), &[&[2, 3, 0][..], &lapsed].concat());
}

#[test]
fn each_ticket_begins_elsewhere() {
    let mut w = World::new();
    let (one, two) = (w.open(ALWAYS), w.open(ALWAYS));
    assert_ne!(page(&w, one, None).genesis, page(&w, two, None).genesis);
}
