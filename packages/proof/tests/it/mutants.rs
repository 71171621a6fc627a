//! given a file of two functions and a constant, and what the tool says of their mutants
//! ├── mutants are grouped by function, and a function's hash follows its text and not its place
//! ├── a run is kept where it tried all mutants of a function, and not where it was cut short
//! ├── what was tried is not tried again, survivors are, explained ones are not
//! ├── a survivor that a new test notices is killed
//! ├── a function that changed, and one that is gone, are forgotten
//! ├── a survivor is explained by its file and by what is done, wherever it stands
//! ├── the share counts explained survivors as unnoticed; a survivor and an empty explanation are complaints
//! └── the tests of a file are those within the library and the target of its name
//! given the committed list
//! └── every entry names a file that is there, and a reason of one line

use std::path::Path;

use aftercare_engine::Failure;
use aftercare_proof::mutants::{
    functions, is_money, mutants, outcomes, plan, Explained, Function, Outcomes, Results, Table,
    PACKAGES,
};

const FILE: &str = "packages/domain/src/money.rs";
const TEXT: &str = "const DAY: u64 = 24 * 60;

/// Half.
fn half(whole: u64) -> u64 {
    whole / 2
}

fn is_more(one: u64, other: u64) -> bool {
    one > other
}
";

fn place(line: usize, column: usize) -> serde_json::Value {
    serde_json::json!({ "line": line, "column": column })
}

/// A mutant as the tool lists it; `down` is how far the file was pushed down since.
fn mutant(
    function: Option<(&str, usize, usize)>,
    (line, what): (usize, &str),
    down: usize,
) -> serde_json::Value {
    let span = |first: usize, last: usize| serde_json::json!({ "start": place(first + down, 1), "end": place(last + down, 2) });
    let around = function.map(|(name, first, last)| {
        serde_json::json!({ "function_name": name, "return_type": "", "span": span(first, last) })
    });
    serde_json::json!({
        "name": format!("{FILE}:{}:1: {what}", line + down),
        "package": "aftercare-domain",
        "file": FILE,
        "function": around,
        "span": span(line, line),
        "genre": "BinaryOperator",
        "replacement": "",
    })
}

fn listed(text: &str, down: usize) -> Vec<Function> {
    let half = Some(("half", 3, 6));
    let is_more = Some(("is_more", 8, 10));
    let list = serde_json::json!([
        mutant(None, (1, "replace * with +"), down),
        mutant(half, (5, "replace half -> u64 with 0"), down),
        mutant(half, (5, "replace / with * in half"), down),
        mutant(is_more, (9, "replace > with >= in is_more"), down),
    ]);
    functions(mutants(&list.to_string()).unwrap(), |_| Ok(text.to_owned())).unwrap()
}

fn said(fates: &[(&str, &str)]) -> Outcomes {
    let one = |(name, summary): &(&str, &str)| {
        serde_json::json!({
            "scenario": { "Mutant": { "name": format!("{FILE}:{name}") } },
            "summary": summary,
            "phase_results": [],
        })
    };
    let baseline = serde_json::json!({ "scenario": "Baseline", "summary": "Success" });
    let all: Vec<_> = std::iter::once(baseline)
        .chain(fates.iter().map(one))
        .collect();
    outcomes(&serde_json::json!({ "outcomes": all, "total_mutants": 4 }).to_string()).unwrap()
}

/// All four: one killed, one that does not compile, two that nothing noticed.
fn all_said() -> Outcomes {
    said(&[
        ("1:1: replace * with +", "MissedMutant"),
        ("5:1: replace half -> u64 with 0", "CaughtMutant"),
        ("5:1: replace / with * in half", "Unviable"),
        ("9:1: replace > with >= in is_more", "MissedMutant"),
    ])
}

fn tried() -> Results {
    let mut results = Results::default();
    results.merge(&listed(TEXT, 0), &all_said());
    results
}

fn explained(mutant: &str, code: &str) -> Explained {
    toml::from_str(&format!(
        "[[explained]]\nfile = '{FILE}'\nmutant = '{mutant}'\ncode = '{code}'\nreason = 'equal sums'\n"
    ))
    .unwrap()
}

fn names(functions: &[Function]) -> Vec<&str> {
    let names = functions.iter().map(|function| function.name.as_str());
    names.map(|name| &name[FILE.len()..]).collect()
}

/// The mutants that a run would try, without their file.
fn planned(results: &Results, explained: &Explained) -> Vec<String> {
    let functions = listed(TEXT, 0);
    let batches = plan(functions.iter(), results, explained);
    let mutants = batches.iter().flat_map(|batch| &batch.mutants);
    mutants.map(|it| it.what().to_owned()).collect()
}

#[test]
fn mutants_are_grouped_by_function_whose_hash_follows_its_text_and_not_its_place() {
    let before = listed(TEXT, 0);
    assert_eq!(names(&before), [" ", " half", " is_more"]);
    assert_eq!(before[1].mutants.len(), 2);
    assert_eq!(before[1].mutants[0].code, "whole / 2");
    let pushed = listed(&format!("//! Sums.\n\n{TEXT}"), 2);
    let changed = listed(&TEXT.replace("whole / 2", "whole / 3"), 0);
    let hashes = |of: &[Function]| of.iter().map(|it| it.hash.clone()).collect::<Vec<_>>();
    assert_eq!(hashes(&pushed), hashes(&before));
    let same: Vec<_> = (0..3).map(|i| changed[i].hash == before[i].hash).collect();
    assert_eq!(same, [true, false, true]);
}

#[test]
fn a_run_is_kept_where_it_tried_all_mutants_of_a_function() {
    let mut results = Results::default();
    let half = said(&[
        ("5:1: replace half -> u64 with 0", "CaughtMutant"),
        ("9:1: replace > with >= in is_more", "Timeout"),
    ]);
    results.merge(&listed(TEXT, 0), &half);
    let kept: Vec<_> = results.functions.keys().cloned().collect();
    assert_eq!(kept, [format!("{FILE} is_more")]);
    assert_eq!(results.functions[&kept[0]].timed_out, 1);
}

#[test]
fn a_survivor_is_explained_by_its_file_and_what_is_done_wherever_it_stands() {
    let listed = explained("replace > with >= in is_more", "one > other");
    for (file, within, meant) in [
        (FILE, "+1:9 replace > with >= in is_more", true),
        (FILE, "+7:2 replace > with >= in is_more", true),
        (FILE, "+1:9 replace > with < in is_more", false),
        (
            "packages/domain/src/time.rs",
            "+1:9 replace > with >= in is_more",
            false,
        ),
    ] {
        assert_eq!(listed.names(file, within), meant, "{file} {within}");
    }
}

#[test]
fn survivors_are_tried_again_unless_they_are_explained() {
    let nothing = Explained::default();
    assert_eq!(planned(&Results::default(), &nothing).len(), 4);
    let again = ["replace * with +", "replace > with >= in is_more"];
    assert_eq!(planned(&tried(), &nothing), again);
    let because = explained(again[1], "one > other");
    assert_eq!(planned(&tried(), &because), again[..1]);
    let elsewhere = explained(again[1], "one > another");
    assert_eq!(planned(&tried(), &elsewhere), again);
}

#[test]
fn a_survivor_that_a_new_test_notices_is_killed() {
    let mut results = tried();
    let found = said(&[
        ("5:1: replace half -> u64 with 0", "CaughtMutant"),
        ("9:1: replace > with >= in is_more", "CaughtMutant"),
    ]);
    results.merge(&listed(TEXT, 0), &found);
    let is_more = &results.functions[&format!("{FILE} is_more")];
    assert_eq!((is_more.killed, is_more.survived.len()), (1, 0));
    let half = &results.functions[&format!("{FILE} half")];
    assert_eq!((half.killed, half.unviable), (1, 1));
}

#[test]
fn functions_that_changed_or_are_gone_are_forgotten() {
    let mut results = tried();
    let mut changed = listed(&TEXT.replace("whole / 2", "whole / 3"), 0);
    changed.pop();
    results.keep(&changed);
    let kept: Vec<_> = results.functions.keys().cloned().collect();
    assert_eq!(kept, [format!("{FILE} ")]);
}

fn table(explained: &Explained) -> Table {
    let (functions, results) = (listed(TEXT, 0), tried());
    let mut table = Table::default();
    table.count("aftercare-domain", &functions, (&results, explained));
    let all: Vec<_> = functions.iter().map(|it| (it, &results)).collect();
    table.doubt(explained, &all);
    table
}

#[test]
fn the_share_counts_explained_survivors_as_unnoticed() {
    let because = explained("replace > with >= in is_more", "one > other");
    let table = table(&because);
    let row = &table.rows[&("aftercare-domain".to_owned(), true)];
    assert_eq!((row.mutants, row.killed, row.unviable), (4, 1, 1));
    assert_eq!((row.explained, row.survived), (1, 1));
    assert_eq!(row.share(), Some(3_333));
    assert_eq!((table.survivors.len(), table.stale.len()), (1, 0));
}

#[test]
fn a_survivor_and_an_explanation_of_none_are_complaints() {
    let complaints = |explained: &Explained| table(explained).complaints().unwrap();
    assert_eq!(complaints(&Explained::default()).lines().count(), 2);
    let of_a_killed_one = explained("replace half -> u64 with 0", "whole / 2");
    assert_eq!(complaints(&of_a_killed_one).lines().count(), 3);
    let of_none = explained("replace half -> u64 with 7", "whole / 2");
    assert_eq!(complaints(&of_none).lines().count(), 3);
}

#[test]
fn the_tests_of_a_file_are_those_within_the_library_and_the_target_of_its_name() {
    let [domain, kit, ..] = PACKAGES;
    let near = |file: &str| domain.near(Path::new("../.."), file).unwrap().join(" ");
    assert_eq!(
        near("packages/domain/src/emission.rs"),
        "--lib --test=emission"
    );
    assert_eq!(
        near("packages/domain/src/calendar/days.rs"),
        "--lib --test=calendar"
    );
    assert_eq!(near(FILE), "--lib");
    assert_eq!(
        kit.near(Path::new("../.."), "packages/kit/src/page.rs"),
        None
    );
    assert!(is_money(FILE) && !is_money("packages/domain/src/time.rs"));
}

#[test]
fn every_explanation_names_a_file_that_is_there_and_one_line_of_reason() -> Result<(), Failure> {
    let list = Explained::read(Path::new("mutants.toml"))?;
    for entry in list.explained {
        assert!(
            Path::new("../..").join(&entry.file).is_file(),
            "{}",
            entry.file
        );
        assert!(!entry.reason.is_empty() && !entry.reason.contains('\n'));
    }
    Ok(())
}
