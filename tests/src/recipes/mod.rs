//! The recipes of the stored vectors, area by area. Each says by hand what must come out.

mod attacks;
mod attacks_authority;
mod attacks_high;
mod attacks_published;
mod content;
mod content_judged;
mod content_shape;
mod content_squashed;
mod exempt_emergency;
mod exempt_envelope;
mod exempt_revert;
mod input;
mod input_changes;
mod input_names;
mod input_rosters;
mod input_rules;
mod input_text;
mod paths;
mod paths_gate;
mod paths_odd;
mod paths_owned;
mod paths_refused;
mod people;
mod people_agents;
mod people_changing;
mod people_unresolved;
mod policy;
mod policy_actors;
mod policy_authors;
mod policy_authorship;
mod policy_conditions;
mod policy_destroys;
mod policy_detected;
mod policy_documents;
mod policy_evidence;
mod policy_freezes;
mod policy_held;
mod policy_involvement;
mod policy_missing;
mod policy_people;
mod policy_signed;
mod policy_testimony;
mod policy_ways;
mod policy_words;
mod statements;
mod statements_authorship;
mod statements_back;
mod statements_bound;
mod statements_copies;
mod statements_delegated;
mod statements_envelope;
mod statements_fast;
mod statements_keys;
mod statements_lift;
mod statements_place;
mod statements_ssh;
mod statements_vouched;
mod statements_withdraw;
mod verdicts;
mod verdicts_transition;

use crate::case::Case;

/// Returns every recipe with its area.
pub fn all() -> Vec<(&'static str, Case)> {
    let areas = [
        ("content", scenarios(content::cases())),
        ("content", scenarios(content_squashed::cases())),
        ("content", scenarios(content_judged::cases())),
        ("content", scenarios(content_shape::cases())),
        ("input", scenarios(input::cases())),
        ("input", scenarios(input_text::cases())),
        ("input", scenarios(input_rules::cases())),
        ("input", scenarios(input_rosters::cases())),
        ("input", scenarios(input_names::cases())),
        ("input", scenarios(input_changes::cases())),
        ("paths", scenarios(paths::cases())),
        ("paths", scenarios(paths_odd::cases())),
        ("paths", scenarios(paths_gate::cases())),
        ("paths", scenarios(paths_owned::cases())),
        ("paths", scenarios(paths_refused::cases())),
        ("policy", scenarios(policy::cases())),
        ("policy", scenarios(policy_people::cases())),
        ("policy", scenarios(policy_missing::cases())),
        ("policy", scenarios(policy_conditions::cases())),
        ("policy", scenarios(policy_destroys::cases())),
        ("policy", scenarios(policy_detected::cases())),
        ("policy", scenarios(policy_involvement::cases())),
        ("policy", scenarios(policy_authors::cases())),
        ("policy", scenarios(policy_authorship::cases())),
        ("policy", scenarios(policy_signed::cases())),
        ("policy", scenarios(policy_evidence::cases())),
        ("policy", scenarios(policy_freezes::cases())),
        ("policy", scenarios(policy_held::cases())),
        ("policy", scenarios(policy_testimony::cases())),
        ("policy", scenarios(policy_words::cases())),
        ("policy", scenarios(policy_actors::cases())),
        ("policy", scenarios(policy_ways::cases())),
        ("policy", scenarios(policy_documents::cases())),
        ("exempt", exempt_emergency::cases()),
        ("exempt", exempt_envelope::cases()),
        ("exempt", exempt_revert::cases()),
        ("attacks", attacks::cases()),
        ("attacks", attacks_authority::cases()),
        ("attacks", attacks_high::cases()),
        ("attacks", attacks_published::cases()),
        ("people", people::cases()),
        ("people", people_agents::cases()),
        ("people", people_changing::cases()),
        ("people", people_unresolved::cases()),
        ("statements", statements::cases()),
        ("statements", statements_authorship::cases()),
        ("statements", statements_back::cases()),
        ("statements", statements_delegated::cases()),
        ("statements", statements_vouched::cases()),
        ("statements", statements_fast::cases()),
        ("statements", statements_envelope::cases()),
        ("statements", statements_keys::cases()),
        ("statements", statements_lift::cases()),
        ("statements", statements_place::cases()),
        ("statements", statements_bound::cases()),
        ("statements", statements_copies::cases()),
        ("statements", statements_ssh::cases()),
        ("statements", statements_withdraw::cases()),
        ("verdicts", verdicts::cases()),
        ("verdicts", verdicts_transition::cases()),
    ];
    areas
        .into_iter()
        .flat_map(|(area, cases)| cases.into_iter().map(move |case| (area, case)))
        .collect()
}

/// Names the scenario that a case shows where its id starts with the number of one, as in `s21-new-push`.
fn scenarios(mut cases: Vec<Case>) -> Vec<Case> {
    for case in &mut cases {
        let number = case.id().split('-').next().unwrap_or_default();
        let digits = number.strip_prefix('s').unwrap_or_default();
        if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) {
            let scenario = number.to_uppercase();
            case.shows(&[&scenario]);
        }
    }
    cases
}

/// Returns a case: its id, its title, the clauses and the known scenarios that it shows, and what makes it.
fn case(
    id: &str,
    title: &str,
    clauses: &[&str],
    shows: &[&str],
    build: impl FnOnce(&mut Case),
) -> Case {
    let mut case = Case::new(id, title, clauses);
    case.shows(shows);
    build(&mut case);
    case
}

/// The one reason of the usual policy.
const HELD: &str = "hold approvals_missing acme/peer/approvals:1";
/// The one requirement of the usual policy.
const PEERS: &str = "acme/peer/approvals:1";
