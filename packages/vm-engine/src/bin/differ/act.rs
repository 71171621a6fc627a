//! What may happen in a random history.

use aftercare_domain::money::Bps;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{self, NewQuestion, Weight};
use aftercare_interface::{sla_escrow, ticket_registry as registry};
use aftercare_testing::scenario::PEOPLE;
use aftercare_testing::{commitment, World};
use cosmwasm_std::Uint128;
use proptest::prelude::*;

/// One message: what, by whom, about which object, after how long.
#[derive(Clone, Debug)]
pub struct Act {
    what: What,
    who: usize,
    object: u64,
    amount: u128,
    /// Seconds that pass before.
    pub wait: u32,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Subscribe,
    Deposit,
    Settle,
    Terminate,
    Withdraw,
    PushClaim,
    Open,
    Reply,
    AskCustomer,
    Propose,
    Accept,
    Reject,
    Cancel,
    Reopen,
    Rate,
    Poke,
    PokeMany,
    Ask,
    AskForMoney,
    Answer,
    AcceptAnswer,
    Thank,
    PokeQuestion,
    Register,
    CloseEpoch,
    Claim,
}

/// Frequent messages stand more than once.
const DRAWN: [What; 34] = [
    What::Subscribe,
    What::Deposit,
    What::Settle,
    What::Settle,
    What::Terminate,
    What::Withdraw,
    What::PushClaim,
    What::Open,
    What::Open,
    What::Open,
    What::Reply,
    What::Reply,
    What::AskCustomer,
    What::Propose,
    What::Propose,
    What::Accept,
    What::Accept,
    What::Reject,
    What::Cancel,
    What::Reopen,
    What::Rate,
    What::Rate,
    What::Poke,
    What::Poke,
    What::PokeMany,
    What::Ask,
    What::AskForMoney,
    What::Answer,
    What::AcceptAnswer,
    What::Thank,
    What::PokeQuestion,
    What::Register,
    What::CloseEpoch,
    What::Claim,
];

/// Histories of up to 80 messages.
pub fn history() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 1..80)
}

fn act() -> impl Strategy<Value = Act> {
    let wait = prop_oneof![
        4 => 0_u32..3_600,
        2 => 3_600_u32..200_000,
        1 => 200_000_u32..2_000_000,
    ];
    let what = prop::sample::select(DRAWN.to_vec());
    (what, 0..PEOPLE.len(), 1_u64..5, 1_u128..10_000_000, wait).prop_map(
        |(what, who, object, amount, wait)| Act {
            what,
            who,
            object,
            amount,
            wait,
        },
    )
}

impl Act {
    fn name(&self) -> &'static str {
        PEOPLE.get(self.who).copied().unwrap_or("keeper")
    }

    /// Sends its message.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn play<E: Engine>(&self, world: &mut World<E>) -> Result<(), Failure> {
        match self.what {
            What::Subscribe => world.subscribe(self.name(), 1, 2).map(drop),
            What::Deposit => {
                let dollar = world.dollar.clone();
                world
                    .deposit_bond(self.name(), &dollar, self.amount)
                    .map(drop)
            }
            What::Open => world.open(
                self.name(),
                (self.object, "provider"),
                (aftercare_domain::policy::Level::High, aftercare_domain::policy::Level::High),
                "No connection",
            )
            .map(drop),
            What::AskForMoney => {
                let euro = world.euro.clone();
                let bounty = (&euro, self.amount + 50_000_000);
                world.ask(self.name(), bounty, "How?").map(drop)
            }
            _ => self.send(world),
        }
    }

    fn send<E: Engine>(&self, world: &mut World<E>) -> Result<(), Failure> {
        if let Some(message) = self.to_escrow(world) {
            return world.escrow(self.name(), &message).map(drop);
        }
        if let Some(message) = self.to_registry() {
            return world.registry(self.name(), &message).map(drop);
        }
        match self.to_community(world) {
            Some(message) => world.community(self.name(), &message).map(drop),
            None => Ok(()),
        }
    }

    fn to_escrow<E: Engine>(&self, world: &mut World<E>) -> Option<sla_escrow::ExecuteMsg> {
        use sla_escrow::ExecuteMsg as Msg;
        let (agreement, asset) = (self.object, world.euro.clone());
        Some(match self.what {
            What::Settle => Msg::Settle {
                agreement,
                max_periods: 3,
            },
            What::Terminate => Msg::Terminate { agreement },
            What::Withdraw => Msg::Withdraw { asset },
            What::PushClaim => Msg::PushClaim {
                owner: world.person("fee sink").to_string(),
                asset,
            },
            _ => return None,
        })
    }

    fn to_registry(&self) -> Option<registry::ExecuteMsg> {
        use registry::ExecuteMsg as Msg;
        let (ticket, content) = (self.object, commitment("Words"));
        Some(match self.what {
            What::Reply => Msg::Reply { ticket, content },
            What::AskCustomer => Msg::AskCustomer {
                ticket,
                question: content,
            },
            What::Propose => Msg::ProposeResolution {
                ticket,
                content,
                cites: vec![],
            },
            What::Accept => Msg::Accept { ticket },
            What::Reject => Msg::Reject { ticket, content },
            What::Cancel => Msg::Cancel { ticket },
            What::Reopen => Msg::Reopen { ticket, content },
            What::Rate => Msg::Rate {
                ticket,
                answers: vec![4, 5],
                comment: None,
            },
            What::Poke => Msg::Poke { ticket },
            What::PokeMany => Msg::PokeMany {
                tickets: (1..=self.object).collect(),
            },
            _ => return None,
        })
    }

    fn to_community<E: Engine>(&self, world: &mut World<E>) -> Option<community::ExecuteMsg> {
        use community::ExecuteMsg as Msg;
        let question = self.object;
        Some(match self.what {
            What::Ask => Msg::Ask(NewQuestion {
                topic: "setup".to_owned(),
                product: String::new(),
                content: commitment("How?"),
            }),
            What::Answer => Msg::Answer {
                question,
                content: commitment("So"),
            },
            What::AcceptAnswer => Msg::Accept {
                question,
                weights: vec![Weight {
                    answer: 0,
                    share: Bps::WHOLE,
                }],
            },
            What::Thank => Msg::Thank {
                question,
                answer: 0,
                points: Uint128::new(self.amount),
            },
            What::PokeQuestion => Msg::Poke { question },
            What::Register => Msg::RegisterRatings {
                tickets: vec![self.object],
            },
            What::CloseEpoch => Msg::CloseEpoch {},
            What::Claim => Msg::Claim {
                owner: world.person("customer").to_string(),
                epochs: vec![self.object],
            },
            _ => return None,
        })
    }
}
