//! ticket-registry.
