//! Attacks on authorship, facts and authority: C1–C8, C10.

use foureyes::change::Basis::{Asserted, Authenticated};
use foureyes::change::ParticipantRole::{Author, CoAuthor};
use foureyes::change::{Credential, PlanState};
use foureyes::fact::{Fact, Listed};
use foureyes::id::Mark;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::{HELD, PEERS, case};
use crate::case::{Case, PEER, participant, path, policy_with};
use crate::is;
use crate::vector::Document;

pub(super) fn cases() -> Vec<Case> {
    [authors(), facts(), provenance()].concat()
}

/// The built-in profile, with a change that has no plan and was made with a credential of its own.
fn signoff(c: &mut Case) {
    c.change.live.credential = Fact::Collected(Credential::Issued);
    c.policy = Document::Profile("senior-signoff".to_owned());
    c.change.live.plan = Fact::Collected(PlanState::None);
}

const NO_SENIOR: &str = "hold approvals_missing senior-signoff/ai-senior-signoff/approvals:1";
const SENIORS: &str = "senior-signoff/ai-senior-signoff/approvals:1";
const REVIEW: &str = "senior-signoff/peer-review/approvals:1";

pub(super) fn only(c: &mut Case, who: &str, basis: foureyes::change::Basis) {
    c.change.live.participants = Listed::Whole(vec![participant(who, Author, basis)]);
}

fn authors() -> Vec<Case> {
    vec![
        case(
            "c01-author-under-another-address",
            "Whoever commits under an address that nobody knows and then signs is one person of two",
            &["7.4"],
            &["C1", "S6", "policy-bot#1263"],
            |c| {
                only(c, "email:carol@home.example", Asserted);
                c.approve("carol");
                c.hold(&[HELD]);
                c.notes(&["unresolved email:carol@home.example"]);
                c.counted(&[(PEERS, "carol")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "c02-author-says-senior",
            "A git header that names a senior does not make the author one",
            &["5.3", "7.3"],
            &["C2"],
            |c| {
                signoff(c);
                only(c, "email:carol@example.org", Asserted);
                c.approve("erin");
                c.hold(&[NO_SENIOR]);
                c.counted(&[(REVIEW, "erin")]);
                c.missing(&["frank"]);
            },
        ),
        case(
            "c02-author-is-senior",
            "A senior whose identity was checked needs a peer, not a senior",
            &["7.3"],
            &["C2"],
            |c| {
                signoff(c);
                only(c, "login:carol", Authenticated);
                c.approve("erin");
                c.allow();
                c.counted(&[(REVIEW, "erin")]);
            },
        ),
        case(
            "c02-senior-co-author-added",
            "A senior named as co-author does not raise the author",
            &["7.3"],
            &["C2"],
            |c| {
                signoff(c);
                c.took_part("email:dave@example.org", CoAuthor, Asserted);
                c.approve("erin");
                c.hold(&[NO_SENIOR]);
                c.counted(&[(REVIEW, "erin")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c02-asserted-identity-believed",
            "A policy may believe git headers, by name: the decision says so",
            &["5.3", "7.3"],
            &["C2"],
            |c| {
                let members = "trust = { authorIdentity = \"asserted\" }\nunmatched = \"allow\"";
                let rule = r#"
[[rule]]
id = "junior"
why = "A senior's change needs nobody here."
when = { author = { below = "senior" } }
require = [{ approvals = 1 }]
"#;
                c.policy = policy_with(members, rule);
                only(c, "email:carol@example.org", Asserted);
                c.allow();
                c.expect.because = Some("no_rule".to_owned());
                c.notes(&["identity_asserted"]);
            },
        ),
    ]
}

/// Under the profile and without a signature, a senior is missing.
fn in_production(id: &str, title: &str, environment: Fact<foureyes::id::Environment>) -> Case {
    case(id, title, &["5.3", "5.4", "9.2"], &["C3"], |c| {
        signoff(c);
        c.change.exact.environment = environment;
        c.hold(&[NO_SENIOR]);
        c.missing(&["carol"]);
    })
}

fn facts() -> Vec<Case> {
    let two = |when: &str| {
        format!(
            r#"
[[rule]]
id = "peer"
why = "One other person for what is dangerous."
when = {{ {when} }}
require = [{{ approvals = 1 }}]
"#
        )
    };
    vec![
        in_production(
            "c03-environment-declared",
            "Somebody who takes part cannot say production away",
            Fact::Declared(is("staging")),
        ),
        in_production(
            "c03-environment-misspelt",
            "An environment that nobody has heard of could be production",
            Fact::Collected(is("prodution")),
        ),
        in_production(
            "c03-environment-alias",
            "A declared alias of production is production",
            Fact::Collected(is("prod")),
        ),
        in_production(
            "c03-environment-unknown",
            "Where the environment is not known it could be production",
            Fact::Unknown,
        ),
        case(
            "c03-environment-collected",
            "An environment that the embedding system has found is believed",
            &["5.3"],
            &["C3"],
            |c| {
                signoff(c);
                c.change.exact.environment = Fact::Collected(is("staging"));
                c.allow();
                c.expect.because = Some("no_rule".to_owned());
            },
        ),
        case(
            "c03-destructive-declared-away",
            "A declared `not destructive` switches no rule off",
            &["5.3", "9.2"],
            &["C3"],
            |c| {
                c.policy = policy_with("unmatched = \"allow\"", &two("destructive = true"));
                c.change.seen.destructive = Fact::Declared(false);
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c03-tier-declared-away",
            "The tier is the strictest: what is declared adds to what the paths say",
            &["5.2"],
            &["C3"],
            |c| {
                c.policy = policy_with("unmatched = \"allow\"", &two("tier = 1"));
                c.change.exact.paths = Listed::Whole(vec![path("ledger/post.rs")]);
                c.change.seen.tiers = Listed::Whole(vec![3]);
                c.hold(&[HELD]);
                c.missing(&["dave"]);
            },
        ),
        case(
            "c03-service-misspelt",
            "A service that is in no catalogue could be the one that a rule is about",
            &["5.4", "9.2"],
            &["C3"],
            |c| {
                c.policy = policy_with("unmatched = \"allow\"", &two("service = \"ledger\""));
                c.change.seen.services = Listed::Whole(vec![is("legder")]);
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c03-mark-misspelt",
            "A mark that nobody has declared could be the one that forbids",
            &["5.4", "9.2"],
            &["C3", "H8"],
            |c| {
                c.rules(&format!(
                    "{PEER}\n[[rule]]\nid = \"frozen\"\nwhy = \"Frozen.\"\nwhen = {{ marked = \"frozen\" }}\nforbid = \"frozen\"\n"
                ));
                c.change.live.marks = Listed::Whole(vec![is::<Mark>("frozn")]);
                c.approve("carol");
                c.hold(&["hold fact_needed acme/frozen/frozen"]);
                c.counted(&[(PEERS, "carol")]);
            },
        ),
    ]
}

fn provenance() -> Vec<Case> {
    let generated = |c: &mut Case, ask: &str| {
        let rule = PEER.replace("require", &format!("when = {{ {ask} }}\nrequire"));
        c.policy = policy_with("unmatched = \"allow\"", &rule);
    };
    let claim = |c: &mut Case, involvement| {
        let claim = Claim::new(involvement, ClaimBasis::Declared);
        c.change.live.claims = Listed::Whole(vec![claim]);
    };
    let at_least = "involvement = { atLeast = \"generated\" }";
    vec![
        case(
            "c08-no-claim-is-no-proof",
            "A change without any claim could have been written by an AI",
            &["6.1"],
            &["C8", "S78"],
            |c| {
                signoff(c);
                c.approve("erin");
                c.hold(&[NO_SENIOR]);
                c.counted(&[(REVIEW, "erin")]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c08-signed-by-a-senior",
            "A senior's signature serves both the senior's rule and the peer's",
            &["9.4"],
            &["S57"],
            |c| {
                signoff(c);
                c.approve("carol");
                c.allow();
                c.counted(&[(SENIORS, "carol"), (REVIEW, "carol")]);
            },
        ),
        case(
            "c08-lesser-claim-lowers-nothing",
            "An unsigned claim of little help from an AI rules out no more of it",
            &["6.1"],
            &["C8"],
            |c| {
                generated(c, at_least);
                claim(c, Involvement::Assisted);
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c08-claim-of-none-lowers-nothing",
            "An unsigned claim of no AI at all is no proof of it",
            &["6.1", "6.2"],
            &["C8", "S78"],
            |c| {
                generated(c, at_least);
                claim(c, Involvement::None);
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
        case(
            "c08-presumption-is-named",
            "A policy may presume that no AI took part, by name: the decision says so",
            &["6.1"],
            &["C8"],
            |c| {
                let rule = PEER.replace("require", &format!("when = {{ {at_least} }}\nrequire"));
                let members = "unmatched = \"allow\"\nprovenance = { presume = \"none\" }";
                c.policy = policy_with(members, &rule);
                c.allow();
                c.expect.because = Some("no_rule".to_owned());
                c.notes(&["presumed"]);
            },
        ),
        case(
            "c10-service-alone",
            "A service that was authenticated and wrote alone used no AI",
            &["6.2"],
            &["C10"],
            |c| {
                generated(c, at_least);
                only(c, "login:ci", Authenticated);
                c.allow();
                c.expect.because = Some("no_rule".to_owned());
            },
        ),
        case(
            "c10-human-on-the-service-s-branch",
            "A person's commit beside the service's could be an AI's",
            &["6.2"],
            &["C10"],
            |c| {
                generated(c, at_least);
                c.took_part("login:ci", Author, Authenticated);
                c.hold(&[HELD]);
                c.missing(&["carol"]);
            },
        ),
    ]
}
