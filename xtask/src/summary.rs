//! Counts of tests, read from what the test runners print.

use crate::job::Counting;
use crate::report::Tally;

/// What a runner's output says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) tally: Tally,
    /// The tests marked as ignored.
    pub(crate) ignored: Vec<String>,
}

/// Reads the summary of the runner; `None` where it printed none.
pub(crate) fn read(counting: Counting, printed: &str) -> Option<Summary> {
    let printed = without_colours(printed);
    match counting {
        Counting::Libtest => libtest(&printed),
        Counting::Nextest => nextest(&printed),
        Counting::Pytest => pytest(&printed),
        Counting::Step => None,
    }
}

/// `Summary [ 0.1s] 4/5 tests run: 2 passed (1 slow), 1 failed, 1 timed out, 3 skipped`
fn nextest(printed: &str) -> Option<Summary> {
    let line = printed
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("Summary ["))
        .next_back()?;
    let (_, counts) = line.split_once(" run: ")?;
    let mut tally = Tally::default();
    for part in without_asides(counts).split(',') {
        let (count, label) = count_and_label(part)?;
        match label {
            "passed" => tally.passed = tally.passed.saturating_add(count),
            "skipped" => tally.skipped = tally.skipped.saturating_add(count),
            // `failed`, `exec failed`, `timed out`, and what a later version may invent.
            _ => tally.failed = tally.failed.saturating_add(count),
        }
    }
    let ignored = printed
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("SKIP ["))
        .filter_map(|line| line.split_once(']'))
        .map(|(_, name)| name.trim_start())
        .map(|name| match name.split_once(") ") {
            Some((position, name)) if position.starts_with('(') => name,
            _ => name,
        })
        .map(str::to_owned)
        .collect();
    Some(Summary { tally, ignored })
}

/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`, once per test binary.
fn libtest(printed: &str) -> Option<Summary> {
    let mut summary = None;
    for line in printed.lines() {
        let Some((_, counts)) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            continue;
        };
        let Summary { tally, .. } = summary.get_or_insert_with(Summary::default);
        for (count, label) in counts.split(';').filter_map(count_and_label) {
            match label {
                "failed" => tally.failed = tally.failed.saturating_add(count),
                "ignored" => tally.skipped = tally.skipped.saturating_add(count),
                "passed" => tally.passed = tally.passed.saturating_add(count),
                _ => {}
            }
        }
    }
    let mut summary = summary?;
    summary.ignored = printed
        .lines()
        .filter_map(|line| line.strip_prefix("test "))
        .filter_map(|line| line.split_once(" ... ignored"))
        .map(|(name, why)| format!("{name}{why}"))
        .collect();
    Some(summary)
}

/// `=== 1 failed, 2 passed, 1 skipped, 1 warning in 0.10s ===`, without the frame where it is quiet.
fn pytest(printed: &str) -> Option<Summary> {
    let line = printed.lines().map(|line| line.trim_matches([' ', '=']));
    let mut counts = line.filter_map(|line| line.split_once(" in "));
    let is_time = |time: &str| {
        time.split(' ')
            .next()
            .is_some_and(|word| word.ends_with('s'))
    };
    let (counts, _) = counts.rfind(|(_, time)| is_time(time))?;
    let mut tally = Tally::default();
    for part in counts.split(',') {
        let (count, label) = count_and_label(part)?;
        match label {
            "passed" => tally.passed = tally.passed.saturating_add(count),
            "skipped" | "deselected" => tally.skipped = tally.skipped.saturating_add(count),
            "warning" | "warnings" => {}
            // `failed`, `error`, `errors`, and what was or was not expected to fail.
            _ => tally.failed = tally.failed.saturating_add(count),
        }
    }
    let ignored = printed
        .lines()
        .filter_map(|line| line.strip_prefix("SKIPPED "));
    Some(Summary {
        tally,
        ignored: ignored.map(str::to_owned).collect(),
    })
}

fn count_and_label(part: &str) -> Option<(u64, &str)> {
    let (count, label) = part.trim().split_once(' ')?;
    Some((count.parse().ok()?, label.trim()))
}

/// Returns the text without what stands in parentheses.
fn without_asides(text: &str) -> String {
    let mut depth: u32 = 0;
    text.chars()
        .filter(|&letter| {
            match letter {
                '(' => depth = depth.saturating_add(1),
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// Returns the text without the sequences that colour it.
fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            // `ESC [ … m`: the sequence ends with its first letter.
            letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally {
            passed,
            failed,
            skipped,
        }
    }

    fn nextest_tally(line: &str) -> Option<Tally> {
        read(Counting::Nextest, line).map(|summary| summary.tally)
    }

    #[test]
    fn nextest_counts_are_read() {
        for (line, expected) in [
            (
                "     Summary [   0.000s] 0 tests run: 0 passed, 0 skipped",
                tally(0, 0, 0),
            ),
            (
                "     Summary [   0.009s] 1 test run: 1 passed, 1 skipped",
                tally(1, 0, 1),
            ),
            (
                "     Summary [  61.5s] 6/9 tests run: 3 passed (1 slow, 1 flaky (2 runs)), 1 failed, 1 exec failed, 1 timed out, 2 skipped",
                tally(3, 3, 2),
            ),
            (
                "     Summary [   0.1s] 1 test run: 0 passed, 1 vanished, 0 skipped",
                tally(0, 1, 0),
            ),
        ] {
            assert_eq!(nextest_tally(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn the_last_nextest_summary_counts() {
        let printed = "Summary [ 1s] 1 test run: 1 passed\n  Summary [ 1s] 2 tests run: 2 passed, 0 skipped\nerror: x";
        assert_eq!(nextest_tally(printed), Some(tally(2, 0, 0)));
    }

    #[test]
    fn coloured_output_counts_the_same() {
        let printed = "\u{1b}[31;1m     Summary\u{1b}[0m [   0.090s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m1\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m1\u{1b}[0m \u{1b}[31;1mfailed\u{1b}[0m, \u{1b}[1m1\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m";
        assert_eq!(nextest_tally(printed), Some(tally(1, 1, 1)));
        let printed =
            "test result: \u{1b}[32mok\u{1b}[0m. 2 passed; 0 failed; 0 ignored; 0 measured";
        assert_eq!(
            read(Counting::Libtest, printed).unwrap().tally,
            tally(2, 0, 0)
        );
    }

    #[test]
    fn ignored_tests_of_nextest_are_named() {
        let printed = "Summary [ 0.1s] 1 test run: 1 passed, 2 skipped\n    SKIP [         ] (───) probe room::b\n    SKIP [         ] probe c";
        let summary = read(Counting::Nextest, printed).unwrap();
        assert_eq!(summary.ignored, ["probe room::b", "probe c"]);
    }

    #[test]
    fn libtest_counts_of_all_binaries_are_added() {
        let printed = "\
test a ... ok
test b ... ignored, slow
test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s
test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 5 filtered out; finished in 0.10s
";
        let summary = read(Counting::Libtest, printed).unwrap();
        assert_eq!(summary.tally, tally(4, 2, 1));
        assert_eq!(summary.ignored, ["b, slow"]);
    }

    #[test]
    fn pytest_counts_are_read() {
        for (line, expected) in [
            ("1482 passed in 13.17s", tally(1482, 0, 0)),
            (
                "== 1 failed, 2 passed, 3 skipped, 1 warning, 1 error in 61.20s (0:01:01) ==",
                tally(2, 2, 3),
            ),
            ("1 xpassed, 4 deselected in 0.1s", tally(0, 1, 4)),
        ] {
            let printed = format!("lost in 2 days\n....\n{line}\n");
            assert_eq!(
                read(Counting::Pytest, &printed).map(|summary| summary.tally),
                Some(expected),
                "{line}"
            );
        }
        let printed = "SKIPPED [1] tests/a.py:3: no network\n1 passed, 1 skipped in 0.1s";
        let summary = read(Counting::Pytest, printed).unwrap();
        assert_eq!(summary.ignored, ["[1] tests/a.py:3: no network"]);
        assert_eq!(read(Counting::Pytest, "no tests ran in 0.01s"), None);
    }

    #[test]
    fn output_without_a_summary_counts_nothing() {
        assert_eq!(read(Counting::Nextest, "error: could not compile"), None);
        assert_eq!(read(Counting::Nextest, "Summary [ 0.1s] who knows"), None);
        assert_eq!(read(Counting::Libtest, "  test result: ok. 1 passed"), None);
        assert_eq!(
            read(Counting::Step, "test result: ok. 1 passed; 0 failed"),
            None
        );
    }
}
