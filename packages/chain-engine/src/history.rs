//! The past of a chain: what a contract answered at a height, and what transactions told, in their order.

use std::collections::BTreeMap;

use cosmrs::proto::cosmwasm::wasm::v1::{
    QuerySmartContractStateRequest, QuerySmartContractStateResponse,
};
use cosmwasm_std::Event;
use jiff::Timestamp;
use serde_json::{json, Value};

use crate::node::number;
use crate::receipt::events;
use crate::{ChainError, Node};

/// Transactions of one page: the most that a node gives.
const PAGE: u64 = 100;

/// A transaction that has long been in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The block.
    pub height: u64,
    /// That block's time, in whole seconds.
    pub time: u64,
    /// What it told, in order.
    pub events: Vec<Event>,
}

/// Block and place in it.
type Position = (u64, u64);

impl Node {
    /// A contract's answer as of a block, as JSON bytes; height 0 is the newest.
    ///
    /// # Errors
    /// Where the node does not answer or no longer has that state, or the contract refuses to answer.
    pub fn smart_at(
        &self,
        (contract, height): (&str, u64),
        question: Vec<u8>,
    ) -> Result<Vec<u8>, ChainError> {
        let question = QuerySmartContractStateRequest {
            address: contract.to_owned(),
            query_data: question,
        };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let answer = self.decoded_at(path, &question, height);
        let answer: QuerySmartContractStateResponse = answer.map_err(|fault| fault.of(path))?;
        Ok(answer.data)
    }

    /// The time of a block, in whole seconds.
    ///
    /// # Errors
    /// Where the node does not answer, or no longer keeps that block.
    pub fn time_of(&self, height: u64) -> Result<u64, ChainError> {
        let answer = self.ask("commit", &json!({ "height": height.to_string() }))?;
        let time = &answer["signed_header"]["header"]["time"];
        let time: Timestamp = time
            .as_str()
            .unwrap_or_default()
            .parse()
            .map_err(|error: jiff::Error| self.rpc.odd("commit", error.to_string()))?;
        Ok(u64::try_from(time.as_second()).unwrap_or(0))
    }

    /// Every transaction, up to and with a height, that one of the searches finds by its events; each once,
    /// in the order of the chain. A search is in the words of `tx_search`.
    ///
    /// # Errors
    /// Where the node does not answer, keeps no index of transactions, or no longer keeps their blocks.
    pub fn history(&self, searches: &[String], until: u64) -> Result<Vec<Past>, ChainError> {
        let mut found = BTreeMap::new();
        for search in searches {
            self.search(search, &mut found)?;
        }
        let mut times = BTreeMap::new();
        let mut past = vec![];
        for ((height, _), events) in found.into_iter().filter(|(at, _)| at.0 <= until) {
            let time = match times.get(&height) {
                Some(time) => *time,
                None => self.time_of(height)?,
            };
            times.insert(height, time);
            past.push(Past {
                height,
                time,
                events,
            });
        }
        Ok(past)
    }

    /// All pages of one search.
    fn search(
        &self,
        search: &str,
        found: &mut BTreeMap<Position, Vec<Event>>,
    ) -> Result<(), ChainError> {
        let mut seen = 0;
        for page in 1u64.. {
            let params = json!({ "query": search, "prove": false, "page": page.to_string(), "per_page": PAGE.to_string(), "order_by": "asc" });
            let mut answer = self.ask("tx_search", &params)?;
            let total = number(&answer["total_count"]);
            let Value::Array(transactions) = answer["txs"].take() else {
                return Err(self.rpc.odd("tx_search", "no txs".to_owned()));
            };
            seen += transactions.len() as u64;
            if transactions.is_empty() && seen < total {
                let cause = format!("page {page} is empty after {seen} of {total}");
                return Err(self.rpc.odd("tx_search", cause));
            }
            for transaction in transactions {
                let (position, told) = read(transaction);
                found.insert(position, told);
            }
            if seen >= total {
                break;
            }
        }
        Ok(())
    }
}

fn read(mut transaction: Value) -> (Position, Vec<Event>) {
    let height = number(&transaction["height"]);
    let index = transaction["index"].as_u64().unwrap_or(0);
    let told = transaction["tx_result"]["events"].take();
    ((height, index), events(told))
}
