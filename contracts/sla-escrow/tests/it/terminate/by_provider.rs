//! given a running agreement
//! └── when its provider leaves
//!     ├── it ends at once: time pro rata, later periods back, the termination credit from the bond
//!     ├── the refund is the payer's, the termination credit the customer's
//!     ├── in the first second of a period nothing of it was earned
//!     ├── the rest of the bond is free when all is settled
//!     ├── it is refused to everybody else, and a second time
//!     └── the quote was what it did, on every ground

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, ExecuteMsg, Ground};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;

use crate::world::life::late_tickets;
use crate::world::terms::{changed, cursor, late, terms, FEE, HOLD_BACK, LEAVING, PERIOD, TARGET};
use crate::world::{event, word, World, START, USD};

const SECOND: Seconds = Seconds(1);

fn running(asset: usize) -> (World, u64) {
    let mut world = World::new();
    let asset = world.assets()[asset].clone();
    let plan = world.publish(terms(&asset));
    let agreement = world.subscribe(plan, 6);
    (world, agreement)
}

fn leave() -> Ground {
    Ground::ByProvider {}
}

#[test]
fn it_ends_at_once_with_the_termination_credit() {
    for asset in [0, 1] {
        let (mut world, agreement) = running(asset);
        let (provider, customer) = (world.provider.clone(), world.customer.clone());
        let asset = world.assets()[asset].clone();
        world.at(START.plus(Seconds::days(40)));
        let before = world.balance(&customer, &asset);
        let done = world.ends(&provider, agreement, leave());
        let told = event(&done, "terminated");
        let words = ["reason", "periods", "refund", "termination_credit"];
        let words = words.map(|key| word(told, key));
        assert_eq!(words, ["terminated_by_provider", "2", "46667", "2000"]);
        assert_eq!(world.balance(&customer, &asset), before + 46_667 + LEAVING);
        let ledger = world.ledger(agreement);
        assert_eq!(ledger.termination_credit.u128(), LEAVING);
        assert_eq!(ledger.bond.termination.u128(), 0);
        world.pass(HOLD_BACK.plus(SECOND));
        world.settle(agreement, 30).unwrap();
        let ended = AgreementStatus::Ended(EndReason::TerminatedByProvider);
        assert_eq!(world.status(agreement), ended);
        let left = world.bond(&provider, &asset);
        assert_eq!((left.free.u128(), left.reserved.u128()), (98_000, 0));
        // 3,333 less a hundredth, beside the first period.
        let paid = world.ledger(agreement).paid_to_provider.u128();
        assert_eq!(paid, 9_900 + 3_300);
        crate::world::replay::agrees(&world);
    }
}

#[test]
fn the_refund_is_the_payers_and_the_termination_credit_the_customers() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let plan = world.publish(terms(&asset));
    let (customer, payer) = (world.customer.clone(), world.stranger.clone());
    let mut asked = world.subscription(plan, 3);
    asked.beneficiary = Some(customer.to_string());
    world.pay(&payer, &asked, &asset).unwrap();
    let before = [&customer, &payer].map(|one| world.balance(one, &asset));
    world.at(START.plus(PERIOD));
    world.ends(&world.provider.clone(), 1, leave());
    let after = [&customer, &payer].map(|one| world.balance(one, &asset));
    // In the first second of a period nothing of it was earned.
    assert_eq!(after, [before[0] + LEAVING, before[1] + 2 * FEE]);
    let found = world.agreement(1);
    assert_eq!((found.periods, found.until), (2, START.plus(PERIOD)));
}

#[test]
fn only_its_provider_leaves_so_and_once() {
    let (mut world, agreement) = running(0);
    let provider = world.provider.clone();
    let refused = ContractError::NotProvider {
        provider: provider.clone(),
    };
    for person in [&world.owner, &world.customer, &world.sink, &world.stranger].map(Clone::clone) {
        let ground = leave();
        let msg = ExecuteMsg::Terminate { agreement, ground };
        assert_eq!(world.refuses(&person, msg), refused);
    }
    world.pass(SECOND);
    world.ends(&provider, agreement, leave());
    let until = world.now();
    let over = ContractError::CoverOver { agreement, until };
    assert_eq!(world.refuses_end(&provider, agreement, leave()), over);
}

#[test]
fn the_quote_is_what_every_ground_does() {
    let grounds = [
        leave(),
        Ground::CoolingOff {},
        late_tickets(&[cursor(1), cursor(2), cursor(3)]),
        Ground::BlockCap { block: 0 },
    ];
    for (ground, hour) in grounds
        .iter()
        .flat_map(|ground| [1, 25, 700, 725].map(|h| (ground, h)))
    {
        let mut world = World::new();
        let asset = Asset::native(USD);
        let plan = world.publish(changed(&asset, |terms| {
            terms.cooling_off = Seconds::days(30);
            terms.caps.block = terms.caps.period;
        }));
        let agreement = world.subscribe(plan, 4);
        let start = START.plus(PERIOD.minus(Seconds(100)));
        let due = if hour < 725 { START } else { start };
        world.at(START.plus(Seconds::hours(hour)));
        for ticket in 1..=3 {
            let miss = late(ticket, due, Seconds(TARGET.0 * 3));
            world.book(agreement, &[miss]).unwrap();
        }
        let (customer, provider) = (world.customer.clone(), world.provider.clone());
        let sender = if *ground == leave() {
            &provider
        } else {
            &customer
        };
        let Ok(quote) = world.end_quoted(agreement, ground.clone()) else {
            world.refuses_end(sender, agreement, ground.clone());
            continue;
        };
        let before = world.balance(&customer, &asset);
        let bond = world.ledger(agreement).bond;
        world.ends(sender, agreement, ground.clone());
        let paid = quote.from_escrow + quote.from_bond + quote.termination_credit;
        assert_eq!(world.balance(&customer, &asset), before + paid.u128());
        assert_eq!(
            quote.refund,
            quote.from_escrow + quote.from_bond + quote.as_debt
        );
        let (found, ledger) = (world.agreement(agreement), world.ledger(agreement));
        assert_eq!((found.periods, found.until), (quote.periods, quote.until));
        assert_eq!(ledger.debt, quote.as_debt);
        if *ground != (Ground::CoolingOff {}) {
            assert_eq!(ledger.bond.credit, bond.credit - quote.from_bond);
        }
    }
}
