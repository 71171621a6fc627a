//! JSON-RPC as a CometBFT node speaks it.

use std::time::Duration;

use serde_json::{json, Value};
use ureq::Agent;

use crate::ChainError;

/// The largest answer that is read: what a full block did, event by event, is tens of megabytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A node's RPC.
#[derive(Clone, Debug)]
pub struct Rpc {
    url: String,
    agent: Agent,
}

/// What a node says instead of an answer.
#[derive(Debug)]
pub enum Fault {
    /// On the way.
    Way(ChainError),
    /// The node's own error.
    Said(String),
}

impl Fault {
    /// The fault as an error of a question.
    pub fn of(self, question: &str) -> ChainError {
        match self {
            Self::Way(error) => error,
            Self::Said(text) => ChainError::Query {
                question: question.to_owned(),
                text,
            },
        }
    }
}

impl Rpc {
    /// The RPC at an address.
    pub fn new(url: &str) -> Self {
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build()
            .into();
        Self {
            url: url.to_owned(),
            agent,
        }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Asks.
    pub fn call(&self, method: &str, params: &Value) -> Result<Value, Fault> {
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let mut response = self
            .agent
            .post(&self.url)
            .send_json(&request)
            .map_err(|error| self.unreachable(&error))?;
        let mut answer: Value = response
            .body_mut()
            .with_config()
            .limit(LARGEST)
            .read_json()
            .map_err(|error| Fault::Way(self.odd(method, error.to_string())))?;
        if let Some(error) = answer.get("error") {
            return Err(Fault::Said(words(error)));
        }
        match answer.get_mut("result") {
            Some(result) => Ok(result.take()),
            None => Err(Fault::Way(self.odd(method, "no result".to_owned()))),
        }
    }

    /// An answer that is none.
    pub fn odd(&self, method: &str, cause: String) -> ChainError {
        ChainError::Answer {
            url: self.url.clone(),
            method: method.to_owned(),
            cause,
        }
    }

    fn unreachable(&self, error: &ureq::Error) -> Fault {
        Fault::Way(ChainError::Unreachable {
            url: self.url.clone(),
            cause: error.to_string(),
        })
    }
}

/// Message and data of a JSON-RPC error.
fn words(error: &Value) -> String {
    let part = |name: &str| error[name].as_str().unwrap_or_default();
    format!("{} {}", part("message"), part("data"))
        .trim()
        .to_owned()
}
