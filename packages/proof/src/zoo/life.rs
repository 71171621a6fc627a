//! One life in which the token goes wrong for a while: a crowd lives with it, then it is honest again, and
//! everything comes home.

use aftercare_engine::{Code, Engine, Failure};
use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::Asset;
use aftercare_testing::World;
use cosmwasm_std::{Addr, Uint128};
use cw20::Cw20ExecuteMsg;

use super::mood::Mood;
use super::token::{chain, turn, Habits};
use super::turns::{Returns, Turns};
use crate::crowd::{everybody, Crowd, CLIENTS, PROVIDERS, START};
use crate::drill::{Figures, Silence};
use crate::faults::beside::{Beside, Watch};
use crate::faults::{books, Counts};

/// Acts while the token is honest, and while it is not.
const ACTS: (usize, usize) = (500, 300);
/// Acts beside which it turns.
const TURNS: usize = 60;

/// A crowd of a seed that has lived for a while; beside each of its next messages the token turns.
///
/// # Errors
/// Seed, mood, and what should not have happened.
pub fn turns(seed: u64) -> Result<Counts, Failure> {
    let watch = Watch::default();
    let told = |failure: Failure| Failure {
        text: format!("seed {seed}: {failure}"),
        ..failure
    };
    let engine = Beside::on(chain(START), Turns, &watch);
    let mut town = Crowd::of(World::new(engine, &everybody())?, seed).map_err(told)?;
    town.live(ACTS.0).map_err(told)?;
    watch.begin();
    town.live(TURNS).map_err(told)?;
    watch.result().map_err(told)?;
    let counts = watch.of().counts.clone();
    Ok(counts)
}

type Town = Crowd<Beside<Returns>>;

/// The life of a seed, which says how the token goes wrong.
///
/// # Errors
/// Seed, mood, and what should not have happened.
pub fn life(seed: u64) -> Result<Counts, Failure> {
    let place = usize::try_from(seed).unwrap_or_default() % Mood::HOSTILE.len();
    let mood = Mood::HOSTILE.get(place).copied().unwrap_or_default();
    let watch = Watch::default();
    lived(seed, mood, &watch).map_err(|failure| Failure {
        text: format!("seed {seed}, a token that {}: {failure}", mood.name()),
        ..failure
    })?;
    let found = watch.of();
    let named = |(what, times): (&String, &u64)| (format!("{}: {what}", mood.name()), *times);
    Ok(found.counts.iter().map(named).collect())
}

fn lived(seed: u64, mood: Mood, watch: &Watch) -> Result<(), Failure> {
    let (honest, hostile) = ACTS;
    let engine = Beside::on(chain(START), Returns, watch);
    let mut town = Crowd::of(World::new(engine, &everybody())?, seed)?;
    town.live(honest)?;
    goes_wrong(&mut town, mood)?;
    watch.begin();
    town.live(hostile)?;
    watch.result()?;
    watch.of().tries = false;
    comes_back(&mut town)?;
    let mut figures = Figures::default();
    Silence::new(&mut town.world, &mut figures).everything_comes_home()?;
    let chain = town.world.engine.chain();
    chain.count("lives that ended with every unit at home");
    Ok(())
}

fn token(town: &Town) -> Result<Addr, Failure> {
    match &town.world.dollar {
        Asset::Cw20 { address } => Ok(address.clone()),
        Asset::Native { denom } => Err(Failure::new(format!("{denom} is no token"))),
    }
}

fn goes_wrong(town: &mut Town, mood: Mood) -> Result<(), Failure> {
    let token = token(town)?;
    let names = CLIENTS.iter().chain(&PROVIDERS);
    let owners: Vec<Addr> = names.map(|name| town.world.person(name)).collect();
    town.world.doubted = Some(town.world.dollar.clone());
    let chain = town.world.engine.chain();
    let habits = Habits::of(mood, chain, &token, &owners)?;
    turn(&mut chain.native, &token, &habits)
}

/// The token is honest again, and what it destroyed or forged is made up for: nothing else is missing.
fn comes_back(town: &mut Town) -> Result<(), Failure> {
    let (token, dollar) = (token(town)?, town.world.dollar.clone());
    let payer = town.world.person("neighbour");
    let chain = town.world.engine.chain();
    turn(&mut chain.native, &token, &Habits::default())?;
    let holders: Vec<Addr> = chain
        .of(Code::SlaEscrow)
        .chain(chain.of(Code::Community))
        .cloned()
        .collect();
    for holder in holders {
        let missing = books::solvency(chain, &holder, &dollar)?.shortfall;
        if !missing.is_zero() {
            let transfer = Cw20ExecuteMsg::Transfer {
                recipient: holder.to_string(),
                amount: Uint128::new(missing.u128()),
            };
            chain.native.execute(&payer, &token, &transfer, &[])?;
            chain.count("contracts whose lost tokens were made up for");
        }
        // What could not be burnt is a claim of the contract itself; what a token earned as keeper is its own.
        let owned = [
            (
                &holder,
                "contracts that burnt later what they could not burn",
            ),
            (&token, "tips that the token had earned"),
        ];
        for (owner, what) in owned {
            let push = ExecuteMsg::PushClaim {
                owner: owner.to_string(),
                asset: dollar.clone(),
            };
            if chain.native.execute(&payer, &holder, &push, &[]).is_ok() {
                chain.count(what);
            }
        }
    }
    Ok(())
}
