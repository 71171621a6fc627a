//! The model's acts as the contracts' messages.

mod token;

use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AnswerId, Cw20Hook, ExecuteMsg, Item, NewKnowledge, NewQuestion, SupportTerms, Version,
    VersionRange, Weight,
};
use aftercare_interface::reward_token::ExecuteMsg as TokenMsg;
use aftercare_interface::{Asset, Commitment};
use aftercare_suite_model::community as model;
use aftercare_suite_model::{Act, Asset as Held};
use aftercare_testing::commitment;
use cosmwasm_std::{to_json_binary, Addr, Decimal, StdResult, Uint128};
use cw20::Cw20ReceiveMsg;
use serde::Serialize;

/// A message to one of the contracts.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Message {
    /// To the community.
    Community(Box<ExecuteMsg>),
    /// To a token; the reward token speaks the standard's messages as well.
    Token(TokenMsg),
}

/// Addresses of the model are canonical: it has them from the engine.
pub fn address(text: &str) -> Addr {
    let read: Result<Addr, _> = serde_json::from_value(serde_json::Value::from(text));
    read.unwrap_or_else(|_| aftercare_engine::account_address(text))
}

/// An asset as the contracts name it.
pub fn asset(held: &Held) -> Asset {
    match held {
        Held::Native(denom) => Asset::native(denom),
        Held::Cw20(token) => Asset::cw20(&address(token)),
    }
}

/// An item as the contracts name it.
pub fn item(item: model::Item) -> Item {
    match item {
        model::Item::Answer { question, answer } => Item::Answer { question, answer },
        model::Item::Knowledge { item } => Item::Knowledge { item },
    }
}

/// Versions as the contracts name them.
pub fn versions((from, until): model::Versions) -> VersionRange {
    let version = |major| Version {
        major,
        minor: 0,
        patch: 0,
    };
    VersionRange {
        from: version(from),
        until: until.map(version),
    }
}

/// What every text is committed to by.
pub fn text() -> Commitment {
    commitment("a text")
}

fn question(new: &model::NewQuestion) -> NewQuestion {
    NewQuestion {
        topic: new.topic.clone(),
        product: new.product.clone(),
        versions: new.versions.map(versions),
        provider: new.provider.clone(),
        content: text(),
    }
}

fn terms(terms: model::SupportTerms) -> SupportTerms {
    SupportTerms {
        per_item: terms.per_item.into(),
        monthly_cap: terms.monthly_cap.into(),
    }
}

fn hook(hook: &model::Hook) -> Cw20Hook {
    match hook {
        model::Hook::Ask(new) => Cw20Hook::Ask(question(new)),
        model::Hook::TopUp { question } => Cw20Hook::TopUp {
            question: *question,
        },
        model::Hook::Challenge { question, answer } => Cw20Hook::Challenge(AnswerId {
            question: *question,
            answer: *answer,
        }),
        model::Hook::FundSupport(of) => Cw20Hook::FundSupport(terms(*of)),
    }
}

fn paid(hook: &model::Hook) -> ExecuteMsg {
    match hook {
        model::Hook::Ask(new) => ExecuteMsg::Ask(question(new)),
        model::Hook::TopUp { question } => ExecuteMsg::TopUp {
            question: *question,
        },
        model::Hook::Challenge { question, answer } => ExecuteMsg::Challenge(AnswerId {
            question: *question,
            answer: *answer,
        }),
        model::Hook::FundSupport(of) => ExecuteMsg::FundSupport(terms(*of)),
    }
}

/// The message, and the contract that it goes to where that is not the community.
///
/// # Errors
/// Where a hook cannot be written.
pub fn message(act: &Act, community: &Addr) -> StdResult<(Message, Option<String>)> {
    Ok(match act {
        Act::Community(act) => (Message::Community(Box::new(self::community(act)?)), None),
        Act::Token(act) => (Message::Token(token::message(act)), None),
        Act::Send { token, .. } => {
            let message = Message::Token(token::send(act, community)?);
            (message, Some(token.clone()))
        }
    })
}

fn community(act: &model::CommunityAct) -> StdResult<ExecuteMsg> {
    use model::CommunityAct as Act;
    Ok(match act.clone() {
        Act::Register { pair, tickets } => ExecuteMsg::RegisterRatings {
            tickets,
            peers: pair,
        },
        Act::Thank { item: of, points } => ExecuteMsg::Thank {
            item: item(of),
            points: points.into(),
        },
        Act::Object { item: of, points } => ExecuteMsg::Object {
            item: item(of),
            points: points.into(),
        },
        Act::CloseEpoch => ExecuteMsg::CloseEpoch {},
        Act::MintEpoch { epoch } => ExecuteMsg::MintEpoch { epoch },
        Act::Claim { owner, epochs } => ExecuteMsg::Claim { owner, epochs },
        Act::Paid(hook) => paid(&hook),
        Act::Answer { question } => ExecuteMsg::Answer {
            question,
            content: text(),
        },
        Act::EditAnswer { question } => ExecuteMsg::EditAnswer {
            question,
            content: text(),
        },
        Act::WithdrawAnswer { question } => ExecuteMsg::WithdrawAnswer { question },
        Act::Dismiss { question, answer } => ExecuteMsg::Dismiss(AnswerId { question, answer }),
        Act::MakeOfficial { question, answer } => {
            ExecuteMsg::MakeOfficial(AnswerId { question, answer })
        }
        Act::TakeBack { question } => ExecuteMsg::TakeBack { question },
        Act::WithdrawBounty { question } => ExecuteMsg::WithdrawBounty { question },
        Act::Accept { question, weights } => ExecuteMsg::Accept {
            question,
            weights: weights.into_iter().map(weight).collect(),
        },
        Act::Vote {
            question,
            answer,
            wrong,
        } => ExecuteMsg::VoteOnChallenge {
            question,
            answer,
            wrong,
        },
        Act::Poke { question } => ExecuteMsg::Poke { question },
        other => further(other)?,
    })
}

fn weight((answer, share): (u32, u32)) -> Weight {
    Weight {
        answer,
        share: Bps(share),
    }
}

fn further(act: model::CommunityAct) -> StdResult<ExecuteMsg> {
    use model::CommunityAct as Act;
    Ok(match act {
        Act::Withdraw { asset: of } => ExecuteMsg::Withdraw { asset: asset(&of) },
        Act::PushClaim { owner, asset: of } => ExecuteMsg::PushClaim {
            owner,
            asset: asset(&of),
        },
        Act::VoidPoints {
            epoch,
            owner,
            item: of,
        } => ExecuteMsg::VoidPoints {
            epoch,
            owner,
            item: item(of),
            evidence: text(),
        },
        Act::Promote {
            question,
            answer,
            product,
            versions: of,
            review_by,
        } => promote((question, answer), product, (of, review_by)),
        Act::Reconfirm { item, review_by } => ExecuteMsg::Reconfirm { item, review_by },
        Act::WithdrawSupport => ExecuteMsg::WithdrawSupport {},
        Act::ConfirmHelped { pair, ticket, item } => ExecuteMsg::ConfirmHelped {
            peers: pair,
            ticket,
            item,
        },
        Act::Ownership(step) => ExecuteMsg::UpdateOwnership(token::handover(&step)),
        Act::AddPeers { escrow, registry } => ExecuteMsg::AddPeers { escrow, registry },
        Act::SetCurators { members } => ExecuteMsg::SetCurators { curators: members },
        Act::SetExperts { members } => ExecuteMsg::SetExperts { experts: members },
        other => of_assets(&other)?,
    })
}

fn promote(
    (question, answer): (u64, u32),
    product: String,
    (of, review_by): (model::Versions, UnixTime),
) -> ExecuteMsg {
    ExecuteMsg::Promote(NewKnowledge {
        question,
        answer,
        product,
        versions: versions(of),
        review_by,
    })
}

fn of_assets(act: &model::CommunityAct) -> StdResult<ExecuteMsg> {
    use model::CommunityAct as Act;
    Ok(match act {
        Act::Wire { token } => ExecuteMsg::Wire {
            token: token.clone(),
        },
        Act::SetRate { asset: of, rate } => ExecuteMsg::SetRate {
            asset: asset(of),
            rate: Decimal::raw(*rate),
        },
        Act::ListAsset { asset: of } => ExecuteMsg::ListAsset { asset: asset(of) },
        Act::CloseAsset { asset: of } => ExecuteMsg::CloseAsset { asset: asset(of) },
        Act::SetChallengeBond { asset: of, least } => ExecuteMsg::SetChallengeBond {
            asset: asset(of),
            least: (*least).into(),
        },
        _ => {
            let top_up = Cw20Hook::TopUp { question: 1 };
            ExecuteMsg::Receive(Cw20ReceiveMsg {
                sender: text().media_type,
                amount: Uint128::one(),
                msg: to_json_binary(&top_up)?,
            })
        }
    })
}
