//! The price list against a real node: one thing a message, beside what the node charged for it.

use aftercare_engine::{account_address, Batch, Call, Engine, Failure};
use aftercare_probe::ExecuteMsg;
use aftercare_vm_engine::{Shelf, Vm};
use cosmwasm_std::{coin, coins, Addr, Empty};

use crate::measure::{Bench, Row};

/// Two contracts of the probe's code, and one of another code with the same doors.
struct Site {
    chain: Vm,
    user: Addr,
    probe: Addr,
    other: Addr,
}

impl Site {
    fn new(bench: &Bench) -> Result<Self, Failure> {
        let mut chain = bench.chain()?;
        let user = account_address("customer");
        chain.fund(&user, coin(1_000_000_000, "stake"))?;
        let wasm = Shelf::of_repository().wasm("out/peers/probe")?;
        let code = chain.store(&wasm)?;
        let another = chain.store(&retold(&wasm))?;
        let probe = chain.instantiate_code(&user, code, &Empty {})?;
        let other = chain.instantiate_code(&user, another, &Empty {})?;
        Ok(Self {
            chain,
            user,
            probe,
            other,
        })
    }

    fn send(&mut self, call: Call) -> Result<(), Failure> {
        self.chain.execute_all(&self.user, &[call]).map(drop)
    }

    fn say(&mut self, message: &ExecuteMsg) -> Result<(), Failure> {
        let call = Call::new(&self.probe, message)?;
        self.send(call)
    }
}

/// The same code under another checksum: with an empty custom section at its end.
fn retold(wasm: &[u8]) -> Vec<u8> {
    [wasm, &[0, 2, 1, b'x']].concat()
}

/// Gas of an empty message, the ante handler's share apart.
pub fn empty(bench: &Bench) -> Result<u64, Failure> {
    let mut site = Site::new(bench)?;
    site.say(&ExecuteMsg::Nop {})?;
    Ok(site.chain.last()[1].gas)
}

/// Every row of the price list.
pub fn rows(bench: &mut Bench) -> Result<Vec<Row>, Failure> {
    let mut site = Site::new(bench)?;
    let (other, to) = (
        site.other.to_string(),
        account_address("member").to_string(),
    );
    let call = |times| ExecuteMsg::Call {
        contract: other.clone(),
        times,
    };
    let raw = |times| ExecuteMsg::Raw {
        contract: other.clone(),
        times,
    };
    let same = ExecuteMsg::Call {
        contract: site.probe.to_string(),
        times: 1,
    };
    let send = ExecuteMsg::Send {
        to,
        amount: 1_000,
        denom: "stake".to_owned(),
    };
    let funded = Call::new(&site.probe, &ExecuteMsg::Nop {})?.with(&coins(100_000, "stake"));
    site.send(funded.clone())?;
    site.send(funded)?;
    let mut rows = vec![row(bench, &site, "one coin attached", 19_347)];
    let asked = [
        (
            "one small item updated, one attribute",
            4_259,
            ExecuteMsg::Item {},
        ),
        (
            "100 new bytes stored",
            6_630,
            ExecuteMsg::Store { bytes: 100 },
        ),
        (
            "500 new bytes stored",
            18_698,
            ExecuteMsg::Store { bytes: 500 },
        ),
        ("one bank send as sub-message", 21_259, send),
        ("call to another contract (other code)", 65_900, call(1)),
        ("two such calls", 72_982, call(2)),
        ("five such calls", 94_280, call(5)),
        ("call to a contract of the same code", 8_100, same),
        ("raw query of one small key", 1_955, raw(1)),
        ("five raw queries", 6_486, raw(5)),
        (
            "smart query of another contract",
            65_678,
            ExecuteMsg::Smart {
                contract: other.clone(),
            },
        ),
    ];
    for (name, node, message) in asked {
        site.say(&message)?;
        rows.push(row(bench, &site, name, node));
    }
    rows.push(ten(bench, &mut site)?);
    Ok(rows)
}

fn ten(bench: &Bench, site: &mut Site) -> Result<Row, Failure> {
    let calls = vec![Call::new(&site.probe, &ExecuteMsg::Nop {})?; 10];
    site.chain.execute_all(&site.user, &calls)?;
    Ok(row(
        bench,
        site,
        "ten empty messages in one transaction",
        85_687,
    ))
}

fn row(bench: &Bench, site: &Site, name: &str, node: u64) -> Row {
    let profile = site.chain.last()[1].clone();
    Row {
        contract: "probe".to_owned(),
        name: name.to_owned(),
        gas: bench.above_floor(&profile),
        goal: Some(node),
        profile,
    }
}
