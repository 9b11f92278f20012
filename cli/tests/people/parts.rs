//! A roster that includes another one, which stands beside it (semantics 7.9).

use std::fs;

use crate::shop::{Shop, git};

#[test]
fn people_of_a_roster_beside_the_roster_sign() {
    let Some(shop) = Shop::new("people_of_a_roster_beside_the_roster_sign") else {
        return;
    };
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let file = shop.repo.join(".foureyes/roster.toml");
    let text = fs::read_to_string(&file).unwrap();
    // Carol goes into a roster of her own.
    let mut entries = text.split("\n[[principal]]\n");
    let head = entries.next().unwrap();
    let (seniors, others): (Vec<_>, Vec<_>) =
        entries.partition(|entry| entry.starts_with("id = \"carol\""));
    let with = |head: &str, entries: &[&str]| {
        let tables = entries
            .iter()
            .map(|entry| format!("\n[[principal]]\n{entry}"));
        format!("{head}\n{}", tables.collect::<String>())
    };
    let part = with(&head.replace("id = \"shop\"", "id = \"seniors\""), &seniors);
    fs::write(shop.repo.join(".foureyes/seniors.toml"), &part).unwrap();
    let digest = foureyes::digest::Digest::of(part.as_bytes());
    let include =
        format!("\n[[include]]\nroster = \"seniors\"\nprefix = \"sr\"\ndigest = \"{digest}\"\n");
    let rest = with(&format!("{head}\n{include}"), &others);
    fs::write(&file, &rest).unwrap();
    let checked = shop.run(&["roster", "check"]);
    assert_eq!(checked.code, 0, "{checked:?}");
    let listed = shop.run(&["policy", "check"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    shop.commit("dave", "Seniors have a roster of their own");
    git(&shop.repo, "bob", &["checkout", "--quiet", "retry"]);
    let signed = shop.sign("approve", "carol", &[]);
    assert!(signed.out.contains("sr.carol"), "{signed:?}");
    assert!(signed.out.contains("It counts"), "{signed:?}");
    let folder = shop.folder.path().join("kept");
    let (code, text) = shop.check_with(&["--archive", folder.to_str().unwrap()]);
    assert_eq!(code, 0, "{text}");
    let decision = folder.join("decision.json");
    let again = shop.run(&[
        "explain",
        decision.to_str().unwrap(),
        "--inputs",
        folder.to_str().unwrap(),
    ]);
    assert_eq!(again.code, 0, "{again:?}");
    // Whoever writes into the part changes nothing before the roster names its digest.
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    fs::write(shop.repo.join(".foureyes/seniors.toml"), part + "\n").unwrap();
    let other = shop.run(&["roster", "check"]);
    assert_eq!(other.code, 1, "{other:?}");
    assert!(other.err.contains("digest_differs"), "{other:?}");
}
