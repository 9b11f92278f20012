//! The roster as text, with what could not be found out left open in plain sight.

use super::owners::{Ownership, Service};
use super::people::{Found, Machine, People, Person};
use super::signers::SignerKey;
use super::{LEVELS, PLACEHOLDER};
use crate::toml_text::{array, comment, globs, string};

/// Everything that goes into a roster.
pub(super) struct Draft<'a> {
    pub(super) id: &'a str,
    pub(super) people: &'a People,
    pub(super) ownership: Option<&'a Ownership>,
    /// What could not be used.
    pub(super) notes: &'a [String],
}

/// Writes the roster.
pub(super) fn roster(draft: &Draft<'_>) -> String {
    let mut out = Out::default();
    out.lines(&[
        "# Who there is, what they may do and what they own: the roster of the foureyes gate.",
        "# Drawn up by `foureyes init` from what the repository tells. Nothing is guessed: what is not known is left",
        &format!("# open, and `{PLACEHOLDER}` is an error until somebody who knows has put the level there."),
        "roster  = \"foureyes/roster/v1\"",
        &format!("id      = {}", string(draft.id)),
        "version = 1                         # one higher with every change of this file",
        "",
        "# The rungs of seniority, from the lowest to the highest. Yours may have other names; `senior` is what the",
        "# built-in profile asks for.",
        &format!("levels  = {}", array(LEVELS)),
    ]);
    if let Some(ownership) = draft.ownership {
        teams(&mut out, ownership);
    }
    out.head("People. Ids are never used again: who leaves stays, with `status = \"former\"`.");
    for person in &draft.people.humans {
        human(&mut out, person);
    }
    if !draft.people.machines.is_empty() {
        out.head("Agents, each of which needs the person it works for, and automation that follows fixed rules.");
        for machine in &draft.people.machines {
            automation(&mut out, machine);
        }
    }
    if !draft.people.unclear.is_empty() {
        out.head("Nobody knows who these are. As long as that is so, each change they take part in asks for one more");
        out.note("person. Give them to somebody above, or add them:");
        for who in &draft.people.unclear {
            out.note(&format!("  {who}"));
        }
    }
    if let Some(ownership) = draft.ownership {
        services(&mut out, ownership);
    }
    if !draft.notes.is_empty() {
        out.head("What could not be used:");
        for note in draft.notes {
            out.note(&format!("  {note}"));
        }
    }
    out.text
}

#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn note(&mut self, text: &str) {
        self.lines(&[&format!("# {}", comment(text))]);
    }

    fn head(&mut self, text: &str) {
        self.lines(&[""]);
        self.note(text);
    }
}

fn teams(out: &mut Out, ownership: &Ownership) {
    if ownership.teams.is_empty() {
        return;
    }
    out.head(&format!(
        "Teams that {} names. Who is in them it does not say: add `teams = [\"…\"]` to the people below.",
        ownership.file
    ));
    for (id, name) in &ownership.teams {
        out.lines(&[
            "",
            "[[team]]",
            &format!("id = {:<32} # @{}", string(id), comment(name)),
        ]);
    }
}

fn human(out: &mut Out, person: &Person) {
    let seen = match person.found {
        Found::History(1) => "1 commit".to_owned(),
        Found::History(commits) => format!("{commits} commits"),
        Found::Signers => "in no commit; from a file of allowed signers".to_owned(),
        Found::Owners => "in no commit; from CODEOWNERS".to_owned(),
    };
    out.lines(&[
        "",
        "[[principal]]",
        &format!("id       = {}", string(&person.id)),
        "kind     = \"human\"",
    ]);
    if !person.name.is_empty() {
        out.lines(&[&format!("name     = {}", string(&person.name))]);
    }
    let level = format!("level    = {}", string(PLACEHOLDER));
    out.lines(&[
        &format!("{level:<35} # one of: {}", LEVELS.join(", ")),
        "# roles  = [\"policy_owner\"]         # who may approve changes of policy and roster: at least two people",
        &format!(
            "accounts = {}   # {seen}",
            array([format!("email:{}", person.email)])
        ),
    ]);
    if !person.also_called.is_empty() {
        out.note(&format!(
            "The same address with other names: {}",
            person.also_called.join(", ")
        ));
    }
    for (email, commits) in &person.similar {
        out.note(&format!(
            "The same name with another address. Add it to the accounts only if it is the same person: {} ({commits})",
            string(&format!("email:{email}"))
        ));
    }
    for signer in &person.keys {
        key(out, signer);
    }
}

fn key(out: &mut Out, key: &SignerKey) {
    out.lines(&["", "[[principal.key]]"]);
    out.note(&key.remarks.join("; "));
    out.lines(&[
        &format!("public = {}", string(&key.public.to_string())),
        "scheme = \"sshsig\"",
    ]);
    if let Some(since) = key.since {
        out.lines(&[&format!("since  = \"{since}\"")]);
    }
    if let Some(retired) = key.retired {
        out.lines(&[&format!(
            "revoked = {{ at = \"{retired}\", reason = \"retired\" }}"
        )]);
    }
}

fn automation(out: &mut Out, machine: &Machine) {
    out.lines(&[
        "",
        "[[principal]]",
        &format!("id       = {}", string(&machine.id)),
        &format!("kind     = {}", string(machine.kind)),
        &format!("name     = {}", string(&machine.name)),
        &format!(
            "accounts = {}   # {} times in the history",
            array(machine.emails.iter().map(|email| format!("email:{email}"))),
            machine.commits
        ),
    ]);
    if machine.kind == "agent" {
        out.note("operator = \"…\"                   # the id of the person it works for");
        out.note("grant    = [{ actions = [\"merge\"] }]  # what it may take part in; that person needs one too");
    }
}

fn services(out: &mut Out, ownership: &Ownership) {
    if ownership.services.is_empty() {
        return;
    }
    out.head(&format!(
        "What {} says about ownership. There, the last line that matches a path holds alone; here,",
        ownership.file
    ));
    for line in [
        "every service that a path belongs to counts, so that a path below two of them is a change of both. A service",
        "without a tier counts as tier 1, the most critical.",
    ] {
        out.note(line);
    }
    for service in &ownership.services {
        if service.is_fallback {
            fallback(out, ownership, service);
            continue;
        }
        out.lines(&[""]);
        out.note(&format!(
            "{}:{}: {}",
            ownership.file, service.number, service.line
        ));
        if !service.unknown.is_empty() {
            out.note(&format!(
                "Owners who are nobody's account above; add them to `owners` by their id: {}",
                service.unknown.join(", ")
            ));
        }
        out.lines(&body(service).iter().map(String::as_str).collect::<Vec<_>>());
    }
}

fn body(service: &Service) -> Vec<String> {
    let mut lines = vec![
        "[[service]]".to_owned(),
        format!("id         = {}", string(&service.id)),
        "# tier     = 2".to_owned(),
        format!("paths      = {}", globs(&service.globs)),
    ];
    if !service.people.is_empty() {
        lines.push(format!("owners     = {}", array(&service.people)));
    }
    if !service.teams.is_empty() {
        lines.push(format!("ownerTeams = {}", array(&service.teams)));
    }
    lines
}

/// The owner of everything else would here be an owner of everything.
fn fallback(out: &mut Out, ownership: &Ownership, service: &Service) {
    out.head(&format!(
        "{}:{}: {}",
        ownership.file, service.number, service.line
    ));
    out.note("That line is for paths that no later line names. Here it would make every change one of this service, so it");
    out.note("is left out; take the signs away to have it:");
    for line in body(service) {
        out.note(&line);
    }
}
