//! What a module says of itself, read once; whether it keeps to the instructions that all releases run.

use wasmparser::{
    CompositeInnerType, ExternalKind, FunctionBody, MemoryType, Parser, Payload, TableType,
    TypeRef, Validator, WasmFeatures,
};

use crate::refusal::Refusal;

/// The language of CosmWasm 1.0: no floats, no sign extension, no bulk memory, no reference types,
/// no several results. Later releases accept a little more; nothing is gained by using it.
const ACCEPTED: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL;

/// The facts on which a chain decides.
#[derive(Debug, Default)]
pub struct Module {
    /// Names of exported functions.
    pub exports: Vec<String>,
    /// `module.name` of each import.
    pub imports: Vec<String>,
    /// Imports that are no functions.
    pub imported_objects: Vec<String>,
    /// The tables that it declares.
    pub tables: Vec<TableType>,
    /// The memories that it declares.
    pub memories: Vec<MemoryType>,
    /// How many functions it has, imports not counted.
    pub functions: usize,
    /// Parameters of the function type that has the most.
    pub most_params: usize,
    /// Results of the function type that has the most.
    pub most_results: usize,
    /// Parameters of all its functions together.
    pub total_params: usize,
    /// Local variables of the function that has the most.
    pub most_locals: usize,
    /// Local variables of all its functions together.
    pub total_locals: usize,
    type_params: Vec<usize>,
}

impl Module {
    /// Reads a module and validates each instruction of it.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        Validator::new_with_features(ACCEPTED).validate_all(bytes)?;
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            module.note(payload?)?;
        }
        Ok(module)
    }

    /// Entries of the first table; zero where there is none.
    pub fn first_table_elements(&self) -> u64 {
        self.tables.first().map_or(0, |table| table.initial)
    }

    /// Pages of the first memory; zero where there is none.
    pub fn first_memory_pages(&self) -> u64 {
        self.memories.first().map_or(0, |memory| memory.initial)
    }

    fn note(&mut self, payload: Payload) -> Result<(), Refusal> {
        match payload {
            Payload::TypeSection(groups) => {
                for group in groups {
                    for declared in group?.into_types() {
                        self.note_type(&declared.composite_type.inner);
                    }
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    self.note_import(format!("{}.{}", import.module, import.name), import.ty);
                }
            }
            Payload::FunctionSection(types) => {
                for index in types {
                    let params = usize::try_from(index?).ok();
                    let params = params.and_then(|index| self.type_params.get(index));
                    self.functions += 1;
                    self.total_params += params.copied().unwrap_or_default();
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                self.memories = memories.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exports.push(export.name.to_owned());
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.note_locals(&body)?,
            _ => {}
        }
        Ok(())
    }

    fn note_type(&mut self, declared: &CompositeInnerType) {
        if let CompositeInnerType::Func(function) = declared {
            let params = function.params().len();
            self.type_params.push(params);
            self.most_params = self.most_params.max(params);
            self.most_results = self.most_results.max(function.results().len());
        }
    }

    fn note_import(&mut self, name: String, kind: TypeRef) {
        if !matches!(kind, TypeRef::Func(_)) {
            self.imported_objects.push(name.clone());
        }
        self.imports.push(name);
    }

    fn note_locals(&mut self, body: &FunctionBody) -> Result<(), Refusal> {
        let mut locals = 0;
        for group in body.get_locals_reader()? {
            locals += usize::try_from(group?.0).unwrap_or(usize::MAX);
        }
        self.most_locals = self.most_locals.max(locals);
        self.total_locals += locals;
        Ok(())
    }
}

#[cfg(test)]
pub fn from_text(text: &str) -> Module {
    Module::read(&wat::parse_str(text).unwrap()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuses(text: &str) -> bool {
        let bytes = wat::parse_str(text).unwrap();
        matches!(Module::read(&bytes), Err(Refusal::NotAccepted { .. }))
    }

    fn body(instructions: &str) -> String {
        format!("(module (memory 1) (func (param i32 i64 i32) {instructions}))")
    }

    #[test]
    fn the_facts_of_a_module_are_counted() {
        let module = from_text(
            r#"(module
                (import "env" "debug" (func (param i32)))
                (memory (export "memory") 17)
                (table 5 5 funcref)
                (func (param i32 i32) (result i32) (local i32 i64 i32) local.get 0)
                (func (export "query") (param i64) (local i32)))"#,
        );
        assert_eq!(module.exports, ["query"]);
        assert_eq!(module.imports, ["env.debug"]);
        assert_eq!((module.functions, module.total_params), (2, 3));
        assert_eq!((module.most_params, module.most_results), (2, 1));
        assert_eq!((module.most_locals, module.total_locals), (3, 4));
        assert_eq!(module.first_table_elements(), 5);
        assert_eq!(module.first_memory_pages(), 17);
    }

    #[test]
    fn bytes_that_are_no_module_are_refused() {
        assert!(matches!(
            Module::read(b"no module"),
            Err(Refusal::NotAccepted { .. })
        ));
    }

    #[test]
    fn copying_and_filling_memory_in_bulk_is_refused() {
        let three = "local.get 0 local.get 2 local.get 0";
        assert!(refuses(&body(&format!("{three} memory.copy"))));
        assert!(refuses(&body(&format!("{three} memory.fill"))));
    }

    #[test]
    fn sign_extension_is_refused() {
        assert!(refuses(&body("local.get 0 i32.extend8_s drop")));
        assert!(refuses(&body("local.get 1 i64.extend32_s drop")));
    }

    #[test]
    fn floats_and_their_saturating_conversion_are_refused() {
        assert!(refuses(&body("f64.const 1 drop")));
        assert!(refuses(&body("local.get 0 f32.convert_i32_s drop")));
        assert!(refuses("(module (func (param f64)))"));
        assert!(refuses(&body("f64.const 1 i32.trunc_sat_f64_s drop")));
    }

    #[test]
    fn vectors_are_refused() {
        assert!(refuses(&body("v128.const i64x2 0 0 drop")));
    }

    #[test]
    fn reference_types_are_refused() {
        assert!(refuses("(module (table 1 externref))"));
        assert!(refuses("(module (table 1 1 funcref) (table 1 1 funcref))"));
        assert!(refuses(&body("ref.null func drop")));
        assert!(refuses(
            "(module (table 1 funcref) (func (result i32) table.size 0))"
        ));
    }

    #[test]
    fn several_results_are_refused() {
        assert!(refuses(
            "(module (func (result i32 i32) i32.const 1 i32.const 2))"
        ));
        assert!(refuses(&body("(block (param i32) drop)")));
    }

    #[test]
    fn threads_tail_calls_and_exceptions_are_refused() {
        assert!(refuses("(module (memory 1 1 shared))"));
        assert!(refuses(&body("atomic.fence")));
        assert!(refuses("(module (func $f return_call $f))"));
        assert!(refuses("(module (tag))"));
    }

    #[test]
    fn a_second_memory_and_a_wide_one_are_refused() {
        assert!(refuses("(module (memory 1) (memory 1))"));
        assert!(refuses("(module (memory i64 1))"));
    }
}
