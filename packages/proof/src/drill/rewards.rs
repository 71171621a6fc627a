//! Everybody falls silent: the rewards that strangers bring home.

use aftercare_domain::time::Seconds;
use aftercare_engine::{account_address, Engine, Failure};
use aftercare_interface::community::{
    ClaimableRow, EpochResponse, EpochStatus, ExecuteMsg as Community, QueryMsg,
};
use aftercare_interface::Page;

use super::silence::{Silence, PAGE};
use crate::crowd::everybody;

impl<E: Engine> Silence<'_, E> {
    /// The last epoch is closed, every epoch is minted, every point is claimed for its owner. Returns how
    /// many claims there ever were at most: each rounds down by less than a unit.
    pub(super) fn rewards_are_claimed(&mut self) -> Result<u128, Failure> {
        self.world.wait(Seconds::days(8))?;
        self.community(&Community::CloseEpoch {})?;
        self.world.wait(Seconds::days(8))?;
        let mut claims = 0;
        let epochs = self.epochs_are_minted()?;
        for name in everybody() {
            self.claims(name)?;
            claims += epochs;
        }
        Ok(claims)
    }

    /// Every epoch that has points; how many there are.
    fn epochs_are_minted(&mut self) -> Result<u128, Failure> {
        let (mut epochs, mut start_after) = (0, None);
        loop {
            let limit = PAGE;
            let question = QueryMsg::Epochs { start_after, limit };
            let page: Page<EpochResponse, u64> = self.told(&question)?;
            epochs += page.rows.iter().map(|_| 1).sum::<u128>();
            let waits = |row: &&EpochResponse| row.status != EpochStatus::Minted;
            for row in page.rows.iter().filter(waits) {
                let epoch = row.epoch;
                self.community(&Community::MintEpoch { epoch })?;
            }
            start_after = page.next;
            if start_after.is_none() {
                return Ok(epochs);
            }
        }
    }

    fn claims(&mut self, name: &str) -> Result<(), Failure> {
        let owner = account_address(name).to_string();
        let mut start_after = None;
        loop {
            let question = QueryMsg::Claimable {
                owner: owner.clone(),
                start_after,
                limit: PAGE,
            };
            let page: Page<ClaimableRow, u64> = self.told(&question)?;
            let (owner, epochs) = (owner.clone(), page.rows.iter().map(|row| row.epoch));
            let epochs: Vec<u64> = epochs.collect();
            if !epochs.is_empty() {
                self.community(&Community::Claim { owner, epochs })?;
            }
            start_after = page.next;
            if start_after.is_none() {
                return Ok(());
            }
        }
    }
}
