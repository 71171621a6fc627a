//! Context of a reply, packed into its id: chains of CosmWasm 1.x hand no payload back, and a shared
//! storage slot could be overwritten by a nested call.

/// The kit's own pushes. Contracts number their kinds from 2.
pub const PUSH: u8 = 1;

/// A reply id: the kind in the top 8 bits, a record number in the lower 56.
#[must_use]
pub fn id(kind: u8, number: u64) -> u64 {
    let [_, b1, b2, b3, b4, b5, b6, b7] = number.to_be_bytes();
    u64::from_be_bytes([kind, b1, b2, b3, b4, b5, b6, b7])
}

/// The kind and the record number of a reply id.
#[must_use]
pub fn split(id: u64) -> (u8, u64) {
    let [kind, b1, b2, b3, b4, b5, b6, b7] = id.to_be_bytes();
    (kind, u64::from_be_bytes([0, b1, b2, b3, b4, b5, b6, b7]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_number_come_back() {
        let largest = (1 << 56) - 1;
        for (kind, number) in [(1, 0), (255, largest), (0, 1)] {
            assert_eq!(split(id(kind, number)), (kind, number));
        }
    }
}
