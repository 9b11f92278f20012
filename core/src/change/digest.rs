//! The change digest: SHA-256 over a versioned, length-prefixed binary encoding (semantics 5.1).
//!
//! Every field is a one-byte tag, the length of its body as eight bytes, big-endian, and the body. A field that
//! is not there is left out, so that absent differs from empty. Lists are sorted, so that their order does not
//! matter. The tags are frozen: a new field gets a new tag, a new meaning gets a new domain.

use sha2::{Digest as _, Sha256};

use super::exact::{Exact, Resource};
use super::path::PathChange;
use crate::digest::{Digest, DigestSet};
use crate::fact::Listed;

const DOMAIN: &[u8] = b"foureyes/change-digest/v1\n";

/// A body that is being written.
#[derive(Default)]
struct Body(Vec<u8>);

impl Body {
    fn field(&mut self, tag: u8, body: &[u8]) -> &mut Self {
        self.0.push(tag);
        self.0
            .extend_from_slice(&u64::try_from(body.len()).unwrap_or(u64::MAX).to_be_bytes());
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
    fn list<T>(&mut self, tag: u8, list: &Listed<T>, encode: impl Fn(&T) -> Vec<u8>) -> &mut Self {
        if list.is_absent() {
            return self;
        }
        let mut elements: Vec<_> = list.known().iter().map(encode).collect();
        elements.sort_unstable();
        let mut body = Self::default();
        body.field(if list.is_whole() { 1 } else { 2 }, &[]);
        for element in &elements {
            body.field(3, element);
        }
        self.field(tag, &body.0)
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

fn path(entry: &PathChange) -> Vec<u8> {
    let mut body = Body::default();
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
    body.0
}

fn resource(resource: &Resource) -> Vec<u8> {
    let mut body = Body::default();
    body.field(1, resource.address.as_bytes())
        .field(2, resource.kind.as_bytes())
        .field(3, resource.action.word().as_bytes());
    body.0
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
            |region| region.as_str().into(),
        )
        .option(7, exact.from.as_ref().map(digests))
        .option(8, exact.result.as_ref().map(digests))
        .list(
            9,
            &Listed::Whole(exact.subjects.iter().collect()),
            |subject| {
                let mut body = Body::default();
                body.field(1, subject.name.as_bytes())
                    .field(2, &digests(&subject.digest));
                body.0
            },
        )
        .list(10, &exact.commits, |id| id.as_str().into())
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
