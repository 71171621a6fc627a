//! Whether the lines of a file are the ones that were sealed.

use aftercare_domain::history::Verified;
use aftercare_domain::history::{first_head, Head, Origin};

use cosmwasm_std::HexBinary;

use super::wrong::Wrong;
use crate::case::collect::{after, bytes};
use crate::case::CaseFile;

/// Checks every line against the head after it, from the origin of the ticket's history to the end, and the
/// end against `head`, where it is at hand.
pub fn check(case: &CaseFile, head: Option<&Head>) -> Result<Verified, Wrong> {
    let mut before = origin(case)?;
    for (place, sealed) in case.lines.iter().enumerate() {
        let (line, kind) = (&sealed.line, &sealed.line.kind);
        if usize::try_from(line.index) != Ok(place) {
            let found = line.index;
            return Err(Wrong::Missing { place, found });
        }
        let altered = || Wrong::Altered {
            place,
            kind: kind.clone(),
        };
        before = after(&before, line).map_err(|_| altered())?;
        if sealed.head.as_slice() != before {
            return Err(altered());
        }
    }
    check_end(case, &before)?;
    match head {
        None => Ok(Verified::MayBeTruncated),
        Some(head) if *head == before => Ok(Verified::Complete),
        Some(head) => Err(Wrong::Head {
            ticket: case.ticket.ticket,
            lines: case.lines.len(),
            found: hex(&before),
            need: hex(head),
        }),
    }
}

fn origin(case: &CaseFile) -> Result<Head, Wrong> {
    let origin = first_head(&Origin {
        chain: &case.chain,
        registry: &case.registry,
        ticket: case.ticket.ticket,
    });
    if bytes(&case.genesis).ok() == Some(origin) {
        return Ok(origin);
    }
    Err(Wrong::Origin {
        ticket: case.ticket.ticket,
        registry: case.registry.clone(),
        chain: case.chain.clone(),
        found: case.genesis.to_hex(),
        need: hex(&origin),
    })
}

/// What the file says of its own end.
fn check_end(case: &CaseFile, end: &Head) -> Result<(), Wrong> {
    let lines = case.lines.len();
    if usize::try_from(case.ticket.lines) != Ok(lines) {
        return Err(Wrong::Fewer {
            found: lines,
            need: case.ticket.lines,
        });
    }
    for told in [&case.head, &case.ticket.head] {
        if told.as_slice() != end {
            return Err(Wrong::Head {
                ticket: case.ticket.ticket,
                lines,
                found: hex(end),
                need: told.to_hex(),
            });
        }
    }
    Ok(())
}

fn hex(head: &Head) -> String {
    HexBinary::from(*head).to_hex()
}
