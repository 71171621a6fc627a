//! Random lives on the contracts and on the model of the suite, compared after every step; a difference is
//! shrunk to the shortest story that shows it.

mod compare;
pub mod draw;
mod edge;
mod life;
mod people;
mod run;
mod said;
mod step;
mod terms;
mod tickets;

use aftercare_engine::{Failure, Native};

pub use life::{Counted, Life, Stored};
pub use run::{run, Bounds};
pub use step::{Deed, Step, Twist, Wait, Word};

/// Messages that the model does not speak yet: they are never sent in a life.
pub const UNSPOKEN: &[&str] = &[
    "sla-escrow: Wire, AnnounceMonitoring, ListAsset, CloseAsset, SetPauser, Pause, Unpause, Sweep,",
    "UpdateOwnership, RevisePlan, UpdateAllowList, Renew, ProposeAgreement, Amend, AcceptProposal,",
    "DeclineProposal, CancelProposal, Terminate for late tickets, Poke, Contest, DeclareForceMajeure,",
    "Object, Rule, SetPayoutAddress, SetRecovery, Recover, VetoRecovery, TakeOver",
    "ticket-registry: PublishCalendar, PublishCalendarVersion, SetAway, SetQueues, SetDelegate,",
    "RemoveDelegate, Acknowledge, Claim, Assign, HandOver, Queue, ReplyMany, Relay, Note, Link, Disclose,",
    "RateAgreement, Purge, ProposeHold, AgreeHold, FlagHollow, ProposeTriage, ConsentTriage, ObjectTriage,",
    "Raise, Lower, ProposeMerge, AgreeMerge, PokeMany; bots, missed updates, changes of calendars",
    "community and reward-token: every message",
];

/// Plays the life of a seed.
///
/// # Errors
/// The first difference, as the shortest story that shows it.
pub fn one(seed: u64) -> Result<Counted, Failure> {
    let steps = draw::life(seed);
    play(&steps).map_err(|first| {
        let (steps, why) = shortest(steps, play).unwrap_or((vec![], first));
        Failure {
            code: None,
            text: format!("seed {seed}, shrunk to {} steps\n{why}", steps.len()),
        }
    })
}

/// Plays steps.
///
/// # Errors
/// The first difference, with the story up to it.
pub fn play(steps: &[Step]) -> Result<Counted, Failure> {
    let mut life = Life::new(Native::new)?;
    for step in steps {
        let played = life.play(step);
        played.map_err(|failure| tell(&life.story, &failure))?;
    }
    let ended = life.end();
    ended.map_err(|failure| tell(&life.story, &failure))?;
    Ok(life.counted)
}

fn tell(story: &[String], failure: &Failure) -> Failure {
    let lines = story.iter().map(|line| format!("  {line}\n"));
    Failure {
        code: None,
        text: format!("{}{failure}", lines.collect::<String>()),
    }
}

/// Leaves out runs of steps, half of them first, then ever shorter ones, while there still is a difference;
/// `None` where there is none to begin with.
fn shortest(
    mut steps: Vec<Step>,
    play: impl Fn(&[Step]) -> Result<Counted, Failure>,
) -> Option<(Vec<Step>, Failure)> {
    let mut why = play(&steps).err()?;
    let mut run = steps.len().div_ceil(2);
    loop {
        let mut start = 0;
        while start < steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(start..(start + run).min(steps.len()));
            match play(&fewer) {
                Err(failure) => (steps, why) = (fewer, failure),
                Ok(_) => start += run,
            }
        }
        if run <= 1 {
            return Some((steps, why));
        }
        run = run.div_ceil(2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_shrunk_to_the_steps_that_it_needs() {
        let settles = |step: &&Step| matches!(step.deed, Deed::Settle(..));
        let differs = |steps: &[Step]| match steps.iter().filter(settles).count() {
            0 | 1 => Ok(Counted::default()),
            _ => Err(Failure::new("two settlements")),
        };
        let (steps, why) = shortest(draw::life(1), differs).unwrap();
        assert_eq!((steps.len(), why.text.as_str()), (2, "two settlements"));
    }

    #[test]
    fn a_unit_that_only_the_model_has_is_a_difference() {
        let mut life = Life::new(Native::new).unwrap();
        assert_eq!(life.end(), Ok(()));
        let (keeper, euro) = (life.people.address("keeper"), life.world.euro.clone());
        life.model.fund(&keeper, &euro, 1);
        let difference = life.end().unwrap_err();
        assert!(
            difference.text.contains("of keeper in ueuro"),
            "{difference}"
        );
    }
}
