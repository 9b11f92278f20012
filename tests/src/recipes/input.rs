//! Documents that must be refused, each with its code and its place.

use base64ct::{Base64, Encoding as _};

use crate::case::{Case, PEER, policy, policy_with};
use crate::keys;
use crate::vector::{ChangeInput, Document};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = json();
    cases.extend(toml());
    cases.extend(vocabulary());
    cases.extend(rules());
    cases.extend(rosters());
    cases.extend(changes());
    cases.push(everything_at_once());
    cases
}

type Faults<'a> = &'a [(&'a str, &'a str, &'a str)];

fn refused((id, title): (&str, &str), clauses: &[&str], faults: Faults<'_>) -> Case {
    let mut case = Case::new(id, title, clauses);
    for (document, code, path) in faults {
        case.error(document, code, path);
    }
    case
}

/// A policy in JSON, with a member more.
fn json_policy(members: &str) -> String {
    format!(
        "{{\"policy\":\"foureyes/policy/v1\",\"id\":\"acme\",\"version\":3{members},\"rule\":[{{\"id\":\"peer\",\"why\":\"Somebody.\",\"require\":[{{\"approvals\":1}}]}}]}}"
    )
}

/// One way to read bytes, or none (3.3, 10).
fn json() -> Vec<Case> {
    let text = |id: &str, title: &str, text: String, code: &str, path: &str| {
        let mut case = refused((id, title), &["10"], &[("policy", code, path)]);
        case.policy = Document::Json(text);
        case
    };
    let member = |id: &str, title: &str, members: &str, code: &str, path: &str| {
        text(id, title, json_policy(members), code, path)
    };
    let mut bytes = refused(
        ("json-not-utf-8", "Bytes that are not UTF-8 are no document"),
        &["10"],
        &[("policy", "syntax", "")],
    );
    let mut latin = json_policy(",\"unmatched\":\"").into_bytes();
    latin.push(0xe9);
    bytes.policy = Document::JsonBase64(Base64::encode_string(&latin));
    let nested = |depth: usize| {
        let open = "{\"not\":".repeat(depth);
        let close = "}".repeat(depth);
        json_policy(&format!(",\"where\":{open}{{\"tier\":1}}{close}"))
    };
    let list = json_policy("").replace("{\"approvals\":1}", "[1]");
    let approvals = |count: &str| json_policy("").replace(":1}", &format!(":{count}}}"));
    let at = "rule[0].require[0].approvals";
    let mut good = Case::new(
        "json-escapes-are-read",
        "A name that is written with escapes is that name",
        &["10"],
    );
    good.policy = Document::Json(json_policy("").replace("\"rule\"", "\"\\u0072ule\""));
    good.hold(&["hold approvals_missing acme/peer/approvals:1"]);
    good.missing(&["carol"]);
    vec![
        text(
            "json-empty",
            "No bytes are no document",
            String::new(),
            "syntax",
            "",
        ),
        text(
            "json-cut",
            "Half a document is none",
            json_policy("").replace("}]}]}", "}]"),
            "syntax",
            "",
        ),
        text(
            "json-trailing",
            "There is nothing after the document",
            json_policy("") + " {}",
            "syntax",
            "",
        ),
        text(
            "json-trailing-comma",
            "A comma is followed by something",
            json_policy("").replace("3,", "3,,"),
            "syntax",
            "",
        ),
        text(
            "json-byte-order-mark",
            "A byte-order mark is no part of a document",
            "\u{feff}".to_owned() + &json_policy(""),
            "syntax",
            "",
        ),
        text(
            "json-comment",
            "JSON has no comments",
            json_policy("") + "// fine",
            "syntax",
            "",
        ),
        text("json-nan", "NaN is no JSON", approvals("NaN"), "syntax", ""),
        bytes,
        member(
            "json-lone-surrogate",
            "Half a surrogate pair is no text",
            ",\"unmatched\":\"\\ud800\"",
            "syntax",
            "",
        ),
        member(
            "s61-json-duplicate-key",
            "A member stands once",
            ",\"version\":4",
            "duplicate_key",
            "",
        ),
        member(
            "s61-json-duplicate-key-escaped",
            "Spelling a member with escapes makes it no other",
            ",\"versi\\u006fn\":4",
            "duplicate_key",
            "",
        ),
        text(
            "s61-json-duplicate-key-nested",
            "So it is at every depth",
            json_policy("").replace(
                "{\"approvals\":1}",
                "{\"approvals\":2,\"approv\\u0061ls\":1}",
            ),
            "duplicate_key",
            "",
        ),
        member(
            "s61-json-duplicate-key-in-a-map",
            "So it is where the names are free",
            ",\"paths\":{\"a\":[\"x\"],\"a\":[\"y\"]}",
            "duplicate_key",
            "",
        ),
        member(
            "s61-json-unknown-field",
            "A member that nobody knows is an error",
            ",\"unmached\":\"allow\"",
            "unknown_field",
            "",
        ),
        text(
            "s50-json-float",
            "A count is a whole number",
            approvals("1.0"),
            "number",
            "",
        ),
        text(
            "s50-json-exponent",
            "Spelt in digits alone",
            approvals("1e0"),
            "number",
            "",
        ),
        text(
            "s50-json-huge",
            "Within what every language reads exactly",
            approvals("9007199254740992"),
            "number",
            "",
        ),
        text(
            "s50-json-minus",
            "Not negative",
            approvals("-1"),
            "invalid_value",
            at,
        ),
        text(
            "s50-json-over-32-bits",
            "And within its own bounds",
            approvals("4294967296"),
            "invalid_value",
            at,
        ),
        text(
            "s50-json-text",
            "A number in quotes is a text",
            approvals("\"2\""),
            "wrong_type",
            at,
        ),
        text(
            "s50-json-true",
            "True is no number",
            approvals("true"),
            "wrong_type",
            at,
        ),
        member(
            "json-null",
            "Null is no second way to leave a member out",
            ",\"expires\":null",
            "wrong_type",
            "expires",
        ),
        text(
            "json-null-count",
            "Nor to ask for nothing",
            approvals("null"),
            "wrong_type",
            at,
        ),
        text(
            "json-array-for-a-struct",
            "A list is no object, though its elements would fit",
            list,
            "wrong_type",
            "rule[0].require[0]",
        ),
        text(
            "json-array-for-the-document",
            "Nor is it for the document as a whole",
            "[\"foureyes/policy/v1\",\"acme\",3]".to_owned(),
            "wrong_type",
            "",
        ),
        text(
            "s64-json-too-deep",
            "A document nests 32 deep at most",
            nested(32),
            "too_large",
            "",
        ),
        text(
            "s64-json-long-string",
            "A text has 64 KiB at most",
            json_policy("").replace("Somebody.", &"x".repeat((1 << 16) + 1)),
            "too_large",
            "",
        ),
        text(
            "json-other-version",
            "Another version of the format is another format",
            json_policy("").replace("policy/v1", "policy/v2"),
            "unknown_word",
            "policy",
        ),
        text(
            "json-missing-field",
            "What every policy has must be there",
            json_policy("").replace("\"version\":3,", ""),
            "missing_field",
            "",
        ),
        good,
    ]
}

fn toml() -> Vec<Case> {
    let text = |id: &str, title: &str, text: Document, code: &str, path: &str| {
        let mut case = refused((id, title), &["10"], &[("policy", code, path)]);
        case.policy = text;
        case
    };
    let of = |requirement: &str| policy(&PEER.replace("approvals = 1", requirement));
    let at = "rule[0].require[0].approvals";
    let deep = |depth: usize| {
        format!(
            "where = {}{{ tier = 1 }}{}",
            "{ not = ".repeat(depth),
            " }".repeat(depth)
        )
    };
    vec![
        text(
            "toml-syntax",
            "Half a table is none",
            Document::Toml("policy = ".to_owned()),
            "syntax",
            "",
        ),
        text(
            "s61-toml-duplicate-key",
            "A key stands once",
            policy_with("unmatched = \"hold\"\nunmatched = \"allow\"", PEER),
            "duplicate_key",
            "",
        ),
        text(
            "s61-toml-duplicate-table",
            "A table stands once",
            policy(&format!("{PEER}\n[vocabulary]\nmarks = []\n")),
            "duplicate_key",
            "",
        ),
        text(
            "s61-toml-unknown-field",
            "A key that nobody knows is an error, with its place",
            of("aprovals = 1"),
            "unknown_field",
            "rule[0].require[0]",
        ),
        text(
            "s50-toml-float",
            "A count is a whole number",
            of("approvals = 1.0"),
            "wrong_type",
            at,
        ),
        text(
            "s50-toml-huge",
            "Within its bounds",
            of("approvals = 9223372036854775807"),
            "invalid_value",
            at,
        ),
        text(
            "s50-toml-minus",
            "Not negative",
            of("approvals = -1"),
            "invalid_value",
            at,
        ),
        text(
            "toml-date",
            "A date of TOML is no text",
            policy_with("expires = 2027-01-01T00:00:00Z", PEER),
            "wrong_type",
            "expires",
        ),
        text(
            "toml-unknown-word",
            "A word that nobody knows is an error",
            policy_with("unmatched = \"pass\"", PEER),
            "unknown_word",
            "unmatched",
        ),
        text(
            "toml-array-for-a-struct",
            "A list is no table",
            of("approvals = 1, with = [\"1d\"]"),
            "wrong_type",
            "rule[0].require[0].with",
        ),
        text(
            "s64-toml-too-deep",
            "A document nests 32 deep at most, however it is written",
            policy_with(&deep(32), PEER),
            "too_large",
            "",
        ),
        text(
            "s64-toml-long-string",
            "A text has 64 KiB at most, however it is written",
            policy(&PEER.replace("Somebody", &"x".repeat((1 << 16) + 1))),
            "too_large",
            "",
        ),
        text(
            "toml-waiver-outside-the-list",
            "Nothing waives but what the list has",
            policy(&PEER.replace("why", "waivedBy = [\"label\"]\nwhy")),
            "unknown_word",
            "rule[0].waivedBy[0]",
        ),
        text(
            "toml-span-zero",
            "A span of nothing is none",
            policy_with("decisionTtl = { production = \"0m\" }", PEER),
            "invalid_value",
            "decisionTtl.production",
        ),
        text(
            "toml-no-why",
            "A rule says why",
            policy("[[rule]]\nid = \"peer\"\nrequire = [{ approvals = 1 }]"),
            "missing_field",
            "rule[0]",
        ),
    ]
}

fn rule(members: &str) -> String {
    format!("\n[[rule]]\nid = \"rule\"\nwhy = \"A rule.\"\n{members}\n")
}

fn when(condition: &str) -> String {
    rule(&format!(
        "when = {{ {condition} }}\nrequire = [{{ approvals = 1 }}]"
    ))
}

/// Words that the documents do not know (5.4, 9.5).
fn vocabulary() -> Vec<Case> {
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

/// Rules that ask for nothing, or for what cannot be read as more (9.2, 9.3, 9.5).
fn rules() -> Vec<Case> {
    let of = |id: &str, title: &str, rules: &str, code: &str, path: &str| {
        let mut case = refused(
            (id, title),
            &["9.2", "9.3", "9.5"],
            &[("policy acme", code, path)],
        );
        case.policy = policy(rules);
        case
    };
    let with = |id: &str, title: &str, members: &str, code: &str, path: &str| {
        let mut case = refused((id, title), &["9.5"], &[("policy acme", code, path)]);
        case.policy = policy_with(members, PEER);
        case
    };
    let asks = |requirement: &str| rule(&format!("require = [{requirement}]"));
    let first = "rule[0].require[0]";
    let glob = |id: &str, text: &str| {
        let mut case = refused(
            (
                id,
                "A pattern that is none is refused, not read in another way",
            ),
            &["5.5"],
            &[("policy", "invalid_value", "paths.secure[0]")],
        );
        case.policy = policy_with(&format!("paths = {{ secure = ['{text}'] }}"), PEER);
        case
    };
    let freeze = |from: &str, to: &str, id: &str| {
        format!(
            "\n[[freeze]]\nid = \"{id}\"\nwhy = \"The gala.\"\nfrom = \"{from}\"\nto = \"{to}\"\n"
        )
    };
    let frozen = rule("when = { frozen = true }\nforbid = \"freeze\"");
    let (day, next) = ("2026-03-10T00:00:00Z", "2026-03-11T00:00:00Z");
    vec![
        of(
            "s50-count-of-zero",
            "A count of nobody is refused",
            &asks("{ approvals = 0 }"),
            "threshold_zero",
            "rule[0].require[0].approvals",
        ),
        of(
            "s49-empty-all",
            "All of nothing says nothing",
            &when("all = []"),
            "empty_list",
            "rule[0].when.all",
        ),
        of(
            "s49-empty-any",
            "Any of nothing says nothing",
            &when("any = []"),
            "empty_list",
            "rule[0].when.any",
        ),
        of(
            "s49-empty-condition",
            "A condition says something",
            &when(""),
            "empty_condition",
            "rule[0].when",
        ),
        of(
            "s49-empty-not",
            "Not nothing is everything: refused",
            &when("not = {}"),
            "empty_condition",
            "rule[0].when.not",
        ),
        of(
            "s49-empty-environments",
            "No environment is not every one",
            &when("environment = []"),
            "empty_list",
            "rule[0].when.environment",
        ),
        of(
            "s49-empty-kinds",
            "No kind is not every one",
            &when("kind = []"),
            "empty_list",
            "rule[0].when.kind",
        ),
        of(
            "s49-empty-tiers",
            "No tier is not every one",
            &when("tier = []"),
            "empty_list",
            "rule[0].when.tier",
        ),
        of(
            "tier-zero",
            "Tiers start at 1",
            &when("tier = 0"),
            "tier_zero",
            "rule[0].when.tier",
        ),
        of(
            "s49-empty-selector",
            "An approver like nobody in particular is refused",
            &asks("{ approvals = 1, from = {} }"),
            "empty_selector",
            "rule[0].require[0].from",
        ),
        of(
            "s49-empty-issuers",
            "Issuers that are nobody are refused",
            &asks("{ evidence = \"tests\", issuers = { only = [] } }"),
            "empty_list",
            "rule[0].require[0].issuers",
        ),
        of(
            "s49-empty-evidence",
            "No check is not every one",
            &asks("{ evidence = [], issuers = \"rostered\" }"),
            "empty_list",
            "rule[0].require[0].evidence",
        ),
        of(
            "evidence-without-issuers",
            "A check says whose word counts",
            &asks("{ evidence = \"tests\" }"),
            "no_issuers",
            first,
        ),
        of(
            "requirement-of-nothing",
            "A requirement asks for something",
            &asks("{ name = \"nothing\" }"),
            "wrong_requirement",
            first,
        ),
        of(
            "requirement-of-two-sorts",
            "And for one thing",
            &asks("{ approvals = 1, must = { kind = \"docs\" } }"),
            "wrong_requirement",
            first,
        ),
        of(
            "requirement-from-without-people",
            "Who signs goes with a count of people",
            &asks("{ must = { kind = \"docs\" }, from = { team = \"security\" } }"),
            "wrong_requirement",
            first,
        ),
        of(
            "requirement-issuers-without-evidence",
            "Issuers go with a check",
            &asks("{ approvals = 1, issuers = \"rostered\" }"),
            "wrong_requirement",
            first,
        ),
        of(
            "rule-of-nothing",
            "A rule requires or refuses",
            &rule("when = { tier = 1 }"),
            "wrong_rule",
            "rule[0]",
        ),
        of(
            "rule-of-both",
            "And not both",
            &rule("forbid = \"no\"\nrequire = [{ approvals = 1 }]"),
            "wrong_rule",
            "rule[0]",
        ),
        of(
            "forbid-without-a-reason",
            "Who refuses says why",
            &rule("forbid = \"no\"").replace("A rule.", " "),
            "no_why",
            "rule[0].why",
        ),
        of(
            "s60-two-rules-of-one-name",
            "A rule stands once: the last does not win",
            &format!("{PEER}{PEER}"),
            "duplicate_id",
            "rule[1]",
        ),
        of(
            "rule-named-floor",
            "The floor of a policy is no rule's name",
            &rule("forbid = \"no\"").replace("\"rule\"", "\"floor\""),
            "duplicate_id",
            "rule[0]",
        ),
        of(
            "polarity-involvement-not",
            "A rule cannot apply for want of AI",
            &when("not = { involvement = { atLeast = \"assisted\" } }"),
            "wrong_polarity",
            "rule[0].when.not.involvement",
        ),
        of(
            "polarity-involvement-must",
            "Nothing can have to be made by AI",
            &asks("{ must = { involvement = { atLeast = \"generated\" } } }"),
            "wrong_polarity",
            "rule[0].require[0].must.involvement",
        ),
        of(
            "polarity-mark-must",
            "A label cannot be what lets a change through",
            &asks("{ must = { marked = \"frozen\" } }"),
            "wrong_polarity",
            "rule[0].require[0].must.marked",
        ),
        of(
            "polarity-failed-not",
            "A rule cannot end with a failure",
            &when("any = [{ not = { failed = \"tests\" } }]"),
            "wrong_polarity",
            "rule[0].when.any[0].not.failed",
        ),
        of(
            "involvement-none",
            "Every change has at least no involvement",
            &when("involvement = { atLeast = \"none\" }"),
            "vacuous",
            "rule[0].when.involvement",
        ),
        with(
            "ttl-too-long",
            "No decision speaks for more than a day",
            "decisionTtl = { elsewhere = \"25h\" }",
            "ttl_too_long",
            "decisionTtl.elsewhere",
        ),
        with(
            "s49-empty-place",
            "A place of no paths is refused",
            "paths = { secure = [] }",
            "empty_list",
            "paths.secure",
        ),
        with(
            "lift-without-people",
            "Lifting a veto takes people",
            "vetoLift = { must = { kind = \"docs\" } }",
            "wrong_requirement",
            "vetoLift",
        ),
        with(
            "floor-of-zero",
            "The floor of a policy asks for somebody",
            "floor = [{ approvals = 0 }]",
            "threshold_zero",
            "floor[0].approvals",
        ),
        with(
            "scope-of-nothing",
            "The scope of a policy says something",
            "where = {}",
            "empty_condition",
            "where",
        ),
        of(
            "freeze-backwards",
            "A freeze ends after it begins",
            &format!("{}{frozen}", freeze(next, day, "gala")),
            "empty_window",
            "freeze[0]",
        ),
        of(
            "freeze-of-no-time",
            "A freeze of no time is none",
            &format!("{}{frozen}", freeze(day, day, "gala")),
            "empty_window",
            "freeze[0]",
        ),
        of(
            "freeze-twice",
            "A freeze stands once",
            &format!(
                "{}{}{frozen}",
                freeze(day, next, "gala"),
                freeze(day, next, "gala")
            ),
            "duplicate_id",
            "freeze[1]",
        ),
        of(
            "freeze-that-nothing-asks-about",
            "A freeze that no rule asks about would freeze nothing",
            &format!("{}{PEER}", freeze(day, next, "gala")),
            "unused_freeze",
            "freeze[0]",
        ),
        glob("s39-glob-absolute", "/secure/**"),
        glob("s39-glob-two-stars-in-a-name", "secure/**.rs"),
        glob("s39-glob-braces", "secure/{a,b}"),
        glob("s39-glob-negation", "!secure/**"),
        glob("s39-glob-dot-dot", "docs/../secure/**"),
        glob("s39-glob-slash-at-the-end", "secure/"),
        glob("s39-glob-empty", ""),
        glob("s39-glob-backslash", "secure\\*"),
    ]
}

const HEAD: &str = "roster = \"foureyes/roster/v1\"\nid = \"acme\"\nversion = 4\nlevels = [\"junior\", \"senior\"]\n";

fn human(id: &str, members: &str) -> String {
    format!("\n[[principal]]\nid = \"{id}\"\nkind = \"human\"\n{members}\n")
}

fn key_of(name: &str) -> String {
    key(&keys::public(name).to_string())
}

fn key(public: &str) -> String {
    format!("[[principal.key]]\npublic = \"{public}\"\nscheme = \"ed25519\"\n")
}

/// A key of these bytes.
fn point(bytes: &[u8]) -> String {
    let mut wire = Vec::new();
    for part in [b"ssh-ed25519".as_slice(), bytes] {
        wire.extend_from_slice(&u32::try_from(part.len()).unwrap_or_default().to_be_bytes());
        wire.extend_from_slice(part);
    }
    key(&format!("ssh-ed25519 {}", Base64::encode_string(&wire)))
}

/// Rosters that do not hold together (7, 9.5).
fn rosters() -> Vec<Case> {
    let of = |id: &str, title: &str, rest: &str, faults: Faults<'_>| {
        let mut case = refused((id, title), &["7", "7.5", "9.5"], faults);
        case.roster_text = Some(Document::Toml(format!("{HEAD}{rest}")));
        case
    };
    let one = |id: &str, title: &str, rest: &str, code: &str, path: &str| {
        of(id, title, rest, &[("roster acme", code, path)])
    };
    let read = |id: &str, title: &str, rest: &str, code: &str, path: &str| {
        of(id, title, rest, &[("roster", code, path)])
    };
    // The point of order 1, and y = p + 1 in its stead: the second is the first, spelt beyond the field.
    let mut identity = [0; 32];
    if let Some(first) = identity.first_mut() {
        *first = 1;
    }
    let mut beyond = [0xff; 32];
    for (slot, byte) in [(0, 0xee), (31, 0x7f)] {
        if let Some(place) = beyond.get_mut(slot) {
            *place = byte;
        }
    }
    let mut no_levels = one(
        "s49-no-levels",
        "A roster has levels",
        "",
        "empty_list",
        "levels",
    );
    no_levels.roster_text = Some(Document::Toml(
        HEAD.replace("[\"junior\", \"senior\"]", "[]"),
    ));
    let hardware = key(&keys::hardware("carol"));
    vec![
        one(
            "s60-principal-twice",
            "Somebody stands once",
            &(human("carol", "") + &human("carol", "")),
            "duplicate_id",
            "principal[1]",
        ),
        read(
            "s40-principal-in-capitals",
            "Ids are lower case, so that none differ in case alone",
            &human("Carol", ""),
            "invalid_value",
            "principal[0].id",
        ),
        read(
            "s40-principal-homoglyph",
            "Ids are ASCII, so that none look alike",
            &human("сarol", ""),
            "invalid_value",
            "principal[0].id",
        ),
        one(
            "account-of-two",
            "An account is one person's",
            &(human("carol", "accounts = [\"login:c\"]")
                + &human("dave", "accounts = [\"login:c\"]")),
            "duplicate_account",
            "principal[1].accounts[0]",
        ),
        one(
            "s40-account-of-two-by-case",
            "Accounts that differ in case alone are one account to some platform",
            &(human("carol", "accounts = [\"login:carol\"]")
                + &human("dave", "accounts = [\"login:Carol\"]")),
            "duplicate_account",
            "principal[1].accounts[0]",
        ),
        read(
            "account-without-a-platform",
            "An account says of which platform it is",
            &human("carol", "accounts = [\"carol\"]"),
            "invalid_value",
            "principal[0].accounts[0]",
        ),
        one(
            "roster-unknown-level",
            "A level is one of the list",
            &human("carol", "level = \"staff\""),
            "unknown_level",
            "principal[0].level",
        ),
        one(
            "roster-unknown-team",
            "A team is one of the list",
            &human("carol", "teams = [\"security\"]"),
            "unknown_team",
            "principal[0].teams[0]",
        ),
        one(
            "roster-unknown-parent",
            "A team is within one of the list",
            "\n[[team]]\nid = \"appsec\"\nwithin = [\"security\"]\n",
            "unknown_team",
            "team[0]",
        ),
        of(
            "team-circle",
            "A team is not within itself, by however many steps",
            "\n[[team]]\nid = \"a\"\nwithin = [\"b\"]\n[[team]]\nid = \"b\"\nwithin = [\"a\"]\n",
            &[
                ("roster acme", "team_circle", "team[0]"),
                ("roster acme", "team_circle", "team[1]"),
            ],
        ),
        one(
            "s60-team-twice",
            "A team stands once",
            "\n[[team]]\nid = \"a\"\n[[team]]\nid = \"a\"\n",
            "duplicate_id",
            "team[1]",
        ),
        one(
            "s60-service-twice",
            "A service stands once: neither tier wins",
            "\n[[service]]\nid = \"a\"\ntier = 1\n[[service]]\nid = \"a\"\ntier = 3\n",
            "duplicate_id",
            "service[1]",
        ),
        one(
            "service-of-tier-zero",
            "Tiers start at 1, for services too",
            "\n[[service]]\nid = \"a\"\ntier = 0\n",
            "tier_zero",
            "service[0].tier",
        ),
        one(
            "service-of-nobody-known",
            "An owner is somebody of the roster",
            "\n[[service]]\nid = \"a\"\nowners = [\"carol\"]\n",
            "unknown_principal",
            "service[0].owners[0]",
        ),
        one(
            "service-of-no-team",
            "An owning team is one of the roster",
            "\n[[service]]\nid = \"a\"\nownerTeams = [\"sre\"]\n",
            "unknown_team",
            "service[0].ownerTeams[0]",
        ),
        one(
            "operator-is-an-agent",
            "An agent works for a person",
            "\n[[principal]]\nid = \"a\"\nkind = \"agent\"\noperator = \"b\"\n[[principal]]\nid = \"b\"\nkind = \"agent\"\n",
            "operator_not_human",
            "principal[0].operator",
        ),
        one(
            "operator-is-nobody",
            "Of the roster",
            "\n[[principal]]\nid = \"a\"\nkind = \"agent\"\noperator = \"b\"\n",
            "unknown_principal",
            "principal[0].operator",
        ),
        one(
            "operator-of-a-person",
            "A person has no operator",
            &(human("carol", "operator = \"dave\"") + &human("dave", "")),
            "operator_not_agent",
            "principal[0].operator",
        ),
        no_levels,
        one(
            "key-of-two",
            "A key is one person's",
            &(human("carol", &key_of("carol")) + &human("dave", &key_of("carol"))),
            "duplicate_key_bytes",
            "principal[1].key[0]",
        ),
        one(
            "key-twice",
            "A key stands once",
            &human("carol", &(key_of("carol") + &key_of("carol"))),
            "duplicate_key_bytes",
            "principal[0].key[1]",
        ),
        of(
            "key-in-two-schemes",
            "The same bytes as a key of hardware are the same key",
            &human("carol", &(key_of("carol") + &hardware)),
            &[
                ("roster acme", "duplicate_key_bytes", "principal[0].key[1]"),
                ("roster acme", "scheme_mismatch", "principal[0].key[1]"),
            ],
        ),
        one(
            "key-of-small-order",
            "A key of small order signs anything",
            &human("carol", &point(&identity)),
            "bad_key",
            "principal[0].key[0]",
        ),
        one(
            "key-beyond-the-field",
            "A key is spelt in one way",
            &human("carol", &point(&beyond)),
            "bad_key",
            "principal[0].key[0]",
        ),
        read(
            "key-too-short",
            "A key has 32 bytes",
            &human("carol", &point(&[7; 31])),
            "invalid_value",
            "principal[0].key[0].public",
        ),
        read(
            "key-of-another-sort",
            "A key is Ed25519",
            &human("carol", &key("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQC7")),
            "invalid_value",
            "principal[0].key[0].public",
        ),
        read(
            "key-without-a-scheme",
            "A key says how it signs",
            &human(
                "carol",
                &key_of("carol").replace("scheme = \"ed25519\"\n", ""),
            ),
            "missing_field",
            "principal[0].key[0]",
        ),
        read(
            "roster-unknown-field",
            "A misspelt member would be forgotten",
            &human("carol", "stauts = \"former\""),
            "unknown_field",
            "principal[0]",
        ),
    ]
}

/// Changes that cannot be read; `decide` makes a refusal of each (3.3).
fn changes() -> Vec<Case> {
    let text = Case::new("", "", &[]).subject().to_json();
    let raw = |id: &str, title: &str, from: &str, to: &str, code: &str, path: &str| {
        let mut case = refused((id, title), &["3.3", "10"], &[("change", code, path)]);
        assert!(text.contains(from), "{id}: {from}");
        case.raw_change = Some(ChangeInput::Raw {
            raw: text.replace(from, to),
        });
        case
    };
    let mut bytes = refused(
        ("change-not-utf-8", "A change that is no text is none"),
        &["3.3"],
        &[("change", "syntax", "")],
    );
    bytes.raw_change = Some(ChangeInput::RawBase64 {
        raw_base64: Base64::encode_string(b"{\"change\":\"\xff\"}"),
    });
    let live = "\"live\":{";
    vec![
        bytes,
        raw(
            "change-cut",
            "Half a change is none",
            "\"live\"",
            "\"live",
            "syntax",
            "",
        ),
        raw(
            "change-duplicate-key",
            "A member stands once",
            live,
            "\"live\":{},\"live\":{",
            "duplicate_key",
            "",
        ),
        raw(
            "change-unknown-field",
            "A fact that nobody knows is not passed over",
            live,
            "\"live\":{\"approved\":true,",
            "unknown_field",
            "live",
        ),
        raw(
            "change-own-digest",
            "The digest of a change is never handed in",
            live,
            "\"changeDigest\":\"sha256:00\",\"live\":{",
            "unknown_field",
            "",
        ),
        raw(
            "change-fact-without-origin",
            "A fact says who vouches for it",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":false",
            "wrong_type",
            "seen.destructive",
        ),
        raw(
            "change-fact-of-two-origins",
            "And only once",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":{\"collected\":false,\"declared\":true}",
            "wrong_type",
            "seen.destructive",
        ),
        raw(
            "change-fact-null",
            "Not known is left out",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":null",
            "wrong_type",
            "seen.destructive",
        ),
        raw(
            "change-fact-of-null",
            "Not known is no value",
            "\"destructive\":{\"collected\":false}",
            "\"destructive\":{\"collected\":null}",
            "wrong_type",
            "seen.destructive.collected",
        ),
        raw(
            "change-list-without-a-word",
            "A list says whether it is whole",
            "\"marks\":{\"whole\":[]}",
            "\"marks\":[]",
            "wrong_type",
            "live.marks",
        ),
        raw(
            "s48-short-ref",
            "A short name could be a branch or a tag",
            "refs/heads/main",
            "main",
            "invalid_value",
            "exact.targetRef",
        ),
        raw(
            "s34-digest-cut",
            "A digest has all its digits",
            "\"sha256\":\"8d",
            "\"sha256\":\"",
            "invalid_value",
            "exact.subjects[1].digest",
        ),
        raw(
            "s34-digest-of-nothing",
            "A subject has a digest",
            "\"sha256\":\"8d9001d32c6a703d95921a77115050f33dd823d3f1730bd35215dcbecad6dc20\"",
            "",
            "invalid_value",
            "exact.subjects[1].digest",
        ),
        raw(
            "change-subject-twice",
            "A subject stands once",
            "\"name\":\"shop\"",
            "\"name\":\"commit\"",
            "duplicate",
            "exact",
        ),
        raw(
            "change-commit-twice",
            "A commit stands once",
            "\"commits\":{\"whole\":[",
            "\"commits\":{\"whole\":[\"d0f631ca1ddba8db3bcfcb9e057cdc98d0379f1b\",",
            "duplicate",
            "exact",
        ),
        raw(
            "change-unknown-action",
            "What is about to happen is one of four things",
            "\"action\":\"deploy\"",
            "\"action\":\"ship\"",
            "unknown_word",
            "exact.action",
        ),
        raw(
            "change-foreign-commit",
            "Who took part in a commit names one of the change",
            "\"role\":\"author\"",
            "\"role\":\"author\",\"commits\":[\"0000000000000000000000000000000000000000\"]",
            "foreign_commit",
            "live",
        ),
        raw(
            "change-time-with-a-zone",
            "Instants are UTC, to the second",
            live,
            "\"live\":{\"requestedAt\":{\"collected\":\"2026-03-10T12:00:00+01:00\"},",
            "invalid_value",
            "live.requestedAt.collected",
        ),
        raw(
            "change-tier-over-a-byte",
            "A tier is a small number",
            "\"seen\":{",
            "\"seen\":{\"tiers\":{\"whole\":[256]},",
            "invalid_value",
            "seen.tiers.whole[0]",
        ),
    ]
}

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
