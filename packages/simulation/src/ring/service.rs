//! Rings that pay for their own service.

use aftercare_domain::time::DAY;

use super::{Ring, Strategy};
use crate::town::{Town, WEEKS};
use crate::{Act, Post, Who};

impl Ring {
    /// Fees on the first day; ratings and thanks on a later one, every week or after some weeks.
    pub(super) fn serve(&self, town: &mut Town, (week, day): (u64, u64)) {
        if week == 0 && day == 0 {
            self.home(town);
        }
        if day == 0 {
            for member in 0..self.members() {
                self.pay(town, member);
            }
        }
        if day == self.harvest_day() && self.harvests(week) {
            self.wait_for_the_edge(town);
            for member in 0..self.members() {
                self.harvest(town, member, week);
            }
        }
    }

    fn is(&self, strategy: Strategy) -> bool {
        self.strategy == strategy
    }

    fn harvest_day(&self) -> u64 {
        if self.is(Strategy::EpochEdge) {
            6
        } else {
            self.even(2, 0, 6)
        }
    }

    /// In the last week whatever was saved is used.
    fn harvests(&self, week: u64) -> bool {
        let every = if self.is(Strategy::EpochEdge) {
            self.even(3, 1, 4)
        } else {
            1
        };
        week % every == every - 1 || week == WEEKS - 1
    }

    /// The last second of the epoch, or the first one of the next.
    fn wait_for_the_edge(&self, town: &mut Town) {
        if self.is(Strategy::EpochEdge) {
            town.model.act(Act::Wait(DAY - 1 + self.even(4, 0, 1)));
        }
    }

    /// Cheap tickets are rated one by one.
    fn pay(&self, town: &mut Town, member: usize) {
        let parts = match self.strategy {
            Strategy::CheapTickets => self.even(3, 2, 20),
            _ => 1,
        };
        for _ in 0..parts {
            self.burn(town, member, parts.into());
            if parts > 1 {
                self.rate(town, member, 3);
            }
        }
    }

    fn harvest(&self, town: &mut Town, member: usize, week: u64) {
        let (ratings, score) = match self.strategy {
            Strategy::FiveStars => (self.even(3, 1, 10), 5),
            Strategy::OneStar => (self.even(3, 1, 10), 1),
            Strategy::ThanksRing | Strategy::CheapTickets => (0, 0),
            _ => (1, 3),
        };
        for _ in 0..ratings {
            self.rate(town, member, score);
        }
        let friend = self.friend(member, week);
        if friend != member {
            let home = self.home_start(town);
            let percent = u128::from(self.even(5, 1, 100));
            self.thank(town, (member, Self::home_of(home, friend)), percent);
        }
    }

    /// A neighbour, at a distance; or the other one of a pair, which changes every week.
    fn friend(&self, member: usize, week: u64) -> usize {
        let members = self.members();
        if self.is(Strategy::PairRotation) {
            let other = member ^ (1 + (week as usize + self.genes[3] as usize) % 31);
            return if other < members { other } else { member };
        }
        let distance = 1 + self.genes[4] as usize % (members - 1);
        (member + distance) % members
    }

    /// The first question that the ring asked.
    fn home_start(&self, town: &Town) -> usize {
        let asker: Who = town.member(0);
        let mut questions = town.model.questions.iter();
        questions
            .position(|asked| asked.asker == asker)
            .unwrap_or(0)
    }

    /// The ring's provider pays the ring's author out of the ring's purse for each ticket that it closes: money
    /// goes round, and the tickets' fee is burnt.
    pub(super) fn deflect(&self, town: &mut Town, (week, day): (u64, u64)) {
        self.serve(town, (week, day));
        let (tickets, per_item) = (self.even(3, 1, 10), self.steep(4, 1, 20));
        let provider = town.member(self.members() - 1);
        if week == 0 && day == 0 {
            let question = self.home_start(town);
            let post = Post {
                question,
                answer: 0,
            };
            let by = town.member(1);
            town.ring_act(Act::Accept { post });
            town.ring_act(Act::Promote { by, post });
            town.ring_act(Act::FundSupport {
                by: provider,
                amount: per_item * u128::from(tickets * WEEKS),
                per_item,
            });
        }
        if day == 6 {
            for _ in 0..tickets {
                town.ring_act(Act::Help {
                    customer: town.member(0),
                    provider,
                    item: 0,
                });
            }
        }
    }
}
