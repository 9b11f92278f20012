//! The change digest: SHA-256 over a versioned, length-prefixed binary encoding (semantics 5.1).
//!
//! Every field is a one-byte tag, the length of its body as eight bytes, big-endian, and the body. A field that
//! is not there is left out, so that absent differs from empty. Lists are sorted, so that their order does not
//! matter. The tags are frozen: a new field gets a new tag, a new meaning gets a new domain.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

use super::exact::{Exact, Resource};
use super::path::PathChange;
use crate::digest::{Digest, DigestSet};
use crate::fact::Listed;

const DOMAIN: &[u8] = b"foureyes/change-digest/v1\n";

/// The length of a tag with the length that follows it.
const HEAD: usize = 9;

/// A body that is being written.
#[derive(Default)]
struct Body(Vec<u8>);

impl Body {
    fn head(&mut self, tag: u8, length: usize) {
        let length = u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes();
        let [a, b, c, d, e, f, g, h] = length;
        self.0.extend_from_slice(&[tag, a, b, c, d, e, f, g, h]);
    }

    fn field(&mut self, tag: u8, body: &[u8]) -> &mut Self {
        self.head(tag, body.len());
        self.0.extend_from_slice(body);
        self
    }

    fn option(&mut self, tag: u8, body: Option<impl AsRef<[u8]>>) -> &mut Self {
        if let Some(body) = body {
            self.field(tag, body.as_ref());
        }
        self
    }

    fn number(&mut self, tag: u8, number: Option<u64>) -> &mut Self {
        self.option(tag, number.map(u64::to_be_bytes))
    }

    /// A list, sorted: an empty field that says whether it is whole (tag 1) or partial (tag 2), then tag 3 for each
    /// element.
    fn list<T>(&mut self, tag: u8, list: &Listed<T>, encode: impl Fn(&mut Self, &T)) -> &mut Self {
        if list.is_absent() {
            return self;
        }
        let mut all = Self::default();
        let mut elements: Vec<_> = (list.known().iter())
            .map(|element| {
                let start = all.0.len();
                encode(&mut all, element);
                start..all.0.len()
            })
            .collect();
        let bytes = |element: &Range<usize>| all.0.get(element.clone()).unwrap_or_default();
        elements.sort_unstable_by(|one, other| bytes(one).cmp(bytes(other)));
        let heads = elements.len().saturating_add(1).saturating_mul(HEAD);
        self.head(tag, heads.saturating_add(all.0.len()));
        self.field(if list.is_whole() { 1 } else { 2 }, &[]);
        for element in &elements {
            self.field(3, bytes(element));
        }
        self
    }
}

fn digests(set: &DigestSet) -> Vec<u8> {
    let mut body = Body::default();
    for (algorithm, digits) in set.iter() {
        body.field(1, algorithm.name().as_bytes())
            .field(2, digits.as_bytes());
    }
    body.0
}

fn path(body: &mut Body, entry: &PathChange) {
    body.field(1, entry.path.as_bytes())
        .field(2, entry.action.word().as_bytes())
        .option(3, entry.old_path.as_ref().map(super::RepoPath::as_bytes))
        .option(4, entry.mode.map(super::PathMode::word))
        .option(5, entry.old_mode.map(super::PathMode::word))
        .option(6, entry.digest.as_ref().map(Digest::as_bytes))
        .option(7, entry.link_target.as_ref().map(super::RepoPath::as_bytes))
        .number(8, entry.added)
        .number(9, entry.removed)
        .number(10, entry.bytes);
}

fn resource(body: &mut Body, resource: &Resource) {
    body.field(1, resource.address.as_bytes())
        .field(2, resource.kind.as_bytes())
        .field(3, resource.action.word().as_bytes());
}

/// Returns the digest of the exact part.
pub(super) fn of(exact: &Exact) -> Digest {
    let mut body = Body(Vec::with_capacity(1024));
    body.field(1, exact.id.as_str().as_bytes())
        .field(2, exact.repository.as_str().as_bytes())
        .field(3, exact.target_ref.as_str().as_bytes())
        .field(4, exact.action.word().as_bytes())
        .option(
            5,
            exact
                .environment
                .value()
                .map(|environment| environment.as_str()),
        )
        .list(
            6,
            &Listed::Whole(exact.regions.iter().collect()),
            |body, region| body.0.extend_from_slice(region.as_str().as_bytes()),
        )
        .option(7, exact.from.as_ref().map(digests))
        .option(8, exact.result.as_ref().map(digests))
        .list(
            9,
            &Listed::Whole(exact.subjects.iter().collect()),
            |body, subject| {
                body.field(1, subject.name.as_bytes())
                    .field(2, &digests(&subject.digest));
            },
        )
        .list(10, &exact.commits, |body, id| {
            body.0.extend_from_slice(id.as_str().as_bytes());
        })
        .list(11, &exact.paths, path)
        .list(12, &exact.resources, resource)
        .option(13, exact.plan.as_ref().map(Digest::as_bytes));
    if exact.empty {
        body.field(14, &[]);
    }
    let mut hash = Sha256::new();
    hash.update(DOMAIN);
    hash.update(&body.0);
    Digest::from_bytes(hash.finalize().into())
}
