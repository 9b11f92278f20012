//! Who serves what.

use crate::case::Case;
use foureyes::change::{Basis, ParticipantRole};

use super::policy::{RULE_COUNT, RULE_MISSING, rule};

/// Who serves what (9.3, 9.4).
pub(super) fn cases() -> Vec<Case> {
    let case = |id: &str, title: &str, requirements: &str, signers: &[&str]| {
        let mut case = Case::new(id, title, &["9.3", "9.4"]);
        case.rules(&rule(&format!("require = [{requirements}]")));
        for signer in signers {
            case.approve(signer);
        }
        case
    };
    let including = "{ approvals = 2, including = [{ level = { atLeast = \"senior\" } }] }";
    let two = "acme/rule/approvals:2";
    let mut member = case(
        "including-is-a-member-of-the-count",
        "Two, one of them a senior: a senior and anybody",
        including,
        &["carol", "erin"],
    );
    member.allow();
    member.counted(&[(two, "carol"), (two, "erin")]);
    let mut nobody = case(
        "including-nobody-like-that",
        "Two, one of them a senior: two who are none are not enough",
        including,
        &["erin", "henry"],
    );
    let mut henry = nobody.clone();
    henry.statements.clear();
    henry.roster.of("henry");
    henry.approve("erin");
    henry.approve("henry");
    nobody = henry;
    nobody.hold(&["hold approvals_missing acme/rule/approvals:2"]);
    nobody.counted(&[(two, "erin"), (two, "henry")]);
    nobody.missing(&["carol"]);
    let mut both = case(
        "including-two-members-in-one",
        "One person may be several members of one count",
        "{ approvals = 2, including = [{ level = { atLeast = \"senior\" } }, { owns = \"service\" }] }",
        &["carol", "erin"],
    );
    both.allow();
    both.counted(&[(two, "carol"), (two, "erin")]);
    let mut apart = case(
        "two-requirements-two-people",
        "Two requirements of a rule take two people, where one could serve both",
        "{ approvals = 1, name = \"senior\", from = { level = { atLeast = \"senior\" } } }, { approvals = 1, name = \"peer\" }",
        &["carol"],
    );
    apart.hold(&["hold approvals_missing acme/rule/peer"]);
    apart.counted(&[("acme/rule/senior", "carol")]);
    apart.missing(&["frank"]);
    let greedy = "{ approvals = 1, name = \"senior\", from = { level = { atLeast = \"senior\" } } }, { approvals = 1, name = \"owner\", from = { owns = \"service\" } }";
    let mut exact = case(
        "s57-exact-where-greedy-fails",
        "Carol fits both requirements and Dave the first: who goes where is found, whoever comes first",
        greedy,
        &["carol", "dave"],
    );
    exact.allow();
    exact.counted(&[("acme/rule/owner", "carol"), ("acme/rule/senior", "dave")]);
    exact.expect.counted = [("acme/rule/senior", "dave"), ("acme/rule/owner", "carol")]
        .map(|(one, other)| (one.to_owned(), other.to_owned()))
        .to_vec();
    let mut chain = case(
        "s57-a-chain-of-three",
        "Three requirements and three people, each of whom has to move",
        "{ approvals = 1, name = \"any\" }, { approvals = 1, name = \"senior\", from = { level = { atLeast = \"senior\" } } }, { approvals = 1, name = \"owner\", from = { owns = \"service\" } }",
        &["carol", "dave", "erin"],
    );
    chain.allow();
    chain.counted(&[
        ("acme/rule/any", "erin"),
        ("acme/rule/senior", "dave"),
        ("acme/rule/owner", "carol"),
    ]);
    let mut missing = case(
        "missing-moves-people-too",
        "Who is missing is found by moving those who have signed",
        greedy,
        &["carol"],
    );
    missing.hold(&["hold approvals_missing acme/rule/owner"]);
    missing.counted(&[("acme/rule/senior", "carol")]);
    missing.missing(&["frank"]);
    let mut many = case(
        "s50-more-than-there-are",
        "A count above the people that exist holds, and says so",
        "{ approvals = 4294967295 }",
        &["carol"],
    );
    many.hold(&[
        "hold approvals_missing acme/rule/approvals:4294967295",
        "hold unsatisfiable acme/rule/approvals:4294967295",
    ]);
    many.counted(&[("acme/rule/approvals:4294967295", "carol")]);
    let mut gone = case(
        "s49-everybody-has-left",
        "A team that everybody has left approves nothing by that",
        "{ approvals = 1, from = { team = \"security\" } }",
        &["carol"],
    );
    gone.roster.of("dave").former = true;
    gone.roster.of("grace").former = true;
    gone.hold(&[RULE_MISSING, "hold unsatisfiable acme/rule/approvals:1"]);
    gone.ignored(&[("not_eligible", "carol")]);
    let executor = "{ approvals = 1, from = { not = \"executor\" } }";
    let runs = |case: &mut Case| {
        case.took_part(
            "login:carol",
            ParticipantRole::Executor,
            Basis::Authenticated,
        );
    };
    let mut separate = case(
        "executor-where-excluded",
        "Whoever carries a change out does not count where a rule says so",
        executor,
        &[],
    );
    runs(&mut separate);
    separate.approve("carol");
    separate.hold(&[RULE_MISSING]);
    separate.ignored(&[("not_eligible", "carol")]);
    separate.missing(&["frank"]);
    let mut same = case(
        "executor-elsewhere",
        "Carrying a change out is not taking part in it",
        "{ approvals = 1 }",
        &[],
    );
    runs(&mut same);
    same.approve("carol");
    same.allow();
    same.counted(&[(RULE_COUNT, "carol")]);
    vec![
        member, nobody, both, apart, exact, chain, missing, many, gone, separate, same,
    ]
}
