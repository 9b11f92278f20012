use super::shop::{POLICY, Shop, git, write};

#[test]
fn an_author_says_how_the_change_was_made() {
    let Some(shop) = Shop::new("an_author_says_how_the_change_was_made") else {
        return;
    };
    let declare = |word: &str| shop.sign("declare", "bob", &["--involvement", word]);
    let unasked = declare("none");
    unasked.statement();
    assert!(unasked.out.starts_with("DECLARE  "), "{unasked:?}");
    let off = "It does not count: the policy counts nobody's word on how the content was made.";
    assert!(unasked.out.contains(off), "{unasked:?}");
    let wrong = declare("some");
    assert_eq!(wrong.code, 1, "{wrong:?}");
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let counts = format!("{POLICY}\n[provenance]\nhumanClaim = \"counts\"\n");
    write(&shop.repo, ".foureyes/policy.toml", &counts);
    shop.commit("dave", "Believe authors");
    git(&shop.repo, "dave", &["checkout", "--quiet", "retry"]);
    git(&shop.repo, "bob", &["rebase", "--quiet", "main"]);
    // The commit names an AI, and whoever says less is not believed.
    let less = declare("none");
    let contradicted = "It does not count: somebody says that more AI was involved.";
    assert!(less.out.contains(contradicted), "{less:?}");
    let as_much = declare("generated");
    let believed = "It counts: no more AI is assumed than that.";
    assert!(as_much.out.contains(believed), "{as_much:?}");
    let told = "note: `bob` has signed how far an AI was involved: generated";
    let (code, text) = shop.check();
    assert_eq!(code, 3, "it approves nothing: {text}");
    assert!(text.contains(told), "{text}");
}
