//! Who counts, and who does not.

use foureyes::change::{Basis, ParticipantRole};

use crate::case::{Case, SENIOR, TWO};
use crate::roster::Key;

pub(super) fn cases() -> Vec<Case> {
    vec![
        s01_left(),
        s03_two_keys(),
        s08_co_author(),
        s10_unresolved(),
        s16_level_of_each(),
    ]
}

fn s01_left() -> Case {
    let mut case = Case::new(
        "s01-signer-has-left",
        "An approval of somebody who left before go-live does not count",
        &["7.2", "8.2"],
    );
    case.approve("dave");
    case.roster.of("dave").former = true;
    case.hold(&["hold approvals_missing acme/peer/approvals:1"]);
    case.ignored(&[("signer_left", "dave")]);
    case.missing(&["carol"]);
    case
}

fn s03_two_keys() -> Case {
    let mut case = Case::new(
        "s03-two-keys-one-person",
        "Two approvals of one person under two keys are one person",
        &["7.1", "8.2"],
    );
    case.rules(TWO);
    case.roster.of("carol").keys.push(Key::of("carol-desk"));
    case.approve("carol");
    let mut second = case.approval("carol");
    second.signer = Case::signer_with("carol", "carol-desk");
    case.sign(
        "carol-desk",
        foureyes::statement::Statement::Approve(second),
    );
    case.hold(&["hold approvals_missing acme/two/approvals:2"]);
    case.counted(&[("acme/two/approvals:2", "carol")]);
    case.missing(&["frank"]);
    case
}

fn s08_co_author() -> Case {
    let mut case = Case::new(
        "s08-co-author-approves",
        "A co-author named in a trailer took part and does not count",
        &["7.2", "8.2"],
    );
    case.took_part(
        "email:carol@example.org",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    case.approve("carol");
    case.hold(&["hold approvals_missing acme/peer/approvals:1"]);
    case.ignored(&[("participant", "carol")]);
    case.missing(&["frank"]);
    case
}

fn s10_unresolved() -> Case {
    let mut case = Case::new(
        "s10-unresolved-raises",
        "Somebody who resolves to nobody could be any of the signers: one more is needed",
        &["7.4"],
    );
    case.took_part(
        "email:m@elsewhere.example",
        ParticipantRole::CoAuthor,
        Basis::Asserted,
    );
    case.approve("carol");
    case.hold(&["hold approvals_missing acme/peer/approvals:1"]);
    case.notes(&["unresolved email:m@elsewhere.example"]);
    case.counted(&[("acme/peer/approvals:1", "carol")]);
    case.missing(&["frank"]);
    case
}

fn s16_level_of_each() -> Case {
    let mut case = Case::new(
        "s16-level-is-asked-of-each",
        "Where a senior is asked for, a mid-level engineer does not count",
        &["8.2", "9.3"],
    );
    case.rules(SENIOR);
    case.approve("erin");
    case.hold(&["hold approvals_missing acme/senior/approvals:1"]);
    case.ignored(&[("not_eligible", "erin")]);
    case.missing(&["carol"]);
    case
}
