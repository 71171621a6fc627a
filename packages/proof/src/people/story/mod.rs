//! A life in plain words.

mod acts;

use aftercare_suite_model::{Act, Asset};

use super::{Fact, Ground, Sent, What, PEOPLE};

/// What an act is called in counts.
pub fn kind(act: &Act) -> String {
    let (of, text) = match act {
        Act::Community(act) => ("", format!("{act:?}")),
        Act::Token(act) => ("token ", format!("{act:?}")),
        Act::Send { hook, .. } => ("send ", format!("{hook:?}")),
    };
    let text = text.strip_prefix("Paid(").unwrap_or(&text);
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    format!("{of}{word}")
}

/// What happens, in words; people, contracts and tokens by their names.
pub fn words(ground: &Ground, what: &What) -> String {
    let text = match what {
        What::Fact(fact) => fact_in_words(fact),
        What::Message(sent) => message(sent),
    };
    named(ground, text)
}

/// Names instead of addresses.
fn named(ground: &Ground, text: String) -> String {
    let people = ground.people.iter().map(String::as_str).zip(PEOPLE);
    let [first, further] = &ground.pairs;
    let contracts = [
        (first.0.as_str(), "the escrow"),
        (first.1.as_str(), "the registry"),
        (further.0.as_str(), "the further escrow"),
        (further.1.as_str(), "the further registry"),
        (ground.suite.token.as_str(), "reward token"),
        (ground.suite.community.as_str(), "the community"),
    ];
    let dollar = ground.assets.get(1).map(|dollar| match dollar {
        Asset::Cw20(address) | Asset::Native(address) => (address.as_str(), "dollar"),
    });
    let all = people.chain(contracts).chain(dollar);
    all.fold(text, |text, (address, name)| text.replace(address, name))
}

fn message(sent: &Sent) -> String {
    let did = match &sent.act {
        Act::Community(act) => acts::community(act),
        Act::Token(act) => acts::token(act),
        Act::Send {
            token,
            owner,
            amount,
            hook,
        } => {
            let of = owner.as_ref().map(|owner| format!(" of {owner}'s"));
            let of = of.unwrap_or_default();
            format!("{}, with {amount} {token}{of}", acts::hook(hook))
        }
    };
    let coins = sent.funds.iter();
    let coins: Vec<_> = coins
        .map(|(denom, amount)| format!("{amount} {denom}"))
        .collect();
    let brings = match coins.is_empty() {
        true => String::new(),
        false => format!(", and brings {}", coins.join(" and ")),
    };
    format!("{} {did}{brings}", sent.sender)
}

fn fact_in_words(fact: &Fact) -> String {
    match fact {
        Fact::Paused { escrow, until } => format!("{escrow} is paused until {}", until.0),
        Fact::Burnt {
            escrow,
            account,
            asset,
            ever,
        } => {
            let asset = acts::asset(asset);
            format!("{escrow} has burnt {ever} {asset} for {account} in all")
        }
        Fact::Closed {
            registry,
            number,
            ticket,
        } => format!(
            "ticket {number} of {registry} is closed: customer {}, provider {}, covered: {}, rated: {}, \
             final at {}, cites {:?}",
            ticket.customer,
            ticket.provider,
            ticket.covered,
            ticket.rated,
            ticket.final_at.0,
            ticket.cited
        ),
        Fact::Agent {
            registry,
            provider,
            agent,
            until,
        } => format!("{agent} is an agent of {provider} in {registry} until {}", until.0),
    }
}
