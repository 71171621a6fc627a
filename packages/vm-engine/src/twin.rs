//! Two engines as one: every message runs on native code and on the release Wasm, and everything that can
//! be seen of either must be the same.

use std::collections::BTreeSet;
use std::rc::Rc;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Code, Engine, Failure, Native};
use cosmwasm_std::{Addr, Coin, Event, Record};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::{Machine, Vm};

/// Native and vm in step. The first difference ends whatever runs on it: [`Twin::difference`] tells it.
pub struct Twin {
    native: Native,
    vm: Vm,
    contracts: Vec<Addr>,
    accounts: BTreeSet<Addr>,
    denoms: BTreeSet<String>,
    difference: Option<String>,
}

impl Twin {
    /// Two chains of no contracts, at an instant.
    ///
    /// # Errors
    /// Those of [`Vm::on`].
    pub fn new(machine: &Rc<Machine>, start: UnixTime) -> Result<Self, Failure> {
        Ok(Self {
            native: Native::new(start),
            vm: Vm::on(machine, start)?,
            contracts: vec![],
            accounts: BTreeSet::new(),
            denoms: BTreeSet::new(),
            difference: None,
        })
    }

    /// Where the two first differed.
    #[must_use]
    pub fn difference(&self) -> Option<&str> {
        self.difference.as_deref()
    }

    fn differ<T>(&mut self, what: String) -> Result<T, Failure> {
        let text = format!("native and vm differ: {what}");
        self.difference.get_or_insert_with(|| text.clone());
        Err(Failure::new(text))
    }

    /// The common outcome of both, or where they differ.
    fn agree<T: PartialEq + std::fmt::Debug>(
        &mut self,
        native: Result<T, Failure>,
        vm: Result<T, Failure>,
    ) -> Result<T, Failure> {
        match (native, vm) {
            (Ok(native), Ok(vm)) if native == vm => self.same_state().map(|()| native),
            (Err(native), Err(vm)) if native.code == vm.code => {
                self.same_state()?;
                Err(native)
            }
            (native, vm) => self.differ(format!("native {native:?}\nvm {vm:?}")),
        }
    }

    /// Storage of every contract and every balance, byte by byte.
    fn same_state(&mut self) -> Result<(), Failure> {
        let found = self.state_difference()?;
        found.map_or(Ok(()), |what| self.differ(what))
    }

    fn state_difference(&self) -> Result<Option<String>, Failure> {
        for contract in &self.contracts {
            let (native, vm) = (self.native.dump(contract), self.vm.dump(contract));
            if native != vm {
                return Ok(Some(first_difference(contract, &native, &vm)));
            }
        }
        for account in self.accounts.iter().chain(&self.contracts) {
            for denom in &self.denoms {
                let native = self.native.balance(account, denom)?;
                let vm = self.vm.balance(account, denom)?;
                if native != vm {
                    return Ok(Some(format!("{account} has {native} and {vm} {denom}")));
                }
            }
        }
        Ok(None)
    }
}

/// The first place where two lists of records differ.
fn place(native: &[Record], vm: &[Record]) -> usize {
    let differs = native.iter().zip(vm).position(|(a, b)| a != b);
    differs.unwrap_or(native.len().min(vm.len()))
}

fn first_difference(contract: &Addr, native: &[Record], vm: &[Record]) -> String {
    let place = place(native, vm);
    let show = |records: &[Record]| {
        let record = records.get(place).map(|(key, value)| {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            format!("{key:?} = {value:?}")
        });
        record.unwrap_or_else(|| "nothing".to_owned())
    };
    let (native, vm) = (show(native), show(vm));
    format!("storage of {contract}: {native} on native, {vm} on vm")
}

impl Engine for Twin {
    fn now(&self) -> UnixTime {
        self.native.now()
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        self.native.advance_to(time)?;
        self.vm.advance_to(time)
    }

    fn account(&mut self, name: &str) -> Addr {
        let account = self.native.account(name);
        self.accounts.insert(account.clone());
        account
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        self.denoms.insert(coin.denom.clone());
        self.native.fund(account, coin.clone())?;
        self.vm.fund(account, coin)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        self.native.balance(account, denom)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        let native = self.native.instantiate(sender, code, message);
        let vm = self.vm.instantiate(sender, code, message);
        let contract = self.agree(native, vm)?;
        self.contracts.push(contract.clone());
        Ok(contract)
    }

    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure> {
        let native = self.native.execute(sender, contract, message, funds);
        let vm = self.vm.execute(sender, contract, message, funds);
        self.agree(native, vm)
    }

    fn query<Answer: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<Answer, Failure> {
        let native: serde_json::Value = self.native.query(contract, question)?;
        let vm: serde_json::Value = self.vm.query(contract, question)?;
        if native != vm {
            return Err(Failure::new(format!(
                "native and vm answer differently: {native} and {vm}"
            )));
        }
        serde_json::from_value(native).map_err(|error| Failure::new(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(pairs: &[(&str, &str)]) -> Vec<Record> {
        let record = |(key, value): &(&str, &str)| (key.as_bytes().into(), value.as_bytes().into());
        pairs.iter().map(record).collect()
    }

    #[test]
    fn a_difference_is_found_in_the_middle_and_where_one_side_ends() {
        let native = records(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let vm = records(&[("a", "1"), ("b", "4"), ("c", "3")]);
        assert_eq!(place(&native, &vm), 1);
        assert_eq!(place(&native, &native[..2]), 2);
    }
}
