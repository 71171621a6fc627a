//! Knowledge items.

use aftercare_domain::time::{Seconds, UnixTime};

use super::questions::{check_name, check_versions};
use super::{AwardState, Decision, Item, Versions};
use crate::{refuse, Account, People, Refused, Step};

/// An accepted answer that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// Its question and answer.
    pub of: (u64, u32),
    /// Whose.
    pub author: Account,
    /// About what.
    pub topic: String,
    /// The product.
    pub product: String,
    /// Its versions.
    pub versions: Versions,
    /// The provider that the question named.
    pub provider: Option<Account>,
    /// Since when.
    pub promoted_at: UnixTime,
    /// The last second in which it is not stale.
    pub review_by: UnixTime,
}

fn check_review(now: UnixTime, review_by: UnixTime) -> Result<(), Refused> {
    if review_by < now || review_by > now.plus(Seconds::days(366)) {
        return refuse("COM-077");
    }
    Ok(())
}

impl People {
    pub(super) fn knowledge_item(&self, item: u64) -> Result<&Knowledge, Refused> {
        let found = self.community.knowledge.get(&item);
        found.ok_or(Refused("COM-070"))
    }

    pub(super) fn promote(
        &mut self,
        step: Step<'_>,
        (question, answer): (u64, u32),
        (product, versions): (&str, Versions),
        review_by: UnixTime,
    ) -> Result<(), Refused> {
        check_name(product, 1)?;
        check_versions(versions)?;
        check_review(step.now, review_by)?;
        let asked = self.question(question)?.clone();
        let author = self.answer(question, answer)?.author.clone();
        let wrong = [AwardState::Overturned, AwardState::Reversed];
        let chose = [Some(Decision::Accepted), Some(Decision::ForAnswer)];
        let mut awards = asked.awards.iter();
        let chosen = awards.any(|a| a.answer == answer && !wrong.contains(&a.state));
        if !chosen || !chose.contains(&asked.decision) {
            return refuse("COM-073");
        }
        let mut known = self.community.knowledge.values();
        if known.any(|known| known.of == (question, answer)) {
            return refuse("COM-074");
        }
        let named = asked.provider.as_deref() == Some(step.sender);
        let curator = self.community.is_curator(step.sender, step.now);
        if author != step.sender && !named && !curator {
            return refuse("COM-075");
        }
        let number = 1 + self.community.knowledge.keys().last().unwrap_or(&0);
        let item = Knowledge {
            of: (question, answer),
            author,
            topic: asked.topic,
            product: product.to_owned(),
            versions,
            provider: asked.provider,
            promoted_at: step.now,
            review_by,
        };
        self.community.knowledge.insert(number, item);
        self.touched.items.insert(Item::Knowledge { item: number });
        Ok(())
    }

    pub(super) fn reconfirm(
        &mut self,
        step: Step<'_>,
        item: u64,
        review_by: UnixTime,
    ) -> Result<(), Refused> {
        let provider = self.knowledge_item(item)?.provider.clone();
        let provides = provider.as_deref() == Some(step.sender);
        if !provides && !self.community.is_curator(step.sender, step.now) {
            return refuse("COM-078");
        }
        check_review(step.now, review_by)?;
        self.touched.items.insert(Item::Knowledge { item });
        if let Some(known) = self.community.knowledge.get_mut(&item) {
            known.review_by = review_by;
        }
        Ok(())
    }
}
