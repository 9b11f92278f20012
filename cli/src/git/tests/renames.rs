use super::diffs::{brief, changes};
use super::{FILE, Item, LINK, RUN, Sandbox};
use crate::git::{Action, Mode, PathChange};

#[test]
fn renames() {
    let Some(repo) = Sandbox::new("renames") else {
        return;
    };
    let text = |from: u32, to: u32| -> Vec<u8> {
        (from..to)
            .flat_map(|n| format!("line number {n:04}\n").into_bytes())
            .collect()
    };
    let (whole, changed, other) = (text(0, 100), text(20, 110), text(500, 600));
    let found = changes(
        &repo,
        &[
            (FILE, b"a/whole", &whole),
            (FILE, b"b", &other),
            (LINK, b"l", b"x"),
            (FILE, b"e", b""),
        ],
        &[
            (FILE, b"c/changed", &changed),
            (RUN, b"d", &other),
            (LINK, b"m", b"x"),
            (FILE, b"f", b""),
        ],
    );
    assert_eq!(
        brief(&found),
        [
            (Action::Renamed, &b"c/changed"[..], Some(&b"a/whole"[..])),
            (Action::Renamed, b"d", Some(b"b")),
            (Action::Deleted, b"e", None),
            (Action::Added, b"f", None),
            (Action::Renamed, b"m", Some(b"l")),
        ]
    );
    assert_eq!(found[0].similarity, Some(80));
    assert_eq!((found[0].added, found[0].removed), (Some(10), Some(20)));
    assert_eq!(
        (found[1].old_mode, found[1].new_mode),
        (Some(Mode::File), Some(Mode::Executable))
    );
    assert_eq!((found[1].similarity, found[1].added), (Some(100), Some(0)));
    assert_eq!(found[1].new_mode.unwrap().bits(), 0o100_755);

    // One percent less than half is no rename, whatever the user's settings are.
    repo.git(&["config", "diff.renames", "copies"]);
    repo.git(&["config", "diff.renameLimit", "1"]);
    let half = [text(0, 50), text(700, 750)].concat();
    let less = [text(0, 49), text(700, 751)].concat();
    let found = changes(&repo, &[(FILE, b"a", &whole)], &[(FILE, b"b", &half)]);
    assert_eq!(
        brief(&found),
        [(Action::Renamed, &b"b"[..], Some(&b"a"[..]))]
    );
    let found = changes(&repo, &[(FILE, b"a", &whole)], &[(FILE, b"b", &less)]);
    assert_eq!(
        brief(&found),
        [
            (Action::Deleted, &b"a"[..], None),
            (Action::Added, b"b", None)
        ]
    );
}

/// Over the limit only equal content is paired, so that the time taken has a limit too.
#[test]
fn too_many_files_to_compare() {
    let Some(repo) = Sandbox::new("too_many_files_to_compare") else {
        return;
    };
    let make = |count: u32, name: &str, end: &str| -> Vec<(String, String)> {
        let file = |n| {
            (
                format!("{name}{n}"),
                format!("start {n}\nmiddle {n}\n{end}\n"),
            )
        };
        (0..count).map(file).collect()
    };
    let items = |files: &[(String, String)]| -> Vec<(u32, Vec<u8>, Vec<u8>)> {
        let item =
            |(p, c): &(String, String)| (FILE, p.clone().into_bytes(), c.clone().into_bytes());
        files.iter().map(item).collect()
    };
    let (old, new) = (items(&make(200, "a", "x")), items(&make(201, "b", "y")));
    let old: Vec<Item<'_>> = old.iter().map(|(m, p, c)| (*m, &p[..], &c[..])).collect();
    let new: Vec<Item<'_>> = new.iter().map(|(m, p, c)| (*m, &p[..], &c[..])).collect();
    let renamed = |found: Vec<PathChange>| {
        let renamed = found.iter().filter(|c| c.action == Action::Renamed);
        renamed.count()
    };
    assert_eq!(renamed(changes(&repo, &old, &new)), 0);
    assert_eq!(renamed(changes(&repo, &old, &new[..200])), 200);
}

#[test]
fn equal_files_are_paired_by_name() {
    let Some(repo) = Sandbox::new("equal_files_are_paired_by_name") else {
        return;
    };
    let found = changes(
        &repo,
        &[(FILE, b"a/x", b"1\n"), (FILE, b"a/y", b"1\n")],
        &[
            (FILE, b"b/y", b"1\n"),
            (FILE, b"b/z", b"1\n"),
            (FILE, b"c", b"1\n"),
        ],
    );
    assert_eq!(
        brief(&found),
        [
            (Action::Renamed, &b"b/y"[..], Some(&b"a/y"[..])),
            (Action::Renamed, b"b/z", Some(b"a/x")),
            (Action::Added, b"c", None),
        ]
    );
}
