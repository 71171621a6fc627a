//! What people do, in plain words.

use aftercare_suite_model::community::{CommunityAct, Hook, Item};
use aftercare_suite_model::token::{Expiry, Handover, TokenAct};
use aftercare_suite_model::Asset;

pub fn asset(asset: &Asset) -> &str {
    match asset {
        Asset::Native(name) | Asset::Cw20(name) => name,
    }
}

fn item(item: Item) -> String {
    match item {
        Item::Answer { question, answer } => answer_of(question, answer),
        Item::Knowledge { item } => format!("knowledge {item}"),
    }
}

fn answer_of(question: u64, answer: u32) -> String {
    format!("answer {answer} of question {question}")
}

fn ticket_of(pair: Option<u8>) -> String {
    pair.map_or_else(String::new, |pair| format!(" of pair {pair}"))
}

/// What money is brought for.
pub fn hook(hook: &Hook) -> String {
    match hook {
        Hook::Ask(new) => format!(
            "asks about {:?} and product {:?} (versions {:?}) of provider {}",
            new.topic,
            new.product,
            new.versions,
            new.provider.as_deref().unwrap_or("nobody")
        ),
        Hook::TopUp { question } => format!("tops up question {question}"),
        Hook::Challenge { question, answer } => {
            format!("challenges {}", answer_of(*question, *answer))
        }
        Hook::FundSupport(terms) => format!(
            "funds support: {} an item, {} a month",
            terms.per_item, terms.monthly_cap
        ),
    }
}

fn handover(of: &str, step: &Handover) -> String {
    match step {
        Handover::Offer(next, until) => {
            let until = until.map_or("for ever".to_owned(), |until| format!("until {}", until.0));
            format!("offers {of} to {next} {until}")
        }
        Handover::Accept => format!("takes over {of}"),
        Handover::Renounce => format!("renounces {of}"),
    }
}

/// On the community.
pub fn community(act: &CommunityAct) -> String {
    use CommunityAct as Act;
    match act {
        Act::Paid(what) => hook(what),
        Act::Answer { question } => format!("answers question {question}"),
        Act::EditAnswer { question } => format!("edits the own answer to question {question}"),
        Act::WithdrawAnswer { question } => {
            format!("withdraws the own answer to question {question}")
        }
        Act::Dismiss { question, answer } => format!("dismisses {}", answer_of(*question, *answer)),
        Act::MakeOfficial { question, answer } => {
            format!("makes {} official", answer_of(*question, *answer))
        }
        Act::TakeBack { question } => format!("takes back the top-up of question {question}"),
        Act::WithdrawBounty { question } => format!("gives up question {question}"),
        Act::Accept { question, weights } => {
            format!("accepts answers of question {question} by {weights:?}")
        }
        Act::Vote {
            question,
            answer,
            wrong,
        } => {
            let verdict = if *wrong { "wrong" } else { "right" };
            format!("finds {} {verdict}", answer_of(*question, *answer))
        }
        Act::Poke { question } => format!("pokes question {question}"),
        Act::Promote {
            question,
            answer,
            product,
            versions,
            review_by,
        } => {
            let of = answer_of(*question, *answer);
            let until = review_by.0;
            format!("promotes {of} for {product:?} {versions:?}, to be reviewed by {until}")
        }
        Act::Reconfirm { item, review_by } => {
            format!("reconfirms knowledge {item} until {}", review_by.0)
        }
        act => rewards(act),
    }
}

fn rewards(act: &CommunityAct) -> String {
    use CommunityAct as Act;
    match act {
        Act::Register { pair, tickets } => {
            format!(
                "registers the ratings of tickets {tickets:?}{}",
                ticket_of(*pair)
            )
        }
        Act::Thank { item: of, points } => format!("thanks for {} with {points}", item(*of)),
        Act::Object { item: of, points } => format!("objects to {} with {points}", item(*of)),
        Act::CloseEpoch => "closes the epoch".to_owned(),
        Act::MintEpoch { epoch } => format!("has epoch {epoch} minted again"),
        Act::Claim { owner, epochs } => format!("claims what {owner} earned in epochs {epochs:?}"),
        Act::VoidPoints {
            epoch,
            owner,
            item: of,
        } => format!(
            "votes {owner}'s points of {} in epoch {epoch} void",
            item(*of)
        ),
        Act::Withdraw { asset: of } => format!("withdraws the own claim in {}", asset(of)),
        Act::PushClaim { owner, asset: of } => {
            format!("pushes the claim of {owner} in {}", asset(of))
        }
        Act::WithdrawSupport => "withdraws the support budget".to_owned(),
        Act::ConfirmHelped { pair, ticket, item } => {
            let of = ticket_of(*pair);
            format!("confirms that knowledge {item} helped with ticket {ticket}{of}")
        }
        act => owner(act),
    }
}

fn owner(act: &CommunityAct) -> String {
    use CommunityAct as Act;
    match act {
        Act::Wire { token } => format!("wires {token}"),
        Act::SetRate { asset: of, rate } => format!("sets the rate of {} to {rate}e-18", asset(of)),
        Act::ListAsset { asset: of } => format!("lists {}", asset(of)),
        Act::CloseAsset { asset: of } => format!("closes {}", asset(of)),
        Act::SetChallengeBond { asset: of, least } => {
            format!("sets the least bond in {} to {least}", asset(of))
        }
        Act::SetCurators { members } => format!("seats as curators {members:?}"),
        Act::SetExperts { members } => format!("seats as experts {members:?}"),
        Act::AddPeers { escrow, registry } => format!("adds the pair of {escrow} and {registry}"),
        Act::Ownership(step) => handover("the community", step),
        _ => "says that it is a token".to_owned(),
    }
}

fn expiry(expires: Option<Expiry>) -> String {
    match expires {
        None => String::new(),
        Some(Expiry::Never) => " for ever".to_owned(),
        Some(Expiry::At(at)) => format!(" until {}", at.0),
    }
}

/// On the reward token.
pub fn token(act: &TokenAct) -> String {
    match act {
        TokenAct::Transfer { to, amount } => format!("sends {amount} reward tokens to {to}"),
        TokenAct::Burn { amount } => format!("burns {amount} reward tokens"),
        TokenAct::TransferFrom { owner, to, amount } => {
            format!("sends {amount} reward tokens of {owner} to {to}")
        }
        TokenAct::BurnFrom { owner, amount } => format!("burns {amount} reward tokens of {owner}"),
        TokenAct::Increase {
            spender,
            amount,
            expires,
        } => format!(
            "lets {spender} spend {amount} reward tokens more{}",
            expiry(*expires)
        ),
        TokenAct::Decrease {
            spender,
            amount,
            expires,
        } => format!(
            "lets {spender} spend {amount} reward tokens less{}",
            expiry(*expires)
        ),
        TokenAct::Mint { to, amount } => format!("mints {amount} reward tokens for {to}"),
        TokenAct::UpdateMinter { minter } => {
            let minter = minter.as_deref().unwrap_or("nobody");
            format!("names {minter} as minter")
        }
        TokenAct::LowerCap { cap } => format!("lowers the cap to {cap}"),
        TokenAct::LowerBudget { budget } => format!("lowers the budget to {budget}"),
        TokenAct::Ownership(step) => handover("the reward token", step),
    }
}
