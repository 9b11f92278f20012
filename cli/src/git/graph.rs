//! History: what is reachable from where.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use gix::ObjectId;

use super::commit::{Commit, Links};
use super::error::GitError;
use super::repository::Repository;

/// The most commits a range may have.
const MAX_COMMITS: u64 = 100_000;

/// The commits of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Range {
    /// The commit the change is compared with, if any.
    pub(crate) base: Option<String>,
    /// The last commit of the change.
    pub(crate) head: String,
    /// The commits reachable from `head` by any parent and not from `base`: parents before
    /// children, and the smaller id first where that leaves a choice.
    pub(crate) commits: Vec<Commit>,
}

/// From which ends a commit can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Paint {
    base: bool,
    head: bool,
    /// Behind a commit that both can reach.
    stale: bool,
}

pub(super) struct Walk<'a> {
    repository: &'a Repository,
    boundary: Vec<ObjectId>,
    pub(super) nodes: BTreeMap<ObjectId, (Links, Paint)>,
    /// Newest first.
    pub(super) queue: BinaryHeap<(i64, ObjectId)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(repository: &'a Repository) -> Result<Self, GitError> {
        Ok(Self {
            repository,
            boundary: repository.shallow_boundary()?,
            nodes: BTreeMap::new(),
            queue: BinaryHeap::new(),
        })
    }

    /// Adds paint to a commit, and queues it if that is news.
    pub(super) fn add(&mut self, id: ObjectId, paint: Paint) -> Result<(), GitError> {
        if !self.nodes.contains_key(&id) {
            if !self.repository.objects.contains(&id) {
                return Err(self.repository.absent(id)?);
            }
            let links = self.repository.load_links(id)?;
            self.nodes.insert(id, (links, Paint::default()));
        }
        let Some((links, old)) = self.nodes.get_mut(&id) else {
            return Ok(());
        };
        let new = Paint {
            base: old.base || paint.base,
            head: old.head || paint.head,
            stale: old.stale || paint.stale,
        };
        if new != *old {
            *old = new;
            self.queue.push((links.seconds, id));
        }
        Ok(())
    }

    /// Hands the paint of the newest queued commit on to its parents.
    pub(super) fn step(&mut self) -> Result<Option<ObjectId>, GitError> {
        let Some((_, id)) = self.queue.pop() else {
            return Ok(None);
        };
        let Some((links, mut paint)) = self.nodes.get(&id).cloned() else {
            return Ok(None);
        };
        if !self.is_cut(&id) {
            paint.stale |= paint.base && paint.head;
            for parent in links.parents {
                self.add(parent, paint)?;
            }
        }
        Ok(Some(id))
    }

    pub(super) fn is_cut(&self, id: &ObjectId) -> bool {
        self.boundary.binary_search(id).is_ok()
    }

    fn queued(&self, wanted: impl Fn(Paint) -> bool) -> bool {
        let mut queued = self.queue.iter();
        queued.any(|(_, id)| self.nodes.get(id).is_some_and(|(_, paint)| wanted(*paint)))
    }

    fn painted(&self, wanted: impl Fn(Paint) -> bool) -> Vec<ObjectId> {
        let nodes = self.nodes.iter();
        nodes
            .filter(|(_, (_, paint))| wanted(*paint))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The first loaded commit with this paint whose parents were left out by a shallow clone.
    pub(super) fn cuts(&self, wanted: impl Fn(Paint) -> bool) -> Vec<ObjectId> {
        let mut cut = self.painted(wanted);
        cut.retain(|id| {
            self.is_cut(id)
                && self
                    .nodes
                    .get(id)
                    .is_some_and(|(l, _)| !l.parents.is_empty())
        });
        cut
    }

    /// Whether each of these commits descends from each of those, as far as has been walked.
    fn all_after(&self, commits: &[ObjectId], earlier: &BTreeSet<ObjectId>) -> bool {
        let mut children: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
        for (id, (links, _)) in &self.nodes {
            for parent in &links.parents {
                children.entry(*parent).or_default().push(*id);
            }
        }
        earlier.iter().all(|start| {
            let mut found = BTreeSet::new();
            let mut pending = vec![*start];
            while let Some(id) = pending.pop() {
                for child in children.get(&id).into_iter().flatten() {
                    if found.insert(*child) {
                        pending.push(*child);
                    }
                }
            }
            commits.iter().all(|commit| found.contains(commit))
        })
    }

    /// Walks on until no paint that is still on its way can reach any of the wanted commits.
    ///
    /// Dates only choose the order: they are claims, and one wrong date must not change a
    /// result. A commit is settled when it descends from all that is still queued, as history
    /// has no circles. To look rarely enough, the walk grows by half between two looks.
    fn settle(
        &mut self,
        enough: impl Fn(Paint) -> bool,
        wanted: impl Fn(Paint) -> bool,
    ) -> Result<Vec<ObjectId>, GitError> {
        let mut next_look = 0;
        loop {
            let walked = self.nodes.len();
            if walked >= next_look && !self.queued(|paint| !enough(paint)) {
                let commits = self.painted(&wanted);
                let queued = self.queue.iter().map(|(_, id)| *id).collect();
                if commits.is_empty() || self.all_after(&commits, &queued) {
                    return Ok(commits);
                }
                next_look = walked.saturating_add(walked.div_ceil(2));
            }
            if self.step()?.is_none() {
                return Ok(self.painted(wanted));
            }
        }
    }
}

const BASE: Paint = Paint {
    base: true,
    head: false,
    stale: false,
};
pub(super) const HEAD: Paint = Paint {
    base: false,
    head: true,
    stale: false,
};

impl Repository {
    /// The best common ancestor of two commits; of several equally good ones the newest, and of
    /// those the one with the smallest id.
    pub(crate) fn merge_base(&self, a: &str, b: &str) -> Result<Option<String>, GitError> {
        let mut walk = Walk::new(self)?;
        walk.add(self.parse_id(a)?, BASE)?;
        walk.add(self.parse_id(b)?, HEAD)?;
        let best = walk.settle(
            |paint| paint.stale,
            |paint| paint.base && paint.head && !paint.stale,
        )?;
        let newest = best.into_iter().max_by_key(|id| {
            let seconds = walk.nodes.get(id).map_or(0, |(links, _)| links.seconds);
            (seconds, std::cmp::Reverse(*id))
        });
        match newest {
            Some(id) => Ok(Some(id.to_string())),
            None => match walk.cuts(|_| true).first() {
                Some(id) => Err(GitError::ShallowHistory { id: id.to_string() }),
                None => Ok(None),
            },
        }
    }

    /// The commits reachable from `head` and not from `base`; with no base, all of them.
    pub(crate) fn range(&self, base: Option<&str>, head: &str) -> Result<Range, GitError> {
        let mut walk = Walk::new(self)?;
        if let Some(base) = base {
            walk.add(self.parse_id(base)?, BASE)?;
        }
        walk.add(self.parse_id(head)?, HEAD)?;
        let new = walk.settle(|paint| paint.base, |paint| paint.head && !paint.base)?;
        if u64::try_from(new.len()).unwrap_or(u64::MAX) > MAX_COMMITS {
            return Err(GitError::TooLarge {
                what: head.to_owned(),
                limit: MAX_COMMITS,
            });
        }
        refuse_cut(&walk, &new)?;
        let commits = in_order(&walk, &new)
            .into_iter()
            .map(|id| self.load_commit(id))
            .collect::<Result<_, _>>()?;
        Ok(Range {
            base: base.map(str::to_owned),
            head: head.to_owned(),
            commits,
        })
    }

    /// The last `limit` commits before and at one, newest first as their dates say. A commit
    /// whose name lines cannot be read is left out.
    pub(crate) fn recent(&self, commit: &str, limit: usize) -> Result<Vec<Commit>, GitError> {
        let mut walk = Walk::new(self)?;
        walk.add(self.parse_id(commit)?, HEAD)?;
        let mut commits = Vec::new();
        for _ in 0..limit {
            let Some(id) = walk.step()? else { break };
            match self.load_commit(id) {
                Ok(commit) => commits.push(commit),
                Err(GitError::MalformedObject { .. }) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(commits)
    }
}

/// In a shallow clone, refuses a range whose extent depends on commits that are not there.
fn refuse_cut(walk: &Walk<'_>, new: &[ObjectId]) -> Result<(), GitError> {
    let cut_off = |id: &ObjectId| GitError::ShallowHistory { id: id.to_string() };
    if let Some(id) = walk.cuts(|paint| paint.head && !paint.base).first() {
        return Err(cut_off(id));
    }
    // What lies before a cut in the base is old. That can only be known not to include a new
    // commit if the new commit comes after the cut.
    let cuts: BTreeSet<_> = walk.cuts(|paint| paint.base).into_iter().collect();
    match cuts.first() {
        Some(id) if !walk.all_after(new, &cuts) => Err(cut_off(id)),
        _ => Ok(()),
    }
}

/// Parents before children; of those that are ready, the smallest id first.
fn in_order(walk: &Walk<'_>, new: &[ObjectId]) -> Vec<ObjectId> {
    let mut waiting: BTreeMap<ObjectId, BTreeSet<ObjectId>> = BTreeMap::new();
    let mut children: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    for id in new {
        let parents = walk
            .nodes
            .get(id)
            .map(|(links, _)| links.parents.as_slice());
        let parents: BTreeSet<_> = parents
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(|parent| new.binary_search(parent).is_ok())
            .collect();
        for parent in &parents {
            children.entry(*parent).or_default().push(*id);
        }
        waiting.insert(*id, parents);
    }
    let none_left = |parents: &BTreeSet<ObjectId>| parents.is_empty();
    let mut ready: BTreeSet<ObjectId> = waiting
        .iter()
        .filter(|(_, parents)| none_left(parents))
        .map(|(id, _)| *id)
        .collect();
    let mut order = Vec::with_capacity(new.len());
    while let Some(id) = ready.pop_first() {
        order.push(id);
        for child in children.get(&id).into_iter().flatten() {
            if let Some(parents) = waiting.get_mut(child) {
                parents.remove(&id);
                if none_left(parents) {
                    ready.insert(*child);
                }
            }
        }
    }
    order
}
