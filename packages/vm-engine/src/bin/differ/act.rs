//! What may happen in a random history.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{self, Item, NewQuestion, Weight};
use aftercare_interface::{sla_escrow, ticket_registry as registry};
use aftercare_testing::scenario::PEOPLE;
use aftercare_testing::{commitment, World};
use cosmwasm_std::Uint128;

/// One message: what, by whom, about which object, after how long.
#[derive(Clone, Debug)]
pub struct Act {
    what: What,
    who: usize,
    object: u64,
    amount: u128,
    /// Seconds that pass before.
    pub wait: u64,
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

impl What {
    /// Who may send it, if its object is in the right state.
    fn rightful(self) -> &'static str {
        match self {
            Self::Subscribe => "member",
            Self::Deposit => "provider",
            Self::Reply | Self::AskCustomer | Self::Propose => "agent",
            Self::Open
            | Self::Terminate
            | Self::Accept
            | Self::Reject
            | Self::Cancel
            | Self::Reopen
            | Self::Rate
            | Self::Ask
            | Self::AskForMoney
            | Self::AcceptAnswer
            | Self::Thank => "customer",
            Self::Withdraw => "fee sink",
            Self::Answer => "neighbour",
            _ => "keeper",
        }
    }
}

/// Frequent messages stand more than once.
const DRAWN: [What; 36] = [
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

/// Numbers of a seed: SplitMix64.
struct Draw(u64);

impl Draw {
    /// A number below `bound`.
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    /// Mostly within an hour, at times days, rarely weeks.
    fn wait(&mut self) -> u64 {
        match self.below(7) {
            0..=3 => self.below(3_600),
            4 | 5 => self.below(200_000),
            _ => self.below(2_000_000),
        }
    }
}

/// The history of a seed: up to 80 messages.
pub fn history(seed: u64) -> Vec<Act> {
    let mut draw = Draw(seed);
    let length = 1 + draw.below(80);
    (0..length).map(|_| act(&mut draw)).collect()
}

fn act(draw: &mut Draw) -> Act {
    let index = |number: u64| usize::try_from(number).unwrap_or_default();
    let what = index(draw.below(DRAWN.len() as u64));
    Act {
        what: DRAWN.get(what).copied().unwrap_or(What::Poke),
        who: index(draw.below(4 * PEOPLE.len() as u64)),
        object: 1 + draw.below(4),
        amount: 1 + u128::from(draw.below(10_000_000)),
        wait: draw.wait(),
    }
}

impl Act {
    /// Whoever was drawn; mostly nobody, and then it is whoever may.
    fn name(&self) -> &'static str {
        PEOPLE
            .get(self.who)
            .copied()
            .unwrap_or(self.what.rightful())
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
            What::Open => {
                // The customer's agreement is the second; the neighbour has the first.
                let agreement = if self.object == 1 { 1 } else { 2 };
                let levels = (Level::High, Level::High);
                world
                    .open(
                        self.name(),
                        (agreement, "provider"),
                        levels,
                        "No connection",
                    )
                    .map(drop)
            }
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
            What::Terminate => Msg::Terminate {
                agreement,
                ground: sla_escrow::Ground::Notice {},
            },
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
            What::Reply => Msg::Reply {
                ticket,
                content,
                expects_answer: true,
            },
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
                versions: None,
                provider: None,
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
                item: Item::Answer {
                    question,
                    answer: 0,
                },
                points: Uint128::new(self.amount),
            },
            What::PokeQuestion => Msg::Poke { question },
            What::Register => Msg::RegisterRatings {
                tickets: vec![self.object],
                peers: None,
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
