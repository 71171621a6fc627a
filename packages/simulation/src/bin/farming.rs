//! `farming`: searches the best parameters of every strategy and prints what they earn and cost. What is done
//! already, for the same worlds, is taken from the evidence.

use std::path::PathBuf;

use aftercare_simulation::ring::STRATEGIES;
use aftercare_simulation::search::{best, Evidence, Score, Worlds};
use clap::Parser;

#[derive(Parser)]
struct Args {
    /// Worlds in which each strategy's ten best are played.
    #[arg(long, default_value_t = 1_000)]
    worlds: u64,
    /// Where what was found is kept, and taken from.
    #[arg(long)]
    evidence: Option<PathBuf>,
    /// Which rules and which simulation these are: evidence of others does not count.
    #[arg(long, default_value = "")]
    state: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let mut evidence = read(&args);
    let worlds = Worlds::new(args.worlds);
    for strategy in STRATEGIES.iter().skip(evidence.strategies.len()) {
        eprintln!("{strategy:?} …");
        evidence.strategies.push(best(*strategy, &worlds, 1));
        if let Some(path) = &args.evidence {
            std::fs::write(path, serde_json::to_string(&evidence)? + "\n")?;
        }
    }
    println!("{}", table(&evidence));
    Ok(())
}

/// Only what was found for the same rules in as many worlds counts.
fn read(args: &Args) -> Evidence {
    let nothing = Evidence {
        state: args.state.clone(),
        worlds: args.worlds,
        strategies: vec![],
    };
    let text = args.evidence.as_ref().map(std::fs::read_to_string);
    let found = text.and_then(|text| serde_json::from_str::<Evidence>(&text.ok()?).ok());
    let same = |found: &Evidence| found.state == args.state && found.worlds == args.worlds;
    found.filter(same).unwrap_or(nothing)
}

fn table(evidence: &Evidence) -> String {
    let head = "| strategy | identities | cost | earned | earned of 1,000 spent | break-even token price | honest rewards fall by |\n\
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |";
    let rows = evidence
        .strategies
        .iter()
        .filter_map(|best| best.first())
        .map(row);
    [head.to_owned()]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(score: &Score) -> String {
    let sum = score.better();
    let price = sum.break_even().map_or("no token".to_owned(), |price| {
        format!("{}.{:03}", price / 1_000, price % 1_000)
    });
    let fall = score.ample.honest_fall();
    format!(
        "| {:?} | {} | {} | {} | {} | {price} | {}.{:04} % |",
        score.ring.strategy,
        score.ring.members(),
        sum.cost(),
        sum.earned(),
        sum.per_million() / 1_000,
        fall / 10_000,
        fall % 10_000,
    )
}
