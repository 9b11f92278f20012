//! What a command is about: a range of commits, or a change that was written down.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use foureyes::Change;
use foureyes::change::Action;
use foureyes::detect::Plan;
use foureyes::fact::Listed;
use foureyes::id::{ChangeId, Environment, Region, Repository as Name};

use crate::collect::{self, Frame};
use crate::error::CliError;
use crate::git::{GitError, Repository};
use crate::name;
use crate::output::{self, plain};
use crate::target::{self, Target};

/// Which change, and what is to be done with it.
#[derive(Args, Clone, Debug)]
pub(crate) struct SubjectArgs {
    /// The last commit of the change; the first is where it left the target
    #[arg(value_name = "COMMIT", conflicts_with_all = ["range", "change"])]
    pub(crate) commit: Option<String>,
    /// The commits of the change [default: from where HEAD left the target to HEAD]
    #[arg(long, value_name = "BASE..HEAD", conflicts_with = "change")]
    pub(crate) range: Option<String>,
    /// The ref that the change aims at [default: the default branch of the remote `origin`]
    #[arg(long, value_name = "REF")]
    pub(crate) target: Option<String>,
    /// The environment in which it goes live
    #[arg(long = "env", value_name = "NAME")]
    pub(crate) environment: Option<Environment>,
    /// The region in which it goes live; may be repeated [default: the whole environment]
    #[arg(long = "region", value_name = "NAME")]
    pub(crate) regions: Vec<Region>,
    /// What is about to happen [default: merge, or apply with --plan]
    #[arg(long, value_enum)]
    pub(crate) action: Option<ActionWord>,
    /// The name of the repository [default: the address of the remote `origin`, without credentials]
    #[arg(long, value_name = "URI")]
    pub(crate) repository: Option<Name>,
    /// The name of the change over all its revisions [default: repository, source branch and target]
    #[arg(long, value_name = "ID")]
    pub(crate) change_id: Option<ChangeId>,
    /// Says that the change holds nothing, as a redeploy does
    #[arg(long, conflicts_with = "change")]
    pub(crate) empty: bool,
    /// A change document for what is no range of commits; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) change: Option<PathBuf>,
    /// The reviews that are owed for emergencies, all of them: a JSON list of `person`, `services`, `due`
    #[arg(long, value_name = "FILE")]
    pub(crate) debts: Option<PathBuf>,
    /// The plan that is carried out, as `terraform show -json PLAN` prints it
    #[arg(long, value_name = "FILE", conflicts_with = "change")]
    pub(crate) plan: Option<PathBuf>,
    /// Where the repository is
    #[arg(short = 'C', long = "repo", value_name = "DIR", default_value = ".")]
    pub(crate) directory: PathBuf,
}

/// An action, as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActionWord {
    /// A plan is carried out.
    Apply,
    /// A version goes live.
    Deploy,
    /// Commits reach the target.
    Merge,
    /// A command is run.
    Run,
}

impl From<ActionWord> for Action {
    fn from(word: ActionWord) -> Self {
        match word {
            ActionWord::Apply => Self::Apply,
            ActionWord::Deploy => Self::Deploy,
            ActionWord::Merge => Self::Merge,
            ActionWord::Run => Self::Run,
        }
    }
}

/// The commits of a change, by their full ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commits {
    /// What the change is compared with. None: the change begins the history.
    pub(crate) base: Option<String>,
    /// The last commit.
    pub(crate) head: String,
}

/// What a command is about.
#[derive(Debug)]
pub(crate) struct Subject {
    /// The change.
    pub(crate) change: Change,
    /// Its commits. None for a change document.
    pub(crate) commits: Option<Commits>,
    /// The repository that was looked into. A change document needs none.
    pub(crate) repository: Option<Repository>,
    /// The protected ref. Never from a change document: what is judged does not say by what.
    pub(crate) target: Option<Target>,
}

/// Finds out everything about the subject that the subject itself can tell.
pub(crate) fn load(args: &SubjectArgs) -> Result<Subject, CliError> {
    match &args.change {
        Some(file) => from_document(args, file),
        None => from_range(args),
    }
}

fn from_range(args: &SubjectArgs) -> Result<Subject, CliError> {
    let repository = Repository::open(&args.directory)?;
    let head_of = |revision: &str| repository.resolve_commit(revision);
    let ends = args.range.as_deref().map(split).transpose()?;
    let head = match (&ends, &args.commit) {
        (Some((_, head)), _) => head_of(head)?,
        (None, Some(commit)) => head_of(commit)?,
        (None, None) => head_of("HEAD")?,
    };
    let target = target::find(&repository, args.target.as_deref())?.ok_or_else(target::unknown)?;
    let base = match (&ends, &target.tip) {
        (Some((base, _)), _) => Some(head_of(base)?),
        (None, Some(tip)) => repository.merge_base(tip, &head)?,
        (None, None) => {
            let message = format!(
                "the target `{}` is not known here; fetch it, or give `--range BASE..HEAD`",
                target.name
            );
            return Err(CliError::usage(message));
        }
    };
    let name = match &args.repository {
        Some(name) => name.clone(),
        None => name::of(&repository, target.tip.as_deref().unwrap_or(&head))?,
    };
    let id = match &args.change_id {
        Some(id) => id.clone(),
        None => change_id(&repository, &name, &target, &head)?,
    };
    let frame = Frame {
        id,
        repository: name,
        target: target.name.clone(),
        action: args
            .action
            .unwrap_or(if args.plan.is_some() {
                ActionWord::Apply
            } else {
                ActionWord::Merge
            })
            .into(),
        environment: args.environment.clone(),
        regions: args.regions.clone(),
        empty: args.empty,
    };
    let mut change = collect::collect(&repository, base.as_deref(), &head, frame)?;
    if let Some(file) = &args.plan {
        change = with_plan(change, file)?;
    }
    if let Some(file) = &args.debts {
        change = with_debts(change, file)?;
    }
    Ok(Subject {
        change,
        commits: Some(Commits { base, head }),
        repository: Some(repository),
        target: Some(target),
    })
}

/// Makes a change one that carries out a plan. What of it could not be understood is told, and is for the decision to
/// count as not known.
fn with_plan(change: Change, file: &Path) -> Result<Change, CliError> {
    let name = output::shown(file);
    let plan = Plan::from_json(&output::read(file)?);
    let plan = plan.map_err(|error| CliError::document(&name, error.problem()))?;
    for diagnostic in &plan.diagnostics {
        let (code, path) = (diagnostic.code, plain(&diagnostic.path));
        output::complain(&format!(
            "warning[{code}]: a part of the plan is not understood\n  --> {name}   {path}"
        ));
    }
    let mut facts = change.into_facts();
    plan.add_to(&mut facts);
    Ok(Change::new(facts)?)
}

/// Adds the reviews that are owed for emergencies. Whoever names the file says that it is the whole list.
fn with_debts(change: Change, file: &Path) -> Result<Change, CliError> {
    let name = output::shown(file);
    let debts = Change::read_debts(&output::read(file)?);
    let debts = debts.map_err(|error| CliError::document(&name, error.problem()))?;
    let mut facts = change.into_facts();
    facts.live.debts = Listed::Whole(debts);
    Ok(Change::new(facts)?)
}

/// Splits `BASE..HEAD`.
fn split(range: &str) -> Result<(&str, &str), CliError> {
    let ends = range
        .split_once("..")
        .filter(|(base, head)| !base.is_empty() && !head.is_empty() && !head.starts_with('.'));
    ends.ok_or_else(|| {
        CliError::usage(format!(
            "`{}` is no range; write `--range BASE..HEAD`",
            plain(range)
        ))
    })
}

/// Returns the name of a change that stays the same over the revisions of its branch.
///
/// The branch is that of `HEAD` where that is the commit in question, else the one other branch whose tip it is;
/// where nothing tells, the commit stands for itself.
fn change_id(
    repository: &Repository,
    name: &Name,
    target: &Target,
    head: &str,
) -> Result<ChangeId, CliError> {
    let current = match repository.resolve_ref("HEAD") {
        Ok(current) if current.commit == head => branch(&current.name).map(str::to_owned),
        Ok(_) | Err(GitError::NoCommits | GitError::UnknownRevision { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let source = match current {
        Some(source) => source,
        None => {
            let names = repository.branches_at(head)?;
            let others: BTreeSet<&str> = names
                .iter()
                .filter(|name| {
                    name.as_str() != target.name.as_str() && Some(*name) != target.here.as_ref()
                })
                .filter_map(|name| branch(name))
                .collect();
            match others.first() {
                Some(only) if others.len() == 1 => (*only).to_owned(),
                _ => head.to_owned(),
            }
        }
    };
    let id = format!("{name}#{source}->{}", target.name);
    id.parse().map_err(|_| CliError::Inexpressible {
        what: "the branch",
        value: plain(&source),
        detail: "it does not fit into the name of a change; give one with `--change-id`".to_owned(),
    })
}

/// Returns the short name of a branch, local or of the remote.
fn branch(full: &str) -> Option<&str> {
    full.strip_prefix("refs/heads/")
        .or_else(|| full.strip_prefix("refs/remotes/origin/"))
}

/// Reads a change document. What the command line says beside it is compared, never merged into it.
fn from_document(args: &SubjectArgs, file: &Path) -> Result<Subject, CliError> {
    let bytes = output::read(file)?;
    let change = Change::from_json(&bytes)
        .map_err(|error| CliError::document(&output::shown(file), error.problem()))?;
    let repository = match Repository::open(&args.directory) {
        Ok(repository) => Some(repository),
        Err(GitError::NotARepository { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let target = match &repository {
        Some(repository) => target::find(repository, args.target.as_deref())?,
        None => None,
    };
    let exact = change.exact();
    let mut regions = args.regions.clone();
    regions.sort();
    let mut stated = exact.regions.clone();
    stated.sort();
    let environment = exact.environment.value();
    let asked = target.as_ref().filter(|_| args.target.is_some());
    for (option, differs) in [
        (
            "--env",
            args.environment.is_some() && args.environment.as_ref() != environment,
        ),
        ("--region", !regions.is_empty() && regions != stated),
        (
            "--action",
            args.action
                .is_some_and(|action| exact.action != action.into()),
        ),
        (
            "--repository",
            args.repository
                .as_ref()
                .is_some_and(|name| *name != exact.repository),
        ),
        (
            "--change-id",
            args.change_id.as_ref().is_some_and(|id| *id != exact.id),
        ),
        (
            "--target",
            asked.is_some_and(|target| target.name != exact.target_ref),
        ),
    ] {
        if differs {
            return Err(CliError::SubjectDiffers { option });
        }
    }
    Ok(Subject {
        change,
        commits: None,
        repository,
        target,
    })
}
