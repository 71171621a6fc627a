//! Every story of `aftercare_testing::story`, natively: a test each.

use aftercare_testing::story::{all, Cast};

use super::world;

fn tell(name: &str) {
    let mut world = world();
    let story = all().into_iter().find(|story| story.name == name);
    let story = story.unwrap_or_else(|| panic!("there is no story `{name}`"));
    let told = (story.tell)(&mut Cast::new(&mut world, "of this test"));
    assert_eq!(told.err(), None);
}

#[test]
fn a_missed_target_in_coins() {
    tell("a missed target, in coins");
}

#[test]
fn a_missed_target_in_tokens() {
    tell("a missed target, in tokens");
}

#[test]
fn a_promise_kept() {
    tell("a promise kept");
}

#[test]
fn paid_service_makes_thanks() {
    tell("paid service makes thanks");
}

#[test]
fn the_owner_hands_over() {
    tell("the owner hands over");
}

#[test]
fn the_last_second_of_a_target() {
    tell("the last second of a target");
}

#[test]
fn pokes_at_every_tier() {
    tell("pokes at every tier");
}

#[test]
fn every_unit_has_an_owner() {
    tell("every unit has an owner");
}

#[test]
fn a_rating_releases_its_reward() {
    tell("a rating releases its reward");
}

#[test]
fn thanks_and_a_bounty_are_paid() {
    tell("thanks and a bounty are paid");
}

#[test]
fn silence_decides_a_question() {
    tell("silence decides a question");
}

#[test]
fn no_story_is_left_untold() {
    let told = include_str!("told.rs");
    for story in all::<aftercare_engine::Native>() {
        let line = format!("tell(\"{}\");", story.name);
        assert!(told.contains(&line), "{} is not told", story.name);
    }
}
