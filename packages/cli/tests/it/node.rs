//! A node that answers from a made history: as much of a CometBFT RPC as a statement asks.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{json, Value};

/// The block time of height 0.
const BEGIN: i64 = 1_772_442_000;

/// What the node has, and what is wrong with it.
#[derive(Clone)]
pub struct Node {
    /// Its newest block.
    pub height: u64,
    /// The only agreement's accounts, as `Ledger` answers them.
    pub ledger: Value,
    /// Transactions by height, each a list of events.
    pub history: Vec<(u64, Vec<(&'static str, Value)>)>,
    /// Whether it indexes transactions.
    pub indexes: bool,
    /// The first page that it gives empty.
    pub lost_page: Option<usize>,
}

impl Node {
    /// Listens until the test is over; where.
    pub fn listen(self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                self.serve(stream.unwrap());
            }
        });
        url
    }

    fn serve(&self, stream: TcpStream) {
        let request = read(&stream);
        let (method, params) = (request["method"].as_str().unwrap(), &request["params"]);
        let answer = match self.answer(method, params) {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": 1, "result": result }),
            Err(text) => {
                let error = json!({ "code": -32603, "message": "Internal error", "data": text });
                json!({ "jsonrpc": "2.0", "id": 1, "error": error })
            }
        };
        let body = answer.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        (&stream).write_all((head + &body).as_bytes()).unwrap();
    }

    fn answer(&self, method: &str, params: &Value) -> Result<Value, String> {
        match method {
            "status" => Ok(json!({
                "node_info": { "network": "here-1" },
                "sync_info": { "latest_block_height": self.height.to_string(), "latest_block_time": time(self.height) },
            })),
            "commit" => {
                let height = params["height"].as_str().unwrap().parse().unwrap();
                Ok(json!({ "signed_header": { "header": { "time": time(height) } } }))
            }
            "tx_search" if self.indexes => Ok(self.search(params)),
            "tx_search" => Err("transaction indexing is disabled".to_owned()),
            "abci_query" => Ok(self.query(params)),
            other => Err(format!("no {other}")),
        }
    }

    /// One page of the transactions with `agreement-updated`; of others there are none.
    fn search(&self, params: &Value) -> Value {
        let query = params["query"].as_str().unwrap();
        let escrow = query.rsplit('\'').nth(1).unwrap();
        let page: usize = params["page"].as_str().unwrap().parse().unwrap();
        let size: usize = params["per_page"].as_str().unwrap().parse().unwrap();
        let all = if query.contains("agreement-updated.agreement = '1'") {
            self.history.as_slice()
        } else {
            &[]
        };
        let rows = all.iter().skip((page - 1) * size).take(size);
        let rows: Vec<Value> = rows.map(|row| transaction(row, escrow)).collect();
        let lost = self.lost_page.is_some_and(|lost| page >= lost);
        json!({ "txs": if lost { vec![] } else { rows }, "total_count": all.len().to_string() })
    }

    /// The escrow's answer: ledger or configuration.
    fn query(&self, params: &Value) -> Value {
        assert_eq!(params["height"], (self.height - 1).to_string());
        let asks = |word: &str| {
            let digits: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
            params["data"].as_str().unwrap().contains(&digits)
        };
        if asks("{\"ledger\":{\"agreement\":1}}") {
            return found(&self.ledger);
        }
        if asks("{\"config\":") {
            return found(&config());
        }
        let log = "SLA-007 agreement: 2 does not exist: query wasm contract failed";
        json!({ "response": { "code": 9, "log": log } })
    }
}

fn config() -> Value {
    json!({
        "registry": null, "fee_sink": "sink", "protocol_fee": 100, "burn_share": 5000,
        "monitoring": null, "pauser": null, "paused_until": null, "pausable_from": null,
    })
}

/// The first field of an answer's protobuf: its length, then its bytes.
pub fn found(answer: &Value) -> Value {
    let data = answer.to_string();
    let mut bytes = vec![0x0a];
    let mut length = data.len();
    while length > 0x7f {
        bytes.push(0x80 | (length & 0x7f) as u8);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(data.as_bytes());
    json!({ "response": { "code": 0, "value": BASE64_STANDARD.encode(bytes) } })
}

fn transaction((height, events): &(u64, Vec<(&str, Value)>), escrow: &str) -> Value {
    let event = |(name, attributes): &(&str, Value)| {
        let words = attributes.as_object().unwrap().iter();
        let mut pairs: Vec<Value> = words
            .map(|(key, value)| json!({ "key": key, "value": value, "index": true }))
            .collect();
        pairs.push(json!({ "key": "_contract_address", "value": escrow, "index": true }));
        pairs.push(json!({ "key": "agreement", "value": "1", "index": true }));
        json!({ "type": format!("wasm-aftercare-sla-escrow-{name}"), "attributes": pairs })
    };
    let events: Vec<Value> = events.iter().map(event).collect();
    json!({ "height": height.to_string(), "index": 0, "tx_result": { "code": 0, "events": events } })
}

/// A block a second.
pub fn time(height: u64) -> String {
    let second = BEGIN + i64::try_from(height).unwrap();
    jiff::Timestamp::from_second(second).unwrap().to_string()
}

/// The JSON of a request.
pub fn read(stream: &TcpStream) -> Value {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end().to_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(said) = line.strip_prefix("content-length:") {
            length = said.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    serde_json::from_slice(&body).unwrap()
}
