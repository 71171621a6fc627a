//! Questions to a node, and what it answers.

use base64::prelude::{Engine as _, BASE64_STANDARD};
use cosmrs::proto::cosmos::auth::v1beta1::{
    BaseAccount, QueryAccountRequest, QueryAccountResponse,
};
use cosmrs::proto::cosmos::bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse};
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmwasm::wasm::v1::{
    QueryCodeRequest, QueryCodeResponse, QueryCodesRequest, QueryCodesResponse,
    QueryContractInfoRequest, QueryContractInfoResponse, QueryContractsByCodeRequest,
    QueryContractsByCodeResponse, QueryRawContractStateRequest, QueryRawContractStateResponse,
};
use cosmrs::proto::traits::Message;
use jiff::Timestamp;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::rpc::{Fault, Rpc};
use crate::ChainError;

/// A node.
#[derive(Clone, Debug)]
pub struct Node {
    pub(crate) rpc: Rpc,
}

/// What a node says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Its chain.
    pub chain_id: String,
    /// Its newest block.
    pub height: u64,
    /// That block's time, in whole seconds.
    pub time: u64,
}

/// What signing needs to know of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountState {
    /// Its number.
    pub number: u64,
    /// How many transactions of it are in blocks.
    pub sequence: u64,
}

/// What a chain knows of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractState {
    /// Its code.
    pub code_id: u64,
    /// Who instantiated it.
    pub creator: String,
    /// Who may migrate it; nobody where it is absent.
    pub admin: Option<String>,
}

/// A code on the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeState {
    /// Its number.
    pub code_id: u64,
    /// Who stored it.
    pub creator: String,
    /// SHA-256 of its Wasm.
    pub checksum: Vec<u8>,
}

/// Codes of one page.
const PAGE: u64 = 100;

impl Node {
    /// The node at an address.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self { rpc: Rpc::new(url) }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        self.rpc.url()
    }

    /// Chain, height, time.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn status(&self) -> Result<Status, ChainError> {
        let answer = self.ask("status", &json!({}))?;
        let (node, sync) = (&answer["node_info"], &answer["sync_info"]);
        let time = sync["latest_block_time"].as_str().unwrap_or_default();
        let time: Timestamp = time
            .parse()
            .map_err(|error: jiff::Error| self.rpc.odd("status", error.to_string()))?;
        Ok(Status {
            chain_id: node["network"].as_str().unwrap_or_default().to_owned(),
            height: number(&sync["latest_block_height"]),
            time: u64::try_from(time.as_second()).unwrap_or(0),
        })
    }

    /// The node's answer to any RPC method, as it is.
    ///
    /// # Errors
    /// Where the node does not answer, or says that it cannot.
    pub fn ask(&self, method: &str, params: &Value) -> Result<Value, ChainError> {
        self.rpc
            .call(method, params)
            .map_err(|fault| fault.of(method))
    }

    /// Number and sequence of an account; `None` where the chain has never seen it.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn account(&self, address: &str) -> Result<Option<AccountState>, ChainError> {
        let question = QueryAccountRequest {
            address: address.to_owned(),
        };
        let path = "/cosmos.auth.v1beta1.Query/Account";
        let Some(answer) = self.find::<QueryAccountResponse>(path, &question)? else {
            return Ok(None);
        };
        let account = answer.account.unwrap_or_default();
        let account = BaseAccount::decode(account.value.as_slice())
            .map_err(|error| self.rpc.odd(path, error.to_string()))?;
        Ok(Some(AccountState {
            number: account.account_number,
            sequence: account.sequence,
        }))
    }

    /// What an account holds of a coin.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn balance(&self, address: &str, denom: &str) -> Result<u128, ChainError> {
        let question = QueryBalanceRequest {
            address: address.to_owned(),
            denom: denom.to_owned(),
        };
        let path = "/cosmos.bank.v1beta1.Query/Balance";
        let answer: QueryBalanceResponse = self.query(path, &question)?;
        let amount = answer.balance.unwrap_or_default().amount;
        amount
            .parse()
            .map_err(|_| self.rpc.odd(path, format!("amount {amount}")))
    }

    /// A contract's answer, as JSON bytes.
    ///
    /// # Errors
    /// Where the node does not answer, or the contract refuses to.
    pub fn smart(&self, contract: &str, question: Vec<u8>) -> Result<Vec<u8>, ChainError> {
        self.smart_at((contract, 0), question)
    }

    /// The bytes under a key of a contract; none where the key is absent.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn raw(&self, contract: &str, key: Vec<u8>) -> Result<Vec<u8>, ChainError> {
        let question = QueryRawContractStateRequest {
            address: contract.to_owned(),
            query_data: key,
        };
        let path = "/cosmwasm.wasm.v1.Query/RawContractState";
        let answer: QueryRawContractStateResponse = self.query(path, &question)?;
        Ok(answer.data)
    }

    /// What the chain knows of a contract; `None` where there is none.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn contract(&self, address: &str) -> Result<Option<ContractState>, ChainError> {
        let question = QueryContractInfoRequest {
            address: address.to_owned(),
        };
        let path = "/cosmwasm.wasm.v1.Query/ContractInfo";
        let answer = self.find::<QueryContractInfoResponse>(path, &question)?;
        Ok(answer
            .and_then(|found| found.contract_info)
            .map(|info| ContractState {
                code_id: info.code_id,
                creator: info.creator,
                admin: Some(info.admin).filter(|admin| !admin.is_empty()),
            }))
    }

    /// SHA-256 of a stored code, of the very bytes that the chain keeps; `None` where there is none.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn code_checksum(&self, code_id: u64) -> Result<Option<[u8; 32]>, ChainError> {
        let path = "/cosmwasm.wasm.v1.Query/Code";
        let question = QueryCodeRequest { code_id };
        let answer = self.find::<QueryCodeResponse>(path, &question)?;
        Ok(answer.map(|code| Sha256::digest(code.data).into()))
    }

    /// Codes, newest first, as long as the visitor wants more: it returns whether it has seen enough.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn codes(&self, mut enough: impl FnMut(CodeState) -> bool) -> Result<(), ChainError> {
        let mut key = vec![];
        loop {
            let pagination = Some(PageRequest {
                key,
                limit: PAGE,
                reverse: true,
                ..PageRequest::default()
            });
            let path = "/cosmwasm.wasm.v1.Query/Codes";
            let page: QueryCodesResponse = self.query(path, &QueryCodesRequest { pagination })?;
            for code in page.code_infos {
                let state = CodeState {
                    code_id: code.code_id,
                    creator: code.creator,
                    checksum: code.data_hash,
                };
                if enough(state) {
                    return Ok(());
                }
            }
            key = page.pagination.unwrap_or_default().next_key;
            if key.is_empty() {
                return Ok(());
            }
        }
    }

    /// The first hundred contracts of a code.
    ///
    /// # Errors
    /// Where the node does not answer.
    pub fn contracts_of(&self, code_id: u64) -> Result<Vec<String>, ChainError> {
        let question = QueryContractsByCodeRequest {
            code_id,
            pagination: None,
        };
        let path = "/cosmwasm.wasm.v1.Query/ContractsByCode";
        let answer: QueryContractsByCodeResponse = self.query(path, &question)?;
        Ok(answer.contracts)
    }

    fn query<Answer: Message + Default>(
        &self,
        path: &str,
        question: &impl Message,
    ) -> Result<Answer, ChainError> {
        self.decoded(path, question).map_err(|fault| fault.of(path))
    }

    /// As `query`; `None` where what is asked for does not exist.
    fn find<Answer: Message + Default>(
        &self,
        path: &str,
        question: &impl Message,
    ) -> Result<Option<Answer>, ChainError> {
        match self.decoded(path, question) {
            Ok(answer) => Ok(Some(answer)),
            Err(Fault::Said(text)) if text.contains("not found") || text.contains("no such") => {
                Ok(None)
            }
            Err(fault) => Err(fault.of(path)),
        }
    }

    pub(crate) fn decoded<Answer: Message + Default>(
        &self,
        path: &str,
        question: &impl Message,
    ) -> Result<Answer, Fault> {
        self.decoded_at(path, question, 0)
    }

    /// As of a block; height 0 is the newest.
    pub(crate) fn decoded_at<Answer: Message + Default>(
        &self,
        path: &str,
        question: &impl Message,
        height: u64,
    ) -> Result<Answer, Fault> {
        let data: String = question
            .encode_to_vec()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let height = height.to_string();
        let params = json!({ "path": path, "data": data, "height": height, "prove": false });
        let answer = self.rpc.call("abci_query", &params)?;
        let response = &answer["response"];
        if response["code"].as_u64().unwrap_or(0) != 0 {
            let log = response["log"].as_str().unwrap_or_default();
            return Err(Fault::Said(log.to_owned()));
        }
        let odd = |cause: String| Fault::Way(self.rpc.odd(path, cause));
        let value = BASE64_STANDARD
            .decode(response["value"].as_str().unwrap_or_default())
            .map_err(|error| odd(error.to_string()))?;
        Answer::decode(value.as_slice()).map_err(|error| odd(error.to_string()))
    }
}

/// A number that JSON carries as text.
pub(crate) fn number(value: &Value) -> u64 {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0)
}
