//! `aftercare-prune RAW OUT`: takes the printing of backtraces out of a contract as it is linked. Errors of
//! `cosmwasm-std` hold a backtrace that is always the disabled one in Wasm, but what would print any other,
//! down to the reading of compilers' symbols, is linked with it. See DESIGN.md, "Why is the linked module
//! pruned?"

mod failure;
mod functions;
mod rules;
#[cfg(test)]
mod tests;

use std::{env, fs, process::ExitCode};

use wasm_encoder::{CodeSection, Function, Instruction, Module, RawSection};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

use failure::Failure;
use functions::Functions;
use rules::{Cut, PRINTERS};

const USAGE: &str = "usage: aftercare-prune RAW OUT";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [raw, out] = words.as_slice() else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match prune_file(raw, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{raw}: {failure}\n    do: {}", failure.remedy());
            ExitCode::FAILURE
        }
    }
}

fn prune_file(raw: &str, out: &str) -> Result<(), Failure> {
    let bytes = fs::read(raw).map_err(|error| Failure::unusable(raw, &error))?;
    fs::write(out, prune(&bytes)?).map_err(|error| Failure::unusable(out, &error))
}

/// The module without what prints backtraces; every other function stays byte for byte. Debug sections
/// go, because they tell places of the code as it was.
fn prune(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let functions = Functions::read(bytes)?;
    for printer in PRINTERS {
        if !functions.has(printer) {
            return Err(Failure::Missing(printer));
        }
    }
    let mut pruned = Module::new();
    let mut code = CodeSection::new();
    let mut index = functions.imported;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::CodeSectionEntry(body) => {
                put(&mut code, &functions, index, &body)?;
                index += 1;
                if code.len() == functions.defined {
                    pruned.section(&code);
                }
            }
            Payload::CodeSectionStart { .. } => {}
            Payload::CustomSection(custom) if custom.name().starts_with(".debug_") => {}
            other => copy(&mut pruned, bytes, &other),
        }
    }
    Ok(pruned.finish())
}

/// The body of one function, or what stands in for it.
fn put(
    code: &mut CodeSection,
    functions: &Functions,
    index: u32,
    body: &FunctionBody,
) -> Result<(), Failure> {
    if let Some(cut) = functions.cut(index) {
        code.function(&instead(cut));
        return Ok(());
    }
    check_calls(functions, index, body)?;
    code.raw(body.as_bytes());
    Ok(())
}

fn instead(cut: Cut) -> Function {
    let mut body = Function::new([]);
    body.instruction(&match cut {
        // What `fmt` answers when all went well.
        Cut::PrintsNothing => Instruction::I32Const(0),
        Cut::Unreached => Instruction::Unreachable,
    });
    body.instruction(&Instruction::End);
    body
}

/// What stays must not call what goes.
fn check_calls(functions: &Functions, caller: u32, body: &FunctionBody) -> Result<(), Failure> {
    for operator in body.get_operators_reader()? {
        if let Operator::Call { function_index } = operator? {
            if functions.cut(function_index) == Some(Cut::Unreached) {
                return Err(Failure::Called {
                    caller: functions.name(caller).to_owned(),
                    callee: functions.name(function_index).to_owned(),
                });
            }
        }
    }
    Ok(())
}

fn copy(pruned: &mut Module, bytes: &[u8], section: &Payload) {
    let Some((id, range)) = section.as_section() else {
        return;
    };
    let place = usize::try_from(range.start)
        .ok()
        .zip(usize::try_from(range.end).ok());
    if let Some(data) = place.and_then(|(start, end)| bytes.get(start..end)) {
        pruned.section(&RawSection { id, data });
    }
}
