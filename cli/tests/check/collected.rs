//! What is collected from a range of commits.

use foureyes::Change;
use foureyes::change::{ParticipantRole, PathAction, PathMode, Who};
use foureyes::digest::Algorithm;

use crate::world::World;

/// A mode, a path as bytes, and content: one entry of a tree.
type Entry<'a> = (&'a str, &'a [u8], &'a [u8]);

/// Commits a tree made of the files of the last commit and these entries, whatever the file system thinks of them.
fn plant(world: &World, entries: &[Entry<'_>]) {
    let mut stream = b"commit refs/heads/retry\nauthor Bob <bob@example.org> 1772300001 +0000\n\
        committer Bob <bob@example.org> 1772300001 +0000\ndata 4\nWork\nfrom refs/heads/retry^0\n"
        .to_vec();
    for (mode, path, content) in entries {
        if *mode == "D" {
            stream.extend_from_slice(b"D ");
        } else {
            let name: &[u8] = if *mode == "160000" {
                content
            } else {
                b"inline"
            };
            stream.extend_from_slice(format!("M {mode} ").as_bytes());
            stream.extend_from_slice(name);
            stream.push(b' ');
        }
        stream.push(b'"');
        for byte in *path {
            stream.extend_from_slice(format!("\\{byte:03o}").as_bytes());
        }
        stream.extend_from_slice(b"\"\n");
        if *mode != "D" && *mode != "160000" {
            stream.extend_from_slice(format!("data {}\n", content.len()).as_bytes());
            stream.extend_from_slice(content);
            stream.push(b'\n');
        }
    }
    world.feed(&["fast-import", "--quiet", "--force"], &stream);
}

#[test]
fn everything_that_git_has() {
    let Some(world) = World::new("everything_that_git_has") else {
        return;
    };
    world.file("a.txt", "1\n2\n");
    world.commit(
        "Add\n\nCo-authored-by: Erin <erin@example.org>\nCo-authored-by: Claude <noreply@anthropic.com>",
    );
    let change = world.change(&["--env", "production", "--region", "eu-1"]);
    let exact = change.exact();
    let git = |revision: &str| world.git(&["rev-parse", revision]);
    let from = exact.from.as_ref().unwrap();
    assert_eq!(
        from.digits(Algorithm::GitCommit),
        Some(git("main").as_str())
    );
    assert_eq!(
        from.digits(Algorithm::GitTree),
        Some(git("main^{tree}").as_str())
    );
    let result = exact.result.as_ref().unwrap();
    assert_eq!(
        result.digits(Algorithm::GitTree),
        Some(git("HEAD^{tree}").as_str())
    );
    let subject = &exact.subjects[0].digest;
    assert_eq!(
        subject.digits(Algorithm::GitCommit),
        Some(git("HEAD").as_str())
    );
    assert!(exact.subjects[1].digest.is_strong());
    assert!(exact.resources.is_whole());
    assert_eq!(exact.commits.known().len(), 2);
    assert!(exact.commits.is_whole() && exact.paths.is_whole());
    assert_eq!(exact.target_ref.as_str(), "refs/heads/main");
    let root = git("main~0");
    assert_eq!(exact.repository.as_str(), format!("git+root:{root}"));
    assert_eq!(
        exact.id.as_str(),
        format!("git+root:{root}#retry->refs/heads/main")
    );
    let added = &exact.paths.known()[0];
    assert_eq!(
        (added.path.to_string().as_str(), added.added, added.bytes),
        ("a.txt", Some(2), Some(4))
    );
    assert_eq!(added.digest, Some(foureyes::digest::Digest::of(b"1\n2\n")));

    let live = change.live();
    let people: Vec<_> = live
        .participants
        .known()
        .iter()
        .map(|one| match &one.who {
            Who::Account(account) => (account.as_str(), one.role, one.commits.len()),
            Who::Principal(_) => panic!("git knows no principals"),
        })
        .collect();
    assert_eq!(
        people,
        [
            ("email:bob@example.org", ParticipantRole::Author, 2),
            ("email:bob@example.org", ParticipantRole::Committer, 2),
            ("email:erin@example.org", ParticipantRole::CoAuthor, 1),
        ]
    );
    let claims = live.claims.known();
    assert_eq!(claims.len(), 1);
    assert_eq!(
        claims[0].commit.as_ref().map(|id| id.as_str()),
        Some(git("HEAD").as_str())
    );
}

#[test]
fn the_name_of_a_change_is_found_from_every_side() {
    let Some(world) = World::new("the_name_of_a_change_is_found_from_every_side") else {
        return;
    };
    let here = world.change(&[]);
    let head = world.git(&["rev-parse", "HEAD"]);
    world.git(&["checkout", "--quiet", "main"]);
    assert_eq!(world.change(&[&head]), here);
    world.git(&["checkout", "--quiet", "--detach", "retry"]);
    assert_eq!(world.change(&[]), here);
    world.git(&["update-ref", "refs/remotes/origin/retry", "retry"]);
    world.git(&["update-ref", "-d", "refs/heads/retry"]);
    assert_eq!(world.change(&[]), here);
    // With two branches at the commit nothing tells: the commit stands for itself.
    world.git(&["branch", "other"]);
    let id = world.change(&[]).exact().id.to_string();
    assert!(id.ends_with(&format!("#{head}->refs/heads/main")), "{id}");
    world.git(&[
        "remote",
        "add",
        "origin",
        "https://bob:secret@git.example/shop.git",
    ]);
    let named = world.change(&[]);
    assert_eq!(
        named.exact().repository.as_str(),
        "https://git.example/shop"
    );
}

/// Whether the gate takes the change as one of itself.
fn is_of_the_gate(world: &World) -> bool {
    let outcome = world.check(&["--format", "json"]);
    assert_ne!(outcome.code, 0, "{outcome:?}");
    assert_ne!(outcome.code, 1, "{outcome:?}");
    outcome.out.contains("floor/gate")
}

#[test]
fn no_way_around_into_protected_places() {
    let Some(world) = World::new("no_way_around_into_protected_places") else {
        return;
    };
    assert!(!is_of_the_gate(&world));
    let start = world.git(&["rev-parse", "retry"]);
    let commit = start.as_bytes();
    let policy = crate::world::POLICY.as_bytes();
    let ways: [(&str, &[Entry<'_>]); 12] = [
        (
            "rename out",
            &[
                ("D", b".foureyes/policy.toml", b""),
                ("100644", b"old.toml", policy),
            ],
        ),
        (
            "link to a file",
            &[("120000", b"x", b".foureyes/policy.toml")],
        ),
        ("link to the folder", &[("120000", b"x", b".foureyes")]),
        (
            "link from below",
            &[("120000", b"a/b/x", b"../../.foureyes")],
        ),
        ("link out", &[("120000", b"x", b"../elsewhere")]),
        (
            "link through a name",
            &[("120000", b"x", b"a/../.foureyes")],
        ),
        ("absolute link", &[("120000", b"x", b"/etc")]),
        (
            "link in place",
            &[
                ("D", b".foureyes/policy.toml", b""),
                ("D", b".foureyes/roster.toml", b""),
                ("120000", b".foureyes", b"mine"),
            ],
        ),
        (
            "submodule in place",
            &[
                ("D", b".foureyes/policy.toml", b""),
                ("D", b".foureyes/roster.toml", b""),
                ("160000", b".foureyes", commit),
            ],
        ),
        (
            "other case",
            &[("100644", b".FourEyes/policy.toml", b"x\n")],
        ),
        ("not UTF-8", &[("100644", b".foureyes\xff/x", b"x\n")]),
        (
            "backslash",
            &[("100644", b".foureyes\\policy.toml", b"x\n")],
        ),
    ];
    for (way, entries) in ways {
        world.git(&["update-ref", "refs/heads/retry", &start]);
        plant(&world, entries);
        assert!(is_of_the_gate(&world), "{way}");
    }
    for (way, mode, path) in [
        ("submodule in other case", "160000", &b".FOUREYES"[..]),
        ("link in other case", "120000", b".FOUREYES"),
    ] {
        world.git(&["update-ref", "refs/heads/retry", &start]);
        let content: &[u8] = if mode == "160000" { commit } else { b"mine" };
        plant(&world, &[(mode, path, content)]);
        assert!(is_of_the_gate(&world), "{way}");
    }
}

#[test]
fn odd_names_arrive_as_they_are() {
    let Some(world) = World::new("odd_names_arrive_as_they_are") else {
        return;
    };
    plant(
        &world,
        &[
            ("100644", b"caf\xe9", b"x\n"),
            ("100644", b"tab\there \"quoted\"", b"x\n"),
            ("100755", b"run", b"x\n"),
            ("120000", b"link", b"run"),
            (
                "160000",
                b"sub",
                b"1111111111111111111111111111111111111111",
            ),
            ("D", b"pay.rs", b""),
        ],
    );
    let change = world.change(&[]);
    let paths = change.exact().paths.known();
    let find = |name: &[u8]| {
        paths
            .iter()
            .find(|one| one.path.as_bytes() == name)
            .unwrap()
    };
    assert_eq!(find(b"caf\xe9").action, PathAction::Added);
    assert!(find(b"tab\there \"quoted\"").path.is_odd());
    assert_eq!(find(b"run").mode, Some(PathMode::Executable));
    let link = find(b"link");
    assert_eq!(
        link.link_target.as_ref().map(|path| path.as_bytes()),
        Some(&b"run"[..])
    );
    assert_eq!(find(b"sub").mode, Some(PathMode::Submodule));
    assert!(find(b"sub").digest.is_some());
    assert_eq!(find(b"pay.rs").action, PathAction::Deleted);
    assert_eq!(world.check(&[]).code, 3);
    // What is written down is read again.
    let text = change.to_json();
    assert_eq!(Change::from_json(text.as_bytes()).unwrap(), change);
}

#[test]
fn a_type_change_tells_what_it_was() {
    let Some(world) = World::new("a_type_change_tells_what_it_was") else {
        return;
    };
    plant(&world, &[("120000", b"pay.rs", b"other")]);
    let change = world.change(&[]);
    let [path] = change.exact().paths.known() else {
        panic!("one path");
    };
    assert_eq!(path.action, PathAction::Modified);
    assert_eq!(
        (path.old_mode, path.mode),
        (Some(PathMode::File), Some(PathMode::Symlink))
    );
}

#[test]
fn thousands_of_files() {
    let Some(world) = World::new("thousands_of_files") else {
        return;
    };
    let names: Vec<String> = (0..5_000)
        .map(|i| format!("d{}/f{i}.txt", i % 50))
        .collect();
    let entries: Vec<Entry<'_>> = names
        .iter()
        .map(|name| ("100644", name.as_bytes(), name.as_bytes()))
        .collect();
    plant(&world, &entries);
    let change = world.change(&[]);
    assert_eq!(change.exact().paths.known().len(), 5_001);
    world.approve("carol", &["--env", "production"]);
    let path = world.statements();
    let allowed = world.check(&["--env", "production", "--statements", &path]);
    assert_eq!(allowed.code, 0, "{allowed:?}");
}

#[test]
fn nothing_in_the_range() {
    let Some(world) = World::new("nothing_in_the_range") else {
        return;
    };
    world.git(&["checkout", "--quiet", "main"]);
    let change = world.change(&[]);
    assert!(change.exact().commits.known().is_empty());
    let held = world.check(&["--format", "json"]);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(held.out.contains("empty_change"), "{}", held.out);
    let held = world.check(&["--empty", "--format", "json"]);
    assert!(!held.out.contains("empty_change"), "{}", held.out);
}

#[test]
fn a_shallow_clone() {
    let Some(world) = World::new("a_shallow_clone") else {
        return;
    };
    for number in 0..3 {
        world.file("pay.rs", &format!("{number}\n"));
        world.commit("More");
    }
    let url = format!("file://{}", world.path.display());
    let shallow = world.outside("shallow");
    let folder = shallow.to_str().unwrap().to_owned();
    world.git(&[
        "clone", "--quiet", "--depth", "2", "--branch", "retry", &url, &folder,
    ]);
    let cut = world.run(&[
        "check",
        "-C",
        &folder,
        "--target",
        "retry",
        "--range",
        "HEAD~1..HEAD",
    ]);
    assert_eq!(cut.code, 1, "{cut:?}");
    assert!(cut.err.starts_with("error[shallow_history]"), "{}", cut.err);
    let named = [
        "check",
        "-C",
        &folder,
        "--target",
        "retry",
        "--repository",
        "shop",
    ];
    let whole = world.run(&[&named[..], &["--range", "HEAD~1..HEAD"]].concat());
    assert_eq!(whole.code, 3, "{whole:?}");
    let cut = world.run(&[&named[..], &["--range", "HEAD~2..HEAD"]].concat());
    assert_eq!(cut.code, 1, "{cut:?}");
    assert!(cut.err.starts_with("error[shallow_history]"), "{}", cut.err);
}

#[test]
fn notes_of_git_ai_claim() {
    let Some(world) = World::new("notes_of_git_ai_claim") else {
        return;
    };
    let claims = |world: &World| world.change(&[]).live().claims.clone();
    assert!(claims(&world).known().is_empty());
    let note = "pay.rs\n  s_0123456789abcd::t_0 1\n---\n{\"schema_version\": \"authorship/3.0.0\", \"sessions\": \
        {\"s_0123456789abcd\": {\"agent_id\": {\"tool\": \"codex\", \"model\": \"gpt-5\"}}}}";
    world.git(&["notes", "--ref=ai", "add", "--message", note, "main"]);
    assert!(
        claims(&world).known().is_empty(),
        "not a commit of the change"
    );
    world.git(&["notes", "--ref=ai", "add", "--message", note, "retry"]);
    let found = claims(&world);
    assert!(found.is_whole() && found.known().len() == 1, "{found:?}");
    let claim = &found.known()[0];
    assert_eq!(
        (claim.tool.as_deref(), claim.model.as_deref()),
        (Some("codex"), Some("gpt-5"))
    );
    assert_eq!(
        claim.commit.as_ref().map(|id| id.as_str()),
        Some(world.git(&["rev-parse", "retry"]).as_str())
    );
    let change = world.change(&[]);
    let attribution = &change.live().attribution;
    assert!(
        !attribution.is_whole() && attribution.known().len() == 1,
        "{attribution:?}"
    );
    // A reference that leads to no notes says nothing, and that is told.
    let blob = world.feed(&["hash-object", "-w", "--stdin"], b"x");
    world.git(&["update-ref", "refs/notes/ai", &blob]);
    let checked = world.check(&["--env", "staging"]);
    assert!(
        checked.code == 3 && checked.err.contains("warning["),
        "{checked:?}"
    );
    assert!(!claims(&world).is_whole());
}

#[test]
fn traces_that_came_with_the_change_claim() {
    let Some(world) = World::new("traces_that_came_with_the_change_claim") else {
        return;
    };
    let trace = |path: &str, kind: &str| {
        format!(
            "{{\"files\": [{{\"path\": \"{path}\", \"conversations\": [{{\"contributor\": \
             {{\"type\": \"{kind}\"}}, \"ranges\": [{{\"start_line\": 1, \"end_line\": 4}}]}}]}}], \
             \"tool\": {{\"name\": \"cursor\"}}}}\n"
        )
    };
    let write = |lines: &[String], message: &str| {
        world.file(".agent-trace/traces.jsonl", &lines.concat());
        world.commit(message);
    };
    let (old, new) = (trace("old.rs", "ai"), trace("pay.rs", "ai"));
    write(&[old.clone(), new.clone()], "Trace");
    let seen = |base: &str| {
        let change = world.change(&["--range", &format!("{base}..HEAD")]);
        let live = change.live();
        let paths: Vec<String> = live
            .attribution
            .known()
            .iter()
            .map(|lines| format!("{} {}", lines.path, lines.lines))
            .collect();
        (live.claims.known().len(), live.claims.is_whole(), paths)
    };
    assert_eq!(
        seen("HEAD~1"),
        (1, true, vec!["old.rs 4".to_owned(), "pay.rs 4".to_owned()])
    );
    // What was there before speaks of what was there before.
    let human = trace("pay.rs", "human");
    write(&[old.clone(), new.clone(), human], "More");
    assert_eq!(seen("HEAD~1"), (0, true, vec!["pay.rs 4".to_owned()]));
    write(&[old, new, "{broken\n".to_owned()], "Broken");
    assert_eq!(seen("HEAD~1"), (0, false, vec![]));
    let table = world.run(&["detect", "--format", "json", "--last", "3"]);
    assert!(
        table.out.contains("\"ai\":1,") && table.out.contains("\"byTool\":{\"cursor\":1}"),
        "{}",
        table.out
    );
}
