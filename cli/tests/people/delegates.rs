//! `foureyes delegate`, and approvals in somebody else's authority.

use crate::shop::Shop;

#[test]
fn whoever_acts_for_a_senior_counts_as_one() {
    let Some(shop) = Shop::new("whoever_acts_for_a_senior_counts_as_one") else {
        return;
    };
    let act = ["--on-behalf-of", "carol"];
    let alone = shop.sign("approve", "erin", &act);
    assert_eq!(alone.code, 0, "{alone:?}");
    assert!(alone.out.contains("on behalf of  carol"), "{alone:?}");
    assert!(alone.out.contains("It does not count"), "{alone:?}");
    assert_eq!(shop.check().0, 3);
    let grant = shop.sign("delegate", "carol", &["--to", "erin", "--level", "senior"]);
    assert!(
        grant
            .out
            .contains("erin may approve in the authority of carol"),
        "{grant:?}"
    );
    let (code, text) = shop.check();
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("erin for carol"), "{text}");
    // What was given is taken back.
    let back = shop.sign("withdraw", "carol", &["--statement", &grant.statement()]);
    assert_eq!(back.code, 0, "{back:?}");
    assert_eq!(shop.check().0, 3);
    // To give nothing, or to oneself, is a mistake.
    for words in [
        &["--to", "erin"][..],
        &["--to", "carol", "--level", "senior"],
    ] {
        assert_eq!(shop.sign("delegate", "carol", words).code, 1, "{words:?}");
    }
}
