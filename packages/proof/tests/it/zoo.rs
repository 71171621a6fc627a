//! given a token that goes wrong in each of fourteen ways
//! ├── when it turns at any message of scenarios, stories and a crowd
//! │   └── messages about other assets do what they would have done; what is owed in it is kept
//! ├── when a message leaves something else: it is seen
//! └── when a crowd lives with it for a while
//!     └── the same, and once it is honest again everything comes home

use aftercare_engine::Failure;
use aftercare_proof::faults::beside::{Chain, Message, Trial};
use aftercare_proof::faults::{stories_on, Counts};
use aftercare_proof::zoo::{self, Mood};

/// What happens to messages that the token is no part of.
const SAME: &str = "messages about other assets that did the same";

/// A trial that is told that the message changed nothing.
struct Misled(zoo::Turns);

impl Trial for Misled {
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
        let message = Message {
            after: message.before,
            ..*message
        };
        self.0.beside(chain, &message)
    }
}

/// Counts, or the story of what should not have happened.
fn told(counts: Result<Counts, Failure>) -> Counts {
    counts.unwrap_or_else(|failure| panic!("{failure}"))
}

/// Each way turned up so often beside messages of others, and so often beside its own.
fn met(counts: &Counts, (others, own): (u64, u64)) {
    let of = |name: &str| counts.get(name).copied().unwrap_or_default();
    for mood in Mood::HOSTILE.map(Mood::name) {
        let same = of(&format!("{mood}: {SAME}"));
        let accepted = of(&format!(
            "{mood}: messages accepted, of no harm to other assets"
        ));
        let refused = of(&format!("{mood}: messages refused, without a trace"));
        let enough = same >= others && accepted + refused >= own;
        assert!(enough, "{mood}: {same}, {accepted}, {refused}");
    }
}

#[test]
fn a_token_that_turns_at_any_message_of_a_scenario_harms_nobody_else() {
    met(&told(zoo::scenarios()), (1_000, 10));
}

#[test]
fn a_token_that_turns_at_any_message_of_a_story_harms_nobody_else() {
    met(&told(zoo::stories()), (100, 0));
}

#[test]
fn a_token_that_turns_at_any_message_of_a_crowd_harms_nobody_else() {
    met(&told(zoo::turns(1)), (20, 3));
}

#[test]
fn once_a_token_is_honest_again_every_unit_comes_home() {
    for (seed, mood) in (0..).zip(Mood::HOSTILE.map(Mood::name)) {
        let counts = told(zoo::life(seed));
        let home = format!("{mood}: lives that ended with every unit at home");
        assert_eq!(counts.get(&home), Some(&1), "{counts:#?}");
        let same = counts.get(&format!("{mood}: {SAME}"));
        assert!(same.is_some_and(|times| *times > 100), "{counts:#?}");
    }
}

#[test]
fn a_message_that_leaves_something_else_is_seen() {
    let found = stories_on(zoo::chain, || Misled(zoo::Turns)).unwrap_err();
    let wanted = "a message about other assets leaves something else";
    assert!(found.text.contains(wanted), "{found}");
}
