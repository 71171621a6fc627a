//! The made-up log that comes with the command.
//!
//! given the generator and its seed
//! └── it makes the very file in samples/ (BLESS=1 writes it anew)
//! given the sample log and the built-in terms
//! ├── it is replayed with balanced books, every row accounted for
//! └── it makes the same files every time, apart from how long it took

use std::fmt::Write;

use crate::tool::{run, summary};

const PATH: &str = "samples/support-desk.csv";
const CASES: u64 = 60;

/// A small generator of numbers: the same ones on every machine.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn from(&mut self, range: std::ops::Range<u64>) -> u64 {
        range.start + self.next() % (range.end - range.start)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.from(0..100) < percent
    }

    fn one_of<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.from(0..items.len() as u64) as usize]
    }
}

/// One case: its rows grow as time passes.
struct Case<'a> {
    draw: &'a mut Draw,
    text: String,
    head: String,
    tail: String,
    minute: u64,
    /// Minutes by which everything is measured: few for urgent cases.
    pace: u64,
}

impl Case<'_> {
    fn row(&mut self, activity: &str) {
        let (head, tail) = (self.head.clone(), self.tail.clone());
        writeln!(self.text, "{head},{activity},{},{tail}", stamp(self.minute)).unwrap();
    }

    /// Office minutes later, Monday to Friday, 08:00 to 18:00.
    fn later(&mut self, minutes: std::ops::Range<u64>) {
        let mut left = self.draw.from(minutes);
        while left > 0 {
            self.minute += 1;
            let (day, minute) = (self.minute / 1_440, self.minute % 1_440);
            left -= u64::from(day % 7 < 5 && (480..1_080).contains(&minute));
        }
    }

    fn tell(&mut self) {
        let pace = self.pace;
        self.row("opened");
        self.later(1..3 * pace);
        self.row("assigned");
        let slow = self.draw.chance(15);
        self.later(if slow {
            12 * pace..60 * pace
        } else {
            pace..5 * pace
        });
        self.row("replied");
        if self.draw.chance(40) {
            self.ask();
        }
        if self.draw.chance(10) {
            self.row("waiting for supplier");
            self.later(10 * pace..80 * pace);
            self.row("replied");
        }
        if self.draw.chance(6) {
            self.later(20..200);
            self.row("withdrawn");
            return;
        }
        let slow = self.draw.chance(18);
        self.later(if slow {
            50 * pace..200 * pace
        } else {
            5 * pace..28 * pace
        });
        self.row("resolved");
        self.end();
    }

    fn ask(&mut self) {
        self.later(5..60);
        self.row("asked customer");
        self.later(60..1_500);
        self.row("customer replied");
    }

    fn end(&mut self) {
        if self.draw.chance(12) {
            self.later(60..900);
            self.row("rejected");
            self.later(60..900);
            self.row("resolved");
        }
        if self.draw.chance(55) {
            self.later(30..900);
            self.row("confirmed");
        } else {
            self.minute += 5 * 1_440;
            self.row("closed");
        }
        if self.draw.chance(8) {
            self.later(200..1_500);
            self.row("reopened");
            self.later(60..600);
            self.row("replied");
            self.row("resolved");
            self.later(60..600);
            self.row("confirmed");
        }
    }
}

/// Minutes since Monday, 5 January 2026, as local time.
fn stamp(minute: u64) -> String {
    let (mut day, minute) = (minute / 1_440 + 5, minute % 1_440);
    let mut month = 1;
    for length in [31, 28, 31, 30, 31, 30] {
        if day <= length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!(
        "2026-{month:02}-{day:02} {:02}:{:02}:00",
        minute / 60,
        minute % 60
    )
}

fn made_up() -> String {
    let mut draw = Draw(2_026);
    let mut text = "case,activity,timestamp,priority,category,customer\n".to_owned();
    for number in 1..=CASES {
        let day = (number - 1) * 63 / CASES;
        let open = day - (day % 7).saturating_sub(4);
        let priorities = [
            "critical", "high", "high", "moderate", "moderate", "moderate", "low",
        ];
        let categories = [
            "Login",
            "Invoices",
            "Printing",
            "Network",
            "Orders",
            "Telephony",
        ];
        let customers = ["Alder", "Birch", "Cedar", "Elm"];
        let priority = draw.one_of(&priorities);
        let tail = format!(
            "{priority},{},{}",
            draw.one_of(&categories),
            draw.one_of(&customers)
        );
        let minute = open * 1_440 + draw.from(480..1_060);
        let mut case = Case {
            draw: &mut draw,
            text: String::new(),
            head: format!("S-{number:03}"),
            tail,
            minute,
            pace: match priority {
                "critical" => 4,
                "high" => 12,
                "moderate" => 40,
                _ => 80,
            },
        };
        case.tell();
        // One row twice, so that the list of rejected rows has something to show.
        if number == 17 {
            let last = case.text.lines().last().unwrap().to_owned();
            writeln!(case.text, "{last}").unwrap();
        }
        text.push_str(&case.text);
    }
    text
}

#[test]
fn the_generator_makes_the_very_file() {
    let text = made_up();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(PATH, &text).unwrap();
    }
    let kept = std::fs::read_to_string(PATH).unwrap();
    assert!(kept == text, "run with BLESS=1 to write {PATH} anew");
}

#[test]
fn the_sample_is_replayed_with_balanced_books_and_every_row_accounted_for() {
    let done = run(&["backtest", "--sample"]);
    assert!(done.status.success(), "{}", done.stderr);
    let summary = summary(&done);
    let rows = &summary["log"]["rows"];
    let number = |name: &str| rows[name].as_u64().unwrap();
    assert_eq!(summary["log"]["cases"], CASES);
    assert_eq!(number("read"), made_up().lines().count() as u64 - 1);
    assert_eq!(
        number("read"),
        number("replayed") + number("no_action") + number("rejected")
    );
    assert_eq!(number("rejected"), 1);
    let books = summary["books"].as_array().unwrap();
    assert!(books.iter().all(|book| book["balanced"] == true));
    assert!(summary["missed_cases"].as_u64().unwrap() > 0);
}

#[test]
fn the_same_log_makes_the_same_files() {
    let (first, second) = (
        run(&["backtest", "--sample"]),
        run(&["backtest", "--sample"]),
    );
    for name in ["cases.csv", "rejected.csv"] {
        assert_eq!(first.file(name), second.file(name), "{name}");
    }
}
