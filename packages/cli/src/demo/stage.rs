//! The stage: what happens on it is noted with its time, its actor, and everything that moved.

use std::collections::BTreeMap;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Failure};
use aftercare_interface::{Asset, NextStep};
use aftercare_testing::World;

/// The people of the story: how the world knows them, and who they are.
pub const CAST: [(&str, &str); 7] = [
    ("Nordlicht", "sells routers and support for them"),
    ("Ana", "support agent of Nordlicht"),
    ("Carla", "customer"),
    ("Mei", "community member"),
    ("Kofi", "stranger who keeps the clocks"),
    ("owner", "runs the deployment, can move no money"),
    ("fee sink", "receives what is not burnt of protocol fees"),
];

/// A change of what a person holds.
#[derive(Clone, Debug)]
pub struct Move {
    pub person: &'static str,
    pub unit: &'static str,
    pub before: u128,
    pub after: u128,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Step {
    pub chapter: &'static str,
    pub at: UnixTime,
    pub who: &'static str,
    pub what: String,
    pub moves: Vec<Move>,
    pub turn: Option<NextStep>,
}

/// The world, the steps so far, and what everybody held after the last of them.
pub struct Stage<'a, E> {
    pub world: World<E>,
    pub steps: Vec<Step>,
    chapter: &'static str,
    held: BTreeMap<(usize, usize), u128>,
    listener: &'a mut dyn FnMut(&Step),
}

impl<'a, E: Engine> Stage<'a, E> {
    pub fn new(world: World<E>, listener: &'a mut dyn FnMut(&Step)) -> Result<Self, Failure> {
        let mut stage = Self {
            world,
            steps: vec![],
            chapter: "",
            held: BTreeMap::new(),
            listener,
        };
        stage.held = stage.holdings()?;
        Ok(stage)
    }

    /// Begins a chapter.
    pub fn chapter(&mut self, title: &'static str) {
        self.chapter = title;
    }

    /// Somebody acts; what it brought about is told.
    pub fn act<T>(
        &mut self,
        who: &'static str,
        what: impl Into<String>,
        act: impl FnOnce(&mut World<E>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let outcome = act(&mut self.world)?;
        let moves = self.moves()?;
        let at = self.world.now();
        let step = Step {
            chapter: self.chapter,
            at,
            who,
            what: what.into(),
            moves,
            turn: None,
        };
        (self.listener)(&step);
        self.steps.push(step);
        Ok(outcome)
    }

    /// Lets time pass.
    pub fn wait(&mut self, span: Seconds) -> Result<(), Failure> {
        self.world.wait(span)
    }

    /// Lets time pass until an instant.
    pub fn wait_until(&mut self, at: UnixTime) -> Result<(), Failure> {
        self.world.engine.advance_to(at)
    }

    /// Notes whose turn it is after the last step.
    pub fn turn(&mut self, turn: NextStep) {
        if let Some(step) = self.steps.last_mut() {
            step.turn = Some(turn);
            (self.listener)(&Step {
                what: String::new(),
                moves: vec![],
                ..step.clone()
            });
        }
    }

    fn units(&self) -> [(&'static str, Asset); 2] {
        [
            ("EUR", self.world.euro.clone()),
            ("CARE", Asset::cw20(&self.world.suite.token)),
        ]
    }

    fn holdings(&mut self) -> Result<BTreeMap<(usize, usize), u128>, Failure> {
        let mut held = BTreeMap::new();
        for (person, (name, _)) in CAST.iter().enumerate() {
            for (unit, (_, asset)) in self.units().iter().enumerate() {
                held.insert((person, unit), self.world.balance(name, asset)?);
            }
        }
        Ok(held)
    }

    fn moves(&mut self) -> Result<Vec<Move>, Failure> {
        let now = self.holdings()?;
        let units = self.units();
        let moves = now
            .iter()
            .filter(|(place, after)| self.held[place] != **after)
            .map(|((person, unit), after)| Move {
                person: CAST[*person].0,
                unit: units[*unit].0,
                before: self.held[&(*person, *unit)],
                after: *after,
            })
            .collect();
        self.held = now;
        Ok(moves)
    }
}
