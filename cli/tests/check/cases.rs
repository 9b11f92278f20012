//! `foureyes test`: cases beside a policy.

use crate::world::World;

const POLICY: &str = "policy = \"foureyes/policy/v1\"\nid = \"team\"\nversion = 1\n\n[[rule]]\nid = \"peer\"\n\
                      why = \"Somebody else has looked.\"\nrequire = [{ approvals = 1 }]\n";

const CASES: &str = "cases = \"foureyes/cases/v1\"\n\n[[case]]\nname = \"somebody else has looked\"\n\
                     approvals = [\"erin\"]\nverdict = \"allow\"\n\n[[case]]\nname = \"nobody has looked\"\n\
                     verdict = \"hold\"\nreasons = [\"approvals_missing team/peer\"]\n";

#[test]
fn a_run_like_a_test_runner() {
    let Some(world) = World::empty("a_run_like_a_test_runner") else {
        return;
    };
    world.file(".foureyes/policy.toml", POLICY);
    world.file(".foureyes/policy.cases.toml", CASES);
    let good = world.run(&["test"]);
    assert_eq!(
        (good.code, good.out.as_str(), good.err.as_str()),
        (
            0,
            ".foureyes/policy.cases.toml\n  ✓ somebody else has looked\n  ✓ nobody has looked\n\n2 passed, 0 failed\n",
            ""
        )
    );
    let weaker = POLICY.replace("approvals = 1", "approvals = 2");
    world.file(".foureyes/policy.toml", &weaker);
    let bad = world.run(&["test", ".foureyes/policy.cases.toml"]);
    let shown = ".foureyes/policy.cases.toml\n  ✗ somebody else has looked   line 3\n      \
                 the verdict is `hold`, not `allow`\n      \
                 there is a reason that is not expected: `approvals_missing team/peer/approvals:2`\n  \
                 ✓ nobody has looked\n\n1 passed, 1 failed; `--explain` shows why\n";
    assert_eq!((bad.code, bad.out.as_str()), (1, shown));
    let json = world.run(&["test", "--json"]);
    let expected = concat!(
        r#"[{"file":".foureyes/policy.cases.toml","cases":["#,
        r#"{"name":"somebody else has looked","line":3,"passed":false,"verdict":"hold","differences":["#,
        r#""the verdict is `hold`, not `allow`","#,
        r#""there is a reason that is not expected: `approvals_missing team/peer/approvals:2`"]},"#,
        r#"{"name":"nobody has looked","line":8,"passed":true,"verdict":"hold"}]}]"#,
        "\n"
    );
    assert_eq!((json.code, json.out.as_str()), (1, expected));
    let explained = world.run(&["test", "--explain"]);
    assert!(
        explained.out.contains("      HOLD   ") && explained.out.contains("1 of 2   2 people"),
        "{}",
        explained.out
    );
}

#[test]
fn what_cannot_be_run() {
    let Some(world) = World::empty("what_cannot_be_run") else {
        return;
    };
    world.file("team.toml", POLICY);
    world.file("team.cases.toml", &CASES.replace("erin", "errin"));
    world.file("other.toml", &CASES.replace("[[case]]", "[[cases]]"));
    world.file("cases.toml", CASES);
    world.file("named.toml", &format!("policy = \"team.toml\"\n{CASES}"));
    for (arguments, error) in [
        (
            ["test", "team.cases.toml"],
            "error[unknown_principal]: the roster has no principal `errin`; did you mean `erin`?\n  \
             --> team.cases.toml:5:14   case[0].approvals[0]\n",
        ),
        (
            ["test", "cases.toml"],
            "error[usage]: `cases.toml` does not say which policy it is about: name it as `policy`, or call the file \
             after it, `policy.cases.toml` beside `policy.toml`\n",
        ),
        (
            ["test", "senior-sign"],
            "error[usage]: `senior-sign` is neither a file nor a built-in profile; these are built in: \
             `agentic-autonomous`, `common`, `destruction`, `hazards`, `infra-terraform`, `open-source`, \
             `senior-signoff`, `startup-light`, `tier1-safety-reset`\n",
        ),
        (
            ["test", "keys"],
            "error[usage]: `keys` is neither a file nor a built-in profile; these are built in: \
             `agentic-autonomous`, `common`, `destruction`, `hazards`, `infra-terraform`, `open-source`, \
             `senior-signoff`, `startup-light`, `tier1-safety-reset`\n",
        ),
    ] {
        let outcome = world.run(&arguments);
        assert_eq!((outcome.code, outcome.err.as_str()), (1, error));
    }
    let typo = world.run(&["test", "other.toml"]);
    assert!(
        typo.err.starts_with("error[wrong_type]") || typo.err.starts_with("error[duplicate_key]"),
        "{typo:?}"
    );
    let both = world.run(&["test", "named.toml", "team.cases.toml"]);
    assert_eq!(both.code, 1);
    assert!(
        both.out.ends_with("2 passed, 0 failed, 1 file not run\n"),
        "{}",
        both.out
    );
    let built_in = world.run(&["test", "senior-signoff"]);
    assert_eq!((built_in.code, built_in.err.as_str()), (0, ""));
}
