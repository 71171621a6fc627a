//! Texts, lists and references of a new ticket.

use aftercare_interface::ticket_registry::{
    OpenTicket, MAX_CATEGORIES, MAX_EXTERNAL_REF, MAX_TAG, MAX_TAGS,
};
use aftercare_kit::check;
use cosmwasm_std::{Addr, HexBinary, Storage};

use crate::state::TICKETS;
use crate::ContractError;

/// Every text within its limits; of a confidential ticket there are none but the problem's hash.
pub fn check(msg: &OpenTicket) -> Result<(), ContractError> {
    check::commitment(&msg.content, "content")?;
    check_labels(msg.category, &msg.tags, msg.external_ref.as_ref())?;
    if !msg.confidential {
        return Ok(());
    }
    let shown = [
        ("category", msg.category > 0),
        ("tags", !msg.tags.is_empty()),
        ("external_ref", msg.external_ref.is_some()),
    ];
    match shown.into_iter().find(|(_, shown)| *shown) {
        Some((field, _)) => Err(ContractError::Confidential { field }),
        None => Ok(()),
    }
}

/// What says what a ticket is about.
pub fn check_labels(
    category: u16,
    tags: &[String],
    external_ref: Option<&HexBinary>,
) -> Result<(), ContractError> {
    check::range(category, "category", 0, MAX_CATEGORIES)?;
    check::count(tags.len(), "tags", 0, MAX_TAGS)?;
    check::each_once(tags, "tags")?;
    tags.iter().try_for_each(|tag| check_tag(tag))?;
    match external_ref {
        Some(reference) => Ok(check::count(
            reference.len(),
            "external_ref",
            1,
            MAX_EXTERNAL_REF,
        )?),
        None => Ok(()),
    }
}

fn check_tag(tag: &str) -> Result<(), ContractError> {
    check::length(tag, "tags", 1, MAX_TAG)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if tag.chars().all(plain) {
        Ok(())
    } else {
        Err(ContractError::Tag {
            tag: tag.to_owned(),
        })
    }
}

/// A related ticket is one between the same two.
pub fn check_related(
    storage: &dyn Storage,
    (new, related): (u64, Option<u64>),
    (customer, provider): (&Addr, &Addr),
) -> Result<(), ContractError> {
    let Some(related) = related else {
        return Ok(());
    };
    let other = TICKETS.may_load(storage, related)?;
    let other = other.ok_or(ContractError::TicketUnknown { ticket: related })?;
    if other.customer == *customer && other.provider == *provider {
        return Ok(());
    }
    Err(ContractError::NotRelated {
        ticket: new,
        related,
    })
}
