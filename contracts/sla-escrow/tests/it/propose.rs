//! given terms of its own
//! ├── when a provider proposes them
//! │   ├── its bond is reserved, and becomes the agreement's when a customer pays
//! │   └── it attaches nothing
//! ├── when a customer proposes them
//! │   ├── its money is held, and in escrow when a provider signs with its bond
//! │   └── it attaches fee × periods to the unit
//! ├── when nobody is named, anyone who may be the other side accepts
//! ├── when it is declined or cancelled: what it held is back
//! ├── when seven days have passed: it can not be accepted, and anyone closes it
//! ├── it is answered by whom it names, citing its terms and total
//! └── terms and parties are checked when it is made and when it is accepted

use aftercare_domain::policy::ServiceHours;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Arbitration, Bespoke, Counterparty, Cw20Hook, ExecuteMsg, PlanTerms, ProposalResponse,
    QueryMsg, Release, PROPOSAL_TIME,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, HexBinary, Uint128};

use crate::world::life::Signed;
use crate::world::replay::agrees;
use crate::world::terms::{changed, policy, terms, BOND, FEE, PERIOD};
use crate::world::{event, has_event, word, World, START, USD};

const SECOND: Seconds = Seconds(1);

fn bespoke(terms: PlanTerms, with: Counterparty) -> Signed {
    let asked = Bespoke {
        terms,
        periods: 3,
        with,
    };
    (
        ExecuteMsg::ProposeAgreement(asked.clone()),
        Cw20Hook::ProposeAgreement(asked),
    )
}

fn customer(who: Option<&Addr>) -> Counterparty {
    Counterparty::Customer(who.map(Addr::to_string))
}

fn provider(who: Option<&Addr>) -> Counterparty {
    Counterparty::Provider(who.map(Addr::to_string))
}

/// The provider's offer in USD.
fn offered(world: &mut World, to: Option<&Addr>) {
    let (offer, _) = bespoke(terms(&Asset::native(USD)), customer(to));
    world.does(&world.provider.clone(), offer);
}

/// The customer's wish in USD, with its money.
fn wished(world: &mut World, to: Option<&Addr>) {
    let asset = Asset::native(USD);
    let wish = bespoke(terms(&asset), provider(to));
    let who = world.customer.clone();
    world.signs(&who, (&asset, 3 * FEE), wish).unwrap();
}

#[test]
fn a_providers_proposal_reserves_its_bond_and_runs_when_the_customer_pays() {
    for at in [0, 1] {
        let mut world = World::new();
        let asset = world.assets()[at].clone();
        let (who, by) = (world.customer.clone(), world.provider.clone());
        let (offer, _) = bespoke(terms(&asset), customer(Some(&who)));
        let done = world.does(&by, offer);
        let told = event(&done, "proposed");
        let words = ["proposal", "held", "reserved", "by_provider"].map(|key| word(told, key));
        assert_eq!(words, ["1", "0", "5500", "true"]);
        let found = world.proposal(1);
        assert_eq!((found.reserved.u128(), found.held.u128()), (BOND, 0));
        assert_eq!(found.expires, START.plus(PROPOSAL_TIME));
        assert_eq!(world.bond(&by, &asset).reserved.u128(), BOND);
        let signed = world.acceptance(1, 3 * FEE);
        let done = world.signs(&who, (&asset, 3 * FEE), signed).unwrap();
        assert_eq!(word(event(&done, "subscribed"), "proposal"), "1");
        let row = world.agreement(1);
        assert_eq!((row.plan, row.revision, row.payer), (None, 0, None));
        assert_eq!((row.customer, row.provider.clone()), (who, by.clone()));
        assert_eq!(row.terms_id, found.terms_id);
        assert_eq!(row.until, START.plus(Seconds(PERIOD.0 * 3)));
        assert_eq!(world.ledger(1).escrowed.u128(), 3 * FEE);
        assert_eq!(world.bond(&by, &asset).reserved.u128(), BOND);
        let gone = world.try_ask::<ProposalResponse>(QueryMsg::Proposal { proposal: 1 });
        let unknown = ContractError::UnknownProposal { proposal: 1 };
        assert_eq!(gone.unwrap_err(), unknown);
    }
}

#[test]
fn a_customers_proposal_holds_its_money_and_runs_when_the_provider_signs() {
    for at in [0, 1] {
        let mut world = World::new();
        let asset = world.assets()[at].clone();
        let (who, by) = (world.customer.clone(), world.provider.clone());
        let wish = bespoke(terms(&asset), provider(Some(&by)));
        world.signs(&who, (&asset, 3 * FEE), wish).unwrap();
        let found = world.proposal(1);
        assert_eq!((found.reserved.u128(), found.held.u128()), (0, 3 * FEE));
        assert_eq!(world.bond(&by, &asset).reserved.u128(), 0);
        let (accept, _) = world.acceptance(1, 0);
        world.does(&by, accept);
        let row = world.agreement(1);
        assert_eq!((row.customer, row.provider), (who, by.clone()));
        assert_eq!(world.ledger(1).escrowed.u128(), 3 * FEE);
        assert_eq!(world.bond(&by, &asset).reserved.u128(), BOND);
    }
}

#[test]
fn each_side_attaches_what_is_its_own_to_the_unit() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (who, by) = (world.customer.clone(), world.provider.clone());
    let wrong = |found: u128, need: u128| ContractError::WrongAmount {
        field: "funds",
        found: Uint128::new(found),
        need: Uint128::new(need),
    };
    let offer = || bespoke(terms(&asset), customer(None));
    let refused = world.refuses_money(&by, (&asset, 1), offer());
    assert_eq!(refused, wrong(1, 0));
    let wish = || bespoke(terms(&asset), provider(None));
    for found in [3 * FEE - 1, 3 * FEE + 1] {
        let refused = world.refuses_money(&who, (&asset, found), wish());
        assert_eq!(refused, wrong(found, 3 * FEE));
    }
    assert_eq!(world.refuses(&who, wish().0), wrong(0, 3 * FEE));
    world.does(&by, offer().0);
    let accept = world.acceptance(1, 3 * FEE);
    assert_eq!(world.refuses(&who, accept.0.clone()), wrong(0, 3 * FEE));
    let refused = world.refuses_money(&who, (&asset, 3 * FEE - 1), accept);
    assert_eq!(refused, wrong(3 * FEE - 1, 3 * FEE));
    let other = world.assets()[1].clone();
    let accept = world.acceptance(1, 3 * FEE);
    let refused = world.refuses_money(&who, (&other, 3 * FEE), accept);
    let need = ContractError::WrongAsset {
        found: other,
        need: asset.clone(),
    };
    assert_eq!(refused, need);
}

#[test]
fn where_nobody_is_named_anyone_who_may_be_the_other_side_accepts() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    offered(&mut world, None);
    let by = world.provider.clone();
    let own = world.acceptance(1, 3 * FEE);
    let refused = world.refuses_money(&by, (&asset, 3 * FEE), own);
    assert_eq!(refused, ContractError::OwnPlan);
    let stranger = world.stranger.clone();
    let signed = world.acceptance(1, 3 * FEE);
    world.signs(&stranger, (&asset, 3 * FEE), signed).unwrap();
    assert_eq!(world.agreement(1).customer, stranger);
    wished(&mut world, None);
    let (accept, _) = world.acceptance(2, 0);
    let short = ContractError::BondShort {
        provider: stranger.clone(),
        free: Uint128::zero(),
        need: Uint128::new(BOND),
    };
    assert_eq!(world.refuses(&stranger, accept.clone()), short);
    world.deposit_bond(&stranger, &asset, BOND);
    world.does(&stranger, accept);
    assert_eq!(world.agreement(2).provider, stranger);
}

#[test]
fn what_is_declined_or_cancelled_is_back() {
    let asset = Asset::native(USD);
    for cancelled in [true, false] {
        let mut world = World::new();
        let (who, by) = (world.customer.clone(), world.provider.clone());
        let before = world.balance(&who, &asset);
        offered(&mut world, Some(&who));
        wished(&mut world, Some(&by));
        assert_eq!(world.balance(&who, &asset), before - 3 * FEE);
        for (proposal, maker, named) in [(1, &by, &who), (2, &who, &by)] {
            let cancel = ExecuteMsg::CancelProposal { proposal };
            let decline = ExecuteMsg::DeclineProposal { proposal };
            let done = match cancelled {
                true => world.does(maker, cancel.clone()),
                false => world.does(named, decline),
            };
            let told = event(&done, "proposal-closed");
            let sums = ["refund", "released"].map(|key| word(told, key));
            let need = [["0", "5500"], ["30000", "0"]];
            assert_eq!(has_event(&done, "provider-updated"), proposal == 1);
            assert_eq!(sums, need[usize::try_from(proposal).unwrap() - 1]);
            let unknown = ContractError::UnknownProposal { proposal };
            assert_eq!(world.refuses(maker, cancel), unknown);
        }
        assert_eq!(world.balance(&who, &asset), before);
        assert_eq!(world.bond(&by, &asset).free.u128(), 100_000);
        agrees(&world);
    }
}

#[test]
fn after_seven_days_it_can_not_be_accepted_and_anyone_closes_it() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (who, by, stranger) = (
        world.customer.clone(),
        world.provider.clone(),
        world.stranger.clone(),
    );
    let before = world.balance(&who, &asset);
    wished(&mut world, Some(&by));
    offered(&mut world, Some(&who));
    let expires = START.plus(PROPOSAL_TIME);
    world.at(expires);
    let cancel = ExecuteMsg::CancelProposal { proposal: 1 };
    let early = ContractError::NotProposer {
        proposal: 1,
        proposer: who.clone(),
        expires,
    };
    assert_eq!(world.refuses(&stranger, cancel.clone()), early);
    let signed = world.acceptance(2, 3 * FEE);
    world.signs(&who, (&asset, 3 * FEE), signed).unwrap();
    world.at(expires.plus(SECOND));
    let (accept, _) = world.acceptance(1, 0);
    let late = ContractError::ProposalExpired {
        proposal: 1,
        expires,
    };
    assert_eq!(world.refuses(&by, accept), late);
    world.does(&stranger, cancel);
    assert_eq!(world.balance(&who, &asset), before - 3 * FEE);
}

#[test]
fn it_is_answered_by_whom_it_names_citing_its_terms_and_total() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (who, by, stranger) = (
        world.customer.clone(),
        world.provider.clone(),
        world.stranger.clone(),
    );
    offered(&mut world, Some(&who));
    let not_named = ContractError::NotNamed { proposal: 1 };
    for person in [&stranger, &by] {
        let signed = world.acceptance(1, 3 * FEE);
        let refused = world.refuses_money(person, (&asset, 3 * FEE), signed);
        assert_eq!(refused, not_named);
        let decline = ExecuteMsg::DeclineProposal { proposal: 1 };
        assert_eq!(world.refuses(person, decline), not_named);
    }
    let need = world.proposal(1).terms_hash;
    let asked = HexBinary::from([0; 32]);
    let (total, terms_hash) = (Uint128::new(3 * FEE), asked.clone());
    let accept = ExecuteMsg::AcceptProposal {
        proposal: 1,
        terms_hash: terms_hash.clone(),
        total,
    };
    let hook = Cw20Hook::AcceptProposal {
        proposal: 1,
        terms_hash,
        total,
    };
    let refused = world.refuses_money(&who, (&asset, 3 * FEE), (accept, hook));
    assert_eq!(refused, ContractError::TermsHash { asked, need });
    let signed = world.acceptance(1, 3 * FEE + 1);
    let refused = world.refuses_money(&who, (&asset, 3 * FEE), signed);
    let wrong = ContractError::WrongAmount {
        field: "total",
        found: Uint128::new(3 * FEE + 1),
        need: Uint128::new(3 * FEE),
    };
    assert_eq!(refused, wrong);
    offered(&mut world, None);
    let decline = ExecuteMsg::DeclineProposal { proposal: 2 };
    let not_named = ContractError::NotNamed { proposal: 2 };
    assert_eq!(world.refuses(&who, decline), not_named);
    agrees(&world);
    let unknown = ContractError::UnknownProposal { proposal: 3 };
    let cancel = ExecuteMsg::CancelProposal { proposal: 3 };
    assert_eq!(world.refuses(&by, cancel), unknown);
}

#[test]
fn parties_are_checked_when_it_is_made_and_when_it_is_accepted() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (who, by) = (world.customer.clone(), world.provider.clone());
    let until = UnixTime(START.0 + 100);
    world.agent(&by, &who, until);
    let linked = ContractError::Linked {
        provider: by.clone(),
        until,
    };
    let (offer, _) = bespoke(terms(&asset), customer(Some(&who)));
    assert_eq!(world.refuses(&by, offer), linked);
    offered(&mut world, None);
    let signed = world.acceptance(1, 3 * FEE);
    let refused = world.refuses_money(&who, (&asset, 3 * FEE), signed);
    assert_eq!(refused, linked);
    let (own, _) = bespoke(terms(&asset), customer(Some(&by)));
    assert_eq!(world.refuses(&by, own), ContractError::OwnPlan);
    let suite = ContractError::SuiteAddress {
        field: "customer",
        address: world.escrow.clone(),
    };
    let (odd, _) = bespoke(terms(&asset), customer(Some(&world.escrow.clone())));
    assert_eq!(world.refuses(&by, odd), suite);
}

#[test]
fn an_arbitrator_is_neither_side() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (who, by) = (world.customer.clone(), world.provider.clone());
    let ruled_by = |arbitrator: &Addr| {
        let arbitrator = arbitrator.clone();
        changed(&asset, |terms| {
            terms.release = Release::AfterContest {
                window: Seconds::days(1),
            };
            terms.arbitration = Some(Arbitration {
                arbitrator,
                time: Seconds::days(3),
                default_split: aftercare_domain::money::Bps(10_000),
            });
        })
    };
    for party in [&who, &by] {
        let arbitrator = party.clone();
        let need = ContractError::PartyArbitrates { arbitrator };
        let (offer, _) = bespoke(ruled_by(party), customer(Some(&who)));
        assert_eq!(world.refuses(&by, offer), need);
    }
    let (offer, _) = bespoke(ruled_by(&who), customer(None));
    world.does(&by, offer);
    let arbitrator = who.clone();
    let signed = world.acceptance(1, 3 * FEE);
    let refused = world.refuses_money(&who, (&asset, 3 * FEE), signed);
    assert_eq!(refused, ContractError::PartyArbitrates { arbitrator });
    let plan = world.publish(ruled_by(&who));
    let asked = world.subscription(plan, 1);
    let refused = crate::world::refusal(world.pay(&who, &asked, &asset));
    let arbitrator = who;
    assert_eq!(refused, ContractError::PartyArbitrates { arbitrator });
}

#[test]
fn terms_are_checked_when_it_is_made_and_when_it_is_accepted() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (who, by, owner) = (
        world.customer.clone(),
        world.provider.clone(),
        world.owner.clone(),
    );
    world.calendar(7, &owner);
    let cited = changed(&asset, |terms| {
        terms.policy = policy(ServiceHours::Calendar(7));
    });
    let foreign = ContractError::ForeignCalendar {
        calendar: 7,
        owner: owner.clone(),
    };
    let named = bespoke(cited.clone(), provider(Some(&by)));
    let refused = world.refuses_money(&who, (&asset, 3 * FEE), named);
    assert_eq!(refused, foreign);
    let open = bespoke(cited, provider(None));
    world.signs(&who, (&asset, 3 * FEE), open).unwrap();
    let (accept, _) = world.acceptance(1, 0);
    assert_eq!(world.refuses(&by, accept), foreign);
    let closed = asset.clone();
    world.does(&owner, ExecuteMsg::CloseAsset { asset: closed });
    let refused = KitError::AssetClosed {
        asset: asset.clone(),
    };
    let (accept, _) = world.acceptance(1, 0);
    assert_eq!(world.refuses(&by, accept), refused.into());
    let before = world.balance(&who, &asset);
    world.does(&who, ExecuteMsg::CancelProposal { proposal: 1 });
    assert_eq!(world.balance(&who, &asset), before + 3 * FEE);
}

#[test]
fn a_debtor_and_a_provider_without_bond_propose_nothing() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let by = world.stranger.clone();
    let (offer, _) = bespoke(terms(&asset), customer(None));
    let short = ContractError::BondShort {
        provider: by.clone(),
        free: Uint128::zero(),
        need: Uint128::new(BOND),
    };
    assert_eq!(world.refuses(&by, offer), short);
}
