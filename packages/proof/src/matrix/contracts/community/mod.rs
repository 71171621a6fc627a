//! `community`: questions with their answers and challenges, knowledge and support budgets, points and epochs, and
//! what the owner does.

mod answers;
mod house;
mod knowledge;
mod questions;
mod rewards;

use aftercare_domain::time::Seconds;
use serde_json::json;

use super::ground::{words, Told};
use super::registry::{open, opening};
use super::rows;
use crate::matrix::{Contract, Stage};

pub(super) fn contract() -> Contract {
    Contract {
        name: "community",
        schema: include_str!("../../../../../../schema/community.json"),
        rules: include_str!("../../tables/community.txt").to_owned(),
        row: rows::community,
        beside: None,
        subjects: vec![
            questions::subject(),
            knowledge::subject(),
            rewards::subject(),
            house::subject(),
        ],
    }
}

impl Stage {
    /// A message to the community from who plays a part.
    fn forum(&mut self, own: &'static str, message: serde_json::Value) -> Told {
        let role = self.cast(own);
        self.community(role, message).map(drop)
    }
}

/// A customer whose service was paid, confirmed, rated and settled, so that fees were burnt for it, and who has
/// registered its rating; curators and experts in force.
fn served(stage: &mut Stage) -> Told {
    rated(stage)?;
    stage.wait(Seconds::days(40))?;
    super::escrow::settle(stage)?;
    let register = json!({"tickets": [stage.noted("ticket")], "peers": null});
    stage.forum("keeper", json!({ "register_ratings": register }))
}

/// The same up to the rating.
fn rated(stage: &mut Stage) -> Told {
    let curators = ["curator", "second-curator"].map(|role| stage.person(role));
    stage.forum("owner", json!({"set_curators": {"curators": curators}}))?;
    let experts = [stage.person("expert")];
    stage.forum("owner", json!({"set_experts": {"experts": experts}}))?;
    stage.ground(|_| {})?;
    closed(stage, &[])?;
    let rate = json!({"ticket": stage.noted("ticket"), "answers": [5], "comment": null});
    stage.desk("customer", json!({ "rate": rate }))
}

/// A ticket of the customer's that closed on a resolution which cites these knowledge items.
fn closed(stage: &mut Stage, cites: &[u64]) -> Told {
    let agreement = stage.noted("agreement");
    let opening = opening(stage, agreement);
    let ticket = open(stage, "customer", opening)?;
    let propose = json!({"ticket": ticket, "content": words("As written"), "cites": cites});
    stage.desk("agent", json!({ "propose_resolution": propose }))?;
    stage.desk("customer", json!({"accept": {"ticket": ticket}}))
}
