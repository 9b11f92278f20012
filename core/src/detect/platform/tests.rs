//! Payloads, whole and broken.

use super::*;

const ID: &str = "1111111111111111111111111111111111111111";

fn event(payload: &str, trust: Trust) -> Event {
    Agents::builtin().event(payload.as_bytes(), trust).unwrap()
}

fn claims(event: &Event) -> Vec<(Involvement, ClaimBasis, &str)> {
    let all = event.claims.iter();
    all.map(|one| {
        (
            one.involvement,
            one.basis,
            one.tool.as_deref().unwrap_or("-"),
        )
    })
    .collect()
}

fn pull_request(user: &str, head: &str, more: &str) -> String {
    format!(
        r#"{{"action": "synchronize", "sender": {{"login": "carol", "id": 5, "type": "User"}},
        "pull_request": {{"user": {user}, "head": {{"ref": "{head}", "sha": "{ID}", "repo": null,
        "user": {{"login": "mallory"}}}}, "base": {{"ref": "main", "repo": {{"id": 1}}}}{more}}}}}"#
    )
}

const COPILOT: &str = r#"{"login": "Copilot", "id": 198982749, "type": "Bot"}"#;

#[test]
fn a_bot_that_opens_a_pull_request() {
    let payload = pull_request(COPILOT, "copilot/fix", "");
    let trusted = event(&payload, Trust::Authenticated);
    assert_eq!(
        claims(&trusted)[1],
        (
            Involvement::Autonomous,
            ClaimBasis::Platform,
            "copilot-coding-agent"
        )
    );
    assert!(
        trusted
            .participants
            .iter()
            .all(|one| one.basis == Basis::Authenticated)
    );
    let who: Vec<_> = trusted
        .participants
        .iter()
        .map(|one| (one.who.clone(), one.role))
        .collect();
    let account = |text: &str| Who::Account(text.parse().unwrap());
    assert_eq!(
        who,
        [
            (account("github:198982749"), ParticipantRole::Requester),
            (account("github:5"), ParticipantRole::Pusher),
        ]
    );
    assert_eq!(trusted.source.as_deref(), Some("mallory:copilot/fix"));
    assert_eq!(
        trusted.target.as_ref().map(RefName::as_str),
        Some("refs/heads/main")
    );

    // The same from a file that anybody may have written: no less is claimed, and nobody is authenticated.
    let asserted = event(&payload, Trust::Unauthenticated);
    assert_eq!(claims(&asserted)[1].0, Involvement::Autonomous);
    assert_eq!(claims(&asserted)[1].1, ClaimBasis::Identity);
    assert!(
        asserted
            .participants
            .iter()
            .all(|one| one.basis == Basis::Asserted)
    );
}

#[test]
fn squatted_logins_are_only_alike() {
    for user in [
        r#"{"login": "devin-ai-integration[bot]", "id": 6, "type": "Bot"}"#,
        r#"{"login": "app/devin-ai-integration", "is_bot": true}"#,
    ] {
        let found = event(&pull_request(user, "x", ""), Trust::Authenticated);
        assert_eq!(
            claims(&found),
            [(Involvement::Autonomous, ClaimBasis::Heuristic, "devin")],
            "{user}"
        );
    }
    let person = r#"{"login": "claude", "id": 81847, "type": "User"}"#;
    assert!(
        event(
            &pull_request(person, "docs/claude-launch", ""),
            Trust::Authenticated
        )
        .claims
        .is_empty()
    );
    // The numbers of another platform are not those of GitHub.
    let gitlab = format!(
        r#"{{"object_kind": "merge_request", "user": {{"id": 198982749, "username": "zoe"}}, "object_attributes":
        {{"author_id": 198982749, "action": "open", "source_branch": "x", "target_branch": "main",
        "last_commit": {{"id": "{ID}", "message": "Work", "author": {{"name": "Zoe", "email": "zoe@example.org"}}}}}}}}"#
    );
    let gitlab = event(&gitlab, Trust::Authenticated);
    assert!(
        gitlab.claims.is_empty() && gitlab.diagnostics.is_empty(),
        "{gitlab:?}"
    );
    let zoe = Who::Account("gitlab:198982749".parse().unwrap());
    assert!(
        gitlab
            .participants
            .iter()
            .any(|one| one.who == zoe && one.basis == Basis::Authenticated)
    );
    // Who a commit says wrote it is asserted, whoever sends the payload.
    let author = Who::Account("email:zoe@example.org".parse().unwrap());
    assert!(
        gitlab
            .participants
            .iter()
            .any(|one| one.who == author && one.basis == Basis::Asserted)
    );
}

#[test]
fn an_account_beside_a_commit_needs_a_verified_signature() {
    let commit = |verified: &str| {
        format!(
            r#"[{{"sha": "{ID}", "author": {COPILOT}, "commit": {{"message": "Work", "verification":
            {{"verified": {verified}, "reason": "x"}}, "author": {{"name": "A", "email": "a@example.org"}},
            "committer": {{"name": "A", "email": "a@example.org"}}}}}}]"#
        )
    };
    for (verified, basis) in [
        ("true", ClaimBasis::Platform),
        ("false", ClaimBasis::Identity),
        ("\"true\"", ClaimBasis::Identity),
        ("null", ClaimBasis::Identity),
    ] {
        let found = event(&commit(verified), Trust::Authenticated);
        assert_eq!(
            claims(&found),
            [(Involvement::Autonomous, basis, "copilot-coding-agent")],
            "{verified}"
        );
        assert_eq!(
            found.claims[0].commit.as_ref().map(CommitId::as_str),
            Some(ID)
        );
        let file = event(&commit(verified), Trust::Unauthenticated);
        assert_eq!(claims(&file)[0].1, ClaimBasis::Identity);
    }
}

#[test]
fn text_labels_branches_apps_and_reviews() {
    let more = r#", "title": "Retry", "body": "x\r\n\r\n🤖 Generated with [Claude Code](https://claude.com/claude-code)",
        "labels": [{"name": "needs-dba"}, {"name": null}, 7], "performed_via_github_app": {"slug": "cursor"}"#;
    let user = r#"{"login": "bob", "id": 4, "type": "User"}"#;
    let mut payload = pull_request(user, "devin/1-x", more);
    payload.truncate(payload.len() - 1);
    payload.push_str(
        r#", "review": {"user": {"login": "gemini-code-assist[bot]", "id": 176961590}, "state": "approved"}}"#,
    );
    let found = event(&payload, Trust::Authenticated);
    let tools: BTreeSet<_> = found
        .claims
        .iter()
        .filter_map(|one| one.tool.as_deref())
        .collect();
    assert_eq!(tools, BTreeSet::from(["claude-code", "cursor", "devin"]));
    assert!(
        found
            .claims
            .iter()
            .all(|one| one.basis == ClaimBasis::Heuristic)
    );
    assert_eq!(found.labels, ["needs-dba"]);
    let review = &found.reviews[0];
    assert_eq!(
        (review.by.as_str(), review.state.as_str()),
        ("github:176961590", "approved")
    );
    assert!(review.tool.is_some());
    // Who reviews has not taken part.
    assert!(
        !found
            .participants
            .iter()
            .any(|one| one.who == Who::Account(review.by.clone()))
    );
    let codes: Vec<_> = found
        .diagnostics
        .iter()
        .map(|one| (one.code, one.path.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            ("unreadable_label", "/pull_request/labels/1"),
            ("unreadable_label", "/pull_request/labels/2"),
        ]
    );
}

#[test]
fn merge_groups_and_pushes() {
    let group = format!(
        r#"{{"action": "checks_requested", "merge_group": {{"base_ref": "refs/heads/main", "base_sha": "{ID}",
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-7", "head_sha": "{}"}}}}"#,
        "2".repeat(40)
    );
    let group = event(&group, Trust::Unauthenticated);
    assert_eq!(group.kind, EventKind::MergeGroup);
    assert_eq!(group.base.as_ref().map(CommitId::as_str), Some(ID));
    assert!(group.diagnostics.is_empty() && group.participants.is_empty());
    let push = format!(
        r#"{{"object_kind": "push", "ref": "refs/heads/main", "before": "{}", "after": "{ID}", "user_id": 9,
        "commits": [{{"id": "{ID}", "message": "Work\n\nCo-authored-by: Claude <noreply@anthropic.com>",
        "author": {{"name": "B", "email": "b@example.org"}}}}, {{"id": "nonsense", "message": "x", "author": {{}}}}, 3]}}"#,
        "0".repeat(40)
    );
    let push = event(&push, Trust::Authenticated);
    assert_eq!((push.kind, push.base.clone()), (EventKind::Push, None));
    assert_eq!(
        claims(&push),
        [(Involvement::Generated, ClaimBasis::Declared, "claude-code")]
    );
    let codes: BTreeSet<_> = push.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(
        codes,
        BTreeSet::from([
            "missing_message",
            "unreadable_account",
            "unreadable_commit_id"
        ])
    );
}

#[test]
fn nothing_breaks_the_reader() {
    let agents = Agents::builtin();
    let whole = pull_request(
        COPILOT,
        "copilot/fix",
        r#", "labels": [{"name": "x"}], "body": "y""#,
    );
    // Every beginning, and every byte replaced by one that does not belong there.
    for at in 0..whole.len() {
        let _ = agents.event(&whole.as_bytes()[..at], Trust::Authenticated);
        for byte in [0, b'0', b'{', b'"', 0xff] {
            let mut broken = whole.clone().into_bytes();
            broken[at] = byte;
            let _ = agents.event(&broken, Trust::Authenticated);
        }
    }
    let code = |bytes: &[u8]| {
        agents
            .event(bytes, Trust::Authenticated)
            .unwrap_err()
            .code()
            .to_string()
    };
    assert_eq!(code(b""), "syntax");
    assert_eq!(code(b"{}"), "unknown_event");
    assert_eq!(code(b"7"), "unknown_event");
    assert_eq!(code(br#"{"object_kind": "note"}"#), "unknown_event");
    assert_eq!(code(&b"[".repeat(1_000_000)), "syntax");
    assert_eq!(
        code(&vec![b' '; super::super::FOREIGN_LIMIT + 1]),
        "too_large"
    );
    // Missing halves: what is there still claims.
    let half = event(
        r#"{"pull_request": {"user": {"id": "198982749"}}}"#,
        Trust::Authenticated,
    );
    assert_eq!(half.claims[0].involvement, Involvement::Autonomous);
    let codes: Vec<_> = half.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["missing_branch", "missing_target", "missing_head"]);
    let latin = [
        b"{\"pull_request\": {\"title\": \"caf".as_slice(),
        b"\xe9\"}}",
    ]
    .concat();
    let latin = agents.event(&latin, Trust::Authenticated).unwrap();
    assert_eq!(latin.diagnostics[0].code, "invalid_utf8");
}
