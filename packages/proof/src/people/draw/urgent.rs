//! What is only possible for a few days: awards that vest, challenges that wait for votes, top-ups that wait to
//! join. Without a lift such moments pass unused in nearly every life.

use aftercare_suite_model::community::{AwardState, CommunityAct as Do, Question};

use super::{Draw, Drawn};

impl Draw<'_> {
    /// Something of that, where the draw falls on it.
    pub(super) fn urgent(&mut self) -> Option<Drawn> {
        let now = self.now;
        let challenged = self.model.community.questions.values().rev();
        let waits = challenged.take(12).any(is_challenged);
        if waits && self.one_in(4) {
            return Some(self.votes_unless_interested());
        }
        let vests = |it: &Question| {
            let free = it.awards.iter().any(|a| a.state == AwardState::Vesting);
            it.bounty.is_some() && free && now < it.vests_at
        };
        let mut recent = self.model.community.questions.values().rev().take(12);
        if recent.any(vests) && self.one_in(8) {
            return Some(self.challenges());
        }
        let joins = |it: &Question| it.funders.values().any(|funder| funder.at(now).1 > 0);
        let mut recent = self.model.community.questions.values().rev().take(12);
        let waits = recent.any(joins);
        (waits && self.one_in(16)).then(|| self.takes_back())
    }

    /// Mostly a curator who may: who did not ask, fund, answer or challenge.
    fn votes_unless_interested(&mut self) -> Drawn {
        let (question, found) = self.question(is_challenged);
        let Some(found) = found else {
            return self.votes();
        };
        let answer = self.award(Some(&found), AwardState::Challenged);
        let curators = self.model.community.curators.at(self.now).iter();
        let free: Vec<String> = curators
            .filter(|it| !has_stake(&found, it))
            .cloned()
            .collect();
        let sender = match self.of(&free) {
            Some(curator) => curator,
            None => self.curator(),
        };
        let wrong = self.one_in(2);
        let act = Do::Vote {
            question,
            answer,
            wrong,
        };
        self.unpaid(sender, act)
    }
}

fn is_challenged(question: &Question) -> bool {
    let mut awards = question.awards.iter();
    awards.any(|award| award.state == AwardState::Challenged)
}

fn has_stake(question: &Question, account: &str) -> bool {
    let challengers = question
        .answers
        .iter()
        .filter_map(|it| it.challenge.as_ref());
    let mut challengers = challengers.map(|challenge| &challenge.challenger);
    question.asker == account
        || question.funders.contains_key(account)
        || question.answer_of(account).is_some()
        || challengers.any(|challenger| challenger == account)
}
