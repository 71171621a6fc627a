//! Agreements, their accounts, and what is due.

use std::collections::BTreeMap;

use aftercare_domain::time::{UnixTime, LATEST};
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondParts, DueRow, EndReason, LedgerResponse, QueryMsg,
};
use cosmwasm_std::{Addr, Uint128};

use super::plans::Plans;
use super::{Heard, Word};
use crate::world::World;

#[derive(Default)]
pub struct Agreements {
    all: BTreeMap<u64, Agreement>,
    /// By customer and asset: burnt on its behalf.
    burnt: BTreeMap<(Addr, String), Uint128>,
}

/// An agreement as its last events say.
pub struct Agreement {
    pub row: AgreementResponse,
    pub ledger: LedgerResponse,
    end: Option<EndReason>,
    ended: Option<EndReason>,
}

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    let agreements = &mut heard.agreements;
    match word.name {
        "subscribed" => agreements.begun(word),
        "agreement-updated" => agreements.updated(word),
        "agreement-ended" => agreements.named(word).ended = word.may("reason"),
        "period-settled" => agreements.settled(word),
        // What these changed is in the `agreement-updated` of the same message.
        "debt-paid" => {}
        _ => return false,
    }
    true
}

fn address(text: String) -> Addr {
    crate::world::unchecked(text)
}

impl Agreements {
    pub fn of(&self, agreement: u64) -> &AgreementResponse {
        &self.all[&agreement].row
    }

    /// The agreement that an event is about.
    pub fn named(&mut self, word: &Word) -> &mut Agreement {
        self.all.get_mut(&word.must("agreement")).unwrap()
    }

    fn begun(&mut self, word: &Word) {
        let agreement = word.must("agreement");
        let row = AgreementResponse {
            agreement,
            customer: address(word.must("customer")),
            payer: word.may("payer").map(address),
            provider: address(word.must("provider")),
            plan: word.may("plan"),
            revision: word.must("revision"),
            terms_id: word.must("terms_id"),
            next_terms: None,
            renews: word.may("renews"),
            asset: Plans::asset(&word.must::<String>("asset")),
            from: word.must("from"),
            until: word.must("from"),
            periods: 0,
            settled: 0,
            status: AgreementStatus::Active,
            next_due: None,
            as_of: UnixTime(0),
        };
        let begun = Agreement {
            ledger: ledger(&row, word),
            row,
            end: None,
            ended: None,
        };
        self.all.insert(agreement, begun);
    }

    fn updated(&mut self, word: &Word) {
        let one = self.named(word);
        one.row.periods = word.must("periods");
        one.row.settled = word.must("settled");
        one.row.until = word.must("until");
        one.row.next_due = word.may("due");
        one.end = word.may("end");
        one.ledger = ledger(&one.row, word);
    }

    fn settled(&mut self, word: &Word) {
        let row = &self.named(word).row;
        let purse = (row.customer.clone(), row.asset.key());
        *self.burnt.entry(purse).or_default() += word.must::<Uint128>("burnt");
    }
}

/// The accounts that an event says; what it does not say is zero.
fn ledger(row: &AgreementResponse, word: &Word) -> LedgerResponse {
    LedgerResponse {
        agreement: row.agreement,
        asset: row.asset.clone(),
        deposited: word.amount("deposited"),
        escrowed: word.amount("escrowed"),
        withheld: word.amount("withheld"),
        waiting: word.amount("waiting"),
        bond: BondParts {
            credit: word.amount("bond_credit"),
            termination: word.amount("bond_termination"),
            tips: word.amount("bond_tips"),
        },
        debt: word.amount("debt"),
        debt_paid: word.amount("debt_paid"),
        credited: word.amount("credited"),
        credited_from_bond: word.amount("credited_from_bond"),
        credited_as_debt: word.amount("credited_as_debt"),
        refunded: word.amount("refunded"),
        termination_credit: word.amount("termination_credit"),
        tipped: word.amount("tipped"),
        paid_to_provider: word.amount("paid"),
        protocol_fees: word.amount("protocol_fees"),
        burnt: word.amount("burnt"),
    }
}

impl Agreement {
    /// The answer at an instant.
    fn at(&self, now: UnixTime) -> AgreementResponse {
        let mut row = self.row.clone();
        row.as_of = now;
        row.status = match (self.ended, self.end) {
            (Some(reason), _) => AgreementStatus::Ended(reason),
            _ if now >= row.until => AgreementStatus::AwaitingSettlement,
            (None, Some(_)) => AgreementStatus::Ending,
            (None, None) => AgreementStatus::Active,
        };
        if let Some((_, next)) = row.next_terms.filter(|(from, _)| *from <= now) {
            row.terms_id = next;
        }
        row
    }
}

pub fn agrees(world: &World, heard: &Heard) {
    let now = world.now();
    for (agreement, told) in &heard.agreements.all {
        assert_eq!(world.agreement(*agreement), told.at(now));
        assert_eq!(world.ledger(*agreement), told.ledger);
    }
    let agreement = heard.agreements.all.len() as u64 + 1;
    let next = world.try_ask::<AgreementResponse>(QueryMsg::Agreement { agreement });
    assert!(next.is_err(), "an agreement that was not told");
    due(world, heard);
    lists(world, heard);
    for ((account, key), burnt) in &heard.agreements.burnt {
        let asset = Plans::asset(key);
        let found: AssetAmount = world.ask(QueryMsg::FeesPaid {
            account: account.to_string(),
            asset,
        });
        assert_eq!(found.amount, *burnt, "burnt for {account}");
    }
}

fn due(world: &World, heard: &Heard) {
    let found: Vec<DueRow> = world.all(|start_after| QueryMsg::Due {
        before: LATEST,
        start_after,
        limit: Some(30),
    });
    let all = heard.agreements.all.values();
    let rows = all.filter_map(|one| {
        one.row.next_due.map(|at| DueRow {
            at,
            agreement: one.row.agreement,
        })
    });
    let mut told: Vec<DueRow> = rows.collect();
    told.sort_by_key(|row| (row.at, row.agreement));
    assert_eq!(found, told);
}

/// The lists of everybody who is a party, whole and without what has ended.
fn lists(world: &World, heard: &Heard) {
    let all: Vec<AgreementResponse> = heard
        .agreements
        .all
        .values()
        .map(|one| one.at(world.now()))
        .collect();
    for live_only in [None, Some(false), Some(true)] {
        let shown = |one: &&AgreementResponse| {
            live_only != Some(true) || !matches!(one.status, AgreementStatus::Ended(_))
        };
        for party in world.people() {
            let found: Vec<AgreementResponse> =
                world.all(|start_after| QueryMsg::AgreementsByCustomer {
                    customer: party.to_string(),
                    live_only,
                    start_after,
                    limit: Some(30),
                });
            let mine = all.iter().filter(|one| one.customer == party);
            assert_eq!(found, mine.filter(shown).cloned().collect::<Vec<_>>());
            let found: Vec<AgreementResponse> =
                world.all(|start_after| QueryMsg::AgreementsByProvider {
                    provider: party.to_string(),
                    live_only,
                    start_after,
                    limit: Some(30),
                });
            let mine = all.iter().filter(|one| one.provider == party);
            assert_eq!(found, mine.filter(shown).cloned().collect::<Vec<_>>());
        }
        let mut plans: Vec<u64> = all.iter().filter_map(|one| one.plan).collect();
        plans.dedup();
        for plan in plans {
            let found: Vec<AgreementResponse> =
                world.all(|start_after| QueryMsg::AgreementsByPlan {
                    plan,
                    live_only,
                    start_after,
                    limit: Some(30),
                });
            let mine = all.iter().filter(|one| one.plan == Some(plan));
            assert_eq!(found, mine.filter(shown).cloned().collect::<Vec<_>>());
        }
    }
}
