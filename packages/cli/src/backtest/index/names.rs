//! Texts that come again and again, once.

use std::collections::HashMap;

/// Texts by number.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<String, u32>,
    pub texts: Vec<String>,
}

impl Names {
    /// The number of a text, a new one where it was not seen before.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}
