//! What is owed is what is held, in every asset; and all balances of the token are its supply.

use aftercare_engine::Failure;
use aftercare_interface::asset::Solvency;
use aftercare_interface::community::QueryMsg;

use super::people::balance;
use super::Ground;
use crate::people::message::asset;

pub fn all(ground: &Ground) -> Result<(), Failure> {
    let model = &ground.model;
    let reward = model.token.asset();
    for held in model.community.assets.keys() {
        let told: Solvency = ground.asked(&QueryMsg::Solvency { asset: asset(held) })?;
        let owed = model.community.owed(held, &reward);
        let purse = model.purses.of(&model.community.address, held);
        let what = format!("what the community owes and holds of {held:?}");
        let contract = (told.accounts.u128(), told.holdings.u128());
        ground.same(what, &(owed, purse), &contract)?;
        // Nobody gives anything away in these lives but by transfers of the reward token.
        ground.same(
            format!("the shortfall in {held:?}"),
            &true,
            &(purse >= owed),
        )?;
    }
    let mut supply = balance(ground, &model.community.address, &reward)?;
    for person in &ground.people {
        supply += balance(ground, person, &reward)?;
    }
    ground.same("all balances of the token", &model.token.supply, &supply)?;
    let cap = model.token.emission.cap;
    let bounded =
        model.token.supply <= model.token.emission.minted && model.token.emission.minted <= cap;
    ground.same("supply ≤ minted ≤ cap", &true, &bounded)
}
