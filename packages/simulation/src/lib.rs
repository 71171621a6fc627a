//! The reward rules of Aftercare, played without a chain: honest people who pay for service, ask, answer and
//! thank, and rings of identities that try to earn tokens without helping anybody.
//!
//! [`Model`] keeps the books with the very functions of `aftercare_domain` that the contracts run. What a
//! world did is a list of [`Act`]s, so that it can be replayed through the contracts and compared.

mod act;
mod choices;
pub mod law;
mod model;
pub mod random;
pub mod ring;
pub mod search;
pub mod town;

pub use act::{Act, Post, Who};
pub use choices::Choices;
pub use model::{Model, Setup};
