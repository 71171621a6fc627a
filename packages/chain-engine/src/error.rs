//! What can go wrong between this program and a chain: each text says what happened and what to do.

use std::path::PathBuf;

use aftercare_engine::Failure;

/// A failure on the way to a chain, or the chain's own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Nobody answers.
    #[error("the node at {url} cannot be reached ({cause}); check that it runs (the local one: scripts/localnet) and the address in the networks file, then run this again")]
    Unreachable {
        /// Where it was looked for.
        url: String,
        /// What the connection says.
        cause: String,
    },
    /// Somebody answers, but not as a node does.
    #[error("the node at {url} answered {method} with something else than asked ({cause}); check that the address in the networks file is a CometBFT RPC, e.g. port 26657")]
    Answer {
        /// Who answered.
        url: String,
        /// The question.
        method: String,
        /// What is wrong with the answer.
        cause: String,
    },
    /// The node refuses a query.
    #[error("the chain cannot answer {question}: {text}")]
    Query {
        /// The question.
        question: String,
        /// The node's words.
        text: String,
    },
    /// The node is of another chain.
    #[error("the node at {url} is of chain {found}, the networks file says {wanted}; correct rpc or chain_id there: nothing was sent")]
    WrongChain {
        /// The node.
        url: String,
        /// Its chain.
        found: String,
        /// The networks file's.
        wanted: String,
    },
    /// No such network.
    #[error("no network is called {name} in {}; it has: {known}", file.display())]
    NoNetwork {
        /// What was asked for.
        name: String,
        /// Where it was looked for.
        file: PathBuf,
        /// What there is.
        known: String,
    },
    /// A file cannot be used.
    #[error("{}: {cause}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong, and what to do.
        cause: String,
    },
    /// The words are no mnemonic.
    #[error("the mnemonic of {name} is wrong ({cause}); it is 12 to 24 English words with single blanks, the last of which is a checksum")]
    Mnemonic {
        /// Whose.
        name: String,
        /// What is wrong; never the words themselves.
        cause: String,
    },
    /// The text is no address of this chain.
    #[error("{text} is no address of this chain ({cause}); it begins with {prefix}1")]
    Address {
        /// The text.
        text: String,
        /// What is wrong.
        cause: String,
        /// What addresses begin with.
        prefix: String,
    },
    /// Nobody's key is known for that address.
    #[error("no key for {address}; give the account's mnemonic file")]
    NoKey {
        /// The address.
        address: String,
    },
    /// The account does not exist on the chain yet.
    #[error("account {address} holds nothing on {chain_id}: send it some {denom} for fees, then run this again")]
    NoCoins {
        /// The account.
        address: String,
        /// The chain.
        chain_id: String,
        /// The coin of fees.
        denom: String,
    },
    /// The account's coins do not suffice.
    #[error("account {address} cannot pay: {text}; send it some {denom}, then run this again")]
    TooFewCoins {
        /// The account.
        address: String,
        /// The node's words.
        text: String,
        /// The coin of fees.
        denom: String,
    },
    /// Another transaction of the same account came first.
    #[error(
        "another transaction of {address} is on its way: {text}; wait for it, then run this again"
    )]
    Sequence {
        /// The account.
        address: String,
        /// The node's words.
        text: String,
    },
    /// A transaction was sent and did not appear in a block.
    #[error("transaction {hash} was sent and is in no block after {seconds} s; the chain may stand still: look at the node's height, then run this again")]
    Lost {
        /// Its hash.
        hash: String,
        /// How long it was waited for.
        seconds: u64,
    },
    /// The chain stands still.
    #[error("block time did not reach {wanted} within {seconds} s; it is {now}")]
    Stalled {
        /// The instant, in seconds.
        wanted: u64,
        /// Block time, in seconds.
        now: u64,
        /// How long it was waited for.
        seconds: u64,
    },
    /// A wait that no test run should have.
    #[error("this story waits {seconds} s of block time, more than {limit} s: a chain cannot jump; run it on the native or the vm engine")]
    TooLong {
        /// How long it would be.
        seconds: u64,
        /// The longest that is waited.
        limit: u64,
    },
    /// The contract or the chain refused the message.
    #[error("{0}")]
    Refused(Failure),
}

impl From<ChainError> for Failure {
    fn from(error: ChainError) -> Self {
        match error {
            ChainError::Refused(failure) => failure,
            other => Self {
                code: None,
                text: other.to_string(),
            },
        }
    }
}
