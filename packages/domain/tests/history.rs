//! The hash chain of a history: what it seals, and what an auditor finds.

// given a history and its head
//   its heads are these bytes, for ever
//   it verifies as complete; without the head, it may be truncated
//   when the last lines are missing, the end is not the head; without the head nobody can tell
//   when a line is dropped, added or swapped, the first line that is out of place is named
//   when any part of a line is altered, that line is named
//   when a line is altered and all heads are made to fit, the end is not the head
//   when it is told of another ticket, registry or chain, its first line does not fit
// given two lines that differ only in where one part ends and the next begins
//   their heads differ

use aftercare_domain::history::{
    append, first_head, verify, Head, Line, Origin, SealedLine, Verified, VerifyError,
};
use aftercare_domain::time::UnixTime;

const ORIGIN: Origin<'static> = Origin {
    chain: "chain-1",
    registry: "registry1",
    ticket: 7,
};
/// sha256 of the bytes that the module documents, computed by another program.
const HEADS: [&str; 3] = [
    "09c95e422c275a9b0d5bc07022ffd48cfe5033d6af1d5d62c7f6fa47d24d27f8",
    "a9a71adfed5a232026a9c1ab17a4668a410f93d2133fbdbd2e3df79f9fe7c73c",
    "569a7de1a2cb46f8f56b036dd5297fd6d65771d5518f1a1f46d8f386262209ab",
];

const OPENED: Line<'static> = Line {
    kind: "open",
    actor: "customer1",
    time: UnixTime(1_795_392_000),
    detail: br#"{"priority":"p1"}"#,
    commitment: Some([0xab; 32]),
};
const REPLIED: Line<'static> = Line {
    kind: "reply",
    actor: "agent1",
    time: UnixTime(1_795_392_060),
    detail: b"",
    commitment: None,
};
const ASKED: Line<'static> = Line {
    kind: "ask",
    ..REPLIED
};
const RESUMED: Line<'static> = Line {
    actor: "customer1",
    ..REPLIED
};

fn sealed(lines: &[Line<'static>]) -> Vec<SealedLine<'static>> {
    let mut head = first_head(&ORIGIN);
    lines
        .iter()
        .map(|line| {
            head = append(&head, line);
            SealedLine { line: *line, head }
        })
        .collect()
}

fn history() -> (Vec<SealedLine<'static>>, Head) {
    let lines = sealed(&[OPENED, REPLIED, ASKED, RESUMED]);
    let head = lines[3].head;
    (lines, head)
}

/// What an auditor says who has the head from the chain.
fn audit(lines: &[SealedLine<'_>]) -> Result<Verified, VerifyError> {
    verify(first_head(&ORIGIN), lines, Some(history().1))
}

fn hex(head: &Head) -> String {
    head.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn heads_are_these_bytes_for_ever() {
    let first = first_head(&ORIGIN);
    let lines = sealed(&[OPENED, REPLIED]);
    assert_eq!(
        [hex(&first), hex(&lines[0].head), hex(&lines[1].head)],
        HEADS
    );
}

#[test]
fn a_whole_history_is_complete_with_its_head_and_may_be_truncated_without() {
    let (lines, _) = history();
    let first = first_head(&ORIGIN);
    assert_eq!(audit(&lines), Ok(Verified::Complete));
    assert_eq!(verify(first, &lines, None), Ok(Verified::MayBeTruncated));
    assert_eq!(verify(first, &[], Some(first)), Ok(Verified::Complete));
}

#[test]
fn missing_last_lines_show_only_beside_the_head() {
    let (lines, _) = history();
    for count in 0..4 {
        let kept = &lines[..count];
        assert_eq!(audit(kept), Err(VerifyError::End { lines: count }));
        let blind = verify(first_head(&ORIGIN), kept, None);
        assert_eq!(blind, Ok(Verified::MayBeTruncated));
    }
}

#[test]
fn a_dropped_added_or_swapped_line_is_named_by_its_place() {
    for place in 0..3 {
        let (mut dropped, _) = history();
        dropped.remove(place);
        assert_eq!(audit(&dropped), Err(VerifyError::Line { line: place }));

        let (mut swapped, _) = history();
        swapped.swap(place, place + 1);
        assert_eq!(audit(&swapped), Err(VerifyError::Line { line: place }));

        let (mut added, _) = history();
        added.insert(place + 1, added[place]);
        assert_eq!(audit(&added), Err(VerifyError::Line { line: place + 1 }));
    }
}

#[test]
fn any_altered_part_is_found_at_its_line() {
    let alterations: [fn(&mut Line<'static>); 6] = [
        |line| line.kind = "asks",
        |line| line.actor = "agent2",
        |line| line.time = UnixTime(line.time.0 + 1),
        |line| line.detail = b"{}",
        |line| line.commitment = Some([0; 32]),
        |line| line.kind = "",
    ];
    for alter in alterations {
        for place in 0..4 {
            let (mut lines, _) = history();
            alter(&mut lines[place].line);
            assert_eq!(audit(&lines), Err(VerifyError::Line { line: place }));
        }
    }
}

#[test]
fn a_forged_history_whose_heads_fit_ends_elsewhere() {
    let forged = sealed(&[OPENED, ASKED, ASKED, RESUMED]);
    assert_eq!(audit(&forged), Err(VerifyError::End { lines: 4 }));
}

#[test]
fn a_history_fits_its_own_ticket_registry_and_chain_only() {
    let (lines, head) = history();
    for origin in [
        Origin {
            ticket: 8,
            ..ORIGIN
        },
        Origin {
            registry: "registry2",
            ..ORIGIN
        },
        Origin {
            chain: "chain-2",
            ..ORIGIN
        },
    ] {
        let told = verify(first_head(&origin), &lines, Some(head));
        assert_eq!(told, Err(VerifyError::Line { line: 0 }));
    }
}

#[test]
fn parts_that_only_end_elsewhere_have_other_heads() {
    let head = first_head(&ORIGIN);
    let lines = [
        Line {
            kind: "ab",
            actor: "c",
            ..REPLIED
        },
        Line {
            kind: "a",
            actor: "bc",
            ..REPLIED
        },
        Line {
            kind: "",
            actor: "abc",
            ..REPLIED
        },
        Line {
            kind: "abc",
            actor: "",
            ..REPLIED
        },
        Line {
            kind: "abc",
            actor: "",
            detail: &[0xab; 32],
            ..REPLIED
        },
        Line {
            kind: "abc",
            actor: "",
            commitment: Some([0xab; 32]),
            ..REPLIED
        },
    ];
    let mut heads: Vec<Head> = lines.iter().map(|line| append(&head, line)).collect();
    heads.sort_unstable();
    heads.dedup();
    assert_eq!(heads.len(), lines.len());
    assert_ne!(
        first_head(&Origin {
            chain: "chain-1r",
            registry: "egistry1",
            ..ORIGIN
        }),
        first_head(&ORIGIN)
    );
}
