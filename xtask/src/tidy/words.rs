//! Words that a finished text does not have.

use super::Fault;
use super::tree::File;

/// The extensions of sources, where unfinished work is marked by these words.
const SOURCES: [&str; 13] = [
    "cjs", "js", "mjs", "mts", "py", "pyi", "rs", "sh", "toml", "ts", "tsx", "yaml", "yml",
];

// Each is put together here, so that this file does not hold what it looks for.
const MARKS: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
];

const HOMES: [&str; 4] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers\\"),
    concat!("C:/Us", "ers/"),
];
const ROOT: &str = concat!("/ro", "ot/");

/// Finds marks of unfinished work, in sources, and paths of somebody's machine, in every text.
pub(super) fn faults(file: &File) -> Vec<Fault> {
    let is_source = file.has_extension(&SOURCES) || file.path == ".ci/run";
    file.lines()
        .flat_map(|(number, line)| {
            let mark = MARKS.iter().find(|mark| is_source && has_word(line, mark));
            let mark = mark
                .map(|mark| file.fault(number, format!("`{mark}`: finish it or open an issue")));
            let path = names_machine(line)
                .then(|| file.fault(number, "a path of somebody's machine".to_owned()));
            [mark, path]
        })
        .flatten()
        .collect()
}

/// Returns whether the line has the word, with no letter, digit or `_` beside it.
fn has_word(line: &str, word: &str) -> bool {
    surroundings(line, word)
        .any(|(before, after)| !before.is_some_and(is_of_word) && !after.is_some_and(is_of_word))
}

/// Returns whether the line names a folder below a home, outside of a longer path or address.
fn names_machine(line: &str) -> bool {
    let starts_path = |before: Option<char>| {
        !before.is_some_and(|letter| is_of_word(letter) || ".-~}".contains(letter))
    };
    let homes = HOMES.iter().any(|home| {
        surroundings(line, home)
            .any(|(before, after)| starts_path(before) && after.is_some_and(is_of_word))
    });
    homes || surroundings(line, ROOT).any(|(before, _)| starts_path(before))
}

/// Returns the letters before and after each occurrence.
fn surroundings(line: &str, word: &str) -> impl Iterator<Item = (Option<char>, Option<char>)> {
    line.match_indices(word).map(move |(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line
            .get(start.saturating_add(word.len())..)
            .and_then(|text| text.chars().next());
        (before, after)
    })
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<usize> {
        faults(&File::new(path, text))
            .iter()
            .map(|fault| fault.line)
            .collect()
    }

    #[test]
    fn marks_are_found_in_sources_as_whole_words() {
        for mark in MARKS {
            let text = format!("fine\n// {mark}: later\n{mark}S x{mark} {mark}_ \n({mark})");
            assert_eq!(found("core/src/gate.rs", &text), [2, 4], "{mark}");
            assert_eq!(found("docs/design.md", &text), [0; 0], "{mark}");
            assert_eq!(found(".ci/run", &text), [2, 4], "{mark}");
        }
    }

    #[test]
    fn paths_of_machines_are_found_in_every_text() {
        for home in HOMES {
            assert_eq!(
                found("README.md", &format!("see {home}ann/code")),
                [1],
                "{home}"
            );
            assert_eq!(
                found("README.md", &format!("`{home}<user>`")),
                [0; 0],
                "{home}"
            );
        }
        assert_eq!(found("a.json", &format!("\"{ROOT}x\"\n\n{ROOT}")), [1, 3]);
    }

    #[test]
    fn longer_paths_and_addresses_are_not_paths_of_machines() {
        for text in [
            format!("https://example.org{}index.html", HOMES[0]),
            format!("src{ROOT}lib.rs"),
            format!("$out{ROOT} ${{out}}{ROOT}"),
        ] {
            assert_eq!(found("README.md", &text), [0; 0], "{text}");
        }
    }
}
