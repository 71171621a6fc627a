//! `proof matrix`.

use std::path::PathBuf;

use aftercare_engine::Failure;
use indicatif::ProgressIterator;

use super::{contracts, published, run, Report, Sample};
use crate::evidence::Evidence;

/// What is asked of `proof matrix`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// One contract only.
    #[arg(long)]
    contract: Option<String>,
    /// Where the published table is written.
    #[arg(long)]
    table: Option<PathBuf>,
    /// Where the counts are written.
    #[arg(long)]
    evidence: Option<PathBuf>,
    /// Which state of the sources the evidence is of.
    #[arg(long, default_value = "")]
    sources: String,
}

/// Tries every cell and prints the counts.
///
/// # Errors
/// Every cell that is not as written.
pub fn run_all(arguments: &Arguments) -> Result<(), Failure> {
    let mut told = vec![];
    let wanted = |name: &str| arguments.contract.as_deref().is_none_or(|it| it == name);
    let all: Vec<_> = contracts()
        .into_iter()
        .filter(|it| wanted(it.name))
        .collect();
    for contract in all.into_iter().progress() {
        let report = run(&contract, Sample::All)?;
        told.push((contract, report));
    }
    let reports = || told.iter().map(|(_, report)| report);
    for report in reports() {
        println!("{report}");
    }
    let cells: usize = reports().map(|report| report.cells.len()).sum();
    println!("{cells} cells");
    let complaints: String = reports().map(Report::complaints).collect();
    if !complaints.is_empty() {
        return Err(Failure::new(complaints));
    }
    if let Some(path) = &arguments.table {
        let failure = |error| Failure::new(format!("{}: {error}", path.display()));
        std::fs::write(path, published(&told)?).map_err(failure)?;
    }
    if let Some(path) = &arguments.evidence {
        evidence(&arguments.sources, reports()).write(path)?;
    }
    Ok(())
}

/// The counts of a run.
fn evidence<'a>(sources: &str, reports: impl Iterator<Item = &'a Report>) -> Evidence {
    let mut evidence = Evidence::of(sources);
    // A count of cells fits into 64 bits.
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    for report in reports {
        let of = report.contract;
        evidence.add("cells", count(report.cells.len()));
        evidence.add(&format!("{of}: cells"), count(report.cells.len()));
        evidence.add(&format!("{of}: allowed"), count(report.allowed()));
        evidence.add(&format!("{of}: codes"), count(report.codes().len()));
        evidence.add(&format!("{of}: sent twice"), report.repeated);
        evidence.add(
            &format!("{of}: refused the second time"),
            report.refused_again,
        );
        evidence.add(&format!("{of}: ways to attach money"), report.funds);
        if report.clocks > 0 {
            evidence.add(&format!("{of}: clocks watched"), report.clocks);
        }
    }
    evidence
}
