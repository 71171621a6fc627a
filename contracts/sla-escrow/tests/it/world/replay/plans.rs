//! Assets, plans and their revisions.

use std::collections::BTreeMap;

use aftercare_interface::asset::ListedAsset;
use aftercare_interface::sla_escrow::{PlanResponse, PlanRevisionResponse, PlanTerms, QueryMsg};
use aftercare_interface::{Asset, Page};

use super::{Heard, Word};
use crate::world::World;

#[derive(Default)]
pub struct Plans {
    plans: BTreeMap<u64, PlanResponse>,
    revisions: BTreeMap<(u64, u32), PlanRevisionResponse>,
    /// Frozen terms by their id, of plans and of proposals.
    pub terms: BTreeMap<u64, PlanTerms>,
    assets: BTreeMap<String, bool>,
    /// By plan and customer: whether it is on the list.
    listed: BTreeMap<(u64, String), bool>,
}

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    let plans = &mut heard.plans;
    match word.name {
        "asset-listed" | "asset-closed" => {
            let open = word.name == "asset-listed";
            plans.assets.insert(word.must("asset"), open);
        }
        "plan-published" | "plan-revised" => plans.revised(word),
        "allow-list-updated" => plans.of(word).listed_customers = word.must("listed"),
        "customer-listed" => {
            let customer = word.must::<String>("customer");
            let listed = word.must("listed");
            plans.listed.insert((word.must("plan"), customer), listed);
        }
        "plan-retired" => plans.of(word).retired = true,
        "subscribed" | "agreement-ended" => {
            if let Some(live) = word.may("live") {
                let plan = word
                    .may("plan")
                    .or_else(|| plan_of(&heard.agreements, word));
                let plan = plan.and_then(|plan: u64| plans.plans.get_mut(&plan));
                plan.unwrap().live = live;
            }
        }
        _ => return false,
    }
    true
}

fn plan_of(agreements: &super::agreements::Agreements, word: &Word) -> Option<u64> {
    agreements.of(word.must("agreement")).plan
}

impl Plans {
    /// The plan that an event is about.
    pub fn of(&mut self, word: &Word) -> &mut PlanResponse {
        self.plans.get_mut(&word.must("plan")).unwrap()
    }

    fn revised(&mut self, word: &Word) {
        let terms = word.told.terms.clone().unwrap();
        let plan = word.must("plan");
        let revision = PlanRevisionResponse {
            plan,
            revision: word.must("revision"),
            terms_id: word.must("terms_id"),
            terms_hash: word.must("terms_hash"),
            terms: terms.clone(),
        };
        self.terms.insert(revision.terms_id, terms.clone());
        let row = self.plans.entry(plan).or_insert(PlanResponse {
            plan,
            provider: crate::world::unchecked(word.must::<String>("provider")),
            revision: 0,
            retired: false,
            live: 0,
            listed_customers: 0,
            terms: terms.clone(),
        });
        (row.revision, row.terms) = (revision.revision, terms);
        self.revisions.insert((plan, revision.revision), revision);
    }

    /// The asset of a key.
    pub fn asset(key: &str) -> Asset {
        match key.split_once('/').unwrap() {
            ("native", denom) => Asset::native(denom),
            (_, address) => Asset::cw20(&crate::world::unchecked(address)),
        }
    }
}

pub fn agrees(world: &World, heard: &Heard) {
    let plans: Vec<PlanResponse> = world.all(|start_after| QueryMsg::Plans {
        start_after,
        limit: Some(30),
    });
    let told: Vec<PlanResponse> = heard.plans.plans.values().cloned().collect();
    assert_eq!(plans, told);
    for (&(plan, revision), told) in &heard.plans.revisions {
        let found: PlanRevisionResponse = world.ask(QueryMsg::PlanRevision { plan, revision });
        assert_eq!(&found, told);
    }
    for (plan, told) in &heard.plans.plans {
        assert_eq!(
            &world.ask::<PlanResponse>(QueryMsg::Plan { plan: *plan }),
            told
        );
    }
    for ((plan, customer), listed) in &heard.plans.listed {
        let (plan, customer) = (*plan, customer.clone());
        let found: bool = world.ask(QueryMsg::Allowed { plan, customer });
        assert_eq!(found, *listed);
    }
    let found: Page<ListedAsset, String> = world.ask(QueryMsg::Assets {
        start_after: None,
        limit: Some(30),
    });
    let told = heard.plans.assets.iter().map(|(key, open)| ListedAsset {
        asset: Plans::asset(key),
        open: *open,
    });
    assert_eq!(found.rows, told.collect::<Vec<ListedAsset>>());
}
