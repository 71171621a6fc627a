//! A provider's queues and categories.

use aftercare_interface::ticket_registry::{Catalogue, MAX_CATEGORIES, MAX_QUEUES};
use aftercare_kit::check;

use super::Done;
use crate::context::Context;
use crate::event::QueuesSet;
use crate::state::CATALOGUES;
use crate::ContractError;

/// The sender's queues, and which category waits in which.
pub fn set(context: &mut Context<'_>, catalogue: &Catalogue) -> Done {
    check(catalogue)?;
    let provider = context.sender.clone();
    CATALOGUES.save(context.deps.storage, &provider, catalogue);
    let routes = catalogue.categories.iter();
    let routes: Vec<_> = routes
        .map(|route| format!("{}:{}", route.category, route.queue))
        .collect();
    context.tell(QueuesSet {
        provider,
        queues: catalogue.queues,
        categories: routes.join(","),
        names: catalogue.names.as_ref().map(|names| names.hash.clone()),
    });
    Ok("set_queues")
}

fn check(catalogue: &Catalogue) -> Result<(), ContractError> {
    check::range(catalogue.queues, "queues", 0, MAX_QUEUES)?;
    check::count(
        catalogue.categories.len(),
        "categories",
        0,
        usize::from(MAX_CATEGORIES),
    )?;
    let categories: Vec<_> = catalogue.categories.iter().map(|it| it.category).collect();
    check::each_once(&categories, "categories")?;
    for route in &catalogue.categories {
        check::range(route.category, "categories", 1, MAX_CATEGORIES)?;
        check_queue(route.queue, catalogue.queues)?;
    }
    match &catalogue.names {
        Some(names) => Ok(check::commitment(names, "names")?),
        None => Ok(()),
    }
}

/// A queue that there is, or none.
pub fn check_queue(queue: u8, queues: u8) -> Result<(), ContractError> {
    if queue > queues {
        return Err(ContractError::QueueUnknown { queue, queues });
    }
    Ok(())
}
