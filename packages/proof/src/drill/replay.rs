//! The events alone rebuild the escrow's books: a statement of every agreement, made from nothing but what
//! was told, says what the contract answers.

use aftercare_cli::Heard;
use aftercare_engine::{Failure, Native};
use aftercare_testing::World;

use super::life::Plan;
use super::{Figures, Silence};
use crate::crowd::{everybody, Crowd, START};

/// The life of a seed once more, heard by somebody who keeps books; in its last state and after everybody
/// has fallen silent, every agreement's books are compared.
///
/// # Errors
/// The account that differs.
pub fn agrees(plan: &Plan, figures: &mut Figures) -> Result<(), Failure> {
    let engine = Heard::new(Native::new(START));
    let world = World::new(engine, &everybody())?;
    let mut crowd = Crowd::of(world, plan.seed)?;
    for acts in &plan.acts {
        crowd.live(*acts)?;
    }
    statements(&crowd, figures)?;
    let mut unseen = Figures::default();
    Silence::new(&mut crowd.world, &mut unseen).everything_comes_home()?;
    statements(&crowd, figures)
}

fn statements(crowd: &Crowd<Heard<Native>>, figures: &mut Figures) -> Result<(), Failure> {
    let escrow = &crowd.world.suite.escrow;
    for deal in &crowd.deals {
        let made = crowd.world.engine.statement(escrow, deal.agreement);
        made.map_err(|wrong| {
            let agreement = deal.agreement;
            Failure::new(format!("the events of agreement {agreement}: {wrong:#}"))
        })?;
        figures.statements += 1;
    }
    Ok(())
}
