//! What happens in a world, in the words of the contracts.

/// An identity.
pub type Who = usize;

/// An answer: its question and its place there, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    /// The question.
    pub question: usize,
    /// The answer.
    pub answer: usize,
}

/// One thing that happens. Points and money are in base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Seconds pass.
    Wait(u64),
    /// The escrow burns a protocol fee on behalf of a customer.
    Burn {
        /// The customer.
        who: Who,
        /// The burnt fee.
        amount: u128,
    },
    /// A rated ticket of paid service is registered. The score is nobody's business.
    Rate {
        /// The customer.
        who: Who,
        /// Stars.
        score: u8,
    },
    /// A question.
    Ask {
        /// The asker.
        by: Who,
        /// Its bounty, or 0.
        bounty: u128,
    },
    /// An answer.
    Answer {
        /// The author.
        by: Who,
        /// The question.
        question: usize,
    },
    /// Thanks for an answer.
    Thank {
        /// Who thanks.
        by: Who,
        /// The answer.
        post: Post,
        /// The points.
        points: u128,
    },
    /// Points spent to mark an answer wrong.
    Object {
        /// Who objects.
        by: Who,
        /// The answer.
        post: Post,
        /// The points.
        points: u128,
    },
    /// Money on top of a bounty.
    TopUp {
        /// The funder.
        by: Who,
        /// The question.
        question: usize,
        /// How much.
        amount: u128,
    },
    /// A curator dismisses an answer.
    Dismiss {
        /// The curator.
        by: Who,
        /// The answer.
        post: Post,
    },
    /// The asker gives the bounty to one answer.
    Accept {
        /// The answer.
        post: Post,
    },
    /// An award is challenged, and the curators find it wrong.
    Reverse {
        /// Who challenges.
        by: Who,
        /// The answer.
        post: Post,
    },
    /// What time has made due on a question is settled.
    Poke {
        /// The question.
        question: usize,
    },
    /// The curators void what an answer earned in an epoch.
    Void {
        /// The answer.
        post: Post,
        /// The epoch.
        epoch: u64,
    },
    /// An accepted answer becomes a knowledge item.
    Promote {
        /// Who says so.
        by: Who,
        /// The answer.
        post: Post,
    },
    /// A provider adds to its support budget, and says what each closed ticket pays.
    FundSupport {
        /// The provider.
        by: Who,
        /// How much.
        amount: u128,
        /// For a ticket and item.
        per_item: u128,
    },
    /// A ticket was closed with a knowledge item, and its customer says that it helped.
    Help {
        /// The customer.
        customer: Who,
        /// The provider.
        provider: Who,
        /// The item, from 0.
        item: usize,
    },
    /// A provider takes back what is left of its support budget.
    WithdrawSupport {
        /// The provider.
        by: Who,
    },
    /// The epoch that is over is closed.
    Close,
    /// An epoch that waits for its mint is minted.
    Mint {
        /// The epoch.
        epoch: u64,
    },
    /// An owner's tokens of an epoch are paid.
    Claim {
        /// The owner.
        who: Who,
        /// The epoch.
        epoch: u64,
    },
    /// The token's first budget is set lower.
    LowerBudget {
        /// Base units.
        budget: u128,
    },
}
