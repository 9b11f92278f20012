//! Opening a repository, without letting anybody's configuration change what is read from it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use gix::open::{Options, Permissions};
use gix::sec::Trust;
use gix::sec::trust::Mapping;

use super::command;
use super::error::{GitError, one_line, printable, shown};
use super::objects::Objects;

/// The parts of git's environment that say where a repository is.
///
/// Git sets them for its hooks. Everything else git reads from the environment, the
/// configuration (`GIT_CONFIG_COUNT`, `GIT_CONFIG_GLOBAL`, …) in the first place, is ignored.
#[derive(Debug, Clone, Default)]
pub(crate) struct Environment {
    /// `GIT_DIR`
    pub(crate) git_dir: Option<PathBuf>,
    /// `GIT_OBJECT_DIRECTORY`
    pub(crate) object_directory: Option<PathBuf>,
    /// `GIT_ALTERNATE_OBJECT_DIRECTORIES`
    pub(crate) alternate_object_directories: Option<OsString>,
    /// `GIT_QUARANTINE_PATH`
    pub(crate) quarantine_path: Option<PathBuf>,
}

impl Environment {
    /// What the process was started with.
    pub(crate) fn of_process() -> Self {
        let get = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            git_dir: get("GIT_DIR").map(PathBuf::from),
            object_directory: get("GIT_OBJECT_DIRECTORY").map(PathBuf::from),
            alternate_object_directories: get("GIT_ALTERNATE_OBJECT_DIRECTORIES"),
            quarantine_path: get("GIT_QUARANTINE_PATH").map(PathBuf::from),
        }
    }
}

/// How a repository names its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectFormat {
    /// 40 hexadecimal digits.
    Sha1,
    /// 64 hexadecimal digits.
    Sha256,
}

/// An open git repository.
pub(crate) struct Repository {
    pub(super) gix: gix::Repository,
    pub(super) objects: Objects,
    pub(super) quarantined: bool,
}

impl Repository {
    /// Opens the repository that contains `path`, or the one a calling git names in `GIT_DIR`.
    pub(crate) fn open(path: &Path) -> Result<Self, GitError> {
        Self::open_with(path, &Environment::of_process())
    }

    /// [`open`](Self::open) with a given environment.
    pub(crate) fn open_with(path: &Path, env: &Environment) -> Result<Self, GitError> {
        let start = env.git_dir.as_deref().unwrap_or(path);
        let not_found = |_| GitError::NotARepository { path: shown(start) };
        let (git_dir, trust) = if env.git_dir.is_some() {
            // GIT_DIR names the directory itself: nothing above it is a substitute.
            gix::discover::is_git(start).map_err(not_found)?;
            // Nor does git ask who owns a directory it is told about.
            (start.to_path_buf(), Trust::Full)
        } else {
            let (found, trust) = gix::discover::upwards(start).map_err(not_found)?;
            (found.into_repository_and_work_tree_directories().0, trust)
        };
        if trust != Trust::Full && !command::accepts_ownership(start) {
            return Err(GitError::UnsafeOwnership {
                path: shown(&git_dir),
            });
        }
        let gix = gix::ThreadSafeRepository::discover_opts(
            &git_dir,
            gix::discover::upwards::Options {
                trust: gix::discover::upwards::TrustPolicy::Assume(Trust::Full),
                cross_fs: true,
                ..Default::default()
            },
            Mapping {
                full: options(),
                reduced: options(),
            },
        )
        .map_err(|e| open_failure(&git_dir, &e))?
        .to_thread_local();
        refuse_other_ref_storage(&gix)?;
        let extra = extra_stores(&gix, env)?;
        Ok(Self {
            objects: Objects::new(&gix, extra),
            quarantined: env.quarantine_path.is_some(),
            gix,
        })
    }

    /// How this repository names its objects.
    pub(crate) fn object_format(&self) -> Result<ObjectFormat, GitError> {
        match self.objects.format() {
            gix::hash::Kind::Sha1 => Ok(ObjectFormat::Sha1),
            gix::hash::Kind::Sha256 => Ok(ObjectFormat::Sha256),
            other => Err(GitError::UnsupportedObjectFormat {
                path: shown(self.gix.git_dir()),
                detail: other.to_string(),
            }),
        }
    }

    /// The directory git calls `GIT_DIR`.
    pub(crate) fn git_dir(&self) -> &Path {
        self.gix.git_dir()
    }

    /// The directory in which git looks for hooks, unless its configuration names another.
    pub(crate) fn hooks(&self) -> PathBuf {
        self.gix.common_dir().join("hooks")
    }

    /// Whether the repository's own configuration names another directory for hooks.
    pub(crate) fn has_hooks_path(&self) -> bool {
        let config = self.gix.config_snapshot();
        config.string("core.hooksPath").is_some()
    }

    /// The top of the checked out files, if there are any.
    pub(crate) fn work_tree(&self) -> Option<&Path> {
        self.gix.workdir()
    }

    /// Where `gpg.ssh.allowedSignersFile` of the repository's own configuration points: relative
    /// to the top of the checked out files, or absolute.
    pub(crate) fn allowed_signers_file(&self) -> Option<String> {
        let value = self
            .gix
            .config_snapshot()
            .string("gpg.ssh.allowedSignersFile")?;
        std::str::from_utf8(&value).ok().map(str::to_owned)
    }

    /// The commits whose parents a shallow clone left out, sorted.
    pub(super) fn shallow_boundary(&self) -> Result<Vec<gix::ObjectId>, GitError> {
        let list = self
            .gix
            .shallow_commits()
            .map_err(|e| GitError::ref_failed("shallow", e))?;
        let mut ids: Vec<_> = list.iter().flat_map(|ids| ids.iter().copied()).collect();
        ids.sort_unstable();
        Ok(ids)
    }
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository")
            .field("git_dir", &self.gix.git_dir())
            .field("objects", &self.objects)
            .finish_non_exhaustive()
    }
}

/// Only the repository's own configuration file counts, and none of the environment.
fn options() -> Options {
    Options::default()
        .permissions(Permissions::isolated())
        .filter_config_section(|_| true)
        .config_overrides(["core.useReplaceRefs=false"])
}

fn open_failure(git_dir: &Path, error: &gix::Error) -> GitError {
    let mut detail = error.to_string();
    for cause in error.iter_errors().skip(1) {
        detail.push_str(": ");
        detail.push_str(&cause.to_string());
    }
    let detail = one_line(&detail);
    if detail.to_ascii_lowercase().contains("object format")
        || detail.contains("objectFormat")
        || detail.contains("objects formatted")
    {
        return GitError::UnsupportedObjectFormat {
            path: shown(git_dir),
            detail,
        };
    }
    GitError::OpenFailed { detail }
}

/// gix reads loose and packed references only; in a reftable repository it would see none.
fn refuse_other_ref_storage(gix: &gix::Repository) -> Result<(), GitError> {
    match gix.config_snapshot().string("extensions.refStorage") {
        Some(format) if format.as_slice() != b"files" => Err(GitError::UnsupportedRefFormat {
            format: printable(&format),
        }),
        _ => Ok(()),
    }
}

fn extra_stores(
    gix: &gix::Repository,
    env: &Environment,
) -> Result<Vec<gix::odb::Handle>, GitError> {
    let alternates = env.alternate_object_directories.iter();
    let alternates = alternates.flat_map(|list| std::env::split_paths(list).collect::<Vec<_>>());
    let directories = env.object_directory.iter().cloned().chain(alternates);
    let mut stores = Vec::new();
    for directory in directories.filter(|d| !d.as_os_str().is_empty()) {
        // Git too passes over an alternate that is not there.
        if !directory.is_dir() {
            continue;
        }
        let store =
            gix::odb::at(&directory, gix.object_hash()).map_err(|e| GitError::OpenFailed {
                detail: one_line(&e.to_string()),
            })?;
        stores.push(store);
    }
    Ok(stores)
}
