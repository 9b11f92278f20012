use super::{FILE, LINK, Sandbox, Spec, git_command};
use crate::git::{Environment, NoteLimits, ObjectFormat, Repository};

fn code_of(path: &std::path::Path) -> &'static str {
    let opened = Repository::open_with(path, &Environment::default());
    opened.unwrap_err().code()
}

#[test]
fn finds_a_repository_from_below() {
    let Some(repo) = Sandbox::new("finds_a_repository_from_below") else {
        return;
    };
    let deep = repo.path.join("a/b");
    std::fs::create_dir_all(&deep).unwrap();
    let opened = Repository::open_with(&deep, &Environment::default()).unwrap();
    assert_eq!(
        opened.git_dir().canonicalize().unwrap(),
        repo.path.join(".git")
    );
    assert_eq!(
        opened.work_tree().unwrap().canonicalize().unwrap(),
        repo.path
    );
    assert_eq!(opened.object_format().unwrap(), ObjectFormat::Sha1);
    // Under a hook the environment names another repository.
    if std::env::var_os("GIT_DIR").is_none() {
        let same = Repository::open(&deep).unwrap();
        assert_eq!(same.git_dir(), opened.git_dir());
    }
}

#[test]
fn no_repository() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(code_of(dir.path()), "not_a_repository");
    assert_eq!(code_of(&dir.path().join("nothing")), "not_a_repository");
    let env = Environment {
        git_dir: Some(dir.path().to_path_buf()),
        ..Environment::default()
    };
    let error = Repository::open_with(dir.path(), &env).unwrap_err();
    assert_eq!(error.code(), "not_a_repository");
}

#[test]
fn bare_repository_and_worktree() {
    let Some(repo) = Sandbox::new("bare_repository_and_worktree") else {
        return;
    };
    let id = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    repo.git(&["clone", "--quiet", "--bare", ".", "bare.git"]);
    repo.git(&["worktree", "add", "--quiet", "tree", "-b", "side"]);
    for (path, head) in [("bare.git", "refs/heads/main"), ("tree", "refs/heads/side")] {
        let path = repo.path.join(path);
        let opened = Repository::open_with(&path, &Environment::default()).unwrap();
        let resolved = opened.resolve_ref("HEAD").unwrap();
        assert_eq!((resolved.name.as_str(), &resolved.commit), (head, &id));
        opened
            .append_note("refs/notes/foureyes", &id, b"line\n")
            .unwrap();
        let notes = opened
            .notes("refs/notes/foureyes", NoteLimits::default())
            .unwrap();
        assert_eq!(notes.len(), 1);
    }
}

#[test]
fn sha256_repository_works() {
    let init = [
        "init",
        "--quiet",
        "--initial-branch=main",
        "--object-format=sha256",
    ];
    let Some(repo) = Sandbox::with("sha256_repository_works", &init) else {
        return;
    };
    let id = repo.simple(&[], &[(FILE, b"a", b"1\n"), (LINK, b"l", b"a")]);
    let opened = repo.open();
    assert_eq!(opened.object_format().unwrap(), ObjectFormat::Sha256);
    assert_eq!(id.len(), 64);
    assert_eq!(opened.resolve_commit(&id[..10]).unwrap(), id);
    assert_eq!(opened.range(None, &id).unwrap().commits.len(), 1);
    assert_eq!(opened.diff(None, &id).unwrap().len(), 2);
    opened
        .append_note("refs/notes/foureyes", &id, b"line\n")
        .unwrap();
    assert_eq!(repo.git(&["notes", "--ref=foureyes", "show", &id]), "line");
}

#[test]
fn unknown_object_format() {
    let Some(repo) = Sandbox::new("unknown_object_format") else {
        return;
    };
    let config = "[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = md5\n";
    std::fs::write(repo.path.join(".git/config"), config).unwrap();
    assert_eq!(code_of(&repo.path), "unsupported_object_format");
}

#[test]
fn reftable_is_refused() {
    let Some(repo) = Sandbox::new("reftable_is_refused") else {
        return;
    };
    let config = "[core]\nrepositoryformatversion = 1\n[extensions]\nrefstorage = reftable\n";
    std::fs::write(repo.path.join(".git/config"), config).unwrap();
    assert_eq!(code_of(&repo.path), "unsupported_ref_format");
}

#[test]
fn repository_without_commits() {
    let Some(repo) = Sandbox::new("repository_without_commits") else {
        return;
    };
    let opened = repo.open();
    for name in ["HEAD", "main", "refs/heads/main"] {
        assert_eq!(
            opened.resolve_commit(name).unwrap_err().code(),
            "no_commits"
        );
    }
    assert_eq!(
        opened.resolve_commit("other").unwrap_err().code(),
        "unknown_revision"
    );
    assert!(
        opened
            .notes("refs/notes/foureyes", NoteLimits::default())
            .unwrap()
            .is_empty()
    );
}

#[cfg(unix)]
#[test]
fn somebody_elses_repository() {
    let Some(repo) = Sandbox::new("somebody_elses_repository") else {
        return;
    };
    let others = std::os::unix::fs::chown(repo.path.join(".git"), Some(12_345), None)
        .and_then(|()| std::os::unix::fs::chown(&repo.path, Some(12_345), None));
    if others.is_err() {
        println!("skipped: somebody_elses_repository: only root can give files away");
        return;
    }
    assert_eq!(code_of(&repo.path), "unsafe_ownership");
}

/// What git sets for a pre-receive hook: the pushed objects lie in a directory of their own.
#[test]
fn objects_in_quarantine() {
    let Some(repo) = Sandbox::new("objects_in_quarantine") else {
        return;
    };
    let base = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    repo.git(&["clone", "--quiet", "--bare", ".", "bare.git"]);
    let bare = repo.path.join("bare.git");
    let head = repo.simple(&[&base], &[(FILE, b"a", b"2\n")]);
    let quarantine = bare.join("objects/incoming");
    std::fs::create_dir_all(quarantine.join("pack")).unwrap();
    let pack = git_command(&repo.path)
        .args(["pack-objects", "--revs", "--quiet"])
        .arg(quarantine.join("pack/pack"))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn();
    let mut pack = pack.unwrap();
    let wanted = format!("{head}\n^{base}\n");
    std::io::Write::write_all(&mut pack.stdin.take().unwrap(), wanted.as_bytes()).unwrap();
    assert!(pack.wait().unwrap().success());

    let plain = Repository::open_with(&bare, &Environment::default()).unwrap();
    assert_eq!(
        plain.range(Some(&base), &head).unwrap_err().code(),
        "missing_object"
    );
    let env = Environment {
        git_dir: Some(bare.clone()),
        object_directory: Some(quarantine.clone()),
        alternate_object_directories: Some(bare.join("objects").into_os_string()),
        quarantine_path: Some(quarantine),
    };
    let opened = Repository::open_with(&repo.path.join("elsewhere"), &env).unwrap();
    assert_eq!(opened.range(Some(&base), &head).unwrap().commits.len(), 1);
    assert_eq!(opened.diff(Some(&base), &head).unwrap().len(), 1);
    let refused = opened.append_note("refs/notes/foureyes", &head, b"x\n");
    assert_eq!(refused.unwrap_err().code(), "quarantined");
}

#[test]
fn damaged_and_replaced_objects() {
    let Some(repo) = Sandbox::new("damaged_and_replaced_objects") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.commit(&Spec {
        branch: "refs/heads/side",
        items: &[(FILE, b"a", b"2\n")],
        ..Spec::default()
    });
    // A replacement would show another commit under the first one's id.
    repo.git(&["replace", &one, &two]);
    let opened = repo.open();
    assert_eq!(opened.read_file(&one, b"a", 100).unwrap().unwrap(), b"1\n");

    let blob = repo.git(&["rev-parse", &format!("{two}:a")]);
    let other = repo.git(&["--no-replace-objects", "rev-parse", &format!("{one}:a")]);
    let file = |id: &str| repo.path.join(".git/objects").join(&id[..2]).join(&id[2..]);
    std::fs::remove_file(file(&blob)).unwrap();
    assert_eq!(
        opened.diff(None, &two).unwrap_err().code(),
        "missing_object"
    );
    // Sound content under the wrong id.
    std::fs::copy(file(&other), file(&blob)).unwrap();
    assert_eq!(
        opened.diff(None, &two).unwrap_err().code(),
        "missing_object"
    );
    std::fs::remove_file(file(&blob)).unwrap();
    std::fs::write(file(&blob), b"junk").unwrap();
    assert_eq!(
        opened.diff(None, &two).unwrap_err().code(),
        "missing_object"
    );
}
