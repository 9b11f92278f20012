//! Tests against real repositories, made by the real git.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::type_complexity,
    reason = "a test may fail by panicking, and says what it compares in full"
)]

mod diffs;
mod exchange;
mod files;
mod history;
mod note_sets;
mod opening;
mod renames;
mod revisions;

use std::cell::Cell;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Environment, Repository};

pub(super) const FILE: u32 = 0o100_644;
pub(super) const RUN: u32 = 0o100_755;
pub(super) const LINK: u32 = 0o120_000;
pub(super) const SUBMODULE: u32 = 0o160_000;

/// A path in a tree: mode, path, content (for a submodule the commit's id).
pub(super) type Item<'a> = (u32, &'a [u8], &'a [u8]);

/// A repository in a temporary directory.
pub(super) struct Sandbox {
    _dir: Option<tempfile::TempDir>,
    pub(super) path: PathBuf,
    clock: Cell<i64>,
}

pub(super) struct Spec<'a> {
    pub(super) branch: &'a str,
    pub(super) parents: &'a [&'a str],
    pub(super) items: &'a [Item<'a>],
    pub(super) author: &'a [u8],
    pub(super) message: &'a [u8],
    pub(super) seconds: Option<i64>,
}

impl Default for Spec<'_> {
    fn default() -> Self {
        Self {
            branch: "refs/heads/main",
            parents: &[],
            items: &[],
            author: b"Ann <ann@example.org>",
            message: b"change\n",
            seconds: None,
        }
    }
}

/// Git with nobody's configuration.
pub(super) fn git_command(dir: &Path) -> Command {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C")
        .env("GIT_AUTHOR_NAME", "Ann")
        .env("GIT_AUTHOR_EMAIL", "ann@example.org")
        .env("GIT_COMMITTER_NAME", "Ann")
        .env("GIT_COMMITTER_EMAIL", "ann@example.org")
        .env("GIT_AUTHOR_DATE", "1700000000 +0000")
        .env("GIT_COMMITTER_DATE", "1700000000 +0000");
    command
}

fn has_git(test: &str) -> bool {
    let found = Command::new("git").arg("--version").output().is_ok();
    if !found {
        println!("skipped: {test}: git is not installed");
    }
    found
}

impl Sandbox {
    /// A new repository, or `None`, said aloud, where there is no git.
    pub(super) fn new(test: &str) -> Option<Self> {
        Self::with(test, &["init", "--quiet", "--initial-branch=main"])
    }

    pub(super) fn with(test: &str, init: &[&str]) -> Option<Self> {
        if !has_git(test) {
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().canonicalize().unwrap();
        let sandbox = Self {
            path,
            _dir: Some(dir),
            clock: Cell::new(1_700_000_000),
        };
        sandbox.git(init);
        Some(sandbox)
    }

    /// A repository some other command made.
    pub(super) fn at(path: &Path) -> Self {
        Self {
            _dir: None,
            path: path.to_path_buf(),
            clock: Cell::new(1_700_100_000),
        }
    }

    pub(super) fn git<A: AsRef<OsStr>>(&self, args: &[A]) -> String {
        self.feed(args, b"")
    }

    /// Runs git with this input; gives what it says, without the last line's end.
    pub(super) fn feed<A: AsRef<OsStr>>(&self, args: &[A], input: &[u8]) -> String {
        let mut child = git_command(&self.path)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        String::from_utf8_lossy(&output.stdout)
            .trim_end()
            .to_owned()
    }

    pub(super) fn open(&self) -> Repository {
        Repository::open_with(&self.path, &Environment::default()).unwrap()
    }

    /// Makes a commit with exactly these paths; gives its id.
    pub(super) fn commit(&self, spec: &Spec<'_>) -> String {
        let seconds = spec.seconds.unwrap_or_else(|| {
            self.clock.set(self.clock.get() + 100);
            self.clock.get()
        });
        let mut stream = format!("commit {}\nauthor ", spec.branch).into_bytes();
        stream.extend_from_slice(spec.author);
        let rest = format!(" {seconds} +0000\ncommitter Com <com@example.org> {seconds} +0000\n");
        stream.extend_from_slice(rest.as_bytes());
        data(&mut stream, spec.message);
        for (index, parent) in spec.parents.iter().enumerate() {
            let word = if index == 0 { "from" } else { "merge" };
            stream.extend_from_slice(format!("{word} {parent}\n").as_bytes());
        }
        stream.extend_from_slice(b"deleteall\n");
        for (mode, path, content) in spec.items {
            let inline = if *mode == SUBMODULE {
                content
            } else {
                &b"inline"[..]
            };
            stream.extend_from_slice(format!("M {mode:o} ").as_bytes());
            stream.extend_from_slice(inline);
            stream.push(b' ');
            quote(&mut stream, path);
            stream.push(b'\n');
            if *mode != SUBMODULE {
                data(&mut stream, content);
            }
        }
        if spec.parents.is_empty() {
            // Without this a second root would become a child of the branch.
            let _ = git_command(&self.path)
                .args(["update-ref", "-d", spec.branch])
                .output();
        }
        self.feed(&["fast-import", "--quiet", "--force"], &stream);
        self.git(&["rev-parse", spec.branch])
    }

    /// A commit on main after these parents.
    pub(super) fn simple(&self, parents: &[&str], items: &[Item<'_>]) -> String {
        self.commit(&Spec {
            parents,
            items,
            ..Spec::default()
        })
    }
}

fn data(stream: &mut Vec<u8>, content: &[u8]) {
    stream.extend_from_slice(format!("data {}\n", content.len()).as_bytes());
    stream.extend_from_slice(content);
    stream.push(b'\n');
}

fn quote(stream: &mut Vec<u8>, path: &[u8]) {
    stream.push(b'"');
    for byte in path {
        stream.extend_from_slice(format!("\\{byte:03o}").as_bytes());
    }
    stream.push(b'"');
}
