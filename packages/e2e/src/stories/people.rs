//! A question with a bounty, an answer, thanks, an acceptance.

use aftercare_domain::money::Bps;
use aftercare_engine::Engine;
use aftercare_interface::community::{self, QuestionResponse, QuestionStatus, Weight};
use anyhow::ensure;
use cosmwasm_std::Uint128;

use super::{refused, say, Told};
use crate::ground::give_purses;

const BOUNTY: u128 = 50_000_000;

/// Thanks are refused as long as no fee was burnt for the asker; the acceptance vests the bounty.
pub fn ask_and_accept(told: &mut Told<'_>) -> anyhow::Result<()> {
    let (asker, member) = (told.name("asker"), told.name("member"));
    give_purses(&mut told.world, &[&asker, &member])?;
    let euro = told.world.euro.clone();
    let question = told
        .world
        .ask(&asker, (&euro, BOUNTY), "How do I bridge it?")?;
    let answer = told.world.answer(&member, question, "Turn off NAT")?;
    let answer = u32::try_from(answer)?;
    let points = Uint128::new(1);
    let thank = community::ExecuteMsg::Thank {
        question,
        answer,
        points,
    };
    refused(told.world.community(&asker, &thank), "COM-013")?;
    let accept = community::ExecuteMsg::Accept {
        question,
        weights: vec![Weight {
            answer,
            share: Bps::WHOLE,
        }],
    };
    told.world.community(&asker, &accept)?;
    let found: QuestionResponse = told.world.engine.query(
        &told.world.suite.community.clone(),
        &community::QueryMsg::Question { question },
    )?;
    ensure!(
        found.status == QuestionStatus::Accepted && found.vests_at.is_some(),
        "{found:?}"
    );
    say(&format!("question {question}: asked with {BOUNTY} ueuro, answered, accepted; thanks without a burnt fee are refused"));
    Ok(())
}
