//! What tests about curators, knowledge and budgets share.

use aftercare_interface::community::{
    ExecuteMsg, Item, KnowledgeItemResponse, NewKnowledge, QueryMsg, Reward, SupportBudgetResponse,
    SupportTerms, Version, VersionRange,
};
use aftercare_interface::Asset;
use cosmwasm_std::StdResult;

use crate::world::{accept, answer, commitment, euros, person, World, DAY};

pub const NOTICE: u64 = 7 * DAY;

pub fn addresses(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| person(name).to_string()).collect()
}

pub fn set_curators(names: &[&str]) -> ExecuteMsg {
    let curators = addresses(names);
    ExecuteMsg::SetCurators { curators }
}

pub fn set_experts(names: &[&str]) -> ExecuteMsg {
    let experts = addresses(names);
    ExecuteMsg::SetExperts { experts }
}

pub fn on_answer(question: u64, answer: u32) -> Item {
    Item::Answer { question, answer }
}

pub fn on_knowledge(item: u64) -> Item {
    Item::Knowledge { item }
}

pub fn thank(item: Item, points: u128) -> ExecuteMsg {
    let points = points.into();
    ExecuteMsg::Thank { item, points }
}

pub fn object(item: Item, points: u128) -> ExecuteMsg {
    let points = points.into();
    ExecuteMsg::Object { item, points }
}

pub fn void(epoch: u64, owner: &str, item: Item) -> ExecuteMsg {
    ExecuteMsg::VoidPoints {
        epoch,
        owner: person(owner).into(),
        item,
        evidence: commitment(),
    }
}

pub fn version(major: u32) -> Version {
    Version {
        major,
        minor: 0,
        patch: 0,
    }
}

pub fn knowledge(answer: u32, review_by: u64) -> NewKnowledge {
    NewKnowledge {
        question: 1,
        answer,
        product: "vault 3".into(),
        versions: VersionRange {
            from: version(3),
            until: Some(version(4)),
        },
        review_by: aftercare_domain::time::UnixTime(review_by),
    }
}

pub fn promote(answer: u32, review_by: u64) -> ExecuteMsg {
    ExecuteMsg::Promote(knowledge(answer, review_by))
}

pub fn reconfirm(item: u64, review_by: u64) -> ExecuteMsg {
    ExecuteMsg::Reconfirm {
        item,
        review_by: aftercare_domain::time::UnixTime(review_by),
    }
}

pub fn support(per_item: u128, monthly_cap: u128) -> SupportTerms {
    SupportTerms {
        per_item: per_item.into(),
        monthly_cap: monthly_cap.into(),
    }
}

pub fn helped(ticket: u64, item: u64) -> ExecuteMsg {
    ExecuteMsg::ConfirmHelped {
        peers: None,
        ticket,
        item,
    }
}

pub fn quote(reward: Reward) -> QueryMsg {
    QueryMsg::QuoteReward(reward)
}

impl World {
    /// These are curators, and those experts, since a week ago.
    pub fn with_circles(curators: &[&str], experts: &[&str]) -> Self {
        let mut world = Self::new();
        world.act("owner", &set_curators(curators)).unwrap();
        world.act("owner", &set_experts(experts)).unwrap();
        world.wait(NOTICE);
        world
    }

    /// Question 1 of Ada with 100 euros, answered by Cid and by Dan.
    pub fn answered(&mut self) {
        self.asked("ada", &euros(100));
        for author in ["cid", "dan"] {
            self.act(author, &answer(1)).unwrap();
        }
    }

    /// Cid's answer, accepted, is knowledge item 1; to be reviewed within 90 days.
    pub fn promoted(&mut self) {
        self.answered();
        self.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
        let review_by = self.now() + 90 * DAY;
        self.act("cid", &promote(0, review_by)).unwrap();
    }

    pub fn item(&self, item: u64) -> KnowledgeItemResponse {
        self.ask(&QueryMsg::KnowledgeItem { item })
    }

    pub fn budget(&self, name: &str) -> StdResult<SupportBudgetResponse> {
        let provider = person(name).into();
        self.try_ask(&QueryMsg::SupportBudget { provider })
    }

    /// Not spent in an asset, of anybody's budget.
    pub fn budgets(&self, asset: &Asset) -> u128 {
        let of = |name: &&str| self.budget(name).ok();
        let held = crate::world::PEOPLE.iter().filter_map(of);
        let held = held.filter(|budget| budget.asset == *asset);
        held.map(|budget| budget.left.u128()).sum()
    }
}
