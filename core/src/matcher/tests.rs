use super::*;

fn walk_all(globs: &[Glob], asked: usize, paths: &[Vec<u8>], trees: &[Vec<u8>]) {
    let mut patterns = Patterns::default();
    let numbers: Vec<Number> = globs.iter().map(|glob| patterns.add(glob)).collect();
    let asked = asked.min(patterns.len());
    let matcher = patterns.compile(asked);
    let mut walk = matcher.walk();
    let is_tree = |path: &Vec<u8>| trees.contains(path);
    for path in paths {
        let expected = globs.iter().zip(&numbers).any(|(glob, number)| {
            let matches = if is_tree(path) {
                glob.covers_tree(path)
            } else {
                glob.matches(path)
            };
            *number < asked && matches
        });
        let shown = String::from_utf8_lossy(path);
        let found = if is_tree(path) {
            walk.tree(path)
        } else {
            walk.path(path)
        };
        assert_eq!(found, expected, "{globs:?} {shown}");
    }
    let touched = walk.touched();
    for (glob, number) in globs.iter().zip(&numbers) {
        let expected = paths
            .iter()
            .any(|path| glob.matches(path) || is_tree(path) && glob.matches_tree(path));
        assert_eq!(touched[*number], expected, "{glob} {paths:?}");
    }
}

/// A reproducible stream of small numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let number = usize::try_from(self.0 >> 33).unwrap();
        number.checked_rem(bound).unwrap()
    }

    fn pick<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len())]
    }

    fn joined(&mut self, words: &[&str], most: usize) -> String {
        let count = self.below(most).saturating_add(1);
        let parts: Vec<&str> = (0..count).map(|_| self.pick(words)).collect();
        parts.join("/")
    }
}

#[test]
fn agrees_with_the_pattern_itself() {
    let of_globs = [
        "**", "*", "a", "b", "ab", "*.a", "*a", "a*", "?", "*b*", ".a", "a.a",
    ];
    let of_paths = ["a", "b", "ab", "aa", ".a", "b.a", "a.a", "ba"];
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        let count = dice.below(7);
        let globs: Vec<Glob> = (0..count)
            .map(|_| dice.joined(&of_globs, 4).parse().unwrap())
            .collect();
        let count = dice.below(6).saturating_add(1);
        let mut paths: Vec<Vec<u8>> = (0..count)
            .map(|_| dice.joined(&of_paths, 4).into_bytes())
            .collect();
        if dice.below(2) == 0 {
            paths.sort();
        }
        let trees = dice.below(3);
        walk_all(
            &globs,
            dice.below(8),
            &paths,
            &paths[..trees.min(paths.len())],
        );
    }
}

#[test]
fn a_path_above_the_one_before() {
    let globs = ["a/b/**", "a/b", "**/b", "a/*", "**/*b/**"];
    let globs: Vec<Glob> = globs.iter().map(|text| text.parse().unwrap()).collect();
    let paths = ["a/b/c/d", "a/b", "a", "a/bb/c", "a/b/c"];
    let paths: Vec<Vec<u8>> = paths.iter().map(|path| path.as_bytes().to_vec()).collect();
    for asked in 0..=globs.len() {
        walk_all(&globs, asked, &paths, &[]);
    }
}
