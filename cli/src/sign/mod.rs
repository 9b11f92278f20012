//! `foureyes approve`, `reject`, `withdraw`, `lift`, `declare`: a person signs a statement, after having seen it.

mod args;
mod counts;
mod draft;
mod import;
pub(crate) mod pen;
mod show;
mod store;
mod vouch;

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use foureyes::digest::Digest;
use foureyes::id::{Fingerprint, PrincipalId};
use foureyes::roster::{Principal, PrincipalKind, Scheme};
use foureyes::statement::{Draft, Intent, Signer, Statement};
use foureyes::{Decision, Gate, InputError, Statements, Submitted, Timestamp};

pub(crate) use args::{
    ApproveArgs, BreakGlassArgs, DeclareArgs, DelegateArgs, DutyArgs, EvidenceArgs, LiftArgs,
    RejectArgs, RevokeArgs, SignArgs, VouchArgs, WithdrawArgs,
};
pub(crate) use draft::nonce;
pub(crate) use import::{ImportArgs, run as import};

use crate::authority::{self, Authority};
use crate::check::Case;
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output;
use crate::statements::{self, StatementsArgs};
use crate::subject::{self, Subject};
use args::GroundArgs;
use pen::Pen;
use store::Store;

/// Approves the change.
pub(crate) fn approve(args: &ApproveArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::approval(args, ground))
}

/// Objects to the change.
pub(crate) fn reject(args: &RejectArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::reject(args, ground))
}

/// Takes back what was signed.
pub(crate) fn withdraw(args: &WithdrawArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::withdrawal(args, ground))
}

/// Ends somebody's reject, together with others.
pub(crate) fn lift(args: &LiftArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::lift(args, ground))
}

/// Says how far an AI was involved.
pub(crate) fn declare(args: &DeclareArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::authorship(args, ground))
}

/// Lets somebody else approve in the signer's authority.
pub(crate) fn delegate(args: &DelegateArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::delegation(args, ground))
}

/// Signs that a change cannot wait.
pub(crate) fn break_glass(args: &BreakGlassArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::break_glass(args, ground))
}

/// Signs how a check turned out.
pub(crate) fn evidence(args: &EvidenceArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::evidence(args, ground))
}

/// Signs that somebody approved on a platform.
pub(crate) fn vouch(args: &VouchArgs) -> Result<Exit, CliError> {
    let review = vouch::read(args)?;
    run(&args.sign, |ground| vouch::intent(args, &review, ground))
}

/// Signs that a key ends.
pub(crate) fn revoke(args: &RevokeArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::revocation(args, ground))
}

/// Signs who is on call and who is away.
pub(crate) fn duty(args: &DutyArgs) -> Result<Exit, CliError> {
    run(&args.sign, |ground| draft::duty(args, ground))
}

/// Everything a statement is made from.
#[derive(Debug)]
struct Ground<'a> {
    args: &'a GroundArgs,
    subject: Subject,
    authority: Authority,
    gate: Gate,
    /// The statements that are there already.
    stored: Vec<Submitted>,
    verified: Statements,
    key: Fingerprint,
    scheme: Scheme,
    person: Principal,
    now: Timestamp,
}

impl<'a> Ground<'a> {
    /// Gathers it, for whoever has the key, and is nobody else than `named`.
    fn of(
        args: &'a GroundArgs,
        key: &Fingerprint,
        named: Option<&PrincipalId>,
    ) -> Result<Self, CliError> {
        let subject = subject::load(&args.subject)?;
        let authority = authority::load(&args.authority, &subject)?;
        let now = clock::now()?;
        let gate = authority.gate(now)?.ok_or(CliError::NoAuthority)?;
        let mut stored = statements::load(&args.statements, subject.repository.as_ref())?;
        stored.extend(already_in(args)?);
        let (person, scheme) = signer(named, &authority, key)?;
        Ok(Self {
            verified: gate.verify(&stored),
            now,
            args,
            subject,
            authority,
            gate,
            stored,
            key: key.clone(),
            scheme,
            person,
        })
    }

    fn signer(&self) -> Signer {
        Signer {
            id: self.person.id.clone(),
            key: self.key.clone(),
        }
    }

    fn case(&self) -> Case<'_> {
        Case {
            args: &self.args.authority,
            subject: &self.subject,
            authority: &self.authority,
            gate: &self.gate,
        }
    }

    /// What the signer should know before she signs.
    fn warnings(&self, statement: &Statement) -> Vec<String> {
        let mut warnings = Vec::new();
        let approves = matches!(statement, Statement::Approve(_) | Statement::Lift(_));
        let declares = matches!(statement, Statement::Authorship(_) | Statement::Delegate(_));
        if (approves || declares) && self.person.kind != PrincipalKind::Human {
            warnings.push(format!(
                "`{}` is no person, and only people count: this will not count",
                self.person.id
            ));
        }
        if approves && draft::takes_part(&self.person, &self.subject.change) {
            warnings.push(format!(
                "{} took part in this change: this will not count",
                self.person.id
            ));
        }
        if matches!(statement, Statement::Lift(_)) {
            warnings.push(format!(
                "whoever lifts a reject is no approver of the change: no approval of {} counts for it any more",
                self.person.id
            ));
        }
        warnings
    }
}

/// What stands in the file to which the new statement is added.
fn already_in(args: &GroundArgs) -> Result<Vec<Submitted>, CliError> {
    let given = args.statements.statements.as_ref();
    match &args.output {
        Some(file) if given != Some(file) && file.is_file() => {
            let place = StatementsArgs {
                statements: Some(file.clone()),
            };
            statements::load(&place, None)
        }
        _ => Ok(Vec::new()),
    }
}

/// Whose key it is, and how it signs.
fn signer(
    named: Option<&PrincipalId>,
    authority: &Authority,
    key: &Fingerprint,
) -> Result<(Principal, Scheme), CliError> {
    let roster = authority.roster.as_ref().ok_or(CliError::NoAuthority)?;
    let whole = roster.roster.whole();
    let keys = whole
        .principals
        .iter()
        .flat_map(|person| person.keys.iter().map(move |entry| (person, entry)));
    let (person, entry) = keys
        .into_iter()
        .find(|(_, entry)| entry.public.fingerprint() == key)
        .ok_or_else(|| CliError::KeyNotRostered {
            fingerprint: key.to_string(),
            roster: roster.name.clone(),
        })?;
    match named {
        Some(id) if *id != person.id => Err(CliError::OtherSigner {
            given: id.to_string(),
            owner: person.id.to_string(),
        }),
        _ => Ok((person.clone(), entry.scheme)),
    }
}

/// What came of it.
#[derive(Debug)]
struct Signed {
    /// The digest that names the statement.
    id: Digest,
    /// The decision with it.
    decision: Decision,
    /// To what the name is bound now.
    bound: String,
    /// Whether it counts, and why not.
    counts: String,
    /// Where the statement is.
    stored: String,
}

fn run(
    args: &SignArgs,
    make: impl FnOnce(&Ground<'_>) -> Result<Intent, CliError>,
) -> Result<Exit, CliError> {
    if !args.yes && args.message.is_none() && !io::stdin().is_terminal() {
        return Err(CliError::usage(
            "nobody can be asked here: look at the statement, and say `--yes` to sign it unasked",
        ));
    }
    let pen = Pen::of(args)?;
    let fingerprint = pen.public().fingerprint();
    let ground = Ground::of(&args.ground, fingerprint, args.signer.as_ref())?;
    pen.fits(ground.scheme)?;
    let store = Store::of(&args.ground, &ground.subject)?;
    let draft = ground
        .gate
        .draft(&ground.subject.change, &ground.verified, make(&ground)?)
        .map_err(unusable)?;
    let tell = |text: &str| store.tell(text);
    tell(&show::draft(&draft, &ground))?;
    tell_warnings(&ground, draft.statement());
    if let (Some(file), Some(key)) = (&args.message, &args.ssh_key) {
        output::write_bytes(file, &draft.message())?;
        tell(&show::to_sign(file, key, &draft))?;
        return Ok(Exit::Allow);
    }
    if !args.yes && !is_confirmed()? {
        return Err(CliError::Declined);
    }
    let signed = keep(&ground, &draft, pen.sign(&draft)?, &store)?;
    tell(&show::signed(&signed))?;
    Ok(Exit::Allow)
}

fn tell_warnings(ground: &Ground<'_>, statement: &Statement) {
    for warning in ground.warnings(statement) {
        output::complain(&format!("warning: {warning}"));
    }
}

/// Makes sure that the gate takes a statement, keeps it, and decides with it.
fn keep(
    ground: &Ground<'_>,
    draft: &Draft,
    envelope: String,
    store: &Store<'_>,
) -> Result<Signed, CliError> {
    let own = Submitted::new(envelope.clone());
    let checked = ground.gate.verify(std::slice::from_ref(&own));
    let id = draft.id();
    if !checked.verified().iter().any(|one| one.id == id) {
        let code = checked.refused().first().map(|refused| refused.code);
        return Err(CliError::OwnStatement {
            why: code.map_or("it is not there", |code| code.meaning()),
        });
    }
    let stored = store.keep(&envelope)?;
    let mut all = ground.stored.clone();
    all.push(own);
    let statements = ground.gate.verify(&all);
    let case = ground.case();
    let decision = case.decide(&case.request(&statements, ground.now))?;
    Ok(Signed {
        bound: show::bound(draft.statement(), &ground.person, &ground.subject),
        counts: counts::of(draft.statement(), &id, &decision),
        id,
        decision,
        stored,
    })
}

/// A statement that cannot be made, in words alone: there is no document to look at.
pub(crate) fn unusable(error: InputError) -> CliError {
    CliError::usage(error.problem().message.clone())
}

/// Asks on the terminal.
pub(crate) fn is_confirmed() -> Result<bool, CliError> {
    let failed = |e: io::Error| CliError::file("the terminal", &e);
    let mut ask = io::stderr().lock();
    write!(ask, "Sign this? [y/N] ")
        .and_then(|()| ask.flush())
        .map_err(failed)?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(failed)?;
    Ok(matches!(
        answer.trim().to_ascii_lowercase().as_str(),
        "y" | "yes"
    ))
}
