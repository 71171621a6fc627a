//! What one booking adds within its caps, and where the money comes from.

/// Caps in money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CapAmounts {
    /// All credits of one ticket in one period.
    pub ticket: u128,
    /// All credits of one period.
    pub period: u128,
    /// All credits of one block.
    pub block: u128,
}

/// What was credited before, on each level that a booking touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credited {
    /// For this key.
    pub key: u128,
    /// For this ticket in this period.
    pub ticket: u128,
    /// In this period.
    pub period: u128,
    /// In this block.
    pub block: u128,
}

/// What a booking adds: what the key still wants, cut by the room that each cap leaves. Wants only rise and
/// nothing is taken back, so any order and number of bookings ends at the same sum.
#[must_use]
pub fn added(want: u128, credited: &Credited, caps: &CapAmounts) -> u128 {
    want.saturating_sub(credited.key)
        .min(caps.ticket.saturating_sub(credited.ticket))
        .min(caps.period.saturating_sub(credited.period))
        .min(caps.block.saturating_sub(credited.block))
}

/// Where a credit comes from: `added = from_fee + from_bond + as_debt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// What was left of the period's fee.
    pub from_fee: u128,
    /// The bond.
    pub from_bond: u128,
    /// What neither could pay: the provider owes it.
    pub as_debt: u128,
}

impl Sources {
    /// What moves to the customer at once.
    #[must_use]
    pub fn paid(&self) -> u128 {
        self.from_fee.saturating_add(self.from_bond)
    }
}

/// Takes a credit from its sources in order: what is left of the period's fee, the bond, debt. Money that is
/// there never limits a credit, it only decides where it comes from.
#[must_use]
pub fn draw(added: u128, fee_left: u128, bond_left: u128) -> Sources {
    let from_fee = added.min(fee_left);
    let beyond_fee = added.saturating_sub(from_fee);
    let from_bond = beyond_fee.min(bond_left);
    Sources {
        from_fee,
        from_bond,
        as_debt: beyond_fee.saturating_sub(from_bond),
    }
}
