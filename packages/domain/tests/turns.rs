//! given the clocks of a ticket
//! └── only the next response is counted from turn to turn

use aftercare_domain::clock::Clock;
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Clocks, Turn};
use aftercare_domain::time::{Seconds, UnixTime};

#[test]
fn only_the_next_response_is_counted_from_turn_to_turn() {
    let clock = Clock::start(Seconds(60), UnixTime(1_000));
    let ordinal = 3;
    let clocks = Clocks {
        next_response: Some(Turn { ordinal, clock }),
        ..Clocks::default()
    };
    assert_eq!(clocks.ordinal(Metric::NextResponse), 3);
    assert_eq!(clocks.ordinal(Metric::Resolution), 0);
    assert_eq!(Clocks::default().ordinal(Metric::NextResponse), 0);
}
