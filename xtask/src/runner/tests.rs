use super::*;
use crate::tools::{GIT, RUSTFMT, SSH_KEYGEN};

fn ending(printed: &str, failure: Option<&str>) -> Ending {
    Ending {
        printed: printed.to_owned(),
        failure: failure.map(str::to_owned),
    }
}

#[test]
fn a_missing_tool_is_named_with_the_line_that_installs_it() {
    assert_eq!(lack(&[]), None);
    assert_eq!(
        lack(&[&GIT]),
        Some("`git` not found; install with: apt-get install git".to_owned())
    );
    let both = lack(&[&SSH_KEYGEN, &RUSTFMT]).unwrap();
    assert!(
        both.starts_with("`ssh-keygen`, `rustfmt` not found; "),
        "{both}"
    );
}

#[test]
fn a_skip_fails_only_where_ci_requires_the_step() {
    let skip = |in_ci, is_ci| left_out(in_ci, is_ci, "no git".to_owned());
    let skipped = Outcome::of(Verdict::Skipped("no git".to_owned()));
    assert_eq!(skip(InCi::Required, false), skipped);
    assert_eq!(skip(InCi::Optional, false), skipped);
    assert_eq!(skip(InCi::Optional, true), skipped);
    assert_eq!(skip(InCi::Required, true).tally, Tally::ONE_FAILED);
}

#[test]
fn a_step_counts_as_one() {
    assert_eq!(
        count(Counting::Step, &ending("", None)).tally,
        Tally::ONE_PASSED
    );
    let outcome = count(Counting::Step, &ending("", Some("exit status: 1")));
    assert_eq!(
        outcome,
        Outcome::of(Verdict::Failed("exit status: 1".to_owned()))
    );
}

#[test]
fn tests_count_as_themselves() {
    let printed = "test b ... ignored\ntest result: ok. 7 passed; 0 failed; 1 ignored";
    let outcome = count(Counting::Libtest, &ending(printed, None));
    assert_eq!(outcome.verdict, Verdict::Passed);
    assert_eq!(
        outcome.tally,
        Tally {
            passed: 7,
            failed: 0,
            skipped: 1
        }
    );
    assert_eq!(outcome.left_out, ["b: ignored"]);
}

#[test]
fn failed_tests_fail_the_step_whatever_the_exit_status() {
    let printed = "Summary [ 0.1s] 3 tests run: 1 passed, 2 failed, 0 skipped";
    for failure in [None, Some("exit status: 100")] {
        let outcome = count(Counting::Nextest, &ending(printed, failure));
        assert_eq!(outcome.verdict, Verdict::Failed("2 of 3 tests".to_owned()));
        assert_eq!(
            outcome.tally,
            Tally {
                passed: 1,
                failed: 2,
                skipped: 0
            }
        );
    }
}

#[test]
fn a_failure_besides_the_tests_counts_as_one() {
    let printed = "Summary [ 0.1s] 3 tests run: 3 passed, 0 skipped";
    let outcome = count(Counting::Nextest, &ending(printed, Some("exit status: 4")));
    assert_eq!(
        outcome.verdict,
        Verdict::Failed("exit status: 4".to_owned())
    );
    assert_eq!(
        outcome.tally,
        Tally {
            passed: 3,
            failed: 1,
            skipped: 0
        }
    );
}

#[test]
fn a_test_run_without_a_count_is_no_pass() {
    let outcome = count(Counting::Nextest, &ending("fine, trust me", None));
    assert_eq!(outcome.tally, Tally::ONE_FAILED);
    let outcome = count(
        Counting::Libtest,
        &ending("could not compile", Some("exit status: 101")),
    );
    assert_eq!(outcome.tally, Tally::ONE_FAILED);
}

#[test]
fn a_report_adds_up_steps_and_what_tests_left_out() {
    let mut report = Report::default();
    report.add("fmt", "0.1 s", Outcome::of(Verdict::Passed));
    report.add(
        "docs",
        "0.1 s",
        Outcome::of(Verdict::Failed("exit status: 1".to_owned())),
    );
    report.add(
        "tidy",
        "0.0 s",
        Outcome::of(Verdict::Skipped("no git".to_owned())),
    );
    report.add_log(Ok(vec!["corpus: not given".to_owned()]));
    assert_eq!(report.total.to_string(), "1 passed, 1 failed, 2 skipped");
    assert_eq!(report.skipped, ["tidy: no git", "corpus: not given"]);
    assert_eq!(report.failed, ["docs: exit status: 1"]);
    report.add_log(Err("`skips.log` cannot be read".to_owned()));
    assert_eq!(report.total.failed, 2);
}
