use super::{FILE, Sandbox, Spec};

#[test]
fn names_become_full_names() {
    let Some(repo) = Sandbox::new("names_become_full_names") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    repo.git(&["update-ref", "refs/remotes/origin/main", &one]);
    let opened = repo.open();
    for (given, full) in [
        ("main", "refs/heads/main"),
        ("heads/main", "refs/heads/main"),
        ("refs/heads/main", "refs/heads/main"),
        ("HEAD", "refs/heads/main"),
        ("origin/main", "refs/remotes/origin/main"),
        ("refs/remotes/origin/main", "refs/remotes/origin/main"),
    ] {
        let found = opened.resolve_ref(given).unwrap();
        assert_eq!(
            (found.name.as_str(), &found.commit),
            (full, &one),
            "{given}"
        );
    }
    for name in [
        "mai",
        "",
        "refs/heads/mai",
        "-x",
        "main..x",
        "a b",
        "@{0}",
        "main/",
    ] {
        assert_eq!(
            opened.resolve_ref(name).unwrap_err().code(),
            "unknown_revision",
            "{name}"
        );
    }
    repo.git(&["checkout", "--quiet", "--detach", "--force", &one]);
    assert_eq!(opened.resolve_ref("HEAD").unwrap().name, "HEAD");
}

/// A tag or a remote's branch named like a protected branch must not stand in for it.
#[test]
fn a_name_that_could_be_two_things_is_refused() {
    let Some(repo) = Sandbox::new("a_name_that_could_be_two_things_is_refused") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.simple(&[&one], &[(FILE, b"a", b"2\n")]);
    repo.git(&["update-ref", "refs/tags/main", &one]);
    let opened = repo.open();
    for result in [
        opened.resolve_ref("main").map(|r| r.commit),
        opened.resolve_commit("main"),
        opened.resolve_commit("main~1"),
    ] {
        let error = result.unwrap_err();
        assert_eq!(error.code(), "ambiguous_ref");
        assert!(
            error
                .to_string()
                .contains("`refs/heads/main` or `refs/tags/main`"),
            "{error}"
        );
    }
    assert_eq!(opened.resolve_ref("refs/heads/main").unwrap().commit, two);
    assert_eq!(opened.resolve_ref("refs/tags/main").unwrap().commit, one);

    repo.git(&["update-ref", &format!("refs/heads/{}", &one[..7]), &two]);
    assert_eq!(
        opened.resolve_commit(&one[..7]).unwrap_err().code(),
        "ambiguous_ref"
    );
    repo.git(&["update-ref", &format!("refs/heads/{one}"), &two]);
    assert_eq!(opened.resolve_commit(&one).unwrap(), one);
    // A tag called like a full name of a branch.
    repo.git(&["update-ref", "refs/tags/refs/heads/main", &one]);
    assert_eq!(opened.resolve_commit("refs/heads/main").unwrap(), two);
    // And nothing is invented when the full name is not there.
    repo.git(&["update-ref", "refs/heads/refs/heads/gone", &one]);
    assert_eq!(
        opened.resolve_commit("refs/heads/gone").unwrap_err().code(),
        "unknown_revision"
    );
}

#[test]
fn revisions_and_steps() {
    let Some(repo) = Sandbox::new("revisions_and_steps") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.simple(&[&one], &[(FILE, b"a", b"2\n")]);
    let side = repo.commit(&Spec {
        branch: "refs/heads/side",
        parents: &[&one],
        ..Spec::default()
    });
    let merge = repo.simple(&[&two, &side], &[(FILE, b"a", b"3\n")]);
    repo.git(&["tag", "-a", "-m", "x", "v1", &merge]);
    repo.git(&["tag", "-a", "-m", "x", "v2", "v1"]);
    repo.git(&["tag", "of-a-tree", &format!("{merge}^{{tree}}")]);
    let opened = repo.open();
    for (revision, id) in [
        ("HEAD", &merge),
        ("HEAD~2", &one),
        ("HEAD^2", &side),
        ("HEAD^2~1", &one),
        ("HEAD^^", &one),
        ("HEAD^0", &merge),
        ("v1", &merge),
        ("v2~", &two),
        (merge.as_str(), &merge),
        (&merge[..8], &merge),
    ] {
        assert_eq!(&opened.resolve_commit(revision).unwrap(), id, "{revision}");
    }
    let zeros = "0".repeat(40);
    for revision in [
        "HEAD~3",
        "HEAD^3",
        "HEAD~x",
        "HEAD~99999999999",
        zeros.as_str(),
        "deadbeef",
        "of-a-tree",
    ] {
        let error = opened.resolve_commit(revision).unwrap_err();
        assert_eq!(error.code(), "unknown_revision", "{revision}");
    }
    let error = opened
        .resolve_commit("no`\n\u{1b}")
        .unwrap_err()
        .to_string();
    assert_eq!(error, "no commit is known as `no\\u{60}\\u{a}\\u{1b}`");
}

#[test]
fn the_remotes_default_branch() {
    let Some(repo) = Sandbox::new("the_remotes_default_branch") else {
        return;
    };
    let opened = repo.open();
    assert_eq!(opened.default_target().unwrap(), None);
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    repo.git(&["clone", "--quiet", ".", "clone"]);
    let clone = Sandbox::at(&repo.path.join("clone"));
    let target = clone.open().default_target().unwrap().unwrap();
    assert_eq!(target, "refs/remotes/origin/main");
    assert_eq!(clone.open().resolve_ref("origin").unwrap().commit, one);
}
