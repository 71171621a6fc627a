//! The whole suite once more, in plain maps and loops, written from the words of the specification: it uses
//! the types of `domain` and none of its decisions. What the contracts do is compared with it after every
//! message.

mod arithmetic;
pub mod community;
mod facts;
mod ownership;
mod people;
mod purse;
pub mod token;

pub use facts::{Facts, Ticket};
pub use ownership::Ownership;
pub use people::{Act, Coins, People, Step, Touched};
pub use purse::{Account, Asset, Purses, Refused};

pub(crate) fn refuse<T>(code: &'static str) -> Result<T, Refused> {
    Err(Refused(code))
}
