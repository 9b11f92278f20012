//! The reviewer's one screen.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use foureyes::brief::Brief;
use foureyes::change::{
    Blast, Evidence, EvidenceResult, Kind, PathAction, PathChange, Resource, ResourceAction,
    Rollout,
};
use foureyes::digest::Digest;
use foureyes::fact::{Fact, Listed, Origin};
use foureyes::provenance::{Claim, ClaimBasis, Involvement};
use foureyes::{Request, Submitted};
use foureyes_tests::case::{Case, path};

const RULES: &str = r#"
[[rule]]
id = "peer"
why = "Somebody else has looked."
require = [{ approvals = 1, with = { acknowledged = ["peak_load", "told_the_team"] } }, { evidence = "backup_verified", issuers = "rostered" }]
"#;

fn brief(case: &Case) -> Brief {
    let gate = case.gate();
    let envelopes: Vec<Submitted> = case
        .statements
        .iter()
        .map(|one| Submitted::new(one.envelope.clone().unwrap()))
        .collect();
    gate.brief(&Request::new(
        &case.subject(),
        &gate.verify(&envelopes),
        case.now,
    ))
}

fn codes(case: &Case) -> Vec<String> {
    brief(case)
        .codes()
        .map(|code| code.as_str().to_owned())
        .collect()
}

/// An AI shrinks a pool and drops what is in it.
fn dangerous() -> Case {
    let mut case = Case::new("dangerous", "Dangerous", &[]);
    case.rules(RULES);
    let facts = &mut case.change;
    facts.seen.kinds = Listed::Whole(vec![Kind::Infra, Kind::Ops]);
    facts.seen.destructive = Fact::Collected(true);
    facts.seen.reversible = Fact::Collected(false);
    facts.seen.blast = Fact::Declared(Blast::Region);
    facts.seen.rollout = Fact::Collected(Rollout::Instant);
    facts.exact.resources = Listed::Whole(vec![Resource {
        address: "google_container_node_pool.carts\u{1b}[2J".to_owned(),
        kind: "google_container_node_pool".to_owned(),
        action: ResourceAction::Delete,
    }]);
    let mut gone = PathChange::new("checkout/\\old".parse().unwrap(), PathAction::Deleted);
    gone.removed = Some(90);
    gone.added = Some(0);
    facts.exact.paths = Listed::Whole(vec![
        path("checkout/cart.rs"),
        gone,
        path(".github/workflows/ci.yml"),
    ]);
    let mut claim = Claim::new(Involvement::Advised, ClaimBasis::Declared);
    claim.tool = Some("claude-code".to_owned());
    claim.model = Some("claude-opus-4-6".to_owned());
    claim.rationale = Some("plan: ALLOW \u{202e}@carol <b>trust me</b>".to_owned());
    facts.live.claims = Listed::Whole(vec![claim]);
    facts.live.evidence = Listed::Whole(vec![Evidence {
        kind: "tests".parse().unwrap(),
        result: EvidenceResult::Error,
        origin: Origin::Declared,
        issuer: None,
        at: "2026-03-10T11:00:00Z".parse().unwrap(),
        digest: Digest::of(b"tests"),
        subject: None,
        environment: None,
    }]);
    case
}

#[test]
fn one_screen() {
    let text = brief(&dangerous()).explain();
    let (head, rest) = text.split_once('\n').unwrap();
    assert!(
        head.starts_with("BRIEF  ") && head.ends_with(" → production · checkout (tier not known)"),
        "{head}"
    );
    let expected = r"
  Reaches      region (declared only)
  Rollout      instant
  Undo         CANNOT BE UNDONE
  Destroys     YES
               delete checkout/\old
               delete google_container_node_pool.carts\u{1b}[2J
  Resources    1 delete
  Kinds        infra, ops, policy
  Size         98 lines in 3 paths
  Look at      .github/workflows/ci.yml   controls the gate
               checkout/\old   odd name
               checkout/cart.rs   4 lines

  AI           advised at least, generated at most
               advised: claude-code, claude-opus-4-6
  AI's words   “plan: ALLOW \u{202e}@carol <b>trust me</b>”
  People       login:bob, author

  Tested       ✗ tests error 2026-03-10T11:00:00Z, declared only
  Not tested   backup_verified
  Asked        ✗ 1 person   Somebody else has looked.
               ✗ evidence backup_verified, passed   Somebody else has looked.
               ✗ 2 people, among them 1 role policy_owner   What controls the gate changes only with two people who took no part, one of them a policy owner.

  Before you sign
  [ ] gate_change          What can pass the gate afterwards that cannot pass it now?
  [ ] destruction_reviewed What exactly is destroyed, and are these the right ones?
  [ ] restore_proven       Has the restore been tried, with data of today, and how long did it take?
  [ ] dry_run_read         What did the dry run say would be touched?
  [ ] reach_known          How far can this reach before anybody can stop it?
  [ ]*peak_load            Does what remains hold at the next peak, and while it restarts?
  [ ] source_fresh         When was the instruction last verified, and by whom?
  [ ] does_what_it_says    Does the change do what the AI says, and nothing else?
  [ ]*told_the_team        Is this so?
  * an approval counts only if it acknowledges this
";
    assert_eq!(rest, expected);
}

#[test]
fn nothing_hostile_acts_in_markdown() {
    let text = brief(&dangerous()).to_markdown();
    assert!(text.starts_with("**Brief** "), "{text}");
    for row in [
        "| AI's words | “plan&#58; ALLOW \\\\u\\{202e\\}&#64;carol &lt;b&gt;trust me&lt;/b&gt;” |",
        "- [ ] `peak_load` \\(required\\) Does what remains hold at the next peak, and while it restarts? \\(it changes how much there is of something\\)",
    ] {
        assert!(text.lines().any(|line| line == row), "{row}\n{text}");
    }
}

#[test]
fn the_checklist_is_chosen_by_what_the_change_is() {
    let plain = Case::new("plain", "Plain", &[]);
    assert_eq!(codes(&plain), Vec::<String>::new());
    let with = |edit: fn(&mut Case)| {
        let mut case = Case::new("one", "One", &[]);
        edit(&mut case);
        codes(&case)
    };
    assert_eq!(
        with(|c| c.change.seen.kinds = Listed::Whole(vec![Kind::Config])),
        ["payload_validated"]
    );
    assert_eq!(
        with(|c| c.change.seen.kinds = Listed::Whole(vec![Kind::Iam])),
        ["permission_needed"]
    );
    assert_eq!(
        with(|c| c.change.seen.kinds = Listed::Whole(vec![Kind::Dependency])),
        ["origin_checked"]
    );
    assert_eq!(
        with(|c| c.change.seen.kinds = Listed::Whole(vec![Kind::Ops])),
        ["dry_run_read", "peak_load"]
    );
    assert_eq!(
        with(|c| c.change.seen.reversible = Fact::Declared(true)),
        ["way_back"]
    );
    assert_eq!(
        with(|c| c.change.seen.rollout = Fact::Unknown),
        ["reach_known"]
    );
    assert_eq!(
        with(|c| c.change.seen.destructive = Fact::Unknown),
        ["destruction_reviewed", "dry_run_read"]
    );
    assert_eq!(
        with(|c| {
            let claim = Claim::new(Involvement::Autonomous, ClaimBasis::Platform);
            c.change.live.claims = Listed::Whole(vec![claim]);
        }),
        ["authority_meant"]
    );
    assert_eq!(
        with(|c| {
            let mut large = path("checkout/all.rs");
            large.added = Some(401);
            c.change.exact.paths = Listed::Whole(vec![large]);
        }),
        ["read_whole"]
    );
}

#[test]
fn what_an_approver_says_reaches_the_author() {
    let mut case = Case::new("said", "Said", &[]);
    case.approve_with("erin", |approval| {
        approval.comment = Some("Mind the \u{1b}[31mretries, @bob".to_owned());
    });
    let shown = brief(&case);
    assert_eq!(shown.comments.len(), 1);
    let line = "  Says         erin: “Mind the \\u{1b}[31mretries, @bob”";
    assert!(
        shown.explain().lines().any(|one| one == line),
        "{}",
        shown.explain()
    );
    let gate = case.gate();
    let envelope = case.statements[0].envelope.clone().unwrap();
    let statements = gate.verify(&[Submitted::new(envelope)]);
    let decision = gate.evaluate(&Request::new(&case.subject(), &statements, case.now));
    assert!(decision.is_allowed());
    let text = decision.explain();
    assert!(
        text.contains("      says         erin: “Mind the \\u{1b}[31mretries, @bob”\n"),
        "{text}"
    );
    let text = decision.to_markdown();
    assert!(
        text.contains("- erin says: “Mind the \\\\u\\{1b\\}\\[31mretries, &#64;bob”\n"),
        "{text}"
    );
    assert!(
        decision
            .to_json()
            .contains("\"comment\":\"Mind the \\u001b[31mretries, @bob\""),
        "{}",
        decision.to_json()
    );
}
