use sha2::{Digest as _, Sha256};

use super::{FILE, Item, LINK, RUN, SUBMODULE, Sandbox, Spec};
use crate::git::{Action, PathChange};

const ONE: &[u8] = b"1111111111111111111111111111111111111111";
const TWO: &[u8] = b"2222222222222222222222222222222222222222";

/// The changes from one set of paths to another.
pub(super) fn changes(repo: &Sandbox, old: &[Item<'_>], new: &[Item<'_>]) -> Vec<PathChange> {
    let base = repo.simple(&[], old);
    let head = repo.simple(&[&base], new);
    repo.open().diff(Some(&base), &head).unwrap()
}

pub(super) fn brief(changes: &[PathChange]) -> Vec<(Action, &[u8], Option<&[u8]>)> {
    let brief = changes
        .iter()
        .map(|c| (c.action, c.path.as_slice(), c.old_path.as_deref()));
    brief.collect()
}

#[test]
fn added_modified_deleted() {
    let Some(repo) = Sandbox::new("added_modified_deleted") else {
        return;
    };
    let found = changes(
        &repo,
        &[
            (FILE, b"gone", b"x\ny\n"),
            (FILE, b"same", b"s\n"),
            (FILE, b"text", b"1\n2\n3\n"),
        ],
        &[
            (FILE, b"new/file", b"n"),
            (FILE, b"same", b"s\n"),
            (FILE, b"text", b"1\n3\n4\n5"),
        ],
    );
    assert_eq!(
        brief(&found),
        [
            (Action::Deleted, &b"gone"[..], None),
            (Action::Added, b"new/file", None),
            (Action::Modified, b"text", None),
        ]
    );
    let lines: Vec<_> = found.iter().map(|c| (c.added, c.removed)).collect();
    assert_eq!(
        lines,
        [(Some(0), Some(2)), (Some(1), Some(0)), (Some(2), Some(1))]
    );
    let text = &found[2];
    assert_eq!(text.size, Some(7));
    assert_eq!(text.sha256, Some(Sha256::digest(b"1\n3\n4\n5").into()));
    assert_eq!(text.new_id, Some(repo.git(&["rev-parse", "main:text"])));
    assert_eq!(text.old_id, Some(repo.git(&["rev-parse", "main~1:text"])));
    assert_eq!(
        (found[0].sha256, found[0].size, &found[0].new_id),
        (None, None, &None)
    );
}

#[test]
fn nothing_and_everything() {
    let Some(repo) = Sandbox::new("nothing_and_everything") else {
        return;
    };
    let files: &[Item<'_>] = &[(FILE, b"a/b", b"1\n"), (FILE, b"empty", b"")];
    assert!(changes(&repo, files, files).is_empty());
    let opened = repo.open();
    let all = opened
        .diff(None, &repo.git(&["rev-parse", "main"]))
        .unwrap();
    assert_eq!(
        brief(&all),
        [
            (Action::Added, &b"a/b"[..], None),
            (Action::Added, b"empty", None)
        ]
    );
    assert_eq!((all[1].size, all[1].added), (Some(0), Some(0)));
    let tree = repo.git(&["rev-parse", "main^{tree}"]);
    assert!(opened.diff(Some(&tree), &tree).unwrap().is_empty());
    let empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    let none_left = opened.diff(Some(&tree), empty).unwrap();
    assert!(none_left.iter().all(|c| c.action == Action::Deleted));
    assert_eq!(none_left.len(), 2);
}

#[test]
fn modes_and_types() {
    let Some(repo) = Sandbox::new("modes_and_types") else {
        return;
    };
    let found = changes(
        &repo,
        &[
            (FILE, b"becomes-dir", b"1\n"),
            (FILE, b"becomes-link", b"1\n2\n"),
            (FILE, b"becomes-sub", b"1\n"),
            (FILE, b"mode", b"1\n"),
            (SUBMODULE, b"sub", ONE),
        ],
        &[
            (FILE, b"becomes-dir/f", b"other\n"),
            (LINK, b"becomes-link", b"/etc"),
            (SUBMODULE, b"becomes-sub", ONE),
            (RUN, b"mode", b"1\n"),
            (SUBMODULE, b"sub", TWO),
        ],
    );
    assert_eq!(
        brief(&found),
        [
            (Action::Deleted, &b"becomes-dir"[..], None),
            (Action::Added, b"becomes-dir/f", None),
            (Action::TypeChanged, b"becomes-link", None),
            (Action::TypeChanged, b"becomes-sub", None),
            (Action::Modified, b"mode", None),
            (Action::Modified, b"sub", None),
        ]
    );
    let link = &found[2];
    assert_eq!(link.symlink_target.as_deref(), Some(&b"/etc"[..]));
    assert_eq!((link.added, link.removed), (Some(1), Some(2)));
    assert_eq!(found[3].added, None);
    assert_eq!((found[4].added, found[4].removed), (Some(0), Some(0)));
    assert_eq!(found[4].old_id, found[4].new_id);
    let sub = &found[5];
    assert_eq!(sub.submodule.as_ref().map(String::as_bytes), Some(TWO));
    assert_eq!((sub.sha256, sub.size, sub.added), (None, None, None));
}

#[test]
fn a_link_into_a_directory() {
    let Some(repo) = Sandbox::new("a_link_into_a_directory") else {
        return;
    };
    let found = changes(
        &repo,
        &[(FILE, b"d/f", b"1\n")],
        &[(FILE, b"d/f", b"1\n"), (LINK, b"l", b"d/../../\xff")],
    );
    assert_eq!(brief(&found), [(Action::Added, &b"l"[..], None)]);
    assert_eq!(
        found[0].symlink_target.as_deref(),
        Some(&b"d/../../\xff"[..])
    );
    assert_eq!(found[0].new_mode.unwrap().bits(), 0o120_000);
}

#[test]
fn odd_names_come_through() {
    let Some(repo) = Sandbox::new("odd_names_come_through") else {
        return;
    };
    let names: [&[u8]; 8] = [
        b"\"quoted\"",
        b"-dash",
        b"README",
        b"Readme",
        b"new\nline",
        b"s p\ta\\ce",
        b"\xc3\xa9",
        b"\xff\xfe",
    ];
    let items: Vec<Item<'_>> = names.iter().map(|name| (FILE, *name, *name)).collect();
    let found = changes(&repo, &[(FILE, b"readme", b"x")], &items);
    let mut found: Vec<_> = found
        .iter()
        .map(|c| (c.action, c.path.as_slice()))
        .collect();
    found.retain(|(action, _)| *action == Action::Added);
    let mut expected: Vec<_> = names.iter().map(|name| (Action::Added, *name)).collect();
    expected.sort_by_key(|(_, name)| *name);
    assert_eq!(found, expected);
}

#[test]
fn attributes_and_ignore_rules_do_not_matter() {
    let Some(repo) = Sandbox::new("attributes_and_ignore_rules_do_not_matter") else {
        return;
    };
    let attributes: Item<'_> = (
        FILE,
        b".gitattributes",
        b"* -diff -text linguist-generated linguist-vendored export-ignore\n",
    );
    let ignore: Item<'_> = (FILE, b".gitignore", b"*\n");
    let found = changes(
        &repo,
        &[attributes, ignore, (FILE, b"src.rs", b"1\n")],
        &[
            attributes,
            ignore,
            (FILE, b"src.rs", b"1\r\n2\n"),
            (FILE, b"vendor/x", b"v\n"),
        ],
    );
    assert_eq!(
        brief(&found),
        [
            (Action::Modified, &b"src.rs"[..], None),
            (Action::Added, b"vendor/x", None)
        ]
    );
    assert_eq!(
        (found[0].added, found[0].removed, found[0].size),
        (Some(2), Some(1), Some(5))
    );
}

#[test]
fn binary_content_has_no_lines() {
    let Some(repo) = Sandbox::new("binary_content_has_no_lines") else {
        return;
    };
    let early = [vec![b'x'; 7999], vec![0]].concat();
    let late = [vec![b'x'; 8000], vec![0]].concat();
    let found = changes(
        &repo,
        &[],
        &[(FILE, b"early", &early), (FILE, b"late", &late)],
    );
    assert_eq!(
        (found[0].added, found[0].removed, found[0].size),
        (None, None, Some(8000))
    );
    assert_eq!((found[1].added, found[1].removed), (Some(1), Some(0)));
}

#[test]
fn five_thousand_files() {
    let Some(repo) = Sandbox::new("five_thousand_files") else {
        return;
    };
    let files: Vec<_> = (0..5000)
        .map(|n| {
            (
                format!("dir{}/file{n}", n % 50),
                format!("first\n{n}\nlast\n"),
            )
        })
        .collect();
    let items: Vec<Item<'_>> = files
        .iter()
        .map(|(p, c)| (FILE, p.as_bytes(), c.as_bytes()))
        .collect();
    let base = repo.simple(&[], &[]);
    let head = repo.simple(&[&base], &items);
    let moved: Vec<_> = files
        .iter()
        .map(|(p, c)| (format!("moved/{p}"), c))
        .collect();
    let items: Vec<Item<'_>> = moved
        .iter()
        .map(|(p, c)| (FILE, p.as_bytes(), c.as_bytes()))
        .collect();
    let last = repo.commit(&Spec {
        parents: &[&head],
        items: &items,
        ..Spec::default()
    });
    let opened = repo.open();
    let start = std::time::Instant::now();
    let found = opened.diff(Some(&base), &head).unwrap();
    println!("5000 files added: {:?}", start.elapsed());
    assert_eq!(found.len(), 5000);
    assert!(
        found
            .iter()
            .all(|c| c.added == Some(3) && c.sha256.is_some())
    );
    let start = std::time::Instant::now();
    let found = opened.diff(Some(&head), &last).unwrap();
    println!("5000 files moved: {:?}", start.elapsed());
    assert_eq!(found.len(), 5000);
    assert!(found.iter().all(|c| c.action == Action::Renamed));
}
