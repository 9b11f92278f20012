//! `foureyes check`: may this change go live here and now?

use std::path::PathBuf;

use clap::Args;
use foureyes::authority::State;
use foureyes::decision::Moment;
use foureyes::error::InputError;
use foureyes::{Change, Decision, Gate, Request, Statements, Timestamp};

use crate::archive::Inputs;
use crate::authority::{self, Authority, AuthorityArgs};
use crate::clock;
use crate::error::{CliError, problems};
use crate::event::{self, EventArgs};
use crate::exit::Exit;
use crate::explain;
use crate::hint;
use crate::output::{self, Form};
use crate::statements::{self, StatementsArgs};
use crate::subject::{Subject, SubjectArgs};
use crate::summary::{self, SummaryArgs};

/// What to judge, by what, and how to show it.
#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) subject: SubjectArgs,
    #[command(flatten)]
    pub(crate) authority: AuthorityArgs,
    #[command(flatten)]
    pub(crate) statements: StatementsArgs,
    #[command(flatten)]
    pub(crate) event: EventArgs,
    /// The file to add the decision to, Markdown [default: with `--event`, the one that GITHUB_STEP_SUMMARY names]
    #[arg(long = "summary", value_name = "FILE")]
    pub(crate) step_summary: Option<PathBuf>,
    /// Decides as of this instant, such as 2026-03-01T12:00:00Z; the decision is marked as simulated
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// How to show the decision
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(crate) format: Form,
    #[command(flatten)]
    pub(crate) summary: SummaryArgs,
    /// A decision on record: held unless it allowed exactly what is judged now
    #[arg(long, value_name = "FILE")]
    pub(crate) decision: Option<PathBuf>,
    /// Writes everything that the decision is made from into this folder, for `foureyes explain --inputs`
    #[arg(long, value_name = "DIR")]
    pub(crate) archive: Option<PathBuf>,
    /// Shows the decision and exits with 0 whatever it is; the decision says so
    #[arg(long)]
    pub(crate) report_only: bool,
}

/// Decides, shows the decision, and ends with the exit code of the verdict.
pub(crate) fn run(args: &CheckArgs) -> Result<Exit, CliError> {
    let (decision, beside) = judge(args)?;
    if !args.report_only {
        summary::write(&args.summary, &decision)?;
        return show(args, &decision, &beside);
    }
    let decision = decision.report_only();
    summary::write(&args.summary, &decision)?;
    show(args, &decision, &beside)?;
    Ok(Exit::Allow)
}

/// Decides; also returns what belongs beside the decision: the lines to type next.
pub(crate) fn judge(args: &CheckArgs) -> Result<(Decision, Vec<String>), CliError> {
    let stored = args.decision.as_deref().map(explain::read).transpose()?;
    let loaded = event::load(&args.event, &args.subject)?;
    let (subject, authority_args) = (&loaded.subject, loaded.authority(&args.authority));
    let authority = authority::load(&authority_args, subject)?;
    let instant = match args.now {
        Some(now) => now,
        None => clock::now()?,
    };
    let Some(gate) = authority.gate(instant)? else {
        let decision = Decision::without_authority(
            Some(&subject.change),
            authority.policy.is_some(),
            authority.roster.is_some(),
            instant,
        );
        return Ok((decision, hint::adopt(&authority, &authority_args)));
    };
    warn(&authority, &gate, &subject.change);
    let envelopes = statements::load(&args.statements, subject.repository.as_ref())?;
    let statements = gate.verify(&envelopes);
    let case = Case {
        args: &authority_args,
        subject,
        authority: &authority,
        gate: &gate,
    };
    let mut request = case.request(&statements, instant);
    if args.now.is_some() {
        request = request.simulated();
    }
    let candidate = case.candidate()?;
    let mut decision = case.decide_with(&request, candidate.as_ref());
    if let Some(stored) = &stored {
        decision = decision.recheck(stored);
    }
    if let Some(folder) = &args.archive {
        let inputs = Inputs {
            change: subject.change.clone(),
            envelopes,
            states: authority.states.clone(),
            candidate: candidate
                .transpose()
                .map_err(|error| CliError::document("the change", error.problem()))?,
            revocations: authority.revocations.clone(),
            duty: authority.duty.clone(),
            anchor: authority.anchor,
            last_seen: authority_args.last_seen.map(|versions| versions.0),
            now: instant,
            simulated: args.now.is_some(),
            report_only: args.report_only,
            stored,
        };
        let reported = if args.report_only {
            decision.clone().report_only()
        } else {
            decision.clone()
        };
        inputs.write(folder, reported.record())?;
    }
    let mut next = hint::approve(decision.record(), &loaded.args, subject);
    if !decision.is_allowed() {
        next.extend(Moment::explain(&gate.outlook(&request)));
    }
    Ok((decision, next))
}

/// What is judged, and by what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    pub(crate) args: &'a AuthorityArgs,
    pub(crate) subject: &'a Subject,
    pub(crate) authority: &'a Authority,
    pub(crate) gate: &'a Gate,
}

impl<'a> Case<'a> {
    /// Returns the request with everything that is known beside the statements.
    pub(crate) fn request(&self, statements: &'a Statements, instant: Timestamp) -> Request<'a> {
        let mut request = Request::new(&self.subject.change, statements, instant);
        request.revocations = self.authority.revocations.as_ref();
        request.duty = self.authority.duty.as_ref();
        request.last_seen = self.args.last_seen.map(|versions| versions.0);
        request
    }

    /// Decides; a change of what controls the gate is judged by the old gate and by the one that it brings in.
    pub(crate) fn decide(&self, request: &Request<'_>) -> Result<Decision, CliError> {
        Ok(self.decide_with(request, self.candidate()?.as_ref()))
    }

    /// Returns policy and roster as the change leaves them, where it touches what controls the gate.
    fn candidate(&self) -> Result<Option<Result<State, InputError>>, CliError> {
        let (Some(repository), Some(commits), true) = (
            &self.subject.repository,
            &self.subject.commits,
            self.gate.is_transition(&self.subject.change),
        ) else {
            return Ok(None);
        };
        let candidate = self
            .authority
            .candidate(self.args, repository, &commits.head)?;
        Ok(Some(candidate))
    }

    fn decide_with(
        &self,
        request: &Request<'_>,
        candidate: Option<&Result<State, InputError>>,
    ) -> Decision {
        match candidate {
            None => self.gate.evaluate(request),
            Some(candidate) => {
                let next = self.authority.next(candidate, request.now);
                self.gate.evaluate_transition(next.as_ref(), request)
            }
        }
    }
}

/// Tells what should be looked at, beside the decision.
fn warn(authority: &Authority, gate: &Gate, change: &Change) {
    let warnings = gate.warnings();
    if !warnings.is_empty() {
        output::complain(&problems(&authority.placed(warnings)));
    }
    let commits = change.exact().commits.known();
    let is_inside = authority
        .commit
        .as_deref()
        .filter(|tip| commits.iter().any(|commit| commit.as_str() == *tip));
    if let Some(tip) = is_inside
        && gate.is_transition(change)
    {
        output::complain(&format!(
            "warning[authority_in_change]: policy and roster are read from {tip}, which is part of the change and \
             touches what controls the gate"
        ));
    }
}

/// Shows the decision. What belongs beside it goes where it cannot be taken for a part of it.
fn show(args: &CheckArgs, decision: &Decision, beside: &[String]) -> Result<Exit, CliError> {
    event::summarize(
        &args.event,
        args.step_summary.as_deref(),
        &decision.record().to_markdown(),
    )?;
    let mut text = args.format.show(decision.record());
    if args.format == Form::Text {
        for line in beside {
            text.push('\n');
            text.push_str(line);
        }
    } else {
        for line in beside {
            output::complain(line);
        }
    }
    output::say(&text)?;
    Ok(decision.verdict().into())
}
