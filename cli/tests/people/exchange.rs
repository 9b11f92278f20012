use std::path::PathBuf;

use super::shop::{Shop, foureyes, git};

/// A bare remote, and two clones of it on the branch.
fn clones(shop: &Shop) -> [PathBuf; 2] {
    let at = |name: &str| shop.folder.path().join(name);
    let folder = shop.folder.path();
    git(
        folder,
        "dave",
        &["clone", "--quiet", "--bare", "shop", "origin.git"],
    );
    ["carol", "erin"].map(|person| {
        git(folder, person, &["clone", "--quiet", "origin.git", person]);
        git(&at(person), person, &["checkout", "--quiet", "retry"]);
        git(
            &at(person),
            person,
            &["remote", "set-head", "origin", "main"],
        );
        at(person)
    })
}

#[test]
fn two_clones_push_at_once_and_nothing_is_lost() {
    let Some(shop) = Shop::new("two_clones_push_at_once_and_nothing_is_lost") else {
        return;
    };
    let [carol, erin] = clones(&shop);
    let sync = |repo: &PathBuf| foureyes(repo, &["notes", "sync"]);
    assert!(
        sync(&carol).out.contains("no statements"),
        "{:?}",
        sync(&carol)
    );
    shop.sign_in(&carol, "approve", "carol", &[]).statement();
    shop.sign_in(&erin, "approve", "erin", &[]).statement();
    std::thread::scope(|scope| {
        let runs = [&carol, &erin].map(|repo| scope.spawn(move || sync(repo)));
        for run in runs {
            let outcome = run.join().unwrap();
            assert_eq!(outcome.code, 0, "{outcome:?}");
        }
    });
    for repo in [&carol, &erin] {
        assert_eq!(sync(repo).code, 0);
        let checked = foureyes(repo, &["check", "--env", "production"]);
        assert_eq!(checked.code, 0, "{checked:?}");
        assert!(
            checked.out.contains("counted      carol, erin"),
            "{checked:?}"
        );
    }
    let gone = foureyes(&carol, &["notes", "sync", "nowhere"]);
    assert!(
        gone.code == 1 && gone.err.contains("error[command_failed]"),
        "{gone:?}"
    );
}
