//! given a ticket of a provider with agents and queues
//! ├── when an agent claims it
//! │   ├── it is in that agent's hands, and no other can claim it
//! │   ├── it takes no more than it may have, and a closed ticket makes room
//! │   ├── it takes none from a queue that it does not serve, nor while it is away
//! │   └── the provider itself and a bot claim nothing
//! ├── when nobody says a word
//! │   ├── the claim lapses after eight counted hours, not in the last second of them
//! │   ├── the customer's and the holder's words keep it, another agent's does not
//! │   └── it does not lapse while the customer has the word
//! ├── when the holder is away, expired or removed
//! │   └── it is its cover's, or nobody's, to the last second
//! ├── when it is assigned, handed over or put into a queue
//! │   ├── each by whom it may, and loads follow
//! │   └── its history says to whom, and where
//! └── when queues are set
//!     └── categories lead to them, and bounds hold

use aftercare_domain::policy::Level;
use aftercare_domain::time::{UnixTime, DAY, HOUR};
use aftercare_interface::ticket_registry::{
    AgentResponse, AgentScope, Catalogue, CategoryRoute, ExecuteMsg, NewAgent, QueryMsg,
};
use aftercare_kit::KitError;
use aftercare_ticket_registry::ContractError;
use cosmwasm_std::Addr;

use crate::events::opened_ticket;
use crate::messages::{new_agent, open_msg, remove_agent, set_agent, triage};
use crate::recompute::told;
use crate::world::{Outcome, World, ALWAYS, OFFICE, START};

/// The world, and two agents with room for two tickets each.
fn world() -> (World, Addr, Addr) {
    let mut w = World::new();
    let (ana, ben) = (w.people.agent.clone(), w.app.api().addr_make("ben"));
    for agent in [&ana, &ben] {
        names(&mut w, agent, |_| {}).unwrap();
    }
    (w, ana, ben)
}

fn names(w: &mut World, agent: &Addr, change: impl FnOnce(&mut NewAgent)) -> Outcome {
    let provider = w.people.provider.clone();
    let mut msg = new_agent(agent);
    msg.max_open = 2;
    change(&mut msg);
    w.act(&provider, ExecuteMsg::SetAgent(msg))
}

fn claims(w: &mut World, who: &Addr, ticket: u64) -> Outcome {
    w.act(who, ExecuteMsg::Claim { ticket })
}

fn assigns(w: &mut World, who: &Addr, ticket: u64, agent: &Addr) -> Outcome {
    let agent = agent.to_string();
    w.act(who, ExecuteMsg::Assign { ticket, agent })
}

fn hands_over(w: &mut World, who: &Addr, ticket: u64, agent: &Addr) -> Outcome {
    let agent = agent.to_string();
    w.act(who, ExecuteMsg::HandOver { ticket, agent })
}

fn away(w: &mut World, who: &Addr, until: u64, cover: Option<&Addr>) -> Outcome {
    let msg = ExecuteMsg::SetAway {
        provider: w.people.provider.to_string(),
        until: UnixTime(until),
        cover: cover.map(Addr::to_string),
    };
    w.act(who, msg)
}

fn agent(w: &World, agent: &Addr) -> AgentResponse {
    let found: Option<AgentResponse> = w.ask(&QueryMsg::Agent {
        provider: w.people.provider.to_string(),
        agent: agent.to_string(),
    });
    found.unwrap()
}

fn holder(w: &World, ticket: u64) -> Option<Addr> {
    w.ticket(ticket).holder
}

fn held(ticket: u64, agent: &Addr) -> ContractError {
    let agent = agent.clone();
    ContractError::Held { ticket, agent }
}

#[test]
fn a_claimed_ticket_is_in_one_agents_hands() {
    let (mut w, ana, ben) = world();
    let ticket = w.open(ALWAYS);
    assert_eq!(holder(&w, ticket), None);
    claims(&mut w, &ana, ticket).unwrap();
    assert_eq!(holder(&w, ticket), Some(ana.clone()));
    assert_eq!(agent(&w, &ana).open, 1);
    assert_eq!(
        claims(&mut w, &ben, ticket).unwrap_err(),
        held(ticket, &ana)
    );
    claims(&mut w, &ana, ticket).unwrap();
    assert_eq!(agent(&w, &ana).open, 1);
}

#[test]
fn an_agent_has_as_many_tickets_as_it_may_and_a_closed_one_makes_room() {
    let (mut w, ana, _) = world();
    let tickets: Vec<_> = (0..3).map(|_| w.open(ALWAYS)).collect();
    claims(&mut w, &ana, tickets[0]).unwrap();
    claims(&mut w, &ana, tickets[1]).unwrap();
    let full = ContractError::AgentFull {
        agent: ana.clone(),
        open: 2,
        max_open: 2,
    };
    assert_eq!(claims(&mut w, &ana, tickets[2]).unwrap_err(), full);
    w.close(tickets[0]);
    assert_eq!(holder(&w, tickets[0]), None);
    claims(&mut w, &ana, tickets[2]).unwrap();
    assert_eq!(agent(&w, &ana).open, 2);
}

#[test]
fn the_provider_and_bots_claim_nothing() {
    let (mut w, _, ben) = world();
    let provider = w.people.provider.clone();
    let ticket = w.open(ALWAYS);
    let refused = ContractError::AgentUnknown {
        agent: provider.clone(),
        provider: provider.clone(),
    };
    assert_eq!(claims(&mut w, &provider, ticket).unwrap_err(), refused);
    names(&mut w, &ben, |msg| msg.automated = true).unwrap();
    let done = claims(&mut w, &ben, ticket).unwrap_err();
    assert!(matches!(done, ContractError::Illegal { .. }));
}

#[test]
fn an_agent_without_the_scope_does_nothing_of_it() {
    let (mut w, ana, ben) = world();
    let ticket = w.open(ALWAYS);
    names(&mut w, &ana, |msg| msg.scopes = vec![AgentScope::Triage]).unwrap();
    let lacks = |scope| ContractError::ScopeMissing {
        sender: w.people.agent.clone(),
        scope,
    };
    let (reply, resolve, assign) = (lacks("reply"), lacks("resolve"), lacks("assign"));
    let triages = lacks("triage");
    assert_eq!(claims(&mut w, &ana, ticket).unwrap_err(), reply);
    assert_eq!(w.replies(&ana, ticket).unwrap_err(), reply);
    assert_eq!(w.proposes(&ana, ticket).unwrap_err(), resolve);
    assert_eq!(assigns(&mut w, &ana, ticket, &ben).unwrap_err(), assign);
    names(&mut w, &ana, |msg| msg.scopes = vec![AgentScope::Reply]).unwrap();
    let raise = triage(ticket, Level::High, Level::Medium);
    assert_eq!(w.act(&ana, raise).unwrap_err(), triages);
}

#[test]
fn a_claim_lapses_after_eight_counted_hours_without_a_word() {
    for (agreement, hours) in [(ALWAYS, 8 * HOUR), (OFFICE, 8 * HOUR)] {
        let (mut w, ana, ben) = world();
        let ticket = w.open(agreement);
        claims(&mut w, &ana, ticket).unwrap();
        w.at(hours);
        assert_eq!(holder(&w, ticket), Some(ana.clone()));
        // The office is closed overnight: its next counted second is at nine in the morning.
        w.at(if agreement == OFFICE { DAY } else { hours });
        assert_eq!(holder(&w, ticket), Some(ana.clone()));
        w.at(if agreement == OFFICE { DAY } else { hours } + 1);
        assert_eq!(holder(&w, ticket), None);
        claims(&mut w, &ben, ticket).unwrap();
        assert_eq!((agent(&w, &ana).open, agent(&w, &ben).open), (0, 1));
    }
}

#[test]
fn words_of_customer_and_holder_keep_a_claim() {
    let (mut w, ana, ben) = world();
    let customer = w.people.customer.clone();
    for (who, keeps) in [(&ana, true), (&customer, true), (&ben, false)] {
        let ticket = w.open(ALWAYS);
        claims(&mut w, &ana, ticket).unwrap();
        w.until(w.now() + 7 * HOUR);
        w.replies(who, ticket).unwrap();
        w.until(w.now() + 8 * HOUR);
        assert_eq!(holder(&w, ticket).is_some(), keeps);
        w.close(ticket);
    }
}

#[test]
fn a_claim_stays_while_the_customer_has_the_word() {
    let (mut w, ana, _) = world();
    let ticket = w.open(ALWAYS);
    claims(&mut w, &ana, ticket).unwrap();
    w.asks(&ana, ticket).unwrap();
    w.at(3 * DAY);
    assert_eq!(holder(&w, ticket), Some(ana));
}

#[test]
fn tickets_of_the_absent_are_their_covers_or_nobodys() {
    let (mut w, ana, ben) = world();
    let ticket = w.open(ALWAYS);
    claims(&mut w, &ana, ticket).unwrap();
    away(&mut w, &ana, START + 2 * HOUR, None).unwrap();
    assert_eq!(holder(&w, ticket), None);
    away(&mut w, &ana, START + 2 * HOUR, Some(&ben)).unwrap();
    assert_eq!(holder(&w, ticket), Some(ben.clone()));
    let shown = agent(&w, &ana);
    assert_eq!(shown.away_until, Some(UnixTime(START + 2 * HOUR)));
    assert_eq!(shown.cover, Some(ben.clone()));
    away(&mut w, &ben, START + HOUR, None).unwrap();
    assert_eq!(holder(&w, ticket), None);
    w.at(HOUR);
    assert_eq!(holder(&w, ticket), None);
    w.at(HOUR + 1);
    assert_eq!(holder(&w, ticket), Some(ben.clone()));
    w.at(2 * HOUR);
    assert_eq!(holder(&w, ticket), Some(ben));
    w.at(2 * HOUR + 1);
    assert_eq!(holder(&w, ticket), Some(ana));
}

#[test]
fn who_is_back_is_back_and_who_is_no_agent_is_not_away() {
    let (mut w, ana, ben) = world();
    let ticket = w.open(ALWAYS);
    claims(&mut w, &ana, ticket).unwrap();
    away(&mut w, &ana, START + DAY, None).unwrap();
    let other = w.open(ALWAYS);
    let refused = ContractError::AgentAway {
        agent: ana.clone(),
        until: UnixTime(START + DAY),
    };
    assert_eq!(claims(&mut w, &ana, other).unwrap_err(), refused);
    away(&mut w, &ana, START - 1, None).unwrap();
    assert_eq!(holder(&w, ticket), Some(ana.clone()));
    let own = away(&mut w, &ana, START + DAY, Some(&ana));
    let refused = ContractError::OwnCover { agent: ana.clone() };
    assert_eq!(own.unwrap_err(), refused);
    let (provider, stranger) = (w.people.provider.clone(), w.people.stranger.clone());
    let unknown = |agent: &Addr| ContractError::AgentUnknown {
        agent: agent.clone(),
        provider: provider.clone(),
    };
    let done = away(&mut w, &stranger, START + DAY, None);
    assert_eq!(done.unwrap_err(), unknown(&stranger));
    let done = away(&mut w, &ben, START + DAY, Some(&stranger));
    assert_eq!(done.unwrap_err(), unknown(&stranger));
}

#[test]
fn tickets_of_removed_and_expired_agents_are_nobodys() {
    let (mut w, ana, ben) = world();
    let provider = w.people.provider.clone();
    let (one, two) = (w.open(ALWAYS), w.open(ALWAYS));
    claims(&mut w, &ana, one).unwrap();
    claims(&mut w, &ben, two).unwrap();
    w.act(&provider, remove_agent(&ana)).unwrap();
    assert_eq!(holder(&w, one), None);
    w.act(&provider, set_agent(&ben, UnixTime(START + HOUR)))
        .unwrap();
    w.at(HOUR);
    assert_eq!(holder(&w, two), Some(ben.clone()));
    w.at(HOUR + 1);
    assert_eq!(holder(&w, two), None);
}

#[test]
fn a_ticket_is_assigned_by_who_may_and_handed_over_by_who_has_it() {
    let (mut w, ana, ben) = world();
    let p = w.people.clone();
    let ticket = w.open(ALWAYS);
    let not_hers = |sender: &Addr| ContractError::NotHolder {
        ticket,
        sender: sender.clone(),
    };
    let done = hands_over(&mut w, &ana, ticket, &ben);
    assert_eq!(done.unwrap_err(), not_hers(&ana));
    assigns(&mut w, &p.provider, ticket, &ana).unwrap();
    let done = hands_over(&mut w, &ben, ticket, &ana);
    assert_eq!(done.unwrap_err(), not_hers(&ben));
    hands_over(&mut w, &ana, ticket, &ben).unwrap();
    assert_eq!(holder(&w, ticket), Some(ben.clone()));
    assert_eq!((agent(&w, &ana).open, agent(&w, &ben).open), (0, 1));
    assigns(&mut w, &ben, ticket, &ana).unwrap();
    let done = assigns(&mut w, &p.provider, ticket, &p.other_agent);
    let refused = ContractError::AgentUnknown {
        agent: p.other_agent.clone(),
        provider: p.provider.clone(),
    };
    assert_eq!(done.unwrap_err(), refused);
    let done = claims(&mut w, &p.other_agent, ticket);
    let sender = p.other_agent;
    assert_eq!(
        done.unwrap_err(),
        ContractError::Stranger { ticket, sender }
    );
}

fn catalogue(queues: u8, routes: &[(u16, u8)]) -> Catalogue {
    let route = |(category, queue): &(u16, u8)| CategoryRoute {
        category: *category,
        queue: *queue,
    };
    Catalogue {
        queues,
        categories: routes.iter().map(route).collect(),
        names: None,
    }
}

fn sets(w: &mut World, catalogue: &Catalogue) -> Outcome {
    let provider = w.people.provider.clone();
    w.act(&provider, ExecuteMsg::SetQueues(catalogue.clone()))
}

#[test]
fn a_category_leads_to_its_queue_until_somebody_chooses_another() {
    let (mut w, ana, _) = world();
    let p = w.people.clone();
    let wanted = catalogue(3, &[(7, 2)]);
    sets(&mut w, &wanted).unwrap();
    let found: Catalogue = w.ask(&QueryMsg::Queues {
        provider: p.provider.to_string(),
    });
    assert_eq!(found, wanted);
    let mut msg = open_msg(Some(ALWAYS), &p.provider);
    msg.category = 7;
    let response = w.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
    let ticket = opened_ticket(&response);
    assert_eq!(w.ticket(ticket).queue, 2);
    claims(&mut w, &ana, ticket).unwrap();
    let into = |queue| ExecuteMsg::Queue { ticket, queue };
    w.act(&ana, into(3)).unwrap();
    assert_eq!((w.ticket(ticket).queue, holder(&w, ticket)), (3, None));
    assert_eq!(agent(&w, &ana).open, 0);
    w.act(&ana, into(0)).unwrap();
    assert_eq!(w.ticket(ticket).queue, 2);
    let refused = ContractError::QueueUnknown {
        queue: 4,
        queues: 3,
    };
    assert_eq!(w.act(&ana, into(4)).unwrap_err(), refused);
}

#[test]
fn an_agent_takes_from_its_queues_only() {
    let (mut w, ana, ben) = world();
    sets(&mut w, &catalogue(3, &[])).unwrap();
    names(&mut w, &ana, |msg| msg.queues = vec![1, 3]).unwrap();
    assert_eq!(agent(&w, &ana).queues, [1, 3]);
    for (queue, takes) in [(0, false), (1, true), (2, false), (3, true)] {
        let ticket = w.open(ALWAYS);
        w.act(&ben, ExecuteMsg::Queue { ticket, queue }).unwrap();
        let done = claims(&mut w, &ana, ticket).map(drop);
        let agent = ana.clone();
        let refused = ContractError::AgentQueue { agent, queue };
        assert_eq!(done, if takes { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn the_history_says_in_whose_hands_and_in_which_queue_a_ticket_came() {
    let (mut w, ana, ben) = world();
    sets(&mut w, &catalogue(3, &[])).unwrap();
    let ticket = w.open(ALWAYS);
    claims(&mut w, &ana, ticket).unwrap();
    hands_over(&mut w, &ana, ticket, &ben).unwrap();
    assigns(&mut w, &ben, ticket, &ana).unwrap();
    let queue = 3;
    w.act(&ana, ExecuteMsg::Queue { ticket, queue }).unwrap();
    let told = told(&w, ticket, 1);
    // The provider's side; an open ticket; first response and resolution count. Ana is its first agent.
    let said = |kind: &str, what: &[u8]| (kind.to_owned(), [&[1, 0, 9], what].concat());
    let expected = [
        said("claimed", &[0, 0, 0, 1]),
        said("handed_over", &[0, 0, 0, 2]),
        said("assigned", &[0, 0, 0, 1]),
        said("queued", &[3]),
    ];
    assert_eq!(told, expected);
}

#[test]
fn queues_and_categories_have_bounds() {
    let (mut w, ana, _) = world();
    let full: Vec<_> = (1..=64).map(|category| (category, 32)).collect();
    sets(&mut w, &catalogue(32, &full)).unwrap();
    let range = |field, value, min, max| KitError::Range {
        field,
        value,
        min,
        max,
    };
    let refused: [(Catalogue, ContractError); 4] = [
        (catalogue(33, &[]), range("queues", 33, 0, 32).into()),
        (
            catalogue(1, &[(65, 1)]),
            range("categories", 65, 1, 64).into(),
        ),
        (
            catalogue(1, &[(3, 1), (3, 0)]),
            KitError::Duplicate {
                field: "categories",
                value: "3".into(),
            }
            .into(),
        ),
        (
            catalogue(1, &[(3, 2)]),
            ContractError::QueueUnknown {
                queue: 2,
                queues: 1,
            },
        ),
    ];
    for (catalogue, error) in refused {
        assert_eq!(sets(&mut w, &catalogue).unwrap_err(), error);
    }
    let nine = names(&mut w, &ana, |msg| msg.queues = (1..=9).collect());
    let error = KitError::Count {
        field: "queues",
        count: 9,
        min: 0,
        max: 8,
    };
    assert_eq!(nine.unwrap_err(), error.into());
    for queue in [0u8, 33] {
        let done = names(&mut w, &ana, |msg| msg.queues = vec![queue]);
        let error = range("queues", queue.into(), 1, 32);
        assert_eq!(done.unwrap_err(), error.into());
    }
}
