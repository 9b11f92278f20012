//! `foureyes evaluate`: many decisions from JSON Lines, on every core.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Args;
use foureyes::error::InputError;
use foureyes::gate::LastSeen;
use foureyes::roster::{Duty, Revocations};
use foureyes::wire::consumed_from_json;
use foureyes::{Change, Decision, Gate, Request, Submitted, Timestamp, Verdict};
use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::authority::{Authority, PinnedArgs};
use crate::clock;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{self, shown};
use crate::progress::Progress;

/// The most bytes of a line.
const LONGEST: u64 = 64 << 20;
/// How many lines each core takes before they are written.
const BATCH: usize = 256;
/// The most threads.
const MOST_JOBS: usize = 256;

/// What is wrong with the members of a line, by how it is told.
const CODES: [(&str, &str); 3] = [
    ("duplicate field", "duplicate_key"),
    ("missing field", "missing_field"),
    ("unknown field", "unknown_field"),
];

/// Many changes, and by what they are judged.
#[derive(Args, Debug)]
pub(crate) struct EvaluateArgs {
    /// A file of JSON Lines, or `-` for standard input: on each line an object with `change` and, as far as there are
    /// any, `statements`, `now`, `duty`, `revocations`, `consumed` and `lastSeen`
    #[arg(default_value = "-")]
    requests: PathBuf,
    #[command(flatten)]
    authority: PinnedArgs,
    /// Decides as of this instant, such as 2026-03-01T12:00:00Z; the decisions are marked as simulated
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// How many lines are judged at the same time [default: one for each core]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// One line. The documents in it are read by whoever reads them elsewhere.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line<'a> {
    #[serde(borrow)]
    change: &'a RawValue,
    #[serde(borrow, default)]
    statements: Vec<&'a RawValue>,
    #[serde(default)]
    now: Option<Timestamp>,
    #[serde(borrow, default)]
    duty: Option<&'a RawValue>,
    #[serde(borrow, default)]
    revocations: Option<&'a RawValue>,
    #[serde(borrow, default)]
    consumed: Option<&'a RawValue>,
    #[serde(default)]
    last_seen: Option<Versions>,
}

/// The versions that were seen before.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Versions {
    policy: u32,
    roster: u32,
}

/// By what every line is judged.
struct Bench {
    gate: Gate,
    now: Timestamp,
    is_simulated: bool,
}

/// Decides about every line, in its order; ends with the exit code of the worst verdict.
pub(crate) fn run(args: &EvaluateArgs) -> Result<Exit, CliError> {
    let now = match args.now {
        Some(now) => now,
        None => clock::now()?,
    };
    let authority = Authority::pinned(&args.authority)?;
    let gate = authority.gate(now)?.ok_or_else(|| {
        CliError::usage(
            "policy and roster are needed: `--policy` or `--policy-file`, and `--roster-file`",
        )
    })?;
    for problem in authority.placed(gate.warnings()) {
        output::complain(&problem.to_string());
    }
    let bench = Bench {
        gate,
        now,
        is_simulated: args.now.is_some(),
    };
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok());
    let jobs = jobs.map_or(1, NonZeroUsize::get).min(MOST_JOBS);
    let counts = if args.requests.as_os_str() == "-" {
        bench.decide_all(io::stdin().lock(), "standard input", jobs)
    } else {
        let name = shown(&args.requests);
        let file = File::open(&args.requests).map_err(|error| CliError::file(&name, &error))?;
        bench.decide_all(BufReader::new(file), &name, jobs)
    }?;
    output::complain(&counts.words());
    Ok(counts.exit())
}

/// How many verdicts there were of each sort.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    allow: usize,
    hold: usize,
    deny: usize,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        let count = match verdict {
            Verdict::Allow => &mut self.allow,
            Verdict::Deny => &mut self.deny,
            Verdict::Hold => &mut self.hold,
        };
        *count = count.saturating_add(1);
    }

    fn words(self) -> String {
        let Self { allow, hold, deny } = self;
        format!("{allow} allow, {hold} hold, {deny} deny")
    }

    const fn exit(self) -> Exit {
        match self {
            Self { deny: 1.., .. } => Exit::Deny,
            Self { hold: 1.., .. } => Exit::Hold,
            _ => Exit::Allow,
        }
    }
}

impl Bench {
    /// Decides about every line and writes each decision to standard output as one line.
    fn decide_all(
        &self,
        mut lines: impl BufRead,
        name: &str,
        jobs: usize,
    ) -> Result<Counts, CliError> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut progress = Progress::open("decisions");
        let mut counts = Counts::default();
        let mut number = 0_usize;
        loop {
            let batch = read(&mut lines, jobs.saturating_mul(BATCH), &mut number)
                .map_err(|error| CliError::file(name, &error))?;
            if batch.is_empty() {
                break;
            }
            for (verdict, text) in self.decide_batch(&batch, jobs) {
                counts.add(verdict);
                progress.step();
                writeln!(out, "{text}")
                    .map_err(|error| CliError::file("standard output", &error))?;
            }
        }
        out.flush()
            .map_err(|error| CliError::file("standard output", &error))?;
        Ok(counts)
    }

    /// Decides about several lines at the same time. Whoever is free takes the next.
    fn decide_batch(&self, batch: &[(usize, Vec<u8>)], jobs: usize) -> Vec<(Verdict, String)> {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((number, line)) = batch.get(at) else {
                    return done;
                };
                let decision = self.decide(*number, line);
                done.push((at, decision.verdict(), decision.record().to_json()));
            }
        };
        let mut all = thread::scope(|scope| {
            let helpers: Vec<_> = (1..jobs.min(batch.len()))
                .map(|_| scope.spawn(work))
                .collect();
            let mut all = work();
            for helper in helpers {
                match helper.join() {
                    Ok(done) => all.extend(done),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all
        });
        all.sort_unstable_by_key(|(at, _, _)| *at);
        all.into_iter()
            .map(|(_, verdict, text)| (verdict, text))
            .collect()
    }

    /// Decides about one line. One that cannot be read is refused.
    fn decide(&self, number: usize, line: &[u8]) -> Decision {
        self.try_decide(number, line)
            .unwrap_or_else(|error| Decision::bad_input(&error, self.now))
    }

    fn try_decide(&self, number: usize, line: &[u8]) -> Result<Decision, InputError> {
        let unusable =
            |code, message| InputError::unusable(&format!("line {number}"), code, message);
        if line.len() as u64 > LONGEST {
            let message = format!("a line has at most {LONGEST} bytes");
            return Err(unusable("too_large", message));
        }
        let line: Line<'_> = serde_json::from_slice(line).map_err(|error| {
            let message = error.to_string();
            let starts = |start: &&(&str, &str)| message.starts_with(start.0);
            let code = match error.classify() {
                Category::Data => CODES
                    .iter()
                    .find(starts)
                    .map_or("wrong_type", |(_, code)| code),
                Category::Eof | Category::Io | Category::Syntax => "syntax",
            };
            unusable(code, output::plain(&message))
        })?;
        fn bytes<'a>(value: Option<&&'a RawValue>) -> Option<&'a [u8]> {
            value.map(|value| value.get().as_bytes())
        }
        let change = Change::from_json(line.change.get().as_bytes())?;
        let envelopes = line.statements.iter();
        let envelopes: Vec<Submitted> = envelopes
            .map(|envelope| Submitted::new(envelope.get().as_bytes()))
            .collect();
        let duty = bytes(line.duty.as_ref())
            .map(Duty::from_bytes)
            .transpose()?;
        let revocations = bytes(line.revocations.as_ref());
        let revocations = revocations.map(Revocations::from_bytes).transpose()?;
        let consumed = bytes(line.consumed.as_ref());
        let consumed = consumed.map(consumed_from_json).transpose()?;
        let statements = self.gate.verify(&envelopes);
        let mut request = Request::new(&change, &statements, line.now.unwrap_or(self.now));
        request.duty = duty.as_ref();
        request.revocations = revocations.as_ref();
        request.consumed = consumed.as_ref();
        let seen = line.last_seen.as_ref();
        request.last_seen = seen.map(|seen| LastSeen::new(seen.policy, seen.roster));
        request.simulated = self.is_simulated || line.now.is_some();
        Ok(self.gate.evaluate(&request))
    }
}

/// Reads up to `most` lines that are not empty, each with its number. Of a line that is too long a little more than
/// the longest is kept, so that it can be told.
fn read(
    lines: &mut impl BufRead,
    most: usize,
    number: &mut usize,
) -> io::Result<Vec<(usize, Vec<u8>)>> {
    let mut batch = Vec::new();
    let mut held = 0_usize;
    while batch.len() < most && held < 1 << 28 {
        let mut line = Vec::new();
        let length = lines
            .by_ref()
            .take(LONGEST.saturating_add(2))
            .read_until(b'\n', &mut line)?;
        if length == 0 {
            break;
        }
        *number = number.saturating_add(1);
        if line.last() != Some(&b'\n') && length as u64 > LONGEST {
            skip_line(lines)?;
        }
        let line = line.trim_ascii();
        if !line.is_empty() {
            held = held.saturating_add(line.len());
            batch.push((*number, line.to_vec()));
        }
    }
    Ok(batch)
}

/// Reads on to the end of a line, without keeping it.
fn skip_line(lines: &mut impl BufRead) -> io::Result<()> {
    loop {
        let (length, is_end) = {
            let held = lines.fill_buf()?;
            match held.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at.saturating_add(1), true),
                None => (held.len(), held.is_empty()),
            }
        };
        lines.consume(length);
        if is_end {
            return Ok(());
        }
    }
}
