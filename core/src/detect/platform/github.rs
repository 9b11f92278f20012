//! GitHub: <https://docs.github.com/en/webhooks/webhook-events-and-payloads>.

use serde_json::Value;

use super::super::foreign::{number, text};
use super::{Actor, EventKind, Frame, Platform, Reader, identity};
use crate::change::ParticipantRole;

/// Reads a payload; `None` for one about something else.
pub(super) fn read(reader: &mut Reader<'_>, payload: &Value) -> Option<Frame> {
    let frame = if let Some(request) = payload.get("pull_request").filter(|one| one.is_object()) {
        pull_request(reader, payload, request)
    } else if let Some(group) = payload.get("merge_group").filter(|one| one.is_object()) {
        Frame {
            target: reader.ref_name(group, "/base_ref"),
            base: reader.id(group, "/base_sha"),
            head: reader.id(group, "/head_sha"),
            ..frame(EventKind::MergeGroup, payload)
        }
    } else if payload.get("after").is_some() && payload.get("ref").is_some() {
        push(reader, payload)
    } else if payload.is_array() {
        frame(EventKind::Commits, payload)
    } else if payload.get("pull_request_url").is_some() && payload.get("commit_id").is_some() {
        // One review, as the interface answers it.
        review(reader, payload, "");
        frame(EventKind::ChangeRequest, payload)
    } else {
        return None;
    };
    let commits = if payload.is_array() { "" } else { "/commits" };
    for (position, one) in reader.records(payload, commits).iter().enumerate() {
        commit(reader, one, &format!("{commits}/{position}"));
    }
    for (position, one) in reader.records(payload, "/reviews").iter().enumerate() {
        review(reader, one, &format!("/reviews/{position}"));
    }
    if let Some(one) = payload.get("review") {
        review(reader, one, "/review");
    }
    Some(frame)
}

fn frame(kind: EventKind, payload: &Value) -> Frame {
    Frame {
        platform: Platform::Github,
        kind,
        repository: text(payload, "/repository/html_url").map(str::to_owned),
        target: None,
        source: None,
        base: None,
        head: None,
    }
}

fn pull_request(reader: &mut Reader<'_>, payload: &Value, request: &Value) -> Frame {
    reader.acted(
        actor(request, "/user"),
        ParticipantRole::Requester,
        "/pull_request/user",
    );
    // Only who opens, reopens or pushes has taken part; who adds a label, reviews or merges has not.
    match text(payload, "/action") {
        Some("synchronize") => reader.acted(
            actor(payload, "/sender"),
            ParticipantRole::Pusher,
            "/sender",
        ),
        Some("opened" | "reopened") => {
            reader.acted(
                actor(payload, "/sender"),
                ParticipantRole::Requester,
                "/sender",
            );
        }
        _ => {}
    }
    let app = text(request, "/performed_via_github_app/slug");
    reader.app(app, "/pull_request/performed_via_github_app");
    reader.description(
        text(request, "/title"),
        text(request, "/body"),
        "pull request",
    );
    for (position, label) in reader.records(request, "/labels").iter().enumerate() {
        reader.label(
            text(label, "/name"),
            &format!("/pull_request/labels/{position}"),
        );
    }
    let branch = text(request, "/head/ref");
    match branch {
        Some(branch) => reader.branch(branch),
        None => reader
            .diagnostics
            .add("missing_branch", "/pull_request/head/ref"),
    }
    let here = number(request, "/base/repo/id");
    let is_own = here.is_some() && here == number(request, "/head/repo/id");
    let source = branch.map(|branch| match text(request, "/head/user/login") {
        Some(owner) if !is_own => format!("{owner}:{branch}"),
        _ => branch.to_owned(),
    });
    let base = text(request, "/base/repo/html_url").map(str::to_owned);
    let outer = frame(EventKind::ChangeRequest, payload);
    Frame {
        repository: base.or_else(|| outer.repository.clone()),
        target: reader.ref_name(request, "/base/ref"),
        source,
        head: reader.id(request, "/head/sha"),
        ..outer
    }
}

fn push(reader: &mut Reader<'_>, payload: &Value) -> Frame {
    reader.acted(
        actor(payload, "/sender"),
        ParticipantRole::Pusher,
        "/sender",
    );
    Frame {
        target: reader.ref_name(payload, "/ref"),
        base: reader.id(payload, "/before"),
        head: reader.id(payload, "/after"),
        ..frame(EventKind::Push, payload)
    }
}

/// A commit of a push, or of the interface; the two name everything differently.
fn commit(reader: &mut Reader<'_>, value: &Value, path: &str) {
    let inner = value.get("commit").filter(|one| one.is_object());
    let id = text(value, "/id").or_else(|| text(value, "/sha"));
    let said = inner.unwrap_or(value);
    let Some(message) = text(said, "/message") else {
        return reader.diagnostics.add("missing_message", path);
    };
    let (author, committer) = (identity(said, "/author"), identity(said, "/committer"));
    reader.commit(id, message, &author, &committer, path);
    if let (Some(actor), Some(_)) = (actor(value, "/author"), inner) {
        let is_verified = said.pointer("/verification/verified") == Some(&Value::Bool(true));
        reader.commit_account(id, actor, is_verified, &format!("{path}/author"));
    }
}

fn review(reader: &mut Reader<'_>, value: &Value, path: &str) {
    let said = ["/state", "/commit_id", "/submitted_at", "/body"];
    let said = said.map(|pointer| text(value, pointer));
    reader.review(actor(value, "/user"), said, path);
}

fn actor<'v>(value: &'v Value, pointer: &str) -> Option<Actor<'v>> {
    let value = value.pointer(pointer)?;
    let id = number(value, "/id");
    let login = text(value, "/login").or_else(|| text(value, "/username"));
    (id.is_some() || login.is_some()).then(|| Actor {
        platform: Platform::Github,
        id,
        login: login.unwrap_or_default(),
    })
}
