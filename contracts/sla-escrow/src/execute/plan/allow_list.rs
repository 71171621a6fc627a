//! Who may subscribe where only listed customers may.

use aftercare_interface::sla_escrow::{MAX_LISTED_CUSTOMERS, MAX_LIST_CHANGES};
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response};

use super::own_live_plan;
use crate::error::{refuse, ContractError, Refusal};
use crate::event::{AllowListUpdated, CustomerListed};
use crate::execute::{Call, Deed};
use crate::state::{Plan, LISTED, PLANS};

pub(crate) fn update_allow_list(
    call: Call,
    plan: u64,
    (add, remove): (&[String], &[String]),
) -> Result<Response, Refusal> {
    let mut record = own_live_plan(&call, plan)?;
    check::count(add.len(), "add", 0, MAX_LIST_CHANGES)?;
    check::count(remove.len(), "remove", 0, MAX_LIST_CHANGES)?;
    let mut deed = Deed::new("update_allow_list");
    let mut call = call;
    for (texts, listed) in [(remove, false), (add, true)] {
        for text in texts {
            let customer = call.deps.api.addr_validate(text)?;
            change(
                &mut call,
                (plan, &mut record),
                (customer, listed),
                &mut deed,
            )?;
        }
    }
    if record.listed > MAX_LISTED_CUSTOMERS {
        return refuse(ContractError::ListFull {
            listed: record.listed,
            max: MAX_LISTED_CUSTOMERS,
        });
    }
    PLANS.save(call.deps.storage, plan, &record);
    deed.tell(AllowListUpdated {
        plan,
        provider: call.sender,
        listed: record.listed,
    });
    Ok(deed.done())
}

/// Who is where it should be stays there.
fn change(
    call: &mut Call,
    (plan, record): (u64, &mut Plan),
    (customer, listed): (Addr, bool),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let storage = &mut *call.deps.storage;
    if LISTED.has(storage, (plan, &customer)) == listed {
        return Ok(());
    }
    if listed {
        LISTED.save(storage, (plan, &customer), &());
        record.listed = record.listed.saturating_add(1);
    } else {
        LISTED.remove(storage, (plan, &customer));
        record.listed = record.listed.saturating_sub(1);
    }
    deed.tell(CustomerListed {
        plan,
        customer,
        listed,
    });
    Ok(())
}
