//! What agents may take part in (6.5).

use foureyes::change::Credential;
use foureyes::fact::{Fact, Listed};

use super::{PEERS, case};
use crate::case::{Case, path};

const NOT_GRANTED: &str = "agent_not_granted robo";

/// Carol approves what Bob's agent wrote, with grants for both.
fn agent(id: &str, title: &str, outcome: &[&str], edit: fn(&mut Case)) -> Case {
    case(id, title, &["6.5"], &["M12"], |c| {
        c.authors(&["login:robo"]);
        c.grant();
        edit(c);
        c.approve("carol");
        match outcome {
            [] => c.allow(),
            [reason, ..] if reason.starts_with("deny") => c.deny(outcome),
            _ => c.hold(outcome),
        }
        c.counted(&[(PEERS, "carol")]);
    })
}

pub(super) fn cases() -> Vec<Case> {
    [grants(), credentials()].concat()
}

fn grants() -> Vec<Case> {
    let hold = format!("hold {NOT_GRANTED}");
    let deny = format!("deny {NOT_GRANTED}");
    vec![
        agent(
            "agent-granted",
            "An agent takes part in what the roster grants it and its operator",
            &[],
            |_| {},
        ),
        agent(
            "agent-without-grant",
            "An agent that is granted nothing takes part in nothing",
            &[&hold],
            |c| c.roster.of("robo").grants.clear(),
        ),
        agent(
            "agent-of-somebody-without-grant",
            "An agent acts with its own grant and its operator's: without the latter in nothing",
            &[&hold],
            |c| c.roster.of("bob").grants.clear(),
        ),
        agent(
            "agent-granted-elsewhere",
            "A grant for another environment is none",
            &[&deny],
            |c| c.roster.of("robo").grants = vec!["environments = [\"staging\", \"test\"]"],
        ),
        agent(
            "agent-of-somebody-granted-elsewhere",
            "What its operator may not let it do, an agent may not do",
            &[&deny],
            |c| c.roster.of("bob").grants = vec!["repositories = [\"https://example.org/other\"]"],
        ),
        agent(
            "agent-one-grant-of-several",
            "One grant that covers the change is enough",
            &[],
            |c| {
                c.roster.of("robo").grants = vec![
                    "environments = [\"staging\"]",
                    "environments = [\"production\"], services = [\"checkout\", \"ledger\"]",
                ];
            },
        ),
        agent(
            "agent-granted-other-parts",
            "Parts of two grants do not add up to one",
            &[&deny],
            |c| {
                c.roster.of("robo").grants = vec![
                    "environments = [\"production\"], services = [\"ledger\"]",
                    "environments = [\"staging\"], services = [\"checkout\"]",
                ];
            },
        ),
        agent(
            "agent-granted-service-and-more",
            "A change that touches more than the services of the grant is not covered",
            &[&deny],
            |c| {
                c.roster.of("robo").grants = vec!["services = [\"ledger\"]"];
                c.change.seen.services = Listed::Partial(vec![crate::is("ledger")]);
            },
        ),
        agent(
            "agent-granted-service-unknown",
            "Where it is not known which services are touched, more could be",
            &["hold fact_needed robo"],
            |c| {
                c.roster.of("robo").grants = vec!["services = [\"checkout\"]"];
                c.change.exact.paths =
                    Listed::Whole(vec![path("checkout/cart.rs"), path("nobodys.rs")]);
            },
        ),
        agent(
            "agent-granted-environment-declared",
            "A declared environment is no proof of the place",
            &["hold fact_needed robo"],
            |c| {
                c.roster.of("robo").grants = vec!["environments = [\"production\"]"];
                c.change.exact.environment = Fact::Declared(crate::is("production"));
            },
        ),
    ]
}

fn credentials() -> Vec<Case> {
    const UNKNOWN: &[&str] = &["hold fact_needed robo"];
    const FOREIGN: &[&str] = &["deny credential_not_issued robo"];
    vec![
        agent(
            "agent-credential-unknown",
            "Where it is not known what an agent's credential was issued for, the change is held",
            UNKNOWN,
            |c| c.change.live.credential = Fact::Unknown,
        ),
        agent(
            "agent-credential-declared",
            "Nobody's word says that the credential was issued for this",
            UNKNOWN,
            |c| c.change.live.credential = Fact::Declared(Credential::Issued),
        ),
        agent(
            "agent-credential-not-issued",
            "An agent that acts with a credential issued for something else is refused",
            FOREIGN,
            |c| c.change.live.credential = Fact::Collected(Credential::NotIssued),
        ),
        agent(
            "agent-credential-said-not-issued",
            "Anybody's word that the credential was issued for something else is enough",
            FOREIGN,
            |c| c.change.live.credential = Fact::Declared(Credential::NotIssued),
        ),
        agent(
            "agent-credential-borrowed",
            "A person's own credential, lent, is one that rules ask about",
            &[],
            |c| c.change.live.credential = Fact::Collected(Credential::Borrowed),
        ),
    ]
}
