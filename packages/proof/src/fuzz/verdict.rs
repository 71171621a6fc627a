//! What may come of a case: no message, a coded refusal, or acceptance. Everything else is a finding.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

use aftercare_engine::Failure;

/// Something that may not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub String);

impl Wrong {
    /// Says what.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl From<Failure> for Wrong {
    fn from(failure: Failure) -> Self {
        Self(failure.text)
    }
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The bytes are no message of this contract.
    Unread,
    /// Refused at the door: what is attached, or what is no address.
    AtTheDoor,
    /// Refused by a rule, which its code names.
    Refused(String),
    /// The chain or another token would not have it: money that the sender lacks.
    ByTheChain,
    /// Accepted.
    Accepted,
}

/// Codes of refusals before any rule is asked: KIT-001 to KIT-003.
const DOOR: [&str; 3] = ["KIT-001", "KIT-002", "KIT-003"];

/// What the chain says where a token calls a contract that hears no tokens.
const NO_HOOK: &str = "unknown variant `receive`";

/// Texts without a code that are not ours: the bank and the reference token when somebody lacks money, and the
/// chain where a token calls somebody who is no contract.
const CHAIN: [&str; 6] = [
    "cw_multi_test::wasm::ContractData",
    "Overflow: Cannot Sub",
    "Cannot transfer empty coins amount",
    "Invalid zero amount",
    "No allowance for this account",
    "Allowance is expired",
];

/// Sorts a refusal.
///
/// # Errors
/// A refusal that carries no code and is not the chain's either.
pub fn refusal(text: &str) -> Result<Verdict, Wrong> {
    let Some(code) = Failure::new(text).code else {
        if text.contains(NO_HOOK) {
            return Ok(Verdict::AtTheDoor);
        }
        let chain = CHAIN.iter().any(|known| text.contains(known));
        let verdict = chain.then_some(Verdict::ByTheChain);
        return verdict.ok_or_else(|| Wrong::new(format!("refused without a code: {text}")));
    };
    if DOOR.contains(&code.as_str()) {
        return Ok(Verdict::AtTheDoor);
    }
    Ok(Verdict::Refused(code))
}

/// Runs something that must not panic.
///
/// # Errors
/// A panic, with its words.
pub fn quietly<T>(run: impl FnOnce() -> T) -> Result<T, Wrong> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| Wrong::new(words(&*panic)))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    format!("panicked: {}", text.unwrap_or("without words"))
}

/// How often what came of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(pub BTreeMap<String, u64>);

impl Tally {
    /// Counts one.
    pub fn add(&mut self, name: &str) {
        self.add_times(name, 1);
    }

    /// Counts several.
    pub fn add_times(&mut self, name: &str, times: u64) {
        let count = self.0.entry(name.to_owned()).or_default();
        *count = count.saturating_add(times);
    }

    /// How often.
    #[must_use]
    pub fn count(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// Counts a case of a kind of input.
    pub fn case(&mut self, input: &str, verdict: &Verdict) {
        self.add(input);
        let word = match verdict {
            Verdict::Unread => return,
            Verdict::AtTheDoor => "refused at the door",
            Verdict::Refused(_) => "refused by a rule",
            Verdict::ByTheChain => "refused by the chain",
            Verdict::Accepted => "accepted",
        };
        self.add(&format!("{input}, read"));
        self.add(&format!("{input}, {word}"));
    }

    /// Of what was drawn, in percent: what was read, and what reached a handler.
    #[must_use]
    pub fn shares(&self) -> (u64, u64) {
        let share = |part: u64| {
            let whole = self.count("drawn").max(1);
            part.saturating_mul(100)
                .checked_div(whole)
                .unwrap_or_default()
        };
        let handled = [
            "drawn, refused by a rule",
            "drawn, refused by the chain",
            "drawn, accepted",
        ];
        let handled = handled.iter().map(|name| self.count(name)).sum();
        (share(self.count("drawn, read")), share(handled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_without_a_code_is_a_finding() {
        assert_eq!(
            refusal("x: SLA-012 total"),
            Ok(Verdict::Refused("SLA-012".to_owned()))
        );
        assert_eq!(refusal("KIT-002 funds"), Ok(Verdict::AtTheDoor));
        assert_eq!(
            refusal("Overflow: Cannot Sub with 1 and 2"),
            Ok(Verdict::ByTheChain)
        );
        assert!(refusal("index out of bounds").is_err());
    }

    #[test]
    fn a_panic_is_a_finding() {
        let numbers: &[u8] = &[];
        let found = quietly(|| numbers[numbers.len()]).unwrap_err();
        assert!(found.0.starts_with("panicked: index out of bounds"));
        assert_eq!(quietly(|| 1), Ok(1));
    }
}
