//! Links between the documents of the repository.

use super::Fault;
use super::tree::{File, Tree};

/// Finds the relative links of a Markdown file that lead to nothing tracked.
pub(super) fn faults(file: &File, tree: &Tree) -> Vec<Fault> {
    if !file.has_extension(&["md"]) {
        return Vec::new();
    }
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut is_code = false;
    let mut faults = Vec::new();
    for (number, line) in file.lines() {
        if ["```", "~~~"]
            .iter()
            .any(|fence| line.trim_start().starts_with(fence))
        {
            is_code = !is_code;
        } else if !is_code {
            faults.extend(
                targets(&without_code(line))
                    .into_iter()
                    .filter(|target| is_relative(target))
                    .filter(|target| !resolve(folder, target).is_some_and(|path| tree.holds(&path)))
                    .map(|target| {
                        file.fault(number, format!("`{target}` leads to no tracked file"))
                    }),
            );
        }
    }
    faults
}

/// Returns where the links of a line lead: `[text](target "title")` and `[name]: target`, but
/// not `[^1]: a footnote`.
fn targets(line: &str) -> Vec<String> {
    let inline = line
        .split("](")
        .skip(1)
        .map(|rest| match rest.strip_prefix('<') {
            Some(rest) => rest.split('>').next(),
            None => rest.split([')', ' ']).next(),
        });
    let defined = line
        .trim_start()
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]: "))
        .filter(|(name, _)| !name.starts_with('^'))
        .map(|(_, target)| target.split_whitespace().next());
    inline.chain(defined).flatten().map(str::to_owned).collect()
}

/// Returns the line without what stands between backticks.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

fn is_relative(target: &str) -> bool {
    let path = target.split(['/', '#', '?']).next().unwrap_or(target);
    !target.is_empty()
        && !target.starts_with('#')
        && !target.starts_with("//")
        && !path.contains(':')
}

/// Returns the path from the root; `None` where it leads out of the repository.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn dead(path: &str, text: &str) -> Vec<usize> {
        let tree = Tree::new(
            Path::new("."),
            ["README.md", "docs/semantics.md", "docs/manual/limits.md"],
        );
        faults(&File::new(path, text), &tree)
            .iter()
            .map(|fault| fault.line)
            .collect()
    }

    #[test]
    fn links_to_tracked_files_and_folders_are_fine() {
        let text = "\
[a](docs/semantics.md) and [b](./docs/semantics.md#4-2 \"title\")
[c](docs/manual/) ![d](<README.md>) [e](/README.md)
[f]: docs/semantics.md
[g](docs/manual/../semantics.md?plain=1)";
        assert_eq!(dead("README.md", text), [0; 0]);
        assert_eq!(
            dead(
                "docs/manual/limits.md",
                "[up](../semantics.md) [top](../../README.md)"
            ),
            [0; 0]
        );
    }

    #[test]
    fn dead_links_are_found_with_their_lines() {
        let text = "[a](semantics.md)\n\n[b](docs/gone.md#x) [c](README.md)\n[d]: docs/gone.md\n[e](../README.md)";
        assert_eq!(dead("README.md", text), [1, 3, 4, 5]);
        assert_eq!(dead("docs/semantics.md", "[a](docs/semantics.md)"), [1]);
    }

    #[test]
    fn addresses_anchors_and_code_are_passed_over() {
        let text = "[a](https://example.org/x.md) [b](#here) [c](mailto:a@example.org) `[d](gone.md)`\n```\n[e](gone.md)\n```\n[f](//example.org/x)\n[^1]: footnote";
        assert_eq!(dead("README.md", text), [0; 0]);
        assert_eq!(dead("core/src/lib.rs", "//! [a](gone.md)"), [0; 0]);
    }

    #[test]
    fn a_missing_file_is_named() {
        let tree = Tree::default();
        let found = faults(&File::new("README.md", "[a](gone.md)"), &tree);
        assert_eq!(
            found.first().unwrap().to_string(),
            "README.md:1: `gone.md` leads to no tracked file"
        );
    }
}
