//! A crowd on the suite: named people who do, in a seeded order, whatever people do. What one of them may
//! not do is refused and leaves no trace, so whatever state is reached can be reached on a chain as well.

mod answers;
mod money;
mod tickets;

use std::collections::BTreeMap;

use aftercare_domain::credit::Caps;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Failure, Native};
use aftercare_interface::sla_escrow::{Arbitration, ExecuteMsg as Escrow, PlanTerms, Release};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use aftercare_interface::{community, Asset};
use aftercare_simulation::Choices;
use aftercare_testing::{default_terms, human_agent, World};
use cosmwasm_std::Uint128;

/// Whether an act was accepted.
pub(crate) type Told = Result<(), Failure>;

/// Monday, 2 March 2026, 09:00 UTC.
pub const START: UnixTime = UnixTime(1_772_442_000);

/// Who provides.
pub const PROVIDERS: [&str; 2] = ["provider", "rival"];
/// Who is served.
pub const CLIENTS: [&str; 6] = ["ann", "ben", "cem", "dora", "emil", "fay"];
/// Who decides about answers.
pub const CURATORS: [&str; 3] = ["gus", "hana", "ivo"];
/// Everybody else with a purse or a role.
pub const OTHERS: [&str; 10] = [
    "agent",
    "bot",
    "keeper",
    "member",
    "arbitrator",
    "owner",
    "fee sink",
    "stranger",
    "customer",
    "neighbour",
];

/// Everybody.
#[must_use]
pub fn everybody() -> Vec<&'static str> {
    let all = PROVIDERS.iter().chain(&CLIENTS).chain(&CURATORS);
    all.chain(&OTHERS).copied().collect()
}

/// An agreement and its two sides.
#[derive(Clone, Copy, Debug)]
pub struct Deal {
    /// Its number.
    pub agreement: u64,
    /// Who is served.
    pub client: &'static str,
    /// Who provides.
    pub provider: &'static str,
}

/// The world, and what its people have begun.
pub struct Crowd<E> {
    /// The world.
    pub world: World<E>,
    /// Agreements, in order.
    pub deals: Vec<Deal>,
    /// How often each act was accepted.
    pub accepted: BTreeMap<&'static str, u64>,
    choices: Choices,
    plans: Vec<(u64, &'static str)>,
    proposals: Vec<(u64, Deal)>,
    pub(crate) tickets: Vec<(u64, Deal)>,
    pub(crate) questions: Vec<(u64, &'static str)>,
    awarded: Vec<u64>,
}

/// Something that somebody tries.
type Act<E> = (&'static str, fn(&mut Crowd<E>) -> Told);

impl Crowd<Native> {
    /// Providers with plans and agents, curators in office, nobody served yet.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn gather(seed: u64) -> Result<Self, Failure> {
        Self::of(World::new(Native::new(START), &everybody())?, seed)
    }

    /// The names of all acts.
    #[must_use]
    pub fn acts() -> Vec<&'static str> {
        let all = Self::all_acts().into_iter();
        all.map(|(name, _)| name).collect()
    }
}

impl<E: Engine + 'static> Crowd<E> {
    /// The same in a world that is in use.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn of(world: World<E>, seed: u64) -> Result<Self, Failure> {
        let mut crowd = Self {
            world,
            deals: vec![],
            accepted: BTreeMap::new(),
            choices: Choices::new(seed),
            plans: vec![],
            proposals: vec![],
            tickets: vec![],
            questions: vec![],
            awarded: vec![],
        };
        crowd.name_curators()?;
        for provider in PROVIDERS {
            crowd.name_agents(provider)?;
        }
        for (terms, provider) in crowd.offers() {
            let plan = crowd.world.offer(provider, &terms)?;
            crowd.plans.push((plan, provider));
        }
        Ok(crowd)
    }

    fn name_curators(&mut self) -> Told {
        let curators = CURATORS.map(|name| self.world.person(name).to_string());
        let set = community::ExecuteMsg::SetCurators {
            curators: curators.to_vec(),
        };
        self.world.community("owner", &set)?;
        self.world.wait(Seconds::days(8))
    }

    fn name_agents(&mut self, provider: &str) -> Told {
        name_agents(&mut self.world, provider)?;
        let intake = Registry::SetIntake {
            open_to_public: true,
            max_open: 100,
        };
        self.world.registry(provider, &intake).map(drop)
    }

    /// Coins that pay at once; coins with contests; tokens by the week, with credits up to the whole fee.
    fn offers(&mut self) -> Vec<(PlanTerms, &'static str)> {
        let (euro, dollar) = (self.world.euro.clone(), self.world.dollar.clone());
        let [provider, rival] = PROVIDERS;
        let plain = self.terms(&euro);
        let mut contested = self.terms(&euro);
        contested.release = Release::AfterContest {
            window: Seconds::days(2),
        };
        let mut weekly = self.terms(&dollar);
        weekly.period_length = Seconds::days(7);
        weekly.fee = Uint128::new(997);
        weekly.bond.credit = Uint128::new(997);
        weekly.caps = Caps {
            ticket: Bps(7_000),
            period: Bps(10_000),
            block: Bps(25_000),
        };
        vec![(plain, provider), (contested, rival), (weekly, rival)]
    }

    fn terms(&mut self, asset: &Asset) -> PlanTerms {
        let mut terms = default_terms(asset, None);
        terms.capacity = 120;
        terms.tip = Uint128::new(70);
        terms.bond.tips = Uint128::new(7_000);
        terms.excusable = Seconds::days(5);
        terms.extendable_until = Some(self.world.now().plus(Seconds::days(2_000)));
        terms.arbitration = Some(Arbitration {
            arbitrator: self.world.person("arbitrator"),
            time: Seconds::days(10),
            default_split: Bps(6_000),
        });
        terms
    }

    /// Tries so many acts.
    ///
    /// # Errors
    /// Where time cannot pass, or books stop balancing.
    pub fn live(&mut self, acts: usize) -> Told {
        let all = Self::all_acts();
        for _ in 0..acts {
            let place = self.choices.place(&all);
            let Some((name, act)) = all.get(place) else {
                continue;
            };
            match act(self) {
                Ok(()) => {
                    *self.accepted.entry(name).or_default() += 1;
                    self.pass()?;
                }
                Err(failure) if failure.text.starts_with("books of") => return Err(failure),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn all_acts() -> Vec<Act<E>> {
        [Self::MONEY, Self::TICKETS, Self::ANSWERS].concat()
    }

    /// After an accepted act: mostly minutes, sometimes hours, now and then days.
    fn pass(&mut self) -> Told {
        let longest = match self.choices.below(40) {
            0 => 8 * 86_400,
            1..=5 => 40_000,
            _ => 1_500,
        };
        let span = self.choices.below(longest);
        self.world.wait(Seconds(span))
    }

    /// One of the newest things of a list, so that acts meet what is still alive.
    fn recent<T: Copy>(&mut self, list: fn(&Self) -> &[T], what: &str) -> Result<T, Failure> {
        let count = list(self).len();
        let near = if self.choices.happens(70_000) { 6 } else { 40 };
        let back = self.choices.below(count.min(near) as u64);
        let back = usize::try_from(back).unwrap_or_default();
        let found = list(self).iter().rev().nth(back).copied();
        found.ok_or_else(|| Failure::new(format!("no {what} yet")))
    }

    fn deal(&mut self) -> Result<Deal, Failure> {
        self.recent(|crowd| &crowd.deals, "agreement")
    }

    fn one_of(&mut self, names: &[&'static str]) -> &'static str {
        let place = self.choices.place(names);
        names.get(place).copied().unwrap_or("stranger")
    }

    fn escrow(&mut self, name: &str, message: &Escrow) -> Told {
        self.world.escrow(name, message).map(drop)
    }
}

/// A provider names a human agent and a bot.
pub(crate) fn name_agents<E: Engine>(world: &mut World<E>, provider: &str) -> Told {
    let expires = world.now().plus(Seconds::days(3_000));
    for (name, automated) in [("agent", false), ("bot", true)] {
        let mut agent = human_agent(&world.person(name), expires);
        agent.automated = automated;
        world.registry(provider, &Registry::SetAgent(agent))?;
    }
    Ok(())
}
