//! The whole story: a promise, kept once and missed once, and everything that follows by itself.

use aftercare_domain::policy::Level;
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR, MINUTE};
use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{self, EpochResponse, Weight};
use aftercare_interface::sla_escrow::{self, AgreementResponse};
use aftercare_interface::ticket_registry::{self, ClockResponse};
use aftercare_interface::NextStep;
use aftercare_testing::{default_terms, human_agent, number, office_hours};
use cosmwasm_std::Uint128;

use super::stage::Stage;
use aftercare_domain::money::Bps;

/// Monday, 2 March 2026, 09:00 UTC.
pub const BEGIN: UnixTime = UnixTime(1_772_442_000);

type Told<T> = Result<T, Failure>;

/// The objects of the story.
pub struct Deal {
    pub agreement: u64,
    pub kept: u64,
    pub missed: u64,
}

/// Plays every chapter.
pub fn play<E: Engine>(stage: &mut Stage<'_, E>) -> Told<Deal> {
    stage.chapter("A promise with money behind it");
    let agreement = promise(stage)?;
    stage.chapter("A ticket answered in time");
    let kept = ticket_in_time(stage, agreement)?;
    stage.chapter("A ticket missed: the refund arrives by itself");
    let missed = ticket_missed(stage, agreement)?;
    let deal = Deal {
        agreement,
        kept,
        missed,
    };
    stage.chapter("What the customer says of it");
    ratings(stage, &deal)?;
    stage.chapter("A period earned");
    period_earned(stage, &deal)?;
    stage.chapter("Paid service becomes reward");
    feedback_reward(stage, &deal)?;
    stage.chapter("A question, a bounty, an answer that helps");
    question(stage)?;
    stage.chapter("Leaving with what is owed");
    farewell(stage, &deal)?;
    Ok(deal)
}

fn promise<E: Engine>(stage: &mut Stage<'_, E>) -> Told<u64> {
    let calendar = stage.act(
        "Nordlicht",
        "publishes office hours, Monday to Friday 9 to 17",
        |w| {
            let calendar = office_hours();
            let events = w.registry(
                "Nordlicht",
                &ticket_registry::ExecuteMsg::PublishCalendar { calendar },
            )?;
            number(&events, "calendar")
        },
    )?;
    stage.act("Nordlicht", "names Ana as its agent for a year", |w| {
        let agent = human_agent(&w.person("Ana"), w.now().plus(Seconds::days(365)));
        w.registry("Nordlicht", &ticket_registry::ExecuteMsg::SetAgent(agent))
    })?;
    let what = "offers Standard support for 1,000 EUR a month and puts in bond for ten customers";
    let plan = stage.act("Nordlicht", what, |w| {
        let terms = default_terms(&w.euro, Some(calendar));
        w.offer("Nordlicht", &terms)
    })?;
    let agreement = stage.act(
        "Carla",
        "subscribes for three months and prepays into escrow",
        |w| w.subscribe("Carla", plan, 3),
    )?;
    agreement_turn(stage, agreement)?;
    Ok(agreement)
}

fn ticket_in_time<E: Engine>(stage: &mut Stage<'_, E>, agreement: u64) -> Told<u64> {
    stage.wait(Seconds(DAY))?;
    let what = "opens a ticket: high impact, medium urgency (P2: answer in 2 h, solve in 8 h)";
    let ticket = stage.act("Carla", what, |w| {
        let levels = (Level::High, Level::Medium);
        w.open(
            "Carla",
            (agreement, "Nordlicht"),
            levels,
            "The router drops every call",
        )
    })?;
    ticket_turn(stage, ticket)?;
    stage.wait(Seconds(40 * MINUTE))?;
    stage.act("Ana", "answers after 40 minutes: first response met", |w| {
        w.reply("Ana", ticket, "Which firmware does it run?")
    })?;
    stage.wait(Seconds(2 * HOUR))?;
    stage.act("Ana", "proposes a resolution", |w| {
        w.propose("Ana", ticket, "Update to 4.2, which mends the call drop")
    })?;
    ticket_turn(stage, ticket)?;
    stage.wait(Seconds(HOUR))?;
    stage.act(
        "Carla",
        "confirms: the ticket closes, resolution met",
        |w| w.registry("Carla", &ticket_registry::ExecuteMsg::Accept { ticket }),
    )?;
    Ok(ticket)
}

fn ticket_missed<E: Engine>(stage: &mut Stage<'_, E>, agreement: u64) -> Told<u64> {
    stage.wait_until(BEGIN.plus(Seconds(2 * DAY)))?;
    let ticket = stage.act("Carla", "opens a second ticket, P2 again", |w| {
        let levels = (Level::High, Level::Medium);
        w.open(
            "Carla",
            (agreement, "Nordlicht"),
            levels,
            "No connection at all",
        )
    })?;
    ticket_turn(stage, ticket)?;
    let due = first_due(stage, ticket)?;
    stage.wait_until(due)?;
    stage.act(
        "Kofi",
        "pokes in the very last second of the target: nothing is due yet",
        |w| w.registry("Kofi", &ticket_registry::ExecuteMsg::Poke { ticket }),
    )?;
    stage.wait(Seconds(1))?;
    let what = "pokes one second later: the miss is booked, and the credit is in Carla's purse";
    stage.act("Kofi", what, |w| {
        w.registry("Kofi", &ticket_registry::ExecuteMsg::Poke { ticket })
    })?;
    stage.wait(Seconds(3 * HOUR))?;
    let what = "answers three hours late: worse pays more, the difference follows at once";
    stage.act("Ana", what, |w| {
        w.reply("Ana", ticket, "Sorry. Please restart with the cable out.")
    })?;
    stage.wait(Seconds(HOUR))?;
    stage.act("Ana", "proposes a resolution", |w| {
        w.propose("Ana", ticket, "Replaced the line profile")
    })?;
    stage.act("Carla", "confirms", |w| {
        w.registry("Carla", &ticket_registry::ExecuteMsg::Accept { ticket })
    })?;
    Ok(ticket)
}

fn ratings<E: Engine>(stage: &mut Stage<'_, E>, deal: &Deal) -> Told<()> {
    for (ticket, score) in [(deal.kept, 5), (deal.missed, 2)] {
        let what = format!("rates ticket {ticket} with {score} of 5");
        stage.act("Carla", what, |w| {
            let rate = ticket_registry::ExecuteMsg::Rate {
                ticket,
                answers: vec![score],
                comment: None,
            };
            w.registry("Carla", &rate)
        })?;
    }
    Ok(())
}

fn period_earned<E: Engine>(stage: &mut Stage<'_, E>, deal: &Deal) -> Told<()> {
    let agreement: AgreementResponse = query_agreement(stage, deal.agreement)?;
    if let Some(due) = agreement.next_due {
        stage.wait_until(due)?;
    }
    let what = "settles the first month after its hold-back: fee less credits less protocol fee";
    stage.act("Kofi", what, |w| {
        let settle = sla_escrow::ExecuteMsg::Settle {
            agreement: deal.agreement,
            max_periods: 30,
        };
        w.escrow("Kofi", &settle)
    })?;
    agreement_turn(stage, deal.agreement)
}

fn feedback_reward<E: Engine>(stage: &mut Stage<'_, E>, deal: &Deal) -> Told<()> {
    let what = "registers both ratings: Carla's allowance is released, whatever she answered";
    stage.act("Kofi", what, |w| {
        let tickets = vec![deal.kept, deal.missed];
        w.community(
            "Kofi",
            &community::ExecuteMsg::RegisterRatings {
                tickets,
                peers: None,
            },
        )
    })?;
    let epoch = epoch_now(stage)?;
    claim_epoch(stage, "Carla", epoch)
}

fn epoch_now<E: Engine>(stage: &Stage<'_, E>) -> Told<u64> {
    let world = &stage.world;
    let question = community::QueryMsg::Config {};
    let config: community::ConfigResponse =
        world.engine.query(&world.suite.community, &question)?;
    Ok(config.epoch)
}

/// Waits out an epoch and its hold, closes it, and claims for somebody.
fn claim_epoch<E: Engine>(stage: &mut Stage<'_, E>, owner: &'static str, epoch: u64) -> Told<()> {
    let question = community::QueryMsg::Epoch { epoch };
    let found: EpochResponse = stage
        .world
        .engine
        .query(&stage.world.suite.community, &question)?;
    stage.wait_until(found.ends_at.max(stage.world.now()))?;
    stage.act(
        "Kofi",
        "closes the epoch: half a token a point is minted, inside the budget",
        |w| w.community("Kofi", &community::ExecuteMsg::CloseEpoch {}),
    )?;
    let account = stage.world.person(owner).to_string();
    let question = community::QueryMsg::Points {
        owner: account.clone(),
        epoch,
    };
    let points: community::PointsResponse = stage
        .world
        .engine
        .query(&stage.world.suite.community, &question)?;
    stage.wait_until(points.claimable_from)?;
    stage.act(
        "Kofi",
        format!("claims for {owner}: anyone may, the payee is fixed"),
        |w| {
            w.community(
                "Kofi",
                &community::ExecuteMsg::Claim {
                    owner: account,
                    epochs: vec![epoch],
                },
            )
        },
    )?;
    Ok(())
}

fn question<E: Engine>(stage: &mut Stage<'_, E>) -> Told<()> {
    let question = stage.act(
        "Carla",
        "asks the community and puts a bounty of 50 EUR on it",
        |w| {
            let euro = w.euro.clone();
            w.ask(
                "Carla",
                (&euro, 50_000_000),
                "How do I bridge the router to my own?",
            )
        },
    )?;
    stage.wait(Seconds(5 * HOUR))?;
    let answer = stage.act("Mei", "answers", |w| {
        w.answer(
            "Mei",
            question,
            "Turn off NAT, then set the upstream port to 4",
        )
    })?;
    let answer = u32::try_from(answer).map_err(|error| Failure::new(error.to_string()))?;
    stage.wait(Seconds(HOUR))?;
    stage.act(
        "Carla",
        "thanks Mei with a million points of her own burnt fees",
        |w| {
            let points = Uint128::new(1_000_000);
            w.community(
                "Carla",
                &community::ExecuteMsg::Thank {
                    item: community::Item::Answer { question, answer },
                    points,
                },
            )
        },
    )?;
    let thanked_in = epoch_now(stage)?;
    stage.act(
        "Carla",
        "accepts the answer: the bounty vests for a week",
        |w| {
            let weights = vec![Weight {
                answer,
                share: Bps::WHOLE,
            }];
            w.community(
                "Carla",
                &community::ExecuteMsg::Accept { question, weights },
            )
        },
    )?;
    let asked = community::QueryMsg::Question { question };
    let found: community::QuestionResponse = stage
        .world
        .engine
        .query(&stage.world.suite.community, &asked)?;
    if let Some(vests_at) = found.vests_at {
        stage.wait_until(vests_at)?;
    }
    stage.act("Kofi", "pokes: the award is Mei's", |w| {
        w.community("Kofi", &community::ExecuteMsg::Poke { question })
    })?;
    claim_epoch(stage, "Mei", thanked_in)
}

fn farewell<E: Engine>(stage: &mut Stage<'_, E>, deal: &Deal) -> Told<()> {
    let agreement = deal.agreement;
    let found: AgreementResponse = query_agreement(stage, agreement)?;
    if let Some(due) = found.next_due {
        stage.wait_until(due)?;
    }
    stage.act("Kofi", "settles what has become due", |w| {
        w.escrow(
            "Kofi",
            &sla_escrow::ExecuteMsg::Settle {
                agreement,
                max_periods: 30,
            },
        )
    })?;
    stage.act(
        "fee sink",
        "withdraws its share of the protocol fees",
        |w| {
            let asset = w.euro.clone();
            w.escrow("fee sink", &sla_escrow::ExecuteMsg::Withdraw { asset })
        },
    )?;
    Ok(())
}

fn query_agreement<E: Engine>(stage: &Stage<'_, E>, agreement: u64) -> Told<AgreementResponse> {
    let question = sla_escrow::QueryMsg::Agreement { agreement };
    stage
        .world
        .engine
        .query(&stage.world.suite.escrow, &question)
}

fn first_due<E: Engine>(stage: &Stage<'_, E>, ticket: u64) -> Told<UnixTime> {
    let question = ticket_registry::QueryMsg::Clock {
        ticket,
        start_after: None,
        limit: None,
    };
    let clocks: ClockResponse = stage
        .world
        .engine
        .query(&stage.world.suite.registry, &question)?;
    let due = clocks.clocks.first().and_then(|clock| clock.due_at);
    due.ok_or_else(|| Failure::new("the first-response clock does not run"))
}

fn ticket_turn<E: Engine>(stage: &mut Stage<'_, E>, ticket: u64) -> Told<()> {
    let question = ticket_registry::QueryMsg::NextStep { ticket };
    let turn: NextStep = stage
        .world
        .engine
        .query(&stage.world.suite.registry, &question)?;
    stage.turn(turn);
    Ok(())
}

fn agreement_turn<E: Engine>(stage: &mut Stage<'_, E>, agreement: u64) -> Told<()> {
    let question = sla_escrow::QueryMsg::NextStep { agreement };
    let turn: NextStep = stage
        .world
        .engine
        .query(&stage.world.suite.escrow, &question)?;
    stage.turn(turn);
    Ok(())
}
