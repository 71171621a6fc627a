//! Questions, answers, bounties, challenges, knowledge.

use aftercare_domain::time::{UnixTime, DAY};
use aftercare_suite_model::community::{
    Award, AwardState, CommunityAct as Do, Hook, NewQuestion, Question, Standing, State,
};
use aftercare_suite_model::Asset;

use super::{Draw, Drawn};

impl Draw<'_> {
    /// Mostly what somebody can do now: where nothing is open, to ask; where nothing stands, to answer.
    pub(super) fn about_questions(&mut self) -> Drawn {
        let open = self.is_open();
        let questions = self.model.community.questions.values().rev().take(12);
        let open: Vec<_> = questions.filter(|it| open(it)).collect();
        let stands = open.iter().any(|it| it.standing() > 0);
        match open.len() {
            0 | 1 if !self.one_in(6) => self.asks(),
            _ if !stands && !self.one_in(6) => self.answers(),
            _ => self.about_any_question(),
        }
    }

    fn about_any_question(&mut self) -> Drawn {
        match self.choices.below(40) {
            0..=5 => self.asks(),
            6..=14 => self.answers(),
            15..=17 => self.changes_answer(),
            18..=19 => self.dismisses(),
            20..=21 => self.stands_behind(),
            22..=25 => self.tops_up(),
            26..=27 => self.takes_back(),
            28 => self.gives_up(),
            29..=33 => self.accepts(),
            34 => self.challenges(),
            35 => self.votes(),
            _ => {
                let (question, _) = self.question(|question| question.bounty.is_some());
                let sender = self.person();
                self.unpaid(sender, Do::Poke { question })
            }
        }
    }

    fn asks(&mut self) -> Drawn {
        let new = NewQuestion {
            topic: ["backup", "mail", "backup", ""][self.pick(&[6, 6, 6, 1])].to_owned(),
            product: ["vault", "", "v\u{e4}ult"][self.pick(&[8, 4, 1])].to_owned(),
            versions: [
                None,
                Some((1, Some(3))),
                Some((2, None)),
                Some((3, Some(2))),
            ][self.pick(&[6, 3, 3, 1])],
            provider: if self.one_in(2) {
                Some(self.provider())
            } else {
                None
            },
        };
        let sender = self.person();
        if self.one_in(5) {
            return self.unpaid(sender, Do::Paid(Hook::Ask(new)));
        }
        let most = [9, 400, 3_000][self.choices.below(3) as usize];
        let money = (self.asset(), self.amount(most));
        self.paid(sender, Hook::Ask(new), money)
    }

    /// A place, drawn by weights.
    pub(super) fn pick(&mut self, weights: &[u64]) -> usize {
        let mut rest = self.choices.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            if rest < *weight {
                return place;
            }
            rest -= weight;
        }
        0
    }

    fn is_open(&self) -> impl Fn(&Question) -> bool {
        let now = self.now;
        move |question| question.state(now) == State::Open
    }

    fn answers(&mut self) -> Drawn {
        let open = self.is_open();
        let (number, question) = self.question(open);
        let people = self.ground.people.clone();
        let free = people.into_iter().filter(|person| {
            let question = question.as_ref();
            question.is_none_or(|it| it.asker != *person && it.answer_of(person).is_none())
        });
        let free: Vec<String> = free.collect();
        let sender = match self.of(&free) {
            Some(sender) => sender,
            None => self.person(),
        };
        self.unpaid(sender, Do::Answer { question: number })
    }

    /// The author of one of its answers.
    fn author(&mut self, question: Option<&Question>) -> (u32, String) {
        let answers = question.map(|it| it.answers.clone()).unwrap_or_default();
        let standing = (0..).zip(&answers);
        let standing = standing.filter(|(_, it)| it.standing == Standing::Standing);
        let standing: Vec<(u32, String)> = standing
            .map(|(place, answer)| (place, answer.author.clone()))
            .collect();
        match self.of(&standing) {
            Some(found) => found,
            None => (self.choices.below(3) as u32, self.person()),
        }
    }

    fn changes_answer(&mut self) -> Drawn {
        let open = self.is_open();
        let (question, found) = self.question(|it| open(it) && !it.answers.is_empty());
        let (_, author) = self.author(found.as_ref());
        let act = if self.one_in(2) {
            Do::EditAnswer { question }
        } else {
            Do::WithdrawAnswer { question }
        };
        self.unpaid(author, act)
    }

    pub(super) fn curator(&mut self) -> String {
        let curators = self.model.community.curators.at(self.now).to_vec();
        match self.of(&curators) {
            Some(curator) => curator,
            None => self.person(),
        }
    }

    fn dismisses(&mut self) -> Drawn {
        let open = self.is_open();
        let (question, found) = self.question(|it| open(it) && !it.answers.is_empty());
        let (answer, _) = self.author(found.as_ref());
        let curator = self.curator();
        self.unpaid(curator, Do::Dismiss { question, answer })
    }

    fn stands_behind(&mut self) -> Drawn {
        let (question, found) = self.question(|it| it.provider.is_some() && it.standing() > 0);
        let (answer, _) = self.author(found.as_ref());
        let provider = found.and_then(|it| it.provider);
        let agents = self.ground.facts.agents.keys();
        let agents = agents.filter(|(_, of, _)| Some(of) == provider.as_ref());
        let mut speakers: Vec<String> = agents.map(|(_, _, agent)| agent.clone()).collect();
        speakers.extend(provider);
        let sender = match self.of(&speakers) {
            Some(sender) => sender,
            None => self.person(),
        };
        self.unpaid(sender, Do::MakeOfficial { question, answer })
    }

    /// Its bounty's asset, or any.
    fn asset_of(&mut self, question: Option<&Question>) -> Asset {
        let bounty = question.and_then(|it| it.bounty.clone());
        bounty.map_or_else(|| self.asset(), |bounty| bounty.asset)
    }

    fn tops_up(&mut self) -> Drawn {
        let open = self.is_open();
        let (question, found) = self.question(|it| open(it) && it.bounty.is_some());
        let (asset, amount) = (self.asset_of(found.as_ref()), self.amount(900));
        let sender = self.person();
        self.paid(sender, Hook::TopUp { question }, (asset, amount))
    }

    pub(super) fn takes_back(&mut self) -> Drawn {
        let now = self.now;
        let waits = move |it: &Question| it.funders.values().any(|f| f.at(now).1 > 0);
        let (question, found) = self.question(waits);
        let funders = found.map(|it| it.funders).unwrap_or_default();
        let funders: Vec<String> = funders.into_keys().collect();
        let sender = match self.of(&funders) {
            Some(funder) => funder,
            None => self.person(),
        };
        self.unpaid(sender, Do::TakeBack { question })
    }

    fn gives_up(&mut self) -> Drawn {
        let open = self.is_open();
        let (question, found) =
            self.question(|it| open(it) && it.bounty.is_some() && it.standing() == 0);
        let sender = found.map_or_else(|| self.person(), |it| it.asker);
        self.unpaid(sender, Do::WithdrawBounty { question })
    }

    fn accepts(&mut self) -> Drawn {
        let open = self.is_open();
        let (question, found) = self.question(|it| open(it) && it.standing() > 0);
        let sender = found
            .as_ref()
            .map_or_else(|| self.person(), |it| it.asker.clone());
        let mut chosen: Vec<u32> = (0..=self.choices.below(4))
            .map(|_| self.author(found.as_ref()).0)
            .collect();
        if !self.one_in(12) {
            chosen.sort_unstable();
            chosen.dedup();
            let turn = self.choices.place(&chosen);
            chosen.rotate_left(turn);
        }
        let weights = self.weights(&chosen);
        self.unpaid(sender, Do::Accept { question, weights })
    }

    /// Shares that sum to the whole.
    fn weights(&mut self, chosen: &[u32]) -> Vec<(u32, u32)> {
        let mut rest = 10_000;
        let mut weights = vec![];
        for answer in chosen {
            let share = if weights.len() + 1 == chosen.len() {
                rest
            } else {
                1 + self.choices.below(rest.max(4) as u64 / 2) as u32
            };
            rest = rest.saturating_sub(share);
            weights.push((*answer, share));
        }
        weights
    }

    /// One of its awards that is in a state.
    pub(super) fn award(&mut self, question: Option<&Question>, state: AwardState) -> u32 {
        let awards: Vec<Award> = question.map(|it| it.awards.clone()).unwrap_or_default();
        let awards = awards.into_iter().filter(|it| it.state == state);
        let awards: Vec<u32> = awards.map(|award| award.answer).collect();
        self.of(&awards).unwrap_or_default()
    }

    pub(super) fn challenges(&mut self) -> Drawn {
        let now = self.now;
        let vests = move |it: &Question| {
            let free = it.awards.iter().any(|a| a.state == AwardState::Vesting);
            it.bounty.is_some() && free && now < it.vests_at
        };
        let (question, found) = self.question(vests);
        let answer = self.award(found.as_ref(), AwardState::Vesting);
        let bond = self.model.bond(question, answer).unwrap_or(1);
        let asset = self.asset_of(found.as_ref());
        let sender = self.person();
        self.paid(sender, Hook::Challenge { question, answer }, (asset, bond))
    }

    pub(super) fn votes(&mut self) -> Drawn {
        let challenged =
            |it: &Question| it.awards.iter().any(|a| a.state == AwardState::Challenged);
        let (question, found) = self.question(challenged);
        let act = Do::Vote {
            question,
            answer: self.award(found.as_ref(), AwardState::Challenged),
            wrong: self.choices.below(3) > 0,
        };
        let curator = self.curator();
        self.unpaid(curator, act)
    }

    pub(super) fn review(&mut self) -> UnixTime {
        let later = [0, 2 * DAY, 30 * DAY, 366 * DAY, 366 * DAY + 1];
        let later = later[self.pick(&[2, 4, 8, 2, 1])];
        UnixTime(self.now.0 + later)
    }
}
