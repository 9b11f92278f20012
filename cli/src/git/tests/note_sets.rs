use super::{FILE, Sandbox};
use crate::git::{NoteLimits, Repository};

const NOTES: &str = "refs/notes/foureyes";

pub(super) fn all(opened: &Repository) -> Vec<(String, String)> {
    let notes = opened.notes(NOTES, NoteLimits::default()).unwrap();
    let text = |note: crate::git::Note| (note.target, String::from_utf8(note.content).unwrap());
    notes.into_iter().map(text).collect()
}

#[test]
fn lines_are_added_once() {
    let Some(repo) = Sandbox::new("lines_are_added_once") else {
        return;
    };
    let id = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    // None of this may matter.
    repo.git(&["config", "notes.mergeStrategy", "ours"]);
    repo.git(&["config", "core.notesRef", "refs/notes/other"]);
    repo.git(&["config", "notes.displayRef", "refs/heads/*"]);
    let opened = repo.open();
    assert!(all(&opened).is_empty());
    opened.append_note(NOTES, &id, b"b\na\n").unwrap();
    opened.append_note(NOTES, &id, b"c").unwrap();
    let tip = repo.git(&["rev-parse", NOTES]);
    opened.append_note(NOTES, &id, b"a\n").unwrap();
    assert_eq!(repo.git(&["rev-parse", NOTES]), tip);
    assert_eq!(all(&opened), [(id.clone(), "a\nb\nc\n".to_owned())]);
    assert_eq!(
        repo.git(&["notes", "--ref=foureyes", "show", &id]),
        "a\nb\nc"
    );
    repo.git(&["fsck", "--strict", "--no-dangling"]);
    for (name, commit) in [("refs/heads/main", id.as_str()), (NOTES, "main")] {
        assert!(opened.append_note(name, commit, b"x").is_err());
    }
}

#[test]
fn notes_of_git_in_any_depth_are_read() {
    let Some(repo) = Sandbox::new("notes_of_git_in_any_depth_are_read") else {
        return;
    };
    let id = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let blob = repo.feed(&["hash-object", "-w", "--stdin"], b"line\n");
    let more = repo.feed(&["hash-object", "-w", "--stdin"], b"more\n");
    let far = "ab".repeat(20);
    let paths = [
        (id.clone(), &blob),
        (format!("{}/{}/{}", &far[..2], &far[2..4], &far[4..]), &blob),
        (format!("{}/{}", &far[..2], &far[2..]), &more),
        ("README".to_owned(), &blob),
        ("abc/def".to_owned(), &blob),
    ];
    let index: String = paths
        .iter()
        .map(|(p, b)| format!("100644 {b} 0\t{p}\n"))
        .collect();
    repo.feed(&["update-index", "--add", "--index-info"], index.as_bytes());
    let tree = repo.git(&["write-tree"]);
    let commit = repo.git(&["commit-tree", "-m", "x", &tree]);
    repo.git(&["update-ref", NOTES, &commit]);
    let opened = repo.open();
    let mut expected = [
        (far, "line\nmore\n".to_owned()),
        (id.clone(), "line\n".to_owned()),
    ];
    expected.sort();
    assert_eq!(all(&opened), expected);
    // Two notes on one object stop nobody from writing.
    opened.append_note(NOTES, &id, b"added\n").unwrap();
    assert!(all(&opened).contains(&(id, "added\nline\n".to_owned())));
}

#[test]
fn what_is_not_a_note_stays() {
    let Some(repo) = Sandbox::new("what_is_not_a_note_stays") else {
        return;
    };
    let id = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let blob = repo.feed(&["hash-object", "-w", "--stdin"], b"line\n");
    let index = format!("100644 {blob} 0\tREADME\n100644 {blob} 0\tabc/def\n");
    repo.feed(&["update-index", "--add", "--index-info"], index.as_bytes());
    let tree = repo.git(&["write-tree"]);
    let commit = repo.git(&["commit-tree", "-m", "x", &tree]);
    repo.git(&["update-ref", NOTES, &commit]);
    let opened = repo.open();
    assert!(all(&opened).is_empty());
    opened.append_note(NOTES, &id, b"x\n").unwrap();
    let kept = repo.git(&["ls-tree", "-r", "--name-only", NOTES]);
    assert!(
        kept.contains("README") && kept.contains("abc/def"),
        "{kept}"
    );
}

#[test]
fn limits_are_errors() {
    let Some(repo) = Sandbox::new("limits_are_errors") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.simple(&[&one], &[(FILE, b"a", b"2\n")]);
    let opened = repo.open();
    opened.append_note(NOTES, &one, b"0123456789").unwrap();
    opened.append_note(NOTES, &two, b"0123456789").unwrap();
    let exact = NoteLimits {
        notes: 2,
        note_bytes: 11,
        total_bytes: 22,
    };
    assert_eq!(opened.notes(NOTES, exact).unwrap().len(), 2);
    for limits in [
        NoteLimits { notes: 1, ..exact },
        NoteLimits {
            note_bytes: 10,
            ..exact
        },
        NoteLimits {
            total_bytes: 21,
            ..exact
        },
    ] {
        assert_eq!(opened.notes(NOTES, limits).unwrap_err().code(), "too_large");
    }
}

#[test]
fn many_notes_are_kept() {
    let Some(repo) = Sandbox::new("many_notes_are_kept") else {
        return;
    };
    let mut stream = String::new();
    for n in 0..300 {
        stream.push_str(&format!(
            "commit refs/heads/main\ncommitter C <c@x> {n} +0000\ndata 1\nx\n"
        ));
    }
    repo.feed(&["fast-import", "--quiet"], stream.as_bytes());
    let ids = repo.git(&["rev-list", "main"]);
    let opened = repo.open();
    for id in ids.lines() {
        opened.append_note(NOTES, id, id.as_bytes()).unwrap();
    }
    let found = all(&opened);
    assert_eq!(found.len(), 300);
    assert!(found.iter().all(|(target, text)| text.trim_end() == target));
    assert_eq!(
        repo.git(&["notes", "--ref=foureyes", "list"])
            .lines()
            .count(),
        300
    );
}

#[test]
fn joining_takes_nothing_away() {
    let Some(repo) = Sandbox::new("joining_takes_nothing_away") else {
        return;
    };
    let one = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    let two = repo.simple(&[&one], &[(FILE, b"a", b"2\n")]);
    let opened = repo.open();
    opened.merge_notes(NOTES, "refs/notes/absent").unwrap();
    opened.append_note(NOTES, &one, b"a\nb\n").unwrap();
    opened.merge_notes("refs/notes/other", NOTES).unwrap();
    opened
        .append_note("refs/notes/other", &two, b"c\n")
        .unwrap();
    // The other side takes a line away, then a whole note.
    repo.git(&["notes", "--ref=other", "add", "-f", "-m", "a", &one]);
    opened.merge_notes(NOTES, "refs/notes/other").unwrap();
    let mut expected = [
        (one.clone(), "a\nb\n".to_owned()),
        (two.clone(), "c\n".to_owned()),
    ];
    expected.sort();
    assert_eq!(all(&opened), expected);
    repo.git(&["notes", "--ref=other", "remove", &one]);
    opened.merge_notes(NOTES, "refs/notes/other").unwrap();
    assert_eq!(all(&opened), expected);
    let tip = repo.git(&["rev-parse", NOTES]);
    opened.merge_notes(NOTES, "refs/notes/other").unwrap();
    assert_eq!(repo.git(&["rev-parse", NOTES]), tip);
    repo.git(&["merge-base", "--is-ancestor", "refs/notes/other", NOTES]);
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let Some(repo) = Sandbox::new("writers_at_the_same_time_lose_nothing") else {
        return;
    };
    let id = repo.simple(&[], &[(FILE, b"a", b"1\n")]);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (repo_path, id) = (repo.path.clone(), id.clone());
            scope.spawn(move || {
                let opened = Sandbox::at(&repo_path).open();
                for n in 0..5 {
                    let line = format!("{writer} {n}\n");
                    opened.append_note(NOTES, &id, line.as_bytes()).unwrap();
                }
            });
        }
    });
    assert_eq!(all(&repo.open())[0].1.lines().count(), 20);
}
