use super::note_sets::all;
use super::{FILE, Sandbox};

const NOTES: &str = "refs/notes/foureyes";

/// A bare remote with two commits, and clones of it.
struct Team {
    first: String,
    second: String,
    remote: Sandbox,
    clones: Vec<Sandbox>,
    _source: Sandbox,
}

fn team(test: &str, clones: usize) -> Option<Team> {
    let source = Sandbox::new(test)?;
    let first = source.simple(&[], &[(FILE, b"a", b"1\n")]);
    let second = source.simple(&[&first], &[(FILE, b"a", b"2\n")]);
    source.git(&["clone", "--quiet", "--bare", ".", "remote.git"]);
    let clones = (0..clones).map(|n| {
        let name = format!("clone{n}");
        source.git(&["clone", "--quiet", "remote.git", &name]);
        Sandbox::at(&source.path.join(name))
    });
    Some(Team {
        clones: clones.collect(),
        remote: Sandbox::at(&source.path.join("remote.git")),
        first,
        second,
        _source: source,
    })
}

#[test]
fn two_clones_exchange_lines() {
    let Some(team) = team("two_clones_exchange_lines", 2) else {
        return;
    };
    let (a, b) = (team.clones[0].open(), team.clones[1].open());
    let nothing = a.sync_notes("origin", NOTES).unwrap();
    assert_eq!(
        (nothing.attempts, nothing.fetched, nothing.pushed),
        (1, false, false)
    );
    a.append_note(NOTES, &team.first, b"same commit, a\n")
        .unwrap();
    a.append_note(NOTES, &team.second, b"other commit\n")
        .unwrap();
    b.append_note(NOTES, &team.first, b"same commit, b\n")
        .unwrap();
    assert!(a.sync_notes("origin", NOTES).unwrap().pushed);
    let joined = b.sync_notes("origin", NOTES).unwrap();
    assert!(joined.fetched && joined.pushed);
    assert!(!a.sync_notes("origin", NOTES).unwrap().pushed);
    let mut expected = [
        (
            team.first.clone(),
            "same commit, a\nsame commit, b\n".to_owned(),
        ),
        (team.second.clone(), "other commit\n".to_owned()),
    ];
    expected.sort();
    assert_eq!(all(&a), expected);
    assert_eq!(all(&b), expected);
    assert_eq!(all(&team.remote.open()), expected);
    let refs = team.clones[0].git(&["for-each-ref", "--format=%(refname)", "refs/notes"]);
    assert_eq!(
        refs,
        "refs/notes/foureyes\nrefs/notes/foureyes-incoming/origin"
    );
    assert!(!team.clones[0].path.join(".git/FETCH_HEAD").exists());
}

#[test]
fn pushing_at_once_loses_nothing() {
    let Some(team) = team("pushing_at_once_loses_nothing", 2) else {
        return;
    };
    std::thread::scope(|scope| {
        for (number, clone) in team.clones.iter().enumerate() {
            let (path, first, second) = (clone.path.clone(), &team.first, &team.second);
            scope.spawn(move || {
                let opened = Sandbox::at(&path).open();
                for n in 0..4 {
                    let line = format!("{number} {n}\n");
                    opened.append_note(NOTES, first, line.as_bytes()).unwrap();
                    let other = if number == 0 { second } else { first };
                    opened.append_note(NOTES, other, line.as_bytes()).unwrap();
                    opened.sync_notes("origin", NOTES).unwrap();
                }
            });
        }
    });
    let notes = all(&team.remote.open());
    let lines = |id: &str| {
        let note = notes.iter().find(|(target, _)| target == id).unwrap();
        note.1.lines().count()
    };
    assert_eq!(lines(&team.first), 8);
    assert_eq!(lines(&team.second), 4);
}

#[test]
fn a_remote_that_cannot_be_used() {
    let Some(team) = team("a_remote_that_cannot_be_used", 1) else {
        return;
    };
    let opened = team.clones[0].open();
    for remote in ["nowhere", "--upload-pack=touch x", ""] {
        let error = opened.sync_notes(remote, NOTES).unwrap_err();
        assert_eq!(error.code(), "command_failed");
        assert!(!error.to_string().contains('\n'));
    }
    let by_path = team.remote.path.to_str().unwrap();
    opened.append_note(NOTES, &team.first, b"x\n").unwrap();
    assert!(opened.sync_notes(by_path, NOTES).unwrap().pushed);
    assert_eq!(
        opened
            .sync_notes("origin", "refs/heads/main")
            .unwrap_err()
            .code(),
        "ref_failed"
    );
}

/// A remote that will not take notes says so at once.
#[cfg(unix)]
#[test]
fn a_remote_that_refuses() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(team) = team("a_remote_that_refuses", 1) else {
        return;
    };
    let hook = team.remote.path.join("hooks/pre-receive");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\nexit 1\n").unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    let opened = team.clones[0].open();
    opened.append_note(NOTES, &team.first, b"x\n").unwrap();
    let error = opened.sync_notes("origin", NOTES).unwrap_err();
    assert_eq!(error.code(), "command_failed");
    assert!(error.to_string().contains("declined"), "{error}");
}
