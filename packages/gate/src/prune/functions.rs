//! The functions of a module, by the name section that the linker wrote.

use std::collections::BTreeMap;

use rustc_demangle::demangle;
use wasmparser::{CustomSectionReader, KnownCustom, Name, Parser, Payload, TypeRef};

use crate::{
    failure::Failure,
    rules::{self, Cut},
};

/// What is known of the functions before the code is read.
#[derive(Debug, Default)]
pub struct Functions {
    /// How many the host defines; they come first.
    pub imported: u32,
    /// How many the module defines.
    pub defined: u32,
    names: BTreeMap<u32, String>,
}

impl Functions {
    /// Reads the counts and the names.
    pub fn read(bytes: &[u8]) -> Result<Self, Failure> {
        let mut functions = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(defined) => functions.defined = defined.count(),
                Payload::CustomSection(custom) => functions.note_names(&custom)?,
                _ => {}
            }
        }
        Ok(functions)
    }

    /// Whether a function has this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.values().any(|own| own == name)
    }

    /// Its name without hashes; empty where it has none.
    pub fn name(&self, index: u32) -> &str {
        self.names.get(&index).map_or("", String::as_str)
    }

    /// What stands in for it, where it goes.
    pub fn cut(&self, index: u32) -> Option<Cut> {
        rules::cut(self.name(index))
    }

    fn note_names(&mut self, custom: &CustomSectionReader) -> Result<(), Failure> {
        let KnownCustom::Name(lists) = custom.as_known() else {
            return Ok(());
        };
        for list in lists {
            let Name::Function(names) = list? else {
                continue;
            };
            for naming in names {
                let naming = naming?;
                let name = format!("{:#}", demangle(naming.name));
                self.names.insert(naming.index, name);
            }
        }
        Ok(())
    }
}
