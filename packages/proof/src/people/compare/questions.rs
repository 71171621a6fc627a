//! Questions, answers, knowledge.

use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{
    AnswerResponse, AnswerStatus, AwardStatus, FunderResponse, KnowledgeItemResponse, QueryMsg,
    QuestionResponse, QuestionStatus, ReviewLevel,
};
use aftercare_interface::Page;
use aftercare_suite_model::community::{
    Answer, AwardState, Decision, Item, Question, Review, Standing, State,
};
use cosmwasm_std::Uint128;

use super::Ground;
use crate::people::message::{address, asset, versions};

/// A question, its funders and its answers.
pub fn question(ground: &Ground, number: u64) -> Result<(), Failure> {
    let Some(model) = ground.model.community.questions.get(&number) else {
        return Ok(());
    };
    let told: QuestionResponse = ground.asked(&QueryMsg::Question { question: number })?;
    ground.same(
        format!("question {number}"),
        &expected(ground, number, model, &told),
        &told,
    )?;
    funders(ground, number, model)?;
    let page: Page<AnswerResponse, u32> = ground.asked(&QueryMsg::Answers {
        question: number,
        start_after: None,
        limit: Some(30),
    })?;
    ground.same(
        format!("how many answers question {number} has"),
        &model.answers.len(),
        &page.rows.len(),
    )?;
    for (told, answer) in page.rows.iter().zip(&model.answers) {
        self::answer(ground, (number, model), (told, answer))?;
    }
    Ok(())
}

fn expected(
    ground: &Ground,
    number: u64,
    model: &Question,
    told: &QuestionResponse,
) -> QuestionResponse {
    let now = ground.engine.now();
    let state = model.state(now);
    let waited = now.0 > model.asked_at.0 + 48 * 3_600;
    let chosen = matches!(
        model.decision,
        Some(Decision::Accepted | Decision::ForAnswer)
    );
    let bounty = model.bounty.as_ref();
    QuestionResponse {
        question: number,
        asker: address(&model.asker),
        topic: model.topic.clone(),
        product: model.product.clone(),
        versions: model.versions.map(versions),
        provider: model.provider.as_deref().map(address),
        content: told.content.clone(),
        bounty: bounty.map(|bounty| aftercare_interface::asset::AssetAmount {
            asset: asset(&bounty.asset),
            amount: model.pot().into(),
        }),
        funders: model.funders.len() as u32,
        asked_at: model.asked_at,
        decide_by: model.decide_by(),
        answers: model.answers.len() as u32,
        standing: model.standing() as u32,
        overdue: state == State::Open && model.standing() == 0 && waited,
        status: status(state),
        vests_at: bounty.filter(|_| chosen).map(|_| model.vests_at),
        silence_threshold: model.threshold().into(),
        as_of: now,
    }
}

fn status(state: State) -> QuestionStatus {
    match state {
        State::Open => QuestionStatus::Open,
        State::Undecided => QuestionStatus::Undecided,
        State::Closed => QuestionStatus::Closed,
        State::Decided(Decision::Accepted) => QuestionStatus::Accepted,
        State::Decided(Decision::ForAnswer) => QuestionStatus::DecidedForAnswer,
        State::Decided(Decision::Refunded) => QuestionStatus::Refunded,
        State::Decided(Decision::Withdrawn) => QuestionStatus::Withdrawn,
    }
}

fn funders(ground: &Ground, number: u64, model: &Question) -> Result<(), Failure> {
    let page: Page<FunderResponse, String> = ground.asked(&QueryMsg::Funders {
        question: number,
        start_after: None,
        limit: Some(30),
    })?;
    let now = ground.engine.now();
    let held = model.funders.iter().map(|(funder, held)| {
        let (joined, waiting) = held.at(now);
        FunderResponse {
            funder: address(funder),
            joined: joined.into(),
            waiting: waiting.into(),
            joins_at: held.joins_at,
        }
    });
    let held: Vec<FunderResponse> = held.collect();
    ground.same(format!("funders of question {number}"), &held, &page.rows)
}

/// All that is compared of an answer.
#[derive(Debug, PartialEq)]
struct Shown {
    author: String,
    status: AnswerStatus,
    level: ReviewLevel,
    thanks: Uint128,
    objections: Uint128,
    thanked_by: u32,
    award: Option<(u32, Uint128, AwardStatus, Uint128)>,
    challenge: Option<(String, Uint128, u64)>,
    answered_at: u64,
}

fn answer(
    ground: &Ground,
    (number, question): (u64, &Question),
    (told, model): (&AnswerResponse, &Answer),
) -> Result<(), Failure> {
    let what = format!("answer {} of question {number}", told.answer);
    let expected = shown(ground, (number, question), (told.answer, model));
    let award = told.award.as_ref();
    let challenge = told.challenge.as_ref();
    let contract = Shown {
        author: told.author.to_string(),
        status: told.status,
        level: told.level,
        thanks: told.thanks,
        objections: told.objections,
        thanked_by: told.thanked_by,
        award: award.map(|it| (it.share.0, it.amount, it.status, it.bond)),
        challenge: challenge.map(|it| (it.challenger.to_string(), it.bond, it.until.0)),
        answered_at: told.answered_at.0,
    };
    ground.same(what, &expected, &contract)
}

fn shown(
    ground: &Ground,
    (number, question): (u64, &Question),
    (place, model): (u32, &Answer),
) -> Shown {
    let item = Item::Answer {
        question: number,
        answer: place,
    };
    let tally = ground.model.community.tallies.get(&item);
    let tally = tally.cloned().unwrap_or_default();
    let mut awards = question.awards.iter().zip(question.amounts());
    let award = awards.find(|(award, _)| award.answer == place);
    let bond = match &question.bounty {
        Some(_) => ground.model.bond(number, place).unwrap_or_default(),
        None => 0,
    };
    Shown {
        author: model.author.clone(),
        status: standing(model.standing),
        level: level(model, tally.checked, tally.reaches(question.threshold())),
        thanks: tally.thanks().into(),
        objections: tally.objections().into(),
        thanked_by: tally.accounts() as u32,
        award: award
            .map(|(it, amount)| (it.share, amount.into(), award_status(it.state), bond.into())),
        challenge: model
            .challenge
            .as_ref()
            .map(|it| (it.challenger.clone(), it.bond.into(), it.until.0)),
        answered_at: model.at.0,
    }
}

fn standing(standing: Standing) -> AnswerStatus {
    match standing {
        Standing::Standing => AnswerStatus::Standing,
        Standing::Withdrawn => AnswerStatus::Withdrawn,
        Standing::Dismissed => AnswerStatus::Dismissed,
    }
}

fn award_status(state: AwardState) -> AwardStatus {
    match state {
        AwardState::Vesting => AwardStatus::Vesting,
        AwardState::Challenged => AwardStatus::Challenged,
        AwardState::Upheld => AwardStatus::Upheld,
        AwardState::Overturned => AwardStatus::Overturned,
        AwardState::Paid => AwardStatus::Paid,
        AwardState::Reversed => AwardStatus::Reversed,
    }
}

fn level(answer: &Answer, by_expert: bool, by_many: bool) -> ReviewLevel {
    if answer.standing != Standing::Standing || answer.review == Review::Doubted {
        return ReviewLevel::Unreviewed;
    }
    if answer.review == Review::Official {
        return ReviewLevel::Official;
    }
    if answer.review == Review::Upheld || by_expert {
        return ReviewLevel::ExpertChecked;
    }
    if by_many {
        return ReviewLevel::CommunityChecked;
    }
    ReviewLevel::Unreviewed
}

/// Knowledge; what was said of an answer is shown with its question.
pub fn item(ground: &Ground, item: Item) -> Result<(), Failure> {
    let number = match item {
        Item::Answer { question, .. } => return self::question(ground, question),
        Item::Knowledge { item } => item,
    };
    let Some(model) = ground.model.community.knowledge.get(&number) else {
        return Ok(());
    };
    let told: KnowledgeItemResponse = ground.asked(&QueryMsg::KnowledgeItem { item: number })?;
    let tally = ground.model.community.tallies.get(&item);
    let tally = tally.cloned().unwrap_or_default();
    let now = ground.engine.now();
    let expected = KnowledgeItemResponse {
        item: number,
        question: model.of.0,
        answer: model.of.1,
        author: address(&model.author),
        topic: model.topic.clone(),
        product: model.product.clone(),
        versions: versions(model.versions),
        provider: model.provider.as_deref().map(address),
        promoted_at: model.promoted_at,
        review_by: model.review_by,
        stale: now > model.review_by,
        thanks: tally.thanks().into(),
        objections: tally.objections().into(),
        thanked_by: tally.accounts() as u32,
        as_of: now,
    };
    ground.same(format!("knowledge {number}"), &expected, &told)
}

/// How many questions and items there are, and each item.
pub fn lists(ground: &Ground) -> Result<(), Failure> {
    let community = &ground.model.community;
    for number in community.knowledge.keys() {
        item(ground, Item::Knowledge { item: *number })?;
    }
    let next = community.questions.len() as u64 + 1;
    let missing = ground.asked::<QuestionResponse>(&QueryMsg::Question { question: next });
    let code = missing.err().and_then(|failure| failure.code);
    ground.same(
        "the question after the last",
        &Some("COM-021".to_owned()),
        &code,
    )?;
    let next = community.knowledge.len() as u64 + 1;
    let missing = ground.asked::<KnowledgeItemResponse>(&QueryMsg::KnowledgeItem { item: next });
    let code = missing.err().and_then(|failure| failure.code);
    ground.same(
        "the item after the last",
        &Some("COM-070".to_owned()),
        &code,
    )
}
