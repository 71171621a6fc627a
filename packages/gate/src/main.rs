//! `aftercare-gate [--forbid DIR]… ARTIFACTS`: reads the four contracts in the folder ARTIFACTS and says
//! whether every released CosmWasm 1.x, 2.x and 3.x would store them. Each `--forbid` names a folder
//! of this machine whose path must not appear inside an artifact.

mod contracts;
mod limits;
mod module;
mod paths;
mod refusal;

use std::{env, fs, path::Path, process::ExitCode};

use contracts::{Contract, CONTRACTS};
use module::Module;
use refusal::Refusal;

const USAGE: &str = "usage: aftercare-gate [--forbid DIR]... ARTIFACTS_DIR";

/// What the command line asks for.
struct Request {
    artifacts: String,
    forbidden: Vec<String>,
}

fn request(mut words: impl Iterator<Item = String>) -> Option<Request> {
    let mut artifacts = None;
    let mut forbidden = Vec::new();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--forbid" => forbidden.push(words.next()?),
            _ if artifacts.is_none() => artifacts = Some(word),
            _ => return None,
        }
    }
    artifacts.map(|artifacts| Request {
        artifacts,
        forbidden,
    })
}

/// Everything that is wrong with one artifact, after its line of the table is printed.
fn inspect(contract: &Contract, request: &Request) -> Vec<Refusal> {
    let path = Path::new(&request.artifacts).join(contract.file());
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            println!("{:<22} not read", contract.file());
            return vec![Refusal::Unreadable {
                path: path.display().to_string(),
                reason: error.to_string(),
            }];
        }
    };
    let mut refusals = limits::size(bytes.len());
    refusals.extend(paths::inside(&bytes, &request.forbidden));
    match Module::read(&bytes) {
        Ok(module) => {
            row(contract, bytes.len(), &module);
            refusals.extend(limits::module(&module));
            refusals.extend(contracts::doors(contract, &module));
        }
        Err(refusal) => {
            println!("{:<22} {:>9}  not accepted", contract.file(), bytes.len());
            refusals.push(refusal);
        }
    }
    refusals
}

fn row(contract: &Contract, size: usize, module: &Module) {
    println!(
        "{:<22} {:>9} {:>9} {:>8} {:>8} {:>7} {:>6}  {}",
        contract.file(),
        size,
        module.functions,
        module.imports.len(),
        module.most_locals,
        module.first_table_elements(),
        module.first_memory_pages(),
        contract.doors.join(" "),
    );
}

fn main() -> ExitCode {
    let Some(request) = request(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    println!(
        "{:<22} {:>9} {:>9} {:>8} {:>8} {:>7} {:>6}  entry points",
        "artifact", "bytes", "functions", "imports", "locals", "table", "pages"
    );
    let mut refused = 0;
    for contract in &CONTRACTS {
        for refusal in inspect(contract, &request) {
            eprintln!(
                "{}: {refusal}\n    do: {}",
                contract.file(),
                refusal.remedy()
            );
            refused += 1;
        }
    }
    if refused == 0 {
        println!("gate: all {} artifacts accepted", CONTRACTS.len());
        return ExitCode::SUCCESS;
    }
    eprintln!("gate: {refused} reason(s) to refuse, see above");
    ExitCode::FAILURE
}
