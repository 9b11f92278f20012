use super::shop::{Shop, write};

#[test]
fn two_seniors_end_a_reject() {
    let Some(shop) = Shop::new("two_seniors_end_a_reject") else {
        return;
    };
    shop.sign("approve", "erin", &[]).statement();
    let reject = shop.sign("reject", "dave", &["--reason", "no"]).statement();
    let lift = |person: &str, statement: &str| {
        let words = ["--statement", statement, "--reason", "dave is away"];
        shop.sign("lift", person, &words)
    };
    let unknown = lift("carol", "sha256:0000000000");
    assert!(unknown.err.contains("names no reject here"), "{unknown:?}");
    assert_eq!(shop.check().0, 2);
    lift("carol", &reject).statement();
    assert_eq!(shop.check().0, 2, "one is not enough");
    let last = lift("frank", &reject);
    last.statement();
    let warning = "no approval of frank counts for it any more";
    assert!(last.err.contains(warning), "{last:?}");
    // Two seniors have overruled the third, and nobody who is left may release an AI's change of a mid's.
    shop.sign("approve", "carol", &[]).statement();
    let (code, text) = shop.check();
    assert_eq!(code, 3, "{text}");
    let ignored = "not counted  carol: the signer has lifted somebody's reject of the change";
    assert!(text.contains(ignored), "{text}");
    let digits = reject.get(7..19).unwrap();
    let told = format!(
        "note: `dave` has rejected the change, and this was lifted by carol, frank: `no` (statement {digits})"
    );
    assert!(text.contains(&told), "{text}");
    // For another content the reject stands again.
    write(&shop.repo, "pay.rs", "fn pay() { retry_twice() }\n");
    shop.commit("bob", "Retry twice");
    assert_eq!(shop.check().0, 2);
}
