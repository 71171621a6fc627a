//! A question with a bounty, an answer, thanks, an acceptance.

use aftercare_domain::money::Bps;
use aftercare_engine::Engine;
use aftercare_interface::community::{
    self, AllowanceResponse, AnswerResponse, QuestionResponse, QuestionStatus, Weight,
};
use aftercare_interface::Page;
use anyhow::{ensure, Context};
use cosmwasm_std::Uint128;

use super::{refused, say, Told};
use crate::ground::give_purses;

const BOUNTY: u128 = 50_000_000;

/// Somebody for whom a fee was burnt asks and thanks; thanks of anybody else are refused. The acceptance
/// vests the bounty.
pub fn ask_thank_accept(told: &mut Told<'_>, asker: &str) -> anyhow::Result<()> {
    let (member, stranger) = (told.name("member"), told.name("stranger"));
    give_purses(&mut told.world, &[&member])?;
    let euro = told.world.euro.clone();
    let question = told
        .world
        .ask(asker, (&euro, BOUNTY), "How do I bridge it?")?;
    let answer = told.world.answer(&member, question, "Turn off NAT")?;
    let answer = u32::try_from(answer)?;
    let points = Uint128::new(1);
    let thank = thanks((question, answer), points);
    refused(told.world.community(&stranger, &thank), "COM-013")?;
    let points = thank_with_all(told, asker, (question, answer))?;
    accept(told, asker, (question, answer))?;
    say(&format!("question {question}: asked with {BOUNTY} ueuro, answered, thanked with {points} points, accepted; thanks without a burnt fee are refused"));
    Ok(())
}

fn thanks((question, answer): (u64, u32), points: Uint128) -> community::ExecuteMsg {
    community::ExecuteMsg::Thank {
        item: community::Item::Answer { question, answer },
        points,
    }
}

fn allowance(told: &mut Told<'_>, name: &str) -> anyhow::Result<Uint128> {
    let account = told.world.person(name).to_string();
    let question = community::QueryMsg::Allowance { account };
    let community = &told.world.suite.community;
    let answer: AllowanceResponse = told.world.engine.query(community, &question)?;
    Ok(answer.thanks)
}

/// The whole allowance goes to an answer, and one point more is refused.
fn thank_with_all(
    told: &mut Told<'_>,
    asker: &str,
    (question, answer): (u64, u32),
) -> anyhow::Result<Uint128> {
    let points = allowance(told, asker)?;
    ensure!(!points.is_zero(), "a burnt fee made nothing to thank with");
    let of = (question, answer);
    let more = thanks(of, points + Uint128::one());
    refused(told.world.community(asker, &more), "COM-013")?;
    told.world.community(asker, &thanks(of, points))?;
    let left = allowance(told, asker)?;
    let query = community::QueryMsg::Answers {
        question,
        start_after: None,
        limit: None,
    };
    let community = &told.world.suite.community;
    let page: Page<AnswerResponse, u32> = told.world.engine.query(community, &query)?;
    let thanked = page.rows.into_iter().find(|row| row.answer == answer);
    let thanked = thanked.context("no such answer")?;
    ensure!(
        left.is_zero() && thanked.thanks == points,
        "{left} left: {thanked:?}"
    );
    Ok(points)
}

fn accept(told: &mut Told<'_>, asker: &str, (question, answer): (u64, u32)) -> anyhow::Result<()> {
    let accept = community::ExecuteMsg::Accept {
        question,
        weights: vec![Weight {
            answer,
            share: Bps::WHOLE,
        }],
    };
    told.world.community(asker, &accept)?;
    let query = community::QueryMsg::Question { question };
    let community = &told.world.suite.community;
    let found: QuestionResponse = told.world.engine.query(community, &query)?;
    ensure!(
        found.status == QuestionStatus::Accepted && found.vests_at.is_some(),
        "{found:?}"
    );
    Ok(())
}
