//! The whole suite once more, in plain maps and loops, written from the words of the specification: it uses
//! the types of `domain` and none of its decisions. What the contracts do is compared with it after every
//! message.

mod arithmetic;
mod ask;
mod call;
pub mod community;
mod edge;
mod escrow;
mod facts;
mod ownership;
mod people;
mod purse;
mod registry;
mod suite;
pub mod token;

pub use call::{Call, Message};
pub use edge::Edge;
pub use escrow::{Agreement, Desk, Later, Plan, Proposal, Sums, Turn};
pub use facts::{ClosedTicket, Facts};
pub use ownership::Ownership;
pub use people::{Act, Coins, People, Step, Touched};
pub use purse::{Account, Asset, Purses, Refused};
pub use registry::{Agent, Clocks, Delegate, Grant, History, Published, Ticket, LAST};
pub(crate) use suite::refuse;
pub use suite::{Peers, Suite};
