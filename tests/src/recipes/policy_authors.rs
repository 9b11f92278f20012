//! Conditions on who wrote a change.

use crate::case::{self, Case, policy_with};
use foureyes::change::{Basis, Participant, ParticipantRole};
use foureyes::fact::Listed;

use super::policy::{RULE_COUNT, RULE_MISSING, applies, goes, rule, when};

/// Conditions on who wrote it (7.3).
pub(super) fn cases() -> Vec<Case> {
    let below = "author = { below = \"senior\" }";
    let by = |id: &str, title: &str, who: &str, basis, members: &str| {
        let mut case = Case::new(id, title, &["7.3"]);
        case.policy = policy_with(&format!("unmatched = \"allow\"\n{members}"), &when(below));
        case.change.live.participants =
            Listed::Whole(vec![case::participant(who, ParticipantRole::Author, basis)]);
        case
    };
    let believed = "trust = { authorIdentity = \"asserted\" }";
    let mut senior = by(
        "author-senior-authenticated",
        "A senior whose identity is checked is a senior",
        "login:dave",
        Basis::Authenticated,
        "",
    );
    goes(&mut senior);
    let mut claimed = by(
        "author-senior-asserted",
        "Writing a senior's address into a commit makes nobody a senior",
        "email:dave@example.org",
        Basis::Asserted,
        "",
    );
    applies(&mut claimed);
    let mut trusted = by(
        "author-senior-believed",
        "A policy may believe addresses in commits, and the decision says so",
        "email:dave@example.org",
        Basis::Asserted,
        believed,
    );
    goes(&mut trusted);
    trusted.notes(&["identity_asserted"]);
    let mut junior = by(
        "author-least-favourable",
        "Of several authors the lowest level counts, also if it is only asserted",
        "login:dave",
        Basis::Authenticated,
        "",
    );
    junior.took_part(
        "email:bob@example.org",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    applies(&mut junior);
    let mut speaks = junior.clone().renamed(
        "author-asserted-makes-no-rule-speak",
        "An author whom nobody has checked does not make a rule of a change that no rule speaks of",
    );
    speaks.policy = policy_with("", &when(below));
    speaks.approve("carol");
    speaks.hold(&["hold no_rule"]);
    speaks.counted(&[(RULE_COUNT, "carol")]);
    speaks.missing(&[]);
    let mut helped = by(
        "author-not-raised-by-a-co-author",
        "A senior as co-author does not raise the author",
        "login:bob",
        Basis::Authenticated,
        "",
    );
    helped.took_part(
        "email:dave@example.org",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    applies(&mut helped);
    let mut agent = by(
        "author-agent-is-its-operator",
        "An agent is of the level of the person it works for",
        "login:robo",
        Basis::Authenticated,
        "",
    );
    agent.grant();
    applies(&mut agent);
    let mut second = by(
        "author-in-any-order",
        "Every author is looked at: when to ask again does not depend on their order",
        "login:bob",
        Basis::Authenticated,
        "",
    );
    second.took_part(
        "login:erin",
        ParticipantRole::CoAuthor,
        Basis::Authenticated,
    );
    second.roster.of("erin").level = Some(("senior", Some("2026-03-10T12:05:00Z")));
    applies(&mut second);
    second.recheck_by("2026-03-10T12:05:00Z");
    let above = rule("require = [{ approvals = 1, from = { level = \"above-author\" } }]");
    let mut higher = Case::new(
        "above-author",
        "Above the author's level is not at it",
        &["7.3", "9.3"],
    );
    higher.rules(&above);
    higher.approve("erin");
    higher.hold(&[RULE_MISSING]);
    higher.ignored(&[("not_eligible", "erin")]);
    higher.missing(&["carol"]);
    let mut met = higher
        .clone()
        .renamed("above-author-met", "A senior is above a mid-level engineer");
    met.statements.clear();
    met.approve("carol");
    met.allow();
    met.expect.reasons.clear();
    met.ignored(&[]);
    met.missing(&[]);
    met.counted(&[(RULE_COUNT, "carol")]);
    let mut highest = higher.clone().renamed(
        "above-author-above-each",
        "Above the author's level is above that of each author",
    );
    highest.statements.clear();
    highest.authors(&["login:bob", "login:dave"]);
    highest.approve("carol");
    highest.ignored(&[("not_eligible", "carol")]);
    highest.missing(&["frank"]);
    let mut nobody = higher.clone().renamed(
        "above-author-of-an-asserted-one",
        "Nobody is known to be above an author whose identity nobody has checked",
    );
    nobody.statements.clear();
    nobody.change.live.participants = Listed::Whole(vec![case::participant(
        "email:bob@example.org",
        ParticipantRole::Author,
        Basis::Asserted,
    )]);
    nobody.approve("frank");
    nobody.hold(&[RULE_MISSING, "hold unsatisfiable acme/rule/approvals:1"]);
    nobody.ignored(&[("not_eligible", "frank")]);
    nobody.missing(&[]);
    let mut cases = exempted();
    cases.extend([
        senior, claimed, trusted, junior, speaks, helped, agent, second, higher, met, highest,
        nobody,
    ]);
    cases
}

/// What lets a change through because of who wrote it: another way to meet a rule than an approval.
fn exempted() -> Vec<Case> {
    let by = |id: &str, title: &str, who: Listed<Participant>| {
        let mut case = Case::new(id, title, &["7.3", "9.4"]);
        let below = "{ must = { author = { below = \"senior\" } } }";
        case.rules(&rule(&format!(
            "require = [{{ anyOf = [{{ approvals = 1 }}, {below}] }}]"
        )));
        case.change.live.participants = who;
        case
    };
    let author =
        |who, basis| Listed::Whole(vec![case::participant(who, ParticipantRole::Author, basis)]);
    let mut bob = by(
        "author-exempt-below",
        "Where only people below a senior wrote it, and that is known, it goes",
        author("login:bob", Basis::Authenticated),
    );
    bob.allow();
    let mut dave = by(
        "author-exempt-senior",
        "Where a senior wrote it this way is closed, and nobody is asked for it",
        author("login:dave", Basis::Authenticated),
    );
    dave.hold(&[RULE_MISSING]);
    dave.missing(&["carol"]);
    let mut written = by(
        "author-exempt-asserted",
        "An address in a commit makes nobody somebody who is below a senior",
        author("email:bob@example.org", Basis::Asserted),
    );
    written.hold(&[RULE_MISSING, "hold must_not_met acme/rule/must"]);
    written.missing(&["carol"]);
    let mut unknown = by(
        "author-exempt-nobody-known",
        "Where it is not known who took part the way is open, and not taken",
        Listed::Absent,
    );
    unknown.hold(&[
        RULE_MISSING,
        "hold commit_unattributed d0f631ca1ddba8db3bcfcb9e057cdc98d0379f1b",
        "hold list_partial live.participants",
        "hold must_not_met acme/rule/must",
    ]);
    unknown.missing(&["carol"]);
    vec![bob, dave, written, unknown]
}
