//! reward-token.
