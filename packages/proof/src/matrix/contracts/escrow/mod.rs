//! `sla-escrow`: agreements in every stage and with every kind of credit, plans, proposals, everybody's money, and
//! what the owner does.

mod agreements;
mod business;
mod house;
mod plans;
mod proposals;
mod purse;

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{Arbitration, PlanTerms};

pub(super) use agreements::settle;

use super::ground::Told;
use super::rows;
use crate::matrix::{Contract, Stage};

pub(super) fn contract() -> Contract {
    Contract {
        name: "sla-escrow",
        schema: include_str!("../../../../../../schema/sla-escrow.json"),
        rules: include_str!("../../tables/sla-escrow.txt").to_owned(),
        row: rows::sla_escrow,
        beside: None,
        subjects: vec![
            agreements::subject(),
            plans::subject(),
            proposals::subject(),
            purse::subject(),
            house::subject(),
        ],
    }
}

/// An agreement whose terms name an arbitrator, can be extended and excuse two days, and differ from that as a
/// scene says.
fn ground(stage: &mut Stage, change: fn(&mut PlanTerms)) -> Told {
    let arbitration = Arbitration {
        arbitrator: stage.world.person("arbitrator"),
        time: Seconds::days(3),
        default_split: Bps(5_000),
    };
    let latest = stage.world.now().plus(Seconds::days(900));
    stage.ground(|terms| {
        terms.arbitration = Some(arbitration);
        terms.extendable_until = Some(latest);
        terms.excusable = Seconds::days(2);
        change(terms);
    })
}
