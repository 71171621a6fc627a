//! given a provider with covered tickets
//! ├── when they close, are missed and are rated
//! │   ├── every figure says so, in the week in which it happened
//! │   ├── of a first contact, what the customer says and agents note is no word of the provider
//! │   ├── another queue is a detour, and the same one is not
//! │   ├── best effort and unacknowledged tickets count nowhere
//! │   ├── a reopening takes off a first contact and a rating, and rewrites nothing
//! │   ├── a miss that a poke booked is counted once, by the next message or poke that has something to do
//! │   └── automation is counted apart
//! ├── when a customer rates often
//! │   └── five of a week count
//! ├── when categories come up
//! │   └── they are counted in blocks of four weeks
//! ├── when a year has passed
//! │   └── the oldest week makes room
//! └── when weeks are asked for
//!     └── they are in order, at most thirty, and among those kept

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_domain::scorecard::week_of;
use aftercare_domain::time::{UnixTime, DAY, HOUR, WEEK};
use aftercare_interface::ticket_registry::{
    AgentScope, Catalogue, ExecuteMsg, QueryMsg, ScorecardResponse,
};

use crate::events::opened_ticket;
use crate::messages::{commitment, intake, new_agent, open_msg, propose};
use crate::world::{World, ALWAYS, RESOLUTION, START, WINDOW};

fn week(w: &World) -> u32 {
    week_of(UnixTime(w.now()))
}

fn card(w: &World, from: u32, to: u32) -> ScorecardResponse {
    w.ask(&QueryMsg::Scorecard {
        provider: w.people.provider.to_string(),
        from,
        to,
    })
}

fn this_week(w: &World) -> ScorecardResponse {
    card(w, week(w), week(w))
}

fn rates_with(w: &mut World, ticket: u64, answer: u8) {
    let customer = w.people.customer.clone();
    let msg = ExecuteMsg::Rate {
        ticket,
        answers: vec![answer],
        comment: None,
    };
    w.act(&customer, msg).unwrap();
}

#[test]
fn every_figure_says_what_happened() {
    let mut w = World::new();
    let p = w.people.clone();
    let (confirmed, lapsed, cancelled) = (w.open(ALWAYS), w.open(ALWAYS), w.open(ALWAYS));
    w.at(600);
    w.replies(&p.agent, confirmed).unwrap();
    w.act(&p.customer, ExecuteMsg::Cancel { ticket: cancelled })
        .unwrap();
    w.at(1_000);
    w.close(confirmed);
    rates_with(&mut w, confirmed, 4);
    w.proposes(&p.agent, lapsed).unwrap();
    w.at(1_000 + WINDOW + 1);
    w.poke(lapsed);
    rates_with(&mut w, lapsed, 2);
    let card = this_week(&w);
    let e = card.endings;
    assert_eq!((e.opened, e.confirmed, e.lapsed, e.cancelled), (3, 1, 1, 1));
    assert_eq!((e.rateable, e.reopened), (2, 0));
    assert_eq!((card.response.count, card.resolution.count), (2, 2));
    assert_eq!(card.response.mean.map(|mean| mean.0), Some(800));
    // 600 s end in the bucket up to 767 s, 1,000 s in the one up to 1,023 s.
    assert_eq!(card.response.p50.map(|end| end.0), Some(767));
    assert_eq!(card.response.p95.map(|end| end.0), Some(1_023));
    let s = card.satisfaction;
    assert_eq!((s.count, s.satisfied, s.rewarded), (2, 1, 2));
    assert_eq!(s.share, Some(Bps(5_000)));
    assert_eq!(s.lower_bound, Some(Bps(945)));
    assert_eq!(s.answer_rate, Some(Bps(10_000)));
    assert_eq!((s.customers, s.largest_share), (1, Some(Bps(10_000))));
    assert_eq!(card.first_contact, Some(Bps(5_000)));
}

#[test]
fn what_nobody_paid_for_counts_nowhere() {
    let mut w = World::new();
    let p = w.people.clone();
    w.act(&p.provider, intake(5)).unwrap();
    let free = w.open_free();
    w.proposes(&p.agent, free).unwrap();
    w.accepts(&p.stranger, free).unwrap();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    msg.on_behalf_of = Some(p.customer.to_string());
    let offered = opened_ticket(&w.act(&p.agent, ExecuteMsg::Open(msg)).unwrap());
    w.close(offered);
    let card = this_week(&w);
    assert_eq!(card.endings, Default::default());
    assert_eq!(card.first_contact, None);
}

#[test]
fn a_reopening_takes_off_and_rewrites_nothing() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    rates_with(&mut w, ticket, 5);
    let first = week(&w);
    assert_eq!(this_week(&w).first_contact, Some(Bps(10_000)));
    w.at(8 * DAY);
    w.reopens(&p.customer, ticket).unwrap();
    w.close(ticket);
    let (old, new) = (card(&w, first, first), this_week(&w));
    assert_eq!(old.satisfaction.count, 1);
    assert_eq!(old.endings.first_contact, 1);
    assert_eq!((new.endings.opened, new.endings.reopened), (0, 1));
    assert_eq!(new.endings.first_contact_voided, 1);
    let both = card(&w, first, first + 1);
    assert_eq!(
        (both.satisfaction.count, both.satisfaction.satisfied),
        (0, 0)
    );
    assert_eq!(both.first_contact, Some(Bps(0)));
}

#[test]
fn first_contact_is_one_word_without_a_detour() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.replies(&p.agent, ticket).unwrap();
    w.close(ticket);
    assert_eq!(this_week(&w).endings.first_contact, 0);
    let asked = w.open(ALWAYS);
    w.asks(&p.agent, asked).unwrap();
    w.at(20 * DAY);
    w.poke(asked);
    assert_eq!(this_week(&w).endings.lapsed, 1);
    assert_eq!(this_week(&w).endings.first_contact, 0);
}

#[test]
fn what_the_customer_says_and_agents_note_is_no_word_of_the_provider() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.replies(&p.customer, ticket).unwrap();
    let content = commitment(9);
    w.act(&p.agent, ExecuteMsg::Note { ticket, content })
        .unwrap();
    w.close(ticket);
    assert_eq!(this_week(&w).endings.first_contact, 1);
}

#[test]
fn another_queue_is_a_detour_and_the_same_one_is_not() {
    let mut w = World::new();
    let p = w.people.clone();
    let queues = Catalogue {
        queues: 2,
        categories: vec![],
        names: None,
    };
    w.act(&p.provider, ExecuteMsg::SetQueues(queues)).unwrap();
    for (ways, first_contacts) in [(vec![0], 1), (vec![2], 1), (vec![2, 2], 1), (vec![0, 0], 2)] {
        let ticket = w.open(ALWAYS);
        for queue in ways {
            w.act(&p.agent, ExecuteMsg::Queue { ticket, queue })
                .unwrap();
        }
        w.close(ticket);
        assert_eq!(this_week(&w).endings.first_contact, first_contacts);
    }
}

#[test]
fn a_miss_is_counted_once_by_what_comes_after_the_poke() {
    let mut w = World::new();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    w.at(HOUR + 1);
    assert!(w.poke(ticket));
    assert_eq!(this_week(&w).misses.first_response, 0);
    assert!(!w.poke(ticket), "nothing is due for it");
    w.replies(&p.customer, ticket).unwrap();
    assert_eq!(this_week(&w).misses.first_response, 1);
    w.replies(&p.agent, ticket).unwrap();
    w.at(RESOLUTION + 10);
    w.close(ticket);
    let misses = this_week(&w).misses;
    assert_eq!((misses.first_response, misses.resolution), (1, 1));
}

#[test]
fn what_a_bot_solved_is_counted_apart() {
    let mut w = World::new();
    let p = w.people.clone();
    let bot = w.app.api().addr_make("bot");
    let mut msg = new_agent(&bot);
    (msg.automated, msg.scopes) = (true, vec![AgentScope::Resolve]);
    w.act(&p.provider, ExecuteMsg::SetAgent(msg)).unwrap();
    let ticket = w.open(ALWAYS);
    w.act(&bot, propose(ticket, vec![])).unwrap();
    w.accepts(&p.customer, ticket).unwrap();
    let card = this_week(&w);
    assert_eq!((card.endings.automated, card.endings.confirmed), (1, 0));
    assert_eq!(card.endings.rateable, 0);
    assert_eq!(
        (card.automated, card.first_contact),
        (Some(Bps(10_000)), None)
    );
    assert_eq!(card.resolution.count, 0);
    let done = w.rates(&p.customer, ticket);
    assert!(done.is_err());
    closed_with(&mut w, 0);
    assert_eq!(this_week(&w).automated, Some(Bps(5_000)));
}

#[test]
fn five_ratings_of_a_customer_and_week_count() {
    let mut w = World::new();
    for _ in 0..6 {
        let ticket = w.open(ALWAYS);
        w.close(ticket);
        rates_with(&mut w, ticket, 5);
    }
    let s = this_week(&w).satisfaction;
    assert_eq!((s.count, s.customers), (5, 1));
    w.at(7 * DAY);
    let ticket = w.open(ALWAYS);
    w.close(ticket);
    rates_with(&mut w, ticket, 5);
    assert_eq!(this_week(&w).satisfaction.count, 1);
}

fn closed_with(w: &mut World, category: u16) {
    let p = w.people.clone();
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    (msg.category, msg.urgency) = (category, Level::Low);
    let ticket = opened_ticket(&w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap());
    w.close(ticket);
}

#[test]
fn categories_are_counted_by_blocks_of_four_weeks() {
    let mut w = World::new();
    for category in [7, 0, 3, 7] {
        closed_with(&mut w, category);
    }
    let first = week(&w);
    let found: Vec<_> = this_week(&w)
        .categories
        .iter()
        .map(|it| (it.first_week, it.category, it.closed))
        .collect();
    let block = first / 4 * 4;
    assert_eq!(found, [(block, 3, 1), (block, 7, 2)]);
    w.until(w.now() + 4 * WEEK);
    closed_with(&mut w, 9);
    let blocks = card(&w, first, week(&w)).categories;
    let last = blocks.last().unwrap();
    assert_eq!((last.first_week, last.category), (block + 4, 9));
    assert_eq!(blocks.len(), 3);
}

#[test]
fn a_week_makes_room_for_the_one_a_ring_later() {
    let mut w = World::new();
    let mut cover = w.cover(ALWAYS);
    cover.until = UnixTime(START + 800 * DAY);
    w.put_cover(ALWAYS, cover);
    let mut msg = new_agent(&w.people.agent.clone());
    msg.expires = UnixTime(START + 800 * DAY);
    let provider = w.people.provider.clone();
    w.act(&provider, ExecuteMsg::SetAgent(msg)).unwrap();
    closed_with(&mut w, 0);
    let first = week(&w);
    w.until(w.now() + 52 * WEEK);
    closed_with(&mut w, 0);
    assert_eq!(card(&w, first, first).endings.opened, 1);
    w.until(w.now() + WEEK);
    closed_with(&mut w, 0);
    closed_with(&mut w, 0);
    assert_eq!(this_week(&w).endings.opened, 2);
    let others = card(&w, first + 24, first + 53);
    assert_eq!(others.endings.opened, 3);
}

#[test]
fn weeks_are_in_order_few_and_kept() {
    let mut w = World::new();
    w.at(0);
    let now = week(&w);
    let fails = |from, to| {
        w.fails(&QueryMsg::Scorecard {
            provider: w.people.provider.to_string(),
            from,
            to,
        })
    };
    assert!(!fails(now - 52, now - 23));
    assert!(fails(now - 53, now - 40));
    assert!(fails(now - 30, now));
    assert!(!fails(now - 29, now));
    assert!(fails(now, now - 1));
    assert!(fails(now, now + 1));
}

#[test]
fn providers_are_measured_alike_and_apart() {
    let mut w = World::new();
    closed_with(&mut w, 0);
    let other: ScorecardResponse = w.ask(&QueryMsg::Scorecard {
        provider: w.people.other_provider.to_string(),
        from: week(&w),
        to: week(&w),
    });
    assert_eq!(other.endings, Default::default());
    let unknown = w.fails(&QueryMsg::Scorecard {
        provider: "NOBODY".to_owned(),
        from: 1,
        to: 1,
    });
    assert!(unknown);
}
