//! The story on one page.

use aftercare_engine::Engine;
use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow::{self, LedgerResponse};
use aftercare_interface::ticket_registry::{self, ClockResponse, ClockRow, Verdict};

use super::stage::{Stage, Step};
use super::story::Deal;
use super::tell;
use crate::report::backtest::metric_name;
use crate::report::flow::{flow, Stream};
use crate::report::format::{escape, span};
use crate::report::table::{number, table, text, Cell};
use crate::report::{Figure, Page};
use crate::statement::heard::Heard;
use crate::statement::lines::{Line, Statement};

/// What the page shows beside the steps.
pub struct Facts {
    ledger: LedgerResponse,
    clocks: Vec<(u64, ClockRow)>,
    pub statement: Statement,
    pub solvency: Vec<(&'static str, Solvency)>,
}

impl Facts {
    /// Asks the contracts, after the story.
    pub fn ask<E: Engine>(stage: &Stage<'_, Heard<E>>, deal: &Deal) -> anyhow::Result<Self> {
        let world = &stage.world;
        let question = sla_escrow::QueryMsg::Ledger {
            agreement: deal.agreement,
        };
        let ledger = world.engine.query(&world.suite.escrow, &question)?;
        let mut clocks = vec![];
        for ticket in [deal.kept, deal.missed] {
            let question = ticket_registry::QueryMsg::Clock {
                ticket,
                start_after: None,
                limit: None,
            };
            let found: ClockResponse = world.engine.query(&world.suite.registry, &question)?;
            clocks.extend(found.clocks.into_iter().map(|clock| (ticket, clock)));
        }
        Ok(Self {
            ledger,
            clocks,
            statement: world
                .engine
                .statement(&world.suite.escrow, deal.agreement)?,
            solvency: world.solvency()?,
        })
    }
}

/// The whole file.
pub fn page(facts: &Facts, steps: &[Step], unit: impl Fn(&Solvency) -> String) -> String {
    let subtitle =
        "One promise kept, one missed, played through the four contracts: who did what, \
                    what moved by itself, and that every unit has an owner.";
    let mut page = Page::new("Aftercare demo", "The promise of Nordlicht", subtitle);
    page.figures(&figures(facts, steps));
    let lead = "The second ticket was answered late: the refund followed in the same second that \
                somebody looked, and grew as the lateness did.";
    page.section("Two tickets against their targets", lead, &clocks(facts));
    let lead = "Everything that Carla prepaid for three months, after two of them.";
    page.section("Where the prepaid fees went", lead, &money_flow(facts));
    let lead = "Every movement of the agreement's books, with what the contract holds for it afterwards; to \
                the unit what the contract answers.";
    page.section("Account statement", lead, &account(&facts.statement));
    let lead = "Times are block times in UTC; what moved is what people hold more or less after that step.";
    page.section("What happened", lead, &story(steps));
    let lead = "What each contract holds is what its named accounts sum to, in every asset.";
    page.section("Solvency", lead, &solvency(facts, unit));
    page.finish()
}

fn figures(facts: &Facts, steps: &[Step]) -> Vec<Figure> {
    let figure = |label: &str, value: String, note: &str| Figure {
        label: label.to_owned(),
        value,
        note: note.to_owned(),
    };
    let ledger = &facts.ledger;
    let euro = |amount: u128| format!("EUR\u{a0}{}", tell::money(amount));
    vec![
        figure(
            "Refunded by itself",
            euro(ledger.credited.u128()),
            "no claim, no form, no judge",
        ),
        figure(
            "Earned by the provider",
            euro(ledger.paid_to_provider.u128()),
            "for service kept",
        ),
        figure(
            "Protocol fee burnt",
            euro(ledger.burnt.u128()),
            "the only source of rewards",
        ),
        figure(
            "Rewards minted",
            format!("CARE\u{a0}{}", tell::money(gained(steps, "CARE"))),
            "half a token a point",
        ),
    ]
}

/// What people gained of a unit.
fn gained(steps: &[Step], unit: &str) -> u128 {
    let moves = steps.iter().flat_map(|step| &step.moves);
    moves
        .filter(|moved| moved.unit == unit)
        .map(|moved| moved.after.saturating_sub(moved.before))
        .sum()
}

fn clocks(facts: &Facts) -> String {
    let longest = facts
        .clocks
        .iter()
        .map(|(_, clock)| clock.used.0.max(clock.target.0))
        .max();
    let columns = [
        text("Ticket"),
        text("Metric"),
        number("Target"),
        text("Used"),
        text("Verdict"),
    ];
    let rows: Vec<_> = facts
        .clocks
        .iter()
        .map(|(ticket, clock)| clock_row(*ticket, clock, longest.unwrap_or(1)))
        .collect();
    table(&columns, &rows)
}

fn clock_row(ticket: u64, clock: &ClockRow, longest: u64) -> Vec<Cell> {
    let metric = metric_name(clock.metric);
    let verdict = match clock.verdict {
        Verdict::Pending => "running".to_owned(),
        Verdict::Met => "met".to_owned(),
        Verdict::Missed { late } => format!("missed by {}", span(late.0)),
        Verdict::NotMeasured => "not measured".to_owned(),
    };
    let share = clock.used.0 as f64 / longest as f64;
    vec![
        Cell::Text(format!("#{ticket}")),
        Cell::Text(metric.to_owned()),
        Cell::Text(span(clock.target.0)),
        match clock.verdict {
            Verdict::Missed { .. } => Cell::Bar(share, span(clock.used.0)),
            _ => Cell::Kept(share, span(clock.used.0)),
        },
        Cell::Text(verdict),
    ]
}

fn money_flow(facts: &Facts) -> String {
    let ledger = &facts.ledger;
    let stream = |name, units: u128, class| Stream { name, units, class };
    let sink = ledger
        .protocol_fees
        .u128()
        .saturating_sub(ledger.burnt.u128());
    flow(
        "Prepaid by Carla",
        "EUR",
        &[
            stream(
                "Paid to the provider",
                ledger.paid_to_provider.u128(),
                "accent",
            ),
            stream("Still in escrow", ledger.escrowed.u128(), "quiet"),
            stream("Refunded to Carla", ledger.credited.u128(), "bad"),
            stream("Fee sink", sink, "quiet"),
            stream("Burnt", ledger.burnt.u128(), "quiet"),
        ],
    )
}

fn account(statement: &Statement) -> String {
    let columns = [
        text("When"),
        text("Why"),
        text("About"),
        text("From"),
        text("To"),
        number("EUR"),
        number("Balance"),
    ];
    let rows: Vec<_> = statement.lines().iter().map(account_row).collect();
    table(&columns, &rows)
}

fn account_row(line: &Line) -> Vec<Cell> {
    vec![
        Cell::Text(tell::day_and_time(line.at).replace(' ', "\u{a0}")),
        Cell::Text(line.reason.replace('-', " ")),
        Cell::Text(line.about.replace('_', " ")),
        Cell::Text(line.from.name().replace('_', " ")),
        Cell::Text(line.to.name().replace('_', " ")),
        Cell::Text(tell::money(line.amount)),
        Cell::Text(tell::money(line.balance)),
    ]
}

fn story(steps: &[Step]) -> String {
    let columns = [text("When"), text("Who"), text("What"), text("What moved")];
    let mut html = String::new();
    for chapter in steps.chunk_by(|a, b| a.chapter == b.chapter) {
        let title = chapter.first().map_or("", |step| step.chapter);
        html.push_str(&format!("<h3>{}</h3>", escape(title)));
        let rows: Vec<_> = chapter.iter().map(step_row).collect();
        html.push_str(&format!(
            "<div class=\"story\">{}</div>",
            table(&columns, &rows)
        ));
    }
    html
}

fn step_row(step: &Step) -> Vec<Cell> {
    let moved: Vec<String> = step.moves.iter().map(tell::movement).collect();
    vec![
        Cell::Text(tell::day_and_time(step.at).replace(' ', "\u{a0}")),
        Cell::Text(step.who.to_owned()),
        Cell::Text(match &step.turn {
            Some(turn) => format!("{}. {}", step.what, capital(&tell::turn(turn))),
            None => step.what.clone(),
        }),
        Cell::Text(moved.join(", ")),
    ]
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn solvency(facts: &Facts, unit: impl Fn(&Solvency) -> String) -> String {
    let columns = [
        text("Contract"),
        text("Asset"),
        number("Holds"),
        number("Sum of accounts"),
        number("Surplus"),
    ];
    let money = |amount: cosmwasm_std::Uint128| Cell::Text(tell::money(amount.u128()));
    let rows: Vec<_> = facts
        .solvency
        .iter()
        .map(|(contract, row)| {
            vec![
                Cell::Text((*contract).to_owned()),
                Cell::Text(unit(row)),
                money(row.holdings),
                money(row.accounts),
                money(row.surplus),
            ]
        })
        .collect();
    table(&columns, &rows)
}
