//! Gas by kind of message.

/// Gas of one kind of message, as its transactions used it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// How many.
    pub times: u64,
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
}

impl Spent {
    /// Counts one more.
    pub(crate) fn add(&mut self, gas: u64) {
        self.times += 1;
        self.most = self.most.max(gas);
        self.least = match self.times {
            1 => gas,
            _ => self.least.min(gas),
        };
    }
}
