//! The wrong sender, the wrong money, the wrong number.

use aftercare_suite_model::community::{CommunityAct as Do, Hook};
use aftercare_suite_model::Act;

use super::{Draw, Drawn};
use crate::people::ground::STRAY;

impl Draw<'_> {
    pub(super) fn spoilt(&mut self, (sender, act, funds): Drawn) -> Drawn {
        match self.choices.below(5) {
            0..=1 => (self.person(), act, funds),
            2 => self.other_money((sender, act, funds)),
            _ => (sender, self.other_number(act), funds),
        }
    }

    fn other_money(&mut self, (sender, act, mut funds): Drawn) -> Drawn {
        match (self.choices.below(4), funds.first_mut()) {
            (0, Some(coin)) => coin.1 += 1,
            (1, Some(coin)) if coin.1 > 1 => coin.1 -= 1,
            (2, Some(coin)) => coin.0 = STRAY.to_owned(),
            (3, Some(_)) => funds.clear(),
            _ => {
                if funds.iter().all(|(denom, _)| denom != STRAY) {
                    funds.push((STRAY.to_owned(), 1));
                }
            }
        }
        (sender, act, funds)
    }

    fn other_number(&mut self, act: Act) -> Act {
        let last = self.model.community.questions.len() as u64;
        let (other, place) = (self.choices.below(last + 2), self.choices.below(5) as u32);
        match act {
            Act::Community(Do::VoidPoints { epoch, item, .. }) => {
                let owner = self.person();
                Act::Community(Do::VoidPoints { epoch, owner, item })
            }
            Act::Community(act) => Act::Community(renumbered(act, (other, place))),
            Act::Send {
                token,
                owner,
                amount,
                hook,
            } => Act::Send {
                token,
                owner,
                amount: if self.one_in(3) { amount + 1 } else { amount },
                hook: rehooked(hook, (other, place)),
            },
            act => act,
        }
    }
}

fn rehooked(hook: Hook, (question, answer): (u64, u32)) -> Hook {
    match hook {
        Hook::TopUp { .. } => Hook::TopUp { question },
        Hook::Challenge { .. } => Hook::Challenge { question, answer },
        hook => hook,
    }
}

fn renumbered(act: Do, (question, answer): (u64, u32)) -> Do {
    match act {
        Do::Paid(hook) => Do::Paid(rehooked(hook, (question, answer))),
        Do::Answer { .. } => Do::Answer { question },
        Do::EditAnswer { .. } => Do::EditAnswer { question },
        Do::WithdrawAnswer { .. } => Do::WithdrawAnswer { question },
        Do::Dismiss { .. } => Do::Dismiss { question, answer },
        Do::MakeOfficial { .. } => Do::MakeOfficial { question, answer },
        Do::TakeBack { .. } => Do::TakeBack { question },
        Do::WithdrawBounty { .. } => Do::WithdrawBounty { question },
        // Shares that are one too many, or another question.
        Do::Accept {
            question: chosen,
            mut weights,
        } if answer > 1 => {
            weights.iter_mut().take(1).for_each(|weight| weight.1 += 1);
            let question = chosen;
            Do::Accept { question, weights }
        }
        Do::Accept { weights, .. } => Do::Accept { question, weights },
        Do::Vote { wrong, .. } => Do::Vote {
            question,
            answer,
            wrong,
        },
        Do::Poke { .. } => Do::Poke { question },
        Do::MintEpoch { .. } => Do::MintEpoch { epoch: question },
        Do::Reconfirm { review_by, .. } => Do::Reconfirm {
            item: question,
            review_by,
        },
        Do::ConfirmHelped { pair, ticket, .. } => Do::ConfirmHelped {
            pair,
            ticket,
            item: question,
        },
        act => act,
    }
}
