//! sla-escrow.
