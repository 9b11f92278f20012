//! System packages: installed where that is asked for and possible, named otherwise.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use crate::context::Context;
use crate::report::say;
use crate::steps::Step;
use crate::tools::{self, Source, Tool};

/// What a run may do to the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    MayInstall,
    Untouched,
}

/// How this machine's packages are installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manager {
    AptGet,
    SudoAptGet,
    Unknown,
}

/// Provides the system packages that these steps call and that are missing.
pub(crate) fn provide(context: &Context, steps: &[Step], system: System) {
    let packages = missing_packages(steps, |tool| tool.is_present(context));
    if packages.is_empty() {
        return;
    }
    let manager = Manager::discover();
    let commands = commands(manager, &packages);
    if system == System::Untouched || commands.is_empty() {
        let names = packages.into_iter().collect::<Vec<_>>().join(" ");
        say(&format!(
            "missing system packages; install with: {}",
            line(manager, &names)
        ));
        return;
    }
    for command in commands {
        say(&format!("$ {}", command.join(" ")));
        if let Err(why) = call(&command) {
            say(&format!("the system packages were not installed: {why}"));
            return;
        }
    }
}

/// Returns the packages of the missing tools, each once.
fn missing_packages(steps: &[Step], is_present: impl Fn(&Tool) -> bool) -> BTreeSet<&'static str> {
    steps
        .iter()
        .flat_map(|step| step.needs.iter().chain(step.wants))
        .filter(|tool| !is_present(tool))
        .flat_map(|tool| {
            match tool.source {
                Source::Elsewhere(_) => "",
                Source::System(packages) => packages,
            }
            .split_whitespace()
        })
        .collect()
}

/// Returns what has to be called, in order; nothing where the manager is not known.
fn commands(manager: Manager, packages: &BTreeSet<&'static str>) -> Vec<Vec<&'static str>> {
    let mut prefix = match manager {
        Manager::AptGet => vec![],
        Manager::SudoAptGet => vec!["sudo"],
        Manager::Unknown => return Vec::new(),
    };
    prefix.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut update = prefix.clone();
    update.push("update");
    let mut install = prefix;
    install.extend(["install", "-y", "--no-install-recommends"]);
    install.extend(packages);
    vec![update, install]
}

/// Returns the line to type.
fn line(manager: Manager, names: &str) -> String {
    match manager {
        Manager::AptGet => format!("apt-get install {names}"),
        Manager::SudoAptGet => format!("sudo apt-get install {names}"),
        Manager::Unknown => format!("the system's package manager (in Debian's names: {names})"),
    }
}

fn call(command: &[&str]) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("nothing to call")?;
    let status = Command::new(program).args(arguments).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

impl Manager {
    fn discover() -> Self {
        if !tools::is_on_path("apt-get") {
            Self::Unknown
        } else if is_root() {
            Self::AptGet
        } else if tools::is_on_path("sudo") {
            Self::SudoAptGet
        } else {
            Self::Unknown
        }
    }
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .stderr(Stdio::null())
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::TEST;

    #[test]
    fn only_missing_packages_of_the_system_are_installed() {
        assert!(missing_packages(TEST, |_| true).is_empty());
        let packages = missing_packages(TEST, |tool| tool.name != "ssh-keygen");
        assert_eq!(packages, BTreeSet::from(["openssh-client"]));
        let packages = missing_packages(TEST, |_| false);
        assert!(packages.is_superset(&BTreeSet::from([
            "chromium",
            "git",
            "openssh-client",
            "rustc-web"
        ])));
    }

    #[test]
    fn the_manager_decides_how() {
        let packages = BTreeSet::from(["git", "openssh-client"]);
        let words = |manager| {
            commands(manager, &packages)
                .into_iter()
                .map(|words| words.join(" "))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(Manager::AptGet),
            [
                "env DEBIAN_FRONTEND=noninteractive apt-get update",
                "env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends git openssh-client"
            ]
        );
        assert!(
            words(Manager::SudoAptGet)
                .iter()
                .all(|line| line.starts_with("sudo env "))
        );
        assert!(words(Manager::Unknown).is_empty());
    }

    #[test]
    fn the_line_to_type_names_the_packages() {
        assert_eq!(line(Manager::SudoAptGet, "git"), "sudo apt-get install git");
        assert!(line(Manager::Unknown, "git").contains("git"));
    }
}
