//! What people read when a document is refused: the code, the sentence, the line and the path; and that a refusal
//! of bytes is a decision too.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::{Gate, Policy, Roster, Timestamp};

const POLICY: &str = "policy = \"foureyes/policy/v1\"\nid = \"acme\"\nversion = 1\n";
const ROSTER: &str =
    "roster = \"foureyes/roster/v1\"\nid = \"acme\"\nversion = 1\nlevels = [\"mid\", \"senior\"]\n";

fn policy_error(rest: &str) -> String {
    let error = Policy::from_toml(&format!("{POLICY}{rest}")).unwrap_err();
    error.to_string()
}

fn json_error(text: &str) -> String {
    Policy::from_json(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn shapes_say_what_where_and_what_was_meant() {
    for (rest, expected) in [
        (
            "unmached = \"hold\"\n",
            "error[unknown_field]: unknown field `unmached`; did you mean `unmatched`?\n  --> policy:4:1",
        ),
        (
            "unmatched = \"alow\"\n",
            "error[unknown_word]: unknown variant `alow`; did you mean `allow`?\n  --> policy:4:1   unmatched",
        ),
        (
            "version = 2\n",
            "error[duplicate_key]: duplicate key\n  --> policy:4:1",
        ),
        (
            "\n[[rule]]\nid = \"r\"\nwhy = \"w\"\nrequire = [{ approvals = -1 }]\n",
            "error[invalid_value]: invalid value: integer `-1`, expected u32\n  --> policy:8:14   rule[0].require[0].approvals",
        ),
    ] {
        assert_eq!(policy_error(rest), expected);
    }
}

#[test]
fn json_has_lines_too() {
    let duplicate = "{\"policy\":\"foureyes/policy/v1\",\n\"id\":\"acme\",\n\"i\\u0064\":\"b\"}";
    let unknown = "{\"policy\":\"foureyes/policy/v1\",\n\"id\":\"acme\",\"version\":1,\n\"unmached\":\"hold\"}";
    for (text, expected) in [
        (
            duplicate,
            "error[duplicate_key]: two members of one object have this name\n  --> policy:3:1",
        ),
        (
            unknown,
            "error[unknown_field]: unknown field `unmached`; did you mean `unmatched`?\n  --> policy:3:1",
        ),
        (
            "{\"policy\":",
            "error[syntax]: the document ends where a value should stand\n  --> policy:1:11   policy",
        ),
        (
            "{\"policy\":\n\"foureyes/policy/v2\"}",
            "error[unknown_word]: unknown variant `foureyes/policy/v2`; did you mean `foureyes/policy/v1`?\n  --> policy:2:1   policy",
        ),
    ] {
        assert_eq!(json_error(text), expected);
    }
}

#[test]
fn what_is_wrong_between_the_parts_comes_at_once() {
    let policy = format!(
        "{POLICY}{}",
        r#"
[[rule]]
id = "one"
why = "One."
when = { author = { below = "sernior" } }
require = [{ approvals = 0, from = { team = "sre" } }]

[[rule]]
id = "one"
why = ""
forbid = "no"
"#
    );
    let roster =
        format!("{ROSTER}\n[[principal]]\nid = \"carol\"\nkind = \"human\"\nlevel = \"senor\"\n");
    let policy = Policy::from_toml(&policy).unwrap();
    let roster = Roster::from_toml(&roster).unwrap();
    let error = Gate::compile(&policy, &roster).unwrap_err();
    let expected = "\
error[unknown_level]: the level `sernior` is not known; did you mean `senior`?
  --> policy acme:8:21   rule[0].when.author.below
error[threshold_zero]: a count of 0 asks for nobody
  --> policy acme:9:14   rule[0].require[0].approvals
error[unknown_team]: the team `sre` is not known
  --> policy acme:9:38   rule[0].require[0].from.team
error[duplicate_id]: the rule `one` stands twice
  --> policy acme:11:1   rule[1]
error[no_why]: the rule `one` does not say why
  --> policy acme:13:1   rule[1].why
error[unknown_level]: `carol`: the level `senor` is not known; did you mean `senior`?
  --> roster acme:9:1   principal[0].level";
    let errors: Vec<String> = error
        .to_string()
        .split("warning[")
        .take(1)
        .map(|text| text.trim_end().to_owned())
        .collect();
    assert_eq!(errors.concat(), expected);
}

#[test]
fn bytes_that_are_no_change_are_refused_by_decide() {
    let policy =
        format!("{POLICY}\n[[rule]]\nid = \"r\"\nwhy = \"w\"\nrequire = [{{ approvals = 1 }}]\n");
    let roster = Roster::from_toml(ROSTER).unwrap();
    let gate = Gate::compile(&Policy::from_toml(&policy).unwrap(), &roster).unwrap();
    let now: Timestamp = "2026-03-10T12:00:00Z".parse().unwrap();
    for bytes in [
        &b""[..],
        b"\xff",
        b"null",
        b"{}",
        b"[]",
        b"{\"change\":\"foureyes/change/v1\"}",
    ] {
        let decision = gate.decide(bytes, &[], now);
        assert_eq!(decision.verdict(), foureyes::Verdict::Deny, "{bytes:?}");
        let codes: Vec<_> = decision
            .reasons()
            .iter()
            .map(|reason| reason.code.code())
            .collect();
        assert_eq!(codes, ["bad_input"], "{bytes:?}");
    }
}

#[test]
fn what_an_error_quotes_is_fit_for_a_terminal() {
    let hostile = "{\"policy\":\"foureyes/policy/v1\",\"\\u001b]8;;\\u202e\":{\"\\u0007\":1}}";
    let shown = json_error(hostile);
    let expected = "error[unknown_field]: unknown field `\\u{1b}]8;;\\u{202e}`, expected one of";
    assert!(shown.starts_with(expected), "{shown}");
    let long = format!("{{\"policy\":\"{}\"}}", "x".repeat(50_000));
    assert!(json_error(&long).len() < 2_000);
}
