//! Sizes and counts: what the chain's own check allows, and how large we let an artifact grow.

use crate::{module::Module, refusal::Refusal};

/// Half of the 800 KiB that chains accept, so that later releases have room.
const MOST_BYTES: usize = 400 * 1024;
const MOST_PAGES: u64 = 512;
const MOST_TABLE_ELEMENTS: u64 = 2_500;
const MOST_IMPORTS: usize = 100;
const MOST_FUNCTIONS: usize = 20_000;
const MOST_PARAMS: usize = 100;
const MOST_TOTAL_PARAMS: usize = 10_000;
const MOST_RESULTS: usize = 1;
const MOST_LOCALS: usize = 100;
const MOST_TOTAL_LOCALS: usize = 10_000;

/// Refuses an artifact that is too large to store.
pub fn size(bytes: usize) -> Vec<Refusal> {
    above("bytes", bytes, MOST_BYTES).into_iter().collect()
}

/// Refuses memories, tables and counts beyond what the virtual machines of the chains accept.
pub fn module(module: &Module) -> Vec<Refusal> {
    let counts = [
        ("imports", module.imports.len(), MOST_IMPORTS),
        ("functions", module.functions, MOST_FUNCTIONS),
        ("parameters of a function", module.most_params, MOST_PARAMS),
        (
            "parameters of all functions",
            module.total_params,
            MOST_TOTAL_PARAMS,
        ),
        ("results of a function", module.most_results, MOST_RESULTS),
        ("locals of a function", module.most_locals, MOST_LOCALS),
        (
            "locals of all functions",
            module.total_locals,
            MOST_TOTAL_LOCALS,
        ),
    ];
    let mut refusals: Vec<_> = counts
        .into_iter()
        .filter_map(|(what, found, limit)| above(what, found, limit))
        .collect();
    refusals.extend(memory(module));
    refusals.extend(table(module));
    let objects = module.imported_objects.iter().cloned();
    refusals.extend(objects.map(Refusal::ImportNoFunction));
    refusals
}

fn memory(module: &Module) -> Option<Refusal> {
    let [memory] = module.memories.as_slice() else {
        return Some(Refusal::MemoryMissing);
    };
    if let Some(pages) = memory.maximum {
        return Some(Refusal::MemoryBounded { pages });
    }
    above("first pages of memory", memory.initial, MOST_PAGES)
}

fn table(module: &Module) -> Option<Refusal> {
    let table = module.tables.first()?;
    match table.maximum {
        Some(elements) => above("table elements", elements, MOST_TABLE_ELEMENTS),
        None => Some(Refusal::TableUnbounded),
    }
}

fn above<T: PartialOrd + ToString>(what: &'static str, found: T, limit: T) -> Option<Refusal> {
    (found > limit).then(|| Refusal::TooMany {
        what,
        found: found.to_string(),
        limit: limit.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::module::from_text;

    fn refusals(text: &str) -> Vec<Refusal> {
        module(&from_text(&format!("(module {text})")))
    }

    fn too_many(what: &'static str, found: &str, limit: &str) -> Refusal {
        Refusal::TooMany {
            what,
            found: found.into(),
            limit: limit.into(),
        }
    }

    #[test]
    fn the_largest_size_passes_and_one_byte_more_does_not() {
        assert_eq!(size(409_600), []);
        assert_eq!(size(409_601), [too_many("bytes", "409601", "409600")]);
    }

    #[test]
    fn one_memory_of_up_to_512_pages_without_a_maximum_passes() {
        assert_eq!(refusals("(memory 512)"), []);
        assert_eq!(
            refusals("(memory 513)"),
            [too_many("first pages of memory", "513", "512")]
        );
        assert_eq!(
            refusals("(memory 1 5)"),
            [Refusal::MemoryBounded { pages: 5 }]
        );
        assert_eq!(refusals(""), [Refusal::MemoryMissing]);
    }

    #[test]
    fn an_imported_memory_is_refused() {
        assert_eq!(
            refusals(r#"(import "env" "memory" (memory 1))"#),
            [
                Refusal::MemoryMissing,
                Refusal::ImportNoFunction("env.memory".into())
            ]
        );
    }

    #[test]
    fn one_table_of_up_to_2500_elements_passes() {
        assert_eq!(refusals("(memory 1) (table 2500 2500 funcref)"), []);
        assert_eq!(
            refusals("(memory 1) (table 1 2501 funcref)"),
            [too_many("table elements", "2501", "2500")]
        );
        assert_eq!(
            refusals("(memory 1) (table 1 funcref)"),
            [Refusal::TableUnbounded]
        );
    }

    #[test]
    fn a_function_of_up_to_100_parameters_passes() {
        let with = |count: usize| format!("(memory 1) (func (param {}))", "i32 ".repeat(count));
        assert_eq!(refusals(&with(100)), []);
        assert_eq!(
            refusals(&with(101)),
            [too_many("parameters of a function", "101", "100")]
        );
    }

    #[test]
    fn a_function_of_up_to_100_locals_passes() {
        let with = |count: usize| format!("(memory 1) (func (local {}))", "i32 ".repeat(count));
        assert_eq!(refusals(&with(100)), []);
        assert_eq!(
            refusals(&with(101)),
            [too_many("locals of a function", "101", "100")]
        );
    }

    #[test]
    fn all_functions_together_have_up_to_10000_parameters_and_locals() {
        let wide = format!("(func (param {0}) (local {0}))", "i64 ".repeat(100));
        let with = |count: usize, rest: &str| format!("(memory 1) {} {rest}", wide.repeat(count));
        assert_eq!(refusals(&with(100, "")), []);
        assert_eq!(
            refusals(&with(100, "(func (param i32) (local i32))")),
            [
                too_many("parameters of all functions", "10001", "10000"),
                too_many("locals of all functions", "10001", "10000")
            ]
        );
    }

    #[test]
    fn up_to_20000_functions_pass() {
        let with = |count: usize| format!("(memory 1) {}", "(func)".repeat(count));
        assert_eq!(refusals(&with(20_000)), []);
        assert_eq!(
            refusals(&with(20_001)),
            [too_many("functions", "20001", "20000")]
        );
    }

    #[test]
    fn up_to_100_imports_pass() {
        let one = r#"(import "env" "debug" (func))"#;
        let with = |count: usize| format!("{} (memory 1)", one.repeat(count));
        assert_eq!(refusals(&with(100)), []);
        assert_eq!(refusals(&with(101)), [too_many("imports", "101", "100")]);
    }
}
