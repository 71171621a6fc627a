//! Whole numbers, divided the long way.

/// floor(a × b ÷ c), bit after bit of `a`; nothing where `c` is 0. Every intermediate stays below 2c and the
/// quotient, so it is exact as long as the result fits.
pub(crate) fn part(a: u128, b: u128, c: u128) -> u128 {
    if c == 0 {
        return 0;
    }
    let (mut quotient, mut rest) = (0, 0);
    for bit in (0..128).rev() {
        quotient = 2 * quotient + 2 * rest / c;
        rest = 2 * rest % c;
        if a >> bit & 1 == 1 {
            quotient += b / c + (rest + b % c) / c;
            rest = (rest + b % c) % c;
        }
    }
    quotient
}

/// floor(amount × share ÷ 10,000).
pub(crate) fn percent(amount: u128, basis_points: u32) -> u128 {
    part(amount, basis_points.into(), 10_000)
}

/// A whole by weights, each part rounded down; what remains goes to the first.
pub(crate) fn divided(whole: u128, weights: &[u128]) -> Vec<u128> {
    let total: u128 = weights.iter().sum();
    let mut parts: Vec<u128> = weights
        .iter()
        .map(|weight| part(whole, *weight, total))
        .collect();
    let given: u128 = parts.iter().sum();
    if let Some(first) = parts.first_mut() {
        *first += whole - given;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{divided, part};

    #[test]
    fn long_division_is_exact_beyond_what_a_product_holds() {
        let (big, one) = (10u128.pow(30), 10u128.pow(18));
        assert_eq!(part(big, one, 7 * one), big / 7);
        assert_eq!(part(big * 1_000, big, big * 999), big * 1_000 / 999);
        assert_eq!(part(5, 3, 0), 0);
    }

    #[test]
    fn parts_sum_to_their_whole() {
        assert_eq!(divided(10, &[1, 1, 1]), [4, 3, 3]);
    }
}
