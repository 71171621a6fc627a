//! What anybody may send about all that there is, because time may have made it due.

use aftercare_engine::{account_address, Engine, Failure};
use aftercare_interface::community::ExecuteMsg as Community;
use aftercare_interface::sla_escrow::ExecuteMsg as Escrow;
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use aftercare_simulation::Choices;
use aftercare_testing::{Outcome, World};

use super::STRANGER;
use crate::crowd::{everybody, Crowd};

/// The most that one message may look at.
const MOST: u64 = 30;

/// A message that anybody may send.
#[derive(Clone, Debug)]
pub enum Errand {
    /// To the escrow.
    Escrow(Box<Escrow>),
    /// To the registry.
    Registry(Registry),
    /// To the community.
    Community(Community),
}

/// Those that time makes due of service and bounties, each as far as one message goes.
pub fn due<E>(crowd: &Crowd<E>) -> Vec<Errand> {
    let ticket = |ticket| Errand::Registry(Registry::Poke { ticket });
    let question = |question| Errand::Community(Community::Poke { question });
    let tickets = crowd.tickets.iter().map(|(of, _)| ticket(*of));
    let deals = crowd.deals.iter();
    let agreements = deals.flat_map(|deal| agreement(deal.agreement, MOST));
    let questions = crowd.questions.iter().map(|(of, _)| question(*of));
    tickets.chain(agreements).chain(questions).collect()
}

/// The pokes among them: all but settlements, which are acts of their own in the law of pokes.
pub fn pokes<E>(crowd: &Crowd<E>) -> Vec<Errand> {
    let mut due = due(crowd);
    due.retain(|errand| !matches!(errand, Errand::Escrow(message) if matches!(**message, Escrow::Settle { .. })));
    due
}

/// What is due of an agreement, in steps of so much.
fn agreement(agreement: u64, most: u64) -> [Errand; 3] {
    let most = u32::try_from(most).unwrap_or(1);
    let (limit, max_periods) = (most, most);
    [
        Escrow::Poke { agreement, limit },
        Escrow::Settle {
            agreement,
            max_periods,
        },
        Escrow::CollectDebt { agreement },
    ]
    .map(|message| Errand::Escrow(Box::new(message)))
}

/// All: what is due, claims, ratings, epochs.
pub fn all<E>(crowd: &Crowd<E>) -> Vec<Errand> {
    let mut all = due(crowd);
    for (ticket, _) in &crowd.tickets {
        all.push(Errand::Community(Community::RegisterRatings {
            tickets: vec![*ticket],
            peers: None,
        }));
    }
    for name in everybody() {
        for asset in [&crowd.world.euro, &crowd.world.dollar] {
            let (owner, asset) = (account_address(name).to_string(), asset.clone());
            let (same, too) = (owner.clone(), asset.clone());
            all.push(Errand::Escrow(Box::new(Escrow::PushClaim { owner, asset })));
            all.push(Errand::Community(Community::PushClaim {
                owner: same,
                asset: too,
            }));
        }
    }
    all.push(Errand::Community(Community::CloseEpoch {}));
    all
}

/// Another order.
pub fn shuffle(errands: &mut [Errand], choices: &mut Choices) {
    for place in (1..errands.len()).rev() {
        let other = choices.place(errands.get(..=place).unwrap_or_default());
        errands.swap(place, other);
    }
}

impl Errand {
    /// The same, looking at so much.
    #[must_use]
    pub fn in_steps_of(&self, most: u64) -> Self {
        let one = u32::try_from(most).unwrap_or(1);
        let mut same = self.clone();
        if let Self::Escrow(message) = &mut same {
            match &mut **message {
                Escrow::Poke { limit, .. } => *limit = one,
                Escrow::Settle { max_periods, .. } => *max_periods = one,
                _ => {}
            }
        }
        same
    }

    /// A stranger sends it; whether it was accepted.
    ///
    /// # Errors
    /// What is no refusal of a contract, such as books that do not balance.
    pub fn run<E: Engine>(&self, world: &mut World<E>) -> Result<bool, Failure> {
        accepted(match self {
            Self::Escrow(message) => world.escrow(STRANGER, message),
            Self::Registry(message) => world.registry(STRANGER, message),
            Self::Community(message) => world.community(STRANGER, message),
        })
    }
}

/// Whether a message was accepted.
///
/// # Errors
/// What is no refusal of a contract.
pub fn accepted(outcome: Outcome) -> Result<bool, Failure> {
    match outcome {
        Ok(_) => Ok(true),
        Err(failure) if failure.code.is_some() => Ok(false),
        Err(failure) => Err(failure),
    }
}
