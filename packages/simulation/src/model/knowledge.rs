//! Knowledge items, and what providers pay for those that close their tickets.

use aftercare_domain::time::Seconds;

use super::{Item, Model};
use crate::{Post, Who};

/// Reviews are as far apart as they may be.
const REVIEW: Seconds = Seconds::days(366);

impl Model {
    pub(super) fn promote(&mut self, by: Who, post: Post) -> Option<()> {
        let author = self.answer_of(post)?.author;
        let accepted = self.questions[post.question].awarded() == Some(post.answer);
        let stands_for = author == by || self.setup.curators.contains(&by);
        let known = self.items.iter().any(|item| item.post == post);
        if !accepted || !stands_for || known {
            return None;
        }
        let review_by = self.now.plus(REVIEW);
        self.items.push(Item { post, review_by });
        Some(())
    }

    /// The month's cap is as high as can be.
    pub(super) fn fund_support(&mut self, by: Who, amount: u128, per_item: u128) -> Option<()> {
        if amount == 0 || per_item == 0 {
            return None;
        }
        let support = self.support.entry(by).or_default();
        support.left += amount;
        support.per_item = per_item;
        self.coins(by, amount, -1);
        Some(())
    }

    pub(super) fn help(&mut self, of: (Who, Who), item: usize) -> Option<()> {
        let (customer, provider) = of;
        let item = *self.items.get(item)?;
        let author = self.answer_of(item.post)?.author;
        if author == customer || self.now > item.review_by {
            return None;
        }
        let support = self.support.get_mut(&provider)?;
        let amount = support.per_item;
        support.left = support.left.checked_sub(amount)?;
        self.coins(author, amount, 1);
        Some(())
    }

    pub(super) fn withdraw_support(&mut self, by: Who) -> Option<()> {
        let support = self.support.remove(&by)?;
        self.coins(by, support.left, 1);
        Some(())
    }
}
