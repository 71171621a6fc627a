//! The whole suite once more, in plain maps and loops, written from the words of the specification: it uses
//! the types of `domain` and none of its decisions. What the contracts do is compared with it after every
//! message.

mod ask;
mod call;
mod edge;
mod escrow;
mod purse;
mod registry;
mod suite;

pub use call::{Call, Message};
pub use edge::Edge;
pub use escrow::{Agreement, Plan, Sums};
pub use purse::{Account, Asset, Purses, Refused};
pub use registry::{Clocks, Ticket, LAST};
pub use suite::{Peers, Suite};
