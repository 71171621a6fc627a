//! A statement as JSON, for programs.

use aftercare_domain::time::UnixTime;
use serde_json::{json, Map, Value};

use super::accounts::Account;
use super::lines::{Line, Statement};
use super::write::date;

/// A statement as one object; amounts are texts, because they are larger than numbers of JSON.
pub fn object(statement: &Statement, as_of: UnixTime) -> Value {
    let accounts = statement.accounts();
    let named = Account::ALL.map(|account| {
        let amount = Value::String(accounts.of(account).to_string());
        (account.name().to_owned(), amount)
    });
    let movements: Vec<Value> = statement.lines().iter().map(movement).collect();
    json!({
        "agreement": statement.agreement(),
        "asset": statement.asset(),
        "as_of": date(as_of),
        "movements": movements,
        "balance": accounts.sum(&Account::HELD).to_string(),
        "accounts": Map::from_iter(named),
    })
}

fn movement(line: &Line) -> Value {
    json!({
        "date": date(line.at),
        "party": line.party,
        "amount": line.amount.to_string(),
        "reason": line.reason,
        "about": line.about,
        "from": line.from.name(),
        "to": line.to.name(),
        "balance": line.balance.to_string(),
        "debt": line.debt.to_string(),
    })
}
