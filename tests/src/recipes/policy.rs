//! What rules ask, and how they stand together.

use crate::case::{self, Case, PEER, policy_with};
use crate::is;
use foureyes::change::Credential;
use foureyes::fact::{Fact, Listed};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = together();
    cases.extend(unmatched());
    cases.extend(forbidden());
    cases
}

const PEER_MISSING: &str = "hold approvals_missing acme/peer/approvals:1";

pub(super) const PEER_COUNT: &str = "acme/peer/approvals:1";

pub(super) const RULE_MISSING: &str = "hold approvals_missing acme/rule/approvals:1";

pub(super) const RULE_COUNT: &str = "acme/rule/approvals:1";

/// One rule, `rule`, with these further members.
pub(super) fn rule(members: &str) -> String {
    format!("\n[[rule]]\nid = \"rule\"\nwhy = \"A rule.\"\n{members}\n")
}

/// One rule that asks for one person where the condition holds; nothing else is asked.
pub(super) fn when(condition: &str) -> String {
    rule(&format!(
        "when = {{ {condition} }}\nrequire = [{{ approvals = 1 }}]"
    ))
}

/// Nothing is asked where no rule applies.
pub(super) fn open(rules: &str) -> crate::vector::Document {
    policy_with("unmatched = \"allow\"", rules)
}

/// The one rule applies: it takes somebody.
pub(super) fn applies(case: &mut Case) {
    case.hold(&[RULE_MISSING]);
    case.missing(&["carol"]);
}

/// No rule applies.
pub(super) fn goes(case: &mut Case) {
    case.allow();
    case.expect.because = Some("no_rule".to_owned());
}

const SECURITY: &str = r#"
[[rule]]
id = "security"
why = "Two of security have looked at this place."
when = { touches = "src" }
require = [{ approvals = 2, from = { team = "security" } }]
"#;

/// Every rule that applies must be met (principle 3).
fn together() -> Vec<Case> {
    let mut both = Case::new(
        "s56-two-rules-of-one-path",
        "Two rules that apply must both be met: no order, no last match",
        &["9", "9.4"],
    );
    both.rules(&format!(
        "{PEER}{}",
        when("service = \"checkout\"").replace(
            "approvals = 1",
            "approvals = 1, from = { role = \"policy_owner\" }"
        )
    ));
    both.approve("carol");
    both.hold(&[RULE_MISSING]);
    both.counted(&[(PEER_COUNT, "carol")]);
    both.missing(&["frank"]);
    let mut general = Case::new(
        "s54-general-beside-specific",
        "A rule for everything does not take the place of the rule for a place",
        &["9", "11.3"],
    );
    let src = "paths = { src = [\"checkout/**\"] }";
    general.policy = policy_with(src, &format!("{PEER}{SECURITY}"));
    general.approve("carol");
    general.hold(&["hold approvals_missing acme/security/approvals:2"]);
    general.counted(&[(PEER_COUNT, "carol")]);
    general.missing(&["dave", "grace"]);
    let mut order = general.clone().renamed(
        "s54-specific-beside-general",
        "Nor does it where it stands after that rule",
    );
    order.policy = policy_with(src, &format!("{SECURITY}{PEER}"));
    let mut none = general.clone().renamed(
        "s55-nobody-has-signed",
        "Being asked for is not having signed: a count over a team counts signatures",
    );
    none.statements.clear();
    none.hold(&["hold approvals_missing acme/security/approvals:2"]);
    none.counted(&[]);
    let mut one = Case::new(
        "s57-one-approval-two-rules",
        "One approval may serve two rules",
        &["9.4"],
    );
    one.rules(&format!(
        "{PEER}{}",
        rule("require = [{ approvals = 1, from = { level = { atLeast = \"senior\" } } }]")
    ));
    one.approve("carol");
    one.allow();
    one.counted(&[(PEER_COUNT, "carol"), (RULE_COUNT, "carol")]);
    let mut covered = one.clone().renamed(
        "s57-covered-by-the-stricter",
        "Of two unmet requirements of which one asks for all of the other, the stricter is told",
    );
    covered.statements.clear();
    covered.counted(&[]);
    covered.hold(&[RULE_MISSING]);
    covered.missing(&["carol"]);
    let mut twins = covered.clone().renamed(
        "s57-twins-do-not-hide-each-other",
        "Of two equal unmet requirements one is told, not none",
    );
    twins.rules(&format!("{PEER}{}", rule("require = [{ approvals = 1 }]")));
    twins.hold(&[PEER_MISSING]);
    let mut among = covered.clone().renamed(
        "s57-covered-by-one-of-several",
        "What one of several requirements of another rule asks for too is told there, whichever rule comes first",
    );
    let senior = "{ approvals = 1, from = { level = { atLeast = \"senior\" } } }";
    let first = rule(&format!("require = [{senior}]")).replace("id = \"rule\"", "id = \"first\"");
    let several = rule(&format!("require = [{senior}, {{ approvals = 1 }}]"));
    among.rules(&format!("{first}{several}"));
    among.hold(&[RULE_MISSING, RULE_MISSING]);
    among.missing(&["carol", "frank"]);
    let mut floor = Case::new(
        "floor-beside-a-weaker-rule",
        "A weaker rule does not silence the floor of the policy",
        &["9", "11.3"],
    );
    floor.policy = policy_with("floor = [{ approvals = 2 }]", PEER);
    floor.approve("carol");
    floor.hold(&["hold approvals_missing acme/floor/approvals:2"]);
    floor.counted(&[("acme/floor/approvals:2", "carol"), (PEER_COUNT, "carol")]);
    floor.missing(&["frank"]);
    let mut base = Case::new(
        "extends-only-adds",
        "What a document extends asks on top of it",
        &["9.11"],
    );
    base.policy = policy_with("extends = [\"common\"]", PEER);
    base.change.live.marks = Listed::Whole(vec![is("frozen")]);
    base.change.live.credential = Fact::Collected(Credential::Issued);
    base.change.live.plan = Fact::Collected(foureyes::change::PlanState::None);
    base.approve("carol");
    base.deny(&["deny forbidden common/freeze/freeze"]);
    base.counted(&[(PEER_COUNT, "carol")]);
    vec![
        both, general, order, none, one, covered, twins, among, floor, base,
    ]
}

/// What happens where no rule speaks (9, H7).
pub(super) fn unmatched() -> Vec<Case> {
    let staging = |id: &str, title: &str, members: &str| {
        let mut case = Case::new(id, title, &["9", "11.3"]);
        case.policy = policy_with(members, &when("environment = \"staging\""));
        case.approve("carol");
        case
    };
    let mut hold = staging(
        "s51-no-rule-matches",
        "Where no rule speaks and the policy is silent, nothing goes",
        "",
    );
    hold.hold(&["hold no_rule"]);
    let mut allow = staging(
        "s51-no-rule-matches-and-that-is-fine",
        "Where no rule speaks and the policy says so, everything goes",
        "unmatched = \"allow\"",
    );
    goes(&mut allow);
    let mut unknown = staging(
        "s51-a-rule-that-may-match",
        "A rule that may apply speaks: an environment that is not known is not another one",
        "unmatched = \"allow\"",
    );
    unknown.statements.clear();
    unknown.change.exact.environment = Fact::Unknown;
    applies(&mut unknown);
    unknown.recheck_by("2026-03-10T12:15:00Z");
    let mut empty = Case::new(
        "s52-policy-without-rules",
        "A policy without rules lets nothing through",
        &["9"],
    );
    empty.rules("");
    empty.approve("carol");
    empty.hold(&["hold no_rule"]);
    let mut scope = Case::new(
        "where-is-the-scope-of-every-rule",
        "A rule applies where its document does",
        &["9"],
    );
    scope.policy = policy_with(
        "unmatched = \"allow\"\nwhere = { environment = \"production\" }\nfloor = [{ approvals = 1 }]",
        PEER,
    );
    scope.change.exact.environment = Fact::Collected(is("staging"));
    goes(&mut scope);
    let mut inside = scope.clone().renamed(
        "where-unknown-is-inside",
        "What may be in the scope of a document is",
    );
    inside.change.exact.environment = Fact::Declared(is("staging"));
    inside.hold(&["hold approvals_missing acme/floor/approvals:1"]);
    inside.missing(&["carol"]);
    let cut = |id: &str, title: &str, condition: &str| {
        let mut case = Case::new(id, title, &["5.7", "9.0"]);
        case.policy = policy_with("paths = { shop = [\"checkout/**\"] }", &when(condition));
        let mut path = case::path("checkout/cart.rs");
        (path.added, path.removed) = (Some(3), Some(1));
        case.change.exact.paths = Listed::Partial(vec![path]);
        case.approve("carol");
        case.hold(&["hold list_partial exact.paths", "hold no_rule"]);
        case.counted(&[("acme/rule/approvals:1", "carol")]);
        case
    };
    let cut = [
        cut(
            "cut-place-makes-no-rule-speak",
            "A path of a list that was cut does not make a rule speak",
            "touches = \"shop\"",
        ),
        cut(
            "cut-lines-make-no-rule-speak",
            "Lines of a list that was cut do not make a rule speak",
            "lines = { atLeast = 2 }",
        ),
    ];
    let mut cases = vec![hold, allow, unknown, empty, scope, inside];
    cases.extend(cut);
    cases
}

/// Rules that refuse (9.2, H8).
pub(super) fn forbidden() -> Vec<Case> {
    let stop = |id: &str, title: &str, condition: &str, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["4", "9.2"]);
        let forbid = rule(&format!("when = {{ {condition} }}\nforbid = \"stop\""));
        case.rules(&format!("{PEER}{forbid}"));
        edit(&mut case);
        case.approve("carol");
        case.counted(&[(PEER_COUNT, "carol")]);
        case
    };
    let borrowed = "credential = [\"borrowed\", \"notIssued\"]";
    let mut yes = stop(
        "s53-forbid-beats-approval",
        "Nobody's approval cures what a rule refuses",
        borrowed,
        |case| case.change.live.credential = Fact::Collected(Credential::Borrowed),
    );
    yes.deny(&["deny forbidden acme/rule/stop"]);
    let mut declared = stop(
        "s53-forbid-on-anyones-word",
        "A declared value is enough to refuse",
        borrowed,
        |case| case.change.live.credential = Fact::Declared(Credential::NotIssued),
    );
    declared.deny(&["deny forbidden acme/rule/stop"]);
    let mut unknown = stop(
        "s59-forbid-that-is-not-known",
        "What may be refused is held until the fact is known, neither refused nor let through",
        borrowed,
        |_| {},
    );
    unknown.hold(&["hold fact_needed acme/rule/stop"]);
    let mut claimed = stop(
        "s59-forbid-that-is-denied-by-word",
        "A declared value is not enough not to refuse",
        borrowed,
        |case| case.change.live.credential = Fact::Declared(Credential::Issued),
    );
    claimed.hold(&["hold fact_needed acme/rule/stop"]);
    let mut no = stop(
        "s53-forbid-that-is-not-so",
        "What is known not to be refused is not",
        borrowed,
        |case| case.change.live.credential = Fact::Collected(Credential::Issued),
    );
    no.allow();
    let mut half = stop(
        "s59-half-of-a-forbid",
        "One false part settles a condition, whatever is not known beside it",
        "credential = \"borrowed\", service = \"ledger\"",
        |_| {},
    );
    half.allow();
    let mut either = stop(
        "s59-either-part-of-a-forbid",
        "One true part settles `any`, whatever is not known beside it",
        "any = [{ credential = \"borrowed\" }, { service = \"checkout\" }]",
        |_| {},
    );
    either.deny(&["deny forbidden acme/rule/stop"]);
    vec![yes, declared, unknown, claimed, no, half, either]
}
