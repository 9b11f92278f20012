//! What to type next.

use foureyes::Verdict;
use foureyes::decision::DecisionRecord;

use crate::authority::{Authority, AuthorityArgs};
use crate::output;
use crate::subject::{Subject, SubjectArgs};

/// Returns the lines that adopt a policy and a roster, or what was named and is not there.
pub(crate) fn adopt(authority: &Authority, args: &AuthorityArgs) -> Vec<String> {
    let named = [
        ("policy", &args.policy, authority.policy.is_none()),
        ("roster", &args.roster, authority.roster.is_none()),
    ];
    let absent = named.into_iter().filter(|(.., is_missing)| *is_missing);
    let lines: Vec<String> = absent
        .filter_map(|(option, path, _)| {
            let (path, commit) = (path.as_deref()?, authority.commit.as_deref()?);
            let (path, commit) = (output::plain(path), short(commit));
            Some(format!(
                "  Next   there is no `{path}` in {commit}: name a path in it with --{option}"
            ))
        })
        .collect();
    if !lines.is_empty() {
        return lines;
    }
    let missing = match (&authority.policy, &authority.roster) {
        (None, None) => "a policy and a roster, and bring them",
        (None, Some(_)) => "a policy, and bring it",
        (Some(_), _) => "a roster, and bring it",
    };
    [
        format!("  Next   adopt {missing} to the target:").as_str(),
        "           foureyes init",
        "           git add .foureyes",
        "           git commit -m \"Adopt the four-eyes gate\"",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Returns the line that an approver types, where approvers can help.
pub(crate) fn approve(
    record: &DecisionRecord,
    args: &SubjectArgs,
    subject: &Subject,
) -> Vec<String> {
    if record.verdict != Verdict::Hold || record.missing.people.is_empty() {
        return Vec::new();
    }
    vec![format!("  Sign   {}", command(args, subject))]
}

/// The command that approves exactly this, with every option that says what it is about; the key is the signer's
/// to name.
fn command(args: &SubjectArgs, subject: &Subject) -> String {
    let mut words = vec!["foureyes".to_owned(), "approve".to_owned()];
    let mut option = |name: &str, value: String| {
        words.push(name.to_owned());
        words.push(quoted(&value));
    };
    match (&args.change, &args.range, &subject.commits) {
        (Some(file), ..) => option("--change", output::shown(file)),
        (None, Some(_), Some(commits)) => {
            let base = commits.base.as_deref().unwrap_or_default();
            option(
                "--range",
                format!("{}..{}", short(base), short(&commits.head)),
            );
        }
        (None, _, Some(commits)) => words.push(short(&commits.head).to_owned()),
        (None, _, None) => {}
    }
    if args.change.is_none() {
        let mut option = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                words.push(name.to_owned());
                words.push(quoted(&value));
            }
        };
        option("--target", args.target.clone());
        option("--env", args.environment.as_ref().map(ToString::to_string));
        for region in &args.regions {
            option("--region", Some(region.to_string()));
        }
        let action = args
            .action
            .map(|action| foureyes::change::Action::from(action).word());
        option("--action", action.map(str::to_owned));
        option(
            "--repository",
            args.repository.as_ref().map(ToString::to_string),
        );
        option(
            "--change-id",
            args.change_id.as_ref().map(ToString::to_string),
        );
        option("--plan", args.plan.as_deref().map(output::shown));
        if args.empty {
            words.push("--empty".to_owned());
        }
    }
    words.extend(["--key", "FILE"].map(str::to_owned));
    words.join(" ")
}

/// The first digits of a commit id, as many as people type.
fn short(id: &str) -> &str {
    id.get(..7).unwrap_or(id)
}

/// A word as a shell takes it literally.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(quoted("refs/heads/main"), "refs/heads/main");
        assert_eq!(quoted("it's $x"), "'it'\\''s $x'");
    }
}
