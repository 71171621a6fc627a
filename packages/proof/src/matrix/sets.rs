//! Named sets of roles and states.

use std::collections::BTreeMap;

/// Some names, or all but some. A name that ends in `*` stands for all that begin so.
#[derive(Clone, Debug, Default)]
pub struct Names {
    but: bool,
    names: Vec<String>,
}

impl Names {
    /// Whether a name is among them.
    #[must_use]
    pub fn hold(&self, name: &str) -> bool {
        let same = |pattern: &String| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == pattern,
        };
        self.names.iter().any(same) != self.but
    }
}

/// Sets by name.
#[derive(Debug, Default)]
pub struct Sets(BTreeMap<String, Vec<String>>);

impl Sets {
    /// `NAME = MEMBER MEMBER …`; a member may be a set that stands above.
    pub fn define(&mut self, text: &str) -> Option<()> {
        let (name, members) = text.split_once(" = ")?;
        let members = self.names(members).names;
        self.0.insert(name.to_owned(), members);
        Some(())
    }

    /// `*`, some names or sets, or `not` and some.
    #[must_use]
    pub fn names(&self, text: &str) -> Names {
        let (but, text) = match text.strip_prefix("not ") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let member = |word: &str| {
            let alone = || vec![word.to_owned()];
            self.0.get(word).cloned().unwrap_or_else(alone)
        };
        let names = text.split_whitespace().flat_map(member).collect();
        Names { but, names }
    }
}
