//! The named accounts of an agreement, as `Ledger` answers them and as `agreement-updated` tells them.

use aftercare_interface::sla_escrow::LedgerResponse;

use super::wrong::Wrong;

/// One account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    Deposited,
    Escrowed,
    Withheld,
    Waiting,
    BondCredit,
    BondTermination,
    BondTips,
    Debt,
    DebtPaid,
    Credited,
    CreditedFromBond,
    CreditedAsDebt,
    Refunded,
    TerminationCredit,
    Tipped,
    PaidToProvider,
    ProtocolFees,
    Burnt,
}

use Account::{
    BondCredit, BondTermination, BondTips, Burnt, Credited, CreditedAsDebt, CreditedFromBond, Debt,
    DebtPaid, Deposited, Escrowed, PaidToProvider, ProtocolFees, Refunded, TerminationCredit,
    Tipped, Waiting, Withheld,
};

impl Account {
    /// All of them, in the order of the answer.
    pub const ALL: [Self; 18] = [
        Deposited,
        Escrowed,
        Withheld,
        Waiting,
        BondCredit,
        BondTermination,
        BondTips,
        Debt,
        DebtPaid,
        Credited,
        CreditedFromBond,
        CreditedAsDebt,
        Refunded,
        TerminationCredit,
        Tipped,
        PaidToProvider,
        ProtocolFees,
        Burnt,
    ];

    /// What the contract holds for the agreement.
    pub const HELD: [Self; 6] = [
        Escrowed,
        Withheld,
        Waiting,
        BondCredit,
        BondTermination,
        BondTips,
    ];

    /// The provider's bond, by purpose.
    pub const BOND: [Self; 3] = [BondCredit, BondTermination, BondTips];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Deposited => "deposited",
            Escrowed => "escrowed",
            Withheld => "withheld",
            Waiting => "waiting",
            BondCredit => "bond_credit",
            BondTermination => "bond_termination",
            BondTips => "bond_tips",
            Debt => "debt",
            DebtPaid => "debt_paid",
            Credited => "credited",
            CreditedFromBond => "credited_from_bond",
            CreditedAsDebt => "credited_as_debt",
            Refunded => "refunded",
            TerminationCredit => "termination_credit",
            Tipped => "tipped",
            PaidToProvider => "paid_to_provider",
            ProtocolFees => "protocol_fees",
            Burnt => "burnt",
        }
    }

    /// Its attribute in `agreement-updated`.
    pub const fn attribute(self) -> &'static str {
        match self {
            PaidToProvider => "paid",
            other => other.name(),
        }
    }
}

/// What stands on each account, in base units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts([u128; Account::ALL.len()]);

impl Accounts {
    /// What stands on one of them.
    pub const fn of(&self, account: Account) -> u128 {
        self.0[account as usize]
    }

    /// What stands on some of them together.
    pub fn sum(&self, accounts: &[Account]) -> u128 {
        let each = accounts.iter().map(|account| self.of(*account));
        each.fold(0, u128::saturating_add)
    }

    /// Writes one of them.
    pub const fn set(&mut self, account: Account, amount: u128) {
        self.0[account as usize] = amount;
    }

    /// More on an account.
    pub fn add(&mut self, account: Account, amount: u128) -> Result<(), Wrong> {
        let sum = self.of(account).checked_add(amount);
        self.0[account as usize] = sum.ok_or(Wrong::Overflow {
            account: account.name(),
        })?;
        Ok(())
    }

    /// Less on an account, which never holds less than nothing.
    pub fn take(&mut self, account: Account, amount: u128) -> Result<(), Wrong> {
        let held = self.of(account);
        let left = held.checked_sub(amount);
        self.0[account as usize] = left.ok_or(Wrong::Overdrawn {
            account: account.name(),
            held,
            amount,
        })?;
        Ok(())
    }

    /// Compares with what somebody else says of them, to the unit.
    pub fn agree(&self, with: &Self, at: &str) -> Result<(), Wrong> {
        let differs = |account: &Account| self.of(*account) != with.of(*account);
        match Account::ALL.into_iter().find(differs) {
            Some(account) => Err(Wrong::Differs {
                account: account.name(),
                at: at.to_owned(),
                statement: self.of(account),
                told: with.of(account),
            }),
            None => Ok(()),
        }
    }
}

impl From<&LedgerResponse> for Accounts {
    fn from(ledger: &LedgerResponse) -> Self {
        let bond = &ledger.bond;
        Self(
            [
                ledger.deposited,
                ledger.escrowed,
                ledger.withheld,
                ledger.waiting,
                bond.credit,
                bond.termination,
                bond.tips,
                ledger.debt,
                ledger.debt_paid,
                ledger.credited,
                ledger.credited_from_bond,
                ledger.credited_as_debt,
                ledger.refunded,
                ledger.termination_credit,
                ledger.tipped,
                ledger.paid_to_provider,
                ledger.protocol_fees,
                ledger.burnt,
            ]
            .map(|amount| amount.u128()),
        )
    }
}
