//! What the owner sets: circles, rates, assets, pairs, ownership; and the pool.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::asset::ListedAsset;
use aftercare_interface::community::{
    CircleResponse, ConfigResponse, NextCircle, NextRate, PeersResponse, PoolResponse, QueryMsg,
    RateResponse,
};
use aftercare_interface::{Asset, Page};
use aftercare_suite_model::community::{Circle, Community};
use aftercare_suite_model::Ownership;
use cosmwasm_std::{Addr, Decimal, Timestamp};
use cw20::Expiration;

use super::{addresses, Ground};
use crate::people::message::{address, asset};

pub fn all(ground: &Ground) -> Result<(), Failure> {
    let (community, now) = (&ground.model.community, ground.engine.now());
    let told = ground.asked(&QueryMsg::Curators {})?;
    ground.same("the curators", &circle(&community.curators, now), &told)?;
    let told = ground.asked(&QueryMsg::Experts {})?;
    ground.same("the experts", &circle(&community.experts, now), &told)?;
    let pool: PoolResponse = ground.asked(&QueryMsg::Pool {})?;
    let model = PoolResponse {
        points: community.pool.into(),
        epoch: community.epoch_at(now),
        part: community.part_at(now).into(),
        as_of: now,
    };
    ground.same("the pool", &model, &pool)?;
    let config: ConfigResponse = ground.asked(&QueryMsg::Config {})?;
    ground.same("the carry", &community.carry, &config.carry.u128())?;
    let told = ground.asked(&QueryMsg::Ownership {})?;
    let model = ownership(&community.ownership);
    ground.same("the owner of the community", &model, &told)?;
    rates(ground, community, now)?;
    assets(ground, community)?;
    pairs(ground, community)
}

fn circle(circle: &Circle, now: UnixTime) -> CircleResponse {
    let next = circle.announced(now);
    CircleResponse {
        members: addresses(circle.at(now)),
        next: next.map(|(from, members)| NextCircle {
            from: *from,
            members: addresses(members),
        }),
        as_of: now,
    }
}

/// As both contracts tell of it.
pub fn ownership(model: &Ownership) -> cw_ownable::Ownership<Addr> {
    let next = model.next.as_ref();
    cw_ownable::Ownership {
        owner: Some(address(&model.owner)),
        pending_owner: next.map(|(next, _)| address(next)),
        pending_expiry: next.map(|(_, until)| Expiration::AtTime(Timestamp::from_seconds(until.0))),
    }
}

fn rates(ground: &Ground, community: &Community, now: UnixTime) -> Result<(), Failure> {
    let page: Page<RateResponse, String> = ground.asked(&QueryMsg::Rates {
        start_after: None,
        limit: Some(30),
    })?;
    ground.same("how many rates", &community.rates.len(), &page.rows.len())?;
    for row in &page.rows {
        let mut rates = community.rates.iter();
        let found = rates.find(|(of, _)| asset(of) == row.asset);
        let expected = found.map(|(of, rate)| RateResponse {
            asset: asset(of),
            rate: Decimal::raw(rate.at(now)),
            next: rate
                .next
                .filter(|(_, from)| *from > now)
                .map(|(rate, from)| NextRate {
                    rate: Decimal::raw(rate),
                    from,
                }),
        });
        ground.same("a rate", &expected.as_ref(), &Some(row))?;
    }
    Ok(())
}

fn assets(ground: &Ground, community: &Community) -> Result<(), Failure> {
    let page: Page<ListedAsset, String> = ground.asked(&QueryMsg::Assets {
        start_after: None,
        limit: Some(30),
    })?;
    let told: Vec<(Asset, bool)> = page
        .rows
        .into_iter()
        .map(|it| (it.asset, it.open))
        .collect();
    ground.same("how many assets", &community.assets.len(), &told.len())?;
    for (of, open) in &community.assets {
        let row = (asset(of), *open);
        ground.same(
            format!("whether {row:?} is listed"),
            &true,
            &told.contains(&row),
        )?;
    }
    Ok(())
}

fn pairs(ground: &Ground, community: &Community) -> Result<(), Failure> {
    let page: Page<PeersResponse, u8> = ground.asked(&QueryMsg::Peers {
        start_after: None,
        limit: Some(30),
    })?;
    let told: Vec<_> = page
        .rows
        .iter()
        .map(|it| (it.escrow.to_string(), it.registry.to_string()))
        .collect();
    let model: Vec<_> = community
        .pairs
        .iter()
        .map(|it| (it.escrow.clone(), it.registry.clone()))
        .collect();
    ground.same("the pairs", &model, &told)
}
