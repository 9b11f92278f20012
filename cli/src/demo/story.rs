//! What happens in the demo, and what has to come of it.

use foureyes::Verdict;
use foureyes::decision::{DecisionRecord, LackKind};

use super::world::World;
use crate::error::CliError;
use crate::output::{self, plain};

/// The story as it is told, and everything that went otherwise.
pub(super) struct Story<'a> {
    world: &'a World,
    is_colourful: bool,
    pub(super) surprises: Vec<String>,
}

impl<'a> Story<'a> {
    pub(super) fn new(world: &'a World, is_colourful: bool) -> Self {
        Self {
            world,
            is_colourful,
            surprises: Vec::new(),
        }
    }

    pub(super) fn tell(&mut self) -> Result<(), CliError> {
        self.say("A mid-level engineer lets an AI change the checkout service.")?;
        self.world.change()?;
        let message = "Retry payments on 5xx";
        let trailer = "Co-Authored-By: Claude <noreply@anthropic.com>";
        self.command(&format!(
            "git commit -a -m \"{message}\" --trailer \"{trailer}\""
        ))?;
        let commit = ["commit", "-q", "-a", "-m", message, "--trailer", trailer];
        self.world.git("bob", commit)?;
        let first = self.check(Verdict::Hold, Part::All)?;
        self.expect(
            "carol and dave could sign",
            could_sign(&first, &["carol", "dave"]),
        );

        self.say("Erin, a peer, signs.")?;
        self.approve("erin")?;
        let second = self.check(Verdict::Hold, Part::Unmet)?;
        self.expect("Erin's level is too low", falls_short(&second, "erin"));

        self.say("Carol, a senior who took no part, signs.")?;
        self.approve("carol")?;
        let third = self.check(Verdict::Allow, Part::Met)?;
        self.expect("Carol counts", counts(&third, "carol"));

        self.say("One byte of the commit changes.")?;
        self.world.change_one_byte()?;
        self.command("git commit -a --amend --no-edit")?;
        self.world
            .git("bob", ["commit", "-q", "-a", "--amend", "--no-edit"])?;
        let last = self.check(Verdict::Hold, Part::Unmet)?;
        self.expect(
            "Carol's approval names the other commit",
            last.ignored.iter().any(|one| {
                one.person.as_ref().is_some_and(|id| id.as_str() == "carol")
                    && one.differs.is_some()
            }),
        );
        Ok(())
    }

    fn say(&self, text: &str) -> Result<(), CliError> {
        output::say(&format!("\n  {text}"))
    }

    fn command(&self, line: &str) -> Result<(), CliError> {
        output::say(&format!("  $ {line}"))
    }

    fn expect(&mut self, what: &str, holds: bool) {
        if !holds {
            self.surprises.push(format!("not as told: {what}"));
        }
    }

    /// Runs `foureyes check` as a pipeline would, and shows the heart of what it says.
    fn check(&mut self, verdict: Verdict, part: Part) -> Result<DecisionRecord, CliError> {
        let args = ["check", "--env", "production"];
        self.command(&format!("foureyes {}", args.join(" ")))?;
        let args = [args.as_slice(), &["--format", "json"]].concat();
        let ended = self.world.foureyes(&args)?;
        let record = DecisionRecord::from_json(&ended.stdout).map_err(|error| {
            let errors = String::from_utf8_lossy(&ended.stderr);
            CliError::Demo(format!("check: {error}: {}", plain(errors.trim())))
        })?;
        for line in short(&record, part) {
            output::say(&format!("  {}", self.coloured(&line, record.verdict)))?;
        }
        let code = match verdict {
            Verdict::Allow => 0,
            Verdict::Deny => 2,
            Verdict::Hold => 3,
        };
        self.expect(
            &format!("the verdict is {}", verdict.word()),
            record.verdict == verdict && ended.status.code() == Some(code),
        );
        Ok(record)
    }

    /// Runs `foureyes approve` and shows to what it binds the signer.
    fn approve(&self, person: &str) -> Result<(), CliError> {
        let key = format!("../keys/{person}.key");
        let args = ["approve", "--env", "production", "--key", &key, "--yes"];
        self.command(&format!("foureyes {}", args.join(" ")))?;
        let ended = self.world.foureyes(&args)?;
        if !ended.status.success() {
            let errors = String::from_utf8_lossy(&ended.stderr);
            return Err(CliError::Demo(format!("approve: {}", plain(errors.trim()))));
        }
        let text = String::from_utf8_lossy(&ended.stdout);
        let bound = format!("{person} signed ");
        let lines = text.lines().skip_while(|line| !line.starts_with(&bound));
        for line in lines.take(2) {
            output::say(&format!("  {}", plain(line)))?;
        }
        Ok(())
    }

    fn coloured(&self, line: &str, verdict: Verdict) -> String {
        let (word, colour) = match verdict {
            Verdict::Allow => ("ALLOW", 32),
            Verdict::Deny => ("DENY", 31),
            Verdict::Hold => ("HOLD", 33),
        };
        match line.strip_prefix(word) {
            Some(rest) if self.is_colourful => format!("\u{1b}[1;{colour}m{word}\u{1b}[0m{rest}"),
            _ => line.to_owned(),
        }
    }
}

/// Which lines of a decision are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Who made it, and every requirement.
    All,
    /// The requirements, and who counts.
    Met,
    /// What is not met, and who does not count.
    Unmet,
}

/// The lines that the gate itself writes, without those that repeat.
fn short(record: &DecisionRecord, part: Part) -> Vec<String> {
    let text = record.explain();
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let mut shown: Vec<String> = lines.next().map(str::to_owned).into_iter().collect();
    let mut is_wanted = false;
    for line in lines {
        let start = line.trim_start();
        let is_deep = line.starts_with("      ");
        is_wanted = if start.starts_with("Made by") {
            part == Part::All
        } else if start.starts_with("why ") && part != Part::All {
            continue;
        } else if start.starts_with('✗') {
            true
        } else if start.starts_with('✓') {
            part != Part::Unmet
        } else if start.starts_with("not counted") {
            true
        } else {
            is_deep && is_wanted
        };
        if is_wanted {
            shown.push(line.to_owned());
        }
    }
    shown
}

fn could_sign(record: &DecisionRecord, people: &[&str]) -> bool {
    let mut candidates = record
        .requirements
        .iter()
        .filter_map(|one| one.candidates.as_ref());
    candidates.any(|list| {
        list.first
            .iter()
            .map(|one| one.person.as_str())
            .eq(people.iter().copied())
    })
}

fn falls_short(record: &DecisionRecord, person: &str) -> bool {
    let mut lacks = record.requirements.iter().flat_map(|one| &one.not_counted);
    lacks.any(|one| {
        one.person.as_str() == person && one.lacks.iter().any(|lack| lack.lacks == LackKind::Level)
    })
}

fn counts(record: &DecisionRecord, person: &str) -> bool {
    let mut counted = record.requirements.iter().flat_map(|one| &one.counted);
    counted.any(|one| one.person.as_str() == person)
}
