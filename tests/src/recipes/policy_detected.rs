//! What detection finds, under the built-in profile (semantics 6.1, 6.2, 6.4).

use foureyes::change::{Credential, PlanState};
use foureyes::detect::{CommitText, Identity, commit};
use foureyes::fact::{Fact, Listed};

use super::policy_authorship::{DENIAL, bob, sign};
use crate::case::Case;
use crate::vector::Document;

const NO_SENIOR: &str = "hold approvals_missing senior-signoff/ai-senior-signoff/approvals:1";
const REVIEW: &str = "senior-signoff/peer-review/approvals:1";

/// The claims that detection finds in a message of Bob's are those of the change.
fn detect(c: &mut Case, message: &str) {
    let bob = Identity {
        name: "Bob".to_owned(),
        email: "bob@example.org".to_owned(),
    };
    let found = commit(&CommitText {
        message: message.as_bytes(),
        author: &bob,
        committer: &bob,
    });
    c.change.live.claims = Listed::Whole(found.claims);
}

/// A peer has approved a commit of Bob's; a senior is asked for wherever an AI may have advised.
pub(super) fn cases() -> Vec<Case> {
    let ask = |id: &str, title: &str, needs_senior: bool, edit: fn(&mut Case)| {
        let mut case = Case::new(id, title, &["6.1", "6.2", "6.4"]);
        case.change.live.credential = Fact::Collected(Credential::Issued);
        case.policy = Document::Profile("senior-signoff".to_owned());
        case.change.live.plan = Fact::Collected(PlanState::None);
        edit(&mut case);
        case.approve("erin");
        case.counted(&[(REVIEW, "erin")]);
        if needs_senior {
            case.hold(&[NO_SENIOR]);
            case.missing(&["carol"]);
        } else {
            case.allow();
        }
        case
    };
    let mut worded = ask(
        "detected-heuristic-and-signed",
        "A claim from words alone tightens, whatever the trailer and the signature say",
        true,
        |c| {
            let message = "Fix the cart\n\nGenerated with Claude Code.\n\nAssisted-by: none\n";
            detect(c, message);
            sign(c, message, &bob());
        },
    );
    worded.notes(&["provenance_conflict"]);
    vec![
        ask(
            "detected-nothing-and-signed",
            "Nothing was found, and the author's signature says that no AI took part",
            false,
            |c| {
                detect(c, DENIAL);
                sign(c, DENIAL, &bob());
            },
        ),
        ask(
            "detected-no-ai-trailer-unsigned",
            "A trailer that says that no AI took part does nothing without a signature",
            true,
            |c| detect(c, DENIAL),
        ),
        worded,
    ]
}
