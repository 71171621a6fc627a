//! The whole suite once more, in plain maps and loops, written from the words of the specification: it uses
//! the types of `domain` and none of its decisions. What the contracts do is compared with it after every
//! message.

mod purse;

pub use purse::{Account, Asset, Purses, Refused};
