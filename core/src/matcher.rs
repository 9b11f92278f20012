//! Many path patterns at once: which of them a list of paths matches.
//!
//! The literal segments that patterns start with make a tree, which is walked along the segments of a path. What is
//! left of a pattern stands at the node where its literal segments end: nothing (the path itself), `**` (all below),
//! `**/name` and `**/*.suffix` (looked up by the last segment), `**/name/**` (by every segment), and anything else,
//! which is held against the path as [`Glob::matches`] does: of such ones a gate has few. A path starts where it leaves
//! the one before: sorted paths share most of the way.

use std::collections::{BTreeMap, BTreeSet};

use crate::glob::{Glob, Rest};

/// The number of a pattern.
pub(crate) type Number = usize;

/// Patterns, each once, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    globs: Vec<Glob>,
    known: BTreeMap<Glob, Number>,
}

impl Patterns {
    /// Adds a pattern and returns its number.
    pub(crate) fn add(&mut self, glob: &Glob) -> Number {
        if let Some(number) = self.known.get(glob) {
            return *number;
        }
        let number = self.globs.len();
        self.known.insert(glob.clone(), number);
        self.globs.push(glob.clone());
        number
    }

    /// Returns how many there are so far.
    pub(crate) const fn len(&self) -> usize {
        self.globs.len()
    }

    /// Returns what matches them all at once. [`Walk::path`] reports whether one of the first `asked` matches.
    pub(crate) fn compile(self, asked: usize) -> Matcher {
        let mut nodes = vec![Building::default()];
        for (number, glob) in self.globs.iter().enumerate() {
            let (start, rest) = glob.parts();
            let mut at = 0;
            for segment in start {
                let fresh = nodes.len();
                let Some(node) = nodes.get_mut(at) else {
                    break;
                };
                at = *node.children.entry(segment.into()).or_insert(fresh);
                if at == fresh {
                    nodes.push(Building::default());
                }
            }
            if let Some(node) = nodes.get_mut(at) {
                node.add(number, rest);
            }
        }
        Matcher {
            nodes: nodes.into_iter().map(Building::finish).collect(),
            globs: self.globs,
            asked,
        }
    }
}

#[derive(Default)]
struct Building {
    children: BTreeMap<Box<[u8]>, usize>,
    here: Vec<Number>,
    below: Vec<Number>,
    named: BTreeMap<Box<[u8]>, Vec<Number>>,
    inside: BTreeMap<Box<[u8]>, Vec<Number>>,
    ending: BTreeMap<usize, BTreeMap<Box<[u8]>, Vec<Number>>>,
    other: Vec<Number>,
}

impl Building {
    fn add(&mut self, number: Number, rest: Rest<'_>) {
        match rest {
            Rest::Nothing => self.here.push(number),
            Rest::Below => self.below.push(number),
            Rest::Named(name) => self.named.entry(name.into()).or_default().push(number),
            Rest::Inside(name) => self.inside.entry(name.into()).or_default().push(number),
            Rest::Ending(suffix) => {
                let of_length = self.ending.entry(suffix.len()).or_default();
                of_length.entry(suffix.into()).or_default().push(number);
            }
            Rest::Other => self.other.push(number),
        }
    }

    fn finish(self) -> Node {
        Node {
            has_tail: !(self.named.is_empty()
                && self.inside.is_empty()
                && self.ending.is_empty()
                && self.other.is_empty()),
            children: Table::new(self.children),
            here: self.here,
            below: self.below,
            named: Table::new(self.named),
            inside: Table::new(self.inside),
            ending: self
                .ending
                .into_iter()
                .map(|(length, table)| (length, Table::new(table)))
                .collect(),
            other: self.other,
        }
    }
}

/// What belongs to a text, in the order of the texts. Beside each stands its head, which settles most comparisons.
#[derive(Debug)]
struct Table<T>(Vec<(u64, Box<[u8]>, T)>);

impl<T> Table<T> {
    fn new(sorted: BTreeMap<Box<[u8]>, T>) -> Self {
        let entries = sorted.into_iter();
        Self(entries.map(|(text, of)| (head(&text), text, of)).collect())
    }

    fn all(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, _, of)| of)
    }

    fn find(&self, word: Word<'_>) -> Option<&T> {
        let (Some((least, _, _)), Some((most, _, _))) = (self.0.first(), self.0.last()) else {
            return None;
        };
        if word.head < *least || word.head > *most {
            return None;
        }
        let of = |(head, text, _): &(u64, Box<[u8]>, T)| {
            let by_head = head.cmp(&word.head);
            by_head.then_with(|| (**text).cmp(word.text))
        };
        let at = self.0.binary_search_by(of).ok()?;
        self.0.get(at).map(|(_, _, found)| found)
    }
}

/// A text that is looked for, and its head.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t [u8],
    head: u64,
}

impl<'t> Word<'t> {
    fn new(text: &'t [u8]) -> Self {
        let head = head(text);
        Self { text, head }
    }
}

/// How many bytes are looked at together.
const STEP: usize = 8;

/// The first eight bytes of a text as a number that is ordered as they are.
fn head(text: &[u8]) -> u64 {
    if let Some(first) = text.first_chunk::<STEP>() {
        return u64::from_be_bytes(*first);
    }
    let bytes = text.iter().chain([0; STEP].iter()).take(STEP);
    bytes.fold(0, |head, byte| (head << 8) | u64::from(*byte))
}

/// How many bytes two texts start with alike.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let (steps, _) = one.as_chunks::<STEP>();
    let (others, _) = other.as_chunks::<STEP>();
    let mut alike = 0_usize;
    for (step, other) in steps.iter().zip(others) {
        let differing = u64::from_le_bytes(*step) ^ u64::from_le_bytes(*other);
        if differing != 0 {
            let bits = usize::try_from(differing.trailing_zeros()).unwrap_or_default();
            return alike.saturating_add(bits / 8);
        }
        alike = alike.saturating_add(STEP);
    }
    let rest = one.iter().skip(alike).zip(other.iter().skip(alike));
    alike.saturating_add(rest.take_while(|(a, b)| a == b).count())
}

#[derive(Debug)]
struct Node {
    children: Table<usize>,
    /// Patterns that end here.
    here: Vec<Number>,
    /// Patterns of which `**` is left.
    below: Vec<Number>,
    /// Patterns of which `**/name` is left.
    named: Table<Vec<Number>>,
    /// Patterns of which `**/name/**` is left.
    inside: Table<Vec<Number>>,
    /// Patterns of which `**/*suffix` is left, by the length of the suffix.
    ending: Vec<(usize, Table<Vec<Number>>)>,
    other: Vec<Number>,
    has_tail: bool,
}

/// Many patterns, compiled.
#[derive(Debug)]
pub(crate) struct Matcher {
    nodes: Vec<Node>,
    globs: Vec<Glob>,
    asked: usize,
}

impl Matcher {
    /// Returns a pattern.
    pub(crate) fn get(&self, number: Number) -> Option<&Glob> {
        self.globs.get(number)
    }

    /// Starts a walk along paths.
    pub(crate) fn walk(&self) -> Walk<'_> {
        let mut walk = Walk {
            matcher: self,
            touched: vec![false; self.globs.len()],
            before: &[],
            steps: Vec::new(),
            tails: BTreeSet::new(),
            subtrees: BTreeSet::new(),
        };
        walk.enter(0, Some(0), false);
        walk
    }
}

/// One segment of the path before.
struct Step<'m> {
    /// Where in the path the segment ends.
    end: usize,
    /// Where in the tree it leads, if there is anything.
    node: Option<&'m Node>,
    /// Whether a pattern that is asked for matches everything from here on.
    is_asked: bool,
    /// The last step, up to this one, below which names matter.
    tail: Option<usize>,
}

/// Paths, held one by one against the patterns.
pub(crate) struct Walk<'m> {
    matcher: &'m Matcher,
    touched: Vec<bool>,
    before: &'m [u8],
    steps: Vec<Step<'m>>,
    /// The nodes of which everything that may stand below is marked, whatever its name.
    tails: BTreeSet<usize>,
    /// The nodes of which everything is marked, and of all that stand below them.
    subtrees: BTreeSet<usize>,
}

impl<'m> Walk<'m> {
    fn mark(&mut self, numbers: &[Number]) -> bool {
        for number in numbers {
            if let Some(slot) = self.touched.get_mut(*number) {
                *slot = true;
            }
        }
        numbers.iter().any(|number| *number < self.matcher.asked)
    }

    fn enter(&mut self, end: usize, node: Option<usize>, is_asked: bool) {
        let node = node.and_then(|node| self.matcher.nodes.get(node));
        let below = node.is_some_and(|node| self.mark(&node.below));
        let tail = if node.is_some_and(|node| node.has_tail) {
            Some(self.steps.len())
        } else {
            self.steps.last().and_then(|step| step.tail)
        };
        self.steps.push(Step {
            end,
            node,
            is_asked: is_asked || below,
            tail,
        });
    }

    /// The last step below which names matter.
    fn tail(&self) -> Option<usize> {
        self.steps.last().and_then(|step| step.tail)
    }

    /// The node of such a step, and the one before it.
    fn above(&self, at: usize) -> Option<(&'m Node, Option<usize>)> {
        let node = self.steps.get(at)?.node?;
        let before = at.checked_sub(1).and_then(|at| self.steps.get(at));
        Some((node, before.and_then(|step| step.tail)))
    }

    /// Holds a path against the patterns, and reports whether one of those that are asked for matches it.
    pub(crate) fn path(&mut self, path: &'m [u8]) -> bool {
        let shared = shared(path, self.before);
        let ends = |at: usize| at == 0 || path.get(at).is_none_or(|byte| *byte == b'/');
        while self
            .steps
            .last()
            .is_some_and(|step| step.end > shared || !ends(step.end))
        {
            self.steps.pop();
        }
        self.before = path;
        loop {
            let Some((end, node, is_asked)) = self
                .steps
                .last()
                .map(|step| (step.end, step.node, step.is_asked))
            else {
                return false;
            };
            let from = if end == 0 { 0 } else { end.saturating_add(1) };
            let Some(rest) = path.get(from..).filter(|rest| !rest.is_empty()) else {
                break;
            };
            let length = rest.iter().position(|byte| *byte == b'/');
            let segment = Word::new(rest.get(..length.unwrap_or(rest.len())).unwrap_or(rest));
            let next = node.and_then(|node| node.children.find(segment).copied());
            let Some(length) = length else {
                let node = next.and_then(|node| self.matcher.nodes.get(node));
                return self.end(path, segment, node, is_asked);
            };
            let is_inside = self.inside(segment);
            self.enter(from.saturating_add(length), next, is_asked || is_inside);
        }
        // The path before went on below this one: its last step here is the whole path.
        let whole = self.steps.pop();
        let start = self.steps.last().map_or(0, |step| match step.end {
            0 => 0,
            end => end.saturating_add(1),
        });
        let last = Word::new(path.get(start..).unwrap_or(path));
        let is_asked = self.steps.last().is_some_and(|step| step.is_asked);
        let node = whole.and_then(|step| step.node);
        self.end(path, last, node, is_asked)
    }

    /// What a segment below the steps so far matches by its name.
    fn inside(&mut self, segment: Word<'_>) -> bool {
        let mut found = false;
        let mut tail = self.tail();
        while let Some((node, before)) = tail.and_then(|at| self.above(at)) {
            if let Some(numbers) = node.inside.find(segment) {
                found |= self.mark(numbers);
            }
            tail = before;
        }
        found
    }

    /// What the whole path matches: `node` is where its last segment leads.
    fn end(&mut self, path: &[u8], last: Word<'_>, node: Option<&'m Node>, is_asked: bool) -> bool {
        let mut found = is_asked;
        if let Some(node) = node {
            found |= self.mark(&node.here);
            found |= self.mark(&node.below);
            found |= self.others(node, path);
        }
        let mut tail = self.tail();
        while let Some((node, before)) = tail.and_then(|at| self.above(at)) {
            for table in [&node.inside, &node.named] {
                if let Some(numbers) = table.find(last) {
                    found |= self.mark(numbers);
                }
            }
            for (length, table) in &node.ending {
                let start = last.text.len().checked_sub(*length);
                let Some(suffix) = start.and_then(|start| last.text.get(start..)) else {
                    break;
                };
                if let Some(numbers) = table.find(Word::new(suffix)) {
                    found |= self.mark(numbers);
                }
            }
            found |= self.others(node, path);
            tail = before;
        }
        found
    }

    fn others(&mut self, node: &'m Node, path: &[u8]) -> bool {
        let mut found = false;
        for number in &node.other {
            let glob = self.matcher.globs.get(*number);
            if glob.is_some_and(|glob| glob.matches(path)) {
                found |= self.mark(&[*number]);
            }
        }
        found
    }

    /// Holds a path, with all that could stand below it, against the patterns, and reports whether one of those that
    /// are asked for matches it with all that could.
    pub(crate) fn tree(&mut self, path: &[u8]) -> bool {
        let matcher = self.matcher;
        let mut found = false;
        let mut at = Some(0);
        let mut rest = Some(path);
        while let Some((index, node)) = at.and_then(|at| Some((at, matcher.nodes.get(at)?))) {
            found |= self.mark(&node.below);
            self.tails(index, node);
            for number in &node.other {
                let glob = matcher.globs.get(*number);
                if glob.is_some_and(|glob| glob.matches_tree(path)) {
                    let is_asked = self.mark(&[*number]);
                    found |= is_asked && glob.is_some_and(|glob| glob.covers_tree(path));
                }
            }
            let Some(left) = rest else {
                self.subtree(index);
                break;
            };
            let segments = left.split(|byte| *byte == b'/');
            for segment in segments {
                if let Some(numbers) = node.inside.find(Word::new(segment)) {
                    found |= self.mark(numbers);
                }
            }
            let end = left.iter().position(|byte| *byte == b'/');
            let segment = left.get(..end.unwrap_or(left.len())).unwrap_or(left);
            rest = end.and_then(|end| left.get(end.saturating_add(1)..));
            at = node.children.find(Word::new(segment)).copied();
        }
        found
    }

    /// Marks what may stand below a node under any name.
    fn tails(&mut self, index: usize, node: &Node) {
        if !node.has_tail || !self.tails.insert(index) {
            return;
        }
        let ending = node.ending.iter().map(|(_, table)| table);
        let tables = [&node.named, &node.inside].into_iter().chain(ending);
        for numbers in tables.flat_map(Table::all) {
            self.mark(numbers);
        }
    }

    /// Marks all patterns of a node, and of all that stand below it.
    fn subtree(&mut self, index: usize) {
        let mut open = vec![index];
        while let Some(index) = open.pop() {
            let Some(node) = self.matcher.nodes.get(index) else {
                continue;
            };
            if !self.subtrees.insert(index) {
                continue;
            }
            for numbers in [&node.here, &node.below, &node.other] {
                self.mark(numbers);
            }
            self.tails(index, node);
            open.extend(node.children.all());
        }
    }

    /// Marks every pattern as touched.
    pub(crate) fn everything(&mut self) {
        self.touched.fill(true);
    }

    /// Returns which patterns are touched.
    pub(crate) fn touched(self) -> Vec<bool> {
        self.touched
    }
}

#[cfg(test)]
mod tests;
