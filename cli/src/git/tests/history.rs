use sha2::{Digest as _, Sha256};

use super::{FILE, Item, Sandbox, Spec};
use crate::git::{Range, SignatureKind};

fn ids(range: &Range) -> Vec<&str> {
    range
        .commits
        .iter()
        .map(|commit| commit.id.as_str())
        .collect()
}

#[test]
fn a_range_follows_every_parent() {
    let Some(repo) = Sandbox::new("a_range_follows_every_parent") else {
        return;
    };
    let base = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let mine = repo.simple(&[&base], &[(FILE, b"a", b"2\n")]);
    let theirs = repo.commit(&Spec {
        branch: "refs/heads/side",
        parents: &[&base],
        author: b"Eve <eve@example.org>",
        ..Spec::default()
    });
    let merge = repo.simple(&[&mine, &theirs], &[(FILE, b"a", b"3\n")]);
    let opened = repo.open();
    let range = opened.range(Some(&base), &merge).unwrap();
    let mut expected = [mine.as_str(), theirs.as_str()];
    expected.sort_unstable();
    assert_eq!(ids(&range), [expected[0], expected[1], &merge]);
    assert!(
        range
            .commits
            .iter()
            .any(|c| c.author.email == b"eve@example.org")
    );
    assert_eq!(range.commits[2].parents, [mine.clone(), theirs.clone()]);
    assert_eq!(
        opened.merge_base(&mine, &theirs).unwrap(),
        Some(base.clone())
    );
    assert_eq!(opened.merge_base(&merge, &theirs).unwrap(), Some(theirs));
    assert!(
        opened
            .range(Some(&merge), &mine)
            .unwrap()
            .commits
            .is_empty()
    );
    assert_eq!(opened.range(None, &merge).unwrap().commits.len(), 4);
    assert_eq!(opened.range(None, &merge).unwrap().commits[0].id, base);

    let root = repo.commit(&Spec {
        branch: "refs/heads/root",
        items: &[(FILE, b"z", b"1\n")],
        ..Spec::default()
    });
    assert_eq!(opened.merge_base(&merge, &root).unwrap(), None);
    assert_eq!(
        ids(&opened.range(Some(&merge), &root).unwrap()),
        [root.as_str()]
    );
}

/// Dates are claims: they must not change which commits are in a range.
#[test]
fn a_range_does_not_trust_dates() {
    let Some(repo) = Sandbox::new("a_range_does_not_trust_dates") else {
        return;
    };
    let at = |branch, parents: &[&str], seconds, content: &[u8]| {
        repo.commit(&Spec {
            branch,
            parents,
            seconds: Some(seconds),
            items: &[(FILE, b"a", content)],
            ..Spec::default()
        })
    };
    let root = at("refs/heads/main", &[], 1_000_000_000, b"root");
    let forked = at("refs/heads/main", &[&root], 2_000_000_000, b"forked");
    let base = at("refs/heads/main", &[&forked], 1_000_000_100, b"base");
    let old = at("refs/heads/side", &[&forked], 5, b"old");
    let new = at("refs/heads/side", &[&old], 4_000_000_000, b"new");
    let opened = repo.open();
    assert_eq!(
        ids(&opened.range(Some(&base), &new).unwrap()),
        [old.as_str(), &new]
    );
    assert_eq!(
        ids(&opened.range(Some(&new), &base).unwrap()),
        [base.as_str()]
    );
    assert_eq!(opened.merge_base(&base, &new).unwrap(), Some(forked));
    let listed = repo.git(&["rev-list", "--count", &format!("{base}..{new}")]);
    assert_eq!(listed, "2");
}

#[test]
fn merge_base_of_a_criss_cross_is_stable() {
    let Some(repo) = Sandbox::new("merge_base_of_a_criss_cross_is_stable") else {
        return;
    };
    let one = |branch, parents: &[&str], content: &[u8]| {
        repo.commit(&Spec {
            branch,
            parents,
            items: &[(FILE, b"a", content)],
            ..Spec::default()
        })
    };
    let root = one("refs/heads/a", &[], b"0");
    let a = one("refs/heads/a", &[&root], b"a");
    let b = one("refs/heads/b", &[&root], b"b");
    let left = one("refs/heads/a", &[&a, &b], b"ab");
    let right = one("refs/heads/b", &[&b, &a], b"ba");
    let opened = repo.open();
    assert_eq!(opened.merge_base(&left, &right).unwrap(), Some(b.clone()));
    assert_eq!(opened.merge_base(&right, &left).unwrap(), Some(b));
    assert_eq!(
        ids(&opened.range(Some(&left), &right).unwrap()),
        [right.as_str()]
    );
}

#[test]
fn commits_are_reported_as_written() {
    let Some(repo) = Sandbox::new("commits_are_reported_as_written") else {
        return;
    };
    let mailmap: &[Item<'_>] = &[(
        FILE,
        b".mailmap",
        b"Boss <boss@example.org> <j\xf6rg@example.org>\n",
    )];
    let id = repo.commit(&Spec {
        items: mailmap,
        author: b"J\xf6rg <j\xf6rg@example.org>",
        message: b"caf\xe9\n\nSigned-off-by: x\n",
        seconds: Some(1_234_567_890),
        ..Spec::default()
    });
    let opened = repo.open();
    let commit = opened.commit(&id).unwrap();
    assert_eq!(commit.author.name, b"J\xf6rg");
    assert_eq!(commit.author.email, b"j\xf6rg@example.org");
    assert_eq!(commit.author.seconds, 1_234_567_890);
    assert_eq!(commit.committer.email, b"com@example.org");
    assert_eq!(commit.message, b"caf\xe9\n\nSigned-off-by: x\n");
    assert_eq!(commit.signature, SignatureKind::None);
    assert_eq!(
        commit.tree,
        repo.git(&["rev-parse", &format!("{id}^{{tree}}")])
    );
    let raw = super::git_command(&repo.path)
        .args(["cat-file", "commit", &id])
        .output()
        .unwrap();
    assert_eq!(commit.sha256, <[u8; 32]>::from(Sha256::digest(&raw.stdout)));
    let recent = opened.recent(&id, 10).unwrap();
    assert_eq!(recent[0].author.email, b"j\xf6rg@example.org");
}

#[test]
fn signatures_and_malformed_commits() {
    let Some(repo) = Sandbox::new("signatures_and_malformed_commits") else {
        return;
    };
    let plain = repo.simple(&[], &[]);
    let raw = repo.git(&["cat-file", "commit", &plain]);
    let (head, message) = raw.split_once("\n\n").unwrap();
    let write = |text: &str| {
        let args = [
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--literally",
            "--stdin",
        ];
        repo.feed(&args, text.as_bytes())
    };
    let opened = repo.open();
    for (begin, kind) in [
        ("SSH SIGNATURE", SignatureKind::Ssh),
        ("PGP SIGNATURE", SignatureKind::Gpg),
        ("SIGNED MESSAGE", SignatureKind::X509),
        ("OTHER", SignatureKind::Unknown),
    ] {
        for key in ["gpgsig", "gpgsig-sha256"] {
            let text = format!(
                "{head}\n{key} -----BEGIN {begin}-----\n \n author Eve <e@x> 1 +0000\n abc\n\n{message}\n"
            );
            let commit = opened.commit(&write(&text)).unwrap();
            assert_eq!(commit.signature, kind);
            assert_eq!(commit.author.name, b"Ann");
        }
    }
    // A signature in the message is not the commit's signature.
    let text = format!("{head}\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n");
    assert_eq!(
        opened.commit(&write(&text)).unwrap().signature,
        SignatureKind::None
    );
    for bad in [
        format!("{head}\nauthor Eve <eve@x> 1 +0000\n\n{message}"),
        format!("{head}\ntree {}\n\n{message}", "0".repeat(40)),
        head.replace("Ann <", "Ann <<"),
        head.replace("Ann <ann@example.org>", "Ann <ann@example.org> <eve@x>"),
        head.replace("Ann <ann@example.org>", "Ann\0 <ann@example.org>"),
        head.replace("author ", "writer "),
        "junk".to_owned(),
        String::new(),
    ] {
        let error = opened.commit(&write(&bad)).unwrap_err();
        assert_eq!(error.code(), "malformed_object", "{bad:?}");
    }
}

#[test]
fn recent_commits_are_those_of_all_parents() {
    let Some(repo) = Sandbox::new("recent_commits_are_those_of_all_parents") else {
        return;
    };
    let mut last = repo.simple(&[], &[]);
    for author in [&b"Zed <b@x>"[..], b"Yan <a@x>"] {
        last = repo.commit(&Spec {
            parents: &[&last],
            author,
            ..Spec::default()
        });
    }
    let opened = repo.open();
    let emails = |limit| {
        let recent = opened.recent(&last, limit).unwrap();
        let emails = recent.into_iter().map(|commit| commit.author.email);
        emails.collect::<Vec<_>>()
    };
    assert_eq!(
        emails(100),
        [&b"a@x"[..], b"b@x", b"ann@example.org"].map(<[u8]>::to_vec)
    );
    assert_eq!(emails(1), [b"a@x".to_vec()]);
}

#[test]
fn a_shallow_clone_says_so() {
    let Some(repo) = Sandbox::new("a_shallow_clone_says_so") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.simple(&[&one], &[(FILE, b"a", b"2\n")]);
    let three = repo.simple(&[&two], &[(FILE, b"a", b"3\n")]);
    let four = repo.simple(&[&three], &[(FILE, b"a", b"4\n")]);
    let url = format!("file://{}", repo.path.display());
    repo.git(&[
        "clone",
        "--quiet",
        "--depth=2",
        "--no-single-branch",
        &url,
        "shallow",
    ]);
    let shallow = Sandbox::at(&repo.path.join("shallow")).open();
    assert_eq!(
        ids(&shallow.range(Some(&three), &four).unwrap()),
        [four.as_str()]
    );
    assert_eq!(
        shallow.merge_base(&three, &four).unwrap(),
        Some(three.clone())
    );
    assert_eq!(shallow.resolve_commit("HEAD~1").unwrap(), three);
    for error in [
        shallow.range(Some(&one), &four).unwrap_err(),
        shallow.range(None, &four).unwrap_err(),
        shallow.merge_base(&one, &four).unwrap_err(),
        shallow.resolve_commit("HEAD~2").unwrap_err(),
        shallow.resolve_commit(&one).unwrap_err(),
        shallow.diff(Some(&one), &four).unwrap_err(),
    ] {
        assert_eq!(error.code(), "shallow_history", "{error}");
        assert!(error.to_string().contains("fetch"));
    }
}

/// A branch that left before the cut: whether its commits are old cannot be known.
#[test]
fn a_range_that_depends_on_missing_history_is_refused() {
    let Some(repo) = Sandbox::new("a_range_that_depends_on_missing_history_is_refused") else {
        return;
    };
    let root = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.simple(&[&root], &[(FILE, b"a", b"2\n")]);
    let base = repo.simple(&[&two], &[(FILE, b"a", b"3\n")]);
    let fork = repo.commit(&Spec {
        branch: "refs/heads/side",
        parents: &[&root],
        items: &[(FILE, b"b", b"1\n")],
        ..Spec::default()
    });
    let shallow = repo.path.join(".git/shallow");
    std::fs::write(shallow, format!("{base}\n")).unwrap();
    let opened = repo.open();
    let error = opened.range(Some(&base), &fork).unwrap_err();
    assert_eq!(error.code(), "shallow_history");
}

#[test]
fn a_long_history() {
    let Some(repo) = Sandbox::new("a_long_history") else {
        return;
    };
    let mut stream = String::new();
    for n in 1..=3000 {
        let date = 1_700_000_000 + n * 60;
        stream.push_str(&format!(
            "commit refs/heads/main\ncommitter C <c@x> {date} +0000\ndata 1\nx\n"
        ));
    }
    repo.feed(&["fast-import", "--quiet"], stream.as_bytes());
    let opened = repo.open();
    let head = opened.resolve_commit("HEAD").unwrap();
    let base = opened.resolve_commit("HEAD~2").unwrap();
    let root = opened.resolve_commit("HEAD~2999").unwrap();
    let start = std::time::Instant::now();
    assert_eq!(opened.range(Some(&base), &head).unwrap().commits.len(), 2);
    println!("2 of 3000 commits: {:?}", start.elapsed());
    let start = std::time::Instant::now();
    assert_eq!(
        opened.range(Some(&root), &head).unwrap().commits.len(),
        2999
    );
    println!("2999 of 3000 commits: {:?}", start.elapsed());
}
