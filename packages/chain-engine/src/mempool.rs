//! Transactions on their way into a block: simulated, handed in, looked for.

use base64::prelude::{Engine as _, BASE64_STANDARD};
use cosmrs::proto::cosmos::tx::v1beta1::{SimulateRequest, SimulateResponse};
use serde_json::{json, Value};

use crate::node::number;
use crate::rpc::Fault;
use crate::{ChainError, Node};

/// A transaction in a block.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub code: u64,
    pub log: String,
    pub height: u64,
    pub gas_used: u64,
    pub events: Value,
}

/// What the mempool says of a transaction.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    pub code: u64,
    pub log: String,
}

impl Node {
    /// Gas that a signed transaction would use now.
    pub(crate) fn simulate(&self, tx: Vec<u8>) -> Result<u64, Fault> {
        // The field that carried a whole transaction is the protocol's past, and still has to be named.
        #[allow(deprecated)]
        let question = SimulateRequest {
            tx: None,
            tx_bytes: tx,
        };
        let answer: SimulateResponse =
            self.decoded("/cosmos.tx.v1beta1.Service/Simulate", &question)?;
        Ok(answer.gas_info.unwrap_or_default().gas_used)
    }

    /// Gives a signed transaction to the mempool.
    pub(crate) fn broadcast(&self, tx: &[u8]) -> Result<Checked, Fault> {
        let params = json!({ "tx": BASE64_STANDARD.encode(tx) });
        let answer = self.rpc.call("broadcast_tx_sync", &params)?;
        Ok(Checked {
            code: answer["code"].as_u64().unwrap_or(0),
            log: answer["log"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// A transaction in a block, by the hash of its bytes; `None` where no block has it yet.
    pub(crate) fn transaction(&self, hash: &[u8]) -> Result<Option<Found>, ChainError> {
        let params = json!({ "hash": BASE64_STANDARD.encode(hash), "prove": false });
        let answer = match self.rpc.call("tx", &params) {
            Ok(answer) => answer,
            Err(Fault::Said(text)) if text.contains("not found") => return Ok(None),
            Err(fault) => return Err(fault.of("tx")),
        };
        let result = &answer["tx_result"];
        Ok(Some(Found {
            code: result["code"].as_u64().unwrap_or(0),
            log: result["log"].as_str().unwrap_or_default().to_owned(),
            height: number(&answer["height"]),
            gas_used: number(&result["gas_used"]),
            events: result["events"].clone(),
        }))
    }
}
