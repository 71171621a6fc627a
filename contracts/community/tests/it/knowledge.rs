//! promote
//! ├── given an accepted answer
//! │   ├── its author, a curator or the provider that the question names makes it an item, once
//! │   └── anybody else is refused
//! ├── given an answer that is not accepted, or does not exist
//! │   └── it refuses
//! └── given a product out of bounds, versions upside down, a review that is past or too far, a coin
//!     └── it refuses
//! reconfirm
//! ├── given a curator or the provider
//! │   └── a stale item is not stale any more
//! └── given anybody else, an unknown item, or a review out of bounds
//!     └── it refuses
//! stale
//! ├── given an item whose review is overdue
//! │   ├── it shows from the second after on
//! │   └── thanks are refused, objections are not
//! └── given an own item
//!     └── its author neither thanks for it nor objects to it

use aftercare_community::event::{AnswerPromoted, KnowledgeReconfirmed};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    ExecuteMsg, KnowledgeItemResponse, NewQuestion, QueryMsg, VersionRange,
};
use aftercare_interface::Page;
use aftercare_kit::KitError;

use crate::circle::{knowledge, object, on_knowledge, promote, reconfirm, thank, version};
use crate::world::{accept, answer, euro, euros, event, person, question, World, DAY};

/// Question 1 of Ada names Fay as its provider; Cid's answer is accepted, Dan's is not. Eve is a curator.
fn world() -> World {
    let mut world = World::with_circles(&["eve"], &[]);
    let asked = NewQuestion {
        provider: Some(person("fay").into()),
        ..question()
    };
    world.act("ada", &ExecuteMsg::Ask(asked)).unwrap();
    for author in ["cid", "dan"] {
        world.act(author, &answer(1)).unwrap();
    }
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    world
}

#[test]
fn author_curator_and_provider_promote_an_accepted_answer() {
    for name in ["cid", "eve", "fay"] {
        let mut world = world();
        let (now, review_by) = (world.now(), world.now() + 90 * DAY);
        let response = world.act(name, &promote(0, review_by)).unwrap();
        let told = AnswerPromoted {
            knowledge: 1,
            question: 1,
            answer: 0,
            author: person("cid"),
            by: person(name),
            review_by: UnixTime(review_by),
        };
        assert!(event(&response, told));
        let item = world.item(1);
        assert_eq!(
            (item.author, item.provider),
            (person("cid"), Some(person("fay")))
        );
        assert_eq!(
            (item.topic.as_str(), item.product.as_str()),
            ("backup", "vault 3")
        );
        assert_eq!((item.promoted_at, item.stale), (UnixTime(now), false));
        let again = ContractError::AnswerPromoted {
            question: 1,
            answer: 0,
            item: 1,
        };
        assert_eq!(world.act(name, &promote(0, review_by)).unwrap_err(), again);
    }
    let mut world = world();
    let review_by = world.now() + DAY;
    for name in ["ada", "dan"] {
        let refused = ContractError::NotPromoter {
            sender: person(name),
        };
        assert_eq!(
            world.act(name, &promote(0, review_by)).unwrap_err(),
            refused
        );
    }
}

#[test]
fn only_an_accepted_answer_is_promoted() {
    let mut world = world();
    let review_by = world.now() + DAY;
    let refused = ContractError::AnswerNotAccepted {
        question: 1,
        answer: 1,
    };
    assert_eq!(
        world.act("eve", &promote(1, review_by)).unwrap_err(),
        refused
    );
    let unknown = ContractError::AnswerUnknown {
        question: 1,
        answer: 2,
    };
    assert_eq!(
        world.act("eve", &promote(2, review_by)).unwrap_err(),
        unknown
    );
}

#[test]
fn what_an_item_is_about_is_bounded() {
    let mut world = world();
    let (now, day) = (world.now(), world.now() + DAY);
    let mut refuse = |new, error: ContractError| {
        let msg = ExecuteMsg::Promote(new);
        assert_eq!(world.act("cid", &msg).unwrap_err(), error);
    };
    let mut nameless = knowledge(0, day);
    nameless.product = String::new();
    let length = KitError::Length {
        field: "product",
        length: 0,
        min: 1,
        max: 64,
    };
    refuse(nameless, length.into());
    let mut upside_down = knowledge(0, day);
    upside_down.versions = VersionRange {
        from: version(4),
        until: Some(version(3)),
    };
    let versions = ContractError::VersionsUpsideDown {
        from: "4.0.0".into(),
        until: "3.0.0".into(),
    };
    refuse(upside_down, versions);
    for review_by in [now - 1, now + 366 * DAY + 1] {
        let review = ContractError::ReviewOutOfRange {
            review_by: UnixTime(review_by),
            now: UnixTime(now),
            latest: UnixTime(now + 366 * DAY),
        };
        refuse(knowledge(0, review_by), review);
    }
    let error = world.act_with("cid", &promote(0, day), &euros(1));
    assert_eq!(
        error.unwrap_err(),
        KitError::UnexpectedFunds { coins: 1 }.into()
    );
    world.act("cid", &promote(0, now + 366 * DAY)).unwrap();
}

#[test]
fn curators_and_the_provider_reconfirm() {
    for name in ["eve", "fay"] {
        let mut world = world();
        let review_by = world.now();
        world.act("cid", &promote(0, review_by)).unwrap();
        world.wait(1);
        assert!(world.item(1).stale);
        let review_by = world.now() + 5;
        let response = world.act(name, &reconfirm(1, review_by)).unwrap();
        let told = KnowledgeReconfirmed {
            knowledge: 1,
            by: person(name),
            review_by: UnixTime(review_by),
        };
        assert!(event(&response, told));
        assert!(!world.item(1).stale);
    }
}

#[test]
fn others_do_not_reconfirm() {
    let mut world = world();
    let (now, review_by) = (world.now(), world.now() + DAY);
    world.act("cid", &promote(0, review_by)).unwrap();
    for name in ["cid", "ada"] {
        let refused = ContractError::NotReviewer {
            item: 1,
            sender: person(name),
        };
        assert_eq!(
            world.act(name, &reconfirm(1, review_by)).unwrap_err(),
            refused
        );
    }
    let unknown = ContractError::KnowledgeUnknown { item: 2 };
    assert_eq!(
        world.act("eve", &reconfirm(2, review_by)).unwrap_err(),
        unknown
    );
    let past = ContractError::ReviewOutOfRange {
        review_by: UnixTime(now - 1),
        now: UnixTime(now),
        latest: UnixTime(now + 366 * DAY),
    };
    assert_eq!(world.act("eve", &reconfirm(1, now - 1)).unwrap_err(), past);
    let error = world.act_with("eve", &reconfirm(1, review_by), &euros(1));
    assert_eq!(
        error.unwrap_err(),
        KitError::UnexpectedFunds { coins: 1 }.into()
    );
}

#[test]
fn an_overdue_item_earns_nothing() {
    let mut world = world();
    world.burnt("ada", &euro(), 1_000);
    let review_by = world.now() + DAY;
    world.act("cid", &promote(0, review_by)).unwrap();
    world.at(review_by);
    world.act("ada", &thank(on_knowledge(1), 10)).unwrap();
    assert!(!world.item(1).stale);
    world.at(review_by + 1);
    assert!(world.item(1).stale);
    let stale = ContractError::KnowledgeStale {
        item: 1,
        review_by: UnixTime(review_by),
        now: UnixTime(review_by + 1),
    };
    assert_eq!(
        world.act("ada", &thank(on_knowledge(1), 10)).unwrap_err(),
        stale
    );
    world.act("ada", &object(on_knowledge(1), 3)).unwrap();
    let item = world.item(1);
    assert_eq!((item.thanks.u128(), item.objections.u128()), (10, 3));
    assert_eq!((item.thanked_by, world.allowance("ada").1), (1, 487));
    // The answer's own thanks are another matter.
    assert_eq!(world.answers(1)[0].thanks.u128(), 0);
}

#[test]
fn nobody_votes_on_an_own_item() {
    let mut world = world();
    world.burnt("cid", &euro(), 1_000);
    let review_by = world.now() + DAY;
    world.act("cid", &promote(0, review_by)).unwrap();
    for msg in [thank(on_knowledge(1), 1), object(on_knowledge(1), 1)] {
        let own = ContractError::OwnKnowledge { item: 1 };
        assert_eq!(world.act("cid", &msg).unwrap_err(), own);
    }
    let unknown = ContractError::KnowledgeUnknown { item: 2 };
    assert_eq!(
        world.act("cid", &thank(on_knowledge(2), 1)).unwrap_err(),
        unknown
    );
}

#[test]
fn items_are_paged() {
    let mut world = world();
    let review_by = world.now() + DAY;
    world.act("cid", &promote(0, review_by)).unwrap();
    let msg = QueryMsg::KnowledgeItems {
        start_after: None,
        limit: Some(1),
    };
    let page: Page<KnowledgeItemResponse, u64> = world.ask(&msg);
    assert_eq!((page.rows, page.next), (vec![world.item(1)], Some(1)));
}
