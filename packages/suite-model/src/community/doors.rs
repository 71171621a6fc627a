//! Which funds come in, which rule a message asks for, and how money leaves.

use super::{CommunityAct, Hook};
use crate::people::Coins;
use crate::{refuse, Asset, People, Refused, Step};

/// The one coin of a message.
fn one_coin(funds: &Coins) -> Result<(Asset, u128), Refused> {
    match funds {
        [(denom, amount)] if *amount > 0 => Ok((Asset::Native(denom.clone()), *amount)),
        _ => refuse("KIT-003"),
    }
}

impl People {
    pub(crate) fn community_act(
        &mut self,
        step: Step<'_>,
        act: &CommunityAct,
        funds: &Coins,
    ) -> Result<(), Refused> {
        match act {
            CommunityAct::Paid(Hook::Ask(new)) if funds.is_empty() => self.ask(step, new, None),
            CommunityAct::Paid(hook) => self.paid(step, hook, one_coin(funds)?),
            _ if !funds.is_empty() => refuse("KIT-002"),
            _ => self.unpaid(step, act),
        }
    }

    fn paid(&mut self, step: Step<'_>, hook: &Hook, money: (Asset, u128)) -> Result<(), Refused> {
        match hook {
            Hook::Ask(new) => self.ask(step, new, Some(money)),
            Hook::TopUp { question } => self.top_up(step, *question, money),
            Hook::Challenge { question, answer } => {
                self.challenge(step, (*question, *answer), money)
            }
            Hook::FundSupport(terms) => self.fund_support(step, *terms, money),
        }
    }

    /// A listed token says that units have come.
    pub(crate) fn receive(
        &mut self,
        step: Step<'_>,
        hook: &Hook,
        money: (Asset, u128),
    ) -> Result<(), Refused> {
        if !self.community.assets.contains_key(&money.0) {
            return refuse("KIT-010");
        }
        if money.1 == 0 {
            return refuse("KIT-008");
        }
        self.paid(step, hook, money)
    }

    fn unpaid(&mut self, step: Step<'_>, act: &CommunityAct) -> Result<(), Refused> {
        use CommunityAct as Act;
        match act {
            Act::Register { pair, tickets } => self.register(step, *pair, tickets),
            Act::Thank { item, points } => self.speak(step, (*item, true), *points),
            Act::Object { item, points } => self.speak(step, (*item, false), *points),
            Act::CloseEpoch => self.close_epoch(step.now),
            Act::MintEpoch { epoch } => self.mint_epoch(step.now, *epoch),
            Act::Claim { owner, epochs } => self.claim_points(step, owner, epochs),
            Act::VoidPoints { epoch, owner, item } => {
                self.void_points(step, (*epoch, *item), owner)
            }
            Act::Answer { question } => self.give_answer(step, *question),
            Act::EditAnswer { question } => self.edit_answer(step, *question),
            Act::WithdrawAnswer { question } => self.withdraw_answer(step, *question),
            Act::Dismiss { question, answer } => self.dismiss(step, *question, *answer),
            Act::MakeOfficial { question, answer } => self.make_official(step, *question, *answer),
            Act::TakeBack { question } => self.take_back(step, *question),
            Act::WithdrawBounty { question } => self.withdraw_bounty(step, *question),
            Act::Accept { question, weights } => self.accept(step, *question, weights),
            Act::Vote {
                question,
                answer,
                wrong,
            } => self.vote_on_challenge(step, (*question, *answer), *wrong),
            Act::Poke { question } => self.poke(step, *question),
            _ => self.further(step, act),
        }
    }

    fn further(&mut self, step: Step<'_>, act: &CommunityAct) -> Result<(), Refused> {
        use CommunityAct as Act;
        match act {
            Act::Withdraw { asset } => self.pay_claim(step.sender, asset),
            Act::PushClaim { owner, asset } => self.pay_claim(owner, asset),
            Act::Promote {
                question,
                answer,
                product,
                versions,
                review_by,
            } => self.promote(step, (*question, *answer), (product, *versions), *review_by),
            Act::Reconfirm { item, review_by } => self.reconfirm(step, *item, *review_by),
            Act::WithdrawSupport => self.withdraw_support(step),
            Act::ConfirmHelped { pair, ticket, item } => {
                self.confirm_helped(step, (*pair, *ticket), *item)
            }
            Act::Wire { .. } => self.wire(step),
            Act::SetRate { asset, rate } => self.set_rate(step, asset, *rate),
            Act::ListAsset { asset } => self.list(step, asset, true),
            Act::CloseAsset { asset } => self.list(step, asset, false),
            Act::SetChallengeBond { asset, least } => self.set_challenge_bond(step, asset, *least),
            Act::SetCurators { members } => self.set_circle(step, true, members),
            Act::SetExperts { members } => self.set_circle(step, false, members),
            Act::AddPeers { escrow, registry } => self.add_peers(step, escrow, registry),
            Act::Ownership(handover) => {
                let ownership = &mut self.community.ownership;
                ownership.step(step.now, step.sender, handover)
            }
            // Whoever sends a token's hook is taken for a token, and this one is not listed.
            _ => refuse("KIT-010"),
        }
    }

    /// Money leaves for somebody.
    pub(super) fn pay(&mut self, owner: &str, asset: &Asset, amount: u128) {
        self.touched.accounts.insert(owner.to_owned());
        let community = self.community.address.clone();
        if self.purses.take(&community, asset, amount) {
            self.purses.put(owner, asset, amount);
        }
    }

    /// Money waits for somebody.
    pub(super) fn owe(&mut self, owner: &str, asset: &Asset, amount: u128) {
        self.touched.accounts.insert(owner.to_owned());
        if amount > 0 {
            let claims = &mut self.community.claims;
            *claims.entry((owner.to_owned(), asset.clone())).or_default() += amount;
        }
    }

    fn pay_claim(&mut self, owner: &str, asset: &Asset) -> Result<(), Refused> {
        if !self.community.assets.contains_key(asset) {
            return refuse("KIT-010");
        }
        let key = (owner.to_owned(), asset.clone());
        let Some(amount) = self.community.claims.remove(&key) else {
            return refuse("KIT-014");
        };
        self.pay(owner, asset, amount);
        Ok(())
    }
}
