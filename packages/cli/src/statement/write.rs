//! A statement as CSV, for people and spreadsheets.

use std::io::Write;

use aftercare_domain::time::UnixTime;
use jiff::Timestamp;

use super::accounts::Account;
use super::lines::{Line, Statement};

/// The heading.
const COLUMNS: [&str; 10] = [
    "date", "party", "amount", "asset", "reason", "about", "from", "to", "balance", "debt",
];

/// The reason of the lines at the end, one an account.
const CLOSING: &str = "balance";

/// Writes the movements, then each account.
pub fn csv(statement: &Statement, as_of: UnixTime, out: impl Write) -> csv::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(COLUMNS)?;
    for line in statement.lines() {
        rows.write_record(movement(line, statement.asset()))?;
    }
    for account in Account::ALL {
        rows.write_record(closing(statement, (account, as_of)))?;
    }
    Ok(rows.flush()?)
}

fn movement(line: &Line, asset: &str) -> [String; 10] {
    [
        date(line.at),
        line.party.clone(),
        line.amount.to_string(),
        asset.to_owned(),
        line.reason.to_owned(),
        line.about.clone(),
        line.from.name().to_owned(),
        line.to.name().to_owned(),
        line.balance.to_string(),
        line.debt.to_string(),
    ]
}

fn closing(statement: &Statement, (account, as_of): (Account, UnixTime)) -> [String; 10] {
    let accounts = statement.accounts();
    [
        date(as_of),
        String::new(),
        accounts.of(account).to_string(),
        statement.asset().to_owned(),
        CLOSING.to_owned(),
        account.name().to_owned(),
        String::new(),
        String::new(),
        accounts.sum(&Account::HELD).to_string(),
        accounts.of(Account::Debt).to_string(),
    ]
}

/// An instant as RFC 3339 writes it, in UTC.
pub fn date(at: UnixTime) -> String {
    let second = i64::try_from(at.0).unwrap_or(i64::MAX);
    Timestamp::from_second(second).map_or_else(|_| at.to_string(), |time| time.to_string())
}
