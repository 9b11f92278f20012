//! What to look at, chosen by what the change is. Each question is one that some known outage has answered too late.

use std::collections::BTreeSet;

use super::{Brief, Check};
use crate::change::{Blast, Kind, Rollout};
use crate::fact::Fact;
use crate::id::Code;
use crate::provenance::Involvement;

/// More lines than anybody reads well.
const MANY_LINES: u64 = 400;

/// Words in a resource or path that speak of capacity.
const CAPACITY: [&str; 6] = [
    "autoscal",
    "capacity",
    "instance_group",
    "node_pool",
    "replica",
    "scaling",
];

/// Returns the checks for a change, with those that the policy asks for. `names` are its resources and paths.
pub(crate) fn choose(brief: &Brief, names: &[String], required: &BTreeSet<Code>) -> Vec<Check> {
    let mut checks: Vec<Check> = offered(brief, names)
        .into_iter()
        .filter_map(|(code, question, because)| {
            let code: Code = code.parse().ok()?;
            Some(Check {
                required: required.contains(&code),
                question: question.to_owned(),
                because: because.to_owned(),
                code,
            })
        })
        .collect();
    let known: BTreeSet<Code> = checks.iter().map(|check| check.code.clone()).collect();
    checks.extend(required.difference(&known).map(|code| Check {
        code: code.clone(),
        question: "Is this so?".to_owned(),
        because: "the policy asks for it".to_owned(),
        required: true,
    }));
    checks
}

/// Code, question, and why it is asked.
fn offered(brief: &Brief, names: &[String]) -> Vec<(&'static str, &'static str, &'static str)> {
    let is = |kind| brief.kinds.contains(&kind);
    let destroys = brief.destructive.trusted() != Some(&false);
    let claims = |rung| brief.involvement.claimed.contains(&rung);
    let wide = brief
        .blast
        .trusted()
        .is_none_or(|blast| *blast >= Blast::Zone);
    let scales = names.iter().any(|name| {
        let name = name.to_ascii_lowercase();
        CAPACITY.iter().any(|word| name.contains(word))
    });
    let table = [
        (
            is(Kind::Policy),
            "gate_change",
            "What can pass the gate afterwards that cannot pass it now?",
            "it touches what controls the gate",
        ),
        (
            destroys,
            "destruction_reviewed",
            "What exactly is destroyed, and are these the right ones?",
            "it destroys something, or could",
        ),
        (
            destroys && brief.reversible.trusted() != Some(&true),
            "restore_proven",
            "Has the restore been tried, with data of today, and how long did it take?",
            "what it destroys cannot be undone, or nobody knows",
        ),
        (
            destroys || is(Kind::Ops),
            "dry_run_read",
            "What did the dry run say would be touched?",
            "a command does what it says, not what was meant",
        ),
        (
            brief.destructive == Fact::Collected(false)
                && brief.reversible.trusted() != Some(&true),
            "way_back",
            "Where is the way back, has it been tried, and is it as quick as the way there?",
            "it is not known that it can be undone",
        ),
        (
            wide || brief.rollout.trusted() != Some(&Rollout::Staged),
            "reach_known",
            "How far can this reach before anybody can stop it?",
            "it reaches far or everywhere at once, or nobody knows",
        ),
        (
            scales || is(Kind::Ops),
            "peak_load",
            "Does what remains hold at the next peak, and while it restarts?",
            "it changes how much there is of something",
        ),
        (
            is(Kind::Config) || is(Kind::Data),
            "payload_validated",
            "Was this very payload checked for schema, size, blanks and limits, as code would be?",
            "configuration and data travel faster than code",
        ),
        (
            is(Kind::Iam),
            "permission_needed",
            "Does this identity need to be able to do this?",
            "it changes who may do what",
        ),
        (
            is(Kind::Dependency),
            "origin_checked",
            "Is what comes in what was meant, by digest, and who has it from where?",
            "it brings in the work of others",
        ),
        (
            claims(Involvement::Advised),
            "source_fresh",
            "When was the instruction last verified, and by whom?",
            "a person carries out what an AI advised",
        ),
        (
            claims(Involvement::Autonomous),
            "authority_meant",
            "Whose authority is used, and was it meant for this task?",
            "an AI acted by itself",
        ),
        (
            brief.claims.iter().any(|claim| claim.rationale.is_some()),
            "does_what_it_says",
            "Does the change do what the AI says, and nothing else?",
            "the AI has said what it was doing",
        ),
        (
            brief.lines.is_none_or(|lines| lines > MANY_LINES),
            "read_whole",
            "Did you read all of it, or can it be split?",
            "it is large, or nobody knows how large",
        ),
    ];
    table
        .into_iter()
        .filter(|(applies, ..)| *applies)
        .map(|(_, code, question, because)| (code, question, because))
        .collect()
}
