//! Tests across the contracts live beside this file.
