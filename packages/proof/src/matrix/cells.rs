//! One cell: a message from somebody, in a world that is gone back to afterwards.

use aftercare_engine::{Engine, Failure, Snapshot};
use cosmwasm_std::{Addr, Coin};

use super::{Message, Sent, Stage};

/// A world as it was before, and a message to be sent in it.
pub(super) struct Bench<'a> {
    pub stage: &'a mut Stage,
    pub before: &'a Snapshot,
    pub sent: Sent,
    dirty: bool,
}

/// Somebody with what the message costs.
pub(super) struct Sender {
    pub address: Addr,
    /// What everything was when it had the money.
    pub funded: Option<Snapshot>,
}

impl<'a> Bench<'a> {
    pub fn new(stage: &'a mut Stage, before: &'a Snapshot, message: &Message) -> Self {
        let sent = (message.make)(stage);
        Self {
            stage,
            before,
            sent,
            dirty: false,
        }
    }

    /// Gives somebody coins; everything as it is then.
    pub fn fund(&mut self, address: &Addr, funds: &[Coin]) -> Result<Snapshot, Failure> {
        self.dirty = true;
        for coin in funds.iter().filter(|coin| !coin.amount.is_zero()) {
            self.stage.world.engine.fund(address, coin.clone())?;
        }
        Ok(self.stage.world.engine.snapshot())
    }

    /// Sends the message: `allowed`, or the code of the refusal.
    pub fn try_once(&mut self, sender: &Sender) -> Result<String, Failure> {
        let sent = self.sent.clone();
        Ok(self.outcome(&sender.address, &sent))
    }

    /// Whether it goes to the token that is listed, whose `send` carries it on.
    pub fn is_through_token(&self) -> bool {
        self.sent.to == self.stage.dollar
    }

    pub fn outcome(&mut self, sender: &Addr, sent: &Sent) -> String {
        let engine = &mut self.stage.world.engine;
        match engine.execute(sender, &sent.to, &sent.message, &sent.funds) {
            Ok(_) => {
                self.dirty = true;
                "allowed".to_owned()
            }
            Err(failure) => failure.code.unwrap_or(failure.text),
        }
    }

    pub fn is_unchanged(&self, sender: &Sender) -> bool {
        let before = sender.funded.as_ref().unwrap_or(self.before);
        self.stage.world.engine.is_as(before)
    }

    /// Goes back to what was before.
    pub fn clear(&mut self) {
        if self.dirty {
            self.stage.world.engine.restore(self.before);
            self.dirty = false;
        }
    }
}

impl Sender {
    pub fn new(bench: &mut Bench<'_>, role: &'static str) -> Self {
        let address = bench.stage.address(role);
        let funds = bench.sent.funds.clone();
        let funded = match funds.is_empty() {
            true => None,
            // Where there is no money to be had, the message fails for want of it, and that shows.
            false => bench.fund(&address, &funds).ok(),
        };
        Self { address, funded }
    }
}
