//! challenge, vote_on_challenge, set_challenge_bond
//! ├── given an award that vests
//! │   ├── anyone but its author challenges it once, with exactly the bond, until the last second
//! │   └── only that award is frozen
//! ├── given no award, no bounty, no coin, another asset or amount, or a vested one
//! │   └── challenging refuses
//! ├── given a challenge
//! │   ├── found wrong by the majority: bond back, a fifth to the challenger, the rest to the funders
//! │   ├── a funder whose part of the rest is less than a unit is told of no return
//! │   ├── found right: half the bond to the author, half burnt
//! │   ├── left undecided for 5 days, or tied: the award stands, the bond returns, the level falls
//! │   └── only curators without a stake vote, once, in time
//! └── given the owner
//!     └── the least bond of later questions is set

use aftercare_community::event::{
    AwardChallenged, AwardReversed, BountyReturned, ChallengeBondSet, ChallengeDecided,
    ChallengeVoted,
};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AnswerId, AnswerStatus, AwardStatus, Cw20Hook, DueRow, ExecuteMsg, QueryMsg, ReviewLevel,
};
use aftercare_interface::{Asset, NextStep, Page, Role};
use aftercare_kit::KitError;
use cosmwasm_std::{coin, Uint128};

use crate::puppets::Mischief;
use crate::world::{
    accept, answer, euro, euros, event, person, poke, thank, World, DAY, EPOCH, PURSE, START, STRAY,
};

/// Ada accepts at this moment.
const NOW: u64 = START + EPOCH + 7 * DAY;
const VESTS_AT: u64 = NOW + 7 * DAY;
const RULING: u64 = 5 * DAY;

fn challenge(answer: u32) -> ExecuteMsg {
    ExecuteMsg::Challenge(AnswerId {
        question: 1,
        answer,
    })
}

fn vote(answer: u32, wrong: bool) -> ExecuteMsg {
    ExecuteMsg::VoteOnChallenge {
        question: 1,
        answer,
        wrong,
    }
}

/// Two of the three curators find the first answer wrong.
fn find_wrong(world: &mut World) {
    for curator in ["kim", "moe"] {
        world.act(curator, &vote(0, true)).unwrap();
    }
}

/// Curators in force; of Ada's 1,000 euros and Fay's 500, Bea has 60 % and Cid 40 %.
fn world() -> World {
    let mut world = World::new();
    world.seat_curators();
    world.asked("ada", &euros(1_000));
    for author in ["bea", "cid"] {
        world.act(author, &answer(1)).unwrap();
    }
    let top_up = ExecuteMsg::TopUp { question: 1 };
    world.act_with("fay", &top_up, &euros(500)).unwrap();
    world
        .act("ada", &accept(1, &[(0, 6_000), (1, 4_000)]))
        .unwrap();
    world
}

/// Eve has challenged Bea's 900 with a bond of 180.
fn challenged() -> World {
    let mut world = world();
    world.act_with("eve", &challenge(0), &euros(180)).unwrap();
    world
}

/// What a person has now, claims included, less what it began with.
fn gain(world: &World, name: &str) -> i128 {
    let has = world.held(name, &euro()) + world.claim_of(name, &euro());
    i128::try_from(has).unwrap() - i128::try_from(PURSE).unwrap()
}

fn status(world: &World, answer: usize) -> AwardStatus {
    world.answers(1)[answer].award.clone().unwrap().status
}

fn burnt(world: &World) -> u128 {
    let people = crate::world::PEOPLE.iter();
    let held: u128 = people.map(|name| world.held(name, &euro())).sum();
    let books = world.solvency(&euro()).holdings.u128();
    7 * PURSE - held - books
}

#[test]
fn anyone_challenges_an_award_with_its_bond() {
    let mut world = world();
    let award = world.answers(1)[0].award.clone().unwrap();
    assert_eq!((award.amount.u128(), award.bond.u128()), (900, 180));
    let response = world.act_with("eve", &challenge(0), &euros(180)).unwrap();
    let told = AwardChallenged {
        question: 1,
        answer: 0,
        challenger: person("eve"),
        asset: euro().key(),
        bond: Uint128::new(180),
        until: UnixTime(NOW + RULING),
    };
    assert!(event(&response, told));
    assert_eq!(status(&world, 0), AwardStatus::Challenged);
    let shown = world.answers(1)[0].challenge.clone().unwrap();
    assert_eq!((shown.challenger, shown.bond.u128()), (person("eve"), 180));
}

#[test]
fn an_award_is_challenged_until_it_vests() {
    for (second, taken) in [
        (VESTS_AT - 1, true),
        (VESTS_AT, false),
        (VESTS_AT + 1, false),
    ] {
        let mut world = world();
        world.at(second);
        let refused = ContractError::NotVesting {
            question: 1,
            answer: 0,
            vests_at: UnixTime(VESTS_AT),
            now: UnixTime(second),
        };
        let result = world.act_with("eve", &challenge(0), &euros(180));
        assert_eq!(result.err(), (!taken).then_some(refused));
    }
}

#[test]
fn an_award_is_challenged_once_for_ever() {
    let mut world = challenged();
    let again = ContractError::ChallengedAlready {
        question: 1,
        answer: 0,
    };
    let error = world
        .act_with("dan", &challenge(0), &euros(180))
        .unwrap_err();
    assert_eq!(error, again);
    world.act_with("dan", &challenge(1), &euros(120)).unwrap();
    world.wait(RULING + 1);
    world.act("dan", &poke(1)).unwrap();
    let error = world
        .act_with("dan", &challenge(0), &euros(180))
        .unwrap_err();
    assert_eq!(error, again);
}

#[test]
fn a_challenge_needs_exactly_its_bond_in_the_bountys_asset() {
    let mut world = world();
    let none = KitError::OneCoin { coins: 0 };
    assert_eq!(world.act("eve", &challenge(0)).unwrap_err(), none.into());
    for sent in [179, 181] {
        let error = world
            .act_with("eve", &challenge(0), &euros(sent))
            .unwrap_err();
        let wrong = ContractError::WrongBond {
            sent: Uint128::new(sent),
            need: Uint128::new(180),
        };
        assert_eq!(error, wrong);
    }
    let other = ContractError::OtherAsset {
        sent: Asset::native(STRAY),
        need: euro(),
    };
    let error = world
        .act_with("eve", &challenge(0), &[coin(180, STRAY)])
        .unwrap_err();
    assert_eq!(error, other);
}

#[test]
fn there_must_be_an_award_of_somebody_else() {
    let mut world = world();
    world.asked("ada", &[]);
    world.act("bea", &answer(2)).unwrap();
    world.act("ada", &accept(2, &[(0, 10_000)])).unwrap();
    let own = ContractError::OwnAnswer {
        question: 1,
        answer: 0,
    };
    let error = world
        .act_with("bea", &challenge(0), &euros(180))
        .unwrap_err();
    assert_eq!(error, own);
    let none = ContractError::NoAward {
        question: 1,
        answer: 7,
    };
    let error = world
        .act_with("eve", &challenge(7), &euros(180))
        .unwrap_err();
    assert_eq!(error, none);
    let bare = ExecuteMsg::Challenge(AnswerId {
        question: 2,
        answer: 0,
    });
    let none = ContractError::NoBounty { question: 2 };
    let error = world.act_with("eve", &bare, &euros(1)).unwrap_err();
    assert_eq!(error, none);
}

#[test]
fn only_the_challenged_award_is_frozen() {
    let mut world = world();
    world.at(VESTS_AT - 1);
    world.act_with("eve", &challenge(0), &euros(180)).unwrap();
    world.at(VESTS_AT);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!(status(&world, 0), AwardStatus::Challenged);
    assert_eq!(status(&world, 1), AwardStatus::Paid);
    assert_eq!((gain(&world, "bea"), gain(&world, "cid")), (0, 600));
}

#[test]
fn a_wrong_answer_pays_its_challenger_and_gives_the_rest_back() {
    let mut world = challenged();
    let response = world.act("kim", &vote(0, true)).unwrap();
    let told = ChallengeVoted {
        question: 1,
        answer: 0,
        by: person("kim"),
        wrong: true,
    };
    assert!(event(&response, told));
    assert_eq!(gain(&world, "eve"), -180);
    let response = world.act("lea", &vote(0, true)).unwrap();
    let told = ChallengeDecided {
        question: 1,
        answer: 0,
        verdict: "overturned",
        challenger: person("eve"),
        asset: euro().key(),
        returned: Uint128::new(180),
        author: person("bea"),
        author_part: Uint128::zero(),
        burnt: Uint128::zero(),
    };
    assert!(event(&response, told));
    assert_eq!(gain(&world, "eve"), 0);
    assert_eq!(status(&world, 0), AwardStatus::Overturned);
    assert_eq!(world.answers(1)[0].status, AnswerStatus::Dismissed);
    // Bea's answer no longer stands, Cid's does.
    assert_eq!(world.question(1).standing, 1);
    world.at(VESTS_AT - 1);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!(gain(&world, "eve"), 0);
    world.at(VESTS_AT);
    let response = world.act("dan", &poke(1)).unwrap();
    let told = AwardReversed {
        question: 1,
        answer: 0,
        challenger: person("eve"),
        asset: euro().key(),
        reward: Uint128::new(180),
        returned: Uint128::new(720),
    };
    assert!(event(&response, told));
    assert_eq!(status(&world, 0), AwardStatus::Reversed);
    // 720 are divided as 1,000 and 500 were put in.
    assert_eq!((gain(&world, "ada"), gain(&world, "fay")), (-520, -260));
    assert_eq!(
        (
            gain(&world, "eve"),
            gain(&world, "bea"),
            gain(&world, "cid")
        ),
        (180, 0, 600)
    );
}

#[test]
fn a_challenger_who_is_a_funder_gets_only_its_part_back() {
    for (name, gains) in [("fay", (-400, -200)), ("ada", (-400, -200))] {
        let mut world = world();
        world.act_with(name, &challenge(0), &euros(180)).unwrap();
        find_wrong(&mut world);
        world.at(VESTS_AT);
        world.act("dan", &poke(1)).unwrap();
        assert_eq!((gain(&world, "ada"), gain(&world, "fay")), gains);
    }
}

#[test]
fn an_odd_unit_that_goes_back_is_the_askers() {
    let mut world = World::new();
    world.seat_curators();
    world.asked("ada", &euros(10));
    world.act("bea", &answer(1)).unwrap();
    for (name, amount) in [("dan", 10), ("fay", 11)] {
        let top_up = ExecuteMsg::TopUp { question: 1 };
        world.act_with(name, &top_up, &euros(amount)).unwrap();
    }
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    world.act_with("eve", &challenge(0), &euros(6)).unwrap();
    world.wait(3 * DAY + 1);
    find_wrong(&mut world);
    world.at(VESTS_AT);
    world.act("eve", &poke(1)).unwrap();
    let gains = ["ada", "dan", "fay", "eve"].map(|name| gain(&world, name));
    assert_eq!(gains, [-1, -2, -3, 6]);
}

#[test]
fn a_funder_to_whom_nothing_goes_back_is_told_of_no_return() {
    let mut world = World::new();
    world.seat_curators();
    world.asked("ada", &euros(1_000));
    world.act("bea", &answer(1)).unwrap();
    let top_up = ExecuteMsg::TopUp { question: 1 };
    world.act_with("fay", &top_up, &euros(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    world.act_with("eve", &challenge(0), &euros(200)).unwrap();
    find_wrong(&mut world);
    world.at(VESTS_AT);
    let response = world.act("dan", &poke(1)).unwrap();
    let told = |name, amount| BountyReturned {
        question: 1,
        owner: person(name),
        asset: euro().key(),
        amount: Uint128::new(amount),
        claim: Uint128::new(amount),
    };
    assert!(event(&response, told("ada", 801)));
    assert!(!event(&response, told("fay", 0)));
}

#[test]
fn a_lost_bond_goes_half_to_the_author_and_half_is_burnt() {
    let mut world = World::new();
    world.seat_curators();
    world.asked("ada", &euros(105));
    world.act("bea", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    world.act_with("eve", &challenge(0), &euros(21)).unwrap();
    world.act("kim", &vote(0, false)).unwrap();
    let response = world.act("lea", &vote(0, false)).unwrap();
    let told = ChallengeDecided {
        question: 1,
        answer: 0,
        verdict: "upheld",
        challenger: person("eve"),
        asset: euro().key(),
        returned: Uint128::zero(),
        author: person("bea"),
        author_part: Uint128::new(11),
        burnt: Uint128::new(10),
    };
    assert!(event(&response, told));
    assert_eq!(
        (gain(&world, "eve"), gain(&world, "bea"), burnt(&world)),
        (-21, 11, 10)
    );
    assert_eq!(status(&world, 0), AwardStatus::Upheld);
    assert_eq!(world.answers(1)[0].level, ReviewLevel::ExpertChecked);
    world.at(VESTS_AT);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!(gain(&world, "bea"), 116);
}

#[test]
fn a_challenge_that_nobody_decides_lets_the_award_stand() {
    let no_votes: &[(&str, bool)] = &[];
    for votes in [no_votes, &[("kim", true)], &[("kim", true), ("lea", false)]] {
        let mut world = challenged();
        for name in ["dan", "fay"] {
            world.burnt(name, &euro(), 1_000);
            world.act(name, &thank(1, 0, 100)).unwrap();
        }
        assert_eq!(world.answers(1)[0].level, ReviewLevel::CommunityChecked);
        for (name, wrong) in votes {
            world.act(name, &vote(0, *wrong)).unwrap();
        }
        world.at(NOW + RULING);
        world.act("dan", &poke(1)).unwrap();
        assert_eq!(status(&world, 0), AwardStatus::Challenged);
        world.at(NOW + RULING + 1);
        let response = world.act("dan", &poke(1)).unwrap();
        let told = ChallengeDecided {
            question: 1,
            answer: 0,
            verdict: "undecided",
            challenger: person("eve"),
            asset: euro().key(),
            returned: Uint128::new(180),
            author: person("bea"),
            author_part: Uint128::zero(),
            burnt: Uint128::zero(),
        };
        assert!(event(&response, told));
        assert_eq!((gain(&world, "eve"), gain(&world, "bea")), (0, 0));
        assert_eq!(status(&world, 0), AwardStatus::Upheld);
        assert_eq!(world.answers(1)[0].level, ReviewLevel::Unreviewed);
        world.at(VESTS_AT);
        world.act("dan", &poke(1)).unwrap();
        assert_eq!(gain(&world, "bea"), 900);
    }
}

#[test]
fn a_late_challenge_freezes_beyond_the_vesting_and_one_poke_settles_it() {
    let mut world = world();
    world.at(VESTS_AT - 1);
    world.act_with("eve", &challenge(0), &euros(180)).unwrap();
    world.at(VESTS_AT - 1 + RULING);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!((gain(&world, "bea"), gain(&world, "eve")), (0, -180));
    world.wait(1);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!((gain(&world, "bea"), gain(&world, "eve")), (900, 0));
}

#[test]
fn a_vote_that_decides_after_the_vesting_pays_at_once() {
    let mut world = world();
    world.at(VESTS_AT - 1);
    world.act_with("eve", &challenge(0), &euros(180)).unwrap();
    world.wait(RULING);
    find_wrong(&mut world);
    assert_eq!((gain(&world, "eve"), gain(&world, "ada")), (180, -520));
    assert_eq!(gain(&world, "cid"), 600);
}

#[test]
fn votes_are_taken_for_five_days() {
    for (second, taken) in [(NOW + RULING, true), (NOW + RULING + 1, false)] {
        let mut world = challenged();
        world.at(second);
        let refused = ContractError::BallotOver {
            until: UnixTime(NOW + RULING),
            now: UnixTime(second),
        };
        let result = world.act("kim", &vote(0, true));
        assert_eq!(result.err(), (!taken).then_some(refused));
    }
}

#[test]
fn only_curators_vote_once_on_a_challenge_that_is_under_way() {
    let mut world = challenged();
    for name in ["dan", "owner"] {
        let sender = person(name);
        let refused = ContractError::NotCurator { sender };
        assert_eq!(world.act(name, &vote(0, true)).unwrap_err(), refused);
    }
    let none = ContractError::NotChallenged {
        question: 1,
        answer: 1,
    };
    assert_eq!(world.act("kim", &vote(1, true)).unwrap_err(), none);
    let none = ContractError::NoAward {
        question: 1,
        answer: 9,
    };
    assert_eq!(world.act("kim", &vote(9, true)).unwrap_err(), none);
    let error = world
        .act_with("eve", &vote(0, true), &euros(1))
        .unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    world.act("kim", &vote(0, true)).unwrap();
    let twice = ContractError::VotedAlready {
        sender: person("kim"),
    };
    assert_eq!(world.act("kim", &vote(0, false)).unwrap_err(), twice);
    world.act("lea", &vote(0, true)).unwrap();
    let over = ContractError::NotChallenged {
        question: 1,
        answer: 0,
    };
    assert_eq!(world.act("moe", &vote(0, true)).unwrap_err(), over);
}

#[test]
fn a_curator_with_a_stake_does_not_vote() {
    let mut world = challenged();
    let names = ["ada", "bea", "cid", "eve", "fay", "dan"];
    let curators = names.map(|name| person(name).into()).to_vec();
    let msg = ExecuteMsg::SetCurators { curators };
    world.act("owner", &msg).unwrap();
    world.at(VESTS_AT - 1);
    world.act_with("eve", &challenge(1), &euros(120)).unwrap();
    world.wait(1);
    for name in ["ada", "bea", "cid", "eve", "fay"] {
        let refused = ContractError::Interested {
            question: 1,
            sender: person(name),
        };
        assert_eq!(world.act(name, &vote(1, true)).unwrap_err(), refused);
    }
    world.act("dan", &vote(1, true)).unwrap();
}

#[test]
fn an_award_that_silence_fixed_is_challenged_by_the_message_that_notices_it() {
    let mut world = World::new();
    world.asked("ada", &euros(1_000));
    world.act("bea", &answer(1)).unwrap();
    for name in ["dan", "fay"] {
        world.burnt(name, &euro(), 1_000);
        world.act(name, &thank(1, 0, 100)).unwrap();
    }
    world.wait(14 * DAY + 1);
    world.act_with("eve", &challenge(0), &euros(200)).unwrap();
    assert_eq!(status(&world, 0), AwardStatus::Challenged);
    world.wait(7 * DAY);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!((gain(&world, "bea"), gain(&world, "eve")), (1_000, 0));
}

#[test]
fn a_bond_in_a_token_comes_by_its_send_and_is_burnt_there() {
    let mut world = World::new();
    world.seat_curators();
    let (token, dollar) = (world.dollar.clone(), world.dollar());
    world.ask_in(&token, "ada", 1_000).unwrap();
    world.act("bea", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let id = AnswerId {
        question: 1,
        answer: 0,
    };
    world
        .send_in(&token, ("eve", 200), &Cw20Hook::Challenge(id))
        .unwrap();
    world.act("kim", &vote(0, false)).unwrap();
    world.act("lea", &vote(0, false)).unwrap();
    assert_eq!(world.held("bea", &dollar), PURSE + 100);
    assert_eq!(world.solvency(&dollar).accounts.u128(), 1_000);
    assert_eq!(world.held("eve", &dollar), PURSE - 200);
}

#[test]
fn a_bond_that_cannot_be_delivered_waits_as_a_claim_and_freezes_nothing() {
    let mut world = World::new();
    world.seat_curators();
    let (token, dollar) = (world.dollar.clone(), world.dollar());
    world.ask_in(&token, "ada", 1_000).unwrap();
    world.act("bea", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let hook = Cw20Hook::Challenge(AnswerId {
        question: 1,
        answer: 0,
    });
    world.send_in(&token, ("eve", 200), &hook).unwrap();
    world.misbehave(&token, Some(&Mischief::Refuse));
    for curator in ["kim", "lea"] {
        world.act(curator, &vote(0, true)).unwrap();
    }
    assert_eq!(world.claim_of("eve", &dollar), 200);
    world.at(VESTS_AT);
    world.act("dan", &poke(1)).unwrap();
    assert_eq!(world.claim_of("eve", &dollar), 400);
    assert_eq!(world.claim_of("ada", &dollar), 800);
}

#[test]
fn a_closed_asset_still_takes_a_bond() {
    let mut world = world();
    let close = ExecuteMsg::CloseAsset { asset: euro() };
    world.act("owner", &close).unwrap();
    world.act_with("eve", &challenge(0), &euros(180)).unwrap();
}

#[test]
fn the_least_bond_is_frozen_when_a_question_is_asked() {
    let mut world = world();
    let set = |least: u128| ExecuteMsg::SetChallengeBond {
        asset: euro(),
        least: least.into(),
    };
    let refused = world.act("ada", &set(500)).unwrap_err();
    assert!(matches!(
        refused,
        ContractError::Kit(KitError::Ownership(_))
    ));
    let zero = KitError::Range {
        field: "least",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    assert_eq!(world.act("owner", &set(0)).unwrap_err(), zero.into());
    let stray = ExecuteMsg::SetChallengeBond {
        asset: Asset::native(STRAY),
        least: Uint128::one(),
    };
    let unlisted = KitError::AssetUnlisted {
        asset: Asset::native(STRAY),
    };
    assert_eq!(world.act("owner", &stray).unwrap_err(), unlisted.into());
    let response = world.act("owner", &set(500)).unwrap();
    let told = ChallengeBondSet {
        asset: euro().key(),
        least: Uint128::new(500),
    };
    assert!(event(&response, told));
    world.act_with("eve", &challenge(0), &euros(180)).unwrap();
    world.asked("ada", &euros(1_000));
    world.act("bea", &answer(2)).unwrap();
    world.act("ada", &accept(2, &[(0, 10_000)])).unwrap();
    assert_eq!(world.answers(2)[0].award.clone().unwrap().bond.u128(), 500);
}

fn due(world: &World) -> Vec<u64> {
    let msg = QueryMsg::Due {
        before: UnixTime(u64::MAX),
        start_after: None,
        limit: None,
    };
    let page: Page<DueRow, DueRow> = world.ask(&msg);
    page.rows.into_iter().map(|row| row.at.0).collect()
}

fn next(world: &World) -> (Role, String, Option<u64>, String) {
    let step: NextStep = world.ask(&QueryMsg::NextStep { question: 1 });
    (
        step.role,
        step.action,
        step.by.map(|by| by.0),
        step.otherwise,
    )
}

#[test]
fn due_and_next_step_follow_a_challenge_to_its_end() {
    let mut world = challenged();
    world.act_with("eve", &challenge(1), &euros(120)).unwrap();
    assert_eq!(due(&world), [NOW + RULING + 1]);
    let voting = |until| {
        let word = |text: &str| text.to_owned();
        (
            Role::Curators,
            word("vote_on_challenge"),
            Some(until),
            word("award_stands"),
        )
    };
    assert_eq!(next(&world), voting(NOW + RULING));
    world.at(NOW + RULING + 1);
    assert_eq!(next(&world).1, "poke");
    world.act("dan", &poke(1)).unwrap();
    assert_eq!(due(&world), [VESTS_AT]);
    assert_eq!(next(&world).1, "wait");
    world.at(VESTS_AT);
    assert_eq!(next(&world).1, "poke");
    world.act("dan", &poke(1)).unwrap();
    assert_eq!(due(&world), [] as [u64; 0]);
    assert_eq!(next(&world).1, "none");
}
