//! given why a ticket closed, and its clocks
//! ├── each reason keeps its number in raw layouts, and its word is that of its JSON
//! ├── declined, merged and duplicate tickets never come back
//! └── only the next response is counted from turn to turn

use aftercare_domain::clock::Clock;
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::CloseReason::{
    Automated, Cancelled, Confirmed, Declined, Duplicate, Lapsed, Merged,
};
use aftercare_domain::ticket::{Clocks, CloseReason, Turn};
use aftercare_domain::time::{Seconds, UnixTime};

/// In the order of their numbers, which are kept for ever.
const ALL: [CloseReason; 7] = [
    Confirmed, Lapsed, Cancelled, Declined, Automated, Merged, Duplicate,
];

#[test]
fn a_reason_keeps_its_number_and_has_the_word_of_its_json() {
    for (number, reason) in ALL.into_iter().enumerate() {
        assert_eq!(usize::from(reason.index()), number);
        let json = serde_json::to_string(&reason).unwrap();
        assert_eq!(json, format!("{:?}", reason.word()));
    }
}

#[test]
fn declined_merged_and_duplicate_tickets_never_come_back() {
    let kept: Vec<_> = ALL.into_iter().filter(|it| it.is_final()).collect();
    assert_eq!(kept, [Declined, Merged, Duplicate]);
}

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
