//! interface.
