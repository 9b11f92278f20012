//! Documents that must be refused, each with its code and its place.

use crate::case::{Case, PEER, policy, policy_with};
use crate::vector::Document;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = vocabulary();
    cases.push(everything_at_once());
    cases
}

pub(super) type Faults<'a> = &'a [(&'a str, &'a str, &'a str)];

pub(super) fn refused((id, title): (&str, &str), clauses: &[&str], faults: Faults<'_>) -> Case {
    let mut case = Case::new(id, title, clauses);
    for (document, code, path) in faults {
        case.error(document, code, path);
    }
    case
}

pub(super) fn rule(members: &str) -> String {
    format!("\n[[rule]]\nid = \"rule\"\nwhy = \"A rule.\"\n{members}\n")
}

pub(super) fn when(condition: &str) -> String {
    rule(&format!(
        "when = {{ {condition} }}\nrequire = [{{ approvals = 1 }}]"
    ))
}

/// Words that the documents do not know (5.4, 9.5).
pub(super) fn vocabulary() -> Vec<Case> {
    let word = |id: &str, title: &str, condition: &str, code: &str, path: &str| {
        let at = format!("rule[0].when.{path}");
        let mut case = refused((id, title), &["5.4", "9.5"], &[("policy acme", code, &at)]);
        case.policy = policy(&when(condition));
        case
    };
    let text = |id: &str, title: &str, members: &str, rules: &str, code: &str, path: &str| {
        let mut case = refused((id, title), &["5.4", "9.5"], &[("policy acme", code, path)]);
        case.policy = policy_with(members, rules);
        case
    };
    let aliases = |text: &str| {
        let Document::Toml(whole) = policy(PEER) else {
            return policy(PEER);
        };
        Document::Toml(whole.replace("{ prod = \"production\" }", text))
    };
    let mut nowhere = refused(
        ("alias-of-nothing", "An alias means an environment"),
        &["5.4"],
        &[(
            "policy acme",
            "unknown_environment",
            "vocabulary.environmentAliases.prod",
        )],
    );
    nowhere.policy = aliases("{ prod = \"prodution\" }");
    let mut conflict = refused(
        ("alias-of-itself", "An environment is no alias of another"),
        &["5.4"],
        &[(
            "policy acme",
            "alias_conflict",
            "vocabulary.environmentAliases.staging",
        )],
    );
    conflict.policy = aliases("{ staging = \"production\" }");
    let mut two = refused(
        (
            "alias-of-two",
            "An alias means one environment, in all documents that are used together",
        ),
        &["5.4", "9.11"],
        &[(
            "policy acme",
            "alias_conflict",
            "vocabulary.environmentAliases.prod",
        )],
    );
    let Document::Toml(extending) = policy_with("extends = [\"common\"]", PEER) else {
        return Vec::new();
    };
    two.policy = Document::Toml(extending.replace("prod = \"production\"", "prod = \"staging\""));
    vec![
        word(
            "s36-unknown-environment",
            "An environment that the policy does not list",
            "environment = \"prodution\"",
            "unknown_environment",
            "environment",
        ),
        word(
            "alias-in-a-rule",
            "An alias is for changes: rules name the environment",
            "environment = \"prod\"",
            "unknown_environment",
            "environment",
        ),
        word(
            "s36-unknown-service",
            "A service that the roster does not list",
            "service = \"chekout\"",
            "unknown_service",
            "service",
        ),
        word(
            "s36-unknown-evidence",
            "A check that the policy does not list",
            "failed = \"test\"",
            "unknown_evidence",
            "failed",
        ),
        word(
            "s36-unknown-mark",
            "A mark that the policy does not list",
            "marked = \"forzen\"",
            "unknown_mark",
            "marked",
        ),
        word(
            "s36-unknown-place",
            "A place that the policy does not name",
            "touches = \"secure\"",
            "unknown_place",
            "touches",
        ),
        word(
            "unknown-place-of-ai",
            "A place of lines by AI that the policy does not name",
            "aiTouches = \"secure\"",
            "unknown_place",
            "aiTouches",
        ),
        word(
            "s36-unknown-level",
            "A level that the roster does not list",
            "author = { below = \"sernior\" }",
            "unknown_level",
            "author.below",
        ),
        text(
            "s36-unknown-level-of-an-approver",
            "A level that the roster does not list, for an approver",
            "",
            &rule("require = [{ approvals = 1, from = { level = { atLeast = \"staff\" } } }]"),
            "unknown_level",
            "rule[0].require[0].from.level",
        ),
        text(
            "s36-unknown-team",
            "A team that the roster does not list",
            "",
            &rule("require = [{ approvals = 1, including = [{ team = \"secuirty\" }] }]"),
            "unknown_team",
            "rule[0].require[0].including[0].team",
        ),
        text(
            "s36-unknown-issuer",
            "An issuer that the roster does not list",
            "",
            &rule("require = [{ evidence = \"tests\", issuers = { only = [\"ic\"] } }]"),
            "unknown_principal",
            "rule[0].require[0].issuers",
        ),
        text(
            "s36-unknown-document",
            "A document that nobody knows cannot be extended",
            "extends = [\"comon\"]",
            PEER,
            "unknown_document",
            "extends[0]",
        ),
        text(
            "extends-itself",
            "A document does not extend itself",
            "extends = [\"acme\"]",
            PEER,
            "extends_itself",
            "extends[0]",
        ),
        nowhere,
        conflict,
        two,
    ]
}

pub(super) const HEAD: &str = "roster = \"foureyes/roster/v1\"\nid = \"acme\"\nversion = 4\nlevels = [\"junior\", \"senior\"]\n";

/// Every fault between the parts of the documents, of both at once, in the order of the documents.
fn everything_at_once() -> Case {
    let mut case = refused(
        (
            "every-error-at-once",
            "All that is wrong between the parts of policy and roster is said at once, in order",
        ),
        &["9.5", "10"],
        &[
            ("policy acme", "unknown_level", "rule[0].when.author.below"),
            (
                "policy acme",
                "threshold_zero",
                "rule[0].require[0].approvals",
            ),
            (
                "policy acme",
                "unknown_team",
                "rule[0].require[0].from.team",
            ),
            ("policy acme", "duplicate_id", "rule[2]"),
            ("policy acme", "wrong_rule", "rule[10]"),
            ("roster acme", "unknown_level", "principal[0].level"),
            (
                "roster acme",
                "duplicate_account",
                "principal[1].accounts[0]",
            ),
        ],
    );
    let mut rules = "\n[[rule]]\nid = \"r0\"\nwhy = \"A rule.\"\nwhen = { author = { below = \"staff\" } }\nrequire = [{ approvals = 0, from = { team = \"sre\" } }]\n".to_owned();
    for index in [1, 1, 3, 4, 5, 6, 7, 8, 9] {
        rules.push_str(
            &rule("require = [{ approvals = 1 }]").replace("\"rule\"", &format!("\"r{index}\"")),
        );
    }
    rules.push_str(&rule(""));
    case.policy = policy(&rules);
    case.roster_text = Some(Document::Toml(format!(
        "{HEAD}{}{}",
        human("carol", "level = \"staff\"\naccounts = [\"login:c\"]"),
        human("dave", "accounts = [\"login:c\"]"),
    )));
    case
}

pub(super) fn human(id: &str, members: &str) -> String {
    format!("\n[[principal]]\nid = \"{id}\"\nkind = \"human\"\n{members}\n")
}
