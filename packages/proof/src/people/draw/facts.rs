//! What happens at the community's peers.

use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_suite_model::ClosedTicket;

use super::Draw;
use crate::people::Fact;

impl Draw<'_> {
    pub(super) fn fact(&mut self) -> Fact {
        let pair = usize::from(self.one_in(4));
        let (escrow, registry) = self.ground.pairs[pair].clone();
        match self.choices.below(20) {
            0..=10 => self.burnt(escrow),
            11..=17 => Fact::Closed {
                number: self.fresh(&registry),
                registry,
                ticket: self.closed_ticket(),
            },
            18 => Fact::Agent {
                registry,
                provider: self.provider(),
                agent: self.person(),
                until: self.now.plus(Seconds(self.choices.below(30 * DAY))),
            },
            _ => Fact::Paused {
                until: self.now.plus(Seconds(self.choices.below(2 * DAY))),
                escrow,
            },
        }
    }

    fn burnt(&mut self, escrow: String) -> Fact {
        let (account, asset) = (self.person(), self.asset());
        let most = [50, 5_000, 100_000][self.choices.below(3) as usize];
        let key = (escrow, account, asset);
        let before = self.ground.facts.burnt.get(&key).copied();
        let ever = before.unwrap_or_default() + self.amount(most);
        let (escrow, account, asset) = key;
        Fact::Burnt {
            escrow,
            account,
            asset,
            ever,
        }
    }

    pub(super) fn provider(&mut self) -> String {
        let place = [4, 4, 5][self.choices.below(3) as usize];
        self.ground.people[place].clone()
    }

    fn fresh(&mut self, registry: &str) -> u64 {
        let tickets = self.ground.facts.tickets.keys();
        let last = tickets.filter(|(of, _)| of == registry).map(|(_, n)| *n);
        last.max().unwrap_or_default() + 1
    }

    fn closed_ticket(&mut self) -> ClosedTicket {
        let later = [0, 0, DAY, 7 * DAY][self.choices.below(4) as usize];
        let items = self.model.community.knowledge.len() as u64;
        ClosedTicket {
            covered: !self.one_in(12),
            customer: self.person(),
            provider: self.provider(),
            final_at: UnixTime(self.now.0 + later),
            rated: !self.one_in(8),
            cited: (0..3)
                .map(|_| 1 + self.choices.below(items.max(1)))
                .collect(),
        }
    }
}
