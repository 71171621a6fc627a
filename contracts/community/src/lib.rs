//! community.
