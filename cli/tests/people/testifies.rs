//! `foureyes evidence`: a record of a check, signed by who made it.

use std::fs;

use crate::shop::{POLICY, Shop, git, write};

#[test]
fn a_signed_record_is_asked_for_and_given() {
    let Some(shop) = Shop::new("a_signed_record_is_asked_for_and_given") else {
        return;
    };
    git(&shop.repo, "dave", &["checkout", "--quiet", "main"]);
    let asks = format!(
        "{POLICY}\n[vocabulary]\nevidence = [\"tests\"]\n\n[[rule]]\nid = \"tested\"\nwhy = \"Tests have passed.\"\n\
         require = [{{ evidence = \"tests\", issuers = \"rostered\", signed = true }}]\n"
    );
    write(&shop.repo, ".foureyes/policy.toml", &asks);
    let roster = shop.repo.join(".foureyes/roster.toml");
    let text = fs::read_to_string(&roster).unwrap();
    let head = "id = \"erin\"\nkind = \"human\"";
    assert!(text.contains(head), "{text}");
    fs::write(
        &roster,
        text.replace(head, &format!("{head}\nevidence = [\"tests\"]")),
    )
    .unwrap();
    shop.commit("dave", "Ask for tests");
    git(&shop.repo, "bob", &["checkout", "--quiet", "retry"]);
    shop.sign("approve", "carol", &[]);
    let (code, text) = shop.check();
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("tests"), "{text}");
    write(shop.folder.path(), "report.txt", "12 passed\n");
    let report = shop.folder.path().join("report.txt");
    let words = |result| {
        vec![
            "--type",
            "tests",
            "--result",
            result,
            "--report",
            report.to_str().unwrap(),
        ]
    };
    let failed = shop.sign("evidence", "erin", &words("failed"));
    assert!(
        failed.out.contains("erin signed that `tests` failed"),
        "{failed:?}"
    );
    let passed = shop.sign("evidence", "erin", &words("passed"));
    assert!(
        passed.out.contains("It is a record of this change"),
        "{passed:?}"
    );
    assert_eq!(shop.check().0, 3);
    shop.sign("withdraw", "erin", &["--statement", &failed.statement()]);
    let (code, text) = shop.check();
    assert_eq!(code, 0, "{text}");
}
