use super::{FILE, LINK, RUN, SUBMODULE, Sandbox};
use crate::git::Mode;

const COMMIT: &[u8] = b"1111111111111111111111111111111111111111";

#[test]
fn one_file_of_a_commit() {
    let Some(repo) = Sandbox::new("one_file_of_a_commit") else {
        return;
    };
    let id = repo.simple(
        &[],
        &[
            (FILE, b".foureyes/policy.toml", b"12345"),
            (LINK, b"link", b".foureyes"),
            (LINK, b"CODEOWNERS", b".foureyes/policy.toml"),
            (SUBMODULE, b"sub", COMMIT),
        ],
    );
    let opened = repo.open();
    let read = |path: &[u8]| opened.read_file(&id, path, 5);
    assert_eq!(read(b".foureyes/policy.toml").unwrap().unwrap(), b"12345");
    for path in [
        &b"nothing"[..],
        b"",
        b".foureyes/x",
        b".foureyes/policy.toml/x",
        b"./link",
        b".foureyes//policy.toml",
        b"../x",
    ] {
        assert_eq!(read(path).unwrap(), None);
    }
    for path in [
        &b"link"[..],
        b"link/policy.toml",
        b"CODEOWNERS",
        b"sub",
        b"sub/x",
        b".foureyes",
    ] {
        assert_eq!(read(path).unwrap_err().code(), "not_a_file");
    }
    let error = opened
        .read_file(&id, b".foureyes/policy.toml", 4)
        .unwrap_err();
    assert_eq!(error.code(), "too_large");
}

#[test]
fn the_files_of_a_commit() {
    let Some(repo) = Sandbox::new("the_files_of_a_commit") else {
        return;
    };
    let id = repo.simple(
        &[],
        &[
            (FILE, b"a/b/c", b"1"),
            (RUN, b"a/b.sh", b"1"),
            (LINK, b"a.txt", b"x"),
            (SUBMODULE, b"sub", COMMIT),
        ],
    );
    let opened = repo.open();
    let list = |directory: &[u8]| {
        let files = opened.list_files(&id, directory).unwrap();
        files
            .into_iter()
            .map(|f| (f.path, f.mode))
            .collect::<Vec<_>>()
    };
    let below_a = [
        (b"a/b.sh".to_vec(), Mode::Executable),
        (b"a/b/c".to_vec(), Mode::File),
    ];
    assert_eq!(list(b"a"), below_a);
    assert_eq!(list(b"a/"), below_a);
    assert_eq!(list(b"").len(), 4);
    assert_eq!(list(b"")[0], (b"a.txt".to_vec(), Mode::Symlink));
    assert!(list(b"nothing").is_empty());
    assert!(list(b"a.txt").is_empty());
}

/// Trees no git would write: names that are no names, and one name twice.
#[test]
fn malformed_trees_are_refused() {
    let Some(repo) = Sandbox::new("malformed_trees_are_refused") else {
        return;
    };
    let blob = repo.feed(&["hash-object", "-w", "--stdin"], b"x");
    let binary: Vec<u8> = (0..20)
        .map(|i| u8::from_str_radix(&blob[2 * i..2 * i + 2], 16).unwrap())
        .collect();
    let opened = repo.open();
    for names in [&[&b"a"[..], b"a"][..], &[b"a/b"], &[b".."], &[b"."], &[b""]] {
        let mut tree = Vec::new();
        for name in names {
            tree.extend_from_slice(b"100644 ");
            tree.extend_from_slice(name);
            tree.push(0);
            tree.extend_from_slice(&binary);
        }
        let args = ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"];
        let id = repo.feed(&args, &tree);
        assert_eq!(
            opened.diff(None, &id).unwrap_err().code(),
            "malformed_object"
        );
        assert_eq!(
            opened.list_files(&id, b"").unwrap_err().code(),
            "malformed_object"
        );
    }
}

/// Ten directories that each hold the next one ten times would unfold to ten billion paths.
#[test]
fn a_tree_that_unfolds_without_end_is_refused() {
    let Some(repo) = Sandbox::new("a_tree_that_unfolds_without_end_is_refused") else {
        return;
    };
    let blob = repo.feed(&["hash-object", "-w", "--stdin"], b"x");
    let mut line = format!("100644 blob {blob}");
    let mut id = String::new();
    for _ in 0..8 {
        let entries: String = (0..10).map(|n| format!("{line}\t{n}\n")).collect();
        id = repo.feed(&["mktree"], entries.as_bytes());
        line = format!("040000 tree {id}");
    }
    let opened = repo.open();
    assert_eq!(opened.list_files(&id, b"").unwrap_err().code(), "too_large");
    assert_eq!(opened.diff(None, &id).unwrap_err().code(), "too_large");
}
