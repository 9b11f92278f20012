//! Reading objects: one door, which checks every object against its id.

use gix::objs::{Find as _, FindHeader as _, Kind};
use gix::odb::Handle;
use gix::odb::pack::cache::lru::MemoryCappedHashmap;
use gix::{ObjectId, oid};

use super::error::GitError;

/// No object larger than this is read into memory.
pub(super) const MAX_OBJECT_SIZE: u64 = 1 << 30;

/// Memory for objects that others in a pack are built from.
const PACK_CACHE_SIZE: usize = 64 << 20;

/// The object databases of a repository, in the order in which they are asked.
///
/// The first is the database proper; the others come from `GIT_OBJECT_DIRECTORY` and
/// `GIT_ALTERNATE_OBJECT_DIRECTORIES`, which git sets for a hook while pushed objects are in
/// quarantine and which gix does not read.
pub(super) struct Objects {
    stores: Vec<Handle>,
    format: gix::hash::Kind,
}

impl Objects {
    /// Puts the databases together; replacement objects (`refs/replace/`) are never followed.
    pub(super) fn new(main: &gix::Repository, extra: Vec<Handle>) -> Self {
        let mut stores = vec![main.objects.clone().into_inner()];
        stores.extend(extra);
        for store in &mut stores {
            store.ignore_replacements = true;
            store.set_pack_cache(|| Box::new(MemoryCappedHashmap::new(PACK_CACHE_SIZE)));
        }
        Self {
            stores,
            format: main.object_hash(),
        }
    }

    pub(super) fn format(&self) -> gix::hash::Kind {
        self.format
    }

    /// Whether the object is there, without reading it.
    pub(super) fn contains(&self, id: &oid) -> bool {
        use gix::objs::Exists as _;
        self.stores.iter().any(|store| store.exists(id))
    }

    /// Kind and size of an object, without reading its content.
    pub(super) fn header(&self, id: &oid) -> Result<Option<(Kind, u64)>, GitError> {
        for store in &self.stores {
            let found = store.try_header(id).map_err(|e| GitError::missing(id, e))?;
            if let Some(header) = found {
                return Ok(Some((header.kind, header.size)));
            }
        }
        Ok(None)
    }

    /// An object's kind and content, or `None` if there is no such object.
    pub(super) fn try_read(&self, id: &oid) -> Result<Option<(Kind, Vec<u8>)>, GitError> {
        let Some((_, size)) = self.header(id)? else {
            return Ok(None);
        };
        if size > MAX_OBJECT_SIZE {
            return Err(GitError::TooLarge {
                what: id.to_string(),
                limit: MAX_OBJECT_SIZE,
            });
        }
        let mut content = Vec::new();
        for store in &self.stores {
            let found = store
                .try_find(id, &mut content)
                .map_err(|e| GitError::missing(id, e))?
                .map(|data| data.kind);
            let Some(kind) = found else { continue };
            let actual = gix::objs::compute_hash(self.format, kind, &content)
                .map_err(|e| GitError::missing(id, e))?;
            if actual.as_ref() != id {
                return Err(GitError::missing(id, "its content does not match its id"));
            }
            return Ok(Some((kind, content)));
        }
        Ok(None)
    }

    /// The content of an object that must be there and be of this kind.
    pub(super) fn read(&self, id: &oid, kind: Kind) -> Result<Vec<u8>, GitError> {
        match self.try_read(id)? {
            None => Err(GitError::missing(id, "it is not in the repository")),
            Some((actual, content)) if actual == kind => Ok(content),
            Some((actual, _)) => Err(GitError::missing(
                id,
                format_args!("it is a {actual}, not a {kind}"),
            )),
        }
    }

    /// The full ids that begin with these hexadecimal digits: none, one, or `Err` for several.
    pub(super) fn by_prefix(&self, digits: &str) -> Result<Option<ObjectId>, GitError> {
        let ambiguous = || GitError::AmbiguousId {
            prefix: digits.to_owned(),
        };
        // Built from a full id of this repository's format; from the digits alone gix would take
        // it for SHA-1.
        let full = format!("{digits:0<width$}", width = self.format.len_in_hex());
        let prefix = ObjectId::from_hex(full.as_bytes()).ok();
        let prefix = prefix.and_then(|id| gix::hash::Prefix::new(&id, digits.len()).ok());
        let Some(prefix) = prefix else {
            return Ok(None);
        };
        let mut found = None;
        for store in &self.stores {
            match store.lookup_prefix(prefix, None) {
                Err(e) => return Err(GitError::missing(digits, e)),
                Ok(None) => {}
                Ok(Some(Err(()))) => return Err(ambiguous()),
                Ok(Some(Ok(id))) => match found.replace(id) {
                    Some(earlier) if earlier != id => return Err(ambiguous()),
                    _ => {}
                },
            }
        }
        Ok(found)
    }
}

impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Objects")
            .field("stores", &self.stores.len())
            .field("format", &self.format)
            .finish()
    }
}
