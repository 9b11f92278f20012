use super::*;

const POLICY: &str = "policy = \"foureyes/policy/v1\"\nid = \"p\"\nversion = 1\nunmatched = \"allow\"\n\
                      [[rule]]\nid = \"two\"\nwhy = \"w\"\nwhen = { tier = 1, destructive = true }\n\
                      require = [{ approvals = 2, from = { level = { atLeast = \"senior\" } } }]\n";

#[test]
fn every_place_is_changed() {
    let policy = Policy::from_toml(POLICY).unwrap();
    let mut what: Vec<String> = mutants::of(policy.document())
        .into_iter()
        .map(|mutant| mutant.what)
        .collect();
    what.sort();
    assert_eq!(
        what,
        [
            "rule two, require[0].approvals is 1",
            "rule two, require[0].from.level.atLeast is \"mid\"",
            "rule two, when.destructive is false",
            "rule two, when.tier is 0",
            "without rule",
            "without rule two",
            "without rule two, require",
            "without rule two, require[0]",
            "without rule two, require[0].approvals",
            "without rule two, require[0].from",
            "without rule two, require[0].from.level",
            "without rule two, require[0].from.level.atLeast",
            "without rule two, when",
            "without rule two, when.destructive",
            "without rule two, when.tier",
            "without unmatched",
        ]
    );
}

#[test]
fn what_no_case_notices_is_named() {
    let cases = "cases = \"foureyes/cases/v1\"\n[[case]]\nname = \"a\"\n\
                 change = { services = [\"checkout\"], destructive = true }\nverdict = \"hold\"\n\
                 reasons = [\"approvals_missing p/two/approvals:2\"]\n";
    let one = read("p", POLICY, cases, None).unwrap();
    let message = run(&[one]).unwrap_err();
    for survivor in [
        "p: rule two, require[0].from.level.atLeast is \"mid\"",
        "p: without rule two, when.tier",
        "p: without unmatched",
    ] {
        assert!(message.contains(survivor), "{message}");
    }
    assert!(!message.contains("approvals is 1"), "{message}");
    let wrong = cases.replace("\"hold\"", "\"deny\"");
    let one = read("p", POLICY, &wrong, None).unwrap();
    assert_eq!(
        run(&[one]),
        Err("p: its cases fail as it is; `foureyes test` shows which".to_owned())
    );
}

#[test]
fn the_tool_reads_what_comes_along() {
    assert!(shipped().unwrap().len() >= builtin_names().count());
}
