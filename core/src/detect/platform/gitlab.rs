//! GitLab: <https://docs.gitlab.com/user/project/integrations/webhook_events/>.

use serde_json::Value;

use super::super::foreign::{number, text};
use super::{Actor, EventKind, Frame, Platform, Reader, identity};
use crate::change::ParticipantRole;

/// Reads a payload; `None` for one about something else.
pub(super) fn read(reader: &mut Reader<'_>, payload: &Value) -> Option<Frame> {
    let frame = match text(payload, "/object_kind")? {
        "merge_request" => merge_request(reader, payload, payload.get("object_attributes")?),
        "push" => push(reader, payload),
        _ => return None,
    };
    for (position, one) in reader.records(payload, "/commits").iter().enumerate() {
        commit(reader, one, &format!("/commits/{position}"));
    }
    Some(frame)
}

fn frame(kind: EventKind, payload: &Value) -> Frame {
    Frame {
        platform: Platform::Gitlab,
        kind,
        repository: text(payload, "/project/web_url").map(str::to_owned),
        target: None,
        source: None,
        base: None,
        head: None,
    }
}

fn merge_request(reader: &mut Reader<'_>, payload: &Value, request: &Value) -> Frame {
    let user = actor(payload, "/user/id", "/user/username");
    let author = number(request, "/author_id");
    // The author is known by number; the name beside it only where the author is who acts.
    let login = user
        .filter(|user| user.id == author)
        .map_or("", |user| user.login);
    let opener = author.map(|id| Actor {
        platform: Platform::Gitlab,
        id: Some(id),
        login,
    });
    reader.acted(
        opener,
        ParticipantRole::Requester,
        "/object_attributes/author_id",
    );
    // Only who opens, reopens or pushes has taken part; who approves, labels or merges has not.
    match text(request, "/action") {
        Some("update") if text(request, "/oldrev").is_some() => {
            reader.acted(user, ParticipantRole::Pusher, "/user");
        }
        Some("open" | "reopen") => reader.acted(user, ParticipantRole::Requester, "/user"),
        _ => {}
    }
    let body = text(request, "/description");
    reader.description(text(request, "/title"), body, "merge request");
    let outer = reader.records(payload, "/labels").iter();
    let labels: Vec<_> = outer.chain(reader.records(request, "/labels")).collect();
    for (position, label) in labels.into_iter().enumerate() {
        reader.label(text(label, "/title"), &format!("/labels/{position}"));
    }
    let branch = text(request, "/source_branch");
    match branch {
        Some(branch) => reader.branch(branch),
        None => reader
            .diagnostics
            .add("missing_branch", "/object_attributes/source_branch"),
    }
    let target = number(request, "/target_project_id");
    let is_own = target.is_some() && target == number(request, "/source_project_id");
    let source = branch.map(
        |branch| match text(request, "/source/path_with_namespace") {
            Some(project) if !is_own => format!("{project}:{branch}"),
            _ => branch.to_owned(),
        },
    );
    if let Some(last) = request.get("last_commit").filter(|one| one.is_object()) {
        commit(reader, last, "/object_attributes/last_commit");
    }
    Frame {
        target: reader.ref_name(request, "/target_branch"),
        source,
        head: reader.id(request, "/last_commit/id"),
        ..frame(EventKind::ChangeRequest, payload)
    }
}

fn push(reader: &mut Reader<'_>, payload: &Value) -> Frame {
    let user = actor(payload, "/user_id", "/user_username");
    reader.acted(user, ParticipantRole::Pusher, "/user_id");
    Frame {
        target: reader.ref_name(payload, "/ref"),
        base: reader.id(payload, "/before"),
        head: reader.id(payload, "/after"),
        ..frame(EventKind::Push, payload)
    }
}

/// A commit. GitLab names no committer.
fn commit(reader: &mut Reader<'_>, value: &Value, path: &str) {
    let Some(message) = text(value, "/message") else {
        return reader.diagnostics.add("missing_message", path);
    };
    let author = identity(value, "/author");
    reader.commit(text(value, "/id"), message, &author, &author, path);
}

fn actor<'v>(value: &'v Value, id: &str, login: &str) -> Option<Actor<'v>> {
    let (id, login) = (number(value, id), text(value, login));
    (id.is_some() || login.is_some()).then(|| Actor {
        platform: Platform::Gitlab,
        id,
        login: login.unwrap_or_default(),
    })
}
