//! Events as types: a struct a change, one declaration for code, tests, indexers and
//! `schema/events.json`.

use aftercare_domain::{
    money::Bps,
    policy::{Level, Metric, Priority},
    time::{Seconds, UnixTime},
};
use aftercare_interface::sla_escrow::{EndReason, WaitingReason};
use cosmwasm_std::{Addr, Attribute, Event, HexBinary, Uint128, Uint64};

/// What an event type says of itself; `schema/events.json` is generated from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventSpec {
    /// The type on the chain, without the chain's own `wasm-`: `aftercare-<contract>-<participle>`.
    pub name: &'static str,
    /// Which change it reports.
    pub doc: &'static str,
    /// Attribute key and meaning, in the order of the attributes.
    pub fields: &'static [(&'static str, &'static str)],
}

/// A value that an event may carry.
pub trait EventValue {
    /// The text of the attribute; `None` leaves the attribute out.
    fn event_value(&self) -> Option<String>;
}

impl<T: EventValue> EventValue for Option<T> {
    fn event_value(&self) -> Option<String> {
        self.as_ref().and_then(EventValue::event_value)
    }
}

/// An event of these attributes, in order; values that are left out are. One for all events of a contract.
#[inline(never)]
#[must_use]
pub fn event(name: &'static str, fields: &[(&'static str, &dyn EventValue)]) -> Event {
    let mut event = Event::new(name);
    for (key, value) in fields {
        if let Some(value) = value.event_value() {
            event.attributes.push(Attribute {
                key: (*key).to_owned(),
                value,
            });
        }
    }
    event
}

/// Lets events carry types that print themselves (`Display`).
#[macro_export]
macro_rules! event_values_by_display {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::event::EventValue for $type {
            fn event_value(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )+};
}

/// Lets events carry types by the word they have in messages (`Serialize`, quotes dropped), so that an
/// enum is spelt alike in messages and events.
#[macro_export]
macro_rules! event_values_by_json {
    ($($type:ty),+ $(,)?) => {$(
        impl $crate::event::EventValue for $type {
            fn event_value(&self) -> Option<String> {
                Some($crate::json::word(self))
            }
        }
    )+};
}

event_values_by_display!(
    u8, u16, u32, u64, u128, bool, &str, String, Addr, Uint64, Uint128, HexBinary, UnixTime,
    Seconds, Bps
);
event_values_by_json!(Priority, Level, Metric, EndReason, WaitingReason);

/// Declares the events of a contract, once, in its `event.rs`:
///
/// ```
/// aftercare_kit::events! { "sla-escrow";
///     /// A plan may be subscribed to from now on.
///     PlanPublished as "plan-published" {
///         /// The plan.
///         plan: u64,
///         /// When it closes; absent where it stays open.
///         until: Option<aftercare_domain::time::UnixTime>,
///     }
/// }
/// let event = cosmwasm_std::Event::from(PlanPublished { plan: 7, until: None });
/// assert_eq!(event.ty, "aftercare-sla-escrow-plan-published");
/// assert_eq!(EVENTS[0].fields[0], ("plan", "The plan."));
/// ```
///
/// Each becomes a public struct that turns into a [`cosmwasm_std::Event`], and all together the public
/// constant `EVENTS`, a list of [`EventSpec`]. A field is any [`EventValue`]; an `Option` that is `None`
/// leaves its attribute out.
#[macro_export]
macro_rules! events {
    ($contract:literal; $(
        $(#[doc = $doc:literal])+
        $name:ident as $participle:literal {
            $( $(#[doc = $field_doc:literal])+ $field:ident : $type:ty ),* $(,)?
        }
    )+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name {
                $( $(#[doc = $field_doc])+ pub $field: $type, )*
            }

            impl From<$name> for ::cosmwasm_std::Event {
                #[allow(unused_variables)]
                fn from(event: $name) -> Self {
                    $crate::event::event(
                        concat!("aftercare-", $contract, "-", $participle),
                        &[$( (stringify!($field), &event.$field) ),*],
                    )
                }
            }
        )+

        /// Every event of this contract, as `schema/events.json` shows it.
        pub const EVENTS: &[$crate::event::EventSpec] = &[$(
            $crate::event::EventSpec {
                name: concat!("aftercare-", $contract, "-", $participle),
                doc: concat!($($doc),+).trim_ascii(),
                fields: &[$(
                    (stringify!($field), concat!($($field_doc),+).trim_ascii()),
                )*],
            },
        )+];
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::attr;

    events! { "sample";
        /// A thing was kept;
        /// it stays kept.
        ThingKept as "thing-kept" {
            /// The thing.
            thing: u64,
            /// Who kept it.
            keeper: Addr,
            /// How urgent it was.
            priority: Priority,
            /// How late; absent where in time.
            late: Option<Seconds>,
        }
        /// A thing was lost.
        ThingLost as "thing-lost" {}
    }

    fn kept(late: Option<Seconds>) -> Event {
        ThingKept {
            thing: 7,
            keeper: cosmwasm_std::testing::MockApi::default().addr_make("keeper"),
            priority: Priority::P2,
            late,
        }
        .into()
    }

    #[test]
    fn an_event_carries_its_fields_in_order_under_the_name_of_its_contract() {
        let event = kept(Some(Seconds(90)));
        assert_eq!(event.ty, "aftercare-sample-thing-kept");
        let keys: Vec<_> = event.attributes.iter().map(|a| a.key.as_str()).collect();
        assert_eq!(keys, ["thing", "keeper", "priority", "late"]);
        assert_eq!(event.attributes[0], attr("thing", "7"));
        assert_eq!(event.attributes[2], attr("priority", "p2"));
        assert_eq!(event.attributes[3], attr("late", "90"));
    }

    #[test]
    fn an_absent_value_leaves_its_attribute_out() {
        assert_eq!(kept(None).attributes.len(), 3);
        assert_eq!(
            Event::from(ThingLost {}),
            Event::new("aftercare-sample-thing-lost")
        );
    }

    #[test]
    fn the_list_of_events_repeats_the_declaration() {
        let spec = EVENTS[0];
        assert_eq!(spec.name, "aftercare-sample-thing-kept");
        assert_eq!(spec.doc, "A thing was kept; it stays kept.");
        assert_eq!(spec.fields[3], ("late", "How late; absent where in time."));
        assert_eq!(EVENTS.len(), 2);
    }
}
