//! Service hours.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weekly hours, holidays and offset.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Calendar {}
