//! Who took part, and who is a person: peers S3–S16.

use foureyes::change::Basis::{Asserted, Authenticated};
use foureyes::change::ParticipantRole::{
    Author, CoAuthor, Committer, Executor, Operator, Pusher, Requester,
};
use foureyes::fact::Listed;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};
use foureyes::statement::Statement;

use super::{HELD, PEERS, case};
use crate::case::{Case, SENIOR, TWO, commit, participant};
use crate::is;
use crate::roster::{Key, Principal};

pub(super) fn cases() -> Vec<Case> {
    [one_person(), excluded(), machines()].concat()
}

fn one_person() -> Vec<Case> {
    vec![
        case(
            "s03-two-keys-one-person",
            "Two approvals of one person under two keys are one person",
            &["7.1", "8.2"],
            &["S3", "CVE-2020-6174", "CVE-2020-15093"],
            |c| {
                c.rules(TWO);
                c.roster.of("carol").keys.push(Key::of("carol-desk"));
                c.approve("carol");
                let mut second = c.approval("carol");
                second.signer = Case::signer_with("carol", "carol-desk");
                c.sign("carol-desk", Statement::Approve(second));
                c.hold(&["hold approvals_missing acme/two/approvals:2"]);
                c.counted(&[("acme/two/approvals:2", "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "s04-one-key-two-people",
            "A roster in which two people have the same key is refused",
            &["7.5", "9.5"],
            &["S4", "S5"],
            |c| {
                c.roster.of("erin").keys = vec![Key::of("carol")];
                c.error("roster acme", "duplicate_key_bytes", "principal[2].key[0]");
            },
        ),
        case(
            "s06-second-account",
            "The author's approval does not count, whichever of her accounts wrote the change",
            &["7.1", "7.2"],
            &["S6"],
            |c| {
                c.roster.of("carol").accounts.push("login:c2".to_owned());
                c.authors(&["login:c2"]);
                c.approve("carol");
                c.hold(&[HELD]);
                c.ignored(&[("participant", "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "s14-id-in-upper-case",
            "An id with an upper-case letter is refused, not folded",
            &["7"],
            &["S14"],
            |c| {
                c.roster.principals.push(Principal {
                    accounts: Vec::new(),
                    keys: Vec::new(),
                    ..Principal::human("Carol", "senior")
                });
                c.error("roster", "invalid_value", "principal[8].id");
            },
        ),
        case(
            "s14-accounts-differ-in-case",
            "Two people whose accounts differ in nothing but case are refused",
            &["7"],
            &["S14"],
            |c| {
                let account = "login:Carol".to_owned();
                c.roster.of("erin").accounts.push(account);
                c.error(
                    "roster acme",
                    "duplicate_account",
                    "principal[2].accounts[1]",
                );
            },
        ),
    ]
}

/// One participant besides Bob, who approves and does not count.
fn took_part(id: &str, title: &str, shows: &[&str], build: impl FnOnce(&mut Case)) -> Case {
    case(id, title, &["7.2", "8.2"], shows, |c| {
        build(c);
        c.approve("carol");
        c.hold(&[HELD]);
        c.ignored(&[("participant", "carol")]);
        c.missing(&["frank"]);
    })
}

fn excluded() -> Vec<Case> {
    let email = "email:carol@example.org";
    vec![
        took_part(
            "s08-co-author-approves",
            "A co-author named in a trailer took part and does not count",
            &["S8"],
            |c| c.took_part(email, CoAuthor, Asserted),
        ),
        took_part(
            "s08-email-in-upper-case",
            "An address that differs in nothing but case is the same person's",
            &["S8", "S14"],
            |c| c.took_part("email:Carol@Example.ORG", CoAuthor, Asserted),
        ),
        took_part(
            "s09-committer-approves",
            "Whoever committed somebody else's work took part and does not count",
            &["S9"],
            |c| c.took_part(email, Committer, Asserted),
        ),
        took_part(
            "s09-pusher-approves",
            "Whoever pushed took part and does not count",
            &["S9"],
            |c| c.took_part("login:carol", Pusher, Authenticated),
        ),
        took_part(
            "s09-requester-approves",
            "Whoever opened the request took part and does not count",
            &["S9"],
            |c| c.took_part("login:carol", Requester, Authenticated),
        ),
        took_part(
            "s11-author-of-one-commit",
            "The author of any commit took part, wherever it stands in the history",
            &["S11"],
            |c| {
                let commits = ["c1", "c2", "c3"];
                c.change.exact.commits = Listed::Whole(commits.map(commit).to_vec());
                let mut carol = participant("login:carol", Author, Authenticated);
                carol.commits = vec![commit("c2")];
                let bob = participant("login:bob", Author, Authenticated);
                c.change.live.participants = Listed::Whole(vec![bob, carol]);
            },
        ),
        took_part(
            "s07-claim-names-operator",
            "The person behind an AI, as a claim names her, took part",
            &["S7"],
            |c| {
                let mut claim = Claim::new(Involvement::Generated, ClaimBasis::Declared);
                claim.operator = Some(is(email));
                c.change.live.claims = Listed::Whole(vec![claim]);
            },
        ),
        took_part(
            "s07-operator-participates",
            "The operator of an AI took part",
            &["S7"],
            |c| c.took_part("login:carol", Operator, Authenticated),
        ),
        case(
            "s07-operator-of-agent",
            "The person whom the roster names as the operator of an agent took part in what it wrote",
            &["6.5", "7.2"],
            &["S7"],
            |c| {
                c.grant();
                c.authors(&["login:robo"]);
                c.approve("bob");
                c.hold(&[HELD]);
                c.ignored(&[("participant", "bob")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "s07-agent-without-operator",
            "A change of an agent that works for nobody known is held",
            &["6.5"],
            &["S7", "M12"],
            |c| {
                c.roster.of("robo").operator = None;
                c.grant();
                c.authors(&["login:robo"]);
                c.approve("carol");
                c.hold(&["hold fact_needed robo"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "executor-may-approve",
            "Whoever carries a change out did not take part in it",
            &["7.2", "9.3"],
            &["M6"],
            |c| {
                c.took_part("login:carol", Executor, Authenticated);
                c.approve("carol");
                c.allow();
                c.counted(&[(PEERS, "carol")]);
            },
        ),
        case(
            "executor-excluded-by-rule",
            "Where a rule says so, whoever carries a change out does not count",
            &["9.3"],
            &["M6"],
            |c| {
                c.rules(
                    r#"
[[rule]]
id = "peer"
why = "Somebody else than the one who runs it."
require = [{ approvals = 1, from = { not = "executor" } }]
"#,
                );
                c.took_part("login:carol", Executor, Authenticated);
                c.approve("carol");
                c.hold(&[HELD]);
                c.ignored(&[("not_eligible", "carol")]);
                c.missing(&["frank"]);
            },
        ),
    ]
}

fn machines() -> Vec<Case> {
    vec![
        case(
            "s15-service-signs",
            "A service is no person: its approval does not count",
            &["8.2"],
            &["S15", "hmarr/auto-approve-action#217"],
            |c| {
                c.approve("ci");
                c.hold(&[HELD]);
                c.ignored(&[("not_a_person", "ci")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "s15-agent-signs",
            "An agent is no person: its approval does not count, though it took no part",
            &["6.4", "8.2"],
            &["S15"],
            |c| {
                c.approve("robo");
                c.hold(&[HELD]);
                c.ignored(&[("not_a_person", "robo")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "s16-level-is-asked-of-each",
            "Where a senior is asked for, a mid-level engineer does not count",
            &["8.2", "9.3"],
            &["S16"],
            |c| {
                c.rules(SENIOR);
                c.approve("erin");
                c.hold(&["hold approvals_missing acme/senior/approvals:1"]);
                c.ignored(&[("not_eligible", "erin")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "s16-no-level-is-the-lowest",
            "Somebody without a level is below every level",
            &["8.2", "9.3"],
            &["S16"],
            |c| {
                c.rules(&SENIOR.replace("\"senior\" }", "\"junior\" }"));
                c.roster.of("erin").level = None;
                c.approve("erin");
                c.hold(&["hold approvals_missing acme/senior/approvals:1"]);
                c.ignored(&[("not_eligible", "erin")]);
                c.missing(&["carol"]);
            },
        ),
    ]
}
