//! Full pages of lists: the first one, and the last one of the many.

use aftercare_domain::time::UnixTime;
use aftercare_engine::Failure;
use aftercare_interface::community::{QueryMsg as Community, QuestionsOf};
use aftercare_interface::page::MAX_PAGE;
use aftercare_interface::sla_escrow::QueryMsg as Escrow;
use aftercare_interface::ticket_registry::QueryMsg as Registry;
use cosmwasm_std::Addr;
use serde::Serialize;

use super::crowd::Crowd;
use super::everything::Figure;

/// After every deadline.
const ALL: UnixTime = UnixTime(4_000_000_000);
const FULL: Option<u32> = Some(MAX_PAGE);

/// Asks for each page.
pub fn rows(crowd: &mut Crowd, records: u64) -> Result<Vec<Figure>, Failure> {
    let after = Some(records.saturating_sub(u64::from(MAX_PAGE)));
    let mut rows = agreements(crowd, after)?;
    rows.extend(tickets(crowd, after)?);
    rows.extend(questions(crowd, after)?);
    Ok(rows)
}

type Asked<Question> = Vec<(&'static str, Question)>;

fn cost<Question: Serialize>(
    crowd: &Crowd,
    (contract, of): (&Addr, &'static str),
    asked: Asked<Question>,
) -> Result<Vec<Figure>, Failure> {
    let engine = &crowd.world.engine;
    let row = |(name, question)| Ok((of, name, engine.cost_of(contract, &question)?.gas));
    asked.into_iter().map(row).collect()
}

fn agreements(crowd: &mut Crowd, start_after: Option<u64>) -> Result<Vec<Figure>, Failure> {
    let (customer, provider) = crowd.names();
    let live_only = Some(true);
    let asked = vec![
        (
            "agreements of a customer",
            Escrow::AgreementsByCustomer {
                customer,
                live_only,
                start_after,
                limit: FULL,
            },
        ),
        (
            "agreements of a provider",
            Escrow::AgreementsByProvider {
                provider,
                live_only,
                start_after,
                limit: FULL,
            },
        ),
        (
            "agreements of a plan",
            Escrow::AgreementsByPlan {
                plan: crowd.plan,
                live_only,
                start_after,
                limit: FULL,
            },
        ),
        (
            "what is due",
            Escrow::Due {
                before: ALL,
                start_after: None,
                limit: FULL,
            },
        ),
        (
            "solvency",
            Escrow::Solvency {
                asset: crowd.world.euro.clone(),
            },
        ),
    ];
    let escrow = crowd.world.suite.escrow.clone();
    cost(crowd, (&escrow, "sla-escrow"), asked)
}

fn tickets(crowd: &mut Crowd, start_after: Option<u64>) -> Result<Vec<Figure>, Failure> {
    let (customer, provider) = crowd.names();
    let open_only = true;
    let asked = vec![
        (
            "tickets of a customer",
            Registry::TicketsByCustomer {
                customer: customer.clone(),
                open_only,
                start_after,
                limit: FULL,
            },
        ),
        (
            "tickets of a provider",
            Registry::TicketsByProvider {
                provider: provider.clone(),
                open_only,
                start_after,
                limit: FULL,
            },
        ),
        (
            "tickets of an agreement",
            Registry::TicketsByAgreement {
                agreement: crowd.agreement,
                open_only,
                start_after,
                limit: FULL,
            },
        ),
        (
            "tickets that wait for the provider",
            Registry::TicketsByTurn {
                who: provider,
                start_after,
                limit: FULL,
            },
        ),
        (
            "what is due",
            Registry::Due {
                before: ALL,
                start_after: None,
                limit: FULL,
            },
        ),
    ];
    let registry = crowd.world.suite.registry.clone();
    cost(crowd, (&registry, "ticket-registry"), asked)
}

fn questions(crowd: &mut Crowd, start_after: Option<u64>) -> Result<Vec<Figure>, Failure> {
    let (asker, _) = crowd.names();
    let list = |of| Community::Questions {
        of,
        only: None,
        start_after,
        limit: FULL,
    };
    let topic = "setup".to_owned();
    let asked = vec![
        ("questions", list(None)),
        (
            "questions of an asker",
            list(Some(QuestionsOf::Asker { asker })),
        ),
        (
            "questions of a topic",
            list(Some(QuestionsOf::Topic { topic })),
        ),
        (
            "questions without an answer",
            list(Some(QuestionsOf::Unanswered {})),
        ),
        (
            "what is due",
            Community::Due {
                before: ALL,
                start_after: None,
                limit: FULL,
            },
        ),
    ];
    let community = crowd.world.suite.community.clone();
    cost(crowd, (&community, "community"), asked)
}
