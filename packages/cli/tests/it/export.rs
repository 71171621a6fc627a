//! given a node whose registry has a ticket
//! ├── when it is exported
//! │   ├── the file holds what registry and escrow answered, as of the block before the newest
//! │   └── its head is told, to people and to programs
//! ├── when all tickets of an agreement are exported
//! │   └── there is a file for each
//! ├── when there is no such ticket, or nothing was named
//! │   └── it says so, and nothing is written
//! └── when the folder holds anything else
//!     └── it is refused and left as it is

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::network::{aftercare, NETWORKS};
use crate::node::{found, read, time};
use crate::verify::case;

/// A node that answers from the case file of the demo's second ticket until the test is over; where.
fn node() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let case = case(2);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let request = read(&stream);
            let result = answer(&case, &request);
            let body = json!({ "jsonrpc": "2.0", "id": 1, "result": result }).to_string();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            (&stream).write_all((head + &body).as_bytes()).unwrap();
        }
    });
    url
}

fn answer(case: &Value, request: &Value) -> Value {
    if request["method"] != "abci_query" {
        return json!({
            "node_info": { "network": "here-1" },
            "sync_info": { "latest_block_height": "9", "latest_block_time": time(9) },
        });
    }
    assert_eq!(request["params"]["height"], "8");
    let (name, asked) = question(request["params"]["data"].as_str().unwrap());
    let page = |rows: Value| json!({ "rows": rows, "next": null });
    let lines = case["lines"].as_array().unwrap().iter();
    let lines: Vec<_> = lines.map(|sealed| sealed["line"].clone()).collect();
    match (name.as_str(), &asked["ticket"]) {
        ("ticket", ticket) if *ticket != 2 => {
            let log =
                format!("TKT-004 ticket: {ticket} does not exist: query wasm contract failed");
            json!({ "response": { "code": 9, "log": log } })
        }
        ("ticket", _) => found(&case["ticket"]),
        ("clock", _) => found(&json!({
            "clocks": case["clocks"], "intervals": page(case["intervals"].clone()), "as_of": case["as_of"],
        })),
        ("history", _) => found(&json!({
            "genesis": case["genesis"], "head": case["head"], "lines": page(lines.into()),
        })),
        ("calendar", _) => found(&case["calendars"][0]),
        ("misses", _) => found(&page(case["misses"].clone())),
        ("tickets_by_agreement", _) => found(&page(json!([row(case)]))),
        (other, _) => panic!("nobody asks {other}"),
    }
}

fn row(case: &Value) -> Value {
    let as_of = &case["as_of"];
    let step = json!({ "role": "nobody", "address": null, "action": "none", "by": null, "otherwise": "nothing", "as_of": as_of });
    let ticket = &case["ticket"];
    json!({ "ticket": 2, "status": ticket["status"], "priority": ticket["priority"], "next_step": step })
}

/// The JSON at the end of a query's protobuf: which question, and what it asks.
fn question(hex: &str) -> (String, Value) {
    let pairs = (0..hex.len()).step_by(2);
    let bytes: Vec<u8> = pairs
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    let start = bytes.iter().position(|byte| *byte == b'{').unwrap();
    let value: Value = serde_json::from_slice(&bytes[start..]).unwrap();
    let (name, asked) = value.as_object().unwrap().iter().next().unwrap();
    (name.clone(), asked.clone())
}

/// A folder with a networks file and a deployment.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let networks = NETWORKS.replace("http://127.0.0.1:1", &node());
    std::fs::write(folder.path().join("networks.toml"), networks).unwrap();
    let code = |id: u64| format!(r#"{{"checksum":"{}","code_id":{id}}}"#, "ab".repeat(32));
    let record = format!(
        r#"{{"chain_id":"here-1","deployer":"cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4","label":"main","start":1,"codes":{{"sla_escrow":{},"ticket_registry":{}}},"contracts":{{}}}}"#,
        code(1),
        code(2)
    );
    let digest = Sha256::digest(&record);
    let seal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let sealed = format!(r#"{{"deployment":{record},"seal":"{seal}"}}"#);
    std::fs::create_dir(folder.path().join("deployments")).unwrap();
    std::fs::write(folder.path().join("deployments/here-1.json"), sealed).unwrap();
    folder
}

fn export(folder: &Path, more: &[&str]) -> Output {
    let arguments = [&["export", "--network", "here"], more].concat();
    aftercare(folder, &arguments)
}

fn told(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_file_holds_what_the_contracts_answered() {
    let folder = folder();
    let done = export(folder.path(), &["--ticket", "2"]);
    assert!(done.status.success(), "{}", told(&done.stderr));
    let text = std::fs::read_to_string(folder.path().join("export/ticket-2.json")).unwrap();
    let written: Value = serde_json::from_str(&text).unwrap();
    let mut expected = case(2);
    expected["chain"] = "here-1".into();
    expected["registry"] = written["registry"].clone();
    assert_eq!(written, expected);
    let head = expected["head"].as_str().unwrap();
    assert!(told(&done.stdout).contains(&format!("ticket-2.json: head {head}")));
    // It is the history of another chain, and that shows.
    let done = aftercare(folder.path(), &["verify", "export/ticket-2.json"]);
    assert!(told(&done.stderr).contains("chain, registry or number were altered"));
}

#[test]
fn programs_get_one_object_and_an_agreement_all_its_tickets() {
    let folder = folder();
    let done = export(folder.path(), &["--agreement", "1", "--json"]);
    assert!(done.status.success(), "{}", told(&done.stderr));
    let object: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(object["files"][0]["ticket"], 2);
    assert_eq!(object["files"][0]["head"], case(2)["head"]);
}

#[test]
fn a_ticket_that_does_not_exist_is_said_to_be_none() {
    let folder = folder();
    let done = export(folder.path(), &["--ticket", "3"]);
    assert!(!done.status.success() && done.stdout.is_empty());
    let words = told(&done.stderr);
    assert!(
        words.contains("there is no ticket 3 in ") && words.contains("tickets_by_customer"),
        "{words}"
    );
    assert!(!folder.path().join("export").exists());
    for nothing in [&[][..], &["--ticket", "2", "--agreement", "1"]] {
        let done = export(folder.path(), nothing);
        assert!(!done.status.success());
    }
}

#[test]
fn a_folder_with_anything_else_is_left_as_it_is() {
    let folder = folder();
    let out = folder.path().join("export");
    std::fs::create_dir(&out).unwrap();
    std::fs::write(out.join("letters.txt"), "mine").unwrap();
    let done = export(folder.path(), &["--ticket", "2"]);
    assert!(!done.status.success());
    assert!(told(&done.stderr).contains("holds letters.txt, which is no case file"));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1);
}
