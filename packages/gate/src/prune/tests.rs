// given a linked module with names
//   it prints nothing in place of a backtrace, whichever way the compiler writes names
//   it ends the run where a function behind the printers is entered
//   it leaves every other function, and every section but the debug data, as they are
//   it is refused where a printer is missing: the standard library changed
//   it is refused where a function that stays calls one that goes
//   it is refused where it is no module
use wat::parse_str;

use crate::{failure::Failure, prune, rules::PRINTERS};

const DEBUG: &str =
    "$_RNvXNtCsebHcaeoSrxy_3std9backtraceNtB2_9BacktraceNtNtCsgXGp5Oqx2Ny_4core3fmt5Debug3fmt";
const DISPLAY: &str =
    "$_RNvXs4_NtCsebHcaeoSrxy_3std9backtraceNtB5_9BacktraceNtNtCsgXGp5Oqx2Ny_4core3fmt7Display3fmt";
const LEGACY_DEBUG: &str =
    "$_ZN62_$LT$std..backtrace..Backtrace$u20$as$u20$core..fmt..Debug$GT$3fmt17h4b27cfbc1bf903d8E";
const LEGACY_DISPLAY: &str = "$_ZN64_$LT$std..backtrace..Backtrace$u20$as$u20$core..fmt..Display$GT$3fmt17h4b27cfbc1bf903d8E";
const DEMANGLE: &str = "$_RNvNtCsowIhRXm7bo_14rustc_demangle2v010basic_type";

/// A module with two printers, of the bodies given, and what else it has.
fn module(printers: [&str; 2], body: &str, rest: &str) -> Vec<u8> {
    let [debug, display] = printers;
    let printer = |name| format!("(func {name} (param i32 i32) (result i32) {body})");
    let text = format!(
        r#"(module (import "env" "debug" (func (param i32))) (memory 1) {} {} {rest}
            (data (i32.const 0) "text"))"#,
        printer(debug),
        printer(display)
    );
    parse_str(text).unwrap()
}

fn behind(body: &str) -> String {
    format!("(func {DEMANGLE} (param i32) (result i32) {body})")
}

#[test]
fn a_backtrace_prints_nothing_whichever_way_names_are_written() {
    for printers in [[DEBUG, DISPLAY], [LEGACY_DEBUG, LEGACY_DISPLAY]] {
        let raw = module(printers, "local.get 0 local.get 1 i32.add", "");
        assert_eq!(prune(&raw), Ok(module(printers, "i32.const 0", "")));
    }
}

#[test]
fn a_function_behind_the_printers_ends_the_run() {
    let with = |body| module([DEBUG, DISPLAY], "i32.const 0", &behind(body));
    assert_eq!(prune(&with("local.get 0")), Ok(with("unreachable")));
}

#[test]
fn the_printers_may_call_what_goes_with_them() {
    let call = format!("local.get 0 call {DEMANGLE}");
    let raw = module([DEBUG, DISPLAY], &call, &behind("local.get 0"));
    let pruned = module([DEBUG, DISPLAY], "i32.const 0", &behind("unreachable"));
    assert_eq!(prune(&raw), Ok(pruned));
}

#[test]
fn all_other_functions_and_sections_stay_and_debug_data_goes() {
    let other = r#"(func $other (export "query") (param i64) (result i64) (local i32) local.get 0)
        (table 3 3 funcref) (elem (i32.const 1) $other)"#;
    let with = |rest: &str| module([DEBUG, DISPLAY], "i32.const 0", &format!("{other} {rest}"));
    assert_eq!(prune(&with("")), Ok(with("")));
    assert_eq!(prune(&with(r#"(@custom ".debug_info" "x")"#)), Ok(with("")));
    let producers = with(r#"(@custom "more" "x")"#);
    assert_eq!(prune(&producers), Ok(producers));
}

#[test]
fn a_missing_printer_is_refused() {
    let [debug, display] = PRINTERS;
    let without = |printers| prune(&module(printers, "i32.const 0", ""));
    assert_eq!(without(["$f", DISPLAY]), Err(Failure::Missing(debug)));
    assert_eq!(without([DEBUG, "$f"]), Err(Failure::Missing(display)));
}

#[test]
fn a_call_from_what_stays_to_what_goes_is_refused() {
    let caller = format!("(func $other (drop (call {DEMANGLE} (i32.const 1))))");
    let rest = format!("{} {caller}", behind("local.get 0"));
    assert_eq!(
        prune(&module([DEBUG, DISPLAY], "i32.const 0", &rest)),
        Err(Failure::Called {
            caller: "other".into(),
            callee: "rustc_demangle::v0::basic_type".into()
        })
    );
}

#[test]
fn bytes_that_are_no_module_are_refused() {
    assert!(matches!(prune(b"no module"), Err(Failure::NoModule { .. })));
}
