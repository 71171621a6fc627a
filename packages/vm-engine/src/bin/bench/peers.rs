//! Contracts that everybody knows, from their crates, beside what the real node charged for them.

use aftercare_engine::{account_address, Batch, Call, Code, Engine, Failure};
use aftercare_testing::EURO;
use aftercare_vm_engine::{Shelf, Vm};
use cosmwasm_std::{coin, Addr, Coin, Event, Uint128};
use cw20::{Cw20Coin, Cw20ExecuteMsg, MinterResponse};
use cw3::Vote;
use cw3_fixed_multisig::msg::{ExecuteMsg, InstantiateMsg, Voter};
use cw_utils::{Duration, Threshold};
use serde::Serialize;
use serde_json::json;

use crate::measure::{Bench, Row};

/// Every row of the peers.
pub fn rows(bench: &mut Bench) -> Result<Vec<Row>, Failure> {
    let mut rows = cw20(bench)?;
    rows.extend(escrow(bench)?);
    rows.extend(cw3(bench)?);
    Ok(rows)
}

/// A chain, its user, and the contract under measure.
struct Site {
    chain: Vm,
    user: Addr,
    contract: Addr,
}

impl Site {
    /// A contract of a peer's code.
    fn of(bench: &Bench, wasm: &str, message: &impl Serialize) -> Result<Self, Failure> {
        let mut chain = bench.chain()?;
        let user = account_address("customer");
        let code = chain.store(&Shelf::of_repository().wasm(wasm)?)?;
        let contract = chain.instantiate_code(&user, code, message)?;
        Ok(Self {
            chain,
            user,
            contract,
        })
    }

    fn send(&mut self, message: &impl Serialize) -> Result<Vec<Event>, Failure> {
        self.pay(message, &[])
    }

    fn pay(&mut self, message: &impl Serialize, funds: &[Coin]) -> Result<Vec<Event>, Failure> {
        let call = Call::new(&self.contract, message)?.with(funds);
        self.chain.execute_all(&self.user, &[call])
    }

    fn row(&self, bench: &Bench, contract: &str, name: &str, node: u64) -> Row {
        let profile = self.chain.last()[1].clone();
        Row {
            contract: contract.to_owned(),
            name: name.to_owned(),
            gas: bench.above_floor(&profile),
            goal: Some(node),
            profile,
        }
    }
}

fn cw20(bench: &Bench) -> Result<Vec<Row>, Failure> {
    let mut chain = bench.chain()?;
    let user = account_address("customer");
    let purse = |name: &str| Cw20Coin {
        address: account_address(name).to_string(),
        amount: Uint128::new(1_000_000),
    };
    let token = cw20_base::msg::InstantiateMsg {
        name: "Dollar".to_owned(),
        symbol: "USD".to_owned(),
        decimals: 6,
        initial_balances: vec![purse("customer"), purse("member")],
        mint: Some(MinterResponse {
            minter: user.to_string(),
            cap: None,
        }),
        marketing: None,
    };
    let contract = chain.instantiate(&user, Code::Cw20, &token)?;
    let mut site = Site {
        chain,
        user,
        contract,
    };
    let recipient = account_address("member").to_string();
    let amount = Uint128::new(1_000);
    let transfer = Cw20ExecuteMsg::Transfer {
        recipient: recipient.clone(),
        amount,
    };
    site.send(&transfer)?;
    let transferred = site.row(bench, "cw20-base 2.0", "transfer", 13_404);
    site.send(&Cw20ExecuteMsg::Mint { recipient, amount })?;
    let minted = site.row(bench, "cw20-base 2.0", "mint", 16_323);
    Ok(vec![transferred, minted])
}

/// The node's figures are of its version 0.14, whose two messages store and send the same.
fn escrow(bench: &Bench) -> Result<Vec<Row>, Failure> {
    let of = "cw20-escrow 0.11";
    let mut site = Site::of(bench, "out/peers/peer_cw20_escrow", &json!({}))?;
    let euros = coin(1_000, EURO);
    site.chain.fund(&site.user, euros.clone())?;
    let create = json!({ "create": {
        "id": "first",
        "arbiter": site.user,
        "recipient": account_address("member"),
    }});
    site.pay(&create, &[euros])?;
    let created = site.row(bench, of, "create with a coin", 35_328);
    site.send(&json!({ "approve": { "id": "first" } }))?;
    let approved = site.row(bench, of, "approve, paying a coin out", 32_690);
    Ok(vec![created, approved])
}

fn cw3(bench: &Bench) -> Result<Vec<Row>, Failure> {
    let of = "cw3-fixed-multisig 2.0";
    let mut site = multisig(bench)?;
    let (owner, second) = (site.user.clone(), account_address("member"));
    let propose = ExecuteMsg::Propose {
        title: "Pay".to_owned(),
        description: "Pay the member".to_owned(),
        msgs: vec![],
        latest: None,
    };
    site.send(&propose)?;
    let proposed = site.row(bench, of, "propose, without messages", 26_105);
    site.user = second;
    let vote = ExecuteMsg::Vote {
        proposal_id: 1,
        vote: Vote::Yes,
    };
    site.send(&vote)?;
    let voted = site.row(
        bench,
        of,
        "vote (the node: an account's first transaction)",
        36_742,
    );
    site.user = owner;
    site.send(&ExecuteMsg::Execute { proposal_id: 1 })?;
    let executed = site.row(bench, of, "execute, without messages", 15_228);
    Ok(vec![proposed, voted, executed])
}

fn multisig(bench: &Bench) -> Result<Site, Failure> {
    let voter = |name: &str| Voter {
        addr: account_address(name).to_string(),
        weight: 1,
    };
    let message = InstantiateMsg {
        voters: vec![voter("customer"), voter("member"), voter("keeper")],
        threshold: Threshold::AbsoluteCount { weight: 2 },
        max_voting_period: Duration::Time(86_400),
    };
    Site::of(bench, "out/peers/peer_cw3_fixed_multisig", &message)
}
