//! Delegates: whom a customer lets act in its place, and how long that stays known.

use aftercare_domain::time::LATEST;
use aftercare_interface::ticket_registry::{DelegateScope, NewDelegate};

use super::people::{each_once, LINK_MEMORY};
use crate::suite::{require, Done, Suite};
use crate::Refused;

/// What a delegate may do under one agreement, or under all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The agreement.
    pub agreement: Option<u64>,
    /// What it may do.
    pub scopes: Vec<DelegateScope>,
    /// Its last second.
    pub until: u64,
}

/// A delegate of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delegate {
    /// What it may do.
    pub grants: Vec<Grant>,
    /// The last second of its link.
    pub linked_until: u64,
}

impl Suite {
    pub(super) fn set_delegate(&mut self, sender: &str, asked: &NewDelegate) -> Done {
        let until = asked.expires.0;
        require((self.now..=LATEST.0).contains(&until), "TKT-061")?;
        require(asked.who != sender, "TKT-063")?;
        if let Some(agreement) = asked.agreement {
            let at = self.find(agreement).map_err(|_| Refused("TKT-005"))?;
            let one = &self.agreements[at];
            require(one.customer == sender, "TKT-007")?;
            let provider = one.provider.clone();
            require(!self.serves(&provider, &asked.who), "TKT-064")?;
            self.served.insert((provider, asked.who.clone()));
        }
        require((1..=5).contains(&asked.scopes.len()), "KIT-006")?;
        require(each_once(&asked.scopes), "KIT-007")?;
        let mut grants = self.grants_but(sender, (&asked.who, asked.agreement));
        grants.push(Grant {
            agreement: asked.agreement,
            scopes: asked.scopes.clone(),
            until,
        });
        require(grants.len() <= 8, "KIT-006")?;
        self.grant(sender, &asked.who, grants);
        Ok(())
    }

    pub(super) fn remove_delegate(
        &mut self,
        sender: &str,
        (agreement, who): (Option<u64>, &str),
    ) -> Done {
        let key = (sender.to_owned(), who.to_owned());
        let before = self.delegates.get(&key).map_or(0, |one| one.grants.len());
        let left = self.grants_but(sender, (who, agreement));
        require(left.len() < before, "TKT-062")?;
        self.grant(sender, who, left);
        Ok(())
    }

    fn grants_but(&self, customer: &str, (who, but): (&str, Option<u64>)) -> Vec<Grant> {
        let key = (customer.to_owned(), who.to_owned());
        let mut grants = self.delegates.get(&key).cloned().unwrap_or_default().grants;
        grants.retain(|grant| grant.agreement != but);
        grants
    }

    /// The link lasts as long as any right, and no right that is taken away ends before now.
    fn grant(&mut self, customer: &str, who: &str, grants: Vec<Grant>) {
        let before_now = self.now - 1;
        let key = (customer.to_owned(), who.to_owned());
        let known = self.delegates.get(&key);
        let ended = known.map_or(before_now, |one| one.linked_until.min(before_now));
        let until = grants.iter().map(|grant| grant.until).max();
        let one = Delegate {
            linked_until: until.map_or(ended, |until| until.max(ended)),
            grants,
        };
        self.delegates.insert(key, one);
    }

    /// What somebody may do in a customer's place for its tickets under an agreement, or under none; nothing
    /// for whoever is no delegate.
    pub(super) fn delegated(
        &self,
        (customer, agreement): (&str, Option<u64>),
        who: &str,
    ) -> Option<Vec<DelegateScope>> {
        let key = (customer.to_owned(), who.to_owned());
        let mut given = None;
        for grant in &self.delegates.get(&key)?.grants {
            let fits = grant.agreement.is_none() || grant.agreement == agreement;
            if fits && self.now <= grant.until {
                given.get_or_insert(vec![]).extend(&grant.scopes);
            }
        }
        given
    }

    /// Whether somebody is a delegate of a customer, or was one within 90 days.
    pub(crate) fn is_delegate_lately(&self, customer: &str, who: &str) -> bool {
        let key = (customer.to_owned(), who.to_owned());
        let found = self.delegates.get(&key);
        found.is_some_and(|one| self.now <= one.linked_until + LINK_MEMORY)
    }
}
